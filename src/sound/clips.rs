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

/// The longest time of one file that is played.
pub(super) const LONGEST_SPEECH: Duration = Duration::from_secs(40);

/// The samples of a file of sound; of a longer one than anything said here, its beginning.
pub(super) fn decoded(file: impl AsRef<[u8]> + Send + Sync + 'static) -> Option<Vec<Sample>> {
    let decoder = Decoder::new(Cursor::new(file)).ok()?;
    // A file may say that it has one frame a second, which would become twenty-four thousand.
    let most = frames(LONGEST_SPEECH);
    Some(if (decoder.channels(), decoder.sample_rate()) == (MONO, CLIP_RATE) {
        decoder.take(most).collect()
    } else {
        UniformSourceIterator::new(decoder, MONO, CLIP_RATE).take(most).collect()
    })
}

/// Number of samples in a time.
pub(super) fn frames(time: Duration) -> usize {
    usize::try_from(time.as_micros() * u128::from(RATE) / 1_000_000).unwrap_or(usize::MAX)
}
