//! What a person likes and aims at: marks, another order of the steps, and the goal of a week.

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::json;

use crate::sandbox::{Sandbox, session_on, write};

fn marks(sandbox: &Sandbox) -> Vec<(String, String)> {
    let marks = sandbox.json(&["mark", "--json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    marks.as_array().unwrap().iter().map(|mark| (text(&mark["id"]), text(&mark["mark"]))).collect()
}

fn pair(id: &str, mark: &str) -> (String, String) {
    (id.to_owned(), mark.to_owned())
}

#[test]
fn marks_are_set_listed_and_taken_back() {
    let sandbox = Sandbox::new();
    assert!(sandbox.says(&["mark"]).starts_with("Nothing is marked."));
    sandbox.supple(&["mark", "favourite", "Neck ease"]).assert().success().stdout("Favourite: Neck ease.\n");
    sandbox.says(&["mark", "never", "bridge", "desk-micro-2"]);
    let both = [pair("neck-ease-5", "favourite"), pair("bridge", "never"), pair("desk-micro-2", "never")];
    assert_eq!(marks(&sandbox), both);
    let listed = sandbox.says(&["list"]);
    assert!(listed.contains("Neck ease *"), "{listed}");
    assert!(listed.lines().rev().nth(2).unwrap().contains("Desk micro-break (never)"), "{listed}");
    sandbox.says(&["mark", "none", "desk-micro-2"]);
    assert_eq!(marks(&sandbox), both[..2]);
    sandbox.says(&["undo"]);
    assert_eq!(marks(&sandbox), both);
}

#[test]
fn a_mark_on_what_there_is_not_marks_nothing() {
    let sandbox = Sandbox::new();
    sandbox
        .supple(&["mark", "never", "bridge", "neck-eese"])
        .assert()
        .code(2)
        .stderr(contains("there is no routine or exercise \"neck-eese\". Did you mean neck-ease-5?"));
    assert_eq!(marks(&sandbox), []);
    sandbox.supple(&["mark", "never"]).assert().code(2);
}

#[test]
fn a_mark_that_is_there_already_is_not_written_again() {
    let sandbox = Sandbox::new();
    sandbox.says(&["mark", "favourite", "bridge"]);
    sandbox.says(&["mark", "favourite", "bridge"]);
    assert_eq!(sandbox.records().len(), 1);
}

#[test]
fn marks_are_exported_and_imported_like_any_record() {
    let sandbox = Sandbox::new();
    sandbox.says(&["mark", "never", "bridge"]);
    for format in ["json", "csv"] {
        let file = sandbox.data().join(format!("out.{format}"));
        sandbox.says(&["export", "--format", format, "--out", file.to_str().unwrap()]);
        let other = Sandbox::new();
        other.says(&["import", file.to_str().unwrap(), "--write"]);
        assert_eq!(marks(&other), [pair("bridge", "never")], "{format}");
    }
}

#[test]
fn the_newest_mark_of_two_machines_counts() {
    let sandbox = Sandbox::with_machine();
    let line = |day: &str, is: &str| {
        format!(r#"{{"v":1,"kind":"taste","id":"T{day}","at":"{day}T08:00:00+00:00","of":"bridge","is":"{is}"}}"#)
            + "\n"
    };
    write(&sandbox.history_file(), line("2026-11-20", "favourite"));
    write(&sandbox.history_file().with_file_name("a-other.jsonl"), line("2026-11-19", "never"));
    assert_eq!(marks(&sandbox), [pair("bridge", "favourite")]);
}

/// The names of the exercises in the order in which a rehearsal does them.
fn order(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let args = [&["run", "full-reset-15", "--plain", "--speed", "1000"], args].concat();
    let text = sandbox.says(&args);
    text.lines().filter(|line| line.starts_with("Exercise ")).map(|line| line[12..].to_owned()).collect()
}

#[test]
fn shuffled_steps_come_in_another_order_that_is_the_same_all_day() {
    let sandbox = Sandbox::new();
    let names = |order: &[String]| {
        let mut names: Vec<String> =
            order.iter().map(|line| line.split_once(": ").unwrap().1.split(". ").next().unwrap().to_owned()).collect();
        let all = names.clone();
        names.sort_unstable();
        (all, names)
    };
    let (written, all) = names(&order(&sandbox, &[]));
    let (shuffled, the_same) = names(&order(&sandbox, &["--shuffle"]));
    assert_eq!(all, the_same);
    assert_ne!(written, shuffled);
    assert_eq!((written.first(), written.last()), (shuffled.first(), shuffled.last()));
    assert_eq!(names(&order(&sandbox, &["--shuffle"])).0, shuffled);
}

#[test]
fn a_shuffled_session_that_was_cut_off_goes_on_in_its_order_on_another_day() {
    use std::io::{BufRead, BufReader};
    let sandbox = Sandbox::with_machine();
    let args = ["run", "full-reset-15", "--shuffle", "--events", "json", "--speed", "40", "--log"];
    let mut process = sandbox.process(&args).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().contains("\"event\":\"step-ended\"") {}
    process.kill().unwrap();
    process.wait().unwrap();
    let resume = ["run", "--resume", "--plain"];
    let mut resumed = sandbox.supple(&resume);
    resumed.env("SUPPLE_NOW", "2026-11-24T20:00:00+00:00").write_stdin("q\n");
    resumed.assert().success().stdout(contains("Resumed where you stopped: "));
    assert_eq!(sandbox.records().len(), 1);
}

/// Sessions of five minutes on four days of the week before [`crate::sandbox::NOW`], a Monday, and on that day.
fn with_a_goal(goal: &str) -> Sandbox {
    let sandbox = Sandbox::with_machine();
    let lines: String =
        ["2026-11-18", "2026-11-20", "2026-11-23"].iter().map(|day| session_on(day, true, 300)).collect();
    write(&sandbox.history_file(), lines);
    write(&sandbox.config().join("settings.json"), format!(r#"{{"goal": {goal}, "week_starts": "saturday"}}"#));
    sandbox
}

#[test]
fn the_goal_of_the_week_is_told_with_the_streak() {
    let sandbox = with_a_goal(r#"{"days": 3}"#);
    sandbox.supple(&["streak"]).assert().success().stdout(contains("1 of 3 days this week\n"));
    let week = sandbox.json(&["streak", "--json"])["week"].clone();
    let expected = json!({"starts": "2026-11-21", "goal": {"days": 3}, "needed": 3, "done": 1, "reached": false});
    assert_eq!(week, expected);
    assert!(sandbox.says(&["today"]).contains("\n1 of 3 days this week"));
    with_a_goal(r#"{"minutes": 60}"#).supple(&["streak"]).assert().stdout(contains("5 of 60 min this week\n"));
}

#[test]
fn rest_days_take_their_part_off_the_goal() {
    let sandbox = with_a_goal(r#"{"days": 3}"#);
    sandbox.says(&["rest", "2026-11-24", "2026-11-25", "--vacation"]);
    sandbox.supple(&["streak"]).assert().success().stdout(contains("1 of 1 day this week\n"));
}

#[test]
fn without_a_goal_nothing_is_said_of_the_week() {
    let sandbox = with_a_goal(r#""none""#);
    sandbox.supple(&["streak"]).assert().success().stdout(contains("this week").not());
    assert_eq!(sandbox.json(&["streak", "--json"])["week"], json!(null));
}
