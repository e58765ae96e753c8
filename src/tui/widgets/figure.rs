//! A figure, put into the cells of a screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::figure::cells::{Look, Picture};
use crate::figure::model::{Frame, Framing};
use crate::figure::paint::{Ink, Scene};
use crate::figure::stance::Stance;
use crate::figure::{Beat, Figure};
use crate::tui::theme::Theme;

/// A figure at one moment.
#[derive(Debug, Clone, Copy)]
pub struct FigureAt<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The moment.
    pub beat: Beat,
    /// Whether the other side is shown.
    pub mirrored: bool,
    /// How it is drawn.
    pub look: Look,
    /// The inks.
    pub theme: &'a Theme,
}

impl Widget for &FigureAt<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let stance = Stance::of(self.figure, self.beat);
        let (columns, rows) = (usize::from(area.width), usize::from(area.height));
        put(&Picture::of(&stance, self.mirrored, columns, rows, self.look), self.theme, area, buffer);
    }
}

/// Where a figure begins, an arrow, and where it leads: a movement for whoever wants none on the screen.
#[derive(Debug, Clone, Copy)]
pub struct StartAndEnd<'a> {
    /// The figure.
    pub at: FigureAt<'a>,
}

impl Widget for &StartAndEnd<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let at = |frame| FigureAt { beat: Beat::still(frame), ..self.at };
        let lies = self.at.figure.framing == Framing::Floor;
        let (start, arrow, end, mark) = if lies || area.width < 32 {
            let rows = area.height.saturating_sub(1) / 2;
            let arrow = Rect { x: area.x + area.width / 2, y: area.y + rows, width: 1, height: 1 };
            let end = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
            (Rect { height: rows, ..area }, arrow, end, "↓")
        } else {
            let columns = area.width.saturating_sub(3) / 2;
            let arrow = Rect { x: area.x + columns + 1, y: area.y + area.height / 2, width: 1, height: 1 };
            let end = Rect { x: area.right() - columns, width: columns, ..area };
            (Rect { width: columns, ..area }, arrow, end, "→")
        };
        (&at(Frame::Start)).render(start, buffer);
        buffer.set_stringn(arrow.x, arrow.y.min(area.bottom().saturating_sub(1)), mark, 1, self.at.theme.accent);
        (&at(Frame::End)).render(end, buffer);
    }
}

/// Any scene, upright on the lower edge.
#[derive(Debug, Clone, Copy)]
pub struct SceneAt<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// How it is drawn.
    pub look: Look,
    /// The inks.
    pub theme: &'a Theme,
}

impl Widget for &SceneAt<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let (columns, rows) = (usize::from(area.width), usize::from(area.height));
        put(&Picture::of_scene(self.scene, columns, rows, self.look, false), self.theme, area, buffer);
    }
}

fn put(picture: &Picture, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (row, y) in picture.rows().zip(area.top()..area.bottom()) {
        for (cell, x) in row.iter().zip(area.left()..area.right()) {
            if cell.ink == Ink::Blank {
                continue;
            }
            if let Some(place) = buffer.cell_mut((x, y)) {
                place.set_char(cell.glyph).set_style(theme.ink(cell.ink));
                if cell.under != Ink::Blank
                    && let Some(under) = theme.ink(cell.under).fg
                {
                    place.set_bg(under);
                }
            }
        }
    }
}
