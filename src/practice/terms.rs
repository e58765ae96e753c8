//! The terms of practice: positions, sides, kinds and levels.
//!
//! Each closed set of words is one enum, and one table holds its spelling in files, on the command line and on the
//! screen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares a closed set of words: the enum, its table, and its spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            #[doc = concat!("Every ", $what, ", in the order it is listed.")]
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as files and commands spell it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            #[doc = concat!("The ", $what, " that `word` names, if there is one.")]
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.word()) }
        }
    };
}

words! {
    /// The answer to how a session of a programme felt.
    Felt, "answer" {
        /// There was strength left.
        Easy = "easy",
        /// It was just enough.
        Right = "right",
        /// It was too much.
        Hard = "hard",
    }
}

words! {
    /// The position of the body.
    Position, "position" {
        /// On a chair.
        Seated = "seated",
        /// On the feet.
        Standing = "standing",
        /// On the back.
        Supine = "supine",
        /// On the belly.
        Prone = "prone",
        /// On one side.
        SideLying = "side-lying",
        /// On hands and knees.
        Quadruped = "quadruped",
        /// On one or both knees.
        Kneeling = "kneeling",
    }
}

impl Position {
    /// Returns `true` if the position is on the floor.
    #[must_use]
    pub const fn on_floor(self) -> bool {
        !matches!(self, Self::Seated | Self::Standing)
    }

    /// The position in words for people who do not know the clinical term.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Standing => "standing",
            Self::Supine => "on your back",
            Self::Prone => "face down",
            Self::SideLying => "on your side",
            Self::Quadruped => "on hands and knees",
            Self::Kneeling => "kneeling",
        }
    }
}

words! {
    /// The number of sides: an exercise is done once for the whole body or once a side.
    Sides, "number of sides" {
        /// Both sides at once, or in turn within a repetition.
        None = "none",
        /// First one side, then the other, for equal time.
        LeftRight = "left-right",
    }
}

words! {
    /// The side that is stretched or worked.
    Side, "side" {
        /// The person's own left.
        Left = "left",
        /// The person's own right.
        Right = "right",
    }
}

impl Side {
    /// The side that comes first in every left-right exercise.
    pub const FIRST: Self = Self::Right;

    /// The opposite side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

words! {
    /// The side, or the sides, on which something is felt.
    WhichSide, "side" {
        /// The person's own left.
        Left = "left",
        /// The person's own right.
        Right = "right",
        /// Both.
        Both = "both",
    }
}

words! {
    /// The kind of work that fills the time of an exercise.
    Kind, "kind" {
        /// Holds with short rests between them.
        Static = "static",
        /// Repetitions at an even pace.
        Dynamic = "dynamic",
        /// Gentle pushes, each followed by a release.
        Isometric = "isometric",
        /// Breaths in and out.
        Breathing = "breathing",
    }
}

words! {
    /// The answer to what hurts: what it calls for, the most urgent first (review of a physiotherapist's reading, S4).
    Hurt, "answer to what hurts" {
        /// Signs of the heart, an artery or the brain: stop everything and call for help.
        Emergency = "emergency",
        /// Pain that is sharp or spreads, tingling, numbness: nothing more for this area today.
        Sharp = "sharp",
        /// Too much of a pull: the easier version.
        Pull = "pull",
    }
}

impl Hurt {
    /// Returns `true` if nothing more is done for its area today.
    #[must_use]
    pub const fn ends_its_area(self) -> bool {
        matches!(self, Self::Emergency | Self::Sharp)
    }
}

words! {
    /// The level of difficulty of an exercise or a routine.
    Level, "level" {
        /// For everyone who may exercise.
        Beginner = "beginner",
        /// For people who know the basic moves.
        Intermediate = "intermediate",
    }
}
