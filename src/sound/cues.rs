//! The cues as the sound card plays them.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rodio::{ChannelCount, Sample, SampleRate, Source, nz};

use super::opus::Decoding;
use super::shared::PlayingGuard;
use crate::session::cue::{Cue, cue_table};
use crate::settings::CueSet;

/// Part of the way to a new volume that one sample goes: some 10 ms in all, so that muting does not click.
const VOLUME_STEP: f32 = 0.002;

/// Frames a second of every cue.
const CUE_RATE: SampleRate = nz!(48_000);

/// Every cue, decoded before it is first heard.
pub(super) struct Cues(Vec<(Cue, CueSet, OnceLock<Option<Sound>>)>);

/// One decoded cue.
#[derive(Clone)]
struct Sound {
    samples: Arc<[Sample]>,
    channels: ChannelCount,
}

impl Cues {
    /// All cues, none of them decoded yet.
    pub(super) fn new() -> Self {
        let all = CueSet::ALL.into_iter().flat_map(|set| Cue::ALL.map(|cue| (cue, set, OnceLock::new())));
        Self(all.collect())
    }

    /// Decodes all cues of a set. When the moment of a cue has come, that is too late: a slow machine, or one that must fetch
    /// the cue from its disk, takes longer than the tenth of a second that a sound is on its way.
    pub(super) fn decode(&self, set: CueSet) {
        for cue in Cue::ALL {
            self.sound(cue, set);
        }
    }

    /// A cue as it is to be heard now.
    pub(super) fn sounding(&self, cue: Cue, ringing: PlayingGuard) -> Option<Sounding> {
        let sound = self.sound(cue, ringing.cue_set())?;
        Some(Sounding { sound, at: 0, gain: ringing.gain(), ringing })
    }

    fn sound(&self, cue: Cue, set: CueSet) -> Option<Sound> {
        let (.., sound) = self.0.iter().find(|(of, in_set, _)| (*of, *in_set) == (cue, set))?;
        sound.get_or_init(|| Sound::of(cue, set)).clone()
    }
}

impl Sound {
    /// A file that is no sound has none; that there is none such is what `tests/sounds.rs` is for.
    fn of(cue: Cue, set: CueSet) -> Option<Self> {
        let decoding = Decoding::new(file(cue, set), CUE_RATE.get())?;
        Some(Self { channels: ChannelCount::new(decoding.channels())?, samples: decoding.collect() })
    }
}

macro_rules! files {
    ($($(#[$doc:meta])* $cue:ident: $word:literal, $meaning:literal, $rings:literal;)+) => {
        /// The sound file of a cue, as it is inside the program.
        const fn file(cue: Cue, set: CueSet) -> &'static [u8] {
            match (cue, set) {
                $(
                    (Cue::$cue, CueSet::Soft) => include_bytes!(concat!("../../sounds/", $word, ".opus")),
                    (Cue::$cue, CueSet::Clear) => include_bytes!(concat!("../../sounds/clear/", $word, ".opus")),
                )+
            }
        }
    };
}

cue_table!(files);

/// One cue while it is heard. It follows the volume, and gives word when it is over by being dropped.
pub(super) struct Sounding {
    sound: Sound,
    at: usize,
    gain: f32,
    ringing: PlayingGuard,
}

impl Iterator for Sounding {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        let sample = *self.sound.samples.get(self.at)?;
        if self.at == 0 {
            self.ringing.starts();
        }
        self.at += 1;
        self.gain += (self.ringing.gain() - self.gain) * VOLUME_STEP;
        Some(sample * self.gain)
    }
}

impl Source for Sounding {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        self.sound.channels
    }

    fn sample_rate(&self) -> SampleRate {
        CUE_RATE
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_decoded_without_the_other() {
        let cues = Cues::new();
        cues.decode(CueSet::Clear);
        for (cue, set, sound) in &cues.0 {
            assert_eq!(sound.get().is_some(), *set == CueSet::Clear, "{cue:?} {set:?}");
        }
    }

    #[test]
    fn every_cue_is_decoded() {
        let cues = Cues::new();
        for (cue, set) in CueSet::ALL.into_iter().flat_map(|set| Cue::ALL.map(|cue| (cue, set))) {
            let samples = cues.sound(cue, set).map_or(0, |sound| sound.samples.len());
            assert!(samples > 2_000, "{cue:?} {set:?}: {samples} samples");
        }
    }
}
