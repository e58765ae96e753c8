//! The end of a session: what was done, and what a person may add to it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::clock;
use crate::account::Account;
use crate::session::Engine;
use crate::session::engine::{Outcome, State};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message, Press};
use crate::tui::past::in_words;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};

/// From this score on the summary reminds of the two-week rule (design, "What a record is").
const STILL_TENSE: u8 = 4;
/// The longest note that can be typed, in characters.
const LONGEST_NOTE: usize = 200;

/// The end of a session.
#[derive(Debug)]
pub struct Summary {
    engine: Engine,
    account: Account,
    before: Option<u8>,
    after: Option<u8>,
    note: String,
    field: Field,
}

/// What is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Before,
    After,
    Note,
}

impl Summary {
    /// The end of the session that `engine` ran.
    #[must_use]
    pub const fn of(engine: Engine, account: Account) -> Self {
        Self { engine, account, before: None, after: None, note: String::new(), field: Field::Before }
    }

    /// The id of its routine.
    #[must_use]
    pub fn routine(&self) -> &str {
        self.engine.plan().routine()
    }

    const fn score(&mut self) -> Option<&mut Option<u8>> {
        match self.field {
            Field::Before => Some(&mut self.before),
            Field::After => Some(&mut self.after),
            Field::Note => None,
        }
    }
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
        (Press::Char(c), _) if c.is_ascii_digit() => type_digit(summary, c),
        (Press::Backspace | Press::Char('-'), _) => {
            if let Some(score) = summary.score() {
                *score = None;
            }
        }
        (Press::Char('q'), _) | (_, Some(Message::Yes | Message::Close)) => return save(app),
        (Press::Char('?'), _) => return app.obey(Message::Help),
        (_, Some(Message::FieldDown)) => {
            summary.field = match summary.field {
                Field::Before => Field::After,
                Field::After | Field::Note => Field::Note,
            }
        }
        (_, Some(Message::FieldUp)) => {
            summary.field = match summary.field {
                Field::Note => Field::After,
                Field::After | Field::Before => Field::Before,
            }
        }
        (_, Some(Message::After)) => step_score(summary, 1),
        (_, Some(Message::Before)) => step_score(summary, -1),
        (_, Some(Message::Quit)) => return app.end(app.now, 130),
        _ => {}
    }
    Vec::new()
}

/// Typing 1 and then 0 means 10; any other digit is the score.
fn type_digit(summary: &mut Summary, digit: char) {
    let Some(value) = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) else {
        return;
    };
    if let Some(score) = summary.score() {
        *score = Some(if *score == Some(1) && value == 0 { 10 } else { value });
    }
}

fn step_score(summary: &mut Summary, by: i8) {
    if let Some(score) = summary.score() {
        *score = match *score {
            None => Some(if by > 0 { 0 } else { 10 }),
            Some(value) => Some(value.saturating_add_signed(by).min(10)),
        };
    }
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
    let note = (!note.is_empty()).then(|| note.to_owned());
    vec![Effect::Close(Box::new(summary.account.record(&summary.engine, summary.before, summary.after, note)))]
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
    } else {
        pen.text("Tension, 0 to 10", theme.dim);
    }
    field(&mut pen, app, "before", &score(summary.before), summary.field == Field::Before);
    field(&mut pen, app, "after", &score(summary.after), summary.field == Field::After);
    let cursor = if summary.field == Field::Note { "_" } else { "" };
    let width = usize::from(left.width).saturating_sub(12);
    let skipped = summary.note.chars().count().saturating_sub(width);
    let note: String = summary.note.chars().skip(skipped).collect();
    let note = if note.is_empty() && cursor.is_empty() { "-".to_owned() } else { format!("{note}{cursor}") };
    field(&mut pen, app, "note", &note, summary.field == Field::Note);
    if roomy {
        pen.gap();
        if summary.after.is_some_and(|after| after >= STILL_TENSE) {
            pen.text("Still tense after one or two weeks? That is time to see a clinician.", theme.warm);
        }
    }
    let row = pen.row();
    let right = if wide {
        Rect { x: left.right() + 4, width: (body.width - left.width - 4).min(60), ..body }
    } else {
        Rect { y: row, height: body.bottom().saturating_sub(row), ..body }
    };
    steps(app, summary, right, buffer);
}

fn score(value: Option<u8>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) => format!("{value:>2}  {}{}", "■".repeat(value.into()), "·".repeat((10 - value.min(10)).into())),
    }
}

fn field(pen: &mut Pen<'_>, app: &App, label: &str, value: &str, chosen: bool) {
    let theme = &app.theme;
    let mark = if chosen { "▸ " } else { "  " };
    let ink = if chosen { theme.strong } else { theme.text };
    pen.line(vec![
        Span::styled(mark, theme.accent),
        Span::styled(format!("{label:<8}"), theme.dim),
        Span::styled(value.to_owned(), ink),
    ]);
}

fn steps(app: &App, summary: &Summary, area: Rect, buffer: &mut Buffer) {
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
}
