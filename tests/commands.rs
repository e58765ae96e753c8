//! Every command of the whole program: what it prints, how it exits, and what it leaves behind.

use crate::sandbox;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use predicates::prelude::*;
use predicates::str::contains;
use sandbox::{Sandbox, copy_over, good_routine, routine_with, session_on, write};
use serde_json::{Value, json};

/// The shortest routine: its exercises hold no sides.
const SHORT: &str = "micro-stand-1";

fn ids(listed: &Value) -> Vec<&str> {
    listed.as_array().unwrap().iter().map(|routine| routine["id"].as_str().unwrap()).collect()
}

/// The ids of all routines for which `admit` holds.
fn ids_where(all: &Value, admit: impl Fn(&Value) -> bool) -> Vec<&str> {
    let kept = all.as_array().unwrap().iter().filter(|routine| admit(routine));
    kept.map(|routine| routine["id"].as_str().unwrap()).collect()
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A session in lines of text that is not over before a test is done with it.
fn long_session(sandbox: &Sandbox) -> std::process::Child {
    let mut run = sandbox.process(&["run", "full-reset-15", "--plain", "--speed", "200", "--log"]);
    run.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

// list

#[test]
fn list_names_every_routine_on_a_line_of_its_own() {
    let sandbox = Sandbox::new();
    let listed = sandbox.json(&["list", "--json"]);
    let text = sandbox.says(&["list"]);
    let rows = text.lines().take_while(|line| !line.is_empty());
    let first_words: Vec<&str> = rows.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(first_words, ids(&listed));
    assert!(first_words.len() > 20, "{text}");
}

#[test]
fn a_muted_list_and_show_say_that_their_times_are_without_the_voice() {
    let sandbox = Sandbox::new();
    let listed = sandbox.says(&["list"]);
    assert!(listed.ends_with("\nTimes are without the voice, which is off.\n"), "{listed}");
    let shown = sandbox.says(&["show", SHORT]);
    assert!(shown.contains(" without the voice, which is off.\n"), "{shown}");
}

#[cfg(feature = "sound")]
#[test]
fn a_list_and_show_say_that_their_times_are_with_the_voice() {
    let sandbox = Sandbox::new();
    let aloud = |args: &[&str]| {
        let mut command = assert_cmd::Command::new(sandbox::SUPPLE);
        let output = command.env_clear().envs(sandbox.environment()).args(args).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    let listed = aloud(&["list"]);
    assert!(listed.ends_with("\nTimes are with the voice; supple show ID says how long without.\n"), "{listed}");
    let shown = aloud(&["show", SHORT]);
    assert!(shown.contains("\nTime: with the voice ") && shown.contains(", without "), "{shown}");
}

#[test]
fn the_total_that_list_names_is_the_sum_of_what_the_session_takes() {
    let sandbox = Sandbox::new();
    for routine in sandbox.json(&["list", "--json"]).as_array().unwrap() {
        let id = routine["id"].as_str().unwrap();
        let shown = sandbox.json(&["show", id, "--json"]);
        let sum =
            |of: &str| shown[of].as_array().unwrap().iter().map(|part| part["secs"].as_u64().unwrap()).sum::<u64>();
        let total = routine["total_secs"].as_u64().unwrap();
        assert_eq!((sum("segments"), sum("steps"), shown["total_secs"].as_u64()), (total, total, Some(total)), "{id}");
        assert_eq!(shown["steps"].as_array().unwrap().len() as u64, routine["steps"].as_u64().unwrap(), "{id}");
    }
}

#[test]
fn list_keeps_to_an_area() {
    let sandbox = Sandbox::new();
    let all = sandbox.json(&["list", "--json"]);
    let neck = sandbox.json(&["list", "--json", "--area", "neck"]);
    assert_eq!(ids(&neck), ids_where(&all, |routine| routine["areas"].as_array().unwrap().contains(&json!("neck"))));
    assert!((1..ids(&all).len()).contains(&ids(&neck).len()));
}

#[test]
fn list_keeps_to_a_time() {
    let sandbox = Sandbox::new();
    let all = sandbox.json(&["list", "--json"]);
    let short = sandbox.json(&["list", "--json", "--max", "3:57"]);
    assert_eq!(ids(&short), ids_where(&all, |routine| routine["total_secs"].as_u64().unwrap() <= 237));
    assert!((1..ids(&all).len()).contains(&ids(&short).len()));
}

#[test]
fn list_keeps_to_a_position() {
    let sandbox = Sandbox::new();
    let all = sandbox.json(&["list", "--json"]);
    let seated = sandbox.json(&["list", "--json", "--position", "seated"]);
    assert_eq!(ids(&seated), ids_where(&all, |routine| routine["positions"] == json!(["seated"])));
    assert!((1..ids(&all).len()).contains(&ids(&seated).len()));
}

#[test]
fn list_says_so_when_nothing_fits() {
    Sandbox::new().supple(&["list", "--max", "5s"]).assert().success().stdout(contains("No routine matches"));
}

#[test]
fn an_empty_listing_in_json_is_an_empty_list() {
    assert_eq!(Sandbox::new().json(&["list", "--json", "--max", "5s"]), json!([]));
}

#[test]
fn an_unknown_area_is_answered_with_the_known_ones() {
    let expected = contains("there is no area \"elbow\". Areas: trapezius, neck, lower-back, glutes, wrists");
    Sandbox::new().supple(&["list", "--area", "elbow"]).assert().code(2).stdout("").stderr(expected);
}

#[test]
fn an_unknown_position_is_answered_with_the_known_ones() {
    let expected = contains("--position must be one of").and(contains("quadruped"));
    Sandbox::new().supple(&["list", "--position", "hanging"]).assert().code(2).stderr(expected);
}

#[test]
fn a_time_that_is_none_is_answered_with_examples() {
    let expected = contains("expected a length of time like 5m, 90s or 4:30, not \"soon\"");
    Sandbox::new().supple(&["list", "--max", "soon"]).assert().code(2).stderr(expected);
}

#[test]
fn a_routine_of_the_users_own_is_listed_and_stands_in_for_a_built_in_one() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("mine.json", good_routine().to_string());
    sandbox.write_routine("short.json", routine_with("/id", json!(SHORT)));
    let listed = sandbox.json(&["list", "--json"]);
    assert_eq!(ids(&listed).iter().filter(|id| **id == SHORT).count(), 1);
    assert!(ids(&listed).contains(&"mine"));
    assert_eq!(sandbox.json(&["show", SHORT, "--json"])["title"], "My own");
}

// show

#[test]
fn show_tells_of_a_routine_step_by_step() {
    let text = Sandbox::new().says(&["show", SHORT]);
    assert!(text.starts_with("One-minute stand-up break (micro-stand-1), 0:59\n"), "{text}");
    assert!(text.contains(" 3. Shoulder blade squeeze"), "{text}");
    assert!(text.contains("Ask yourself first"), "{text}");
}

#[test]
fn show_tells_of_an_exercise_how_where_and_when_to_stop() {
    let text = Sandbox::new().says(&["show", "upper-trap-stretch"]);
    for part in ["Dose: ", " each side", "Set up: ", "Move: ", "Feel: ", "Careful: ", "Easier: ", "Source: "] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn show_draws_a_figure_in_the_size_that_is_asked_for() {
    let sandbox = Sandbox::new();
    let text = sandbox.says(&["show", "upper-trap-stretch", "--size", "30x14"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 16, "14 rows, the names of the poses, and an empty line");
    assert!(lines[14].contains("start") && lines[14].contains("end"), "{}", lines[14]);
    assert!(text.contains('⠿') || text.contains('⣿') || text.contains('⡇'), "{text}");
    assert!(!text.contains('\u{1b}'), "a pipe gets plain text");
    let left = sandbox.says(&["show", "upper-trap-stretch", "--size", "30x14", "--side", "left"]);
    assert_ne!(text, left);
    sandbox.supple(&["show", "upper-trap-stretch", "--size", "301x14"]).assert().code(2).stderr(contains("300x100"));
    sandbox
        .supple(&["show", "neck-ease-5", "--size", "30x14"])
        .assert()
        .code(2)
        .stderr(contains("only exercises have figures"));
}

#[test]
fn show_without_a_terminal_says_what_the_figure_shows() {
    let text = Sandbox::new().says(&["show", "upper-trap-stretch"]);
    assert!(text.contains("Picture: Seated upright, the right hand holding the edge of the seat."), "{text}");
    assert!(
        !text.chars().any(|c| ('\u{2800}'..='\u{28ff}').contains(&c)),
        "a pipe gets no drawing that nobody asked for"
    );
}

#[test]
fn show_tells_the_loads_by_which_an_exercise_gets_harder() {
    let sandbox = Sandbox::new();
    let text = sandbox.says(&["show", "lateral-raise"]);
    assert!(text.contains("Progression: a light band, 8 times; then a light band, 12 times; then "), "{text}");
    let loads = &sandbox.json(&["show", "lateral-raise", "--json"])["loads"];
    assert_eq!(loads[2], serde_json::json!({"load": "a medium band", "dose": "8 times", "how": []}));
    assert!(!sandbox.says(&["show", "chin-tuck"]).contains("Progression"));
}

#[test]
fn show_tells_once_what_is_done_otherwise_with_a_load() {
    let sandbox = Sandbox::new();
    let text = sandbox.says(&["show", "chin-nod-hold"]);
    let told = ". With head just off the pillow, chin still nodded: Nod first, and keep the nod all the time. Lift ";
    assert_eq!(text.matches(told).count(), 1, "{text}");
    let loads = &sandbox.json(&["show", "chin-nod-hold", "--json"])["loads"];
    assert_eq!(loads[2]["how"], serde_json::json!([]));
    assert_eq!(loads[3]["how"][0], "Nod first, and keep the nod all the time.");
}

#[test]
fn show_all_draws_every_exercise() {
    let sandbox = Sandbox::new();
    let text = sandbox.says(&["show", "--all", "--size", "12x6"]);
    let headings = text.lines().filter(|line| line.ends_with(')') && line.contains(" (")).count();
    assert_eq!(headings, 80, "72 exercises, eight of them in two positions");
    sandbox.supple(&["show"]).assert().code(2).stderr(contains("ID"));
}

#[test]
fn show_writes_a_figure_for_a_handout() {
    let sandbox = Sandbox::new();
    let file = sandbox.data().with_file_name("handout.svg");
    let said = sandbox.says(&["show", "upper-trap-stretch", "--side", "left", "--svg", file.to_str().unwrap()]);
    assert!(said.starts_with("Wrote "), "{said}");
    let svg = std::fs::read_to_string(&file).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("Hold the seat with your left hand."));
    assert_eq!(svg.matches("<image ").count(), 3, "start, end and the easier version");
    assert!(svg.contains(">Start<") && svg.contains(">End<") && svg.contains(">Easier<"));
}

#[test]
fn show_writes_a_picture_for_a_handout() {
    let sandbox = Sandbox::new();
    let png = sandbox.data().with_file_name("handout.png");
    sandbox.says(&["show", "upper-trap-stretch", "--png", png.to_str().unwrap()]);
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn a_handout_that_cannot_be_written_is_told_with_its_name() {
    let sandbox = Sandbox::new();
    let nowhere = sandbox.data().join("no/such/folder/handout.svg");
    let refused = sandbox.supple(&["show", "upper-trap-stretch", "--svg", nowhere.to_str().unwrap()]).assert().code(1);
    refused.stderr(contains("cannot write").and(contains("handout.svg")));
}

#[test]
fn a_plain_session_says_what_the_figure_shows() {
    let sandbox = Sandbox::new();
    let text = sandbox.says(&["run", SHORT, "--plain", "--speed", "1000"]);
    assert_eq!(text.matches("\nPicture: ").count(), 3, "one for each exercise");
    assert!(text.contains("Picture: Standing"), "{text}");
}

#[test]
fn show_gives_programs_an_exercise_with_its_sources() {
    let exercise = Sandbox::new().json(&["show", "upper-trap-stretch", "--json"]);
    assert_eq!((&exercise["id"], &exercise["sides"]), (&json!("upper-trap-stretch"), &json!("left-right")));
    assert!(exercise["sources"][0]["title"].is_string());
}

#[test]
fn an_unknown_routine_that_is_nearly_one_is_answered_with_it() {
    let expected = contains("no routine or exercise \"neck-easy\"").and(contains("Did you mean neck-ease-5?"));
    Sandbox::new().supple(&["show", "neck-easy"]).assert().code(2).stdout("").stderr(expected);
}

#[test]
fn an_unknown_exercise_that_is_nearly_one_is_answered_with_it() {
    Sandbox::new().supple(&["show", "levator-stretch"]).assert().code(2).stderr(contains("levator-scapulae-stretch"));
}

#[test]
fn an_id_like_no_other_is_answered_with_where_they_stand() {
    Sandbox::new().supple(&["run", "xyzzy", "--plain"]).assert().code(2).stderr(contains("supple list shows them all"));
}

#[test]
fn escape_sequences_in_an_id_are_not_handed_back_to_the_terminal() {
    let assert = Sandbox::new().supple(&["show", "\u{1b}[2Jneck\u{202E}"]).assert().code(2);
    sandbox::assert_harmless("stderr", &assert.get_output().stderr);
}

// streak

#[test]
fn three_days_in_a_row_are_a_streak_of_three() {
    let sandbox = Sandbox::with_machine();
    write(
        &sandbox.history_file(),
        ["2026-11-21", "2026-11-22", "2026-11-23"].map(|day| session_on(day, true, 298)).concat(),
    );
    let streak = sandbox.json(&["streak", "--json"]);
    assert_eq!(
        streak,
        json!({
            "today": "2026-11-23", "current": 3, "longest": 3, "pending": false, "consistency": 3,
            "consistency_of": 28, "bridged_rest": 0, "bridged_grace": 0, "next_milestone": 7, "ahead": 0,
        })
    );
    sandbox
        .supple(&["streak"])
        .assert()
        .success()
        .stdout("3 days in a row\n3 of the last 28 days; longest streak: 3\nnext milestone: 7 days\n");
}

#[test]
fn a_today_without_a_session_is_still_to_come() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), session_on("2026-11-22", true, 298));
    sandbox.supple(&["streak"]).assert().success().stdout(contains("1 day in a row, today still to come"));
}

#[test]
fn a_session_given_up_before_a_minute_does_not_make_a_day() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), session_on("2026-11-23", false, 59));
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 0);
}

#[test]
fn a_session_given_up_after_a_minute_makes_a_day() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), session_on("2026-11-23", false, 60));
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 1);
}

#[test]
fn the_streak_explains_itself_day_by_day_newest_first() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), [session_on("2026-11-20", true, 298), session_on("2026-11-22", true, 60)].concat());
    sandbox.supple(&["rest", "2026-11-23", "--reason", "a cold"]).assert().success();
    let text = sandbox.says(&["streak", "--explain"]);
    let days: Vec<&str> = text.lines().filter(|line| line.contains(" 2026-")).collect();
    assert_eq!(
        days,
        [
            "Mon 2026-11-23  rest day: a cold",
            "Sun 2026-11-22  done: 1 session, 1:00",
            "Sat 2026-11-21  missed, forgiven",
            "Fri 2026-11-20  done: 1 session, 4:58",
        ]
    );
    let kinds = sandbox.json(&["streak", "--explain", "--json"])["days"].clone();
    let kinds: Vec<&str> = kinds.as_array().unwrap().iter().map(|day| day["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["done", "grace", "done", "rest"]);
}

#[test]
fn without_grace_a_missed_day_ends_a_streak() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.config().join("settings.json"), r#"{"grace_per_week": 0}"#);
    write(&sandbox.history_file(), [session_on("2026-11-21", true, 298), session_on("2026-11-23", true, 298)].concat());
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 1);
}

#[test]
fn what_is_done_after_midnight_belongs_to_the_evening_before() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), session_on("2026-11-23", true, 298).replace("T12:00:00", "T02:59:59"));
    let text = sandbox.says(&["streak", "--explain"]);
    assert!(text.contains("Sun 2026-11-22  done: 1 session"), "{text}");
}

#[test]
fn records_of_a_copied_home_outlive_being_copied_over() {
    let (desk, laptop) = (Sandbox::new(), Sandbox::new());
    let on_laptop = |args: &[&str]| {
        let mut command = laptop.supple(args);
        command.env("SUPPLE_HOST_ID", "1a9709b1a9709b1a9709b1a9709b1a97");
        command.assert().success()
    };
    desk.says(&["log", SHORT]);
    copy_over(&desk.data(), &laptop.data());
    copy_over(&desk.state(), &laptop.state());
    let told = || contains("these files come from another computer").and(contains("All records so far still count."));
    on_laptop(&["log", SHORT]).stderr(told());
    on_laptop(&["log", SHORT]).stderr("");
    desk.says(&["log", SHORT]);
    copy_over(&desk.data(), &laptop.data());
    assert_eq!(on_laptop(&["history", "--json"]).get_output().stdout.split(|byte| *byte == b'\n').count() - 1, 4);
    assert_eq!(desk.records().len(), 2);
}

#[test]
fn doctor_says_what_this_machine_is_called_once_it_has_a_name() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(contains("machine name   none until"));
    assert!(!sandbox.state().exists());
    sandbox.says(&["log", SHORT]);
    let name = fs::read_to_string(sandbox.state().join("machine")).unwrap();
    assert!(sandbox.says(&["doctor", "--quiet"]).contains(&format!("machine name   {name}")));
    assert_eq!(sandbox.json(&["doctor", "--quiet", "--json"])["machine"], name.trim());
}

#[test]
fn the_history_of_two_machines_is_one() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), session_on("2026-11-23", true, 298));
    let other = [session_on("2026-11-22", true, 298), session_on("2026-11-23", true, 298)].concat();
    write(&sandbox.data().join("history/m-other.jsonl"), other);
    assert_eq!((sandbox.records().len(), sandbox.json(&["streak", "--json"])["current"].as_u64()), (2, Some(2)));
}

// rest

#[test]
fn rest_days_bridge_a_streak_that_two_missed_days_had_ended() {
    let sandbox = Sandbox::with_machine();
    let days = ["2026-11-19", "2026-11-20", "2026-11-23"];
    write(&sandbox.history_file(), days.map(|day| session_on(day, true, 298)).concat());
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 1);
    sandbox.supple(&["rest", "2026-11-21", "2026-11-22"]).assert().success();
    let streak = sandbox.json(&["streak", "--json"]);
    assert_eq!((&streak["current"], &streak["bridged_rest"]), (&json!(3), &json!(2)));
}

#[test]
fn rest_without_a_day_means_today() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["rest"]).assert().success().stdout(contains("2026-11-23 is a rest day"));
}

#[test]
fn rest_days_that_end_before_they_begin_are_refused() {
    let sandbox = Sandbox::new();
    let args = ["rest", "2026-11-24", "2026-11-20"];
    sandbox.supple(&args).assert().code(2).stderr(contains("is before the first"));
    assert_eq!(sandbox.records(), Vec::<Value>::new());
}

#[test]
fn more_rest_days_than_a_year_has_are_a_slip_of_the_keyboard() {
    Sandbox::new().supple(&["rest", "2026-11-24", "2036-11-24"]).assert().code(2).stderr(contains("at most 366"));
}

#[test]
fn a_day_that_is_none_is_refused_with_an_example() {
    Sandbox::new().supple(&["rest", "2026-02-30"]).assert().code(2).stderr(contains("a date like 2026-11-24"));
}

// log and history

#[test]
fn a_session_without_the_program_counts_for_the_day_it_was_done() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["log", "neck-ease-5", "--at", "2026-11-22 07:30", "--for", "5m"]).assert().success();
    sandbox.supple(&["log", "neck-ease-5"]).assert().success();
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 2);
}

#[test]
fn log_keeps_time_tension_and_note() {
    let sandbox = Sandbox::new();
    let args =
        ["log", SHORT, "--at", "2026-11-22", "--for", "90s", "--before", "6", "--after", "3", "--note", "tighter left"];
    sandbox
        .supple(&args)
        .assert()
        .success()
        .stdout(contains("One-minute stand-up break, 1:30, Sunday 22 November 2026"));
    let [record] = &sandbox.records()[..] else { panic!("expected one record") };
    assert_eq!(
        (&record["active_secs"], &record["planned_secs"], &record["completed"]),
        (&json!(90), &json!(59), &json!(true))
    );
    assert_eq!((&record["before"], &record["after"], &record["note"]), (&json!(6), &json!(3), &json!("tighter left")));
    sandbox.supple(&["history"]).assert().success().stdout(contains("1:30  One-minute").and(contains("tighter left")));
}

#[test]
fn a_session_in_the_future_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["log", SHORT, "--at", "2026-11-24"]).assert().code(2).stderr(contains("is in the future"));
    assert_eq!(sandbox.records(), Vec::<Value>::new());
}

#[test]
fn a_session_of_seven_hours_is_refused() {
    Sandbox::new().supple(&["log", SHORT, "--for", "420m"]).assert().code(2).stderr(contains("at most 6 hours"));
}

#[test]
fn a_tension_of_eleven_is_refused() {
    Sandbox::new().supple(&["log", SHORT, "--before", "11"]).assert().code(2);
}

#[test]
fn history_shows_the_newest_and_no_more_than_asked_for() {
    let sandbox = Sandbox::with_machine();
    let days = ["2026-11-20", "2026-11-21", "2026-11-22"];
    write(&sandbox.history_file(), days.map(|day| session_on(day, true, 298)).concat());
    let text = sandbox.says(&["history", "-n", "2"]);
    assert_eq!(text.lines().map(|line| &line[..10]).collect::<Vec<_>>(), ["2026-11-22", "2026-11-21"]);
}

#[test]
fn history_in_json_is_a_line_a_record_as_it_is_kept() {
    let sandbox = Sandbox::with_machine();
    let kept = session_on("2026-11-22", true, 298);
    write(&sandbox.history_file(), &kept);
    assert_eq!(sandbox.records(), objects(&kept));
}

#[test]
fn an_empty_history_says_how_to_begin() {
    Sandbox::new().supple(&["history"]).assert().success().stdout(contains("Nothing here yet"));
}

#[test]
fn an_empty_history_in_json_is_nothing() {
    Sandbox::new().supple(&["history", "--json"]).assert().success().stdout("");
}

#[test]
fn the_data_folder_on_the_command_line_wins_over_the_environment() {
    let sandbox = Sandbox::new();
    let elsewhere = tempfile::tempdir().unwrap();
    sandbox.supple(&["log", SHORT, "--data-dir", elsewhere.path().to_str().unwrap()]).assert().success();
    assert!(elsewhere.path().join("history").is_dir() && !sandbox.data().exists());
}

// check, doctor, completions, man

#[test]
fn check_finds_nothing_wrong_in_a_good_file() {
    let sandbox = Sandbox::new();
    let file = sandbox.write_routine("mine.json", good_routine().to_string());
    let expected = "No problems found in 1 file.\n";
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().success().stdout(expected);
    assert_eq!(sandbox.json(&["check", file.to_str().unwrap(), "--json"]), json!([]));
}

#[test]
fn check_says_file_line_column_field_and_what_was_expected() {
    let sandbox = Sandbox::new();
    let text = r#"{
  "id": "mine", "title": "My own", "areas": ["neck"], "level": "beginner", "goal": "To test.",
  "steps": [
    {"exercise": "chin-tuck"},
    {"exercise": "upper-trap-stretch", "dose": {"hold_secs": 90, "times": 1}}
  ]
}"#;
    let file = sandbox.write_routine("mine.json", text);
    let place = format!("{}:5:62: steps[1].dose.hold_secs: expected 5 to 60 seconds, found 90\n", file.display());
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().code(2).stdout(place);
    let faults = sandbox.json_of_fault(&file);
    assert_eq!((&faults[0]["line"], &faults[0]["column"]), (&json!(5), &json!(62)));
    assert_eq!(faults[0]["field"], "steps[1].dose.hold_secs");
}

impl Sandbox {
    fn json_of_fault(&self, file: &std::path::Path) -> Value {
        let assert = self.supple(&["check", "--json", file.to_str().unwrap()]).assert().code(2);
        serde_json::from_slice(&assert.get_output().stdout).unwrap()
    }
}

#[test]
fn check_without_files_looks_into_the_users_folder() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["check"]).assert().success().stdout(contains("No problems found in"));
    sandbox.write_routine("bad.json", "{");
    sandbox.supple(&["check"]).assert().code(2).stdout(contains("bad.json:1:1: "));
}

#[test]
fn check_of_a_file_that_is_not_there_says_so() {
    Sandbox::new()
        .supple(&["check", "/nowhere/x.json"])
        .assert()
        .code(2)
        .stdout(contains("/nowhere/x.json: cannot be read"));
}

#[test]
fn check_advises_on_a_short_hold_without_calling_it_a_fault() {
    let sandbox = Sandbox::new();
    let file = sandbox.write_routine("mine.json", routine_with("/steps/0/dose/hold_secs", json!(6)));
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().success().stdout(contains("a hold of 6 s is short"));
}

#[test]
fn doctor_tells_of_folders_terminal_and_sound_without_making_any() {
    let sandbox = Sandbox::new();
    let expected = contains("writable").and(contains("screens do not work here")).and(contains("not tested"));
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(expected);
    assert!(!sandbox.data().exists() && !sandbox.config().exists() && !sandbox.state().exists());
}

#[test]
fn doctor_tells_programs_too() {
    let sandbox = Sandbox::new();
    let report = sandbox.json(&["doctor", "--quiet", "--json"]);
    let listed = sandbox.json(&["list", "--json"]);
    assert_eq!(report["routines"].as_u64().unwrap(), ids(&listed).len() as u64);
    assert_eq!(
        (&report["faults"], &report["records"], &report["version"]),
        (&json!(0), &json!(0), &json!(env!("CARGO_PKG_VERSION")))
    );
    assert!(report["folders"].as_array().unwrap().iter().all(|folder| folder["writable"] == true));
}

#[cfg(all(unix, feature = "sound"))]
#[test]
fn doctor_names_the_program_that_speaks_the_users_own_texts_and_says_what_to_do_without_one() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(contains("are not spoken"));
    let programs = sandbox.data().with_file_name("programs");
    let espeak = programs.join("espeak-ng");
    std::fs::create_dir_all(&programs).unwrap();
    std::fs::write(&espeak, "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(&espeak, std::fs::Permissions::from_mode(0o755)).unwrap();
    let named = contains(espeak.to_str().unwrap());
    sandbox.supple(&["doctor", "--quiet"]).env("PATH", &programs).assert().success().stdout(named);
}

#[test]
fn completions_exist_for_bash() {
    let asks = contains("SUPPLE_COMPLETE=\"bash\"").and(contains("complete -o nospace"));
    Sandbox::new().supple(&["completions", "bash"]).assert().success().stdout(asks);
}

#[test]
fn completions_exist_for_zsh_and_answer_the_first_tab() {
    let asks = contains("#compdef supple").and(contains("SUPPLE_COMPLETE=\"zsh\""));
    let script = Sandbox::new().supple(&["completions", "zsh"]).assert().success().stdout(asks);
    let script = String::from_utf8(script.get_output().stdout.clone()).unwrap();
    assert!(script.lines().last().unwrap().contains("_clap_dynamic_completer_supple"), "{script}");
}

#[test]
fn completions_exist_for_fish() {
    let asks = contains("complete --keep-order").and(contains("SUPPLE_COMPLETE=fish"));
    Sandbox::new().supple(&["completions", "fish"]).assert().success().stdout(asks);
}

/// What a shell offers at the end of these words.
fn completed(sandbox: &Sandbox, words: &[&str]) -> Vec<String> {
    let asked = [&["--", "supple"], words].concat();
    let answer = sandbox.supple(&asked).env("SUPPLE_COMPLETE", "fish").output().unwrap();
    assert!(answer.status.success() && answer.stderr.is_empty(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_completes_routines_exercises_and_programmes() {
    let offered = completed(&Sandbox::new(), &["run", "neck-e"]);
    assert_eq!(offered, ["neck-ease-5\tNeck ease", "neck-eight-weeks\tNeck: eight weeks"]);
    let exercises = completed(&Sandbox::new(), &["show", "neck-isometric-f"]);
    assert_eq!(exercises, ["neck-isometric-front\tForehead press (isometric)"]);
}

#[test]
fn a_shell_completes_areas() {
    for words in [&["list", "--area", "lower"][..], &["check-in", "lower"], &["go", "lower"]] {
        assert_eq!(completed(&Sandbox::new(), words), ["lower-back\tlower back"], "{words:?}");
    }
}

#[test]
fn a_shell_completes_routines_of_ones_own() {
    let sandbox = Sandbox::new();
    assert_eq!(completed(&sandbox, &["run", "quiet-"]), Vec::<String>::new());
    sandbox.supple(&["new", "routine", "quiet-evening"]).assert().success();
    assert_eq!(completed(&sandbox, &["run", "quiet-"]), ["quiet-evening\tQuiet evening"]);
}

// man

#[test]
fn each_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    sandbox.supple(&["man", "--out", pages.to_str().unwrap()]).assert().success().stdout(contains("manual pages"));
    for (name, words) in
        [("supple.1", &[][..]), ("supple-run.1", &["run"]), ("supple-program-go.1", &["program", "go"])]
    {
        let page = std::fs::read_to_string(pages.join(name)).unwrap();
        assert!(page.contains(&format!(".TH {} 1", name.trim_end_matches(".1"))), "{page}");
        assert_eq!(sandbox.says(&[&["man"], words].concat()), page, "{name}");
    }
    let help = sandbox.says(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = commands
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next().filter(|_| !line.starts_with("   ")));
    let named: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        assert!(pages.join(format!("supple-{name}.1")).is_file(), "{name} has no page");
    }
}

#[test]
fn a_command_without_a_manual_page_is_a_usage_error() {
    Sandbox::new().supple(&["man", "strech"]).assert().code(2).stderr(contains("no command \"strech\""));
}

// run

#[test]
fn a_rehearsal_runs_to_its_end_and_is_not_kept() {
    let sandbox = Sandbox::new();
    let args = ["run", SHORT, "--plain", "--speed", "1000"];
    let expected = contains("Exercise 3 of 3: Shoulder blade squeeze").and(contains("\nDone: 59 seconds.\n"));
    sandbox.supple(&args).assert().success().stdout(expected).stderr("");
    assert!(!sandbox.data().exists());
}

#[test]
fn a_rehearsal_is_kept_when_asked_for_with_the_seconds_of_the_plan() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["run", SHORT, "--plain", "--speed", "1000", "--log"]).assert().success();
    let [record] = &sandbox.records()[..] else { panic!("expected one record") };
    assert_eq!(
        (&record["completed"], &record["active_secs"], &record["planned_secs"]),
        (&json!(true), &json!(59), &json!(59))
    );
    let steps: Vec<_> =
        record["steps"].as_array().unwrap().iter().map(|step| (&step["secs"], &step["outcome"])).collect();
    assert_eq!(steps, [(&json!(16), &json!("done")), (&json!(15), &json!("done")), (&json!(10), &json!("done"))]);
    assert_eq!(std::fs::read_dir(sandbox.data().join("unfinished")).unwrap().count(), 0);
}

#[test]
fn both_sides_are_recorded_with_the_same_seconds() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("mine.json", good_routine().to_string());
    sandbox.supple(&["run", "mine", "--plain", "--speed", "1000", "--log"]).assert().success();
    let step = sandbox.records()[0]["steps"][0].clone();
    assert_eq!((&step["left_secs"], &step["right_secs"]), (&json!(20), &json!(20)));
}

#[test]
fn events_are_an_object_a_line_from_the_plan_to_the_end() {
    let sandbox = Sandbox::new();
    let events = objects(&sandbox.says(&["run", "neck-ease-5", "--events", "json", "--speed", "1000"]));
    assert_eq!(events[0]["event"], "plan");
    let last = &events[events.len() - 1];
    assert_eq!((&last["event"], &last["completed"]), (&json!("finished"), &json!(true)));
    assert_eq!(last["active_ms"].as_u64().unwrap(), events[0]["total_secs"].as_u64().unwrap() * 1000);
}

#[test]
fn every_segment_that_show_names_is_run_in_order() {
    let sandbox = Sandbox::new();
    let shown = sandbox.json(&["show", "neck-ease-5", "--json"]);
    let events = objects(&sandbox.says(&["run", "neck-ease-5", "--events", "json", "--speed", "1000"]));
    let run: Vec<_> = events
        .iter()
        .filter(|event| event["event"] == "segment")
        .map(|event| (event["kind"].clone(), event["step"].clone(), event["side"].clone(), event["secs"].as_f64()))
        .collect();
    let planned: Vec<_> = (shown["segments"].as_array().unwrap().iter())
        .map(|part| (part["kind"].clone(), part["step"].clone(), part["side"].clone(), part["secs"].as_f64()))
        .collect();
    assert_eq!(run, planned);
}

#[test]
fn time_never_goes_back_from_event_to_event() {
    let events = objects(&Sandbox::new().says(&["run", SHORT, "--events", "json", "--speed", "1000"]));
    let active: Vec<u64> = events.iter().filter_map(|event| event["active_ms"].as_u64()).collect();
    assert!(active.is_sorted() && active.len() > 20, "{active:?}");
}

#[test]
fn plain_text_and_events_exclude_each_other() {
    Sandbox::new().supple(&["run", SHORT, "--plain", "--events", "json"]).assert().code(2);
}

#[test]
fn a_speed_that_is_none_is_refused() {
    let sandbox = Sandbox::new();
    for speed in ["0", "-1", "NaN", "inf", "1001", "fast"] {
        let args = ["run", SHORT, "--plain", &format!("--speed={speed}")];
        sandbox.supple(&args).assert().code(2).stderr(contains("must be a number from 0.1 to 1000"));
    }
}

#[test]
fn q_ends_a_plain_session_that_has_not_begun_and_nothing_is_kept() {
    let sandbox = Sandbox::new();
    sandbox
        .supple(&["run", SHORT, "--plain"])
        .write_stdin("q\n")
        .assert()
        .success()
        .stdout(contains("Ended early: 0 seconds."));
    assert_eq!(sandbox.records(), Vec::<Value>::new());
}

#[test]
fn n_leaves_an_exercise_out() {
    let sandbox = Sandbox::new();
    let expected =
        contains("Overhead reach and sigh: skipped.").and(contains("Exercise 2 of 3: Standing back extension"));
    sandbox.supple(&["run", SHORT, "--plain"]).write_stdin("n\nq\n").assert().success().stdout(expected);
}

#[test]
fn a_skip_while_paused_says_that_it_is_still_paused() {
    let sandbox = Sandbox::new();
    let output = sandbox.supple(&["run", SHORT, "--plain"]).write_stdin("p\nn\nq\n").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, after) = text.split_once("Exercise 2 of 3").unwrap();
    assert!(after.contains("Paused. Type p to continue."), "{text}");
    let output = sandbox.supple(&["run", SHORT, "--events", "json"]).write_stdin("p\nn\nq\n").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches(r#""event":"paused""#).count(), 2, "{text}");
}

#[test]
fn p_pauses_and_p_again_goes_on() {
    let sandbox = Sandbox::new();
    let expected = contains("Paused. Type p to continue.\nContinuing.\n\nEnded early");
    sandbox.supple(&["run", SHORT, "--plain"]).write_stdin("p\np\nq\n").assert().success().stdout(expected);
}

#[test]
fn words_that_mean_nothing_are_passed_over() {
    let sandbox = Sandbox::new();
    let typed = format!("{}\nfoo\n\u{1b}[A\nq\n", "x".repeat(100_000));
    sandbox.supple(&["run", SHORT, "--plain"]).write_stdin(typed).assert().success().stdout(contains("Ended early"));
}

#[test]
fn a_last_line_without_its_end_does_not_keep_a_session_from_going_on() {
    let sandbox = Sandbox::new();
    let args = ["run", SHORT, "--plain", "--speed", "1000"];
    sandbox.supple(&args).write_stdin("q").assert().success().stdout(contains("Done: 59 seconds."));
}

#[test]
fn a_closed_input_is_no_reason_to_end() {
    let sandbox = Sandbox::new();
    let output = sandbox.process(&["run", SHORT, "--plain", "--speed", "1000"]).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("Done: 59 seconds."));
}

#[test]
fn what_was_done_is_kept_when_nobody_reads_the_output_any_more() {
    let sandbox = Sandbox::new();
    let mut run = long_session(&sandbox);
    let mut lines = BufReader::new(run.stdout.take().unwrap()).lines();
    let read = lines.by_ref().map(Result::unwrap).take_while(|line| !line.ends_with(": done.")).count();
    drop(lines);
    let output = run.wait_with_output().unwrap();
    assert!(read > 3);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    let [record] = &sandbox.records()[..] else { panic!("expected one record") };
    assert_eq!((&record["completed"], &record["steps"][0]["outcome"]), (&json!(false), &json!("done")));
}

#[test]
fn a_listing_that_nobody_reads_to_its_end_is_no_error() {
    let sandbox = Sandbox::with_machine();
    let days = (0..5000).map(|day| session_on(&format!("{}-01-01", 1000 + day), true, 298)).collect::<String>();
    write(&sandbox.history_file(), days);
    for args in [
        &["history", "-n", "5000"][..],
        &["history", "--json", "-n", "5000"],
        &["completions", "bash"],
        &["list", "--json"],
    ] {
        let mut process = sandbox.process(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        process.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let output = process.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_streak_that_nobody_reads_is_no_error() {
    let sandbox = Sandbox::new();
    for args in
        [&["streak"][..], &["streak", "--explain"], &["streak", "--json"], &["show", SHORT], &["doctor", "--quiet"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output =
            sandbox.process(args).stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn commands_typed_one_by_one_are_obeyed_at_once() {
    let sandbox = Sandbox::new();
    let mut run =
        sandbox.process(&["run", SHORT, "--plain"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut typed = run.stdin.take().unwrap();
    let mut lines = BufReader::new(run.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut wait_for = |text: &str| assert!(lines.any(|line| line.contains(text)), "{text}");
    wait_for("Exercise 1 of 3");
    typed.write_all(b"n\n").unwrap();
    wait_for("Exercise 2 of 3");
    typed.write_all(b"n\n").unwrap();
    wait_for("Exercise 3 of 3");
    typed.write_all(b"q\n").unwrap();
    wait_for("Ended early");
    assert!(run.wait().unwrap().success());
}

#[test]
fn skipping_everything_is_not_a_completed_session() {
    let sandbox = Sandbox::new();
    let events = sandbox.supple(&["run", SHORT, "--events", "json"]).write_stdin("n\nn\nn\n").assert().success();
    let events = objects(&String::from_utf8_lossy(&events.get_output().stdout));
    assert_eq!(events[events.len() - 1]["completed"], false);
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 0);
}

#[test]
fn the_screens_without_a_terminal_name_the_way_without_one() {
    let expected = contains("the screens need a terminal").and(contains("supple --plain"));
    Sandbox::new().supple(&[]).assert().code(2).stdout("").stderr(expected);
}

#[test]
fn a_session_on_the_screens_without_a_terminal_names_its_own_way_without_one() {
    Sandbox::new()
        .supple(&["run", SHORT])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("supple run micro-stand-1 --plain"));
}

#[cfg(unix)]
#[test]
fn without_a_home_the_program_goes_by_the_password_file_or_says_what_to_set() {
    let mut command = assert_cmd::Command::new(sandbox::SUPPLE);
    let output = command.env_clear().args(["list"]).timeout(sandbox::DEADLINE).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => assert!(String::from_utf8_lossy(&output.stdout).contains(SHORT)),
        Some(1) => assert!(stderr.contains("set HOME") && stderr.contains("SUPPLE_DATA_DIR"), "{stderr}"),
        other => panic!("{other:?}: {stderr}"),
    }
}

#[test]
fn help_names_the_exit_codes() {
    Sandbox::new()
        .supple(&["--help"])
        .assert()
        .success()
        .stdout(contains("Exit codes: 0 done, 1 failed, 2 usage or bad input"));
}

/// The words of a line of a shell, as far as the examples need them.
fn shell_words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let words = quoted.flat_map(|(place, part)| match place % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// The examples in a command's help: what stands before the first gap of each of their lines.
fn examples(help: &str) -> Vec<Vec<String>> {
    let lines = help.lines().filter_map(|line| line.strip_prefix("  supple "));
    let commands = lines.map(|line| line.split("  ").next().unwrap().split(" > ").next().unwrap());
    commands.map(shell_words).filter(|words| !words.is_empty()).collect()
}

#[test]
fn every_example_of_the_help_works() {
    let sandbox = Sandbox::new();
    let folder = tempfile::tempdir().unwrap();
    // An editor that changes nothing.
    let editor = std::env::current_exe().unwrap();
    write(&folder.path().join("my-lunch-break.json"), good_routine().to_string());
    let help = |command: &str| {
        let shown = sandbox.supple(&[command, "--help"]).output().unwrap();
        String::from_utf8(shown.stdout).unwrap()
    };
    let run = |words: &[String]| {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        // Nothing was interrupted that could be resumed.
        if words.contains(&"--resume") {
            return;
        }
        match words[0] {
            // As lines of text, and at a speed at which nobody waits.
            "run" => {
                words.truncate(
                    words
                        .iter()
                        .position(|word| word.starts_with("--speed") || *word == "--wait")
                        .unwrap_or(words.len()),
                );
                words.retain(|word| *word != "--plain");
                words.extend(["--plain", "--speed", "1000"]);
            }
            "doctor" => words.push("--mute"),
            "experiment" => {
                if let Some(at) = words.iter().position(|word| *word == "60") {
                    words[at] = "1000";
                }
            }
            _ => {}
        }
        let editor = format!("'{}' --list", editor.display());
        let done = sandbox.supple(&words).env("EDITOR", editor).current_dir(folder.path()).output().unwrap();
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    // What is logged first is there to be corrected, and what is exported to be imported.
    let commands = [
        "log",
        "list",
        "run",
        "show",
        "experiment",
        "history",
        "streak",
        "rest",
        "check-in",
        "function",
        "profile",
        "safety",
        "learn",
        "correct",
        "retract",
        "undo",
        "export",
        "import",
        "check",
        "new",
        "edit",
        "pack",
        "add",
        "nudge",
        "init",
        "after",
        "remind",
        "doctor",
        "completions",
        "man",
    ];
    // Reminders are those of systemd or launchd.
    for command in commands.into_iter().filter(|command| cfg!(unix) || *command != "remind") {
        let examples = examples(&help(command));
        assert!(!examples.is_empty(), "{command} has no example");
        for words in &examples {
            run(words);
        }
    }
    let of_the_program = String::from_utf8(sandbox.supple(&["--help"]).output().unwrap().stdout).unwrap();
    for words in examples(&of_the_program).iter().filter(|words| commands.contains(&words[0].as_str())) {
        run(words);
    }
}

#[test]
fn a_command_that_does_not_exist_is_a_usage_error() {
    Sandbox::new().supple(&["strech"]).assert().code(2).stderr(contains("unrecognized subcommand"));
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_plain_session_and_keeps_what_was_done() {
    use rustix::process::{Pid, Signal, kill_process};

    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let sandbox = Sandbox::new();
        let mut run = long_session(&sandbox);
        let mut lines = BufReader::new(run.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.any(|line| line.ends_with(": done.")));
        kill_process(Pid::from_child(&run), signal).unwrap();
        let rest: Vec<String> = lines.collect();
        assert_eq!(run.wait().unwrap().code(), Some(code));
        assert!(rest.iter().any(|line| line.starts_with("Ended early: ")), "{rest:?}");
        let [record] = &sandbox.records()[..] else { panic!("expected one record") };
        assert_eq!((&record["completed"], &record["steps"][0]["outcome"]), (&json!(false), &json!("done")));
    }
}

#[cfg(unix)]
#[test]
fn a_plain_session_whose_connection_was_dropped_is_offered_again() {
    use rustix::process::{Pid, Signal, kill_process};

    let sandbox = Sandbox::new();
    let mut run = long_session(&sandbox);
    let mut lines = BufReader::new(run.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.ends_with(": done.")));
    kill_process(Pid::from_child(&run), Signal::HUP).unwrap();
    lines.for_each(drop);
    assert_eq!(run.wait().unwrap().code(), Some(129));
    assert_eq!(sandbox.records().len(), 0);
    let resumed = sandbox.supple(&["run", "--resume", "--plain"]).write_stdin("q\n").output().unwrap();
    let text = String::from_utf8(resumed.stdout).unwrap();
    assert!(text.contains("Resumed where you stopped"), "{text}");
    assert_eq!(sandbox.records()[0]["steps"][0]["outcome"], "done");
}

#[test]
fn a_session_without_input_goes_on_alone_and_ends_where_it_would_wait_for_ever() {
    let sandbox = Sandbox::new();
    let waits = ["run", SHORT, "--wait", "--plain", "--speed", "1000", "--log"];
    let output = sandbox.process(&waits).stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("Done: 59 seconds."));
    let mut paused = sandbox
        .process(&["run", SHORT, "--plain", "--speed", "10"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    paused.stdin.take().unwrap().write_all(b"p\n").unwrap();
    let text = String::from_utf8(paused.wait_with_output().unwrap().stdout).unwrap();
    assert!(text.contains("The input has ended, so the session ends here."), "{text}");
}

#[test]
fn a_letter_that_means_nothing_is_answered_once() {
    let sandbox = Sandbox::new();
    let run = sandbox.supple(&["run", SHORT, "--plain", "--speed", "1000"]).write_stdin("x\ny\nz\n").output().unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    assert_eq!(text.matches("Unknown key. Type a letter").count(), 1, "{text}");
}

#[test]
fn areas_routines_and_exercises_are_named_as_people_name_them() {
    let sandbox = Sandbox::new();
    let by_id = sandbox.says(&["list", "--area", "lower-back"]);
    for name in ["lower back", "Lower Back", "LOWER_BACK"] {
        assert_eq!(sandbox.says(&["list", "--area", name]), by_id, "{name}");
    }
    assert_eq!(sandbox.says(&["show", "Neck ease"]), sandbox.says(&["show", "neck-ease-5"]));
    assert_eq!(sandbox.says(&["show", "chin TUCK"]), sandbox.says(&["show", "chin-tuck"]));
}

#[test]
fn a_misspelt_area_is_answered_with_the_one_that_was_meant() {
    let expected = contains("there is no area \"nek\". Did you mean neck? Areas: trapezius");
    Sandbox::new().supple(&["check-in", "nek", "3"]).assert().code(2).stderr(expected);
}

#[test]
fn no_error_speaks_of_the_programs_own_types() {
    let sandbox = Sandbox::new();
    let mut said = Vec::new();
    for text in
        ["[]", "null", "5", "\"x\"", "{\"id\": 5}", "{\"id\": \"x\", \"areas\": \"neck\"}", "{\"steps\": [5]}", "{"]
    {
        let file = sandbox.write_routine("mine.json", text);
        let output = sandbox.supple(&["check", file.to_str().unwrap()]).assert().code(2).get_output().stdout.clone();
        said.push(String::from_utf8(output).unwrap());
    }
    for args in [&["check-in", "neck", "x"][..], &["history", "-n", "x"], &["log", "neck-ease-5", "--before", "11"]] {
        said.push(String::from_utf8(sandbox.supple(args).assert().code(2).get_output().stderr.clone()).unwrap());
    }
    for words in ["struct ", "File", "sequence", "invalid digit", "invalid type", "EOF", "u8", "i64", "`"] {
        assert!(said.iter().all(|said| !said.contains(words)), "{words}: {said:?}");
    }
}

#[test]
fn check_tells_all_that_is_wrong_with_a_file_at_once() {
    let sandbox = Sandbox::new();
    let text = r#"{
  "id": "mine", "title": "", "areas": ["nek"], "level": "easy",
  "steps": [
    {"exercise": "chin-tuk"},
    {"exercise": "upper-trap-stretch", "position": "flying", "dose": {"hold_secs": 90, "times": 1}}
  ],
  "colour": "red"
}"#;
    let file = sandbox.write_routine("mine.JSON", text);
    let faults = sandbox.json_of_fault(&file);
    let told: Vec<(&str, &Value)> =
        faults.as_array().unwrap().iter().map(|fault| (fault["field"].as_str().unwrap(), &fault["line"])).collect();
    let mut fields: Vec<&str> = told.iter().map(|(field, _)| *field).collect();
    fields.sort_unstable();
    let expected = [
        "areas[0]",
        "colour",
        "goal",
        "level",
        "steps[0].exercise",
        "steps[1].dose.hold_secs",
        "steps[1].position",
        "title",
    ];
    assert_eq!(fields, expected, "{faults}");
    assert!(told.contains(&("steps[1].position", &json!(5))), "{faults}");
    let what = faults.to_string();
    assert!(what.contains("beginner") && what.contains("standing"), "the allowed values: {what}");
    sandbox.supple(&["list"]).assert().success().stderr(contains("mine.JSON"));
}

#[test]
fn what_is_saved_is_said_to_be_saved_though_the_output_is_gone() {
    let sandbox = Sandbox::with_machine();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = sandbox.process(&["check-in", "neck", "4"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("saved, but the output could not be written"));
    assert_eq!((output.status.code(), sandbox.records().len()), (Some(1), 1));
}
