//! Bars side by side over the whole width, each as high as its share of the whole height.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::tui::theme::Theme;
use crate::words::bars;

/// Bars side by side: the first begins at the left edge, the last ends at the right one.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// The part of the whole height, from 0 to 1, of each; `None` where there is nothing.
    pub parts: Vec<Option<f64>>,
    /// The value of each in a word, written above it where there is room; empty for none.
    pub values: Vec<String>,
    /// The place of the chosen bar, which is drawn in the warm ink.
    pub chosen: Option<usize>,
    /// The ink of the others.
    pub ink: Style,
    /// The inks.
    pub theme: &'a Theme,
}

/// The columns of a bar and of the gap after it, for `count` bars over a width.
fn bar_and_gap(width: u16, count: u16) -> (u16, u16) {
    let each = |gap: u16| (width + gap) / count;
    let gap = match () {
        () if each(2) >= 10 => 2,
        () if each(1) >= 2 => 1,
        () => 0,
    };
    (each(gap) - gap, gap)
}

fn number(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX).max(1)
}

/// The most of a width that `count` bars fill with gaps that are all alike.
#[must_use]
pub fn even_width(width: u16, count: usize) -> u16 {
    let count = number(count);
    let (bar, gap) = bar_and_gap(width, count);
    ((bar + gap) * count).saturating_sub(gap)
}

/// The columns of `count` bars over a width: where each begins, and how wide all are.
#[must_use]
pub fn columns(width: u16, count: usize) -> (Vec<u16>, u16) {
    let count = number(count);
    let (bar, _) = bar_and_gap(width, count);
    let free = u32::from(width - bar);
    let starts =
        (0..count).map(|place| u16::try_from(u32::from(place) * free / u32::from(count.max(2) - 1)).unwrap_or(0));
    (starts.collect(), bar)
}

impl Widget for &Bars<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let theme = self.theme;
        let (starts, wide) = columns(area.width, self.parts.len());
        if wide == 0 {
            return;
        }
        let labelled = u16::from(!self.values.is_empty());
        let high = area.height.saturating_sub(labelled);
        for (index, (part, start)) in self.parts.iter().zip(&starts).enumerate() {
            let x = area.x + start;
            let full = if self.chosen == Some(index) { theme.warm } else { self.ink };
            let mut top = area.bottom();
            for row in 0..high {
                let y = area.bottom() - 1 - row;
                let rest = part.unwrap_or(0.0) * f64::from(high) - f64::from(row);
                let (symbol, ink) = match part {
                    Some(_) if rest > 0.0 => (bars::bar(rest.min(1.0), false), full),
                    Some(_) if row == 0 => ('▁', full),
                    None if row == 0 => ('·', theme.faint),
                    _ => break,
                };
                top = y;
                // Nothing is one dot, however wide a bar would be.
                let columns = if part.is_some() { x..x + wide } else { x + wide / 2..x + wide / 2 + 1 };
                for x in columns {
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        cell.set_char(symbol).set_style(ink);
                    }
                }
            }
            if let Some(value) = self.values.get(index).filter(|_| part.is_some() && top > area.y) {
                let width = u16::try_from(value.len()).unwrap_or(u16::MAX);
                if width <= wide {
                    let line = Line::styled(value.as_str(), if self.chosen == Some(index) { full } else { theme.dim });
                    buffer.set_line(x + (wide - width) / 2, top - 1, &line, width);
                }
            }
        }
    }
}

/// Draws the scale at the left of bars: what the whole height is worth, and 0 at the foot.
pub fn scale(most: &str, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.width == 0 {
        return;
    }
    for y in area.top()..area.bottom() {
        let label = match y {
            _ if y == area.top() && area.height > 1 => most,
            _ if y + 1 == area.bottom() => "0",
            _ => "",
        };
        let mark = if label.is_empty() { "│" } else { "┤" };
        let width = usize::from(area.width.saturating_sub(1));
        let line = Line::from(vec![
            ratatui::text::Span::styled(format!("{label:>width$}"), theme.dim),
            ratatui::text::Span::styled(mark, theme.faint),
        ]);
        buffer.set_line(area.x, y, &line, area.width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_reach_from_edge_to_edge() {
        for width in [24, 38, 65, 121] {
            let (starts, wide) = columns(width, 12);
            assert_eq!((starts[0], starts[11] + wide), (0, width));
            assert!(starts.windows(2).all(|two| two[1] >= two[0] + wide), "none over another at {width}");
        }
        assert_eq!(columns(5, 12).1, 0);
    }

    #[test]
    fn an_even_width_has_gaps_that_are_all_alike() {
        for width in [24, 38, 51, 65, 121] {
            let (starts, _) = columns(even_width(width, 12), 12);
            let gaps: Vec<u16> = starts.windows(2).map(|two| two[1] - two[0]).collect();
            assert!(gaps.iter().all(|gap| *gap == gaps[0]), "{gaps:?} at {width}");
        }
    }
}
