//! The question after "it hurts", and its answers.

use chrono::NaiveDate;

use super::clock::clock_of;
use super::days;
use crate::history::Ouch;
use crate::practice::{Exercise, Hurt};
use crate::sanitize::clean;

/// The question after "it hurts".
pub const QUESTION: &str = "Stopped. What do you feel?";

/// The key of an answer.
#[must_use]
pub const fn key(hurt: Hurt) -> &'static str {
    match hurt {
        Hurt::Emergency => "1",
        Hurt::Sharp => "2",
        Hurt::Pull => "3",
    }
}

/// The signs that an answer stands for.
#[must_use]
pub const fn signs(hurt: Hurt) -> &'static str {
    match hurt {
        Hurt::Emergency => {
            "Chest pain, breathlessness, faintness, double vision, slurred speech or sudden weakness: stop, and call \
             emergency services."
        }
        Hurt::Sharp => "Sharp, spreading, tingling or numb: leave this area out today, and see a clinician.",
        Hurt::Pull => "Too much pull: go on with the easier version.",
    }
}

/// The kind of an "it hurts", in a few words, for a list.
#[must_use]
pub const fn kind(hurt: Option<Hurt>) -> &'static str {
    match hurt {
        Some(Hurt::Emergency) => "signs that need help at once",
        Some(Hurt::Sharp) => "sharp, spreading, tingling or numb",
        Some(Hurt::Pull) => "too much pull",
        None => "hurt",
    }
}

/// An "it hurts" in a few words: `too much pull, right side, 6 of 10, at 3:12`.
#[must_use]
pub fn ouch(ouch: &Ouch) -> String {
    let side = ouch.side.map(|side| format!(", {side} side")).unwrap_or_default();
    let score = ouch.score.map(|score| format!(", {score} of 10")).unwrap_or_default();
    format!("{}{side}{score}, at {}", kind(ouch.kind), clock_of(ouch.after_secs.into()))
}

/// The sentence before an exercise that hurt on `day`: the easier way, or after signs that need help at once, who to ask.
#[must_use]
pub fn lately(exercise: &Exercise, day: NaiveDate, was_an_alarm: bool) -> String {
    let day = days::long_without_year(day);
    if was_an_alarm {
        return format!(
            "On {day} you stopped here with signs that need help at once. Ask a clinician before you go on."
        );
    }
    let easier = if exercise.easier.is_empty() { String::new() } else { format!(" Easier: {}", exercise.easier) };
    format!("It hurt on {day}.{easier}")
}

/// The sentence about an area that is over for today, or about the day where nobody knows the area. The name may be
/// anybody's.
#[must_use]
pub fn area_is_over(exercise: &str, is_anywhere: bool) -> String {
    let what = if is_anywhere { "today" } else { "this area today" };
    format!("That is all for {what}: it hurt in {}. See a clinician about it.", clean(exercise, 60))
}

/// The sentence after signs that need help at once.
pub const CALL_FOR_HELP: &str = "Stop. Call emergency services now.";
