//! Look: what is known at a moment of the desk and the history, read from the state folder.

use chrono::{DateTime, FixedOffset, Timelike};

use super::calls::{self, Calls};
use super::desk::Desk;
use super::known::{Known, wanted};
use super::rule::{self, Due, Now, Quiet};
use super::{hush, marks};
use crate::history::is_running;
use crate::paths::Paths;
use crate::settings::Settings;

/// What is known at a moment.
#[derive(Debug)]
pub struct Look {
    /// The moment.
    pub now: Now,
    /// The day at the desk.
    pub desk: Desk,
    known: Known,
    snoozed: Option<i64>,
}

impl Look {
    /// What is known at the moment `here`. With `is_prompt`, somebody is there, and their moment is kept. Nothing is written
    /// where desk hours are off.
    #[must_use]
    pub fn at(here: DateTime<FixedOffset>, paths: &Paths, settings: &Settings, is_prompt: bool) -> Self {
        let now = Now { secs: here.timestamp(), hour: here.hour() };
        let keeps = settings.nudge.desk_hours;
        let wanted = wanted(here, settings.day_start_hour, settings.ouch_days);
        let known = Known::read(&paths.history(), &paths.nudge(), wanted, keeps);
        let folder = paths.desk();
        let moments = match (keeps, is_prompt) {
            (false, _) => Vec::new(),
            (true, false) => marks::read(&folder, wanted.day),
            (true, true) => {
                // A folder that cannot be written to is no reason for a prompt to fail.
                let noted = marks::note(&folder, wanted.day, now.secs);
                let mut moments = noted.unwrap_or_else(|_| marks::read(&folder, wanted.day));
                moments.push(now.secs);
                moments
            }
        };
        let desk = Desk::of(&moments, &known.sessions, now.secs);
        Self { now, desk, known, snoozed: hush::snoozed_until(&paths.snooze()) }
    }

    /// The break that is due, or why nothing is said. Running sessions and calls are asked about only when one is due.
    pub fn due(&self, paths: &Paths, settings: &Settings) -> Result<Due, Quiet> {
        let due = rule::due(self.now, &settings.nudge, self.snoozed, &self.desk, &self.known)?;
        occupied(paths, settings).map_or(Ok(due), Err)
    }

    /// Why nothing at all is to be said, whatever is due.
    #[must_use]
    pub fn silence(&self, paths: &Paths, settings: &Settings) -> Option<Quiet> {
        rule::silence(self.now, &settings.nudge, self.snoozed).or_else(|| occupied(paths, settings))
    }
}

fn occupied(paths: &Paths, settings: &Settings) -> Option<Quiet> {
    if is_running(&paths.data) {
        return Some(Quiet::Session);
    }
    match settings.nudge.quiet_in_calls.then(calls::in_use)? {
        Calls::Microphone => Some(Quiet::Microphone),
        Calls::Camera => Some(Quiet::Camera),
        Calls::None | Calls::Unknown => None,
    }
}
