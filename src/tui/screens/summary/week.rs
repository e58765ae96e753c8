//! Week: the streak as a number that is read from afar, and the last seven days, of which today is the last.

use chrono::{Datelike, NaiveDate, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::history::Streak;
use crate::tui::context::Context;
use crate::tui::theme::Theme;
use crate::tui::widgets::bars::Bars;
use crate::tui::widgets::digits::Digits;
use crate::tui::widgets::pen::Pen;
use crate::words::clock::clock_of;
use crate::words::{bars, days, goal, streak};

/// The rows below the bars and the number: the names of the days, and their minutes.
const LABELS: u16 = 2;
/// The least rows of the number and the bars with their labels.
pub(super) const LEAST_ROWS: u16 = 4 + LABELS;
/// The most rows of them beside a body of the usual size, and in a large window.
pub(super) const USUAL_ROWS: u16 = 6 + LABELS;
pub(super) const MOST_ROWS: u16 = 12 + LABELS;
/// The least width at which the number and the bars stand side by side.
pub(super) const LEAST_WIDTH: u16 = 42;
/// The seconds that the whole height stands for, at least: a few of them are no tall bar.
const LEAST_SCALE: u64 = 300;
/// The width above which they would only drift apart.
const MOST_WIDTH: u16 = 84;

/// The streak and the last seven days, with the session that has just ended.
#[derive(Debug, Default)]
pub(super) struct Week {
    days: Vec<Day>,
    streak: Streak,
    /// The goal of the week, as far as it has come, in words.
    goal: Option<String>,
}

#[derive(Debug)]
struct Day {
    date: NaiveDate,
    seconds: u64,
    is_free: bool,
}

impl Week {
    /// The week that ends today, with a session of so many `seconds`.
    pub(super) fn with(completed: bool, seconds: u64, context: &Context) -> Self {
        let digest = &context.digest;
        let today = digest.today();
        let day = |back| {
            let date = today.checked_sub_signed(TimeDelta::days(back)).unwrap_or(today);
            let before = digest.days().get(&date).map_or(0, |total| total.seconds);
            let new = if back == 0 { seconds } else { 0 };
            Day { date, seconds: before + new, is_free: digest.rests().on(date).is_some() }
        };
        let streak = digest.streak_with(completed, seconds, &context.settings);
        let week = digest.week_with(completed, seconds, &context.settings, context.first_weekday());
        Self { days: (0..7).rev().map(day).collect(), streak, goal: week.map(|week| goal::so_far(&week)) }
    }

    /// The streak in a line, with what is aimed at: `6-day streak · 24 of the last 28 days · next milestone 7`.
    pub(super) fn in_words(&self) -> String {
        let streak = &self.streak;
        let says = format!("{} · {} of the last 28 days", streak::in_short(streak), streak.consistency);
        let goal = self.goal.as_ref().map(|goal| format!(" · {goal}")).unwrap_or_default();
        format!("{says} · next milestone {}{goal}", streak.next_milestone())
    }

    /// The days in words, newest first.
    pub(super) fn day_by_day(&self) -> Vec<String> {
        let day = |day: &Day| {
            let done = match day.seconds {
                0 if day.is_free => "rest day".to_owned(),
                0 => "-".to_owned(),
                seconds => format!("{} min", clock_of(seconds)),
            };
            format!("{}  {done}", days::in_a_column(day.date))
        };
        self.days.iter().rev().map(day).collect()
    }

    /// The streak and the days in one line: `6-day streak  ▅█·▅▃▂█  24 of 28`.
    pub(super) fn line(&self, theme: &Theme) -> Line<'static> {
        let most = self.days.iter().map(|day| day.seconds).max().unwrap_or(0).max(LEAST_SCALE);
        let bar = |day: &Day| bars::bar(day.seconds as f64 / most as f64, false);
        let (past, today) = self.days.split_at(self.days.len().saturating_sub(1));
        Line::from(vec![
            Span::styled(format!("{}  ", streak::in_short(&self.streak)), theme.strong),
            Span::styled(past.iter().map(bar).collect::<String>(), theme.shades[2]),
            Span::styled(today.iter().map(bar).collect::<String>(), theme.accent.patch(theme.strong)),
            Span::styled(format!("  {}", self.beside_streak()), theme.dim),
        ])
    }

    /// What stands beside the streak in few words: the goal, or the last 28 days.
    fn beside_streak(&self) -> String {
        self.goal.clone().unwrap_or_else(|| format!("{} of 28 days", self.streak.consistency))
    }

    /// Draws the number at the left and the days at the right.
    pub(super) fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let area = Rect { width: area.width.min(MOST_WIDTH), ..area };
        let column = match area.width {
            76.. => 6,
            56.. => 5,
            _ => 4,
        };
        let strip = Rect { x: area.right().saturating_sub(column * 7 - 1), width: column * 7 - 1, ..area };
        let number = Rect { width: strip.x.saturating_sub(area.x + 2), ..area };
        self.number(theme, number, buffer);
        self.strip(theme, column, strip, buffer);
    }

    fn number(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let streak = &self.streak;
        let width = usize::from(area.width);
        if streak.current == 0 {
            let mut pen = Pen::new(buffer, area);
            pen.text("No streak yet.", theme.strong);
            pen.text(streak::A_DAY_COUNTS, theme.dim);
            return;
        }
        let text = streak.current.to_string();
        let high = Rect { height: area.height.saturating_sub(LABELS), ..area };
        let digits = Digits { text: &text, ink: theme.accent };
        let (_, rows) = digits.extent(high);
        // The number stands on the same ground as the bars.
        let place = Rect { y: high.bottom().saturating_sub(rows), height: rows, ..high };
        (&digits).render(place, buffer);
        let mut pen = Pen::new(buffer, Rect { y: high.bottom(), height: LABELS, ..area });
        pen.line(Line::styled("day streak", theme.strong));
        let (days, next) = (streak.consistency, streak.next_milestone());
        let goal = self.goal.clone().map(|goal| [goal.replace(" this week", ""), goal]);
        let goal = goal.into_iter().flat_map(|[short, long]| [long, short]);
        let others = [
            format!("{days} of the last 28 · next: {next}"),
            format!("{days} of the last 28"),
            format!("{days} of 28 days"),
        ];
        let said = goal.chain(others).find(|said| said.chars().count() <= width).unwrap_or_default();
        pen.line(Line::styled(said, theme.dim));
    }

    fn strip(&self, theme: &Theme, column: u16, area: Rect, buffer: &mut Buffer) {
        let most = self.days.iter().map(|day| day.seconds).max().unwrap_or(0).max(LEAST_SCALE);
        let part = |day: &Day| (day.seconds > 0).then(|| day.seconds as f64 / most as f64);
        let high = Rect { height: area.height.saturating_sub(LABELS), ..area };
        let today = self.days.len().saturating_sub(1);
        for (index, day) in self.days.iter().enumerate() {
            let x = area.x + column * u16::try_from(index).unwrap_or(0);
            let is_today = index == today;
            let ink = if is_today { theme.accent.patch(theme.strong) } else { theme.shades[2] };
            let bar = Bars { parts: vec![part(day)], values: Vec::new(), chosen: None, ink, theme };
            (&bar).render(Rect { x, width: column.saturating_sub(1), ..high }, buffer);
            let ink = if is_today { theme.strong } else { theme.dim };
            let name = if is_today && column > 5 { "today" } else { days::weekday_short(day.date.weekday()) };
            let row = |text: &str, y: u16, ink: Style, buffer: &mut Buffer| {
                buffer.set_stringn(x, y, text, usize::from(column.saturating_sub(1)), ink);
            };
            row(name, high.bottom(), ink, buffer);
            row(&done(day, column), high.bottom() + 1, ink, buffer);
        }
    }
}

/// The minutes of a day below its bar.
fn done(day: &Day, column: u16) -> String {
    match day.seconds {
        0 if !day.is_free => String::new(),
        0 if column > 4 => "rest".to_owned(),
        0 => "off".to_owned(),
        1..60 => format!("{}s", day.seconds),
        6000.. => format!("{}h", day.seconds / 3600),
        seconds => format!("{}m", seconds / 60),
    }
}
