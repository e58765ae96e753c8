//! What commands print for other programs: its schemas in `docs/json`, one a shape, and that nothing vanishes from them.
//! `SUPPLE_WRITE_SCHEMAS=1 cargo test json::` writes the files anew and keeps the descriptions that people wrote there.

mod house;
mod shape;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use serde_json::{Value, json};

use house::Houses;
use shape::{Shape, keep_descriptions, vague, vanished};

/// What a command prints, and how to see all that it can be.
#[derive(Clone, Copy)]
struct Output {
    /// The name of the file.
    name: &'static str,
    /// What a person types.
    command: &'static str,
    /// The places where the keys of an object are ids.
    maps: &'static [&'static str],
    samples: fn(&Houses) -> Vec<Value>,
}

const fn output(name: &'static str, command: &'static str, samples: fn(&Houses) -> Vec<Value>) -> Output {
    Output { name, command, maps: &[], samples }
}

const fn with_maps(maps: &'static [&'static str], output: Output) -> Output {
    Output { maps, ..output }
}

const OUTPUTS: [Output; 31] = [
    output("add", "supple add FILE --json", Houses::additions),
    output("after", "supple after --json", |houses| houses.in_each(&["after"])),
    output("check", "supple check --json", Houses::checks),
    output("doctor", "supple doctor --json", Houses::doctors),
    output("experiment", "supple experiment --json", Houses::experiments),
    with_maps(&["/records/*/tension"], output("export", "supple export --format json", Houses::exports)),
    output("go", "supple go --json", Houses::composed),
    with_maps(&["/tension"], output("history", "supple history --json", Houses::records)),
    with_maps(
        &[""],
        output("history-areas", "supple history --view areas --json", |houses| {
            houses.in_each(&["history", "--view", "areas"])
        }),
    ),
    with_maps(
        &["/areas"],
        output("history-comfort", "supple history --view comfort --json", |houses| {
            houses.in_each(&["history", "--view", "comfort"])
        }),
    ),
    output("history-hours", "supple history --view hours --json", |houses| {
        houses.in_each(&["history", "--view", "hours"])
    }),
    output("history-verify", "supple history --verify --json", Houses::audits),
    output("history-year", "supple history --view year --json", |houses| {
        houses.in_each(&["history", "--view", "year"])
    }),
    output("learn", "supple learn --json", |houses| houses.in_each(&["learn"])),
    output("learn-topic", "supple learn TOPIC --json", Houses::topics),
    output("list", "supple list --json", Houses::lists),
    output("mark", "supple mark --json", |houses| houses.in_each(&["mark"])),
    output("nudge", "supple nudge --json", Houses::nudges),
    output("profile", "supple profile --json", |houses| houses.in_each(&["profile"])),
    output("program", "supple program --json", |houses| houses.in_each(&["program"])),
    output("program-explain", "supple program --explain --json", |houses| houses.in_each(&["program", "--explain"])),
    output("program-today", "supple program today --json", Houses::days_of_programmes),
    output("remind", "supple remind --at TIME --json", |houses| houses.in_each(&["remind", "--at", "10:30"])),
    output("remind-status", "supple remind --status --json", Houses::reminders),
    output("run-events", "supple run ROUTINE --events json", Houses::events),
    output("safety", "supple safety --json", |houses| houses.in_each(&["safety"])),
    output("show-exercise", "supple show EXERCISE --json", Houses::exercises),
    output("show-routine", "supple show ROUTINE --json", Houses::routines),
    output("streak", "supple streak --json", |houses| houses.streaks(&["streak"])),
    output("streak-explain", "supple streak --explain --json", |houses| houses.streaks(&["streak", "--explain"])),
    output("today", "supple today --json", Houses::todays),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json")
}

fn committed(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(format!("{name}.json"))).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|_| json!({}))
}

/// The schema of what was seen, with the descriptions of the one before.
fn made(output: &Output, houses: &Houses, before: &Value) -> Value {
    let mut shape = Shape::default();
    for sample in (output.samples)(houses) {
        shape.see(&sample, output.maps);
    }
    let mut schema = shape.schema();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(output.command);
    keep_descriptions(&mut schema, before);
    schema
}

#[test]
fn every_output_has_the_schema_that_is_written_down() {
    let houses = Houses::new();
    let mut wrong = Vec::new();
    for output in &OUTPUTS {
        // Reminders are those of systemd or launchd.
        if cfg!(windows) && output.name.starts_with("remind") {
            continue;
        }
        let before = committed(output.name);
        let schema = made(output, &houses, &before);
        let gone = vanished(&before, &schema);
        if !gone.is_empty() {
            wrong.push(format!("{}: programs rely on what has vanished: {}", output.name, gone.join(", ")));
        } else if std::env::var_os("SUPPLE_WRITE_SCHEMAS").is_some() {
            fs::create_dir_all(folder()).unwrap();
            let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
            fs::write(folder().join(format!("{}.json", output.name)), text).unwrap();
        } else if schema != before {
            let new = vanished(&schema, &before).join(", ");
            wrong.push(format!("{}: new: {new}; run SUPPLE_WRITE_SCHEMAS=1 cargo test json::", output.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_schema_tells_its_command_its_units_and_its_items() {
    let mut wrong = Vec::new();
    for output in &OUTPUTS {
        let schema = committed(output.name);
        if !schema["description"].is_string() {
            wrong.push(format!("{}: no description of the command", output.name));
        }
        wrong.extend(vague(&schema).into_iter().map(|place| format!("{}{place}", output.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_with_json_has_a_schema_and_every_schema_a_command() {
    let mut commands = Vec::new();
    let program = supple::cli::Cli::command();
    for command in program.get_subcommands() {
        let inner = command
            .get_subcommands()
            .map(|inner| (format!("supple {} {}", command.get_name(), inner.get_name()), inner));
        for (words, command) in inner.chain([(format!("supple {}", command.get_name()), command)]) {
            if command.get_arguments().any(|argument| argument.get_long() == Some("json")) {
                commands.push(words);
            }
        }
    }
    assert!(commands.len() > 15, "{commands:?}");
    for command in commands {
        let is_told = |output: &Output| output.command.starts_with(&command) && output.command.ends_with("--json");
        assert!(OUTPUTS.iter().any(is_told), "{command} --json is in no schema");
    }
    let files: BTreeSet<_> =
        fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let named: BTreeSet<_> = OUTPUTS.iter().map(|output| format!("{}.json", output.name)).collect();
    assert_eq!(files, named);
}

// that nothing vanishes

fn schema_of(values: &[Value]) -> Value {
    let mut shape = Shape::default();
    for value in values {
        shape.see(value, &[]);
    }
    shape.schema()
}

#[test]
fn a_key_that_is_added_takes_nothing_away() {
    let (before, now) = (json!([{"day": "2026-11-23"}]), json!([{"day": "2026-11-23", "secs": 5}]));
    assert!(vanished(&schema_of(&[before]), &schema_of(&[now])).is_empty());
}

#[test]
fn a_key_that_is_gone_has_vanished() {
    let (before, now) = (json!([{"day": "2026-11-23", "secs": 5}]), json!([{"day": "2026-11-23"}]));
    let gone = vanished(&schema_of(&[before]), &schema_of(&[now]));
    assert_eq!(gone, ["/items/properties/secs", "/items/required \"secs\""]);
}

#[test]
fn a_key_that_is_not_always_there_any_more_has_vanished() {
    let gone = vanished(&schema_of(&[json!({"secs": 5})]), &schema_of(&[json!({"secs": 5}), json!({})]));
    assert_eq!(gone, ["/required \"secs\""]);
}

#[test]
fn a_number_that_became_text_has_vanished() {
    let gone = vanished(&schema_of(&[json!({"secs": 5})]), &schema_of(&[json!({"secs": "5"})]));
    assert_eq!(gone, ["/properties/secs/type \"integer\""]);
}

#[test]
fn an_event_that_is_gone_has_vanished() {
    let (plan, cue) = (json!({"event": "plan"}), json!({"event": "cue"}));
    assert_eq!(vanished(&schema_of(&[plan.clone(), cue]), &schema_of(&[plan])), ["/oneOf/\"cue\""]);
}

#[test]
fn descriptions_outlive_a_new_key() {
    let mut before = schema_of(&[json!({"event": "plan", "secs": 5})]);
    before["oneOf"][0]["properties"]["secs"]["description"] = json!("In seconds.");
    let mut now = schema_of(&[json!({"event": "cue"}), json!({"event": "plan", "secs": 5, "steps": 1})]);
    keep_descriptions(&mut now, &before);
    assert_eq!(now["oneOf"][1]["properties"]["secs"]["description"], "In seconds.");
    assert_eq!(now["oneOf"][0]["properties"].as_object().unwrap().len(), 1);
}
