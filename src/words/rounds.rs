//! Rounds: a block of steps that is repeated, in words and as rows of a list.

use std::time::Duration;

use crate::practice::Step;
use crate::practice::routine::{Round, passages};

/// A round in a few words: `round 2 of 3`.
#[must_use]
pub fn round(round: Round) -> String {
    format!("round {} of {}", round.number, round.of)
}

/// A block in a few words: `3 rounds, 20 s rest between`.
#[must_use]
pub fn block(rounds: u32, rest: Duration) -> String {
    if rest.is_zero() {
        format!("{rounds} rounds, no rest between")
    } else {
        format!("{rounds} rounds, {} s rest between", rest.as_secs())
    }
}

/// A row of a list of steps in which a block stands once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// A block begins, in a few words.
    Block(String),
    /// A step.
    Step {
        /// Its place among the unrolled steps; in a block, that of the first round.
        index: usize,
        /// The number that it has in the list, from 1.
        number: usize,
        /// The spaces before its name: a step of a block stands in.
        indent: &'static str,
    },
}

/// The rows of a list of `steps`, each block once.
#[must_use]
pub fn listed(steps: &[Step]) -> Vec<Listed> {
    let mut rows = Vec::new();
    let mut number = 0;
    for passage in passages(steps) {
        rows.extend(passage.rounds.map(|rounds| Listed::Block(block(rounds, passage.rest))));
        let indent = if passage.rounds.is_some() { "  " } else { "" };
        for index in passage.steps {
            number += 1;
            rows.push(Listed::Step { index, number, indent });
        }
    }
    rows
}
