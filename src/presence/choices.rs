//! Choices: what a person chose about breaks. A part of the settings.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// What a person chose about breaks. Anything a file leaves out has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// `true` if the moments of prompts are kept, which give the hours at the desk.
    pub desk_hours: bool,
    /// The minutes at the desk after which a break is due.
    pub after_minutes: u8,
    /// The hour at which quiet hours begin, 0 to 23.
    pub quiet_from: u8,
    /// The hour at which they end; the same as `quiet_from` for none.
    pub quiet_to: u8,
    /// `true` if nothing is said while a microphone or a camera is in use.
    pub quiet_in_calls: bool,
    /// The sessions that are offered after commands, by the words with which a command begins.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub commands: BTreeMap<String, Anchor>,
    /// Choices of another version of the program, kept as they are.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

/// A session that is offered after a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The routine's id.
    pub run: String,
    /// What is offered, in words, so that a prompt need not read the routines: `Neck ease, 5 min`.
    #[serde(default)]
    pub offer: String,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            desk_hours: true,
            after_minutes: Self::AFTER,
            quiet_from: 22,
            quiet_to: 7,
            quiet_in_calls: true,
            commands: BTreeMap::new(),
            other: serde_json::Map::new(),
        }
    }
}

impl Choices {
    /// The minutes at the desk after which a break is due: "get up about every half hour" (Mayo Clinic community health,
    /// "Stretch to take the strain out of sitting", 2025).
    pub const AFTER: u8 = 30;
    /// The minutes that may be chosen. The shortest is the interval at which breaks of 30 s eased discomfort at the keyboard
    /// (Appl Ergon 32:225, 2001); the longest is the two hours of which the guidance below warns.
    pub const AFTER_MINUTES: RangeInclusive<u8> = 20..=120;

    /// The same with every number within its bounds.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        self.after_minutes = self.after_minutes.clamp(*Self::AFTER_MINUTES.start(), *Self::AFTER_MINUTES.end());
        self.quiet_from = self.quiet_from.min(23);
        self.quiet_to = self.quiet_to.min(23);
        self
    }

    /// Returns `true` if the hour of the day is a quiet one.
    #[must_use]
    pub const fn is_quiet_at(&self, hour: u32) -> bool {
        let (from, to) = (self.quiet_from as u32, self.quiet_to as u32);
        if from <= to { from <= hour && hour < to } else { from <= hour || hour < to }
    }

    /// Seconds at the desk after which a break is due.
    #[must_use]
    pub fn after_secs(&self) -> i64 {
        i64::from(self.after_minutes) * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_hold_midnight_or_be_none() {
        let of = |quiet_from, quiet_to| {
            let choices = Choices { quiet_from, quiet_to, ..Choices::default() };
            (0..24).filter(|hour| choices.is_quiet_at(*hour)).collect::<Vec<u32>>()
        };
        assert_eq!(of(22, 2), [0, 1, 22, 23]);
        assert_eq!(of(12, 14), [12, 13]);
        assert!(of(8, 8).is_empty());
    }

    #[test]
    fn what_another_version_chose_is_kept() {
        let choices: Choices = serde_json::from_str(r#"{"after_minutes": 250, "tone": "soft"}"#).unwrap();
        let choices = choices.bounded();
        assert_eq!(choices.after_minutes, 120);
        assert!(serde_json::to_string(&choices).unwrap().contains(r#""tone":"soft""#));
    }
}
