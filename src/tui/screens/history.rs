//! The history: the streak, and four tabs: the days of the year with their records, areas week by week, comfort, hours
//! of the day.
//!
//! ```text
//! supple  History                                ▸days  areas  comfort  hours
//! 6-day streak   24 of the last 28 days              headline, in every tab
//!
//! the tab: days.rs (with year.rs), charts.rs (areas, comfort) or hours.rs;
//! before the first entry, empty.rs
//! ```

mod browse;
mod charts;
mod days;
mod empty;
mod hours;
mod year;

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::session::Running;
use crate::round::turn;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::layers::check_in::CheckIn;
use crate::tui::layers::reading::Reading;
use crate::tui::layers::rest::Rest;
use crate::tui::layers::retract::Retract;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, Effect, Occasion, View};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::Pen;
use crate::words::{counted, days as words_of_days, streak};
pub use browse::Browse;
use browse::Tab;

impl View for Browse {
    fn keys(&self) -> &'static [Binding] {
        match self.tab {
            _ if self.is_empty => keymap::HISTORY_BEFORE_ALL,
            Tab::Days => keymap::HISTORY,
            Tab::Comfort if self.advised => keymap::HISTORY_WITH_ADVICE,
            Tab::Areas | Tab::Comfort => keymap::HISTORY_OF_AREAS,
            Tab::Hours => keymap::HISTORY_OF_HOURS,
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Turn | Message::TurnBack => {
                self.tab = turn(&Tab::ALL, self.tab, message == Message::Turn);
                if self.tab == Tab::Comfort {
                    self.choose_rated();
                }
            }
            Message::Start => {
                let routine = empty::first_routine(context);
                return routine.map(|routine| Running::start(routine, context)).unwrap_or_default();
            }
            Message::Rest => {
                // A day that is not in sight is not meant.
                let day = if self.tab == Tab::Days { self.day } else { context.digest.today() };
                return vec![Command::open(Rest { day })];
            }
            Message::CheckIn => return vec![Command::open(CheckIn::open(context))],
            Message::Why => return vec![Command::open(Reading::why(&context.digest, &context.settings))],
            Message::Advice => {
                let advice = Some(context.digest.advice()).filter(|advice| !advice.is_empty());
                return advice
                    .map(|advice| Command::open(Reading::advice(advice, &context.texts)))
                    .into_iter()
                    .collect();
            }
            Message::Open => {
                let row = self.rows.get(&self.chosen);
                return row.map(|row| Command::open(row.in_full(context))).into_iter().collect();
            }
            Message::Retract => {
                let asked = self.rows.get(&self.chosen).map(|row| Retract {
                    id: row.id.clone(),
                    what: format!("{} {}", words_of_days::moment_short(row.at), row.sentence.what),
                });
                return asked.map(Command::open).into_iter().collect();
            }
            Message::Undo => return vec![Effect::Undo { is_asked: false }.into()],
            Message::Close => return vec![Command::Close],
            _ => self.go(context, message),
        }
        Vec::new()
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        self.choose(row, context);
        Vec::new()
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        if occasion == Occasion::History {
            self.refresh(context);
        }
        Vec::new()
    }

    fn prepare(&mut self, context: &Context) {
        self.read_rows(context);
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let status = if self.is_empty { Line::default() } else { tabs(self.tab, theme) };
        let page = Page { title: "History", status, keys: self.keys(), context };
        let body = page.frame(area, buffer);
        if context.digest.history().is_none() {
            Pen::new(buffer, body).text("Reading the history…", theme.dim);
            return;
        }
        if self.is_empty {
            empty::draw(context, body, buffer);
            return;
        }
        let mut pen = Pen::new(buffer, body);
        headline(context, usize::from(body.width), &mut pen);
        // Where rows are few, none is left empty.
        if body.height > 11 {
            pen.gap();
        }
        let row = pen.row();
        let below = Rect { y: row, height: body.bottom().saturating_sub(row), ..body };
        match self.tab {
            Tab::Days => days::draw(context, self, below, buffer),
            Tab::Areas => charts::areas(context, self, below, buffer),
            Tab::Comfort => charts::comfort(context, self, below, buffer),
            Tab::Hours => hours::draw(context, self, below, buffer),
        }
    }
}

impl Browse {
    /// Moves what is chosen in the tab that is in sight, and nothing else.
    fn go(&mut self, context: &Context, message: Message) {
        match self.tab {
            Tab::Days => self.go_in_days(context, message),
            Tab::Areas | Tab::Comfort => self.area = moved(self.area, self.areas.len(), message),
            Tab::Hours => self.hour = moved(self.hour, 24, message),
        }
    }

    fn go_in_days(&mut self, context: &Context, message: Message) {
        let days = match message {
            Message::Before => -1,
            Message::After => 1,
            Message::WeekBefore => -7,
            Message::WeekAfter => 7,
            _ => {
                let place = moved(self.chosen, context.digest.entries(), message);
                if place != self.chosen || matches!(message, Message::First | Message::Last) {
                    self.choose(place, context);
                }
                return;
            }
        };
        self.go_to(self.day.checked_add_signed(TimeDelta::days(days)).unwrap_or(self.day), context);
    }
}

/// The place among `count` after a key that moves.
const fn moved(place: usize, count: usize, message: Message) -> usize {
    let last = count.saturating_sub(1);
    let to = match message {
        Message::Up | Message::Before => place.saturating_sub(1),
        Message::Down | Message::After => place + 1,
        Message::PageUp => place.saturating_sub(8),
        Message::PageDown => place + 8,
        Message::First => 0,
        Message::Last => last,
        _ => place,
    };
    if to > last { last } else { to }
}

/// The names of the tabs, the one in sight marked.
fn tabs(shown: Tab, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for tab in Tab::ALL {
        let (mark, ink) = if tab == shown { ("▸", theme.accent.patch(theme.strong)) } else { (" ", theme.dim) };
        spans.push(Span::styled(format!(" {mark}{}", tab.word()), ink));
    }
    Line::from(spans)
}

fn headline(context: &Context, width: usize, pen: &mut Pen<'_>) {
    let theme = &context.theme;
    let streak = context.digest.streak();
    if width < 60 {
        let open = if streak.pending { ", today open" } else { "" };
        pen.line(vec![
            Span::styled(streak::in_short(streak), theme.strong),
            Span::styled(format!("{open} · {} of 28", streak.consistency), theme.text),
        ]);
        return;
    }
    let mut spans = vec![Span::styled(streak::in_short(streak), theme.accent.patch(theme.strong))];
    if streak.pending {
        spans.push(Span::styled(", today still open", theme.dim));
    }
    spans.push(Span::styled(format!("   {} of the last 28 days", streak.consistency), theme.text));
    let rest = (streak.bridged_rest > 0).then(|| counted(streak.bridged_rest.into(), "rest day", "rest days"));
    let missed = (streak.bridged_grace > 0)
        .then(|| format!("{} forgiven", counted(streak.bridged_grace.into(), "missed day", "missed days")));
    let longest = Some(format!("longest {}", streak.longest));
    let next = Some(format!("next milestone {}", streak.next_milestone()));
    let fits = |week: &String| spans.iter().map(Span::width).sum::<usize>() + 3 + week.chars().count() <= width;
    let week = context.week_in_words().into_iter().flatten().find(fits);
    // What can be left out comes last, and only whole.
    for more in [week, longest, rest, missed, next].into_iter().flatten() {
        let used: usize = spans.iter().map(Span::width).sum();
        let more = format!("   {more}");
        if used + Span::raw(more.as_str()).width() <= width {
            spans.push(Span::styled(more, theme.dim));
        }
    }
    pen.line(spans);
}
