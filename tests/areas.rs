//! An area of the user's own, from a file that names it to every place where areas are shown.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// An exercise for the feet, as a user would write it.
fn sole_stretch() -> Value {
    json!({
        "id": "sole-stretch",
        "name": "Sole stretch",
        "area": "feet",
        "targets": ["plantar fascia"],
        "position": "seated",
        "sides": "left-right",
        "kind": "static",
        "level": "beginner",
        "summary": "Stretches the sole of the foot.",
        "dose": {"hold_secs": 20, "times": 1, "rest_secs": 0},
        "cues": {"setup": ["Sit tall."], "move": ["Draw the toes up."], "feel": "The sole.", "breathe": "Slowly."},
        "spoken": ["Draw the toes of your {side} foot up."],
        "cautions": ["Stop at tingling."],
        "easier": "Draw less.",
        "sources": [{"title": "A test"}],
    })
}

fn feet_routine() -> Value {
    json!({
        "id": "feet-2",
        "title": "Feet",
        "areas": ["feet"],
        "level": "beginner",
        "goal": "To test.",
        "steps": [{"exercise": "sole-stretch"}],
    })
}

/// A sandbox in which one session for the feet was done.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_machine();
    sandbox.write_routine("exercises/sole-stretch.json", sole_stretch().to_string());
    sandbox.write_routine("feet-2.json", feet_routine().to_string());
    sandbox.supple(&["run", "feet-2", "--plain", "--speed", "1000", "--log"]).assert().success();
    sandbox
}

/// The page for a clinician.
fn report(sandbox: &Sandbox) -> String {
    sandbox.supple(&["export", "--report", "--out", sandbox.data().to_str().unwrap()]).assert().success();
    std::fs::read_to_string(sandbox.data().join("supple-report-2026-11-23.md")).unwrap()
}

fn ids(listed: &Value) -> Vec<&str> {
    listed.as_array().unwrap().iter().map(|routine| routine["id"].as_str().unwrap()).collect()
}

#[test]
fn its_file_is_good() {
    sandbox().supple(&["check"]).assert().success();
}

#[test]
fn its_routines_are_listed_by_it() {
    assert_eq!(ids(&sandbox().json(&["list", "--json", "--area", "feet"])), ["feet-2"]);
}

#[test]
fn its_sessions_count_for_it() {
    let sandbox = sandbox();
    assert_eq!(sandbox.records()[0]["steps"][0]["areas"], json!(["feet"]));
    let areas = sandbox.json(&["history", "--view", "areas", "--json"]);
    assert_eq!(areas["feet"]["last_28_days"]["seconds"], 40);
    assert!(sandbox.says(&["history", "--view", "areas"]).contains("feet"));
}

#[test]
fn its_tension_is_told_and_shown() {
    let sandbox = sandbox();
    sandbox.supple(&["check-in", "feet", "5"]).assert().success();
    let comfort = sandbox.json(&["history", "--view", "comfort", "--json"]);
    assert_eq!(comfort["areas"]["feet"]["weeks"].as_array().unwrap().last().unwrap()["tension"], 5.0);
}

#[test]
fn a_session_logged_by_hand_may_tell_its_tension() {
    let sandbox = sandbox();
    sandbox.supple(&["log", "feet-2", "--tension", "feet=6:3"]).assert().success();
    let records = sandbox.records();
    let logged = records.iter().find(|record| record["entered"].is_string()).unwrap();
    assert_eq!(logged["tension"]["feet"], json!({"before": 6, "after": 3}));
}

#[test]
fn it_stands_in_the_report_and_in_the_table_and_comes_back_from_it() {
    let sandbox = sandbox();
    assert!(report(&sandbox).contains("| Feet |"));
    let table = sandbox.says(&["export", "--format", "csv"]);
    assert!(table.contains("feet=40"), "{table}");
    let other = Sandbox::with_machine();
    other.write_routine("exercises/sole-stretch.json", sole_stretch().to_string());
    let file = other.write_routine("table.csv", table);
    other.supple(&["import", file.to_str().unwrap(), "--write"]).assert().success();
    assert_eq!(other.records()[0]["steps"][0]["areas"], json!(["feet"]));
}

#[test]
fn its_history_is_still_shown_when_its_files_are_gone() {
    let sandbox = sandbox();
    std::fs::remove_dir_all(sandbox.routines()).unwrap();
    let areas = sandbox.json(&["history", "--view", "areas", "--json"]);
    assert_eq!(areas["feet"]["last_28_days"]["seconds"], 40);
    assert!(report(&sandbox).contains("| Feet |"));
}

#[test]
fn a_misspelt_area_of_an_exercise_is_a_fault_with_its_place() {
    let sandbox = Sandbox::new();
    let mut exercise = sole_stretch();
    exercise["area"] = json!("trapezus");
    sandbox.write_routine("exercises/sole-stretch.json", exercise.to_string());
    let output = sandbox.supple(&["check"]).assert().failure();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(text.contains("area: expected trapezius") && text.contains("found \"trapezus\""), "{text}");
}

#[test]
fn an_exercise_says_one_area_or_several_and_never_both_or_none() {
    for (change, what) in [
        (json!({"area": "neck", "areas": ["neck"]}), "expected either area or areas"),
        (json!({"area": null}), "expected at least one"),
        (json!({"area": null, "areas": ["neck", "No"]}), "areas[1]: expected trapezius"),
    ] {
        let sandbox = Sandbox::new();
        let mut exercise = sole_stretch();
        for (field, value) in change.as_object().unwrap() {
            exercise[field] = value.clone();
        }
        sandbox.write_routine("exercises/sole-stretch.json", exercise.to_string());
        let output = sandbox.supple(&["check"]).assert().failure();
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(text.contains(what), "{text}");
    }
}

#[test]
fn a_record_of_an_exercise_that_serves_two_areas_counts_for_each() {
    let sandbox = Sandbox::with_machine();
    sandbox.supple(&["run", "desk-micro-2", "--plain", "--speed", "1000", "--log"]).assert().success();
    let record = &sandbox.records()[0];
    let stretch = record["steps"].as_array().unwrap().iter().find(|step| step["exercise"] == "upper-trap-stretch");
    assert_eq!(stretch.unwrap()["areas"], json!(["trapezius", "neck"]));
    let seconds = |area: &str| -> u64 {
        let steps = record["steps"].as_array().unwrap().iter();
        let of_area = steps.filter(|step| step["areas"].as_array().unwrap().contains(&json!(area)));
        let secs = |step: &Value, field: &str| step[field].as_u64().unwrap_or(0);
        of_area.map(|step| secs(step, "secs").max(secs(step, "left_secs") + secs(step, "right_secs"))).sum()
    };
    let areas = sandbox.json(&["history", "--view", "areas", "--json"]);
    for area in ["trapezius", "neck"] {
        assert_eq!(areas[area]["last_28_days"]["seconds"], seconds(area), "{area}");
    }
}
