//! Every command and option, and nothing else.

mod candidates;
mod examples;
mod presence;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::ArgValueCandidates;
use clap_complete::aot::Shell;

use crate::practice::Felt;
use crate::practice::terms::WhichSide;
use crate::settings::Voice;
pub use presence::{After, Init, Nudge, Remind};

/// A guided stretching coach for the terminal. Run it without a command to open the screens.
#[derive(Debug, Parser)]
#[command(name = "supple", version, max_term_width = 100)]
#[command(after_help = examples::SUPPLE)]
pub struct Cli {
    /// Folder for the history.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// No sound, no bell.
    #[arg(long, global = true)]
    pub mute: bool,
    /// The whole program as lines of text, without a command.
    #[command(flatten)]
    pub plain: Plain,
    /// Command to run.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The whole program as lines of text.
#[derive(Debug, Args)]
pub struct Plain {
    /// Without a command: numbered choices and sentences instead of screens, for screen readers and simple terminals.
    #[arg(long)]
    pub plain: bool,
    /// Rehearse N times as fast. Rehearsals are not logged.
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed, requires = "plain", hide = true)]
    pub speed: f64,
    /// Log the rehearsal anyway.
    #[arg(long, requires = "plain", hide = true)]
    pub log: bool,
}

/// Command to run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a routine or an exercise.
    #[command(after_help = examples::RUN)]
    Run(Run),
    /// Start a session made for you, from the time you have.
    #[command(after_help = examples::GO)]
    Go(Go),
    /// Run a command, and stretch while it takes its time.
    #[command(after_help = examples::WHILE)]
    While(While),
    /// Tell a waiting supple that something has started or is done.
    #[command(after_help = examples::SIGNAL)]
    Signal(SendSignal),
    /// Print the lines that make another program send signals.
    #[command(after_help = examples::HOOK)]
    Hook(Hook),
    /// Show what today and this week have had, and what is missing.
    #[command(after_help = examples::TODAY)]
    Today(Today),
    /// List routines.
    #[command(after_help = examples::LIST)]
    List(List),
    /// Show a routine or an exercise.
    #[command(after_help = examples::SHOW)]
    Show(Show),
    /// Follow a programme over weeks. Without a command, list them and where you stand.
    #[command(after_help = examples::PROGRAM)]
    Program(Program),
    /// Compare two routines or exercises over four weeks. Without a command, show where it stands and what came of it.
    #[command(after_help = examples::EXPERIMENT)]
    Experiment(Experiment),
    /// Show what you have done.
    #[command(after_help = examples::HISTORY)]
    History(History),
    /// Show your streak.
    #[command(after_help = examples::STREAK)]
    Streak(Streak),
    /// Declare rest days, so they don't break your streak.
    #[command(after_help = examples::REST)]
    Rest(Rest),
    /// Log a session you did on your own.
    #[command(after_help = examples::LOG)]
    Log(Log),
    /// Rate how tense an area is.
    #[command(after_help = examples::CHECK_IN)]
    CheckIn(CheckIn),
    /// Rate how well you can do something that matters to you.
    #[command(after_help = examples::FUNCTION)]
    Function(Function),
    /// Mark favourites, and what is never to be suggested.
    #[command(after_help = examples::MARK)]
    Mark(Mark),
    /// Answer health questions, so routines leave out or ease what doesn't suit you.
    #[command(after_help = examples::PROFILE)]
    Profile(Profile),
    /// Read the warning signs, most urgent first.
    #[command(after_help = examples::SAFETY)]
    Safety(Safety),
    /// Read about muscle knots.
    #[command(after_help = examples::LEARN)]
    Learn(Learn),
    /// Correct a session.
    #[command(after_help = examples::CORRECT)]
    Correct(Correct),
    /// Remove a record, so it no longer counts.
    #[command(after_help = examples::RETRACT)]
    Retract(Retract),
    /// Undo the last entry, whatever it was. Run it again to redo.
    #[command(after_help = examples::UNDO)]
    Undo,
    /// Export the history, or write a report for a clinician.
    #[command(after_help = examples::EXPORT)]
    Export(Export),
    /// Import an export or a CSV file. Shows what it would add before writing anything.
    #[command(after_help = examples::IMPORT)]
    Import(Import),
    /// Check your own routine and exercise files.
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Write a new routine or exercise of your own, to edit.
    #[command(after_help = examples::NEW)]
    New(New),
    /// Edit a routine or an exercise in your editor. A built-in one is copied for you first.
    #[command(after_help = examples::EDIT)]
    Edit(Edit),
    /// Pack a routine into one file, with your own exercises in it, to hand on.
    #[command(after_help = examples::PACK)]
    Pack(Pack),
    /// Add a packed routine, or a routine or exercise file. Shows what it holds first.
    #[command(after_help = examples::ADD)]
    Add(Add),
    /// Tell when a break is due, for a prompt or a status line. Prints nothing otherwise.
    #[command(after_help = examples::NUDGE)]
    Nudge(Nudge),
    /// Print what a shell runs to show breaks in its prompt.
    #[command(after_help = examples::INIT)]
    Init(Init),
    /// Offer a session after a command of yours, such as git push.
    #[command(after_help = examples::AFTER)]
    After(After),
    /// Set up reminders with the system's timers. Shows what it would write first.
    #[command(after_help = examples::REMIND)]
    Remind(Remind),
    /// Check folders, terminal and sound on this machine.
    #[command(after_help = examples::DOCTOR)]
    Doctor(Doctor),
    /// Print shell completions, which know the ids of routines, exercises and areas, your own too.
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// Shell to complete for.
        shell: Shell,
    },
    /// Print the manual page of a command, or write all of them into a folder.
    #[command(after_help = examples::MAN)]
    Man(Man),
}

/// Print the manual page of a command, or write all of them into a folder.
#[derive(Debug, Args)]
pub struct Man {
    /// Command the page is about, such as run, or program start. Without one, the program.
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub words: Vec<String>,
    /// Folder to write all pages into.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// Start a routine or an exercise.
#[derive(Debug, Args)]
pub struct Run {
    /// Routine, exercise or programme to start, by id or name. `supple list` shows the routines.
    #[arg(add = ArgValueCandidates::new(candidates::startable), required_unless_present = "resume")]
    pub routine: Option<String>,
    /// Resume the latest interrupted session where it stopped.
    #[arg(long, conflicts_with_all = ["routine", "speed"])]
    pub resume: bool,
    /// Another order of the steps, a new one each day: neighbours in one position change places. The first and last stay.
    #[arg(long, conflicts_with = "resume")]
    pub shuffle: bool,
    /// The way it runs.
    #[command(flatten)]
    pub how: How,
}

/// The way a session runs.
#[derive(Debug, Args)]
pub struct How {
    /// Print lines of text instead of screens. Works in pipes and with screen readers; type a letter and enter to control it.
    #[arg(long)]
    pub plain: bool,
    /// Print events for other programs.
    #[arg(long, value_enum, conflicts_with = "plain")]
    pub events: Option<Events>,
    /// Rehearse N times as fast. Rehearsals are not logged.
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
    /// Log the rehearsal anyway.
    #[arg(long)]
    pub log: bool,
    /// How much the voice says, with --plain or --events. Off by default, so that it does not talk over a screen reader.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub voice: Option<Voice>,
    /// Wait for a key before each exercise and side.
    #[arg(long)]
    pub wait: bool,
}

/// Follow a programme over weeks.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Program {
    /// What to do. Without it, the programmes are listed.
    #[command(subcommand)]
    pub action: Option<ProgramAction>,
    /// Explain, day by day, which sessions, answers and ouches moved you.
    #[arg(long)]
    pub explain: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to do with a programme.
#[derive(Debug, Subcommand)]
pub enum ProgramAction {
    /// Start a programme.
    Start {
        /// Programme, by id or title.
        #[arg(add = ArgValueCandidates::new(candidates::programs))]
        program: String,
    },
    /// Pause it, such as for an illness. Nothing is lost.
    Pause {
        /// Programme, by id or title. Defaults to the one that is running.
        #[arg(add = ArgValueCandidates::new(candidates::programs))]
        program: Option<String>,
    },
    /// Resume it after a pause.
    Resume {
        /// Programme, by id or title. Defaults to the one that is paused.
        #[arg(add = ArgValueCandidates::new(candidates::programs))]
        program: Option<String>,
    },
    /// Stop it. Started again, it begins at its first day.
    Stop {
        /// Programme, by id or title. Defaults to the one that is running or paused.
        #[arg(add = ArgValueCandidates::new(candidates::programs))]
        program: Option<String>,
    },
    /// Show today's session, and why it is this one.
    Today {
        /// Programme, by id or title. Defaults to the one that is running.
        #[arg(add = ArgValueCandidates::new(candidates::programs))]
        program: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Start today's session.
    Go(ProgramGo),
    /// Say how the last session felt: easy, right or hard.
    Felt {
        /// How it felt.
        #[arg(value_parser = felt())]
        answer: Felt,
    },
}

/// Start today's session of a programme.
#[derive(Debug, Args)]
pub struct ProgramGo {
    /// Programme, by id or title. Defaults to the one that is running.
    #[arg(add = ArgValueCandidates::new(candidates::programs))]
    pub program: Option<String>,
    /// The way it runs.
    #[command(flatten)]
    pub how: How,
}

/// Compare two routines or exercises over four weeks.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Experiment {
    /// What to do. Without it, the experiment is shown.
    #[command(subcommand)]
    pub action: Option<ExperimentAction>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to do with an experiment.
#[derive(Debug, Subcommand)]
pub enum ExperimentAction {
    /// Start one. Chance decides which of the two a day has.
    Start {
        /// Routine or exercise, by id or name.
        #[arg(add = ArgValueCandidates::new(candidates::sessions))]
        first: String,
        /// The other routine or exercise.
        #[arg(add = ArgValueCandidates::new(candidates::sessions))]
        second: String,
        /// Area you rate before and after. Defaults to the first that both have.
        #[arg(add = ArgValueCandidates::new(candidates::areas), long)]
        area: Option<String>,
    },
    /// End it before its time, and show what came of it.
    Stop,
    /// Start today's routine or exercise.
    Go(How),
}

/// Start a session made for you, from the time you have.
#[derive(Debug, Args)]
pub struct Go {
    /// Minutes you have, areas, and a position, in any order: 4m neck seated. Without any, what you need most.
    #[arg(add = ArgValueCandidates::new(candidates::wishes), value_name = "MINUTES AREA POSITION")]
    pub words: Vec<String>,
    /// Show the session and why each step is in it, without starting it.
    #[arg(long)]
    pub dry: bool,
    /// Keep it as a routine of your own with this title.
    #[arg(long, value_name = "TITLE")]
    pub keep: Option<String>,
    /// Print the session as JSON, without starting it.
    #[arg(long, conflicts_with_all = ["plain", "events", "keep"])]
    pub json: bool,
    /// The way it runs.
    #[command(flatten)]
    pub how: How,
}

/// Run a command, and stretch while it takes its time.
#[derive(Debug, Args)]
#[command(
    override_usage = "supple while [OPTIONS] [MINUTES AREA POSITION]... -- COMMAND...\n       supple while [OPTIONS] [MINUTES AREA POSITION]... --signal NAME"
)]
pub struct While {
    /// Minutes, areas, and a position for the session, in any order, as for supple go.
    #[arg(add = ArgValueCandidates::new(candidates::wishes), value_name = "MINUTES AREA POSITION")]
    pub words: Vec<String>,
    /// Command to run. Its output and its exit code are yours at the end, as if it had been run by itself.
    #[arg(last = true, value_name = "COMMAND", required_unless_present = "signal", conflicts_with = "signal")]
    pub command: Vec<OsString>,
    /// Wait for supple signal NAME instead of running a command.
    #[arg(long, value_name = "NAME", value_parser = signal_name)]
    pub signal: Option<String>,
    /// Routine, exercise or programme to start. By default a session is made for you.
    #[arg(add = ArgValueCandidates::new(candidates::sessions), long = "do", value_name = "ROUTINE", conflicts_with = "words")]
    pub session: Option<String>,
    /// Start the session once the command has run this long. Shorter commands show nothing of it.
    #[arg(long, value_name = "TIME", default_value = "45s", value_parser = wait)]
    pub after: Duration,
}

/// Tell a waiting supple that something has started or is done.
#[derive(Debug, Args)]
pub struct SendSignal {
    /// Name, as in supple while --signal NAME.
    #[arg(value_parser = signal_name)]
    pub name: String,
    /// What happened.
    #[arg(value_enum)]
    pub says: SignalSays,
    /// Say so if nobody waits. Without it this does nothing then, so that a hook never gets in the way.
    #[arg(long)]
    pub verbose: bool,
}

/// What happened to what a person waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SignalSays {
    /// It has started.
    Start,
    /// It is done.
    Done,
}

/// Print the lines that make another program send signals.
#[derive(Debug, Args)]
pub struct Hook {
    /// Program. Without one, list those that are known.
    #[arg(value_enum)]
    pub program: Option<HookFor>,
}

/// A program whose work a person may wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HookFor {
    /// Claude Code, from a prompt to its answer.
    ClaudeCode,
    /// git, while it pushes.
    Git,
    /// make, in every target that you choose.
    Make,
    /// Any shell script.
    Shell,
}

/// Format of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Events {
    /// One JSON object per line.
    Json,
}

/// Show what today and this week have had.
#[derive(Debug, Args)]
pub struct Today {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// List routines.
#[derive(Debug, Args)]
pub struct List {
    /// Only routines for this area: trapezius, neck, lower back, glutes, wrists, or one of your own.
    #[arg(add = ArgValueCandidates::new(candidates::areas), long)]
    pub area: Option<String>,
    /// Only routines up to this long, such as 5m, 90s or 4:30.
    #[arg(long, value_name = "TIME")]
    pub max: Option<String>,
    /// Only routines done entirely in this position: seated, standing, supine, prone, side-lying, quadruped or kneeling.
    #[arg(add = ArgValueCandidates::new(candidates::positions), long)]
    pub position: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Show a routine or an exercise.
#[derive(Debug, Args)]
pub struct Show {
    /// Routine or exercise to show, by id or name.
    #[arg(add = ArgValueCandidates::new(candidates::sessions), required_unless_present = "all")]
    pub id: Option<String>,
    /// Show only the figure, each pose this many columns by rows, such as 30x14.
    #[arg(long, value_name = "COLUMNSxROWS", value_parser = size)]
    pub size: Option<(u16, u16)>,
    /// Side to show.
    #[arg(long, value_enum, default_value_t = ShownSide::Right)]
    pub side: ShownSide,
    /// Write a handout with the figure and instructions as an SVG file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "size", "all"])]
    pub svg: Option<PathBuf>,
    /// Write the handout as a PNG file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "size", "all", "svg"])]
    pub png: Option<PathBuf>,
    /// Show the figures of all exercises: start, halfway and end.
    #[arg(long, conflicts_with_all = ["id", "json"])]
    pub all: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShownSide {
    /// The right side.
    Right,
    /// The left side.
    Left,
}

/// Show what you have done.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct History {
    /// How many records to list, newest first.
    #[arg(long, short = 'n', default_value_t = 20, value_parser = count)]
    pub most: usize,
    /// Show ids, for `supple correct` and `supple retract`.
    #[arg(long, conflicts_with = "json")]
    pub ids: bool,
    /// Include removed and corrected records.
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// Show totals instead of the list.
    #[arg(long, value_enum, value_name = "VIEW")]
    pub view: Option<View>,
    /// Check the history folder for files and lines that cannot be read.
    #[arg(long, conflicts_with_all = ["view", "ids", "all"])]
    pub verify: bool,
    /// Print JSON. The list has one record per line.
    #[arg(long)]
    pub json: bool,
}

/// View of the history: totals of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// The past year, day by day.
    Year,
    /// Minutes per area, week by week, and per side.
    Areas,
    /// Tension before and after, week by week.
    Comfort,
    /// Minutes by hour of the day.
    Hours,
}

/// Show your streak.
#[derive(Debug, Args)]
pub struct Streak {
    /// Explain it, day by day.
    #[arg(long)]
    pub explain: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Declare rest days.
#[derive(Debug, Args)]
pub struct Rest {
    /// First day: today, tomorrow, yesterday, or a date like 2026-11-24.
    #[arg(default_value = "today")]
    pub from: String,
    /// Last day. Defaults to the first day.
    pub to: Option<String>,
    /// Reason, in your own words.
    #[arg(long)]
    pub reason: Option<String>,
    /// You are ill.
    #[arg(long, conflicts_with_all = ["reason", "vacation"])]
    pub sick: bool,
    /// You are away.
    #[arg(long, conflicts_with = "reason")]
    pub vacation: bool,
    /// Rest on these weekdays from the first day on, such as sat,sun. "none" stops it.
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["reason", "sick", "vacation", "to"])]
    pub weekdays: Option<String>,
}

/// Mark favourites, and what is never to be suggested.
#[derive(Debug, Args)]
pub struct Mark {
    /// The mark. Without one, all marks are listed.
    #[arg(value_enum, requires = "ids")]
    pub mark: Option<MarkWord>,
    /// Routines or exercises to mark, by id or name.
    #[arg(add = ArgValueCandidates::new(candidates::sessions), value_name = "ID")]
    pub ids: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MarkWord {
    /// Suggested before others that suit as well.
    #[value(alias = "favorite")]
    Favourite,
    /// Never suggested, and a routine that holds such an exercise neither.
    Never,
    /// No mark any more.
    None,
}

/// Answer health questions.
#[derive(Debug, Args)]
pub struct Profile {
    /// Answer yes to these questions, such as neck-nerve,knee.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub yes: Vec<String>,
    /// Answer no to these questions.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub no: Vec<String>,
    /// Things you do not have, such as mat,wall.
    #[arg(long, value_name = "THINGS", value_delimiter = ',')]
    pub lacks: Vec<String>,
    /// Things you have after all.
    #[arg(long, value_name = "THINGS", value_delimiter = ',')]
    pub has: Vec<String>,
    /// Positions to avoid, such as prone,kneeling.
    #[arg(long, value_name = "POSITIONS", value_delimiter = ',')]
    pub avoid: Vec<String>,
    /// Positions to allow again.
    #[arg(long, value_name = "POSITIONS", value_delimiter = ',')]
    pub want: Vec<String>,
    /// Ask every question, one by one.
    #[arg(long)]
    pub ask: bool,
    /// Forget all earlier answers first.
    #[arg(long)]
    pub clear: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Read the warning signs.
#[derive(Debug, Args)]
pub struct Safety {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Read about muscle knots.
#[derive(Debug, Args)]
pub struct Learn {
    /// Topic to read, such as causes or "massage guns". Without one, the topics are listed.
    pub topic: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Log a session you did on your own.
#[derive(Debug, Args)]
pub struct Log {
    /// Routine you did, by id or title.
    #[arg(add = ArgValueCandidates::new(candidates::sessions), required_unless_present = "unfinished")]
    pub routine: Option<String>,
    /// Log what was done in interrupted sessions. To resume one instead, use `supple run --resume`.
    #[arg(long, exclusive = true)]
    pub unfinished: bool,
    /// Details of the session.
    #[command(flatten)]
    pub details: Details,
}

/// Details of a session that the program did not see.
#[derive(Debug, Args)]
pub struct Details {
    /// When it began, such as yesterday, "yesterday 20:04", 20:04, 2026-11-23 or "2026-11-23 20:04".
    #[arg(long)]
    pub at: Option<String>,
    /// How long it took, such as 5m or 4:30.
    #[arg(long = "for", value_name = "TIME")]
    pub time: Option<String>,
    /// Tension before, 0 to 10.
    #[arg(long, value_parser = score)]
    pub before: Option<u8>,
    /// Tension after, 0 to 10.
    #[arg(long, value_parser = score)]
    pub after: Option<u8>,
    /// Tension of one area before and after, such as neck=6:3, or just before, neck=6. Repeat for other areas.
    #[arg(long, value_name = "AREA=BEFORE:AFTER")]
    pub tension: Vec<String>,
    /// Note to keep with it.
    #[arg(long)]
    pub note: Option<String>,
}

/// Rate how tense an area is.
#[derive(Debug, Args)]
pub struct CheckIn {
    /// Area: trapezius, neck, lower back, glutes, wrists, or one of your own.
    #[arg(add = ArgValueCandidates::new(candidates::areas))]
    pub area: String,
    /// Tension, 0 (none) to 10.
    #[arg(value_parser = score)]
    pub tension: u8,
    /// It limits what you can do every day.
    #[arg(long)]
    pub limits_daily_life: bool,
    /// Pain, 0 (none) to 10, if it differs from the tension.
    #[arg(long, value_parser = score)]
    pub pain: Option<u8>,
    /// Which side it is on.
    #[arg(long, value_parser = which_side())]
    pub side: Option<WhichSide>,
    /// When it started, such as 2026-11-01 or yesterday.
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Does it wake you, or is it worse at night?
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub at_night: Option<bool>,
    /// Is an arm or a leg tingling, numb or weak?
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub in_limb: Option<bool>,
}

/// Rate how well you can do something that matters to you.
#[derive(Debug, Args)]
pub struct Function {
    /// What you want to do, such as "look over the shoulder".
    pub what: String,
    /// How well you can do it, 0 (not at all) to 10 (as before).
    #[arg(value_parser = score)]
    pub score: u8,
}

/// Correct a session.
#[derive(Debug, Args)]
pub struct Correct {
    /// Id, its beginning or end, or "last". `supple history --ids` shows ids.
    pub id: String,
    /// What to change. Everything else stays.
    #[command(flatten)]
    pub details: Details,
    /// Did you finish it?
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub completed: Option<bool>,
}

/// Remove a record.
#[derive(Debug, Args)]
pub struct Retract {
    /// Id, its beginning or end, or "last". `supple history --ids` shows ids.
    pub id: String,
}

/// Export the history, or write a report.
#[derive(Debug, Args)]
pub struct Export {
    /// File format.
    #[arg(long, value_enum, default_value_t = Format::Json, conflicts_with = "report")]
    pub format: Format,
    /// Write one page for a clinician, as Markdown and HTML: sessions, areas, tension, and what hurt.
    #[arg(long)]
    pub report: bool,
    /// File to write, or the folder for a report. Defaults to standard output, and for a report to the current folder.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Everything, record by record.
    Json,
    /// One row per record, for a spreadsheet.
    Csv,
    /// Sessions and rest days, for a calendar.
    Ical,
}

/// Import a history.
#[derive(Debug, Args)]
pub struct Import {
    /// An export of supple, a history file (.jsonl), or a CSV file.
    ///
    /// A CSV file needs a column "at" (2026-11-23 20:04). It may also have: routine (id or title),
    /// title, minutes, completed, before, after, tension (neck=6:3), areas (neck glutes), note.
    pub file: PathBuf,
    /// Add the records. Without it, they are only shown.
    #[arg(long)]
    pub write: bool,
}

/// Check your own files.
#[derive(Debug, Args)]
pub struct Check {
    /// Files to check. Defaults to your own folder.
    pub files: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Write a new file of one's own.
#[derive(Debug, Args)]
pub struct New {
    /// What to write.
    #[arg(value_enum)]
    pub what: What,
    /// Its name on the command line: lower-case letters, digits and hyphens, such as lunch-break.
    #[arg(value_name = "ID")]
    pub id: String,
    /// What to start from, by id or name: for a routine another routine or an exercise, for an exercise another one.
    #[arg(add = ArgValueCandidates::new(candidates::sessions), long, value_name = "ID")]
    pub from: Option<String>,
}

/// What a new file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// A routine.
    Routine,
    /// An exercise.
    Exercise,
}

/// Edit a routine or an exercise.
#[derive(Debug, Args)]
pub struct Edit {
    /// Routine or exercise to edit, by id or name.
    #[arg(add = ArgValueCandidates::new(candidates::sessions))]
    pub id: String,
}

/// Pack a routine.
#[derive(Debug, Args)]
pub struct Pack {
    /// Routine to pack, by id or name; or an exercise of your own.
    #[arg(add = ArgValueCandidates::new(candidates::routines))]
    pub id: String,
    /// File to write. Defaults to standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Add a packed routine.
#[derive(Debug, Args)]
pub struct Add {
    /// A file from supple pack, or the file of a routine or an exercise.
    pub file: PathBuf,
    /// Add it without asking. Without a terminal and without this, it is only shown.
    #[arg(long)]
    pub yes: bool,
    /// Replace files of your own that have the same id.
    #[arg(long)]
    pub replace: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Check this machine.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Play no sounds.
    #[arg(long)]
    pub quiet: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A name that both the waiting and the signalling program use: a file is named so.
fn signal_name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.len() <= 40 && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("use up to 40 letters, digits, - and _".to_owned())
    }
}

/// A time after which a session starts: `45s`, `2m`, `0s`.
fn wait(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.strip_suffix('m') {
        Some(minutes) => (minutes, 60),
        None => (text.strip_suffix('s').unwrap_or(text), 1),
    };
    let number = number.trim().parse::<u64>().ok().filter(|number| *number <= 86_400);
    number.map(|number| Duration::from_secs(number * unit)).ok_or_else(|| "give a time such as 45s or 2m".to_owned())
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.1..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("must be a number from 0.1 to 1000".to_owned()),
    }
}

fn felt() -> impl TypedValueParser<Value = Felt> {
    let words = Felt::ALL.iter().map(|felt| felt.word());
    PossibleValuesParser::new(words).try_map(|word| Felt::named(&word).ok_or("no answer has this name"))
}

fn which_side() -> impl TypedValueParser<Value = WhichSide> {
    let words = WhichSide::ALL.iter().map(|side| side.word());
    PossibleValuesParser::new(words).try_map(|word| WhichSide::named(&word).ok_or("no side has this name"))
}

fn score(text: &str) -> Result<u8, String> {
    let wanted = || "must be a whole number from 0 to 10".to_owned();
    text.parse().ok().filter(|score| *score <= 10).ok_or_else(wanted)
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "must be a whole number".to_owned())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("must be yes or no".to_owned()),
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match parts {
        Some((columns @ 1..=300, rows @ 1..=100)) => Ok((columns, rows)),
        _ => Err("must be columns and rows, such as 30x14, up to 300x100".to_owned()),
    }
}
