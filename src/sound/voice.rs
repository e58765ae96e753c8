//! The voice as the sound card plays it: clips one after the other, with silence before and between.

use std::iter;
use std::time::Duration;

use include_dir::{Dir, include_dir};
use rodio::{ChannelCount, Sample, SampleRate, Source};

use super::clips::{CLIP_RATE, MONO, RATE, frames};
use super::opus::Decoding;
use super::renderer::SystemVoice;
use super::shared::PlayingGuard;
use crate::session::phrases;
use crate::session::wording::{self, BETWEEN_TEXTS};

/// The clips inside the program. They lie in its file and are read, and take memory, only when they are played.
static CLIPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sounds/voice/clips");

/// Gain of samples. A clip peaks at -3 dB and a cue at -6 dB, which together would be too much for
/// any card; with this they stay below full scale, and sound about as loud as each other.
const BESIDE_CUES: f32 = 0.6;

/// Part of the way to a new volume that one sample goes: some 10 ms in all, so that muting does not click.
const VOLUME_STEP: f32 = 0.004;

/// The samples of a line.
pub(super) type Words = Box<dyn Iterator<Item = Sample> + Send>;

/// The words of `texts`, as far as there is something that says them, in no more time than the script gave them. Clips are
/// decoded while they are heard: a cue would have to wait while a long line is decoded.
pub(super) fn words(texts: &[String], system: Option<&SystemVoice>) -> Option<Words> {
    let longest = frames(wording::length(texts));
    let (mut words, mut length) = (Vec::<Words>::new(), 0);
    for text in texts {
        let said = said(text).or_else(|| {
            let samples = system?.samples(text)?;
            Some((samples.len(), Box::new(samples.into_iter()) as Words))
        });
        if let Some((said_for, said)) = said {
            let gap = if words.is_empty() { 0 } else { frames(BETWEEN_TEXTS) };
            if length + gap + said_for <= longest {
                length += gap + said_for;
                words.push(Box::new(iter::repeat_n(0.0, gap).chain(said)));
            }
        }
    }
    (!words.is_empty()).then(|| Box::new(words.into_iter().flatten()) as Words)
}

/// The clip of `text`, and its length in samples.
fn said(text: &str) -> Option<(usize, Words)> {
    let clip = phrases::clip(text)?;
    // The manifest counts whole milliseconds.
    let length = frames(clip.length());
    let said = Decoding::new(CLIPS.get_file(&*clip.file)?.contents(), RATE)?;
    Some((length, Box::new(said.take(length))))
}

/// A line while it is said. It follows the volume, falls silent when its turn is over, and gives word when it ends by
/// being dropped.
pub(super) struct Speaking {
    words: Words,
    gain: f32,
    turn: u32,
    ringing: PlayingGuard,
}

impl Speaking {
    /// Says `words` for as long as it is the turn of this line.
    pub(super) fn new(words: Words, turn: u32, ringing: PlayingGuard) -> Self {
        Self { words, gain: ringing.gain() * BESIDE_CUES, turn, ringing }
    }
}

impl Iterator for Speaking {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        let its_turn = self.ringing.is_turn(self.turn);
        let sample = self.words.next()?;
        let wanted = if its_turn { self.ringing.gain() * BESIDE_CUES } else { 0.0 };
        self.gain += (wanted - self.gain) * VOLUME_STEP;
        // Below a thousandth nobody hears whether it goes on.
        (its_turn || self.gain > 0.001).then_some(sample * self.gain)
    }
}

impl Source for Speaking {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        MONO
    }

    fn sample_rate(&self) -> SampleRate {
        CLIP_RATE
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::{Output, Volume, shared::Shared};

    fn samples(text: &str) -> Vec<Sample> {
        words(&[text.to_owned()], None).map(Iterator::collect).unwrap_or_default()
    }

    #[test]
    fn every_clip_is_decoded_and_as_long_as_the_manifest_says() {
        for clip in phrases::clips() {
            let said = samples(&clip.text);
            let difference = said.len().abs_diff(frames(clip.length()));
            assert!(difference <= frames(Duration::from_millis(5)), "{}: {difference} frames off", clip.text);
        }
    }

    fn speaking(shared: &Shared) -> Speaking {
        let turn = shared.next_turn();
        let words = iter::repeat_n(1.0, frames(Duration::from_secs(2)));
        Speaking::new(Box::new(words), turn, PlayingGuard::of(shared))
    }

    #[test]
    fn a_line_is_heard_to_its_end() {
        let shared = Shared::new(Volume::FULL, Output::SoundCard);
        assert_eq!(speaking(&shared).count(), frames(Duration::from_secs(2)));
    }

    #[test]
    fn texts_of_a_line_have_a_pause_between_them() {
        let [first, second] = ["First:", "Next:"].map(|text| samples(text).len());
        let line = words(&["First:", "Next:"].map(str::to_owned), None).unwrap().count();
        assert!(line.abs_diff(first + frames(BETWEEN_TEXTS) + second) <= 1, "{line}: {first}, {second}");
    }

    #[test]
    fn a_line_whose_turn_is_over_falls_silent_within_a_tenth_of_a_second_and_without_a_click() {
        let shared = Shared::new(Volume::FULL, Output::SoundCard);
        let mut spoken = speaking(&shared);
        let last = spoken.by_ref().take(frames(Duration::from_secs(1))).last().unwrap();
        shared.next_turn();
        let rest: Vec<Sample> = spoken.collect();
        assert!(rest.len() < frames(Duration::from_millis(100)), "{}", rest.len());
        let all = std::iter::once(last).chain(rest).collect::<Vec<_>>();
        assert!(all.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.01));
    }

    #[test]
    fn muting_in_the_middle_of_a_phrase_silences_it_and_unmuting_goes_on() {
        let shared = Shared::new(Volume::FULL, Output::SoundCard);
        let mut spoken = speaking(&shared);
        assert!(spoken.by_ref().take(frames(Duration::from_secs(1))).last().unwrap() > 0.5);
        shared.set_muted(true);
        assert!(spoken.by_ref().take(frames(Duration::from_millis(200))).last().unwrap() < 0.001);
        shared.set_muted(false);
        assert!(spoken.by_ref().take(frames(Duration::from_millis(200))).last().unwrap() > 0.5);
    }

    #[test]
    fn every_clip_starts_at_once_and_keeps_its_distance_from_full_scale() {
        for clip in phrases::clips() {
            let said = samples(&clip.text);
            let loud = |sample: &Sample| sample.abs() > 0.005;
            let starts = said.iter().position(loud).unwrap();
            assert!(starts < frames(Duration::from_millis(60)), "{}: starts after {starts} frames", clip.text);
            let peak = said.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
            // -3 dB; and with the loudest cue (-6 dB) on top it stays below full scale.
            assert!(peak <= 0.708, "{}: {peak}", clip.text);
            assert!(peak * BESIDE_CUES + 0.502 < 1.0, "{}: {peak}", clip.text);
        }
    }

    #[test]
    fn a_text_without_a_clip_is_left_out() {
        assert!(words(&["No such text.".to_owned()], None).is_none());
    }
}
