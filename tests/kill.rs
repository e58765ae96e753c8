//! Two hundred processes killed at random moments, all in one sandbox: nothing acknowledged is lost, nothing is there
//! twice, and nothing is left over. `SUPPLE_KILLS=1000` kills a thousand.
#![cfg(unix)]

use crate::chance::Chance;
use crate::sandbox;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use chrono::{DateTime, Days, NaiveDate};
use sandbox::Sandbox;
use serde_json::Value;
use supple::history::{EntryKind, History, Kind, append, find_unfinished};

const AT_ONCE: usize = 8;
const SEED: u64 = 20_261_123;
const ROUTINE: &str = "micro-stand-1";

/// Number of processes to kill.
pub fn kills() -> u64 {
    std::env::var("SUPPLE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(200)
}

/// What a process said before it was gone.
#[derive(Debug)]
struct Said {
    lines: Vec<String>,
    ended_well: bool,
}

/// Runs `command`, reads so many lines of it, spins so many rounds, and kills it.
fn kill_after(command: &mut Command, lines: u64, rounds: u64) -> Said {
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    let mut said = Vec::new();
    for _ in 0..lines {
        if output.read_until(b'\n', &mut said).unwrap() == 0 {
            break;
        }
    }
    for _ in 0..rounds {
        thread::yield_now();
    }
    process.kill().unwrap();
    // What it wrote before it was gone was said as well.
    output.read_to_end(&mut said).unwrap();
    let text = String::from_utf8(said).unwrap();
    Said { lines: text.lines().map(str::to_owned).collect(), ended_well: process.wait().unwrap().success() }
}

/// The day that is the process's own: what it records is known by it.
fn day_of(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + Days::new(number)
}

fn is_on(at: DateTime<chrono::FixedOffset>, day: NaiveDate) -> bool {
    at.date_naive() == day
}

/// All sessions of a day in the history, by the line: the seconds of each. The merge would hide what is there twice.
fn lines_of(sandbox: &Sandbox, day: NaiveDate) -> Vec<(bool, u64)> {
    let text = fs::read_to_string(sandbox.history_file()).unwrap_or_default();
    let lines = text.lines().filter(|line| line.contains(&format!("\"at\":\"{day}T")));
    let records = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    records.map(|record| (record["completed"] == true, record["active_secs"].as_u64().unwrap())).collect()
}

fn read_history(sandbox: &Sandbox) -> History {
    let history = History::read(&sandbox.data().join("history")).unwrap();
    for problem in history.problems() {
        assert!(problem.harmless, "{problem}");
    }
    history
}

/// The seconds that were acknowledged: with each of these events a checkpoint was saved before the line was written. Before
/// the first exercise has ended, there may be nothing but a get-ready, which is not kept.
fn acknowledged_secs(said: &Said) -> Option<u64> {
    let events = said.lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let saved = events
        .skip_while(|event| event["event"] != "step-ended")
        .filter(|event| matches!(event["event"].as_str(), Some("segment" | "step-ended" | "paused" | "finished")));
    saved.filter_map(|event| event["active_ms"].as_u64()).last().map(|millis| (millis + 500) / 1000)
}

/// The sessions of a day that were cut off. Another worker's process may have been killed a moment ago and wait for its
/// turn to be looked after. A process that another test has forked holds, until it has become its own program, the locks
/// that this one held at that moment: what is locked is looked at again.
fn find_of(sandbox: &Sandbox, day: NaiveDate, history: &History) -> Vec<supple::history::Unfinished> {
    let is_of_the_day =
        |path: &std::path::Path| fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("\"at\":\"{day}T")));
    for _ in 0..100_000 {
        let mut found = find_unfinished(&sandbox.data(), sandbox::MACHINE, history);
        found.retain(|found| is_on(found.checkpoint().at, day));
        let mut files = fs::read_dir(sandbox.data().join("unfinished")).into_iter().flatten().flatten();
        if !found.is_empty() || !files.any(|file| is_of_the_day(&file.path())) {
            return found;
        }
        thread::yield_now();
    }
    panic!("{day}: what is unfinished stays locked");
}

/// What was killed is found, or in the history, with no less than was acknowledged; afterwards nothing is left over.
fn assert_nothing_lost(sandbox: &Sandbox, day: NaiveDate, said: &Said, keep: bool) -> usize {
    let history = read_history(sandbox);
    let kept = lines_of(sandbox, day);
    let mine = |found: &supple::history::Unfinished| is_on(found.checkpoint().at, day);
    let mut found = find_of(sandbox, day, &history);
    assert!(kept.len() + found.len() <= 1, "{day}: {} records, {} unfinished", kept.len(), found.len());
    if said.ended_well {
        assert_eq!(kept.len(), 1, "{day} ended well");
    }
    let acknowledged = acknowledged_secs(said);
    if let Some(least) = acknowledged {
        let there = kept.first().map(|(_, secs)| *secs);
        let there = there.or_else(|| found.first().map(|found| found.checkpoint().active_secs.into()));
        assert!(there.is_some_and(|secs| secs >= least), "{day}: {least} s acknowledged, {there:?} there: {said:?}");
    }
    let Some(session) = found.pop() else {
        return kept.len();
    };
    if keep {
        append(&sandbox.history_file(), &session.to_record()).unwrap();
    }
    session.discard().unwrap();
    let left = find_unfinished(&sandbox.data(), sandbox::MACHINE, &read_history(sandbox));
    assert!(!left.iter().any(mine), "{day} is still unfinished");
    assert_eq!(lines_of(sandbox, day).len(), usize::from(keep), "{day}");
    usize::from(keep)
}

fn kill_a_session(sandbox: &Sandbox, number: u64, chance: &mut Chance) -> Said {
    let mut command = sandbox.process(&["run", ROUTINE, "--events", "json", "--speed", "200", "--log"]);
    command.env("SUPPLE_NOW", format!("{}T01:00:00+00:00", day_of(number)));
    // One in eight right after its start, the others after any of their lines, or never.
    let (lines, rounds) =
        if chance.number(8) == 0 { (0, chance.number(4000)) } else { (1 + chance.number(50), chance.number(50)) };
    kill_after(&mut command, lines, rounds)
}

fn kill_a_log(sandbox: &Sandbox, number: u64, chance: &mut Chance) -> Said {
    let at = format!("{}T01:00:00+00:00", day_of(number));
    let mut command = sandbox.process(&["log", ROUTINE, "--at", &at]);
    // Half of them once they have said that it is done.
    let (lines, rounds) = if chance.number(2) == 0 { (1, 0) } else { (0, chance.number(20_000)) };
    kill_after(&mut command, lines, rounds)
}

#[test]
fn what_was_acknowledged_survives_any_kill_exactly_once() {
    eprintln!("seed {SEED}");
    let kills = kills();
    let sandbox = Sandbox::with_machine();
    let next = AtomicU64::new(0);
    let recorded = AtomicU64::new(0);
    let cut_off = AtomicU64::new(0);
    // While one killed process is looked after, the others run, and are killed.
    let looking = Mutex::new(());
    let kill_on = || {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if number >= kills {
                return;
            }
            let mut chance = Chance(SEED + number);
            chance.number(1);
            let is_log = number.is_multiple_of(4);
            let said = if is_log {
                kill_a_log(&sandbox, number, &mut chance)
            } else {
                kill_a_session(&sandbox, number, &mut chance)
            };
            cut_off.fetch_add(u64::from(!said.ended_well), Ordering::SeqCst);
            let _looking = looking.lock().unwrap();
            let day = day_of(number);
            let kept = if is_log {
                let kept = lines_of(&sandbox, day).len();
                let acknowledged = said.ended_well || !said.lines.is_empty();
                assert!(kept <= 1 && (kept == 1 || !acknowledged), "{day}: {kept} records, {said:?}");
                read_history(&sandbox);
                kept
            } else {
                assert_nothing_lost(&sandbox, day, &said, chance.number(2) == 0)
            };
            recorded.fetch_add(kept as u64, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(kill_on)).collect();
        for worker in workers {
            worker.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause));
        }
    });
    eprintln!("{} of {kills} were killed before their end", cut_off.load(Ordering::SeqCst));
    let history = read_history(&sandbox);
    assert_eq!(history.problems(), []);
    assert_eq!(history.entries().len() as u64, recorded.load(Ordering::SeqCst));
    assert!(find_unfinished(&sandbox.data(), sandbox::MACHINE, &history).is_empty());
    assert_eq!(fs::read_dir(sandbox.data().join("unfinished")).unwrap().count(), 0);
    for entry in history.entries() {
        assert!(
            matches!(entry.kind, EntryKind::Session { .. })
                && matches!(history.record(entry).unwrap().kind, Kind::Session(_))
        );
    }
}

#[test]
fn machines_that_are_named_while_being_killed_have_one_name() {
    let sandbox = Sandbox::new();
    let mut chance = Chance(SEED);
    for _ in 0..20 {
        kill_after(&mut sandbox.process(&["log", ROUTINE]), 0, chance.number(10_000));
    }
    sandbox.supple(&["log", ROUTINE]).assert().success();
    let name = fs::read_to_string(sandbox.state().join("machine")).unwrap();
    sandbox.supple(&["log", ROUTINE]).assert().success();
    assert_eq!(fs::read_to_string(sandbox.state().join("machine")).unwrap(), name);
    let files = fs::read_dir(sandbox.data().join("history")).unwrap();
    let histories = files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "jsonl"));
    assert_eq!(histories.count(), 1);
}
