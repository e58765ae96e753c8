//! Inks, and the colours they have on dark and on light ground.

use std::sync::LazyLock;

use super::flesh::Stuff;
use super::trace::Dot;

/// The number of shades of a material, from its shadow to its light: enough for roundness, few enough that neighbours
/// share them, which keeps a moving picture short on the line.
pub const SHADES: u8 = 7;
/// The number of strengths of a lit muscle, without "not at all".
pub const GLOWS: u8 = 4;

/// The ink of a dot or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ink {
    /// The material.
    pub stuff: Stuff,
    /// Its shade, from 0 (shadow) to [`SHADES`] - 1 (light).
    pub shade: u8,
    /// The strength with which a muscle is lit there, from 0 (not at all) to [`GLOWS`].
    pub glow: u8,
}

/// The ground that a picture stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// A dark terminal.
    Dark,
    /// A light terminal.
    Light,
}

impl Ink {
    /// The ink of a dot, if anything is there.
    #[must_use]
    pub fn of(dot: &Dot) -> Option<Self> {
        let stuff = dot.stuff?;
        let light = if dot.edge { dot.light * OUTLINE } else { dot.light };
        Some(Self { stuff, shade: steps(light, SHADES - 1), glow: steps(dot.lit, GLOWS) })
    }

    /// The colour: red, green and blue.
    #[must_use]
    pub fn colour(self, ground: Ground) -> [u8; 3] {
        let of_stuff = &COLOURS[ground as usize][self.stuff as usize];
        of_stuff[usize::from(self.shade.min(SHADES - 1))][usize::from(self.glow.min(GLOWS))]
    }
}

impl Ink {
    /// The colour among the 256 of a terminal's palette. Chosen by eye: the nearest ones are of another hue from shade
    /// to shade.
    #[must_use]
    pub const fn indexed(self, ground: Ground) -> u8 {
        let shades: [u8; SHADES as usize] = match (ground, self.stuff) {
            (Ground::Dark, _) if self.glow > 0 => [130, 130, 166, 166, 202, 202, 208],
            (Ground::Light, _) if self.glow > 0 => [130, 130, 166, 166, 166, 202, 202],
            (Ground::Dark, Stuff::Skin) => [95, 95, 137, 137, 180, 180, 223],
            (Ground::Dark, Stuff::Hair) => [235, 236, 237, 238, 239, 240, 241],
            (Ground::Dark, Stuff::Shirt) => [23, 23, 30, 30, 30, 37, 37],
            (Ground::Dark, Stuff::Shorts) => [236, 238, 60, 60, 60, 61, 61],
            (Ground::Dark, Stuff::Shoe) => [240, 243, 245, 247, 249, 251, 253],
            (Ground::Dark, Stuff::Thing) => [236, 238, 240, 241, 243, 244, 246],
            (Ground::Dark, Stuff::Ground) => [234, 234, 235, 236, 236, 237, 238],
            (Ground::Light, Stuff::Skin) => [95, 95, 137, 137, 137, 180, 180],
            (Ground::Light, Stuff::Hair) => [233, 234, 235, 236, 237, 238, 239],
            (Ground::Light, Stuff::Shirt) => [23, 23, 23, 30, 30, 30, 37],
            (Ground::Light, Stuff::Shorts) => [235, 237, 239, 60, 60, 60, 61],
            (Ground::Light, Stuff::Shoe) => [239, 241, 242, 243, 245, 246, 248],
            (Ground::Light, Stuff::Thing) => [240, 242, 244, 245, 247, 248, 250],
            (Ground::Light, Stuff::Ground) => [247, 249, 250, 251, 252, 253, 254],
        };
        shades[if self.shade < SHADES { self.shade as usize } else { SHADES as usize - 1 }]
    }
}

/// The colours of every ink, by ground, material, shade and glow.
static COLOURS: LazyLock<[[OfStuff; Stuff::ALL.len()]; 2]> = LazyLock::new(|| {
    let share = |step: usize, most: u8| f32::from(u8::try_from(step).unwrap_or(most)) / f32::from(most);
    [Ground::Dark, Ground::Light].map(|ground| {
        Stuff::ALL.map(|stuff| {
            std::array::from_fn(|shade| {
                std::array::from_fn(|glow| colour(stuff, share(shade, SHADES - 1), share(glow, GLOWS), ground))
            })
        })
    })
});

/// The colours of a material, by shade and glow.
type OfStuff = [[[u8; 3]; GLOWS as usize + 1]; SHADES as usize];

/// The share of the light that is left beside the edge of something nearer, from 0 to 1.
const OUTLINE: f32 = 0.38;

/// The strength that is shown for a muscle lit with a strength of `lit`, from 0 to 1: the nearest of the [`GLOWS`]
/// steps.
#[must_use]
pub fn as_shown(lit: f32) -> f32 {
    f32::from(steps(lit, GLOWS)) / f32::from(GLOWS)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1 times a small number")]
fn steps(share: f32, most: u8) -> u8 {
    (share.clamp(0.0, 1.0) * f32::from(most)).round() as u8
}

/// The colour of a material under `light`, with a muscle lit by `glow`, both from 0 to 1.
#[must_use]
pub fn colour(stuff: Stuff, light: f32, glow: f32, ground: Ground) -> [u8; 3] {
    let (base, shadow) = (base(stuff, ground), 0.42);
    // Shadows are a little bluer than light, as out of doors.
    let tint = [1.0, 1.0 + 0.02 * (1.0 - light), 1.0 + 0.07 * (1.0 - light)];
    let lit_muscle = match ground {
        Ground::Dark => [255.0, 116.0, 52.0],
        Ground::Light => [226.0, 84.0, 20.0],
    };
    let channel = |index: usize| {
        let plain = base[index] * tint[index] * (shadow + 0.68 * light);
        // A muscle shines by itself: its shadows are less deep.
        let muscle = lit_muscle[index] * (0.58 + 0.46 * light);
        plain + (muscle - plain) * glow
    };
    [0, 1, 2].map(|index| byte(channel(index)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded before the cast")]
fn byte(value: f32) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}

const fn base(stuff: Stuff, ground: Ground) -> [f32; 3] {
    match (ground, stuff) {
        (Ground::Dark, Stuff::Skin) => [234.0, 200.0, 174.0],
        (Ground::Dark, Stuff::Hair) => [106.0, 82.0, 74.0],
        (Ground::Dark, Stuff::Shirt) => [76.0, 152.0, 160.0],
        (Ground::Dark, Stuff::Shorts) => [82.0, 100.0, 142.0],
        (Ground::Dark, Stuff::Shoe) => [182.0, 188.0, 196.0],
        (Ground::Dark, Stuff::Thing) => [122.0, 128.0, 140.0],
        (Ground::Dark, Stuff::Ground) => [62.0, 68.0, 78.0],
        (Ground::Light, Stuff::Skin) => [214.0, 168.0, 138.0],
        (Ground::Light, Stuff::Hair) => [84.0, 64.0, 58.0],
        (Ground::Light, Stuff::Shirt) => [52.0, 126.0, 136.0],
        (Ground::Light, Stuff::Shorts) => [62.0, 78.0, 120.0],
        (Ground::Light, Stuff::Shoe) => [128.0, 136.0, 146.0],
        (Ground::Light, Stuff::Thing) => [146.0, 152.0, 162.0],
        (Ground::Light, Stuff::Ground) => [206.0, 210.0, 216.0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lightness of one of the 256 colours, as the usual palette has them.
    fn lightness(index: u8) -> u32 {
        let level = |digit: u8| u32::from(if digit == 0 { 0 } else { 55 + 40 * digit });
        if index >= 232 {
            return 10 * (8 + 10 * u32::from(index - 232));
        }
        let cube = index - 16;
        3 * level(cube / 36) + 6 * level(cube / 6 % 6) + level(cube % 6)
    }

    #[test]
    fn more_light_is_never_a_darker_one_of_the_256_colours() {
        for (ground, stuff, glow) in [Ground::Dark, Ground::Light]
            .into_iter()
            .flat_map(|ground| Stuff::ALL.map(|stuff| (ground, stuff)))
            .flat_map(|(ground, stuff)| [0, 1].map(|glow| (ground, stuff, glow)))
        {
            let shades: Vec<u32> =
                (0..SHADES).map(|shade| lightness(Ink { stuff, shade, glow }.indexed(ground))).collect();
            assert!(shades.is_sorted(), "{stuff:?} on {ground:?}: {shades:?}");
            assert!(shades.first() < shades.last());
        }
    }
}
