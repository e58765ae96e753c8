//! What is heard, mixed into the frames that an output takes.
//!
//! The [`Mix`] is the end that cues and words are put into, at the moment at which they are to be heard; the [`Heard`] is
//! the end from which an output takes. Both hold the same [`Place`], so that nothing is taken between working out where
//! something belongs and putting it there.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use rodio::{
    ChannelCount, Sample, SampleRate, Source,
    mixer::{Mixer, MixerSource, mixer},
};

use super::{
    cues::Cues,
    shared::{PlayingGuard, Shared, SpokenLine},
    timeline::Timeline,
    voice::{self, Speaking},
};
use crate::session::cue::Cue;

/// One step of 16 bits, some 96 dB below full scale: wireless loudspeakers fall asleep on digital silence and swallow
/// the first tick after it, and nobody hears this.
const AWAKE: Sample = 1.0 / 32_768.0;

/// Channels of what a sound server or a player is given; it spreads them over those of the device.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) const STEREO: ChannelCount = rodio::nz!(2);

/// Where the next frame stands, and when it will be heard.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) timeline: Timeline,
    /// From asking for something to hearing it; never less than the longest time that frames wait in the output.
    pub(super) latency: Duration,
    /// The latency has been found to be long enough, or was made so.
    pub(super) settled: bool,
}

/// The end that cues and words are put into.
pub(super) struct Mix {
    mixer: Mixer,
    cues: Arc<Cues>,
    shared: Shared,
    place: Arc<Mutex<Place>>,
    taken: Arc<AtomicU32>,
}

/// The end from which an output takes frames.
pub(super) struct Heard {
    source: MixerSource,
    shared: Shared,
    place: Arc<Mutex<Place>>,
    taken: Arc<AtomicU32>,
    channels: usize,
}

/// Both ends, for an output of so many channels and frames a second that hears what it takes `latency` later.
pub(super) fn mix(
    shared: &Shared,
    cues: &Arc<Cues>,
    (channels, rate): (ChannelCount, SampleRate),
    latency: Duration,
) -> (Mix, Heard) {
    let (mixer, source) = mixer(channels, rate);
    let place = Arc::new(Mutex::new(Place { timeline: Timeline::new(rate), latency, settled: false }));
    let taken = Arc::new(AtomicU32::new(0));
    let heard = Heard {
        source,
        shared: shared.clone(),
        place: Arc::clone(&place),
        taken: Arc::clone(&taken),
        channels: channels.get().into(),
    };
    (Mix { mixer, cues: Arc::clone(cues), shared: shared.clone(), place, taken }, heard)
}

fn locked(place: &Mutex<Place>) -> MutexGuard<'_, Place> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Mix {
    /// Makes the cues ready that are likely to be asked for.
    pub(super) fn prepare(&self) {
        self.cues.decode(self.shared.cue_set());
    }

    /// Plays a cue, to be heard [`latency`](Self::latency) after it was asked for.
    pub(super) fn play(&self, cue: Cue, ringing: PlayingGuard) {
        let asked = ringing.asked.unwrap_or_else(|| self.shared.now());
        if let Some(sounding) = self.cues.sounding(cue, ringing) {
            self.put_at(asked, sounding);
        }
    }

    /// Says a line, its first word `line.wait` later than a cue would be heard that is asked for now.
    pub(super) fn say(&self, line: &SpokenLine, ringing: PlayingGuard) {
        // Reading what the system's program has spoken takes a moment.
        let asked = self.shared.now();
        let system = self.shared.state().system.clone();
        if let Some(words) = voice::words(&line.texts, system.as_ref()) {
            self.put_at(asked + line.wait, Speaking::new(words, line.turn, ringing));
        }
    }

    fn put_at(&self, asked: Duration, source: impl Source + Send + 'static) {
        let place = locked(&self.place);
        let wait = place.timeline.until(asked + place.latency);
        self.mixer.add(source.delay(wait));
    }

    /// From asking for something to hearing it.
    pub(super) fn latency(&self) -> Duration {
        locked(&self.place).latency
    }

    /// Samples that were taken, wrapping.
    pub(super) fn taken(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Returns `true` once it is known when frames are heard, and the latency fits that.
    #[cfg_attr(
        any(windows, target_os = "macos"),
        expect(dead_code, reason = "only a sound server says when it is heard")
    )]
    pub(super) fn is_settled(&self) -> bool {
        locked(&self.place).settled
    }
}

impl Heard {
    /// Changes what is known of the place of frames.
    pub(super) fn place<T>(&self, change: impl FnOnce(&mut Place) -> T) -> T {
        change(&mut locked(&self.place))
    }

    /// Fills `buffer` with the frames that come next: what is heard, and as good as silence where nothing is, which costs
    /// next to nothing.
    pub(super) fn fill<T: Copy>(&mut self, buffer: &mut [T], sample_as: impl Fn(Sample) -> T) {
        let mut place = locked(&self.place);
        let is_heard = self.shared.state().ringing > 0;
        let silence = [AWAKE, 0.0].map(&sample_as);
        for (frame, samples) in buffer.chunks_mut(self.channels).enumerate() {
            if is_heard {
                let awake = if frame.is_multiple_of(2) { AWAKE } else { 0.0 };
                samples.fill_with(|| sample_as(self.source.next().unwrap_or_default() + awake));
            } else {
                samples.fill(silence[frame % 2]);
            }
        }
        place.timeline.write(buffer.len() / self.channels);
        self.taken.fetch_add(buffer.len().try_into().unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// The next frames as samples of 16 bits, least byte first, as raw files and the protocol of sound servers have them.
    #[cfg(all(unix, not(target_os = "macos")))]
    pub(super) fn fill_bytes<'a>(&mut self, samples: &'a mut Vec<[u8; 2]>, frames: usize) -> &'a [u8] {
        samples.resize(frames * self.channels, [0; 2]);
        self.fill(samples, |sample| in_16_bits(sample).to_le_bytes());
        samples.as_flattened()
    }
}

/// A sample in 16 bits; what is beyond full scale is full scale.
#[cfg(all(unix, not(target_os = "macos")))]
#[expect(clippy::cast_possible_truncation, reason = "it is kept within the bounds of 16 bits")]
fn in_16_bits(sample: Sample) -> i16 {
    (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16
}
