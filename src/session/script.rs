//! Script: the texts that a voice says in a session, and their times. Pure.
//!
//! It directs and does not chatter. While a position is taken up it says what comes: the name, the position, the side,
//! and, in full, what to do. In a long hold it says when half of it is done and when ten seconds are left. The last
//! three seconds belong to the ticks. What does not fit into its time is shortened, never hurried or cut.

use std::time::Duration;

use super::plan::Plan;
use super::segment::{Segment, SegmentKind};
use super::timeline::Before;
use super::wording::{
    AFTER_TONE, AREA_IS_OVER, BEFORE_NEXT, BREATHE_IN, BREATHE_OUT, CALL_FOR_HELP, COMPLETE, Guide, HALF_WAY,
    IF_EMERGENCY, IF_MISTAKEN, IF_PULL, IF_SHARP, LAST, Level, NUMBERS, PAUSED, PRESS_SPACE, REST, REST_WAITS, STOPPED,
    SWITCH_SIDES, TEN_SECONDS_LEFT, TICKED, WAIT_IS_OVER, announcements, length, side_text, tone_ends,
};
use crate::practice::Step;

/// Texts that are said one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The moment the line belongs to, from the start of its segment: that of a cue, or a whole second before the end.
    pub at: Duration,
    /// The delay from that moment to the start of the line: the tone comes first.
    pub delay: Duration,
    /// The texts.
    pub texts: Vec<String>,
}

impl Utterance {
    /// The start of the line, from the start of its segment.
    #[must_use]
    pub fn starts(&self) -> Duration {
        self.at + self.delay
    }

    /// The end of the line, from the start of its segment.
    #[must_use]
    pub fn ends(&self) -> Duration {
        self.starts() + length(&self.texts)
    }
}

/// The delay of instructions within a hold: they wait until its bell has faded.
const AFTER_BELL: Duration = Duration::from_millis(900);
/// The delay of "Session complete": it waits for most of the closing cadence.
const AFTER_CADENCE: Duration = Duration::from_millis(1300);
/// The shortest hold that has words in it.
const HOLD_WITH_WORDS: Duration = Duration::from_secs(30);
/// The time before the end of a hold at which "ten seconds" is said.
const TEN_SECONDS: Duration = Duration::from_secs(10);

/// The lines of segment `index` of `plan` while it takes `length`, in order.
#[must_use]
pub fn lines(
    plan: &Plan,
    index: usize,
    length: Duration,
    before: Before,
    eased: bool,
    guide: &Guide,
) -> Vec<Utterance> {
    let Some((segment, step)) =
        plan.segments().get(index).and_then(|segment| Some((segment, plan.steps().get(segment.step)?)))
    else {
        return Vec::new();
    };
    let level = guide.level_of(&step.exercise.id);
    let full = level == Level::Full;
    let is_new = guide.level_of_step(step) == Level::Full && !eased;
    let now = |delay, until, variants| first_that_fits(Duration::ZERO, delay, until, variants);
    let lines: Vec<Option<Utterance>> = match segment.kind {
        _ if level == Level::Off => Vec::new(),
        SegmentKind::GetReady => vec![announcement(plan, index, length, tone_ends(before), eased, guide)],
        SegmentKind::Switch => {
            vec![now(AFTER_TONE, length.saturating_sub(BEFORE_NEXT), switch(step, segment, is_new))]
        }
        SegmentKind::Hold if full => in_hold(plan, index, length, is_new),
        SegmentKind::Rest if segment.is_between_rounds() => {
            let delay = tone_ends(before);
            vec![first_that_fits(Duration::ZERO, delay, length.saturating_sub(BEFORE_NEXT), [vec![REST.to_owned()]])]
        }
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

/// The announcement of an exercise that is taken up, from `start` within its get-ready.
#[must_use]
pub fn announcement(
    plan: &Plan,
    index: usize,
    length: Duration,
    start: Duration,
    eased: bool,
    guide: &Guide,
) -> Option<Utterance> {
    let segment = plan.segments().get(index)?;
    let level = guide.level_of_step(plan.steps().get(segment.step)?);
    if level == Level::Off || segment.kind != SegmentKind::GetReady {
        return None;
    }
    let said = announcements(plan.steps(), segment.step, segment.side, level, eased, plan.has_left_out());
    first_that_fits(Duration::ZERO, start, length.saturating_sub(TICKED + BEFORE_NEXT), said)
}

fn switch(step: &Step, segment: &Segment, full: bool) -> Vec<Vec<String>> {
    let texts: Vec<String> = [SWITCH_SIDES].into_iter().chain(segment.side.map(side_text)).map(str::to_owned).collect();
    let with_instruction = texts.iter().cloned().chain([step.exercise.instruction(segment.side)]).collect();
    if full { vec![with_instruction, texts] } else { vec![texts] }
}

/// The lines of a hold. If the instruction for the second side had no room while sides were changed, it is said at the
/// start of the hold, provided it is over before half of the hold is.
fn in_hold(plan: &Plan, index: usize, length: Duration, is_new: bool) -> Vec<Option<Utterance>> {
    let Some(segment) = plan.segments().get(index) else {
        return Vec::new();
    };
    let half = length / 2;
    let mut lines = Vec::new();
    let switch_before = index.checked_sub(1).and_then(|before| plan.segments().get(before));
    if let (Some(switched), Some(step)) = (switch_before, plan.steps().get(segment.step))
        && switched.kind == SegmentKind::Switch
        && is_new
    {
        let until = switched.length.saturating_sub(BEFORE_NEXT);
        let said = first_that_fits(Duration::ZERO, AFTER_TONE, until, switch(step, switched, true));
        let instruction = step.exercise.instruction(segment.side);
        if !said.is_some_and(|line| line.texts.contains(&instruction)) {
            let until = half.saturating_sub(BEFORE_NEXT);
            lines.push(first_that_fits(Duration::ZERO, AFTER_BELL, until, vec![vec![instruction]]));
        }
    }
    if length >= HOLD_WITH_WORDS {
        let at = |at, text: &str| Some(Utterance { at, delay: AFTER_TONE, texts: vec![text.to_owned()] });
        let ten = length.saturating_sub(TEN_SECONDS);
        lines.push(at(half, HALF_WAY));
        lines.push(Some(Utterance { at: ten, delay: Duration::ZERO, texts: vec![TEN_SECONDS_LEFT.to_owned()] }));
    }
    lines
}

/// A line with the first of the variants that is over at `until`.
fn first_that_fits(
    at: Duration,
    delay: Duration,
    until: Duration,
    variants: impl IntoIterator<Item = Vec<String>>,
) -> Option<Utterance> {
    variants.into_iter().map(|texts| Utterance { at, delay, texts }).find(|line| line.ends() <= until)
}

/// The line for a clock that was stopped.
#[must_use]
pub fn paused() -> Utterance {
    aside(AFTER_TONE, &[PAUSED])
}

/// The line for an exercise that hurt: the clock stands still, so there is room for all answers, the most urgent first.
#[must_use]
pub fn hurt() -> Utterance {
    aside(AFTER_TONE, &[STOPPED, IF_EMERGENCY, IF_SHARP, IF_PULL, IF_MISTAKEN])
}

/// The line for signs that need help at once.
#[must_use]
pub fn emergency() -> Utterance {
    aside(Duration::ZERO, &[CALL_FOR_HELP])
}

/// The line for an area that is over for today; with more to come, the session waits.
#[must_use]
pub fn area_is_over(has_more: bool) -> Utterance {
    aside(AFTER_TONE, if has_more { &[AREA_IS_OVER, REST_WAITS] } else { &[AREA_IS_OVER, COMPLETE] })
}

/// The line for an exercise that starts on a key.
#[must_use]
pub fn waiting() -> Utterance {
    aside(AFTER_TONE, &[PRESS_SPACE])
}

/// The line for a session that ends with what has begun, because something else is done.
#[must_use]
pub fn winding_up() -> Utterance {
    aside(AFTER_CADENCE, &[WAIT_IS_OVER])
}

/// The line for the end of a session.
#[must_use]
pub fn complete() -> Utterance {
    aside(AFTER_CADENCE, &[COMPLETE])
}

fn aside(delay: Duration, texts: &[&str]) -> Utterance {
    let texts = texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect();
    Utterance { at: Duration::ZERO, delay, texts }
}
