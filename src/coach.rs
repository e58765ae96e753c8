//! The coach: sessions composed for the minutes that there are. Pure.
//!
//! `compose` chooses and doses the steps; `candidate` is what may be chosen of an exercise; `reason` says why a step is
//! there. `course` is where a person stands in a programme, and `told` says it in sentences.

mod candidate;
pub mod compose;
pub mod course;
mod reason;
pub mod told;

pub use compose::{Composed, MINUTES, Nothing, Person, Wish, compose};
pub use reason::Reason;

/// The id of a composed session, by which records refer to it.
pub const COMPOSED: &str = "composed";
