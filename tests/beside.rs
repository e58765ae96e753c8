//! A session beside a command: its output, its keys, its signals and its end are as if it had been run by itself.
#![cfg(unix)]

use std::fs;
use std::io::Read;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::sandbox::Sandbox;
use crate::window::{Size, Terminal};

const USUAL: Size = (80, 24);
/// What stands at the foot of a session's screen.
const LED: &str = "ctrl-t its screen";
/// What stands at the foot of a command's screen in a session.
const SHOWN: &str = "ctrl-t back to the session";
const CTRL_T: &str = "\x14";
const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

fn in_terminal(sandbox: &Sandbox, call: &[&str]) -> Terminal {
    sandbox.asked_before();
    let mut command = CommandBuilder::new(call[0]);
    command.env_clear();
    command.args(&call[1..]);
    for (name, value) in sandbox.environment() {
        command.env(name, value);
    }
    command.env("TERM", "xterm-256color");
    command.env("SHELL", "/bin/sh");
    Terminal::run(command, USUAL)
}

/// The shell script `script` beside a session, which begins at once if `led`.
fn beside(sandbox: &Sandbox, led: bool, script: &str) -> Terminal {
    let call = sandbox.call();
    let program: Vec<&str> = call.iter().map(String::as_str).collect();
    let after = if led { "0s" } else { "45s" };
    in_terminal(
        sandbox,
        &[&program[..], &["--mute", "while", "--after", after, "--", "/bin/sh", "-c", script]].concat(),
    )
}

/// The same in a shell that says how it ended.
fn told_by_a_shell(sandbox: &Sandbox, script: &str) -> String {
    let program = sandbox.call().join(" ");
    let mut terminal = in_terminal(
        sandbox,
        &["/bin/sh", "-c", &format!("{program} --mute while -- /bin/sh -c '{script}'; echo ENDED $?")],
    );
    terminal.wait_for("ENDED");
    terminal.wait_for_end();
    terminal.screen().lines().find(|line| line.starts_with("ENDED")).unwrap().to_owned()
}

#[test]
fn a_short_command_writes_what_it_writes_by_itself_byte_for_byte() {
    let script = r"printf '\033[31mred\033[0m\n'; stty size; printf 'a\rb\tc\033]0;title\007'; tput cols; exit 0";
    let sandbox = Sandbox::new();
    let mut plain = in_terminal(&sandbox, &["/bin/sh", "-c", script]);
    plain.wait_for_end();
    let mut led = beside(&sandbox, false, script);
    assert_eq!(led.wait_for_end(), 0);
    assert_eq!(String::from_utf8_lossy(&led.raw), String::from_utf8_lossy(&plain.raw));
}

#[test]
fn exit_codes_and_deaths_by_signals_are_given_back() {
    let sandbox = Sandbox::new();
    for (script, ended) in [
        ("true", "ENDED 0"),
        ("exit 1", "ENDED 1"),
        ("exit 101", "ENDED 101"),
        ("exit 130", "ENDED 130"),
        ("kill -INT $$", "ENDED 130"),
        ("kill -TERM $$", "ENDED 143"),
        ("kill -KILL $$", "ENDED 137"),
    ] {
        assert_eq!(told_by_a_shell(&sandbox, script), ended, "{script}");
    }
}

#[test]
fn a_command_that_is_not_there_is_said_as_shells_do() {
    let sandbox = Sandbox::new();
    let call = sandbox.call();
    let program: Vec<&str> = call.iter().map(String::as_str).collect();
    let mut terminal = in_terminal(&sandbox, &[&program[..], &["while", "--", "no-such-command"]].concat());
    assert_eq!(terminal.wait_for_end(), 127);
    assert!(
        terminal.screen().contains("cannot run no-such-command: there is no such command"),
        "{}",
        terminal.screen()
    );
}

#[test]
fn a_routine_that_is_named_as_a_person_types_it_is_led() {
    let sandbox = Sandbox::new();
    let call = sandbox.call();
    let program: Vec<&str> = call.iter().map(String::as_str).collect();
    let options = ["--mute", "while", "--after", "0s", "--do", "neck-ease", "--", "/bin/sh", "-c", "read -r line"];
    let mut terminal = in_terminal(&sandbox, &[&program[..], &options].concat());
    terminal.wait_for("step 1 of");
    assert!(terminal.screen().contains("Neck ease"), "{}", terminal.screen());
    terminal.press(CTRL_C);
    terminal.wait_for_end();
}

#[test]
fn a_command_that_asks_is_answered_on_its_screen_and_its_output_stands_in_the_terminal_at_the_end() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, true, r#"echo one; read -r line; echo "two $line"; exit 7"#);
    terminal.wait_for(LED);
    assert!(terminal.is_alternate());
    terminal.press(CTRL_T);
    terminal.wait_for(SHOWN);
    assert!(terminal.screen().contains("one"), "{}", terminal.screen());
    terminal.press("x\r");
    assert_eq!(terminal.wait_for_end(), 7);
    assert!(terminal.is_given_back(), "{}", terminal.tail());
    let written = String::from_utf8_lossy(&terminal.raw).into_owned();
    // Its first line may have come before the session.
    let after = written.rsplit("\u{1b}[?1049l").next().unwrap();
    assert!(["x\r\ntwo x\r\n", "one\r\nx\r\ntwo x\r\n"].contains(&after), "{}", terminal.tail());
    assert_eq!(written.matches("one\r\n").count(), 1);
}

#[test]
fn the_line_at_the_foot_says_what_the_command_says_and_the_key_leads_there_and_back() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, true, "echo half way; read -r line");
    terminal.wait_for("half way  ");
    terminal.wait_for(LED);
    terminal.press(CTRL_T);
    terminal.wait_for(SHOWN);
    terminal.press(CTRL_T);
    terminal.wait_for(LED);
    terminal.press(CTRL_C);
    terminal.wait_for_end();
}

#[test]
fn ctrl_c_in_a_session_interrupts_the_command_and_ends_as_it_ends() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, true, "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 1; done");
    terminal.wait_for("ready  ");
    terminal.press(CTRL_C);
    assert_eq!(terminal.wait_for_end(), 5);
    assert!(terminal.is_given_back() && terminal.screen().contains("caught"), "{}", terminal.tail());
}

#[test]
fn ctrl_c_before_the_session_is_the_commands_own() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, false, "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 1; done");
    terminal.wait_for("ready");
    terminal.press(CTRL_C);
    assert_eq!(terminal.wait_for_end(), 5);
}

#[test]
fn a_program_that_is_asked_to_end_asks_the_command() {
    for led in [true, false] {
        let sandbox = Sandbox::new();
        let mut terminal =
            beside(&sandbox, led, "trap 'echo caught; exit 6' TERM; echo ready; while :; do sleep 0.1; done");
        terminal.wait_for("ready");
        if led {
            terminal.wait_for(LED);
        }
        terminal.send(Signal::TERM);
        assert_eq!(terminal.wait_for_end(), 6);
    }
}

#[test]
fn a_window_that_is_closed_hangs_up_on_the_command_too() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.state()).unwrap();
    let told = sandbox.state().join("told");
    crate::strange::pipe(&told);
    let script =
        format!("trap 'echo hung up > {}; exit 1' HUP; echo ready; while :; do sleep 0.1; done", told.display());
    let mut terminal = beside(&sandbox, true, &script);
    terminal.wait_for("ready  ");
    assert_eq!(terminal.close(), 129);
    let mut text = String::new();
    fs::File::open(&told).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "hung up\n");
}

/// A shell with job control, in which the program is stopped and continued with enter.
fn in_a_shell(sandbox: &Sandbox, after: &str, script: &str) -> Terminal {
    let program = sandbox.call().join(" ");
    let line = format!(
        "set -m; {program} --mute while --after {after} -- /bin/sh -c '{script}'; echo \"STOPPED $?\"; read line; fg; echo \"ENDED $?\""
    );
    in_terminal(sandbox, &["/bin/sh", "-c", &line])
}

#[test]
fn ctrl_z_stops_command_and_program_and_fg_lets_both_go_on() {
    let sandbox = Sandbox::new();
    let mut terminal = in_a_shell(&sandbox, "45s", "echo ready; read -r line; echo \"got $line\"; exit 4");
    terminal.wait_for("ready");
    terminal.press(CTRL_Z);
    terminal.wait_for("STOPPED");
    terminal.press("\n");
    // The shell says what it brings to the foreground.
    terminal.wait_for("while --after");
    terminal.press("x\r");
    terminal.wait_for("ENDED 4");
    assert!(terminal.screen().contains("got x"), "{}", terminal.screen());
    terminal.wait_for_end();
}

#[test]
fn ctrl_z_in_a_session_stops_both_and_fg_shows_it_paused() {
    let sandbox = Sandbox::new();
    let mut terminal = in_a_shell(&sandbox, "0s", "trap \"exit 9\" INT; echo ready; while :; do sleep 0.1; done");
    terminal.wait_for(LED);
    terminal.press(CTRL_Z);
    terminal.wait_for("STOPPED");
    assert!(terminal.is_given_back(), "{}", terminal.tail());
    terminal.press("\n");
    terminal.wait_for("paused");
    terminal.wait_for(LED);
    terminal.press(CTRL_C);
    terminal.wait_for("ENDED 9");
    terminal.wait_for_end();
}

#[test]
fn another_size_of_the_window_is_told_to_the_command() {
    for led in [false, true] {
        let sandbox = Sandbox::new();
        let mut terminal = beside(&sandbox, led, "echo ready; while read -r line; do stty size; done");
        terminal.wait_for("ready");
        if led {
            terminal.wait_for(LED);
            terminal.press(CTRL_T);
            terminal.wait_for(SHOWN);
        }
        terminal.resize((100, 40));
        if led {
            // Drawn anew in its size.
            terminal.wait_for(SHOWN);
        }
        terminal.press("\r");
        terminal.wait_for("40 100");
        terminal.press(CTRL_C);
        terminal.wait_for_end();
    }
}

#[test]
fn what_a_command_leaves_running_is_not_waited_for() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, false, "trap '' HUP; sleep 100 & echo left; exit 3");
    assert_eq!(terminal.wait_for_end(), 3);
    assert!(terminal.screen().contains("left"), "{}", terminal.screen());
}

#[test]
fn three_megabytes_in_a_session_are_all_there_afterwards() {
    let sandbox = Sandbox::new();
    let mut terminal = beside(&sandbox, true, "read -r line; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo whole");
    terminal.wait_for(LED);
    terminal.press(CTRL_T);
    terminal.wait_for(SHOWN);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    let at = memchr::memmem::rfind(&terminal.raw, b"\x1b[?1049l").unwrap();
    let kept = memchr::memchr_iter(b'x', &terminal.raw[at..]).count();
    assert_eq!(kept, 3_000_000);
    assert!(terminal.screen().contains("whole"), "{}", terminal.screen());
}

#[test]
fn without_a_terminal_the_command_runs_by_itself() {
    let sandbox = Sandbox::new();
    sandbox
        .supple(&["while", "--", "/bin/sh", "-c", "cat; echo error >&2; exit 3"])
        .write_stdin("given\n")
        .assert()
        .code(3)
        .stdout("given\n")
        .stderr("error\n");
}

#[test]
fn a_session_beside_another_programs_work_begins_and_ends_with_its_signals() {
    let sandbox = Sandbox::new();
    let call = sandbox.call();
    let program: Vec<&str> = call.iter().map(String::as_str).collect();
    let waits = [&program[..], &["--mute", "while", "--after", "0s", "--signal", "claude"]].concat();
    let mut terminal = in_terminal(&sandbox, &waits);
    terminal.wait_for("Waiting for claude to start.");
    sandbox.supple(&["signal", "claude", "start"]).assert().success().stdout("");
    terminal.wait_until("a session", |terminal| terminal.is_alternate() && terminal.screen().contains(" claude 0:0"));
    sandbox.supple(&["signal", "claude", "done"]).assert().success();
    terminal.wait_until("the end of it", |terminal| {
        terminal.is_given_back() && terminal.screen().contains("claude: done in 0:0")
    });
    terminal.press(CTRL_C);
    assert_eq!(terminal.wait_for_end(), 130);
}

#[test]
fn a_signal_that_nobody_waits_for_is_silent_unless_it_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["signal", "claude", "done"]).assert().success().stdout("");
    let said = "Nobody waits for claude. Start with: supple while --signal claude\n";
    sandbox.supple(&["signal", "claude", "done", "--verbose"]).assert().success().stdout(said);
}

#[test]
fn names_of_signals_lead_to_no_other_folder() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["signal", "../x", "done"]).assert().code(2);
}
