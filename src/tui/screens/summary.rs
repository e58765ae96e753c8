//! The end of a session: what was done, and what a person may add to it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::clock;
use crate::catalog::Area;
use crate::history::comfort::{ASK_FROM, HIGH_TENSION};
use crate::history::{Kind, Record, Scores};
use crate::session::engine::{Outcome, State};
use crate::session::{Engine, Header};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message, Press};
use crate::tui::past::in_words;
use crate::tui::scores;
use crate::tui::theme::Theme;
use crate::tui::widgets::body_map::{BodyMap, glow_of};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};

/// The longest note that can be typed, in characters.
const LONGEST_NOTE: usize = 200;

/// The end of a session.
#[derive(Debug)]
pub struct Summary {
    engine: Engine,
    header: Header,
    /// What is told of each area that was worked; of the body as a whole where the session had no area.
    told: Vec<(Option<Area>, Scores)>,
    /// Whether what is bad limits daily life.
    limits: bool,
    note: String,
    field: Field,
}

/// A map of more rows shows nothing more.
const MOST_ROWS: u16 = 30;

/// What is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Before(usize),
    After(usize),
    Note,
}

impl Summary {
    /// The end of the session that `engine` ran. What check-ins told shortly before it is known already.
    #[must_use]
    pub fn of(engine: Engine, header: Header, before: &BTreeMap<String, u8>) -> Self {
        let worked: BTreeSet<Area> = (engine.plan().steps().iter().zip(&engine.progress().tallies))
            .filter(|(_, tally)| !tally.work().is_zero())
            .filter_map(|(step, _)| step.exercise.area)
            .collect();
        let scores = |area: &Area| Scores { before: before.get(area.word()).copied(), after: None };
        let mut told: Vec<_> = worked.iter().map(|area| (Some(*area), scores(area))).collect();
        if told.is_empty() {
            told.push((None, Scores::default()));
        }
        let known = told.iter().take_while(|(_, scores)| scores.before.is_some()).count();
        let field = if known == told.len() { Field::After(0) } else { Field::Before(known) };
        Self { engine, header, told, limits: false, note: String::new(), field }
    }

    /// The id of its routine.
    #[must_use]
    pub fn routine(&self) -> &str {
        self.engine.plan().routine()
    }

    fn score(&mut self) -> Option<&mut Option<u8>> {
        match self.field {
            Field::Before(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.before),
            Field::After(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.after),
            Field::Note => None,
        }
    }

    /// The fields from top to bottom: before and after of each area, and the note.
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

    /// Whether any area is so tense that it may limit daily life.
    fn is_bad(&self) -> bool {
        self.told.iter().any(|(_, scores)| worst(*scores) >= ASK_FROM)
    }

    /// The areas that are said to limit daily life, with their tension.
    fn limiting(&self) -> impl Iterator<Item = (Area, u8)> {
        let bad = self.told.iter().filter(|(_, scores)| self.limits && worst(*scores) >= ASK_FROM);
        bad.filter_map(|(area, scores)| Some(((*area)?, scores.after.unwrap_or(worst(*scores)))))
    }
}

fn worst(scores: Scores) -> u8 {
    scores.before.max(scores.after).unwrap_or(0)
}

/// A key was pressed.
pub fn press(app: &mut App, press: Press) -> Vec<Effect> {
    let Screen::Summary(summary) = &mut app.screen else {
        return Vec::new();
    };
    let in_note = summary.field == Field::Note;
    match (press, keymap::meaning(keymap::SUMMARY, press)) {
        (Press::Char(c), _) if in_note && summary.note.chars().count() < LONGEST_NOTE => summary.note.push(c),
        (Press::Char(_), _) if in_note => {}
        (Press::Backspace, _) if in_note => {
            summary.note.pop();
        }
        (Press::Char(c), _) if c.is_ascii_digit() => {
            if let Some(score) = summary.score() {
                scores::type_digit(score, c);
            }
        }
        (Press::Backspace | Press::Char('-'), _) => {
            if let Some(score) = summary.score() {
                *score = None;
            }
        }
        (Press::Char('q'), _) | (_, Some(Message::Yes | Message::Close)) => return save(app),
        (Press::Char('?'), _) => return app.obey(Message::Help),
        (_, Some(Message::Safety)) => return app.obey(Message::Safety),
        (_, Some(Message::FieldDown)) => summary.step_field(true),
        (_, Some(Message::FieldUp)) => summary.step_field(false),
        (_, Some(message @ (Message::After | Message::Before))) => {
            if let Some(score) = summary.score() {
                scores::step(score, if message == Message::After { 1 } else { -1 });
            }
        }
        (_, Some(Message::Limits)) => summary.limits = summary.is_bad() && !summary.limits,
        (_, Some(Message::Quit)) => return app.end(app.now, 130),
        _ => {}
    }
    Vec::new()
}

fn save(app: &mut App) -> Vec<Effect> {
    let mut effects = record_now(app);
    effects.extend(app.leave());
    effects
}

/// The record as it stands, to be kept now.
pub fn record_now(app: &mut App) -> Vec<Effect> {
    let Screen::Summary(summary) = &app.screen else {
        return Vec::new();
    };
    if !app.kept {
        return Vec::new();
    }
    let note = summary.note.trim();
    let record = summary.header.record(&summary.engine, |session| {
        session.note = (!note.is_empty()).then(|| note.to_owned());
        match summary.told.as_slice() {
            [(None, scores)] => (session.before, session.after) = (scores.before, scores.after),
            told => {
                let told = told.iter().filter(|(_, scores)| *scores != Scores::default());
                let by_area = told.filter_map(|(area, scores)| Some(((*area)?.word().to_owned(), *scores)));
                session.set_tension(by_area.collect());
            }
        }
    });
    let mut effects = vec![Effect::Close(Box::new(record))];
    let check_in = |(area, tension): (Area, u8)| {
        let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life: true };
        Record::new(app.now.local, kind)
    };
    let check_ins: Vec<Record> = summary.limiting().map(check_in).collect();
    if !check_ins.is_empty() {
        effects.push(Effect::Append(check_ins));
    }
    effects
}

/// Draws the screen.
pub fn render(app: &App, summary: &Summary, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let engine = &summary.engine;
    let plan = engine.plan();
    let progress = engine.progress();
    let completed = matches!(engine.state(), State::Finished { completed: true });
    let page = Page { title: plan.title(), status: Line::default(), keys: keymap::SUMMARY, theme };
    let body = page.frame(area, buffer);
    let wide = body.width >= 72 && body.height >= 10;
    let left = Rect { width: if wide { (body.width / 2 - 2).min(36) } else { body.width }, ..body };
    let roomy = body.height >= 14;
    let mut pen = Pen::new(buffer, left);
    let head = if completed { "Done." } else { "Ended early." };
    pen.line(vec![
        Span::styled(format!("{head}  "), theme.accent.patch(theme.strong)),
        Span::styled(format!("{} of {}", clock(progress.active), clock(plan.total())), theme.strong),
    ]);
    let streak = app.past.streak_with(completed, progress.active.as_secs(), &app.settings);
    if app.kept {
        let says = format!("{} · {} of the last 28 days", in_words(&streak), streak.consistency);
        pen.text(&says, theme.text);
    } else {
        pen.text("A rehearsal: not kept in the history.", theme.warm);
    }
    if roomy {
        pen.gap();
    }
    if roomy {
        pen.text("How tense was it, from 0 (not at all) to 10? Leave out what you like.", theme.dim);
    }
    grid(summary, theme, &mut pen);
    let cursor = if summary.field == Field::Note { "_" } else { "" };
    let width = usize::from(left.width).saturating_sub(12);
    let skipped = summary.note.chars().count().saturating_sub(width);
    let note: String = summary.note.chars().skip(skipped).collect();
    let note = if note.is_empty() && cursor.is_empty() { "-".to_owned() } else { format!("{note}{cursor}") };
    let chosen = summary.field == Field::Note;
    pen.line(vec![
        Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
        Span::styled(format!("{:<8}", "note"), theme.dim),
        Span::styled(note, if chosen { theme.strong } else { theme.text }),
    ]);
    if summary.is_bad() {
        // In the note it is a letter like any other.
        pen.line(scores::limits(summary.limits, if chosen { " " } else { "l" }, theme));
    }
    if roomy {
        pen.gap();
        if summary.told.iter().any(|(_, scores)| scores.after.is_some_and(|after| after >= HIGH_TENSION)) {
            pen.text("Still tense after one or two weeks? That is time to see a clinician.", theme.warm);
        }
    }
    let row = pen.row();
    let right = if wide {
        Rect { x: left.right() + 4, width: (body.width - left.width - 4).min(60), ..body }
    } else {
        Rect { y: row, height: body.bottom().saturating_sub(row), ..body }
    };
    let below = steps(app, summary, right, buffer);
    if wide {
        worked(app, summary, below, buffer);
    }
}

/// The body with the areas that were worked, the longest one lit most.
fn worked(app: &App, summary: &Summary, below: Rect, buffer: &mut Buffer) {
    let rows = below.height.saturating_sub(1).min(below.width / 2).min(MOST_ROWS);
    let place = Rect { y: below.y + 1, height: rows, width: below.width.min(rows * 2), ..below };
    let mut secs: BTreeMap<Area, u64> = BTreeMap::new();
    for (step, tally) in summary.engine.plan().steps().iter().zip(&summary.engine.progress().tallies) {
        if let Some(area) = step.exercise.area {
            *secs.entry(area).or_default() += tally.work().as_secs();
        }
    }
    let most = secs.values().max().copied().unwrap_or(0);
    let glow = |area: Area| glow_of(secs.get(&area).copied().unwrap_or(0), most);
    (&BodyMap { glow, labelled: true, look: app.look, theme: &app.theme, reel: &app.reel }).render(place, buffer);
}

/// A line for each area: before, after, and the chosen score as a row of marks.
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
                format!("{:<12}", area.map_or("all in all", Area::label)),
                if chosen { theme.strong } else { theme.text },
            ),
            cell(Field::Before(row), scores.before),
            Span::raw("  "),
            cell(Field::After(row), scores.after),
            Span::styled(format!("  {marks}"), theme.dim),
        ]);
    }
}

/// Every step and what came of it; returns the room below them.
fn steps(app: &App, summary: &Summary, area: Rect, buffer: &mut Buffer) -> Rect {
    let theme = &app.theme;
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
