//! Tension before and after, and the advice that follows from it.

use super::plural;
use crate::areas::label_of;
use crate::history::Session;
use crate::history::comfort::{Advice, Comfort, HIGH_TENSION, Why};

/// Facts worth telling a clinician that the log cannot know.
pub const TO_TELL: &str = "Worth telling beside this page: since when it is there, what eases it and what makes it worse, \
                       and what it keeps you from doing.";

/// The tension of a session as `tension 6 → 3`; `None` where neither value was told.
#[must_use]
pub fn before_and_after(session: &Session) -> Option<String> {
    match (session.before, session.after) {
        (None, None) => None,
        (before, after) => {
            let score = |score: Option<u8>| score.map_or("?".to_owned(), |score| score.to_string());
            Some(format!("tension {} → {}", score(before), score(after)))
        }
    }
}

/// The advice that follows from an area's log, in a sentence.
#[must_use]
pub fn advice(advice: &Advice) -> String {
    let area = label_of(&advice.area);
    match advice.why {
        Why::LimitsDailyLife => format!("{area}: it was said to limit daily life in the last two weeks."),
        Why::HighTension { high, of } => {
            format!("{area}: tension was {HIGH_TENSION} or more in {high} of {of} check-ins over the last two weeks.")
        }
    }
}

/// The change of an area's tension by sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The change, as in `-1.3 after, 14 sessions`, or the part of it that is known.
    pub short: String,
    /// The means, as in `4.2 before, 2.9 after`; empty where the short form says all.
    pub means: String,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.means.as_str() {
            "" => f.write_str(&self.short),
            means => write!(f, "{} ({means})", self.short),
        }
    }
}

/// The change of an area's tension by sessions, from its means.
#[must_use]
pub fn change(comfort: &Comfort) -> Change {
    let sessions = |count: u32| format!("{count} {}", plural(count.into(), "session", "sessions"));
    let mean = |mean: Option<f64>| mean.map_or("?".to_owned(), |mean| format!("{mean:.1}"));
    let (before, after) = (mean(comfort.before), mean(comfort.after));
    match comfort.change {
        Some(change) => Change {
            short: format!("{change:+.1} after, {}", sessions(comfort.both)),
            means: format!("{before} before, {after} after"),
        },
        None if comfort.sessions == 0 => Change { short: "not told".to_owned(), means: String::new() },
        None => Change {
            short: format!("{before} before, {after} after, {}", sessions(comfort.sessions)),
            means: String::new(),
        },
    }
}
