//! Cases in which to speak, and in which to be quiet.

use super::*;
use crate::history::record::{Session, StepRecord};
use chrono::{DateTime, FixedOffset};

/// Noon of a day of January.
fn at(day: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-01-{day:02}T12:00:00+01:00")).unwrap()
}

fn january(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
}

fn check_in(day: u32, area: &str, tension: u8) -> Record {
    Record::new(at(day), Kind::CheckIn { area: area.to_owned(), tension, limits_daily_life: false })
}

fn session(day: u32, areas: &[&str], before: Option<u8>, after: Option<u8>) -> Record {
    let step = |area: &&str| StepRecord { areas: vec![(*area).to_owned()], secs: 30, ..StepRecord::default() };
    let steps = areas.iter().map(step).collect();
    Record::new(at(day), Kind::Session(Session { steps, before, after, ..Session::default() }))
}

fn necks(scores: &[(u32, u8)]) -> Vec<Record> {
    scores.iter().map(|(day, tension)| check_in(*day, "neck", *tension)).collect()
}

fn asked(records: &[Record], today: u32) -> Option<Advice> {
    advice(records, january(today), 3)
}

fn neck(high: u32, of: u32) -> Advice {
    Advice { area: "neck".to_owned(), why: Why::HighTension { high, of } }
}

#[test]
fn high_tension_on_most_check_ins_of_two_weeks_asks_for_a_clinician() {
    assert_eq!(asked(&necks(&[(1, 5), (4, 4), (8, 3), (10, 6)]), 14), Some(neck(3, 4)));
}

#[test]
fn half_of_the_check_ins_is_not_most() {
    assert_eq!(asked(&necks(&[(1, 5), (4, 4), (8, 3), (10, 3)]), 14), None);
}

#[test]
fn three_check_ins_are_too_few() {
    assert_eq!(asked(&necks(&[(1, 8), (5, 8), (12, 8)]), 14), None);
}

#[test]
fn one_bad_week_is_not_two() {
    assert_eq!(asked(&necks(&[(1, 8), (2, 8), (5, 8), (9, 8)]), 14), None, "nine days");
    assert_eq!(asked(&necks(&[(1, 8), (2, 8), (5, 8), (10, 8)]), 14), Some(neck(4, 4)), "ten days");
}

#[test]
fn a_session_right_after_a_check_in_is_not_a_second_one() {
    let mut records = necks(&[(1, 5), (8, 3), (12, 3)]);
    let mut after = session(1, &["neck"], Some(5), None);
    after.at += TimeDelta::minutes(20);
    records.push(after.clone());
    assert_eq!(asked(&records, 14), None, "three check-ins");
    after.at += TimeDelta::minutes(20);
    records.extend([after, session(4, &["neck"], Some(5), None)]);
    assert_eq!(asked(&records, 14), Some(neck(3, 5)), "the second of two sessions has its own");
}

#[test]
fn what_is_older_than_two_weeks_or_yet_to_come_does_not_speak() {
    let scores = necks(&[(1, 8), (4, 8), (8, 8), (10, 8)]);
    assert_eq!(asked(&scores, 15), None, "the first is fifteen days old");
    assert_eq!(asked(&scores, 9), None, "the last is tomorrow's");
}

#[test]
fn the_score_before_a_session_is_a_check_in_of_its_areas() {
    let sessions: Vec<Record> =
        [1, 5, 9, 12].map(|day| session(day, &["neck", "neck", "glutes"], Some(6), Some(1))).into();
    assert_eq!(asked(&sessions, 14).unwrap().area, "glutes", "of equals the first by name");
    assert_eq!(asked(&sessions, 14).unwrap().why, Why::HighTension { high: 4, of: 4 });
    let unscored: Vec<Record> = [1, 5, 9, 12].map(|day| session(day, &["neck"], None, Some(6))).into();
    assert_eq!(asked(&unscored, 14), None);
}

#[test]
fn areas_are_not_mixed() {
    let mut scores = necks(&[(1, 8), (12, 8)]);
    scores.extend([check_in(5, "glutes", 8), check_in(8, "glutes", 8)]);
    assert_eq!(asked(&scores, 14), None);
}

#[test]
fn a_limited_daily_life_speaks_at_once_and_first() {
    let mut records = necks(&[(1, 8), (4, 8), (8, 8), (12, 8)]);
    let kind = Kind::CheckIn { area: "lower-back".to_owned(), tension: 2, limits_daily_life: true };
    records.push(Record::new(at(13), kind));
    let advice = Some(Advice { area: "lower-back".to_owned(), why: Why::LimitsDailyLife });
    assert_eq!(asked(&records, 14), advice);
    assert_eq!(asked(&records, 26), advice);
    assert_eq!(asked(&records, 27), None);
}

#[test]
fn means_are_taken_of_what_was_given() {
    let sessions = [
        session(1, &["neck", "glutes"], Some(6), Some(2)),
        session(2, &["neck"], Some(3), None),
        session(3, &["neck"], None, None),
        session(9, &["neck"], Some(10), Some(10)),
    ];
    let means = by_area(&sessions, &(january(1)..=january(8)), 3);
    assert_eq!(
        means["neck"],
        Comfort { before: Some(4.5), after: Some(2.0), sessions: 2, change: Some(-4.0), both: 1 }
    );
    assert_eq!(
        means["glutes"],
        Comfort { before: Some(6.0), after: Some(2.0), sessions: 1, change: Some(-4.0), both: 1 }
    );
}
