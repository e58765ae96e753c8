//! Sixel: a picture in bands of six rows, colour by colour (DEC, VT330/VT340 Programmer Reference Manual, 1988).

use std::fmt::Write as _;

use crate::figure::image::Image;

/// Draws a picture as large as `(width, height)` pixels, repeating each of its own pixels as often as fits.
pub(super) fn draw(text: &mut String, image: &Image, (width, height): (u16, u16)) {
    if image.width == 0 || image.height == 0 {
        return;
    }
    let (width, height) = (usize::from(width), usize::from(height));
    let (from_x, from_y) = (|x: usize| x * image.width / width.max(1), |y: usize| y * image.height / height.max(1));
    // Whole bands only: a band that reaches below the last row would scroll the screen.
    let height = height - height % 6;
    let _ = write!(text, "\x1bP0;1;0q\"1;1;{width};{height}");
    for (number, colour) in image.palette.iter().enumerate().skip(1) {
        let [red, green, blue] = colour.map(|part| u32::from(part) * 100 / 255);
        let _ = write!(text, "#{number};2;{red};{green};{blue}");
    }
    let mut columns = vec![0u8; width];
    for band in (0..height).step_by(6) {
        let rows: Vec<&[u8]> = (band..band + 6)
            .map(|y| image.pixels.get(from_y(y) * image.width..(from_y(y) + 1) * image.width).unwrap_or_default())
            .collect();
        let mut used: Vec<u8> = rows.iter().flat_map(|row| row.iter().copied()).filter(|colour| *colour != 0).collect();
        used.sort_unstable();
        used.dedup();
        for colour in used {
            columns.fill(0);
            for (bit, row) in rows.iter().enumerate() {
                for (x, column) in columns.iter_mut().enumerate() {
                    if row.get(from_x(x)) == Some(&colour) {
                        *column |= 1 << bit;
                    }
                }
            }
            let _ = write!(text, "#{colour}");
            runs(text, &columns);
            text.push('$');
        }
        text.push('-');
    }
    text.push_str("\x1b\\");
}

/// Writes the columns of a band, with repeated ones written once; empty ones at the end are left out.
fn runs(text: &mut String, columns: &[u8]) {
    let last = columns.iter().rposition(|column| *column != 0).map_or(0, |last| last + 1);
    let mut rest = &columns[..last];
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|column| *column == first).count();
        let sign = char::from(b'?' + first);
        if count > 3 {
            let _ = write!(text, "!{count}{sign}");
        } else {
            text.extend(std::iter::repeat_n(sign, count));
        }
        rest = &rest[count..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_in_bands_colour_by_colour() {
        let image = Image {
            width: 2,
            height: 2,
            palette: vec![[0; 3], [255, 0, 0], [0, 255, 0]],
            pixels: vec![1, 0, 0, 2],
            is_clear: true,
        };
        let mut text = String::new();
        draw(&mut text, &image, (8, 6));
        // The upper three rows of the left four columns are red, the lower three of the right ones green.
        assert_eq!(text, "\x1bP0;1;0q\"1;1;8;6#1;2;100;0;0#2;2;0;100;0#1!4F$#2!4?!4w$-\x1b\\");
    }

    #[test]
    fn what_reaches_below_the_last_row_is_left_out() {
        let image = Image { width: 1, height: 1, palette: vec![[0; 3], [9; 3]], pixels: vec![1], is_clear: true };
        let mut text = String::new();
        draw(&mut text, &image, (1, 20));
        assert_eq!(text.matches('-').count(), 3, "three bands of six rows fit into twenty");
    }
}
