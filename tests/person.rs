//! What a person says of themselves, and what follows from it: screening, advice, warning signs.

#[cfg(unix)]
use std::fs;

use predicates::str::contains;
use serde_json::json;

use crate::sandbox::{Sandbox, write};

/// What each step of `steady-base-9` became: the exercises listed as changed, each with how.
fn changes(sandbox: &Sandbox, routine: &str) -> Vec<(String, String)> {
    let shown = sandbox.json(&["show", routine, "--json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let changes = shown["changes"].as_array().unwrap();
    changes.iter().map(|change| (text(&change["exercise"]), text(&change["how"]))).collect()
}

#[test]
fn a_yes_leaves_out_what_it_rules_out_and_says_why() {
    let sandbox = Sandbox::new();
    assert_eq!(changes(&sandbox, "steady-base-9"), []);
    sandbox.supple(&["profile", "--yes", "knee-kneeling"]).assert().success().stdout(contains("Saved."));
    let changes = changes(&sandbox, "steady-base-9");
    assert!(changes.iter().any(|(exercise, _)| exercise == "bird-dog"), "{changes:?}");
    sandbox.supple(&["show", "steady-base-9"]).assert().success().stdout(contains("Left out: Bird dog ("));
    sandbox.supple(&["list"]).assert().success().stdout(contains(" left out for you"));
    let plain = ["run", "steady-base-9", "--plain", "--mute", "--speed", "1000"];
    sandbox.supple(&plain).assert().success().stdout(contains("Left out: Bird dog ("));
}

#[test]
fn answers_can_be_changed_and_forgotten_and_a_word_that_is_none_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.says(&["profile", "--yes", "wrist,knee", "--lacks", "mat", "--avoid", "prone"]);
    sandbox.says(&["profile", "--no", "knee", "--has", "mat"]);
    let told = sandbox.json(&["profile", "--json"]);
    assert_eq!((&told["yes"], &told["lacks"], &told["avoids"]), (&json!(["wrist"]), &json!([]), &json!(["prone"])));
    sandbox.supple(&["profile", "--yes", "elbow"]).assert().code(2).stderr(contains("--yes must be one of"));
    sandbox.says(&["profile", "--clear"]);
    assert_eq!(sandbox.json(&["profile", "--json"])["yes"], json!([]));
    sandbox.says(&["undo"]);
    assert_eq!(sandbox.json(&["profile", "--json"])["yes"], json!(["wrist"]));
}

#[test]
fn every_question_can_be_answered_line_by_line() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["profile", "--ask"]).write_stdin("y\nn\n\nyes\n").assert().success();
    let told = sandbox.json(&["profile", "--json"]);
    let tag = |index: usize| told["questions"][index]["tag"].clone();
    let mut yes = vec![tag(0), tag(3)];
    yes.sort_by_key(ToString::to_string);
    assert_eq!(told["yes"], json!(yes));
}

#[test]
fn answers_are_exported_imported_and_kept_private_like_any_record() {
    let sandbox = Sandbox::with_machine();
    sandbox.says(&["profile", "--yes", "osteoporosis"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(sandbox.history_file()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for format in ["json", "csv"] {
        let file = sandbox.data().join(format!("out.{format}"));
        sandbox.says(&["export", "--format", format, "--out", file.to_str().unwrap()]);
        let other = Sandbox::new();
        other.says(&["import", file.to_str().unwrap(), "--write"]);
        assert_eq!(other.json(&["profile", "--json"])["yes"], json!(["osteoporosis"]), "{format}");
    }
}

#[test]
fn the_newest_answers_of_two_machines_count() {
    let sandbox = Sandbox::with_machine();
    let line = |at: &str, id: &str, tag: &str| {
        format!(r#"{{"v":1,"kind":"profile","id":"{id}","at":"{at}T08:00:00+00:00","yes":["{tag}"]}}"#) + "\n"
    };
    write(&sandbox.history_file(), line("2026-11-20", "01A", "knee"));
    write(&sandbox.data().join("history/m-other.jsonl"), line("2026-11-21", "01B", "wrist"));
    assert_eq!(sandbox.json(&["profile", "--json"])["yes"], json!(["wrist"]));
}

#[test]
fn warning_signs_are_a_command_the_emergencies_first() {
    let sandbox = Sandbox::new();
    let said = sandbox.supple(&["safety"]).output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    let place = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text} in {said}"));
    assert!(said.starts_with("Get help at once if you have:\n"), "{said}");
    assert!(
        place("Chest pain") < place("Get help soon if you have")
            && place("Get help soon if you have") < place("Always")
    );
    assert!(place("With a massage gun") > 0);
    assert!(sandbox.json(&["safety", "--json"])["sections"][0]["notes"].as_array().unwrap().len() >= 7);
}

#[test]
fn every_topic_can_be_read_by_its_word_or_its_title() {
    let sandbox = Sandbox::new();
    for topic in sandbox.json(&["learn", "--json"]).as_array().unwrap() {
        let (word, title) = (topic["topic"].as_str().unwrap(), topic["title"].as_str().unwrap());
        for name in [word, &title.to_uppercase()] {
            sandbox.supple(&["learn", name]).assert().success().stdout(contains(title));
        }
    }
    sandbox.supple(&["learn", "tax"]).assert().code(2).stderr(contains("Topics: what-knots-are"));
}

#[test]
fn plain_sessions_tell_the_warning_signs_on_a_key() {
    let sandbox = Sandbox::new();
    let run = ["run", "micro-stand-1", "--plain", "--mute", "--wait", "--speed", "1000"];
    sandbox.supple(&run).write_stdin("s\nq\n").assert().success().stdout(contains("Get help at once if you have"));
}

#[test]
fn a_plain_session_proposes_the_gentle_routine_on_a_day_for_it() {
    let sandbox = Sandbox::new();
    sandbox.says(&["check-in", "trapezius", "7"]);
    let run = ["run", "neck-ease-5", "--plain", "--mute", "--speed", "1000"];
    let gentle = "Tension in your trapezius is 7 of 10 today: go gently. supple run gentle-flare-7";
    sandbox.supple(&run).assert().success().stdout(contains(gentle)).stdout(contains("(trapezius 7 of 10 today)"));
}

#[test]
fn an_ouch_in_a_plain_session_is_kept_with_its_answer_side_and_strength() {
    let sandbox = Sandbox::with_machine();
    let run = ["run", "desk-micro-2", "--plain", "--mute", "--wait", "--speed", "0.1", "--log"];
    let said = sandbox.supple(&run).write_stdin("o 7\n2\nq\n").assert().success();
    said.stdout(contains("1: Chest pain")).stdout(contains("That is all for this area today"));
    let ouch = &sandbox.records()[0]["steps"][0]["ouches"][0];
    assert_eq!((&ouch["kind"], &ouch["score"]), (&json!("sharp"), &json!(7)));
}

#[test]
fn signs_that_need_help_end_a_plain_session_and_are_advised_about() {
    let sandbox = Sandbox::with_machine();
    let run = ["run", "desk-micro-2", "--events", "json", "--mute", "--speed", "0.1", "--log"];
    let said = sandbox.supple(&run).write_stdin("o\n1\n").output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    for part in [r#""answer":"emergency""#, r#""event":"finished""#, r#""event":"advice""#, r#""rule":"alarm""#] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn advice_is_said_once_a_week_by_commands_too() {
    let sandbox = Sandbox::new();
    let tell = || sandbox.supple(&["check-in", "neck", "8", "--limits-daily-life"]).output().unwrap().stdout;
    let says = |said: Vec<u8>| String::from_utf8(said).unwrap().contains("limits daily life (first");
    assert!(says(tell()));
    let again = sandbox.supple(&["check-in", "neck", "2"]).output().unwrap().stdout;
    assert!(!says(again), "no news of it");
}

#[cfg(unix)]
#[test]
fn an_ouch_survives_a_kill_right_after_it_even_in_the_first_get_ready() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::Stdio;

    let sandbox = Sandbox::with_machine();
    let mut command = sandbox.process(&["run", "desk-micro-2", "--events", "json", "--speed", "0.1", "--log"]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.as_mut().unwrap().write_all(b"o 8\n2\n").unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.into_iter().any(|line| line.contains(r#""reason":"left-out""#)), "it was answered");
    process.kill().unwrap();
    process.wait().unwrap();
    sandbox.says(&["log", "--unfinished"]);
    let ouch = &sandbox.records()[0]["steps"][0]["ouches"][0];
    assert_eq!((&ouch["kind"], &ouch["score"]), (&json!("sharp"), &json!(8)));
}

#[cfg(unix)]
#[test]
fn a_report_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::with_machine();
    sandbox.says(&["check-in", "neck", "3"]);
    sandbox.says(&["export", "--report", "--out", sandbox.data().to_str().unwrap()]);
    for file in ["md", "html"] {
        let path = sandbox.data().join(format!("supple-report-2026-11-23.{file}"));
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_area_with_sharp_pain_is_left_out_for_the_day() {
    let sandbox = Sandbox::with_machine();
    let run = ["run", "desk-micro-2", "--plain", "--mute", "--wait", "--speed", "0.1", "--log"];
    sandbox.supple(&run).write_stdin("o 7\n2\nq\n").assert().success();
    let again = sandbox.supple(&run).write_stdin("q\n").assert().success();
    again.stdout(contains("(trapezius hurt today: let it rest)")).stdout(contains("Have that looked at"));
}

#[test]
fn what_rules_out_lying_on_the_back_in_pregnancy_rules_out_the_belly_too() {
    let sandbox = Sandbox::new();
    sandbox.says(&["profile", "--yes", "pregnancy-supine"]);
    let changes = changes(&sandbox, "steady-base-9");
    assert!(changes.contains(&("prone-y-lift".to_owned(), "left-out".to_owned())), "{changes:?}");
}

#[test]
fn after_signs_that_need_help_a_plain_session_begins_on_a_key() {
    let sandbox = Sandbox::with_machine();
    let run = ["run", "desk-micro-2", "--plain", "--mute", "--speed", "1000", "--log"];
    sandbox
        .supple(&["run", "desk-micro-2", "--plain", "--mute", "--speed", "0.1", "--log"])
        .write_stdin("o\n1\n")
        .assert()
        .success();
    let said = sandbox.supple(&run).write_stdin("").assert().success();
    said.stdout(contains("a session was stopped on")).stdout(contains("Ready when you are"));
}

#[test]
fn colours_and_keys_of_ones_own_are_checked_like_routines() {
    let sandbox = Sandbox::new();
    sandbox.asked_before();
    let path = sandbox.config().join("settings.json");
    std::fs::write(&path, r#"{"keys": {"x": "histroy"}, "colours": {"accent": "light blue"}}"#).unwrap();
    let check = sandbox.supple(&["check"]).assert().code(2);
    check.stdout(contains("settings.json: \"keys\": \"histroy\" is not an action; did you mean \"history\"?"));
    std::fs::write(&path, r#"{"keys": {"x": "history"}}"#).unwrap();
    sandbox.supple(&["check"]).assert().success();
}
