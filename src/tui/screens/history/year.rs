//! The days of a year as a picture, and the areas on the body.

use chrono::{Datelike, NaiveDate, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::browse::Browse;
use crate::areas::Area;
use crate::digest::SHADES;
use crate::figure::cells::Glyphs;
use crate::history::statistics::start_of_week;
use crate::tui::context::Context;
use crate::tui::widgets::body_map::{BodyMap, glow_of};
use crate::words::days;

/// The first of `weeks` weeks in sight: the weeks end with `this`, or lie around the chosen one if it would be left
/// out.
fn first_week(this: NaiveDate, chosen: NaiveDate, weeks: i64) -> NaiveDate {
    let usual = this - TimeDelta::weeks(weeks - 1);
    if chosen >= usual { usual } else { chosen.checked_sub_signed(TimeDelta::weeks(weeks / 2)).unwrap_or(chosen) }
}

/// Draws the body beside the year, its areas shaded by their minutes in the last 28 days, the most of them darkest.
pub(super) fn areas_on_the_body(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let width = area.width.min(30);
    if width < 16 {
        return;
    }
    let area = Rect { x: area.right() - width, width, ..area };
    let secs = |of: &Area| browse.four_weeks.areas.get(of.word()).map_or(0, |total| total.secs);
    let most = browse.areas.iter().map(secs).max().unwrap_or(0);
    let glow = |zone| glow_of(context.library.areas().in_zone(zone).map_or(0, secs), most);
    let title = Line::styled("minutes, 28 days", context.theme.dim);
    buffer.set_line(area.x + width.saturating_sub(16) / 2, area.y, &title, width);
    let map = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(9), ..area };
    (&BodyMap { glow, labelled: false, look: context.look, theme: &context.theme, reel: &context.reel })
        .render(map, buffer);
}

/// Draws the year as weeks side by side; the shade of a day is its minutes, in colour and in shape. Returns the width.
pub(super) fn draw(context: &Context, chosen: NaiveDate, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = &context.theme;
    let today = context.digest.today();
    let cell: u16 = if area.width >= 112 { 2 } else { 1 };
    let label = 4;
    let weeks = i64::from((area.width.saturating_sub(label) / cell).min(53));
    let this_week = start_of_week(today, context.first_weekday());
    let from = first_week(this_week, start_of_week(chosen, context.first_weekday()), weeks);
    let rests = context.digest.rests();
    let mut month_before = 0;
    let mut label_free_from = area.x;
    for week in 0..weeks {
        let x = area.x + label + u16::try_from(week).unwrap_or(0) * cell;
        let monday = from + TimeDelta::weeks(week);
        if monday.month() != month_before && x >= label_free_from && x + 4 <= area.right() {
            let name = days::month(monday);
            label_free_from = x + u16::try_from(name.len()).unwrap_or(3) + 1;
            buffer.set_line(x, area.y, &Line::styled(name, theme.dim), 4);
            month_before = monday.month();
        }
        for weekday in 0..7u16 {
            let day = monday + TimeDelta::days(weekday.into());
            let y = area.y + 1 + weekday;
            if day > today || y >= area.bottom() {
                continue;
            }
            let resting = rests.on(day).is_some();
            let seconds = context.digest.days().get(&day).map_or(0, |total| total.seconds);
            let (symbol, ink) = match SHADES.iter().rposition(|least| seconds >= *least) {
                Some(shade) => shaded(context, shade),
                None if resting => ("-", theme.dim),
                None => ("·", theme.faint),
            };
            if let Some(place) = buffer.cell_mut((x, y)) {
                let (symbol, ink) = match () {
                    // What was done on it stands in words below.
                    () if day == chosen => ("◆", theme.warm.patch(theme.strong)),
                    () if day == today => (symbol, ink.patch(theme.strong)),
                    () => (symbol, ink),
                };
                place.set_symbol(symbol).set_style(ink);
            }
        }
    }
    if area.height >= 9 {
        let mut legend = vec![Span::styled("less ", theme.dim)];
        legend.extend((0..SHADES.len()).map(|shade| {
            let (symbol, ink) = shaded(context, shade);
            Span::styled(format!("{symbol} "), ink)
        }));
        legend.push(Span::styled("more   - rest", theme.dim));
        buffer.set_line(area.x + label, area.y + 8, &Line::from(legend), area.width.saturating_sub(label));
    }
    for weekday in [0u16, 2, 4, 6] {
        let day = from + TimeDelta::days(weekday.into());
        let y = area.y + 1 + weekday;
        if y < area.bottom() {
            buffer.set_line(area.x, y, &Line::styled(days::weekday_short(day.weekday()), theme.dim), 3);
        }
    }
    label + u16::try_from(weeks).unwrap_or(0) * cell
}

/// A day's minutes as the height of a bar and, where there is colour, as its shade: either is enough.
fn shaded(context: &Context, shade: usize) -> (&'static str, Style) {
    let theme = &context.theme;
    let symbols =
        if context.look.glyphs == Glyphs::Ascii { [":", "+", "*", "#"] } else { ["▂", "▄", "▆", "█"] };
    (symbols[shade], if theme.coloured { theme.shades[shade] } else { theme.text })
}
