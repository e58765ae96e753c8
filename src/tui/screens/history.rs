//! The history: the streak, the year, and the sessions one by one.

use std::time::Duration;

use chrono::{Datelike, TimeDelta, Weekday, WeekdaySet};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{clock, scroll};
use crate::catalog::Area;
use crate::catalog::text::clean;
use crate::figure::paint::Ink;
use crate::history::comfort::{self, Advice, Why};
use crate::history::explanation::{explain, rules_in_words};
use crate::history::statistics::{Statistics, start_of_week};
use crate::history::{Entry, EntryKind, Kind, Outcome, Record, Session};
use crate::settings::Settings;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message};
use crate::tui::overlay::{Overlay, Paragraph};
use crate::tui::past::{Past, in_words, rules};
use crate::tui::theme::Theme;
use crate::tui::widgets::body_map::BodyMap;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};
use crate::tui::widgets::strip::Strip;

/// Seconds a day from which the year's picture takes the next shade: something, 3, 8 and 15 minutes.
pub const SHADES: [u64; 4] = [1, 180, 480, 900];
/// How many weeks are shown side by side.
pub const WEEKS: u16 = 12;

/// The chosen session, and what was added up when the screen was opened.
#[derive(Debug)]
pub struct Browse {
    chosen: usize,
    four_weeks: Statistics,
    advice: Option<Advice>,
}

impl Browse {
    /// Opens the history at its newest session.
    #[must_use]
    pub fn open(past: &Past, settings: &Settings) -> Self {
        let mut browse = Self { chosen: 0, four_weeks: Statistics::default(), advice: None };
        browse.refresh(past, settings);
        browse
    }

    /// Adds up anew: the history has changed.
    pub fn refresh(&mut self, past: &Past, settings: &Settings) {
        self.four_weeks = past.four_weeks(settings);
        let recent = past.last_days(comfort::RULE_DAYS, settings);
        self.advice = comfort::advice(&recent, past.today(), settings.day_start_hour);
        let last = past.history().map_or(0, |history| history.entries().len()).saturating_sub(1);
        self.chosen = self.chosen.min(last);
    }
}

/// The entry that is `index` places from the newest.
fn entry(past: &Past, index: usize) -> Option<&Entry> {
    past.history().and_then(|history| history.entries().iter().rev().nth(index))
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let count = app.past.history().map_or(0, |history| history.entries().len());
    let last = count.saturating_sub(1);
    let Screen::History(browse) = &mut app.screen else {
        return Vec::new();
    };
    match message {
        Message::Up => browse.chosen = browse.chosen.saturating_sub(1),
        Message::Down => browse.chosen = (browse.chosen + 1).min(last),
        Message::PageUp => browse.chosen = browse.chosen.saturating_sub(8),
        Message::PageDown => browse.chosen = (browse.chosen + 8).min(last),
        Message::First => browse.chosen = 0,
        Message::Last => browse.chosen = last,
        Message::Why => app.overlay = Some(why(&app.past, &app.settings)),
        Message::Retract => {
            let chosen = browse.chosen;
            if let Some(entry) = entry(&app.past, chosen) {
                let (when, what, _) = row(&app.past, entry);
                app.overlay = Some(Overlay::Retract { id: entry.id.to_string(), what: format!("{when}  {what}") });
            }
        }
        Message::Close => app.screen = Screen::Picker,
        Message::Quit => return vec![Effect::Quit(0)],
        _ => {}
    }
    Vec::new()
}

/// Day by day why the streak is what it is, newest first.
fn why(past: &Past, settings: &Settings) -> Overlay {
    let rules = rules(settings);
    let mut paragraphs = vec![Paragraph::Text(String::new(), rules_in_words(&rules))];
    paragraphs.push(Paragraph::Heading(in_words(past.streak())));
    let explained = past.history().map(|history| explain(history, past.streak(), &rules)).unwrap_or_default();
    for day in explained.iter().rev() {
        paragraphs.push(Paragraph::Text(format!("{}  ", day.day.format("%a %d %b")), clean(&day.why, 120)));
    }
    Overlay::reading("Why this streak".to_owned(), paragraphs)
}

/// When, what, and how much, for the list.
fn row(past: &Past, entry: &Entry) -> (String, String, String) {
    let when = entry.at.format("%a %d %b %H:%M").to_string();
    let record = past.history().and_then(|history| history.record(entry).ok());
    match (&entry.kind, record.map(|record| record.kind)) {
        (EntryKind::Session { completed, active_secs }, kind) => {
            let title = match kind {
                Some(Kind::Session(session)) => clean(&session.title, 60),
                _ => "(this line's details cannot be read)".to_owned(),
            };
            let mark = if *completed { "" } else { " (ended early)" };
            (when, format!("{title}{mark}"), clock(Duration::from_secs((*active_secs).into())))
        }
        (EntryKind::Rest { from, to }, kind) => {
            let reason = match kind {
                Some(Kind::Rest { reason: Some(reason), .. }) => format!(": {}", clean(&reason, 40)),
                _ => String::new(),
            };
            let days = if from == to {
                from.format("%d %b").to_string()
            } else {
                format!("{} to {}", from.format("%d %b"), to.format("%d %b"))
            };
            (when, format!("rest, {days}{reason}"), String::new())
        }
        (EntryKind::RestWeekdays { from, weekdays }, _) => {
            (when, format!("rest, {} from {}", weekdays_in_words(*weekdays), from.format("%d %b")), String::new())
        }
        (EntryKind::CheckIn, Some(Kind::CheckIn { area, tension, .. })) => {
            (when, format!("check-in: {} {tension} of 10", clean(&area, 20)), String::new())
        }
        (EntryKind::CheckIn, _) => (when, "check-in".to_owned(), String::new()),
    }
}

/// `every Saturday and Sunday`.
#[must_use]
pub fn weekdays_in_words(weekdays: WeekdaySet) -> String {
    let names: Vec<&str> = weekdays.iter(Weekday::Mon).map(weekday_name).collect();
    match names.split_last() {
        None => "no weekday".to_owned(),
        Some((only, [])) => format!("every {only}"),
        Some((last, rest)) => format!("every {} and {last}", rest.join(", ")),
    }
}

const fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// Draws the screen.
pub fn render(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let past = &app.past;
    let page = Page { title: "History", status: Line::default(), keys: keymap::HISTORY, theme };
    let body = page.frame(area, buffer);
    let Some(history) = past.history() else {
        Pen::new(buffer, body).text("The history has not been read yet.", theme.dim);
        return;
    };
    let mut pen = Pen::new(buffer, body);
    headline(app, usize::from(body.width), &mut pen);
    if history.entries().is_empty() {
        pen.gap();
        pen.text("Nothing here yet. One minute of stretching makes the first day count.", theme.text);
        return;
    }
    if body.height >= 16 {
        pen.gap();
        let row = pen.row();
        let rows = if body.height >= 20 { 10 } else { 9 };
        let map = Rect { y: row, height: rows.min(body.bottom().saturating_sub(row)), ..body };
        let taken = year(app, map, buffer);
        let beside = Rect { x: map.x + taken + 2, width: map.width.saturating_sub(taken + 2), ..map };
        areas_on_the_body(app, browse, beside, buffer);
        let below = Rect { y: row + rows, height: body.bottom().saturating_sub(row + rows), ..body };
        lower_part(app, browse, below, buffer);
    } else {
        let row = pen.row();
        let list = Rect { y: row, height: body.bottom().saturating_sub(row), ..body };
        sessions(app, browse, list, buffer);
    }
}

fn headline(app: &App, width: usize, pen: &mut Pen<'_>) {
    let theme = &app.theme;
    let streak = app.past.streak();
    let mut spans = vec![
        Span::styled(streak.current.to_string(), theme.accent.patch(theme.strong)),
        Span::styled(if streak.current == 1 { " day in a row" } else { " days in a row" }, theme.text),
    ];
    if streak.pending {
        spans.push(Span::styled(", today to come", theme.dim));
    }
    if width < 60 {
        spans.push(Span::styled(format!("   {} of 28", streak.consistency), theme.text));
        pen.line(spans);
        return;
    }
    spans.push(Span::styled(format!("   {} of the last 28 days", streak.consistency), theme.text));
    let bridged = match (streak.bridged_rest, streak.bridged_grace) {
        (0, 0) => String::new(),
        (rest, 0) => format!("   {rest} rest bridged"),
        (0, grace) => format!("   {grace} grace bridged"),
        (rest, grace) => format!("   {rest} rest, {grace} grace bridged"),
    };
    // What can be left out comes last, and only whole.
    for more in [bridged, format!("   longest {}", streak.longest)] {
        let used: usize = spans.iter().map(Span::width).sum();
        if used + Span::raw(more.as_str()).width() <= width {
            spans.push(Span::styled(more, theme.dim));
        }
    }
    pen.line(spans);
}

/// The body beside the year, its areas shaded by their minutes in the last 28 days, the most of them darkest.
fn areas_on_the_body(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let width = area.width.min(30);
    if width < 16 {
        return;
    }
    let area = Rect { x: area.right() - width, width, ..area };
    let secs = |of: Area| browse.four_weeks.areas.get(of.word()).map_or(0, |total| total.secs);
    let most = Area::ALL.iter().map(|of| secs(*of)).max().unwrap_or(0).max(1);
    let shade = |of: Area| {
        // Quarters of the most, rounded up: what was done at all shows.
        u8::try_from((secs(of) * 4).div_ceil(most)).ok().and_then(|quarters| quarters.checked_sub(1)).map(Ink::Shade)
    };
    let title = Line::styled("minutes, 28 days", app.theme.dim);
    buffer.set_line(area.x + width.saturating_sub(16) / 2, area.y, &title, width);
    let map = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(9), ..area };
    (&BodyMap { ink: shade, labelled: false, look: app.look, theme: &app.theme }).render(map, buffer);
}

/// The year as weeks side by side; the shade of a day is its minutes, in colour and in shape. Returns its width.
fn year(app: &App, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = &app.theme;
    let today = app.past.today();
    let cell: u16 = if area.width >= 112 { 2 } else { 1 };
    let label = 4;
    let weeks = i64::from((area.width.saturating_sub(label) / cell).min(53));
    let this_week = start_of_week(today, app.first_weekday());
    let from = this_week - TimeDelta::weeks(weeks - 1);
    let rests = app.past.rests();
    let mut month_before = from.month();
    let mut label_free_from = area.x;
    for week in 0..weeks {
        let x = area.x + label + u16::try_from(week).unwrap_or(0) * cell;
        let monday = from + TimeDelta::weeks(week);
        if monday.month() != month_before && x >= label_free_from && x + 3 <= area.right() {
            let name = Line::styled(monday.format("%b").to_string(), theme.dim);
            buffer.set_line(x, area.y, &name, 3);
            label_free_from = x + 4;
            month_before = monday.month();
        }
        for weekday in 0..7u16 {
            let day = monday + TimeDelta::days(weekday.into());
            let y = area.y + 1 + weekday;
            if day > today || y >= area.bottom() {
                continue;
            }
            let resting = rests.on(day).is_some();
            let seconds = app.past.days().get(&day).map_or(0, |total| total.seconds);
            let (symbol, ink) = match SHADES.iter().rposition(|least| seconds >= *least) {
                Some(shade) => shaded(theme, shade),
                None if resting => ("-", theme.dim),
                None => ("·", theme.faint),
            };
            if let Some(place) = buffer.cell_mut((x, y)) {
                place.set_symbol(symbol).set_style(if day == today { ink.patch(theme.strong) } else { ink });
            }
        }
    }
    if area.height >= 10 {
        let mut legend = vec![Span::styled("less ", theme.dim)];
        legend.extend((0..SHADES.len()).map(|shade| {
            let (symbol, ink) = shaded(theme, shade);
            Span::styled(format!("{symbol} "), ink)
        }));
        legend.push(Span::styled("more   - rest", theme.dim));
        buffer.set_line(area.x + label, area.y + 8, &Line::from(legend), area.width - label);
    }
    for weekday in [0u16, 2, 4, 6] {
        let day = from + TimeDelta::days(weekday.into());
        let y = area.y + 1 + weekday;
        if y < area.bottom() {
            buffer.set_line(area.x, y, &Line::styled(day.format("%a").to_string(), theme.dim), 3);
        }
    }
    label + u16::try_from(weeks).unwrap_or(0) * cell
}

/// A shade in shape and, where there is colour, in colour.
fn shaded(theme: &Theme, shade: usize) -> (&'static str, Style) {
    if theme.coloured {
        (["▪", "■", "■", "■"][shade], theme.shades[shade])
    } else {
        (["░", "▒", "▓", "█"][shade], theme.text)
    }
}

fn lower_part(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let aside = 38;
    if area.width >= 96 {
        let list = Rect { width: area.width - aside - 3, ..area };
        sessions(app, browse, list, buffer);
        let right = Rect { x: list.right() + 3, width: aside, ..area };
        four_weeks(app, browse, right, buffer);
    } else {
        sessions(app, browse, area, buffer);
    }
}

/// Minutes by area, balance of sides, tension, and the advice to see someone, of the last 28 days.
fn four_weeks(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let totals = &browse.four_weeks;
    let most = totals.areas.values().map(|total| total.secs).max().unwrap_or(0).max(1);
    let mut pen = Pen::new(buffer, area);
    pen.line(Line::styled("Last 28 days", theme.dim));
    let top = pen.row();
    for of in Area::ALL {
        let secs = totals.areas.get(of.word()).map_or(0, |total| total.secs);
        pen.ends(Line::styled(of.label(), theme.text), &Line::styled(format!("{:>3} min", secs / 60), theme.text));
    }
    let balance = totals.all;
    if balance.left_secs + balance.right_secs > 0 {
        pen.ends(
            Line::styled("left, right", theme.dim),
            &Line::styled(format!("{}, {} min", balance.left_secs / 60, balance.right_secs / 60), theme.dim),
        );
    }
    if let Some(advice) = &browse.advice {
        pen.gap();
        let label = Area::named(&advice.area).map_or_else(|| clean(&advice.area, 20), |area| area.label().to_owned());
        let text = match advice.why {
            Why::LimitsDailyLife => format!("{label}: it limits your daily life. That is time to see a clinician."),
            Why::HighTension { .. } => {
                format!("{label}: tense on most days for two weeks. That is time to see a clinician.")
            }
        };
        pen.text(&text, theme.warm);
    }
    for (index, of) in Area::ALL.iter().enumerate() {
        let secs = totals.areas.get(of.word()).map_or(0, |total| total.secs);
        let bar = Rect { x: area.x + 12, y: top + u16::try_from(index).unwrap_or(0), width: 17, height: 1 };
        if bar.bottom() <= area.bottom() {
            let done = secs as f64 / most as f64;
            (&Strip { done, full: theme.accent, empty: theme.faint }).render(bar, buffer);
        }
    }
}

fn sessions(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let count = app.past.history().map_or(0, |history| history.entries().len());
    let detail = entry(&app.past, browse.chosen).map(|entry| detail(app, entry, area.width)).unwrap_or_default();
    let spare = area.height.saturating_sub(4);
    let detail_rows = u16::try_from(detail.len()).unwrap_or(0).min(spare);
    let rows = usize::from(area.height - detail_rows.min(area.height));
    let top = scroll(browse.chosen, rows, count);
    let title_width = usize::from(area.width).saturating_sub(26);
    let mut pen = Pen::new(buffer, area);
    for index in top..count.min(top + rows) {
        let Some(entry) = entry(&app.past, index) else {
            break;
        };
        let (when, what, time) = row(&app.past, entry);
        let chosen = index == browse.chosen;
        let spans = vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(format!("{when}  "), theme.dim),
            Span::styled(
                format!("{:<title_width$}", cut(&what, title_width)),
                if chosen { theme.strong } else { theme.text },
            ),
            Span::styled(format!("{time:>6}"), theme.text),
        ];
        pen.filled_line(spans, if chosen { theme.chosen } else { ratatui::style::Style::new() });
        if chosen {
            for line in detail.iter().take(usize::from(detail_rows)) {
                pen.line(line.clone());
            }
        }
    }
}

/// What is known of one session, to be shown below its line.
fn detail(app: &App, entry: &Entry, width: u16) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let Some(Record { kind: Kind::Session(session), .. }) =
        app.past.history().and_then(|history| history.record(entry).ok())
    else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(tension) = tension(&session) {
        lines.push(Line::styled(format!("    {tension}"), theme.accent));
    }
    if let Some(note) = &session.note {
        lines.push(Line::styled(format!("    {}", clean(note, usize::from(width).saturating_sub(6))), theme.text));
    }
    for step in &session.steps {
        let name = app
            .library
            .exercise(&step.exercise)
            .map_or_else(|| clean(&step.exercise, 40), |exercise| exercise.short_name().to_owned());
        let sides = match (step.left_secs, step.right_secs) {
            (Some(left), Some(right)) => format!("left {left} s, right {right} s"),
            _ => format!("{} s", step.secs),
        };
        let outcome = match step.outcome {
            Outcome::Done => "",
            Outcome::Eased => ", the easier way",
            Outcome::Skipped => ", skipped",
            Outcome::Stopped => ", stopped",
            Outcome::Unfinished | Outcome::Unknown => ", not finished",
        };
        let text = format!("    {name}: {sides}{outcome}");
        lines.push(Line::styled(cut_keeping_indent(&text, usize::from(width)), theme.dim));
    }
    lines
}

fn cut_keeping_indent(text: &str, width: usize) -> String {
    format!("    {}", cut(text.trim_start(), width.saturating_sub(4)))
}

/// `tension 6 → 3`.
#[must_use]
pub fn tension(session: &Session) -> Option<String> {
    match (session.before, session.after) {
        (None, None) => None,
        (before, after) => {
            let score = |score: Option<u8>| score.map_or("?".to_owned(), |score| score.to_string());
            Some(format!("tension {} → {}", score(before), score(after)))
        }
    }
}
