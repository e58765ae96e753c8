//! Dose: how long and how often.

use std::time::Duration;

/// How long and how often. Sides are not in it: a left-right exercise takes it once a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dose {
    /// Holds, or pushes, with a rest between them.
    Holds {
        /// One hold.
        hold: Duration,
        /// How many.
        times: u32,
        /// Between two.
        rest: Duration,
    },
    /// Repetitions at an even pace.
    Reps {
        /// How many.
        count: u32,
        /// One of them.
        each: Duration,
    },
    /// Breaths at an even pace.
    Breaths {
        /// How many.
        rounds: u32,
        /// Breathing in.
        breathe_in: Duration,
        /// Breathing out.
        breathe_out: Duration,
    },
}

impl Dose {
    /// The time it takes on one side, rests between holds included.
    #[must_use]
    pub fn one_side(&self) -> Duration {
        match *self {
            Self::Holds { hold, times, rest } => hold * times + rest * times.saturating_sub(1),
            Self::Reps { count, each } => each * count,
            Self::Breaths { rounds, breathe_in, breathe_out } => (breathe_in + breathe_out) * rounds,
        }
    }

    /// The dose as a trainer writes it: `2 × 30 s`, `8 times`, `6 breaths`.
    #[must_use]
    pub fn shorthand(&self) -> String {
        match *self {
            Self::Holds { hold, times: 1, .. } => format!("{} s", hold.as_secs()),
            Self::Holds { hold, times, .. } => format!("{times} × {} s", hold.as_secs()),
            Self::Reps { count, .. } => format!("{count} times"),
            Self::Breaths { rounds: 1, .. } => "1 breath".to_owned(),
            Self::Breaths { rounds, .. } => format!("{rounds} breaths"),
        }
    }
}
