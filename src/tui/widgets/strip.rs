//! Strip: progress as a thin bar, one for a step, one in pieces for the whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// The progress of one thing.
#[derive(Debug, Clone, Copy)]
pub struct Strip {
    /// The share that is done, from 0 to 1.
    pub done: f64,
    /// The ink of the done part.
    pub full: Style,
    /// The ink of the rest.
    pub empty: Style,
}

impl Widget for &Strip {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let cells = (f64::from(area.width) * self.done.clamp(0.0, 1.0)).round();
        for index in 0..area.width {
            let (symbol, ink) = if f64::from(index) < cells { ("━", self.full) } else { ("─", self.empty) };
            buffer[(area.x + index, area.y)].set_symbol(symbol).set_style(ink);
        }
    }
}

/// The steps of a session as strips side by side, each as wide as it is long.
#[derive(Debug, Clone)]
pub struct Steps {
    /// The length of each step, and the share of it that is done, from 0 to 1.
    pub parts: Vec<(f64, f64)>,
    /// The ink of the done part.
    pub full: Style,
    /// The ink of the rest.
    pub empty: Style,
}

impl Widget for &Steps {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let gaps = self.parts.len().saturating_sub(1);
        let total: f64 = self.parts.iter().map(|(length, _)| length).sum();
        let cells = usize::from(area.width).saturating_sub(gaps);
        if cells < self.parts.len() * 2 || total <= 0.0 {
            // Too narrow for pieces: one strip.
            let done = self.parts.iter().map(|(length, done)| length * done).sum::<f64>() / total.max(f64::EPSILON);
            (&Strip { done, full: self.full, empty: self.empty }).render(area, buffer);
            return;
        }
        let mut before = 0.0;
        let mut x = area.x;
        let mut used = 0;
        for (index, (length, done)) in self.parts.iter().enumerate() {
            before += length;
            let left_for_others = self.parts.len() - index - 1;
            let wanted = (before / total * cells as f64).round() - used as f64;
            let width = bounded(wanted, cells - used - left_for_others);
            (&Strip { done: *done, full: self.full, empty: self.empty })
                .render(Rect { x, width, height: 1, ..area }, buffer);
            used += usize::from(width);
            x += width + 1;
        }
    }
}

/// The whole number of cells, at least one and at most `most`.
fn bounded(cells: f64, most: usize) -> u16 {
    let most = u16::try_from(most).unwrap_or(u16::MAX).max(1);
    (1..=most).rev().find(|&width| f64::from(width) <= cells).unwrap_or(1)
}
