//! Binding: a line of a table of keys, the groups of the help, and the lines that many tables have.

use super::message::Message;
use super::press::Press;
use super::press::Press::{Backspace, Char, Ctrl, Esc};
use crate::tui::layouts;

/// Keys that belong together in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is done on this screen only.
    Here,
    /// Ways about a list or a text.
    Moving,
    /// What is heard.
    Sound,
    /// What the same keys do everywhere.
    Everywhere,
}

impl Group {
    /// All of them, as the help orders them.
    pub const ALL: [Self; 4] = [Self::Here, Self::Moving, Self::Sound, Self::Everywhere];

    /// The heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Here => "Here",
            Self::Moving => "Moving around",
            Self::Sound => "Sound",
            Self::Everywhere => "Everywhere",
        }
    }
}

impl Binding {
    /// Returns `true` if the help has a line for it: not for two keys that the footer only names together.
    #[must_use]
    pub fn is_in_help(&self) -> bool {
        !self.on.is_empty() || self.footer == Footer::No
    }

    /// The keys that it belongs to.
    #[must_use]
    pub const fn group(&self) -> Group {
        match self.message {
            // The digits have a line without keys.
            Message::Help if self.on.is_empty() => Group::Here,
            Message::Up
            | Message::Down
            | Message::PageUp
            | Message::PageDown
            | Message::First
            | Message::Last
            | Message::Before
            | Message::After
            | Message::FieldDown
            | Message::FieldUp
            | Message::OtherScore
            | Message::WeekBefore
            | Message::WeekAfter
            | Message::BodyLeft
            | Message::BodyRight => Group::Moving,
            Message::Mute | Message::Voice | Message::Cues | Message::Louder | Message::Softer => Group::Sound,
            Message::Help
            | Message::Safety
            | Message::Close
            | Message::Quit
            | Message::Palette
            | Message::History
            | Message::Learn
            | Message::Settings => Group::Everywhere,
            _ => Group::Here,
        }
    }
}

/// A line of a table: keys, and their meaning.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The keys.
    pub on: &'static [Press],
    /// The keys as they are written for people.
    pub keys: &'static str,
    /// The meaning in a word for the footer; the help may say more.
    pub does: &'static str,
    /// The message that the keys send.
    pub message: Message,
    /// The place in the footer; the help names all keys.
    pub footer: Footer,
}

/// The place of keys in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footer {
    /// In it, before all others where it is narrow.
    Always,
    /// In it, where there is room.
    Shown,
    /// Not in it.
    No,
}

/// The message that `press` sends in `table`, if it sends one. A letter that sends none stands for the small Latin letter
/// on the same key.
#[must_use]
pub fn meaning(table: &[Binding], press: Press) -> Option<Message> {
    let sent_by = |press| table.iter().find(|binding| binding.on.contains(&press)).map(|binding| binding.message);
    let folded = match press {
        Char(c) => layouts::latin(c).map(Char),
        _ => None,
    };
    sent_by(press).or_else(|| sent_by(folded?))
}

pub(super) const fn shown(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::Shown }
}

pub(super) const fn always(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::Always }
}

pub(super) const fn quiet(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::No }
}

/// Two keys that the footer names together; each has a line of its own in the table as well.
pub(super) const fn pair(keys: &'static str, does: &'static str) -> Binding {
    shown(&[], keys, does, Message::Help)
}

pub(super) const UP: Binding = quiet(&[Press::Up, Char('k')], "↑ k", "up", Message::Up);
pub(super) const DOWN: Binding = quiet(&[Press::Down, Char('j')], "↓ j", "down", Message::Down);
pub(super) const PAGE_UP: Binding = quiet(&[Press::PageUp], "page up", "page up", Message::PageUp);
pub(super) const PAGE_DOWN: Binding = quiet(&[Press::PageDown], "page down", "page down", Message::PageDown);
pub(super) const FIRST: Binding = quiet(&[Press::Home, Char('g')], "home g", "first", Message::First);
pub(super) const LAST: Binding = quiet(&[Press::End, Char('G')], "end G", "last", Message::Last);
pub(super) const HELP: Binding = always(&[Char('?')], "?", "keys", Message::Help);
pub(super) const CLOSE: Binding = always(&[Esc, Backspace], "esc", "back", Message::Close);
pub(super) const QUIT: Binding = quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit);
pub(super) const BODY: Binding = pair("< >", "turn");
pub(super) const BODY_LEFT: Binding = quiet(&[Char('<')], "<", "turn the body left", Message::BodyLeft);
pub(super) const BODY_RIGHT: Binding = quiet(&[Char('>')], ">", "turn the body right", Message::BodyRight);
pub(super) const PALETTE: Binding = quiet(&[Char(':')], ":", "find anything", Message::Palette);
pub(super) const FAVOURITE: Binding = quiet(&[Char('f')], "f", "favourite, or no longer", Message::Favourite);
pub(super) const NEVER: Binding = quiet(&[Char('x')], "x", "never suggest, or again", Message::Never);
pub(super) const DIGITS: Binding = quiet(&[], "0-9", "set the score (1 then 0 for 10)", Message::Help);
pub(super) const SAFETY: Binding = quiet(&[Char('s')], "s", "safety", Message::Safety);

pub(super) const SAFETY_SHOWN: Binding = Binding { footer: Footer::Shown, ..SAFETY };
