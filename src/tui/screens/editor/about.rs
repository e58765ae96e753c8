//! About: an exercise beside a list, in words and with its figure where there is room.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::figure::Figure;
use crate::practice::{Exercise, Position};
use crate::tui::context::Context;
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::widgets::pen::{Pen, Sheet, wrap};

/// The least height of a figure, in rows.
const LEAST_FIGURE: u16 = 9;
/// The most rows of a figure.
const MOST_FIGURE: u16 = 18;
/// The least width of a figure, in columns.
const LEAST_WIDTH: u16 = 24;

/// An exercise, the position that it is done in, and what else is said of it.
pub struct About<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The position.
    pub position: Position,
    /// The lines between its name and its figure.
    pub lines: Vec<Line<'static>>,
    /// The demonstration of its figure.
    pub demonstration: Demonstration,
}

impl About<'_> {
    /// The figure, and its place in `area`, if there is room.
    fn figure(&self, context: &Context, area: Rect) -> Option<(&Figure, Rect)> {
        let figure = self.exercise.figure(self.position)?;
        let above = self.head(context, area.width).lines.len();
        let above = u16::try_from(above).unwrap_or(u16::MAX).saturating_add(1);
        let height = area.height.checked_sub(above)?.min(MOST_FIGURE);
        let place = Rect { y: area.y + above, height, ..area };
        (height >= LEAST_FIGURE && area.width >= LEAST_WIDTH).then_some((figure.as_ref(), place))
    }

    /// The next moment at which its figure looks different.
    pub fn next_wakeup(&self, context: &Context, area: Rect) -> Option<Duration> {
        let (figure, _) = self.figure(context, area).filter(|_| context.figures_move())?;
        self.demonstration.next(self.exercise, figure, context.now.moment.monotonic, context.step())
    }

    fn head(&self, context: &Context, width: u16) -> Sheet {
        let theme = &context.theme;
        let mut sheet = Sheet::new(width);
        sheet.text(&self.exercise.name, theme.strong);
        let areas: Vec<&str> = self.exercise.areas.iter().map(crate::areas::Area::label).collect();
        let areas = if areas.is_empty() { "warm-up".to_owned() } else { areas.join(", ") };
        sheet.text(&format!("{areas} · {}", self.position.plain()), theme.accent);
        sheet.lines.extend(self.lines.iter().cloned());
        sheet
    }

    /// Draws it.
    pub fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let sheet = self.head(context, area.width);
        let mut pen = Pen::new(buffer, area);
        pen.lines(sheet.lines);
        if let Some((figure, place)) = self.figure(context, area) {
            demonstrate(context, self.demonstration, (self.exercise, figure), place, buffer);
        } else {
            let summary = wrap(&self.exercise.summary, area.width.into());
            if usize::from(pen.rows_left()) > summary.len() {
                pen.gap();
                pen.text(&self.exercise.summary, context.theme.dim);
            }
        }
    }
}
