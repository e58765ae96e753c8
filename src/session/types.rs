//! Types between the engine and its edges: time and input go in, events come out, progress can be kept.

use std::collections::BTreeMap;
use std::time::Duration;

use super::cue::Cue;
use crate::practice::{Hurt, Side};

/// A point in time, read from both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Time since any fixed point, on a clock that never jumps and may stand still while the machine sleeps.
    pub monotonic: Duration,
    /// Time since any fixed point, on a clock that never jumps and goes on while the machine sleeps.
    pub sleepless: Duration,
}

/// Options for running a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// `true` if each exercise and each side starts on a key; otherwise they start by themselves.
    pub wait: bool,
    /// The longest time between two calls; a longer one means that the program or the machine slept.
    pub longest_gap: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { wait: false, longest_gap: Duration::from_secs(5) }
    }
}

/// An input to the engine, from a person or from the passing of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Nothing, except that time has passed.
    Wake,
    /// Stop the clock.
    Pause,
    /// Go on: after a pause, or where the session waits for a key.
    Resume,
    /// Pause, or go on.
    Toggle,
    /// Go to the other side, or to the next exercise where there is none.
    Next,
    /// Start this exercise again; twice within three seconds, the one before. After "it hurts": it does not.
    Back,
    /// Make this hold, or the next of this exercise, longer.
    Longer,
    /// Make this hold, or the next of this exercise, shorter.
    Shorter,
    /// It hurts.
    Ouch,
    /// After "it hurts": what it is.
    Answer(Hurt),
    /// After "it hurts": how strong it is, 0-10.
    Strength(u8),
    /// End the session with what has begun: this hold, and the other side of it.
    WindUp,
    /// End the session here.
    End,
}

/// An event of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The segment with this index began.
    Segment(usize),
    /// A cue is due now.
    Cue(Cue),
    /// The clock was stopped.
    Paused(Reason),
    /// The clock runs again, after a get-ready of this length.
    Resumed(Duration),
    /// The session waits for a key before the segment with this index.
    Waiting(usize),
    /// The current hold, or the next, now has this length.
    HoldIs(Duration),
    /// The current exercise has no hold whose length could be changed.
    NoHold,
    /// The current hold cannot be made longer (true) or shorter (false).
    HoldAtLimit(bool),
    /// The exercise of the step with this index was stopped because it hurt: the session asks what to do.
    Hurt(usize),
    /// How strong it hurts, in the step with this index, was said: 0-10.
    Strength(usize, u8),
    /// "It hurts", in the step with this index, was answered.
    Answered(usize, Hurt),
    /// The step with this index ended.
    StepEnded(usize, Outcome),
    /// The session ends with what has begun.
    WindingUp,
    /// The session is over; it counts as completed, or not.
    Finished(bool),
}

impl Event {
    /// Returns `true` if the event moves the session on, so that a crash must not lose it.
    #[must_use]
    pub const fn is_worth_saving(self) -> bool {
        matches!(
            self,
            Self::Segment(_)
                | Self::StepEnded(..)
                | Self::Paused(_)
                | Self::Answered(..)
                | Self::Strength(..)
                | Self::Finished(_)
        )
    }
}

/// The reason why the clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody asked for it.
    Asked,
    /// The machine slept, or the program stood still, for about this long.
    Away(Duration),
    /// The session was cut off and is being taken up again.
    Interrupted,
    /// Something hurt in a way that ends its area for today; the rest waits for the person.
    LeftOut,
}

/// The outcome of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outcome {
    /// It has not ended.
    #[default]
    Unfinished,
    /// It was done to its end.
    Done,
    /// Its easier version was done to its end.
    Eased,
    /// It was left before its end.
    Skipped,
    /// It was stopped because it hurt.
    Stopped,
}

/// An "it hurts". Nothing that follows takes it away, but for the key that says it was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ouch {
    /// The side that was stretched or worked, or was about to be.
    pub side: Option<Side>,
    /// The time from the start of the session, pauses included.
    pub after: Duration,
    /// What it is, once that was said.
    pub hurt: Option<Hurt>,
    /// How strong it is, 0-10, if that was said.
    pub strength: Option<u8>,
}

/// The work done in a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Work on the left side.
    pub left: Duration,
    /// Work on the right side.
    pub right: Duration,
    /// Work on both sides at once.
    pub both: Duration,
    /// The outcome of the step.
    pub outcome: Outcome,
    /// `true` if the easier version is being done.
    pub eased: bool,
    /// Each time it hurt, in order.
    pub ouches: Vec<Ouch>,
}

impl Tally {
    /// The work on all sides together.
    #[must_use]
    pub fn work(&self) -> Duration {
        self.left + self.right + self.both
    }

    /// Returns `true` if it was stopped because it hurt, and nobody has said what it is.
    #[must_use]
    pub fn waits_for_an_answer(&self) -> bool {
        self.outcome == Outcome::Stopped && self.ouches.last().is_some_and(|ouch| ouch.hurt.is_none())
    }

    /// Returns `true` if it hurt in a way that ends its area for today.
    #[must_use]
    pub fn ends_its_area(&self) -> bool {
        self.ouches.iter().any(|ouch| ouch.hurt.is_some_and(Hurt::ends_its_area))
    }
}

/// The progress of a session: enough to take it up again in the same plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// The index of the current segment.
    pub segment: usize,
    /// The remaining time of that segment.
    pub left: Duration,
    /// The time in which the clock ran.
    pub active: Duration,
    /// The time in which the clock stood still.
    pub paused: Duration,
    /// The work done, step by step.
    pub tallies: Vec<Tally>,
    /// The lengths of the holds that were made longer or shorter than the plan has them, by segment.
    pub holds: BTreeMap<usize, Duration>,
}

impl Progress {
    /// Returns `true` if anything was stretched or worked, or hurt, so that there is something to record.
    #[must_use]
    pub fn is_worth_recording(&self) -> bool {
        self.tallies.iter().any(|tally| !tally.work().is_zero() || !tally.ouches.is_empty())
    }
}
