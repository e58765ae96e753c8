//! A record of the history in a sentence, and its parts.

use super::{clock::clock_of, days, fit, hurt, taste, tension};
use crate::areas::label_of;
use crate::history::record::{Doing, Experiment};
use crate::history::{Entry, EntryKind, Kind, Record, Session, StepOutcome, StepRecord, Symptoms, Undone};
use crate::practice::terms::WhichSide;
use crate::sanitize::clean;

/// A record in words: its kind or title and, for a session, the time it took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The record, as in `Trapezius release, ended early`, or `rest, 24 Nov: sick`.
    pub what: String,
    /// The time, as in `4:48`; empty for a record that is no session.
    pub time: String,
}

/// The titles of routines, exercises and programmes by their ids; `None` for what is gone.
pub type Titles<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The sentence of a record. Titles and reasons in it may be anybody's; they are made harmless.
#[must_use]
pub fn sentence(kind: &Kind, titles: Titles<'_>) -> Sentence {
    let title = |id: &str| clean(&titles(id).unwrap_or_else(|| id.to_owned()), 60);
    match kind {
        Kind::Session(session) => Sentence { what: of_session(session), time: clock_of(session.active_secs.into()) },
        Kind::Rest { from, to, reason } => {
            let reason = reason.as_deref().map(|reason| format!(": {}", clean(reason, 60))).unwrap_or_default();
            let days = if from == to {
                days::day_and_month(*from)
            } else {
                format!("{} to {}", days::day_and_month(*from), days::day_and_month(*to))
            };
            without_time(format!("rest day, {days}{reason}"))
        }
        Kind::RestWeekdays { from, weekdays } => {
            without_time(format!("rest {} from {}", days::weekdays(*weekdays), days::day_and_month(*from)))
        }
        Kind::CheckIn { area, tension, limits_daily_life } => {
            let limits = if *limits_daily_life { ", limits daily life" } else { "" };
            without_time(format!("check-in: {} {tension} of 10{limits}", label_of(area)))
        }
        Kind::Symptoms(symptoms) => without_time(format!("{}: {}", label_of(&symptoms.area), symptoms_told(symptoms))),
        Kind::Function { what, score } => without_time(format!("can do: {}, {score} of 10", clean(what, 60))),
        Kind::Profile(profile) => without_time(fit::profile(profile)),
        Kind::Taste { of, is } => without_time(taste::told(&title(of), *is)),
        Kind::Program { program, does } => {
            let does = match does {
                Doing::Start => "started",
                Doing::Pause => "paused",
                Doing::Resume => "resumed",
                Doing::Stop => "stopped",
                Doing::Unknown => "changed",
            };
            without_time(format!("programme {does}: {}", title(program)))
        }
        Kind::Experiment(Experiment { does, first, second, area, .. }) => {
            let does = match does {
                Doing::Start => "started",
                Doing::Stop => "stopped",
                Doing::Pause | Doing::Resume | Doing::Unknown => "changed",
            };
            let (first, second) = (title(first), title(second));
            without_time(format!("experiment {does}: {first} or {second}, for the {}", label_of(area)))
        }
        Kind::Retract { of } => without_time(format!("removes {}", clean(of, 40))),
    }
}

/// The details of an area in a few words: `pain 5 of 10, right side, since 01 Nov, worse at night`.
#[must_use]
pub fn symptoms_told(symptoms: &Symptoms) -> String {
    let side = symptoms.side.map(|side| match side {
        WhichSide::Left => "left side",
        WhichSide::Right => "right side",
        WhichSide::Both => "both sides",
    });
    let yes_or_no = |told: Option<bool>, yes: &str, no: &str| told.map(|told| if told { yes } else { no }.to_owned());
    let parts = [
        symptoms.pain.map(|pain| format!("pain {pain} of 10")),
        side.map(str::to_owned),
        symptoms.since.map(|since| format!("since {}", days::day_and_month(since))),
        yes_or_no(symptoms.at_night, "worse at night", "not at night"),
        yes_or_no(symptoms.in_limb, "tingling, numb or weak in an arm or leg", "arms and legs fine"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no details".to_owned() } else { parts.join(", ") }
}

/// The noun of a kind of record: one, and many.
#[must_use]
pub const fn nouns(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Session(_) => ("session", "sessions"),
        Kind::Rest { .. } => ("rest", "rests"),
        Kind::RestWeekdays { .. } => ("weekly rest", "weekly rests"),
        Kind::CheckIn { .. } => ("check-in", "check-ins"),
        Kind::Symptoms(_) => ("detail", "details"),
        Kind::Function { .. } => ("function", "functions"),
        Kind::Profile(_) => ("profile", "profiles"),
        Kind::Taste { .. } => ("mark", "marks"),
        Kind::Program { .. } => ("programme", "programmes"),
        Kind::Experiment(_) => ("experiment", "experiments"),
        Kind::Retract { .. } => ("retraction", "retractions"),
    }
}

/// The sentence that says what an undo did.
#[must_use]
pub fn undone(undone: Option<&Undone>, titles: Titles<'_>) -> String {
    let of =
        |record: &Record| format!("{}, {}", sentence(&record.kind, titles).what, days::moment_with_year(record.at));
    match undone {
        None => "Nothing to undo: nothing was entered on this machine.".to_owned(),
        Some(Undone::TakenBack(record)) => format!("Removed: {}", of(record)),
        Some(Undone::BroughtBack(record)) => format!("Restored: {}", of(record)),
        Some(Undone::Restored(record)) => format!("Correction undone: {}", of(record)),
    }
}

/// The sentence of a record whose line can no longer be read: the part that is still known.
#[must_use]
pub fn of_unreadable(entry: &Entry) -> Sentence {
    match &entry.kind {
        EntryKind::Session { completed, active_secs, .. } => {
            let early = if *completed { "" } else { ", ended early" };
            let what = format!("(this line's details cannot be read){early}");
            Sentence { what, time: clock_of((*active_secs).into()) }
        }
        EntryKind::Rest { from, to } => sentence(&Kind::Rest { from: *from, to: *to, reason: None }, &|_| None),
        EntryKind::RestWeekdays { from, weekdays } => {
            sentence(&Kind::RestWeekdays { from: *from, weekdays: *weekdays }, &|_| None)
        }
        EntryKind::CheckIn => without_time("check-in".to_owned()),
        EntryKind::Told => without_time("details for a clinician".to_owned()),
        EntryKind::Program => without_time("a programme".to_owned()),
        EntryKind::Experiment => without_time("an experiment".to_owned()),
        EntryKind::Profile => without_time("your answers to the health questions".to_owned()),
        EntryKind::Taste => without_time("a favourite, or what is never suggested".to_owned()),
    }
}

const fn without_time(what: String) -> Sentence {
    Sentence { what, time: String::new() }
}

fn of_session(session: &Session) -> String {
    let early = if session.completed { "" } else { ", ended early" };
    let by_hand = match (&session.corrects, session.entered) {
        (Some(_), _) => ", corrected",
        (None, Some(_)) => ", added by hand",
        (None, None) => "",
    };
    format!("{}{early}{by_hand}", clean(&session.title, 60))
}

/// The words of a person about a session: `, tension 6 → 3: left side tighter`; empty where nothing was told.
#[must_use]
pub fn told(session: &Session) -> String {
    let tension = tension::before_and_after(session).map(|tension| format!(", {tension}")).unwrap_or_default();
    let note = session.note.as_deref().map(|note| format!(": {}", clean(note, 100))).unwrap_or_default();
    let ouches = session.steps.iter().map(|step| step.ouches.len()).sum::<usize>();
    let hurt = match ouches {
        0 => String::new(),
        1 => ", hurt once".to_owned(),
        many => format!(", hurt {many} times"),
    };
    format!("{hurt}{tension}{note}")
}

/// The steps of a session to be read: an exercise that was done several times over stands once, with its sum and the
/// number of times; one that hurt, or ended otherwise, stands by itself.
#[must_use]
pub fn steps(steps: &[StepRecord]) -> Vec<(&str, String)> {
    let mut rows: Vec<(StepRecord, &str, u64)> = Vec::new();
    for step in steps {
        let is_alike = |row: &StepRecord| {
            row.exercise == step.exercise
                && row.outcome == step.outcome
                && row.left_secs.is_some() == step.left_secs.is_some()
                && row.ouches.is_empty()
                && step.ouches.is_empty()
        };
        match rows.iter_mut().find(|(row, ..)| is_alike(row)) {
            Some((row, _, times)) => {
                let sum = |a: Option<u32>, b: Option<u32>| Some(a?.saturating_add(b?));
                row.left_secs = sum(row.left_secs, step.left_secs);
                row.right_secs = sum(row.right_secs, step.right_secs);
                row.secs = row.secs.saturating_add(step.secs);
                *times += 1;
            }
            None => rows.push((step.clone(), &step.exercise, 1)),
        }
    }
    let in_words = |(row, exercise, times): (StepRecord, _, u64)| {
        let times = if times > 1 { format!("{times} times, ") } else { String::new() };
        (exercise, format!("{times}{}", self::step(&row)))
    };
    rows.into_iter().map(in_words).collect()
}

/// The work of a step, to follow its name: `left 30 s, right 30 s, easier version`.
#[must_use]
pub fn step(step: &StepRecord) -> String {
    let sides = match (step.left_secs, step.right_secs) {
        (Some(left), Some(right)) => format!("left {left} s, right {right} s"),
        _ => format!("{} s", step.secs),
    };
    let outcome = match step.outcome {
        StepOutcome::Done => "",
        StepOutcome::Eased => ", easier version",
        StepOutcome::Skipped => ", skipped",
        StepOutcome::Stopped => ", stopped",
        StepOutcome::Unfinished | StepOutcome::Unknown => ", not finished",
    };
    let ouches: Vec<String> = step.ouches.iter().map(|ouch| format!("; {}", hurt::ouch(ouch))).collect();
    format!("{sides}{outcome}{}", ouches.concat())
}

/// The outcome of a step, in a word.
#[must_use]
pub const fn outcome(outcome: StepOutcome) -> &'static str {
    match outcome {
        StepOutcome::Done => "done",
        StepOutcome::Eased => "easier",
        StepOutcome::Skipped => "skipped",
        StepOutcome::Stopped => "stopped",
        StepOutcome::Unfinished | StepOutcome::Unknown => "-",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exercise_of_several_rounds_stands_once_with_its_sum() {
        let step = |exercise: &str, secs, outcome| StepRecord {
            exercise: exercise.to_owned(),
            secs,
            outcome,
            ..StepRecord::default()
        };
        let done = StepOutcome::Done;
        let session = [
            step("a", 10, done),
            step("b", 20, done),
            step("a", 10, done),
            step("b", 0, StepOutcome::Skipped),
            step("a", 10, done),
        ];
        let rows = steps(&session);
        let expected = [("a", "3 times, 30 s"), ("b", "20 s"), ("b", "0 s, skipped")];
        assert_eq!(rows.iter().map(|(name, row)| (*name, row.as_str())).collect::<Vec<_>>(), expected);
    }
}
