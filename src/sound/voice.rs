//! The voice as the sound card plays it: clips one after the other, with silence before and between.

use std::time::Duration;

use include_dir::{Dir, include_dir};
use rodio::{ChannelCount, Sample, SampleRate, Source};

use super::clips::{CLIP_RATE, MONO, RATE, frames};
use super::opus;
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

/// The samples of `texts`, as far as there is something that says them, in no more time than the script gave them.
pub(super) fn samples(texts: &[String], system: Option<&SystemVoice>) -> Vec<Sample> {
    let longest = frames(wording::length(texts));
    let mut line = Vec::new();
    for text in texts {
        let said = said(text).or_else(|| system?.samples(text));
        if let Some(mut said) = said {
            let gap = if line.is_empty() { 0 } else { frames(BETWEEN_TEXTS) };
            if line.len() + gap + said.len() <= longest {
                line.resize(line.len() + gap, 0.0);
                line.append(&mut said);
            }
        }
    }
    line
}

fn said(text: &str) -> Option<Vec<Sample>> {
    let clip = phrases::clip(text)?;
    let mut said = opus::decoded(CLIPS.get_file(&*clip.file)?.contents(), RATE)?.samples;
    // The manifest counts whole milliseconds.
    said.truncate(frames(clip.length()));
    Some(said)
}

/// A line while it is said. It follows the volume, falls silent when its turn is over, and gives word when it ends by
/// being dropped.
pub(super) struct Speaking {
    samples: Vec<Sample>,
    /// Of silence before the first.
    wait: usize,
    at: usize,
    gain: f32,
    turn: u32,
    ringing: PlayingGuard,
}

impl Speaking {
    /// Says `samples` after `wait` for as long as it is the turn of this line.
    pub(super) fn new(samples: Vec<Sample>, wait: Duration, turn: u32, ringing: PlayingGuard) -> Self {
        Self { samples, wait: frames(wait), at: 0, gain: ringing.gain() * BESIDE_CUES, turn, ringing }
    }
}

impl Iterator for Speaking {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        let its_turn = self.ringing.is_turn(self.turn);
        if self.wait > 0 {
            self.wait -= 1;
            return its_turn.then_some(0.0);
        }
        let sample = *self.samples.get(self.at)?;
        self.at += 1;
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

    #[test]
    fn every_clip_is_decoded_and_as_long_as_the_manifest_says() {
        for clip in phrases::clips() {
            let said = samples(&[clip.text.to_string()], None);
            let difference = said.len().abs_diff(frames(clip.length()));
            assert!(difference <= frames(Duration::from_millis(5)), "{}: {difference} frames off", clip.text);
        }
    }

    fn speaking(shared: &Shared) -> Speaking {
        let turn = shared.next_turn();
        Speaking::new(
            vec![1.0; frames(Duration::from_secs(2))],
            Duration::from_millis(100),
            turn,
            PlayingGuard::of(shared),
        )
    }

    #[test]
    fn a_line_waits_and_is_then_heard_to_its_end() {
        let shared = Shared::new(Volume::FULL, Output::SoundCard);
        let heard: Vec<Sample> = speaking(&shared).collect();
        assert_eq!(heard.len(), frames(Duration::from_millis(2100)));
        assert_eq!(heard.iter().position(|sample| *sample != 0.0), Some(frames(Duration::from_millis(100))));
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
            let said = samples(&[clip.text.to_string()], None);
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
        assert_eq!(samples(&["No such text.".to_owned()], None), Vec::<Sample>::new());
    }
}
