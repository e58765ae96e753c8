//! A figure in pixels, for terminals that show pictures and for picture files: up to 255 colours and nothing.

use super::flesh::Stuff;
use super::palette::{Ground, colour};
use super::trace::{Dot, Raster};

/// A picture of few colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The colours: red, green and blue. The first one is nothing where the picture is seen through.
    pub palette: Vec<[u8; 3]>,
    /// Which colour each pixel has, row by row from the top.
    pub pixels: Vec<u8>,
    /// Whether the first colour is nothing.
    pub is_clear: bool,
}

/// How many dots the stripes of a lit muscle are apart.
const STRIPE: usize = 6;
/// Shades of a material in a picture.
const SHADES: u8 = 16;
/// What is left of the light beside the edge of something nearer.
const OUTLINE: f32 = 0.45;

impl Image {
    /// The picture of a raster on this ground: where nothing is, it is seen through.
    #[must_use]
    pub fn of(raster: &Raster, ground: Ground) -> Self {
        let mut palette = vec![[0; 3]];
        // Where a shade of a material, lit or not, stands in the palette.
        let mut known = [0u8; Stuff::ALL.len() * SHADES as usize * 2];
        let pixels = (raster.dots.iter().enumerate())
            .map(|(index, dot)| {
                let Some(stuff) = dot.stuff else {
                    return 0;
                };
                let (shade, glow) = look(dot, index % raster.width.max(1), index / raster.width.max(1));
                let place = (stuff as usize * usize::from(SHADES) + usize::from(shade)) * 2 + usize::from(glow);
                if known[place] == 0 && palette.len() < 256 {
                    let light = f32::from(shade) / f32::from(SHADES - 1);
                    palette.push(colour(stuff, light, f32::from(glow), ground));
                    known[place] = u8::try_from(palette.len() - 1).unwrap_or(0);
                }
                known[place]
            })
            .collect();
        Self { width: raster.width, height: raster.height, palette, pixels, is_clear: true }
    }

    /// The picture as a PNG file.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        png_of((self.width, self.height), &self.pixels, |encoder| {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_compression(png::Compression::Fast);
            encoder.set_palette(self.palette.as_flattened());
            if self.is_clear {
                encoder.set_trns(vec![0u8]);
            }
        })
    }
}

/// A PNG file of so many pixels across and down, eight bits a channel; `describe` says what its bytes are.
pub(super) fn png_of<'a>(
    (width, height): (usize, usize),
    bytes: &[u8],
    describe: impl FnOnce(&mut png::Encoder<'a, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) else {
        return file;
    };
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    describe(&mut encoder);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(bytes));
    if written.is_err() {
        // Writing to memory fails only for a picture of no size.
        file.clear();
    }
    file
}

/// The shade of a dot and whether it glows. A lit muscle is striped, so that it is told from the rest
/// without its colour.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1 times a small number")]
fn look(dot: &Dot, x: usize, y: usize) -> (u8, u8) {
    let mut light = if dot.edge { dot.light * OUTLINE } else { dot.light };
    // Stripes that grow until they fill the muscle; then every third line is a little darker.
    let (line, full) = ((x + y) % STRIPE, (dot.lit.clamp(0.0, 1.0) * STRIPE as f32).round() as usize);
    let glow = u8::from(line < full);
    if full == STRIPE && line < STRIPE / 3 {
        light *= 0.84;
    }
    ((light.clamp(0.0, 1.0) * f32::from(SHADES - 1)).round() as u8, glow)
}
