//! Tests of the report to a clinician.

use chrono::DateTime;

use super::*;
use crate::history::{Ouch, Scores, Session, StepRecord};
use crate::practice::{Hurt, Side};

fn at(day: u32) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T12:00:00+01:00")).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn session(day: u32, note: Option<&str>) -> Record {
    let step = |exercise: &str, outcome| StepRecord {
        exercise: exercise.to_owned(),
        areas: vec!["neck".to_owned()],
        left_secs: Some(120),
        right_secs: Some(60),
        secs: 180,
        outcome,
        ouches: Vec::new(),
    };
    let mut session = Session {
        completed: true,
        active_secs: 360,
        steps: vec![step("upper-trap-stretch", StepOutcome::Done), step("<b>own</b>", StepOutcome::Stopped)],
        note: note.map(str::to_owned),
        ..Session::default()
    };
    session.set_tension([("neck".to_owned(), Scores { before: Some(6), after: Some(4) })].into());
    Record::new(at(day), Kind::Session(session))
}

fn report(records: &[Record]) -> Report {
    Report::of(records, &Library::built_in(), &Library::texts(), today(), Weekday::Mon, 3)
}

fn two_weeks() -> Vec<Record> {
    [11, 14, 18, 22].map(|day| session(day, Some("tight | <script>alert(1)</script> *left*"))).into()
}

#[test]
fn the_page_tells_what_the_log_shows() {
    let text = report(&two_weeks()).markdown();
    for part in [
        "4 sessions on 4 days",
        "**Neck: there for 12 days, since 11 Nov, and still 4 or more of 10.**",
        "| Neck | mean 5.0, worst 6, -2.0 per session | not recorded | not recorded | not recorded | not recorded | not recorded | 2 min a week (left 16, right 8 in all) |",
        "| 2026-11-16 | 6.0 |",
        "## What hurt during exercises",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn texts_from_the_log_are_only_text() {
    let report = report(&two_weeks());
    let (page, text) = (report.html(), report.markdown());
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
    assert!(!page.contains("<b>own") && !text.contains("<script>") && text.contains("\\|"));
}

#[test]
fn the_page_needs_no_other_file() {
    let page = report(&two_weeks()).html();
    assert!(page.matches("<svg").count() == 2 && page.matches("</svg>").count() == 2);
    for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
        let told = page.replace("http://www.w3.org", "").replace("src=\"data:image/png;base64,", "");
        assert!(!told.contains(outside), "{outside}");
    }
}

#[test]
fn the_body_is_coloured_where_it_was_tense_and_says_so_in_words() {
    let page = report(&two_weeks()).html();
    assert_eq!(page.matches("<img alt=\"").count(), 2);
    assert!(page.contains("<img alt=\"The back of the body: neck 6.0\"") && page.contains("check-ins: neck 6.0."));
    let untold = Record::new(at(20), Kind::Session(Session { active_secs: 60, ..Session::default() }));
    assert!(!report(&[untold]).html().contains("<img"));
}

#[test]
fn an_empty_log_makes_a_page_without_charts() {
    let report = report(&[]);
    assert!(report.markdown().contains("0 sessions on") && !report.html().contains("<svg"));
}

#[test]
fn what_limits_daily_life_is_listed_by_day() {
    let kind = Kind::CheckIn { area: "lower-back".to_owned(), tension: 8, limits_daily_life: true };
    let text = report(&[Record::new(at(20), kind)]).markdown();
    assert!(text.contains("- 2026-11-20: lower back, tension 8, limits daily life"), "{text}");
}

#[test]
fn each_time_it_hurt_is_told_with_its_side_kind_and_strength() {
    let ouches = vec![Ouch { after_secs: 95, side: Some(Side::Left), kind: Some(Hurt::Sharp), score: Some(7) }];
    let step = StepRecord { exercise: "chin-tuck".to_owned(), ouches, ..StepRecord::default() };
    let record = Record::new(at(20), Kind::Session(Session { steps: vec![step], ..Session::default() }));
    let text = report(&[record]).markdown();
    let told = "2026-11-20: Chin tuck";
    assert!(
        text.contains(told) && text.contains("sharp, spreading, tingling or numb, left side, 7 of 10, at 1:35"),
        "{text}"
    );
}

#[test]
fn details_of_an_area_and_what_the_person_can_do_are_told_with_their_trend() {
    let details = |day, symptoms| Record::new(at(day), Kind::Symptoms(symptoms));
    let neck = || Symptoms { area: "neck".to_owned(), ..Symptoms::default() };
    let since = NaiveDate::from_ymd_opt(2026, 10, 1);
    let can = |day, score| Record::new(at(day), Kind::Function { what: "look over the shoulder".to_owned(), score });
    let records = [
        details(10, Symptoms { pain: Some(7), side: Some(WhichSide::Right), since, ..neck() }),
        can(11, 4),
        details(20, Symptoms { pain: Some(4), at_night: Some(true), in_limb: Some(false), ..neck() }),
        can(21, 6),
    ];
    let text = report(&records).markdown();
    for part in [
        "| Neck | not recorded | mean 5.5, worst 7 | right | 2026-10-01 | yes | no |",
        "- look over the shoulder: 4 of 10 (2026-11-11), now 6 (2026-11-21)",
        "- 2026-11-20: neck, pain 4",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn what_a_patient_is_told_in_an_emergency_is_not_for_a_clinician() {
    let report = report(&two_weeks());
    for text in [report.markdown(), report.html()] {
        assert!(!text.contains("emergency") && !text.contains("Get help"), "{text}");
    }
}

#[test]
fn a_pain_that_was_told_with_a_tension_stands_beside_it() {
    let check_in = Kind::CheckIn { area: "neck".to_owned(), tension: 6, limits_daily_life: false };
    let symptoms = Symptoms { area: "neck".to_owned(), pain: Some(4), ..Symptoms::default() };
    let records = [Record::new(at(20), check_in), Record::new(at(20), Kind::Symptoms(symptoms))];
    assert!(report(&records).markdown().contains("- 2026-11-20: neck, tension 6, pain 4\n"));
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let check_in = |_| {
        let kind = Kind::CheckIn { area: "neck".to_owned(), tension: 3, limits_daily_life: false };
        Record::new(at(20), kind)
    };
    let records: Vec<Record> = (0..30).map(check_in).collect();
    assert!(report(&records).markdown().contains("- and 10 older ones"));
}

#[test]
fn what_is_older_than_twelve_weeks_is_left_out() {
    let old = DateTime::parse_from_rfc3339("2026-08-01T12:00:00+01:00").unwrap();
    let mut record = session(1, None);
    record.at = old;
    assert!(report(&[record]).markdown().contains("0 sessions on"));
}
