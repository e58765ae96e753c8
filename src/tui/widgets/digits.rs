//! Numbers that are read from three metres.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// A number in large figures, as large as its area allows.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    /// What is written; digits, a colon or a stroke.
    pub text: &'a str,
    /// The ink.
    pub ink: Style,
}

impl Digits<'_> {
    /// Columns and rows that `text` takes in `area`: whole cells where there is room, else half the height, else
    /// quarters.
    fn size(&self, area: Rect) -> Option<(PixelSize, u16, u16)> {
        let count = u16::try_from(self.text.chars().count()).unwrap_or(u16::MAX);
        [(PixelSize::Full, 8, 8), (PixelSize::HalfHeight, 8, 4), (PixelSize::Quadrant, 4, 4)]
            .into_iter()
            .find(|(_, columns, rows)| count.saturating_mul(*columns) <= area.width && *rows <= area.height)
            .map(|(pixels, columns, rows)| (pixels, count * columns, rows))
    }

    /// The rows that the number will take in `area`.
    #[must_use]
    pub fn rows(&self, area: Rect) -> u16 {
        self.size(area).map_or(1, |(_, _, rows)| rows)
    }
}

impl Widget for &Digits<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        match self.size(area) {
            Some((pixels, columns, rows)) => {
                let place = Rect { width: columns, height: rows, ..area };
                let big = BigText::builder().pixel_size(pixels).style(self.ink).lines([Line::from(self.text)]).build();
                big.render(place, buffer);
            }
            None if area.height > 0 => {
                buffer.set_line(area.x, area.y, &Line::styled(self.text.to_owned(), self.ink), area.width);
            }
            None => {}
        }
    }
}
