//! Digits: numbers that are read from three metres.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::big::{Big, Face};

/// A number in large figures, as large as its area allows.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    /// The number as text: digits, a colon or a stroke.
    pub text: &'a str,
    /// The ink.
    pub ink: Style,
}

/// The number of figures that there is always room for, so that a number keeps its size when it loses one.
const FIGURES: u16 = 2;

impl Digits<'_> {
    fn big(&self, area: Rect) -> Big<'_> {
        let big = Big { text: self.text, face: None, ink: self.ink };
        Big { face: Face::fitting(big.count().max(FIGURES), area.width, area.height), ..big }
    }

    /// The columns and rows that the number takes in `area`.
    #[must_use]
    pub fn extent(&self, area: Rect) -> (u16, u16) {
        let big = self.big(area);
        big.face.map_or((big.count(), 1), |face| (big.count() * face.columns, face.rows))
    }
}

impl Widget for &Digits<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        (&self.big(area)).render(area, buffer);
    }
}
