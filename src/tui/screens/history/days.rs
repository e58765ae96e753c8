//! Days: the year, the chosen day, and the records, the chosen one with its details.
//!
//! ```text
//!      Feb     Mar     Apr                        (front)  (back)
//! Mon  ▪ · ▣ ▪ ■ ▪ · ▪[■]▪                        the areas of
//!      ▪ ▣ ■ · ▪ ▪ ▣ ▪ ▪                          the last 28 days
//!
//!      · none   ▫ under 3   ▪ 3+   ▣ 8+   ■ 15+ min   - rest day
//!
//! Mon 23 Nov 2026  1 session, 8:08
//! ▸ Mon 23 Nov 12:04  Lower back unwinder   8:08 │ Lower back unwinder   8:08
//!   Fri 20 Nov 12:04  Desk micro-break      1:59 │ Upper back reach   25 s
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::browse::{Browse, Listed};
use super::year::{self, Year, mark_of};
use crate::areas::Area;
use crate::history::day_of;
use crate::sanitize::clean;
use crate::tui::context::Context;
use crate::tui::widgets::body_map::{BodyMap, LEAST_ROWS, glow_of};
use crate::tui::widgets::list::{self, List, Row};
use crate::tui::widgets::page::more_mark;
use crate::tui::widgets::pen::{Pen, cut, shifted};
use crate::tui::widgets::strip::Strip;
use crate::words::clock::{amount, clock_of};
use crate::words::{counted, days};

/// The height and width below which too little of a year is seen.
const LEAST_HEIGHT: u16 = 14;
const LEAST_WIDTH: u16 = 30;
/// The height from which the legend has a row of its own.
const ROOMY: u16 = 22;
/// The columns of the body, and the width from which it stands beside the list.
const BODY: u16 = 28;
const BODY_BESIDE_LIST: u16 = 90;
/// The days that sums are of.
const LAST: &str = "last 28 days";
/// The most rows of the body below a record.
const BODY_BELOW: u16 = 20;
/// The most lines of details below a row of the list: the next records shall stay in sight.
const MOST_DETAILS: usize = 8;
/// The width from which the chosen record is shown in full beside the list.
const THREE_PANES: u16 = 130;

/// Draws the year, the chosen day, and the records.
pub(super) fn draw(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let oldest = context.digest.history().and_then(|history| history.entries().first());
    let oldest = oldest.map_or(browse.day, |entry| day_of(entry.at, context.settings.day_start_hour));
    let year = Year { context, oldest, chosen: Some(browse.day), mark: |day| mark_of(context, day), ink: None };
    let about = about_day(context, browse, usize::from(area.width));
    if area.height < LEAST_HEIGHT || area.width < LEAST_WIDTH {
        let mut top = area.y;
        if area.height >= 7 {
            year.draw_row(Rect { height: 1, ..area }, buffer);
            top += 1;
        }
        Pen::new(buffer, below(area, top)).line(about);
        records(context, browse, below(area, top + 1), false, buffer);
        return;
    }
    let map = Rect { height: year::ROWS, ..area };
    year.draw(map, buffer);
    let width = year::width_in(area.width);
    let mut bottom = map.bottom() + 1;
    if area.height >= ROOMY {
        let indent = 4.min(area.width);
        let legend = year::legend(context, area.width - indent);
        buffer.set_line(area.x + indent, bottom, &legend, area.width - indent);
        bottom += 2;
        Pen::new(buffer, below(area, bottom)).line(about);
    } else {
        let room = width.saturating_sub(u16::try_from(about.width()).unwrap_or(u16::MAX)).saturating_sub(3);
        let legend = year::legend(context, room);
        let row = Rect { width, ..below(area, bottom) };
        Pen::new(buffer, row).ends(about, &legend);
    }
    let list = below(area, bottom + 1);
    let free = area.width - width;
    let beside = Rect { x: area.x + width + 3, width: free.saturating_sub(3), height: bottom - area.y, ..area };
    if area.width >= THREE_PANES {
        sums(context, browse, beside, buffer);
    } else if free >= BODY + 3 {
        body(context, browse, beside, buffer);
    }
    if area.width >= THREE_PANES {
        let left = area.width * 6 / 11;
        records(context, browse, Rect { width: left, ..list }, true, buffer);
        let pane = Rect { x: list.x + left + 2, width: list.width - left - 2, ..list };
        in_full(context, browse, pane, buffer);
    } else if area.width >= BODY_BESIDE_LIST && list.height > LEAST_ROWS && free < BODY + 3 {
        let left = area.width - BODY - 3;
        records(context, browse, Rect { width: left, ..list }, false, buffer);
        body(
            context,
            browse,
            Rect { x: list.x + left + 3, width: BODY, y: list.y - 1, height: list.height + 1 },
            buffer,
        );
    } else {
        records(context, browse, list, false, buffer);
    }
}

/// The part of an area from a row on.
const fn below(area: Rect, y: u16) -> Rect {
    Rect { y, height: area.bottom().saturating_sub(y), ..area }
}

/// The chosen day in a line, as in `Tue 17 Nov 2026  3 sessions, 12:10`.
fn about_day(context: &Context, browse: &Browse, width: usize) -> Line<'static> {
    let theme = &context.theme;
    let total = context.digest.days().get(&browse.day).copied().unwrap_or_default();
    let rest = context.digest.rests().on(browse.day).map(|(reason, _)| match reason {
        Some(reason) => format!("rest day: {}", clean(&reason, 40)),
        None => "rest day".to_owned(),
    });
    let done = (total.sessions > 0).then(|| {
        let sessions = counted(total.sessions.into(), "session", "sessions");
        format!("{sessions}, {}", clock_of(total.seconds))
    });
    let parts: Vec<String> = done.into_iter().chain(rest).collect();
    let what = match parts.as_slice() {
        [] if browse.day == context.digest.today() => "nothing yet".to_owned(),
        [] => "nothing".to_owned(),
        parts => parts.join(", "),
    };
    let day = format!("{}  ", days::short_with_year(browse.day));
    let what = cut(&what, width.saturating_sub(day.len()));
    Line::from(vec![Span::styled(day, theme.warm.patch(theme.strong)), Span::styled(what, theme.text)])
}

/// Draws the sums of the last 28 days: sessions, and the minutes of each area.
fn sums(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let sums = &browse.four_weeks;
    let mut pen = Pen::new(buffer, area);
    pen.line(Line::styled(LAST, theme.dim));
    pen.line(vec![
        Span::styled(counted(sums.sessions.into(), "session", "sessions"), theme.strong),
        Span::styled(format!(", {}", amount(sums.active_secs)), theme.text),
    ]);
    pen.gap();
    let secs = |of: &Area| browse.four_weeks.areas.get(of.word()).map_or(0, |total| total.secs);
    let most = browse.areas.iter().map(secs).max().unwrap_or(0).max(1);
    let (first, rows) = (pen.row(), pen.rows_left());
    for (of, y) in browse.areas.iter().zip(first..first + rows) {
        let (name, time) = (cut(of.label(), 12), amount(secs(of)));
        buffer.set_line(area.x, y, &Line::styled(name, theme.text), area.width);
        let strip = Rect { x: area.x + 14, y, width: area.width.saturating_sub(24), height: 1 };
        let done = secs(of) as f64 / most as f64;
        (&Strip { done, full: theme.accent, empty: theme.faint }).render(strip, buffer);
        buffer.set_line(strip.right() + 1, y, &Line::styled(format!("{time:>8}"), theme.text), 9);
    }
}

/// Draws the body, its areas shaded by their minutes in the last 28 days, the most of them darkest.
fn body(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let width = area.width.min(area.height * 3).max(BODY.min(area.width));
    let area = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let secs = |of: &Area| browse.four_weeks.areas.get(of.word()).map_or(0, |total| total.secs);
    let most = browse.areas.iter().map(secs).max().unwrap_or(0);
    let glow = |zone| glow_of(context.library.areas().in_zone(zone).map_or(0, secs), most);
    let x = area.x + width.saturating_sub(12) / 2;
    buffer.set_line(x, area.y, &Line::styled(LAST, context.theme.dim), width);
    let map = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(width * 2 / 3), ..area };
    (&BodyMap { glow, labelled: false, look: context.look, theme: &context.theme, reel: &context.reel })
        .render(map, buffer);
}

/// Draws the records, the chosen one marked; where it is not shown beside them, with its details below it.
fn records(context: &Context, browse: &Browse, area: Rect, is_beside: bool, buffer: &mut Buffer) {
    let theme = &context.theme;
    // Where there is little room, the day is enough: the line above has more.
    let short = area.width < 50;
    let title_width = usize::from(area.width).saturating_sub(if short { 17 } else { 26 });
    let row = |index: usize, ink| {
        let Some(Listed { at, sentence, .. }) = browse.rows.get(&index) else {
            return Row::Item(Vec::new());
        };
        let when =
            if short { format!("{:>6}", days::day_and_month(at.date_naive())) } else { days::moment_in_a_column(*at) };
        Row::Item(vec![
            Span::styled(format!("{when}  "), theme.dim),
            Span::styled(format!("{:<title_width$}", cut(&sentence.what, title_width)), ink),
            Span::styled(format!("{:>6}", sentence.time), theme.text),
        ])
    };
    let chosen = browse.rows.get(&browse.chosen).filter(|_| !is_beside);
    let mut detail = chosen.map(|row| row.in_full(context)).map_or_else(Vec::new, |record| {
        let lines = record.details(theme, usize::from(area.width).saturating_sub(5));
        lines.into_iter().map(|line| shifted(line, 4)).collect()
    });
    let rows = context.digest.entries();
    let room = usize::from(area.height).saturating_sub(rows.min(list::LEAST_ROWS)).min(MOST_DETAILS);
    if detail.len() > room {
        detail.truncate(room.saturating_sub(1));
        let more = vec![Span::styled("    enter", theme.accent), Span::styled(" shows all", theme.dim)];
        detail.push(Line::from(more));
    }
    (&List { detail, ..List::new(rows, browse.chosen, theme, row).clickable(&context.hits, 0) }).render(area, buffer);
}

/// Draws the chosen record in full, beside the list.
fn in_full(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    for y in area.top()..area.bottom() {
        buffer.set_line(area.x, y, &Line::styled("│", theme.faint), 1);
    }
    let inner = Rect { x: area.x + 3, width: area.width.saturating_sub(3), ..area };
    let Some(row) = browse.rows.get(&browse.chosen) else {
        return;
    };
    let lines = row.in_full(context).lines(theme, usize::from(inner.width));
    let used = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let is_cut = used - 2 > inner.height;
    let mut pen = Pen::new(buffer, inner);
    for line in lines {
        pen.line(line);
    }
    if is_cut && inner.height > 0 {
        let last = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        buffer.set_line(last.x, last.y, &Line::raw(" ".repeat(inner.width.into())), inner.width);
        more_mark(theme, last, buffer);
    }
    let free = inner.height.saturating_sub(used).min(BODY_BELOW);
    if free > LEAST_ROWS {
        body(context, browse, Rect { y: inner.bottom() - free, height: free, ..inner }, buffer);
    }
}
