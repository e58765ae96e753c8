//! A session: a routine unrolled into a plan, an engine that runs it, the cues it gives, and what a voice says; all of
//! it behind one door, [`live::Live`].
//!
//! Everything here is pure. Time comes in as an argument ([`engine::Moment`]), what happened goes out as
//! [`engine::Event`]s; the edges draw, sound and record them.

pub mod cue;
pub mod engine;
pub mod header;
pub mod live;
pub mod narrator;
pub mod phrases;
pub mod plan;
pub mod script;
pub mod segment;
pub mod timeline;
mod types;
pub mod wording;

pub use cue::Cue;
pub use engine::{Engine, Event, Input, Moment};
pub use header::SessionHeader;
pub use live::Live;
pub use narrator::{Narrator, Speech};
pub use plan::Plan;
pub use segment::{Segment, SegmentKind};
pub use wording::{Guide, Level, OwnText};
