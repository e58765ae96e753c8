//! List: rows of which one is chosen, scrolled so that it is in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::pen::Pen;
use crate::tui::hits::{Hits, Target};
use crate::tui::theme::Theme;

/// Rows of which one is chosen. `row` makes the one at an index, in the ink it is told; only those in sight are made.
pub struct List<'a, F: Fn(usize, Style) -> Row> {
    /// The number of rows.
    pub rows: usize,
    /// The index of the chosen row; one beyond the last where none is.
    pub chosen: usize,
    /// The lines below the chosen row.
    pub detail: Vec<Line<'static>>,
    /// The function that makes a row.
    pub row: F,
    /// The inks.
    pub theme: &'a Theme,
    /// The places that can be clicked, and the number of rows before the first of these.
    pub hits: Option<(&'a Hits, usize)>,
}

/// A row of a list.
pub enum Row {
    /// A row that can be chosen.
    Item(Vec<Span<'static>>),
    /// A row that names those below it.
    Heading(String),
}

impl<'a, F: Fn(usize, Style) -> Row> List<'a, F> {
    /// A list without details.
    pub const fn new(rows: usize, chosen: usize, theme: &'a Theme, row: F) -> Self {
        Self { rows, chosen, detail: Vec::new(), row, theme, hits: None }
    }

    /// The same list, whose rows can be clicked; `before` rows come before its first.
    #[must_use]
    pub fn clickable(self, hits: &'a Hits, before: usize) -> Self {
        Self { hits: Some((hits, before)), ..self }
    }
}

impl<F: Fn(usize, Style) -> Row> Widget for &List<'_, F> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        // Some rows are kept for the list however much there is to say of the chosen one.
        let detail = self.detail.len().min(usize::from(area.height.saturating_sub(4)));
        let height = usize::from(area.height) - detail;
        let top = scroll(if self.chosen < self.rows { self.chosen } else { 0 }, height, self.rows);
        let mut pen = Pen::new(buffer, area);
        for index in top..self.rows.min(top + height) {
            let is_chosen = index == self.chosen;
            if let Some((hits, before)) = self.hits {
                hits.add(Rect { y: pen.row(), height: 1, ..area }, Target::Row(before + index));
            }
            match (self.row)(index, if is_chosen { theme.strong } else { theme.text }) {
                Row::Heading(text) => pen.line(Line::styled(text, theme.dim)),
                Row::Item(spans) => {
                    let mark = Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent);
                    let spans: Vec<Span<'_>> = std::iter::once(mark).chain(spans).collect();
                    pen.filled_line(spans, if is_chosen { theme.chosen } else { Style::new() });
                }
            }
            if is_chosen {
                self.detail.iter().take(detail).for_each(|line| pen.line(line.clone()));
            }
        }
    }
}

/// The first row shown of a list that is longer than its place, so that the chosen one is in sight.
#[must_use]
pub const fn scroll(chosen: usize, height: usize, rows: usize) -> usize {
    if height == 0 || rows <= height {
        return 0;
    }
    let middle = chosen.saturating_sub(height / 2);
    if middle > rows - height { rows - height } else { middle }
}
