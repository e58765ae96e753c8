//! Adding a record.

use super::*;

#[test]
fn the_folder_and_the_file_are_made() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("deep/history");
    append(&folder.join("m.jsonl"), &record("01JD", AT)).unwrap();
    assert_eq!(fs::read_to_string(folder.join("m.jsonl")).unwrap(), format!("{LINE}\n"));
    let history = History::read(&folder).unwrap();
    assert_eq!(history.record(&history.entries()[0]).unwrap(), record("01JD", AT));
}

#[test]
fn a_torn_last_line_spoils_only_itself() {
    let folder = folder(&[("m.jsonl", &LINE.as_bytes()[..80])]);
    append(&folder.path().join("m.jsonl"), &record("01JD", AT)).unwrap();
    let history = read(&folder);
    assert_eq!(ids(&history), ["01JD"]);
    assert_eq!(problems(&history), [(Some(1), false)]);
}

#[test]
fn several_writers_at_once_keep_every_line_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.jsonl");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for n in 0..50 {
                    append(path, &record(&format!("{writer}-{n}"), AT)).unwrap();
                }
            });
        }
    });
    let history = read(&folder);
    assert_eq!((history.entries().len(), history.problems().len()), (200, 0));
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 200);
}

#[test]
fn a_file_in_the_folders_place_is_said() {
    let data = folder(&[("history", b"")]);
    let error = append(&data.path().join("history/m.jsonl"), &record("01JD", AT)).unwrap_err().to_string();
    assert!(error.contains("something else is where"), "{error}");
    let error = History::read(&data.path().join("history")).unwrap_err().to_string();
    assert!(error.contains("could not read the history"), "{error}");
}

#[test]
fn a_record_that_could_not_be_read_back_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let steps = vec![StepRecord { exercise: "x".repeat(1000), ..session().steps[0].clone() }; 2000];
    let record = Record::new(moment(AT), Kind::Session(Session { steps, ..session() }));
    append(&folder.path().join("m.jsonl"), &record).unwrap_err();
    assert!(!folder.path().join("m.jsonl").exists());
}

#[test]
fn a_file_that_would_grow_beyond_what_is_read_takes_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.jsonl");
    let largest = 256 << 20;
    fs::File::create(&path).unwrap().set_len(largest - 10).unwrap();
    let error = append(&path, &record("01JD", AT)).unwrap_err().to_string();
    assert!(error.contains("would grow beyond 256 MB"), "{error}");
    assert_eq!(fs::metadata(&path).unwrap().len(), largest - 10);
}
