//! Breaks in the prompt and the status line: what is due, what is kept, what is offered after commands, and reminders.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

#[cfg(target_os = "linux")]
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, write};

/// What `supple ARGS` prints at this time of a Monday.
fn at(sandbox: &Sandbox, time: &str, args: &[&str]) -> String {
    typed(sandbox, time, args, "", 0)
}

/// The same after a command that was typed and ended with this status.
fn typed(sandbox: &Sandbox, time: &str, args: &[&str], command: &str, status: u8) -> String {
    let mut supple = sandbox.supple(args);
    supple.env("SUPPLE_NOW", format!("2026-11-23T{time}:00+00:00"));
    supple.env("SUPPLE_TYPED", command).env("SUPPLE_STATUS", status.to_string());
    String::from_utf8(supple.assert().success().get_output().stdout.clone()).unwrap()
}

const PROMPT: [&str; 2] = ["nudge", "--prompt"];
const NUDGE: [&str; 1] = ["nudge"];

/// Somebody at the desk from 10:00 to 10:30, who has had nothing to offer yet.
fn half_an_hour() -> Sandbox {
    let sandbox = Sandbox::with_machine();
    for time in ["10:00", "10:10", "10:20"] {
        assert_eq!(at(&sandbox, time, &PROMPT), "");
    }
    assert_eq!(at(&sandbox, "10:30", &PROMPT), "30 min sitting: supple go 2m\n");
    sandbox
}

/// Every file of the state folder, with its text and the time at which it was written.
fn state(sandbox: &Sandbox) -> BTreeMap<String, (String, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![sandbox.state()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let written = entry.metadata().unwrap().modified().unwrap();
                let text = fs::read_to_string(entry.path()).unwrap();
                let name = entry.path().strip_prefix(sandbox.state()).unwrap().display().to_string();
                found.insert(name.replace('\\', "/"), (text, written));
            }
        }
    }
    found
}

// due or not

#[test]
fn a_status_line_is_silent_once_nobody_draws_a_prompt() {
    let sandbox = half_an_hour();
    assert_eq!(at(&sandbox, "10:44", &NUDGE), "44 min sitting: supple go 2m\n");
    assert_eq!(at(&sandbox, "10:45", &NUDGE), "");
    assert!(at(&sandbox, "10:45", &["nudge", "--why"]).starts_with("Nobody seems to be at the desk"));
}

#[test]
fn a_session_is_a_break_and_says_what_the_week_lacks() {
    let sandbox = half_an_hour();
    at(&sandbox, "10:36", &["log", "neck-ease-5", "--at", "10:31"]);
    assert_eq!(at(&sandbox, "10:37", &PROMPT), "");
    for time in ["10:45", "10:55", "11:05"] {
        at(&sandbox, time, &PROMPT);
    }
    let said = at(&sandbox, "11:10", &PROMPT);
    assert!(said.starts_with("33 min sitting: supple go 2m "), "{said}");
    let told = at(&sandbox, "11:10", &["nudge", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert!(["neck", "trapezius"].contains(&told["area"].as_str().unwrap()), "{told}");
}

#[test]
fn without_prompts_a_break_is_due_some_time_after_the_last_session() {
    let sandbox = Sandbox::with_machine();
    assert_eq!(at(&sandbox, "12:00", &NUDGE), "no break yet today: supple go 2m\n");
    at(&sandbox, "12:10", &["log", "desk-micro-2", "--at", "12:08"]);
    assert_eq!(at(&sandbox, "12:30", &NUDGE), "");
    assert!(at(&sandbox, "12:50", &NUDGE).starts_with("last break 40 min ago: supple go 2m "));
}

#[test]
fn it_is_silent_in_quiet_hours_when_snoozed_and_during_a_session() {
    use std::io::{BufRead, BufReader};
    let sandbox = Sandbox::with_machine();
    assert_eq!(at(&sandbox, "22:00", &NUDGE), "");
    assert_eq!(
        at(&sandbox, "12:00", &["nudge", "--snooze", "30m"]),
        "Silent until 12:30. To end it: supple nudge --wake\n"
    );
    assert_eq!(at(&sandbox, "12:29", &NUDGE), "");
    assert_ne!(at(&sandbox, "12:30", &NUDGE), "");
    at(&sandbox, "12:30", &["nudge", "--snooze"]);
    at(&sandbox, "12:31", &["nudge", "--wake"]);
    assert_ne!(at(&sandbox, "12:31", &NUDGE), "");
    let args = ["run", "micro-stand-1", "--events", "json", "--speed", "40", "--log"];
    let mut process = sandbox.process(&args).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().contains("\"event\":\"step-ended\"") {}
    let during = at(&sandbox, "12:31", &["nudge", "--json"]);
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(during.contains("\"why\": \"session\""), "{during}");
    assert_ne!(at(&sandbox, "12:31", &NUDGE), "", "a session that was killed is over");
}

#[test]
fn the_settings_say_after_how_long_and_when_it_is_quiet() {
    let sandbox = half_an_hour();
    let settings = r#"{"nudge": {"after_minutes": 45, "quiet_from": 12, "quiet_to": 14}}"#;
    write(&sandbox.config().join("settings.json"), settings);
    assert_eq!(at(&sandbox, "10:35", &PROMPT), "");
    assert_eq!(at(&sandbox, "10:45", &PROMPT), "45 min sitting: supple go 2m\n");
    assert_eq!(at(&sandbox, "12:00", &PROMPT), "");
    assert!(at(&sandbox, "12:00", &["nudge", "--why"]).starts_with("These are quiet hours, 12:00 to 14:00."));
}

#[test]
fn json_tells_what_is_due_and_why_not() {
    let sandbox = half_an_hour();
    let told = |time| serde_json::from_str::<Value>(&at(&sandbox, time, &["nudge", "--json"])).unwrap();
    let due = told("10:30");
    assert_eq!(
        due,
        json!({
            "due": true, "why": "due", "said": "A break is due: 30 min sitting, since 10:00; one is due after 30 min.",
            "text": "30 min sitting: supple go 2m", "command": "supple go 2m", "minutes": 2, "area": null,
            "sitting_secs": 1800,
        })
    );
    let not = told("10:45");
    assert_eq!((&not["due"], &not["why"], &not["text"]), (&json!(false), &json!("away"), &Value::Null));
}

// what is kept

#[test]
fn nothing_is_written_when_nothing_has_changed() {
    let sandbox = half_an_hour();
    let before = state(&sandbox);
    assert!(before.contains_key("desk/2026-11-23") && before.contains_key("nudge.json"), "{before:?}");
    for args in [&NUDGE[..], &PROMPT[..], &["nudge", "--format", "tmux"], &["nudge", "--json"]] {
        at(&sandbox, "10:34", args);
    }
    assert_eq!(state(&sandbox), before);
}

#[test]
fn with_desk_hours_off_nothing_is_written_at_all() {
    let sandbox = Sandbox::new();
    write(&sandbox.config().join("settings.json"), r#"{"nudge": {"desk_hours": false}}"#);
    assert_eq!(at(&sandbox, "12:00", &PROMPT), "no break yet today: supple go 2m\n");
    assert!(!sandbox.state().exists() && !sandbox.data().exists());
    assert_eq!(sandbox.json(&["today", "--json"])["desk"], Value::Null);
}

#[cfg(unix)]
#[test]
fn desk_hours_are_private_and_can_be_deleted() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = half_an_hour();
    let file = sandbox.state().join("desk/2026-11-23");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    sandbox.supple(&["doctor", "--quiet"]).assert().success().stdout(contains("1 day (to delete them: supple nudge"));
    assert_eq!(sandbox.json(&["doctor", "--quiet", "--json"])["days_at_desk"], json!(1));
    assert_eq!(sandbox.says(&["nudge", "--forget"]), "Deleted the desk hours of 1 day.\n");
    assert!(!sandbox.state().join("desk").exists());
    assert_eq!(sandbox.says(&["nudge", "--forget"]), "There are no desk hours.\n");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_does_not_stop_a_prompt() {
    let sandbox = Sandbox::new();
    write(&sandbox.state(), "a file");
    assert_eq!(at(&sandbox, "10:00", &PROMPT), "");
}

#[test]
fn today_tells_the_hours_at_the_desk() {
    let sandbox = half_an_hour();
    for time in ["11:00", "11:10"] {
        at(&sandbox, time, &PROMPT);
    }
    let said = at(&sandbox, "11:10", &["today"]);
    assert!(said.contains("At the desk: 40 min\nBreaks: 1\nLongest sitting: 30 min\n"), "{said}");
    let told: Value = serde_json::from_str(&at(&sandbox, "11:10", &["today", "--json"])).unwrap();
    let desk = json!({"secs": 2400, "breaks": 1, "longest_sitting_secs": 1800, "sitting_secs": 600});
    assert_eq!(told["desk"], desk);
}

// formats

#[test]
fn each_format_is_what_its_program_reads() {
    let sandbox = half_an_hour();
    let shown = |format| at(&sandbox, "10:30", &["nudge", "--format", format]);
    assert_eq!(shown("tmux"), "#[fg=black,bg=yellow] 30 min sitting: supple go 2m #[default]\n");
    assert_eq!(shown("starship"), shown("plain"));
    let waybar = shown("waybar");
    assert_eq!(waybar.lines().count(), 1);
    let told: Value = serde_json::from_str(&waybar).unwrap();
    assert_eq!((&told["class"], &told["percentage"]), (&json!("due"), &json!(50)));
    for format in ["plain", "tmux", "waybar", "starship"] {
        assert_eq!(at(&sandbox, "10:50", &["nudge", "--format", format]), "", "{format}");
    }
}

// after a command

#[test]
fn a_session_is_offered_after_a_command_that_succeeded_once_an_hour() {
    let sandbox = Sandbox::with_machine();
    let said = sandbox.says(&["after", "git  push", "--do", "neck ease"]);
    assert!(said.starts_with("After git push, supple offers Neck ease, 5 min, at most once an hour."), "{said}");
    let after = |time, command, status| typed(&sandbox, time, &PROMPT, command, status);
    assert_eq!(after("10:00", "git pull", 0), "");
    assert_eq!(after("10:00", "git push", 1), "");
    assert_eq!(after("10:00", "git push -f", 0), "\ngit push is done. Neck ease, 5 min: supple run neck-ease-5\n");
    assert_eq!(after("10:14", "git push", 0), "");
    assert_eq!(
        after("11:00", "git push", 0).lines().nth(1).map(|line| line.starts_with("git push is done")),
        Some(true)
    );
    at(&sandbox, "12:00", &["nudge", "--snooze"]);
    assert_eq!(after("12:01", "git push", 0), "");
}

#[test]
fn offers_are_listed_and_removed() {
    let sandbox = Sandbox::with_machine();
    sandbox.supple(&["after"]).assert().success().stdout(contains("No session is offered after a command."));
    sandbox.says(&["after", "cargo test", "--do", "chin-tuck"]);
    let listed = sandbox.json(&["after", "--json"]);
    assert_eq!((&listed[0]["command"], &listed[0]["run"]), (&json!("cargo test"), &json!("chin-tuck")));
    sandbox.supple(&["after"]).assert().success().stdout(contains("cargo test"));
    sandbox
        .supple(&["after", "--remove", "make"])
        .assert()
        .code(2)
        .stderr(contains("nothing is offered after \"make\""));
    sandbox.says(&["after", "--remove", "cargo test"]);
    assert_eq!(sandbox.json(&["after", "--json"]), json!([]));
    sandbox
        .supple(&["after", "make", "--do", "nothing-like-it"])
        .assert()
        .code(2)
        .stderr(contains("there is no routine"));
    sandbox.supple(&["after", "make"]).assert().code(2);
}

#[test]
fn settings_that_cannot_be_read_are_not_replaced_by_an_offer() {
    let sandbox = Sandbox::new();
    write(&sandbox.config().join("settings.json"), "{");
    sandbox.supple(&["after", "make", "--do", "neck-ease"]).assert().code(1).stderr(contains("Correct the file"));
    assert_eq!(fs::read_to_string(sandbox.config().join("settings.json")).unwrap(), "{");
}

// reminders

#[cfg(target_os = "linux")]
#[test]
fn reminders_are_shown_then_written_and_removed_if_they_are_as_written() {
    let sandbox = Sandbox::with_machine();
    let home = sandbox.data();
    let remind = |args: &[&str]| {
        let mut command = sandbox.supple(&[&["remind"], args].concat());
        command.env("HOME", &home).env("XDG_CONFIG_HOME", home.join("config")).env("PATH", "/nowhere");
        command.assert()
    };
    let units = home.join("config/systemd/user");
    let (service, timer) = (units.join("supple-remind.service"), units.join("supple-remind.timer"));
    let at = ["--at", "10:30", "--at", "15:00", "--days", "mon-fri"];
    remind(&at).success().stdout(contains("OnCalendar=Mon..Fri *-*-* 10:30:00").and(contains("Nothing was written.")));
    assert!(!units.exists());
    let says = contains("To turn it on: systemctl --user daemon-reload && systemctl --user enable --now");
    remind(&[&at[..], &["--install"]].concat()).success().stdout(says);
    let text = fs::read_to_string(&service).unwrap();
    assert!(text.contains("\"nudge\" \"--notify\" \"--always\"") && text.contains("SUPPLE_STATE_DIR="), "{text}");
    remind(&["--status"]).success().stdout(contains("The timer is off."));
    // Another one takes its place.
    remind(&["--every", "50m", "--install"]).success();
    assert!(fs::read_to_string(&timer).unwrap().contains("OnUnitActiveSec=50min"));
    write(&timer, "mine");
    remind(&["--every", "50m", "--install"]).code(1).stderr(contains("move it away first"));
    remind(&["--remove"]).success().stderr(contains("was changed since"));
    assert_eq!((service.exists(), fs::read_to_string(&timer).unwrap().as_str()), (false, "mine"));
    let told = remind(&["--status", "--json"]).success();
    let told: Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
    assert_eq!(told, json!({"system": "systemd", "installed": false, "on": null, "files": []}));
    remind(&["--at", "25:00"]).code(2).stderr(contains("expected a time of day like 10:30"));
    remind(&["--at", "10:00", "--days", "someday"]).code(2).stderr(contains("expected days like mon-fri"));
    remind(&["--every", "1m"]).code(2).stderr(contains("5 to 240 minutes"));
    remind(&["--install"]).code(2).stderr(contains("say when to remind"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_notification_is_shown_when_a_break_is_due_or_always() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = half_an_hour();
    let (folder, shown) = (sandbox.data().join("bin"), sandbox.data().join("shown"));
    let program = folder.join("notify-send");
    write(&program, format!("#!/bin/sh\nprintf '%s|' \"$@\" >> '{}'\n", shown.display()));
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let notify = |time: &str, args: &[&str]| {
        let mut command = sandbox.supple(&[&["nudge", "--notify"], args].concat());
        command
            .env("PATH", &folder)
            .env("SUPPLE_NOW", format!("2026-11-23T{time}:00+00:00"))
            .assert()
            .success()
            .stdout("");
        let text = fs::read_to_string(&shown).unwrap_or_default();
        let _ = fs::remove_file(&shown);
        text
    };
    assert_eq!(notify("10:30", &[]), "--app-name=supple|--|30 min sitting|2 min: supple go 2m|");
    assert_eq!(notify("11:30", &[]), "");
    assert_eq!(notify("11:30", &["--always"]), "--app-name=supple|--|Time for a break|supple go|");
    assert_eq!(notify("23:30", &["--always"]), "", "quiet hours are quiet");
}

// shells

#[test]
fn what_each_shell_runs_is_known() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish"] {
        insta::assert_snapshot!(format!("init_{shell}"), sandbox.says(&["init", shell]));
    }
    sandbox.supple(&["init", "tcsh"]).assert().code(2);
}

#[cfg(target_os = "linux")]
mod bash {
    use std::path::Path;

    use portable_pty::CommandBuilder;

    use crate::sandbox::{SUPPLE, Sandbox};
    use crate::window::Terminal;

    /// An interactive bash that ran these lines first, with supple in its `PATH`, at 10:00.
    fn bash(sandbox: &Sandbox, lines: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new("bash");
        command.args(["--noprofile", "--norc", "-i"]);
        command.env_clear();
        for (name, value) in sandbox.environment() {
            command.env(name, value);
        }
        let programs = Path::new(SUPPLE).parent().unwrap().display();
        command.env("PATH", format!("{programs}:/usr/bin:/bin"));
        command.env("TERM", "xterm");
        command.env("PS1", "> ");
        command.env("HOME", sandbox.state());
        command.cwd(sandbox.state());
        let mut terminal = Terminal::run(command, (100, 60));
        for line in [&["PS1='> '; unset HISTFILE"], lines].concat() {
            enter(&mut terminal, line);
        }
        terminal
    }

    /// Types a line, and waits until it has ended and the prompt is there.
    fn enter(terminal: &mut Terminal, line: &str) {
        terminal.wait_until("a prompt", |terminal| terminal.screen().trim_end().ends_with('>'));
        // The same line may stand there from before.
        let before = terminal.screen().matches(line).count();
        terminal.press(&format!("{line}\r"));
        terminal.wait_until(line, |terminal| terminal.screen().matches(line).count() > before);
        terminal.wait_until("the next prompt", |terminal| terminal.screen().trim_end().ends_with("\n>"));
    }

    const INIT: &str = r#"eval "$(supple init bash)""#;

    fn time(time: &str) -> String {
        format!("SUPPLE_NOW=2026-11-23T{time}:00+00:00")
    }

    #[test]
    fn a_break_that_is_due_is_a_line_above_the_prompt_and_said_once() {
        let sandbox = Sandbox::with_machine();
        let mut terminal = bash(&sandbox, &[&time("10:00"), INIT]);
        for at in ["10:10", "10:20", "10:29"] {
            enter(&mut terminal, &time(at));
        }
        assert!(!terminal.screen().contains("sitting"), "{}", terminal.screen());
        enter(&mut terminal, &time("10:31"));
        enter(&mut terminal, &time("10:32"));
        assert_eq!(terminal.screen().matches("31 min sitting: supple go 2m").count(), 1, "{}", terminal.screen());
        assert!(!terminal.screen().contains("32 min sitting"), "{}", terminal.screen());
        assert!(sandbox.state().join("desk/2026-11-23").exists());
    }

    #[test]
    fn the_status_of_a_command_is_what_it_was() {
        let sandbox = Sandbox::with_machine();
        for before in ["true", "PROMPT_COMMAND=(true)", "PROMPT_COMMAND='seen=$?'", "trap 'seen=1' DEBUG"] {
            let mut terminal = bash(&sandbox, &[before, INIT, "(exit 7)"]);
            enter(&mut terminal, r#"echo "status $?""#);
            assert!(terminal.screen().contains("\nstatus 7"), "{before}: {}", terminal.screen());
        }
    }

    #[test]
    fn what_else_runs_before_a_prompt_sees_the_status_too() {
        let sandbox = Sandbox::with_machine();
        for before in ["PROMPT_COMMAND=('seen=$?' 'more=$?')", "PROMPT_COMMAND='seen=$?; more=$?'"] {
            let mut terminal = bash(&sandbox, &[before, INIT, "(exit 7)", "last=$seen", "(exit 7)"]);
            enter(&mut terminal, r#"echo "seen $seen ${#PROMPT_COMMAND[@]}""#);
            assert!(terminal.screen().contains("\nseen 7 "), "{before}: {}", terminal.screen());
        }
    }

    #[test]
    fn it_is_put_in_once_however_often_it_is_read() {
        let sandbox = Sandbox::with_machine();
        let mut terminal = bash(&sandbox, &[INIT, INIT]);
        enter(&mut terminal, "declare -p PROMPT_COMMAND PS0");
        let screen = terminal.screen();
        assert_eq!(screen.matches("\"__supple_prompt\"").count(), 1, "{screen}");
        assert_eq!(screen.matches("__supple_ready=1").count(), 1, "{screen}");
    }

    #[test]
    fn a_strict_shell_goes_on() {
        let sandbox = Sandbox::with_machine();
        let mut terminal = bash(&sandbox, &["set -u; set -e", INIT, "! true", "x=$(true)"]);
        enter(&mut terminal, "echo still $((20 + 3))");
        assert!(terminal.screen().contains("still 23"), "{}", terminal.screen());
    }

    #[test]
    fn without_supple_nothing_is_said() {
        let sandbox = Sandbox::with_machine();
        let mut terminal = bash(&sandbox, &[INIT, "PATH=/usr/bin:/bin", "hash -r", "(exit 7)"]);
        enter(&mut terminal, r#"echo "status $?""#);
        let screen = terminal.screen();
        assert!(screen.contains("\nstatus 7") && !screen.contains("not found"), "{screen}");
    }

    #[test]
    fn a_session_is_offered_after_a_command_and_no_other() {
        let sandbox = Sandbox::with_machine();
        sandbox.says(&["after", "true now", "--do", "neck-ease"]);
        let offer = "true now is done. Neck ease, 5 min: supple run neck-ease-5";
        for before in ["true", "trap 'seen=$BASH_COMMAND' DEBUG", "PROMPT_COMMAND=('true now' 'true now')"] {
            let _ = std::fs::remove_file(sandbox.state().join("offered.json"));
            let mut terminal = bash(&sandbox, &[&time("10:00"), before, INIT, "true then", "false && true now"]);
            assert!(!terminal.screen().contains("is done"), "{before}: {}", terminal.screen());
            enter(&mut terminal, "true now && true");
            assert_eq!(terminal.screen().matches(offer).count(), 1, "{before}: {}", terminal.screen());
        }
    }

    #[test]
    fn the_last_word_of_a_command_is_what_it_was() {
        let sandbox = Sandbox::with_machine();
        let mut terminal = bash(&sandbox, &[INIT, "true one two"]);
        enter(&mut terminal, r#"echo "word $_""#);
        assert!(terminal.screen().contains("\nword two"), "{}", terminal.screen());
    }
}
