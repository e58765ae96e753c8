//! Hours: the day as 24 bars, and the days of the week.
//!
//! ```text
//! You stretch most at 3 pm (461 min).
//!
//! 461 ┤                 ██
//!     │    ██           ██        ██
//!   0 ┤ ·  ██  ·  ·  ·  ██  ·  ·  ██  ·
//!      midnight  6 am   noon   6 pm
//!                        ▲ 3 pm to 4 pm: 461 min, 38 %
//! Mon ━━━━━━━━━━━━━━━━━━───────── 112 min
//! ```

use chrono::{Datelike, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::browse::Browse;
use crate::tui::context::Context;
use crate::tui::widgets::bars::{Bars, columns, even_width, scale};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::strip::Strip;
use crate::words::clock::{amount, hour};
use crate::words::days;

/// The columns of the scale beside the bars.
const SCALE: u16 = 5;
/// The width below which the sentence is short.
const NARROW: u16 = 38;
/// The rows of the weekdays, with their heading.
const WEEKDAYS: u16 = 8;

/// Draws the minutes by the hour of the day and by the day of the week.
pub(super) fn draw(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let busiest = browse.hours.busiest();
    let most = busiest.map_or(1, |(_, secs)| secs).max(1);
    let said = match busiest {
        Some((busiest, secs)) => {
            let time = Span::styled(hour(busiest), theme.accent.patch(theme.strong));
            let amount = Span::styled(format!(" ({})", amount(secs)), theme.text);
            let says = if area.width < NARROW { "Most at " } else { "You stretch most at " };
            Line::from(vec![Span::styled(says, theme.text), time, amount])
        }
        None => Line::styled("No sessions yet.", theme.dim),
    };
    // The sentence, a gap, the bars, the hours and the chosen one; below them the weekdays where there is room.
    let gap = u16::from(area.height >= 12);
    let weekdays = if area.height >= WEEKDAYS + 9 + gap { WEEKDAYS + 1 } else { 0 };
    let high = area.height.saturating_sub(3 + gap + weekdays);
    Pen::new(buffer, area).line(said);
    let whole = Rect { y: area.y + 1 + gap, height: high, ..area };
    // The bars come first.
    let beside = if whole.width < 24 + SCALE + 1 { 0 } else { SCALE + 1 };
    let width = even_width(whole.width.saturating_sub(beside), 24);
    let bars = Rect { x: whole.x + beside, width, ..whole };
    if busiest.is_some() {
        scale(&(most / 60).to_string(), Rect { width: beside.saturating_sub(1), ..whole }, theme, buffer);
    }
    let share = |secs: &u64| (*secs > 0).then(|| *secs as f64 / most as f64);
    let parts = browse.hours.0.iter().map(share).collect();
    (&Bars { parts, values: Vec::new(), chosen: Some(browse.hour), ink: theme.accent, theme }).render(bars, buffer);
    let below = Rect { y: bars.bottom(), height: area.bottom().saturating_sub(bars.bottom()), ..bars };
    names(context, below, area.right(), buffer);
    let below = Rect { y: below.y + 1, height: below.height.saturating_sub(1), ..below };
    chosen(context, browse, below, area.right(), buffer);
    if weekdays > 0 {
        let place = Rect { y: area.bottom() - weekdays + 1, height: weekdays - 1, ..area };
        by_weekday(context, place, buffer);
    }
}

/// Names the hours below the bars, as many as fit up to the column `end`.
fn names(context: &Context, area: Rect, end: u16, buffer: &mut Buffer) {
    let (starts, _) = columns(area.width, 24);
    let each = if area.width >= 68 { 3 } else { 6 };
    let mut free_from = area.x;
    for (place, start) in starts.iter().enumerate().step_by(each) {
        let name = hour(place);
        let wide = u16::try_from(name.len()).unwrap_or(8);
        let x = area.x + start;
        if area.height > 0 && x >= free_from && x + wide <= end {
            buffer.set_line(x, area.y, &Line::styled(name, context.theme.dim), wide);
            free_from = x + wide + 1;
        }
    }
}

/// Draws the chosen hour below its bar: its mark and, up to the column `end`, how much of all it is.
fn chosen(context: &Context, browse: &Browse, area: Rect, end: u16, buffer: &mut Buffer) {
    let theme = &context.theme;
    let (starts, wide) = columns(area.width, 24);
    let (Some(start), Some(secs)) = (starts.get(browse.hour), browse.hours.0.get(browse.hour)) else {
        return;
    };
    if area.height == 0 {
        return;
    }
    let all = browse.hours.0.iter().sum::<u64>().max(1);
    let from_to = format!("{} to {}: ", hour(browse.hour), hour(browse.hour + 1));
    let share = (secs * 100 + all / 2) / all;
    let said = if *secs == 0 { "nothing".to_owned() } else { format!("{}, {share} %", amount(*secs)) };
    let x = area.x + start + wide.saturating_sub(1) / 2;
    buffer.set_line(x, area.y, &Line::styled("▲", theme.warm), 1);
    // To the right of the mark, or where the edge is near, to its left; in fewer words where neither has room.
    for text in [from_to + &said, said] {
        let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
        let right = Some(x + 2).filter(|at| at.saturating_add(length) <= end);
        let left = x.checked_sub(length.saturating_add(1)).filter(|at| *at >= area.x);
        if let Some(at) = right.or(left) {
            buffer.set_line(at, area.y, &Line::styled(text, theme.warm.patch(theme.strong)), length);
            return;
        }
    }
}

/// Draws the minutes of each day of the week, as long as their share of the most.
fn by_weekday(context: &Context, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let mut all = [0u64; 7];
    for (day, total) in context.digest.days() {
        if let Some(sum) = all.get_mut(day.weekday().days_since(Weekday::Mon) as usize) {
            *sum += total.seconds;
        }
    }
    let most = all.iter().max().copied().unwrap_or(0).max(1);
    Pen::new(buffer, area).line(Line::styled("by day of the week", theme.dim));
    let mut day = context.first_weekday();
    for y in (area.y + 1..area.bottom()).take(7) {
        let secs = all.get(day.days_since(Weekday::Mon) as usize).copied().unwrap_or(0);
        buffer.set_line(area.x, y, &Line::styled(days::weekday_short(day), theme.text), 3);
        let said = amount(secs);
        let words = 9;
        let place = Rect { x: area.x + SCALE + 1, y, width: area.width.saturating_sub(SCALE + 1 + words), height: 1 };
        let done = secs as f64 / most as f64;
        (&Strip { done, full: theme.accent, empty: theme.faint }).render(place, buffer);
        let said = Line::styled(format!("{said:>8}"), theme.text);
        buffer.set_line(place.right() + 1, y, &said, words);
        day = day.succ();
    }
}
