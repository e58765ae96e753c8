//! The days of a year: one square and a gap for each, the more minutes the fuller, in colour and in shape.

use chrono::{Datelike, NaiveDate, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::digest::SHADES;
use crate::figure::cells::Glyphs;
use crate::history::statistics::start_of_week;
use crate::tui::context::Context;
use crate::words::days;

/// The rows of a year: the months, and the days of the week.
pub(super) const ROWS: u16 = 8;
/// The columns of the weekdays' names, and those of a day with its gap.
const NAMES: u16 = 4;
const CELL: u16 = 2;

/// A day of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Nothing,
    Rest,
    /// Some minutes, as the place of their shade.
    Shade(usize),
}

/// The days of a year, as far as there is room for them.
pub(super) struct Year<'a, F: Fn(NaiveDate) -> Mark> {
    pub(super) context: &'a Context,
    /// The first day that there is something to tell of.
    pub(super) oldest: NaiveDate,
    /// The day that is bracketed.
    pub(super) chosen: Option<NaiveDate>,
    /// What a day shows.
    pub(super) mark: F,
    /// The ink of all of it, where it is a sketch.
    pub(super) ink: Option<Style>,
}

/// What a day of the history shows.
pub(super) fn mark_of(context: &Context, day: NaiveDate) -> Mark {
    let seconds = context.digest.days().get(&day).map_or(0, |total| total.seconds);
    match SHADES.iter().rposition(|least| seconds >= *least) {
        Some(shade) => Mark::Shade(shade),
        None if context.digest.rests().on(day).is_some() => Mark::Rest,
        None => Mark::Nothing,
    }
}

/// The number of weeks that fit into a width.
fn weeks_in(width: u16) -> u16 {
    (width.saturating_sub(NAMES) / CELL).min(53)
}

/// The columns that a year takes of a width.
pub(super) fn width_in(width: u16) -> u16 {
    NAMES + weeks_in(width) * CELL
}

impl<F: Fn(NaiveDate) -> Mark> Year<'_, F> {
    /// Draws weeks side by side, with months above and weekdays at the left.
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer) {
        let (theme, today) = (&self.context.theme, self.context.digest.today());
        let first_weekday = self.context.first_weekday();
        let weeks = weeks_in(area.width);
        let this_week = start_of_week(today, first_weekday);
        // Before the first entry there is nothing to tell: a short history begins at the left.
        let usual = (this_week - TimeDelta::weeks(i64::from(weeks) - 1)).max(start_of_week(self.oldest, first_weekday));
        let chosen = start_of_week(self.chosen.unwrap_or(today), first_weekday);
        let from = first_week(usual, chosen, weeks.into());
        for (weekday, y) in (area.y + 1..area.bottom()).take(7).enumerate() {
            let day = from + TimeDelta::days(i64::try_from(weekday).unwrap_or(0));
            if weekday % 2 == 0 {
                let name = days::weekday_short(day.weekday());
                buffer.set_line(area.x, y, &Line::styled(name, self.ink.unwrap_or(theme.dim)), 3);
            }
            for week in 0..weeks {
                let day = day + TimeDelta::weeks(week.into());
                if (self.oldest.min(chosen)..=today).contains(&day) {
                    self.day(day, (area.x + NAMES + week * CELL, y), buffer);
                }
            }
        }
        let mut free_from = area.x;
        for week in 0..weeks {
            let day = from + TimeDelta::weeks(week.into());
            let x = area.x + NAMES + week * CELL;
            // A month of which hardly anything is in sight would push the next name aside.
            let begins = if week == 0 { day.day() <= 14 } else { day.day() <= 7 };
            let name = days::month(day);
            let wide = u16::try_from(name.len()).unwrap_or(4);
            if begins && day <= today && x >= free_from && x + wide <= area.right() {
                buffer.set_line(x, area.y, &Line::styled(name, self.ink.unwrap_or(theme.dim)), wide);
                free_from = x + wide + 1;
            }
        }
    }

    /// Draws the newest days side by side in one row, or those around the chosen one if it would be left out.
    pub(super) fn draw_row(&self, area: Rect, buffer: &mut Buffer) {
        let today = self.context.digest.today();
        let count = i64::from(area.width.saturating_sub(1) / CELL);
        let chosen = self.chosen.unwrap_or(today);
        let shown = |back: i64| chosen.checked_add_signed(TimeDelta::days(back)).unwrap_or(chosen);
        let last = if (today - chosen).num_days() < count { today } else { shown(count / 2) };
        for place in 0..count {
            let day = last - TimeDelta::days(count - 1 - place);
            self.day(day, (area.x + 1 + u16::try_from(place).unwrap_or(0) * CELL, area.y), buffer);
        }
    }

    fn day(&self, day: NaiveDate, (x, y): (u16, u16), buffer: &mut Buffer) {
        let theme = &self.context.theme;
        let (symbol, ink) = shown(self.context, (self.mark)(day));
        let ink = self.ink.unwrap_or(ink);
        let is_chosen = self.chosen == Some(day);
        let ink = if is_chosen || day == self.context.digest.today() { ink.patch(theme.strong) } else { ink };
        let brackets = [(x.checked_sub(1), "["), (x.checked_add(1), "]")];
        for (x, bracket) in brackets.into_iter().filter(|_| is_chosen) {
            if let Some(cell) = x.and_then(|x| buffer.cell_mut((x, y))) {
                cell.set_symbol(bracket).set_style(theme.warm.patch(theme.strong));
            }
        }
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(ink);
        }
    }
}

/// The first of `weeks` weeks in sight: the `usual` one, or the weeks lie around the chosen one if it would be left out.
fn first_week(usual: NaiveDate, chosen: NaiveDate, weeks: i64) -> NaiveDate {
    if chosen >= usual { usual } else { chosen.checked_sub_signed(TimeDelta::weeks(weeks / 2)).unwrap_or(chosen) }
}

/// What the squares mean, in as many words as there is room for.
pub(super) fn legend(context: &Context, width: u16) -> Line<'static> {
    let theme = &context.theme;
    let minutes = SHADES.map(|least| least / 60);
    let [_, some, more, most] = minutes;
    let words = [format!("under {some}"), format!("{some}+"), format!("{more}+"), format!("{most}+ min")];
    let squares = |words: &[String], gap: &str| {
        let mut spans = Vec::new();
        for (shade, word) in words.iter().enumerate() {
            let (symbol, ink) = shown(context, Mark::Shade(shade));
            spans.extend([Span::styled(symbol, ink), Span::styled(format!("{word}{gap}"), theme.dim)]);
        }
        spans
    };
    let (nothing, faint) = shown(context, Mark::Nothing);
    let (rest, dim) = shown(context, Mark::Rest);
    let rest = [Span::styled(rest, dim), Span::styled(" rest day", theme.dim)];
    let mut long = vec![Span::styled(nothing, faint), Span::styled(" none   ", theme.dim)];
    long.extend(squares(&words.map(|word| format!(" {word}")), "   "));
    long.extend(rest.clone());
    let mut short = vec![Span::styled("less ", theme.dim)];
    short.extend(squares(&[const { String::new() }; 4], " "));
    short.push(Span::styled("more  ", theme.dim));
    short.extend(rest);
    let long = Line::from(long);
    if long.width() <= usize::from(width) { long } else { Line::from(short) }
}

/// A day's minutes as a square, the more the fuller, and, where there is colour, the brighter: either is enough.
fn shown(context: &Context, mark: Mark) -> (&'static str, Style) {
    let theme = &context.theme;
    let squares = match context.look.glyphs {
        Glyphs::Ascii => [":", "+", "*", "#"],
        // The font of a console has blocks for certain, and squares by luck.
        Glyphs::HalfBlock => ["░", "▒", "▓", "█"],
        _ => ["▫", "▪", "▣", "■"],
    };
    match mark {
        Mark::Nothing => ("·", theme.faint),
        Mark::Rest => ("-", theme.dim),
        Mark::Shade(shade) => {
            // A small square needs a brighter shade to be seen at all.
            let bright = theme.shades.get(shade.max(1)).copied().unwrap_or(theme.accent);
            let ink = if theme.coloured { bright } else { theme.text };
            (squares.get(shade).copied().unwrap_or("#"), ink)
        }
    }
}
