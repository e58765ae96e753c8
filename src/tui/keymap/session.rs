//! The keys of a session and of its end.

use super::binding::{
    BODY_LEFT, BODY_RIGHT, Binding, DIGITS, DOWN, FIRST, Footer, HELP, LAST, PAGE_DOWN, PAGE_UP, PALETTE, SAFETY,
    SAFETY_SHOWN, UP, always, pair, quiet, shown,
};
use super::message::Message;
use super::press::Press;
use super::press::Press::{Backspace, Char, Ctrl, Enter, Esc};

/// The keys of a running session, with the word for the space bar, and those that the footer names in some phases.
macro_rules! session {
    ($space:expr $(, $of_some:expr)*) => {
        &[
            always(&[Char(' '), Enter], "space", $space, Message::Toggle),
            shown(&[Char('n'), Press::Right], "n", "next", Message::Next),
            shown(&[Char('b'), Press::Left], "b", "back", Message::Back),
            $($of_some,)*
            quiet(&[Press::Play], "play", "pause or continue", Message::Toggle),
            quiet(&[Press::NextTrack], "next track", "next", Message::Next),
            quiet(&[Press::PreviousTrack], "previous track", "back", Message::Back),
            quiet(&[Char('+'), Char('='), Press::Up], "+", "longer hold", Message::Longer),
            quiet(&[Char('-'), Char('_'), Press::Down], "-", "shorter hold", Message::Shorter),
            always(&[Char('o')], "o", "it hurts", Message::Ouch),
            shown(&[Char('i')], "i", "words", Message::Words),
            shown(&[Char('v')], "v", "voice", Message::Voice),
            shown(&[Char('m')], "m", "mute", Message::Mute),
            quiet(&[Char('c')], "c", "soft or clear cues", Message::Cues),
            quiet(&[Char(']')], "]", "louder", Message::Louder),
            quiet(&[Char('[')], "[", "softer", Message::Softer),
            BODY_LEFT,
            BODY_RIGHT,
            SAFETY,
            HELP,
            always(&[Char('q')], "q", "end", Message::End),
            quiet(&[Esc], "esc", "pause and ask to end", Message::Close),
            quiet(&[Ctrl('c')], "ctrl-c", "end and quit", Message::Quit),
            PALETTE,
        ]
    };
}

/// The keys of a running session.
pub const SESSION: &[Binding] = session!("pause");
/// The same where there is a hold whose length can be changed.
pub const SESSION_WITH_HOLDS: &[Binding] = session!("pause", pair("+ -", "time"));
/// The keys of a session that stands still.
pub const SESSION_PAUSED: &[Binding] = session!("continue");

/// The keys after "ouch".
pub const HURT: &[Binding] = &[
    // The text above names these three.
    shown(&[Char('1')], "1", "emergency", Message::CallForHelp),
    shown(&[Char('2')], "2", "sharp", Message::NotThisArea),
    shown(&[Char('3'), Char('e')], "3", "easier", Message::Easier),
    pair("← →", "how bad"),
    quiet(&[Press::Right], "→", "worse", Message::After),
    quiet(&[Press::Left], "←", "less bad", Message::Before),
    always(&[Esc, Char('b')], "esc", "by mistake", Message::Back),
    shown(&[Char('n')], "n", "next", Message::Next),
    always(&[Char('q')], "q", "end", Message::End),
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "end and quit", Message::Quit),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    Binding { footer: Footer::No, ..HELP },
];

/// The keys of the question whether a session shall end.
pub const LEAVING: &[Binding] = &[
    always(&[Char(' '), Enter], "space", "continue", Message::Toggle),
    always(&[Char('q')], "q", "end here", Message::End),
    always(&[Char('o')], "o", "it hurts", Message::Ouch),
    shown(&[Esc, Backspace], "esc", "stay paused", Message::Close),
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "end and quit", Message::Quit),
];

/// The keys at the end of a session, with those that only some sessions have after the first.
macro_rules! summary {
    ($($of_some:expr),*) => {
        &[
            always(&[Enter], "enter", "save", Message::Yes),
            $($of_some,)*
            Binding { footer: Footer::Always, ..pair("0-9", "rate") },
            pair("↑ ↓", "area"),
            pair("← →", "score"),
            shown(&[Press::Tab], "tab", "before", Message::OtherScore),
            shown(&[Char('d')], "d", "details", Message::Details),
            HELP,
            quiet(&[Press::Down], "↓", "next area, then the note", Message::FieldDown),
            quiet(&[Press::Up, Press::BackTab], "↑", "previous area", Message::FieldUp),
            quiet(&[Press::Right], "→", "score up", Message::After),
            quiet(&[Press::Left], "←", "score down", Message::Before),
            quiet(&[Char('l')], "l", "it limits my day", Message::Limits),
            DIGITS,
            SAFETY,
            quiet(&[Esc], "esc", "save and close", Message::Close),
            quiet(&[Ctrl('c')], "ctrl-c", "save and quit", Message::Quit),
        ]
    };
}

/// The keys at the end of a session. Digits are scores.
pub const SUMMARY: &[Binding] = summary!();

/// The same after a session of a programme, which asks how it felt.
pub const SUMMARY_OF_A_PROGRAM: &[Binding] = summary!(
    shown(&[Char('e')], "e", "easy", Message::FeltEasy),
    shown(&[Char('r')], "r", "right", Message::FeltRight),
    shown(&[Char('h')], "h", "hard", Message::FeltHard)
);

/// The same after a session that was ended early.
pub const SUMMARY_OF_A_PART: &[Binding] = summary!(always(&[Char('b')], "b", "continue", Message::Back));

/// The keys after a rehearsal, of which nothing is kept: nothing is asked.
pub const SUMMARY_OF_A_REHEARSAL: &[Binding] = &[
    always(&[Enter], "enter", "close", Message::Close),
    shown(&[Char('d')], "d", "details", Message::Details),
    HELP,
    SAFETY,
    quiet(&[Char('b')], "b", "continue what was ended early", Message::Back),
    quiet(&[Esc, Char('q')], "esc", "close", Message::Close),
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys after an emergency: nothing is asked.
pub const SUMMARY_OF_AN_EMERGENCY: &[Binding] = &[
    always(&[Enter], "enter", "save", Message::Yes),
    always(&[Char('b')], "b", "continue", Message::Back),
    shown(&[Char('d')], "d", "details", Message::Details),
    SAFETY_SHOWN,
    HELP,
    quiet(&[Esc], "esc", "save and close", Message::Close),
    quiet(&[Char('q'), Ctrl('c')], "q", "save and quit", Message::Quit),
];

/// The keys in the note at the end of a session; every other key is text.
pub const SUMMARY_NOTE: &[Binding] = &[
    shown(&[Enter], "enter", "save", Message::Yes),
    pair("↑", "back to the scores"),
    quiet(&[Press::Up, Press::BackTab, Press::Tab], "↑", "back to the scores", Message::FieldUp),
    shown(&[Esc], "esc", "save and close", Message::Close),
    quiet(&[Ctrl('c')], "ctrl-c", "save and quit", Message::Quit),
];
