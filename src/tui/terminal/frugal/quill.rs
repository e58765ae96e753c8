//! Draws marks one after the other, and remembers what the terminal is left with: where its cursor is and which look is
//! on.

use std::cmp::Ordering;
use std::ops::Range;

use ratatui::layout::Position;
use unicode_width::UnicodeWidthChar;

use super::look::Look;

/// Up to this many steps back are shorter as backspaces, one byte each.
const BACKSPACES: u16 = 3;
/// Up to this many steps down are shorter as line feeds. In raw mode a line feed goes straight down, as in terminfo's
/// `cud1`, and from above the place to go to it never scrolls. The consoles of Windows may add a carriage return.
const LINE_FEEDS: u16 = if cfg!(unix) { 3 } else { 0 };

/// How far a symbol moves the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// One column.
    One,
    /// One column, or two where the terminal takes East Asian symbols of ambiguous width to be wide.
    Likely,
    /// Nobody knows: wide symbols, none at all, and several in one cell. Terminals differ.
    Unsure,
}

impl Advance {
    /// How far this symbol moves the cursor.
    pub fn of(symbol: &str) -> Self {
        let mut chars = symbol.chars();
        match (chars.next(), chars.next()) {
            (Some(' '..='~'), None) => Self::One,
            (Some(single), None) if single.width() == Some(1) => {
                if single.width_cjk() == Some(1) {
                    Self::One
                } else {
                    Self::Likely
                }
            }
            _ => Self::Unsure,
        }
    }
}

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cursor {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Right after the last symbol, which is there unless the terminal drew a symbol wider than it is here. Good enough
    /// to write on, as in any text, but not to count from.
    After(Position),
    /// There.
    At(Position),
}

/// What is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Where the cursor is.
    pub cursor: Cursor,
    /// The look that is on.
    pub look: Option<Look>,
}

/// A cell to be drawn.
#[derive(Debug)]
pub struct Mark {
    /// Where.
    pub at: Position,
    /// What, as bytes of the frame's text.
    pub symbol: Range<usize>,
    /// What that does to the cursor.
    pub advance: Advance,
    /// How it looks.
    pub look: Look,
    /// Whether it is a space.
    pub blank: bool,
    /// With which others it can be drawn.
    pub group: usize,
}

/// Draws marks.
#[derive(Debug, Default)]
pub struct Quill {
    /// What is to be written.
    pub out: Vec<u8>,
    /// What is known of the terminal once that is written.
    pub known: Known,
    width: u16,
}

impl Quill {
    /// Begins a frame on a screen of `width` columns.
    pub fn begin(&mut self, known: Known, width: u16) {
        self.out.clear();
        self.known = known;
        self.width = width;
    }

    /// Draws one mark, whose symbol is part of `text`.
    pub fn draw(&mut self, mark: &Mark, text: &[u8]) {
        self.go(mark.at);
        if !self.known.look.is_some_and(|on| on.shows_like(mark.look, mark.blank)) {
            self.known.look = Some(mark.look.write(self.known.look, &mut self.out));
        }
        self.out.extend_from_slice(&text[mark.symbol.clone()]);
        let next = Position { x: mark.at.x.saturating_add(1), y: mark.at.y };
        self.known.cursor = match (mark.advance, self.known.cursor) {
            // In the last column the cursor stays, or is already on the next row: terminals differ.
            (Advance::Unsure, _) | (_, Cursor::Unknown) => Cursor::Unknown,
            _ if next.x >= self.width => Cursor::Unknown,
            (Advance::One, Cursor::At(_)) => Cursor::At(next),
            _ => Cursor::After(next),
        };
    }

    /// About the bytes of the way to a place.
    pub fn way_to(&self, to: Position) -> u16 {
        const JUMP: u16 = 8;
        match self.known.cursor {
            Cursor::At(here) | Cursor::After(here) if here == to => 0,
            Cursor::At(here) => {
                let down = match to.y.checked_sub(here.y) {
                    Some(rows) if rows <= LINE_FEEDS => rows,
                    _ => 4,
                };
                let across = match here.x.checked_sub(to.x) {
                    Some(columns) if columns <= BACKSPACES => columns,
                    _ => 4,
                };
                (down + across).min(JUMP)
            }
            Cursor::After(_) | Cursor::Unknown => JUMP,
        }
    }

    fn go(&mut self, to: Position) {
        let start = self.out.len();
        match self.known.cursor {
            Cursor::At(here) | Cursor::After(here) if here == to => return,
            Cursor::At(here) => {
                jump_to(to, &mut self.out);
                let second = self.out.len();
                steps(here, to, &mut self.out);
                keep_shorter(start, second, &mut self.out);
            }
            Cursor::After(_) | Cursor::Unknown => jump_to(to, &mut self.out),
        }
        self.known.cursor = Cursor::At(to);
    }
}

/// Up or down, then left or right.
fn steps(from: Position, to: Position, out: &mut Vec<u8>) {
    match from.y.cmp(&to.y) {
        Ordering::Less if to.y - from.y <= LINE_FEEDS => {
            out.extend(std::iter::repeat_n(b'\n', (to.y - from.y).into()));
        }
        Ordering::Less => step(to.y - from.y, b'B', out),
        Ordering::Equal => {}
        Ordering::Greater => step(from.y - to.y, b'A', out),
    }
    match from.x.cmp(&to.x) {
        Ordering::Less => step(to.x - from.x, b'C', out),
        Ordering::Equal => {}
        Ordering::Greater if from.x - to.x <= BACKSPACES => {
            out.extend(std::iter::repeat_n(b'\x08', (from.x - to.x).into()));
        }
        Ordering::Greater => step(from.x - to.x, b'D', out),
    }
}

fn step(count: u16, way: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if count > 1 {
        number(count, out);
    }
    out.push(way);
}

/// To a place by its row and column, where a 1 need not be said.
fn jump_to(to: Position, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if to.y > 0 {
        number(to.y.saturating_add(1), out);
    }
    if to.x > 0 {
        out.push(b';');
        number(to.x.saturating_add(1), out);
    }
    out.push(b'H');
}

/// Drops the longer of two ways that were written one after the other, from `first` and from `second`; whether the
/// second is kept. The first should be the one that relies on less.
pub fn keep_shorter(first: usize, second: usize, out: &mut Vec<u8>) -> bool {
    let is_second = out.len() - second < second - first;
    if is_second {
        out.drain(first..second);
    } else {
        out.truncate(second);
    }
    is_second
}

/// In decimal digits.
pub fn number(value: u16, out: &mut Vec<u8>) {
    if value >= 10 {
        number(value / 10, out);
    }
    out.push(b"0123456789"[usize::from(value % 10)]);
}
