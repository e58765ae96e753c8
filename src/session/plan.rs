//! Plan: a routine unrolled into segments.

use std::sync::Arc;
use std::time::Duration;

use super::segment::{Segment, SegmentKind};
use super::wording::{self, Guide};
use crate::practice::routine::{How, Round};
use crate::practice::{Dose, Exercise, Position, Routine, Side, Sides, Step};

/// A routine unrolled into segments. Its total is exactly the time of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    routine: String,
    title: String,
    steps: Vec<Step>,
    segments: Vec<Segment>,
    /// The get-ready that each step needs to say what its easier version is.
    eased_ready: Vec<Duration>,
    /// `true` if exercises are left out that do not suit the person.
    left_out: bool,
    /// The seed of the order that the steps were put into, if they were.
    order: Option<u64>,
}

/// The time to take up the next exercise: in the same position, in a new one, and to or from the floor (content sheet,
/// `timing_rules`; the floor: design, "The plan").
const SAME_POSITION: Duration = Duration::from_secs(5);
const NEW_POSITION: Duration = Duration::from_secs(8);
const TO_OR_FROM_FLOOR: Duration = Duration::from_secs(12);

/// The time to take up `next` coming from `before`. A session begins at the keyboard, which is not on the floor.
fn get_ready(before: Option<Position>, next: Position) -> Duration {
    match before {
        before if before.is_some_and(Position::on_floor) != next.on_floor() => TO_OR_FROM_FLOOR,
        Some(before) if before != next => NEW_POSITION,
        _ => SAME_POSITION,
    }
}

/// The get-ready of step `index`: time to take it up, and time to say what `guide` allows.
#[must_use]
pub fn ready(steps: &[Step], index: usize, left_out: bool, guide: &Guide) -> Duration {
    let Some(step) = steps.get(index) else {
        return Duration::ZERO;
    };
    let before = index.checked_sub(1).and_then(|before| steps.get(before)).map(|step| step.position);
    get_ready(before, step.position).max(wording::get_ready(steps, index, step.eased, left_out, guide))
}

/// The time to change sides (content sheet, `timing_rules`): lying on one side, one has to roll over.
#[must_use]
pub fn switch(position: Position) -> Duration {
    Duration::from_secs(match position {
        Position::SideLying => 8,
        position if position.on_floor() => 5,
        _ => 4,
    })
}

impl Plan {
    /// Unrolls a routine for somebody who is told nothing: the shortest plan.
    #[must_use]
    pub fn of(routine: &Routine) -> Self {
        Self::guided(routine, &Guide::silent())
    }

    /// Unrolls a routine with enough time in each get-ready to say what `guide` allows.
    #[must_use]
    pub fn guided(routine: &Routine, guide: &Guide) -> Self {
        let mut segments = Vec::new();
        let mut eased_ready = Vec::new();
        let left_out = routine.changes.iter().any(|change| change.how == How::LeftOut);
        for (index, step) in routine.steps.iter().enumerate() {
            let sides: &[Option<Side>] = match step.exercise.sides {
                Sides::None => &[None],
                Sides::LeftRight => &[Some(Side::FIRST), Some(Side::FIRST.other())],
            };
            let longest = step.exercise.longest_hold;
            let plain = |kind, side, length| Segment { kind, step: index, side, set: 1, sets: 1, length, longest };
            let ready = ready(&routine.steps, index, left_out, guide);
            eased_ready.push(wording::get_ready(&routine.steps, index, true, left_out, guide));
            if !step.rest_before.is_zero() {
                segments.push(plain(SegmentKind::Rest, None, step.rest_before));
            }
            segments.push(plain(SegmentKind::GetReady, sides[0], ready));
            for (turn, &side) in sides.iter().enumerate() {
                if turn > 0 {
                    segments.push(plain(SegmentKind::Switch, side, switch(step.position)));
                }
                match step.dose {
                    Dose::Holds { hold, times, rest } => {
                        for set in 1..=times {
                            if set > 1 && !rest.is_zero() {
                                segments.push(Segment { set, sets: times, ..plain(SegmentKind::Rest, side, rest) });
                            }
                            segments.push(Segment { set, sets: times, ..plain(SegmentKind::Hold, side, hold) });
                        }
                    }
                    Dose::Reps { count, each } => {
                        segments.push(plain(SegmentKind::Reps { count, each }, side, step.dose.one_side()));
                    }
                    Dose::Breaths { breathe_in, breathe_out, .. } => {
                        let kind = SegmentKind::Breathe { breathe_in, breathe_out };
                        segments.push(plain(kind, side, step.dose.one_side()));
                    }
                }
            }
        }
        let (id, title) = (routine.id.clone(), routine.title.clone());
        Self { routine: id, title, steps: routine.steps.clone(), segments, eased_ready, left_out, order: None }
    }

    /// Unrolls a routine whose steps are put into the order of a seed, if there is one.
    #[must_use]
    pub fn in_order(routine: &Routine, order: Option<u64>, guide: &Guide) -> Self {
        match order {
            None => Self::guided(routine, guide),
            Some(seed) => Self { order, ..Self::guided(&routine.shuffled(seed), guide) },
        }
    }

    /// The seed of the order that its steps were put into, if they were.
    #[must_use]
    pub const fn order(&self) -> Option<u64> {
        self.order
    }

    /// The id of the routine.
    #[must_use]
    pub fn routine(&self) -> &str {
        &self.routine
    }

    /// The title of the routine.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The exercise of step `step`, if there is such a step.
    #[must_use]
    pub fn exercise(&self, step: usize) -> Option<&Arc<Exercise>> {
        self.steps.get(step).map(|step| &step.exercise)
    }

    /// Returns `true` if the exercises of two steps serve an area that is the same.
    #[must_use]
    pub fn share_an_area(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.exercise(one), self.exercise(other));
        one.zip(other).is_some_and(|(one, other)| one.areas.iter().any(|area| other.areas.contains(area)))
    }

    /// Returns `true` if exercises are left out that do not suit the person.
    #[must_use]
    pub const fn has_left_out(&self) -> bool {
        self.left_out
    }

    /// Returns `true` if the exercise of step `step` is for no area in particular.
    #[must_use]
    pub fn serves_no_area(&self, step: usize) -> bool {
        self.exercise(step).is_some_and(|exercise| exercise.areas.is_empty())
    }

    /// The time that the get-ready of step `step` needs to say what its easier version is.
    #[must_use]
    pub fn eased_ready(&self, step: usize) -> Duration {
        self.eased_ready.get(step).copied().unwrap_or_default()
    }

    /// The segments, in order; at least one.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The index of the first segment of step `step`: its get-ready, or the rest before that.
    #[must_use]
    pub fn first_segment(&self, step: usize) -> usize {
        self.segments.iter().position(|segment| segment.step == step).unwrap_or(self.segments.len())
    }

    /// The index of the get-ready of step `step`.
    #[must_use]
    pub fn get_ready(&self, step: usize) -> usize {
        let first = self.first_segment(step);
        first + usize::from(self.segments.get(first).is_some_and(Segment::is_between_rounds))
    }

    /// The round that step `step` belongs to, if it is repeated.
    #[must_use]
    pub fn round(&self, step: usize) -> Option<Round> {
        self.steps.get(step)?.round
    }

    /// The places of the exercise of step `step` in the rounds of its block, its own among them; none if it is in no block.
    pub fn in_all_rounds(&self, step: usize) -> impl Iterator<Item = usize> {
        let this = self.steps.get(step).and_then(|step| Some((step.round?.block, &step.exercise.id)));
        let is_it =
            move |one: &Step| this.is_some_and(|this| one.round.map(|r| (r.block, &one.exercise.id)) == Some(this));
        self.steps.iter().enumerate().filter(move |(_, one)| is_it(one)).map(|(index, _)| index)
    }

    /// The time of the whole session.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.segments.iter().map(|segment| segment.length).sum()
    }

    /// The time of its segments that are work.
    #[must_use]
    pub fn work(&self) -> Duration {
        self.segments.iter().filter(|segment| segment.kind.is_work()).map(|segment| segment.length).sum()
    }

    /// The time of step `step`, its get-ready included.
    #[must_use]
    pub fn step_total(&self, step: usize) -> Duration {
        self.segments.iter().filter(|segment| segment.step == step).map(|segment| segment.length).sum()
    }

    /// A key that differs between versions of the routine: a session can only be taken up again in the plan it was
    /// begun in. The time of a get-ready is not part of it, because it changes with how much is said.
    #[must_use]
    pub fn key(&self) -> String {
        let segments = self.segments.iter().filter(|segment| segment.kind != SegmentKind::GetReady);
        let parts = segments.map(|s| format!("{}.{}.{}", s.step, s.kind.word(), s.length.as_millis()));
        let exercises = self.steps.iter().map(|step| step.exercise.id.clone());
        let key: Vec<String> = std::iter::once(self.routine.clone()).chain(parts).chain(exercises).collect();
        format!("{:016x}", fnv1a(key.join(";").as_bytes()))
    }
}

/// FNV-1a, 64 bits: a short, stable fingerprint. Nothing about it is secret.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
