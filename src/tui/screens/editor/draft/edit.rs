//! Edit: the rows of a routine that is edited, its texts, and each change that can be made to it.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::library::bounds::{Measure, WIDEST_SENTENCE, WIDEST_TITLE};
use crate::practice::{Position, Step};

/// A text of a routine that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The title.
    Title,
    /// What it is good for.
    Goal,
    /// The occasion that it suits.
    When,
    /// A warning for the whole of it.
    Note,
}

impl Text {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Title, Self::Goal, Self::When, Self::Note];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Goal => "goal",
            Self::When => "when",
            Self::Note => "note",
        }
    }

    /// The widest that it can be, in columns.
    #[must_use]
    pub const fn widest(self) -> usize {
        match self {
            Self::Title => WIDEST_TITLE,
            Self::Goal | Self::When | Self::Note => WIDEST_SENTENCE,
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'a> {
    /// A block begins.
    Block {
        /// The number of rounds.
        rounds: u32,
        /// The rest between two of them.
        rest: Duration,
    },
    /// A step.
    Step {
        /// The step.
        step: &'a Step,
        /// Its place among the unrolled steps; in a block, that of the first round.
        index: usize,
        /// The number that it has in the list, from 1.
        number: usize,
        /// `true` if it is in a block.
        in_block: bool,
    },
}

/// A change. Rows are counted from 0, headings of blocks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Give it this title, goal, occasion or note.
    Text(Text, String),
    /// Put a step below a row, or at the end.
    Insert {
        /// The row.
        below: Option<usize>,
        /// The step.
        step: Step,
    },
    /// Put another step in place of the one in a row.
    Swap {
        /// The row.
        row: usize,
        /// The step.
        step: Step,
    },
    /// Take a step, or a whole block, out.
    Remove(usize),
    /// Put a copy of a step, or of a whole block, below it.
    Duplicate(usize),
    /// Move a step, or a whole block, up: a step goes into blocks and out of them.
    Up(usize),
    /// The same, down.
    Down(usize),
    /// Set a number of the dose of a step.
    Measure {
        /// The row.
        row: usize,
        /// The number.
        measure: Measure,
        /// Its value; what is out of bounds goes to the nearest that is not.
        value: u32,
    },
    /// Do a step in this position.
    Position {
        /// The row.
        row: usize,
        /// The position.
        position: Position,
    },
    /// Repeat the steps of these rows as a block.
    Repeat(RangeInclusive<usize>),
    /// Make single steps of the block that a row is of.
    Dissolve(usize),
    /// Set the number of rounds of a block.
    Rounds {
        /// The row of its heading.
        row: usize,
        /// The number; what is out of bounds goes to the nearest that is not.
        rounds: u32,
    },
    /// Set the rest between the rounds of a block.
    Rest {
        /// The row of its heading.
        row: usize,
        /// The seconds; what is out of bounds goes to the nearest that is not.
        secs: u32,
    },
}

/// The part to look at after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// One of its texts.
    Text(Text),
    /// A row; one beyond the last where there is none.
    Row(usize),
}
