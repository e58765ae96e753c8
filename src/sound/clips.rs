//! Speech as samples, all at one rate.

use std::time::Duration;

use hound::{SampleFormat, WavReader};
use rodio::{ChannelCount, Sample, SampleRate, buffer::SamplesBuffer, nz, source::UniformSourceIterator};

/// Frames a second of every clip; what comes from elsewhere is brought to it.
pub(super) const RATE: u32 = CLIP_RATE.get();
pub(super) const CLIP_RATE: SampleRate = nz!(24_000);
/// One channel.
pub(super) const MONO: ChannelCount = ChannelCount::MIN;

/// The longest time of one file that is played.
pub(super) const LONGEST_SPEECH: Duration = Duration::from_secs(40);

/// The samples of a WAV file; of a longer one than anything said here, its beginning. Nothing where a file is none, or says of
/// itself what cannot be.
pub(super) fn decoded(file: &[u8]) -> Option<Vec<Sample>> {
    let reader = WavReader::new(file).ok()?;
    let spec = reader.spec();
    let (channels, rate) = (ChannelCount::new(spec.channels)?, SampleRate::new(spec.sample_rate)?);
    let most = u64::from(rate.get()).saturating_mul(u64::from(channels.get())) * LONGEST_SPEECH.as_secs();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let samples: Vec<Sample> = match spec.sample_format {
        SampleFormat::Float => reader.into_samples().map_while(Result::ok).take(most).collect(),
        SampleFormat::Int => {
            let full = 2_f32.powi(i32::from(spec.bits_per_sample) - 1);
            let samples = reader.into_samples::<i32>().map_while(Result::ok);
            samples.map(|sample| sample as Sample / full).take(most).collect()
        }
    };
    if (channels, rate) == (MONO, CLIP_RATE) {
        return Some(samples);
    }
    let samples = SamplesBuffer::new(channels, rate, samples);
    // A file may say that it has one frame a second, which would become twenty-four thousand.
    Some(UniformSourceIterator::new(samples, MONO, CLIP_RATE).take(frames(LONGEST_SPEECH)).collect())
}

/// Number of samples in a time.
pub(super) fn frames(time: Duration) -> usize {
    usize::try_from(time.as_micros() * u128::from(RATE) / 1_000_000).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use hound::{WavSpec, WavWriter};

    use super::*;

    /// A WAV file with a few samples.
    fn file(spec: WavSpec) -> Vec<u8> {
        let mut file = std::io::Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, spec).unwrap();
        for sample in [0_i16, 16_384, -16_384, 0] {
            match spec.sample_format {
                SampleFormat::Int => writer.write_sample(sample).unwrap(),
                SampleFormat::Float => writer.write_sample(f32::from(sample) / 32_768.0).unwrap(),
            }
        }
        writer.finalize().unwrap();
        file.into_inner()
    }

    const SPEC: WavSpec =
        WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };

    #[test]
    fn whole_numbers_and_fractions_are_the_same_samples() {
        let fractions = WavSpec { bits_per_sample: 32, sample_format: SampleFormat::Float, ..SPEC };
        for spec in [SPEC, fractions] {
            assert_eq!(decoded(&file(spec)), Some(vec![0.0, 0.5, -0.5, 0.0]));
        }
    }

    #[test]
    fn two_channels_become_one() {
        assert_eq!(decoded(&file(WavSpec { channels: 2, ..SPEC })).map(|samples| samples.len()), Some(2));
    }

    #[test]
    fn a_file_that_says_what_cannot_be_has_no_samples() {
        // Where the header has the channels and the rate.
        for (at, length) in [(22, 2), (24, 4)] {
            let mut file = file(SPEC);
            file[at..at + length].fill(0);
            assert_eq!(decoded(&file), None, "{at}");
        }
        assert_eq!(decoded(b"RIFF"), None);
    }

    #[test]
    fn of_a_frame_a_second_no_more_is_heard_than_of_any_other_speech() {
        let slow = WavSpec { sample_rate: 1, ..SPEC };
        assert!(decoded(&file(slow)).unwrap().len() <= frames(LONGEST_SPEECH));
    }
}
