//! Looking after a history: rest days, check-ins, corrections, moving it elsewhere, and looking through its folder.

use crate::sandbox;

use std::fs;

use predicates::prelude::*;
use predicates::str::contains;
use sandbox::{Sandbox, session_on, write};
use serde_json::{Value, json};

/// Friday to Monday, each with a session; today is Monday the 23rd.
fn four_days() -> Sandbox {
    let sandbox = Sandbox::with_machine();
    let days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"];
    write(&sandbox.history_file(), days.map(|day| session_on(day, true, 298)).concat());
    sandbox
}

fn whys(sandbox: &Sandbox) -> Vec<String> {
    let explained = sandbox.json(&["streak", "--explain", "--json"]);
    explained["days"].as_array().unwrap().iter().map(|day| day["why"].as_str().unwrap().to_owned()).collect()
}

// rest

#[test]
fn being_ill_is_a_rest_day_that_says_so_and_when_it_was_declared() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), [session_on("2026-11-20", true, 298), session_on("2026-11-23", true, 298)].concat());
    let says = contains("recorded as declared afterwards");
    sandbox.supple(&["rest", "2026-11-21", "2026-11-22", "--sick"]).assert().success().stdout(says);
    assert_eq!(whys(&sandbox)[1], "rest day: sick (declared afterwards, on 2026-11-23)");
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 2);
}

#[test]
fn a_weekday_can_be_free_from_a_day_on_and_no_more() {
    let sandbox = four_days();
    sandbox
        .supple(&["rest", "2026-11-24", "--weekdays", "sat,sun"])
        .assert()
        .success()
        .stdout(contains("From 2026-11-24 on, every Saturday and Sunday is a rest day"));
    let later = ("SUPPLE_NOW", "2026-11-23T21:00:00+00:00");
    sandbox
        .supple(&["rest", "--weekdays", "none"])
        .env(later.0, later.1)
        .assert()
        .success()
        .stdout(contains("no weekly rest days"));
    assert_eq!(sandbox.records()[0]["weekdays"], json!([]));
    sandbox
        .supple(&["rest", "--weekdays", "someday"])
        .assert()
        .code(2)
        .stderr(contains("expected weekdays like sat,sun"));
}

#[test]
fn a_day_that_did_not_count_says_how_much_was_missing() {
    let sandbox = Sandbox::with_machine();
    write(&sandbox.history_file(), [session_on("2026-11-22", true, 298), session_on("2026-11-23", false, 40)].concat());
    assert_eq!(whys(&sandbox)[1], "today, still to come (40 s; a day needs 60)");
    write(&sandbox.config().join("settings.json"), r#"{"least_active_secs": 30}"#);
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 2);
}

#[test]
fn the_zone_in_which_a_day_was_lived_is_told_to_those_who_travelled() {
    let sandbox = Sandbox::with_machine();
    let there = session_on("2026-11-22", true, 298).replace("+00:00", "+13:00");
    write(&sandbox.history_file(), &there);
    assert!(!whys(&sandbox)[0].contains("UTC"), "{:?}", whys(&sandbox));
    write(&sandbox.history_file(), [session_on("2026-11-21", true, 298), there].concat());
    assert!(whys(&sandbox).iter().any(|why| why.ends_with("UTC+13:00")), "{:?}", whys(&sandbox));
}

// check-in

#[test]
fn a_check_in_needs_no_session_and_asks_about_daily_life_when_it_is_bad() {
    let sandbox = Sandbox::new();
    sandbox
        .supple(&["check-in", "neck", "3"])
        .assert()
        .success()
        .stdout(predicates::str::starts_with("Neck: 3 of 10.\n"));
    sandbox.supple(&["check-in", "neck", "7"]).assert().success().stdout(contains("--limits-daily-life"));
    sandbox
        .supple(&["check-in", "lower-back", "8", "--limits-daily-life"])
        .assert()
        .success()
        .stdout(contains("Lower back: it limits daily life (first said on "));
    let told = sandbox.json(&["history", "--view", "comfort", "--json"]);
    assert_eq!(told["advice"][0]["area"], "lower-back");
    sandbox.supple(&["check-in", "nose", "3"]).assert().code(2).stderr(contains("trapezius, neck, lower-back, glutes"));
    sandbox.supple(&["check-in", "neck", "11"]).assert().code(2);
}

// log, correct, retract

#[test]
fn what_is_logged_by_hand_is_shown_as_such_with_its_tension_by_area() {
    let sandbox = Sandbox::new();
    let log = ["log", "neck-ease-5", "--at", "2026-11-20", "--tension", "neck=6:3", "--tension", "trapezius=4"];
    sandbox.supple(&log).assert().success();
    let record = &sandbox.records()[0];
    assert_eq!(record["tension"], json!({"neck": {"before": 6, "after": 3}, "trapezius": {"before": 4}}));
    assert_eq!((&record["before"], &record["after"]), (&json!(6), &json!(3)));
    assert_eq!(record["entered"], "2026-11-23T20:00:00+00:00");
    sandbox.supple(&["history"]).assert().success().stdout(contains("Neck ease, added by hand, tension 6 → 3"));
    sandbox
        .supple(&["log", "neck-ease-5", "--tension", "neck=11"])
        .assert()
        .code(2)
        .stderr(contains("look like neck=6:3"));
}

/// Begins a session and kills it after its first exercise.
fn cut_off(sandbox: &Sandbox) {
    use std::io::{BufRead, BufReader};
    let args = ["run", "micro-stand-1", "--events", "json", "--speed", "40", "--log"];
    let mut process = sandbox.process(&args).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().contains("\"event\":\"step-ended\"") {}
    process.kill().unwrap();
    process.wait().unwrap();
}

#[test]
fn a_session_that_was_killed_can_be_logged_by_a_command() {
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    sandbox
        .supple(&["log", "--unfinished"])
        .assert()
        .success()
        .stdout(contains("One-minute stand-up break, ended early"));
    sandbox.supple(&["log", "--unfinished"]).assert().success().stdout("There are no interrupted sessions.\n");
    assert_eq!(sandbox.records().len(), 1);
}

#[test]
fn a_plain_session_tells_of_one_that_was_cut_off_and_leaves_it_where_it_is() {
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    let told = contains("A session was interrupted: One-minute stand-up break, started")
        .and(contains("To resume it: supple run --resume --plain. To log what you did: supple log --unfinished."));
    sandbox.supple(&["run", "desk-micro-2", "--plain"]).write_stdin("q\n").assert().success().stdout(told);
    sandbox
        .supple(&["run", "desk-micro-2", "--events", "json"])
        .write_stdin("q\n")
        .assert()
        .success()
        .stdout(contains(r#""event":"cut-off""#).and(contains(r#""routine":"micro-stand-1""#)));
    sandbox.supple(&["log", "--unfinished"]).assert().success().stdout(contains("One-minute stand-up break"));
}

#[test]
fn what_was_cut_off_can_be_logged_while_a_plain_session_runs() {
    use std::io::{BufRead, BufReader};
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    cut_off(&sandbox);
    let args = ["run", "desk-micro-2", "--plain"];
    let (piped, typed) = (std::process::Stdio::piped(), std::process::Stdio::piped());
    let mut process = sandbox.process(&args).stdin(typed).stdout(piped).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().starts_with("Exercise 1") {}
    let logged = sandbox.says(&["log", "--unfinished"]);
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!(logged.matches("Logged: ").count(), 2, "{logged}");
}

#[test]
fn a_session_that_was_cut_off_is_taken_up_and_kept_as_one() {
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    let says = sandbox.supple(&["run", "--resume", "--plain"]).write_stdin("n\nn\nn\n").output().unwrap();
    let text = String::from_utf8(says.stdout).unwrap();
    assert!(text.contains("Exercise 2 of 3: Standing back extension"), "{text}");
    assert!(text.contains("Resumed where you stopped: "), "{text}");
    let records = sandbox.records();
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0]["steps"][0]["outcome"], "done");
    sandbox
        .supple(&["run", "--resume", "--plain"])
        .assert()
        .code(2)
        .stderr(contains("there is no interrupted session"));
}

#[test]
fn a_correction_changes_what_is_told_and_keeps_both_lines() {
    let sandbox = four_days();
    sandbox.supple(&["correct", "S20261122", "--for", "20m", "--note", "longer"]).assert().success();
    let records = sandbox.records();
    assert_eq!(records.len(), 4);
    let corrected = records.iter().find(|record| record["corrects"] == "S20261122").unwrap();
    assert_eq!((&corrected["active_secs"], &corrected["at"]), (&json!(1200), &json!("2026-11-22T12:00:00+00:00")));
    sandbox.supple(&["history"]).assert().success().stdout(contains("20:00  Neck ease, corrected: longer"));
    assert_eq!(fs::read_to_string(sandbox.history_file()).unwrap().lines().count(), 5);
    sandbox.supple(&["retract", "S20261120"]).assert().success();
    let all = sandbox.says(&["history", "--all"]);
    assert!(all.contains("4:58  Neck ease  (corrected later)") && all.contains("Neck ease  (removed)"), "{all}");
    assert_eq!(all.lines().count(), 5);
}

#[test]
fn a_record_is_found_by_a_part_of_its_id_if_that_is_enough() {
    let sandbox = four_days();
    sandbox.supple(&["retract", "1122"]).assert().success().stdout(predicates::str::starts_with("Removed: 2026-11-22"));
    sandbox.supple(&["retract", "S2026"]).assert().code(2).stderr(contains("3 records begin or end with"));
    sandbox.supple(&["retract", "nothing"]).assert().code(2).stderr(contains("history --ids"));
    sandbox.supple(&["retract", "23"]).assert().code(2);
    sandbox.supple(&["retract", "last"]).assert().success().stdout(contains("2026-11-23"));
    assert_eq!(sandbox.records().len(), 2);
}

// export, import

#[test]
fn an_export_is_taken_in_elsewhere_once_and_first_only_told() {
    let (here, there) = (four_days(), Sandbox::new());
    here.supple(&["rest", "tomorrow"]).assert().success();
    let file = here.data().join("export.json");
    here.supple(&["export", "--out", file.to_str().unwrap()]).assert().success().stdout(contains("5 records"));
    let file = file.to_str().unwrap();
    let told = contains("Would add: 1 rest, 4 sessions").and(contains("--write"));
    there.supple(&["import", file]).assert().success().stdout(told);
    assert_eq!(there.records().len(), 0);
    there.supple(&["import", file, "--write"]).assert().success().stdout(contains("Added: 1 rest, 4 sessions"));
    there.supple(&["import", file, "--write"]).assert().success().stdout(contains("5 already there"));
    assert_eq!(there.records(), here.records());
}

#[test]
fn what_was_taken_back_does_not_come_in_again() {
    let sandbox = four_days();
    let file = sandbox.data().join("export.json");
    sandbox.supple(&["export", "--out", file.to_str().unwrap()]).assert().success();
    sandbox.supple(&["retract", "last"]).assert().success();
    sandbox.supple(&["import", file.to_str().unwrap(), "--write"]).assert().success();
    assert_eq!(sandbox.records().len(), 3);
}

#[test]
fn a_table_comes_in_with_its_wrong_lines_named() {
    let sandbox = Sandbox::new();
    let file = sandbox.data().join("mine.csv");
    write(&file, "at,minutes,title\n2026-11-20 07:30,12,Yoga\nsoon,1,x\n");
    let name = file.to_str().unwrap();
    sandbox
        .supple(&["import", name, "--write"])
        .assert()
        .code(1)
        .stdout(contains("Added: 1 session"))
        .stderr(contains("line 3: \"at\" should look like"));
    assert_eq!(sandbox.records()[0]["active_secs"], 720);
    sandbox.supple(&["import", "/nowhere.csv"]).assert().code(1).stderr(contains("cannot read /nowhere.csv"));
}

#[test]
fn every_row_of_a_table_is_told_before_it_is_written() {
    let sandbox = Sandbox::new();
    let file = sandbox.data().join("mine.csv");
    let rows = "at,routine,minutes,before,after\n2026-11-20 07:30,Neck ease,,6,3\n2026-11-21 07:30,Yoga,10,,\n";
    write(&file, format!("{rows}0001-01-01 07:30,Yoga,1,,\n2099-01-01 07:30,Yoga,1,,\n"));
    let told = sandbox.supple(&["import", file.to_str().unwrap()]).assert().code(1);
    let told = told
        .stdout(contains("    2  2026-11-20 07:30    4:58  Neck ease, tension 6 → 3, neck, trapezius"))
        .stdout(contains("    3  2026-11-21 07:30   10:00  Yoga, no area"));
    told.stderr(contains("line 4: the year 1 is too long ago").and(contains("line 5: 2099-01-01 is in the future")));
    assert_eq!(sandbox.records().len(), 0);
}

#[test]
fn both_exports_give_the_same_history_elsewhere() {
    let here = four_days();
    here.says(&["rest", "yesterday", "--sick"]);
    here.says(&["check-in", "neck", "6", "--limits-daily-life"]);
    here.says(&["log", "neck-ease-5", "--at", "2026-11-19 08:00", "--note", "=1+1", "--tension", "neck=6:3"]);
    here.says(&["retract", "last"]);
    for format in ["json", "csv"] {
        let (there, file) = (Sandbox::new(), here.data().join(format!("export.{format}")));
        here.says(&["export", "--format", format, "--out", file.to_str().unwrap()]);
        there.says(&["import", file.to_str().unwrap(), "--write"]);
        assert_eq!(there.records(), here.records(), "{format}");
    }
}

#[test]
fn a_table_in_utf_16_is_read_and_in_another_encoding_told() {
    let sandbox = Sandbox::new();
    let file = sandbox.data().join("mine.txt");
    let text = "\u{feff}at\tminutes\ttitle\n2026-11-20 07:30\t10\tRücken\n";
    write(&file, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    sandbox.supple(&["import", file.to_str().unwrap()]).assert().success().stdout(contains("10:00  Rücken"));
    write(&file, b"at,title\n2026-11-20 07:30,R\xfccken\n");
    let told = contains("it is not UTF-8 text; in a spreadsheet, save it as \"CSV UTF-8\"");
    sandbox.supple(&["import", file.to_str().unwrap()]).assert().code(1).stderr(told);
}

#[test]
fn exports_are_what_their_programs_expect() {
    let sandbox = four_days();
    let table = sandbox.says(&["export", "--format", "csv"]);
    assert_eq!((table.lines().count(), table.starts_with("id,at,routine,")), (5, true));
    assert_eq!(sandbox.says(&["export", "--format", "ical"]).matches("BEGIN:VEVENT").count(), 4);
    let whole: Value = serde_json::from_str(&sandbox.says(&["export"])).unwrap();
    assert_eq!(whole["records"].as_array().unwrap().len(), 4);
}

#[test]
fn a_report_is_two_files_that_are_named() {
    let sandbox = four_days();
    let folder = sandbox.data();
    let says = sandbox.says(&["export", "--report", "--out", folder.to_str().unwrap()]);
    for extension in ["md", "html"] {
        let file = folder.join(format!("supple-report-2026-11-23.{extension}"));
        assert!(says.contains(file.to_str().unwrap()), "{says}");
        assert!(fs::read_to_string(file).unwrap().contains("4 sessions on"));
    }
    sandbox
        .supple(&["export", "--report", "--out", "/nowhere"])
        .assert()
        .code(1)
        .stderr(contains("cannot write /nowhere"));
}

// views, verify

#[test]
fn every_view_tells_an_empty_a_short_and_a_long_history() {
    let long = Sandbox::with_machine();
    let days =
        (0..3650).map(|back| chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() - chrono::TimeDelta::days(back));
    write(&long.history_file(), days.map(|day| session_on(&day.to_string(), true, 298)).collect::<String>());
    for sandbox in [Sandbox::new(), four_days(), long] {
        for view in ["year", "areas", "comfort", "hours"] {
            let text = sandbox.says(&["history", "--view", view]);
            assert!(text.lines().count() >= 2, "{view}: {text}");
            assert!(
                text.lines().all(|line| line.chars().count() <= 100 || line.contains("clinician")),
                "{view}: {text}"
            );
            assert!(sandbox.json(&["history", "--view", view, "--json"]).is_object());
        }
    }
}

#[test]
fn the_year_has_a_mark_for_each_day_up_to_today() {
    let text = four_days().says(&["history", "--view", "year"]);
    let monday = text.lines().find(|line| line.starts_with("Mon")).unwrap();
    assert!(monday.ends_with("·▒") && monday.chars().count() == 4 + 53, "{text}");
    assert_eq!(text.lines().find(|line| line.starts_with("Tue")).unwrap().chars().count(), 4 + 52);
}

#[test]
fn the_week_begins_as_chosen_or_as_the_locale_has_it() {
    let sandbox = four_days();
    let first_row = |command: &mut assert_cmd::Command| {
        let output = command.assert().success();
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        text.lines().nth(1).unwrap()[..3].to_owned()
    };
    let view = ["history", "--view", "year"];
    // Windows knows its locale by itself, and not from a variable.
    if cfg!(unix) {
        assert_eq!(first_row(&mut sandbox.supple(&view)), "Mon");
        assert_eq!(first_row(sandbox.supple(&view).env("LANG", "en_US.UTF-8")), "Sun");
    }
    write(&sandbox.config().join("settings.json"), r#"{"week_starts": "saturday"}"#);
    assert_eq!(first_row(sandbox.supple(&view).env("LANG", "en_US.UTF-8")), "Sat");
}

#[test]
fn verify_names_every_file_and_line_and_fails_where_one_cannot_be_read() {
    let sandbox = four_days();
    sandbox.supple(&["history", "--verify"]).assert().success().stdout(contains("4 records in 4 lines"));
    let copy = sandbox.history_file().with_file_name("m-test (conflicted copy).jsonl");
    write(&copy, format!("{}garbage\n{{\"torn", session_on("2026-11-23", true, 298)));
    let before = fs::read(&copy).unwrap();
    let says = contains("looks like a copy").and(contains(":2:")).and(contains("One line or file cannot be read"));
    sandbox.supple(&["history", "--verify"]).assert().code(1).stdout(says);
    assert_eq!(fs::read(&copy).unwrap(), before, "nothing is changed");
}

#[test]
fn the_folder_explains_itself_to_whoever_finds_it() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["log", "neck-ease-5"]).assert().success();
    let readme = sandbox.data().join("history/README.md");
    assert!(fs::read_to_string(&readme).unwrap().contains("one JSON object per\nline"));
    write(&readme, "mine");
    sandbox.supple(&["log", "neck-ease-5"]).assert().success();
    assert_eq!(fs::read_to_string(&readme).unwrap(), "mine");
}

/// The words after the colon of what `supple undo` says.
fn undo(sandbox: &Sandbox) -> String {
    sandbox.says(&["undo"]).lines().next().unwrap().to_owned()
}

#[test]
fn undo_takes_back_what_was_entered_last_and_then_brings_it_back() {
    let sandbox = Sandbox::with_machine();
    assert!(undo(&sandbox).starts_with("Nothing to undo"));
    sandbox.says(&["log", "neck-ease-5", "--at", "2026-11-23 08:00"]);
    sandbox.says(&["log", "micro-stand-1", "--at", "2026-11-20"]);
    assert!(undo(&sandbox).starts_with("Removed: One-minute stand-up break"), "the last one entered, not the newest");
    assert_eq!(sandbox.records().len(), 1);
    assert!(undo(&sandbox).starts_with("Restored: One-minute stand-up break"));
    assert_eq!(sandbox.records().len(), 2);
    assert!(undo(&sandbox).starts_with("Removed: One-minute stand-up break"));
    assert_eq!(sandbox.records().len(), 1);
}

#[test]
fn undo_takes_a_correction_a_check_in_and_a_rest_day_back() {
    let sandbox = Sandbox::with_machine();
    sandbox.says(&["log", "neck-ease-5", "--note", "first"]);
    sandbox.says(&["correct", "last", "--note", "second"]);
    assert!(undo(&sandbox).starts_with("Correction undone: Neck ease"));
    assert_eq!((sandbox.records().len(), &sandbox.records()[0]["note"]), (1, &Value::from("first")));
    for (entered, said) in [(vec!["check-in", "neck", "5"], "check-in"), (vec!["rest"], "rest")] {
        sandbox.says(&entered);
        assert!(undo(&sandbox).starts_with(&format!("Removed: {said}")));
        assert_eq!(sandbox.records().len(), 1);
    }
}

#[test]
fn last_is_what_was_entered_last() {
    let sandbox = Sandbox::with_machine();
    sandbox.says(&["log", "neck-ease-5"]);
    sandbox.says(&["log", "micro-stand-1", "--at", "2026-11-20"]);
    let said = sandbox.says(&["retract", "last"]);
    assert!(said.contains("One-minute stand-up break"), "{said}");
}

#[test]
fn a_correction_of_the_time_alone_keeps_the_day() {
    let sandbox = Sandbox::with_machine();
    sandbox.says(&["log", "neck-ease-5", "--at", "2026-03-01T19:00:00-08:00"]);
    sandbox.says(&["correct", "last", "--at", "09:30"]);
    assert_eq!(sandbox.records()[0]["at"], "2026-03-01T09:30:00-08:00");
}

#[test]
fn a_date_outside_a_lifetime_is_refused() {
    let sandbox = Sandbox::with_machine();
    for at in ["--at=-0001-01-01", "--at=0001-01-01", "--at=1899-12-31", "--at=2027-01-01"] {
        sandbox.supple(&["log", "neck-ease-5", at]).assert().code(2).stdout("");
    }
    assert_eq!(sandbox.records().len(), 0);
}

/// Windows knows its time zone by itself, and not from a variable.
#[cfg(unix)]
#[test]
fn an_hour_that_the_clocks_skip_or_show_twice_is_told() {
    let sandbox = Sandbox::with_machine();
    let log = |at: &str| {
        let mut command = sandbox.supple(&["log", "neck-ease-5", "--at", at]);
        command.env("TZ", "Europe/Berlin");
        command.assert()
    };
    log("2026-03-29 02:30").code(2).stderr(contains("02:30 on 2026-03-29 did not exist"));
    log("2026-10-25 02:30").success().stderr(contains("twice").and(contains("use 2026-10-25T02:30:00+01:00")));
    assert_eq!(sandbox.records()[0]["at"], "2026-10-25T02:30:00+02:00");
}

#[test]
fn every_session_that_was_cut_off_is_logged_however_many() {
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    let unfinished = sandbox.data().join("unfinished");
    let one = fs::read_dir(&unfinished).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&one).unwrap();
    let id = one.file_stem().unwrap().to_str().unwrap().rsplit('-').next().unwrap().to_owned();
    for number in 0..119 {
        let other = format!("01JD{number:04}");
        write(&unfinished.join(format!("m-test-{other}.jsonl")), text.replace(&id, &other));
    }
    let logged = sandbox.says(&["log", "--unfinished"]);
    assert_eq!(logged.matches("Logged: ").count(), 120);
}

#[test]
fn absurd_numbers_in_a_checkpoint_cost_nothing() {
    let sandbox = Sandbox::with_machine();
    cut_off(&sandbox);
    let one = fs::read_dir(sandbox.data().join("unfinished")).unwrap().next().unwrap().unwrap().path();
    let mut last: Value = serde_json::from_str(fs::read_to_string(&one).unwrap().lines().last().unwrap()).unwrap();
    last["left_ms"] = json!(u64::MAX);
    last["segment"] = json!(u64::MAX);
    last["holds"] = json!({"1": u32::MAX, "99999999": 5});
    write(&one, format!("{last}\n"));
    let text = sandbox.supple(&["run", "--resume", "--plain"]).write_stdin("p\nq\n").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("Resumed where you stopped"), "{text}");
}
