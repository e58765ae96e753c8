//! Summary: the end of a session, with the work done and the fields that a person may fill in.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::areas::Area;
use crate::history::comfort::HIGH_TENSION;
use crate::history::{Kind, Record, Scores, Session, Streak};
use crate::session::engine::{Outcome, State};
use crate::session::{Engine, SessionHeader};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::round::toggle;
use crate::tui::scores;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, Effect, Occasion, View};
use crate::tui::widgets::body_map::{BodyMap, glow_of};
use crate::tui::widgets::field::Field as Note;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::clock::clock;
use crate::words::{dose, hurt, streak};

/// The longest note that can be typed, in characters.
const LONGEST_NOTE: usize = 200;

/// The way back into a session that was ended early.
pub type WayBack = fn(&Engine, SessionHeader, &Context) -> Vec<Command>;

/// The end of a session.
#[derive(Debug)]
pub struct Summary {
    engine: Engine,
    header: SessionHeader,
    way_back: WayBack,
    /// The scores of each area that was worked; those of the body as a whole if the session had no area.
    told: Vec<(Option<Area>, Scores)>,
    /// The areas, by row, that are said to limit daily life.
    limits: BTreeSet<usize>,
    note: Note,
    field: Field,
    /// The streak with this session counted.
    streak: Streak,
    /// The minutes of the worked areas in the last seven days, with this session.
    week: String,
    /// The scores, and the number of words of the note, that a kill would not cost.
    kept: (Vec<(Option<Area>, Scores)>, usize),
}

/// The largest height of the map of the body, in rows: more rows show nothing more.
const MOST_ROWS: u16 = 30;

/// The field that is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Before(usize),
    After(usize),
    Note,
}

impl Summary {
    /// The end of the session that `engine` ran; `way_back` goes on with it, if it was ended early. Scores of check-ins shortly before it are filled in.
    #[must_use]
    pub fn of(engine: Engine, header: SessionHeader, way_back: WayBack, context: &Context) -> Self {
        let before = context.digest.told_before(header.at);
        let worked: BTreeSet<Area> = (engine.plan().steps().iter().zip(&engine.progress().tallies))
            .filter(|(_, tally)| !tally.work().is_zero() || !tally.ouches.is_empty())
            .flat_map(|(step, _)| step.exercise.areas.iter().cloned())
            .collect();
        let scores = |area: &Area| Scores { before: before.get(area.word()).copied(), after: None };
        let mut told: Vec<_> = worked.iter().map(|area| (Some(area.clone()), scores(area))).collect();
        if told.is_empty() {
            told.push((None, Scores::default()));
        }
        let known = told.iter().take_while(|(_, scores)| scores.before.is_some()).count();
        let field = if known == told.len() { Field::After(0) } else { Field::Before(known) };
        let mut summary = Self {
            engine,
            header,
            way_back,
            told,
            limits: BTreeSet::new(),
            note: Note::new(LONGEST_NOTE),
            field,
            streak: Streak::default(),
            week: String::new(),
            kept: Default::default(),
        };
        summary.kept.0.clone_from(&summary.told);
        summary.prepare(context);
        summary
    }

    /// The minutes of the worked areas in the last seven days, with this session: `7 days: neck 3 of 5 min`.
    fn seven_days(&self, context: &Context) -> String {
        let mut secs = context.digest.last_seven_days(context.settings.day_start_hour);
        for (step, tally) in self.engine.plan().steps().iter().zip(self.engine.progress().tallies) {
            for area in &step.exercise.areas {
                *secs.entry(area.word().to_owned()).or_default() += tally.work().as_secs();
            }
        }
        let of = |area: &Area| {
            let secs = secs.get(area.word()).copied().unwrap_or(0);
            let mark = if dose::is_enough(secs) { " ✓" } else { "" };
            format!("{} {}{mark}", area.label(), dose::of_a_week(secs))
        };
        let told: Vec<String> = self.told.iter().filter_map(|(area, _)| area.as_ref()).map(of).collect();
        if told.is_empty() { String::new() } else { format!("7 days: {}", told.join(", ")) }
    }

    fn is_completed(&self) -> bool {
        matches!(self.engine.state(), State::Finished { completed: true })
    }

    fn score(&mut self) -> Option<&mut Option<u8>> {
        match self.field {
            Field::Before(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.before),
            Field::After(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.after),
            Field::Note => None,
        }
    }

    /// Goes to the next field from top to bottom (before and after of each area, and the note), or to the one before.
    fn step_field(&mut self, down: bool) {
        let last = self.told.len() - 1;
        self.field = match (self.field, down) {
            (Field::Before(row), true) => Field::After(row),
            (Field::After(row), true) if row < last => Field::Before(row + 1),
            (Field::After(_) | Field::Note, true) => Field::Note,
            (Field::Note, false) => Field::After(last),
            (Field::After(row), false) => Field::Before(row),
            (Field::Before(row), false) => row.checked_sub(1).map_or(Field::Before(0), Field::After),
        };
    }

    /// The row of the chosen field, if it is one of scores of an area.
    fn row(&self) -> Option<usize> {
        match self.field {
            Field::Before(row) | Field::After(row) => Some(row).filter(|row| self.told[*row].0.is_some()),
            Field::Note => None,
        }
    }

    /// The areas that are said to limit daily life, with their tension.
    fn limiting(&self) -> impl Iterator<Item = (&Area, u8)> {
        let limited = self.told.iter().enumerate().filter(|(row, _)| self.limits.contains(row));
        limited.filter_map(|(_, (area, scores))| Some((area.as_ref()?, scores.after.or(scores.before)?)))
    }

    /// Adds to a record what the person has said.
    fn tell(&self, session: &mut Session) {
        let note = self.note.text().trim();
        session.note = (!note.is_empty()).then(|| note.to_owned());
        match self.told.as_slice() {
            [(None, scores)] => (session.before, session.after) = (scores.before, scores.after),
            told => {
                let told = told.iter().filter(|(_, scores)| *scores != Scores::default());
                let by_area = told.filter_map(|(area, scores)| Some((area.as_ref()?.word().to_owned(), *scores)));
                session.set_tension(by_area.collect());
            }
        }
    }

    /// Keeps what the person has said so far, if that is new: a kill must not cost it. A note is kept word by word.
    fn keep_said(&mut self, context: &Context) -> Vec<Command> {
        let words = self.note.text().split_whitespace().count();
        let said = (self.told.clone(), words);
        if said == self.kept || !context.kept {
            return Vec::new();
        }
        self.kept = said;
        vec![Effect::Checkpoint(Box::new(self.header.told(&self.engine, |session| self.tell(session)))).into()]
    }

    /// The commands that keep the session's record now, with a check-in of every area that limits daily life.
    fn record(&self, context: &Context) -> Vec<Command> {
        if !context.kept {
            return Vec::new();
        }
        let record = self.header.record(&self.engine, |session| self.tell(session));
        let check_in = |(area, tension): (&Area, u8)| {
            let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life: true };
            Record::new(context.now.local, kind)
        };
        let check_ins: Vec<Record> = self.limiting().map(check_in).collect();
        let check_ins = (!check_ins.is_empty()).then(|| Effect::Append(check_ins).into());
        std::iter::once(Effect::Close(Box::new(record)).into()).chain(check_ins).collect()
    }

    fn save(&self, context: &Context) -> Vec<Command> {
        let mut commands = self.record(context);
        commands.push(Command::Leave);
        commands
    }
}

impl View for Summary {
    fn keys(&self) -> &'static [Binding] {
        if self.engine.before_end().is_some() { keymap::SUMMARY_OF_A_PART } else { keymap::SUMMARY }
    }

    fn routine(&self) -> Option<&str> {
        Some(self.engine.plan().routine())
    }

    fn prepare(&mut self, context: &Context) {
        let active = self.engine.progress().active.as_secs();
        self.streak = context.digest.streak_with(self.is_completed(), active, &context.settings);
        self.week = self.seven_days(context);
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        let in_note = self.field == Field::Note;
        match press {
            Press::Ctrl('c') | Press::Up | Press::Down => return None,
            press if in_note && self.note.take(press) => {}
            Press::Char(digit @ '0'..='9') => {
                if let Some(score) = self.score() {
                    scores::type_digit(score, digit);
                }
            }
            Press::Backspace | Press::Char('-') => {
                if let Some(score) = self.score() {
                    *score = None;
                }
            }
            Press::Char('q') => return Some(self.save(context)),
            _ => return None,
        }
        Some(self.keep_said(context))
    }

    fn paste(&mut self, _: &Context, text: &str) {
        if self.field == Field::Note {
            self.note.paste(text);
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Yes | Message::Close => return self.save(context),
            Message::FieldDown => self.step_field(true),
            Message::FieldUp => self.step_field(false),
            Message::After | Message::Before => {
                if let Some(score) = self.score() {
                    scores::step(score, if message == Message::After { 1 } else { -1 });
                }
            }
            Message::Limits => {
                if let Some(row) = self.row() {
                    toggle(&mut self.limits, row);
                }
            }
            Message::Back => return (self.way_back)(&self.engine, self.header.clone(), context),
            _ => {}
        }
        self.keep_said(context)
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        if matches!(occasion, Occasion::End | Occasion::Gone) { self.record(context) } else { Vec::new() }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let plan = self.engine.plan();
        let active = self.engine.progress().active;
        let page = Page { title: plan.title(), status: Line::default(), keys: self.keys(), context };
        let body = page.frame(area, buffer);
        let wide = body.width >= 72 && body.height >= 10;
        let left = Rect { width: if wide { (body.width / 2 - 2).min(36) } else { body.width }, ..body };
        let roomy = body.height >= 14;
        let mut pen = Pen::new(buffer, left);
        if self.engine.is_emergency() {
            pen.text(hurt::CALL_FOR_HELP, theme.warm.patch(theme.strong));
        }
        let head = if self.is_completed() { "Done." } else { "Ended early." };
        pen.line(vec![
            Span::styled(format!("{head}  "), theme.accent.patch(theme.strong)),
            Span::styled(format!("{} of {}", clock(active), clock(plan.total())), theme.strong),
        ]);
        if context.kept {
            let streak = &self.streak;
            let says = format!("{} · {} of the last 28 days", streak::in_short(streak), streak.consistency);
            pen.text(&says, theme.text);
            if !self.week.is_empty() && (roomy || body.height >= 12) {
                pen.text(&self.week, theme.dim);
            }
        } else {
            pen.text("A rehearsal: not kept in the history.", theme.warm);
        }
        if roomy {
            pen.gap();
            pen.text("How tense was it, from 0 (not at all) to 10? Leave out what you like.", theme.dim);
        }
        grid(self, theme, &mut pen);
        let chosen = self.field == Field::Note;
        let width = usize::from(left.width).saturating_sub(11);
        let note = if self.note.text().is_empty() && !chosen { "-".to_owned() } else { self.note.shown(width, chosen) };
        pen.line(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(format!("{:<8}", "note"), theme.dim),
            Span::styled(note, if chosen { theme.strong } else { theme.text }),
        ]);
        if let Some(row) = self.row() {
            let (area, scores) = &self.told[row];
            let has_score = scores.before.or(scores.after).is_some();
            let area = area.as_ref().map_or("", Area::label);
            pen.line(scores::limits(area, self.limits.contains(&row), has_score, theme));
        }
        if roomy {
            pen.gap();
            if self.told.iter().any(|(_, scores)| scores.after.is_some_and(|after| after >= HIGH_TENSION)) {
                pen.text("Still tense after one or two weeks? That is time to see a clinician.", theme.warm);
            }
        }
        let row = pen.row();
        let right = if wide {
            Rect { x: left.right() + 4, width: (body.width - left.width - 4).min(60), ..body }
        } else {
            Rect { y: row, height: body.bottom().saturating_sub(row), ..body }
        };
        let below = steps(context, self, right, buffer);
        if wide {
            worked(context, self, below, buffer);
        }
    }
}

/// Draws the body with the areas that were worked, the longest one lit most.
fn worked(context: &Context, summary: &Summary, below: Rect, buffer: &mut Buffer) {
    let rows = below.height.saturating_sub(1).min(below.width / 2).min(MOST_ROWS);
    let place = Rect { y: below.y + 1, height: rows, width: below.width.min(rows * 2), ..below };
    let mut secs: BTreeMap<&Area, u64> = BTreeMap::new();
    let progress = summary.engine.progress();
    for (step, tally) in summary.engine.plan().steps().iter().zip(&progress.tallies) {
        for area in &step.exercise.areas {
            *secs.entry(area).or_default() += tally.work().as_secs();
        }
    }
    let most = secs.values().max().copied().unwrap_or(0);
    let glow = |zone| {
        let of = secs.iter().find(|(area, _)| area.zone() == Some(zone));
        glow_of(of.map_or(0, |(_, secs)| *secs), most)
    };
    (&BodyMap { glow, labelled: true, look: context.look, theme: &context.theme, reel: &context.reel })
        .render(place, buffer);
}

/// Draws a line for each area: before, after, and the chosen score as a row of marks.
fn grid(summary: &Summary, theme: &Theme, pen: &mut Pen<'_>) {
    pen.line(Line::styled(format!("  {:<11} before after", "tension"), theme.dim));
    for (row, (area, scores)) in summary.told.iter().enumerate() {
        let chosen = matches!(summary.field, Field::Before(at) | Field::After(at) if at == row);
        let cell = |field: Field, score: Option<u8>| {
            let score = score.map_or("-".to_owned(), |score| score.to_string());
            if field == summary.field {
                Span::styled(format!("[{score:>2}]"), theme.accent.patch(theme.strong))
            } else {
                Span::styled(format!(" {score:>2} "), theme.text)
            }
        };
        let marks = match summary.field {
            Field::Before(at) if at == row => scores::marks(scores.before),
            Field::After(at) if at == row => scores::marks(scores.after),
            _ => String::new(),
        };
        pen.line(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(
                format!("{:<12}", area.as_ref().map_or("all in all", Area::label)),
                if chosen { theme.strong } else { theme.text },
            ),
            cell(Field::Before(row), scores.before),
            Span::raw("  "),
            cell(Field::After(row), scores.after),
            Span::styled(format!("  {marks}"), theme.dim),
        ]);
    }
}

/// Draws every step and its outcome; returns the room below them.
fn steps(context: &Context, summary: &Summary, area: Rect, buffer: &mut Buffer) -> Rect {
    let theme = &context.theme;
    let tallies = summary.engine.progress().tallies;
    let plan = summary.engine.plan();
    let name_width = usize::from(area.width).saturating_sub(15).max(10);
    let mut pen = Pen::new(buffer, area);
    for (step, tally) in plan.steps().iter().zip(&tallies) {
        let outcome = match tally.outcome {
            Outcome::Done => "done",
            Outcome::Eased => "easier",
            Outcome::Skipped => "skipped",
            Outcome::Stopped => "stopped",
            Outcome::Unfinished => "-",
        };
        let good = matches!(tally.outcome, Outcome::Done | Outcome::Eased);
        let work: Duration = tally.work();
        pen.line(vec![
            Span::styled(
                format!("{:<name_width$}", cut(step.exercise.short_name(), name_width)),
                if good { theme.text } else { theme.dim },
            ),
            Span::styled(format!("{:>6}  ", clock(work)), theme.dim),
            Span::styled(outcome, if good { theme.accent } else { theme.warm }),
        ]);
    }
    let row = pen.row();
    Rect { y: row, height: area.bottom().saturating_sub(row), ..area }
}
