//! Exercise: one stretch and all that is known of it.

use std::collections::BTreeSet;
use std::iter;
use std::sync::Arc;
use std::time::Duration;

use super::dose::Dose;
use super::drawings::Figures;
use super::terms::{Kind, Level, Position, Side, Sides};
use crate::areas::Area;
use crate::figure::{Figure, words};

/// One stretch and all that is known of it. Made only from a checked file, so its doses are within bounds and its
/// text is safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exercise {
    /// The name of its file, by which routines and records refer to it.
    pub id: String,
    /// The name that a person reads.
    pub name: String,
    /// The name without the other names it goes by.
    pub(crate) short_name: String,
    /// The areas it serves, the one it is listed under first; a warm-up serves all and has none.
    pub areas: Vec<Area>,
    /// The muscles it reaches.
    pub targets: Vec<String>,
    /// The position of the body, unless a routine's step gives another one.
    pub position: Position,
    /// The things that must be at hand.
    pub equipment: Vec<String>,
    /// The sides: whether it is done once for the whole body or once a side.
    pub sides: Sides,
    /// The kind of work that fills its time.
    pub kind: Kind,
    /// The level of difficulty.
    pub level: Level,
    /// The summary, in a line.
    pub summary: String,
    /// The dose for doing the exercise by itself.
    pub dose: Dose,
    /// The loads by which it gets harder, from the easiest to the hardest; the first has its own dose. Most have none.
    pub loads: Vec<Load>,
    /// The longest time of a single hold that the plus key allows: from its file, or else from its areas.
    pub longest_hold: Duration,
    /// The instructions, in the order of doing them.
    pub cues: Cues,
    /// The text that a voice speaks; `{side}` and `{other}` stand for the sides.
    pub(crate) spoken: Vec<String>,
    /// The language of its texts, as in `ja` or `pt-BR`; English where there is none.
    pub language: Option<String>,
    /// The most frequent mistakes.
    pub mistakes: Vec<String>,
    /// The things to be careful of.
    pub cautions: Vec<String>,
    /// The signs to stop at.
    pub stop: Vec<String>,
    /// The screening questions (by tag) that, answered with yes, rule it out.
    pub skip_if: Vec<String>,
    /// Those of the tags with which its easier version is safe.
    pub easier_suits: Vec<String>,
    /// The easier version, for when it is too much.
    pub easier: String,
    /// The harder version, for when it is too little.
    pub harder: String,
    /// The sources of its statements.
    pub sources: Vec<Source>,
    /// The figures, in its own and in other positions.
    pub(crate) figures: Figures,
}

/// The instructions, in the order of doing them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cues {
    /// Taking up the position.
    pub setup: Vec<String>,
    /// The movement.
    pub r#move: Vec<String>,
    /// The place where the stretch is felt.
    pub feel: String,
    /// The breathing.
    pub breathe: String,
}

/// A load, and the dose that is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The load in a few words, as in `a light band`.
    pub name: String,
    /// The dose with this load.
    pub dose: Dose,
    /// The instructions that differ with this load, sentence by sentence; most have none.
    pub how: Vec<String>,
}

/// The source of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Title, and year or publisher where known.
    pub title: String,
    /// The address of the source, if it is on the web.
    pub url: Option<String>,
}

/// A text in which `{side}` and `{other}` are named.
fn sided(text: String, side: Option<Side>) -> String {
    match side {
        None => text,
        Some(side) => text.replace("{side}", side.word()).replace("{other}", side.other().word()),
    }
}

impl Exercise {
    /// The instruction for `side`, sentence by sentence. The side that is named is the one stretched or worked.
    #[must_use]
    pub fn instruction(&self, side: Option<Side>) -> String {
        sided(self.spoken.join(" "), side)
    }

    /// The instruction, or what the easier version is.
    #[must_use]
    pub fn instruction_of(&self, eased: bool, side: Option<Side>) -> String {
        if eased && !self.easier.is_empty() { sided(self.easier.clone(), side) } else { self.instruction(side) }
    }

    /// The way to take up the position for `side`, sentence by sentence; where no side is meant, for the first.
    #[must_use]
    pub fn setup(&self, side: Option<Side>) -> String {
        sided(self.cues.setup.join(" "), side.or(Some(Side::FIRST)))
    }

    /// The muscles that it stretches, if it is a stretch.
    pub fn stretched(&self) -> impl Iterator<Item = &str> {
        // What stands in brackets says what a muscle does beside being stretched.
        let targets = self.targets.iter().filter(|muscle| self.kind == Kind::Static && !muscle.contains("working"));
        targets.map(|muscle| muscle.split(" (").next().unwrap_or(muscle))
    }

    /// Returns `true` if it makes muscles stronger: pushes, and what is done with a load.
    #[must_use]
    pub const fn is_strength(&self) -> bool {
        matches!(self.kind, Kind::Isometric) || !self.loads.is_empty()
    }

    /// The area it is listed under; a warm-up has none.
    #[must_use]
    pub fn area(&self) -> Option<&Area> {
        self.areas.first()
    }

    /// The ids of its areas, for a record.
    #[must_use]
    pub fn area_ids(&self) -> Vec<String> {
        self.areas.iter().map(|area| area.word().to_owned()).collect()
    }

    /// The figure in `position`; where it has none, the exercise's own.
    #[must_use]
    pub fn figure(&self, position: Position) -> Option<&Arc<Figure>> {
        let drawn = self.figures.drawn();
        let variant = drawn.of_positions.iter().find(|(of, _)| *of == position && position != self.position);
        variant.map(|(_, figure)| figure).or(drawn.own.as_ref())
    }

    /// The figure in `position`, or of its easier version, as a sentence; in a left-right exercise it works `side`.
    #[must_use]
    pub fn picture_in_words(&self, position: Position, side: Option<Side>, eased: bool) -> Option<String> {
        let figure = self.figure(position)?;
        let figure = if eased { figure.eased() } else { figure };
        Some(words::describe(figure, side == Some(Side::Left)))
    }

    /// The figures, each with its position.
    pub fn figures(&self) -> impl Iterator<Item = (Position, &Arc<Figure>)> {
        let drawn = self.figures.drawn();
        let own = drawn.own.iter().map(|figure| (self.position, figure));
        own.chain(drawn.of_positions.iter().map(|(position, figure)| (*position, figure)))
    }

    /// The loads by which it gets harder, in one sentence, and what to do with those that are done otherwise; empty
    /// where it has none.
    #[must_use]
    pub fn loads_in_words(&self) -> String {
        let steps: Vec<String> =
            self.loads.iter().map(|load| format!("{}, {}", load.name, load.dose.shorthand())).collect();
        let mut told = BTreeSet::new();
        let otherwise = self.loads.iter().filter(|load| !load.how.is_empty() && told.insert((&load.name, &load.how)));
        let how = otherwise.map(|load| format!("With {}: {}", load.name, load.how.join(" ")));
        iter::once(steps.join("; then ")).chain(how).collect::<Vec<_>>().join(". ")
    }

    /// The things to be careful of and the signs to stop at, in one list.
    pub fn careful(&self) -> impl Iterator<Item = &str> {
        self.stop.iter().chain(&self.cautions).map(String::as_str)
    }

    /// The short name, for places where little fits.
    #[must_use]
    pub fn short_name(&self) -> &str {
        &self.short_name
    }
}
