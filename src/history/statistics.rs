//! What was stretched, for how long, and on which side. Pure.

use super::record::{Kind, Outcome, Record, StepRecord};
use super::streak::day_of;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// What one area got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AreaTotal {
    /// Seconds in all.
    pub secs: u64,
    /// Seconds of them on the left.
    pub left_secs: u64,
    /// Seconds of them on the right.
    pub right_secs: u64,
}

impl AreaTotal {
    fn add(&mut self, step: &StepRecord) {
        self.secs += u64::from(step.secs);
        self.left_secs += u64::from(step.left_secs.unwrap_or(0));
        self.right_secs += u64::from(step.right_secs.unwrap_or(0));
    }
}

/// The totals of a window of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Sessions.
    pub sessions: u32,
    /// Sessions done to the end.
    pub completed: u32,
    /// Seconds of stretching.
    pub active_secs: u64,
    /// All steps together, each counted once.
    pub all: AreaTotal,
    /// By area. A step that serves two areas counts in full for both, so these add up to more than `all`.
    pub areas: BTreeMap<String, AreaTotal>,
    /// Seconds of stretching by day. Days without are left out.
    pub days: BTreeMap<NaiveDate, u64>,
}

impl Statistics {
    /// Adds up the sessions among `records` that fall on the days of `window`.
    #[must_use]
    pub fn reckon<'a>(
        records: impl IntoIterator<Item = &'a Record>,
        window: &RangeInclusive<NaiveDate>,
        day_start_hour: u8,
    ) -> Self {
        let mut totals = Self::default();
        for record in records {
            let Kind::Session(session) = &record.kind else { continue };
            let day = day_of(record.at, day_start_hour);
            if !window.contains(&day) {
                continue;
            }
            totals.sessions += 1;
            totals.completed += u32::from(session.completed);
            totals.active_secs += u64::from(session.active_secs);
            if session.active_secs > 0 {
                *totals.days.entry(day).or_default() += u64::from(session.active_secs);
            }
            for step in &session.steps {
                totals.add(step);
            }
        }
        totals
    }

    fn add(&mut self, step: &StepRecord) {
        self.all.add(step);
        // A step that names an area twice still serves it once.
        for area in step.areas.iter().collect::<BTreeSet<_>>() {
            match self.areas.get_mut(area) {
                Some(total) => total.add(step),
                None => self.areas.entry(area.clone()).or_default().add(step),
            }
        }
    }
}

/// The exercises (by id) that were done to their end in at least `sessions` of these records; none where it is 0.
#[must_use]
pub fn familiar<'a>(records: impl IntoIterator<Item = &'a Record>, sessions: usize) -> BTreeSet<String> {
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        let Kind::Session(session) = &record.kind else { continue };
        let steps = session.steps.iter().filter(|step| matches!(step.outcome, Outcome::Done | Outcome::Eased));
        for exercise in steps.map(|step| step.exercise.as_str()).collect::<BTreeSet<_>>() {
            *done.entry(exercise).or_default() += 1;
        }
    }
    let known = done.into_iter().filter(|(_, times)| sessions > 0 && *times >= sessions);
    known.map(|(exercise, _)| exercise.to_owned()).collect()
}

#[cfg(test)]
mod tests;
