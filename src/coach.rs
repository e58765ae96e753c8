//! The coach: sessions composed for the minutes that there are, and what a day and a week have had. Pure.
//!
//! `compose` chooses and doses the steps; `candidate` is what may be chosen of an exercise; `reason` says why a step is
//! there. `dose` adds up what was done against what should be. `course` is where a person stands in a programme, and `told`
//! says it in sentences. `experiment` is a comparison of a person's own, and `outcome` says it in sentences.

mod candidate;
pub mod compose;
pub mod course;
pub mod dose;
pub mod experiment;
pub mod outcome;
mod reason;
pub mod told;

pub use compose::{Composed, MINUTES, Nothing, Person, Wish, compose, usual_minutes};
pub use dose::Doses;
pub use reason::Reason;

/// The id of a composed session, by which records refer to it.
pub const COMPOSED: &str = "composed";
