//! The words beside the number: the instruction and what it should feel like. What does not fit turns its pages by
//! itself, and a key shows all of it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::now::Places;
use super::running::Running;
use crate::practice::{Exercise, Side};
use crate::session::{Plan, Segment, SegmentKind};
use crate::tui::context::Context;
use crate::tui::layers::reading::Reading;
use crate::tui::widgets::pen::{Pen, indented};
use crate::words::rounds;

/// The width of a label and the space after it, in columns.
const LABEL: usize = 9;
/// The columns of a line from which labels stand beside the text.
const LABELLED: usize = 36;
/// The time for a page, and for each of its lines: slow enough to be read with an eye on the body.
const PAGE: Duration = Duration::from_millis(500);
const LINE: Duration = Duration::from_secs(2);

/// A part of the words.
struct Part {
    label: &'static str,
    text: String,
    ink: Style,
}

/// The words of the current segment, the most important first.
fn parts(context: &Context, running: &Running, exercise: &Exercise, segment: &Segment) -> Vec<Part> {
    let theme = &context.theme;
    let eased = running.live.engine().eased();
    let setup =
        if segment.kind == SegmentKind::GetReady && !eased { exercise.setup(segment.side) } else { String::new() };
    // Once it is done the easier way, that is what "do" says.
    let hurt = context.hurt(exercise).filter(|_| !eased).unwrap_or_default();
    if segment.is_between_rounds() {
        return vec![Part { label: "do", text: instruction(running, exercise, segment), ink: theme.text }];
    }
    let parts = [
        ("ouch", hurt, theme.warm),
        ("set up", setup, theme.text),
        ("do", instruction(running, exercise, segment), theme.text),
        ("feel", exercise.cues.feel.clone(), theme.warm),
        ("breathe", exercise.cues.breathe.clone(), theme.text),
        ("stop", exercise.stop.join(" "), theme.text),
    ];
    let told = parts.into_iter().filter(|(_, text, _)| !text.is_empty());
    told.map(|(label, text, ink)| Part { label, text, ink }).collect()
}

/// The instruction of this segment, in the exercise's own words.
fn instruction(running: &Running, exercise: &Exercise, segment: &Segment) -> String {
    match segment.kind {
        SegmentKind::Rest if segment.is_between_rounds() => {
            let round = running.live.engine().plan().round(segment.step);
            let then = round.map(|round| format!(" Then {} begins.", rounds::round(round)));
            format!("Let go, rest and breathe.{}", then.unwrap_or_default())
        }
        SegmentKind::Rest => "Let go, breathe, and return to the start.".to_owned(),
        _ => exercise.instruction_of(running.live.engine().eased(), segment.side),
    }
}

/// All words of the current segment, to read in peace.
pub(super) fn in_full(context: &Context, running: &Running) -> Option<Reading> {
    let plan = running.live.engine().plan();
    let segment = running.live.engine().segment()?;
    let exercise = plan.exercise(segment.step)?;
    let told = parts(context, running, exercise, segment).into_iter();
    let mut texts: Vec<(&str, String)> = told.map(|part| (part.label, part.text)).collect();
    if !exercise.easier.is_empty() {
        texts.push(("easier", exercise.easier.clone()));
    }
    texts.push(("next", next_up(plan, running.live.engine().current())));
    Some(Reading::exercise(&exercise.name, &texts))
}

/// Draws the words, and at the foot what comes next.
pub(super) fn render(context: &Context, running: &Running, segment: &Segment, places: &Places, buffer: &mut Buffer) {
    let theme = &context.theme;
    let area = places.words;
    let engine = running.live.engine();
    let Some(exercise) = engine.plan().exercise(segment.step).filter(|_| !area.is_empty()) else {
        return;
    };
    let mut parts = parts(context, running, exercise, segment);
    let next = Part { label: "next", text: next_up(engine.plan(), engine.current()), ink: theme.text };
    let labelled = usize::from(area.width) >= LABELLED && area.height > 2;
    if places.name.is_none() && segment.kind == SegmentKind::GetReady {
        parts.insert(0, Part { label: "", text: exercise.short_name().to_owned(), ink: theme.strong });
    }
    // In the smallest places what comes next is a page among the others.
    let mut below = area;
    if area.height > 3 {
        // The mark of the page has its place at the end.
        let rows = lay_out(&next, theme.dim, usize::from(area.width).saturating_sub(4), labelled);
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(2);
        below = Rect { y: area.bottom() - height, height, ..area };
        let mut pen = Pen::new(buffer, below);
        pen.lines(rows);
    } else {
        parts.push(next);
    }
    let place = if area.height > 3 { Rect { height: below.y - area.y, ..area } } else { area };
    let width = usize::from(place.width);
    let laid_out: Vec<_> = parts.iter().map(|part| lay_out(part, theme.dim, width, labelled)).collect();
    let elapsed = engine.length().saturating_sub(engine.segment_left(context.now.moment));
    let pages = pages(laid_out, usize::from(place.height));
    let shown = page_at(&pages, elapsed);
    let mut pen = Pen::new(buffer, place);
    let Some(page) = pages.get(shown) else { return };
    let lines: usize = page.iter().map(Vec::len).sum();
    // Air between the parts, if there is some for each and before what comes next.
    let airy = pages.len() == 1 && lines + page.len() <= usize::from(place.height);
    for rows in page {
        pen.lines(rows.iter().cloned());
        if airy {
            pen.gap();
        }
    }
    if pages.len() > 1 {
        let mark = Line::styled(format!(" {}/{}", shown + 1, pages.len()), theme.dim);
        let width = u16::try_from(mark.width()).unwrap_or(0);
        let row = if area.height > 3 { below.bottom() - 1 } else { area.bottom() - 1 };
        buffer.set_line(area.right().saturating_sub(width), row, &mark, width);
    } else if below.y > area.y {
        let free = Rect { y: pen.row() + 1, height: below.y.saturating_sub(pen.row() + 2), ..area };
        super::body::course(context, running, segment.step, free, buffer);
    }
}

/// The lines of a part.
fn lay_out(part: &Part, label_ink: Style, width: usize, labelled: bool) -> Vec<Line<'static>> {
    // The mark of the page has its place at the end of a line.
    let (label, width) =
        if labelled { (format!("{:<LABEL$}", part.label), width) } else { (String::new(), width.saturating_sub(6)) };
    indented(&label, &part.text, width, label_ink, part.ink)
}

type Page = Vec<Vec<Line<'static>>>;

/// The parts on pages of `rows` lines: a part stays whole where a page can hold it.
fn pages(parts: Vec<Vec<Line<'static>>>, rows: usize) -> Vec<Page> {
    let rows = rows.max(1);
    let mut pages: Vec<Page> = vec![Vec::new()];
    let mut used = 0;
    for part in parts {
        if used > 0 && used + part.len() > rows {
            pages.push(Vec::new());
            used = 0;
        }
        for piece in part.chunks(rows) {
            if used > 0 && used + piece.len() > rows {
                pages.push(Vec::new());
                used = 0;
            }
            used += piece.len();
            if let Some(page) = pages.last_mut() {
                page.push(piece.to_vec());
            }
        }
    }
    pages
}

/// The page in sight so long after the start of the segment.
fn page_at(pages: &[Page], elapsed: Duration) -> usize {
    let times: Vec<u128> = pages.iter().map(|page| time_of(page).as_millis()).collect();
    let mut into = elapsed.as_millis() % times.iter().sum::<u128>().max(1);
    for (index, time) in times.iter().enumerate() {
        if into < *time {
            return index;
        }
        into -= time;
    }
    0
}

fn time_of(page: &Page) -> Duration {
    let lines: usize = page.iter().map(Vec::len).sum();
    PAGE + LINE * u32::try_from(lines).unwrap_or(1)
}

/// The segment after the current one, in words.
fn next_up(plan: &Plan, current: usize) -> String {
    let Some(now) = plan.segments().get(current) else {
        return String::new();
    };
    let name = |step: usize| plan.exercise(step).map_or(String::new(), |exercise| exercise.short_name().to_owned());
    let other_side = |side: Side| format!("{} SIDE", side.word().to_uppercase());
    let turns = plan.segments().iter().skip(current + 1).take_while(|later| later.step == now.step);
    let switch = turns.clone().find(|later| later.kind == SegmentKind::Switch).and_then(|later| later.side);
    if now.is_between_rounds() {
        return name(now.step);
    }
    let then = plan.steps().get(now.step + 1).map(|next| {
        let rest = if next.rest_before.is_zero() { "" } else { "rest, then " };
        format!("{rest}{}", name(now.step + 1))
    });
    match (switch, then) {
        (Some(side), Some(then)) => format!("{}, then {then}", other_side(side)),
        (Some(side), None) => format!("{}, then done", other_side(side)),
        (None, Some(then)) => match plan.steps().get(now.step + 1) {
            Some(step) if plan.steps()[now.step].position != step.position => {
                format!("{then} ({})", step.position.plain())
            }
            _ => then,
        },
        (None, None) => "done".to_owned(),
    }
}
