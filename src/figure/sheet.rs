//! A handout as one picture, for printers and messengers that know nothing else.

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};

use super::handout::{EASIER, Handout, lines};
use super::paper::Drawing;

/// The margin around and between the pictures, in pixels.
const MARGIN: usize = 32;
/// The height of a line of text, in pixels.
const LINE: usize = 28;
const INK: [u8; 3] = [32, 38, 46];
const GREY: [u8; 3] = [90, 100, 110];

/// The handout as one picture on white.
#[must_use]
pub fn picture(handout: &Handout<'_>) -> Drawing {
    let size = handout.pictures.first().map_or(0, |(_, picture)| picture.width);
    let width = MARGIN + handout.pictures.len() * (size + MARGIN);
    let letters =
        (width.saturating_sub(2 * MARGIN) / get_raster_width(FontWeight::Regular, RasterHeight::Size20)).max(24);
    let paragraphs: Vec<Vec<String>> = (handout.words.paragraphs.iter())
        .map(|(label, text)| lines(&format!("{label}: {text}"), letters.saturating_sub(2)).collect())
        .collect();
    let rows: usize = paragraphs.iter().map(Vec::len).sum();
    let top = MARGIN + 3 * LINE;
    let height = top + size + 2 * LINE + rows * LINE + paragraphs.len() * LINE / 3 + 2 * LINE + MARGIN;
    let mut page = Page { drawing: Drawing { width, height, rgb: vec![[255; 3]; width * height] } };
    page.write(handout.words.title, (MARGIN, MARGIN), FontWeight::Bold, RasterHeight::Size24, INK);
    page.write(handout.words.subtitle, (MARGIN, MARGIN + LINE + 8), FontWeight::Regular, RasterHeight::Size20, GREY);
    for (index, (name, picture)) in handout.pictures.iter().enumerate() {
        let x = MARGIN + index * (size + MARGIN);
        page.put(picture, (x, top));
        let of_name = name.len() * get_raster_width(FontWeight::Regular, RasterHeight::Size20);
        let place = (x + size.saturating_sub(of_name) / 2, top + size + 6);
        page.write(name, place, FontWeight::Regular, RasterHeight::Size20, GREY);
        if index > 0 && *name != EASIER {
            page.write(">", (x - MARGIN / 2 - 6, top + size / 2), FontWeight::Bold, RasterHeight::Size24, GREY);
        }
    }
    let mut y = top + size + 2 * LINE + 6;
    if let Some(remark) = handout.remark {
        page.write(remark, (MARGIN, y), FontWeight::Regular, RasterHeight::Size20, GREY);
        y += LINE * 4 / 3;
    }
    for paragraph in &paragraphs {
        for (index, line) in paragraph.iter().enumerate() {
            let indent = if index == 0 { 0 } else { 20 };
            page.write(line, (MARGIN + indent, y), FontWeight::Regular, RasterHeight::Size20, INK);
            y += LINE;
        }
        y += LINE / 3;
    }
    page.drawing
}

struct Page {
    drawing: Drawing,
}

impl Page {
    fn put(&mut self, picture: &Drawing, (left, top): (usize, usize)) {
        let width = self.drawing.width;
        for (y, row) in picture.rgb.chunks(picture.width.max(1)).enumerate() {
            let start = (top + y) * width + left;
            if let Some(place) = self.drawing.rgb.get_mut(start..start + row.len()) {
                place.copy_from_slice(row);
            }
        }
    }

    fn write(
        &mut self,
        text: &str,
        (mut x, y): (usize, usize),
        weight: FontWeight,
        height: RasterHeight,
        ink: [u8; 3],
    ) {
        for letter in text.chars() {
            let drawn = get_raster(plain(letter), weight, height).or_else(|| get_raster('?', weight, height));
            let Some(drawn) = drawn else {
                continue;
            };
            for (dy, row) in drawn.rows().enumerate() {
                for (dx, dark) in row.iter().enumerate() {
                    let inside = x + dx < self.drawing.width;
                    let index = (y + dy) * self.drawing.width + x + dx;
                    if let Some(pixel) = self.drawing.rgb.get_mut(index).filter(|_| inside) {
                        *pixel = [0, 1, 2].map(|channel| between(pixel[channel], ink[channel], *dark));
                    }
                }
            }
            x += drawn.width();
        }
    }
}

/// A letter that the font has, in place of one that it lacks.
const fn plain(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        letter => letter,
    }
}

/// A shade between two: `share` is the share of the second one, out of 255.
fn between(from: u8, to: u8, share: u8) -> u8 {
    let (from, to, share) = (u16::from(from), u16::from(to), u16::from(share));
    u8::try_from((from * (255 - share) + to * share) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::handout::Words;

    #[test]
    fn the_words_and_the_pictures_are_on_the_page() {
        let words =
            Words { title: "Neck turn", subtitle: "2 \u{d7} 30 s", paragraphs: &[("Do", "turn \u{2013} slowly")] };
        let red = Drawing { width: 40, height: 40, rgb: vec![[200, 0, 0]; 1600] };
        let page = picture(&Handout { words, pictures: vec![("Start", red.clone()), ("End", red)], remark: None });
        assert_eq!(page.rgb.len(), page.width * page.height);
        assert_eq!(page.rgb.iter().filter(|pixel| **pixel == [200, 0, 0]).count(), 3200);
        assert!(page.rgb.iter().filter(|pixel| **pixel == INK).count() > 100, "words are written");
        assert!(page.png().starts_with(b"\x89PNG"));
    }
}
