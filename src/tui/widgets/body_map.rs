//! A map of the body from the front and from behind, with its areas lit or shaded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::figure::put;
use super::reel::{Key, Reel, Subject};
use crate::areas::Area;
use crate::figure::atlas::{Facing, Zone, part};
use crate::figure::camera::Framing;
use crate::figure::cells::Look;
use crate::tui::context::Context;
use crate::tui::theme::Theme;

/// The body from the front and from behind.
#[derive(Debug)]
pub struct BodyMap<'a, F: Fn(Zone) -> f32> {
    /// The strength with which a zone is lit, from 0 (not at all) to 1.
    pub glow: F,
    /// `true` if the map is labelled with front and back.
    pub labelled: bool,
    /// The look of the pictures.
    pub look: Look,
    /// The inks.
    pub theme: &'a Theme,
    /// The pictures that were drawn before.
    pub reel: &'a Reel,
}

/// The least height of a map, in rows: fewer show nothing that could be recognised.
pub const LEAST_ROWS: u16 = 8;

impl<F: Fn(Zone) -> f32> BodyMap<'_, F> {
    /// Draws a part of the body from one side, as large as `place` allows.
    pub fn side(&self, facing: Facing, framing: Framing, place: Rect, buffer: &mut Buffer) {
        let place = place.intersection(buffer.area);
        if place.is_empty() {
            return;
        }
        let glow = |zone: Zone| (self.glow)(zone).clamp(0.0, 1.0);
        let subject = Subject::Map(facing, framing, Zone::ALL.map(|zone| hundredths(glow(zone))));
        let key = Key { subject, columns: place.width, rows: place.height, look: self.look };
        let picture = self.reel.picture(key, || part(facing, framing, glow));
        put(&picture, self.theme, place, buffer);
    }
}

impl<F: Fn(Zone) -> f32> Widget for &BodyMap<'_, F> {
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
        for ((facing, name), index) in views.iter().zip(0..) {
            let place =
                Rect { x: area.x + width * index, width, height: area.height - u16::from(self.labelled), ..area };
            self.side(*facing, Framing::Body, place, buffer);
            if !self.labelled {
                continue;
            }
            let name_width = u16::try_from(name.len()).unwrap_or(0);
            let x = place.x + width.saturating_sub(name_width) / 2;
            buffer.set_stringn(x, area.bottom() - 1, name, usize::from(width), self.theme.dim);
        }
    }
}

/// Draws the body with these areas lit.
pub fn light(context: &Context, areas: &[Area], labelled: bool, place: Rect, buffer: &mut Buffer) {
    let glow = |zone| {
        let is_lit = areas.iter().any(|area| area.zone() == Some(zone));
        if is_lit { 1.0 } else { 0.0 }
    };
    (&BodyMap { glow, labelled, look: context.look, theme: &context.theme, reel: &context.reel }).render(place, buffer);
}

/// The strength, from 0 to 1, for an area of `secs` seconds where the longest one has `most`: in quarters, rounded up,
/// so that the least work shows.
#[must_use]
pub fn glow_of(secs: u64, most: u64) -> f32 {
    let quarters = (secs.min(most) * 4).div_ceil(most.max(1));
    f32::from(u8::try_from(quarters).unwrap_or(4)) / 4.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1")]
fn hundredths(share: f32) -> u8 {
    (share * 100.0).round() as u8
}
