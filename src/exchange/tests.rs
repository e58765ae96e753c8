//! Round trips: out of the history, and back into it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use proptest::prelude::*;

use std::collections::HashSet;

use super::*;
use crate::areas::Areas;
use crate::history::{Kind, Scores, Session, StepOutcome, StepRecord};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// A date and time without an offset, on the clock of Berlin in winter.
fn berlin(civil: NaiveDateTime) -> Result<DateTime<FixedOffset>, String> {
    let offset = FixedOffset::east_opt(3600).unwrap();
    offset.from_local_datetime(&civil).single().ok_or_else(|| "never".to_owned())
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

/// The records, without their places.
fn kept(found: Found) -> Vec<Record> {
    found.records.into_iter().map(|(_, record)| record).collect()
}

fn found(text: &str) -> Found {
    let known = |name: &str| (name == "neck-ease-5").then(session);
    read(text, &Here { moment: &berlin, areas: &Areas::default(), routine: &known })
}

#[test]
fn what_is_exported_as_json_comes_back_whole() {
    let records = records();
    let found = found(&to_json(&records).unwrap());
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(kept(found), records);
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
    assert_eq!(table.lines().count(), 4, "{table}");
    let found = found(&table);
    assert_eq!(found.problems, Vec::<String>::new());
    let Kind::Session(back) = &found.records[0].1.kind else { panic!("a session") };
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
    let Kind::Session(yoga) = &found.records[0].1.kind else { panic!("a session") };
    assert_eq!((yoga.active_secs, yoga.title.as_str(), yoga.completed), (600, "Yoga", true));
    assert_eq!(yoga.steps.iter().map(|step| step.secs).collect::<Vec<_>>(), [300, 300]);
    assert_eq!(found.records[1].1.at, at("2026-11-21T07:30:00+01:00"));
}

#[test]
fn the_same_row_has_the_same_id_and_is_taken_in_once() {
    let table = "at,minutes\n2026-11-20 07:30,10\n2026-11-20 07:30,10\n2026-11-20 07:30,11\n";
    let (first, mut second) = (found(table), found(table));
    assert_eq!(second.drop_known(&HashSet::new()), 1, "twice in the file");
    let known: HashSet<&str> = first.records.iter().map(|(_, record)| record.id.as_str()).collect();
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
fn every_kind_of_record_comes_back_from_a_table_as_it_was() {
    let mut records = records();
    let weekly = Kind::RestWeekdays {
        from: at("2026-11-20T00:00:00Z").date_naive(),
        weekdays: [chrono::Weekday::Sat].into_iter().collect(),
    };
    records.push(Record::new(at("2026-11-25T09:00:00+01:00"), weekly));
    records.push(Record::new(at("2026-11-25T10:00:00+01:00"), Kind::Retract { of: records[0].id.clone() }));
    let found = found(&to_csv(&records).unwrap());
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(kept(found), records);
}

#[test]
fn a_cell_that_was_changed_in_a_spreadsheet_counts() {
    let table = to_csv(&records()[..1]).unwrap().replace("Neck ease", "Neck, at home").replace(",288,", ",290.0,");
    let found = found(&table.replace("Neck, at home", "\"Neck, at home\"").replace("\"\"Neck ease\"\"", "x"));
    let Kind::Session(back) = &found.records[0].1.kind else { panic!("a session") };
    assert_eq!((back.title.as_str(), back.active_secs), ("Neck, at home", 290));
}

#[test]
fn a_routine_brings_its_title_its_areas_and_its_time() {
    let found = found("at,routine,minutes\n2026-11-20 07:30,neck-ease-5,\n2026-11-21 07:30,neck-ease-5,2\n");
    let sessions: Vec<Session> = found
        .records
        .iter()
        .map(|(_, record)| match &record.kind {
            Kind::Session(session) => session.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!((sessions[0].title.as_str(), sessions[0].active_secs), ("Neck ease", 288));
    assert_eq!(sessions[0].steps[0].areas, ["neck"]);
    assert_eq!((sessions[1].active_secs, sessions[1].steps[0].secs), (120, 25), "its share of two minutes");
}

#[test]
fn tension_reaches_the_areas() {
    let found = found(
        "at,routine,before,after,tension\n\
        2026-11-20 07:30,neck-ease-5,6,3,\n2026-11-21 07:30,,,,neck=6:3 glutes=2\n2026-11-22 07:30,neck-ease-5,,,6:3\n",
    );
    assert_eq!(found.problems, Vec::<String>::new());
    let scores = |row: usize, area: &str| match &found.records[row].1.kind {
        Kind::Session(session) if session.areas().contains(area) => session.scores(area),
        other => panic!("{area} is no area of {other:?}"),
    };
    let told = |before, after| Scores { before, after };
    assert_eq!(scores(0, "neck"), told(Some(6), Some(3)));
    assert_eq!((scores(1, "neck"), scores(1, "glutes")), (told(Some(6), Some(3)), told(Some(2), None)));
    assert_eq!(scores(2, "neck"), told(Some(6), Some(3)));
}

#[test]
fn moments_are_read_as_spreadsheets_write_them() {
    for (cell, expected) in [
        ("2026-11-20 20:04:27", "2026-11-20T20:04:27+01:00"),
        ("2026-11-20T20:04", "2026-11-20T20:04:00+01:00"),
        ("2026-11-20 20:04 +0000", "2026-11-20T20:04:00+00:00"),
        ("2026-11-20T20:04:27Z", "2026-11-20T20:04:27+00:00"),
        ("20.11.2026 20:04", "2026-11-20T20:04:00+01:00"),
        ("11/20/2026 8:04 PM", "2026-11-20T20:04:00+01:00"),
        ("20/11/2026 20:04", "2026-11-20T20:04:00+01:00"),
        ("2026-11-20", "2026-11-20T12:00:00+01:00"),
        ("46346.83638888889", "2026-11-20T20:04:24+01:00"),
    ] {
        let found = found(&format!("at;minutes\n{cell};5\n"));
        assert_eq!(found.problems, Vec::<String>::new(), "{cell}");
        assert_eq!(found.records[0].1.at, at(expected), "{cell}");
    }
}

#[test]
fn a_day_that_can_be_two_days_is_refused_with_both() {
    let found = found("at,minutes\n04/03/2026 07:30,5\n");
    assert_eq!(found.problems, ["line 2: \"at\" could mean 3 April or 4 March; write it like 2026-04-03"]);
}

#[test]
fn lines_are_numbered_as_an_editor_does() {
    for end in ["\n", "\r\n"] {
        for (before, first) in [("", 0), ("sep=;\n", 1)] {
            let rows = ["at;minutes;note", "2026-11-20 07:30;5;\"two\nlines\"", "soon;5;", "", "later;5;"];
            let found = found(&format!("{before}{}", rows.join(end)));
            let told: Vec<&str> = found.problems.iter().map(|problem| problem.split(':').next().unwrap()).collect();
            assert_eq!(told, [format!("line {}", 4 + first), format!("line {}", 6 + first)], "{end:?} {before:?}");
            assert_eq!(found.records[0].0, 2 + first);
        }
    }
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_line() {
    let found = found("at,minutes,title\n2026-11-20 07:30,5,a\n2026-11-21 07:30,5,\"b\n2026-11-22 07:30,5,c\n");
    assert_eq!(found.problems, ["line 3: a quote (\") is opened but never closed"]);
    assert_eq!(found.records.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    for formula in ["=HYPERLINK(1)", "@SUM(1)", "+1", "-1", "\t=1"] {
        let step = StepRecord { areas: vec![formula.to_owned()], secs: 5, ..StepRecord::default() };
        let mut session =
            Session { routine: formula.to_owned(), title: formula.to_owned(), steps: vec![step], ..session() };
        session.set_tension([(formula.to_owned(), Scores { before: Some(1), after: None })].into());
        let record =
            Record { id: formula.to_owned(), at: at("2026-11-23T20:04:27+01:00"), kind: Kind::Session(session) };
        let table = to_csv(&[record]).unwrap();
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        for cell in &rows.records().next().unwrap().unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell} of {formula}");
        }
    }
}

#[test]
fn a_flood_of_rows_is_bounded() {
    let found = found(&format!("at\n{}", "x\n".repeat(5_000)));
    assert_eq!((found.problems.len(), found.more_problems), (1000, 4_000));
}

#[test]
fn the_word_of_a_kind_is_the_one_in_its_line() {
    let table = to_csv(&records()).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    for (record, row) in records().iter().zip(rows.records().map(Result::unwrap)) {
        assert!(record.to_line().unwrap().contains(&format!("\"kind\":\"{}\"", &row[13])));
    }
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
        let Kind::Session(back) = &found.records[0].1.kind else { panic!("a session") };
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !session.title.trim().is_empty() {
            prop_assert_eq!(words(&back.title), words(&session.title));
        }
        prop_assert_eq!(words(back.note.as_deref().unwrap_or_default()), words(session.note.as_deref().unwrap()));
    }
}
