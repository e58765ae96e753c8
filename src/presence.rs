//! Presence: how long somebody has been at the desk, and whether a break is due. A prompt that is drawn is a person who is
//! there.
//!
//! Pure: [`desk`] (prompts and sessions make sittings and breaks), [`rule`] (due or not, and why), [`choices`] (what the
//! person chose), [`anchor`] (a session after a command), [`segment`] (the same for prompts and status lines),
//! [`reminder`] (units of the system's timers), [`scripts`] (what a shell runs). Edges: [`marks`] (the moments of prompts,
//! a file a day), [`known`] (what must be known of the history, kept until it changes), [`calls`] (microphone and
//! camera), [`hush`] (until when to be silent), [`look`] (all of them at a moment).

pub mod anchor;
pub mod calls;
pub mod choices;
pub mod desk;
pub mod hush;
pub mod known;
pub mod look;
pub mod marks;
pub mod reminder;
pub mod rule;
pub mod scripts;
pub mod segment;
