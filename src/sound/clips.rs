//! Clips as samples, all at one rate.

use std::{io::Cursor, time::Duration};

use rodio::{ChannelCount, Decoder, Sample, SampleRate, Source, source::UniformSourceIterator};

/// Frames a second of every clip; what comes from elsewhere is brought to it.
pub(super) const RATE: u32 = 24_000;
pub(super) const CLIP_RATE: SampleRate = match SampleRate::new(RATE) {
    Some(rate) => rate,
    None => SampleRate::MIN,
};
/// One channel.
pub(super) const MONO: ChannelCount = ChannelCount::MIN;

/// The samples of a file of sound.
pub(super) fn decoded(file: impl AsRef<[u8]> + Send + Sync + 'static) -> Option<Vec<Sample>> {
    let decoder = Decoder::new(Cursor::new(file)).ok()?;
    Some(if (decoder.channels(), decoder.sample_rate()) == (MONO, CLIP_RATE) {
        decoder.collect()
    } else {
        UniformSourceIterator::new(decoder, MONO, CLIP_RATE).collect()
    })
}

/// How many samples a time takes.
pub(super) fn frames(time: Duration) -> usize {
    usize::try_from(time.as_micros() * u128::from(RATE) / 1_000_000).unwrap_or(usize::MAX)
}
