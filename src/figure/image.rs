//! An image: a figure in pixels, for terminals that show pictures and for picture files, in up to 255 colours and a
//! transparent one.

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
    /// The colours: red, green and blue. Where the image is transparent, the first one stands for no colour.
    pub palette: Vec<[u8; 3]>,
    /// The index of each pixel's colour in the palette, row by row from the top.
    pub pixels: Vec<u8>,
    /// `true` if the first colour of the palette is transparent.
    pub is_clear: bool,
}

/// The distance between the stripes of a lit muscle, in dots.
const STRIPE: usize = 6;
/// The number of shades of a material in an image.
const SHADES: u8 = 16;
/// The share of the light that is left beside the edge of something nearer, from 0 to 1.
const OUTLINE: f32 = 0.45;

impl Image {
    /// The image of a raster on `ground`; it is transparent where nothing is.
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

    /// The image as a PNG file.
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

/// A PNG file of `width` by `height` pixels, eight bits a channel; `describe` sets the meaning of its bytes.
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

/// The shade of a dot, and 1 if it glows, else 0. A lit muscle is striped, so that it is told from the rest without its
/// colour.
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
