//! Examples a person would give, and a slow count written a second time to check the quick one against.

use super::*;
use chrono::TimeZone;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A day of one long month, counted from 1 January 2026.
fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(number - 1)
}

fn active(numbers: impl IntoIterator<Item = i64>) -> BTreeMap<NaiveDate, DayTotal> {
    let total = DayTotal { sessions: 1, completed: 1, seconds: 300 };
    numbers.into_iter().map(|number| (day(number), total)).collect()
}

fn rest(from: i64, to: i64) -> RestDays {
    RestDays { from: day(from), to: day(to), reason: Some("sick".to_owned()), declared: day(1) }
}

fn spans(spans: &[RestDays]) -> Rests {
    Rests { spans: spans.to_vec(), weekly: Vec::new() }
}

fn count(numbers: impl IntoIterator<Item = i64>, rests: &[RestDays], today: i64) -> Streak {
    Streak::count(&active(numbers), &spans(rests), day(today), &Rules::default())
}

fn strict(numbers: impl IntoIterator<Item = i64>, today: i64) -> Streak {
    Streak::count(&active(numbers), &Rests::default(), day(today), &Rules { grace_per_week: 0, ..Rules::default() })
}

fn at(offset_hours: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(offset_hours * 3600).unwrap();
    offset.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap()
}

fn kinds(streak: &Streak) -> Vec<DayKind> {
    streak.days.iter().map(|(_, kind)| kind.clone()).collect()
}

const DONE: DayKind = DayKind::Active { sessions: 1, seconds: 300 };

#[test]
fn no_history_is_no_streak() {
    let streak = count([], &[], 5);
    assert_eq!((streak.current, streak.longest, streak.pending, streak.consistency), (0, 0, false, 0));
    assert_eq!(streak.days, [(day(5), DayKind::Pending)]);
}

#[test]
fn each_active_day_adds_one() {
    let streak = count(1..=5, &[], 5);
    assert_eq!((streak.current, streak.longest, streak.pending, streak.consistency), (5, 5, false, 5));
}

#[test]
fn a_rest_day_bridges_and_does_not_add() {
    let streak = count([1, 2, 5], &[rest(3, 4)], 5);
    assert_eq!((streak.current, streak.bridged_rest, streak.bridged_grace), (3, 2, 0));
}

#[test]
fn a_week_of_rest_bridges_too() {
    assert_eq!(count([1, 12], &[rest(2, 11)], 12).current, 2);
}

#[test]
fn a_rest_day_on_which_one_stretches_counts_as_active() {
    let streak = count(1..=3, &[rest(2, 2)], 3);
    assert_eq!((streak.current, streak.bridged_rest), (3, 0));
}

#[test]
fn one_missed_day_in_seven_is_bridged() {
    let streak = count([1, 2, 4, 5], &[], 5);
    assert_eq!((streak.current, streak.bridged_grace), (4, 1));
}

#[test]
fn two_missed_days_in_seven_end_the_streak() {
    assert_eq!(count([1, 2, 4, 6, 7], &[], 7).current, 3, "the run begins after the first of the two misses");
    assert_eq!(count([1, 2, 5], &[], 5).current, 1);
    assert_eq!(count([1, 2], &[], 5).current, 0);
}

#[test]
fn a_miss_on_the_same_day_of_each_week_is_bridged_for_ever() {
    let all_but_every_seventh = (1..=70).filter(|number| number % 7 != 0);
    let streak = count(all_but_every_seventh, &[], 70);
    assert_eq!((streak.current, streak.pending), (60, true));
}

#[test]
fn misses_six_days_apart_are_one_too_many() {
    assert_eq!(count((1..=12).filter(|number| ![4, 10].contains(number)), &[], 12).current, 7);
    assert_eq!(count((1..=12).filter(|number| ![4, 11].contains(number)), &[], 12).current, 10);
}

#[test]
fn without_grace_one_missed_day_ends_the_streak() {
    assert_eq!(strict([1, 2, 4], 4).current, 1);
    assert_eq!(strict([1, 2, 3], 3).current, 3);
    assert_eq!(strict([1, 2, 3], 5).current, 0);
}

#[test]
fn today_is_pending_until_it_ends() {
    let streak = strict([1, 2, 3], 4);
    assert_eq!((streak.current, streak.pending), (3, true));
    assert_eq!(kinds(&streak), [DONE, DONE, DONE, DayKind::Pending]);
    assert!(!strict([1, 2, 3, 4], 4).pending);
}

#[test]
fn a_rest_day_today_asks_for_nothing() {
    let streak = count([1, 2], &[rest(3, 3)], 3);
    assert_eq!((streak.current, streak.pending), (2, false));
}

fn weekly(from: i64, days: &[chrono::Weekday]) -> WeeklyRest {
    WeeklyRest { from: day(from), weekdays: days.iter().copied().collect(), declared: day(from) }
}

/// 1 January 2026 is a Thursday, so days 3 and 4 are a weekend.
fn with_weekly(numbers: impl IntoIterator<Item = i64>, weekly: Vec<WeeklyRest>, today: i64) -> Streak {
    let rests = Rests { spans: Vec::new(), weekly };
    let strict = Rules { grace_per_week: 0, ..Rules::default() };
    Streak::count(&active(numbers), &rests, day(today), &strict)
}

const WEEKEND: [chrono::Weekday; 2] = [chrono::Weekday::Sat, chrono::Weekday::Sun];

#[test]
fn a_free_weekday_bridges_every_week() {
    let weekdays = (1..=12).filter(|number| ![3, 4, 10, 11].contains(number));
    let streak = with_weekly(weekdays, vec![weekly(1, &WEEKEND)], 12);
    assert_eq!((streak.current, streak.bridged_rest), (8, 4));
    let rest = DayKind::Rest { reason: Some("every Saturday".to_owned()), afterwards: None };
    assert!(kinds(&streak).contains(&rest), "{streak:?}");
}

#[test]
fn a_free_weekday_counts_from_its_day_until_the_next_such_declaration() {
    let ended = vec![weekly(1, &WEEKEND), weekly(8, &[])];
    assert_eq!(with_weekly([1, 2, 5, 6, 7, 8, 9, 12], ended, 12).current, 1, "the second weekend is not free");
    let later = vec![weekly(8, &WEEKEND)];
    assert_eq!(with_weekly([2, 5, 9, 12], later, 12).current, 2, "the first weekend was not free");
}

#[test]
fn a_rest_day_declared_afterwards_is_marked_as_such() {
    let late = RestDays { declared: day(6), ..rest(3, 4) };
    let streak = count([1, 2, 5], &[late], 6);
    let rest = DayKind::Rest { reason: Some("sick".to_owned()), afterwards: Some(day(6)) };
    assert_eq!(kinds(&streak)[2..4], [rest.clone(), rest]);
}

#[test]
fn the_least_that_counts_can_be_chosen() {
    let quarter = DayTotal { sessions: 1, completed: 0, seconds: 90 };
    let days = BTreeMap::from([(day(1), quarter)]);
    let current = |least_secs| {
        let rules = Rules { least_secs, ..Rules::default() };
        Streak::count(&days, &Rests::default(), day(1), &rules).current
    };
    assert_eq!((current(60), current(90), current(120)), (1, 1, 0));
}

#[test]
fn the_next_milestone_is_always_ahead() {
    let next = |current| Streak { current, ..Streak::default() }.next_milestone();
    assert_eq!([0, 2, 3, 27, 28, 364, 365, 400].map(next), [3, 3, 7, 28, 50, 365, 400, 500]);
}

#[test]
fn the_longest_run_is_remembered() {
    let streak = count([1, 2, 3, 4, 10], &[], 10);
    assert_eq!((streak.current, streak.longest), (1, 4));
}

#[test]
fn a_day_counts_with_sixty_seconds_in_all() {
    let minute = days([(at(1, 3, 2, 8, 0), false, 30), (at(1, 3, 2, 20, 0), false, 30)], 3);
    assert!(minute.values().all(|day| day.is_active(60)));
    let less = days([(at(1, 3, 2, 8, 0), false, 59)], 3);
    assert!(!less.values().any(|day| day.is_active(60)));
    let completed = days([(at(1, 3, 2, 8, 0), true, 20)], 3);
    assert!(completed.values().all(|day| day.is_active(60)));
}

#[test]
fn a_session_at_one_in_the_morning_belongs_to_the_day_before() {
    assert_eq!(day_of(at(1, 1, 2, 1, 0), 3), day(1));
    assert_eq!(day_of(at(1, 1, 2, 3, 0), 3), day(2));
    assert_eq!(day_of(at(1, 1, 2, 1, 0), 0), day(2));
}

#[test]
fn flying_west_over_midnight_keeps_the_streak() {
    // Berlin at ten in the evening of the 3rd, then New York on the evening of the 4th.
    let sessions = [at(1, 1, 2, 22, 0), at(1, 1, 3, 22, 0), at(-5, 1, 4, 20, 0)].map(|at| (at, true, 300));
    let rules = Rules { grace_per_week: 0, ..Rules::default() };
    let streak = Streak::count(&days(sessions, 3), &Rests::default(), day(4), &rules);
    assert_eq!(streak.current, 3);
}

#[test]
fn a_session_dated_tomorrow_waits_for_tomorrow() {
    // Auckland on the morning of the 3rd, then Honolulu, where it is still the 2nd.
    let sessions = [at(13, 1, 1, 9, 0), at(13, 1, 2, 9, 0), at(13, 1, 3, 9, 0)].map(|at| (at, true, 300));
    assert_eq!(Streak::count(&days(sessions, 3), &Rests::default(), day(2), &Rules::default()).current, 2);
    assert_eq!(Streak::count(&days(sessions, 3), &Rests::default(), day(3), &Rules::default()).current, 3);
}

#[test]
fn the_explanation_begins_with_the_day_that_broke_the_run() {
    let streak = count([1, 2, 5, 6, 8], &[rest(9, 9)], 10);
    let rest = DayKind::Rest { reason: Some("sick".to_owned()), afterwards: None };
    assert_eq!(streak.days.first().map(|(day, _)| *day), Some(day(4)));
    assert_eq!(kinds(&streak), [DayKind::Missed, DONE, DONE, DayKind::Grace, DONE, rest, DayKind::Pending]);
}

#[test]
fn the_explanation_of_no_streak_begins_with_the_last_active_day() {
    let streak = count([1, 2], &[], 5);
    assert_eq!(kinds(&streak), [DONE, DayKind::Missed, DayKind::Missed, DayKind::Pending]);
}

#[test]
fn the_explanation_is_bounded() {
    assert_eq!(count(1..=1000, &[], 1000).days.len(), 400);
}

#[test]
fn consistency_looks_at_four_weeks() {
    assert_eq!(count(1..=100, &[], 100).consistency, 28);
    assert_eq!(count([72, 73, 100], &[], 100).consistency, 2, "day 72 is the 29th day back");
}

#[test]
fn days_before_1970_and_after_today_are_ignored() {
    let total = DayTotal { sessions: 1, completed: 1, seconds: 300 };
    let mut all = active([1, 2, 3]);
    all.extend([NaiveDate::MIN, NaiveDate::MAX, day(4)].map(|day| (day, total)));
    let streak = Streak::count(&all, &Rests::default(), day(3), &Rules::default());
    assert_eq!((streak.current, streak.longest), (3, 3));
}

#[test]
fn hostile_rests_are_cheap() {
    let wide = RestDays { from: NaiveDate::MIN, to: NaiveDate::MAX, reason: None, declared: day(1) };
    let backwards = RestDays { from: NaiveDate::MAX, to: NaiveDate::MIN, reason: None, declared: day(1) };
    let mut rests = vec![wide; 1000];
    rests.extend(vec![backwards; 1000]);
    let streak = Streak::count(&active([1, 500]), &spans(&rests), day(500), &Rules::default());
    assert_eq!((streak.current, streak.bridged_rest), (2, 498));
    assert_eq!(Streak::count(&active([1]), &spans(&rests[1000..]), day(5), &Rules::default()).bridged_rest, 0);
}

#[test]
fn any_day_may_be_today() {
    for today in [NaiveDate::MIN, NaiveDate::default(), NaiveDate::from_ymd_opt(9999, 12, 31).unwrap()] {
        let streak = Streak::count(
            &active([1, 2]),
            &Rests::default(),
            today,
            &Rules { day_start_hour: 99, grace_per_week: 99, least_secs: 60 },
        );
        assert!(streak.days.len() <= 400);
    }
    assert_eq!(day_of(DateTime::<FixedOffset>::MIN_UTC.fixed_offset(), 99), NaiveDate::MIN);
}

/// The definition, word for word: every interval, every week in it.
fn slowly(active: &BTreeSet<i64>, rests: &[(i64, i64)], today: i64, grace: usize) -> (u32, u32) {
    let is_miss =
        |day: i64| !active.contains(&day) && !rests.iter().any(|(from, to)| *from <= day && day <= *to) && day != today;
    let is_run = |from: i64, to: i64| {
        active.contains(&from)
            && (from - 6..=to)
                .all(|week| (week..week + 7).filter(|day| (from..=to).contains(day) && is_miss(*day)).count() <= grace)
    };
    let longest_until = |to: i64| {
        (1..=to).filter(|from| is_run(*from, to)).map(|from| active.range(from..=to).count()).max().unwrap_or(0)
    };
    let longest = (1..=today).map(longest_until).max().unwrap_or(0);
    (u32::try_from(longest_until(today)).unwrap(), u32::try_from(longest).unwrap())
}

proptest! {
    #[test]
    fn a_free_weekday_is_a_rest_day_on_each_of_its_days(
        active_days in prop::collection::btree_set(1..=60i64, 0..60),
        set in 0..128u8,
        from in 1..=60i64,
        ends in 1..=90i64,
        today in 1..=60i64,
        grace in 0..=6u8,
    ) {
        let week = [
            chrono::Weekday::Mon,
            chrono::Weekday::Tue,
            chrono::Weekday::Wed,
            chrono::Weekday::Thu,
            chrono::Weekday::Fri,
            chrono::Weekday::Sat,
            chrono::Weekday::Sun,
        ];
        let free: Vec<_> = week.into_iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, day)| day).collect();
        let by_weekday = Rests { spans: Vec::new(), weekly: vec![weekly(ends, &[]), weekly(from, &free)] };
        // The same, each day by itself.
        let in_force = |number: i64| number >= from && (number < ends || ends <= from);
        let single = (1..=60).filter(|number| in_force(*number) && free.contains(&day(*number).weekday()));
        let by_day: Vec<_> = single.map(|number| rest(number, number)).collect();
        let rules = Rules { grace_per_week: grace, ..Rules::default() };
        let count = |rests: &Rests| {
            let streak = Streak::count(&active(active_days.iter().copied()), rests, day(today), &rules);
            (streak.current, streak.longest, streak.pending, streak.bridged_rest, streak.bridged_grace)
        };
        // Of two from the same day, the later in the list holds.
        prop_assert_eq!(count(&by_weekday), count(&spans(&by_day)));
    }

    #[test]
    fn the_quick_count_is_the_slow_count(
        active_days in prop::collection::btree_set(1..=45i64, 0..45),
        rests in prop::collection::vec((1..=45i64, -3..8i64), 0..4),
        today in 1..=45i64,
        grace in 0..=6u8,
    ) {
        let rests: Vec<_> = rests.into_iter().map(|(from, length)| (from, from + length)).collect();
        let declared: Vec<_> = rests.iter().map(|(from, to)| rest(*from, *to)).collect();
        let rules = Rules { grace_per_week: grace, ..Rules::default() };
        let streak = Streak::count(&active(active_days.iter().copied()), &spans(&declared), day(today), &rules);
        let (current, longest) = slowly(&active_days, &rests, today, usize::from(grace));
        prop_assert_eq!((streak.current, streak.longest), (current, longest));
        prop_assert!(streak.longest >= streak.current);
        let recent = active_days.range((today - 27).max(0)..=today).count();
        prop_assert_eq!(streak.consistency as usize, recent);
        let counted = |wanted: fn(&DayKind) -> bool| streak.days.iter().filter(|(_, kind)| wanted(kind)).count();
        prop_assert_eq!(counted(|kind| *kind == DayKind::Grace), streak.bridged_grace as usize);
        let free = rests.iter().any(|(from, to)| (*from..=*to).contains(&today));
        prop_assert_eq!(streak.pending, current > 0 && !free && !active_days.contains(&today));
    }

    #[test]
    fn the_same_local_times_give_the_same_streak_in_every_zone(
        hours in prop::collection::vec(0..24u32, 1..28),
        offset in -12..=14i32,
        change in 0..28usize,
        day_start_hour in 0..=23u8,
    ) {
        // One session a day; the zone's offset changes by an hour part-way, as it does in spring and autumn.
        let sessions = |zone: &dyn Fn(usize) -> i32| {
            let sessions = hours.iter().enumerate().map(|(index, hour)| {
                let local = day(1 + i64::try_from(index).unwrap()).and_hms_opt(*hour, 30, 0).unwrap();
                let offset = FixedOffset::east_opt(zone(index) * 3600).unwrap();
                (local.and_local_timezone(offset).unwrap(), true, 300)
            });
            days(sessions, day_start_hour)
        };
        let there = sessions(&|index| if index < change { offset } else { offset.saturating_sub(1) });
        prop_assert_eq!(there, sessions(&|_| 0));
    }

    #[test]
    fn consecutive_local_days_are_consecutive_over_a_clock_change(
        hour in 0..24u32,
        offset in -11..=14i32,
        count in 2..20usize,
        change in 0..20usize,
        day_start_hour in 0..=23u8,
    ) {
        let sessions = (0..count).map(|index| {
            let hours = if index < change { offset } else { offset - 1 };
            let local = day(1 + i64::try_from(index).unwrap()).and_hms_opt(hour, 0, 0).unwrap();
            (local.and_local_timezone(FixedOffset::east_opt(hours * 3600).unwrap()).unwrap(), true, 300)
        });
        let days = days(sessions, day_start_hour);
        let today = *days.keys().last().unwrap();
        let rules = Rules { day_start_hour, grace_per_week: 0, ..Rules::default() };
        prop_assert_eq!(Streak::count(&days, &Rests::default(), today, &rules).current as usize, count);
    }
}
