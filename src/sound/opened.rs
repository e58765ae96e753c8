//! An output that is open, whichever way leads to it.

use std::time::Duration;

use super::{
    Device,
    mix::Mix,
    shared::{PlayingGuard, SpokenLine},
    worker::Card,
};
use crate::session::cue::Cue;

/// An open output. Dropping it closes the output.
pub(super) struct Opened<K> {
    /// What is heard there.
    pub(super) mix: Mix,
    /// What it says of itself.
    pub(super) device: Device,
    /// What keeps it open until it is dropped.
    pub(super) _keeper: K,
}

impl<K> Card for Opened<K> {
    fn play(&mut self, cue: Cue, ringing: PlayingGuard) {
        self.mix.play(cue, ringing);
    }

    fn say(&mut self, line: SpokenLine, ringing: PlayingGuard) {
        self.mix.say(&line, ringing);
    }

    fn taken(&self) -> u32 {
        self.mix.taken()
    }

    fn latency(&self) -> Duration {
        self.mix.latency()
    }

    fn device(&self) -> Device {
        self.device.clone()
    }
}
