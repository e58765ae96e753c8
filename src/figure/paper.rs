//! A drawing of a body on paper: light ground, little ink, outlines as a pen draws them, muscles hatched as well as
//! coloured so that a black-and-white print says as much.

use super::camera::{Camera, Window};
use super::flesh::Stuff;
use super::image::png_of;
use super::resolved::ResolvedPose;
use super::trace::{Dot, Raster, Scene};

/// A picture in pixels: red, green and blue, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The pixels.
    pub rgb: Vec<[u8; 3]>,
}

/// The number of dots along a pixel's side: a picture is traced finer than it is shown, and so has smooth edges.
const FINE: usize = 2;
const WHITE: [f32; 3] = [255.0, 255.0, 255.0];
/// The colour of the pen.
const LINE: [f32; 3] = [58.0, 64.0, 72.0];

/// A figure as a drawing of `width` by `height` pixels.
#[must_use]
pub fn drawing(
    stance: &ResolvedPose<'_>,
    other_side: bool,
    camera: &Camera,
    window: Window,
    size: (usize, usize),
) -> Drawing {
    of_scene(&stance.scene(camera, window, other_side), size)
}

/// A scene as a drawing of `width` by `height` pixels.
#[must_use]
pub fn of_scene(scene: &Scene, (width, height): (usize, usize)) -> Drawing {
    let raster = Raster::of(scene, width * FINE, height * FINE, 1.0);
    let mut rgb = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0.0; 3];
            for dot in 0..FINE * FINE {
                let ink = ink(&raster, x * FINE + dot % FINE, y * FINE + dot / FINE);
                sum = [0, 1, 2].map(|channel| sum[channel] + ink[channel]);
            }
            rgb.push(sum.map(|channel| byte(channel / (FINE * FINE) as f32)));
        }
    }
    Drawing { width, height, rgb }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded before the cast")]
fn byte(value: f32) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}

fn ink(raster: &Raster, x: usize, y: usize) -> [f32; 3] {
    let Some((dot, stuff)) = raster.dot(x, y).and_then(|dot| Some((dot, dot.stuff?))) else {
        return WHITE;
    };
    if stuff != Stuff::Ground && is_line(raster, dot, x, y) {
        return LINE;
    }
    let base = match stuff {
        Stuff::Skin => [255.0, 250.0, 246.0],
        Stuff::Hair => [158.0, 154.0, 152.0],
        Stuff::Shirt => [230.0, 238.0, 241.0],
        Stuff::Shorts => [206.0, 213.0, 223.0],
        Stuff::Shoe => [238.0, 239.0, 242.0],
        Stuff::Thing => [212.0, 214.0, 218.0],
        Stuff::Ground => [242.0, 243.0, 245.0],
    };
    let shade = 0.80 + 0.22 * dot.light;
    if dot.lit > 0.0 {
        let hatched = (x + y) % (FINE * 6) < FINE * 2;
        let muscle = if hatched { [176.0, 66.0, 10.0] } else { [246.0, 146.0, 96.0] };
        return [0, 1, 2].map(|channel| {
            let plain = base[channel] * shade;
            plain + (muscle[channel] * (0.86 + 0.14 * dot.light) - plain) * dot.lit
        });
    }
    base.map(|channel| (channel * shade).min(255.0))
}

/// Returns `true` if a dot is on an outline. An outline is two dots wide, so that it survives being
/// shown smaller.
fn is_line(raster: &Raster, dot: &Dot, x: usize, y: usize) -> bool {
    let empty = |x: usize, y: usize| {
        x < raster.width
            && y < raster.height
            && raster.dot(x, y).is_none_or(|other| other.stuff.is_none_or(|other| other == Stuff::Ground))
    };
    dot.edge
        || (1..=FINE).any(|by| {
            empty(x + by, y)
                || empty(x, y + by)
                || x.checked_sub(by).is_some_and(|x| empty(x, y))
                || y.checked_sub(by).is_some_and(|y| empty(x, y))
        })
}

impl Drawing {
    /// The picture as a PNG file.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let describe = |encoder: &mut png::Encoder<'_, &mut Vec<u8>>| encoder.set_color(png::ColorType::Rgb);
        png_of((self.width, self.height), self.rgb.as_flattened(), describe)
    }
}
