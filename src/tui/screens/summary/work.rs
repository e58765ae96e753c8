//! Work: what was done in a session, step by step and area by area, and what it did for the week of each area.

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::areas::Area;
use crate::figure::atlas::{Facing, Zone};
use crate::figure::camera::Framing;
use crate::practice::dose::OF_A_WEEK;
use crate::practice::routine::Round;
use crate::session::Engine;
use crate::session::engine::{Ouch, Outcome, Tally};
use crate::tui::context::Context;
use crate::tui::theme::Theme;
use crate::tui::widgets::body_map::{BodyMap, glow_of};
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::clock::{clock, clock_of};
use crate::words::{dose, hurt, listed, plural, rounds};

/// The width of a column with the body at which it is shown from both sides.
const TWO_SIDES: u16 = 56;
/// The least rows of a body that can be recognised.
pub(super) const LEAST_BODY: u16 = 8;

/// What was done in a session.
#[derive(Debug, Default)]
pub(super) struct Work {
    steps: Vec<Step>,
    /// The areas that were worked or hurt, with the seconds of this session and those of the last seven days.
    areas: Vec<Share>,
    /// `true` if the session counts for the week: a rehearsal does not.
    counts: bool,
}

#[derive(Debug)]
struct Step {
    name: String,
    short_name: String,
    time: Duration,
    /// The round, where it is repeated.
    round: Option<Round>,
    outcome: Outcome,
    /// `true` if the session had come to it.
    is_begun: bool,
    ouches: Vec<String>,
}

#[derive(Debug)]
struct Share {
    area: Area,
    now: u64,
    week: u64,
}

impl Work {
    /// The work of the session that `engine` ran.
    pub(super) fn of(engine: &Engine, context: &Context) -> Self {
        let tallies = engine.progress().tallies;
        let week = context.digest.last_seven_days(context.settings.day_start_hour);
        let mut areas: BTreeMap<&Area, u64> = BTreeMap::new();
        let mut steps = Vec::new();
        let current = engine.segment().map(|segment| segment.step);
        for (index, (step, tally)) in engine.plan().steps().iter().zip(&tallies).enumerate() {
            let exercise = &step.exercise;
            if is_worked(tally) {
                exercise.areas.iter().for_each(|area| *areas.entry(area).or_default() += tally.work().as_secs());
            }
            steps.push(Step {
                name: exercise.name.clone(),
                short_name: exercise.short_name().to_owned(),
                time: tally.work(),
                round: step.round,
                outcome: tally.outcome,
                is_begun: Some(index) == current || !tally.work().is_zero(),
                ouches: tally.ouches.iter().map(ouch).collect(),
            });
        }
        let share = |(area, now): (&Area, u64)| {
            let before = week.get(area.word()).copied().unwrap_or(0);
            Share { area: area.clone(), now, week: before + now }
        };
        let areas = areas.into_iter().map(share).collect();
        Self { steps, areas, counts: context.kept }
    }

    /// The areas that were worked or hurt.
    pub(super) fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().map(|share| &share.area)
    }

    /// The number of exercises done to their end, of all: `3 of 4 exercises`.
    pub(super) fn in_short(&self) -> String {
        let done = self.steps.iter().filter(|step| step.is_done()).count();
        let all = self.steps.len();
        format!("{done} of {all} {}", plural(all as u64, "exercise", "exercises"))
    }

    /// The exercises by what became of them, a sentence for each; what hurt comes first.
    pub(super) fn sentences(&self) -> Vec<(String, bool)> {
        let mut said = Vec::new();
        for step in self.steps.iter().filter(|step| !step.ouches.is_empty()) {
            let round = step.in_round();
            said.push((format!("Ouch: {}{round} ({}).", step.short_name, step.ouches.join("; ")), true));
        }
        let mut say = |lead: &str, outcome: Outcome, is_begun: bool| {
            let is_it = |step: &&Step| {
                let begun = outcome != Outcome::Unfinished || step.is_begun == is_begun;
                step.outcome == outcome && begun && step.ouches.is_empty()
            };
            let of_it = self.steps.iter().filter(is_it);
            let names: Vec<&str> = of_it.map(|step| step.short_name.as_str()).collect();
            let is_all = names.len() == self.steps.len();
            let names = counted_once(&names);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if is_all && outcome == Outcome::Done {
                said.push((format!("{}.", listed(&names)), false));
            } else if !names.is_empty() {
                said.push((format!("{lead}: {}.", listed(&names)), false));
            }
        };
        say("Skipped", Outcome::Skipped, true);
        say("Easier version", Outcome::Eased, true);
        say("Done", Outcome::Done, true);
        say("Begun", Outcome::Unfinished, true);
        say("Not reached", Outcome::Unfinished, false);
        said
    }

    /// Every exercise with its time and its outcome, in full.
    pub(super) fn in_full(&self) -> Vec<String> {
        let step = |step: &Step| {
            let ouches = step.ouches.iter().map(|ouch| format!("; ouch: {ouch}")).collect::<Vec<_>>().concat();
            format!("{} - {}, {}{}{ouches}", step.name, clock(step.time), step.word(), step.in_round())
        };
        self.steps.iter().map(step).collect()
    }

    /// The week of each area in words: `neck: 4:10 of 5 min, 1:20 of it now`.
    pub(super) fn weeks_in_words(&self) -> Vec<String> {
        let share = |share: &Share| {
            let enough = if dose::is_enough(share.week) { " ✓" } else { "" };
            let week = format!("{} of {} min", clock_of(share.week), OF_A_WEEK.as_secs() / 60);
            format!("{}: {week}{enough}, {} of it now", share.area.label(), clock_of(share.now))
        };
        self.areas.iter().filter(|_| self.counts).map(share).collect()
    }

    /// The rows of the list of exercises.
    pub(super) fn list_rows(&self) -> u16 {
        u16::try_from(self.steps.len()).unwrap_or(u16::MAX)
    }

    /// Draws every exercise, its time and its outcome.
    pub(super) fn list(&self, theme: &Theme, pen: &mut Pen<'_>) {
        let width = usize::from(pen.width());
        let longest = self.steps.iter().map(|step| Span::raw(step.short_name.as_str()).width()).max().unwrap_or(0);
        let name = longest.min(width.saturating_sub(20)).max(10);
        for step in &self.steps {
            let (outcome, ink) = match (step.outcome, step.ouches.last()) {
                (_, Some(ouch)) => (format!("{}{}, ouch: {ouch}", step.word(), step.in_round()), theme.warm),
                (Outcome::Done | Outcome::Eased, None) => (format!("{}{}", step.word(), step.in_round()), theme.accent),
                (_, None) => (format!("{}{}", step.word(), step.in_round()), theme.dim),
            };
            let outcome = cut(&outcome, width.saturating_sub(name + 8));
            pen.line(vec![
                Span::styled(
                    format!("{:<name$}", cut(&step.short_name, name)),
                    if step.is_done() { theme.text } else { theme.dim },
                ),
                Span::styled(format!("{:>6}  ", clock(step.time)), theme.dim),
                Span::styled(outcome, ink),
            ]);
        }
    }

    /// Draws the body with the areas that were worked, and below it the week of each.
    pub(super) fn body_and_weeks(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let weeks = self.weeks_rows();
        let body = area.height.saturating_sub(weeks + 1);
        if weeks == 0 || body < LEAST_BODY {
            self.body(context, area, buffer);
            return;
        }
        self.body(context, Rect { height: body, ..area }, buffer);
        let below = Rect { y: area.y + body + 1, height: weeks, ..area };
        self.weeks(&context.theme, &mut Pen::new(buffer, below));
    }

    /// Draws the body with the areas that were worked.
    pub(super) fn body(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let most = self.areas.iter().map(|share| share.now).max().unwrap_or(0);
        let glow = |zone| {
            let of = self.areas.iter().find(|share| share.area.zone() == Some(zone));
            glow_of(of.map_or(0, |share| share.now), most)
        };
        let map = BodyMap { glow, labelled: false, look: context.look, theme: &context.theme, reel: &context.reel };
        let framing = self.framing();
        let is_double = area.width >= TWO_SIDES;
        let width = if is_double { area.width / 2 } else { area.width };
        // The upper half of a body is about as many columns wide as rows high.
        let height = if framing == Framing::Bust { area.height.min(width) } else { area.height };
        let place = Rect { y: area.y + (area.height - height) / 2, width, height, ..area };
        if is_double {
            map.side(Facing::Front, framing, place, buffer);
            map.side(Facing::Back, framing, Rect { x: place.x + width, ..place }, buffer);
        } else {
            map.side(self.facing(), framing, place, buffer);
        }
    }

    fn zones(&self) -> impl Iterator<Item = Zone> {
        self.areas.iter().filter_map(|share| share.area.zone())
    }

    /// The side that shows the areas: all but the forearms are seen from behind.
    fn facing(&self) -> Facing {
        let mut zones = self.zones().peekable();
        let in_front = zones.peek().is_some() && zones.all(|zone| zone == Zone::Forearms);
        if in_front { Facing::Front } else { Facing::Back }
    }

    /// The part of the body that shows the areas, as near as it can be.
    fn framing(&self) -> Framing {
        let mut zones = self.zones().peekable();
        if zones.peek().is_none() || zones.any(|zone| zone == Zone::Glutes) { Framing::Body } else { Framing::Bust }
    }

    /// The rows of the week of each area, with their heading.
    pub(super) fn weeks_rows(&self) -> u16 {
        let areas = if self.counts { self.areas.len() } else { 0 };
        u16::try_from(areas).map_or(u16::MAX, |areas| if areas == 0 { 0 } else { areas.saturating_add(1) })
    }

    /// Draws the week of each area as a bar up to what an area should get.
    pub(super) fn weeks(&self, theme: &Theme, pen: &mut Pen<'_>) {
        let aim = OF_A_WEEK.as_secs();
        let width = usize::from(pen.width());
        let longest = self.areas.iter().map(|share| Span::raw(share.area.label()).width()).max().unwrap_or(0);
        let name = longest.min(14);
        let head = if width >= 30 { "Last 7 days" } else { "7 days" };
        let each = if width >= 24 { " each" } else { "" };
        pen.line(vec![
            Span::styled(head, theme.strong),
            Span::styled(format!(" · goal {} min{each}", aim / 60), theme.dim),
        ]);
        let gained = width >= name + 26;
        let bar = width.saturating_sub(name + 9 + if gained { 7 } else { 0 }).min(40);
        for share in &self.areas {
            let cells = |secs: u64| usize::try_from(secs.min(aim) * bar as u64 / aim).unwrap_or(bar);
            let all = cells(share.week).max(1);
            // The least work shows.
            let before = cells(share.week - share.now).min(all.saturating_sub(usize::from(share.now > 0)));
            let piece = |symbol: &str, count: usize, ink: Style| Span::styled(symbol.repeat(count), ink);
            let enough = dose::is_enough(share.week);
            let mut line = vec![
                Span::styled(format!("{:<name$} ", cut(share.area.label(), name)), theme.text),
                piece("━", before, theme.shades[2]),
                piece("■", all - before, theme.accent.patch(theme.strong)),
                piece("─", bar.saturating_sub(all), theme.faint),
                Span::styled(format!(" {:>5}", clock_of(share.week)), theme.strong),
                Span::styled(if enough { " ✓" } else { "  " }, theme.accent),
            ];
            if gained {
                line.push(Span::styled(format!(" +{}", clock_of(share.now)), theme.dim));
            }
            pen.line(Line::from(line));
        }
    }
}

/// The names, each once and with the number of its rounds.
fn counted_once(names: &[&str]) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let count = |(name, count)| if count > 1 { format!("{name} ({count} times)") } else { String::from(name) };
    counts.into_iter().map(count).collect()
}

impl Step {
    /// The round, to follow the outcome: `, round 2 of 3`.
    fn in_round(&self) -> String {
        self.round.map(|round| format!(", {}", rounds::round(round))).unwrap_or_default()
    }

    const fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done | Outcome::Eased)
    }

    const fn word(&self) -> &'static str {
        match self.outcome {
            Outcome::Done => "done",
            Outcome::Eased => "easier",
            Outcome::Skipped => "skipped",
            Outcome::Stopped => "stopped",
            Outcome::Unfinished if self.is_begun => "begun",
            Outcome::Unfinished => "not reached",
        }
    }
}

/// Returns `true` if a step says something of its areas.
fn is_worked(tally: &Tally) -> bool {
    !tally.work().is_zero() || !tally.ouches.is_empty()
}

/// An "it hurts" in a few words: `too much pull, right side, 6 of 10`.
fn ouch(ouch: &Ouch) -> String {
    let side = ouch.side.map(|side| format!(", {side} side")).unwrap_or_default();
    let strength = ouch.strength.map(|strength| format!(", {strength} of 10")).unwrap_or_default();
    format!("{}{side}{strength}", hurt::kind(ouch.hurt))
}
