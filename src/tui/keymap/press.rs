//! Press: a key as it is pressed, and how settings files write it.

#[cfg(not(unix))]
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use std::fmt;
use std::str::FromStr;

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
    /// The key of players that starts and pauses.
    Play,
    /// The key of players for the next track.
    NextTrack,
    /// The key of players for the track before.
    PreviousTrack,
}

/// The keys with a name, as a settings file writes them.
pub const NAMED: [(&str, Press); 18] = [
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
    ("play", Press::Play),
    ("next-track", Press::NextTrack),
    ("previous-track", Press::PreviousTrack),
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
