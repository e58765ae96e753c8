//! A record that stands in for another.

use super::*;

/// A correction of `of`, typed in at `entered`.
fn correction(id: &str, of: &str, entered: &str, secs: u32) -> Record {
    let mut record = record(id, AT);
    if let Kind::Session(session) = &mut record.kind {
        session.corrects = Some(of.to_owned());
        session.entered = Some(moment(entered));
        session.active_secs = secs;
    }
    record
}

/// The ids and seconds that stand, with these records in one file each.
fn standing(records: &[Record]) -> Vec<(String, u32)> {
    let folder = tempfile::tempdir().unwrap();
    for (index, record) in records.iter().enumerate() {
        append(&folder.path().join(format!("{index}.jsonl")), record).unwrap();
    }
    let history = History::read(folder.path()).unwrap();
    assert!(history.problems().is_empty());
    history
        .entries()
        .iter()
        .map(|entry| match entry.kind {
            EntryKind::Session { active_secs, .. } => (entry.id.to_string(), active_secs),
            _ => (entry.id.to_string(), u32::MAX),
        })
        .collect()
}

const MONDAY: &str = "2026-11-23T21:00:00+01:00";
const TUESDAY: &str = "2026-11-24T21:00:00+01:00";

fn one(id: &str, secs: u32) -> Vec<(String, u32)> {
    vec![(id.to_owned(), secs)]
}

#[test]
fn a_correction_stands_in_for_its_record_wherever_both_are() {
    let (first, second) = (record("a", AT), correction("b", "a", MONDAY, 60));
    assert_eq!(standing(&[first.clone(), second.clone()]), one("b", 60));
    assert_eq!(standing(&[second, first]), one("b", 60));
}

#[test]
fn of_two_corrections_on_two_machines_the_later_stands() {
    let records = [record("a", AT), correction("z", "a", MONDAY, 60), correction("b", "a", TUESDAY, 90)];
    assert_eq!(standing(&records), one("b", 90));
}

#[test]
fn a_correction_can_be_corrected_and_taken_back() {
    let chain = [record("a", AT), correction("b", "a", MONDAY, 60), correction("c", "b", TUESDAY, 90)];
    assert_eq!(standing(&chain), one("c", 90));
    let retract = Record::new(moment(TUESDAY), Kind::Retract { of: "c".to_owned() });
    let taken_back: Vec<Record> = chain.into_iter().chain([retract]).collect();
    assert_eq!(standing(&taken_back), [], "what was corrected does not come back");
}

#[test]
fn a_correction_of_nothing_or_of_itself_stands() {
    assert_eq!(standing(&[correction("b", "gone", MONDAY, 60)]), one("b", 60));
    assert_eq!(standing(&[correction("b", "b", MONDAY, 60)]), one("b", 60));
}

#[test]
fn a_copy_of_a_correction_changes_nothing() {
    let records = [record("a", AT), correction("b", "a", MONDAY, 60), correction("b", "a", MONDAY, 60)];
    assert_eq!(standing(&records), one("b", 60));
}

#[test]
fn what_was_ever_written_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("m.jsonl");
    append(&file, &record("a", AT)).unwrap();
    append(&file, &correction("b", "a", MONDAY, 60)).unwrap();
    let history = read(&folder);
    assert!(history.contains("a") && history.contains("b") && !history.contains("c"));
    assert_eq!(history.ids(), ["a", "b"].into());
}

#[test]
fn what_was_told_area_by_area_and_when_it_was_typed_in_is_read_again() {
    let mut record = correction("b", "a", MONDAY, 60);
    if let Kind::Session(session) = &mut record.kind {
        let scores = |before, after| Scores { before, after };
        session.set_tension(
            [("neck".to_owned(), scores(Some(6), Some(3))), ("glutes".to_owned(), scores(Some(2), None))].into(),
        );
        assert_eq!((session.before, session.after), (Some(6), Some(3)), "the highest");
    }
    assert_eq!(Record::from_line(&record.to_line().unwrap()).unwrap(), record);
}

#[test]
fn a_moment_of_typing_in_that_cannot_be_read_costs_nothing_else() {
    let line = LINE.replace("\"note\"", "\"entered\":\"yesterday\",\"note\"");
    let record = Record::from_line(&line).unwrap();
    let Kind::Session(session) = record.kind else { return assert!(matches!(record.kind, Kind::Session(_))) };
    assert_eq!((session.entered, session.note.as_deref()), (None, Some("left side tighter")));
}
