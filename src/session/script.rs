//! Script: what a voice says in a session, and when. Pure.
//!
//! It directs and does not chatter. While a position is taken up it says what comes: the name, the position, the side,
//! and, in full, what to do. In a long hold it says when half of it is done and when ten seconds are left. The last
//! three seconds belong to the ticks. What does not fit into its time is shortened, never hurried or cut.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::plan::{Plan, Segment, SegmentKind};
use super::timeline::{AFTER_FINISH, Before};
use crate::practice::{Exercise, Position, Side, Sides, Step};
use crate::session::phrases;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// What to do as well, half of a long hold, and its last ten seconds.
    #[default]
    Full,
    /// Names and sides.
    Brief,
    /// Nothing.
    Off,
}

impl Level {
    /// The next one, for one key.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Full => Self::Brief,
            Self::Brief => Self::Off,
            Self::Off => Self::Full,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Brief => "brief",
            Self::Off => "off",
        }
    }
}

/// How much is said of which exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guide {
    /// At most this much.
    pub level: Level,
    /// Exercises (by id) that are known well enough for names and sides.
    pub familiar: Arc<BTreeSet<String>>,
}

impl Guide {
    /// Says nothing.
    #[must_use]
    pub fn silent() -> Self {
        Self { level: Level::Off, familiar: Arc::default() }
    }

    /// How much is said of `exercise`.
    #[must_use]
    pub fn level_of(&self, exercise: &str) -> Level {
        match self.level {
            Level::Full if self.familiar.contains(exercise) => Level::Brief,
            level => level,
        }
    }
}

/// Texts that are said one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The moment it belongs to, from the start of its segment: that of a cue, or a whole second before the end.
    pub at: Duration,
    /// How long after that moment it starts: the tone comes first.
    pub delay: Duration,
    /// What is said.
    pub texts: Vec<String>,
}

impl Line {
    /// When it starts, from the start of its segment.
    #[must_use]
    pub fn starts(&self) -> Duration {
        self.at + self.delay
    }

    /// When it is over, from the start of its segment.
    #[must_use]
    pub fn ends(&self) -> Duration {
        self.starts() + length(&self.texts)
    }
}

/// The voice starts this long after a tone (design: "Cues").
const AFTER_TONE: Duration = Duration::from_millis(250);
/// Words of instruction within a hold wait until its bell has faded.
const AFTER_BELL: Duration = Duration::from_millis(900);
/// "Session complete" waits for most of the closing cadence.
const AFTER_CADENCE: Duration = Duration::from_millis(1300);
/// Between two texts of a line.
pub const BETWEEN_TEXTS: Duration = Duration::from_millis(200);
/// Between the voice and whatever is heard next.
const BEFORE_NEXT: Duration = Duration::from_millis(250);
/// The last seconds of a get-ready, a hold and a rest are ticked.
const TICKED: Duration = Duration::from_secs(3);
/// Holds of at least this length have words in them.
const LONG_HOLD: Duration = Duration::from_secs(30);
/// What "ten seconds" means.
const TEN_SECONDS: Duration = Duration::from_secs(10);

const FIRST: &str = "First:";
const NEXT: &str = "Next:";
const LAST: &str = "Last one.";
const SWITCH_SIDES: &str = "Switch sides.";
const HALF_WAY: &str = "Half way.";
const TEN_SECONDS_LEFT: &str = "Ten seconds.";
const REST: &str = "Rest.";
const BREATHE_IN: &str = "Breathe in.";
const BREATHE_OUT: &str = "Breathe out.";
const EASIER: &str = "Easier version.";
const PRESS_SPACE: &str = "Press space to start.";
const PAUSED: &str = "Paused.";
const STOPPED: &str = "Stopped.";
const WHAT_NOW: &str = "Press E for the easier version, or N for the next exercise.";
const COMPLETE: &str = "Session complete.";
/// Which hold comes; of the first nothing is said.
const NUMBERS: [&str; 11] = [
    "Number two.",
    "Number three.",
    "Number four.",
    "Number five.",
    "Number six.",
    "Number seven.",
    "Number eight.",
    "Number nine.",
    "Number ten.",
    "Number eleven.",
    "Number twelve.",
];
/// What belongs to no exercise.
const COMMON: [&str; 15] = [
    FIRST,
    NEXT,
    LAST,
    SWITCH_SIDES,
    HALF_WAY,
    TEN_SECONDS_LEFT,
    REST,
    BREATHE_IN,
    BREATHE_OUT,
    EASIER,
    PRESS_SPACE,
    PAUSED,
    STOPPED,
    WHAT_NOW,
    COMPLETE,
];

const fn side_text(side: Side) -> &'static str {
    match side {
        Side::Right => "Right side.",
        Side::Left => "Left side.",
    }
}

const fn position_text(position: Position) -> &'static str {
    match position {
        Position::Seated => "Sit tall.",
        Position::Standing => "Stand tall.",
        Position::Supine => "Lie on your back.",
        Position::Prone => "Lie face down.",
        Position::SideLying => "Lie on your side.",
        Position::Quadruped => "Kneel on hands and knees.",
        Position::Kneeling => "Kneel.",
    }
}

/// Every text that can be said without an exercise, each once.
#[must_use]
pub fn common_texts() -> Vec<&'static str> {
    let sides = [Side::Right, Side::Left].map(side_text);
    let positions = Position::ALL.iter().map(|position| position_text(*position));
    COMMON.into_iter().chain(sides).chain(positions).chain(NUMBERS).collect()
}

/// Every text that can be said of `exercise`, each once.
#[must_use]
pub fn texts_of(exercise: &Exercise) -> Vec<String> {
    let mut texts = vec![name_text(exercise)];
    texts.extend(sides(exercise).into_iter().map(|side| exercise.instruction(side)));
    if !exercise.easier.is_empty() {
        texts.push(exercise.easier.clone());
    }
    texts.dedup();
    texts
}

fn sides(exercise: &Exercise) -> Vec<Option<Side>> {
    match exercise.sides {
        Sides::None => vec![None],
        Sides::LeftRight => vec![Some(Side::FIRST), Some(Side::FIRST.other())],
    }
}

fn name_text(exercise: &Exercise) -> String {
    format!("{}.", exercise.short_name())
}

/// How long it takes to say `texts`.
#[must_use]
pub fn length(texts: &[String]) -> Duration {
    let gaps = u32::try_from(texts.len().saturating_sub(1)).unwrap_or(u32::MAX);
    texts.iter().map(|text| phrases::length(text)).sum::<Duration>() + BETWEEN_TEXTS * gaps
}

/// What is said while step `index` is taken up, from the most to the least: what does not fit gives way to the next.
fn announcements(
    steps: &[Step],
    index: usize,
    side: Option<Side>,
    level: Level,
    eased: bool,
) -> impl Iterator<Item = Vec<String>> {
    let lead = match index {
        _ if steps.len() == 1 => None,
        0 => Some(FIRST),
        last if last + 1 == steps.len() => Some(LAST),
        _ => Some(NEXT),
    };
    // A session begins at the keyboard, sitting or standing as it happens.
    let before = index.checked_sub(1).and_then(|before| steps.get(before)).map(|step| step.position);
    let most = if level == Level::Full && !eased { 4 } else { 3 };
    let step = steps.get(index).into_iter();
    step.flat_map(move |step| {
        let position = (before != Some(step.position)).then(|| position_text(step.position));
        // Beside the name: nothing, the side, the position, what comes when, and what to do.
        (0..=most).rev().map(move |much| {
            let lead = lead.filter(|_| much >= 3);
            let easier = (eased && much >= 1).then_some(EASIER);
            let position = position.filter(|_| much >= 2);
            let side = side.map(side_text).filter(|_| much >= 1);
            let texts = lead.map(str::to_owned).into_iter().chain([name_text(&step.exercise)]);
            let texts = texts.chain([easier, position, side].into_iter().flatten().map(str::to_owned));
            texts.chain((much == 4).then(|| step.exercise.instruction(first_side(step)))).collect()
        })
    })
}

/// The side that is worked first.
fn first_side(step: &Step) -> Option<Side> {
    sides(&step.exercise).into_iter().next().flatten()
}

/// The get-ready that step `index` needs for what is said in it, in whole seconds.
#[must_use]
pub fn get_ready(steps: &[Step], index: usize, guide: &Guide) -> Duration {
    let Some(step) = steps.get(index) else {
        return Duration::ZERO;
    };
    let level = guide.level_of(&step.exercise.id);
    if level == Level::Off {
        return Duration::ZERO;
    }
    let before = if index == 0 { Before::Other } else { Before::Finished };
    let said = announcements(steps, index, first_side(step), level, false).next().unwrap_or_default();
    let needed = tone_ends(before) + length(&said) + BEFORE_NEXT + TICKED;
    Duration::from_secs(needed.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX))
}

/// When the voice may start in a get-ready.
fn tone_ends(before: Before) -> Duration {
    AFTER_TONE + if before == Before::Finished { AFTER_FINISH } else { Duration::ZERO }
}

/// What is said in segment `index` of `plan` while it takes `length`, in order.
#[must_use]
pub fn lines(plan: &Plan, index: usize, length: Duration, before: Before, eased: bool, guide: &Guide) -> Vec<Line> {
    let Some((segment, step)) =
        plan.segments().get(index).and_then(|segment| Some((segment, plan.steps().get(segment.step)?)))
    else {
        return Vec::new();
    };
    let level = guide.level_of(&step.exercise.id);
    let full = level == Level::Full;
    let now = |delay, until, variants| first_that_fits(Duration::ZERO, delay, until, variants);
    let lines: Vec<Option<Line>> = match segment.kind {
        _ if level == Level::Off => Vec::new(),
        SegmentKind::GetReady => vec![announcement(plan, index, length, tone_ends(before), eased, guide)],
        SegmentKind::Switch => {
            vec![now(AFTER_TONE, length.saturating_sub(BEFORE_NEXT), switch(step, segment, full && !eased))]
        }
        SegmentKind::Hold if full => in_hold(plan, index, length, eased),
        SegmentKind::Rest if full => {
            let number = if segment.set == segment.sets {
                Some(LAST)
            } else {
                (segment.set as usize).checked_sub(2).and_then(|at| NUMBERS.get(at)).copied()
            };
            let rest = vec![REST.to_owned()];
            let both = rest.iter().cloned().chain(number.map(str::to_owned)).collect();
            vec![now(AFTER_TONE, length.saturating_sub(TICKED + BEFORE_NEXT), vec![both, rest])]
        }
        SegmentKind::Breathe { breathe_in, breathe_out } if full => {
            let said = |at, until, text: &str| first_that_fits(at, AFTER_TONE, until, vec![vec![text.to_owned()]]);
            let round = breathe_in + breathe_out;
            vec![said(Duration::ZERO, breathe_in, BREATHE_IN), said(breathe_in, round, BREATHE_OUT)]
        }
        _ => Vec::new(),
    };
    lines.into_iter().flatten().collect()
}

/// What is said of an exercise that is taken up, from `start` within its get-ready.
#[must_use]
pub fn announcement(
    plan: &Plan,
    index: usize,
    length: Duration,
    start: Duration,
    eased: bool,
    guide: &Guide,
) -> Option<Line> {
    let segment = plan.segments().get(index)?;
    let level = guide.level_of(&plan.steps().get(segment.step)?.exercise.id);
    if level == Level::Off || segment.kind != SegmentKind::GetReady {
        return None;
    }
    let said = announcements(plan.steps(), segment.step, segment.side, level, eased);
    first_that_fits(Duration::ZERO, start, length.saturating_sub(TICKED + BEFORE_NEXT), said)
}

fn switch(step: &Step, segment: &Segment, full: bool) -> Vec<Vec<String>> {
    let texts: Vec<String> = [SWITCH_SIDES].into_iter().chain(segment.side.map(side_text)).map(str::to_owned).collect();
    let with_instruction = texts.iter().cloned().chain([step.exercise.instruction(segment.side)]).collect();
    if full { vec![with_instruction, texts] } else { vec![texts] }
}

/// What is said in a hold. What to do on the second side has no room while sides are changed, so it is said where the
/// hold begins, if it is over long before anything else is heard.
fn in_hold(plan: &Plan, index: usize, length: Duration, eased: bool) -> Vec<Option<Line>> {
    let Some(segment) = plan.segments().get(index) else {
        return Vec::new();
    };
    let half = length / 2;
    let mut lines = Vec::new();
    let switch_before = index.checked_sub(1).and_then(|before| plan.segments().get(before));
    if let (Some(switched), Some(step)) = (switch_before, plan.steps().get(segment.step))
        && switched.kind == SegmentKind::Switch
        && !eased
    {
        let until = switched.length.saturating_sub(BEFORE_NEXT);
        let said = first_that_fits(Duration::ZERO, AFTER_TONE, until, switch(step, switched, true));
        let instruction = step.exercise.instruction(segment.side);
        if !said.is_some_and(|line| line.texts.contains(&instruction)) {
            let until = half.saturating_sub(BEFORE_NEXT);
            lines.push(first_that_fits(Duration::ZERO, AFTER_BELL, until, vec![vec![instruction]]));
        }
    }
    if length >= LONG_HOLD {
        let at = |at, text: &str| Some(Line { at, delay: AFTER_TONE, texts: vec![text.to_owned()] });
        let ten = length.saturating_sub(TEN_SECONDS);
        lines.push(at(half, HALF_WAY));
        lines.push(Some(Line { at: ten, delay: Duration::ZERO, texts: vec![TEN_SECONDS_LEFT.to_owned()] }));
    }
    lines
}

/// The first of the variants that is over at `until`.
fn first_that_fits(
    at: Duration,
    delay: Duration,
    until: Duration,
    variants: impl IntoIterator<Item = Vec<String>>,
) -> Option<Line> {
    variants.into_iter().map(|texts| Line { at, delay, texts }).find(|line| line.ends() <= until)
}

/// What is said when the clock was stopped.
#[must_use]
pub fn paused() -> Line {
    aside(AFTER_TONE, &[PAUSED])
}

/// What is said when an exercise hurt: time stands still, so there is room for its easier version.
#[must_use]
pub fn hurt(step: &Step) -> Line {
    aside(AFTER_TONE, &[STOPPED, &step.exercise.easier, WHAT_NOW])
}

/// What is said when a key starts the exercise.
#[must_use]
pub fn waiting() -> Line {
    aside(AFTER_TONE, &[PRESS_SPACE])
}

/// What is said at the end of a session.
#[must_use]
pub fn complete() -> Line {
    aside(AFTER_CADENCE, &[COMPLETE])
}

fn aside(delay: Duration, texts: &[&str]) -> Line {
    let texts = texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect();
    Line { at: Duration::ZERO, delay, texts }
}
