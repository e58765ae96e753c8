//! Looking through a folder that is no longer trusted.

use super::*;
use supple::history::audit::audit;

#[test]
fn every_file_is_counted_and_copies_are_named() {
    let copy = "m (Ann's conflicted copy 2026-11-23).jsonl";
    let folder = folder(&[
        ("m.jsonl", format!("{LINE}\nnonsense\n\n{{\"v\":9,\"kind\":\"dream\"}}\n").as_bytes()),
        (copy, format!("{LINE}\n{}", record("other", AT).to_line().unwrap()).as_bytes()),
        ("m.sync-conflict-20261123-100000-ABC.jsonl", LINE.as_bytes()),
        ("notes.txt", b"not ours"),
    ]);
    let files = audit(folder.path()).unwrap();
    let counted: Vec<_> = files
        .iter()
        .map(|file| {
            let name = file.path.file_name().unwrap().to_str().unwrap();
            (name, file.records, file.duplicates, file.bad, file.unknown, file.torn, file.copy)
        })
        .collect();
    let expected = [
        (copy, 2, 0, 0, 0, true, true),
        ("m.jsonl", 1, 1, 1, 1, false, false),
        ("m.sync-conflict-20261123-100000-ABC.jsonl", 1, 1, 0, 0, true, true),
    ];
    assert_eq!(counted, expected);
    assert_eq!(read(&folder).entries().len(), 2, "the copies change nothing");
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("odd.jsonl")).unwrap();
    let files = audit(folder.path()).unwrap();
    assert_eq!(files[0].fault.as_deref(), Some("this is not a file"));
}

#[test]
fn a_folder_that_is_not_there_has_no_files() {
    assert_eq!(audit(Path::new("/nowhere/at/all")).unwrap(), []);
}
