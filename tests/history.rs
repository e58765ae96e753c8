//! The history on disk: what is appended is there, what is there is read, and what is broken breaks nothing else.

mod appending;
mod auditing;
mod checkpoints;
mod correcting;
mod lines;
mod machines;
mod merging;
mod mutating;
mod reading;
mod streaks;

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use supple::history::{
    Checkpoint, CheckpointFile, EntryKind, History, Kind, Liking, LineError, Record, Scores, Session, StepOutcome,
    StepRecord, append, find_unfinished, known_name, machine_name, take_new_name,
};
use supple::host::Host;
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
            outcome: StepOutcome::Done,
            ouches: Vec::new(),
        }],
        before: Some(6),
        after: Some(3),
        note: Some("left side tighter".to_owned()),
        ..Session::default()
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
