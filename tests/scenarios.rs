//! Scripted sessions: each file under `tests/scenarios/` says what is pressed and what the clocks do, and which events
//! must follow. The engine is called at its own wake-ups and at the moments of the script, and at no other.
//!
//! Run with `SUPPLE_WRITE_SCENARIOS=1` to write the events of changed scenarios, and then read them: they are the
//! expectation.

use crate::content::TIMED;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use supple::practice::Hurt;
use supple::session::engine::{Options, State};
use supple::session::{Engine, Event, Input, Moment, Plan};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What it shows, in a sentence.
    about: String,
    routine: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    wait: bool,
    script: Vec<Line>,
    events: Vec<String>,
}

/// At this moment (seconds on the monotonic clock) something happens: a key, or the machine sleeps so long.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    press: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sleeps: Option<i64>,
    /// The program stands still from the last wake-up to this moment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    stalled: bool,
}

fn input(word: &str) -> Input {
    match word {
        "pause" => Input::Pause,
        "resume" => Input::Resume,
        "next" => Input::Next,
        "back" => Input::Back,
        "longer" => Input::Longer,
        "shorter" => Input::Shorter,
        "ouch" => Input::Ouch,
        "easier" => Input::Answer(Hurt::Pull),
        "sharp" => Input::Answer(Hurt::Sharp),
        "emergency" => Input::Answer(Hurt::Emergency),
        "end" => Input::End,
        other => panic!("no such key in a scenario: {other}"),
    }
}

fn in_words(event: Event, engine: &Engine) -> String {
    match event {
        Event::Segment(index) => {
            let segment = &engine.plan().segments()[index];
            let side = segment.side.map(|side| format!(" {side}")).unwrap_or_default();
            let exercise = &engine.plan().exercise(segment.step).unwrap().id;
            let sets = if segment.sets > 1 { format!(" {}/{}", segment.set, segment.sets) } else { String::new() };
            format!("{}{side}{sets}, {exercise}", segment.kind.word())
        }
        Event::Cue(cue) => format!("cue {}", cue.word()),
        other => format!("{other:?}"),
    }
}

fn play(scenario: &Scenario) -> Vec<String> {
    let plan = Plan::of(TIMED.routine(&scenario.routine).unwrap());
    let options = Options { wait: scenario.wait, ..Options::default() };
    let mut slept = 100_000i64;
    let moment = |monotonic: Duration, offset: i64| Moment {
        monotonic,
        sleepless: Duration::from_secs(offset.unsigned_abs()) + monotonic,
    };
    let mut told = Vec::new();
    let (mut engine, first) = Engine::start(plan, options, moment(Duration::ZERO, slept));
    let mut tell = |now: Duration, events: Vec<Event>, engine: &Engine| {
        told.extend(events.into_iter().map(|event| format!("{:.3} {}", now.as_secs_f64(), in_words(event, engine))));
    };
    tell(Duration::ZERO, first, &engine);
    for line in &scenario.script {
        let then = Duration::from_secs_f64(line.at);
        while let Some(next) = engine.next_wakeup().filter(|next| *next < then && !line.stalled) {
            let events = engine.handle(moment(next, slept), Input::Wake);
            tell(next, events, &engine);
        }
        slept += line.sleeps.unwrap_or(0);
        let pressed = line.press.as_deref().map_or(Input::Wake, input);
        let events = engine.handle(moment(then, slept), pressed);
        tell(then, events, &engine);
    }
    while let Some(next) = engine.next_wakeup() {
        let events = engine.handle(moment(next, slept), Input::Wake);
        tell(next, events, &engine);
    }
    let end = match engine.state() {
        State::Finished { completed } => format!("finished, completed {completed}"),
        other => format!("stands: {other:?}"),
    };
    told.push(end);
    told
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_scripted_session_gives_the_events_in_its_file() {
    let files = files();
    assert!(files.len() >= 10, "only {} scenarios", files.len());
    for file in files {
        let mut scenario: Scenario = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let events = play(&scenario);
        if std::env::var_os("SUPPLE_WRITE_SCENARIOS").is_some() {
            scenario.events.clone_from(&events);
            std::fs::write(&file, format!("{}\n", serde_json::to_string_pretty(&scenario).unwrap())).unwrap();
        }
        assert_eq!(scenario.events, events, "{}: {}", file.display(), scenario.about);
    }
}
