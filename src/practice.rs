//! Practice: exercises, and routines of them, as plain values that are valid by construction.
//!
//! Reading order: [`terms`] (position, side, kind, level), [`dose`], [`exercise`], [`routine`], [`fit`], [`program`]. The files
//! they are made of belong to [`library`](crate::library).

pub mod dose;
pub mod drawings;
pub mod exercise;
pub mod fit;
pub mod program;
pub mod routine;
mod shuffle;
pub mod terms;

pub use dose::Dose;
pub use exercise::Exercise;
pub use fit::Needs;
pub use program::Program;
pub use routine::{Routine, Step};
pub use terms::{Felt, Hurt, Kind, Level, Position, Side, Sides};
