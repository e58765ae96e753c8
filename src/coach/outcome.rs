//! Outcome: an experiment of a person's own, in sentences.

use super::experiment::{DAYS, Difference, FEWEST, Standing, Trial, Which};
use crate::areas::label_of;
use crate::figure::words::capital;
use crate::words::{counted, days};

/// The caution that goes with every experiment.
pub const CAUTION: &str = "An app for experiments of one's own was tried with 215 people: they were satisfied, but had no less \
                       pain than with usual care (Kravitz 2018, JAMA Intern Med 178:1368).";

/// The name of one of the two.
const fn name(names: [&str; 2], which: Which) -> &str {
    let [first, second] = names;
    match which {
        Which::First => first,
        Which::Second => second,
    }
}

/// The experiment with its place in time: `Neck ease or Chin tuck, for the neck: day 5 of 28`.
#[must_use]
pub fn heading(trial: &Trial, names: [&str; 2]) -> String {
    let place = match trial.standing {
        Standing::Running => format!("day {} of {DAYS}", trial.day.max(1)),
        Standing::Finished => "finished".to_owned(),
        Standing::Stopped => "stopped".to_owned(),
    };
    let [first, second] = names;
    format!("{first} or {second}, for the {}: {place}", label_of(&trial.told.area))
}

/// Why the one of today is offered: `Day 5 of 28 of your experiment: Neck ease today.`
#[must_use]
pub fn today(trial: &Trial, names: [&str; 2]) -> Option<String> {
    let name = name(names, trial.today()?);
    Some(format!("Day {} of {DAYS} of your experiment: {name} today.", trial.day))
}

/// The reminder to rate; `before` is the key or command that does so before a session.
#[must_use]
pub fn reminder(trial: &Trial, before: &str) -> String {
    format!("Rate your {} before ({before}) and after.", label_of(&trial.told.area))
}

/// All that there is to say of an experiment today: where it stands and what today holds, and what came of it so far.
/// `before` is the key or command that rates before a session, `start` says how to start it.
#[must_use]
pub fn told(trial: &Trial, names: [&str; 2], before: &str, start: &str) -> [Vec<String>; 2] {
    let mut stands = vec![heading(trial, names)];
    if let Some(today) = today(trial, names) {
        stands.push(today);
        let then = format!("{} {start}", reminder(trial, before));
        stands.push(if trial.done_today { "Done for today.".to_owned() } else { then });
    }
    [stands, result(trial, names)]
}

/// What came of it so far, sentence by sentence.
#[must_use]
pub fn result(trial: &Trial, names: [&str; 2]) -> Vec<String> {
    let [first, second] = &trial.arms;
    let [a, b] = names;
    let mut told = Vec::new();
    let counts = [first.rated.len(), second.rated.len()];
    if let Some(found) = trial.difference() {
        told.push(difference(trial, names, &found));
        for (name, arm) in [(a, first), (b, second)] {
            if let Some((before, after)) = arm.means() {
                told.push(format!("{name}: {before:.1} before, {after:.1} after, {}.", sessions(arm.rated.len())));
            }
        }
    } else if trial.has_enough() {
        told.push(format!(
            "{} rated with {a}, {} with {b}: enough for a result, which comes on {}. Looking earlier takes chance for a \
             difference.",
            counts[0],
            counts[1],
            days::day_and_month(trial.ends())
        ));
    } else {
        let few = if trial.standing == Standing::Running { "Too few yet" } else { "Too few for a result" };
        told.push(format!(
            "{few}: {} of {FEWEST} rated sessions with {a}, {} of {FEWEST} with {b}.",
            counts[0], counts[1]
        ));
    }
    let unrated = first.unrated + second.unrated;
    if unrated > 0 {
        told.push(format!("{} without a rating before or after: not counted.", capital(&sessions(unrated))));
    }
    if trial.strayed > 0 {
        let days = counted(u64::try_from(trial.strayed).unwrap_or(u64::MAX), "day", "days");
        told.push(format!("{days} with the other one first: not counted."));
    }
    told.push(CAUTION.to_owned());
    told
}

/// The rules, for whoever begins.
#[must_use]
pub fn rules() -> [String; 2] {
    [
        format!(
            "For {DAYS} days chance decides which of the two a day has, 14 days each, at most four alike in a row."
        ),
        "The first session of a day counts, if you rate before and after. Missed days do no harm.".to_owned(),
    ]
}

fn sessions(count: usize) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), "session", "sessions")
}

/// The difference with its doubt: `Neck ease eased your neck by about 0.8 more than Chin tuck (between 0.1 and 1.5).`
fn difference(trial: &Trial, names: [&str; 2], found: &Difference) -> String {
    let [first, second] = names;
    let area = label_of(&trial.told.area);
    let all = sessions(trial.arms.iter().map(|arm| arm.rated.len()).sum());
    let hint = format!("One person, {all}: a hint, not proof.");
    let Some(better) = found.better() else {
        return format!(
            "No clear difference: compared with {second}, {first} may ease your {area} by up to {:.1} more or {:.1} less. {hint}",
            found.high.max(0.0),
            (-found.low).max(0.0)
        );
    };
    let (worse, by, low, high) = match better {
        Which::First => (Which::Second, found.by, found.low, found.high),
        Which::Second => (Which::First, -found.by, -found.high, -found.low),
    };
    let [of_first, of_second] = &trial.arms;
    let arm = if better == Which::First { of_first } else { of_second };
    let (better, worse) = (name(names, better), name(names, worse));
    let eases = arm.means().is_some_and(|(before, after)| after < before);
    let range = format!("about {by:.1} more than {worse} (between {low:.1} and {high:.1})");
    if eases {
        format!("{better} eased your {area} by {range}. {hint}")
    } else {
        format!("Neither eased your {area}. With {better} it ended better by {range}. {hint}")
    }
}
