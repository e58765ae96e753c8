//! Areas, comfort and hours: sums of the records.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::browse::Browse;
use crate::areas::Area;
use crate::digest::WEEKS;
use crate::tui::context::Context;
use crate::tui::widgets::bars::Bars;
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::{days, dose, tension};

/// The width of the words beside the bars, in columns.
const WORDS: u16 = 30;

/// Draws the minutes of each area week by week, and their sides.
pub(super) fn areas(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let seconds = |of: &Area| -> Vec<u64> {
        browse.weeks.iter().map(|week| week.areas.get(of.word()).copied().unwrap_or(0)).collect()
    };
    let most = browse.areas.iter().flat_map(seconds).max().unwrap_or(0).max(1);
    let legend = format!("bars: minutes a week, most {}", most / 60);
    let week = context.digest.last_seven_days(context.settings.day_start_hour);
    each_area(context, browse, &legend, area, buffer, |of, rows, pen| {
        let total = browse.four_weeks.areas.get(of.word()).copied().unwrap_or_default();
        let week = week.get(of.word()).copied().unwrap_or(0);
        let mark = if dose::is_enough(week) { " ✓" } else { "" };
        pen.line(vec![
            Span::styled(format!("{:<12}", of.label()), theme.strong),
            Span::styled(format!("{} in 7 d{mark}", dose::of_a_week(week)), theme.text),
        ]);
        if rows > 1 {
            let sides = match (total.left_secs, total.right_secs) {
                (0, 0) => String::new(),
                (left, right) => format!(", left {} right {}", left / 60, right / 60),
            };
            pen.line(Line::styled(format!("28 d {} min{sides}", total.secs / 60), theme.dim));
        }
        if rows > 2 {
            pen.line(balance(total.left_secs, total.right_secs, context));
        }
        seconds(of).into_iter().map(|secs| Some(secs as f64 / most as f64)).collect()
    });
}

/// A scale from left to right: the mark stands at the share of time on each side.
fn balance(left: u64, right: u64, context: &Context) -> Line<'static> {
    const WIDE: usize = 21;
    let theme = &context.theme;
    if left + right == 0 {
        return Line::default();
    }
    let part = right as f64 / (left + right) as f64;
    let at = (1..WIDE).filter(|column| part >= (*column as f64 - 0.5) / (WIDE - 1) as f64).count();
    Line::from(vec![
        Span::styled("L ", theme.dim),
        Span::styled("─".repeat(at), theme.faint),
        Span::styled("■", theme.accent),
        Span::styled("─".repeat(WIDE - 1 - at), theme.faint),
        Span::styled(" R", theme.dim),
    ])
}

/// Draws tension week by week, and the change that a session makes.
pub(super) fn comfort(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let advice = context.digest.advice().first().map(|first| {
        let more = match context.digest.advice().len() - 1 {
            0 => String::new(),
            more => format!(" And {more} more."),
        };
        format!("{}{more} Time to see a clinician: a says what to bring.", tension::advice(first))
    });
    let rows = match &advice {
        Some(text) => u16::try_from(crate::tui::widgets::pen::wrap(text, usize::from(area.width)).len()).unwrap_or(3),
        None => 0,
    };
    let above = Rect { height: area.height.saturating_sub(rows), ..area };
    each_area(context, browse, "bars: mean tension, 0 to 10", above, buffer, |of, rows, pen| {
        let comfort = browse.comfort.get(of.word()).copied().unwrap_or_default();
        let tension::Change { short, means } = tension::change(&comfort);
        if rows > 1 {
            pen.line(Line::styled(of.label(), theme.strong));
            pen.line(Line::styled(cut(&short, usize::from(pen.width())), theme.text));
        } else {
            pen.line(vec![
                Span::styled(format!("{:<12}", of.label()), theme.strong),
                Span::styled(cut(&short, usize::from(pen.width()).saturating_sub(12)), theme.text),
            ]);
        }
        if rows > 2 {
            pen.line(Line::styled(means, theme.dim));
        }
        browse.weeks.iter().map(|week| week.mean_tension(of.word()).map(|mean| mean / 10.0)).collect()
    });
    if let Some(text) = advice {
        let below = Rect { y: above.bottom(), height: rows, ..area };
        Pen::new(buffer, below).text(&text, theme.warm);
    }
}

/// Draws the minutes by the hour of the day.
pub(super) fn hours(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let busiest = browse.hours.busiest();
    let most = busiest.map_or(1, |(_, secs)| secs);
    let column = (area.width / 24).clamp(1, 3);
    let height = area.height.saturating_sub(3).min(10);
    let place = Rect { height, ..area };
    let parts = browse.hours.0.iter().map(|secs| Some(*secs as f64 / most as f64)).collect();
    (&Bars { parts, column, full: theme.accent, empty: theme.faint }).render(place, buffer);
    if place.bottom() >= area.bottom() {
        return;
    }
    for hour in [0u16, 6, 12, 18] {
        let x = area.x + hour * column;
        buffer.set_line(x, place.bottom(), &Line::styled(hour.to_string(), theme.dim), 2);
    }
    let below = Rect { y: place.bottom() + 1, height: area.height.saturating_sub(height + 1), ..area };
    if let Some((hour, secs)) = busiest {
        let text = format!("Most of it from {hour}:00 to {hour}:59: {} minutes in all.", secs / 60);
        Pen::new(buffer, below).text(&text, theme.dim);
    }
}

/// Draws one block of words and bars for each area, as high as there is room; below them the weeks.
fn each_area(
    context: &Context,
    browse: &Browse,
    legend: &str,
    area: Rect,
    buffer: &mut Buffer,
    draw: impl Fn(&Area, u16, &mut Pen<'_>) -> Vec<Option<f64>>,
) {
    let theme = &context.theme;
    let areas = u16::try_from(browse.areas.len()).unwrap_or(u16::MAX).max(1);
    let column = (area.width.saturating_sub(WORDS + 1) / WEEKS).min(5);
    // Where there is no room for bars there is nothing below them either, and the words may be wider.
    let (foot_rows, wide) = if column == 0 { (0, area.width) } else { (1, WORDS) };
    let block = (area.height.saturating_sub(foot_rows) / areas).clamp(1, 5);
    // A row between two blocks, where there are rows enough.
    let rows = if block > 3 { block - 1 } else { block };
    for (index, of) in browse.areas.iter().enumerate() {
        let y = area.y + u16::try_from(index).unwrap_or(0) * block;
        let words = Rect { y, height: rows, width: wide, ..area };
        if words.bottom() > area.bottom() {
            break;
        }
        let mut pen = Pen::new(buffer, words);
        let parts = draw(of, rows, &mut pen);
        let bars = Rect { x: area.x + WORDS + 1, y, width: column * WEEKS, height: rows };
        if column > 0 {
            (&Bars { parts, column, full: theme.accent, empty: theme.faint }).render(bars, buffer);
        }
    }
    let foot = area.y + areas * block;
    if column < 2 || foot >= area.bottom() {
        return;
    }
    buffer.set_line(area.x, foot, &Line::styled(cut(legend, usize::from(WORDS)), theme.dim), WORDS);
    let mut free_from = 0;
    for (index, week) in browse.weeks.iter().enumerate() {
        let x = area.x + WORDS + 1 + u16::try_from(index).unwrap_or(0) * column;
        let name = days::beneath_a_chart(week.start);
        let wide = u16::try_from(name.len()).unwrap_or(6);
        if x >= free_from && x + wide <= area.right() {
            buffer.set_line(x, foot, &Line::styled(name, theme.dim), wide);
            free_from = x + wide + 2;
        }
    }
}
