//! Means of what was told.

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

fn session(day: u32, areas: &[&str], before: Option<u8>, after: Option<u8>) -> Record {
    let step = |area: &&str| StepRecord { areas: vec![(*area).to_owned()], secs: 30, ..StepRecord::default() };
    let steps = areas.iter().map(step).collect();
    Record::new(at(day), Kind::Session(Session { steps, before, after, ..Session::default() }))
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
        Comfort {
            before: Some(4.5),
            after: Some(2.0),
            sessions: 2,
            change: Some(-4.0),
            pair: Some((6.0, 2.0)),
            both: 1
        }
    );
    assert_eq!(
        means["glutes"],
        Comfort {
            before: Some(6.0),
            after: Some(2.0),
            sessions: 1,
            change: Some(-4.0),
            pair: Some((6.0, 2.0)),
            both: 1
        }
    );
}
