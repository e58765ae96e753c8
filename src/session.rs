//! A session: a routine unrolled into a plan, an engine that runs it, and the cues it gives.
//!
//! Everything here is pure. Time comes in as an argument ([`engine::Moment`]), what happened goes out as
//! [`engine::Event`]s; the edges draw, sound and record them.

pub mod cue;
pub mod engine;
pub mod plan;
pub mod timeline;
mod words;

pub use cue::Cue;
pub use engine::{Engine, Event, Input, Moment};
pub use plan::{Plan, Segment, SegmentKind};
