//! Notifications of the desktop, by way of the terminal: for somebody who looks at another window.
//!
//! Terminals understand one of two sequences (`OSC 9` by iTerm2, `OSC 777` by rxvt) and leave out what they do not
//! know, except those that are no terminal emulators at all. tmux passes one on that is wrapped for it.

use crate::sanitize::clean;

/// The widest notification, in columns.
const LONGEST: usize = 120;

/// The way to notify this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notifier {
    sequence: Option<Sequence>,
    in_tmux: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sequence {
    Osc9,
    Osc777,
}

impl Notifier {
    /// The way that the terminal names in these variables.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> String) -> Self {
        let term = variable("TERM");
        let speaks_777 =
            ["foot", "rxvt"].iter().any(|name| term.starts_with(name)) || !variable("VTE_VERSION").is_empty();
        let sequence = match term.as_str() {
            "" | "dumb" | "linux" => None,
            _ if speaks_777 => Some(Sequence::Osc777),
            _ => Some(Sequence::Osc9),
        };
        Self { sequence, in_tmux: !variable("TMUX").is_empty() }
    }

    /// The way that the environment names.
    #[must_use]
    pub fn from_environment() -> Self {
        Self::of(|name| std::env::var(name).unwrap_or_default())
    }

    /// The name of the sequence, for the doctor.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match (self.sequence, self.in_tmux) {
            (None, _) => "none: this terminal does not support them",
            (Some(Sequence::Osc9), false) => "OSC 9",
            (Some(Sequence::Osc777), false) => "OSC 777",
            (Some(Sequence::Osc9), true) => "OSC 9 through tmux (needs: set -g allow-passthrough on)",
            (Some(Sequence::Osc777), true) => "OSC 777 through tmux (needs: set -g allow-passthrough on)",
        }
    }

    /// The sequence that tells the terminal to show `text`; `None` if it knows none.
    #[must_use]
    pub fn sequence(self, text: &str) -> Option<String> {
        // A semicolon would begin the next field; at the start of `OSC 9` a number would be another command.
        let text = clean(text, LONGEST).replace(';', ",");
        let plain = match self.sequence? {
            Sequence::Osc9 => format!("\x1b]9;supple: {text}\x1b\\"),
            Sequence::Osc777 => format!("\x1b]777;notify;supple;{text}\x1b\\"),
        };
        Some(if self.in_tmux { format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")) } else { plain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notifier(variables: &'static [(&str, &str)]) -> Notifier {
        Notifier::of(|name| {
            variables.iter().find(|(of, _)| *of == name).map_or(String::new(), |(_, is)| (*is).to_owned())
        })
    }

    #[test]
    fn most_terminals_are_told_by_osc_9() {
        let told = notifier(&[("TERM", "xterm-256color")]).sequence("done");
        assert_eq!(told.as_deref(), Some("\x1b]9;supple: done\x1b\\"));
    }

    #[test]
    fn foot_rxvt_and_gnome_are_told_by_osc_777() {
        for variables in
            [&[("TERM", "foot")][..], &[("TERM", "rxvt-unicode")], &[("TERM", "xterm"), ("VTE_VERSION", "7600")]]
        {
            let told = notifier(variables).sequence("done").unwrap();
            assert_eq!(told, "\x1b]777;notify;supple;done\x1b\\");
        }
    }

    #[test]
    fn tmux_is_asked_to_pass_it_on() {
        let told = notifier(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux")]).sequence("done").unwrap();
        assert_eq!(told, "\x1bPtmux;\x1b\x1b]9;supple: done\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn a_console_is_told_nothing() {
        assert_eq!(notifier(&[("TERM", "linux")]).sequence("done"), None);
        assert_eq!(notifier(&[]).sequence("done"), None);
    }

    #[test]
    fn a_title_cannot_end_the_sequence_or_begin_another() {
        let told = notifier(&[("TERM", "foot")]).sequence("a\x07b\x1b\\c;d\u{9c}").unwrap();
        let inside = told.trim_start_matches("\x1b]777;notify;supple;").trim_end_matches("\x1b\\");
        assert!(!inside.contains(|c: char| c.is_control() || c == ';'), "{inside:?}");
    }
}
