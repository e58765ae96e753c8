//! Dots to characters: braille, half blocks, octants, or plain ASCII, all from the same picture.
//!
//! A lit muscle has a texture beside its colour, so that it is told from the rest without any.

mod octants;

use super::model::{Base, Figure, Framing};
use super::paint::{Ink, Scene, scene, window};
use super::raster::{Raster, scale};
use super::stance::Stance;

/// What a figure is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Eight dots a cell, in nearly every font.
    Braille,
    /// Two square pixels a cell, each with its own colour, in every font that has blocks.
    HalfBlock,
    /// Eight touching pixels a cell (Unicode 16), in few fonts.
    Octant,
    /// Letters and signs of ASCII.
    Ascii,
}

impl Glyphs {
    /// Dots across and down a cell.
    #[must_use]
    pub const fn dots(self) -> (usize, usize) {
        match self {
            Self::HalfBlock => (1, 2),
            Self::Braille | Self::Octant | Self::Ascii => (2, 4),
        }
    }
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
    /// The ink of the character.
    pub ink: Ink,
    /// The ink of the ground behind it; [`Ink::Blank`] for the terminal's own.
    pub under: Ink,
}

const EMPTY: Cell = Cell { glyph: ' ', ink: Ink::Blank, under: Ink::Blank };

/// How a picture is put into characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The characters.
    pub glyphs: Glyphs,
    /// Whether there is colour; without, textures say more.
    pub coloured: bool,
}

impl Picture {
    /// A figure at one moment in `columns` by `rows` cells; mirrored for the other side.
    #[must_use]
    pub fn of(stance: &Stance<'_>, mirrored: bool, columns: usize, rows: usize, look: Look) -> Self {
        let (across, down) = look.glyphs.dots();
        let window = window(stance.figure);
        let dot = 1.0 / scale(&window, columns * across, rows * down);
        let scene = Scene { marks: scene(stance, dot), window, mirrored: mirrored != stance.figure.mirror };
        Self::of_scene(&scene, columns, rows, look, lies(stance.figure))
    }

    /// Any scene in `columns` by `rows` cells; upright on the lower edge, or in the middle.
    #[must_use]
    pub fn of_scene(scene: &Scene, columns: usize, rows: usize, look: Look, in_the_middle: bool) -> Self {
        let (across, down) = look.glyphs.dots();
        Self::of_raster(&Raster::of(scene, columns * across, rows * down, in_the_middle), look)
    }

    /// A raster in characters.
    #[must_use]
    pub fn of_raster(raster: &Raster, look: Look) -> Self {
        let (across, down) = look.glyphs.dots();
        let (columns, rows) = (raster.width() / across, raster.height() / down);
        let mut cells = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (column * across, row * down);
                cells.push(match (look.glyphs, raster.cell(x, y)) {
                    (Glyphs::HalfBlock, _) => half_block(raster, x, y, look.coloured),
                    (_, None) => EMPTY,
                    (Glyphs::Braille, Some(block)) => braille(&block, x, y, look.coloured),
                    (Glyphs::Octant, Some(block)) => octant(&block, x, y, look.coloured),
                    (Glyphs::Ascii, Some(block)) => ascii(&block),
                });
            }
        }
        Self { columns, cells }
    }

    /// Its columns.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// Its cells, row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunks(self.columns.max(1))
    }
}

impl std::fmt::Display for Picture {
    /// The characters alone, without trailing spaces.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for row in self.rows() {
            let line: String = row.iter().map(|cell| cell.glyph).collect();
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Whether a figure hangs in the middle of its picture instead of standing on the lower edge.
#[must_use]
pub fn lies(figure: &Figure) -> bool {
    figure.framing == Framing::Floor || figure.base == Base::Mat
}

/// The inks of the eight dots of a cell, row by row.
type Block = [Ink; 8];

/// How much a dot counts when a cell chooses its ink: a muscle must be seen where it is small.
const fn weight(ink: Ink) -> u32 {
    match ink {
        Ink::Blank => 0,
        Ink::Lit | Ink::Through | Ink::Effort => 3,
        _ => 2,
    }
}

/// The ink that most of a cell has, nothing where all of it is blank.
fn most(block: &[Ink]) -> Ink {
    if let [first, rest @ ..] = block
        && rest.iter().all(|ink| ink == first)
    {
        return *first;
    }
    let votes = |ink: Ink| block.iter().filter(|other| **other == ink).count();
    let count = |ink: Ink| u32::try_from(votes(ink)).unwrap_or(0) * weight(ink);
    block.iter().copied().max_by_key(|ink| count(*ink)).unwrap_or_default()
}

/// Whether a dot of this ink is set. Muscles are hatched, and what shines through is a screen of dots; without
/// colour, what is far is a screen as well.
const fn is_set(ink: Ink, x: usize, y: usize, coloured: bool) -> bool {
    match ink {
        Ink::Blank => false,
        Ink::Lit => !(x + y).is_multiple_of(3),
        Ink::Through | Ink::Shade(1) => (x + y).is_multiple_of(2),
        Ink::Far if !coloured => (x + y).is_multiple_of(2),
        Ink::Hair if !coloured => y.is_multiple_of(2),
        Ink::Shade(0) => x.is_multiple_of(2) && y.is_multiple_of(2),
        Ink::Shade(2) => !(x.is_multiple_of(2) && y.is_multiple_of(2)),
        _ => true,
    }
}

fn pattern(block: &Block, x: usize, y: usize, coloured: bool) -> [bool; 8] {
    std::array::from_fn(|dot| is_set(block[dot], x + dot % 2, y + dot / 2, coloured))
}

fn braille(block: &Block, x: usize, y: usize, coloured: bool) -> Cell {
    // Unicode numbers the dots down the left column, down the right one, and then the lowest two.
    const BITS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let ink = most(block);
    let mut block = *block;
    if matches!(ink, Ink::Lit | Ink::Through) {
        // A cell has one ink: the floor under a muscle must not light up with it.
        block.iter_mut().filter(|ink| matches!(ink, Ink::Ground | Ink::Prop)).for_each(|ink| *ink = Ink::Blank);
    }
    let set = pattern(&block, x, y, coloured);
    let bits: u32 = BITS.iter().zip(set).filter(|(_, set)| *set).map(|(bit, _)| bit).sum();
    match char::from_u32(0x2800 + bits) {
        Some(glyph) if bits > 0 => Cell { glyph, ink, under: Ink::Blank },
        _ => EMPTY,
    }
}

fn octant(block: &Block, x: usize, y: usize, coloured: bool) -> Cell {
    let set = pattern(block, x, y, coloured);
    let shown: Vec<Ink> = block.iter().zip(set).filter(|(_, set)| *set).map(|(ink, _)| *ink).collect();
    let ink = most(&shown);
    let others: Vec<Ink> = shown.iter().copied().filter(|other| *other != ink).collect();
    // A cell has two inks: two parts of the body, or one and the ground.
    let two_inks = coloured && !others.is_empty() && shown.len() == block.len();
    let is_on = |dot: usize| set[dot] && (!two_inks || block[dot] == ink);
    let bits = (0..8).filter(|dot| is_on(*dot)).fold(0usize, |bits, dot| bits | 1 << dot);
    if bits == 0 {
        return EMPTY;
    }
    Cell { glyph: octants::OCTANTS[bits], ink, under: if two_inks { most(&others) } else { Ink::Blank } }
}

fn half_block(raster: &Raster, x: usize, y: usize, coloured: bool) -> Cell {
    let (upper, lower) = (raster.ink(x, y), raster.ink(x, y + 1));
    let cell = |glyph, ink, under| Cell { glyph, ink, under };
    let main = most(&[upper, lower]);
    match (upper, lower) {
        (Ink::Blank, Ink::Blank) => EMPTY,
        (ink, Ink::Blank) => cell('▀', ink, Ink::Blank),
        (Ink::Blank, ink) => cell('▄', ink, Ink::Blank),
        _ if upper == lower || !coloured => cell(shade(main, coloured), main, Ink::Blank),
        _ => cell('▀', upper, lower),
    }
}

/// A whole cell of one ink, with its texture.
const fn shade(ink: Ink, coloured: bool) -> char {
    match ink {
        Ink::Shade(0) => '░',
        Ink::Through | Ink::Shade(1) => '▒',
        Ink::Lit | Ink::Shade(2) => '▓',
        Ink::Far if !coloured => '░',
        Ink::Hair if !coloured => '▒',
        _ => '█',
    }
}

fn ascii(block: &Block) -> Cell {
    let set = block.iter().filter(|ink| **ink != Ink::Blank).count();
    let ink = most(block);
    let upper = block[..4].iter().filter(|ink| **ink != Ink::Blank).count();
    let glyph = match (ink, set) {
        (Ink::Blank, _) | (_, 0) => return EMPTY,
        (Ink::Lit, _) => '*',
        (Ink::Through, _) => '+',
        (Ink::Effort, _) => '!',
        (Ink::Ground, _) => '_',
        (Ink::Prop, _) => '=',
        (_, 1..=3) if upper == 0 => '.',
        (_, 1..=3) if upper == set => '\'',
        (_, 1..=2) => return EMPTY,
        (Ink::Far, _) => ':',
        (Ink::Hair, _) => '%',
        (Ink::Face, _) => 'o',
        (Ink::Trunk, _) => '|',
        (Ink::Near, _) => '#',
        (Ink::Shade(depth), _) => [',', '-', '+', '*'][usize::from(depth.min(3))],
    };
    Cell { glyph, ink, under: Ink::Blank }
}
