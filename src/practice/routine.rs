//! Routine: an ordered list of steps.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::dose::Dose;
use super::exercise::Exercise;
use super::terms::{Level, Position};
use crate::areas::Area;

/// An ordered list of steps. Made only from a checked file whose exercises all exist.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Routine {
    /// The name of its file, by which records refer to it.
    pub id: String,
    /// The title that a person reads.
    pub title: String,
    /// The areas it serves.
    pub areas: Vec<Area>,
    /// The level of difficulty.
    pub level: Level,
    /// The goal, in a sentence.
    pub goal: String,
    /// The occasion that it suits.
    pub when: String,
    /// The things that must be at hand.
    pub equipment: Vec<String>,
    /// A warning or a condition that belongs to the whole routine.
    pub note: Option<String>,
    /// The steps, in order; at least one. Blocks are unrolled: each round has steps of its own.
    pub steps: Vec<Step>,
    /// The changes that were made to it for a person; its steps are as they are after these.
    pub changes: Vec<Change>,
    /// `true` if it is meant for days on which much hurts.
    pub gentle: bool,
    /// `true` if it is meant for somebody's first session.
    pub first: bool,
    /// `true` if it is meant for the way, in a seat or at a stop: nobody at a desk is sent there.
    pub on_the_way: bool,
    /// The origin: the program or the user's folder.
    pub origin: Origin,
}

/// A change that was made to a routine for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// What was done to it.
    pub how: How,
    /// The reason.
    pub why: Why,
}

/// What was done to an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is left out.
    LeftOut,
    /// It is done in its easier version.
    Easier,
    /// It should be left out, but then nothing would be left of the routine.
    Kept,
    /// It is not wanted, but without it nothing would be left of the routine.
    Stays,
}

/// The reason for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The screening question with this tag was answered with yes.
    Yes(String),
    /// The area with this id is so tense today, 0-10.
    Tense(String, u8),
    /// In the area with this id pain was sharp or spread today.
    Sharp(String),
    /// The area with this id hurt on that day.
    Hurt(String, NaiveDate),
    /// The person never wants it.
    Never,
}

/// The origin of a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is inside the program.
    BuiltIn,
    /// It is the user's own file.
    User,
    /// It was composed for the minutes of a day.
    Composed,
}

/// An exercise with its dose in a routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// The position of the body in this step.
    pub position: Position,
    /// The dose in this step.
    pub dose: Dose,
    /// `true` if it is done in its easier version from the start.
    pub eased: bool,
    /// The round that it belongs to, in a block of steps that is repeated.
    pub round: Option<Round>,
    /// The rest before it: zero but for the first step of the second and later rounds.
    pub rest_before: Duration,
}

/// One time through a block of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// The block, by a number of its own in the routine.
    pub block: usize,
    /// The number of the round, from 1.
    pub number: u32,
    /// The number of rounds.
    pub of: u32,
}

/// A step by itself, or a block of steps that is repeated, as a file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The places of its steps among the unrolled ones: of a block, those of its first round.
    pub steps: Range<usize>,
    /// The number of rounds; `None` for a step by itself.
    pub rounds: Option<u32>,
    /// The rest between two rounds.
    pub rest: Duration,
}

/// The steps of a block, round after round.
#[must_use]
pub fn unrolled(block: usize, steps: &[Step], rounds: u32, rest: Duration) -> Vec<Step> {
    let of_round = |number| {
        let rest = if number > 1 { rest } else { Duration::ZERO };
        let round = Some(Round { block, number, of: rounds });
        let step = move |(index, step): (usize, &Step)| Step {
            round,
            rest_before: if index == 0 { rest } else { Duration::ZERO },
            ..step.clone()
        };
        steps.iter().enumerate().map(step)
    };
    (1..=rounds).flat_map(of_round).collect()
}

/// The steps and blocks that `steps` were unrolled from, in order.
#[must_use]
pub fn passages(steps: &[Step]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        let here = steps.iter().skip(at);
        let (in_round, in_all) = match step.round {
            None => (1, 1),
            Some(round) => (
                here.clone().take_while(|step| step.round == Some(round)).count(),
                here.take_while(|step| step.round.is_some_and(|of_step| of_step.block == round.block)).count(),
            ),
        };
        passages.push(Passage {
            steps: at..at + in_round,
            rounds: step.round.map(|round| round.of),
            rest: steps
                .get(at + in_round)
                .filter(|_| in_all > in_round)
                .map_or(Duration::ZERO, |next| next.rest_before),
        });
        at += in_all.max(1);
    }
    passages
}

impl Step {
    /// An exercise in its own position, with the dose for doing it by itself.
    #[must_use]
    pub fn of(exercise: &Arc<Exercise>) -> Self {
        Self {
            exercise: Arc::clone(exercise),
            position: exercise.position,
            dose: exercise.dose,
            eased: false,
            round: None,
            rest_before: Duration::ZERO,
        }
    }

    /// Returns `true` if it was done before in an earlier round.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.round.is_some_and(|round| round.number > 1)
    }

    /// The dose as a trainer writes it, with the sides.
    #[must_use]
    pub fn shorthand(&self) -> String {
        match self.exercise.sides {
            super::Sides::None => self.dose.shorthand(),
            super::Sides::LeftRight => format!("{} each side", self.dose.shorthand()),
        }
    }
}

impl Routine {
    /// A routine of nothing but `exercise`, with the dose for doing it by itself. It has the exercise's id.
    #[must_use]
    pub fn alone(exercise: &Arc<Exercise>) -> Self {
        Self {
            id: exercise.id.clone(),
            title: exercise.short_name().to_owned(),
            areas: exercise.areas.clone(),
            level: exercise.level,
            goal: exercise.summary.clone(),
            when: String::new(),
            equipment: exercise.equipment.clone(),
            note: None,
            steps: vec![Step::of(exercise)],
            changes: Vec::new(),
            gentle: false,
            first: false,
            on_the_way: false,
            origin: Origin::BuiltIn,
        }
    }

    /// Its steps and blocks, as its file has them.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        passages(&self.steps)
    }

    /// The positions it passes through, in the order they first come.
    #[must_use]
    pub fn positions(&self) -> Vec<Position> {
        let mut seen = Vec::new();
        for step in &self.steps {
            if !seen.contains(&step.position) {
                seen.push(step.position);
            }
        }
        seen
    }

    /// The setting in a word: one position, `floor`, or `mixed`.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        match self.positions().as_slice() {
            [one] => one.word(),
            many if many.iter().all(|position| position.on_floor()) => "floor",
            _ => "mixed",
        }
    }

    /// The muscles that it stretches, each with the time for which it is held on one side, the longest first.
    #[must_use]
    pub fn stretched(&self) -> Vec<(&str, Duration)> {
        let mut times: Vec<(&str, Duration)> = Vec::new();
        for step in &self.steps {
            let Dose::Holds { hold, times: count, .. } = step.dose else { continue };
            for muscle in step.exercise.stretched() {
                match times.iter_mut().find(|(known, _)| *known == muscle) {
                    Some((_, time)) => *time += hold * count,
                    None => times.push((muscle, hold * count)),
                }
            }
        }
        times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        times
    }

    /// The tags of all screening questions that rule out one of its exercises.
    #[must_use]
    pub fn skip_if(&self) -> BTreeSet<&str> {
        self.steps.iter().flat_map(|step| step.exercise.skip_if.iter().map(String::as_str)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::Library;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_that_are_unrolled_and_folded_are_the_same_again(
            blocks in prop::collection::vec((1usize..4, prop::option::of(2u32..11), 0u64..121), 1..6),
        ) {
            let library = Library::built_in();
            let plain = &library.routine("full-reset-15").unwrap().steps;
            let mut steps = Vec::new();
            let mut expected = Vec::new();
            for (block, (count, rounds, rest)) in blocks.into_iter().enumerate() {
                let rest = Duration::from_secs(rest);
                let at = steps.len();
                if let Some(rounds) = rounds {
                    steps.extend(unrolled(block, &plain[..count], rounds, rest));
                    expected.push(Passage { steps: at..at + count, rounds: Some(rounds), rest });
                } else {
                    steps.push(plain[0].clone());
                    expected.push(Passage { steps: at..at + 1, rounds: None, rest: Duration::ZERO });
                }
            }
            let folded = passages(&steps);
            prop_assert_eq!(&folded, &expected);
            let again: Vec<Step> = folded.iter().flat_map(|passage| {
                let of_it = &steps[passage.steps.clone()];
                let block = of_it[0].round.map_or(0, |round| round.block);
                passage.rounds.map_or_else(|| of_it.to_vec(), |rounds| unrolled(block, of_it, rounds, passage.rest))
            }).collect();
            prop_assert_eq!(again, steps);
        }
    }
}
