//! The drawing of a running session: the number and the side beside the words, and what comes next below.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::moving::Moving;
use super::running::{Running, Stage};
use crate::figure::Phase;
use crate::figure::model::Frame;
use crate::practice::{Exercise, Hurt, Side};
use crate::session::engine::{Outcome, Reason, State};
use crate::session::{Engine, Level, Plan, Segment, SegmentKind};
use crate::tui::context::Context;
use crate::tui::scores;
use crate::tui::view::View;
use crate::tui::widgets::digits::Digits;
use crate::tui::widgets::figure::StartAndEnd;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut, wrap};
use crate::tui::widgets::strip::{Steps, Strip};
use crate::words::clock::{clock_left, seconds_left};
use crate::words::hurt;

/// Draws the screen.
pub fn render(context: &Context, running: &Running, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let engine = running.live.engine();
    let plan = engine.plan();
    let Some(segment) = engine.segment() else {
        return;
    };
    let left = clock_left(engine.remaining_in_all(context.now.moment));
    let steps = plan.steps().len();
    let step = segment.step + 1;
    let place = if area.width < 60 {
        format!("{step}/{steps} · {left}")
    } else {
        format!("step {step} of {steps} · {left} left")
    };
    let mut status = vec![Span::styled(place, theme.dim)];
    status.insert(0, layer(context, area.width < 60));
    let page = Page { title: plan.title(), status: Line::from(status), keys: running.keys(), theme };
    let body = page.frame(area, buffer);
    if area.height >= 16 {
        whole_progress(context, engine, Rect { y: area.bottom() - 2, height: 1, x: body.x, width: body.width }, buffer);
    }
    if running.is_hurt() {
        hurt(context, engine, segment, body, buffer);
    } else if is_wide(body) {
        two_columns(context, running, segment, body, buffer);
    } else {
        one_column(context, running, segment, body, buffer);
    }
}

/// The word for how cues are heard, so that nobody waits for a sound that does not come.
fn layer(context: &Context, narrow: bool) -> Span<'static> {
    let theme = &context.theme;
    let (word, ink) = match context.instead {
        _ if context.settings.quiet_room => ("quiet room", theme.warm),
        _ if context.sound.muted => ("muted", theme.warm),
        Some(instead) => (instead.label(narrow), theme.warm),
        None if narrow => return Span::raw(""),
        None => match context.sound.voice.level() {
            Level::Full => ("sound and voice", theme.dim),
            Level::Brief => ("sound, brief voice", theme.dim),
            Level::Off => ("sound, no voice", theme.dim),
        },
    };
    Span::styled(format!("{word}  "), ink)
}

/// Draws the figure beside the number and the words; an exercise without a figure leaves its place to the course.
fn two_columns(context: &Context, running: &Running, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    // A figure is about as wide as it is high, and a cell half as wide as high; the words keep half of the screen.
    let figure_width = if body.width < 90 { body.width * 2 / 5 } else { body.width * 9 / 20 }.min(body.height * 2 + 4);
    let left = if body.height >= 22 {
        // A little air above and below.
        Rect { width: figure_width, y: body.y + 2, height: body.height - 3, ..body }
    } else {
        Rect { width: figure_width, ..body }
    };
    let right = Rect { x: body.x + figure_width + 4, width: (body.width - figure_width - 4).min(64), ..body };
    match Moving::of(running, context.now.moment) {
        Some(moving) => figure(context, &moving, left, buffer),
        None => course(context, running, segment.step, left, buffer),
    }
    let now_height = match right.height {
        34.. => 15,
        24.. => 10,
        height => height.min(9),
    };
    let row = now_block(context, running, segment, Rect { height: now_height, ..right }, buffer);
    let bar = Rect { y: row + u16::from(right.height >= 24), height: 1, ..right };
    if bar.y < body.bottom() {
        step_progress(context, running.live.engine(), bar, buffer);
    }
    let words = Rect { y: bar.y + 2, height: body.bottom().saturating_sub(bar.y + 2), ..right };
    words_block(context, running, segment, words, buffer);
}

/// Returns `true` if a screen of this size shows the figure of a session.
pub fn shows_figure((width, height): (u16, u16)) -> bool {
    let body = Page::inside(Rect { x: 0, y: 0, width, height });
    is_wide(body) || is_tall(body)
}

const fn is_wide(body: Rect) -> bool {
    body.width >= 68 && body.height >= 12
}

/// Returns `true` if a place is high enough for a figure between the number and the words.
const fn is_tall(body: Rect) -> bool {
    body.width >= 24 && body.height >= 24
}

/// Draws the figure as it moves; without motion, its start pose and its end pose.
fn figure(context: &Context, moving: &Moving<'_>, area: Rect, buffer: &mut Buffer) {
    let at = |phase| context.figure(moving.exercise, moving.figure, phase, moving.mirrored);
    if context.settings.motion {
        (&at(moving.phase(context.step()))).render(area, buffer);
    } else {
        (&StartAndEnd { at: at(Phase::still(Frame::Start)) }).render(area, buffer);
    }
}

/// Draws the exercises of the session, where there is room for all of them: those done, the current one, those to come.
fn course(context: &Context, running: &Running, current: usize, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let steps = running.live.engine().plan().steps();
    let tallies = running.live.engine().progress().tallies;
    if usize::from(area.height) < steps.len() || area.width < 24 {
        return;
    }
    let mut pen = Pen::new(buffer, area);
    for (index, step) in steps.iter().enumerate() {
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

/// Draws the smallest view that still says everything: the number, the side, one line of instruction, and the bar.
fn one_column(context: &Context, running: &Running, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    let words = body.height.saturating_sub(7).min(5);
    let most = if is_tall(body) { 8 } else { body.height };
    let top = Rect { height: body.height.saturating_sub(words).min(most), ..body };
    let row = now_block(context, running, segment, top, buffer);
    let bar = Rect { y: row, height: 1, ..body };
    if bar.y < body.bottom() {
        step_progress(context, running.live.engine(), bar, buffer);
    }
    let mut below = Rect { y: row + 1, height: body.bottom().saturating_sub(row + 1), ..body };
    if is_tall(body)
        && let Some(moving) = Moving::of(running, context.now.moment)
    {
        let rows = below.height - 6;
        figure(context, &moving, Rect { y: below.y + 1, height: rows - 1, ..below }, buffer);
        below = Rect { y: below.y + rows, height: below.height - rows, ..below };
    }
    if below.height > 0 && below.y < body.bottom() {
        let theme = &context.theme;
        let exercise = running.live.engine().plan().exercise(segment.step);
        let next = next_up(running.live.engine().plan(), running.live.engine().current());
        let mut pen = Pen::new(buffer, Rect { height: below.height.saturating_sub(1), ..below });
        if let Some(exercise) = exercise {
            pen.text(&instruction(running, exercise, segment), theme.text);
        }
        let last = Rect { y: below.bottom() - 1, height: 1, ..below };
        let width = usize::from(below.width).saturating_sub(5);
        Pen::new(buffer, last)
            .line(vec![Span::styled("next ", theme.dim), Span::styled(cut(&next, width), theme.text)]);
    }
}

/// Draws name, side and phase, and the number; returns the row below.
fn now_block(context: &Context, running: &Running, segment: &Segment, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = &context.theme;
    let engine = running.live.engine();
    let width = usize::from(area.width);
    let lit = running.lit;
    // Where nothing is heard the banner says what would be.
    let silent = context.sound.muted || context.instead.is_some();
    let name = engine.plan().exercise(segment.step).map_or("", |exercise| exercise.short_name());
    let mut pen = Pen::new(buffer, area);
    let name = match running.shown().filter(|_| silent) {
        Some(cue) => cut(&format!("{cue}: {name}"), width),
        None => cut(name, width),
    };
    if lit {
        pen.filled_line(Line::styled(name, theme.strong), theme.flash);
    } else {
        pen.line(Line::styled(name, theme.strong));
    }
    let mut spans = Vec::new();
    if let Some(side) = segment.side {
        spans.push(Span::styled(format!("{} SIDE", side.word().to_uppercase()), theme.warm.patch(theme.strong)));
        spans.push(Span::raw("  "));
    }
    spans.push(Span::styled(phase(running, segment), phase_ink(context, engine)));
    pen.line(spans);
    if area.height >= 10 {
        pen.gap();
    }
    let (number, unit) = number(context, running, segment);
    let room = Rect { y: pen.row(), height: area.bottom().saturating_sub(pen.row() + 1), ..area };
    let digits = Digits { text: &number, ink: if is_still(engine) { theme.dim } else { theme.text } };
    let (columns, rows) = digits.extent(room);
    (&digits).render(room, buffer);
    let after = room.x + columns + 1;
    if rows > 1 && after < area.right() {
        let place = Rect { x: after, y: room.y + rows.saturating_sub(2), width: area.right() - after, height: 1 };
        Pen::new(buffer, place).line(Line::styled(cut(&unit, usize::from(place.width)), theme.dim));
    }
    room.y + rows
}

const fn is_still(engine: &Engine) -> bool {
    matches!(engine.state(), State::Paused { .. } | State::Waiting)
}

fn phase_ink(context: &Context, engine: &Engine) -> Style {
    if is_still(engine) { context.theme.accent.patch(context.theme.strong) } else { context.theme.dim }
}

/// The current activity, in words.
fn phase(running: &Running, segment: &Segment) -> String {
    let engine = running.live.engine();
    match engine.state() {
        _ if running.stage == Stage::Opening => return "about to begin".to_owned(),
        State::Paused { reason: Reason::Away(away), .. } => return format!("paused: away for {}", clock_left(away)),
        State::Paused { reason: Reason::LeftOut, .. } => return "that area is done: space goes on".to_owned(),
        State::Paused { reason: Reason::Interrupted, .. } => return "taken up again: space goes on".to_owned(),
        State::Paused { .. } => return "paused: space goes on".to_owned(),
        State::Waiting => return "space starts".to_owned(),
        State::LeadIn { .. } => return "going on".to_owned(),
        _ => {}
    }
    let kind = match segment.kind {
        SegmentKind::GetReady => "get ready".to_owned(),
        SegmentKind::Hold if segment.sets > 1 => format!("hold {} of {}", segment.set, segment.sets),
        SegmentKind::Hold => "hold".to_owned(),
        SegmentKind::Reps { .. } => "move".to_owned(),
        SegmentKind::Breathe { .. } => "breathe".to_owned(),
        SegmentKind::Switch => "change sides".to_owned(),
        SegmentKind::Rest => format!("let go and rest, then {} of {}", segment.set, segment.sets),
    };
    if engine.eased() { format!("{kind}, the easier way") } else { kind }
}

/// The number that is read from three metres, and its unit.
fn number(context: &Context, running: &Running, segment: &Segment) -> (String, String) {
    let engine = running.live.engine();
    let left = engine.remaining(context.now.moment);
    let seconds = seconds_left(left).to_string();
    let unit = if seconds == "1" { "second" } else { "seconds" };
    let done = engine.length().saturating_sub(engine.segment_left(context.now.moment));
    match (engine.state(), segment.kind) {
        (State::Running { .. }, SegmentKind::Reps { count, each }) if !each.is_zero() => {
            let rep = u32::try_from(done.as_millis() / each.as_millis()).unwrap_or(count) + 1;
            (rep.min(count).to_string(), format!("of {count}"))
        }
        (State::Running { .. }, SegmentKind::Breathe { breathe_in, breathe_out }) => {
            let round = breathe_in + breathe_out;
            let into =
                Duration::from_millis(u64::try_from(done.as_millis() % round.as_millis().max(1)).unwrap_or_default());
            if into < breathe_in {
                (seconds_left(breathe_in.saturating_sub(into)).to_string(), "breathe in".to_owned())
            } else {
                (seconds_left(round.saturating_sub(into)).to_string(), "breathe out".to_owned())
            }
        }
        _ => (seconds, unit.to_owned()),
    }
}

/// The instruction of this segment, in the exercise's own words.
fn instruction(running: &Running, exercise: &Exercise, segment: &Segment) -> String {
    match segment.kind {
        SegmentKind::Rest => "Let go, breathe, and come back to the start.".to_owned(),
        _ => exercise.instruction_of(running.live.engine().eased(), segment.side),
    }
}

/// Draws the words beside the number, the most important first, as far as they fit: the instruction, the feeling and
/// the signs to stop; then the breathing, and the course of the session.
fn words_block(context: &Context, running: &Running, segment: &Segment, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let engine = running.live.engine();
    let Some(exercise) = engine.plan().exercise(segment.step) else {
        return;
    };
    let next = next_up(engine.plan(), engine.current());
    let text_width = usize::from(area.width).saturating_sub(LABEL);
    let next_rows = rows(&next, text_width);
    let next_row = area.bottom().saturating_sub(next_rows);
    let setup = if segment.kind == SegmentKind::GetReady && !engine.eased() {
        exercise.setup(segment.side)
    } else {
        String::new()
    };
    // Once it is done the easier way, that is what "do" says.
    let hurt = context.hurt(exercise).filter(|_| !engine.eased()).unwrap_or_default();
    let parts = [
        ("ouch", hurt, theme.warm),
        ("set up", setup, theme.text),
        ("do", instruction(running, exercise, segment), theme.text),
        ("feel", exercise.cues.feel.clone(), theme.warm),
        ("breathe", exercise.cues.breathe.clone(), theme.text),
        ("stop", exercise.stop.join(" "), theme.text),
    ];
    // In this order they are kept while there is room for them.
    let mut left = next_row.saturating_sub(area.y);
    let mut kept = [false; 6];
    for index in [2, 0, 3, 1, 5, 4] {
        let needed = rows(&parts[index].1, text_width);
        if needed > 0 && needed <= left {
            kept[index] = true;
            left -= needed;
        }
    }
    let shown: Vec<_> = parts.iter().zip(kept).filter(|(_, kept)| *kept).map(|(part, _)| part).collect();
    // Air between the parts, if there is some for each, and before what comes next.
    let airy = usize::from(left) >= shown.len();
    let mut pen = Pen::new(buffer, Rect { height: next_row.saturating_sub(area.y), ..area });
    for (label, text, ink) in shown {
        pen.indented(&format!("{label:<LABEL$}"), text, theme.dim, *ink);
        if airy {
            pen.gap();
        }
    }
    let free = Rect { y: pen.row() + 1, height: next_row.saturating_sub(pen.row() + 2), ..area };
    course(context, running, segment.step, free, buffer);
    let place = Rect { y: next_row, height: area.bottom().saturating_sub(next_row), ..area };
    Pen::new(buffer, place).indented(&format!("{:<LABEL$}", "next"), &next, theme.dim, theme.text);
}

/// The width of a label and the space after it, in columns.
const LABEL: usize = 9;

/// The number of rows that a text takes.
fn rows(text: &str, width: usize) -> u16 {
    if text.is_empty() { 0 } else { u16::try_from(wrap(text, width).len()).unwrap_or(u16::MAX) }
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
    let then = plan.steps().get(now.step + 1).map(|_| name(now.step + 1));
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

fn step_progress(context: &Context, engine: &Engine, area: Rect, buffer: &mut Buffer) {
    let length = engine.length().as_secs_f64();
    let left = engine.segment_left(context.now.moment).as_secs_f64();
    let done = if length > 0.0 { 1.0 - left / length } else { 0.0 };
    (&Strip { done, full: context.theme.accent, empty: context.theme.faint }).render(area, buffer);
}

fn whole_progress(context: &Context, engine: &Engine, area: Rect, buffer: &mut Buffer) {
    let plan = engine.plan();
    let current = engine.segment().map_or(0, |segment| segment.step);
    let parts = (0..plan.steps().len()).map(|step| {
        let length = plan.step_total(step).as_secs_f64();
        let done = match step.cmp(&current) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Greater => 0.0,
            std::cmp::Ordering::Equal => {
                let segments = plan.segments().iter().enumerate();
                let later: Duration = segments
                    .filter(|(index, segment)| *index > engine.current() && segment.step == step)
                    .map(|(_, segment)| segment.length)
                    .sum();
                let left = later + engine.segment_left(context.now.moment);
                1.0 - left.as_secs_f64() / length.max(f64::EPSILON)
            }
        };
        (length, done)
    });
    (&Steps { parts: parts.collect(), full: context.theme.accent, empty: context.theme.faint }).render(area, buffer);
}

/// Draws the question after "ouch", its answers in the order of urgency.
fn hurt(context: &Context, engine: &Engine, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let Some(exercise) = engine.plan().exercise(segment.step) else {
        return;
    };
    let area = Rect { width: body.width.min(76), ..body };
    let roomy = area.height >= 14;
    let side = segment.side.map(|side| format!(", {side} side")).unwrap_or_default();
    let name = format!("{}{side}", exercise.short_name());
    let mut pen = Pen::new(buffer, area);
    pen.line(vec![
        Span::styled("Stopped. Which is it?  ", theme.warm.patch(theme.strong)),
        Span::styled(cut(&name, usize::from(area.width).saturating_sub(24)), theme.dim),
    ]);
    for answer in Hurt::ALL {
        if roomy {
            pen.gap();
        }
        let ink = if *answer == Hurt::Emergency { theme.strong } else { theme.text };
        pen.indented(&format!("{}  ", hurt::key(*answer)), hurt::signs(*answer), theme.accent, ink);
    }
    if roomy {
        pen.indented("   ", &exercise.easier, theme.dim, theme.dim);
        pen.gap();
    }
    let score = engine.ouch().and_then(|ouch| ouch.strength);
    pen.line(vec![Span::styled("How bad, 0 to 10:  ", theme.dim), Span::styled(scores::meter(score), theme.strong)]);
}
