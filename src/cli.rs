//! Every command and option, and nothing else.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::practice::terms::WhichSide;
use crate::settings::Voice;

/// A guided stretching coach for the terminal. Without a command it shows the screens.
#[derive(Debug, Parser)]
#[command(name = "supple", version, about, max_term_width = 100)]
#[command(after_help = "Mild tension, never pain. General exercise information, not medical advice.\n\
    Exit codes: 0 done, 1 failed, 2 usage or bad input, 130 interrupted.")]
pub struct Cli {
    /// Keep the history in this folder.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// No sound and no bell.
    #[arg(long, global = true)]
    pub mute: bool,
    /// Command to run.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Command to run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a routine.
    Run(Run),
    /// List the routines.
    List(List),
    /// Show a routine or an exercise.
    Show(Show),
    /// List what was done.
    History(History),
    /// Show the streak.
    Streak(Streak),
    /// Declare rest days: they bridge a streak.
    Rest(Rest),
    /// Add a session that was done without the program.
    Log(Log),
    /// Say how tense an area is, without a session.
    CheckIn(CheckIn),
    /// Say how well you can do something that matters to you, for the report to a clinician.
    Function(Function),
    /// Say what suits you: what is answered with yes is left out of routines, or made easier.
    Profile(Profile),
    /// Read the warning signs, those that need help at once first.
    Safety(Safety),
    /// Read about knots; without a topic, list the topics.
    Learn(Learn),
    /// Correct a session; the file keeps both lines.
    Correct(Correct),
    /// Take a record back; the file keeps it.
    Retract(Retract),
    /// Take back what was entered last, whatever it was; once more, and it is back.
    Undo,
    /// Write the history for other programs, or as a report to take to a clinician.
    Export(Export),
    /// Take in a history that was exported, or a CSV file; says what it would do first.
    Import(Import),
    /// Check routine and exercise files.
    Check(Check),
    /// Tell what works here: folders, terminal, sound.
    Doctor(Doctor),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Run a routine.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Args)]
pub struct Run {
    /// The routine's id; `supple list` shows them.
    #[arg(required_unless_present = "resume")]
    pub routine: Option<String>,
    /// Take up the newest session that was cut off, where it stood.
    #[arg(long, conflicts_with_all = ["routine", "speed"])]
    pub resume: bool,
    /// As lines of text: works in a pipe and with a screen reader. Commands are typed as a letter and enter.
    #[arg(long)]
    pub plain: bool,
    /// As lines for a program.
    #[arg(long, value_enum, conflicts_with = "plain")]
    pub events: Option<Events>,
    /// Rehearse this many times as fast; not kept in the history.
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
    /// Keep a rehearsal in the history all the same.
    #[arg(long)]
    pub log: bool,
    /// With --plain or --events: how much the voice says (nothing if left out, for screen readers speak as well).
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub voice: Option<Voice>,
    /// Let each exercise and side start on a key.
    #[arg(long)]
    pub wait: bool,
}

/// Format of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Events {
    /// One JSON object a line.
    Json,
}

/// List the routines.
#[derive(Debug, Args)]
pub struct List {
    /// Only those for this area: trapezius, neck, lower-back, glutes, wrists, or one of your own.
    #[arg(long)]
    pub area: Option<String>,
    /// Only those that take no longer, as in 5m, 90s or 4:30.
    #[arg(long, value_name = "TIME")]
    pub max: Option<String>,
    /// Only those that stay in this position: seated, standing, supine, prone, side-lying, quadruped or kneeling.
    #[arg(long)]
    pub position: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Show a routine or an exercise.
#[derive(Debug, Args)]
pub struct Show {
    /// The id of a routine or an exercise.
    #[arg(required_unless_present = "all")]
    pub id: Option<String>,
    /// The figure alone, in this many columns and rows a pose, as in 30x14.
    #[arg(long, value_name = "COLUMNSxROWS", value_parser = size)]
    pub size: Option<(u16, u16)>,
    /// The side that is shown: right or left.
    #[arg(long, value_enum, default_value_t = ShownSide::Right)]
    pub side: ShownSide,
    /// Write a handout: the figure and how it is done, as an SVG file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "size", "all"])]
    pub svg: Option<PathBuf>,
    /// The same as a PNG file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "size", "all", "svg"])]
    pub png: Option<PathBuf>,
    /// The figures of all exercises: start, half way and end of each.
    #[arg(long, conflicts_with_all = ["id", "json"])]
    pub all: bool,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShownSide {
    /// The right one.
    Right,
    /// The left one.
    Left,
}

/// List what was done.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct History {
    /// At most this many, the newest.
    #[arg(long, short = 'n', default_value_t = 20, value_parser = count)]
    pub most: usize,
    /// With the id of each, for `supple correct` and `supple retract`.
    #[arg(long, conflicts_with = "json")]
    pub ids: bool,
    /// With what was taken back, and what was corrected since.
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// Sums of the records, in place of the list.
    #[arg(long, value_enum, value_name = "VIEW")]
    pub view: Option<View>,
    /// Look through the history's folder: every file, and every line that cannot be read.
    #[arg(long, conflicts_with_all = ["view", "ids", "all"])]
    pub verify: bool,
    /// As JSON; a list as one record a line, as they are kept.
    #[arg(long)]
    pub json: bool,
}

/// View of the history: sums of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// The days of a year.
    Year,
    /// Minutes of each area week by week, and on which side.
    Areas,
    /// Tension before and after, week by week.
    Comfort,
    /// Minutes by the hour of the day.
    Hours,
}

/// Show the streak.
#[derive(Debug, Args)]
pub struct Streak {
    /// Say day by day why.
    #[arg(long)]
    pub explain: bool,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Declare rest days.
#[derive(Debug, Args)]
pub struct Rest {
    /// The first day: today, tomorrow, or as in 2026-11-24.
    #[arg(default_value = "today")]
    pub from: String,
    /// The last day; the first one if left out.
    pub to: Option<String>,
    /// Why, in your own words.
    #[arg(long)]
    pub reason: Option<String>,
    /// Because you are ill.
    #[arg(long, conflicts_with_all = ["reason", "vacation"])]
    pub sick: bool,
    /// Because you are away.
    #[arg(long, conflicts_with = "reason")]
    pub vacation: bool,
    /// These weekdays from the first day on, as in sat,sun; "none" ends it.
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["reason", "sick", "vacation", "to"])]
    pub weekdays: Option<String>,
}

/// Say what suits you.
#[derive(Debug, Args)]
pub struct Profile {
    /// Answer these questions with yes, as in neck-nerve,knee; without options, all are shown.
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub yes: Vec<String>,
    /// Answer these with no.
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub no: Vec<String>,
    /// These things are not at hand, as in mat,wall.
    #[arg(long, value_name = "THINGS", value_delimiter = ',')]
    pub lacks: Vec<String>,
    /// These are.
    #[arg(long, value_name = "THINGS", value_delimiter = ',')]
    pub has: Vec<String>,
    /// Propose nothing in these positions, as in prone,kneeling.
    #[arg(long, value_name = "POSITIONS", value_delimiter = ',')]
    pub avoid: Vec<String>,
    /// These are wanted again.
    #[arg(long, value_name = "POSITIONS", value_delimiter = ',')]
    pub want: Vec<String>,
    /// Be asked every question, a line each.
    #[arg(long)]
    pub ask: bool,
    /// Forget all answers first.
    #[arg(long)]
    pub clear: bool,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Read the warning signs.
#[derive(Debug, Args)]
pub struct Safety {
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Read about knots.
#[derive(Debug, Args)]
pub struct Learn {
    /// The topic, as in causes or "massage guns".
    pub topic: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Add a session that was done without the program.
#[derive(Debug, Args)]
pub struct Log {
    /// The routine's id.
    #[arg(required_unless_present = "unfinished")]
    pub routine: Option<String>,
    /// The work done in sessions that were cut off, in place of a routine. (The screens can take
    /// one up again.)
    #[arg(long, exclusive = true)]
    pub unfinished: bool,
    /// Further details of it.
    #[command(flatten)]
    pub details: Details,
}

/// Details of a session that the program did not see.
#[derive(Debug, Args)]
pub struct Details {
    /// Date or time it began, as in 2026-11-23, "2026-11-23 20:04" or "20:04".
    #[arg(long)]
    pub at: Option<String>,
    /// Time it took, as in 5m.
    #[arg(long = "for", value_name = "TIME")]
    pub time: Option<String>,
    /// Tension before, 0 to 10.
    #[arg(long, value_parser = score)]
    pub before: Option<u8>,
    /// Tension after, 0 to 10.
    #[arg(long, value_parser = score)]
    pub after: Option<u8>,
    /// Tension of one area before and after, as in neck=6:3 or neck=6; for each area anew.
    #[arg(long, value_name = "AREA=BEFORE:AFTER")]
    pub tension: Vec<String>,
    /// A note.
    #[arg(long)]
    pub note: Option<String>,
}

/// Say how tense an area is.
#[derive(Debug, Args)]
pub struct CheckIn {
    /// The area: trapezius, neck, lower-back, glutes, wrists, or one of your own.
    pub area: String,
    /// Tension, from 0 (none) to 10.
    #[arg(value_parser = score)]
    pub tension: u8,
    /// It limits what you do every day.
    #[arg(long)]
    pub limits_daily_life: bool,
    /// Pain, from 0 (none) to 10, where it is not the same as the tension.
    #[arg(long, value_parser = score)]
    pub pain: Option<u8>,
    /// The side.
    #[arg(long, value_parser = which_side())]
    pub side: Option<WhichSide>,
    /// The day since when it is there, as in 2026-11-01 or yesterday.
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Whether it wakes you or is worse at night.
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub at_night: Option<bool>,
    /// Whether an arm or a leg tingles, is numb or weak.
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub in_limb: Option<bool>,
}

/// Say how well you can do something that matters to you.
#[derive(Debug, Args)]
pub struct Function {
    /// What it is, as in "look over the shoulder".
    pub what: String,
    /// From 0 (not at all) to 10 (as before).
    #[arg(value_parser = score)]
    pub score: u8,
}

/// Correct a session.
#[derive(Debug, Args)]
pub struct Correct {
    /// Its id (`supple history --ids`), the beginning or the end of it, or "last".
    pub id: String,
    /// Details that were otherwise; those left out stay.
    #[command(flatten)]
    pub details: Details,
    /// Whether it was done to the end.
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    pub completed: Option<bool>,
}

/// Take a record back.
#[derive(Debug, Args)]
pub struct Retract {
    /// Its id (`supple history --ids`), the beginning or the end of it, or "last".
    pub id: String,
}

/// Write the history for other programs, or as a report.
#[derive(Debug, Args)]
pub struct Export {
    /// Format: json keeps everything.
    #[arg(long, value_enum, default_value_t = Format::Json, conflicts_with = "report")]
    pub format: Format,
    /// One page to take to a clinician, as Markdown and HTML: sessions, areas, tension, what was stopped.
    #[arg(long)]
    pub report: bool,
    /// The file, or the folder of a report; without it to standard output, and a report into this folder.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Every record, whole.
    Json,
    /// Sessions, one a row, for a spreadsheet.
    Csv,
    /// Sessions and rest days, for a calendar.
    Ical,
}

/// Take in a history.
#[derive(Debug, Args)]
pub struct Import {
    /// Output of `supple export`, a history file (.jsonl), or a CSV file with at least a column
    /// "at". Other columns that are read: routine (id or title), title, minutes, completed, before,
    /// after, tension (neck=6:3), areas (neck glutes), note.
    pub file: PathBuf,
    /// Add the records; without it each is told, and nothing is written.
    #[arg(long)]
    pub write: bool,
}

/// Check files.
#[derive(Debug, Args)]
pub struct Check {
    /// The files; your own folder if left out.
    pub files: Vec<PathBuf>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Tell what works here.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Do not play the cues.
    #[arg(long)]
    pub quiet: bool,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.1..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("expected a number from 0.1 to 1000".to_owned()),
    }
}

fn which_side() -> impl TypedValueParser<Value = WhichSide> {
    let words = WhichSide::ALL.iter().map(|side| side.word());
    PossibleValuesParser::new(words).try_map(|word| WhichSide::named(&word).ok_or("no side has this name"))
}

fn score(text: &str) -> Result<u8, String> {
    let wanted = || "expected a whole number from 0 to 10".to_owned();
    text.parse().ok().filter(|score| *score <= 10).ok_or_else(wanted)
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number".to_owned())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match parts {
        Some((columns @ 1..=300, rows @ 1..=100)) => Ok((columns, rows)),
        _ => Err("expected columns and rows from 1x1 to 300x100, as in 30x14".to_owned()),
    }
}
