//! This machine's name.

use super::*;

#[test]
fn a_machine_keeps_its_name() {
    let state = tempfile::tempdir().unwrap();
    let name = machine_name(&state.path().join("deep"), None).unwrap();
    assert_eq!(machine_name(&state.path().join("deep"), None).unwrap(), name);
    assert!(name.len() == 10 && name.starts_with("m-"), "{name}");
}

#[test]
fn processes_starting_at_once_agree() {
    let state = tempfile::tempdir().unwrap();
    let names: BTreeSet<String> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| machine_name(state.path(), None).unwrap())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(names.len(), 1);
}

#[test]
fn a_name_that_is_no_name_is_said() {
    for bad in ["", "My Laptop", "../../etc", &"x".repeat(41), "a\nb"] {
        let state = folder(&[("machine", bad.as_bytes())]);
        let error = machine_name(state.path(), None).unwrap_err().to_string();
        assert!(error.contains("delete the file"), "{error}");
    }
    let state = folder(&[("machine", b"desk-2\n")]);
    assert_eq!(machine_name(state.path(), None).unwrap(), "desk-2");
}

const DESK: &str = "8f14e45fceea467f9b1c3a5d7e9f1b3d";
const LAPTOP: &str = "C9F0F895-FB98-4B91-A1B2-0123456789AB";

fn host(id: &str) -> Host {
    Host::of(id).unwrap()
}

fn name_on(state: &Path, id: &str) -> String {
    machine_name(state, Some(&host(id))).unwrap()
}

/// A copy of a folder of files and folders.
fn copied(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    crate::sandbox::copy_over(from, to.path());
    to
}

#[test]
fn a_host_keeps_its_name_and_is_told_nothing() {
    let state = tempfile::tempdir().unwrap();
    let name = name_on(state.path(), DESK);
    assert_eq!(name_on(state.path(), DESK), name);
    assert_eq!(known_name(state.path(), Some(&host(DESK))), Some(name));
    assert_eq!(take_new_name(state.path()), None);
}

#[test]
fn a_name_from_before_hosts_were_known_stays_the_name_of_the_first_one() {
    let state = folder(&[("machine", b"desk-2\n")]);
    assert_eq!(known_name(state.path(), Some(&host(DESK))).as_deref(), Some("desk-2"));
    assert_eq!(name_on(state.path(), DESK), "desk-2");
    assert_eq!(take_new_name(state.path()), None);
    assert_ne!(name_on(state.path(), LAPTOP), "desk-2");
}

#[test]
fn a_copied_folder_gets_a_new_name_on_the_other_host_which_is_told_once() {
    let state = tempfile::tempdir().unwrap();
    let name = name_on(state.path(), DESK);
    let copy = copied(state.path());
    assert_eq!(known_name(copy.path(), Some(&host(LAPTOP))), None);
    let other = name_on(copy.path(), LAPTOP);
    assert_ne!(other, name);
    assert_eq!(name_on(copy.path(), LAPTOP), other);
    assert_eq!(take_new_name(copy.path()), Some(other));
    assert_eq!(take_new_name(copy.path()), None);
}

#[test]
fn a_folder_that_two_hosts_share_has_a_name_for_each() {
    let state = tempfile::tempdir().unwrap();
    let (desk, laptop) = (name_on(state.path(), DESK), name_on(state.path(), LAPTOP));
    assert_ne!(desk, laptop);
    for _ in 0..2 {
        assert_eq!((name_on(state.path(), DESK), name_on(state.path(), LAPTOP)), (desk.clone(), laptop.clone()));
    }
}

#[test]
fn a_copied_folder_that_comes_back_finds_its_name() {
    let state = tempfile::tempdir().unwrap();
    let name = name_on(state.path(), DESK);
    let copy = copied(state.path());
    name_on(copy.path(), LAPTOP);
    assert_eq!(name_on(copied(copy.path()).path(), DESK), name);
}

#[test]
fn a_host_without_an_id_keeps_the_name_it_finds() {
    let state = tempfile::tempdir().unwrap();
    let name = name_on(state.path(), DESK);
    assert_eq!(machine_name(state.path(), None).unwrap(), name);
    assert_eq!(known_name(state.path(), None), Some(name));
}

#[test]
fn an_id_that_changes_with_each_start_stops_making_names() {
    let state = tempfile::tempdir().unwrap();
    let names: BTreeSet<String> = (1..100).map(|start| name_on(state.path(), &format!("{start:032x}"))).collect();
    assert_eq!(names.len(), 16);
    assert!(names.contains(&machine_name(state.path(), None).unwrap()));
}

#[test]
fn a_name_that_a_person_chose_afterwards_is_taken() {
    let state = tempfile::tempdir().unwrap();
    name_on(state.path(), DESK);
    fs::write(state.path().join("machine"), "desk\n").unwrap();
    assert_eq!(name_on(state.path(), DESK), "desk");
    name_on(state.path(), LAPTOP);
    fs::write(state.path().join("hosts").join(host(LAPTOP).mark()), "laptop\n").unwrap();
    assert_eq!(name_on(state.path(), LAPTOP), "laptop");
}

#[test]
fn processes_starting_at_once_on_a_new_host_agree() {
    let state = tempfile::tempdir().unwrap();
    name_on(state.path(), DESK);
    let names: BTreeSet<String> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| name_on(state.path(), LAPTOP))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(names.len(), 1);
    assert_eq!(take_new_name(state.path()), names.first().cloned());
}

#[test]
fn the_id_of_a_host_is_nowhere_in_the_folder() {
    let state = tempfile::tempdir().unwrap();
    name_on(state.path(), DESK);
    name_on(state.path(), LAPTOP);
    let names = fs::read_dir(state.path().join("hosts")).unwrap().map(|entry| entry.unwrap().file_name());
    for name in names {
        let name = name.into_string().unwrap();
        assert_eq!(name.len(), Host::MARK_CHARS);
        assert!(!name.contains(&DESK[..8]) && !name.contains(&LAPTOP[..8].to_lowercase()), "{name}");
    }
}

#[test]
fn what_is_no_id_of_a_host_is_none() {
    for bad in ["", "uninitialized", "00000000000000000000000000000000", "00000000-0000-0000-0000-000000000000", "desk"]
    {
        assert_eq!(Host::of(bad), None, "{bad}");
    }
    assert_eq!(Host::of(&LAPTOP.to_lowercase()), Host::of(&format!("{LAPTOP}\n")));
    assert_ne!(Host::of(LAPTOP), Host::of(DESK));
}

#[test]
fn what_stands_in_place_of_the_hosts_costs_no_name() {
    let state = folder(&[("machine", b"desk-2\n"), ("hosts", b"no folder")]);
    assert_eq!(name_on(state.path(), DESK), "desk-2");
    assert_eq!(known_name(state.path(), Some(&host(DESK))).as_deref(), Some("desk-2"));
}
