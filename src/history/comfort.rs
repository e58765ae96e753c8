//! Comfort: tension before and after, and when to tell the person to have it looked at. Pure.

use super::record::{Kind, Record, Scores};
use super::streak::day_of;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Tension from this score on counts as high: where mild (1-3) ends on the 0-10 numeric rating scale.
pub const HIGH_TENSION: u8 = 4;

/// From this score on a person is asked whether it limits daily life: where severe begins on the same scale.
pub const ASK_FROM: u8 = 7;

/// A check-in at most this long before a session tells how it was before it.
pub const TOLD_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// Number of days that the two-week rule looks at, today included.
pub const RULE_DAYS: i64 = 14;

/// Fewer check-ins than this are too few to speak.
const FEWEST_CHECK_INS: u32 = 4;

/// The first and the last check-in lie at least this many days apart, both counted: one bad week is not two.
const SHORTEST_SPREAD: i64 = 10;

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
    /// Sessions that gave both.
    pub both: u32,
}

/// Why a person should have it looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The area it is about.
    pub area: String,
    /// Finding in the log.
    pub why: Why,
}

/// Finding in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It keeps the person from what they do every day.
    LimitsDailyLife,
    /// Tension was high on most check-ins of two weeks.
    HighTension {
        /// Check-ins with high tension.
        high: u32,
        /// Check-ins in all.
        of: u32,
    },
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

/// The two-week rule as of `today`: high tension on most check-ins of an area over 14 days, or daily life limited.
/// Of several areas, the one limited in daily life comes first, then the one with the most high check-ins.
///
/// A session's score before it begins is a check-in of every area of its steps, unless a check-in told it already.
#[must_use]
pub fn advice<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    today: NaiveDate,
    day_start_hour: u8,
) -> Option<Advice> {
    let mut areas_seen = BTreeMap::<String, CheckIns>::new();
    let records: Vec<&Record> = records.into_iter().collect();
    let check_ins: Vec<(&str, DateTime<FixedOffset>)> = records
        .iter()
        .filter_map(|record| match &record.kind {
            Kind::CheckIn { area, .. } => Some((area.as_str(), record.at)),
            _ => None,
        })
        .collect();
    let told_already = |area: &str, began: DateTime<FixedOffset>| {
        let before = TimeDelta::zero()..=TOLD_BEFORE;
        check_ins.iter().any(|(of, at)| *of == area && before.contains(&began.signed_duration_since(at)))
    };
    for record in &records {
        let day = day_of(record.at, day_start_hour);
        if !(0..RULE_DAYS).contains(&today.signed_duration_since(day).num_days()) {
            continue;
        }
        match &record.kind {
            Kind::CheckIn { area, tension, limits_daily_life } => {
                areas_seen.entry(area.clone()).or_default().add(day, *tension, *limits_daily_life);
            }
            Kind::Session(session) => {
                for area in session.areas() {
                    if let Some(tension) = session.scores(area).before.filter(|_| !told_already(area, record.at)) {
                        areas_seen.entry(area.to_owned()).or_default().add(day, tension, false);
                    }
                }
            }
            Kind::Rest { .. } | Kind::RestWeekdays { .. } | Kind::Retract { .. } => {}
        }
    }
    let advised = areas_seen.into_iter().filter_map(|(area, seen)| Some(Advice { area, why: seen.why()? }));
    // The earlier of equals wins, so areas are decided by name, not by the order of the log.
    advised.reduce(|first, second| if second.why.weight() > first.why.weight() { second } else { first })
}

impl Why {
    fn weight(self) -> u32 {
        match self {
            Self::LimitsDailyLife => u32::MAX,
            Self::HighTension { high, .. } => high,
        }
    }
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
            both,
        }
    }
}

#[derive(Default)]
struct CheckIns {
    high: u32,
    of: u32,
    days: Option<(NaiveDate, NaiveDate)>,
    limits_daily_life: bool,
}

impl CheckIns {
    fn add(&mut self, day: NaiveDate, tension: u8, limits_daily_life: bool) {
        self.high += u32::from(tension >= HIGH_TENSION);
        self.of += 1;
        let (first, last) = self.days.unwrap_or((day, day));
        self.days = Some((first.min(day), last.max(day)));
        self.limits_daily_life |= limits_daily_life;
    }

    fn why(&self) -> Option<Why> {
        if self.limits_daily_life {
            return Some(Why::LimitsDailyLife);
        }
        let (first, last) = self.days?;
        let spread = last.signed_duration_since(first).num_days() + 1;
        let enough = self.of >= FEWEST_CHECK_INS && spread >= SHORTEST_SPREAD;
        (enough && self.high * 2 > self.of).then_some(Why::HighTension { high: self.high, of: self.of })
    }
}

#[cfg(test)]
mod tests;
