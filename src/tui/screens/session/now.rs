//! The phase, the side and the number of a running session, in letters for three metres: each phase has a word, a colour
//! and a shape, and each thing a place of its own that it keeps from phase to phase.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::running::{Running, Stage};
use crate::figure::Glyphs;
use crate::figure::motion::ease;
use crate::session::engine::{Engine, Reason, State};
use crate::session::{Segment, SegmentKind};
use crate::tui::context::Context;
use crate::tui::theme::Theme;
use crate::tui::widgets::big::{Big, Face, Shape, draw_shape};
use crate::tui::widgets::pen::{Pen, cut};
use crate::tui::widgets::strip::Strip;
use crate::words::clock::{clock_left, seconds_left};
use crate::words::rounds;

/// The phase of a session, as it is told apart from three metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Ready,
    Hold,
    Move,
    In,
    Out,
    Swap,
    Rest,
    Still,
}

impl Act {
    fn of(running: &Running, segment: &Segment, breath: Option<Breath>) -> Self {
        match running.live.engine().state() {
            _ if running.stage == Stage::Opening => return Self::Ready,
            State::Waiting | State::LeadIn { .. } => return Self::Ready,
            State::Paused { .. } => return Self::Still,
            _ => {}
        }
        match segment.kind {
            SegmentKind::GetReady => Self::Ready,
            SegmentKind::Hold => Self::Hold,
            SegmentKind::Reps { .. } => Self::Move,
            SegmentKind::Breathe { .. } => {
                if breath.is_none_or(|breath| breath.is_in) {
                    Self::In
                } else {
                    Self::Out
                }
            }
            SegmentKind::Switch => Self::Swap,
            SegmentKind::Rest => Self::Rest,
        }
    }

    /// The word, of at most [`LETTERS`] letters.
    const fn word(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Hold => "HOLD",
            Self::Move => "MOVE",
            Self::In => "IN",
            Self::Out => "OUT",
            Self::Swap => "SWAP",
            Self::Rest => "REST",
            Self::Still => "PAUSE",
        }
    }

    /// The shape in one cell.
    const fn mark(self) -> &'static str {
        match self {
            Self::Ready => "▷",
            Self::Hold => "■",
            Self::Move => "◆",
            Self::In => "▲",
            Self::Out => "▼",
            Self::Swap => "⇄",
            Self::Rest => "○",
            Self::Still => "‖",
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Ready => [0x60, 0x78, 0x7e, 0x7f, 0x7e, 0x78, 0x60, 0x00],
            Self::Hold => [0x7e, 0x7e, 0x7e, 0x7e, 0x7e, 0x7e, 0x7e, 0x00],
            Self::Move => [0x18, 0x3c, 0x7e, 0xff, 0x7e, 0x3c, 0x18, 0x00],
            Self::In => [0x10, 0x38, 0x7c, 0xfe, 0x38, 0x38, 0x38, 0x00],
            Self::Out => [0x38, 0x38, 0x38, 0xfe, 0x7c, 0x38, 0x10, 0x00],
            Self::Swap => [0x08, 0x0c, 0xfe, 0x0c, 0x68, 0xfe, 0x60, 0x20],
            Self::Rest => [0x3c, 0x66, 0xc3, 0xc3, 0xc3, 0x66, 0x3c, 0x00],
            Self::Still => [0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x00],
        }
    }

    const fn ink(self, theme: &Theme) -> Style {
        match self {
            Self::Ready => theme.ready,
            Self::Hold | Self::Move | Self::In => theme.accent,
            Self::Swap => theme.switch,
            Self::Out | Self::Rest => theme.rest,
            Self::Still => theme.dim,
        }
    }
}

/// The letters of the longest word for a phase, and of a side.
const LETTERS: u16 = 5;

/// The breath that is taken just now.
#[derive(Debug, Clone, Copy)]
struct Breath {
    is_in: bool,
    /// The time left of this way.
    left: Duration,
    /// The share of a whole breath in the chest, from 0 to 1.
    filled: f64,
    /// The number of this breath, from 1, and of all.
    number: u128,
    of: u128,
}

impl Breath {
    fn of(engine: &Engine, segment: &Segment, done: Duration) -> Option<Self> {
        let SegmentKind::Breathe { breathe_in, breathe_out } = segment.kind else {
            return None;
        };
        let round = (breathe_in + breathe_out).as_millis().max(1);
        let into = Duration::from_millis(u64::try_from(done.as_millis() % round).unwrap_or_default());
        let is_in = into < breathe_in;
        let (way, past) = if is_in { (breathe_in, into) } else { (breathe_out, into.saturating_sub(breathe_in)) };
        let share = past.as_secs_f64() / way.as_secs_f64().max(f64::EPSILON);
        // As the figure breathes.
        let filled = if is_in { ease(share) } else { ease(1.0 - share) };
        let of = (engine.length().as_millis() / round).max(1);
        let number = (done.as_millis() / round + 1).min(of);
        Some(Self { is_in, left: way.saturating_sub(past), filled, number, of })
    }
}

/// What a session says just now.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(super) struct Now<'a> {
    name: &'a str,
    side: Option<&'static str>,
    act: Act,
    breath: Option<Breath>,
    number: String,
    /// The letters that the number has at most in this exercise.
    figures: u16,
    /// `true` if there is nothing beyond ASCII.
    is_ascii: bool,
    /// `true` if the exercise has sides, or breaths in their place.
    has_side: bool,
    caption: String,
    /// The cue that is shown in place of a sound, and `true` if the banner is lit.
    cue: Option<&'static str>,
    lit: bool,
    /// The share of the segment that is done, from 0 to 1.
    done: f64,
    is_still: bool,
}

impl<'a> Now<'a> {
    pub(super) fn of(context: &Context, running: &'a Running, segment: &Segment) -> Self {
        let engine = running.live.engine();
        let left = engine.segment_left(context.now.moment);
        let done = engine.length().saturating_sub(left);
        let is_running = matches!(engine.state(), State::Running { .. });
        let breath = Breath::of(engine, segment, done);
        // Where nothing is heard the banner says what would be.
        let is_silent = context.sound.muted || context.instead.is_some();
        let length = engine.length().as_secs_f64();
        let side = segment.side.map(|side| if side == crate::practice::Side::Left { "LEFT" } else { "RIGHT" });
        Self {
            name: engine.plan().exercise(segment.step).map_or("", |exercise| exercise.short_name()),
            side,
            act: Act::of(running, segment, breath),
            number: number(context, engine, segment, done, breath.filter(|_| is_running)),
            figures: figures(engine, segment.step),
            is_ascii: context.look.glyphs == Glyphs::Ascii,
            has_side: has_side(engine, segment.step),
            caption: caption(running, segment, done, breath),
            breath,
            cue: running.shown().filter(|_| is_silent),
            lit: running.lit,
            done: if length > 0.0 { 1.0 - left.as_secs_f64() / length } else { 0.0 },
            is_still: matches!(engine.state(), State::Paused { .. } | State::Waiting),
        }
    }

    pub(super) fn render(&self, context: &Context, places: &Places, buffer: &mut Buffer) {
        let theme = &context.theme;
        let ink = self.act.ink(theme);
        if let Some(place) = places.name {
            // The side is written out as well, for those to whom big letters are no text.
            let side = self.side.map(|side| format!("{side} SIDE")).unwrap_or_default();
            let cue = self.cue.map(|cue| format!("{cue}: ")).unwrap_or_default();
            let room = usize::from(place.width).saturating_sub(side.len() + 2);
            let spans = vec![
                Span::styled(cut(&format!("{cue}{}", self.name), room), theme.strong),
                Span::raw("  "),
                Span::styled(side, theme.warm.patch(theme.strong)),
            ];
            line(Line::from(spans), place, self.lit.then_some(theme.flash), buffer);
        }
        match places.phase {
            (place, Some(face)) => {
                (&Big { text: self.act.word(), face: Some(face), ink }).render(place, buffer);
                let after = place.x + LETTERS * face.columns + 1;
                if face == Face::WIDE && after + 8 <= place.right() {
                    let at = Rect { x: after, width: 8, ..place };
                    draw_shape(&self.act.shape(), ink, at, buffer);
                }
            }
            (place, None) => {
                let side = self.side.map(|side| format!("{side} SIDE  ")).unwrap_or_default();
                let spans = vec![
                    Span::styled(side, theme.warm.patch(theme.strong)),
                    Span::styled(self.act.word(), ink.patch(theme.strong)),
                ];
                line(Line::from(spans), place, self.lit.then_some(theme.flash), buffer);
            }
        }
        if let (Some((place, face)), Some(side)) = (places.side, self.side) {
            (&Big { text: side, face: Some(face), ink: theme.warm }).render(place, buffer);
        } else if let (Some((place, _)), Some(breath)) = (places.side, self.breath) {
            swell(breath.filled, self.act.ink(theme), place, buffer);
        }
        let (place, face) = places.number;
        let ink = if self.is_still { theme.dim } else { theme.text };
        match (face, self.number.split_once('/')) {
            // Where all of it is too wide: the one that is done just now, and small beside it how many there are.
            (Some(face), Some((rep, of))) if self.figures > face.letters(place.width) => {
                let rep = Big { text: rep, face: Some(face), ink };
                rep.render(place, buffer);
                let x = place.x + rep.count() * face.columns + 1;
                let small = Line::styled(format!("of {of}"), theme.dim);
                buffer.set_line(x, place.y + face.rows - 1, &small, place.right().saturating_sub(x));
            }
            _ => (&Big { text: &self.number, face, ink }).render(place, buffer),
        }
        self.progress(context, places, buffer);
    }

    /// Draws the shape of the phase and the share that is done; beside it or below, what there is to say of it.
    fn progress(&self, context: &Context, places: &Places, buffer: &mut Buffer) {
        let theme = &context.theme;
        if places.bar.is_empty() {
            return;
        }
        let ink = self.act.ink(theme);
        buffer.set_stringn(places.bar.x, places.bar.y, self.act.mark(), 1, ink);
        let strip = Rect { x: places.bar.x + 2, width: places.bar.width.saturating_sub(2), ..places.bar };
        (&Strip { done: self.done, full: ink, empty: theme.faint }).render(strip, buffer);
        let ink = if self.is_still { theme.accent.patch(theme.strong) } else { theme.dim };
        let text = match self.cue.filter(|_| places.name.is_none()) {
            Some(cue) => cue.to_owned(),
            None => self.caption.clone(),
        };
        // That it is a rest stands in large letters beside it.
        let room = usize::from(places.caption.width);
        let text = text.strip_prefix("rest, ").filter(|_| text.chars().count() > room).unwrap_or(&text);
        let flash = (self.lit && places.name.is_none()).then_some(theme.flash);
        line(Line::styled(cut(text, room), ink), places.caption, flash, buffer);
    }
}

fn line(line: Line<'_>, place: Rect, flash: Option<Style>, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, place);
    match flash {
        // Words with inks of their own would break the ground in pieces.
        Some(ground) => pen.filled_line(Line::styled(line.to_string(), ground), ground),
        None => pen.line(line),
    }
}

/// Draws the chest: a bar that grows from the middle with the breath in and sinks with the breath out.
fn swell(filled: f64, ink: Style, place: Rect, buffer: &mut Buffer) {
    let place = place.intersection(buffer.area);
    let rows = place.height.min(3);
    let halves = f64::from(place.width) * (0.15 + 0.85 * filled);
    let middle = f64::from(place.width) / 2.0;
    for column in 0..place.width {
        if (f64::from(column) + 0.5 - middle).abs() * 2.0 <= halves {
            for row in 0..rows {
                buffer[(place.x + column, place.y + row)].set_symbol("█").set_style(ink);
            }
        }
    }
}

/// The places of a session beside or over its figure.
pub(super) struct Places {
    /// The line of the exercise's name; the smallest places have none.
    pub(super) name: Option<Rect>,
    phase: (Rect, Option<Face>),
    side: Option<(Rect, Face)>,
    number: (Rect, Option<Face>),
    bar: Rect,
    caption: Rect,
    pub(super) words: Rect,
}

impl Places {
    /// The places in `area`. They follow from the exercise and the window alone: nothing jumps from phase to phase.
    pub(super) fn of(area: Rect, now: &Now<'_>) -> Self {
        let has_side = now.has_side;
        if now.is_ascii {
            return Self::in_lines(area, now);
        }
        if area.width >= STACKED.0 && area.height >= STACKED.1 {
            Self::stacked(area, now.figures, has_side)
        } else if area.width >= LETTERS * Face::SLIM.columns + 2 + 2 * Face::SLIM.columns && area.height >= 10 {
            Self::beside(area, now.figures, has_side)
        } else {
            Self::in_lines(area, now)
        }
    }

    /// Phase, side and number below each other.
    fn stacked(area: Rect, figures: u16, has_side: bool) -> Self {
        let roomy = area.height >= ROOMY;
        let face = if roomy { Face::HIGH } else { Face::WIDE };
        let gap = u16::from(area.height > STACKED.1 + 2);
        let mut y = area.y;
        let mut take = |rows: u16, gap: u16| {
            let place = Rect { y, height: rows, ..area };
            y += rows + gap;
            place
        };
        let name = take(1, gap);
        let phase = take(face.rows, 0);
        let side = has_side.then(|| (take(face.rows, gap), face));
        let number = number_face(figures, area.width, 8, Face::fitting);
        let digits = take(8, 0);
        let bar = take(1, 0);
        let caption = take(1, 1);
        let words = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        Self { name: Some(name), phase: (phase, Some(face)), side, number: (digits, number), bar, caption, words }
    }

    /// Phase over side, and the number beside both.
    fn beside(area: Rect, figures: u16, has_side: bool) -> Self {
        let named = area.height >= 14;
        let top = area.y + u16::from(named);
        let columns = LETTERS * Face::SLIM.columns;
        let left = Rect { y: top, height: 4, width: columns, ..area };
        let right = Rect { x: area.x + columns + 2, y: top, width: area.width - columns - 2, height: 8 };
        let number = number_face(figures, right.width, right.height, Face::fitting);
        let rows = number.map_or(1, |face| face.rows);
        let digits = Rect { y: top + (8 - rows) / 2, height: rows, ..right };
        let phase = Rect { y: if has_side { top } else { top + 2 }, ..left };
        let side = has_side.then_some((Rect { y: top + 4, ..left }, Face::SLIM));
        let y = top + 8;
        let (bar, caption, words) = if named {
            (Rect { y, height: 1, ..area }, Rect { y: y + 1, height: 1, ..area }, y + 2)
        } else {
            let width = columns - 2;
            (
                Rect { y, height: 1, width, ..area },
                Rect { x: area.x + width + 2, y, width: area.width - width - 2, height: 1 },
                y + 1,
            )
        };
        Self {
            name: named.then_some(Rect { height: 1, ..area }),
            phase: (phase, Some(Face::SLIM)),
            side,
            number: (digits, number),
            bar,
            caption,
            words: Rect { y: words, height: area.bottom().saturating_sub(words), ..area },
        }
    }

    /// Everything in lines, and the number as large as that leaves room for.
    fn in_lines(area: Rect, now: &Now<'_>) -> Self {
        let row = |index: u16| Rect { y: area.y + index, height: u16::from(index < area.height), ..area };
        let rows = area.height.saturating_sub(4);
        let fitting = if now.is_ascii { Face::whole } else { Face::fitting };
        let number = number_face(now.figures, area.width, rows, fitting);
        let high = number.map_or(1, |face| face.rows);
        let digits = Rect { height: high.min(area.height.saturating_sub(1)), ..row(1) };
        // As much of the row as the longest caption leaves.
        let bar = area.width.saturating_sub(30).clamp(6, 40).min(area.width);
        Self {
            name: None,
            phase: (row(0), None),
            side: None,
            number: (digits, number),
            bar: Rect { width: bar, ..row(1 + high) },
            caption: Rect { x: area.x + bar + 1, width: area.width.saturating_sub(bar + 1), ..row(1 + high) },
            words: Rect { height: area.height.saturating_sub(2 + high), ..row(2 + high) },
        }
    }
}

/// The size of a number of so many letters; where all of it is too wide, of its first two alone.
fn number_face(figures: u16, columns: u16, rows: u16, fitting: impl Fn(u16, u16, u16) -> Option<Face>) -> Option<Face> {
    fitting(figures, columns, rows).or_else(|| fitting(2, columns.saturating_sub(OF_ALL), rows).filter(|_| figures > 3))
}

/// The columns of ` of 30`.
const OF_ALL: u16 = 6;

/// The columns and rows from which phase, side and number stand below each other in wide letters.
const STACKED: (u16, u16) = (LETTERS * Face::WIDE.columns, 24);
/// The rows from which even the words are eight rows high.
const ROOMY: u16 = 40;

fn has_side(engine: &Engine, step: usize) -> bool {
    let mut segments = engine.plan().segments().iter().filter(|segment| segment.step == step);
    segments.any(|segment| segment.side.is_some() || matches!(segment.kind, SegmentKind::Breathe { .. }))
}

/// The letters of the longest number in the exercise of step `step`.
fn figures(engine: &Engine, step: usize) -> u16 {
    let segments = engine.plan().segments().iter().enumerate().filter(|(_, segment)| segment.step == step);
    let letters = segments.map(|(index, segment)| match segment.kind {
        SegmentKind::Reps { count, each } if !each.is_zero() => format!("{count}/{count}").len(),
        SegmentKind::Breathe { .. } => 1,
        _ => engine.length_of(index).as_secs().to_string().len(),
    });
    u16::try_from(letters.max().unwrap_or(2).max(2)).unwrap_or(2)
}

/// The number that is read from three metres.
fn number(context: &Context, engine: &Engine, segment: &Segment, done: Duration, breath: Option<Breath>) -> String {
    match (engine.state(), segment.kind) {
        (State::Running { .. }, SegmentKind::Reps { count, each }) if !each.is_zero() => {
            format!("{}/{count}", rep(done, each, count))
        }
        _ => match breath {
            Some(breath) => seconds_left(breath.left).to_string(),
            None => seconds_left(engine.remaining(context.now.moment)).to_string(),
        },
    }
}

/// The repetition that is done just now, from 1.
fn rep(done: Duration, each: Duration, count: u32) -> u32 {
    let rep = u32::try_from(done.as_millis() / each.as_millis().max(1)).unwrap_or(count);
    rep.saturating_add(1).min(count)
}

/// What there is to say of the phase, in a few words.
fn caption(running: &Running, segment: &Segment, done: Duration, breath: Option<Breath>) -> String {
    let engine = running.live.engine();
    match engine.state() {
        _ if running.stage == Stage::Opening => return "starting".to_owned(),
        State::Paused { reason: Reason::Away(away), .. } => {
            return format!("away {}: space to continue", clock_left(away));
        }
        State::Paused { reason: Reason::LeftOut, .. } => return "left out: space to continue".to_owned(),
        State::Paused { reason: Reason::Interrupted, .. } => return "resumed: space to continue".to_owned(),
        State::Paused { .. } => return "paused: space to continue".to_owned(),
        State::Waiting => return "space to start".to_owned(),
        State::LeadIn { .. } => return "continuing".to_owned(),
        _ => {}
    }
    let kind = match segment.kind {
        SegmentKind::GetReady => match engine.plan().round(segment.step) {
            Some(round) => format!("get ready, {}", rounds::round(round)),
            None => "get ready".to_owned(),
        },
        SegmentKind::Hold if segment.sets > 1 => {
            format!("hold {} of {}, {} s", segment.set, segment.sets, engine.length().as_secs())
        }
        SegmentKind::Hold => format!("hold for {} s", engine.length().as_secs()),
        SegmentKind::Reps { count, each } if !each.is_zero() => {
            let each_takes = (each.as_secs_f64() * 10.0).round() / 10.0;
            format!("{} of {count}, {each_takes} s each", rep(done, each, count))
        }
        SegmentKind::Reps { count, .. } => format!("{count} times"),
        SegmentKind::Breathe { .. } => breath.map_or_else(
            || "breathe".to_owned(),
            |breath| {
                let way = if breath.is_in { "breathe in" } else { "breathe out" };
                format!("{way}, {} of {}", breath.number, breath.of)
            },
        ),
        SegmentKind::Switch => "change sides".to_owned(),
        SegmentKind::Rest if segment.is_between_rounds() => {
            let then = engine.plan().round(segment.step).map(|round| format!(", then {}", rounds::round(round)));
            return format!("rest{}", then.unwrap_or_default());
        }
        SegmentKind::Rest => format!("rest, then hold {} of {}", segment.set, segment.sets),
    };
    if engine.eased() { format!("easier: {kind}") } else { kind }
}
