//! Cases that are counted, and those that are not.

use super::*;
use crate::history::record::Session;
use chrono::DateTime;

fn session(at: &str, completed: bool, steps: Vec<StepRecord>) -> Record {
    let active_secs = steps.iter().map(|step| step.secs).sum();
    let session = Session { completed, active_secs, steps, ..Session::default() };
    Record::new(DateTime::parse_from_rfc3339(at).unwrap(), Kind::Session(session))
}

fn step(areas: &[&str], left: u32, right: u32) -> StepRecord {
    let areas = areas.iter().map(|area| (*area).to_owned()).collect();
    StepRecord { areas, left_secs: Some(left), right_secs: Some(right), secs: left + right, ..StepRecord::default() }
}

fn window() -> RangeInclusive<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()..=NaiveDate::from_ymd_opt(2026, 1, 7).unwrap()
}

#[test]
fn seconds_add_up_by_area_side_and_day() {
    let records = [
        session("2026-01-01T12:00:00+01:00", true, vec![step(&["neck", "trapezius"], 30, 20), step(&["neck"], 10, 10)]),
        session("2026-01-02T01:00:00+01:00", false, vec![step(&[], 5, 5)]),
    ];
    let totals = Statistics::count(&records, &window(), 3);
    assert_eq!((totals.sessions, totals.completed, totals.active_secs), (2, 1, 80));
    assert_eq!(totals.areas["neck"], AreaTotal { secs: 70, left_secs: 40, right_secs: 30 });
    assert_eq!(totals.areas["trapezius"], AreaTotal { secs: 50, left_secs: 30, right_secs: 20 });
    assert_eq!(totals.all, AreaTotal { secs: 80, left_secs: 45, right_secs: 35 });
    assert_eq!(totals.days, BTreeMap::from([(*window().start(), 80)]), "one in the morning is still yesterday");
}

#[test]
fn an_area_named_twice_is_served_once() {
    let records = [session("2026-01-01T12:00:00+01:00", true, vec![step(&["neck", "neck"], 30, 30)])];
    assert_eq!(Statistics::count(&records, &window(), 3).areas["neck"].secs, 60);
}

#[test]
fn days_outside_the_window_and_other_kinds_do_not_count() {
    let outside = ["2025-12-31T12:00:00+01:00", "2026-01-08T12:00:00+01:00"];
    let mut records = outside.map(|at| session(at, true, vec![step(&["neck"], 30, 30)])).to_vec();
    records.push(Record::new(records[0].at, Kind::Retract { of: "a".to_owned() }));
    assert_eq!(Statistics::count(&records, &window(), 3), Statistics::default());
}
