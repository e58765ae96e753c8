//! Sound: the cues on the sound card, or the terminal bell where there is none.
//!
//! This is the only place that knows of a sound library. The rest of the program asks a [`Speaker`] to
//! play a [`Cue`](crate::session::cue::Cue) and is told whether it has to ring the bell itself, since
//! the terminal belongs to the screen.
//!
//! - `speaker`: what the program talks to
//! - `shared`: what the speaker, its thread and the sound card share
//! - `worker`: that thread; it opens the card, notices when it is lost, tries it again
//! - `output`: which way leads to a sound card
//! - `pulse`: by a sound server; `card`: by the system's own interface; `piped`: by a program of the system
//! - `opened`: any of them, while it is open; `feeder`: the thread that feeds the first and the last
//! - `mix`: what is heard, as the frames that a card takes
//! - `timeline`: when a frame is heard
//! - `opus`: the sounds inside the program as samples; `clips`: files of speech as samples
//! - `cues`: the short sounds inside the program
//! - `voice`: the clips inside the program, one after the other
//! - `renderer` and `program`: the user's own texts, by the system's speech program
//! - `bell`: which cues are worth a ring of the terminal bell
//! - `stderr`: keeps what ALSA's library prints away from the screen, where that is built in

use std::path::PathBuf;
use std::time::Duration;

mod bell;
#[cfg(all(feature = "sound", any(windows, target_os = "macos", feature = "alsa")))]
mod card;
#[cfg(feature = "sound")]
mod clips;
#[cfg(feature = "sound")]
mod cues;
#[cfg(all(feature = "sound", unix, not(target_os = "macos")))]
mod feeder;
#[cfg(feature = "sound")]
mod mix;
#[cfg(feature = "sound")]
mod opened;
#[cfg(feature = "sound")]
mod opus;
#[cfg(feature = "sound")]
mod output;
#[cfg(all(feature = "sound", unix, not(target_os = "macos")))]
mod piped;
#[cfg(feature = "sound")]
mod program;
#[cfg(all(feature = "sound", unix, not(target_os = "macos")))]
mod pulse;
#[cfg(feature = "sound")]
mod renderer;
#[cfg_attr(not(feature = "sound"), expect(dead_code, reason = "no card, no thread to share this with"))]
mod shared;
mod speaker;
#[cfg(feature = "alsa")]
mod stderr;
#[cfg(feature = "sound")]
mod timeline;
#[cfg(feature = "sound")]
mod voice;
#[cfg(feature = "sound")]
mod worker;

pub use bell::BELL;
pub use speaker::Speaker;
#[cfg(feature = "alsa")]
pub use stderr::restore_stderr;

/// Nothing to put back: nothing here prints to standard error.
#[cfg(not(feature = "alsa"))]
pub const fn restore_stderr() {}

/// The longest time that a session waits for the sound card before it begins with the bell.
pub const LONGEST_OPENING: Duration = Duration::from_millis(1500);

/// The longest time that the last cue and the last words may sound after a session has ended.
pub const LAST_CUE: Duration = Duration::from_secs(8);

/// Loudness of the cues, in percent: 0 is silence, 100 plays the files as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volume(u8);

impl Volume {
    /// The files as they are.
    pub const FULL: Self = Self(100);

    /// A volume in percent; more than 100 is 100.
    #[must_use]
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// Gain of samples. The square, because an ear takes half the amplitude for much more
    /// than half as loud: like this, 50 percent sounds like the middle.
    #[cfg(feature = "sound")]
    fn gain(self) -> f32 {
        let part = f32::from(self.0) / 100.0;
        part * part
    }
}

impl Default for Volume {
    fn default() -> Self {
        Self::FULL
    }
}

impl From<u8> for Volume {
    fn from(percent: u8) -> Self {
        Self::percent(percent)
    }
}

/// Output of cues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// The sound card is being opened, which takes a moment.
    Opening,
    /// The sound card plays them.
    SoundCard,
    /// There is no sound card, or it was lost: the terminal bell stands in.
    Bell {
        /// Why, as words for the user that can follow "no sound card: ".
        why: String,
    },
    /// Nowhere, as was asked for.
    Silent,
}

/// The open sound card, as far as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The system's name for it.
    pub name: String,
    /// What leads to it: a sound server, an interface of the system, or a program.
    pub by: String,
    /// Length of its buffer; `None` where the card picks that itself.
    pub buffer: Option<Duration>,
    /// Frames a second.
    pub rate: u32,
    /// Samples of one frame.
    pub channels: u16,
}

/// The system's program that speaks the user's own texts, if it has one.
#[must_use]
pub fn speech_program() -> Option<PathBuf> {
    #[cfg(feature = "sound")]
    let program = program::Program::find().map(|program| program.path);
    #[cfg(not(feature = "sound"))]
    let program = None;
    program
}

/// Returns `true` if the system's program speaks `language`, as in `ja`. Asking it takes a moment.
#[must_use]
pub fn speaks(language: &str) -> bool {
    #[cfg(feature = "sound")]
    let speaks = program::Program::find().is_some_and(|program| program.speaks(language));
    #[cfg(not(feature = "sound"))]
    let speaks = {
        let _ = language;
        false
    };
    speaks
}

/// Fate of a cue that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "the caller owns the terminal and must ring the bell when told to"]
pub enum Played {
    /// The sound card plays it, or will as soon as it is open.
    OnCard,
    /// The caller is to write [`BELL`] to the terminal.
    RingBell,
    /// Nothing is heard: muted, or not worth a bell.
    Nothing,
}
