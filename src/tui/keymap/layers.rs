//! The keys of what is laid over a screen.

use super::binding::{
    Binding, DIGITS, DOWN, FIRST, Footer, HELP, LAST, PAGE_DOWN, PAGE_UP, SAFETY, UP, always, pair, quiet, shown,
};
use super::message::Message;
use super::press::Press;
use super::press::Press::{Backspace, Char, Ctrl, Enter, Esc};

/// The keys for finding anything; every other key is text.
pub const PALETTE_KEYS: &[Binding] = &[
    always(&[Enter], "enter", "do it", Message::Yes),
    pair("↑ ↓", "choose"),
    always(&[Esc], "esc", "back", Message::Close),
    quiet(&[Press::Up, Ctrl('p'), Ctrl('k')], "↑", "up", Message::Up),
    quiet(&[Press::Down, Press::Tab, Ctrl('n'), Ctrl('j')], "↓", "down", Message::Down),
    PAGE_UP,
    PAGE_DOWN,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

const HELP_WHERE_IT_FITS: Binding = Binding { footer: Footer::Shown, ..HELP };

/// The keys of the programmes, on one that is not begun.
pub const PROGRAMS: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "start", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    quiet(&[Char('p')], "p", "pause", Message::Pause),
    quiet(&[Char('x')], "x", "stop", Message::Stop),
    HELP_WHERE_IT_FITS,
    always(&[Esc, Char('q')], "esc", "close", Message::Close),
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the programmes, on one whose session is to be done today.
pub const PROGRAMS_RUNNING: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "start", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    shown(&[Char('p')], "p", "pause", Message::Pause),
    shown(&[Char('x')], "x", "stop", Message::Stop),
    HELP_WHERE_IT_FITS,
    always(&[Esc, Char('q')], "esc", "close", Message::Close),
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the programmes, on a running one that asks for no more today.
pub const PROGRAMS_DONE_TODAY: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "once more", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    shown(&[Char('p')], "p", "pause", Message::Pause),
    shown(&[Char('x')], "x", "stop", Message::Stop),
    HELP_WHERE_IT_FITS,
    always(&[Esc, Char('q')], "esc", "close", Message::Close),
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the programmes, on one that is left for a while.
pub const PROGRAMS_PAUSED: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "go on", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    quiet(&[Char('p')], "p", "pause", Message::Pause),
    shown(&[Char('x')], "x", "stop", Message::Stop),
    HELP_WHERE_IT_FITS,
    always(&[Esc, Char('q')], "esc", "close", Message::Close),
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the programmes, on one that is done to its end.
pub const PROGRAMS_FINISHED: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "once more", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    quiet(&[Char('p')], "p", "pause", Message::Pause),
    quiet(&[Char('x')], "x", "stop", Message::Stop),
    HELP_WHERE_IT_FITS,
    always(&[Esc, Char('q')], "esc", "close", Message::Close),
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of a text laid over the screen.
pub const READING: &[Binding] = &[
    pair("↑ ↓", "scroll"),
    shown(
        &[Esc, Enter, Char('?'), Char('q'), Char(' '), Char('s'), Char('e'), Backspace],
        "esc",
        "close",
        Message::Close,
    ),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of a question with yes and no.
pub const CONFIRM: &[Binding] = &[
    shown(&[Char('y')], "y", "yes", Message::Yes),
    shown(&[Char('n'), Esc, Char('q')], "n", "no", Message::Close),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
];

/// The keys for declaring a day free.
pub const REST: &[Binding] = &[
    quiet(&[Press::Left], "←", "previous day", Message::Before),
    quiet(&[Press::Right], "→", "next day", Message::After),
    shown(&[Enter, Char('r'), Char('y')], "enter", "rest", Message::Yes),
    shown(&[Char('s')], "s", "sick", Message::Sick),
    shown(&[Char('v')], "v", "vacation", Message::Vacation),
    shown(&[Esc, Char('n'), Char('q')], "esc", "no", Message::Close),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of a check-in. Digits are scores.
pub const CHECK_IN: &[Binding] = &[
    shown(&[Enter], "enter", "save", Message::Yes),
    pair("↑ ↓", "area"),
    pair("← →", "score"),
    shown(&[Char('l')], "l", "limits my day", Message::Limits),
    quiet(&[Char('d')], "d", "details for a clinician", Message::Details),
    shown(&[Esc, Char('q')], "esc", "skip", Message::Close),
    quiet(&[Press::Down, Press::Tab, Char('j')], "↓", "next area", Message::FieldDown),
    quiet(&[Press::Up, Press::BackTab, Char('k')], "↑", "previous area", Message::FieldUp),
    DIGITS,
    quiet(&[Press::Right], "→", "score up", Message::After),
    quiet(&[Press::Left], "←", "score down", Message::Before),
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the details of an area. Digits are scores, and letters what is hard to do.
pub const DETAILS: &[Binding] = &[
    shown(&[Enter], "enter", "save", Message::Yes),
    pair("↑ ↓", "field"),
    pair("← →", "change"),
    shown(&[Esc], "esc", "skip", Message::Close),
    quiet(&[Press::Down, Press::Tab], "↓", "next field", Message::FieldDown),
    quiet(&[Press::Up, Press::BackTab], "↑", "previous field", Message::FieldUp),
    quiet(&[Press::Right, Char(' ')], "→", "next value", Message::After),
    quiet(&[Press::Left], "←", "previous value", Message::Before),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys of the questions about the person. Y and N answer.
macro_rules! screening {
    ($enter:literal, $($of_some:expr)?) => {
        &[
            Binding { footer: Footer::Always, ..pair("y n", "answer") },
            always(&[Enter], "enter", $enter, Message::Yes),
            always(&[Esc, Char('q')], "esc", "not now", Message::Close),
            quiet(&[Char(' '), Press::Right, Press::Left], "space", "the other answer", Message::Toggle),
            pair("↑ ↓", "question"),
            UP,
            DOWN,
            PAGE_UP,
            PAGE_DOWN,
            FIRST,
            $($of_some,)?
            SAFETY,
            quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
        ]
    };
}

/// The keys of the questions to a person about themselves.
pub const SCREENING: &[Binding] = screening!("save", LAST);

/// The same while questions are left that were never answered.
pub const SCREENING_AT_FIRST: &[Binding] = screening!("next",);

/// The keys for a session that was cut off.
pub const UNFINISHED: &[Binding] = &[
    shown(&[Enter, Char('r')], "enter", "resume where you stopped", Message::Yes),
    shown(&[Char('l')], "l", "log what you did", Message::Log),
    shown(&[Char('d')], "d", "discard it", Message::Discard),
    shown(&[Esc], "esc", "ask again later", Message::Close),
    SAFETY,
    quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit),
];
