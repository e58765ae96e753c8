//! A session: a routine unrolled into a plan, an engine that runs it, and the cues it gives.

pub mod cue;
