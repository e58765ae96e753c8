//! Bad input of every kind: the program says what, where and what to do, goes on with the rest, and loses nothing.

use crate::sandbox;

use std::fs;
use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;
use sandbox::{Sandbox, assert_harmless, good_routine, routine_with, session_on, write};
use serde_json::{Value, json};

const SHORT: &str = "micro-stand-1";
/// Turns text around, clears the screen, and sets a title; the last is a control sequence in one character.
const HOSTILE: &str = "a\u{1b}[2J\u{202E}b\u{1b}]0;title\u{7}\u{9b}c";

impl Sandbox {
    /// With what is in the user's folder, the built-in routines are still listed and the fault is told; `check` tells it
    /// as well, and exits with 2. `expected` are parts of how it is told.
    fn goes_on_and_tells(&self, expected: &[&str]) {
        let listed = self.supple(&["list"]).assert().success().stdout(contains(SHORT).and(contains("full-reset-15")));
        let output = listed.get_output();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_harmless("stdout of list", &output.stdout);
        assert_harmless("stderr of list", &output.stderr);
        let checked = self.supple(&["check"]).assert().code(2);
        let checked = String::from_utf8_lossy(&checked.get_output().stdout).into_owned();
        assert_harmless("stdout of check", checked.as_bytes());
        for part in expected {
            assert!(told.contains(part), "list does not tell {part:?}: {told}");
            assert!(checked.contains(part), "check does not tell {part:?}: {checked}");
        }
    }

    /// The same for one bad file, which is also checked by its name.
    fn survives(&self, name: &str, contents: impl AsRef<[u8]>, expected: &[&str]) {
        let path = self.write_routine(name, contents);
        let own_name = Path::new(name).file_name().unwrap().to_str().unwrap();
        self.goes_on_and_tells(&[expected, &[own_name]].concat());
        let checked = self.supple(&["check", path.to_str().unwrap()]).assert().code(2);
        let checked = String::from_utf8_lossy(&checked.get_output().stdout).into_owned();
        for part in expected {
            assert!(checked.contains(part), "check FILE does not tell {part:?}: {checked}");
        }
    }
}

// Files that are no JSON

#[test]
fn broken_json_is_told_with_line_and_column() {
    Sandbox::new().survives("bad.json", "{\n  \"id\": nonsense\n}", &["bad.json:2:10: id: expected"]);
}

#[test]
fn a_half_written_file_is_told_where_it_stops() {
    let text = good_routine().to_string();
    Sandbox::new().survives("half.json", &text[..text.len() / 2], &["the file ends too early"]);
}

#[test]
fn an_empty_file_is_told() {
    Sandbox::new().survives("empty.json", "", &["the file ends too early"]);
}

#[test]
fn text_after_the_end_is_told() {
    Sandbox::new().survives("more.json", format!("{}}}", good_routine()), &["trailing characters"]);
}

#[test]
fn a_list_in_place_of_a_routine_is_told() {
    Sandbox::new().survives("list.json", "[[1], 2]", &["list.json:1:", "expected an object in { }, found a list"]);
}

#[test]
fn a_file_of_two_mebibytes_is_not_read() {
    Sandbox::new().survives("large.json", " ".repeat(2 * 1024 * 1024), &["it is larger than 1 MB"]);
}

#[test]
fn ten_thousand_levels_of_nesting_do_not_exhaust_the_stack() {
    Sandbox::new().survives("deep.json", "[".repeat(10_000), &["deep.json:1:"]);
}

#[test]
fn nesting_in_a_field_that_is_not_read_does_not_exhaust_the_stack() {
    let deep = format!("{}{}", "[".repeat(400_000), "]".repeat(400_000));
    let text = routine_with("/areas/0", json!("El bow")).replacen('{', &format!("{{\"$schema\": {deep},"), 1);
    Sandbox::new().survives(
        "deep.json",
        text,
        &[
            "areas[0]: expected trapezius, neck, lower-back, glutes or wrists, or an area of your own",
            "found \"El bow\"",
        ],
    );
}

#[test]
fn nesting_in_an_unknown_field_does_not_exhaust_the_stack() {
    let deep = format!("{}{}", "{\"a\":".repeat(100_000), "1".to_owned() + &"}".repeat(100_000));
    Sandbox::new().survives("deep.json", format!("{{\"surprise\": {deep}}}"), &["there is no field \"surprise\" here"]);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    Sandbox::new().survives("bytes.json", b"{\"id\": \"\xff\xfe\"}", &["it is not text in UTF-8"]);
}

#[test]
fn nul_bytes_are_told() {
    Sandbox::new().survives("nothing.json", [0; 5000], &["nothing.json:1:1: expected a value"]);
}

#[test]
fn a_nul_character_in_an_id_is_told() {
    Sandbox::new().survives(
        "nothing.json",
        routine_with("/id", json!("a\0b")),
        &["id: expected 1 to 64 lower-case letters"],
    );
}

// Files that say what makes no sense

#[test]
fn an_unknown_exercise_is_told_with_its_step() {
    let text = routine_with("/steps/0/exercise", json!("back-flip"));
    Sandbox::new().survives(
        "x.json",
        text,
        &["steps[0].exercise: expected the id of an exercise, found \"back-flip\""],
    );
}

#[test]
fn an_unknown_field_is_told_with_the_known_ones() {
    Sandbox::new().survives(
        "x.json",
        routine_with("/colour", json!("red")),
        &["there is no field \"colour\" here; the fields are", "title"],
    );
}

#[test]
fn a_missing_field_is_told() {
    Sandbox::new().survives("x.json", "{\"id\": \"mine\"}", &["title: is missing"]);
}

#[test]
fn a_field_given_twice_is_told() {
    let text = good_routine().to_string().replacen('{', "{\"id\": \"other\",", 1);
    Sandbox::new().survives("x.json", text, &["duplicate field `id`"]);
}

#[test]
fn a_negative_hold_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!(-5));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.hold_secs: expected 5 to 60 seconds, found -5"]);
}

#[test]
fn a_hold_of_no_time_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!(0));
    Sandbox::new().survives("x.json", text, &["expected 5 to 60 seconds, found 0"]);
}

#[test]
fn an_absurdly_long_hold_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!(u64::MAX));
    Sandbox::new().survives("x.json", text, &["expected 5 to 60 seconds, found 9223372036854775807"]);
}

#[test]
fn a_number_beyond_all_numbers_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!("N")).replace("\"N\"", &"9".repeat(400));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.hold_secs: number out of range"]);
}

#[test]
fn half_a_second_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!(10.5));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.hold_secs: ", "10.5", "expected a whole number"]);
}

#[test]
fn a_number_written_as_text_is_told() {
    let text = routine_with("/steps/0/dose/hold_secs", json!("20"));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.hold_secs: ", "expected a whole number"]);
}

#[test]
fn more_repetitions_than_the_source_allows_are_told() {
    let text = routine_with("/steps/0/dose/times", json!(5));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.times: expected 1 to 4 times a side, found 5"]);
}

#[test]
fn a_dose_of_another_kind_is_told() {
    let text = routine_with("/steps/0/dose", json!({"count": 5, "secs_each": 5}));
    Sandbox::new().survives("x.json", text, &["steps[0].dose.count: does not belong in the dose of a static exercise"]);
}

#[test]
fn a_routine_without_steps_is_told() {
    Sandbox::new().survives("x.json", routine_with("/steps", json!([])), &["steps: expected 1 to 100 steps, found 0"]);
}

#[test]
fn a_routine_of_a_hundred_and_one_steps_is_told() {
    let steps = vec![json!({"exercise": "chin-tuck"}); 101];
    Sandbox::new().survives("x.json", routine_with("/steps", json!(steps)), &["expected 1 to 100 steps, found 101"]);
}

#[test]
fn a_routine_longer_than_an_hour_is_told() {
    let step = json!({"exercise": "upper-trap-stretch", "dose": {"hold_secs": 60, "times": 4, "rest_secs": 60}});
    Sandbox::new().survives(
        "x.json",
        routine_with("/steps", json!(vec![step; 100])),
        &["expected at most 60 minutes in all"],
    );
}

#[test]
fn a_routine_without_an_area_is_told() {
    Sandbox::new().survives("x.json", routine_with("/areas", json!([])), &["areas: expected at least one of"]);
}

#[test]
fn an_id_that_could_lead_out_of_the_folder_is_told() {
    Sandbox::new().survives(
        "x.json",
        routine_with("/id", json!("../etc/passwd")),
        &["id: expected 1 to 64 lower-case"],
    );
}

#[test]
fn a_title_of_nothing_but_control_characters_is_told() {
    Sandbox::new().survives(
        "x.json",
        routine_with("/title", json!("\u{1b}[2J\u{202E}")),
        &["title: expected some text"],
    );
}

#[test]
fn the_same_id_in_two_files_is_told_with_both_names() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("a.json", good_routine().to_string());
    sandbox.write_routine("b.json", routine_with("/title", json!("Another")));
    sandbox.goes_on_and_tells(&["b.json:", "id: expected a unique id, but ", "a.json also has mine"]);
    assert_eq!(sandbox.json(&["show", "mine", "--json"])["title"], "My own");
}

#[test]
fn an_exercise_that_stands_in_for_one_of_another_kind_is_told() {
    let sandbox = Sandbox::new();
    let text = include_str!("../routines/exercises/shoulder-rolls.json")
        .replace("\"shoulder-rolls\"", "\"upper-trap-stretch\"");
    sandbox.survives(
        "exercises/upper-trap-stretch.json",
        text,
        &["kind: expected static, as in the exercise that it replaces"],
    );
    assert_eq!(sandbox.json(&["show", "upper-trap-stretch", "--json"])["kind"], "static");
}

#[test]
fn a_good_exercise_of_the_users_own_stands_in_for_the_built_in_one() {
    let sandbox = Sandbox::new();
    let text = include_str!("../routines/exercises/shoulder-rolls.json");
    let name = serde_json::from_str::<Value>(text).unwrap()["name"].as_str().unwrap().to_owned();
    sandbox.write_routine("exercises/shoulder-rolls.json", text.replacen(&name, "Rolls of mine", 1));
    assert_eq!(sandbox.json(&["show", "shoulder-rolls", "--json"])["name"], "Rolls of mine");
    sandbox.supple(&["show", "trap-release-5"]).assert().success().stdout(contains("Rolls of mine")).stderr("");
}

#[test]
fn one_bad_file_does_not_keep_a_good_one_from_being_listed() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("a.json", "{");
    sandbox.write_routine("b.json", good_routine().to_string());
    sandbox.supple(&["list"]).assert().success().stdout(contains("My own")).stderr(contains("a.json:1:1"));
}

#[test]
fn a_session_is_run_beside_a_bad_file() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("a.json", "{");
    let args = ["run", SHORT, "--plain", "--speed", "1000"];
    sandbox.supple(&args).assert().success().stdout(contains("Done: 59 seconds.")).stderr(contains("a.json:1:1"));
}

#[test]
fn doctor_lists_the_faults() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("a.json", "{");
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(contains("a.json:1:1"));
    assert_eq!(sandbox.json(&["doctor", "--quiet", "--json"])["faults"], 1);
}

// Text that would steer the terminal

#[test]
fn hostile_text_of_a_routine_never_reaches_the_terminal() {
    let sandbox = Sandbox::new();
    let mut routine = good_routine();
    for field in ["title", "goal", "when", "note"] {
        routine[field] = json!(HOSTILE);
    }
    routine["equipment"] = json!([HOSTILE]);
    sandbox.write_routine("mine.json", routine.to_string());
    let run = ["run", "mine", "--plain", "--speed", "1000", "--log"];
    for args in [&["list"][..], &["list", "--json"], &["show", "mine"], &["show", "mine", "--json"], &run, &["history"]]
    {
        let assert = sandbox.supple(args).assert().success().stdout(contains("abc"));
        assert_harmless("stdout", &assert.get_output().stdout);
    }
}

#[test]
fn hostile_text_of_an_exercise_never_reaches_the_terminal() {
    let sandbox = Sandbox::new();
    let mut exercise: Value = serde_json::from_str(include_str!("../routines/exercises/shoulder-rolls.json")).unwrap();
    for field in ["name", "summary", "easier", "harder"] {
        exercise[field] = json!(HOSTILE);
    }
    for list in ["targets", "equipment", "mistakes", "cautions", "skip_if"] {
        exercise[list] = json!([HOSTILE]);
    }
    exercise["cues"] = json!({"setup": [HOSTILE], "move": [HOSTILE], "feel": HOSTILE, "breathe": HOSTILE});
    exercise["sources"] = json!([{"title": HOSTILE, "url": HOSTILE}]);
    sandbox.write_routine("exercises/shoulder-rolls.json", exercise.to_string());
    let step = json!([{"exercise": "shoulder-rolls"}]);
    sandbox.write_routine("mine.json", routine_with("/steps", step));
    let (text, events) =
        (["run", "mine", "--plain", "--speed", "1000"], ["run", "mine", "--events", "json", "--speed", "1000"]);
    for args in
        [&["show", "shoulder-rolls"][..], &["show", "shoulder-rolls", "--json"], &["show", "mine"], &text, &events]
    {
        let assert = sandbox.supple(args).assert().success().stdout(contains("abc"));
        assert_harmless("stdout", &assert.get_output().stdout);
    }
}

#[test]
fn hostile_words_in_a_fault_never_reach_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.survives("a.json", routine_with("/steps/0/exercise", json!(HOSTILE)), &["found \"abc\""]);
    sandbox.survives("b.json", json!({HOSTILE: 1}).to_string(), &["there is no field"]);
    sandbox.survives("c.json", routine_with("/level", json!(HOSTILE)), &["level: expected"]);
    let json = sandbox.supple(&["check", "--json"]).assert().code(2);
    assert_harmless("check --json", &json.get_output().stdout);
}

#[cfg(unix)]
#[test]
fn the_hostile_name_of_a_routine_file_never_reaches_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write_routine(&format!("{HOSTILE}.json"), "{");
    sandbox.goes_on_and_tells(&["abc.json:1:1"]);
}

#[test]
fn hostile_text_of_a_record_never_reaches_the_terminal() {
    let sandbox = Sandbox::with_machine();
    let line = session_on("2026-11-23", true, 298).replace("\"Neck ease\"", &json!(HOSTILE).to_string());
    write(&sandbox.history_file(), line);
    sandbox.supple(&["log", SHORT, "--note", HOSTILE]).assert().success();
    sandbox.supple(&["rest", "today", "--reason", HOSTILE]).assert().success();
    for args in [&["history"][..], &["streak", "--explain"]] {
        assert_harmless("stdout", &sandbox.supple(args).assert().success().get_output().stdout);
    }
}

#[test]
fn hostile_text_of_a_record_never_reaches_the_terminal_as_json_either() {
    let sandbox = Sandbox::with_machine();
    sandbox.supple(&["log", SHORT, "--note", HOSTILE]).assert().success();
    assert_harmless("stdout", &sandbox.supple(&["history", "--json"]).assert().success().get_output().stdout);
}

#[test]
fn hostile_words_in_a_broken_line_of_history_never_reach_the_terminal() {
    let sandbox = Sandbox::with_machine();
    write(
        &sandbox.history_file(),
        format!("{{\"kind\": \"session\", \"active_secs\": \"{HOSTILE}\"}}\n{}", session_on("2026-11-23", true, 60)),
    );
    let assert = sandbox.supple(&["streak"]).assert().success().stderr(contains("m-test.jsonl:1: "));
    assert_harmless("stderr", &assert.get_output().stderr);
}

#[cfg(unix)]
#[test]
fn the_hostile_name_of_a_history_file_never_reaches_the_terminal() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.data().join(format!("history/{HOSTILE}.jsonl")), "garbage\n");
    let assert = sandbox.supple(&["streak"]).assert().success().stderr(contains("abc.jsonl:1: "));
    assert_harmless("stderr", &assert.get_output().stderr);
}

// Things that are no files

#[test]
fn a_folder_with_a_routines_name_is_told() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.routines().join("x.json")).unwrap();
    sandbox.goes_on_and_tells(&["x.json: cannot be read: a folder is in its place"]);
}

#[test]
fn a_file_in_place_of_the_routines_folder_is_told() {
    let sandbox = Sandbox::new();
    write(&sandbox.routines(), "not a folder");
    sandbox.goes_on_and_tells(&["routines: cannot be read"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_told() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.routines()).unwrap();
    std::os::unix::fs::symlink("/nowhere", sandbox.routines().join("x.json")).unwrap();
    sandbox.goes_on_and_tells(&["x.json: cannot be read"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_device_without_end_is_not_read() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.routines()).unwrap();
    std::os::unix::fs::symlink("/dev/zero", sandbox.routines().join("x.json")).unwrap();
    sandbox.goes_on_and_tells(&["x.json: cannot be read: a device is in its place"]);
}

#[cfg(unix)]
fn make_pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    crate::strange::pipe(path);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_routines_name_is_not_waited_for() {
    let sandbox = Sandbox::new();
    let path = sandbox.routines().join("x.json");
    make_pipe(&path);
    sandbox.goes_on_and_tells(&["x.json: cannot be read: a pipe is in its place"]);
    sandbox.supple(&["check", path.to_str().unwrap()]).assert().code(2).stdout(contains("a pipe is in its place"));
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_history_files_name_is_not_waited_for() {
    let sandbox = Sandbox::with_machine();
    make_pipe(&sandbox.data().join("history/m-other.jsonl"));
    sandbox.supple(&["streak"]).assert().success().stderr(contains("m-other.jsonl: this is not a file"));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_settings_is_not_waited_for() {
    let sandbox = Sandbox::new();
    make_pipe(&sandbox.config().join("settings.json"));
    sandbox.supple(&["list"]).assert().success().stdout(contains(SHORT));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_this_machines_history_is_not_waited_for() {
    let sandbox = Sandbox::with_machine();
    make_pipe(&sandbox.history_file());
    sandbox.supple(&["log", SHORT]).assert().code(1).stderr(contains("m-test.jsonl"));
}

// Settings

#[test]
fn settings_that_are_garbage_are_told_by_doctor_and_left_alone() {
    let sandbox = Sandbox::new();
    let path = sandbox.config().join("settings.json");
    write(&path, "{\"volume\": \u{1b}[2J");
    sandbox.supple(&["list"]).assert().success().stdout(contains(SHORT));
    let assert = sandbox.supple(&["doctor", "--quiet"]).assert().success();
    assert_harmless("stdout", &assert.get_output().stdout);
    let text = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(text.contains("settings.json: ") && text.contains("using the default settings"), "{text}");
    assert_eq!(fs::read_to_string(path).unwrap(), "{\"volume\": \u{1b}[2J");
}

#[test]
fn settings_out_of_bounds_are_bounded() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.config().join("settings.json"), r#"{"day_start_hour": 200, "grace_per_week": 250, "volume": 255}"#);
    sandbox
        .supple(&["streak", "--explain"])
        .assert()
        .success()
        .stdout(contains("A day begins at 23:00").and(contains("6 missed days in any seven")));
}

#[test]
fn a_folder_in_place_of_the_settings_is_told() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.config().join("settings.json")).unwrap();
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(contains("settings.json: "));
}

// History

#[test]
fn garbage_in_the_history_is_told_line_by_line_and_the_rest_counts() {
    let sandbox = Sandbox::with_machine();
    let lines = [
        b"\xff\x00\x01 garbage\n".as_slice(),
        session_on("2026-11-22", true, 298).as_bytes(),
        b"{\"v\":1,\"kind\":\n",
        session_on("2026-11-23", true, 298).as_bytes(),
    ]
    .concat();
    write(&sandbox.history_file(), &lines);
    let told = contains("m-test.jsonl:1: the line is not UTF-8 text").and(contains("m-test.jsonl:3: "));
    sandbox.supple(&["streak"]).assert().success().stdout(contains("2 days in a row")).stderr(told);
    sandbox.supple(&["log", SHORT]).assert().success();
    assert!(fs::read(sandbox.history_file()).unwrap().starts_with(&lines), "what was there is still there");
}

#[test]
fn a_history_of_nothing_but_garbage_is_an_empty_one() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), (0..=255).cycle().take(300_000).collect::<Vec<u8>>());
    sandbox
        .supple(&["streak"])
        .assert()
        .success()
        .stdout(contains("0 days in a row"))
        .stderr(contains("more lines that cannot be read"));
}

#[test]
fn a_torn_last_line_spoils_nothing_that_comes_after() {
    let sandbox = Sandbox::with_machine();
    let whole = session_on("2026-11-22", true, 298);
    write(&sandbox.history_file(), format!("{whole}{}", &whole[..50]));
    sandbox.supple(&["streak"]).assert().success().stderr(contains("unfinished last line"));
    sandbox.supple(&["log", SHORT]).assert().success();
    assert_eq!(sandbox.records().len(), 2);
}

#[test]
fn records_of_a_later_version_are_kept_and_not_complained_about() {
    let sandbox = Sandbox::with_machine();
    let later = "{\"v\":9,\"kind\":\"dream\",\"id\":\"x\",\"at\":7}\n";
    write(&sandbox.history_file(), format!("{later}{}", session_on("2026-11-23", true, 298)));
    sandbox.supple(&["streak"]).assert().success().stdout(contains("1 day in a row")).stderr("");
}

#[test]
fn a_file_in_place_of_the_history_folder_is_told_with_what_to_do() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.data().join("history"), "not a folder");
    for args in [&["streak"][..], &["log", SHORT]] {
        let what_to_do = contains("move it away, or choose another place with --data-dir");
        sandbox.supple(args).assert().code(1).stdout("").stderr(contains(in_words("data/history")).and(what_to_do));
    }
}

#[test]
fn a_file_in_place_of_the_data_folder_does_not_cost_a_session() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.data(), "not a folder");
    assert_record_in_the_message(&sandbox, "data/history/m-test.jsonl", "choose another place with --data-dir");
}

#[test]
fn a_machine_name_that_is_none_is_told_with_what_to_do() {
    let sandbox = Sandbox::new();
    let path = sandbox.state().join("machine");
    write(&path, "../../etc\n");
    let expected = contains("does not hold a machine name").and(contains("delete the file to get a new name"));
    sandbox.supple(&["log", SHORT]).assert().code(1).stderr(expected);
    assert_eq!(fs::read_to_string(path).unwrap(), "../../etc\n");
}

#[test]
fn a_file_in_place_of_the_state_folder_does_not_cost_a_session() {
    let sandbox = Sandbox::new();
    write(&sandbox.state(), "not a folder");
    assert_record_in_the_message(&sandbox, "state/machine", "choose another place");
}

/// A path as this system writes it.
fn in_words(path: &str) -> String {
    path.replace('/', std::path::MAIN_SEPARATOR_STR)
}

/// A session that cannot be kept: exit code 1; the message names the file, what to do, and holds the record.
fn assert_record_in_the_message(sandbox: &Sandbox, file: &str, what_to_do: &str) {
    let args = ["run", SHORT, "--plain", "--speed", "1000", "--log"];
    let assert = sandbox.supple(&args).assert().code(1).stdout(contains("Done: 59 seconds."));
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(message.contains(&in_words(file)), "{message}");
    assert!(message.contains(what_to_do), "{message}");
    let line = message.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("no record in {message}"));
    let another = Sandbox::with_machine();
    write(&another.history_file(), format!("{line}\n"));
    let record = &another.records()[0];
    assert_eq!(
        (&record["routine"], &record["completed"], &record["active_secs"]),
        (&json!(SHORT), &json!(true), &json!(59))
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_at_the_end_of_a_session_does_not_lose_it() {
    let sandbox = Sandbox::with_full_disk();
    assert_record_in_the_message(&sandbox, "data/history/m-test.jsonl", "free some space and try again");
}

#[cfg(target_os = "linux")]
#[test]
fn a_session_that_met_a_full_disk_keeps_its_checkpoint() {
    let sandbox = Sandbox::with_full_disk();
    sandbox.supple(&["run", SHORT, "--plain", "--speed", "1000", "--log"]).assert().code(1);
    assert_eq!(fs::read_dir(sandbox.data().join("unfinished")).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_refuses_a_session_done_without_the_program() {
    let sandbox = Sandbox::with_full_disk();
    sandbox
        .supple(&["log", SHORT])
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains("Nothing was written; free some space"));
    sandbox.supple(&["rest"]).assert().code(1).stdout("").stderr(contains("m-test.jsonl"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_anywhere_within_a_line_takes_nothing_and_loses_nothing() {
    let mut sandbox = Sandbox::with_machine();
    let line = session_on("2026-11-22", true, 298);
    for room in [0, 1, 2, 17, 100, 200, 400] {
        // Room for so many bytes of the line and no more.
        let blank = "\n".repeat(4096 - room - line.len());
        let before = format!("{blank}{line}");
        write(&sandbox.history_file(), &before);
        sandbox = sandbox.with_room(8);
        sandbox.supple(&["log", "neck-ease-5"]).assert().code(1).stdout("").stderr(contains("free some space"));
        assert_eq!(fs::read_to_string(sandbox.history_file()).unwrap(), before, "{room} bytes of room");
        sandbox = sandbox.with_room(1 << 20);
        sandbox.supple(&["log", "neck-ease-5"]).assert().success();
        assert_eq!(sandbox.records().len(), 2, "{room} bytes of room");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_session_that_meets_a_full_disk_anywhere_is_offered_again() {
    let sandbox = Sandbox::with_machine().with_room(8);
    write(&sandbox.history_file(), "\n".repeat(4000));
    sandbox
        .supple(&["run", SHORT, "--plain", "--speed", "1000", "--log"])
        .assert()
        .code(1)
        .stderr(contains("free some space").and(contains("\"kind\":\"session\"")));
    let sandbox = sandbox.with_room(1 << 20);
    sandbox
        .supple(&["log", "--unfinished"])
        .assert()
        .success()
        .stdout(contains("One-minute stand-up break").or(contains("no interrupted sessions")));
    assert_eq!(sandbox.records().len(), 1, "logged at the next start, or by that command");
}

/// Windows removes no folder in which a file is open.
#[cfg(unix)]
#[test]
fn a_data_folder_that_is_removed_while_a_session_runs_does_not_cost_it() {
    use std::io::{BufRead, BufReader};
    let sandbox = Sandbox::with_machine();
    let args = ["run", SHORT, "--events", "json", "--speed", "50", "--log"];
    let mut process = sandbox.process(&args).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    lines.by_ref().take(4).for_each(|line| drop(line.unwrap()));
    fs::remove_dir_all(sandbox.data()).unwrap();
    lines.for_each(|line| drop(line.unwrap()));
    assert!(process.wait().unwrap().success());
    assert_eq!(sandbox.records()[0]["completed"], true);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_told_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_machine();
    let folder = sandbox.data().join("history");
    fs::create_dir_all(&folder).unwrap();
    let sandbox = sandbox.without_superuser();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    assert_record_in_the_message(&sandbox, "data/history/m-test.jsonl", "make the folder writable for you");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_clock_that_was_set_back_two_days_is_told_and_loses_nothing() {
    let sandbox = Sandbox::with_machine();
    write(
        &sandbox.history_file(),
        ["2026-11-21", "2026-11-22", "2026-11-23"].map(|day| session_on(day, true, 298)).concat(),
    );
    let back = ("SUPPLE_NOW", "2026-11-21T20:00:00+00:00");
    let told = contains("1 day in a row")
        .and(contains("2 sessions are dated after today (2026-11-21): a clock is or was wrong"));
    sandbox.supple(&["streak"]).env(back.0, back.1).assert().success().stdout(told);
    sandbox.supple(&["log", SHORT]).env(back.0, back.1).assert().success();
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 3, "the clock is right again");
    assert_eq!(sandbox.records().len(), 4);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_on_a_full_disk_is_told() {
    let sandbox = Sandbox::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = sandbox
        .process(&["list"])
        .stdout(full)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.starts_with("supple: cannot write the output: "), "{stderr}");
}

/// An exercise of one's own with this language, in Japanese.
fn in_japanese(language: Option<&str>) -> (Sandbox, std::path::PathBuf) {
    let sandbox = Sandbox::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/exercises/chin-tuck.json");
    let mut own: Value = serde_json::from_str(&fs::read_to_string(source).unwrap()).unwrap();
    (own["id"], own["spoken"]) = (json!("mine"), json!(["肩を回す。"]));
    if let Some(language) = language {
        own["language"] = json!(language);
    }
    let file = sandbox.write_routine("exercises/mine.json", own.to_string());
    (sandbox, file)
}

#[test]
fn an_exercise_that_no_english_voice_can_speak_is_told_to_be_silent() {
    let (sandbox, file) = in_japanese(None);
    let told = contains("mine: is shown but not spoken; name the language of its texts");
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().success().stdout(told);
}

#[test]
fn a_language_that_the_system_has_no_voice_for_is_told_by_the_doctor() {
    let (sandbox, file) = in_japanese(Some("ja"));
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().success().stdout("No problems found in 1 file.\n");
    let told = contains("no voice for ja: exercises in that language are shown but not spoken");
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(told);
}

#[test]
fn a_language_that_is_none_is_told() {
    for language in ["", "j", "japanese!", "-w/tmp/x", "ja_JP"] {
        let (sandbox, file) = in_japanese(Some(language));
        let told = contains("language: expected a language such as ja or pt-BR");
        sandbox.supple(&["check", file.to_str().unwrap()]).assert().code(2).stdout(told);
    }
}
