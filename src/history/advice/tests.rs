//! For each rule the case in which it speaks, and the nearest one in which it is quiet.

use super::*;
use crate::history::record::{Ouch, Session, StepOutcome, StepRecord, Symptoms};
use proptest::prelude::*;

/// Noon, so many days ago. Today is 31 October.
fn at(ago: i64) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-10-31T12:00:00+01:00").unwrap() - TimeDelta::days(ago)
}

fn today() -> NaiveDate {
    at(0).date_naive()
}

fn check_in(ago: i64, area: &str, tension: u8, limits_daily_life: bool) -> Record {
    Record::new(at(ago), Kind::CheckIn { area: area.to_owned(), tension, limits_daily_life })
}

fn neck(scores: &[(i64, u8)]) -> Vec<Record> {
    scores.iter().map(|(ago, tension)| check_in(*ago, "neck", *tension, false)).collect()
}

fn hurt(ago: i64, area: &str, kind: Option<Hurt>) -> Record {
    let ouches = vec![Ouch { kind, ..Ouch::default() }];
    let step = StepRecord { areas: vec![area.to_owned()], secs: 30, ouches, ..StepRecord::default() };
    Record::new(at(ago), Kind::Session(Session { steps: vec![step], ..Session::default() }))
}

fn session(ago: i64, before: Option<u8>, after: Option<u8>) -> Record {
    let step = StepRecord { areas: vec!["neck".to_owned()], secs: 30, ..StepRecord::default() };
    Record::new(at(ago), Kind::Session(Session { steps: vec![step], before, after, ..Session::default() }))
}

/// The words of the rules that speak of the neck.
fn words(records: &[Record]) -> Vec<&'static str> {
    advice(records, today(), 3).iter().filter(|one| one.area == "neck").map(|one| one.rule.word()).collect()
}

fn speaks(word: &str, records: &[Record]) -> bool {
    words(records).contains(&word)
}

#[test]
fn a_session_stopped_for_signs_that_need_help_speaks_for_two_weeks() {
    assert!(speaks("alarm", &[hurt(13, "neck", Some(Hurt::Emergency))]));
    assert!(!speaks("alarm", &[hurt(14, "neck", Some(Hurt::Emergency))]));
    assert!(!speaks("alarm", &[hurt(0, "neck", Some(Hurt::Sharp))]));
}

#[test]
fn what_a_person_says_has_lasted_for_weeks_lasts_until_a_mild_day() {
    let told = |ago: i64, days: i64| {
        let since = Some(today() - TimeDelta::days(days));
        let symptoms = Symptoms { since, pain: Some(5), ..Symptoms::of("neck") };
        Record::new(at(ago), Kind::Symptoms(symptoms))
    };
    assert!(speaks("lasting", &[told(0, 21)]));
    assert!(!speaks("lasting", &[told(0, 5)]));
    let mut better = neck(&[(1, 2), (0, 4)]);
    better.push(told(3, 21));
    assert!(!speaks("lasting", &better));
}

#[test]
fn sharp_pain_speaks_the_first_time() {
    assert!(speaks("sharp", &[hurt(13, "neck", Some(Hurt::Sharp))]));
    assert!(!speaks("sharp", &[hurt(14, "neck", Some(Hurt::Sharp))]));
    assert!(!speaks("sharp", &[hurt(0, "neck", Some(Hurt::Pull))]));
}

#[test]
fn signs_in_an_exercise_for_no_area_are_not_lost() {
    let mut record = hurt(0, "neck", Some(Hurt::Emergency));
    if let Kind::Session(session) = &mut record.kind {
        session.steps[0].areas.clear();
    }
    let advice = advice(&[record], today(), 3);
    assert_eq!((advice[0].area.as_str(), advice[0].rule), ("", Rule::Alarm));
}

#[test]
fn a_limited_daily_life_speaks_whatever_the_score() {
    assert!(speaks("daily-life", &[check_in(13, "neck", 0, true)]));
    assert!(!speaks("daily-life", &[check_in(14, "neck", 0, true)]));
    assert!(!speaks("daily-life", &[check_in(0, "neck", 3, false)]));
}

#[test]
fn tingling_in_a_limb_and_pain_at_night_speak_for_two_weeks_and_a_no_does_not() {
    let told = |ago, in_limb, at_night| {
        let symptoms = Symptoms { area: "neck".to_owned(), in_limb, at_night, ..Symptoms::default() };
        Record::new(at(ago), Kind::Symptoms(symptoms))
    };
    assert_eq!(words(&[told(13, Some(true), Some(true))]), ["in-limb", "at-night"]);
    assert_eq!(words(&[told(14, Some(true), Some(true))]), Vec::<&str>::new());
    assert_eq!(words(&[told(0, Some(false), None)]), Vec::<&str>::new());
}

#[test]
fn pain_that_is_told_beside_the_tension_counts_as_well() {
    let told = |ago| {
        Record::new(at(ago), Kind::Symptoms(Symptoms { area: "neck".to_owned(), pain: Some(8), ..Symptoms::default() }))
    };
    assert!(speaks("out-of-control", &[told(0), told(2), told(4)]));
}

#[test]
fn three_severe_days_of_seven_are_not_under_control() {
    assert!(speaks("out-of-control", &neck(&[(0, 7), (3, 7), (6, 7)])));
    assert!(!speaks("out-of-control", &neck(&[(0, 7), (3, 6), (6, 7)])));
    assert!(!speaks("out-of-control", &neck(&[(0, 7), (3, 7), (7, 7)])));
    let twice_a_day = neck(&[(0, 9), (0, 9), (0, 9), (3, 9)]);
    assert!(!speaks("out-of-control", &twice_a_day), "days count, not reports");
}

#[test]
fn a_weekly_mean_that_rises_by_three_speaks() {
    assert!(speaks("rising", &neck(&[(8, 1), (10, 1), (1, 4), (3, 4)])));
    assert!(!speaks("rising", &neck(&[(8, 1), (10, 2), (1, 4), (3, 4)])));
    assert!(!speaks("rising", &neck(&[(8, 1), (1, 4), (3, 4)])), "one day is no mean");
}

#[test]
fn three_times_that_it_hurt_in_two_weeks_speak() {
    let pull = Some(Hurt::Pull);
    assert!(speaks("ouches", &[hurt(0, "neck", pull), hurt(5, "neck", None), hurt(13, "neck", pull)]));
    assert!(!speaks("ouches", &[hurt(0, "neck", pull), hurt(5, "neck", None), hurt(14, "neck", pull)]));
    assert!(!speaks("ouches", &[hurt(0, "neck", pull), hurt(5, "neck", None), hurt(6, "glutes", pull)]));
}

#[test]
fn an_exercise_that_was_stopped_before_each_time_was_kept_counts_once() {
    let stopped = |ago| {
        let mut record = hurt(ago, "neck", None);
        if let Kind::Session(session) = &mut record.kind {
            session.steps[0].ouches.clear();
            session.steps[0].outcome = StepOutcome::Stopped;
        }
        record
    };
    assert!(speaks("ouches", &[stopped(0), stopped(1), stopped(2)]));
    assert!(!speaks("ouches", &[stopped(0), stopped(1)]));
}

#[test]
fn what_stays_above_mild_for_more_than_a_week_lasts() {
    assert!(speaks("lasting", &neck(&[(0, 4), (10, 4)])));
    assert!(!speaks("lasting", &neck(&[(0, 4), (9, 4)])));
    assert!(speaks("lasting", &neck(&[(0, 7), (7, 7)])), "severe for a week");
    assert!(!speaks("lasting", &neck(&[(0, 7), (6, 7)])));
    assert!(!speaks("lasting", &neck(&[(0, 4), (5, 3), (10, 4)])));
    assert!(!speaks("lasting", &neck(&[(0, 3), (5, 4), (15, 4)])), "it is over");
    assert!(!speaks("lasting", &neck(&[(14, 4), (24, 4)])), "nothing is known of the last two weeks");
    assert!(!speaks("lasting", &neck(&[(0, 4), (29, 4)])), "nothing is known of the four weeks between");
}

#[test]
fn relief_right_after_a_session_is_not_the_end_of_it() {
    assert!(speaks("lasting", &[session(0, Some(5), Some(1)), session(10, Some(5), Some(1))]));
}

#[test]
fn most_days_of_two_weeks_above_mild_speak() {
    assert!(speaks("mostly-high", &neck(&[(13, 5), (10, 4), (6, 3), (4, 6)])));
    assert!(!speaks("mostly-high", &neck(&[(13, 5), (10, 4), (6, 3), (4, 3)])), "half is not most");
    assert!(!speaks("mostly-high", &neck(&[(13, 8), (9, 8), (2, 8)])), "three are too few");
    assert!(!speaks("mostly-high", &neck(&[(13, 8), (12, 8), (9, 8), (5, 8)])), "nine days are too short");
}

#[test]
fn four_weeks_of_sessions_that_change_nothing_speak() {
    let weeks = |first: u8, last: u8| -> Vec<Record> {
        [(27, first), (25, first), (18, 2), (11, 2), (3, last), (1, last)]
            .map(|(ago, score)| session(ago, Some(score), None))
            .into()
    };
    assert!(speaks("no-better", &weeks(5, 4)));
    assert!(!speaks("no-better", &weeks(6, 4)), "two less is better");
    assert!(!speaks("no-better", &weeks(3, 3)), "mild needs nobody");
    let mut without_sessions = weeks(5, 4);
    without_sessions.remove(2);
    assert!(!speaks("no-better", &without_sessions), "a week without a session");
}

#[test]
fn the_logs_that_were_silent_before_speak() {
    let weekly: Vec<(i64, u8)> = (0..10).map(|week| (week * 7, 8)).collect();
    let daily: Vec<(i64, u8)> = (0..9).map(|ago| (ago, 9)).collect();
    let rising: Vec<(i64, u8)> = (0..10).map(|ago| (ago, 10 - u8::try_from(ago).unwrap())).collect();
    assert!(speaks("lasting", &neck(&weekly)));
    assert!(speaks("out-of-control", &neck(&daily)));
    assert_eq!(words(&neck(&rising)), ["out-of-control", "rising", "mostly-high"]);
    let stopped: Vec<Record> = (0..14).map(|ago| hurt(ago, "neck", None)).collect();
    assert!(speaks("ouches", &stopped));
    let after: Vec<Record> = (0..14).map(|ago| session(ago, None, Some(8))).collect();
    assert!(speaks("out-of-control", &after) && speaks("lasting", &after));
}

#[test]
fn each_area_speaks_for_itself_the_most_urgent_first() {
    let mut records = neck(&[(0, 7), (3, 7), (6, 7)]);
    records.push(check_in(0, "lower-back", 9, true));
    let all = advice(&records, today(), 3);
    let told: Vec<(&str, &str)> = all.iter().map(|one| (one.area.as_str(), one.rule.word())).collect();
    assert_eq!(told, [("lower-back", "daily-life"), ("neck", "out-of-control")]);
}

#[test]
fn what_is_yet_to_come_does_not_speak() {
    assert_eq!(words(&[check_in(-1, "neck", 9, true)]), Vec::<&str>::new());
}

#[test]
fn advice_is_shown_once_a_week_for_an_area_and_a_rule() {
    let now = at(0);
    let of = |records: &[Record]| advice(records, today(), 3);
    let neck = of(&neck(&[(0, 7), (3, 7), (6, 7)]));
    let mut shown = Shown::default();
    assert!(shown.lacks(&neck[0], now));
    shown.add(&neck, now);
    assert!(!shown.lacks(&neck[0], now + TimeDelta::days(6)));
    assert!(shown.lacks(&neck[0], now + TimeDelta::days(7)));
    let back = of(&[0, 3, 6].map(|ago| check_in(ago, "lower-back", 8, false)));
    assert!(shown.lacks(&back[0], now), "another area");
    assert!(shown.lacks(&of(&[check_in(0, "neck", 8, true)])[0], now), "another rule");
}

#[test]
fn a_limited_daily_life_is_never_swallowed() {
    let limited = |ago| advice(&[check_in(ago, "neck", 8, true)], today(), 3);
    let mut shown = Shown::default();
    shown.add(&limited(0), at(0));
    assert!(!shown.lacks(&limited(0)[0], at(0) + TimeDelta::hours(1)), "no news");
    let mut again = limited(0);
    again[0].latest = at(0) + TimeDelta::minutes(10);
    assert!(shown.lacks(&again[0], at(0) + TimeDelta::hours(1)), "said again");
    assert!(shown.lacks(&limited(0)[0], at(0) + TimeDelta::days(1)), "the next day");
}

#[test]
fn signs_that_need_help_are_told_every_day_until_two_weeks_are_over() {
    let alarm = advice(&[hurt(0, "neck", Some(Hurt::Emergency))], today(), 3);
    let mut shown = Shown::default();
    shown.add(&alarm, at(0));
    assert!(!shown.lacks(&alarm[0], at(0) + TimeDelta::hours(1)));
    assert!(shown.lacks(&alarm[0], at(0) + TimeDelta::days(1)));
}

fn a_history() -> impl Strategy<Value = Vec<Record>> {
    let score = prop_oneof![3 => 0u8..=10, 1 => 4u8..=7];
    let one = prop_oneof![
        4 => (0i64..40, score.clone(), prop::bool::weighted(0.05))
            .prop_map(|(ago, tension, limits)| check_in(ago, "neck", tension, limits)),
        2 => (0i64..40, prop::option::of(score.clone()), prop::option::of(score))
            .prop_map(|(ago, before, after)| session(ago, before, after)),
        1 => (0i64..40, prop::option::of(0usize..3))
            .prop_map(|(ago, kind)| hurt(ago, "neck", kind.map(|kind| Hurt::ALL[kind]))),
    ];
    prop::collection::vec(one, 0..20)
}

/// The record with every score raised.
fn worse(record: &Record, by: u8) -> Record {
    let mut record = record.clone();
    match &mut record.kind {
        Kind::CheckIn { tension, .. } => *tension = (*tension + by).min(10),
        Kind::Session(session) => {
            for score in [&mut session.before, &mut session.after] {
                *score = score.map(|score| (score + by).min(10));
            }
        }
        _ => {}
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_or_worse_pain_never_means_less_advice(
        records in a_history(), which in any::<prop::sample::Index>(), by in 1u8..=10, ago in 0i64..7, kind in 0usize..3
    ) {
        let before = words(&records);
        // Worse: a score of the last seven days is higher, or an older one; that only a comparison with it may forget.
        if !records.is_empty() {
            let which = which.index(records.len());
            let mut changed = records.clone();
            changed[which] = worse(&records[which], by);
            let is_recent = records[which].at >= at(6);
            let after = words(&changed);
            for word in &before {
                let compares = matches!(*word, "rising" | "no-better");
                prop_assert!(after.contains(word) || (compares && !is_recent), "{word} is gone: {records:?}");
            }
        }
        // More: another ouch, another report that it limits daily life, another day as bad as the worst.
        let worst = records.iter().filter_map(|record| match &record.kind {
            Kind::CheckIn { tension, .. } => Some(*tension),
            Kind::Session(session) => session.before.max(session.after),
            _ => None,
        }).max().unwrap_or(0);
        for more in [
            hurt(ago, "neck", Some(Hurt::ALL[kind])),
            check_in(ago, "neck", worst, true),
            check_in(ago, "neck", worst, false),
        ] {
            let more: Vec<Record> = records.iter().cloned().chain([more]).collect();
            let after = words(&more);
            prop_assert!(before.iter().all(|word| after.contains(word)), "{before:?} {after:?}");
        }
    }
}

/// `SUPPLE_INPUTS=10000` tries ten thousand histories.
fn cases() -> u32 {
    std::env::var("SUPPLE_INPUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(512)
}
