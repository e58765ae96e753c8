//! Round trips: out of the history, and back into it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;

use std::collections::HashSet;

use super::*;
use crate::history::{Kind, Scores, Session, StepOutcome, StepRecord};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// Reads a date and time without an offset on the clock of Berlin in winter.
fn here(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(&format!("{}:00+01:00", text.replace(' ', "T"))).ok()
}

fn session() -> Session {
    let step = StepRecord {
        exercise: "chin-tuck".to_owned(),
        areas: vec!["neck".to_owned()],
        secs: 60,
        outcome: StepOutcome::Done,
        ..StepRecord::default()
    };
    let mut session = Session {
        routine: "neck-ease-5".to_owned(),
        title: "Neck ease".to_owned(),
        completed: true,
        planned_secs: 300,
        active_secs: 288,
        steps: vec![step],
        note: Some("=SUM(A1), \"tight\"; left".to_owned()),
        ..Session::default()
    };
    session.set_tension([("neck".to_owned(), Scores { before: Some(6), after: Some(3) })].into());
    session
}

fn records() -> Vec<Record> {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let rest = Kind::Rest { from: day(24), to: day(26), reason: Some("sick".to_owned()) };
    let check_in = Kind::CheckIn { area: "neck".to_owned(), tension: 7, limits_daily_life: true };
    vec![
        Record::new(at("2026-11-23T20:04:27+01:00"), Kind::Session(session())),
        Record::new(at("2026-11-24T08:00:00+01:00"), rest),
        Record::new(at("2026-11-24T09:00:00+01:00"), check_in),
    ]
}

fn found(text: &str) -> Found {
    read(text, &here, &crate::areas::Areas::default())
}

#[test]
fn what_is_exported_as_json_comes_back_whole() {
    let records = records();
    let found = found(&to_json(&records).unwrap());
    assert_eq!((found.records, found.problems), (records, Vec::new()));
}

#[test]
fn the_lines_of_a_history_are_read_too() {
    let lines: Vec<String> = records().iter().map(|record| record.to_line().unwrap()).collect();
    let found = found(&format!("\u{feff}{}\r\nnonsense\n", lines.join("\r\n\r\n")));
    assert_eq!(found.records.len(), 3);
    assert_eq!(found.problems.len(), 1);
    assert!(found.problems[0].starts_with("line 6: "), "{:?}", found.problems);
}

#[test]
fn a_table_holds_the_sessions_and_brings_them_back() {
    let table = to_csv(&records()).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
    let found = found(&table);
    assert_eq!(found.problems, Vec::<String>::new());
    let Kind::Session(back) = &found.records[0].kind else { panic!("a session") };
    let session = session();
    assert_eq!((back.before, back.after, &back.tension), (Some(6), Some(3), &session.tension));
    assert_eq!((&back.title, &back.note, back.active_secs), (&session.title, &session.note, 288));
    assert_eq!((back.steps[0].secs, &back.steps[0].areas), (60, &session.steps[0].areas));
}

#[test]
fn a_spreadsheet_takes_no_text_for_a_formula() {
    let table = to_csv(&records()).unwrap();
    assert!(table.contains("\"'=SUM(A1)"), "{table}");
}

#[test]
fn a_table_of_ones_own_needs_only_a_column_of_moments() {
    let found =
        found("At;Minutes;Title;Areas;Colour\n2026-11-20 07:30;10;Yoga;neck, glutes;blue\n2026-11-21 07:30;;;;\n");
    assert_eq!(found.problems, Vec::<String>::new());
    let Kind::Session(yoga) = &found.records[0].kind else { panic!("a session") };
    assert_eq!((yoga.active_secs, yoga.title.as_str(), yoga.completed), (600, "Yoga", true));
    assert_eq!(yoga.steps.iter().map(|step| step.secs).collect::<Vec<_>>(), [300, 300]);
    assert_eq!(found.records[1].at, at("2026-11-21T07:30:00+01:00"));
}

#[test]
fn the_same_row_has_the_same_id_and_is_taken_in_once() {
    let table = "at,minutes\n2026-11-20 07:30,10\n2026-11-20 07:30,10\n2026-11-20 07:30,11\n";
    let (first, mut second) = (found(table), found(table));
    assert_eq!(second.drop_known(&HashSet::new()), 1, "twice in the file");
    let known: HashSet<&str> = first.records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!((second.drop_known(&known), second.records.len()), (2, 0));
}

#[test]
fn what_makes_no_sense_is_named_by_its_line() {
    let table =
        "at,completed,before\nsoon,yes,1\n2026-11-20 07:30,maybe,1\n2026-11-20 07:30,no,11\n2026-11-20 07:30,no,1\n";
    let found = found(table);
    let told: Vec<&str> = found.problems.iter().map(|problem| &problem[..7]).collect();
    assert_eq!((told, found.records.len()), (vec!["line 2:", "line 3:", "line 4:"], 1));
}

#[test]
fn a_table_without_moments_an_empty_file_and_another_programs_json_are_refused() {
    for text in ["day,minutes\n1,2\n", "", "   \n", "{\"records\": 5}", "{\"supple\":1,\"records\":[{\"v\""] {
        let found = found(text);
        assert!(found.records.is_empty() && found.problems.len() == 1, "{text:?} {:?}", found.problems);
    }
}

#[test]
fn a_calendar_has_sessions_and_whole_days_of_rest() {
    let calendar = to_ical(&records()).replace("\r\n ", "");
    for line in [
        "BEGIN:VCALENDAR",
        "DTSTART:20261123T190427Z",
        "DTEND:20261123T190915Z",
        "SUMMARY:Neck ease",
        "DTSTART;VALUE=DATE:20261124",
        "DTEND;VALUE=DATE:20261127",
        "SUMMARY:Rest: sick",
        "END:VCALENDAR",
    ] {
        assert!(calendar.lines().any(|one| one == line), "{line} in\n{calendar}");
    }
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
}

#[test]
fn nothing_in_a_calendar_can_end_a_line() {
    let title = "Neck\r\nEND:VCALENDAR;,\u{1b}[2J";
    let session = Session { title: title.to_owned(), ..session() };
    let calendar = to_ical(&[Record::new(at("2026-11-23T20:04:27+01:00"), Kind::Session(session))]);
    assert_eq!(calendar.lines().filter(|line| line.starts_with("END:VCALENDAR")).count(), 1);
    assert!(!calendar.contains('\u{1b}'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*|[{}\\[\\]\",:;=a-z0-9\n ]*|at[,;\t]\\PC*\n\\PC*") {
        let found = found(&text);
        prop_assert!(found.records.len() <= text.len());
    }

    #[test]
    fn any_title_and_note_survive_the_table(title in "[ -~äöü]{0,30}", note in "[ -~]{1,60}") {
        let session = Session { title, note: Some(note), ..session() };
        let record = Record::new(at("2026-11-23T20:04:27+01:00"), Kind::Session(session.clone()));
        let found = found(&to_csv(&[record]).unwrap());
        prop_assert_eq!(found.problems, Vec::<String>::new());
        let Kind::Session(back) = &found.records[0].kind else { panic!("a session") };
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !session.title.trim().is_empty() {
            prop_assert_eq!(words(&back.title), words(&session.title));
        }
        prop_assert_eq!(words(back.note.as_deref().unwrap_or_default()), words(session.note.as_deref().unwrap()));
    }
}
