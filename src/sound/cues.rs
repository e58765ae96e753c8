//! The cues as the sound card plays them.

use std::{io::Cursor, sync::Arc, time::Duration};

use rodio::{ChannelCount, Decoder, Sample, SampleRate, Source};

use super::shared::PlayingGuard;
use crate::session::cue::{Cue, cue_table};
use crate::settings::CueSet;

/// Part of the way to a new volume that one sample goes: some 10 ms in all, so that muting does not click.
const VOLUME_STEP: f32 = 0.002;

/// Every cue, decoded once, so that playing one costs no more than sharing it.
pub(super) struct Cues(Vec<(Cue, CueSet, Sound)>);

/// One decoded cue.
#[derive(Clone)]
struct Sound {
    samples: Arc<[Sample]>,
    channels: ChannelCount,
    rate: SampleRate,
}

impl Cues {
    /// Decodes them all, which takes a few milliseconds. A file that is no sound would be left out; that
    /// there is none such is what `tests/sounds.rs` is for.
    pub(super) fn decoded() -> Arc<Self> {
        let decode = |(cue, set)| {
            let decoder = Decoder::new(Cursor::new(file(cue, set))).ok()?;
            let (channels, rate) = (decoder.channels(), decoder.sample_rate());
            Some((cue, set, Sound { samples: decoder.collect(), channels, rate }))
        };
        let all = CueSet::ALL.into_iter().flat_map(|set| Cue::ALL.map(|cue| (cue, set)));
        Arc::new(Self(all.filter_map(decode).collect()))
    }

    /// A cue as it is to be heard now.
    pub(super) fn sounding(&self, cue: Cue, ringing: PlayingGuard) -> Option<Sounding> {
        let set = ringing.cue_set();
        let (.., sound) = self.0.iter().find(|(of, in_set, _)| (*of, *in_set) == (cue, set))?;
        Some(Sounding { sound: sound.clone(), at: 0, gain: ringing.gain(), ringing })
    }
}

macro_rules! files {
    ($($(#[$doc:meta])* $cue:ident: $word:literal, $meaning:literal, $rings:literal;)+) => {
        /// The sound file of a cue, as it is inside the program.
        const fn file(cue: Cue, set: CueSet) -> &'static [u8] {
            match (cue, set) {
                $(
                    (Cue::$cue, CueSet::Soft) => include_bytes!(concat!("../../sounds/", $word, ".wav")),
                    (Cue::$cue, CueSet::Clear) => include_bytes!(concat!("../../sounds/clear/", $word, ".wav")),
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
        self.sound.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_is_decoded() {
        let decoded: Vec<_> = Cues::decoded().0.iter().map(|(cue, ..)| *cue).collect();
        assert_eq!(decoded, [Cue::ALL, Cue::ALL].concat());
    }
}
