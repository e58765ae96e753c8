//! Sounds as they are kept inside the program: Opus in Ogg (RFC 7845).

use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, Trim};
use rodio::Sample;

/// A decoded sound.
pub(super) struct Decoded {
    /// The samples, of all channels in turn.
    pub(super) samples: Vec<Sample>,
    /// Number of channels.
    pub(super) channels: u16,
}

/// The sound in `file` at `rate` frames a second, which Opus decodes to 8,000, 12,000, 16,000, 24,000 or 48,000. Nothing where
/// the file is none of Opus.
pub(super) fn decoded(file: &[u8], rate: u32) -> Option<Decoded> {
    let rate = i32::try_from(rate).ok()?;
    let mut reader = OggOpusReader::new(file).ok()?;
    let count = reader.head().channel_count;
    let channels = usize::from(count);
    let mut decoder = reader.head().decoder(rate).ok()?;
    // The decoder needs some time to settle, and the last packet is filled up: neither belongs to the sound.
    let mut trim = Trim::new(reader.head(), rate, channels).ok()?;
    let mut block = vec![0.0; MAX_PACKET_SAMPLES * channels];
    let mut samples = Vec::new();
    for packet in reader.packets() {
        let packet = packet.ok()?;
        let frames = decoder.decode(&packet.data, MAX_PACKET_SAMPLES, &mut block).ok()?;
        samples.extend_from_slice(trim.keep(&packet, block.get(..frames * channels)?));
    }
    Some(Decoded { samples, channels: count.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: &[u8] = include_bytes!("../../sounds/tick.opus");

    fn frames(file: &[u8], rate: u32) -> Option<usize> {
        decoded(file, rate).map(|sound| sound.samples.len() / usize::from(sound.channels))
    }

    #[test]
    fn a_sound_is_decoded_at_the_rate_that_is_asked_for() {
        assert_eq!(frames(TICK, 48_000), Some(4320));
        assert_eq!(frames(TICK, 24_000), Some(2160));
    }

    #[test]
    fn a_rate_that_opus_does_not_know_gives_no_sound() {
        assert_eq!(frames(TICK, 44_100), None);
    }

    #[test]
    fn what_is_no_opus_gives_no_sound() {
        for file in [&b""[..], b"RIFF", &TICK[..40]] {
            assert_eq!(frames(file, 48_000), None, "{} bytes", file.len());
        }
    }
}
