//! Keymap: keys to messages, one table for each screen, which the footer and the help print.

#[cfg(not(unix))]
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use std::fmt;
use std::str::FromStr;

use super::layouts;

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// A character.
    Char(char),
    /// A character with the control key.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
}

/// The keys with a name, as a settings file writes them.
pub const NAMED: [(&str, Press); 15] = [
    ("space", Press::Char(' ')),
    ("enter", Press::Enter),
    ("esc", Press::Esc),
    ("tab", Press::Tab),
    ("shift-tab", Press::BackTab),
    ("backspace", Press::Backspace),
    ("up", Press::Up),
    ("down", Press::Down),
    ("left", Press::Left),
    ("right", Press::Right),
    ("page-up", Press::PageUp),
    ("page-down", Press::PageDown),
    ("home", Press::Home),
    ("end", Press::End),
    ("ctrl-c", Press::Ctrl('c')),
];

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (NAMED.iter().find(|(_, press)| press == self), self) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Self::Char(c)) => write!(f, "{c}"),
            (None, Self::Ctrl(c)) => write!(f, "ctrl-{c}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Press {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut letters = text.strip_prefix("ctrl-").unwrap_or(text).chars();
        match (NAMED.iter().find(|(name, _)| *name == text), letters.next(), letters.next()) {
            (Some((_, press)), _, _) => Ok(*press),
            (None, Some(c), None) if text.starts_with("ctrl-") && c.is_ascii_lowercase() => Ok(Self::Ctrl(c)),
            (None, Some(c), None) if !c.is_control() && !text.starts_with("ctrl-") => Ok(Self::Char(c)),
            _ => Err(()),
        }
    }
}

impl Press {
    /// The key in an event of the console, if the program knows it. Releases of keys are not presses, and what is pressed
    /// together with alt is meant for the window.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(event: &KeyEvent) -> Option<Self> {
        let (alt, ctrl) = (KeyModifiers::ALT, KeyModifiers::CONTROL);
        // Alt Gr, with which some layouts type, is both.
        let is_alt = event.modifiers.contains(alt) && !event.modifiers.contains(ctrl);
        if event.kind == KeyEventKind::Release || is_alt {
            return None;
        }
        Some(match event.code {
            KeyCode::Char(c) if event.modifiers.contains(ctrl) && !event.modifiers.contains(alt) => {
                Self::Ctrl(c.to_ascii_lowercase())
            }
            KeyCode::Char(c) => Self::Char(c),
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Esc,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            _ => return None,
        })
    }
}

/// The meaning of a key.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the tables below say what each one does, in the words people see")]
pub enum Message {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Before,
    After,
    Open,
    Start,
    Find,
    Position,
    Minutes,
    History,
    Learn,
    Settings,
    Palette,
    Safety,
    Help,
    Close,
    Quit,
    Toggle,
    Next,
    Back,
    Longer,
    Shorter,
    Ouch,
    CallForHelp,
    NotThisArea,
    Easier,
    End,
    Mute,
    Voice,
    Cues,
    Louder,
    Softer,
    Why,
    Words,
    Retract,
    Undo,
    Yes,
    Log,
    Discard,
    FieldDown,
    FieldUp,
    WeekBefore,
    WeekAfter,
    Turn,
    TurnBack,
    Rest,
    Sick,
    Vacation,
    CheckIn,
    Compose,
    Limits,
    Advice,
    Suggested,
    Again,
    Profile,
    Details,
    InFull,
    Favourite,
    Never,
    Order,
    Shuffle,
    BodyLeft,
    BodyRight,
    Write,
    Edit,
    Remove,
    Save,
    Title,
    Add,
    Duplicate,
    Move,
    Rounds,
    Redo,
    Programs,
    Pause,
    Stop,
    FeltEasy,
    FeltRight,
    FeltHard,
}

impl Message {
    /// Returns `true` if no screen that knows it may be without a key for it.
    #[must_use]
    pub const fn is_vital(self) -> bool {
        matches!(
            self,
            Self::Ouch
                | Self::CallForHelp
                | Self::NotThisArea
                | Self::Easier
                | Self::Toggle
                | Self::Yes
                | Self::Back
                | Self::Start
                | Self::Close
                | Self::End
                | Self::Help
                | Self::Safety
                | Self::Quit
        )
    }
}

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

const fn shown(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::Shown }
}

const fn always(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::Always }
}

const fn quiet(on: &'static [Press], keys: &'static str, does: &'static str, message: Message) -> Binding {
    Binding { on, keys, does, message, footer: Footer::No }
}

/// Two keys that the footer names together; each has a line of its own in the table as well.
const fn pair(keys: &'static str, does: &'static str) -> Binding {
    shown(&[], keys, does, Message::Help)
}

use Press::{Backspace, Char, Ctrl, Enter, Esc};

const UP: Binding = quiet(&[Press::Up, Char('k')], "↑ k", "up", Message::Up);
const DOWN: Binding = quiet(&[Press::Down, Char('j')], "↓ j", "down", Message::Down);
const PAGE_UP: Binding = quiet(&[Press::PageUp], "page up", "page up", Message::PageUp);
const PAGE_DOWN: Binding = quiet(&[Press::PageDown], "page down", "page down", Message::PageDown);
const FIRST: Binding = quiet(&[Press::Home, Char('g')], "home g", "first", Message::First);
const LAST: Binding = quiet(&[Press::End, Char('G')], "end G", "last", Message::Last);
const HELP: Binding = always(&[Char('?')], "?", "keys", Message::Help);
const CLOSE: Binding = always(&[Esc, Backspace], "esc", "back", Message::Close);
const QUIT: Binding = quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit);
const BODY: Binding = pair("< >", "turn");
const BODY_LEFT: Binding = quiet(&[Char('<')], "<", "turn the body left", Message::BodyLeft);
const BODY_RIGHT: Binding = quiet(&[Char('>')], ">", "turn the body right", Message::BodyRight);
const PALETTE: Binding = quiet(&[Char(':')], ":", "find anything", Message::Palette);
const FAVOURITE: Binding = quiet(&[Char('f')], "f", "favourite, or no longer", Message::Favourite);
const NEVER: Binding = quiet(&[Char('x')], "x", "never suggest, or again", Message::Never);
const DIGITS: Binding = quiet(&[], "0-9", "set the score (1 then 0 for 10)", Message::Help);
const SAFETY: Binding = quiet(&[Char('s')], "s", "safety", Message::Safety);

/// The tables of all screens and layers.
pub const TABLES: [&[Binding]; 46] = [
    PICKER,
    COMPOSE,
    FIND,
    FIND_ROUTINE,
    PREVIEW,
    PREVIEW_OF_A_TENSE_DAY,
    PREVIEW_OF_ONES_OWN,
    PREVIEW_OF_ONES_OWN_ON_A_TENSE_DAY,
    EDITOR,
    EDITOR_TITLE,
    EDITOR_MOVING,
    EDITOR_ROUNDS,
    EDITOR_SEARCH,
    UNSAVED,
    KEPT_DRAFT,
    SESSION,
    SESSION_WITH_HOLDS,
    SESSION_PAUSED,
    HURT,
    LEAVING,
    SUMMARY,
    SUMMARY_OF_A_PROGRAM,
    SUMMARY_OF_A_PART,
    SUMMARY_OF_AN_EMERGENCY,
    SUMMARY_NOTE,
    HISTORY,
    HISTORY_OF_AREAS,
    HISTORY_WITH_ADVICE,
    HISTORY_OF_HOURS,
    HISTORY_BEFORE_ALL,
    LEARN,
    LEARN_EXERCISE,
    SETTINGS,
    READING,
    CONFIRM,
    REST,
    CHECK_IN,
    DETAILS,
    SCREENING,
    PROGRAMS,
    PROGRAMS_RUNNING,
    PROGRAMS_DONE_TODAY,
    PROGRAMS_PAUSED,
    PROGRAMS_FINISHED,
    UNFINISHED,
    PALETTE_KEYS,
];

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

const SAFETY_SHOWN: Binding = Binding { footer: Footer::Shown, ..SAFETY };

/// The keys for a routine that was not saved in an earlier run.
pub const KEPT_DRAFT: &[Binding] = &[
    shown(&[Enter, Char('e')], "enter", "go on editing", Message::Yes),
    shown(&[Char('d')], "d", "discard it", Message::Discard),
    shown(&[Esc], "esc", "ask again later", Message::Close),
    SAFETY,
    quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit),
];

/// The keys of a running session, with the word for the space bar, and those that the footer names in some phases.
macro_rules! session {
    ($space:expr $(, $of_some:expr)*) => {
        &[
            always(&[Char(' '), Enter], "space", $space, Message::Toggle),
            shown(&[Char('n'), Press::Right], "n", "next", Message::Next),
            shown(&[Char('b'), Press::Left], "b", "back", Message::Back),
            $($of_some,)*
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

/// The keys at the end of a session, with those that only some sessions have after the first.
macro_rules! summary {
    ($($of_some:expr),*) => {
        &[
            always(&[Enter], "enter", "save", Message::Yes),
            $($of_some,)*
            Binding { footer: Footer::Always, ..pair("0-9", "rate") },
            pair("↑ ↓", "field"),
            pair("← →", "score"),
            shown(&[Char('d')], "d", "details", Message::Details),
            HELP,
            quiet(&[Press::Down, Press::Tab], "↓ tab", "next field", Message::FieldDown),
            quiet(&[Press::Up, Press::BackTab], "↑", "previous field", Message::FieldUp),
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
    pair("↑ ↓", "field"),
    quiet(&[Press::Down, Press::Tab], "↓ tab", "next field", Message::FieldDown),
    quiet(&[Press::Up, Press::BackTab], "↑", "previous field", Message::FieldUp),
    shown(&[Esc], "esc", "save and close", Message::Close),
    quiet(&[Ctrl('c')], "ctrl-c", "save and quit", Message::Quit),
];

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

/// The keys of the programmes, on one that is not begun.
pub const PROGRAMS: &[Binding] = &[
    pair("↑ ↓", "choose"),
    always(&[Enter], "enter", "start", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    quiet(&[Char('p')], "p", "pause", Message::Pause),
    quiet(&[Char('x')], "x", "stop", Message::Stop),
    HELP,
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
    always(&[Enter], "enter", "today's session", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    shown(&[Char('p')], "p", "pause", Message::Pause),
    shown(&[Char('x')], "x", "stop", Message::Stop),
    HELP,
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
    always(&[Enter], "enter", "one more session", Message::Start),
    shown(&[Char('d')], "d", "details", Message::Details),
    shown(&[Char('p')], "p", "pause", Message::Pause),
    shown(&[Char('x')], "x", "stop", Message::Stop),
    HELP,
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
    HELP,
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
    HELP,
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

/// The keys of the questions to a person about themselves.
pub const SCREENING: &[Binding] = &[
    always(&[Char(' '), Char('y'), Press::Right, Press::Left], "space", "yes/no", Message::Toggle),
    always(&[Enter], "enter", "save", Message::Yes),
    always(&[Esc, Char('q')], "esc", "not now", Message::Close),
    pair("↑ ↓", "question"),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    SAFETY,
    quiet(&[Ctrl('c')], "ctrl-c", "quit", Message::Quit),
];

/// The keys for a session that was cut off.
pub const UNFINISHED: &[Binding] = &[
    shown(&[Enter, Char('r')], "enter", "resume where you stopped", Message::Yes),
    shown(&[Char('l')], "l", "log what you did", Message::Log),
    shown(&[Char('d')], "d", "discard it", Message::Discard),
    shown(&[Esc], "esc", "ask again later", Message::Close),
    SAFETY,
    quiet(&[Char('q'), Ctrl('c')], "q", "quit", Message::Quit),
];
