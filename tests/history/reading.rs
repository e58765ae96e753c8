//! Reading a folder, whatever stands in it.

use super::*;

#[test]
fn nothing_there_is_an_empty_history() {
    let data = tempfile::tempdir().unwrap();
    let history = History::read(&data.path().join("history")).unwrap();
    assert!(history.entries().is_empty() && history.problems().is_empty());
}

#[test]
fn files_that_say_nothing_are_no_problem() {
    for text in ["", "\n", "\n\n\r\n  \n", "\u{feff}", "\u{feff}\n"] {
        let history = read_text(text);
        assert!(history.entries().is_empty() && history.problems().is_empty(), "{text:?}");
    }
}

#[test]
fn a_mark_from_an_editor_and_its_line_ends_are_accepted() {
    let history = read_text(format!("\u{feff}{LINE}\r\n{}", LINE.replace("01JD", "01JE")));
    assert_eq!(ids(&history), ["01JD", "01JE"]);
    assert!(history.problems().is_empty());
}

#[test]
fn a_bad_line_is_named_and_the_others_are_read() {
    let deep = "[".repeat(10_000);
    let deep_field = LINE.replace(r#""v":1"#, &format!(r#""v":{deep}"#));
    let long = LINE.replace("left side", &"x".repeat(10 * 1024 * 1024));
    let bad: [&[u8]; 14] = [
        b"\0\0\0\0",
        b"not json",
        b"[]",
        b"{}",
        b"null",
        deep.as_bytes(),
        deep_field.as_bytes(),
        long.as_bytes(),
        b"{\"kind\":\"session\",\"note\":\"\xff\"}",
        b"{\"kind\":\"session\",\"id\":\"a\",\"id\":\"b\",\"at\":\"2026-11-23T20:04:27+01:00\"}",
        b"{\"kind\":\"session\",\"id\":\"a\",\"at\":\"262143-01-01T00:00:00Z\"}",
        b"{\"kind\":\"session\",\"id\":\"a\",\"at\":\"2026-11-23T20:04:27+24:00\"}",
        b"{\"kind\":\"session\",\"id\":\"\",\"at\":\"2026-11-23T20:04:27+01:00\"}",
        b"{\"kind\":\"rest\",\"id\":\"a\",\"at\":\"2026-11-23T20:04:27+01:00\",\"from\":\"never\",\"to\":\"2026-11-23\"}",
    ];
    for line in bad {
        let text = [LINE.as_bytes(), b"\n", line, b"\n", LINE.replace("01JD", "01JE").as_bytes(), b"\n"].concat();
        let history = read_text(&text);
        let shown = String::from_utf8_lossy(&line[..line.len().min(60)]).into_owned();
        assert_eq!(ids(&history), ["01JD", "01JE"], "{shown}");
        assert_eq!(problems(&history), [(Some(2), false)], "{shown}");
        let what = history.problems()[0].to_string();
        assert!(what.contains("a.jsonl:2: ") && what.len() < 400 && !what.contains(char::is_control), "{what:?}");
    }
}

#[test]
fn the_marks_of_a_merge_that_was_not_finished_are_named_and_both_sides_are_read() {
    let (ours, theirs) = (LINE.replace("01JD", "01JE"), LINE.replace("01JD", "01JF"));
    let history = read_text(format!("{LINE}\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> laptop\n"));
    assert_eq!(ids(&history), ["01JD", "01JE", "01JF"]);
    assert_eq!(problems(&history), [(Some(2), false), (Some(4), false), (Some(6), false)]);
}

#[test]
fn an_unfinished_last_line_is_harmless() {
    let history = read_text(format!("{LINE}\n{}", &LINE[..100]));
    assert_eq!(ids(&history), ["01JD"]);
    assert_eq!(problems(&history), [(Some(2), true)]);
    assert!(history.problems()[0].what.starts_with("unfinished last line"));
}

#[test]
fn a_flood_of_bad_lines_is_counted_not_kept() {
    let history = read_text("x\n".repeat(200_000));
    assert!(history.problems().len() < 300);
    assert!(history.problems().iter().any(|problem| problem.what.contains("more lines")));
}

#[test]
fn line_numbers_hold_in_a_large_file_read_in_halves() {
    let mut lines = vec![LINE.to_owned(); 5_000];
    (lines[10], lines[4_900]) = ("x".to_owned(), "y".to_owned());
    let text = lines.join("\n") + "\n";
    assert!(text.len() > 1024 * 1024, "large enough for two threads");
    let history = read_text(&text);
    assert_eq!(problems(&history), [(Some(11), false), (Some(4_901), false)]);
    assert_eq!(ids(&history), ["01JD"]);
    assert_eq!(problems(&read_text(&text[..text.len() - 2])).last(), Some(&(Some(5_000), true)));
}

#[test]
fn a_large_file_without_line_ends_is_one_bad_line() {
    assert_eq!(problems(&read_text("x".repeat(5 * 1024 * 1024))), [(Some(1), true)]);
}

#[test]
fn every_record_of_a_large_file_is_found_where_it_stands() {
    let record = |number: i64| {
        let note = Some("x".repeat(usize::try_from(number % 700).unwrap()));
        let at = moment(AT) + chrono::TimeDelta::hours(number);
        Record { id: format!("{number:05}"), at, kind: Kind::Session(Session { note, ..session() }) }
    };
    let lines: Vec<String> = (0..3_000).map(|number| record(number).to_line().unwrap()).collect();
    let long = "x".repeat(3 * 1024 * 1024);
    let text = [&lines[..1_000], std::slice::from_ref(&long), &lines[1_000..], std::slice::from_ref(&long)]
        .concat()
        .join("\n");
    for (mark, ending) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let folder = folder(&[("a.jsonl", (mark.to_owned() + &text.replace('\n', ending)).as_bytes())]);
        let history = read(&folder);
        let found: Vec<Record> = history.entries().iter().map(|entry| history.record(entry).unwrap()).collect();
        assert_eq!(found, (0..3_000).map(record).collect::<Vec<_>>());
        assert_eq!(problems(&history), [(Some(1_001), false), (Some(3_002), true)]);
    }
}

#[test]
fn a_file_that_changed_since_is_said() {
    let folder = folder(&[("a.jsonl", LINE.as_bytes())]);
    let history = read(&folder);
    for text in [LINE.replace("01JD", "01JX"), String::new()] {
        fs::write(folder.path().join("a.jsonl"), text).unwrap();
        let error = history.record(&history.entries()[0]).unwrap_err().to_string();
        assert!(error.contains("has changed"), "{error}");
    }
    fs::remove_file(folder.path().join("a.jsonl")).unwrap();
    history.record(&history.entries()[0]).unwrap_err();
}

#[test]
fn unknown_kinds_are_kept_and_ignored() {
    let dream = r#"{"kind":"dream","id":7,"at":[],"completed":"yes","active_secs":{}}"#;
    let folder = folder(&[("m.jsonl", format!("{dream}\n").as_bytes())]);
    append(&folder.path().join("m.jsonl"), &record("01JD", AT)).unwrap();
    let history = read(&folder);
    assert_eq!((history.entries().len(), history.problems().len(), history.unknown()), (1, 0, 1));
    assert!(fs::read_to_string(folder.path().join("m.jsonl")).unwrap().starts_with(dream));
}

#[test]
fn what_is_no_file_is_a_problem_and_no_more() {
    let folder = folder(&[("a.jsonl", LINE.as_bytes()), ("notes.txt", b"x"), ("b.jsonl.tmp", b"x")]);
    fs::create_dir(folder.path().join("z.jsonl")).unwrap();
    let history = read(&folder);
    assert_eq!(ids(&history), ["01JD"]);
    assert_eq!(problems(&history), [(None, false)]);
}

#[test]
#[cfg(unix)]
fn a_pipe_or_a_dangling_link_never_hangs_the_reader() {
    let folder = folder(&[("a.jsonl", LINE.as_bytes())]);
    let fifo = folder.path().join("b.jsonl");
    crate::strange::pipe(&fifo);
    std::os::unix::fs::symlink("/nowhere", folder.path().join("c.jsonl")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("d.jsonl")).unwrap();
    let history = read(&folder);
    assert_eq!((ids(&history), history.problems().len()), (vec!["01JD"], 3));
}

#[test]
fn a_file_too_large_to_be_a_log_is_left_alone() {
    let folder = folder(&[("a.jsonl", LINE.as_bytes()), ("b.jsonl", b"")]);
    let file = fs::OpenOptions::new().write(true).open(folder.path().join("b.jsonl")).unwrap();
    file.set_len(300 * 1024 * 1024).unwrap();
    let history = read(&folder);
    assert_eq!((ids(&history), problems(&history)), (vec!["01JD"], vec![(None, false)]));
}

#[test]
fn too_many_files_are_bounded_and_said() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..2_001 {
        fs::write(folder.path().join(format!("{n}.jsonl")), "").unwrap();
    }
    assert_eq!(problems(&read(&folder)), [(None, false)]);
}
