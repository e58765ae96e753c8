//! Candidate: an exercise in one position, as it suits a person, with the doses in which it may be done.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use crate::practice::routine::{Change, How};
use crate::practice::{Dose, Exercise, Kind, Needs, Position, Sides, Step};
use crate::session::plan;
use crate::session::wording::Guide;

/// The holds of a stretch, in seconds: within ACSM's 10 to 30 s, and long enough to be worth the way into it.
const HOLDS: [u64; 4] = [15, 20, 25, 30];
/// The longest time that a stretch takes on one side: what a muscle should get in a day (`practice::dose::OF_A_MUSCLE`).
const MOST_OF_A_STRETCH: u64 = 60;
/// The fewest breaths, and the most.
const BREATHS: std::ops::RangeInclusive<u32> = 3..=12;
/// The most pushes of an isometric exercise (the bound of exercise files).
const MOST_PUSHES: u32 = 12;

/// The time to take up an exercise, by what comes before it. How long words take is worked out where it is asked for.
#[derive(Debug, Clone, Default)]
struct Ready {
    alone: OnceCell<Duration>,
    first: OnceCell<Duration>,
    same_position: OnceCell<Duration>,
    new_position: OnceCell<Duration>,
    to_or_from_floor: OnceCell<Duration>,
}

/// An exercise in one position, as it suits a person.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) exercise: Arc<Exercise>,
    pub(super) position: Position,
    /// The change that was made to it for the person.
    pub(super) change: Option<Change>,
    /// The doses, from the shortest to the longest.
    doses: Vec<Dose>,
    /// The place of the dose that the exercise has by itself.
    usual: usize,
    /// The time to take it up.
    ready: Ready,
}

impl Candidate {
    /// The exercise in `position` as it suits a person; `None` if it does not.
    pub(super) fn of(exercise: &Arc<Exercise>, position: Position, needs: &Needs) -> Option<Self> {
        let mut step = Step { position, ..Step::of(exercise) };
        let change = needs.change(&step);
        if change.as_ref().is_some_and(|change| change.how != How::Easier) {
            return None;
        }
        step.eased = change.is_some();
        let doses = doses(exercise);
        let usual = doses.iter().position(|dose| dose.one_side() >= exercise.dose.one_side());
        let usual = usual.unwrap_or(doses.len().saturating_sub(1));
        Some(Self { exercise: Arc::clone(exercise), position, change, doses, usual, ready: Ready::default() })
    }

    /// Returns `true` if it may come before everything else: an easy movement.
    pub(super) fn warms_up(&self) -> bool {
        self.exercise.kind == Kind::Dynamic && self.exercise.loads.is_empty()
    }

    /// The number of doses.
    pub(super) fn levels(&self) -> usize {
        self.doses.len()
    }

    /// The place of the longest dose that takes no longer than `time`, up to the one that the exercise has by itself.
    pub(super) fn level_within(&self, time: Duration) -> usize {
        let fits = |level: &usize| self.work(*level) <= time;
        (0..=self.usual).rev().find(fits).unwrap_or(0)
    }

    /// Returns `true` if a dose is not yet the one that the exercise has by itself.
    pub(super) fn is_below_usual(&self, level: usize) -> bool {
        level < self.usual
    }

    /// The time of a dose on all sides, with the change of sides.
    pub(super) fn work(&self, level: usize) -> Duration {
        let one = self.doses.get(level).unwrap_or(&self.exercise.dose).one_side();
        match self.exercise.sides {
            Sides::None => one,
            Sides::LeftRight => one * 2 + plan::switch(self.position),
        }
    }

    /// The time to take it up where it is the only one.
    pub(super) fn ready_alone(&self, guide: &Guide) -> Duration {
        *self.ready.alone.get_or_init(|| plan::ready(&[self.step(0, 0)], 0, false, guide))
    }

    /// The time to take it up after something in another position, or as the first.
    pub(super) fn ready(&self, before: Option<Position>, guide: &Guide) -> Duration {
        let step = || self.step(0, 0);
        let Some(before) = before else {
            return *self.ready.first.get_or_init(|| plan::ready(&[step(), step()], 0, false, guide));
        };
        let ready = match before {
            before if before == self.position => &self.ready.same_position,
            before if before.on_floor() == self.position.on_floor() => &self.ready.new_position,
            _ => &self.ready.to_or_from_floor,
        };
        // As the last or before others: whichever takes more words.
        *ready.get_or_init(|| {
            let steps = [Step { position: before, ..step() }, step(), step()];
            plan::ready(&steps[..2], 1, false, guide).max(plan::ready(&steps, 1, false, guide))
        })
    }

    /// The step with a dose; a hold of it `longer` by so many seconds.
    pub(super) fn step(&self, level: usize, longer: u64) -> Step {
        let mut dose = self.doses.get(level).copied().unwrap_or(self.exercise.dose);
        if let Dose::Holds { hold, .. } = &mut dose {
            *hold += Duration::from_secs(longer);
        }
        Step { position: self.position, dose, eased: self.change.is_some(), ..Step::of(&self.exercise) }
    }

    /// The number of holds in all of a dose that may be made `longer` by so many seconds; 0 if they may not.
    pub(super) fn stretchable(&self, level: usize, longer: u64) -> u32 {
        let sides = if self.exercise.sides == Sides::LeftRight { 2 } else { 1 };
        match self.doses.get(level) {
            Some(Dose::Holds { hold, times, .. })
                if self.exercise.kind == Kind::Static
                    && hold.as_secs() + longer <= most_of_a_hold(&self.exercise)
                    && (hold.as_secs() + longer) * u64::from(*times) <= MOST_OF_A_STRETCH =>
            {
                times * sides
            }
            _ => 0,
        }
    }
}

/// The longest hold, in seconds.
fn most_of_a_hold(exercise: &Exercise) -> u64 {
    exercise.longest_hold.as_secs().min(HOLDS[HOLDS.len() - 1])
}

/// The doses in which an exercise may be done, from the shortest to the longest: from about half of its own to half as
/// much again; a strength exercise no more than its own, because it has loads to get harder by.
fn doses(exercise: &Exercise) -> Vec<Dose> {
    let own = exercise.dose;
    let mut doses: Vec<Dose> = match own {
        Dose::Holds { rest, .. } if exercise.kind == Kind::Static => {
            let holds = || HOLDS.into_iter().filter(|hold| *hold <= most_of_a_hold(exercise).max(HOLDS[0]));
            let dose = |hold: u64, times: u32| Dose::Holds { hold: Duration::from_secs(hold), times, rest };
            let within = |hold: u64| (1..=4).filter(move |times| hold * u64::from(*times) <= MOST_OF_A_STRETCH);
            holds().flat_map(|hold| within(hold).map(move |times| dose(hold, times))).collect()
        }
        Dose::Holds { hold, times, rest } => {
            let most = if exercise.loads.is_empty() { (times + times / 2).min(MOST_PUSHES) } else { times };
            (times.min(3)..=most).map(|times| Dose::Holds { hold, times, rest }).collect()
        }
        Dose::Reps { count, each } => {
            let most = if exercise.loads.is_empty() { count + count / 2 } else { count };
            (count.div_ceil(2)..=most).map(|count| Dose::Reps { count, each }).collect()
        }
        Dose::Breaths { rounds, breathe_in, breathe_out } => (*BREATHS.start()..=rounds.max(*BREATHS.end()))
            .map(|rounds| Dose::Breaths { rounds, breathe_in, breathe_out })
            .collect(),
    };
    doses.push(own);
    // Of two that take as long, the one with fewer holds.
    let fewer = |dose: &Dose| if let Dose::Holds { times, .. } = dose { *times } else { 0 };
    doses.sort_by_key(|dose| (dose.one_side(), fewer(dose)));
    doses.dedup_by_key(|dose| dose.one_side());
    doses
}
