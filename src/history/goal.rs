//! Goal: what a person aims at in a week, how far they have come, and what is short. Pure: today is an argument.
//!
//! It is counted with the kindness of the streak. Rest days from one day to another, for whatever reason, take their part
//! off the goal: a day each off a goal of days, a seventh each off minutes and breaks. Weekdays that are always free were
//! known when the goal was set: they only keep it from asking for more days than are left. What is done on a free day counts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::statistics::{Statistics, last_seven_days, start_of_week};
use super::streak::{DayTotal, Rests};
use crate::practice::dose::OF_A_WEEK;

/// The days of a week.
const DAYS: u8 = 7;
/// An area that was not stretched for so many days is not missed.
pub const LATELY: i64 = 28;

/// What a person aims at in a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// Nothing.
    #[default]
    None,
    /// So many days that count.
    Days(u8),
    /// So many minutes of stretching.
    Minutes(u16),
    /// So many sessions.
    Breaks(u8),
}

impl Goal {
    /// The days that can be aimed at.
    pub const DAYS: RangeInclusive<u8> = 1..=7;
    /// The minutes that can be aimed at, in fives.
    pub const MINUTES: RangeInclusive<u16> = 5..=300;
    /// The sessions that can be aimed at.
    pub const BREAKS: RangeInclusive<u8> = 1..=50;

    /// The nearest goal that can be chosen.
    #[must_use]
    pub fn bounded(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Days(days) => Self::Days(days.clamp(*Self::DAYS.start(), *Self::DAYS.end())),
            Self::Minutes(minutes) => {
                let minutes = minutes.clamp(*Self::MINUTES.start(), *Self::MINUTES.end());
                Self::Minutes((minutes + 2) / 5 * 5)
            }
            Self::Breaks(breaks) => Self::Breaks(breaks.clamp(*Self::BREAKS.start(), *Self::BREAKS.end())),
        }
    }

    /// The number in it.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Days(number) | Self::Breaks(number) => number.into(),
            Self::Minutes(number) => number.into(),
        }
    }
}

/// A week with a goal, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub start: NaiveDate,
    /// The goal.
    pub goal: Goal,
    /// What is needed of it, in its unit: rest days take their part off.
    pub needed: u64,
    /// What was done, in the unit of the goal; minutes are whole ones.
    pub done: u64,
}

/// The area that lacks most of its time in the last seven days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The id of the area.
    pub area: String,
    /// The seconds that are missing.
    pub secs: u64,
}

impl Week {
    /// The week of `today`, which begins on the weekday `first`; `None` without a goal. A day counts from `least_secs` on.
    #[must_use]
    pub fn count(
        goal: Goal,
        days: &BTreeMap<NaiveDate, DayTotal>,
        rests: &Rests,
        today: NaiveDate,
        first: Weekday,
        least_secs: u32,
    ) -> Option<Self> {
        let start = start_of_week(today, first);
        let week: Vec<NaiveDate> = start.iter_days().take(DAYS.into()).collect();
        let is_declared = |day: &&NaiveDate| rests.spans.iter().any(|rest| (rest.from..=rest.to).contains(*day));
        let declared = week.iter().filter(is_declared).count() as u64;
        let free = week.iter().filter(|day| rests.on(**day).is_some()).count() as u64;
        let all = u64::from(DAYS);
        let number = goal.bounded().number();
        // The part that is left of the goal, rounded down.
        let part = number * all.saturating_sub(declared) / all;
        let totals = || days.range(start..=today).map(|(_, total)| total);
        let (needed, done) = match goal {
            Goal::None => return None,
            Goal::Days(_) => {
                let active = totals().filter(|total| total.is_active(least_secs)).count() as u64;
                (number.saturating_sub(declared).min(all.saturating_sub(free)), active)
            }
            Goal::Minutes(_) => (part, totals().fold(0, |sum: u64, total| sum.saturating_add(total.seconds)) / 60),
            Goal::Breaks(_) => (part, totals().map(|total| u64::from(total.sessions)).sum()),
        };
        Some(Self { start, goal, needed, done })
    }

    /// Returns `true` if as much was done as is needed.
    #[must_use]
    pub const fn is_reached(&self) -> bool {
        self.done >= self.needed
    }
}

/// The area that lacks most in the seven days up to `today`, of those stretched in the last 28 days; the first by id of
/// those that lack as much. `None` where none lacks anything.
#[must_use]
pub fn short(records: &[Record], today: NaiveDate, day_start_hour: u8) -> Option<Short> {
    short_of(records, today, day_start_hour, |_| true)
}

/// The same of the areas that `suits`.
#[must_use]
pub fn short_of(
    records: &[Record],
    today: NaiveDate,
    day_start_hour: u8,
    suits: impl Fn(&str) -> bool,
) -> Option<Short> {
    let window = today.checked_sub_signed(TimeDelta::days(LATELY - 1)).unwrap_or(today)..=today;
    let lately = Statistics::count(records, &window, day_start_hour).areas;
    let lately: BTreeSet<&String> = lately.iter().filter(|(_, total)| total.secs > 0).map(|(area, _)| area).collect();
    let week = last_seven_days(records, today, day_start_hour);
    let lacks = |area: &String| OF_A_WEEK.as_secs().saturating_sub(week.get(area).copied().unwrap_or(0));
    // Of equals, `max_by_key` gives the last.
    let most = lately.into_iter().rev().filter(|area| suits(area)).max_by_key(|area| lacks(area))?;
    let secs = lacks(most);
    (secs > 0).then(|| Short { area: most.clone(), secs })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset, WeekdaySet};
    use proptest::prelude::*;

    use super::*;
    use crate::history::record::{Kind, Session, StepRecord};
    use crate::history::streak::{RestDays, WeeklyRest, days as by_day};

    /// A Thursday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn on(back: i64) -> NaiveDate {
        today() - TimeDelta::days(back)
    }

    fn at(back: i64) -> DateTime<FixedOffset> {
        on(back).and_hms_opt(12, 0, 0).unwrap().and_utc().fixed_offset()
    }

    fn rest(from: NaiveDate, to: NaiveDate) -> RestDays {
        RestDays { from, to, reason: None, declared: from }
    }

    /// The week, which begins on Monday, with a session of five minutes so many days ago.
    fn week(goal: Goal, sessions: &[i64], rests: &Rests) -> Week {
        let days = by_day(sessions.iter().map(|back| (at(*back), true, 300)), 3);
        Week::count(goal, &days, rests, today(), Weekday::Mon, 60).unwrap()
    }

    #[test]
    fn a_week_counts_days_minutes_or_sessions_from_its_first_day_on() {
        let done = |goal| {
            let week = week(goal, &[0, 0, 1, 3, 4], &Rests::default());
            (week.done, week.needed)
        };
        assert_eq!(done(Goal::Days(5)), (3, 5));
        assert_eq!(done(Goal::Minutes(60)), (20, 60));
        assert_eq!(done(Goal::Breaks(10)), (4, 10));
    }

    #[test]
    fn a_rest_day_takes_a_day_off_a_goal_of_days_and_a_seventh_off_others() {
        let rests = Rests { spans: vec![rest(on(1), on(1))], ..Rests::default() };
        let needed = |goal| week(goal, &[], &rests).needed;
        let goals = [Goal::Days(5), Goal::Days(7), Goal::Minutes(70), Goal::Breaks(14)];
        assert_eq!(goals.map(needed), [4, 6, 60, 12]);
    }

    #[test]
    fn a_week_of_vacation_needs_nothing() {
        let rests = Rests { spans: vec![rest(on(3), on(-3))], ..Rests::default() };
        for goal in [Goal::Days(1), Goal::Minutes(300), Goal::Breaks(50)] {
            assert!(week(goal, &[], &rests).is_reached(), "{goal:?}");
        }
    }

    #[test]
    fn weekdays_that_are_always_free_only_keep_a_goal_from_asking_for_them() {
        let weekdays = [Weekday::Sat, Weekday::Sun].into_iter().collect::<WeekdaySet>();
        let weekly = vec![WeeklyRest { from: on(90), weekdays, declared: on(90) }];
        let rests = Rests { weekly, ..Rests::default() };
        assert_eq!([4, 5, 7].map(|days| week(Goal::Days(days), &[], &rests).needed), [4, 5, 5]);
    }

    #[test]
    fn what_is_short_is_the_area_that_lacks_most_of_those_stretched_lately() {
        let of = |back, area: &str, secs| {
            let step = StepRecord { areas: vec![area.to_owned()], secs, ..StepRecord::default() };
            Record::new(at(back), Kind::Session(Session { steps: vec![step], ..Session::default() }))
        };
        let records = [of(1, "neck", 120), of(2, "glutes", 200), of(3, "trapezius", 400), of(40, "wrists", 60)];
        assert_eq!(short(&records, today(), 3), Some(Short { area: "neck".to_owned(), secs: 180 }));
        assert_eq!(short(&records[2..], today(), 3), None);
    }

    fn goals() -> impl Strategy<Value = Goal> {
        prop_oneof![
            any::<u8>().prop_map(Goal::Days),
            any::<u16>().prop_map(Goal::Minutes),
            any::<u8>().prop_map(Goal::Breaks),
        ]
    }

    fn spans() -> impl Strategy<Value = Vec<RestDays>> {
        prop::collection::vec((-9i64..9, 0i64..4), 0..4)
            .prop_map(|spans| spans.into_iter().map(|(back, more)| rest(on(back), on(back - more))).collect())
    }

    fn weekly() -> impl Strategy<Value = Vec<WeeklyRest>> {
        let days = prop::collection::vec(prop::sample::select(vec![Weekday::Mon, Weekday::Wed, Weekday::Sun]), 0..3);
        days.prop_map(|days| vec![WeeklyRest { from: on(60), weekdays: days.into_iter().collect(), declared: on(60) }])
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn never_more_than_the_goal_is_needed(goal in goals(), spans in spans(), weekly in weekly()) {
            let week = week(goal, &[], &Rests { spans, weekly });
            prop_assert!(week.needed <= goal.bounded().number());
        }

        #[test]
        fn a_declared_rest_day_never_makes_it_worse(
            goal in goals(), spans in spans(), weekly in weekly(), done in prop::collection::vec(0i64..9, 0..9), day in -6i64..6,
        ) {
            let before = week(goal, &done, &Rests { spans: spans.clone(), weekly: weekly.clone() });
            let mut more = spans;
            more.push(rest(on(day), on(day)));
            let after = week(goal, &done, &Rests { spans: more, weekly });
            prop_assert_eq!(after.done, before.done);
            prop_assert!(after.needed <= before.needed);
        }

        #[test]
        fn what_is_merged_in_any_order_gives_the_same_week(
            goal in goals(), spans in spans(), weekly in weekly(), done in prop::collection::vec(0i64..9, 0..9),
        ) {
            let one = week(goal, &done, &Rests { spans: spans.clone(), weekly: weekly.clone() });
            let other: Vec<i64> = done.into_iter().rev().collect();
            let spans: Vec<RestDays> = spans.into_iter().rev().collect();
            prop_assert_eq!(one, week(goal, &other, &Rests { spans, weekly }));
        }
    }
}
