//! The history on disk: what is appended is there, what is there is read, and what is broken breaks nothing else.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene may stop")]

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use supple::history::{
    Checkpoint, CheckpointFile, EntryKind, History, Kind, LineError, Outcome, Record, Session, StepRecord, append,
    find_unfinished, machine_name,
};
use tempfile::TempDir;

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn session() -> Session {
    Session {
        routine: "trapezius-release".to_owned(),
        title: "Trapezius release".to_owned(),
        completed: true,
        planned_secs: 300,
        active_secs: 288,
        paused_secs: 7,
        steps: vec![StepRecord {
            exercise: "upper-trapezius-stretch".to_owned(),
            areas: vec!["trapezius".to_owned(), "neck".to_owned()],
            left_secs: Some(30),
            right_secs: Some(30),
            secs: 60,
            outcome: Outcome::Done,
        }],
        before: Some(6),
        after: Some(3),
        note: Some("left side tighter".to_owned()),
    }
}

fn record(id: &str, at: &str) -> Record {
    Record { id: id.to_owned(), at: moment(at), kind: Kind::Session(session()) }
}

const AT: &str = "2026-11-23T20:04:27+01:00";

/// The one line of the design, as it must stay.
const LINE: &str = concat!(
    r#"{"v":1,"kind":"session","id":"01JD","at":"2026-11-23T20:04:27+01:00","routine":"trapezius-release","#,
    r#""title":"Trapezius release","completed":true,"planned_secs":300,"active_secs":288,"paused_secs":7,"#,
    r#""steps":[{"exercise":"upper-trapezius-stretch","areas":["trapezius","neck"],"left_secs":30,"right_secs":30,"#,
    r#""outcome":"done"}],"before":6,"after":3,"note":"left side tighter"}"#
);

/// A folder of history with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read(folder: &TempDir) -> History {
    History::read(folder.path()).unwrap()
}

/// A history of one file with this text.
fn read_text(text: impl AsRef<[u8]>) -> History {
    read(&folder(&[("a.jsonl", text.as_ref())]))
}

fn ids(history: &History) -> Vec<&str> {
    history.entries().iter().map(|entry| &*entry.id).collect()
}

fn problems(history: &History) -> Vec<(Option<usize>, bool)> {
    history.problems().iter().map(|problem| (problem.line, problem.harmless)).collect()
}

mod lines {
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
            Kind::Retract { of: "01JD".to_owned() },
        ];
        for kind in kinds {
            let record = Record::new(moment("2026-11-23T20:04:27.5-03:30"), kind);
            assert_eq!(Record::from_line(&record.to_line().unwrap()).unwrap(), record);
        }
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
        assert_eq!(read.steps[0].outcome, Outcome::Unknown);
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
}

mod appending {
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
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_said_and_nothing_counts_as_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.jsonl");
        std::os::unix::fs::symlink("/dev/full", &path).unwrap();
        let error = append(&path, &record("01JD", AT)).unwrap_err().to_string();
        for part in ["m.jsonl", "No space left", "Nothing was written", "free some space"] {
            assert!(error.contains(part), "{error}");
        }
        assert_eq!(problems(&read(&folder)), [(None, false)]);
    }

    #[test]
    fn a_file_in_the_folders_place_is_said() {
        let data = folder(&[("history", b"")]);
        let error = append(&data.path().join("history/m.jsonl"), &record("01JD", AT)).unwrap_err().to_string();
        assert!(error.contains("something else stands"), "{error}");
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
}

mod reading {
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
    fn an_unfinished_last_line_is_harmless() {
        let history = read_text(format!("{LINE}\n{}", &LINE[..100]));
        assert_eq!(ids(&history), ["01JD"]);
        assert_eq!(problems(&history), [(Some(2), true)]);
        assert!(history.problems()[0].what.starts_with("unfinished last line"));
    }

    #[test]
    fn a_flood_of_bad_lines_is_counted_not_kept() {
        let history = read_text("x\n".repeat(1_000_000));
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
        let text = [&lines[..1_000], std::slice::from_ref(&long), &lines[1_000..], &[long]].concat().join("\n");
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
        rustix::fs::mkfifoat(rustix::fs::CWD, &fifo, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
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
}

mod merging {
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
        assert_eq!(history.rests()[0].reason.as_deref(), Some("sick"));
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
}

mod machines {
    use super::*;

    #[test]
    fn a_machine_keeps_its_name() {
        let state = tempfile::tempdir().unwrap();
        let name = machine_name(&state.path().join("deep")).unwrap();
        assert_eq!(machine_name(&state.path().join("deep")).unwrap(), name);
        assert!(name.len() == 10 && name.starts_with("m-"), "{name}");
    }

    #[test]
    fn processes_starting_at_once_agree() {
        let state = tempfile::tempdir().unwrap();
        let names: BTreeSet<String> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| machine_name(state.path()).unwrap())).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(names.len(), 1);
    }

    #[test]
    fn a_name_that_is_no_name_is_said() {
        for bad in ["", "My Laptop", "../../etc", &"x".repeat(41), "a\nb"] {
            let state = folder(&[("machine", bad.as_bytes())]);
            let error = machine_name(state.path()).unwrap_err().to_string();
            assert!(error.contains("remove the file"), "{error}");
        }
        let state = folder(&[("machine", b"desk-2\n")]);
        assert_eq!(machine_name(state.path()).unwrap(), "desk-2");
    }
}

mod checkpoints {
    use super::*;

    const ID: &str = "01JDSESSION";

    fn checkpoint(active_secs: u32) -> Checkpoint {
        Checkpoint {
            v: Checkpoint::VERSION,
            id: ID.to_owned(),
            at: moment(AT),
            routine: "trapezius-release".to_owned(),
            title: "Trapezius release".to_owned(),
            completed: false,
            plan_ms: 300_000,
            plan_key: "k".to_owned(),
            segment: 3,
            left_ms: 12_500,
            active_secs,
            paused_secs: 0,
            planned_secs: 300,
            steps: session().steps,
            before: Some(6),
            after: None,
            note: None,
        }
    }

    fn path(data: &TempDir) -> PathBuf {
        data.path().join(format!("unfinished/m-1-{ID}.jsonl"))
    }

    /// A session that saved twice and was killed.
    fn killed() -> TempDir {
        let data = tempfile::tempdir().unwrap();
        let mut file = CheckpointFile::create(data.path(), "m-1", ID).unwrap();
        file.save(&checkpoint(10)).unwrap();
        file.save(&checkpoint(20)).unwrap();
        data
    }

    fn found(data: &TempDir) -> Vec<Checkpoint> {
        let found = find_unfinished(data.path(), "m-1", &History::default());
        found.iter().map(|one| one.checkpoint().clone()).collect()
    }

    #[test]
    fn a_killed_session_is_found_where_it_last_was() {
        assert_eq!(found(&killed()), [checkpoint(20)]);
    }

    #[test]
    fn a_running_session_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let mut file = CheckpointFile::create(data.path(), "m-1", ID).unwrap();
        assert!(found(&data).is_empty());
        file.save(&checkpoint(10)).unwrap();
        assert!(found(&data).is_empty());
        file.finish().unwrap();
        assert!(found(&data).is_empty() && !path(&data).exists());
    }

    #[test]
    fn a_torn_last_line_costs_one_save() {
        let data = killed();
        let text = fs::read_to_string(path(&data)).unwrap();
        fs::write(path(&data), &text[..text.len() - 20]).unwrap();
        assert_eq!(found(&data), [checkpoint(10)]);
    }

    #[test]
    fn a_resumed_session_goes_on_in_the_same_file() {
        let data = killed();
        let text = fs::read_to_string(path(&data)).unwrap();
        fs::write(path(&data), text + "{\"v\":1,\"torn").unwrap();
        let one = find_unfinished(data.path(), "m-1", &History::default()).pop().unwrap();
        assert!(found(&data).is_empty(), "offered once, not twice");
        let (from, mut file) = one.resume_from();
        assert_eq!(from, checkpoint(20));
        file.save(&checkpoint(30)).unwrap();
        drop(file);
        assert_eq!(found(&data), [checkpoint(30)]);
    }

    #[test]
    fn a_logged_session_is_not_completed_and_never_offered_again() {
        let data = killed();
        let one = find_unfinished(data.path(), "m-1", &History::default()).pop().unwrap();
        let record = one.to_record();
        append(&data.path().join("history/m-1.jsonl"), &record).unwrap();
        // Killed here, before the checkpoint is removed.
        drop(one);
        let history = History::read(&data.path().join("history")).unwrap();
        assert_eq!(history.entries()[0].kind, EntryKind::Session { completed: false, active_secs: 20 });
        assert!(find_unfinished(data.path(), "m-1", &history).is_empty());
        assert!(!path(&data).exists());
    }

    #[test]
    fn a_session_whose_end_was_reached_is_logged_as_completed() {
        let data = tempfile::tempdir().unwrap();
        let mut file = CheckpointFile::create(data.path(), "m-1", ID).unwrap();
        let (after, note) = (Some(2), Some("better".to_owned()));
        file.save(&Checkpoint { completed: true, after, note: note.clone(), ..checkpoint(300) }).unwrap();
        drop(file);
        let one = find_unfinished(data.path(), "m-1", &History::default()).pop().unwrap();
        let Kind::Session(session) = one.to_record().kind else { unreachable!() };
        assert_eq!((session.completed, session.after, session.note), (true, after, note));
    }

    #[test]
    fn discarding_removes_it() {
        let data = killed();
        find_unfinished(data.path(), "m-1", &History::default()).pop().unwrap().discard().unwrap();
        assert!(!path(&data).exists());
    }

    #[test]
    fn a_session_that_never_saved_is_cleared_away() {
        for text in ["", "\n", "{\"v\":1,\"to", "\0\0\0"] {
            let data = killed();
            fs::write(path(&data), text).unwrap();
            assert!(found(&data).is_empty() && !path(&data).exists(), "{text:?}");
        }
    }

    #[test]
    fn a_checkpoint_of_a_later_version_is_not_touched() {
        let data = killed();
        fs::write(path(&data), "{\"v\":2,\"place\":\"elsewhere\"}\n").unwrap();
        assert!(found(&data).is_empty() && path(&data).exists());
    }

    #[test]
    fn other_machines_sessions_are_theirs() {
        let data = killed();
        assert!(find_unfinished(data.path(), "m", &History::default()).is_empty());
        assert!(find_unfinished(data.path(), "m-1-x", &History::default()).is_empty());
        assert!(path(&data).exists());
    }

    #[test]
    fn a_line_of_another_session_is_not_believed() {
        let data = killed();
        let text = fs::read_to_string(path(&data)).unwrap().replace(ID, "01JDOTHER");
        fs::write(path(&data), text).unwrap();
        assert!(found(&data).is_empty());
    }

    #[test]
    fn an_id_that_would_leave_the_folder_is_refused() {
        let data = tempfile::tempdir().unwrap();
        for (machine, id) in [("m-1", "../x"), ("..", "a"), ("m/1", "a"), ("m-1", ""), ("m-1", "a-b")] {
            CheckpointFile::create(data.path(), machine, id).unwrap_err();
        }
    }
}
