//! Segment: one stretch of time with one instruction.

use std::time::Duration;

use crate::practice::Side;

/// One stretch of time with one instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The kind of segment.
    pub kind: SegmentKind,
    /// The step it belongs to, from 0.
    pub step: usize,
    /// The side that is stretched or worked; for a get-ready or switch, the side that comes next.
    pub side: Option<Side>,
    /// The number of the hold on its side, from 1; 1 for a segment that is no hold.
    pub set: u32,
    /// The number of holds on that side.
    pub sets: u32,
    /// The length of the segment.
    pub length: Duration,
    /// The longest length that the plus key can give it.
    pub longest: Duration,
}

/// The kind of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// Take up the position.
    GetReady,
    /// Hold, or push.
    Hold,
    /// Repeat at an even pace.
    Reps {
        /// The number of repetitions.
        count: u32,
        /// The time of one repetition.
        each: Duration,
    },
    /// Breathe at an even pace.
    Breathe {
        /// The time of breathing in.
        breathe_in: Duration,
        /// The time of breathing out.
        breathe_out: Duration,
    },
    /// Change sides.
    Switch,
    /// Let go and rest: before another hold or, where the step itself is about to begin, before another round.
    Rest,
}

impl Segment {
    /// Returns `true` if it is the rest before another round; one between holds leads to the second of them at least.
    #[must_use]
    pub fn is_between_rounds(&self) -> bool {
        self.kind == SegmentKind::Rest && self.set == 1
    }
}

impl SegmentKind {
    /// Returns `true` if muscles work or are stretched in the segment, so that it counts as left or
    /// right seconds.
    #[must_use]
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Hold | Self::Reps { .. } | Self::Breathe { .. })
    }

    /// The word for the kind (design: "Words").
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
