//! Statistics: the areas that were stretched, for how long, and on which side. Pure.

use super::record::{Kind, Record, StepOutcome, StepRecord};
use super::streak::day_of;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Timelike, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Work that one area got.
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
    pub fn count<'a>(
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

/// Seconds of each area in the seven days up to `today`.
#[must_use]
pub fn last_seven_days<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    today: NaiveDate,
    day_start_hour: u8,
) -> BTreeMap<String, u64> {
    let window = today - TimeDelta::days(6)..=today;
    let areas = Statistics::count(records, &window, day_start_hour).areas;
    areas.into_iter().map(|(area, total)| (area, total.secs)).collect()
}

/// One week of a [`weeks`] list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub start: NaiveDate,
    /// Seconds of each area.
    pub areas: BTreeMap<String, u64>,
    /// The sum and the number of tension scores told in it before sessions and in check-ins, by area.
    pub tension: BTreeMap<String, (u32, u32)>,
}

impl Week {
    /// The mean tension of an area, where any was told.
    #[must_use]
    pub fn mean_tension(&self, area: &str) -> Option<f64> {
        self.tension.get(area).map(|(sum, count)| f64::from(*sum) / f64::from(*count))
    }
}

/// The first day of the week that holds `day`.
#[must_use]
pub fn start_of_week(day: NaiveDate, first: Weekday) -> NaiveDate {
    day.checked_sub_signed(TimeDelta::days(day.weekday().days_since(first).into())).unwrap_or(day)
}

/// The last `count` weeks up to the one of `today`, oldest first, however empty.
#[must_use]
pub fn weeks<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    today: NaiveDate,
    count: u16,
    first: Weekday,
    day_start_hour: u8,
) -> Vec<Week> {
    let this = start_of_week(today, first);
    let start = |back: u16| this.checked_sub_signed(TimeDelta::weeks(back.into())).unwrap_or(this);
    let empty = |back| Week { start: start(back), areas: BTreeMap::new(), tension: BTreeMap::new() };
    let mut weeks: Vec<Week> = (0..count).rev().map(empty).collect();
    for record in records {
        let day = day_of(record.at, day_start_hour);
        let back = this.signed_duration_since(start_of_week(day, first)).num_weeks();
        let place = usize::try_from(i64::from(count) - 1 - back).ok().filter(|_| day <= today);
        let Some(week) = place.and_then(|place| weeks.get_mut(place)) else { continue };
        match &record.kind {
            Kind::Session(session) => {
                for step in &session.steps {
                    for area in step.areas.iter().collect::<BTreeSet<_>>() {
                        *week.areas.entry(area.clone()).or_default() += u64::from(step.secs);
                    }
                }
                for area in session.areas() {
                    if let Some(tension) = session.scores(area).before {
                        week.tell(area, tension);
                    }
                }
            }
            Kind::CheckIn { area, tension, .. } => week.tell(area, *tension),
            Kind::Rest { .. }
            | Kind::RestWeekdays { .. }
            | Kind::Symptoms(_)
            | Kind::Function { .. }
            | Kind::Profile(_)
            | Kind::Taste { .. }
            | Kind::Program { .. }
            | Kind::Experiment(_)
            | Kind::Retract { .. } => {}
        }
    }
    weeks
}

impl Week {
    fn tell(&mut self, area: &str, tension: u8) {
        let (sum, count) = self.tension.entry(area.to_owned()).or_default();
        *sum += u32::from(tension);
        *count += 1;
    }
}

/// Seconds of stretching by the hour of the day, on the clocks of the place, at which a session began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(pub [u64; 24]);

impl Hours {
    /// Adds up sessions, each given as when it began, and its seconds.
    #[must_use]
    pub fn of(sessions: impl IntoIterator<Item = (DateTime<FixedOffset>, u32)>) -> Self {
        let mut hours = Self::default();
        for (at, active_secs) in sessions {
            if let Some(hour) = usize::try_from(at.hour()).ok().and_then(|hour| hours.0.get_mut(hour)) {
                *hour += u64::from(active_secs);
            }
        }
        hours
    }

    /// The hour with most, the earliest of equals, and its seconds; `None` where there is nothing.
    #[must_use]
    pub fn busiest(&self) -> Option<(usize, u64)> {
        let hours = self.0.iter().copied().enumerate().filter(|(_, secs)| *secs > 0);
        hours.max_by_key(|(hour, secs)| (*secs, 24 - hour))
    }
}

/// In how many of these records each exercise (by id) was done to its end.
#[must_use]
pub fn practised<'a>(records: impl IntoIterator<Item = &'a Record>) -> BTreeMap<String, usize> {
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    for record in records {
        let Kind::Session(session) = &record.kind else { continue };
        let steps = session.steps.iter().filter(|step| matches!(step.outcome, StepOutcome::Done | StepOutcome::Eased));
        for exercise in steps.map(|step| step.exercise.as_str()).collect::<BTreeSet<_>>() {
            *done.entry(exercise.to_owned()).or_default() += 1;
        }
    }
    done
}

#[cfg(test)]
mod tests;
