//! Screens that follow each other as one moving picture: an animated PNG, cell by cell as a terminal shows them.

use std::collections::HashMap;
use std::io::Cursor;
use std::time::Duration;

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};
use png::{BitDepth, BlendOp, ColorType, Compression, Decoder, DisposeOp, Encoder, Reader};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const WIDTH: usize = 12;
const HEIGHT: usize = 24;
/// Around the screen, as a terminal's window has it.
const MARGIN: usize = 20;
/// Of the window's corners, beyond which nothing is drawn.
const RADIUS: usize = 14;
const GROUND: [u8; 3] = [0x10, 0x14, 0x18];
const TEXT: [u8; 3] = [0xc9, 0xce, 0xd6];
/// Letters are as dark as their ink in so many steps, so that few colours are needed.
const STEPS: usize = 4;
/// Shapes that the font has not are looked at in so many places of each pixel and direction.
const LOOKS: usize = 4;
/// Beyond the corners, and whatever is as on the screen before.
const CLEAR: u8 = 0;

type Colour = [u8; 3];

/// A screen in pixels, row by row; nothing beyond the corners.
#[derive(PartialEq)]
pub struct Screen {
    width: usize,
    pixels: Vec<Option<Colour>>,
}

/// The screens, each shown for `each`, again and again, as a file.
pub fn moving(screens: &[Screen], each: Duration) -> Vec<u8> {
    let palette = palette(screens);
    let frames = frames(screens);
    let mut bytes = Vec::new();
    let (width, height) = (screens[0].width, screens[0].height());
    let mut encoder = Encoder::new(&mut bytes, u32::try_from(width).unwrap(), u32::try_from(height).unwrap());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_palette([GROUND].iter().chain(&palette).flatten().copied().collect::<Vec<u8>>());
    encoder.set_trns(vec![CLEAR]);
    encoder.set_animated(u32::try_from(frames.len()).unwrap(), 0).unwrap();
    let mut nearest = Nearest::new(palette);
    let mut writer = encoder.write_header().unwrap();
    writer.set_dispose_op(DisposeOp::None).unwrap();
    for (index, Frame { screen, times, left, top, right, bottom }) in frames.iter().enumerate() {
        writer.set_blend_op(if index == 0 { BlendOp::Source } else { BlendOp::Over }).unwrap();
        writer.set_frame_delay(u16::try_from(each.as_millis()).unwrap() * times, 1000).unwrap();
        writer.reset_frame_position().unwrap();
        writer.set_frame_dimension(u32::try_from(right - left).unwrap(), u32::try_from(bottom - top).unwrap()).unwrap();
        writer.set_frame_position(u32::try_from(*left).unwrap(), u32::try_from(*top).unwrap()).unwrap();
        let before = index.checked_sub(1).map(|before| frames[before].screen);
        let places = (*top..*bottom).flat_map(|y| y * width + left..y * width + right);
        let indices = places.map(|place| match screen.pixels[place] {
            Some(_) if before.is_some_and(|before| before.pixels[place] == screen.pixels[place]) => CLEAR,
            Some(colour) => nearest.index(colour),
            None => CLEAR,
        });
        writer.write_image_data(&indices.collect::<Vec<u8>>()).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// The colours of the screens, as many as a picture can have: those that most pixels have.
fn palette(screens: &[Screen]) -> Vec<Colour> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for colour in screens.iter().flat_map(|screen| &screen.pixels).flatten() {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
    colours.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    colours.into_iter().take(255).map(|(colour, _)| colour).collect()
}

/// The colours that a picture has, and which of them stands for another one.
struct Nearest {
    palette: Vec<Colour>,
    known: HashMap<Colour, u8>,
}

impl Nearest {
    fn new(palette: Vec<Colour>) -> Self {
        Self { palette, known: HashMap::new() }
    }

    /// The place in the file's palette, whose first colour is none.
    fn index(&mut self, colour: Colour) -> u8 {
        let palette = &self.palette;
        *self.known.entry(colour).or_insert_with(|| {
            let apart = |other: &Colour| -> u32 {
                colour.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
            };
            let place = (0..palette.len()).min_by_key(|place| apart(&palette[*place])).unwrap();
            u8::try_from(place + 1).unwrap()
        })
    }
}

/// A moving picture in a file, from its beginning on.
pub struct Moving {
    reader: Reader<Cursor<Vec<u8>>>,
    nearest: Nearest,
    left: u32,
    /// What is shown, as places in the palette, and until when.
    shown: Vec<u8>,
    pub until: Duration,
}

impl Moving {
    pub fn read(file: Vec<u8>) -> Self {
        let reader = Decoder::new(Cursor::new(file)).read_info().unwrap();
        let info = reader.info();
        let palette = info.palette.as_ref().unwrap().chunks(3).skip(1);
        let nearest = Nearest::new(palette.map(|colour| colour.try_into().unwrap()).collect());
        let left = info.animation_control().unwrap().num_frames;
        let shown = vec![CLEAR; info.raw_bytes() - info.height as usize];
        Self { reader, nearest, left, shown, until: Duration::ZERO }
    }

    /// Goes on to the next frame, if there is one.
    pub fn advance(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        let mut drawn = vec![0; self.shown.len()];
        self.reader.next_frame(&mut drawn).unwrap();
        let (width, frame) = (self.reader.info().width as usize, self.reader.info().frame_control().unwrap());
        let (left, top, across) = (frame.x_offset as usize, frame.y_offset as usize, frame.width as usize);
        for (y, row) in drawn.chunks(across).take(frame.height as usize).enumerate() {
            let place = (top + y) * width + left;
            for (shown, index) in self.shown[place..].iter_mut().zip(row).filter(|(_, index)| **index != CLEAR) {
                *shown = *index;
            }
        }
        self.until += Duration::from_millis(frame.delay_num.into());
        true
    }

    /// Whether this screen is shown at a moment, later than those that were asked for before.
    pub fn shows(&mut self, screen: &Screen, at: Duration) -> bool {
        while self.until <= at && self.advance() {}
        let runs = screen.pixels.chunk_by(|a, b| a == b);
        let mut place = 0;
        for run in runs {
            let index = run[0].map_or(CLEAR, |colour| self.nearest.index(colour));
            if self.shown[place..place + run.len()].iter().any(|shown| *shown != index) {
                return false;
            }
            place += run.len();
        }
        true
    }
}

/// A screen, for how many of the given ones it stands, and where it is not as the screen before.
struct Frame<'a> {
    screen: &'a Screen,
    times: u16,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

fn frames(screens: &[Screen]) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    for screen in screens {
        let (mut left, mut top, mut right, mut bottom) = (screen.width, screen.height(), 0, 0);
        for (index, pixel) in screen.pixels.iter().enumerate() {
            if frames.last().is_some_and(|frame| frame.screen.pixels[index] == *pixel) {
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

impl Screen {
    /// What a terminal shows of the cells.
    pub fn of(buffer: &Buffer) -> Self {
        let area = buffer.area;
        let width = usize::from(area.width) * WIDTH + 2 * MARGIN;
        let height = usize::from(area.height) * HEIGHT + 2 * MARGIN;
        let mut screen = Self { width, pixels: vec![Some(GROUND); width * height] };
        screen.round();
        for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
            screen.draw(&buffer[(x, y)], MARGIN + usize::from(x) * WIDTH, MARGIN + usize::from(y) * HEIGHT);
        }
        screen
    }

    fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    fn round(&mut self) {
        let (width, height) = (self.width, self.height());
        for (x, y) in (0..RADIUS).flat_map(|y| (0..RADIUS).map(move |x| (x, y))) {
            // From the middle of the pixel to the middle of the circle, twice as large so that it is whole.
            let away = (2 * (RADIUS - x) - 1).pow(2) + (2 * (RADIUS - y) - 1).pow(2);
            if away > (2 * RADIUS).pow(2) {
                for (x, y) in [(x, y), (width - 1 - x, y), (x, height - 1 - y), (width - 1 - x, height - 1 - y)] {
                    self.pixels[y * width + x] = None;
                }
            }
        }
    }

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
        } else if let Some(eighths) = "▁▂▃▄▅▆▇".chars().position(|c| c == symbol) {
            let high = HEIGHT * (eighths + 1) / 8;
            self.fill(left, top + HEIGHT - high, WIDTH, high, ink);
        } else if let Some(thick) = "─━".chars().position(|c| c == symbol) {
            self.fill(left, top + HEIGHT / 2 - thick, WIDTH, 1 + 2 * thick, ink);
        } else if let Some(is_in) = shape(symbol) {
            for (x, y) in (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))) {
                let looks = (0..LOOKS * LOOKS).map(|look| (look % LOOKS, look / LOOKS));
                let at = |pixel: usize, look: usize, whole: usize| {
                    let place = u16::try_from((pixel * LOOKS + look) * 2 + 1).unwrap();
                    f32::from(place) / f32::from(u16::try_from(2 * LOOKS).unwrap())
                        - f32::from(u16::try_from(whole).unwrap()) / 2.0
                };
                let hits = looks.filter(|(i, j)| is_in(at(x, *i, WIDTH), at(y, *j, HEIGHT))).count();
                let share = (hits * STEPS).div_ceil(LOOKS * LOOKS);
                self.pixels[(top + y) * self.width + left + x] = Some(mixed(ground, ink, share));
            }
        } else {
            self.write(symbol, left, top, (ink, ground), cell.modifier.contains(Modifier::BOLD));
        }
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, colour: Colour) {
        for y in top..top + height {
            self.pixels[y * self.width + left..][..width].fill(Some(colour));
        }
    }

    fn write(&mut self, letter: char, left: usize, top: usize, (ink, ground): (Colour, Colour), bold: bool) {
        let weight = if bold { FontWeight::Bold } else { FontWeight::Regular };
        let size = RasterHeight::Size24;
        let raster = get_raster(letter, weight, size).unwrap_or_else(|| panic!("no picture of {letter:?}"));
        let indent = (WIDTH - get_raster_width(weight, size).min(WIDTH)) / 2;
        for (y, row) in raster.rows().enumerate() {
            for (x, strength) in row.iter().take(WIDTH - indent).enumerate() {
                let share = (usize::from(*strength) * STEPS + 127) / 255;
                self.pixels[(top + y) * self.width + left + indent + x] = Some(mixed(ground, ink, share));
            }
        }
    }
}

/// So many steps of the way from one colour to another.
fn mixed(from: Colour, to: Colour, share: usize) -> Colour {
    [0, 1, 2].map(|index| {
        let (from, to) = (usize::from(from[index]), usize::from(to[index]));
        u8::try_from((from * (STEPS - share) + to * share) / STEPS).unwrap()
    })
}

/// Whether a place belongs to a shape that the font has not, in pixels from the middle of its cell.
fn shape(symbol: char) -> Option<fn(f32, f32) -> bool> {
    Some(match symbol {
        '◆' => |x, y| x.abs() + y.abs() < 6.0,
        '■' => |x, y| x.abs() < 4.5 && y.abs() < 4.5,
        '▪' => |x, y| x.abs() < 2.5 && y.abs() < 2.5,
        '●' => |x, y| x.hypot(y) < 5.0,
        '○' => |x, y| x.hypot(y) < 5.0 && x.hypot(y) > 3.4,
        '▸' | '▶' => |x, y| x > -3.5 && x < 4.0 && y.abs() < (4.0 - x) * 0.7,
        '▷' => |x, y| {
            let inside = |inset: f32| x > -4.0 + inset && y.abs() < (5.0 - 1.7 * inset - x) * 0.7;
            inside(0.0) && !inside(1.4)
        },
        '→' => |x, y| along(x, y),
        '←' => |x, y| along(-x, y),
        '↑' => |x, y| along(-y, x),
        '↓' => |x, y| along(y, x),
        '⇄' => |x, y| along(1.4 * x, 1.4 * (y + 3.5)) || along(-1.4 * x, 1.4 * (y - 3.5)),
        '✓' => |x, y| {
            let stroke = |x: f32, y: f32| x.abs() < 0.9 && y.abs() < 1e3;
            let long = stroke((x + y * 0.6 - 0.6) * 0.86, 0.0) && y > -6.0 && y < 5.0;
            let short = stroke((x - y * 0.8 + 5.6) * 0.78, 0.0) && y > 0.5 && y < 5.0 && x < -1.0;
            long || short
        },
        _ => return None,
    })
}

/// An arrow that points to where the first number grows.
fn along(ahead: f32, beside: f32) -> bool {
    let shaft = ahead > -5.5 && ahead < 4.0 && beside.abs() < 0.8;
    let head = ahead < 5.5 && ahead > 1.0 && (beside.abs() - (5.0 - ahead) * 0.9).abs() < 1.2;
    shaft || head
}

fn colour(colour: Color, otherwise: Colour) -> Colour {
    if let Color::Rgb(red, green, blue) = colour { [red, green, blue] } else { otherwise }
}
