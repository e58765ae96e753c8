//! The keys of the history, the gallery and the settings.

use super::binding::{
    BODY, BODY_LEFT, BODY_RIGHT, Binding, CLOSE, DOWN, FAVOURITE, FIRST, HELP, LAST, NEVER, PAGE_DOWN, PAGE_UP,
    PALETTE, QUIT, SAFETY, UP, always, pair, quiet, shown,
};
use super::message::Message;
use super::press::Press;
use super::press::Press::{Char, Enter};

/// The keys of every tab of the history, with those that only some tabs have before the ones that all have.
macro_rules! history {
    ($($of_some:expr),*; $($quiet:expr),*) => {
        &[
            shown(&[Press::Tab], "tab", "view", Message::Turn),
            $($of_some,)*
            shown(&[Char('u')], "u", "undo", Message::Undo),
            shown(&[Char('r')], "r", "rest day", Message::Rest),
            shown(&[Char('c')], "c", "rate tension", Message::CheckIn),
            shown(&[Char('e')], "e", "why this streak", Message::Why),
            HELP,
            CLOSE,
            quiet(&[Press::BackTab], "shift-tab", "previous view", Message::TurnBack),
            $($quiet,)*
            SAFETY,
            PALETTE,
            QUIT,
        ]
    };
}

/// The keys of the days and records of the history.
pub const HISTORY: &[Binding] = history!(
    pair("← →", "day"),
    pair("↑ ↓", "record"),
    shown(&[Enter], "enter", "details", Message::Open),
    shown(&[Char('x')], "x", "remove", Message::Retract);
    quiet(&[Press::Left], "←", "previous day", Message::Before),
    quiet(&[Press::Right], "→", "next day", Message::After),
    quiet(&[Char('[')], "[", "previous week", Message::WeekBefore),
    quiet(&[Char(']')], "]", "next week", Message::WeekAfter),
    UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST
);

/// The keys of the areas of the history.
pub const HISTORY_OF_AREAS: &[Binding] = history!(pair("↑ ↓", "area"); UP, DOWN, FIRST, LAST);

/// The same where the log shows what a clinician should see.
pub const HISTORY_WITH_ADVICE: &[Binding] = history!(
    pair("↑ ↓", "area"),
    shown(&[Char('a')], "a", "what to bring", Message::Advice);
    UP, DOWN, FIRST, LAST
);

/// The keys of the hours of the history.
pub const HISTORY_OF_HOURS: &[Binding] = history!(
    pair("← →", "hour");
    quiet(&[Press::Left], "←", "previous hour", Message::Before),
    quiet(&[Press::Right], "→", "next hour", Message::After),
    quiet(&[Press::Home, Char('g')], "home g", "to midnight", Message::First),
    quiet(&[Press::End, Char('G')], "end G", "to the evening", Message::Last)
);

/// The keys of a history in which nothing is yet.
pub const HISTORY_BEFORE_ALL: &[Binding] = &[
    shown(&[Enter], "enter", "first session", Message::Start),
    shown(&[Char('r')], "r", "rest day", Message::Rest),
    shown(&[Char('c')], "c", "rate tension", Message::CheckIn),
    shown(&[Char('u')], "u", "undo", Message::Undo),
    HELP,
    CLOSE,
    SAFETY,
    QUIT,
    PALETTE,
];

/// The keys of the cards and, with one more, of the exercises.
macro_rules! learn {
    ($($of_some:expr),*) => {
        &[
            $($of_some,)*
            pair("↑ ↓", "choose"),
            shown(&[Press::Tab], "tab", "area", Message::After),
            shown(&[Char('p')], "p", "position", Message::Position),
            shown(&[Char('/')], "/", "find muscle", Message::Find),
            pair("space", "scroll"),
            BODY,
            HELP,
            CLOSE,
            BODY_LEFT,
            BODY_RIGHT,
            quiet(&[Press::BackTab], "shift-tab", "previous area", Message::Before),
            UP,
            DOWN,
            quiet(&[Press::PageUp, Press::Left], "page up ←", "scroll up", Message::PageUp),
            quiet(&[Press::PageDown, Press::Right, Char(' ')], "page down →", "scroll down", Message::PageDown),
            FIRST,
            LAST,
            SAFETY,
            QUIT,
            quiet(&[Char('w')], "w", "write an exercise", Message::Write),
            PALETTE,
        ]
    };
}

/// The keys of the cards.
pub const LEARN: &[Binding] = learn!();

/// The keys of the exercises.
pub const LEARN_EXERCISE: &[Binding] = learn!(always(&[Enter], "enter", "start", Message::Start), FAVOURITE, NEVER);

/// The keys of the settings.
pub const SETTINGS: &[Binding] = &[
    pair("← →", "change"),
    shown(&[Char('e')], "e", "explain", Message::Why),
    pair("↑ ↓", "choose"),
    shown(&[Char('h')], "h", "health questions", Message::Profile),
    HELP,
    CLOSE,
    UP,
    DOWN,
    FIRST,
    LAST,
    quiet(&[Press::Left, Char('-')], "←", "previous value", Message::Before),
    quiet(&[Press::Right, Char('+'), Enter, Char(' ')], "→", "next value", Message::After),
    SAFETY,
    QUIT,
    PALETTE,
];
