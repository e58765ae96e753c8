//! How a record is written and read.

use super::*;

#[test]
fn a_session_is_written_as_the_design_says() {
    assert_eq!(record("01JD", AT).to_line().unwrap(), LINE);
}

#[test]
fn every_kind_reads_back_as_it_was_written() {
    let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let kinds = [
        Kind::Session(session()),
        Kind::Session(Session { before: None, after: None, note: None, ..session() }),
        Kind::Rest { from: date(24), to: date(26), reason: Some("sick".to_owned()) },
        Kind::Rest { from: date(24), to: date(26), reason: None },
        Kind::CheckIn { area: "neck".to_owned(), tension: 4, limits_daily_life: true },
        Kind::Taste { of: "bridge".to_owned(), is: Liking::Favourite },
        Kind::Retract { of: "01JD".to_owned() },
    ];
    for kind in kinds {
        let record = Record::new(moment("2026-11-23T20:04:27.5-03:30"), kind);
        assert_eq!(Record::from_line(&record.to_line().unwrap()).unwrap(), record);
    }
}

#[test]
fn every_kind_is_written_as_it_always_was() {
    for said in [
        r#""kind":"rest","id":"a","at":"2026-11-23T20:04:27+01:00","from":"2026-11-24","to":"2026-11-26","reason":"sick""#,
        r#""kind":"rest","id":"a","at":"2026-11-23T20:04:27+01:00","from":"2026-11-24","to":"2026-11-26""#,
        r#""kind":"taste","id":"a","at":"2026-11-23T20:04:27+01:00","of":"bridge","is":"never""#,
        r#""kind":"experiment","id":"a","at":"2026-11-23T20:04:27Z","do":"start","first":"x","second":"y","area":"neck","seed":7"#,
        r#""kind":"experiment","id":"b","at":"2026-11-23T20:04:27Z","do":"stop","first":"x","second":"y","area":"neck","seed":7,"of":"a""#,
        r#""kind":"rest-weekdays","id":"a","at":"2026-11-23T20:04:27Z","from":"2026-11-24","weekdays":["wed","sun"]"#,
        r#""kind":"rest-weekdays","id":"a","at":"2026-11-23T20:04:27Z","from":"2026-11-24","weekdays":[]"#,
        r#""kind":"check-in","id":"a","at":"2026-11-23T20:04:27Z","area":"a:{b","tension":7,"limits_daily_life":true"#,
        r#""kind":"retract","id":"a\"b","at":"2026-11-23T20:04:27Z","of":"01JD""#,
    ] {
        let line = format!(r#"{{"v":1,{said}}}"#).replace("27Z", "27+00:00");
        assert_eq!(Record::from_line(&line).unwrap().to_line().unwrap(), line);
    }
}

#[test]
fn a_fault_names_its_column_on_the_line() {
    let line = r#"{"kind":"rest","id":"a","at":"2026-11-23T20:04:27+01:00","from":"2026-11-24","to":7}"#;
    let error = Record::from_line(line).unwrap_err().to_string();
    assert!(error.ends_with(&format!("(column {})", line.len() - 1)), "{error}");
}

#[test]
fn an_exercise_without_sides_keeps_its_only_figure() {
    let step = StepRecord { left_secs: None, right_secs: None, secs: 45, ..session().steps[0].clone() };
    let record = Record::new(moment(AT), Kind::Session(Session { steps: vec![step], ..session() }));
    let line = record.to_line().unwrap();
    assert!(line.contains(r#""secs":45"#) && !line.contains("left_secs"), "{line}");
    assert_eq!(Record::from_line(&line).unwrap(), record);
}

#[test]
fn ids_sort_by_time_and_never_repeat() {
    let ids: BTreeSet<String> = (0..1000).map(|_| Record::new_id(moment(AT))).collect();
    assert_eq!(ids.len(), 1000);
    let later = Record::new_id(moment("2026-11-23T20:04:28+01:00"));
    assert!(ids.iter().all(|id| *id < later));
    for absurd in [DateTime::<chrono::Utc>::MIN_UTC, DateTime::<chrono::Utc>::MAX_UTC] {
        assert_eq!(Record::new_id(absurd.fixed_offset()).len(), 26);
    }
}

#[test]
fn numbers_out_of_range_are_bounded() {
    let line = LINE.replace("300", "1e30").replace("288", "-5").replace(":6,", ":11,").replace(":3,", ":-1,");
    let Kind::Session(read) = Record::from_line(&line).unwrap().kind else { unreachable!() };
    assert_eq!((read.planned_secs, read.active_secs, read.before, read.after), (86_400, 0, None, None));
}

#[test]
fn a_check_in_off_the_scale_is_no_check_in() {
    let line = r#"{"kind":"check-in","id":"a","at":"2026-11-23T20:04:27+01:00","area":"neck","tension":11}"#;
    let error = Record::from_line(line).unwrap_err().to_string();
    assert!(error.contains("a score from 0 to 10"), "{error}");
    assert_eq!(problems(&read_text(line.to_owned() + "\n")), [(Some(1), false)]);
}

#[test]
fn words_of_the_future_are_tolerated() {
    let line = LINE.replace(r#""done""#, r#""meditated""#).replace(r#"{"v":1"#, r#"{"mood":{"a":[1]},"v":2"#);
    let Kind::Session(read) = Record::from_line(&line).unwrap().kind else { unreachable!() };
    assert_eq!(read.steps[0].outcome, StepOutcome::Unknown);
    assert_eq!(Record::from_line(r#"{"kind":"dream"}"#), Err(LineError::UnknownKind));
}

#[test]
fn a_note_is_one_line_and_bounded() {
    let note = format!("\n\u{1b}[2J{}", "ä".repeat(5_000));
    let record = Record::new(moment(AT), Kind::Session(Session { note: Some(note), ..session() }));
    let line = record.to_line().unwrap();
    assert!(!line.contains(['\n', '\u{1b}']));
    let Kind::Session(read) = Record::from_line(&line).unwrap().kind else { unreachable!() };
    assert_eq!(read.note.unwrap().chars().count(), 2_000);
}

#[test]
fn an_error_never_repeats_control_characters() {
    let line = LINE.replace("288", "\"\\u001b[2J\\u009b\"");
    let error = Record::from_line(&line).unwrap_err().to_string();
    assert!(!error.contains(char::is_control), "{error:?}");
}
