//! Digits: numbers that are read from three metres.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// A number in large figures, as large as its area allows.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    /// The number as text: digits, a colon or a stroke.
    pub text: &'a str,
    /// The ink.
    pub ink: Style,
}

/// A size of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    pixels: PixelSize,
    /// The number of times that every cell is repeated side by side.
    stretch: u16,
    /// The columns and rows of a figure.
    columns: u16,
    rows: u16,
}

/// The sizes, largest first. A cell is twice as high as wide, so figures of whole cells are doubled to look square.
const SIZES: [Size; 4] = [
    Size { pixels: PixelSize::Full, stretch: 2, columns: 16, rows: 8 },
    Size { pixels: PixelSize::Full, stretch: 1, columns: 8, rows: 8 },
    Size { pixels: PixelSize::HalfHeight, stretch: 1, columns: 8, rows: 4 },
    Size { pixels: PixelSize::Quadrant, stretch: 1, columns: 4, rows: 4 },
];

/// The number of figures that there is always room for, so that a number keeps its size when it loses one.
const FIGURES: u16 = 2;

impl Digits<'_> {
    fn size(&self, area: Rect) -> Option<Size> {
        let count = self.count().max(FIGURES);
        SIZES.into_iter().find(|size| count.saturating_mul(size.columns) <= area.width && size.rows <= area.height)
    }

    fn count(&self) -> u16 {
        u16::try_from(self.text.chars().count()).unwrap_or(u16::MAX)
    }

    /// The columns and rows that the number takes in `area`.
    #[must_use]
    pub fn extent(&self, area: Rect) -> (u16, u16) {
        self.size(area).map_or((self.count(), 1), |size| (self.count() * size.columns, size.rows))
    }
}

impl Widget for &Digits<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(size) = self.size(area) else {
            if area.height > 0 {
                buffer.set_line(area.x, area.y, &Line::styled(self.text.to_owned(), self.ink), area.width);
            }
            return;
        };
        let plain = Rect { x: 0, y: 0, width: self.count() * size.columns / size.stretch, height: size.rows };
        let mut drawn = Buffer::empty(plain);
        BigText::builder()
            .pixel_size(size.pixels)
            .style(self.ink)
            .lines([Line::from(self.text)])
            .build()
            .render(plain, &mut drawn);
        for (x, y) in plain.positions().map(|position| (position.x, position.y)) {
            for copy in 0..size.stretch {
                let target = (area.x + x * size.stretch + copy, area.y + y);
                if let (Some(cell), Some(source)) = (buffer.cell_mut(target), drawn.cell((x, y))) {
                    *cell = source.clone();
                }
            }
        }
    }
}
