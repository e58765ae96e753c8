//! Doses: the seconds that a routine gives each muscle, and the minutes that an area gets in a week.

use std::time::Duration;

use super::clock::clock_of;
use super::counted;
use crate::coach::Doses;
use crate::practice::Routine;
use crate::practice::dose::{OF_A_MUSCLE, OF_A_WEEK};

/// The most muscles that are named.
const MOST: usize = 6;

/// The muscles that a routine stretches: `upper trapezius 60 s, scalenes 30 s; 60 s each in a day is the aim`; `None` if it
/// stretches none.
#[must_use]
pub fn muscles(routine: &Routine) -> Option<String> {
    let stretched = routine.stretched();
    let named: Vec<String> =
        stretched.iter().take(MOST).map(|(muscle, time)| format!("{muscle} {} s", time.as_secs())).collect();
    let more = stretched.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let aim = OF_A_MUSCLE.as_secs();
    (!named.is_empty()).then(|| format!("{}{more}. The goal is {aim} s each; short sessions add up.", named.join(", ")))
}

/// The minutes of an area in a week beside the aim: `3 of 5 min`.
#[must_use]
pub fn of_a_week(secs: u64) -> String {
    format!("{} of {} min", secs / 60, OF_A_WEEK.as_secs() / 60)
}

/// The time of an area in a week beside the aim, to the second: `2:40 of 5 min`.
#[must_use]
pub fn of_a_week_exactly(secs: u64) -> String {
    let done = if secs == 0 { "0".to_owned() } else { clock_of(secs) };
    format!("{done} of {} min", OF_A_WEEK.as_secs() / 60)
}

/// The muscles that were stretched today, each with its seconds beside the aim: `scalenes 40 of 60 s`.
#[must_use]
pub fn muscles_today(doses: &Doses) -> Vec<String> {
    let aim = OF_A_MUSCLE.as_secs();
    doses.muscles.iter().map(|(muscle, secs)| format!("{muscle} {secs} of {aim} s")).collect()
}

/// The strength exercises of a week: `4 strength exercises on 2 days`.
#[must_use]
pub fn strength(doses: &Doses) -> String {
    match doses.sets {
        0 => "no strength exercises".to_owned(),
        sets => {
            let days = counted(doses.days_of_strength as u64, "day", "days");
            format!("{} on {days}", counted(sets.into(), "strength exercise", "strength exercises"))
        }
    }
}

/// Returns `true` if so many seconds are as much as an area should get in a week.
#[must_use]
pub fn is_enough(secs: u64) -> bool {
    Duration::from_secs(secs) >= OF_A_WEEK
}
