//! Scroller: lines that may be more than their place holds, and the first of them in sight.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::keymap::Message;
use crate::tui::theme::Theme;

/// The first line in sight. Drawing keeps it within the lines, whose number only the width of the place decides.
#[derive(Debug, Clone, Default)]
pub struct Scroller {
    top: Cell<usize>,
    /// The rows that were drawn last.
    rows: Cell<usize>,
}

impl Scroller {
    /// Scrolls as a message asks; returns `false` if it asks for something else.
    pub fn scroll(&self, message: Message) -> bool {
        let (top, page) = (self.top.get(), self.rows.get().saturating_sub(1).max(1));
        self.top.set(match message {
            Message::Up => top.saturating_sub(1),
            Message::Down => top.saturating_add(1),
            Message::PageUp => top.saturating_sub(page),
            Message::PageDown => top.saturating_add(page),
            Message::First => 0,
            Message::Last => usize::MAX,
            _ => return false,
        });
        true
    }

    /// Goes back to the first line.
    pub fn reset(&self) {
        self.top.set(0);
    }

    /// The first line in sight of so many, in a place of `rows` rows.
    pub fn top(&self, lines: usize, rows: usize) -> usize {
        self.rows.set(rows);
        let top = self.top.get().min(lines.saturating_sub(rows));
        self.top.set(top);
        top
    }

    /// Draws the lines that fit; where there are more, the last row says so.
    pub fn render(&self, lines: &[Line<'_>], theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let is_long = lines.len() > usize::from(area.height);
        let rows = if is_long && area.height > 2 { area.height - 1 } else { area.height };
        let top = self.top(lines.len(), rows.into());
        for (y, line) in (area.y..area.y + rows).zip(lines.iter().skip(top)) {
            buffer.set_line(area.x, y, line, area.width);
        }
        if rows < area.height {
            let below = lines.len() > top + usize::from(rows);
            let mark = match (top > 0, below) {
                (true, true) => "↑ more ↓",
                (true, false) => "↑ more",
                _ => "more ↓",
            };
            buffer.set_line(area.x, area.y + rows, &Line::styled(mark, theme.accent), area.width);
        }
    }
}
