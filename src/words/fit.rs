//! What is left out or made easier for a person, and why.

use super::{counted, days, tension};
use crate::areas::label_of;
use crate::history::Profile;
use crate::history::advice::{Advice, Rule};
use crate::library::texts::Texts;
use crate::practice::Routine;
use crate::practice::routine::{Change, How, Why};

/// A person's answers in a few words, for a list.
#[must_use]
pub fn profile(profile: &Profile) -> String {
    let count = |what: usize| u64::try_from(what).unwrap_or(u64::MAX);
    let mut parts = vec![counted(count(profile.yes.len()), "yes", "yes")];
    if !profile.lacks.is_empty() {
        parts.push(counted(count(profile.lacks.len()), "thing you lack", "things you lack"));
    }
    if !profile.avoids.is_empty() {
        parts.push(counted(count(profile.avoids.len()), "position to avoid", "positions to avoid"));
    }
    format!("health questions: {}", parts.join(", "))
}

/// The changes of a routine in a few words: `1 step left out, 2 eased for you`; `None` if nothing was changed.
#[must_use]
pub fn summary(routine: &Routine) -> Option<String> {
    let count = |how: How| {
        let changes = routine.changes.iter().filter(|change| change.how == how).count();
        u64::try_from(changes).unwrap_or(u64::MAX)
    };
    if count(How::Kept) > 0 {
        return Some("not for you: ask a clinician first".to_owned());
    }
    let out = Some(count(How::LeftOut)).filter(|out| *out > 0);
    let eased = Some(count(How::Easier)).filter(|eased| *eased > 0);
    match (out, eased) {
        (None, None) => None,
        (Some(out), None) => Some(format!("{} left out for you", counted(out, "step", "steps"))),
        (None, Some(eased)) => Some(format!("{} eased for you", counted(eased, "step", "steps"))),
        (Some(out), Some(eased)) => Some(format!("{} left out, {eased} eased for you", counted(out, "step", "steps"))),
    }
}

/// A change in a line: `Left out: Bird dog (kneeling hurts or is not allowed)`.
#[must_use]
pub fn change(change: &Change, texts: &Texts) -> String {
    let name = change.exercise.short_name();
    let why = match &change.why {
        Why::Yes(tag) => texts.label(tag),
        Why::Tense(area, tension) => format!("{} {tension} of 10 today", label_of(area)),
        Why::Sharp(area) => format!("{} hurt today: let it rest", label_of(area)),
        Why::Hurt(area, day) => format!("{} hurt on {}", label_of(area), days::long_without_year(*day)),
        Why::Never => "you marked it never".to_owned(),
    };
    let what = match change.how {
        How::LeftOut => "Left out",
        How::Easier => "Easier",
        How::Kept => "Ask a clinician first",
        How::Stays => "Kept, or nothing would be left",
    };
    format!("{what}: {name} ({why})")
}

/// The reasons to ask a clinician before a session of `routine`: signs that need help in the log, and a routine in which
/// nothing suits the person.
#[must_use]
pub fn cautions(routine: &Routine, advice: &[Advice], texts: &Texts) -> Vec<String> {
    let alarms = advice.iter().filter(|advice| advice.rule == Rule::Alarm).map(tension::advice);
    let kept = routine.changes.iter().filter(|of| of.how == How::Kept).map(|kept| change(kept, texts));
    alarms.chain(kept).collect()
}
