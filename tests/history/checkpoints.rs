//! What a running session leaves behind when it is killed.

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
        order: Some(7),
        segment: 3,
        left_ms: 12_500,
        active_secs,
        paused_secs: 0,
        planned_secs: 300,
        steps: session().steps,
        holds: std::collections::BTreeMap::new(),
        tension: std::collections::BTreeMap::new(),
        before: Some(6),
        after: None,
        felt: None,
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
    assert_eq!(history.entries()[0].kind, EntryKind::Session { completed: false, active_secs: 20, in_program: false });
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

#[test]
fn a_session_in_which_nothing_was_done_is_offered_to_nobody() {
    let data = tempfile::tempdir().unwrap();
    let mut nothing = checkpoint(5);
    nothing.steps.clear();
    let mut file = CheckpointFile::create(data.path(), "m-1", ID).unwrap();
    file.save(&nothing).unwrap();
    drop(file);
    assert!(find_unfinished(data.path(), "m-1", &History::default()).is_empty());
    assert!(!path(&data).exists());
}
