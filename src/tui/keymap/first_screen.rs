//! The keys of the first screen, and of what is chosen there before a session.

use super::binding::{
    BODY, BODY_LEFT, BODY_RIGHT, Binding, CLOSE, DOWN, FAVOURITE, FIRST, Footer, HELP, LAST, NEVER, PAGE_DOWN, PAGE_UP,
    PALETTE, QUIT, SAFETY, SAFETY_SHOWN, UP, always, pair, quiet, shown,
};
use super::message::Message;
use super::press::Press;
use super::press::Press::{Char, Ctrl, Enter, Esc};

/// The keys of the first screen.
pub const PICKER: &[Binding] = &[
    always(&[Enter], "enter", "start", Message::Start),
    shown(&[Char('g')], "g", "for now", Message::Compose),
    shown(&[Press::Right, Char(' ')], "→", "details", Message::Open),
    shown(&[Press::Tab], "tab", "area", Message::After),
    shown(&[Char('/')], "/", "find", Message::Find),
    shown(&[Char('p')], "p", "position", Message::Position),
    shown(&[Char('m')], "m", "minutes", Message::Minutes),
    always(&[Char('h')], "h", "history", Message::History),
    always(&[Char('l')], "l", "learn", Message::Learn),
    always(&[Char(',')], ",", "settings", Message::Settings),
    shown(&[Char(':')], ":", "anything", Message::Palette),
    HELP,
    Binding { footer: Footer::Always, ..QUIT },
    quiet(&[Press::BackTab, Press::Left], "← shift-tab", "previous area", Message::Before),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    quiet(&[Press::Home], "home", "first", Message::First),
    quiet(&[Press::End], "end", "last", Message::Last),
    SAFETY,
    FAVOURITE,
    NEVER,
    quiet(&[Char('o')], "o", "order of the list", Message::Order),
    quiet(&[Char('n')], "n", "go to suggestion", Message::Suggested),
    quiet(&[Char('a')], "a", "last session again", Message::Again),
    quiet(&[Char('c')], "c", "rate tension", Message::CheckIn),
    quiet(&[Char('r')], "r", "rest day", Message::Rest),
    quiet(&[Char('t')], "t", "programmes over weeks", Message::Programs),
    quiet(&[Char('u')], "u", "undo", Message::Undo),
    quiet(&[Char('y')], "y", "health questions", Message::Profile),
    quiet(&[Char('w')], "w", "write a routine", Message::Write),
    quiet(&[Esc], "esc", "clear filters", Message::Close),
];

/// The keys for a session that is made for the time there is.
pub const COMPOSE: &[Binding] = &[
    always(&[Enter], "enter", "start", Message::Start),
    pair("← →", "minutes"),
    pair("↑ ↓", "area"),
    always(&[Char(' '), Char('x')], "space", "yes/no", Message::Toggle),
    shown(&[Char('p')], "p", "position", Message::Position),
    shown(&[Char('d')], "d", "details", Message::Open),
    shown(&[Char('k')], "k", "keep", Message::Save),
    SAFETY_SHOWN,
    HELP,
    CLOSE,
    quiet(&[Press::Left, Char('-')], "← -", "fewer minutes", Message::Before),
    quiet(&[Press::Right, Char('+')], "→ +", "more minutes", Message::After),
    quiet(&[Press::Up], "↑", "up", Message::Up),
    quiet(&[Press::Down], "↓", "down", Message::Down),
    quiet(&[Press::PageUp], "page up", "scroll the steps up", Message::PageUp),
    quiet(&[Press::PageDown], "page down", "scroll the steps", Message::PageDown),
    FIRST,
    LAST,
    QUIT,
    PALETTE,
];

/// The keys for typing into the filter of the first screen; every other key is text.
pub const FIND_ROUTINE: &[Binding] = &[
    always(&[Enter], "enter", "details", Message::Open),
    pair("↑ ↓", "choose"),
    always(&[Esc], "esc", "clear", Message::Close),
    quiet(&[Press::Tab], "tab", "keep the search", Message::Yes),
    quiet(&[Press::Up], "↑", "up", Message::Up),
    quiet(&[Press::Down], "↓", "down", Message::Down),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys for typing into the filter of the exercises; every other key is text.
pub const FIND: &[Binding] = &[
    shown(&[Enter], "enter", "done", Message::Yes),
    shown(&[Esc], "esc", "clear", Message::Close),
    quiet(&[Press::Up], "↑", "up", Message::Up),
    quiet(&[Press::Down], "↓", "down", Message::Down),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of a routine, step by step, before it starts, with those that only some have.
macro_rules! preview {
    ($($of_some:expr),*) => {
        &[
            always(&[Enter], "enter", "start", Message::Start),
            pair("↑ ↓", "steps"),
            shown(&[Char(' '), Press::PageDown], "space", "scroll", Message::PageDown),
            BODY,
            shown(&[Char('c')], "c", "check-in", Message::CheckIn),
            $($of_some,)*
            quiet(&[Char('o')], "o", "another order, or as written", Message::Shuffle),
            quiet(&[Char('h')], "h", "health questions", Message::Profile),
            SAFETY_SHOWN,
            HELP,
            CLOSE,
            UP,
            DOWN,
            quiet(&[Press::PageUp], "page up", "scroll up", Message::PageUp),
            FIRST,
            LAST,
            BODY_LEFT,
            BODY_RIGHT,
            QUIT,
            PALETTE,
        ]
    };
}

/// The keys of a routine, step by step, before it starts.
pub const PREVIEW: &[Binding] = preview!(EDIT_A_COPY, FAVOURITE, NEVER);

/// The same where something is done the easier way because it is tense today.
pub const PREVIEW_OF_A_TENSE_DAY: &[Binding] = preview!(EDIT_A_COPY, IN_FULL, NEVER);

/// The keys of a routine of the person's own before it starts.
pub const PREVIEW_OF_ONES_OWN: &[Binding] = preview!(EDIT, REMOVE, FAVOURITE);

/// The same where something is done the easier way because it is tense today.
pub const PREVIEW_OF_ONES_OWN_ON_A_TENSE_DAY: &[Binding] = preview!(EDIT, REMOVE, IN_FULL);

const EDIT: Binding = shown(&[Char('e')], "e", "edit", Message::Edit);
const EDIT_A_COPY: Binding = Binding { does: "edit a copy", ..EDIT };
const REMOVE: Binding = quiet(&[Char('x')], "x", "remove", Message::Remove);
const IN_FULL: Binding = quiet(&[Char('f')], "f", "in full today, or easier", Message::InFull);
