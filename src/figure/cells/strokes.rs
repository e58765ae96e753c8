//! Pictures without colour, or with one colour a cell: outlines, and a texture for each material.

use super::super::flesh::Stuff;
use super::super::palette::Ink;
use super::super::trace::{Dot, Raster};
use super::{Cell, EMPTY, Glyphs, HALVES, QUADRANTS, Spot, octants};

/// The bit of each dot of braille, row by row: Unicode numbers them down the left column, down the right one, and then
/// the lowest two.
const BRAILLE: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/// The cells of a picture without colour.
pub(super) fn drawn(raster: &Raster, glyphs: Glyphs, columns: usize, rows: usize) -> Vec<Cell> {
    let (across, down) = glyphs.dots();
    let mut cells = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = (column * across, row * down);
            cells.push(if glyphs == Glyphs::Ascii { letter(raster, x, y) } else { drawing(raster, glyphs, x, y) });
        }
    }
    cells
}

/// A cell of an ink drawing.
fn drawing(raster: &Raster, glyphs: Glyphs, x: usize, y: usize) -> Cell {
    let (across, down) = glyphs.dots();
    let mut bits = 0;
    let mut ink = None;
    for dot in 0..across * down {
        let (x, y) = (x + dot % across, y + dot / across);
        if is_drawn(raster, x, y) {
            bits |= 1usize << dot;
            ink = stronger(ink, raster.dot(x, y).and_then(Ink::of));
        }
    }
    if bits == 0 {
        return EMPTY;
    }
    let glyph = match glyphs {
        Glyphs::Quadrant => QUADRANTS[bits & 15],
        Glyphs::HalfBlock => HALVES[bits & 3],
        Glyphs::Octant => octants::OCTANTS[bits & 255],
        _ => braille(bits),
    };
    Cell { glyph, ink, under: None }
}

/// The ink that glows more, or the only one there is.
fn stronger(a: Option<Ink>, b: Option<Ink>) -> Option<Ink> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.glow > a.glow { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn braille(bits: usize) -> char {
    let dots = BRAILLE.iter().enumerate().filter(|(dot, _)| bits & (1 << dot) != 0);
    char::from_u32(0x2800 + dots.map(|(_, bit)| bit).sum::<u32>()).unwrap_or(' ')
}

/// Returns `true` if a dot of an ink drawing is set: on an outline, or by its material's texture.
fn is_drawn(raster: &Raster, x: usize, y: usize) -> bool {
    let Some(dot) = raster.dot(x, y) else {
        return false;
    };
    let Some(stuff) = dot.stuff else {
        return false;
    };
    if is_outline(raster, x, y) && stuff != Stuff::Ground {
        return true;
    }
    if dot.lit > LEAST_GLOW {
        // Hatched: fibres.
        return !(x + y).is_multiple_of(3);
    }
    match stuff {
        Stuff::Hair => (x + y).is_multiple_of(2) || y.is_multiple_of(2),
        Stuff::Shorts => (x + 2 * y).is_multiple_of(4) || (x + 2 * y + 2).is_multiple_of(4) && dot.light < 0.55,
        Stuff::Shirt => y.is_multiple_of(4) && (x + y / 2).is_multiple_of(4),
        Stuff::Shoe => (x + y).is_multiple_of(2),
        Stuff::Ground => y.is_multiple_of(4) && x.is_multiple_of(4),
        Stuff::Skin | Stuff::Thing => false,
    }
}

/// The least glow at which a muscle is drawn without colour, from 0 to 1.
const LEAST_GLOW: f32 = 0.3;

/// Returns `true` if a dot is the last of the body, or lies beside the edge of something nearer.
fn is_outline(raster: &Raster, x: usize, y: usize) -> bool {
    let Some(dot) = raster.dot(x, y) else {
        return false;
    };
    let empty = |x: Option<usize>, y: Option<usize>| match (x, y) {
        // What goes on beyond the picture has no outline there.
        (Some(x), Some(y)) if x < raster.width && y < raster.height => raster.dot(x, y).is_none_or(|other| {
            other.stuff.is_none_or(|other| other == Stuff::Ground && dot.stuff != Some(Stuff::Ground))
        }),
        _ => false,
    };
    dot.edge
        || empty(x.checked_sub(1), Some(y))
        || empty(Some(x + 1), Some(y))
        || empty(Some(x), y.checked_sub(1))
        || empty(Some(x), Some(y + 1))
}

/// A cell of braille in one colour: the body is filled, and parted where something nearer ends.
pub(super) fn in_one_colour(raster: &Raster, block: &[Spot], x: usize, y: usize) -> Cell {
    let mut bits = 0;
    let mut votes: Vec<(Ink, u32)> = Vec::new();
    let lit = block.iter().flatten().any(|(ink, _)| ink.glow > 0);
    for (dot, spot) in block.iter().enumerate() {
        let (x, y) = (x + dot % 2, y + dot / 2);
        let (Some((ink, _)), Some(here)) = (spot, raster.dot(x, y)) else {
            continue;
        };
        // A cell has one ink: the floor under a muscle must not light up with it.
        let foreign = lit && matches!(ink.stuff, Stuff::Ground | Stuff::Thing);
        if foreign || here.edge || !is_shown(here, ink.stuff, x, y) {
            continue;
        }
        bits |= 1 << dot;
        let weight = if ink.glow > 0 { 3 } else { 2 };
        match votes.iter_mut().find(|(other, _)| other == ink) {
            Some((_, count)) => *count += weight,
            None => votes.push((*ink, weight)),
        }
    }
    if bits == 0 {
        return EMPTY;
    }
    let ink = votes.iter().max_by_key(|(_, count)| *count).map(|(ink, _)| *ink);
    Cell { glyph: braille(bits), ink, under: None }
}

/// Returns `true` if a dot of a coloured drawing in braille is set.
fn is_shown(dot: &Dot, stuff: Stuff, x: usize, y: usize) -> bool {
    if dot.lit > LEAST_GLOW {
        return !(x + y).is_multiple_of(3);
    }
    stuff != Stuff::Ground || (x.is_multiple_of(2) && y.is_multiple_of(2))
}

/// A letter for a cell: most of its dots choose the material, and its edges are drawn by their place in the cell.
fn letter(raster: &Raster, x: usize, y: usize) -> Cell {
    let mut seen: [u32; Stuff::ALL.len()] = [0; Stuff::ALL.len()];
    let (mut upper, mut all, mut lit, mut edges) = (0, 0, 0, 0);
    let mut ink = None;
    for dot in 0..8 {
        let Some((here, stuff)) = raster.dot(x + dot % 2, y + dot / 2).and_then(|dot| Some((dot, dot.stuff?))) else {
            continue;
        };
        ink = stronger(ink, Ink::of(here));
        seen[stuff as usize] += 1;
        all += 1;
        upper += u32::from(dot < 4);
        lit += u32::from(here.lit > LEAST_GLOW);
        edges += u32::from(here.edge);
    }
    let most = Stuff::ALL.into_iter().max_by_key(|stuff| seen[*stuff as usize]).unwrap_or(Stuff::Skin);
    let glyph = match (most, all) {
        (_, 0) => return EMPTY,
        (Stuff::Ground, _) => '_',
        _ if lit * 2 >= all => '*',
        (Stuff::Thing, _) => '=',
        (_, 1..=2) => return EMPTY,
        (_, 3) if upper == 0 => '.',
        (_, 3) if upper == all => '\'',
        _ if edges >= 4 => ' ',
        (Stuff::Skin, _) => ':',
        (Stuff::Hair, _) => '%',
        (Stuff::Shirt, _) => '+',
        (Stuff::Shorts, _) => '#',
        (Stuff::Shoe, _) => 'o',
    };
    if glyph == ' ' { EMPTY } else { Cell { glyph, ink, under: None } }
}
