//! Bounds: how long and how many the parts of a routine may be. Files are checked by them, and so is what is edited on the
//! screens.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::practice::{Dose, Kind, Routine};
use crate::sanitize::clean;
use crate::session::plan::Plan;

/// The widest name or title, in columns.
pub const WIDEST_TITLE: usize = 60;
/// The widest sentence, such as a goal or a note, in columns.
pub const WIDEST_SENTENCE: usize = 400;
/// The largest number of steps in a routine, all rounds counted.
pub const MOST_STEPS: usize = 100;
/// The number of rounds of a block.
pub const ROUNDS: RangeInclusive<u32> = 2..=10;
/// The longest rest between two rounds, in seconds.
pub const LONGEST_REST: u32 = 120;
/// The longest time of a routine (design: "The plan").
pub const LONGEST_ROUTINE: Duration = Duration::from_hours(1);

/// A number of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The seconds of one hold.
    Hold,
    /// The holds a side.
    Times,
    /// The seconds between two holds.
    Rest,
    /// The repetitions a side.
    Count,
    /// The seconds of one repetition.
    Each,
    /// The breaths.
    Breaths,
    /// The seconds of breathing in.
    In,
    /// The seconds of breathing out.
    Out,
}

impl Measure {
    /// The numbers of the dose of such an exercise, in the order people say them.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Static | Kind::Isometric => &[Self::Hold, Self::Times, Self::Rest],
            Kind::Dynamic => &[Self::Count, Self::Each],
            Kind::Breathing => &[Self::Breaths, Self::In, Self::Out],
        }
    }

    /// The least and the most that it may be in such an exercise.
    ///
    /// ACSM: 2 to 4 repetitions of a stretch; isometric presses are repeated about 5 to 12 times. A gentle push may be as
    /// short as the content sheet's 3 s; a stretch may not.
    #[must_use]
    pub const fn bounds(self, kind: Kind) -> RangeInclusive<u32> {
        match (self, kind) {
            (Self::Hold, Kind::Isometric) => 3..=60,
            (Self::Hold, _) => 5..=60,
            (Self::Times, Kind::Isometric) => 1..=12,
            (Self::Times, _) => 1..=4,
            (Self::Rest, _) => 0..=60,
            (Self::Count, _) => 1..=100,
            (Self::Each | Self::Breaths, _) => 1..=60,
            (Self::In, _) => 2..=10,
            (Self::Out, _) => 2..=15,
        }
    }

    /// Returns `true` if it is a time in seconds.
    #[must_use]
    pub const fn is_time(self) -> bool {
        !matches!(self, Self::Times | Self::Count | Self::Breaths)
    }

    /// Its value in a dose; `None` if the dose has no such number.
    #[must_use]
    pub fn in_dose(self, dose: Dose) -> Option<u32> {
        let secs = |time: Duration| u32::try_from(time.as_secs()).ok();
        match (self, dose) {
            (Self::Hold, Dose::Holds { hold, .. }) => secs(hold),
            (Self::Times, Dose::Holds { times, .. }) => Some(times),
            (Self::Rest, Dose::Holds { rest, .. }) => secs(rest),
            (Self::Count, Dose::Reps { count, .. }) => Some(count),
            (Self::Each, Dose::Reps { each, .. }) => secs(each),
            (Self::Breaths, Dose::Breaths { rounds, .. }) => Some(rounds),
            (Self::In, Dose::Breaths { breathe_in, .. }) => secs(breathe_in),
            (Self::Out, Dose::Breaths { breathe_out, .. }) => secs(breathe_out),
            _ => None,
        }
    }

    /// The same dose with this number as `value`; unchanged if the dose has no such number.
    #[must_use]
    pub fn with(self, value: u32, mut dose: Dose) -> Dose {
        let time = Duration::from_secs(value.into());
        match (self, &mut dose) {
            (Self::Hold, Dose::Holds { hold, .. }) => *hold = time,
            (Self::Times, Dose::Holds { times, .. }) => *times = value,
            (Self::Rest, Dose::Holds { rest, .. }) => *rest = time,
            (Self::Count, Dose::Reps { count, .. }) => *count = value,
            (Self::Each, Dose::Reps { each, .. }) => *each = time,
            (Self::Breaths, Dose::Breaths { rounds, .. }) => *rounds = value,
            (Self::In, Dose::Breaths { breathe_in, .. }) => *breathe_in = time,
            (Self::Out, Dose::Breaths { breathe_out, .. }) => *breathe_out = time,
            _ => {}
        }
        dose
    }
}

/// A reason why a routine cannot be kept as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It has no title.
    NoTitle,
    /// It has no steps.
    NoSteps,
    /// It serves no area: all it has are warm-ups.
    NoArea,
    /// It has so many steps, all rounds counted.
    TooManySteps(usize),
    /// It takes so long.
    TooLong(Duration),
}

/// All reasons why a routine cannot be kept as it is.
#[must_use]
pub fn flaws(routine: &Routine) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if clean(&routine.title, WIDEST_TITLE).is_empty() {
        flaws.push(Flaw::NoTitle);
    }
    match routine.steps.len() {
        0 => flaws.push(Flaw::NoSteps),
        _ if routine.areas.is_empty() => flaws.push(Flaw::NoArea),
        steps if steps > MOST_STEPS => flaws.push(Flaw::TooManySteps(steps)),
        _ => {}
    }
    flaws.extend(too_long(routine).map(Flaw::TooLong));
    flaws
}

/// The time that a routine takes, if that is too long.
pub(super) fn too_long(routine: &Routine) -> Option<Duration> {
    Some(Plan::of(routine).total()).filter(|total| *total > LONGEST_ROUTINE)
}
