//! Wording: the texts that a voice can say about an exercise, how many of them are said, and the time that takes. Pure;
//! a plan is as long as its words.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::phrases;
use super::timeline::{AFTER_FINISH, Before};
use crate::practice::{Exercise, Position, Side, Sides, Step};

/// The level of speech: how much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Instructions as well, half of a long hold, and its last ten seconds.
    #[default]
    Full,
    /// Names and sides.
    Brief,
    /// Nothing.
    Off,
}

impl Level {
    /// The next level, for a key that cycles through them.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Full => Self::Brief,
            Self::Brief => Self::Off,
            Self::Off => Self::Full,
        }
    }

    /// The word for the level.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Brief => "brief",
            Self::Off => "off",
        }
    }
}

/// The level of speech for each exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guide {
    /// The highest level.
    pub level: Level,
    /// The exercises (by id) that are known so well that names and sides are enough.
    pub familiar: Arc<BTreeSet<String>>,
    /// `true` if the system speaks the texts for which there is no clip. Where it does not, they
    /// take no time.
    pub speaks_own: bool,
}

impl Guide {
    /// A guide that says nothing.
    #[must_use]
    pub fn silent() -> Self {
        Self { level: Level::Off, ..Self::default() }
    }

    /// The level for `exercise`.
    #[must_use]
    pub fn level_of(&self, exercise: &str) -> Level {
        match self.level {
            Level::Full if self.familiar.contains(exercise) => Level::Brief,
            level => level,
        }
    }

    /// The level at which `step` is announced: what was told in the first round is not told again.
    #[must_use]
    pub fn level_of_step(&self, step: &Step) -> Level {
        match self.level_of(&step.exercise.id) {
            Level::Full if step.is_repeated() => Level::Brief,
            level => level,
        }
    }
}

/// The delay from a tone to the voice (design: "Cues").
pub(super) const AFTER_TONE: Duration = Duration::from_millis(250);
/// The pause between two texts of a line.
pub const BETWEEN_TEXTS: Duration = Duration::from_millis(200);
/// The pause between the voice and the next sound.
pub(super) const BEFORE_NEXT: Duration = Duration::from_millis(250);
/// The time at the end of a get-ready, a hold and a rest that is ticked.
pub(super) const TICKED: Duration = Duration::from_secs(3);

pub(super) const FIRST: &str = "First:";
pub(super) const NEXT: &str = "Next:";
pub(super) const LAST: &str = "Last one.";
pub(super) const SWITCH_SIDES: &str = "Switch sides.";
pub(super) const HALF_WAY: &str = "Half way.";
pub(super) const TEN_SECONDS_LEFT: &str = "Ten seconds.";
pub(super) const REST: &str = "Rest.";
pub(super) const BREATHE_IN: &str = "Breathe in.";
pub(super) const BREATHE_OUT: &str = "Breathe out.";
pub(super) const EASIER: &str = "Easier version.";
pub(super) const PRESS_SPACE: &str = "Press space to start.";
pub(super) const PAUSED: &str = "Paused.";
pub(super) const STOPPED: &str = "Stopped.";
/// The answers to "it hurts", the most urgent first; signs as in the texts on safety.
pub(super) const IF_EMERGENCY: &str = "Chest pain, breathless, faint, seeing double, slurred speech, or sudden weakness: press 1 to stop, and call for help.";
pub(super) const IF_SHARP: &str = "Sharp, spreading, tingling, or numb: press 2.";
pub(super) const IF_PULL: &str = "Just too much pull: press 3 for the easier version.";
pub(super) const IF_MISTAKEN: &str = "Pressed by mistake: press B.";
/// After the answers.
pub(super) const CALL_FOR_HELP: &str = "The session is over. Call emergency services now.";
pub(super) const AREA_IS_OVER: &str = "That is all for this area today. See a clinician about it.";
pub(super) const REST_WAITS: &str = "Press space to go on with the rest.";
/// Said at the start where it is so.
pub(super) const SOME_LEFT_OUT: &str = "Some exercises are left out for you.";
/// Said once a session.
pub(super) const STOP_RULE: &str = "A mild pull only. Press O if it hurts.";
/// The session ends with what has begun.
pub(super) const WAIT_IS_OVER: &str = "Your wait is over. Finish this exercise.";
pub(super) const COMPLETE: &str = "Session complete.";
/// The number of the coming hold or round, from the second on; the first one is not announced.
pub(super) const NUMBERS: [&str; 11] = [
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
/// The texts that belong to no exercise.
pub(super) const COMMON: [&str; 24] = [
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
    IF_EMERGENCY,
    IF_SHARP,
    IF_PULL,
    IF_MISTAKEN,
    CALL_FOR_HELP,
    AREA_IS_OVER,
    REST_WAITS,
    STOP_RULE,
    SOME_LEFT_OUT,
    WAIT_IS_OVER,
    COMPLETE,
];

pub(super) const fn side_text(side: Side) -> &'static str {
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

/// All texts that can be said without an exercise, each once.
#[must_use]
pub fn common_texts() -> Vec<&'static str> {
    let sides = [Side::Right, Side::Left].map(side_text);
    let positions = Position::ALL.iter().map(|position| position_text(*position));
    COMMON.into_iter().chain(sides).chain(positions).chain(NUMBERS).collect()
}

/// Returns `true` if `text` has any letter or digit that an English voice can speak.
#[must_use]
pub fn is_in_english_letters(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphanumeric())
}

/// A text that may be said, in its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnText {
    /// The text.
    pub text: String,
    /// Its language, as in `ja` or `pt-BR`; English where there is none.
    pub language: Option<String>,
}

/// All texts that can be said about `exercise`, each once.
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

/// The time it takes to say `texts`.
#[must_use]
pub fn length(texts: &[String]) -> Duration {
    let gaps = u32::try_from(texts.len().saturating_sub(1)).unwrap_or(u32::MAX);
    texts.iter().map(|text| phrases::length(text)).sum::<Duration>() + BETWEEN_TEXTS * gaps
}

/// The announcements of step `index`, from the longest to the shortest: one that does not fit gives way to the next.
pub(super) fn announcements(
    steps: &[Step],
    index: usize,
    side: Option<Side>,
    level: Level,
    eased: bool,
    left_out: bool,
) -> impl Iterator<Item = Vec<String>> {
    let lead = match index {
        _ if steps.len() == 1 => None,
        0 => Some(FIRST),
        last if last + 1 == steps.len() => Some(LAST),
        later => round_text(steps, later).or(Some(NEXT)),
    };
    // A session begins at the keyboard, sitting or standing as it happens.
    let before = index.checked_sub(1).and_then(|before| steps.get(before)).map(|step| step.position);
    let step = steps.get(index);
    // What the easier version is has been told as well, if it was the plan from the start.
    let knows_easier = step.is_some_and(|step| step.eased && step.is_repeated());
    let most = if level == Level::Full || (eased && !knows_easier) { 4 } else { 3 };
    let step = step.into_iter();
    step.flat_map(move |step| {
        let position = (before != Some(step.position)).then(|| position_text(step.position));
        // Beside the name: nothing, the side, the position, what comes when, and what to do.
        (0..=most).rev().map(move |much| {
            let opening = [Some(STOP_RULE), Some(SOME_LEFT_OUT).filter(|_| left_out)];
            // Not again where the easier version follows on something that hurt.
            let begins = index == 0 && step.eased == eased;
            let opening = opening.into_iter().flatten().filter(|_| begins && much >= 3).map(str::to_owned);
            let lead = lead.filter(|_| much >= 3);
            let easier = (eased && much >= 1).then_some(EASIER);
            let position = position.filter(|_| much >= 2);
            let side = side.map(side_text).filter(|_| much >= 1);
            let texts = opening.chain(lead.map(str::to_owned)).chain([name_text(&step.exercise)]);
            let texts = texts.chain([position, side, easier].into_iter().flatten().map(str::to_owned));
            let what =
                || if eased { step.exercise.easier.clone() } else { step.exercise.instruction(first_side(step)) };
            texts.chain((much == 4).then(what).filter(|what| !what.is_empty())).collect()
        })
    })
}

/// The number of the round that begins with step `index`, if it is a later one.
fn round_text(steps: &[Step], index: usize) -> Option<&'static str> {
    let of = |index: usize| steps.get(index).and_then(|step| step.round);
    let begins = index.checked_sub(1).and_then(of) != of(index);
    let number = usize::try_from(of(index).filter(|_| begins)?.number).ok()?;
    number.checked_sub(2).and_then(|at| NUMBERS.get(at)).copied()
}

/// The side that is worked first.
fn first_side(step: &Step) -> Option<Side> {
    sides(&step.exercise).into_iter().next().flatten()
}

/// The get-ready that step `index`, or its easier version, needs for its announcement, in whole seconds.
#[must_use]
pub fn get_ready(steps: &[Step], index: usize, eased: bool, left_out: bool, guide: &Guide) -> Duration {
    let Some(step) = steps.get(index) else {
        return Duration::ZERO;
    };
    let level = guide.level_of_step(step);
    if level == Level::Off {
        return Duration::ZERO;
    }
    let before = if index == 0 || !step.rest_before.is_zero() { Before::Other } else { Before::Finished };
    let mut said = announcements(steps, index, first_side(step), level, eased, left_out).next().unwrap_or_default();
    said.retain(|text| guide.speaks_own || phrases::clip(text).is_some());
    let needed = tone_ends(before) + length(&said) + BEFORE_NEXT + TICKED;
    Duration::from_secs(needed.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX))
}

/// The time from the start of a get-ready until the voice may start.
pub(super) fn tone_ends(before: Before) -> Duration {
    AFTER_TONE + if before == Before::Finished { AFTER_FINISH } else { Duration::ZERO }
}
