//! The history: the streak, and four tabs to turn: the days of the year with their records, areas week by week,
//! comfort, hours of the day.

mod browse;
mod tabs;
mod year;

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::history::Session;
use crate::sanitize::clean;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::layers::check_in::CheckIn;
use crate::tui::layers::reading::Reading;
use crate::tui::layers::rest::Rest;
use crate::tui::layers::retract::Retract;
use crate::tui::round::turn;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, Effect, Occasion, View};
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::clock::clock_of;
use crate::words::{counted, days, plural, record, streak, tension};
pub use browse::Browse;
use browse::{Listed, Tab};

/// The width below which too little of a year is seen, in columns.
const NARROW: u16 = 30;

impl View for Browse {
    fn keys(&self) -> &'static [Binding] {
        keymap::HISTORY
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = context.digest.entries().saturating_sub(1);
        let (chosen, day) = (self.chosen, self.day);
        let days = |days| day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day);
        match message {
            Message::Up => self.choose(chosen.saturating_sub(1), context),
            Message::Down => self.choose((chosen + 1).min(last), context),
            Message::PageUp => self.choose(chosen.saturating_sub(8), context),
            Message::PageDown => self.choose((chosen + 8).min(last), context),
            Message::First => self.choose(0, context),
            Message::Last => self.choose(last, context),
            Message::Before => self.go_to(days(-1), context),
            Message::After => self.go_to(days(1), context),
            Message::WeekBefore => self.go_to(days(-7), context),
            Message::WeekAfter => self.go_to(days(7), context),
            Message::Turn => self.tab = turn(&Tab::ALL, self.tab, true),
            Message::TurnBack => self.tab = turn(&Tab::ALL, self.tab, false),
            Message::Rest => return vec![Command::open(Rest { day })],
            Message::CheckIn => return vec![Command::open(CheckIn::open(context))],
            Message::Why => return vec![Command::open(Reading::why(&context.digest, &context.settings))],
            Message::Advice => {
                let advice = Some(context.digest.advice()).filter(|advice| !advice.is_empty());
                return advice
                    .map(|advice| Command::open(Reading::advice(advice, &context.texts)))
                    .into_iter()
                    .collect();
            }
            Message::Retract => {
                let row = self.rows.get(&chosen);
                let asked =
                    row.map(|row| Retract { id: row.id.clone(), what: format!("{}  {}", row.when, row.sentence.what) });
                return asked.map(Command::open).into_iter().collect();
            }
            Message::Undo => return vec![Effect::Undo.into()],
            Message::Close => return vec![Command::Close],
            _ => {}
        }
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
        let page = Page { title: "History", status: tabs(self.tab, theme), keys: self.keys(), context };
        let body = page.frame(area, buffer);
        let Some(history) = context.digest.history() else {
            Pen::new(buffer, body).text("The history has not been read yet.", theme.dim);
            return;
        };
        let mut pen = Pen::new(buffer, body);
        headline(context, usize::from(body.width), &mut pen);
        if history.entries().is_empty() {
            pen.gap();
            pen.text("Nothing here yet. One minute of stretching makes the first day count.", theme.text);
            pen.text("A free day is declared with r, and how tense an area is with c.", theme.dim);
            return;
        }
        if self.tab != Tab::Days && body.height > 2 {
            pen.gap();
        }
        let row = pen.row();
        let below = Rect { y: row, height: body.bottom().saturating_sub(row), ..body };
        match self.tab {
            Tab::Days => days_and_records(context, self, below, buffer),
            Tab::Areas => tabs::areas(context, self, below, buffer),
            Tab::Comfort => tabs::comfort(context, self, below, buffer),
            Tab::Hours => tabs::hours(context, self, below, buffer),
        }
    }
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

/// The year, the chosen day, and the records.
fn days_and_records(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    if area.height < 15 || area.width < NARROW {
        let about = Rect { height: 1, ..area };
        Pen::new(buffer, about).line(about_day(context, browse, usize::from(area.width)));
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        sessions(context, browse, list, buffer);
        return;
    }
    let row = area.y + 1;
    let map = Rect { y: row, height: 9.min(area.bottom().saturating_sub(row)), ..area };
    let taken = year::draw(context, browse.day, map, buffer);
    let beside = Rect { x: map.x + taken + 2, width: map.width.saturating_sub(taken + 2), ..map };
    year::areas_on_the_body(context, browse, beside, buffer);
    let about = Rect { y: map.bottom(), height: 1, ..area };
    Pen::new(buffer, about).line(about_day(context, browse, usize::from(area.width)));
    let below = Rect { y: about.bottom(), height: area.bottom().saturating_sub(about.bottom()), ..area };
    sessions(context, browse, below, buffer);
}

/// The chosen day in a line, as in `Tue 17 Nov 2026  3 sessions, 12:10 min`.
fn about_day(context: &Context, browse: &Browse, width: usize) -> Line<'static> {
    let theme = &context.theme;
    let total = context.digest.days().get(&browse.day).copied().unwrap_or_default();
    let rest = context.digest.rests().on(browse.day).map(|(reason, _)| match reason {
        Some(reason) => format!("rest day: {}", clean(&reason, 40)),
        None => "rest day".to_owned(),
    });
    let done = (total.sessions > 0).then(|| {
        let sessions = counted(total.sessions.into(), "session", "sessions");
        format!("{sessions}, {} min", clock_of(total.seconds))
    });
    let parts: Vec<String> = done.into_iter().chain(rest).collect();
    let what = match parts.as_slice() {
        [] if browse.day == context.digest.today() => "nothing yet".to_owned(),
        [] => "nothing".to_owned(),
        parts => parts.join(", "),
    };
    let day = format!("{}  ", days::short_with_year(browse.day));
    let what = cut(&what, width.saturating_sub(day.len()));
    Line::from(vec![Span::styled(day, theme.accent), Span::styled(what, theme.text)])
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
    let mut spans = vec![
        Span::styled(streak.current.to_string(), theme.accent.patch(theme.strong)),
        Span::styled(plural(streak.current.into(), " day in a row", " days in a row"), theme.text),
    ];
    if streak.pending {
        spans.push(Span::styled(", today to come", theme.dim));
    }
    spans.push(Span::styled(format!("   {} of the last 28 days", streak.consistency), theme.text));
    let bridged = match (streak.bridged_rest, streak.bridged_grace) {
        (0, 0) => String::new(),
        (rest, 0) => format!("   {rest} rest bridged"),
        (0, grace) => format!("   {grace} grace bridged"),
        (rest, grace) => format!("   {rest} rest, {grace} grace bridged"),
    };
    // What can be left out comes last, and only whole.
    let next = format!("   next at {}", streak.next_milestone());
    for more in [bridged, format!("   longest {}", streak.longest), next] {
        let used: usize = spans.iter().map(Span::width).sum();
        if used + Span::raw(more.as_str()).width() <= width {
            spans.push(Span::styled(more, theme.dim));
        }
    }
    pen.line(spans);
}

fn sessions(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let title_width = usize::from(area.width).saturating_sub(26);
    let row = |index: usize, ink| {
        let Some(Listed { when, sentence, .. }) = browse.rows.get(&index) else {
            return Row::Item(Vec::new());
        };
        Row::Item(vec![
            Span::styled(format!("{when}  "), theme.dim),
            Span::styled(format!("{:<title_width$}", cut(&sentence.what, title_width)), ink),
            Span::styled(format!("{:>6}", sentence.time), theme.text),
        ])
    };
    let shown = browse.rows.get(&browse.chosen).and_then(|row| row.session.as_ref());
    let detail = shown.map(|session| detail(context, session, area.width)).unwrap_or_default();
    let rows = context.digest.entries();
    (&List { detail, ..List::new(rows, browse.chosen, theme, row).clickable(&context.hits, 0) }).render(area, buffer);
}

/// The details of one session, to be shown below its line.
fn detail(context: &Context, session: &Session, width: u16) -> Vec<Line<'static>> {
    let theme = &context.theme;
    let width = usize::from(width).saturating_sub(4);
    let line = |text: &str, ink| Line::styled(format!("    {}", cut(text, width)), ink);
    let mut lines = Vec::new();
    lines.extend(tension::before_and_after(session).map(|tension| line(&tension, theme.accent)));
    lines.extend(session.note.as_ref().map(|note| line(&clean(note, width), theme.text)));
    for step in &session.steps {
        let exercise = context.library.exercise(&step.exercise);
        let name = exercise.map_or_else(|| clean(&step.exercise, 40), |exercise| exercise.short_name().to_owned());
        lines.push(line(&format!("{name}: {}", record::step(step)), theme.dim));
    }
    lines
}
