//! The cues as the sound card plays them.

use std::{io::Cursor, sync::Arc, time::Duration};

use rodio::{ChannelCount, Decoder, Sample, SampleRate, Source};

use super::attendant::Ringing;
use crate::session::cue::Cue;

/// Part of the way to a new volume that one sample goes: some 10 ms in all, so that muting does not click.
const VOLUME_STEP: f32 = 0.002;

/// Every cue, decoded once, so that playing one costs no more than sharing it.
pub(super) struct Cues(Vec<(Cue, Sound)>);

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
        let decode = |cue| {
            let decoder = Decoder::new(Cursor::new(file(cue))).ok()?;
            let (channels, rate) = (decoder.channels(), decoder.sample_rate());
            Some((cue, Sound { samples: decoder.collect(), channels, rate }))
        };
        Arc::new(Self(Cue::ALL.into_iter().filter_map(decode).collect()))
    }

    /// A cue as it is to be heard now.
    pub(super) fn sounding(&self, cue: Cue, ringing: Ringing) -> Option<Sounding> {
        let (_, sound) = self.0.iter().find(|(of, _)| *of == cue)?;
        Some(Sounding { sound: sound.clone(), at: 0, gain: ringing.gain(), ringing })
    }
}

/// The sound file of a cue, as it is inside the program.
const fn file(cue: Cue) -> &'static [u8] {
    match cue {
        Cue::Tick => include_bytes!("../../sounds/tick.wav"),
        Cue::Half => include_bytes!("../../sounds/half.wav"),
        Cue::Rep => include_bytes!("../../sounds/rep.wav"),
        Cue::Out => include_bytes!("../../sounds/out.wav"),
        Cue::In => include_bytes!("../../sounds/in.wav"),
        Cue::Ready => include_bytes!("../../sounds/ready.wav"),
        Cue::Rest => include_bytes!("../../sounds/rest.wav"),
        Cue::Begin => include_bytes!("../../sounds/begin.wav"),
        Cue::Switch => include_bytes!("../../sounds/switch.wav"),
        Cue::Finish => include_bytes!("../../sounds/finish.wav"),
        Cue::Pause => include_bytes!("../../sounds/pause.wav"),
        Cue::Resume => include_bytes!("../../sounds/resume.wav"),
        Cue::Complete => include_bytes!("../../sounds/complete.wav"),
    }
}

/// One cue while it is heard. It follows the volume, and gives word when it is over by being dropped.
pub(super) struct Sounding {
    sound: Sound,
    at: usize,
    gain: f32,
    ringing: Ringing,
}

impl Iterator for Sounding {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        let sample = *self.sound.samples.get(self.at)?;
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
        let decoded: Vec<_> = Cues::decoded().0.iter().map(|(cue, _)| *cue).collect();
        assert_eq!(decoded, Cue::ALL);
    }
}
