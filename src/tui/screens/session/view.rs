//! The drawing of a running session: the body beside the phase, the side and the number, and the words below them.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::body::{course, figure, is_wide};
use super::moving::Moving;
use super::now::{Now, Places};
use super::running::Running;
use super::{ouch, words};
use crate::figure::Glyphs;
use crate::session::{Engine, Level, Segment};
use crate::tui::context::{Context, Instead};
use crate::tui::view::View;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::cut;
use crate::tui::widgets::strip::Steps;
use crate::words::clock::clock_left;
use crate::words::{hurt, rounds};

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
    let is_narrow = area.width < 60;
    let place =
        if is_narrow { format!("{step}/{steps} · {left}") } else { format!("step {step} of {steps} · {left} left") };
    let name = plan.exercise(segment.step).map_or("", |exercise| exercise.short_name());
    let headed = |place: String| {
        let mut status = vec![Span::styled(place, theme.dim)];
        let room = usize::from(area.width.saturating_sub(4)).saturating_sub(status[0].width());
        let title = match context.look.glyphs == Glyphs::Ascii || is_narrow {
            _ if running.is_hurt() && area.height < ouch::ROOMY => hurt::QUESTION.to_owned(),
            // Where phase and side are lines of text, no other line names the exercise.
            true if running.is_hurt() || room < LEAST_NAME => name.to_owned(),
            true => cut(name, room),
            false => plan.title().to_owned(),
        };
        let layer = layer(context, is_narrow);
        // Time and place matter more than how cues are heard.
        if !is_narrow || Span::raw(&title).width() + layer.width() <= room {
            status.insert(0, layer);
        }
        (title, Line::from(status))
    };
    // The most that fits: the steps are a bar at the foot as well, the rounds are not.
    let with_round = plan.round(segment.step).and_then(|round| {
        let short = format!("round {}/{}", round.number, round.of);
        let in_words = if is_narrow { short.clone() } else { rounds::round(round) };
        let mut ways =
            [format!("{in_words} · {place}"), format!("{short} · {place}"), format!("{short} · {left}")].into_iter();
        ways.find_map(|way| {
            let (title, status) = headed(way);
            let page = Page { title: &title, status: status.clone(), keys: running.keys(), context };
            let fits = page.shows_status(area) && !title.ends_with('…');
            fits.then_some((title, status))
        })
    });
    let (title, status) = with_round.unwrap_or_else(|| headed(place));
    let page = Page { title: &title, status, keys: running.keys(), context };
    let body = page.frame(area, buffer);
    if area.height >= 16 {
        whole_progress(context, engine, Rect { y: area.bottom() - 2, height: 1, x: body.x, width: body.width }, buffer);
    }
    if running.is_hurt() {
        ouch::render(context, running, segment, body, buffer);
    } else if is_wide(body) {
        two_columns(context, running, segment, body, buffer);
    } else {
        one_column(context, running, segment, body, buffer);
    }
}

/// The columns of a name that are not given up for what stands beside it.
const LEAST_NAME: usize = 12;

/// The word for how cues are heard, so that nobody waits for a sound that does not come.
fn layer(context: &Context, narrow: bool) -> Span<'static> {
    let theme = &context.theme;
    let (word, ink) = match context.instead {
        _ if context.settings.quiet_room => ("quiet room", theme.warm),
        _ if context.sound.muted => ("muted", theme.warm),
        Some(Instead::Bell) => (Instead::Bell.label(narrow), theme.dim),
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

/// Draws the figure, as large as the window allows, beside the phase, the number and the words; an exercise without a
/// figure leaves its place to the course.
fn two_columns(context: &Context, running: &Running, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    // The words keep a column in which they can be read and the letters are large; a figure is about as wide as it is
    // high, and a cell half as wide as high.
    let words =
        (body.width * 11 / 20).clamp(NARROWEST_WORDS, WIDEST_WORDS).min(body.width.saturating_sub(LEAST_FIGURE));
    let figure_width = (body.width - words - GAP).min(body.height * 2 + 4);
    let left = Rect { width: figure_width, ..body };
    let right = Rect { x: left.right() + GAP, width: (body.right() - left.right() - GAP).min(WIDEST_WORDS), ..body };
    match Moving::of(running, context.now.moment) {
        Some(moving) => figure(context, &moving, left, buffer),
        None => course(context, running, segment.step, left, buffer),
    }
    let now = Now::of(context, running, segment);
    let places = Places::of(right, &now);
    now.render(context, &places, buffer);
    words::render(context, running, segment, &places, buffer);
}

/// The columns between the figure and the words.
const GAP: u16 = 3;
/// The columns that the words keep, at least and at most.
const NARROWEST_WORDS: u16 = 41;
const WIDEST_WORDS: u16 = 66;
/// The columns that a figure keeps, the gap included.
const LEAST_FIGURE: u16 = 26;

/// Returns `true` if a screen of this size shows the figure of a session.
pub fn shows_figure((width, height): (u16, u16)) -> bool {
    let body = Page::inside(Rect { x: 0, y: 0, width, height });
    is_wide(body) || is_tall(body)
}

/// Returns `true` if a place is high enough for a figure between the number and the words.
const fn is_tall(body: Rect) -> bool {
    body.width >= 24 && body.height >= 24
}

/// Draws the number, the side and the phase over the words; between them the figure, where there is room for one.
fn one_column(context: &Context, running: &Running, segment: &Segment, body: Rect, buffer: &mut Buffer) {
    let now = Now::of(context, running, segment);
    let moving = Moving::of(running, context.now.moment).filter(|_| is_tall(body));
    let top = if moving.is_some() { Rect { height: TOP_OF_TALL, ..body } } else { body };
    let mut places = Places::of(top, &now);
    if let Some(moving) = moving {
        let rows = body.height.saturating_sub(TOP_OF_TALL + WORDS_OF_TALL);
        figure(context, &moving, Rect { y: top.bottom(), height: rows, ..body }, buffer);
        places.words = Rect { y: top.bottom() + rows, height: body.bottom() - top.bottom() - rows, ..body };
    }
    now.render(context, &places, buffer);
    words::render(context, running, segment, &places, buffer);
}

/// The rows above and below the figure of a high and narrow window.
const TOP_OF_TALL: u16 = 12;
const WORDS_OF_TALL: u16 = 6;

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
