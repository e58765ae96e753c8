//! Work: what was done in a session and what it did for the week of each area, drawn.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::figure::atlas::{Facing, Zone};
use crate::figure::camera::Framing;
use crate::practice::dose::OF_A_WEEK;
use crate::session::Engine;
use crate::session::engine::Outcome;
use crate::tui::context::Context;
use crate::tui::theme::Theme;
use crate::tui::widgets::body_map::{BodyMap, glow_of};
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::clock::{clock, clock_of};
use crate::words::dose;
use crate::work;

/// The width of a column with the body at which it is shown from both sides.
const TWO_SIDES: u16 = 56;
/// The least rows of a body that can be recognised.
pub(super) const LEAST_BODY: u16 = 8;

/// What was done in a session, to be drawn.
#[derive(Debug, Default)]
pub(super) struct Work(work::Work);

impl Deref for Work {
    type Target = work::Work;

    fn deref(&self) -> &work::Work {
        &self.0
    }
}

impl Work {
    /// The work of the session that `engine` ran.
    pub(super) fn of(engine: &Engine, context: &Context) -> Self {
        Self(work::Work::of(engine, context))
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
