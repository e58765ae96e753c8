//! A streak in words, with the reason why each of its days counted as it did. The reasons given for rest days may be
//! anybody's text.

use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate};

use super::clock::clock_of;
use super::counted;
use crate::history::History;
use crate::history::streak::{DayKind, DayTotal, Rules, Streak};

/// A day of a streak, with the reason why it counted as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The day.
    pub day: NaiveDate,
    /// The kind of day that it was to the streak.
    pub kind: DayKind,
    /// The offsets from UTC at which its sessions were done.
    pub zones: Vec<FixedOffset>,
    /// The reason, in words.
    pub why: String,
}

/// The days of `streak`, in their order; `days` are the days of the history that the streak was counted from.
#[must_use]
pub fn explain(
    history: &History,
    days: &BTreeMap<NaiveDate, DayTotal>,
    streak: &Streak,
    rules: &Rules,
) -> Vec<Explained> {
    let mut zones = history.zones(rules.day_start_hour);
    // Where all of it was done at one offset, the offset explains nothing.
    let in_streak = || streak.days.iter().filter_map(|(day, _)| zones.get(day)).flatten();
    let has_travelled = in_streak().zip(in_streak().skip(1)).any(|(one, next)| one != next);
    let explained = streak.days.iter().map(|(day, kind)| {
        let zones = zones.remove(day).unwrap_or_default();
        let seconds = days.get(day).map_or(0, |total| total.seconds);
        let why = why(kind, seconds, if has_travelled { &zones } else { &[] }, *rules);
        Explained { day: *day, kind: kind.clone(), zones, why }
    });
    explained.collect()
}

/// The streak as `6-day streak`, or the words for having none.
#[must_use]
pub fn in_short(streak: &Streak) -> String {
    match streak.current {
        0 => "no streak yet".to_owned(),
        days => format!("{days}-day streak"),
    }
}

/// The streak in sentences: the days, those of four weeks, and what comes next.
#[must_use]
pub fn in_sentences(streak: &Streak) -> Vec<String> {
    if streak.current == 0 {
        return vec![format!("No streak yet. {} of the last 28 days. {A_DAY_COUNTS}", streak.consistency)];
    }
    let days = |count: u32| counted(count.into(), "day", "days");
    let pending = if streak.pending { " Today is still to come." } else { "" };
    vec![format!(
        "Streak: {}. {} of the last 28 days. Next milestone: {}.{pending}",
        days(streak.current),
        streak.consistency,
        days(streak.next_milestone())
    )]
}

/// What makes a day count, in a few words; [`rules`] says how long is long enough.
pub const A_DAY_COUNTS: &str = "A day counts once you finish a session.";

/// The rules in two sentences.
#[must_use]
pub fn rules(rules: &Rules) -> String {
    let grace = match rules.grace_per_week {
        0 => "No missed day is forgiven.".to_owned(),
        1 => "One missed day in any seven is forgiven.".to_owned(),
        days => format!("{days} missed days in any seven are forgiven."),
    };
    format!(
        "A day begins at {}:00 local time, and counts once you finish a session or stretch for {} seconds. Rest days \
         keep the streak but do not lengthen it. {grace}",
        rules.day_start_hour, rules.least_secs
    )
}

fn why(kind: &DayKind, seconds: u64, zones: &[FixedOffset], rules: Rules) -> String {
    let too_little = match seconds {
        0 => String::new(),
        seconds => format!(" ({seconds} s; a day needs {})", rules.least_secs),
    };
    match kind {
        DayKind::Active { sessions, seconds } => {
            let zones: Vec<String> = zones.iter().map(|zone| format!("UTC{zone}")).collect();
            let zones = if zones.is_empty() { String::new() } else { format!(", {}", zones.join(" and ")) };
            let done = counted((*sessions).into(), "session", "sessions");
            format!("done: {done}, {}{zones}", clock_of(*seconds))
        }
        DayKind::Rest { reason, afterwards } => {
            let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let declared = afterwards.map(|day| format!(" (declared afterwards, on {day})")).unwrap_or_default();
            format!("rest day{reason}{declared}")
        }
        DayKind::Grace => format!("missed, forgiven{too_little}"),
        DayKind::Pending => format!("today, still to come{too_little}"),
        DayKind::Missed => format!("missed; the streak starts after this day{too_little}"),
    }
}
