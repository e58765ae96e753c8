//! Several machines' files, one history.

use super::*;

#[test]
fn a_retracted_record_is_gone_wherever_it_stands() {
    let retract = Record::new(moment("2020-01-01T00:00:00+00:00"), Kind::Retract { of: "01JD".to_owned() });
    let retract = retract.to_line().unwrap();
    let folder = folder(&[("a.jsonl", retract.as_bytes()), ("b.jsonl", LINE.as_bytes())]);
    let history = read(&folder);
    assert!(history.entries().is_empty());
    assert!(history.retracted().contains("01JD") && history.contains("01JD"));
}

#[test]
fn a_copy_left_by_a_conflict_changes_nothing() {
    let other = LINE.replace("left side tighter", "left side wronger");
    for pair in [[LINE, &other], [&other, LINE]] {
        let folder = folder(&[("a.jsonl", pair[0].as_bytes()), ("a.conflict.jsonl", pair[1].as_bytes())]);
        let history = read(&folder);
        assert_eq!(history.entries().len(), 1);
        assert_eq!(history.record(&history.entries()[0]).unwrap(), record("01JD", AT));
    }
}

#[test]
fn the_same_id_at_two_times_is_the_earlier_record() {
    let lines = [record("same", AT), record("other", AT), record("same", "2025-01-01T00:00:00+00:00")];
    let text: Vec<String> = lines.iter().map(|record| record.to_line().unwrap()).collect();
    let history = read_text(text.join("\n"));
    assert_eq!(ids(&history), ["same", "other"]);
    assert_eq!(history.entries()[0].at, moment("2025-01-01T00:00:00+00:00"));
}

#[test]
fn rests_and_days_come_out_of_the_entries() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let folder = folder(&[("a.jsonl", LINE.as_bytes())]);
    let rest = Kind::Rest { from: day(24), to: day(26), reason: Some("sick".to_owned()) };
    append(&folder.path().join("a.jsonl"), &Record::new(moment(AT), rest)).unwrap();
    let history = read(&folder);
    assert!(history.entries().iter().any(|entry| entry.kind == EntryKind::Rest { from: day(24), to: day(26) }));
    assert_eq!(history.rests(3).spans[0].reason.as_deref(), Some("sick"));
    assert_eq!(history.days(3)[&day(23)].seconds, 288);
}

/// A record, some of them equal, some sharing only the id or only the time.
fn any_line() -> impl Strategy<Value = String> {
    (0..12u32, 0..6u32, 0..4u32, 0..10u32).prop_map(|(id, hour, secs, kind)| {
        let at = moment(&format!("2026-11-23T0{hour}:00:00+0{}:00", id % 3));
        let kind = match kind {
            0 => Kind::Retract { of: format!("id{}", secs + 1) },
            1 => Kind::CheckIn { area: "neck".to_owned(), tension: 3, limits_daily_life: secs > 1 },
            _ => Kind::Session(Session { active_secs: secs, ..session() }),
        };
        Record { id: format!("id{id}"), at, kind }.to_line().unwrap()
    })
}

fn story(folder: &Path) -> Vec<String> {
    let history = History::read(folder).unwrap();
    assert!(history.problems().is_empty());
    history.entries().iter().map(|entry| history.record(entry).unwrap().to_line().unwrap()).collect()
}

proptest! {
    #[test]
    fn any_spread_over_any_files_in_any_order_is_the_same_history(
        lines in prop::collection::vec(any_line(), 0..40).prop_flat_map(|lines| {
            let count = lines.len();
            (Just(lines.clone()), Just(lines).prop_shuffle(), prop::collection::vec(0..5usize, count), any::<u32>())
        })
    ) {
        let (lines, shuffled, files, salt) = lines;
        let one = folder(&[("a.jsonl", lines.join("\n").as_bytes())]);
        let many = tempfile::tempdir().unwrap();
        for (line, file) in shuffled.iter().zip(files) {
            let path = many.path().join(format!("{}.jsonl", salt.rotate_left(u32::try_from(file).unwrap() * 7)));
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(&path, before + line + "\n").unwrap();
        }
        let told = story(one.path());
        prop_assert_eq!(&told, &story(many.path()));
        let ids: BTreeSet<_> = told.iter().map(|line| Record::from_line(line).unwrap().id).collect();
        prop_assert_eq!(ids.len(), told.len());
    }
}

#[test]
fn a_retraction_that_is_taken_back_brings_its_record_back() {
    let retract = |id: &str, at: &str, of: &str| {
        Record { id: id.to_owned(), at: moment(at), kind: Kind::Retract { of: of.to_owned() } }.to_line().unwrap()
    };
    let kept = record("01JD", AT).to_line().unwrap();
    let first = retract("01JE", "2026-11-24T10:00:00+00:00", "01JD");
    let second = retract("01JF", "2026-11-24T10:01:00+00:00", "01JE");
    let third = retract("01JG", "2026-11-24T10:02:00+00:00", "01JF");
    let standing = |lines: &[&String]| {
        read_text(lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n")).entries().len()
    };
    assert_eq!(standing(&[&kept, &first]), 0);
    assert_eq!(standing(&[&kept, &first, &second]), 1);
    assert_eq!(standing(&[&second, &third, &first, &kept]), 0, "in any order");
}
