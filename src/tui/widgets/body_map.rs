//! The body from the front and from behind, with its areas lit or shaded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::figure::SceneAt;
use crate::catalog::Area;
use crate::figure::atlas::{Facing, Zone, map};
use crate::figure::cells::Look;
use crate::figure::paint::Ink;
use crate::tui::theme::Theme;

/// The body from the front and from behind.
#[derive(Debug)]
pub struct BodyMap<'a, F: Fn(Area) -> Option<Ink>> {
    /// What an area is drawn with, if it stands out.
    pub ink: F,
    /// Whether it says which is the front and which the back.
    pub labelled: bool,
    /// How it is drawn.
    pub look: Look,
    /// The inks.
    pub theme: &'a Theme,
}

/// A map of fewer rows shows nothing that could be recognised.
pub const LEAST_ROWS: u16 = 8;

impl<F: Fn(Area) -> Option<Ink>> Widget for &BodyMap<'_, F> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.height < LEAST_ROWS || area.width < 10 {
            return;
        }
        // Two bodies where there is room for two; the areas are on the back, so it is the back where there is one.
        let views: &[(Facing, &str)] = if area.width >= 16 {
            &[(Facing::Front, "front"), (Facing::Back, "back")]
        } else {
            &[(Facing::Back, "back")]
        };
        let count = u16::try_from(views.len()).unwrap_or(1);
        let width = area.width / count;
        let (across, down) = self.look.glyphs.dots();
        for ((facing, name), index) in views.iter().zip(0..) {
            let place =
                Rect { x: area.x + width * index, width, height: area.height - u16::from(self.labelled), ..area };
            let dots = (usize::from(width) * across, usize::from(place.height) * down);
            let scene = map(*facing, |zone| (self.ink)(area_of(zone)), dots.0, dots.1);
            (&SceneAt { scene: &scene, look: self.look, theme: self.theme }).render(place, buffer);
            if !self.labelled {
                continue;
            }
            let name_width = u16::try_from(name.len()).unwrap_or(0);
            let x = place.x + width.saturating_sub(name_width) / 2;
            buffer.set_stringn(x, area.bottom() - 1, name, usize::from(width), self.theme.dim);
        }
    }
}

const fn area_of(zone: Zone) -> Area {
    match zone {
        Zone::Trapezius => Area::Trapezius,
        Zone::Neck => Area::Neck,
        Zone::LowerBack => Area::LowerBack,
        Zone::Glutes => Area::Glutes,
    }
}
