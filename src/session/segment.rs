//! Segment: one stretch of time with one instruction.

use std::time::Duration;

use crate::practice::Side;

/// One stretch of time with one instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What is done.
    pub kind: SegmentKind,
    /// The step it belongs to, from 0.
    pub step: usize,
    /// The side that is stretched or worked; for a get-ready or switch, the side that comes next.
    pub side: Option<Side>,
    /// Which hold of its side it is, from 1; 1 for what is no hold.
    pub set: u32,
    /// How many holds that side has.
    pub sets: u32,
    /// How long it takes.
    pub length: Duration,
    /// How long it may be made at most.
    pub longest: Duration,
}

/// What is done in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// Take up the position.
    GetReady,
    /// Hold, or push.
    Hold,
    /// Repeat at an even pace.
    Reps {
        /// How many.
        count: u32,
        /// One of them.
        each: Duration,
    },
    /// Breathe at an even pace.
    Breathe {
        /// Breathing in.
        breathe_in: Duration,
        /// Breathing out.
        breathe_out: Duration,
    },
    /// Change sides.
    Switch,
    /// Let go and rest.
    Rest,
}

impl SegmentKind {
    /// Whether muscles work or are stretched in it, so that it counts as left or right seconds.
    #[must_use]
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Hold | Self::Reps { .. } | Self::Breathe { .. })
    }

    /// The word for it (design: "Words").
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::GetReady => "get-ready",
            Self::Hold => "hold",
            Self::Reps { .. } => "reps",
            Self::Breathe { .. } => "breathe",
            Self::Switch => "switch",
            Self::Rest => "rest",
        }
    }
}
