//! Composes what is written to a terminal: where the cursor goes and how the look changes, in as few bytes as it takes.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Composes bytes, and knows where they leave the terminal.
#[derive(Debug, Default)]
pub(super) struct Quill {
    out: Vec<u8>,
    /// Where the cursor is, if that is known: after the last column it is not, as terminals differ there.
    at: Option<(u16, u16)>,
    /// The look that is on, if that is known.
    look: Option<Look>,
    /// The column beyond which the cursor's place is not trusted.
    last_column: u16,
}

/// How a cell looks, apart from what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    modifiers: Modifier,
}

/// Modifiers that show on a space.
const ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Every modifier, how it is put on, and how it is taken off. Bold and dim are taken off together.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Look {
    pub(super) const fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifiers: cell.modifier }
    }

    /// Whether a cell drawn with this look shows like one drawn with `other`; a blank has no foreground.
    pub(super) fn shows_like(&self, other: &Self, blank: bool) -> bool {
        self == other
            || (blank && self.bg == other.bg && !self.modifiers.union(other.modifiers).intersects(ON_BLANK))
    }
}

impl Quill {
    /// Begins a frame; what is known stays known.
    pub(super) fn begin(&mut self) {
        self.out.clear();
    }

    /// Begins the same frame as `other`, in another order.
    pub(super) fn follow(&mut self, other: &Self) {
        self.out.clear();
        self.at = other.at;
        self.look = other.look;
        self.last_column = other.last_column;
    }

    /// Knows nothing of the terminal any more.
    pub(super) fn forget(&mut self) {
        *self = Self { out: std::mem::take(&mut self.out), ..Self::default() };
        self.out.clear();
    }

    pub(super) fn written(&self) -> &[u8] {
        &self.out
    }

    /// Draws a symbol at a place. Where its width is not sure, the cursor's place is unknown after it.
    pub(super) fn draw(&mut self, (x, y): (u16, u16), look: Look, symbol: &[u8], width: Option<u16>) {
        self.go(x, y);
        if !self.look.is_some_and(|on| on.shows_like(&look, symbol == b" ")) {
            self.change(look);
        }
        self.out.extend_from_slice(symbol);
        self.last_column = self.last_column.max(x);
        // A place that was the last column so far may be the last one there is: the cursor may hang before the edge.
        self.at = width.filter(|_| x < self.last_column).map(|width| (x + width, y));
    }

    /// About how many bytes it takes before a symbol can be drawn at a place.
    pub(super) fn cost(&self, (x, y): (u16, u16), look: Look, blank: bool) -> usize {
        let change = if self.look.is_some_and(|on| on.shows_like(&look, blank)) { 0 } else { COST_OF_A_LOOK };
        let way = self.at.map_or(ABSOLUTE, |from| Way::between(from, (x, y)).length());
        way.min(ABSOLUTE) + change
    }

    /// Takes the cursor to a place, by the shorter of two ways.
    fn go(&mut self, x: u16, y: u16) {
        let way = self.at.map(|from| Way::between(from, (x, y)));
        match way {
            Some(way) if way.length() <= 4 + digits(y + 1) + digits(x + 1) => way.write(&mut self.out),
            // Writing to memory does not fail.
            _ => {
                let _ = write!(self.out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
    }

    /// Changes the look, saying only what differs.
    fn change(&mut self, look: Look) {
        self.out.extend_from_slice(b"\x1b[");
        let on = self.look.unwrap_or_else(|| {
            self.out.extend_from_slice(b"0;");
            Look { fg: Color::Reset, bg: Color::Reset, modifiers: Modifier::empty() }
        });
        let mut modifiers = on.modifiers;
        for (modifier, _, off) in MODIFIERS {
            if modifiers.contains(modifier) && !look.modifiers.contains(modifier) {
                let _ = write!(self.out, "{off};");
                // What goes off together may have to come on again.
                MODIFIERS.iter().filter(|other| other.2 == off).for_each(|other| modifiers.remove(other.0));
            }
        }
        for (modifier, put_on, _) in MODIFIERS {
            if look.modifiers.contains(modifier) && !modifiers.contains(modifier) {
                let _ = write!(self.out, "{put_on};");
            }
        }
        if on.fg != look.fg {
            self.colour(look.fg, 3);
        }
        if on.bg != look.bg {
            self.colour(look.bg, 4);
        }
        // Every part ends with a semicolon; the last one ends the sequence.
        match self.out.last_mut() {
            Some(last) if *last == b';' => *last = b'm',
            _ => self.out.push(b'm'),
        }
        self.look = Some(look);
    }

    /// A colour; `ground` is 3 for the foreground and 4 for the background.
    fn colour(&mut self, colour: Color, ground: u8) {
        let indexed = match colour {
            Color::Reset => {
                let _ = write!(self.out, "{ground}9;");
                return;
            }
            Color::Rgb(r, g, b) => {
                let _ = write!(self.out, "{ground}8;2;{r};{g};{b};");
                return;
            }
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        let _ = write!(self.out, "{ground}8;5;{indexed};");
    }
}

/// About the bytes of a new look; it is worth a detour of as many.
const COST_OF_A_LOOK: usize = 11;
/// About the bytes of a place said in full.
const ABSOLUTE: usize = 8;

/// A way from one place to another, step by step: first up or down, then across.
#[derive(Debug, Clone, Copy)]
struct Way {
    up: u16,
    down: u16,
    back: u16,
    forward: u16,
}

impl Way {
    const fn between((from_x, from_y): (u16, u16), (x, y): (u16, u16)) -> Self {
        Self {
            up: from_y.saturating_sub(y),
            down: y.saturating_sub(from_y),
            back: from_x.saturating_sub(x),
            forward: x.saturating_sub(from_x),
        }
    }

    /// Bytes of the way.
    const fn length(self) -> usize {
        let down = if self.down <= FEED { self.down as usize } else { sequence(self.down) };
        let back = if self.back <= BACKSPACES { self.back as usize } else { sequence(self.back) };
        sequence(self.up) + down + back + sequence(self.forward)
    }

    fn write(self, out: &mut Vec<u8>) {
        if self.down <= FEED {
            out.extend(std::iter::repeat_n(b'\n', self.down.into()));
        } else {
            step(self.down, b'B', out);
        }
        step(self.up, b'A', out);
        if self.back <= BACKSPACES {
            out.extend(std::iter::repeat_n(8, self.back.into()));
        } else {
            step(self.back, b'D', out);
        }
        step(self.forward, b'C', out);
    }
}

/// So many rows are gone down with line feeds: in raw mode a line feed goes straight down, as in terminfo's `cud1`.
/// Where the console may add a carriage return there are none.
const FEED: u16 = if cfg!(unix) { 3 } else { 0 };
/// So many columns are gone back with backspaces.
const BACKSPACES: u16 = 4;

/// Bytes of `ESC [ by X`.
const fn sequence(by: u16) -> usize {
    match by {
        0 => 0,
        1 => 3,
        _ => 3 + digits(by),
    }
}

fn step(by: u16, end: u8, out: &mut Vec<u8>) {
    if by > 0 {
        out.extend_from_slice(b"\x1b[");
        if by > 1 {
            let _ = write!(out, "{by}");
        }
        out.push(end);
    }
}

const fn digits(number: u16) -> usize {
    match number {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 4,
    }
}
