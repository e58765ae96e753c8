//! Bars side by side, each as high as its share of the whole height.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::words::bars;

/// Bars side by side.
#[derive(Debug, Clone)]
pub struct Bars {
    /// The part of the whole height, from 0 to 1, of each; `None` where nothing is known.
    pub parts: Vec<Option<f64>>,
    /// Columns of each, the gap after it included.
    pub column: u16,
    /// The ink of a bar.
    pub full: Style,
    /// The ink of the ground line.
    pub empty: Style,
}

impl Widget for &Bars {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let wide = self.column.saturating_sub(1).max(1);
        for (index, part) in self.parts.iter().enumerate() {
            let x = area.x.saturating_add(u16::try_from(index).unwrap_or(u16::MAX).saturating_mul(self.column));
            if x + wide > area.right() {
                break;
            }
            for row in 0..area.height {
                let y = area.bottom() - 1 - row;
                let rest = part.unwrap_or(0.0) * f64::from(area.height) - f64::from(row);
                let (symbol, ink) = match part {
                    Some(_) if rest > 0.0 => (bars::bar(rest.min(1.0), false), self.full),
                    Some(_) if row == 0 => ('▁', self.empty),
                    None if row == 0 => ('·', self.empty),
                    _ => continue,
                };
                for x in x..x + wide {
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        cell.set_char(symbol).set_style(ink);
                    }
                }
            }
        }
    }
}
