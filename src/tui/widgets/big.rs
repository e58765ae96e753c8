//! Big: words, numbers and shapes that are read from three metres.

use font8x8::{BASIC_FONTS, UnicodeFonts};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// A size of big letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// The points of a letter that share a cell, side by side and one above the other.
    points: (u16, u16),
    /// The number of times that every cell is repeated side by side.
    stretch: u16,
    /// The columns of a letter.
    pub columns: u16,
    /// The rows of a letter.
    pub rows: u16,
}

impl Face {
    /// Letters of whole cells, each doubled to look square.
    pub const SQUARE: Self = Self { points: (1, 1), stretch: 2, columns: 16, rows: 8 };
    /// Letters of whole cells: high and narrow, as a cell is.
    pub const HIGH: Self = Self { points: (1, 1), stretch: 1, columns: 8, rows: 8 };
    /// Letters of half cells, which look square.
    pub const WIDE: Self = Self { points: (1, 2), stretch: 1, columns: 8, rows: 4 };
    /// Letters of quarter cells: high and narrow.
    pub const SLIM: Self = Self { points: (2, 2), stretch: 1, columns: 4, rows: 4 };

    /// The sizes, largest first.
    const ALL: [Self; 4] = [Self::SQUARE, Self::HIGH, Self::WIDE, Self::SLIM];

    /// The largest size in which `count` letters fit into `columns` and `rows`.
    #[must_use]
    pub fn fitting(count: u16, columns: u16, rows: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.fits(count, columns, rows))
    }

    /// The same in letters of whole cells alone, which are letters in ASCII as well.
    #[must_use]
    pub fn whole(count: u16, columns: u16, rows: u16) -> Option<Self> {
        [Self::SQUARE, Self::HIGH].into_iter().find(|face| face.fits(count, columns, rows))
    }

    /// The letters that fit into `columns`.
    #[must_use]
    pub const fn letters(self, columns: u16) -> u16 {
        columns / self.columns
    }

    /// The character of a cell of a letter, whose rows are bytes with the leftmost point lowest.
    fn symbol(self, letter: Shape, column: u16, row: u16) -> &'static str {
        let inked = |x: u16, y: u16| {
            let (x, y) = (column * self.points.0 + x, row * self.points.1 + y);
            letter.get(usize::from(y)).is_some_and(|line| line & (1 << x) != 0)
        };
        match self.points {
            (1, 1) => [" ", "█"][usize::from(inked(0, 0))],
            (1, 2) => [" ", "▀", "▄", "█"][usize::from(inked(0, 0)) + 2 * usize::from(inked(0, 1))],
            _ => {
                let [left, right] = [0, 1].map(|x| usize::from(inked(x, 0)) + 4 * usize::from(inked(x, 1)));
                QUADRANTS[left + 2 * right]
            }
        }
    }

    const fn fits(self, count: u16, columns: u16, rows: u16) -> bool {
        count.saturating_mul(self.columns) <= columns && self.rows <= rows
    }
}

/// A word or a number in big letters; without a face, in letters of the usual size.
#[derive(Debug, Clone, Copy)]
pub struct Big<'a> {
    /// The text: capitals, digits, a colon or a stroke.
    pub text: &'a str,
    /// The size.
    pub face: Option<Face>,
    /// The ink.
    pub ink: Style,
}

impl Big<'_> {
    /// The number of letters.
    #[must_use]
    pub fn count(&self) -> u16 {
        u16::try_from(self.text.chars().count()).unwrap_or(u16::MAX)
    }
}

impl Widget for &Big<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(face) = self.face else {
            if area.height > 0 {
                buffer.set_line(area.x, area.y, &Line::styled(self.text.to_owned(), self.ink), area.width);
            }
            return;
        };
        for (letter, left) in self.text.chars().zip((area.x..).step_by(face.columns.into())) {
            let shape = BASIC_FONTS.get(letter).unwrap_or_default();
            for (column, row) in (0..face.columns).flat_map(|column| (0..face.rows).map(move |row| (column, row))) {
                let place = (left.saturating_add(column), area.y.saturating_add(row));
                if area.contains(place.into())
                    && let Some(cell) = buffer.cell_mut(place)
                {
                    cell.reset();
                    cell.set_symbol(face.symbol(shape, column / face.stretch, row)).set_style(self.ink);
                }
            }
        }
    }
}

/// The sixteen ways to fill a cell's quarters: 1 stands for the upper left, 2 for the upper right, 4 and 8 for those below.
const QUADRANTS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

/// A shape of eight by eight points, each row a byte whose highest bit is the leftmost point.
pub type Shape = [u8; 8];

/// Draws a shape in half cells, eight columns by four rows.
pub fn draw_shape(shape: &Shape, ink: Style, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for row in 0..area.height.min(4) {
        let [upper, lower] = [shape[usize::from(row) * 2], shape[usize::from(row) * 2 + 1]];
        for column in 0..area.width.min(8) {
            let point = 0x80 >> column;
            let symbol = match (upper & point != 0, lower & point != 0) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            if let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) {
                cell.set_symbol(symbol).set_style(ink);
            }
        }
    }
}
