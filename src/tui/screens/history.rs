//! The history: the streak, and four leaves to turn: the days of the year with their records, areas week by week,
//! comfort, hours of the day.

mod leaves;
mod year;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta, Weekday, WeekdaySet};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{clock, scroll, turn};
use crate::catalog::text::clean;
use crate::history::comfort::{self, Advice, Comfort};
use crate::history::explanation::{explain, rules_in_words};
use crate::history::statistics::{self, Hours, Statistics, Week};
use crate::history::{Entry, EntryKind, History, Kind, Outcome, Record, Session, day_of};
use crate::settings::Settings;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message};
use crate::tui::overlay::{Overlay, Paragraph};
use crate::tui::past::{Past, in_words, rules};
use crate::tui::theme::Theme;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};

/// Seconds a day from which the year's picture takes the next shade: something, 3, 8 and 15 minutes.
pub const SHADES: [u64; 4] = [1, 180, 480, 900];
/// Fewer columns than this show too little of a year.
const NARROW: u16 = 30;
/// How many weeks are shown side by side.
pub const WEEKS: u16 = 12;

/// What is in sight below the streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaf {
    /// The year, and the records.
    #[default]
    Days,
    /// Minutes week by week, and on which side.
    Areas,
    /// Tension before and after, week by week.
    Comfort,
    /// Minutes by the hour of the day.
    Hours,
}

impl Leaf {
    const ALL: [Self; 4] = [Self::Days, Self::Areas, Self::Comfort, Self::Hours];

    const fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Areas => "areas",
            Self::Comfort => "comfort",
            Self::Hours => "hours",
        }
    }
}

/// The chosen day and record, and what was added up when the screen was opened.
#[derive(Debug)]
pub struct Browse {
    leaf: Leaf,
    /// Places from the newest record.
    chosen: usize,
    day: NaiveDate,
    four_weeks: Statistics,
    weeks: Vec<Week>,
    comfort: BTreeMap<String, Comfort>,
    hours: Hours,
    advice: Option<Advice>,
}

impl Browse {
    /// Opens the history at its newest record.
    #[must_use]
    pub fn open(past: &Past, settings: &Settings, first_weekday: Weekday) -> Self {
        let mut browse = Self {
            leaf: Leaf::Days,
            chosen: 0,
            day: past.today(),
            four_weeks: Statistics::default(),
            weeks: Vec::new(),
            comfort: BTreeMap::new(),
            hours: Hours::default(),
            advice: None,
        };
        browse.refresh(past, settings, first_weekday);
        browse.day = entry(past, 0).map_or(past.today(), |entry| day_of(entry.at, settings.day_start_hour));
        browse
    }

    /// Adds up anew: the history has changed.
    pub fn refresh(&mut self, past: &Past, settings: &Settings, first_weekday: Weekday) {
        let (today, hour) = (past.today(), settings.day_start_hour);
        let records = past.recent();
        let window = today - TimeDelta::days(27)..=today;
        self.four_weeks = Statistics::reckon(records, &window, hour);
        self.comfort = comfort::by_area(records, &window, hour);
        self.weeks = statistics::weeks(records, today, WEEKS, first_weekday, hour);
        self.advice = comfort::advice(records, today, hour);
        self.hours = past.history().map(History::hours).unwrap_or_default();
        let last = past.history().map_or(0, |history| history.entries().len()).saturating_sub(1);
        self.chosen = self.chosen.min(last);
    }

    /// Chooses a record, and with it its day.
    fn choose(&mut self, index: usize, past: &Past, settings: &Settings) {
        self.chosen = index;
        if let Some(entry) = entry(past, index) {
            self.day = day_of(entry.at, settings.day_start_hour);
        }
    }

    /// Chooses a day, and with it its newest record or, where it has none, the next older one.
    fn go_to(&mut self, day: NaiveDate, past: &Past, settings: &Settings) {
        self.day = day.min(past.today());
        let entries = past.history().map(History::entries).unwrap_or_default();
        let newer = entries.iter().rev().take_while(|entry| day_of(entry.at, settings.day_start_hour) > self.day);
        self.chosen = newer.count().min(entries.len().saturating_sub(1));
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
    let (past, settings) = (&app.past, &app.settings);
    let (chosen, day) = (browse.chosen, browse.day);
    let days = |days| day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day);
    match message {
        Message::Up => browse.choose(chosen.saturating_sub(1), past, settings),
        Message::Down => browse.choose((chosen + 1).min(last), past, settings),
        Message::PageUp => browse.choose(chosen.saturating_sub(8), past, settings),
        Message::PageDown => browse.choose((chosen + 8).min(last), past, settings),
        Message::First => browse.choose(0, past, settings),
        Message::Last => browse.choose(last, past, settings),
        Message::Before => browse.go_to(days(-1), past, settings),
        Message::After => browse.go_to(days(1), past, settings),
        Message::WeekBefore => browse.go_to(days(-7), past, settings),
        Message::WeekAfter => browse.go_to(days(7), past, settings),
        Message::Turn => browse.leaf = turn(&Leaf::ALL, browse.leaf, true),
        Message::TurnBack => browse.leaf = turn(&Leaf::ALL, browse.leaf, false),
        Message::Rest => app.overlay = Some(Overlay::Rest { day }),
        Message::CheckIn => app.overlay = Some(Overlay::check_in()),
        Message::Why => app.overlay = Some(why(&app.past, &app.settings)),
        Message::Advice => {
            if let Some(advice) = &browse.advice {
                app.overlay = Some(Overlay::advice(advice, &app.texts));
            }
        }
        Message::Retract => {
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
    let explained =
        past.history().map(|history| explain(history, past.days(), past.streak(), &rules)).unwrap_or_default();
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
            let title = match &kind {
                Some(Kind::Session(session)) => clean(&session.title, 60),
                _ => "(this line's details cannot be read)".to_owned(),
            };
            let early = if *completed { "" } else { " (ended early)" };
            let mark = match kind {
                Some(Kind::Session(Session { corrects: Some(_), .. })) => format!("{early} (corrected)"),
                Some(Kind::Session(Session { entered: Some(_), .. })) => format!("{early} (by hand)"),
                _ => early.to_owned(),
            };
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
        (EntryKind::CheckIn, Some(Kind::CheckIn { area, tension, limits_daily_life })) => {
            let limits = if limits_daily_life { ", limits daily life" } else { "" };
            (when, format!("check-in: {} {tension} of 10{limits}", clean(&area, 20)), String::new())
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
    let page = Page { title: "History", status: tabs(browse.leaf, theme), keys: keymap::HISTORY, theme };
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
        pen.text("A free day is declared with r, and how tense an area is with c.", theme.dim);
        return;
    }
    if browse.leaf != Leaf::Days && body.height > 2 {
        pen.gap();
    }
    let row = pen.row();
    let below = Rect { y: row, height: body.bottom().saturating_sub(row), ..body };
    match browse.leaf {
        Leaf::Days => days(app, browse, below, buffer),
        Leaf::Areas => leaves::areas(app, browse, below, buffer),
        Leaf::Comfort => leaves::comfort(app, browse, below, buffer),
        Leaf::Hours => leaves::hours(app, browse, below, buffer),
    }
}

/// The names of the leaves, the one in sight marked.
fn tabs(shown: Leaf, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for leaf in Leaf::ALL {
        let (mark, ink) = if leaf == shown { ("▸", theme.accent.patch(theme.strong)) } else { (" ", theme.dim) };
        spans.push(Span::styled(format!(" {mark}{}", leaf.word()), ink));
    }
    Line::from(spans)
}

/// The year, the chosen day, and the records.
fn days(app: &App, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    if area.height < 15 || area.width < NARROW {
        let about = Rect { height: 1, ..area };
        Pen::new(buffer, about).line(about_day(app, browse, usize::from(area.width)));
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        sessions(app, browse, list, buffer);
        return;
    }
    let row = area.y + 1;
    let map = Rect { y: row, height: 9.min(area.bottom().saturating_sub(row)), ..area };
    let taken = year::draw(app, browse.day, map, buffer);
    let beside = Rect { x: map.x + taken + 2, width: map.width.saturating_sub(taken + 2), ..map };
    year::areas_on_the_body(app, browse, beside, buffer);
    let about = Rect { y: map.bottom(), height: 1, ..area };
    Pen::new(buffer, about).line(about_day(app, browse, usize::from(area.width)));
    let below = Rect { y: about.bottom(), height: area.bottom().saturating_sub(about.bottom()), ..area };
    sessions(app, browse, below, buffer);
}

/// The chosen day in a line: `Tue 17 Nov 2026  3 sessions, 12:10 min`.
fn about_day(app: &App, browse: &Browse, width: usize) -> Line<'static> {
    let theme = &app.theme;
    let total = app.past.days().get(&browse.day).copied().unwrap_or_default();
    let rest = app.past.rests().on(browse.day).map(|(reason, _)| match reason {
        Some(reason) => format!("rest day: {}", clean(&reason, 40)),
        None => "rest day".to_owned(),
    });
    let done = (total.sessions > 0).then(|| {
        let plural = if total.sessions == 1 { "" } else { "s" };
        format!("{} session{plural}, {} min", total.sessions, clock(Duration::from_secs(total.seconds)))
    });
    let parts: Vec<String> = done.into_iter().chain(rest).collect();
    let what = match parts.as_slice() {
        [] if browse.day == app.past.today() => "nothing yet".to_owned(),
        [] => "nothing".to_owned(),
        parts => parts.join(", "),
    };
    let day = browse.day.format("%a %d %b %Y  ").to_string();
    let what = cut(&what, width.saturating_sub(day.len()));
    Line::from(vec![Span::styled(day, theme.accent), Span::styled(what, theme.text)])
}

fn headline(app: &App, width: usize, pen: &mut Pen<'_>) {
    let theme = &app.theme;
    let streak = app.past.streak();
    if width < 60 {
        let open = if streak.pending { ", today open" } else { "" };
        pen.line(vec![
            Span::styled(in_words(streak), theme.strong),
            Span::styled(format!("{open} · {} of 28", streak.consistency), theme.text),
        ]);
        return;
    }
    let mut spans = vec![
        Span::styled(streak.current.to_string(), theme.accent.patch(theme.strong)),
        Span::styled(if streak.current == 1 { " day in a row" } else { " days in a row" }, theme.text),
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
