//! Houses in which every command has something to tell, and one in which it has nothing.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, good_routine, routine_with, write};
use supple::coach::experiment::{DAYS, Which, due};

/// Short, with sides.
const SHORT: &str = "desk-micro-2";
const MORNING: &str = "2026-11-23T10:31:00+00:00";
/// A day of rest in the house that is lived in.
const SUNDAY: &str = "2026-11-29T10:00:00+00:00";

pub struct Houses {
    empty: Sandbox,
    lived: Sandbox,
    /// One with files of its owner's own and no history.
    furnished: Sandbox,
}

impl Houses {
    pub fn new() -> Self {
        Self { empty: Sandbox::with_machine(), lived: lived_in(), furnished: furnished() }
    }

    /// What a command prints where there is nothing, where there is much, and on a day of rest.
    pub fn in_each(&self, args: &[&str]) -> Vec<Value> {
        vec![told(&self.empty, args), told(&self.lived, args), told_at(&self.lived, SUNDAY, args)]
    }

    pub fn lists(&self) -> Vec<Value> {
        let mut seen = self.in_each(&["list"]);
        seen[0][0]["changes"] = changes();
        seen
    }

    pub fn additions(&self) -> Vec<Value> {
        let add = |house: &Sandbox, name: &str, value: &Value| {
            let path = house.data().join(name);
            write(&path, value.to_string());
            told(house, &["add", path.to_str().unwrap()])
        };
        let pack = |house: &Sandbox, id: &str| {
            serde_json::from_str(&house.says(&["pack", id])).unwrap_or_else(|error| panic!("{error}"))
        };
        let exercise = pack(&self.lived, "my-stretch");
        let mut changed = add(&self.empty, "three.json", &pack(&self.furnished, "three"));
        changed["routine"]["changes"] = changes();
        vec![
            changed,
            add(&self.empty, "new.json", &good_routine()),
            add(&self.empty, "exercise.json", &exercise),
            add(&self.lived, "again.json", &pack(&self.lived, "mine")),
        ]
    }

    pub fn checks(&self) -> Vec<Value> {
        let bad = Sandbox::new();
        bad.write_routine("bad.json", routine_with("/steps/0/exercise", json!("nothing")));
        bad.write_routine("torn.json", "{");
        bad.write_routine("long.json", "x".repeat(3_000_000));
        vec![told(&self.lived, &["check"]), told(&bad, &["check"])]
    }

    pub fn doctors(&self) -> Vec<Value> {
        let mut seen = self.in_each(&["doctor", "--quiet"]);
        // Not every machine has a sound card, nor programs that speak.
        let mut furnished = seen[0].clone();
        furnished["device"] =
            json!({"name": "Speakers", "by": "PulseAudio", "rate": 48000, "channels": 2, "buffer_ms": 20});
        let mut bare = furnished.clone();
        bare["device"] =
            json!({"name": "Speakers", "by": "PulseAudio", "rate": 48000, "channels": 2, "buffer_ms": null});
        for name in ["speech_program", "keeps_awake", "pauses_music"] {
            furnished[name] = json!("a program");
            bare[name] = Value::Null;
        }
        bare["records"] = Value::Null;
        bare["machine"] = Value::Null;
        seen.extend([furnished, bare]);
        seen
    }

    pub fn experiments(&self) -> Vec<Value> {
        let eased =
            |which, number: i64| u8::try_from(number % 3).unwrap_or(0) + if which == Which::First { 0 } else { 3 };
        let mut seen = self.in_each(&["experiment"]);
        seen.push(told(&experiment(eased), &["experiment"]));
        seen.push(told(&experiment(|_, number| u8::try_from(number % 3).unwrap_or(0)), &["experiment"]));
        seen
    }

    pub fn exports(&self) -> Vec<Value> {
        [&self.empty, &self.lived].map(|house| house.json(&["export", "--format", "json"])).into()
    }

    pub fn composed(&self) -> Vec<Value> {
        let all = ["go", "2m", "lower-back", "wrists", "trapezius", "glutes", "neck"];
        let plain = told(&self.empty, &["go"]);
        // Somebody whom nothing for the wrists suits.
        let mut unsuited = plain.clone();
        unsuited["unsuited"] = json!(["wrists"]);
        vec![plain, unsuited, told(&self.empty, &all), told(&self.lived, &["go", "5m"]), told(&self.lived, &all)]
    }

    pub fn records(&self) -> Vec<Value> {
        self.lived.records()
    }

    pub fn audits(&self) -> Vec<Value> {
        let torn = Sandbox::with_machine();
        write(&torn.history_file(), "{\"v\": 1}\nnothing\n");
        let mut seen = self.in_each(&["history", "--verify"]);
        seen.push(told(&torn, &["history", "--verify"]));
        // A file that cannot be read at all, which no test makes everywhere.
        let mut closed = seen[1].clone();
        closed["files"][0]["fault"] = json!("permission denied");
        seen.push(closed);
        seen
    }

    pub fn nudges(&self) -> Vec<Value> {
        let mut seen = self.in_each(&["nudge"]);
        seen.push(told_at(&self.lived, MORNING, &["nudge"]));
        let fresh = Sandbox::with_machine();
        sit(&fresh);
        seen.push(told_at(&fresh, MORNING, &["nudge"]));
        seen
    }

    pub fn days_of_programmes(&self) -> Vec<Value> {
        let mut seen = vec![told(&self.lived, &["program", "today"])];
        seen[0]["session"]["changes"] = changes();
        seen.push(told_at(&self.lived, "2026-11-24T10:00:00+00:00", &["program", "today"]));
        for number in 25..30 {
            seen.push(told_at(&self.lived, &format!("2026-11-{number}T10:00:00+00:00"), &["program", "today"]));
        }
        seen
    }

    pub fn topics(&self) -> Vec<Value> {
        ["causes", "see-a-doctor"].map(|topic| told(&self.empty, &["learn", topic])).into()
    }

    pub fn reminders(&self) -> Vec<Value> {
        let mut seen = self.in_each(&["remind", "--status"]);
        let file = json!({"path": "supple-remind.timer", "as_written": true});
        seen.push(json!({"system": "systemd", "installed": true, "on": true, "files": [file]}));
        seen.push(json!({"system": "launchd", "installed": false, "on": null, "files": []}));
        seen
    }

    pub fn events(&self) -> Vec<Value> {
        let run = |house: &Sandbox, args: &[&str], typed: &str| {
            let output =
                house.supple(&[&["run", "--events", "json"], args].concat()).write_stdin(typed).output().unwrap();
            lines(&String::from_utf8(output.stdout).unwrap())
        };
        let mut seen = run(&self.furnished, &["three", "--speed", "1000"], "");
        seen.extend(run(&self.furnished, &["mine", "--speed", "1000"], ""));
        seen.extend(run(&self.lived, &["neck-ease-5", "--speed", "1000"], ""));
        // Any segment may wait for a key.
        let waiting: Vec<Value> = (seen.iter().filter(|event| event["event"] == "segment").cloned())
            .map(|mut event| {
                event["event"] = json!("waiting");
                event
            })
            .collect();
        seen.extend(waiting);
        let keys = "p\np\nn\n+\n-\n-\n-\n-\n-\n-\n-\n-\n-\n-\nx\ns\no 6\n3\nn\nn\nn\nq\n";
        seen.extend(run(&self.lived, &[SHORT], keys));
        // A movement has no hold that could be longer.
        seen.extend(run(&self.lived, &["cat-cow"], "+\nq\n"));
        let hurt = Sandbox::with_machine();
        seen.extend(run(&hurt, &[SHORT, "--wait", "--speed", "0.1", "--log"], "o\n1\n"));
        // What takes a closed lid, a full disk, a kill or a command beside it to happen.
        seen.push(json!({"event": "winding-up", "active_ms": 1000}));
        seen.push(json!({"event": "paused", "reason": "away", "away_secs": 90, "active_ms": 1000}));
        seen.push(json!({"event": "remark", "text": "The sound card works again."}));
        seen.push(json!({"event": "cut-off", "routine": SHORT, "title": "Desk micro-break",
            "at": MORNING, "active_secs": 20, "planned_secs": 119}));
        seen
    }

    pub fn exercises(&self) -> Vec<Value> {
        let all = ["chin-tuck", "band-row", "bare-stretch", "cat-cow"];
        let mut seen: Vec<_> = all.map(|id| told(&self.furnished, &["show", id])).into();
        // No exercise that is built in says yet how a load is done.
        seen[1]["loads"][0]["how"] = json!(["Stand on the band."]);
        seen
    }

    pub fn routines(&self) -> Vec<Value> {
        let mut seen: Vec<_> = ["neck-ease-5", "mine"].map(|id| told(&self.lived, &["show", id])).into();
        seen.extend([SHORT, "three", "mine"].map(|id| told(&self.furnished, &["show", id])));
        seen[0]["changes"] = changes();
        seen
    }

    pub fn streaks(&self, args: &[&str]) -> Vec<Value> {
        let mut seen = self.in_each(args);
        for goal in [json!({"minutes": 60}), json!({"breaks": 10})] {
            let house = Sandbox::with_machine();
            write(&house.config().join("settings.json"), json!({"goal": goal}).to_string());
            seen.push(told(&house, args));
        }
        seen
    }

    pub fn todays(&self) -> Vec<Value> {
        let mut seen = self.in_each(&["today"]);
        seen.push(told_at(&self.lived, MORNING, &["today"]));
        seen
    }
}

/// What a command prints as JSON, whatever its exit code says of it.
fn told(house: &Sandbox, args: &[&str]) -> Value {
    told_at(house, crate::sandbox::NOW, args)
}

fn told_at(house: &Sandbox, now: &str, args: &[&str]) -> Value {
    let mut command = house.supple(&[args, &["--json"]].concat());
    let home = house.data().join("home");
    command
        .env("SUPPLE_NOW", now)
        .env("HOME", &home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("PATH", "/nowhere");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{args:?}: {error} in {text:?}; {}", String::from_utf8_lossy(&output.stderr)))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn as_lines(records: impl IntoIterator<Item = Value>) -> String {
    let lines: Vec<_> = records.into_iter().map(|record| record.to_string()).collect();
    lines.join("\n") + "\n"
}

/// Somebody draws prompts for half an hour.
fn sit(house: &Sandbox) {
    for time in ["10:00", "10:10", "10:20", "10:30"] {
        let mut command = house.supple(&["nudge", "--prompt"]);
        command.env("SUPPLE_NOW", format!("2026-11-23T{time}:00+00:00")).assert().success();
    }
}

/// Everything that can be changed for a person, and why.
fn changes() -> Value {
    json!([
        {"exercise": "chin-tuck", "how": "left-out", "why": {"question": "neck-nerve"}},
        {"exercise": "chin-tuck", "how": "easier", "why": {"area": "neck", "tension": 8}},
        {"exercise": "chin-tuck", "how": "left-out", "why": {"area": "neck", "sharp_today": true}},
        {"exercise": "chin-tuck", "how": "easier", "why": {"area": "neck", "hurt_on": "2026-11-21"}},
        {"exercise": "chin-tuck", "how": "left-out", "why": {"mark": "never"}},
    ])
}

/// A routine with rounds, and one of an exercise without a figure.
fn furnished() -> Sandbox {
    let house = Sandbox::with_machine();
    let mut three: Value = serde_json::from_str(include_str!("../data/routines/three-rounds.json")).unwrap();
    three["id"] = json!("three");
    house.write_routine("three.json", three.to_string());
    house.says(&["new", "exercise", "my-stretch", "--from", "upper-trap-stretch"]);
    let mut bare: Value = serde_json::from_str(&house.says(&["pack", "my-stretch"])).unwrap();
    bare["id"] = json!("bare-stretch");
    bare.as_object_mut().unwrap().remove("figure");
    house.write_routine("exercises/bare-stretch.json", bare.to_string());
    house.write_routine("mine.json", routine_with("/steps/0/exercise", json!("bare-stretch")));
    house
}

/// Somebody who has used everything.
fn lived_in() -> Sandbox {
    let house = Sandbox::with_machine();
    write(&house.config().join("settings.json"), r#"{"asked": "2026-11-01T08:00:00+00:00", "goal": {"days": 4}}"#);
    house.says(&["new", "exercise", "my-stretch", "--from", "upper-trap-stretch"]);
    house.write_routine("mine.json", routine_with("/steps/0/exercise", json!("my-stretch")));
    write(&house.history_file(), as_lines(records()));
    for args in [
        &["after", "git push", "--do", "neck-ease-5"][..],
        &["program", "start", "neck-eight-weeks"],
        &["experiment", "start", "neck-ease-5", "chin-tuck", "--area", "neck"],
    ] {
        house.supple(args).env("SUPPLE_NOW", "2026-11-23T09:00:00+00:00").assert().success();
    }
    sit(&house);
    house
}

fn records() -> Vec<Value> {
    let record = |number: u8, at: &str, kind: &str, mut fields: Value| {
        fields["v"] = json!(1);
        fields["kind"] = json!(kind);
        fields["id"] = json!(format!("R{number}"));
        fields["at"] = json!(at);
        fields
    };
    let session = |fields: Value| {
        let mut session = json!({"routine": "neck-ease-5", "title": "Neck ease", "completed": true, "planned_secs": 298,
            "active_secs": 298, "paused_secs": 0, "steps": []});
        session.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        session
    };
    let steps = json!([
        {"exercise": "upper-trap-stretch", "areas": ["trapezius"], "left_secs": 50, "right_secs": 50, "outcome": "done"},
        {"exercise": "chin-tuck", "areas": ["neck"], "secs": 25, "outcome": "stopped",
            "ouches": [{"after_secs": 40, "side": "left", "kind": "sharp", "score": 6}, {"after_secs": 60}]},
    ]);
    let full = json!({"steps": steps, "before": 8, "after": 8, "program": "two-minutes", "felt": "right", "note": "At noon.",
        "entered": "2026-11-23T12:30:00+00:00", "corrects": "R1",
        "tension": {"neck": {"before": 8, "after": 8}, "trapezius": {}}});
    let done = "2026-11-21T12:00:00+00:00";
    vec![
        record(1, "2026-11-20T12:00:00+00:00", "session", session(json!({}))),
        record(2, done, "session", session(json!({"steps": steps}))),
        record(3, "2026-11-23T08:00:00+00:00", "session", session(full)),
        record(4, done, "rest", json!({"from": "2026-11-15", "to": "2026-11-16", "reason": "a cold"})),
        record(5, done, "rest", json!({"from": "2026-11-17", "to": "2026-11-17"})),
        record(6, done, "rest-weekdays", json!({"from": "2026-11-01", "weekdays": ["sun"]})),
        record(7, done, "check-in", json!({"area": "neck", "tension": 8, "limits_daily_life": true})),
        record(
            8,
            done,
            "symptoms",
            json!({"area": "neck", "pain": 4, "side": "left", "since": "2026-09-01",
            "at_night": true, "in_limb": false}),
        ),
        record(9, done, "symptoms", json!({"area": "glutes"})),
        record(10, done, "function", json!({"what": "put on shoes", "score": 7})),
        record(11, done, "profile", json!({"yes": ["knee"]})),
        record(
            12,
            "2026-11-21T13:00:00+00:00",
            "profile",
            json!({"yes": ["knee", "neck-nerve"], "lacks": ["mat"], "avoids": ["prone"]}),
        ),
        record(13, done, "taste", json!({"of": "neck-ease-5", "is": "favourite"})),
        record(14, done, "taste", json!({"of": "shoulder-rolls", "is": "never"})),
        record(15, "2026-10-01T12:00:00+00:00", "program", json!({"program": "two-minutes", "do": "start"})),
        record(
            16,
            "2026-10-02T12:00:00+00:00",
            "experiment",
            json!({"do": "stop", "first": "", "second": "", "area": "", "seed": 0, "of": "R99"}),
        ),
        record(17, done, "retract", json!({"of": "R98"})),
    ]
}

/// Four weeks that are over, with this tension after the sessions of each day.
fn experiment(after: impl Fn(Which, i64) -> u8) -> Sandbox {
    let house = Sandbox::with_machine();
    let first = NaiveDate::from_ymd_opt(2026, 10, 20).unwrap();
    let start = json!({"v": 1, "kind": "experiment", "id": "E", "at": format!("{first}T09:00:00+00:00"), "do": "start",
        "first": "neck-ease-5", "second": "chin-tuck", "area": "neck", "seed": 5});
    let days = (0..DAYS).map(|number| {
        let which = due(5, number).unwrap();
        let day = first + TimeDelta::days(number);
        let routine = if which == Which::First { "neck-ease-5" } else { "chin-tuck" };
        json!({"v": 1, "kind": "session", "id": format!("D{number}"), "at": format!("{day}T12:00:00+00:00"),
            "routine": routine, "title": "Neck", "completed": true, "planned_secs": 298, "active_secs": 298,
            "paused_secs": 0, "steps": [], "tension": {"neck": {"before": 7, "after": after(which, number)}}})
    });
    write(&house.history_file(), as_lines(std::iter::once(start).chain(days)));
    house
}
