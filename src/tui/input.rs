//! Input: what a terminal sends, told apart into what a person did and everything else.
//!
//! A key can be one byte or many, and the many can come in pieces: over a slow line the escape that begins an arrow key
//! arrives alone. Terminals also send what nobody typed, between keys and in their middle: replies to questions that
//! another program asked, the mouse, the window's focus, text that is pasted. Only a key is a key.

use std::time::Duration;

use vte::{Params, Parser, Perform};

use super::keymap::Press;

/// The longest time between two pieces of one key. A lone escape is a key once nothing has come for so long, which
/// nobody notices, and which is more than the 50 ms that slow lines were seen to take.
const BETWEEN_PIECES: Duration = Duration::from_millis(75);

/// The longest time between two pieces of a pasted text. If its end never comes, it ends then.
const BETWEEN_PASTED_PIECES: Duration = Duration::from_secs(1);

/// The longest text, in bytes, that is taken from one paste.
const MOST_PASTED: usize = 1 << 16;

/// The bytes that are kept of one string of the terminal.
const MOST_OF_A_STRING: u16 = 4096;

/// The byte that ends whatever sequence has begun (ECMA-48: CANCEL).
const CANCEL: u8 = 0x18;
/// The other one (ECMA-48: SUBSTITUTE), which is ctrl-z as well.
const SUBSTITUTE: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;
/// The byte that ends a string as well as the escape sequence for that does (xterm).
const BELL: u8 = 0x07;

/// Something that a person did at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A key.
    Press(Press),
    /// A text that was pasted, without line breaks.
    Paste(String),
    /// A click at a column and a row, from 0.
    Click(u16, u16),
    /// A turn of the wheel, up (`true`) or down.
    Wheel(bool),
    /// The window came to the front (`true`) or left it.
    Focus(bool),
    /// The terminal's answer about its background: light (`true`) or dark.
    Ground(bool),
}

/// The keyboard's end of the terminal: bytes go in, what a person did comes out.
#[derive(Default)]
pub struct Keyboard {
    parser: Parser,
    heard: Heard,
}

impl Keyboard {
    /// Takes in bytes as they come, and returns what is complete with them.
    pub fn hear(&mut self, bytes: &[u8]) -> Vec<Typed> {
        for byte in bytes {
            self.take(*byte);
        }
        std::mem::take(&mut self.heard.typed)
    }

    fn take(&mut self, byte: u8) {
        match (self.heard.begun, byte) {
            // In a string, an escape begins its end.
            (Begun::String(_), ESCAPE) => {}
            (Begun::Escapes(count), ESCAPE) => self.heard.begun = Begun::Escapes(count.saturating_add(1)),
            (_, ESCAPE) => self.heard.begun = Begun::Escapes(1),
            // Alt and a key that is no letter: neither is meant for this program.
            (Begun::Escapes(_), 0..0x20 | 0x7f..) => {
                self.cancel();
                self.heard.skipped = 1;
            }
            (Begun::Escapes(_), b']' | b'P' | b'X' | b'^' | b'_') => self.heard.begun = Begun::String(0),
            // The parser would take a part of a character for an end of the string in eight bits.
            (Begun::String(_), 0x80..) => return,
            // One without end must not be kept. Only what can end it is looked at.
            (Begun::String(MOST_OF_A_STRING), _) if !matches!(byte, BELL | CANCEL | SUBSTITUTE) => return,
            (Begun::String(length), _) => self.heard.begun = Begun::String(length + 1),
            (Begun::Escapes(_), _) => self.heard.begun = Begun::Sequence,
            _ => {}
        }
        self.parser.advance(&mut self.heard, &[byte]);
    }

    /// Time to wait for more of what has begun, if anything has.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        if self.heard.pasted.is_some() {
            return Some(BETWEEN_PASTED_PIECES);
        }
        (self.heard.begun != Begun::Nothing || self.heard.skipped > 0).then_some(BETWEEN_PIECES)
    }

    /// Takes in that nothing more has come for as long as [`Keyboard::patience`] says: escapes that stand alone are
    /// keys, and what else has begun is dropped.
    pub fn give_up(&mut self) -> Vec<Typed> {
        let escapes = if let Begun::Escapes(count) = self.heard.begun { count } else { 0 };
        self.cancel();
        self.heard.end_paste();
        let mut typed = std::mem::take(&mut self.heard.typed);
        typed.extend((0..escapes).map(|_| Typed::Press(Press::Esc)));
        typed
    }

    fn cancel(&mut self) {
        self.heard.cancelling = true;
        self.parser.advance(&mut self.heard, &[CANCEL]);
        self.heard.cancelling = false;
        self.heard.begun = Begun::Nothing;
        (self.heard.skipped, self.heard.after_ss3) = (0, false);
    }
}

/// The part of a sequence that has come so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Begun {
    #[default]
    Nothing,
    /// Escapes in a row, and nothing after them.
    Escapes(u8),
    /// A control sequence.
    Sequence,
    /// A string of the terminal (OSC, DCS, SOS, PM, APC) of so many bytes.
    String(u16),
}

/// State of the parsing, and the input that is complete.
#[derive(Debug, Default)]
struct Heard {
    typed: Vec<Typed>,
    begun: Begun,
    /// A text that is being pasted.
    pasted: Option<String>,
    /// Characters to come that are no keys.
    skipped: u8,
    /// `true` if the next character is the end of a key that began with SS3.
    after_ss3: bool,
    /// `true` if the cancel that comes is the keyboard's own.
    cancelling: bool,
}

impl Heard {
    fn press(&mut self, press: Press) {
        match &mut self.pasted {
            None => self.typed.push(Typed::Press(press)),
            Some(text) if text.len() < MOST_PASTED => match press {
                Press::Char(c) => text.push(c),
                // Line breaks and tabs.
                Press::Enter | Press::Tab | Press::Ctrl('j') if !text.ends_with(' ') => text.push(' '),
                _ => {}
            },
            Some(_) => {}
        }
    }

    /// A button of the mouse as it goes down, with the column and the row from 1 (xterm: SGR 1006).
    fn mouse(&mut self, button: Option<u16>, column: Option<u16>, row: Option<u16>) {
        match (button, column, row) {
            (Some(0), Some(column @ 1..), Some(row @ 1..)) => self.typed.push(Typed::Click(column - 1, row - 1)),
            (Some(64), ..) => self.typed.push(Typed::Wheel(true)),
            (Some(65), ..) => self.typed.push(Typed::Wheel(false)),
            _ => {}
        }
    }

    fn end_paste(&mut self) {
        self.typed.extend(self.pasted.take().map(|text| Typed::Paste(text.trim_end().to_owned())));
    }

    /// Uses up one of the `skipped` characters; returns `true` if there was one.
    fn is_skipped(&mut self) -> bool {
        self.begun = Begun::Nothing;
        let skipped = self.skipped > 0;
        self.skipped = self.skipped.saturating_sub(1);
        skipped
    }

    /// A key by the number that Kitty's protocol and xterm's "modify other keys" give it.
    fn coded(&mut self, code: u16, modifiers: Modifiers) {
        let Some(c) = char::from_u32(code.into()).filter(|_| !modifiers.released && !modifiers.alt) else { return };
        match (c, modifiers.ctrl) {
            ('\u{1b}', false) => self.press(Press::Esc),
            ('\r', false) => self.press(Press::Enter),
            ('\t', false) => self.press(if modifiers.shift { Press::BackTab } else { Press::Tab }),
            ('\u{7f}', false) => self.press(Press::Backspace),
            (c, true) => self.press(Press::Ctrl(c.to_ascii_lowercase())),
            // Kitty's numbers of the keys of players.
            ('\u{e054}'..='\u{e056}', false) => self.press(Press::Play),
            ('\u{e05b}', false) => self.press(Press::NextTrack),
            ('\u{e05c}', false) => self.press(Press::PreviousTrack),
            // Kitty's numbers of keys that are no characters are private ones.
            ('\u{e000}'..='\u{f8ff}', false) => {}
            (c, false) if c.is_control() => {}
            (c, false) if modifiers.shift => c.to_uppercase().for_each(|c| self.press(Press::Char(c))),
            (c, false) => self.press(Press::Char(c)),
        }
    }
}

impl Perform for Heard {
    fn print(&mut self, c: char) {
        if self.is_skipped() {
            return;
        }
        if std::mem::take(&mut self.after_ss3) {
            if let Some(press) = named(c) {
                self.press(press);
            } else if c == 'M' {
                self.press(Press::Enter);
            }
            return;
        }
        match c {
            '\u{7f}' => self.press(Press::Backspace),
            char::REPLACEMENT_CHARACTER => {}
            c => self.press(Press::Char(c)),
        }
    }

    fn execute(&mut self, byte: u8) {
        // What ends a sequence is part of it.
        let inside = matches!(self.begun, Begun::Sequence | Begun::String(_)) && matches!(byte, CANCEL | SUBSTITUTE);
        if self.cancelling || self.is_skipped() || inside {
            return;
        }
        self.after_ss3 = false;
        match byte {
            b'\r' => self.press(Press::Enter),
            b'\t' => self.press(Press::Tab),
            8 => self.press(Press::Backspace),
            letter @ 1..=26 => self.press(Press::Ctrl(char::from(letter - 1 + b'a'))),
            _ => {}
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.begun = Begun::Nothing;
        if byte == b'O' {
            // SS3: one character follows.
            (self.begun, self.after_ss3) = (Begun::Sequence, true);
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _: bool, action: char) {
        self.begun = Begun::Nothing;
        if intermediates == b"<" && action == 'M' {
            let mut numbers = params.iter().map(|sub| sub[0]);
            let (button, column, row) = (numbers.next(), numbers.next(), numbers.next());
            self.mouse(button, column, row);
        }
        if !intermediates.is_empty() {
            return;
        }
        let param = |place: usize| params.iter().nth(place).map(|sub| sub[0]).filter(|number| *number > 0);
        let modifiers = Modifiers::of(params.iter().nth(1).unwrap_or_default());
        match (action, param(0)) {
            ('~', Some(200)) => self.pasted = Some(String::new()),
            ('~', Some(201)) => self.end_paste(),
            ('~', Some(27)) => {
                if let Some(code) = param(2) {
                    self.coded(code, modifiers);
                }
            }
            ('u', Some(code)) => self.coded(code, modifiers),
            _ if modifiers.released || modifiers.alt || modifiers.ctrl => {}
            ('~', Some(1 | 7)) => self.press(Press::Home),
            ('~', Some(4 | 8)) => self.press(Press::End),
            ('~', Some(5)) => self.press(Press::PageUp),
            ('~', Some(6)) => self.press(Press::PageDown),
            ('Z', None | Some(1)) => self.press(Press::BackTab),
            ('I', None) => self.typed.push(Typed::Focus(true)),
            ('O', None) => self.typed.push(Typed::Focus(false)),
            // A function key of the Linux console: one more character.
            ('[', None) => self.skipped = 1,
            // The mouse as of old: three characters follow, whatever they are.
            ('M', None) => self.skipped = 3,
            (action, None | Some(1)) => {
                if let Some(press) = named(action) {
                    self.press(press);
                }
            }
            _ => {}
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _: bool) {
        self.begun = Begun::Nothing;
        if let [b"11", colour] = params {
            self.typed.extend(is_light(colour).map(Typed::Ground));
        }
    }

    fn unhook(&mut self) {
        self.begun = Begun::Nothing;
    }
}

/// Whether a colour as terminals write it (`rgb:ffff/ffff/ffff`, X11's form, with 1 to 4 digits each) is light.
fn is_light(colour: &[u8]) -> Option<bool> {
    let digits = std::str::from_utf8(colour).ok()?;
    let (_, digits) = digits.split_once(':')?;
    let part = |digits: &str| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok().filter(|count| (1..=4).contains(count))?)? - 1;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(most))
    };
    let mut parts = digits.split('/').map(part);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // Brightness as the eye weighs it (ITU-R BT.601).
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}

/// The key that a cursor sequence ends with.
const fn named(action: char) -> Option<Press> {
    Some(match action {
        'A' => Press::Up,
        'B' => Press::Down,
        'C' => Press::Right,
        'D' => Press::Left,
        'H' => Press::Home,
        'F' => Press::End,
        _ => return None,
    })
}

/// The keys that were held together with a key.
#[expect(clippy::struct_excessive_bools, reason = "each is a bit of one number")]
#[derive(Debug, Clone, Copy, Default)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
    /// The key was let go, which is no press.
    released: bool,
}

impl Modifiers {
    /// From the second parameter of a key: one and a bit for each modifier, then the kind of event.
    fn of(param: &[u16]) -> Self {
        let bits = param.first().map_or(0, |held| held.saturating_sub(1));
        Self {
            shift: bits & 1 != 0,
            // Alt, super, hyper and meta: the window's, not this program's.
            alt: bits & 0b11_1010 != 0,
            ctrl: bits & 4 != 0,
            released: param.get(1) == Some(&3),
        }
    }
}
