//! The history before its first entry: what will be here, as a sketch, and the key that begins it.

use chrono::{Datelike, NaiveDate, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::year::{self, Mark, Year};
use crate::digest::WEEKS;
use crate::practice::Routine;
use crate::tui::context::Context;
use crate::tui::widgets::bars::Bars;
use crate::tui::widgets::pen::{Pen, wrap};

/// The least rows of a chart of the sketch with its gap, and the columns of its label.
const CHART: u16 = 4;
const LABELS: u16 = 20;
/// The records of the sketch.
const RECORDS: [(&str, &str); 4] = [
    ("Neck ease", "4:58"),
    ("Trapezius release", "5:01"),
    ("Desk micro-break", "1:59"),
    ("Lower back unwinder", "8:08"),
];

/// The routine to begin with.
pub(super) fn first_routine(context: &Context) -> Option<&Routine> {
    let suggested = context.suggestion.as_ref().and_then(|suggested| context.library.routine(&suggested.routine));
    let routines = context.library.routines();
    suggested.or_else(|| routines.iter().find(|routine| routine.first)).or_else(|| routines.first())
}

/// Draws what to expect and how to begin, and below it the sketch.
pub(super) fn draw(context: &Context, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let mut pen = Pen::new(buffer, area);
    let says =
        "Every session leaves a mark here: a square for its day, minutes for each area, and how tension changes.";
    for row in wrap(says, usize::from(area.width)) {
        pen.line(Line::styled(row, theme.text));
    }
    if pen.rows_left() > 6 {
        pen.gap();
    }
    let title = first_routine(context).map_or("a routine", |routine| routine.title.as_str());
    pen.line(vec![
        Span::styled("enter", theme.accent.patch(theme.strong)),
        Span::styled(format!("  start {title}"), theme.strong),
    ]);
    pen.line(vec![
        Span::styled("r", theme.accent),
        Span::styled(" rest day   ", theme.dim),
        Span::styled("c", theme.accent),
        Span::styled(" rate tension", theme.dim),
    ]);
    pen.gap();
    let row = pen.row();
    sketch(context, Rect { y: row, height: area.bottom().saturating_sub(row), ..area }, buffer);
}

/// Draws a year and a list as they may look, in one dim ink.
fn sketch(context: &Context, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let year = Year {
        context,
        oldest: context.digest.today() - TimeDelta::weeks(53),
        chosen: None,
        mark: |day| likely(context.digest.today(), day),
        ink: Some(theme.dim),
    };
    let title = Line::styled("for example", theme.dim);
    if area.height < year::ROWS + 2 || area.width < 30 {
        if area.height >= 2 {
            buffer.set_line(area.x, area.y, &title, area.width);
            year.draw_row(Rect { y: area.y + 1, height: 1, ..area }, buffer);
        }
        return;
    }
    buffer.set_line(area.x, area.y, &title, area.width);
    let map = Rect { y: area.y + 1, height: year::ROWS, ..area };
    year.draw(map, buffer);
    let width = usize::from(year::width_in(area.width)).saturating_sub(4);
    let mut pen = Pen::new(buffer, Rect { x: area.x + 4, y: map.bottom() + 1, ..area }.intersection(area));
    for (title, time) in RECORDS {
        let name = width.saturating_sub(time.len());
        pen.line(Line::styled(format!("{title:<name$}{time}"), theme.dim));
    }
    pen.gap();
    let top = pen.row();
    charts(context, Rect { y: top, height: area.bottom().saturating_sub(top), ..area }, buffer);
}

/// Draws bars for the first areas as they may look, as many as there is room for.
fn charts(context: &Context, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let areas = context.library.areas().all();
    let count = (area.height / CHART).min(u16::try_from(areas.len()).unwrap_or(u16::MAX));
    let each = area.height.checked_div(count).unwrap_or(0).min(CHART * 2);
    for (of, place) in areas.iter().zip(0..count) {
        let row = Rect { y: area.y + place * each, height: each - 1, ..area };
        buffer.set_line(row.x + 4, row.y, &Line::styled(of.label(), theme.dim), row.width);
        let part = |week: u32| f64::from((week * 7 + u32::from(place) * 5) % 11 + week / 2) / 17.0;
        let parts = (0..u32::from(WEEKS)).map(|week| Some(part(week))).collect();
        let bars = Rect { x: row.x + LABELS, width: row.width.saturating_sub(LABELS), ..row };
        (&Bars { parts, values: Vec::new(), chosen: None, ink: theme.faint, theme }).render(bars, buffer);
    }
}

/// What a day of the sketch shows: few sessions at first, more by and by.
fn likely(today: NaiveDate, day: NaiveDate) -> Mark {
    let weeks = u32::try_from((today - day).num_weeks()).unwrap_or(0);
    // Any scatter will do, as long as it is the same in every frame.
    let scatter = (day.ordinal().wrapping_mul(2_654_435_761) >> 16) % 100;
    if day == today || scatter < weeks * 2 + 12 {
        return Mark::Nothing;
    }
    Mark::Shade(match scatter % 10 {
        0 | 1 => 0,
        2..=5 => 1,
        6..=8 => 2,
        _ => 3,
    })
}
