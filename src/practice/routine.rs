//! Routine: an ordered list of steps.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::dose::Dose;
use super::exercise::Exercise;
use super::terms::{Level, Position};
use crate::areas::Area;

/// An ordered list of steps. Made only from a checked file whose exercises all exist.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Routine {
    /// The name of its file and of its place in records.
    pub id: String,
    /// What a person calls it.
    pub title: String,
    /// The areas it serves.
    pub areas: Vec<Area>,
    /// How much it asks.
    pub level: Level,
    /// What it is for, in a sentence.
    pub goal: String,
    /// When it fits.
    pub when: String,
    /// What must be at hand.
    pub equipment: Vec<String>,
    /// A warning or a condition that belongs to the whole routine.
    pub note: Option<String>,
    /// What is done, in order; at least one.
    pub steps: Vec<Step>,
    /// Whether it comes with the program or from the user's folder.
    pub origin: Origin,
}

/// Where a routine comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is inside the program.
    BuiltIn,
    /// It is the user's own file.
    User,
}

/// An exercise with its dose in a routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub exercise: Arc<Exercise>,
    /// How the body is placed for it here.
    pub position: Position,
    /// How long and how often.
    pub dose: Dose,
}

impl Step {
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

    /// Where it is done, in a word: one position, `floor`, or `mixed`.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        match self.positions().as_slice() {
            [one] => one.word(),
            many if many.iter().all(|position| position.on_floor()) => "floor",
            _ => "mixed",
        }
    }

    /// The tags of all screening questions that rule out one of its exercises.
    #[must_use]
    pub fn skip_if(&self) -> BTreeSet<&str> {
        self.steps.iter().flat_map(|step| step.exercise.skip_if.iter().map(String::as_str)).collect()
    }
}
