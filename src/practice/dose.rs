//! Dose: the time and the number of holds, repetitions or breaths.

use std::time::Duration;

/// The time and the number of holds, repetitions or breaths. A left-right exercise takes the dose once on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dose {
    /// Holds, or pushes, with a rest between them.
    Holds {
        /// The time of one hold.
        hold: Duration,
        /// The number of holds.
        times: u32,
        /// The rest between two holds.
        rest: Duration,
    },
    /// Repetitions at an even pace.
    Reps {
        /// The number of repetitions.
        count: u32,
        /// The time of one repetition.
        each: Duration,
    },
    /// Breaths at an even pace.
    Breaths {
        /// The number of breaths.
        rounds: u32,
        /// The time of breathing in.
        breathe_in: Duration,
        /// The time of breathing out.
        breathe_out: Duration,
    },
}

/// The time for which each muscle should be stretched in all (ACSM, PMC6186337 table 3).
pub const OF_A_MUSCLE: Duration = Duration::from_mins(1);

/// The time for which each area should be stretched in a week, on five days or more (a review of 23 studies, 2018: see the
/// library's texts on doses).
pub const OF_A_WEEK: Duration = Duration::from_mins(5);

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
