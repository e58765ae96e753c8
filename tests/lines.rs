//! The whole program as lines: a script goes in, a transcript comes out. Each transcript was read as a screen reader reads
//! it when it was accepted.

use crate::content::{LIBRARY, TEXTS};
use crate::sandbox::{DEADLINE, Sandbox};

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta, Weekday};
use predicates::prelude::{PredicateBooleanExt as _, predicate::str::contains};
use supple::history::{History, Kind, append_all};
use supple::plain::page::{Begin, Effect};
use supple::plain::program::Program;
use supple::practice::Hurt;
use supple::session::engine::{Options, Progress};
use supple::session::{Guide, Input, Live, Moment, Plan, SessionHeader};
use supple::settings::Settings;
use supple::situation::{Now, Situation};
use tempfile::TempDir;

/// The program without clock, terminal or sound, and what was said and typed so far.
struct Talk {
    program: Program,
    now: Duration,
    start: DateTime<FixedOffset>,
    folder: TempDir,
    text: String,
    /// What is typed in the next session, each with the second at which it is.
    typed: Vec<(u64, Input)>,
    quit: Option<u8>,
}

/// Somebody who was asked before, with the history that the screens show.
fn talk() -> Talk {
    let settings = Settings { asked: Some(start()), ..Settings::default() };
    let mut talk = Talk::with(settings);
    let past = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/history");
    for file in std::fs::read_dir(past).unwrap() {
        let file = file.unwrap().path();
        std::fs::copy(&file, talk.folder.path().join(file.file_name().unwrap())).unwrap();
    }
    talk.remember();
    talk.open();
    talk
}

fn start() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-23T20:04:27+01:00").unwrap()
}

impl Talk {
    fn with(settings: Settings) -> Self {
        let now = Now { moment: moment(Duration::ZERO), local: start() };
        let situation = Situation::new(LIBRARY.clone(), TEXTS.clone(), settings, Weekday::Mon, now);
        Self {
            program: Program::new(situation),
            now: Duration::ZERO,
            start: start(),
            folder: tempfile::tempdir().unwrap(),
            text: String::new(),
            typed: Vec::new(),
            quit: None,
        }
    }

    /// Says the first page, and what is due before it.
    fn open(&mut self) {
        self.program.ask_what_is_due(true);
        self.listen();
    }

    /// The same person on another day, who starts the program anew.
    fn days_later(&mut self, days: i64) {
        let settings = self.program.situation().settings.clone();
        self.start += TimeDelta::days(days);
        let now = self.now();
        let situation = Situation::new(LIBRARY.clone(), TEXTS.clone(), settings, Weekday::Mon, now);
        self.program = Program::new(situation);
        self.remember();
        self.text.push_str("\n(another day)\n\n");
        self.open();
    }

    fn now(&self) -> Now {
        Now { moment: moment(self.now), local: self.start + self.now }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("here.jsonl")
    }

    fn remember(&mut self) {
        self.program.remember(History::read(self.folder.path()).unwrap());
    }

    /// Writes down what the program says, which must be fit to be read aloud.
    fn listen(&mut self) {
        let lines = self.program.said();
        let choices =
            lines.iter().filter(|line| line.split_once(". ").is_some_and(|(one, _)| one.parse::<u8>().is_ok()));
        assert!(choices.count() <= 12 || !lines.iter().any(|line| line == "m. More"), "{lines:#?}");
        let question = lines.last().unwrap();
        assert!(question.ends_with('.') && question.contains(['?', '.']), "{question}");
        for line in lines {
            let spelled = ['·', '→', '▸', '—', '–', '×', '…', '✓', '│', '─', '■'];
            assert!(!line.contains(spelled) && !line.contains('\u{1b}'), "{line}");
            assert!(!line.contains("  "), "{line}");
            writeln!(self.text, "{line}").unwrap();
        }
    }

    /// Types an answer.
    fn type_in(&mut self, answer: &str) -> &mut Self {
        writeln!(self.text, "> {answer}").unwrap();
        self.now += Duration::from_secs(2);
        let effects = self.program.answer(answer, self.now());
        self.perform(effects);
        if self.quit.is_none() {
            self.listen();
        }
        self
    }

    fn type_all(&mut self, answers: &[&str]) -> &mut Self {
        for answer in answers {
            self.type_in(answer);
        }
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(records) => {
                    append_all(&self.file(), &records).unwrap();
                    self.remember();
                    self.program.ask_what_is_due(false);
                }
                Effect::Close(record) => self.perform(vec![Effect::Append(vec![*record])]),
                Effect::Lead(begin) => self.lead(begin),
                Effect::Quit(code) => self.quit = Some(code),
                Effect::Undo { .. } => self.text.push_str("(undo)\n"),
                Effect::SaySaved => self.program.say("Saved."),
                _ => {}
            }
        }
    }

    /// Leads a session in virtual time.
    fn lead(&mut self, begin: Begin) {
        let situation = self.program.situation();
        let (plan, header, progress) = match begin {
            Begin::New(id) => {
                let plan = Plan::guided(situation.library.routine(&id).unwrap(), &Guide::silent());
                (plan, SessionHeader::open(self.now().local), Progress::default())
            }
            Begin::GoOn(ended, header) => (ended.plan().clone(), header, ended.before_end().unwrap()),
        };
        writeln!(self.text, "(the session: {})", plan.title()).unwrap();
        let from = self.now;
        let is_new = progress == Progress::default();
        let mut live = Live::take_up(plan, Guide::silent(), Options::default(), progress, header, true, moment(from));
        if is_new {
            live.begin(Options::default(), moment(from));
        } else {
            live.handle(moment(from), Input::Resume);
        }
        for (second, input) in std::mem::take(&mut self.typed) {
            while let Some(next) = live.next_wakeup().filter(|next| *next < from + Duration::from_secs(second)) {
                live.handle(moment(next), Input::Wake);
            }
            self.now = from + Duration::from_secs(second);
            live.handle(moment(self.now), input);
        }
        while let Some(next) = live.next_wakeup() {
            self.now = next;
            live.handle(moment(next), Input::Wake);
        }
        let effects = self.program.ended(&live, self.now());
        self.perform(effects);
    }

    /// The words of the records that were kept.
    fn kept(&self) -> Vec<Kind> {
        let history = History::read(self.folder.path()).unwrap();
        history.records(history.entries().iter().rev().take(4)).into_iter().map(|record| record.kind).collect()
    }

    /// What was said after the last answer.
    fn last(&self) -> &str {
        let (_, last) = self.text.rsplit_once("\n> ").unwrap();
        last.split_once('\n').unwrap().1
    }
}

fn moment(at: Duration) -> Moment {
    Moment { monotonic: at, sleepless: at }
}

#[test]
fn the_first_start_leads_to_a_session_its_summary_and_the_second_start_says_the_streak() {
    let mut talk = Talk::with(Settings::default());
    talk.remember();
    talk.open();
    talk.type_all(&["n", "y", "", "d", "n"]);
    talk.type_all(&["1", "1"]);
    talk.type_all(&["6", "7", "", "x", "d"]);
    talk.type_all(&["q"]);
    talk.days_later(1);
    insta::assert_snapshot!(talk.text);
    assert_eq!(talk.quit, Some(0));
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn an_area_leads_to_a_list_a_preview_and_all_its_steps() {
    let mut talk = talk();
    talk.type_all(&["2", "2", "seated", "any", "5 min", "chin", "1", "2", "", "3", "", "7", "b"]);
    insta::assert_snapshot!(talk.text);
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn a_session_is_made_for_the_minutes_there_are() {
    let mut talk = talk();
    talk.type_all(&["3", "4", "3", "2", "d", "4", "2", "1", "", "3", "", ""]);
    insta::assert_snapshot!(talk.text);
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn a_programme_is_begun_and_its_session_asks_how_it_felt() {
    let mut talk = talk();
    talk.type_all(&["4", "1", "1", "4", "", "1"]);
    while talk.last().contains("how tense is it now") {
        talk.type_in("");
    }
    talk.type_all(&["2", "left side tighter"]);
    insta::assert_snapshot!(talk.text);
    let felt = talk.kept().into_iter().find_map(|kind| if let Kind::Session(of) = kind { of.felt } else { None });
    assert_eq!(felt.map(supple::practice::Felt::word), Some("right"));
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn a_check_in_rates_areas_and_asks_what_a_clinician_will() {
    let mut talk = talk();
    talk.type_all(&["5", "1", "4", "2", "8 l", "3", "c", "5", "right", "3", "y", "n", "lift a bag", "4", "", "d"]);
    insta::assert_snapshot!(talk.text);
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn the_history_says_the_streak_its_reasons_and_each_record_in_full() {
    let mut talk = talk();
    talk.type_all(&["7", "1", "", "2", "", "3", "", "4", "1", "n", "", "m", "b", "6", "2", "2"]);
    insta::assert_snapshot!(talk.text);
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn a_setting_is_chosen_by_its_values_or_by_more_and_less() {
    let mut talk = talk();
    talk.type_all(&["10", "4", "3", "1", "2", "", "m"]);
    insta::assert_snapshot!(talk.text);
    let settings = &talk.program.situation().settings;
    assert_eq!((settings.voice.level().word(), settings.volume), ("off", 60));
}

#[test]
#[cfg_attr(not(feature = "sound"), ignore = "its times are those with the voice, which only `sound` brings")]
fn cards_and_exercises_are_found_by_number_and_by_words() {
    let mut talk = talk();
    talk.type_all(&["8", "1", "", "chin tuck", "2", "2", "b", "xylophone", "trapezius"]);
    insta::assert_snapshot!(talk.text);
}

#[test]
fn an_answer_that_is_none_repeats_the_question_alone() {
    let mut talk = talk();
    talk.type_in("banana");
    assert_eq!(
        talk.last(),
        "banana is not an answer here.\nWhat would you like to do? 1 to 12, q to end, or h for help.\n"
    );
}

#[test]
fn signs_that_need_help_at_once_end_the_session_and_nothing_is_rated() {
    let mut talk = talk();
    talk.typed = vec![(40, Input::Ouch), (41, Input::Answer(Hurt::Emergency))];
    talk.type_all(&["2", "2", "1", "1"]);
    insta::assert_snapshot!(talk.last());
    assert!(!talk.last().contains("how tense"));
    talk.type_in("c");
    assert!(talk.last().starts_with("(the session"), "a mistake goes on: {}", talk.last());
}

#[test]
fn a_session_that_was_ended_early_goes_on_from_its_summary() {
    let mut talk = talk();
    talk.typed = vec![(60, Input::End)];
    talk.type_all(&["2", "2", "1", "1"]);
    assert!(talk.last().contains("ended early, ") && talk.last().contains("c to continue the session"));
    talk.type_all(&["c", "d"]);
    let sessions = talk.kept().into_iter().filter(|kind| matches!(kind, Kind::Session(of) if of.completed)).count();
    assert!(sessions >= 1, "{}", talk.text);
}

/// The program in a pipe, talked to while it runs.
struct Pipe {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    text: String,
    heard: usize,
}

impl Pipe {
    fn open(sandbox: &Sandbox, args: &[&str]) -> Self {
        let mut child =
            sandbox.process(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = stdout.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, output, text: String::new(), heard: 0 }
    }

    /// Waits until the program says this after what was heard before.
    fn hears(&mut self, words: &str) -> &mut Self {
        while !self.text[self.heard..].contains(words) {
            let more = self.output.recv_timeout(DEADLINE);
            let more = more.unwrap_or_else(|_| panic!("{words} is not said after: {}", &self.text[self.heard..]));
            self.text.push_str(&String::from_utf8(more).unwrap());
        }
        self.heard += self.text[self.heard..].find(words).unwrap() + words.len();
        self
    }

    fn types(&mut self, line: &str) -> &mut Self {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        writeln!(self.text, "> {line}").unwrap();
        self.heard = self.text.len();
        self
    }

    /// Ends the input, and waits for the program to end: its exit code, and all that was said.
    fn ends(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        while let Ok(more) = self.output.recv_timeout(DEADLINE) {
            self.text.push_str(&String::from_utf8(more).unwrap());
        }
        (self.child.wait().unwrap().code(), self.text)
    }
}

const FAST: [&str; 4] = ["--plain", "--speed", "300", "--log"];
const HOME: &str = "What would you like to do?";

#[test]
fn the_whole_program_runs_in_a_pipe_from_the_first_start_to_the_second() {
    let sandbox = Sandbox::with_machine();
    let mut pipe = Pipe::open(&sandbox, &FAST);
    pipe.hears("Question 1.").types("n").hears("Question 2.").types("d").hears(HOME);
    pipe.types("2").hears("Which area?").types("2").hears("Which session?").types("1").hears("Start? ").types("1");
    pipe.hears("Exercise 1 of").hears("is it now?").types("6").hears("was it before").types("7").hears("is it now?");
    pipe.types("d").hears("Saved.").hears("Streak: 1 day.").hears(HOME);
    pipe.types("10").hears("Which setting?").types("4").hears("Voice: full.").types("3").hears("Voice: off");
    pipe.types("b").hears(HOME).types("q");
    let (code, text) = pipe.ends();
    assert_eq!(code, Some(0), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    if let Ok(file) = std::env::var("SUPPLE_WRITE_TRANSCRIPT") {
        std::fs::write(file, &text).unwrap();
    }
    let mut again = Pipe::open(&sandbox, &["--plain"]);
    again.hears("Streak: 1 day.").hears(HOME);
    assert_eq!(again.ends().0, Some(0));
    let session = &sandbox.records()[0];
    assert_eq!(
        (&session["kind"], &session["completed"], &session["after"]),
        (&"session".into(), &true.into(), &6.into())
    );
    assert!(std::fs::read_to_string(sandbox.config().join("settings.json")).unwrap().contains(r#""voice": "off""#));
}

#[test]
fn an_input_that_ends_in_the_summary_keeps_the_session_and_what_was_said() {
    let sandbox = Sandbox::with_machine();
    sandbox.asked_before();
    let mut pipe = Pipe::open(&sandbox, &FAST);
    pipe.hears(HOME).types("1").hears("Start? ").types("1").hears("is it now?").types("3").hears("was it before");
    assert_eq!(pipe.ends().0, Some(0));
    assert_eq!(sandbox.records()[0]["after"], 3);
}

#[test]
fn an_input_that_ends_before_anything_was_answered_ends_the_program_and_keeps_nothing() {
    let sandbox = Sandbox::new();
    sandbox.supple(&["--plain"]).write_stdin("").assert().success().stdout(contains("Question 1."));
    assert!(!sandbox.data().join("history").exists());
}

#[test]
fn a_session_that_was_cut_off_is_offered_at_the_next_start_and_goes_on() {
    let sandbox = Sandbox::with_machine();
    sandbox.asked_before();
    let mut pipe = Pipe::open(&sandbox, &["--plain", "--speed", "20", "--log"]);
    pipe.hears(HOME).types("1").hears("Start? ").types("1").hears("Exercise 2 of");
    pipe.child.kill().unwrap();
    pipe.ends();
    let mut again = Pipe::open(&sandbox, &FAST);
    again.hears("Unfinished session: ").hears("What shall become of it?").types("1").hears("Resumed where you stopped");
    again.types("q").hears("ended early").hears("is it now?");
    assert_eq!(again.ends().0, Some(0));
    assert_eq!(sandbox.records()[0]["steps"][0]["outcome"], "done");
}

#[test]
fn an_entry_of_an_earlier_run_is_undone_once_that_is_meant() {
    let sandbox = Sandbox::with_machine();
    sandbox.asked_before();
    sandbox.says(&["check-in", "neck", "3"]);
    let mut pipe = Pipe::open(&sandbox, &["--plain"]);
    pipe.hears(HOME)
        .types("11")
        .hears("check-in: neck 3 of 10")
        .hears("Undo this?")
        .types("y")
        .hears("Removed: check-in");
    assert_eq!(pipe.ends().0, Some(0));
    assert_eq!(sandbox.records().len(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_during_a_session_records_what_was_done() {
    let sandbox = Sandbox::with_machine();
    sandbox.asked_before();
    let mut pipe = Pipe::open(&sandbox, &["--plain", "--speed", "20", "--log"]);
    pipe.hears(HOME).types("1").hears("Start? ").types("1").hears("Exercise 2 of");
    let process = rustix::process::Pid::from_child(&pipe.child);
    rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
    assert_eq!(pipe.ends().0, Some(130));
    assert_eq!((&sandbox.records()[0]["kind"], &sandbox.records()[0]["completed"]), (&"session".into(), &false.into()));
}

#[test]
fn a_terminal_that_moves_no_cursor_gets_the_lines_and_is_told_why() {
    let sandbox = Sandbox::new();
    sandbox.asked_before();
    let says = contains("TERM=dumb").and(contains(HOME));
    sandbox.supple(&[]).env("TERM", "dumb").write_stdin("q\n").assert().success().stdout(says);
}

#[test]
fn plain_before_a_command_says_where_it_goes() {
    let says = contains("supple run ROUTINE --plain");
    Sandbox::new().supple(&["--plain", "streak"]).assert().code(2).stderr(says);
}
