//! A figure, put into the cells of a screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::figure::cells::{Look, Picture};
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
