//! Beside: what runs while a session is led. A command in a terminal of its own, or work of another program that tells by
//! signals when it starts and when it is done.
//!
//! Reading order: [`Task`] (what is known of it), [`Companion`] (what a session's screens ask of it), `sequences` (whole
//! control sequences, and those that a replay leaves out), `emulator` (a terminal in memory) and `screen` (a picture of it), `output` (where its
//! output goes), `command` (a command in its pseudo-terminal), `signal` (work of another program).

#[cfg(unix)]
mod command;
#[cfg(unix)]
mod emulator;
#[cfg(unix)]
mod keys;
#[cfg(unix)]
mod output;
mod screen;
#[cfg(unix)]
mod sequences;
#[cfg(unix)]
mod signal;

use std::fmt;
use std::time::Duration;

#[cfg(unix)]
pub use command::{CannotRun, Command, Stopped, settings};
#[cfg(unix)]
pub use keys::{Typed, for_the_command};
pub use screen::Screen;
#[cfg(unix)]
pub use signal::{Said, Waiter, send};

/// What is known of the work that a session is led beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its name, as the person gave it.
    pub name: String,
    /// The time that it has run.
    pub runs_for: Duration,
    /// How it ended, if it has.
    pub ended: Option<Ending>,
    /// The last line that it has written, without control characters.
    pub last_line: String,
    /// `true` if it has a screen, which takes keys.
    pub has_screen: bool,
    /// `true` if it must have the terminal back at once: nothing more of its output can be kept.
    pub needs_terminal: bool,
}

/// How work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A command ended with this exit code.
    Exited(u8),
    /// A command was ended by the signal of this number.
    Killed(i32),
    /// Another program told that it is done.
    Told,
}

/// The work that a session is led beside, as the screens know it.
pub trait Companion: fmt::Debug {
    /// What is known of it, at `now` on the monotonic clock.
    fn look(&mut self, now: Duration) -> Task;

    /// What it would show just now; `None` if it has no screen.
    fn screen(&self) -> Option<Screen> {
        None
    }

    /// Hands keys on to it, as a terminal sends them.
    fn send(&mut self, _typed: &[u8]) {}

    /// Tells it the size of the terminal in columns and rows.
    fn fit(&mut self, _columns: u16, _rows: u16) {}

    /// Stops it, because the whole program is stopped.
    fn stop(&mut self) {}

    /// Lets it go on after a stop.
    fn go_on(&mut self) {}
}
