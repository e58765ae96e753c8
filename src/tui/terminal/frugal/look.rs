//! How a cell looks, and the shortest way from one look to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::quill::{keep_shorter, number};

/// What is counted from 30 in a change of style: 30 to 37, 38 and 39.
const FOREGROUND: u16 = 30;
/// What is counted from 40.
const BACKGROUND: u16 = 40;
/// What is counted from 50; only 58 and 59 are colours.
const UNDERLINE: u16 = 50;

/// In the order of their numbers, from 1.
const MODIFIERS: [Modifier; 9] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::REVERSED,
    Modifier::HIDDEN,
    Modifier::CROSSED_OUT,
];

/// What turns which of them off.
const OFF: [(u16, Modifier); 7] = [
    (22, Modifier::BOLD.union(Modifier::DIM)),
    (23, Modifier::ITALIC),
    (24, Modifier::UNDERLINED),
    (25, Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK)),
    (27, Modifier::REVERSED),
    (28, Modifier::HIDDEN),
    (29, Modifier::CROSSED_OUT),
];

/// What is seen of a cell even where it is blank.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Ink {
    #[default]
    Default,
    /// One of the first 16 by its short name. Many terminals brighten the first eight where the text is bold.
    Named(u8),
    /// One of the 256 by its number, which no terminal brightens.
    Indexed(u8),
    Rgb(u8, u8, u8),
}

impl Ink {
    /// The same numbers that crossterm writes.
    fn of(color: Color) -> Self {
        match color {
            Color::Reset => Self::Default,
            Color::Black => Self::Named(0),
            Color::Red => Self::Named(1),
            Color::Green => Self::Named(2),
            Color::Yellow => Self::Named(3),
            Color::Blue => Self::Named(4),
            Color::Magenta => Self::Named(5),
            Color::Cyan => Self::Named(6),
            Color::Gray => Self::Named(7),
            Color::DarkGray => Self::Named(8),
            Color::LightRed => Self::Named(9),
            Color::LightGreen => Self::Named(10),
            Color::LightYellow => Self::Named(11),
            Color::LightBlue => Self::Named(12),
            Color::LightMagenta => Self::Named(13),
            Color::LightCyan => Self::Named(14),
            Color::White => Self::Named(15),
            Color::Indexed(number @ 0..16) => Self::Named(number),
            Color::Indexed(number) => Self::Indexed(number),
            Color::Rgb(red, green, blue) => Self::Rgb(red, green, blue),
        }
    }

    fn by_number(self) -> Self {
        if let Self::Named(number) = self { Self::Indexed(number) } else { self }
    }

    fn write(self, ground: u16, out: &mut Vec<u8>) {
        match self {
            Self::Default => parameter(ground + 9, out),
            Self::Named(name @ 0..8) => parameter(ground + u16::from(name), out),
            Self::Named(name) => parameter(ground + 60 + u16::from(name - 8), out),
            Self::Indexed(number) => {
                parameter(ground + 8, out);
                parameter(5, out);
                parameter(number.into(), out);
            }
            Self::Rgb(red, green, blue) => {
                parameter(ground + 8, out);
                parameter(2, out);
                for part in [red, green, blue] {
                    parameter(part.into(), out);
                }
            }
        }
    }
}

/// Colours and modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    fg: Ink,
    bg: Ink,
    underline: Ink,
    modifier: Modifier,
}

impl Look {
    /// The look of a cell, without its colours where there shall be none.
    pub fn of(cell: &Cell, coloured: bool) -> Self {
        let modifier = cell.modifier;
        if !coloured {
            return Self { modifier, ..Self::default() };
        }
        let fg = match Ink::of(cell.fg) {
            // Bold must not change the colour.
            dark @ Ink::Named(0..8) if modifier.contains(Modifier::BOLD) => dark.by_number(),
            ink => ink,
        };
        Self { fg, bg: Ink::of(cell.bg), underline: Ink::of(cell.underline_color).by_number(), modifier }
    }

    /// Whether nobody could tell a symbol drawn with this look from one drawn with `other`.
    pub fn shows_like(self, other: Self, blank: bool) -> bool {
        let unseen = || blank && self.bg == other.bg && !(self.modifier | other.modifier).intersects(SEEN_ON_BLANK);
        self.fg_serves(other) && Self { fg: other.fg, ..self } == other || unseen()
    }

    /// Whether this foreground does for `other`: a colour by its number does where its short name is wanted.
    fn fg_serves(self, other: Self) -> bool {
        self.fg == other.fg || self.fg == other.fg.by_number()
    }

    /// Writes what turns `on` into this, in the shorter of two ways.
    pub fn write(self, on: Option<Self>, out: &mut Vec<u8>) -> Self {
        let start = out.len();
        self.write_anew(out);
        let Some(on) = on else {
            return self;
        };
        let second = out.len();
        out.extend_from_slice(b"\x1b[");
        self.write_difference(on, out);
        end(out);
        if keep_shorter(start, second, out) && on.fg_serves(self) { Self { fg: on.fg, ..self } } else { self }
    }

    /// After everything was turned off.
    fn write_anew(self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\x1b[");
        if self != Self::default() {
            parameter(0, out);
            self.write_difference(Self::default(), out);
        }
        end(out);
    }

    fn write_difference(self, on: Self, out: &mut Vec<u8>) {
        let removed = on.modifier - self.modifier;
        let mut left = on.modifier;
        for (number, modifiers) in OFF {
            if removed.intersects(modifiers) {
                parameter(number, out);
                // Bold goes out together with dim, and has to come back where only dim was to go.
                left -= modifiers;
            }
        }
        for (number, modifier) in (1..).zip(MODIFIERS) {
            if (self.modifier - left).contains(modifier) {
                parameter(number, out);
            }
        }
        if !on.fg_serves(self) {
            self.fg.write(FOREGROUND, out);
        }
        if on.bg != self.bg {
            self.bg.write(BACKGROUND, out);
        }
        if on.underline != self.underline {
            self.underline.write(UNDERLINE, out);
        }
    }
}

fn parameter(value: u16, out: &mut Vec<u8>) {
    number(value, out);
    out.push(b';');
}

/// Ends a change of style; none at all turns everything off.
fn end(out: &mut Vec<u8>) {
    out.pop_if(|last| *last == b';');
    out.push(b'm');
}
