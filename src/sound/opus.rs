//! Sounds as they are kept inside the program: Opus in Ogg (RFC 7845).

use std::io::Cursor;
use std::ops::Range;

use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, OggPacket, OpusDecoder, Trim};
use rodio::Sample;

/// The samples of a file, of all channels in turn, each packet decoded when its first sample is taken. They end where the file
/// is broken.
pub(super) struct Decoding {
    reader: OggOpusReader<Cursor<Vec<u8>>>,
    decoder: OpusDecoder,
    /// The decoder needs some time to settle, and the last packet is filled up: neither belongs to the sound.
    trim: Trim,
    packet: OggPacket,
    block: Vec<Sample>,
    /// What is to come of the block.
    left: Range<usize>,
    channels: u8,
}

impl Decoding {
    /// Begins with `file` at `rate` frames a second, which Opus decodes to 8,000, 12,000, 16,000, 24,000 or 48,000. Nothing
    /// where the file is none of Opus.
    pub(super) fn new(file: &[u8], rate: u32) -> Option<Self> {
        let rate = i32::try_from(rate).ok()?;
        // A copy: whoever takes the samples must not wait for the disk that the program lies on.
        let reader = OggOpusReader::new(Cursor::new(file.to_vec())).ok()?;
        let channels = reader.head().channel_count;
        Some(Self {
            decoder: reader.head().decoder(rate).ok()?,
            trim: Trim::new(reader.head(), rate, channels.into()).ok()?,
            packet: OggPacket::default(),
            block: vec![0.0; MAX_PACKET_SAMPLES * usize::from(channels)],
            left: 0..0,
            channels,
            reader,
        })
    }

    /// The number of channels.
    pub(super) fn channels(&self) -> u16 {
        self.channels.into()
    }

    /// Decodes the next packet.
    fn decode(&mut self) -> Option<()> {
        if !self.reader.read_packet_into(&mut self.packet).ok()? {
            return None;
        }
        let frames = self.decoder.decode(&self.packet.data, MAX_PACKET_SAMPLES, &mut self.block).ok()?;
        self.left = self.trim.keep_range(&self.packet, frames * usize::from(self.channels));
        Some(())
    }
}

impl Iterator for Decoding {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        while self.left.is_empty() {
            self.decode()?;
        }
        self.block.get(self.left.next()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: &[u8] = include_bytes!("../../sounds/tick.opus");

    fn frames(file: &[u8], rate: u32) -> Option<usize> {
        let sound = Decoding::new(file, rate)?;
        let channels = usize::from(sound.channels());
        Some(sound.count() / channels)
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
