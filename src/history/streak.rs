//! The streak: days in a row, kindly counted. Pure: today is an argument.
//!
//! A *run* is an interval of days that begins with an active day, in which every day is active, a declared rest day or
//! a miss, and in which no seven consecutive days hold more misses than the grace allows. The streak is the number of
//! active days of the longest run that ends today; a today without activity is pending, neither done nor missed.
//!
//! Whatever holds for an interval holds for every part of it, so one pass over the days is enough: the run that ends on
//! a day begins after the last miss that was one too many.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, WeekdaySet};
use std::collections::{BTreeMap, VecDeque};

/// Lengths of streaks, in days, that are worth a word: the next of these is what is aimed at.
const MILESTONES: [u32; 12] = [3, 7, 14, 21, 28, 50, 100, 150, 200, 250, 300, 365];

/// Number of days that consistency looks at, today included: four weeks, so that every weekday weighs the same.
pub const CONSISTENCY_DAYS: u32 = 28;

/// The most days that are explained.
const EXPLAINED_DAYS: i32 = 400;

/// The span in which grace is counted, in days.
const WEEK: i32 = 7;

/// The rules a streak is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The hour at which a day begins, 0-23.
    pub day_start_hour: u8,
    /// Number of missed days in any seven that are bridged, 0-6.
    pub grace_per_week: u8,
    /// A day counts from this many seconds of stretching on, even without a completed session.
    pub least_secs: u32,
}

impl Default for Rules {
    /// A day begins at three in the morning, counts from a minute on, and one missed day in any seven is bridged.
    fn default() -> Self {
        Self { day_start_hour: 3, grace_per_week: 1, least_secs: 60 }
    }
}

/// Work of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayTotal {
    /// Sessions in which something was done.
    pub sessions: u32,
    /// Sessions done to the end.
    pub completed: u32,
    /// Seconds of stretching.
    pub seconds: u64,
}

impl DayTotal {
    /// Returns `true` if the day counts: one completed session, or `least_secs`.
    #[must_use]
    pub fn is_active(&self, least_secs: u32) -> bool {
        self.completed > 0 || self.seconds >= u64::from(least_secs.max(1))
    }

    fn add(&mut self, completed: bool, active_secs: u32) {
        self.sessions += u32::from(completed || active_secs > 0);
        self.completed += u32::from(completed);
        self.seconds += u64::from(active_secs);
    }
}

/// Declared rest days, both ends included. One that ends before it begins covers no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestDays {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// Why, in the person's own words.
    pub reason: Option<String>,
    /// The day on which they were declared.
    pub declared: NaiveDate,
}

/// Weekdays that are free from a day on, until a later one of these says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeeklyRest {
    /// The first day on which this holds.
    pub from: NaiveDate,
    /// The weekdays; none ends it.
    pub weekdays: WeekdaySet,
    /// The day on which this was declared.
    pub declared: NaiveDate,
}

/// All days declared free.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rests {
    /// From one day to another.
    pub spans: Vec<RestDays>,
    /// By weekday. Of two from the same day, the later in this list holds.
    pub weekly: Vec<WeeklyRest>,
}

impl Rests {
    /// Why `day` is free and on which day that was declared; `None` where it is not.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<(Option<String>, NaiveDate)> {
        let covering = || self.spans.iter().filter(|rest| (rest.from..=rest.to).contains(&day));
        if let Some(declared) = covering().map(|rest| rest.declared).min() {
            // Of several, the first that says why, by the alphabet, so that file order does not matter.
            return Some((covering().filter_map(|rest| rest.reason.clone()).min(), declared));
        }
        let weekly = self.weekly_on(day).filter(|rest| rest.weekdays.contains(day.weekday()))?;
        Some((Some(format!("every {}", day.format("%A"))), weekly.declared))
    }

    fn weekly_on(&self, day: NaiveDate) -> Option<&WeeklyRest> {
        self.weekly.iter().filter(|rest| rest.from <= day).max_by_key(|rest| rest.from)
    }
}

/// Why a day counted as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKind {
    /// Something was done.
    Active {
        /// Sessions.
        sessions: u32,
        /// Seconds of stretching.
        seconds: u64,
    },
    /// Declared free: bridged, not counted.
    Rest {
        /// Why, in the person's own words.
        reason: Option<String>,
        /// Moment that was declared, where it was only after that day.
        afterwards: Option<NaiveDate>,
    },
    /// Missed, and bridged by grace.
    Grace,
    /// Today, which is not over.
    Pending,
    /// Missed.
    Missed,
}

/// The streak as of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Streak {
    /// Active days in the run that ends today.
    pub current: u32,
    /// Active days in the longest run so far; never less than `current`.
    pub longest: u32,
    /// `true` if the streak lives and today has yet to be done.
    pub pending: bool,
    /// Active days among today and the 27 days before.
    pub consistency: u32,
    /// Rest days in the current run.
    pub bridged_rest: u32,
    /// Missed days bridged in the current run.
    pub bridged_grace: u32,
    /// Day by day why, up to today: from the day that ended the run before this one; without a run, from the last
    /// active day. At most 400 days.
    pub days: Vec<(NaiveDate, DayKind)>,
}

/// The day that `at` belongs to: its own local date, where the hours before `day_start_hour` belong to the day before.
#[must_use]
pub fn day_of(at: DateTime<FixedOffset>, day_start_hour: u8) -> NaiveDate {
    let utc = at.naive_utc();
    let local = utc.checked_add_offset(*at.offset()).unwrap_or(utc);
    let shift = TimeDelta::hours(i64::from(day_start_hour.min(23)));
    local.checked_sub_signed(shift).unwrap_or(local).date()
}

/// Adds up sessions, each given as when it began, whether it was completed, and its seconds, by day.
#[must_use]
pub fn days(
    sessions: impl IntoIterator<Item = (DateTime<FixedOffset>, bool, u32)>,
    day_start_hour: u8,
) -> BTreeMap<NaiveDate, DayTotal> {
    let mut days = BTreeMap::<NaiveDate, DayTotal>::new();
    for (at, completed, active_secs) in sessions {
        days.entry(day_of(at, day_start_hour)).or_default().add(completed, active_secs);
    }
    days
}

impl Streak {
    /// The number of days that is aimed at: the next milestone after the current streak.
    #[must_use]
    pub fn next_milestone(&self) -> u32 {
        let next = MILESTONES.iter().find(|milestone| **milestone > self.current);
        // After a year, every hundred days.
        next.copied().unwrap_or_else(|| (self.current / 100 + 1) * 100)
    }

    /// Counts the streak as of `today`. Days after today and before 1970 are ignored, however they came about.
    #[must_use]
    pub fn count(days: &BTreeMap<NaiveDate, DayTotal>, rests: &Rests, today: NaiveDate, rules: &Rules) -> Self {
        let calendar = Calendar::new(days, rests, today, rules.least_secs);
        let count = calendar.count(rules.grace_per_week);
        let mut streak = Self {
            current: count.current,
            longest: count.longest,
            pending: count.current > 0 && calendar.mark(calendar.today) == DayMark::Pending,
            consistency: calendar.consistency(),
            ..Self::default()
        };
        let begin = (count.current > 0).then(|| calendar.first_active_after(count.broken)).flatten();
        if let Some(begin) = begin {
            for (_, mark) in calendar.marks(begin) {
                streak.bridged_rest += u32::from(mark == DayMark::Rest);
                streak.bridged_grace += u32::from(mark == DayMark::Miss);
            }
        }
        streak.days = calendar.explain(begin, count.broken, days, rests);
        streak
    }
}

/// Part that one day plays in the streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayMark {
    Active,
    Rest,
    Miss,
    Pending,
}

/// The days up to today, as numbers: active ones in order, rests as intervals that do not touch, and from when on which
/// weekdays are free, in order.
struct Calendar {
    today: i32,
    active: Vec<i32>,
    rests: Vec<(i32, i32)>,
    weekly: Vec<(i32, WeekdaySet)>,
}

/// The outcome of one pass over the days.
#[derive(Default)]
struct Count {
    current: u32,
    longest: u32,
    /// The last miss that was one too many: no run that ends today reaches back to it.
    broken: Option<i32>,
}

impl Calendar {
    fn new(days: &BTreeMap<NaiveDate, DayTotal>, rests: &Rests, today: NaiveDate, least_secs: u32) -> Self {
        let today = today.num_days_from_ce();
        let first = NaiveDate::default().num_days_from_ce(); // 1 January 1970
        let active = days.iter().filter(|(_, total)| total.is_active(least_secs));
        let active = active.map(|(day, _)| day.num_days_from_ce()).filter(|day| (first..=today).contains(day));
        let mut spans: Vec<(i32, i32)> = rests
            .spans
            .iter()
            .map(|rest| (rest.from.num_days_from_ce().max(first), rest.to.num_days_from_ce().min(today)))
            .filter(|(from, to)| from <= to)
            .collect();
        spans.sort_unstable();
        let mut merged: Vec<(i32, i32)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match merged.last_mut() {
                Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let mut weekly: Vec<_> =
            rests.weekly.iter().map(|rest| (rest.from.num_days_from_ce(), rest.weekdays)).collect();
        weekly.sort_by_key(|(from, _)| *from);
        Self { today, active: active.collect(), rests: merged, weekly }
    }

    fn mark(&self, day: i32) -> DayMark {
        if self.active.binary_search(&day).is_ok() {
            return DayMark::Active;
        }
        let next = self.rests.partition_point(|(_, to)| *to < day);
        if self.rests.get(next).is_some_and(|(from, _)| *from <= day) || self.is_free_weekday(day) {
            DayMark::Rest
        } else if day == self.today {
            DayMark::Pending
        } else {
            DayMark::Miss
        }
    }

    fn is_free_weekday(&self, day: i32) -> bool {
        let next = self.weekly.partition_point(|(from, _)| *from <= day);
        let weekdays = next.checked_sub(1).map(|last| self.weekly[last].1);
        let date = || NaiveDate::from_num_days_from_ce_opt(day);
        weekdays.is_some_and(|weekdays| date().is_some_and(|day| weekdays.contains(day.weekday())))
    }

    fn marks(&self, from: i32) -> impl Iterator<Item = (i32, DayMark)> {
        (from..=self.today).map(|day| (day, self.mark(day)))
    }

    fn first_active_after(&self, broken: Option<i32>) -> Option<i32> {
        let next = broken.map_or(0, |broken| self.active.partition_point(|day| *day <= broken));
        self.active.get(next).copied()
    }

    fn count(&self, grace: u8) -> Count {
        let Some(first) = self.active.first() else { return Count::default() };
        let mut count = Count::default();
        let mut active = 0;
        let mut active_before_run = 0;
        // The latest misses, each with the active days before it: as many as are bridged, and one more.
        let mut misses = VecDeque::with_capacity(usize::from(grace) + 1);
        for (day, mark) in self.marks(*first) {
            match mark {
                DayMark::Active => active += 1,
                DayMark::Rest | DayMark::Pending => {}
                DayMark::Miss => {
                    misses.push_back((day, active));
                    if misses.len() > usize::from(grace)
                        && let Some((oldest, active_then)) = misses.pop_front()
                        && day - oldest < WEEK
                    {
                        count.broken = Some(oldest);
                        active_before_run = active_then;
                    }
                }
            }
            count.longest = count.longest.max(active - active_before_run);
        }
        count.current = active - active_before_run;
        count
    }

    fn consistency(&self) -> u32 {
        let recent = self.active.iter().rev().take_while(|day| self.today - **day < CONSISTENCY_DAYS.cast_signed());
        recent.count().try_into().unwrap_or(CONSISTENCY_DAYS)
    }

    fn explain(
        &self,
        begin: Option<i32>,
        broken: Option<i32>,
        days: &BTreeMap<NaiveDate, DayTotal>,
        rests: &Rests,
    ) -> Vec<(NaiveDate, DayKind)> {
        let from = if begin.is_some() { broken.or(begin) } else { self.active.last().copied() };
        let from = from.unwrap_or(self.today).max(self.today.saturating_sub(EXPLAINED_DAYS - 1));
        let near = Rests {
            spans: rests
                .spans
                .iter()
                .filter(|rest| rest.from <= rest.to && rest.to.num_days_from_ce() >= from)
                .cloned()
                .collect(),
            weekly: rests.weekly.clone(),
        };
        let explained = self.marks(from).filter_map(|(number, mark)| {
            let day = NaiveDate::from_num_days_from_ce_opt(number)?;
            let kind = match mark {
                DayMark::Active => {
                    let total = days.get(&day).copied().unwrap_or_default();
                    DayKind::Active { sessions: total.sessions, seconds: total.seconds }
                }
                DayMark::Rest => {
                    let (reason, declared) = near.on(day).unwrap_or((None, day));
                    DayKind::Rest { reason, afterwards: Some(declared).filter(|declared| *declared > day) }
                }
                DayMark::Pending => DayKind::Pending,
                DayMark::Miss if begin.is_some_and(|begin| number > begin) => DayKind::Grace,
                DayMark::Miss => DayKind::Missed,
            };
            Some((day, kind))
        });
        explained.collect()
    }
}

#[cfg(test)]
mod tests;
