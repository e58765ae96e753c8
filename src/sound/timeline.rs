//! When a frame is heard: a line through what an output says of itself.

use std::{collections::VecDeque, time::Duration};

use rodio::SampleRate;

/// Statements of an output that are kept. The middle one counts, so that a late answer moves nothing.
const KEPT: usize = 7;

/// Difference from what was known, in microseconds, beyond which a statement is no late answer but a new beginning: the
/// stream was moved to another device, or ran dry.
const A_NEW_BEGINNING: i64 = 25_000;

/// Difference between statements, in microseconds, below which they agree: a device that has just been woken says other things
/// every moment.
const IN_AGREEMENT: i64 = 10_000;

/// Frames that were written, and the moments at which they are heard. Times are those of one monotonic clock.
#[derive(Debug)]
pub(super) struct Timeline {
    rate: u32,
    /// Frames written so far.
    written: u64,
    /// Moment at which the first frame was heard, in microseconds, as the last statements have it.
    starts: VecDeque<i64>,
}

impl Timeline {
    /// A timeline of so many frames a second, of which nothing is known yet.
    pub(super) fn new(rate: SampleRate) -> Self {
        Self { rate: rate.get(), written: 0, starts: VecDeque::with_capacity(KEPT + 1) }
    }

    /// So many frames more are written.
    pub(super) fn write(&mut self, frames: usize) {
        self.written += frames as u64;
    }

    /// Frames written so far.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }

    /// Takes in a statement: the frame with this number is heard at `heard`.
    pub(super) fn note(&mut self, frame: u64, heard: Duration) {
        let start = micros(heard) - self.micros_of(frame);
        let strays = |known: &i64| (start - known).abs() > A_NEW_BEGINNING;
        // Two in a row that agree with each other and not with the rest: from there on all is different.
        let turned = self.starts.len() > 1
            && self.start().is_some_and(|known| strays(&known))
            && self.starts.back().is_some_and(|last| !strays(last));
        if turned {
            let last = self.starts.pop_back();
            self.starts.clear();
            self.starts.extend(last);
        }
        self.starts.push_back(start);
        if self.starts.len() > KEPT {
            self.starts.pop_front();
        }
    }

    /// Nothing is known any more.
    #[cfg_attr(
        any(windows, target_os = "macos"),
        expect(dead_code, reason = "only a sound server says when it is heard")
    )]
    pub(super) fn forget(&mut self) {
        self.starts.clear();
    }

    /// Returns `true` once there are a few statements.
    #[cfg_attr(
        all(not(test), any(windows, target_os = "macos")),
        expect(dead_code, reason = "only a sound server says when it is heard")
    )]
    pub(super) fn is_known(&self) -> bool {
        self.starts.len() > KEPT / 2
    }

    /// Returns `true` while all statements that count agree.
    #[cfg_attr(
        all(not(test), any(windows, target_os = "macos")),
        expect(dead_code, reason = "only a sound server says when it is heard")
    )]
    pub(super) fn is_steady(&self) -> bool {
        let spread = self.starts.iter().max().zip(self.starts.iter().min()).map(|(latest, earliest)| latest - earliest);
        self.starts.len() >= KEPT && spread.is_some_and(|spread| spread < IN_AGREEMENT)
    }

    /// Time from the next frame that is written until the frame that is heard at `moment`; none if that is past.
    pub(super) fn until(&self, moment: Duration) -> Duration {
        let Some(start) = self.start() else { return Duration::ZERO };
        let wait = micros(moment) - start - self.micros_of(self.written);
        Duration::from_micros(wait.try_into().unwrap_or(0))
    }

    /// Time from `now` until the next frame that is written is heard.
    #[cfg_attr(
        all(not(test), any(windows, target_os = "macos")),
        expect(dead_code, reason = "only a sound server says when it is heard")
    )]
    pub(super) fn depth(&self, now: Duration) -> Option<Duration> {
        let heard = self.start()? + self.micros_of(self.written);
        Some(Duration::from_micros((heard - micros(now)).try_into().unwrap_or(0)))
    }

    fn start(&self) -> Option<i64> {
        let mut starts: Vec<i64> = self.starts.iter().copied().collect();
        let middle = starts.len() / 2;
        (!starts.is_empty()).then(|| *starts.select_nth_unstable(middle).1)
    }

    fn micros_of(&self, frames: u64) -> i64 {
        i64::try_from(u128::from(frames) * 1_000_000 / u128::from(self.rate.max(1))).unwrap_or(i64::MAX)
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: SampleRate = SampleRate::new(48_000).unwrap();

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A second of frames written; frame 0 was heard at 100 ms.
    fn timeline() -> Timeline {
        let mut timeline = Timeline::new(RATE);
        timeline.write(48_000);
        for second in 0..KEPT as u64 {
            timeline.note(second * 480, ms(100 + second * 10));
        }
        timeline
    }

    #[test]
    fn what_is_to_be_heard_later_than_the_next_frame_waits_for_the_rest() {
        assert_eq!(timeline().until(ms(1150)), ms(50));
        assert_eq!(timeline().depth(ms(1040)), Some(ms(60)));
    }

    #[test]
    fn what_should_have_been_heard_already_waits_for_nothing() {
        assert_eq!(timeline().until(ms(1000)), Duration::ZERO);
    }

    #[test]
    fn nothing_waits_while_nothing_is_known() {
        assert_eq!(Timeline::new(RATE).until(ms(1000)), Duration::ZERO);
        assert!(!Timeline::new(RATE).is_known() && timeline().is_known());
    }

    #[test]
    fn one_late_answer_moves_nothing() {
        let mut timeline = timeline();
        timeline.note(48_000, ms(1100 + 300));
        assert_eq!(timeline.until(ms(1150)), ms(50));
    }

    #[test]
    fn a_device_that_hears_later_from_now_on_is_believed_after_its_second_statement() {
        let mut timeline = timeline();
        timeline.note(48_000, ms(1100 + 200));
        timeline.note(48_480, ms(1110 + 200));
        assert_eq!(timeline.until(ms(1350)), ms(50));
    }

    #[test]
    fn a_device_that_has_just_been_woken_is_steady_once_it_has_said_the_same_for_a_while() {
        let mut timeline = Timeline::new(RATE);
        for statement in 0..2 * KEPT as u64 {
            // Each of the first seven is 20 ms off from the one before.
            let off = KEPT as u64 - statement.min(KEPT as u64);
            timeline.note(statement * 480, ms(400 + statement * 10 - off * 20));
            assert_eq!(timeline.is_steady(), statement >= 2 * KEPT as u64 - 1, "statement {statement}");
        }
    }

    proptest! {
        #[test]
        fn answers_that_jitter_by_less_than_five_milliseconds_move_a_cue_by_no_more(
            jitters in prop::collection::vec(-5_000_i64..=5_000, 1..40)
        ) {
            let mut timeline = Timeline::new(RATE);
            for (at, jitter) in (0_u32..).zip(&jitters) {
                timeline.write(48_000);
                let exact = 100_000 + i64::from(at) * 1_000_000;
                timeline.note(u64::from(at) * 48_000, Duration::from_micros(u64::try_from(exact + jitter).unwrap()));
            }
            let next = Duration::from_millis(100) + Duration::from_secs(jitters.len() as u64);
            let wait = timeline.until(next + ms(500));
            prop_assert!(wait.abs_diff(ms(500)) <= ms(5), "{wait:?}");
        }
    }
}
