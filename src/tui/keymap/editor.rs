//! The keys of a routine that is edited.

use super::binding::{
    BODY_LEFT, BODY_RIGHT, Binding, CLOSE, DOWN, FIRST, HELP, LAST, PAGE_DOWN, PAGE_UP, PALETTE, SAFETY, UP, always,
    pair, quiet, shown,
};
use super::message::Message;
use super::press::Press;
use super::press::Press::{Backspace, Char, Ctrl, Enter, Esc};

/// The keys of a routine that is edited.
pub const EDITOR: &[Binding] = &[
    always(&[Char('w'), Ctrl('s')], "w", "save", Message::Save),
    always(&[Enter], "enter", "change", Message::Open),
    always(&[Char('a')], "a", "add", Message::Add),
    pair("← → tab", "value"),
    shown(&[Char('x')], "x", "remove", Message::Remove),
    shown(&[Char('m')], "m", "move", Message::Move),
    shown(&[Char('u'), Ctrl('u')], "u", "undo", Message::Undo),
    shown(&[Char('b')], "b", "rounds", Message::Rounds),
    shown(&[Char('d')], "d", "duplicate", Message::Duplicate),
    HELP,
    Binding { on: &[Esc, Backspace, Char('q')], ..CLOSE },
    quiet(&[Char('y'), Ctrl('y'), Ctrl('r')], "y", "redo", Message::Redo),
    quiet(&[Char('t')], "t", "title", Message::Title),
    quiet(&[Press::Right, Char('+')], "→", "more", Message::After),
    quiet(&[Press::Left, Char('-')], "←", "less", Message::Before),
    quiet(&[Press::Tab], "tab", "next value", Message::FieldDown),
    quiet(&[Press::BackTab], "shift-tab", "value before", Message::FieldUp),
    UP,
    DOWN,
    PAGE_UP,
    quiet(&[Press::PageDown, Char(' ')], "page down", "page down", Message::PageDown),
    FIRST,
    LAST,
    BODY_LEFT,
    BODY_RIGHT,
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
    PALETTE,
];

/// The keys for typing the title of a routine, or another of its texts; every other key is text.
pub const EDITOR_TITLE: &[Binding] = &[
    always(&[Enter, Press::Tab], "enter", "done", Message::Yes),
    always(&[Esc], "esc", "as before", Message::Close),
    quiet(&[Press::Down], "↓", "done, and down", Message::Down),
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
];

/// The keys while a step or a block is moved.
pub const EDITOR_MOVING: &[Binding] = &[
    pair("↑ ↓", "move"),
    always(&[Enter, Char('m'), Char(' ')], "enter", "put it here", Message::Yes),
    always(&[Esc, Backspace, Char('q')], "esc", "back where it was", Message::Close),
    UP,
    DOWN,
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
];

/// The keys while the steps are marked that are to be repeated.
pub const EDITOR_ROUNDS: &[Binding] = &[
    pair("↑ ↓", "up to here"),
    always(&[Enter, Char('b'), Char(' ')], "enter", "repeat these", Message::Yes),
    always(&[Esc, Backspace, Char('q')], "esc", "not now", Message::Close),
    UP,
    DOWN,
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
];

/// The keys for finding an exercise; every other key is text.
pub const EDITOR_SEARCH: &[Binding] = &[
    always(&[Enter], "enter", "take it", Message::Yes),
    pair("↑ ↓", "choose"),
    always(&[Esc], "esc", "back", Message::Close),
    quiet(&[Press::Up, Ctrl('p'), Ctrl('k')], "↑", "up", Message::Up),
    quiet(&[Press::Down, Press::Tab, Ctrl('n'), Ctrl('j')], "↓", "down", Message::Down),
    PAGE_UP,
    PAGE_DOWN,
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
];

/// The keys of the question what becomes of changes that are not saved.
pub const UNSAVED: &[Binding] = &[
    always(&[Char('w'), Enter], "w", "save", Message::Save),
    always(&[Char('d')], "d", "discard what you changed", Message::Discard),
    always(&[Esc, Backspace, Char('n'), Char('q')], "esc", "go on editing", Message::Close),
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "keep a draft and quit", Message::Quit),
];

/// The keys for a routine that was not saved in an earlier run.
pub const KEPT_DRAFT: &[Binding] = &[
    shown(&[Enter, Char('e')], "enter", "go on editing", Message::Yes),
    shown(&[Char('d')], "d", "discard it", Message::Discard),
    shown(&[Esc], "esc", "ask again later", Message::Close),
    SAFETY,
    quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit),
];
