//! A demonstration: a figure that shows how to do an exercise, for as long as somebody may be watching.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::context::Context;
use super::widgets::figure::StartAndEnd;
use crate::figure::model::Frame;
use crate::figure::motion::{Next, Track};
use crate::figure::{Figure, Phase};
use crate::practice::{Dose, Exercise};

/// The number of rounds after which a demonstration stops in the end pose, so that a forgotten screen costs nothing.
const ROUNDS: u32 = 12;

/// The number of rows up to which a figure needs all of them for itself.
const LEAST_ROWS: u16 = 9;

/// A running demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Demonstration {
    /// The moment it began, on the monotonic clock.
    pub since: Duration,
}

impl Demonstration {
    /// The phase of the figure at `now`.
    #[must_use]
    pub fn phase(self, exercise: &Exercise, figure: &Figure, now: Duration, step: Duration) -> Phase {
        let elapsed = now.saturating_sub(self.since);
        let track = track(exercise, figure);
        if is_over(&track, elapsed) { Phase::still(Frame::End) } else { track.shown_at(elapsed, step) }
    }

    /// The next moment at which the figure looks different, on the monotonic clock.
    #[must_use]
    pub fn next(self, exercise: &Exercise, figure: &Figure, now: Duration, step: Duration) -> Option<Duration> {
        let elapsed = now.saturating_sub(self.since);
        let track = track(exercise, figure);
        match track.next(elapsed, step) {
            Next::At(at) if !is_over(&track, elapsed) => Some(self.since + at),
            _ => None,
        }
    }
}

/// Draws the figure of an exercise as its demonstration stands; without motion, its start pose and its end pose.
pub fn demonstrate(
    context: &Context,
    demonstration: Demonstration,
    (exercise, figure): (&Exercise, &Figure),
    area: Rect,
    buffer: &mut Buffer,
) {
    let phase = demonstration.phase(exercise, figure, context.now.moment.monotonic, context.step());
    let at = context.figure(&exercise.id, figure, phase, false);
    let area = if at.is_in_mirror() && area.height > LEAST_ROWS && area.width >= 24 {
        let below = Rect { y: area.bottom() - 1, height: 1, ..area };
        Line::styled("as in a mirror", context.theme.dim).centered().render(below, buffer);
        Rect { height: area.height - 1, ..area }
    } else {
        area
    };
    if context.settings.motion {
        (&at).render(area, buffer);
    } else {
        (&StartAndEnd { at }).render(area, buffer);
    }
}

fn track(exercise: &Exercise, figure: &Figure) -> Track {
    match exercise.dose {
        Dose::Breaths { breathe_in, breathe_out, .. } => Track::breaths(breathe_in, breathe_out),
        Dose::Reps { each, .. } => Track::demonstration(figure.movement(), each),
        Dose::Holds { .. } => Track::demonstration(figure.movement(), Duration::ZERO),
    }
}

fn is_over(track: &Track, elapsed: Duration) -> bool {
    track.round().is_some_and(|round| elapsed >= round * ROUNDS)
}
