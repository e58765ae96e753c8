//! Shuffle: a routine's steps in another order, as far as positions allow. Pure: the same seed gives the same order.

use super::routine::{Routine, Step};
use super::terms::Position;

/// A step by itself, or all rounds of a block: what is moved as a whole.
type Unit<'a> = &'a [Step];

impl Routine {
    /// The same routine with its steps in the order of `seed`. The first step, which warms up, and the last stay where they
    /// are, and so does the block that one of them is in. Between these, neighbours in one position change places; a block
    /// stays whole. Where any can, the order is another one.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Self {
        let units = units(&self.steps);
        let Some((first, middle, last)) = ends(&units) else {
            return self.clone();
        };
        let mut steps = first.to_vec();
        for run in middle.chunk_by(|one, next| position(one).is_some_and(|here| position(next) == Some(here))) {
            for unit in reordered(run, seed) {
                steps.extend_from_slice(unit);
            }
        }
        steps.extend_from_slice(last);
        Self { steps, ..self.clone() }
    }
}

/// The first, those between, and the last; `None` where nothing is between.
fn ends<'u, 'a>(units: &'u [Unit<'a>]) -> Option<(Unit<'a>, &'u [Unit<'a>], Unit<'a>)> {
    match units {
        [first, middle @ .., last] if !middle.is_empty() => Some((first, middle, last)),
        _ => None,
    }
}

fn units(steps: &[Step]) -> Vec<Unit<'_>> {
    let is_one = |one: &Step, next: &Step| one.round.zip(next.round).is_some_and(|(one, next)| one.block == next.block);
    steps.chunk_by(is_one).collect()
}

/// The position of all steps of a unit, if they share one.
fn position(unit: &Unit<'_>) -> Option<Position> {
    let first = unit.first()?.position;
    unit.iter().all(|step| step.position == first).then_some(first)
}

/// The units in the order of their numbers by `seed`; one place further round where that is the order they had.
fn reordered<'a>(run: &[Unit<'a>], seed: u64) -> Vec<Unit<'a>> {
    let mut keyed: Vec<(u64, Unit<'a>)> =
        run.iter().copied().enumerate().map(|(at, unit)| (number(seed, at), unit)).collect();
    let as_before = keyed.is_sorted_by_key(|(number, _)| *number);
    keyed.sort_by_key(|(number, _)| *number);
    let mut units: Vec<Unit<'a>> = keyed.into_iter().map(|(_, unit)| unit).collect();
    if as_before && units.len() > 1 {
        units.rotate_left(1);
    }
    units
}

/// A number that follows from `seed` and a place, as if by chance (splitmix64).
const fn number(seed: u64, place: usize) -> u64 {
    let mixed =
        seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((place as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::library::Library;
    use crate::practice::routine::unrolled;

    fn names(steps: &[Step]) -> Vec<&str> {
        steps.iter().map(|step| step.exercise.id.as_str()).collect()
    }

    #[test]
    fn neighbours_in_one_position_come_in_another_order() {
        let library = Library::built_in();
        let changed = library.routines().iter().filter(|routine| routine.shuffled(1).steps != routine.steps);
        assert!(changed.count() > 10);
    }

    #[test]
    fn a_block_stays_whole() {
        let library = Library::built_in();
        let mut routine = library.routine("full-reset-15").unwrap().clone();
        let seated: Vec<Step> = routine.steps.iter().take(2).cloned().collect();
        let mut steps = vec![seated[0].clone()];
        steps.extend(unrolled(0, &seated, 3, Duration::from_secs(10)));
        steps.extend([seated[0].clone(), seated[1].clone(), seated[0].clone()]);
        routine.steps = steps;
        for seed in 0..20 {
            let shuffled = routine.shuffled(seed);
            let block: Vec<&Step> = shuffled.steps.iter().filter(|step| step.round.is_some()).collect();
            let before: Vec<&Step> = routine.steps.iter().filter(|step| step.round.is_some()).collect();
            assert_eq!(block, before);
            assert_eq!(shuffled.passages().iter().filter(|passage| passage.rounds == Some(3)).count(), 1);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_same_steps_in_the_same_positions_between_the_same_ends(seed in any::<u64>()) {
            for routine in Library::built_in().routines() {
                let shuffled = routine.shuffled(seed);
                prop_assert_eq!(&shuffled, &routine.shuffled(seed));
                prop_assert_eq!(shuffled.steps.first(), routine.steps.first());
                prop_assert_eq!(shuffled.steps.last(), routine.steps.last());
                let positions = |steps: &[Step]| steps.iter().map(|step| step.position).collect::<Vec<_>>();
                prop_assert_eq!(positions(&shuffled.steps), positions(&routine.steps));
                let (mut one, mut other) = (names(&shuffled.steps), names(&routine.steps));
                one.sort_unstable();
                other.sort_unstable();
                prop_assert_eq!(one, other);
            }
        }
    }
}
