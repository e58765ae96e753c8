//! Unfinished: the question what to do with a session that was cut off.

use std::time::Duration;

use crate::history::Checkpoint;
use crate::plain::page::{Effect, Page, Wish};
use crate::situation::Situation;
use crate::words::{aloud, days};

/// The question what to do with a session that was cut off.
#[derive(Debug)]
pub struct Unfinished {
    checkpoint: Checkpoint,
}

impl Unfinished {
    /// Asks about the session that left this checkpoint.
    #[must_use]
    pub const fn of(checkpoint: Checkpoint) -> Self {
        Self { checkpoint }
    }
}

impl Page for Unfinished {
    fn says(&self, _: &Situation) -> Vec<String> {
        let of = &self.checkpoint;
        let time = |secs: u32| aloud::time(Duration::from_secs(secs.into()));
        vec![format!(
            "Unfinished session: {}. You did {} of {}, on {}.",
            of.title,
            time(of.active_secs),
            time(of.planned_secs),
            days::moment_long(of.at)
        )]
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        ["Continue where you stopped", "Log what you did", "Discard it"].map(str::to_owned).to_vec()
    }

    fn question(&self, _: &Situation) -> String {
        "What shall become of it?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "enter to decide at the next start".to_owned()
    }

    fn choose(&mut self, _: &Situation, choice: usize) -> Vec<Wish> {
        match choice {
            // It stays until the session is led: that may fail, and then there is still something to choose.
            0 => vec![Wish::Do(Effect::TakeUp)],
            1 => vec![Wish::Close, Wish::Do(Effect::LogUnfinished)],
            _ => vec![Wish::Close, Wish::Do(Effect::DropUnfinished)],
        }
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        answer.is_empty().then(|| vec![Wish::Close])
    }
}
