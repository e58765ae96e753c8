//! Comfort: tension before and after. Pure.

use super::record::{Kind, Record, Scores};
use super::streak::day_of;
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Tension from this score on counts as high: where mild (1-3) ends on the 0-10 numeric rating scale.
pub const HIGH_TENSION: u8 = 4;

/// A check-in at most this long before a session tells how it was before it.
pub const TOLD_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// The mean scores of one area.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Comfort {
    /// Mean tension before a session, where any was given.
    pub before: Option<f64>,
    /// Mean tension after a session, where any was given.
    pub after: Option<f64>,
    /// Sessions that gave a score.
    pub sessions: u32,
    /// Mean of what a session changed, after less before, where any gave both.
    pub change: Option<f64>,
    /// Mean tension before and after, of the sessions that gave both.
    pub pair: Option<(f64, f64)>,
    /// Sessions that gave both.
    pub both: u32,
}

/// An area that ended a session worse than it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worse {
    /// The id of the session.
    pub session: String,
    /// The id of the area.
    pub area: String,
    /// Its tension before, 0-10.
    pub before: u8,
    /// Its tension after, 0-10.
    pub after: u8,
}

/// The mean scores of each area over the days of `window`. A session that was asked as a whole counts for every area of
/// its steps.
#[must_use]
pub fn by_area<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    window: &RangeInclusive<NaiveDate>,
    day_start_hour: u8,
) -> BTreeMap<String, Comfort> {
    let mut means = BTreeMap::<String, Means>::new();
    for record in records {
        let Kind::Session(session) = &record.kind else { continue };
        if !window.contains(&day_of(record.at, day_start_hour)) {
            continue;
        }
        for area in session.areas() {
            let scores = session.scores(area);
            if scores.before.or(scores.after).is_some() {
                means.entry(area.to_owned()).or_default().add(scores);
            }
        }
    }
    means.into_iter().map(|(area, means)| (area, means.comfort())).collect()
}

#[derive(Default)]
struct Means {
    before: (u32, u32),
    after: (u32, u32),
    sessions: u32,
    /// The sum of what was told before and after by those that told both, and how many they are.
    both: (u32, u32, u32),
}

impl Means {
    fn add(&mut self, scores: Scores) {
        self.sessions += 1;
        for (score, (sum, count)) in [(scores.before, &mut self.before), (scores.after, &mut self.after)] {
            *sum += u32::from(score.unwrap_or(0));
            *count += u32::from(score.is_some());
        }
        if let (Some(before), Some(after)) = (scores.before, scores.after) {
            self.both.0 += u32::from(before);
            self.both.1 += u32::from(after);
            self.both.2 += 1;
        }
    }

    fn comfort(&self) -> Comfort {
        let mean = |(sum, count): (u32, u32)| (count > 0).then(|| f64::from(sum) / f64::from(count));
        let (before, after, both) = self.both;
        Comfort {
            before: mean(self.before),
            after: mean(self.after),
            sessions: self.sessions,
            change: (both > 0).then(|| (f64::from(after) - f64::from(before)) / f64::from(both)),
            pair: (both > 0).then(|| (f64::from(before) / f64::from(both), f64::from(after) / f64::from(both))),
            both,
        }
    }
}

#[cfg(test)]
mod tests;
