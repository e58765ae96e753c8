//! What a session is led beside, in words: `cargo build: done in 1:42, exit 0`.

use super::clock::clock;
use crate::beside::{Ending, Task};

/// How it ended; `None` while it runs.
#[must_use]
pub fn ended(task: &Task) -> Option<String> {
    let (name, took) = (&task.name, clock(task.runs_for));
    Some(match task.ended? {
        Ending::Exited(0) => format!("{name}: done in {took}, exit 0"),
        Ending::Exited(code) => format!("{name}: failed after {took}, exit {code}"),
        Ending::Killed(signal) => format!("{name}: ended by signal {signal} after {took}"),
        Ending::Told => format!("{name}: done in {took}"),
    })
}

/// What it is and how long it has run.
#[must_use]
pub fn running(task: &Task) -> String {
    format!("{} {}", task.name, clock(task.runs_for))
}

/// The key that shows its screen.
pub const SHOW: &str = "ctrl-t its screen";
/// The key that leads back from it.
pub const BACK: &str = "ctrl-t back to the session";
/// What a session does once it is done.
pub const LAST: &str = "the session ends with this exercise";
