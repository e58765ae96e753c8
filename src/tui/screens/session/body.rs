//! The body of a running session, or in its place the exercises that it goes through.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::moving::Moving;
use super::running::Running;
use crate::figure::Phase;
use crate::figure::model::Frame;
use crate::practice::Step;
use crate::session::engine::Outcome;
use crate::tui::context::Context;
use crate::tui::widgets::figure::StartAndEnd;
use crate::tui::widgets::pen::{Pen, cut};

/// Returns `true` if a place is wide enough for a body beside the words.
pub(super) const fn is_wide(body: Rect) -> bool {
    body.width >= 68 && body.height >= 12
}

/// Draws the figure as it moves; without motion, its start pose and its end pose.
pub(super) fn figure(context: &Context, moving: &Moving<'_>, area: Rect, buffer: &mut Buffer) {
    let at = |phase| context.figure(moving.exercise, moving.figure, phase, moving.mirrored);
    if context.settings.motion {
        (&at(moving.phase(context.step()))).render(area, buffer);
    } else {
        (&StartAndEnd { at: at(Phase::still(Frame::Start)) }).render(area, buffer);
    }
}

/// Draws the exercises of the session, where there is room for all of them: those done, the current one, those to come.
pub(super) fn course(context: &Context, running: &Running, current: usize, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let steps = running.live.engine().plan().steps();
    let tallies = running.live.engine().progress().tallies;
    let shown: Vec<_> = steps.iter().enumerate().filter(|(index, _)| is_on_course(steps, *index, current)).collect();
    if usize::from(area.height) < shown.len() || area.width < 24 {
        return;
    }
    let mut pen = Pen::new(buffer, area);
    for (index, step) in shown {
        let outcome = tallies.get(index).map(|tally| tally.outcome).unwrap_or_default();
        let (mark, ink) = match outcome {
            _ if index == current => ("▸ ", theme.text),
            Outcome::Done | Outcome::Eased => ("✓ ", theme.dim),
            Outcome::Skipped | Outcome::Stopped => ("- ", theme.dim),
            Outcome::Unfinished => ("  ", theme.dim),
        };
        let width = usize::from(area.width).saturating_sub(2);
        pen.line(vec![Span::styled(mark, theme.accent), Span::styled(cut(step.exercise.short_name(), width), ink)]);
    }
}

/// Returns `true` if step `index` stands in the list: of a block, one round does.
fn is_on_course(steps: &[Step], index: usize, current: usize) -> bool {
    let round = |index: usize| steps.get(index).and_then(|step| step.round);
    match (round(index), round(current)) {
        (None, _) => true,
        (Some(here), Some(now)) if here.block == now.block => here.number == now.number,
        (Some(here), _) => here.number == if index < current { here.of } else { 1 },
    }
}
