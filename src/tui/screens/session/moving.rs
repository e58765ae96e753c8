//! The movement of the figure in a running session: it follows the engine's segments, to the same deadlines as the
//! cues.

use std::time::Duration;

use super::running::{Running, Stage};
use crate::figure::motion::{Next, Track};
use crate::figure::{Figure, Phase};
use crate::practice::{Dose, Side, Step};
use crate::session::engine::State;
use crate::session::{Moment, Segment, SegmentKind};

/// The figure of the current segment at one moment.
#[derive(Debug)]
pub(super) struct Moving<'a> {
    /// The id of the exercise.
    pub(super) exercise: &'a str,
    pub(super) figure: &'a Figure,
    /// `true` if the left side is shown.
    pub(super) mirrored: bool,
    track: Track,
    elapsed: Duration,
    runs: bool,
}

impl<'a> Moving<'a> {
    /// The figure shown now, if the exercise has one.
    pub(super) fn of(running: &'a Running, now: Moment) -> Option<Self> {
        let engine = running.live.engine();
        let segment = engine.segment()?;
        let step = engine.plan().steps().get(segment.step)?;
        let figure = step.exercise.figure(step.position)?;
        // Once it is done the easier way, that is what is shown.
        let figure = if engine.eased() { figure.eased() } else { figure };
        let elapsed = engine.length().saturating_sub(engine.segment_left(now));
        let runs = running.stage == Stage::Begun && matches!(engine.state(), State::Running { .. });
        let track = track(figure, step, segment, engine.length());
        // Until the sides are changed, the side that was done is shown.
        let before_switch = segment.kind == SegmentKind::Switch && elapsed < Track::switched_after();
        let side = if before_switch { segment.side.map(Side::other) } else { segment.side };
        Some(Self { exercise: &step.exercise.id, figure, mirrored: side == Some(Side::Left), track, elapsed, runs })
    }

    /// The phase of its movement.
    pub(super) fn phase(&self, step: Duration) -> Phase {
        self.track.shown_at(self.elapsed, step)
    }

    /// The time from now until the figure looks different.
    pub(super) fn next(&self, step: Duration) -> Option<Duration> {
        match self.track.next(self.elapsed, step) {
            Next::At(at) if self.runs => Some(at.saturating_sub(self.elapsed)),
            _ => None,
        }
    }
}

fn track(figure: &Figure, step: &Step, segment: &Segment, length: Duration) -> Track {
    let movement = figure.movement();
    match segment.kind {
        SegmentKind::Rest if !segment.is_between_rounds() => Track::release(movement, length),
        SegmentKind::GetReady | SegmentKind::Rest => {
            let each = if let Dose::Reps { each, .. } = step.dose { each } else { Duration::ZERO };
            Track::demonstration_within(movement, each, length)
        }
        SegmentKind::Hold => Track::hold(movement, length),
        SegmentKind::Reps { each, .. } => Track::reps(movement, each),
        SegmentKind::Breathe { breathe_in, breathe_out } => Track::breaths(breathe_in, breathe_out),
        SegmentKind::Switch => Track::switch(movement),
    }
}
