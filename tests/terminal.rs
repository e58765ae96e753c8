//! The screens in a real terminal: taken over, given back whatever happens, and drawn anew when they must be.
#![cfg(unix)]

use crate::chance::Chance;
use crate::sandbox;
use crate::window;

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use sandbox::{Sandbox, session_on, write};
use serde_json::json;
use window::{Size, Terminal};

const USUAL: Size = (80, 24);
/// Long enough not to end before a test is done with it.
const LONG: &str = "full-reset-15";
const SHORT: &str = "micro-stand-1";
/// A routine's title on the first screen.
const PICKER: &str = "One-minute stand-up";

/// The program, for somebody who was asked before what suits them.
fn command(sandbox: &Sandbox, args: &[&str]) -> CommandBuilder {
    sandbox.asked_before();
    let call = sandbox.call();
    let mut command = CommandBuilder::new(&call[0]);
    command.env_clear();
    command.args(&call[1..]);
    command.args(args);
    for (name, value) in sandbox.environment() {
        command.env(name, value);
    }
    command.env("TERM", "xterm-256color");
    command
}

fn supple(sandbox: &Sandbox, args: &[&str]) -> Terminal {
    Terminal::run(command(sandbox, &[&["--mute"], args].concat()), USUAL)
}

fn picker(sandbox: &Sandbox) -> Terminal {
    let mut terminal = supple(sandbox, &[]);
    terminal.wait_for(PICKER);
    terminal
}

/// A session, in its second exercise.
fn session(sandbox: &Sandbox) -> Terminal {
    let mut terminal = supple(sandbox, &["run", LONG, "--speed", "60", "--log"]);
    terminal.wait_for("step 2 of");
    terminal
}

#[test]
fn a_session_for_now_can_be_kept_as_a_routine_of_ones_own() {
    let sandbox = Sandbox::new();
    let mut terminal = after(&sandbox, "g", "A session for now");
    terminal.press("k");
    terminal.wait_for("Saved ");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    let kept: Vec<_> = std::fs::read_dir(sandbox.routines()).unwrap().collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[test]
fn the_first_start_asks_what_suits_the_person_once_and_leaves_it_out() {
    let sandbox = Sandbox::new();
    let start = |sandbox: &Sandbox| {
        std::fs::remove_dir_all(sandbox.config()).ok();
        let mut command = command(sandbox, &["--mute"]);
        command.env("SUPPLE_CONFIG_DIR", sandbox.data().join("first"));
        Terminal::run(command, USUAL)
    };
    let mut terminal = start(&sandbox);
    terminal.wait_for("Before you stretch");
    terminal.press("y");
    terminal.wait_for("[yes]");
    let questions: usize = {
        let screen = terminal.screen();
        let (_, after) = screen.split_once("2 of ").unwrap();
        after.split_whitespace().next().unwrap().parse().unwrap()
    };
    for question in 3..=questions {
        terminal.press("\r");
        terminal.wait_for(&format!("{question} of "));
    }
    terminal.press("\r");
    terminal.wait_for(PICKER);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(sandbox.records()[0]["yes"].as_array().unwrap().len(), 1);
    let mut again = start(&sandbox);
    again.wait_for(PICKER);
    assert!(!again.screen().contains("Before you stretch"));
    again.press("q");
    assert_eq!(again.wait_for_end(), 0);
}

/// The way to a screen.
type Way = fn(&Sandbox) -> Terminal;

/// Every screen, and what is laid over screens, with a text on it and the way to it.
const SCREENS: [(&str, &str, Way); 14] = [
    ("picker", PICKER, picker),
    ("preview", "set up", |sandbox| after(sandbox, "\x1b[C", "set up")),
    ("editor", "add an exercise", |sandbox| after(sandbox, "\x1b[Ce", "add an exercise")),
    ("new routine", "give it a title", |sandbox| after(sandbox, "w", "give it a title")),
    ("compose", "A session for now", |sandbox| after(sandbox, "g", "A session for now")),
    ("history", "History", |sandbox| after(sandbox, "h", "History")),
    ("programmes", "Programmes", |sandbox| after(sandbox, "t", "Programmes")),
    ("learn", "Learn", |sandbox| after(sandbox, "l", "Learn")),
    ("settings", "Settings", |sandbox| after(sandbox, ",", "Settings")),
    ("help", "Keys", |sandbox| after(sandbox, "?", "Keys")),
    ("safety", "Safety", |sandbox| after(sandbox, "s", "Safety")),
    ("find", "Full reset", |sandbox| after(sandbox, "/reset", "Full reset")),
    ("session", "left", session),
    ("summary", "Done.", |sandbox| {
        let mut terminal = supple(sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
        terminal.wait_for("Done.");
        terminal
    }),
];

fn after(sandbox: &Sandbox, keys: &str, text: &str) -> Terminal {
    let mut terminal = picker(sandbox);
    terminal.press(keys);
    terminal.wait_for(text);
    terminal
}

fn assert_given_back(terminal: &Terminal, when: &str) {
    assert!(terminal.is_given_back(), "{when}: {}", terminal.tail());
    // The screen library shows the cursor once more when it is dropped.
    let raw = terminal.raw.strip_suffix(b"\x1b[?25h").unwrap_or(&terminal.raw);
    assert!(
        raw.ends_with(b"\x1b[0m\x1b[?2004l\x1b[?1004l\x1b[<1u\x1b[23;2t\x1b[?25h\x1b[?1049l"),
        "{when}: something is written after: {}",
        terminal.tail()
    );
}

fn a_signal_ends_every_screen(signal: Signal, code: u32) {
    for (name, _, way) in SCREENS {
        let sandbox = Sandbox::new();
        let mut terminal = way(&sandbox);
        assert!(terminal.is_alternate() && terminal.is_cursor_hidden(), "{name}");
        terminal.send(signal);
        assert_eq!(terminal.wait_for_end(), code, "{name}: {}", terminal.tail());
        assert_given_back(&terminal, name);
        let records = sandbox.records();
        match name {
            "session" => {
                assert_eq!((records.len(), &records[0]["completed"]), (1, &json!(false)));
                assert_eq!(records[0]["steps"][0]["outcome"], "done");
                assert!(records[0]["active_secs"].as_u64().unwrap() > 0);
            }
            "summary" => assert_eq!((records.len(), &records[0]["completed"]), (1, &json!(true))),
            _ => assert_eq!(records.len(), 0, "{name}"),
        }
    }
}

#[test]
fn sigterm_ends_every_screen_and_keeps_what_was_done() {
    a_signal_ends_every_screen(Signal::TERM, 143);
}

#[test]
fn sigint_ends_every_screen_and_keeps_what_was_done() {
    a_signal_ends_every_screen(Signal::INT, 130);
}

#[test]
fn sighup_ends_every_screen_and_offers_a_session_again() {
    for (name, _, way) in SCREENS {
        let sandbox = Sandbox::new();
        let mut terminal = way(&sandbox);
        terminal.send(Signal::HUP);
        assert_eq!(terminal.wait_for_end(), 129, "{name}: {}", terminal.tail());
        assert_given_back(&terminal, name);
        assert_eq!(sandbox.records().len(), usize::from(name == "summary"), "{name}");
        let unfinished = std::fs::read_dir(sandbox.data().join("unfinished")).map_or(0, Iterator::count);
        assert_eq!(unfinished, usize::from(name == "session"), "{name}");
    }
}

#[test]
fn q_leaves_the_first_screen() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    assert!(terminal.is_alternate() && terminal.is_cursor_hidden());
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_given_back(&terminal, "after q");
    assert!(!sandbox.data().exists(), "looking leaves nothing behind");
}

#[test]
fn a_change_of_the_settings_file_holds_with_the_next_key_and_the_mouse_is_given_back() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    let path = sandbox.config().join("settings.json");
    let settings = std::fs::read_to_string(&path).unwrap();
    let changed = settings.replacen('{', r#"{"mouse": true, "keys": {"z": "history"},"#, 1);
    std::fs::write(&path, changed).unwrap();
    terminal.press("z");
    terminal.wait_for("History");
    assert!(String::from_utf8_lossy(&terminal.raw).contains("\x1b[?1000h\x1b[?1006h"));
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(String::from_utf8_lossy(&terminal.raw).contains("\x1b[?1006l\x1b[?1000l"));
}

#[test]
fn an_undo_of_an_earlier_run_asks_first_and_one_of_this_run_does_not() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["log", SHORT]).assert().success();
    let mut terminal = picker(&sandbox);
    terminal.press("hu");
    terminal.wait_for("Undo this?");
    terminal.press("n");
    terminal.wait_until("it is not undone", |terminal| !terminal.screen().contains("Undo this?"));
    assert_eq!(sandbox.records().len(), 1);
    terminal.press("uy");
    terminal.wait_for("Undone. Removed");
    terminal.press("u");
    terminal.wait_for("Undone. Restored");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(sandbox.records().len(), 1);
}

/// A new routine with a title and two exercises, that is not saved.
fn new_routine(sandbox: &Sandbox) -> Terminal {
    let mut terminal = after(sandbox, "w", "give it a title");
    terminal.press("Tea break\r");
    terminal.wait_for("add the first exercise");
    terminal.press("\rchin tuck\r");
    terminal.wait_for("Chin tuck");
    terminal.press("acat and cow\r");
    terminal.wait_for("2 steps");
    terminal
}

#[test]
fn a_new_routine_is_saved_for_its_owner_alone_shown_at_once_and_can_be_removed() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let mut terminal = new_routine(&sandbox);
    terminal.press("w");
    terminal.wait_for("Saved Tea break.");
    terminal.press("\x1b");
    terminal.wait_for(PICKER);
    terminal.press("/tea break\r");
    terminal.wait_for("set up");
    let folder = sandbox.config().join("routines");
    let file = folder.join("tea-break.json");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    sandbox.supple(&["check", file.to_str().unwrap()]).assert().success();
    terminal.press("x");
    terminal.wait_for("Remove this routine?");
    terminal.press("y");
    terminal.wait_for("Removed.");
    assert!(!file.exists() && folder.join("tea-break.json.removed").exists());
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_file_with_remarks_is_kept_as_it_was_beside_the_one_that_is_saved() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["new", "routine", "tea-break"]).assert().success();
    let file = sandbox.config().join("routines/tea-break.json");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("//"));
    let mut terminal = after(&sandbox, "/tea break\r", "set up");
    terminal.press("e");
    terminal.wait_for("add an exercise");
    terminal.press("dw");
    terminal.wait_for("as it was:");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(std::fs::read_to_string(file.with_extension("json.before")).unwrap(), text);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("//"));
}

#[test]
fn a_routine_that_cannot_be_saved_stays_and_is_saved_once_it_can() {
    let sandbox = Sandbox::new();
    let mut terminal = new_routine(&sandbox);
    // A file where the folder should be.
    let folder = sandbox.config().join("routines");
    std::fs::write(&folder, "").unwrap();
    terminal.press("w");
    terminal.wait_for("Not saved:");
    std::fs::remove_file(&folder).unwrap();
    terminal.press("w");
    terminal.wait_for("Saved Tea break.");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_routine_that_was_edited_when_the_program_ended_is_offered_at_the_next_start() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let sandbox = Sandbox::new();
        let mut terminal = new_routine(&sandbox);
        terminal.send(signal);
        assert_eq!(terminal.wait_for_end(), code);
        let mut again = supple(&sandbox, &[]);
        again.wait_for("Unsaved routine");
        again.press("\r");
        again.wait_for("2 steps");
        again.press("w");
        again.wait_for("Saved Tea break.");
        again.press("q");
        assert_eq!(again.wait_for_end(), 0);
        let mut last = picker(&sandbox);
        assert!(!last.screen().contains("Unsaved routine"));
        last.press("q");
        assert_eq!(last.wait_for_end(), 0);
    }
}

#[test]
fn ctrl_c_in_a_session_keeps_what_was_done() {
    let sandbox = Sandbox::new();
    let mut terminal = session(&sandbox);
    terminal.press("\x03");
    assert_eq!(terminal.wait_for_end(), 130);
    assert_given_back(&terminal, "after ctrl-c");
    assert_eq!(sandbox.records()[0]["completed"], false);
}

/// Sessions that are recorded or in a checkpoint for the next start. A terminal that goes while it is read from ends the
/// program there and then, with the checkpoint; mostly there is a record. There are never both, and never neither.
fn kept(sandbox: &Sandbox) -> usize {
    let unfinished = std::fs::read_dir(sandbox.data().join("unfinished")).map_or(0, Iterator::count);
    sandbox.records().len() + unfinished
}

#[test]
fn a_closed_window_ends_every_screen_and_keeps_what_was_done() {
    for (name, _, way) in SCREENS {
        let sandbox = Sandbox::new();
        way(&sandbox).close();
        assert_eq!(kept(&sandbox), usize::from(matches!(name, "session" | "summary")), "{name}");
    }
}

#[test]
fn a_closed_window_of_another_session_is_noticed_without_a_signal() {
    let sandbox = Sandbox::new();
    let mut command = command(&sandbox, &["--mute", "run", LONG, "--speed", "60", "--log"]);
    command.set_controlling_tty(false);
    let mut terminal = Terminal::run(command, USUAL);
    terminal.wait_for("step 2 of");
    assert_eq!(terminal.close(), 129);
    assert_eq!(kept(&sandbox), 1);
    assert!(sandbox.records().iter().all(|record| record["completed"] == false));
}

#[test]
fn a_session_that_ends_is_kept_with_what_is_typed_in_the_summary() {
    let sandbox = Sandbox::new();
    let mut terminal = supple(&sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
    terminal.wait_for("Done.");
    terminal.press("3\t6\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_given_back(&terminal, "after the summary");
    let record = &sandbox.records()[0];
    assert_eq!((&record["completed"], &record["active_secs"]), (&json!(true), &json!(59)));
    assert_eq!((&record["before"], &record["after"]), (&json!(6), &json!(3)));
}

#[test]
fn settings_that_were_broken_meanwhile_are_told_with_the_next_key() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    std::fs::write(sandbox.config().join("settings.json"), "{").unwrap();
    terminal.press("j");
    terminal.wait_for("the settings stay as they were");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_session_that_was_killed_is_offered_at_the_next_start() {
    let sandbox = Sandbox::new();
    let mut terminal = session(&sandbox);
    terminal.send(Signal::KILL);
    terminal.wait_for_end();
    assert_eq!(sandbox.records().len(), 0);
    let mut next = supple(&sandbox, &[]);
    next.wait_for("Unfinished session");
    next.press("l");
    next.wait_until("the question is answered", |next| !next.screen().contains("Unfinished session"));
    next.press("q");
    assert_eq!(next.wait_for_end(), 0);
    assert_eq!((sandbox.records().len(), &sandbox.records()[0]["completed"]), (1, &json!(false)));
    assert_eq!(std::fs::read_dir(sandbox.data().join("unfinished")).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_session_that_met_a_full_disk_is_logged_by_the_next_start() {
    let sandbox = Sandbox::with_full_disk();
    sandbox.supple(&["run", SHORT, "--plain", "--speed", "1000", "--log"]).assert().code(1);
    std::fs::remove_file(sandbox.history_file()).unwrap();
    let mut terminal = picker(&sandbox);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!((sandbox.records().len(), &sandbox.records()[0]["completed"]), (1, &json!(true)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_screens_prints_the_record_after_giving_the_terminal_back() {
    let sandbox = Sandbox::with_full_disk();
    let mut terminal = supple(&sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
    terminal.wait_for("Done.");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 1);
    assert!(terminal.is_given_back());
    let text = String::from_utf8_lossy(&terminal.raw).into_owned();
    let (_, said) = text.rsplit_once("\x1b[?1049l").unwrap();
    assert!(said.contains("m-test.jsonl") && said.contains("free some space"), "{said}");
    let line = said.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{said}"));
    let record: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!((&record["routine"], &record["completed"]), (&json!(SHORT), &json!(true)));
}

/// `SUPPLE_KILLS=2000` kills twenty.
#[test]
fn what_was_said_at_the_end_of_a_session_survives_a_kill() {
    let mut chance = Chance(20_261_127);
    for _ in 0..crate::kill::kills().div_ceil(100) {
        let sandbox = Sandbox::new();
        let mut terminal = supple(&sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
        terminal.wait_for("Done.");
        let score = 1 + usize::try_from(chance.number(9)).unwrap();
        terminal.press(&score.to_string());
        terminal.wait_for(&format!("[{score:>2}]"));
        // What is shown is kept, however soon afterwards the program is gone.
        for _ in 0..chance.number(2000) {
            std::thread::yield_now();
        }
        terminal.send(Signal::KILL);
        terminal.wait_for_end();
        let mut next = picker(&sandbox);
        next.press("q");
        assert_eq!(next.wait_for_end(), 0);
        assert_eq!(sandbox.records()[0]["after"], score);
    }
}

#[test]
fn a_session_made_for_now_and_one_of_a_programme_are_taken_up_again_after_a_kill() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["program", "start", "neck-eight-weeks"]).assert().success();
    for (args, title) in [(&["go", "3m", "neck"][..], "Neck, 3 minutes"), (&["program", "go"], "Neck: eight weeks")] {
        let mut terminal = supple(&sandbox, &[args, &["--speed", "60", "--log"]].concat());
        terminal.wait_for("step 2 of");
        terminal.send(Signal::KILL);
        terminal.wait_for_end();
        let mut next = supple(&sandbox, &[]);
        next.wait_for("Unfinished session");
        next.press("\r");
        next.wait_for("resumed: space to continue");
        assert!(next.screen().contains(title), "{}", next.screen());
        next.press("q");
        next.wait_for("Ended early.");
        next.press("\r");
        next.wait_for(PICKER);
        next.press("q");
        assert_eq!(next.wait_for_end(), 0);
    }
    assert_eq!(sandbox.records().len(), 3);
}

#[test]
fn a_session_that_was_done_when_it_was_killed_counts_at_once() {
    let sandbox = Sandbox::new();
    let mut terminal = supple(&sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
    terminal.wait_for("Done.");
    terminal.send(Signal::KILL);
    terminal.wait_for_end();
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 1);
}

// Input that nobody typed

/// One of each kind that terminals send by themselves: replies, the mouse, the window's focus, a key let go, alt and a
/// letter, and a paste with a key on every line.
const UNASKED: &str = concat!(
    "\x1bP>|xterm(370)\x1b\\\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b]52;c;cXFxcQ==\x07\x1b_Gi=31;OK\x1b\\\x1b^quit\x1b\\",
    "\x1b[?62;22c\x1b[12;40R\x1b[?2026;2$y\x1b[8;24;80t\x1b[<0;10;10M\x1b[M qo\x1b[O\x1b[I\x1b[106;1:3u\x1bq\x1bn\x1bm",
    "\x1b[200~q\rr\rm\rn\ro\r\x1b[201~",
);

#[test]
fn no_screen_takes_for_a_key_what_the_terminal_sends_by_itself() {
    for (name, text, way) in SCREENS {
        let sandbox = Sandbox::new();
        let mut terminal = way(&sandbox);
        for piece in UNASKED.as_bytes() {
            terminal.press_bytes(&[*piece]);
        }
        // The key after all that says that the program is where it was.
        let (key, shown) = match name {
            "help" | "safety" | "find" | "programmes" => ("\x1b", PICKER),
            "new routine" => ("\x1b", "w save"),
            "summary" => ("8", "[ 8]"),
            _ => ("?", "Keys"),
        };
        terminal.press(key);
        terminal.wait_for(shown);
        terminal.send(Signal::TERM);
        assert_eq!(terminal.wait_for_end(), 143, "{name}, which shows {text}");
        let settings = std::fs::read_to_string(sandbox.config().join("settings.json")).unwrap();
        assert_eq!(settings, sandbox::ASKED_BEFORE, "{name}: a setting was changed");
        let records = sandbox.records();
        assert_eq!(records.len(), usize::from(matches!(name, "session" | "summary")), "{name}");
        let steps = records.iter().flat_map(|record| record["steps"].as_array().unwrap());
        assert!(steps.clone().all(|step| step["outcome"] != "skipped" && step["outcome"] != "stopped"), "{name}");
    }
}

#[test]
fn an_arrow_that_comes_in_two_pieces_does_not_end_a_session() {
    let sandbox = Sandbox::new();
    let mut terminal = session(&sandbox);
    for _ in 0..20 {
        terminal.press("\x1b");
        terminal.press("[A");
    }
    terminal.press("?");
    terminal.wait_for("Keys");
    terminal.press("\x1b");
    terminal.wait_until("the help is gone", |terminal| !terminal.screen().contains("Keys"));
    assert_eq!(sandbox.records().len(), 0, "the session still runs");
}

#[test]
fn a_letter_with_caps_lock_or_of_another_layout_is_the_key_on_its_place() {
    for history in ["H", "р", "η", "י"] {
        let sandbox = Sandbox::new();
        after(&sandbox, history, "History");
    }
}

#[test]
fn a_pasted_note_is_one_line_and_saves_nothing() {
    let sandbox = Sandbox::new();
    let mut terminal = supple(&sandbox, &["run", SHORT, "--speed", "1000", "--log"]);
    terminal.wait_for("Done.");
    terminal.press("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[200~less stiff\nquick\x1b[201~\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(sandbox.records()[0]["note"], "less stiff quick");
}

#[cfg(unix)]
#[test]
fn other_signals_that_end_programs_end_it_well() {
    for (signal, code) in [(Signal::QUIT, 131), (Signal::USR1, 138)] {
        let sandbox = Sandbox::new();
        let mut terminal = session(&sandbox);
        terminal.send(signal);
        assert_eq!(terminal.wait_for_end(), code);
        assert_given_back(&terminal, "after a signal");
        assert_eq!(sandbox.records()[0]["completed"], false);
    }
}

// Stop and continue

/// A shell with job control that runs the program, says when it has stopped, continues it after a line was typed, and
/// says how it ended. Without such a shell a program cannot stop: nobody could continue it.
fn in_a_shell(sandbox: &Sandbox, args: &str) -> Terminal {
    sandbox.asked_before();
    let script = format!(
        "set -m; {} --mute {args}; echo \"STOPPED $?\"; read line; fg; echo \"ENDED $?\"",
        sandbox::SUPPLE.replace(' ', "\\ ")
    );
    let mut command = CommandBuilder::new("/bin/sh");
    command.env_clear();
    command.args(["-c", &script]);
    for (name, value) in sandbox.environment() {
        command.env(name, value);
    }
    command.env("TERM", "xterm-256color");
    Terminal::run(command, USUAL)
}

/// The process in the foreground of the terminal: the shell's only child.
#[cfg(target_os = "linux")]
fn job(shell: &Terminal) -> rustix::process::Pid {
    let shell = shell.child.process_id().unwrap().to_string();
    let parent = |pid: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1).map(str::to_owned)
    };
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let child = processes
        .filter(|pid| pid.bytes().all(|b| b.is_ascii_digit()))
        .find(|pid| parent(pid).as_ref() == Some(&shell));
    rustix::process::Pid::from_raw(child.unwrap().parse().unwrap()).unwrap()
}

fn stops_and_continues(
    sandbox: &Sandbox,
    mut terminal: Terminal,
    stop: impl FnOnce(&mut Terminal),
    text: &str,
    keys: &str,
) {
    stop(&mut terminal);
    terminal.wait_for("STOPPED");
    assert!(terminal.is_given_back(), "{}", terminal.tail());
    let before = terminal.raw.len();
    terminal.press("\n");
    terminal.wait_until(text, |terminal| terminal.is_alternate() && terminal.screen().contains(text));
    assert!(terminal.is_cursor_hidden());
    assert!(terminal.raw[before..].windows(8).any(|bytes| bytes == b"\x1b[?1049h"));
    terminal.press(keys);
    terminal.wait_for("ENDED");
    assert!(terminal.is_given_back(), "{}", terminal.tail());
    terminal.wait_for_end();
    drop(sandbox.records());
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_draws_the_screen_anew() {
    let sandbox = Sandbox::new();
    let mut terminal = in_a_shell(&sandbox, "");
    terminal.wait_for(PICKER);
    stops_and_continues(&sandbox, terminal, |terminal| terminal.press("\x1a"), PICKER, "q");
}

#[test]
fn ctrl_z_pauses_a_session_and_fg_shows_it_paused() {
    let sandbox = Sandbox::new();
    let mut terminal = in_a_shell(&sandbox, &format!("run {LONG} --speed 60 --log"));
    terminal.wait_for("step 2 of");
    stops_and_continues(&sandbox, terminal, |terminal| terminal.press("\x1a"), "paused", "\x03");
    assert_eq!((sandbox.records().len(), &sandbox.records()[0]["completed"]), (1, &json!(false)));
}

#[cfg(target_os = "linux")]
#[test]
fn sigtstp_from_outside_is_as_good_as_ctrl_z() {
    let sandbox = Sandbox::new();
    let mut terminal = in_a_shell(&sandbox, "");
    terminal.wait_for(PICKER);
    let stop = |terminal: &mut Terminal| rustix::process::kill_process(job(terminal), Signal::TSTP).unwrap();
    stops_and_continues(&sandbox, terminal, stop, PICKER, "q");
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_was_stopped_from_outside_draws_itself_anew() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    terminal.send(Signal::STOP);
    terminal.resize((81, 25));
    terminal.send(Signal::CONT);
    terminal.wait_for(PICKER);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_given_back(&terminal, "after q");
}

#[test]
fn a_terminal_that_does_not_tell_where_its_cursor_is_is_drawn_anew_all_the_same() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    terminal.answers = false;
    terminal.send(Signal::CONT);
    terminal.resize((81, 25));
    terminal.wait_for(PICKER);
    terminal.press("?");
    terminal.wait_for("Keys");
    terminal.press("\x03");
    assert_eq!(terminal.wait_for_end(), 130);
}

#[test]
fn ctrl_z_where_no_shell_could_continue_the_program_does_not_freeze_it() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    terminal.press("\x1a");
    terminal.press("?");
    terminal.wait_for("Keys");
    terminal.press("\x03");
    assert_eq!(terminal.wait_for_end(), 130);
}

// Sizes

#[test]
fn every_screen_survives_one_cell_and_is_drawn_anew() {
    for (name, text, way) in SCREENS {
        let sandbox = Sandbox::new();
        let mut terminal = way(&sandbox);
        let read = terminal.raw.len();
        terminal.resize((1, 1));
        // Something is drawn at that size: the program has seen it.
        terminal.wait_until("one cell is drawn", |terminal| terminal.raw.len() > read);
        terminal.resize((100, 30));
        terminal.wait_for(text);
        terminal.send(Signal::TERM);
        assert_eq!(terminal.wait_for_end(), 143, "{name}: {}", terminal.tail());
        assert_given_back(&terminal, name);
    }
}

#[test]
fn a_window_of_one_cell_from_the_start_is_no_reason_to_end() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(command(&sandbox, &["--mute"]), (1, 1));
    terminal.wait_until("it is taken over", Terminal::is_alternate);
    terminal.resize(USUAL);
    terminal.wait_for(PICKER);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_small_window_shows_the_first_screen() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    terminal.resize((40, 12));
    terminal.wait_for("One-minute");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_large_window_shows_the_first_screen() {
    let sandbox = Sandbox::new();
    let mut terminal = picker(&sandbox);
    terminal.resize((200, 60));
    terminal.wait_for(PICKER);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_session_goes_through_every_size() {
    let sandbox = Sandbox::new();
    let mut terminal = session(&sandbox);
    for size in [(40, 12), (200, 60), (2, 1), (1, 2), (20, 5), (80, 24)] {
        let read = terminal.raw.len();
        terminal.resize(size);
        terminal.wait_until("something is drawn", |terminal| terminal.raw.len() > read);
    }
    terminal.wait_for("left");
    terminal.press("\x03");
    assert_eq!(terminal.wait_for_end(), 130);
}

// What does not belong on a screen

#[test]
fn the_sound_library_writes_nothing_on_the_screen_with_or_without_a_sound_card() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(command(&sandbox, &["run", SHORT, "--speed", "1000"]), USUAL);
    terminal.wait_for("Done.");
    let screen = terminal.screen();
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_given_back(&terminal, "after a session with sound");
    let all = format!("{screen}\n{}", String::from_utf8_lossy(&terminal.raw)).to_lowercase();
    for stray in ["alsa", "snd_", "libasound", "pcm", "cpal", "panicked"] {
        assert!(!all.contains(stray), "{stray} in {all}");
    }
}

#[test]
fn hostile_text_of_a_history_never_reaches_the_screen() {
    let sandbox = Sandbox::with_machine();
    let hostile = json!("evil\u{1b}]0;owned\u{7}\u{202E}title").to_string();
    write(&sandbox.history_file(), session_on("2026-11-23", true, 298).replace("\"Neck ease\"", &hostile));
    let mut terminal = picker(&sandbox);
    terminal.press("h");
    terminal.wait_for("eviltitle");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(!raw.contains("owned") && !raw.contains('\u{202E}'), "{raw:?}");
}

#[test]
fn a_broken_routine_is_told_on_the_first_screen() {
    let sandbox = Sandbox::new();
    sandbox.write_routine("bad\u{1b}[2J.json", "{");
    let mut terminal = supple(&sandbox, &[]);
    terminal.wait_for("bad.json:1:1");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_dumb_terminal_is_told_the_way_without_screens() {
    let sandbox = Sandbox::new();
    let mut command = command(&sandbox, &["run", SHORT]);
    command.env("TERM", "dumb");
    let mut terminal = Terminal::run(command, (200, 24));
    assert_eq!(terminal.wait_for_end(), 2);
    assert!(terminal.screen().contains("supple run micro-stand-1 --plain"), "{}", terminal.screen());
    assert!(!terminal.raw.contains(&0x1b), "{}", terminal.tail());
}

#[test]
fn a_plain_session_in_a_terminal_uses_no_escape_sequences() {
    let sandbox = Sandbox::new();
    let mut terminal = supple(&sandbox, &["run", SHORT, "--plain", "--speed", "1000"]);
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!terminal.raw.contains(&0x1b), "{}", terminal.tail());
}
