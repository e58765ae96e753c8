//! Aloud: the same words where they are read aloud, line by line: no sign that a screen reader spells, units as words.

use std::time::Duration;

use super::{counted, listed};
use crate::practice::dose::Dose;
use crate::practice::{Routine, Sides, Step};

/// A time to the second: `4 minutes 58 seconds`.
#[must_use]
pub fn time(time: Duration) -> String {
    let secs = (time + Duration::from_millis(500)).as_secs();
    let minutes = counted(secs / 60, "minute", "minutes");
    let seconds = counted(secs % 60, "second", "seconds");
    match (secs / 60, secs % 60) {
        (0, _) => seconds,
        (_, 0) => minutes,
        _ => format!("{minutes} {seconds}"),
    }
}

/// A time to the minute, for a list: `5 minutes`, or `40 seconds` where that is all.
#[must_use]
pub fn about(time: Duration) -> String {
    let secs = (time + Duration::from_millis(500)).as_secs();
    if secs < 60 { counted(secs, "second", "seconds") } else { counted((secs + 30) / 60, "minute", "minutes") }
}

/// The dose of a step: `2 holds of 30 seconds each side`.
#[must_use]
pub fn dose(step: &Step) -> String {
    let dose = match step.dose {
        Dose::Holds { hold, times: 1, .. } => format!("hold {}", time(hold)),
        Dose::Holds { hold, times, .. } => format!("{times} holds of {}", time(hold)),
        Dose::Reps { count, .. } => counted(count.into(), "time", "times"),
        Dose::Breaths { rounds, .. } => counted(rounds.into(), "breath", "breaths"),
    };
    match step.exercise.sides {
        Sides::None => dose,
        Sides::LeftRight => format!("{dose} each side"),
    }
}

/// The positions of a routine: `seated`, `on the floor`, or all of them.
#[must_use]
pub fn setting(routine: &Routine) -> String {
    let positions = routine.positions();
    match positions.as_slice() {
        [one] => one.plain().to_owned(),
        many if many.iter().all(|position| position.on_floor()) => "on the floor".to_owned(),
        many if many.len() > 2 => "several positions".to_owned(),
        many => listed(&many.iter().map(|position| position.plain()).collect::<Vec<_>>()),
    }
}

/// A line with each time such as `8:08` in words. It is for lines that hold no hour of the day.
#[must_use]
pub fn clocks(line: &str) -> String {
    let word = |word: &str| {
        let clock = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let secs = clock.split_once(':').and_then(|(minutes, seconds)| {
            let (minutes, seconds) = (minutes.parse::<u64>().ok()?, seconds.parse::<u64>().ok()?);
            (seconds < 60).then_some(minutes * 60 + seconds)
        });
        let rest = word.get(clock.len()..).unwrap_or_default();
        secs.map_or_else(|| word.to_owned(), |secs| format!("{}{rest}", time(Duration::from_secs(secs))))
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A line with every sign replaced that is read badly or not at all.
#[must_use]
pub fn plain(line: &str) -> String {
    let mut text = line.to_owned();
    for (sign, words) in SIGNS {
        if text.contains(sign) {
            text = text.replace(sign, words);
        }
    }
    units(&text)
}

/// A line with `20 s` as `20 seconds`, and `5 min` as `5 minutes`.
fn units(line: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let unit = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let number = words.last().filter(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let (one, many) = match (number, unit) {
            (Some(_), "s") => ("second", "seconds"),
            (Some(_), "min") => ("minute", "minutes"),
            _ => {
                words.push(word.to_owned());
                continue;
            }
        };
        let is_one = number.is_some_and(|number| number == "1");
        words.push(format!("{}{}", if is_one { one } else { many }, word.get(unit.len()..).unwrap_or_default()));
    }
    words.join(" ")
}

/// The signs, each with what is read in its place; the longer of two that begin alike first.
const SIGNS: [(&str, &str); 12] = [
    (" → ", " to "),
    (" →", ""),
    ("→", " to "),
    (" · ", ", "),
    (" — ", ", "),
    (" – ", ", "),
    ("–", " to "),
    (" × ", " times "),
    ("×", " times "),
    (" ✓", ", enough"),
    ("…", "..."),
    ("°", " degrees"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_words() {
        let said = [0, 1, 45, 60, 61, 298].map(|secs| time(Duration::from_secs(secs)));
        let expected = ["0 seconds", "1 second", "45 seconds", "1 minute", "1 minute 1 second", "4 minutes 58 seconds"];
        assert_eq!(said, expected);
        assert_eq!([29, 61, 298].map(|secs| about(Duration::from_secs(secs))), ["29 seconds", "1 minute", "5 minutes"]);
    }

    #[test]
    fn clocks_become_words() {
        assert_eq!(clocks("done: 1 session, 8:08"), "done: 1 session, 8 minutes 8 seconds");
        assert_eq!(clocks("too much pull, at 0:12."), "too much pull, at 12 seconds.");
        assert_eq!(clocks("note: a:b"), "note: a:b");
    }

    #[test]
    fn signs_become_words() {
        assert_eq!(plain("tension 6 → 3 · neck"), "tension 6 to 3, neck");
        assert_eq!(plain("left 1 s; 3 min."), "left 1 second; 3 minutes.");
        assert_eq!(plain("30–60 s, 2 × 20 s"), "30 to 60 seconds, 2 times 20 seconds");
    }
}
