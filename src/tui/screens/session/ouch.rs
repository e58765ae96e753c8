//! The question after "it hurts", and its answers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::body::{figure, is_wide};
use super::moving::Moving;
use super::running::Running;
use crate::practice::Hurt;
use crate::session::Segment;
use crate::tui::context::Context;
use crate::tui::scores;
use crate::tui::widgets::pen::Sheet;
use crate::words::hurt;

/// The rows of a window from which there is room for the question beside the title.
pub(super) const ROOMY: u16 = 14;

/// Draws the question, its answers in the order of urgency; beside it the body, still, with what was worked.
pub(super) fn render(context: &Context, running: &Running, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let engine = running.live.engine();
    let Some(exercise) = engine.hurting().and_then(|step| engine.plan().exercise(step)) else {
        return;
    };
    let mut area = Rect { width: body.width.min(76), ..body };
    if is_wide(body)
        && let Some(moving) = Moving::of(running, context.now.moment)
    {
        let columns = (body.width * 2 / 5).min(body.height * 2);
        figure(context, &moving, Rect { width: columns, ..body }, buffer);
        area = Rect { x: body.x + columns + 3, width: (body.width - columns - 3).min(76), ..body };
    }
    let roomy = area.height >= 18;
    let side = segment.side.map(|side| format!(", {side} side")).unwrap_or_default();
    let mut sheet = Sheet::new(area.width);
    // In the smallest windows the question stands in place of the title.
    if body.height >= ROOMY - 2 {
        sheet.text(hurt::QUESTION, theme.warm.patch(theme.strong));
    }
    if roomy {
        sheet.text(&format!("{}{side}", exercise.short_name()), theme.dim);
    }
    for answer in Hurt::ALL {
        if roomy {
            sheet.gap();
        }
        let ink = if *answer == Hurt::Emergency { theme.strong } else { theme.text };
        sheet.indented(&format!("{}  ", hurt::key(*answer)), hurt::signs(*answer), theme.accent, ink);
    }
    if roomy {
        sheet.indented("   ", &exercise.easier, theme.dim, theme.dim);
        sheet.gap();
    }
    let score = engine.ouch().and_then(|ouch| ouch.strength);
    sheet.indented("How bad (← →)  ", &scores::meter(score), theme.dim, theme.strong);
    running.scroller.render(&sheet.lines, "", theme, area, buffer);
}
