//! One stretch and all that is known of it.

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
    /// The name of its file and of its place in routines and records.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// The same without what it is called besides.
    pub(crate) short_name: String,
    /// The areas it serves, the one it is listed under first; a warm-up serves all and has none.
    pub areas: Vec<Area>,
    /// The muscles it reaches.
    pub targets: Vec<String>,
    /// How the body is placed, unless a routine's step says otherwise.
    pub position: Position,
    /// What must be at hand.
    pub equipment: Vec<String>,
    /// Whether it is done once a side.
    pub sides: Sides,
    /// How it fills its time.
    pub kind: Kind,
    /// How much it asks.
    pub level: Level,
    /// What it is, in a line.
    pub summary: String,
    /// The dose when a person does it by itself.
    pub dose: Dose,
    /// The longest a single hold may be made with the plus key: what its file says, or what its areas allow.
    pub longest_hold: Duration,
    /// What to do, in the order of doing it.
    pub cues: Cues,
    /// What a voice says; `{side}` and `{other}` stand for the sides.
    pub(crate) spoken: Vec<String>,
    /// What goes wrong most often.
    pub mistakes: Vec<String>,
    /// When to be careful.
    pub cautions: Vec<String>,
    /// When to stop.
    pub stop: Vec<String>,
    /// The screening questions (by tag) that, answered with yes, rule it out.
    pub skip_if: Vec<String>,
    /// What to do when it is too much.
    pub easier: String,
    /// What to do when it is too little.
    pub harder: String,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// How it looks, here and in other positions.
    pub(crate) figures: Figures,
}

/// What to do, in the order of doing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cues {
    /// How to take up the position.
    pub setup: Vec<String>,
    /// How to move.
    pub r#move: Vec<String>,
    /// Where it is felt.
    pub feel: String,
    /// How to breathe.
    pub breathe: String,
}

/// Where a statement comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Title, and year or publisher where known.
    pub title: String,
    /// Where it can be read, if it is on the web.
    pub url: Option<String>,
}

impl Exercise {
    /// The instruction for `side`, sentence by sentence. The side that is named is the one stretched or worked.
    #[must_use]
    pub fn instruction(&self, side: Option<Side>) -> String {
        let text = self.spoken.join(" ");
        match side {
            None => text,
            Some(side) => text.replace("{side}", side.word()).replace("{other}", side.other().word()),
        }
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

    /// How it looks in `position`.
    #[must_use]
    pub fn figure(&self, position: Position) -> Option<&Arc<Figure>> {
        let drawn = self.figures.drawn();
        let variant = drawn.of_positions.iter().find(|(of, _)| *of == position && position != self.position);
        variant.map(|(_, figure)| figure).or(drawn.own.as_ref())
    }

    /// What its figure shows in `position`, in a sentence; of a left-right exercise the side that is named.
    #[must_use]
    pub fn picture_in_words(&self, position: Position, side: Option<Side>) -> Option<String> {
        self.figure(position).map(|figure| words::describe(figure, side == Some(Side::Left)))
    }

    /// How it looks in every position there is a figure for.
    pub fn figures(&self) -> impl Iterator<Item = (Position, &Arc<Figure>)> {
        let drawn = self.figures.drawn();
        let own = drawn.own.iter().map(|figure| (self.position, figure));
        own.chain(drawn.of_positions.iter().map(|(position, figure)| (*position, figure)))
    }

    /// When to stop, and when to be careful, in one list.
    pub fn careful(&self) -> impl Iterator<Item = &str> {
        self.stop.iter().chain(&self.cautions).map(String::as_str)
    }

    /// The name for places where little fits.
    #[must_use]
    pub fn short_name(&self) -> &str {
        &self.short_name
    }
}
