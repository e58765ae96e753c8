//! Dots to characters: quadrants, half blocks, octants, braille or plain ASCII, all from the same picture.
//!
//! With colour, each cell shows two inks, and of the ways to split its dots in two the one with the least error is
//! taken. Without colour the picture is an ink drawing: outlines, and a texture for each material. A lit muscle has a
//! texture beside its colour, so that it is told from the rest without any.

mod octants;
mod strokes;

use super::palette::{GLOWS, Ground, Ink};
use super::trace::Raster;

/// The characters that a figure is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// Four dots a cell in two colours, in every font that has blocks.
    Quadrant,
    /// Two square dots a cell, each with its own colour.
    HalfBlock,
    /// Eight dots a cell in two colours (Unicode 16), in few fonts.
    Octant,
    /// Eight dots a cell in one colour, in nearly every font.
    Braille,
    /// Letters and signs of ASCII.
    Ascii,
}

impl Glyphs {
    /// Dots across and down a cell.
    #[must_use]
    pub const fn dots(self) -> (usize, usize) {
        match self {
            Self::Quadrant => (2, 2),
            Self::HalfBlock => (1, 2),
            Self::Octant | Self::Braille | Self::Ascii => (2, 4),
        }
    }

    /// The width of a dot as a multiple of its height; a cell is half as wide as high.
    #[must_use]
    pub const fn aspect(self) -> f32 {
        match self {
            Self::Quadrant => 0.5,
            _ => 1.0,
        }
    }
}

/// The way a picture is put into characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    /// The characters.
    pub glyphs: Glyphs,
    /// `true` if the terminal shows colour; without it, textures tell materials apart.
    pub coloured: bool,
    /// The ground that the picture stands on.
    pub ground: Ground,
}

/// A picture in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    columns: usize,
    cells: Vec<Cell>,
}

/// A character with its ink, and the ink under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The character; a space where there is nothing.
    pub glyph: char,
    /// The ink of the character; none where there is nothing.
    pub ink: Option<Ink>,
    /// The ink of the ground behind it; none for the terminal's own.
    pub under: Option<Ink>,
}

const EMPTY: Cell = Cell { glyph: ' ', ink: None, under: None };

/// Quadrants by their dots: 1 is the upper left, 2 the upper right, 4 the lower left, 8 the lower right.
const QUADRANTS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// Half blocks by their dots: 1 is the upper one, 2 the lower one.
const HALVES: [char; 4] = [' ', '▀', '▄', '█'];

/// A dot of a cell: its ink and the colour that inks are compared by.
type Spot = Option<(Ink, [u8; 3])>;

impl Picture {
    /// A raster in characters.
    #[must_use]
    pub fn of(raster: &Raster, look: Look) -> Self {
        Self::after(None, raster, look)
    }

    /// A raster in characters, right after another picture of the same size: a cell that still shows nearly the same
    /// stays as it was, which is calmer to look at and shorter on the line.
    #[must_use]
    pub fn after(before: Option<&Self>, raster: &Raster, look: Look) -> Self {
        let (across, down) = look.glyphs.dots();
        let (columns, rows) = (raster.width / across, raster.height / down);
        let before = before.filter(|before| before.columns == columns && before.cells.len() == columns * rows);
        let cells = if look.coloured && look.glyphs != Glyphs::Ascii {
            coloured(raster, look, columns, rows, before)
        } else {
            strokes::drawn(raster, look.glyphs, columns, rows)
        };
        Self { columns, cells }
    }

    /// The number of columns.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The cells, row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunks(self.columns.max(1))
    }
}

impl std::fmt::Display for Picture {
    /// Writes the characters alone, without trailing spaces.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for row in self.rows() {
            let line: String = row.iter().map(|cell| cell.glyph).collect();
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn coloured(raster: &Raster, look: Look, columns: usize, rows: usize, before: Option<&Picture>) -> Vec<Cell> {
    let (across, down) = look.glyphs.dots();
    let inks: Vec<Spot> = (raster.dots.iter().enumerate())
        .map(|(index, dot)| {
            let mut ink = Ink::of(dot)?;
            let (x, y) = (index % raster.width, index / raster.width);
            if ink.glow > 0 && look.glyphs != Glyphs::Braille {
                // Fibres: a muscle that is lit weakly shows as stripes, which grow until they fill it.
                let stripe = (x + y) % usize::from(GLOWS);
                let full = usize::from(ink.glow);
                ink.glow = if stripe < full { GLOWS } else { 0 };
                if stripe == 0 && full == usize::from(GLOWS) {
                    ink.shade = ink.shade.saturating_sub(1);
                }
            }
            Some((ink, ink.colour(look.ground)))
        })
        .collect();
    let mut cells = Vec::with_capacity(columns * rows);
    let mut block: Vec<Spot> = Vec::with_capacity(across * down);
    for row in 0..rows {
        for column in 0..columns {
            block.clear();
            for y in row * down..(row + 1) * down {
                let start = y * raster.width + column * across;
                block.extend_from_slice(&inks[start..start + across]);
            }
            cells.push(match look.glyphs {
                Glyphs::Braille => strokes::in_one_colour(raster, &block, column * across, row * down),
                glyphs => {
                    let new = in_two_colours(&block, glyphs);
                    let old = before.and_then(|before| before.cells.get(row * columns + column));
                    old.filter(|old| still_shows(old, &new, &block, look)).map_or(new, |old| *old)
                }
            });
        }
    }
    cells
}

/// The cell that shows these dots with the smallest error, in at most two inks.
fn in_two_colours(block: &[Spot], glyphs: Glyphs) -> Cell {
    let glyph = |bits: usize| match glyphs {
        Glyphs::Quadrant => QUADRANTS[bits & 15],
        Glyphs::Octant => octants::OCTANTS[bits & 255],
        _ => HALVES[bits & 3],
    };
    let full = (1 << block.len()) - 1;
    let set = block.iter().enumerate().filter(|(_, spot)| spot.is_some()).fold(0, |bits, (dot, _)| bits | 1 << dot);
    if set == 0 {
        return EMPTY;
    }
    let one = nearest_to_all(block, set);
    if set != full || one.1 <= WORTH {
        // What lies behind is the terminal's own ground: the body has one ink here. And where all dots are alike, one is
        // enough.
        return Cell { glyph: glyph(set), ink: one.0, under: None };
    }
    let mut best = (one.1, full, one.0, None);
    let mut weigh = |bits: usize| {
        let (ink, error) = nearest_to_all(block, bits);
        if error >= best.0 {
            return;
        }
        let (under, rest) = nearest_to_all(block, full & !bits);
        // Two inks take more to say than one: a little better is not worth it.
        let dear = if best.3.is_none() { WORTH } else { 0 };
        if error + rest + dear < best.0 {
            best = (error + rest, bits, ink, under);
        }
    };
    if block.len() <= 4 {
        (1..1 << (block.len() - 1)).for_each(&mut weigh);
    } else {
        likely_splits(block).into_iter().for_each(&mut weigh);
    }
    let (_, bits, ink, under) = best;
    Cell { glyph: glyph(bits), ink, under }
}

/// The error that a second ink must save before it is used, in squares of colour steps.
const WORTH: u32 = 500;

/// The splits of the dots that are worth trying: by lightness, by material and by glow. Each is a set of bits, one per
/// dot.
fn likely_splits(block: &[Spot]) -> Vec<usize> {
    let weight = |spot: &Spot| spot.map_or(0, |(_, colour)| colour.map(u32::from).iter().sum::<u32>());
    let mut lightness: Vec<u32> = block.iter().map(weight).collect();
    let bits = |test: &dyn Fn(&Spot) -> bool| {
        block.iter().enumerate().filter(|(_, spot)| test(spot)).fold(0, |bits, (dot, _)| bits | 1 << dot)
    };
    let mut splits: Vec<usize> = Vec::new();
    let first = block.first().copied().flatten();
    splits.push(bits(&|spot| spot.zip(first).is_some_and(|(a, b)| a.0.stuff == b.0.stuff)));
    splits.push(bits(&|spot| spot.is_some_and(|(ink, _)| ink.glow > 0)));
    lightness.sort_unstable();
    lightness.dedup();
    splits.extend(lightness.iter().skip(1).map(|least| bits(&|spot| weight(spot) >= *least)));
    let full = (1 << block.len()) - 1;
    splits.retain(|split| *split != 0 && *split != full);
    splits
}

/// The ink among the dots in `bits` with the smallest total distance to all of them, and that distance.
fn nearest_to_all(block: &[Spot], bits: usize) -> (Option<Ink>, u32) {
    let chosen = || block.iter().enumerate().filter(|(dot, _)| bits & (1 << dot) != 0).filter_map(|(_, spot)| *spot);
    let mut best = (None, u32::MAX);
    for (ink, colour) in chosen() {
        if best.0 == Some(ink) {
            continue;
        }
        let error = chosen().map(|(_, other)| apart(colour, other)).sum::<u32>();
        if error < best.1 {
            best = (Some(ink), error);
        }
        if error == 0 {
            break;
        }
    }
    if best.0.is_none() { (None, 0) } else { best }
}

/// The squared distance between two colours, weighted roughly as the eye weighs red, green and blue.
fn apart(a: [u8; 3], b: [u8; 3]) -> u32 {
    let square = |index: usize, weight: u32| {
        let step = u32::from(a[index].abs_diff(b[index]));
        step * step * weight
    };
    square(0, 2) + square(1, 4) + square(2, 1)
}

/// The error per dot that a cell of the picture before may have more than the best one and still stay, in squares of
/// colour steps: less than a shade of skin. It makes a moving picture half as long on the line.
const STAYS: u32 = 1500;

/// Returns `true` if a cell that is on the screen, `old`, shows these dots nearly as well as `new`,
/// and has the same outline.
fn still_shows(old: &Cell, new: &Cell, block: &[Spot], look: Look) -> bool {
    let room = STAYS * u32::try_from(block.len()).unwrap_or(1);
    let error = |cell| error(cell, block, look);
    old != new && error(old).zip(error(new)).is_some_and(|(old, new)| old <= new + room)
}

/// The distance between the colours of a cell and those of its dots, summed; none if the cell shows something where
/// nothing is, or the reverse.
fn error(cell: &Cell, block: &[Spot], look: Look) -> Option<u32> {
    let glyphs: &[char] = match look.glyphs {
        Glyphs::Quadrant => &QUADRANTS,
        Glyphs::Octant => &octants::OCTANTS,
        _ => &HALVES,
    };
    let bits = glyphs.iter().position(|glyph| *glyph == cell.glyph)?;
    let colours = [cell.under, cell.ink].map(|ink| ink.map(|ink| ink.colour(look.ground)));
    let of_dots = block.iter().enumerate().map(|(dot, spot)| match (colours[bits >> dot & 1], spot) {
        (Some(shown), Some((_, colour))) => Some(apart(shown, *colour)),
        (None, None) => Some(0),
        _ => None,
    });
    of_dots.sum()
}
