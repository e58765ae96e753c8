//! This machine's name.

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
        assert!(error.contains("delete the file"), "{error}");
    }
    let state = folder(&[("machine", b"desk-2\n")]);
    assert_eq!(machine_name(state.path()).unwrap(), "desk-2");
}
