//! Screens that follow each other as one moving picture: an animated PNG, cell by cell as a terminal shows them.

use std::collections::HashMap;
use std::time::Duration;

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};
use png::{BitDepth, BlendOp, ColorType, Compression, DisposeOp, Encoder};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const WIDTH: usize = 8;
const HEIGHT: usize = 16;
const GROUND: [u8; 3] = [0x10, 0x14, 0x18];
const TEXT: [u8; 3] = [0xc9, 0xce, 0xd6];
/// Letters are as dark as their ink in so many steps, so that few colours are needed.
const STEPS: usize = 4;

/// A screen in pixels, three bytes each.
struct Screen {
    width: usize,
    height: usize,
    rgb: Vec<[u8; 3]>,
}

/// The screens, each shown for `each`, again and again, as a file.
pub fn moving(screens: &[Buffer], each: Duration) -> Vec<u8> {
    let drawn: Vec<Screen> = screens.iter().map(pixels).collect();
    let mut palette: HashMap<[u8; 3], u8> = HashMap::new();
    for colour in drawn.iter().flat_map(|screen| &screen.rgb) {
        let next = palette.len();
        palette.entry(*colour).or_insert_with(|| u8::try_from(next).unwrap());
    }
    let mut colours: Vec<([u8; 3], u8)> = palette.iter().map(|(colour, at)| (*colour, *at)).collect();
    colours.sort_by_key(|(_, at)| *at);
    let frames = frames(&drawn);
    let mut bytes = Vec::new();
    let (width, height) = (drawn[0].width, drawn[0].height);
    let mut encoder = Encoder::new(&mut bytes, u32::try_from(width).unwrap(), u32::try_from(height).unwrap());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_palette(colours.iter().flat_map(|(colour, _)| *colour).collect::<Vec<u8>>());
    encoder.set_animated(u32::try_from(frames.len()).unwrap(), 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.set_blend_op(BlendOp::Source).unwrap();
    writer.set_dispose_op(DisposeOp::None).unwrap();
    for Frame { screen, times, left, top, right, bottom } in &frames {
        let delay = u16::try_from(each.as_millis()).unwrap() * times;
        writer.set_frame_delay(delay, 1000).unwrap();
        writer.reset_frame_position().unwrap();
        writer.set_frame_dimension(u32::try_from(right - left).unwrap(), u32::try_from(bottom - top).unwrap()).unwrap();
        writer.set_frame_position(u32::try_from(*left).unwrap(), u32::try_from(*top).unwrap()).unwrap();
        let rows = (*top..*bottom).flat_map(|y| &screen.rgb[y * width + left..y * width + right]);
        writer.write_image_data(&rows.map(|colour| palette[colour]).collect::<Vec<u8>>()).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// A screen, for how many of the given ones it stands, and what of it is not as on the screen before.
struct Frame<'a> {
    screen: &'a Screen,
    times: u16,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

fn frames(drawn: &[Screen]) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    for screen in drawn {
        let (mut left, mut top, mut right, mut bottom) = (screen.width, screen.height, 0, 0);
        for (index, colour) in screen.rgb.iter().enumerate() {
            if frames.last().is_some_and(|frame| frame.screen.rgb[index] == *colour) {
                continue;
            }
            let (x, y) = (index % screen.width, index / screen.width);
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
        }
        match frames.last_mut() {
            Some(last) if right == 0 => last.times += 1,
            _ => frames.push(Frame { screen, times: 1, left, top, right, bottom }),
        }
    }
    frames
}

fn pixels(buffer: &Buffer) -> Screen {
    let area = buffer.area;
    let (width, height) = (usize::from(area.width) * WIDTH, usize::from(area.height) * HEIGHT);
    let mut screen = Screen { width, height, rgb: vec![GROUND; width * height] };
    for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
        screen.draw(&buffer[(x, y)], usize::from(x) * WIDTH, usize::from(y) * HEIGHT);
    }
    screen
}

impl Screen {
    fn draw(&mut self, cell: &Cell, left: usize, top: usize) {
        let (mut ink, mut ground) = (colour(cell.fg, TEXT), colour(cell.bg, GROUND));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground, ink);
        }
        self.fill(left, top, WIDTH, HEIGHT, ground);
        let symbol = cell.symbol().chars().next().unwrap_or(' ');
        let quarters = [(0, 0), (WIDTH / 2, 0), (0, HEIGHT / 2), (WIDTH / 2, HEIGHT / 2)];
        if let Some(bits) = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".chars().position(|c| c == symbol) {
            for (bit, (x, y)) in quarters.into_iter().enumerate() {
                if bits >> bit & 1 == 1 {
                    self.fill(left + x, top + y, WIDTH / 2, HEIGHT / 2, ink);
                }
            }
        } else if let Some(thick) = "─━".chars().position(|c| c == symbol) {
            self.fill(left, top + HEIGHT / 2 - thick, WIDTH, 1 + thick, ink);
        } else if symbol == '◆' {
            // The font has none.
            for y in 0..WIDTH {
                let half = WIDTH / 2 - y.abs_diff(WIDTH / 2);
                self.fill(left + WIDTH / 2 - half, top + HEIGHT / 4 + y, half * 2, 1, ink);
            }
        } else {
            self.write(symbol, left, top, (ink, ground), cell.modifier.contains(Modifier::BOLD));
        }
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, colour: [u8; 3]) {
        for y in top..top + height {
            self.rgb[y * self.width + left..][..width].fill(colour);
        }
    }

    fn write(&mut self, letter: char, left: usize, top: usize, (ink, ground): ([u8; 3], [u8; 3]), bold: bool) {
        let weight = if bold { FontWeight::Bold } else { FontWeight::Regular };
        let size = RasterHeight::Size16;
        let raster = get_raster(letter, weight, size).unwrap_or_else(|| panic!("no picture of {letter:?}"));
        let indent = (WIDTH - get_raster_width(weight, size).min(WIDTH)) / 2;
        for (y, row) in raster.rows().enumerate() {
            for (x, strength) in row.iter().take(WIDTH - indent).enumerate() {
                let share = (usize::from(*strength) * STEPS + 127) / 255;
                let mixed = [0, 1, 2].map(|index| {
                    let (from, to) = (usize::from(ground[index]), usize::from(ink[index]));
                    u8::try_from((from * (STEPS - share) + to * share) / STEPS).unwrap()
                });
                self.rgb[(top + y) * self.width + left + indent + x] = mixed;
            }
        }
    }
}

fn colour(colour: Color, otherwise: [u8; 3]) -> [u8; 3] {
    if let Color::Rgb(red, green, blue) = colour { [red, green, blue] } else { otherwise }
}
