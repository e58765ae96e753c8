//! The commands: one file each. What they share is here: folders, settings, library, and errors.

mod check;
mod check_in;
mod completions;
mod correct;
mod doctor;
mod export;
mod history;
mod import;
mod list;
mod log;
mod rest;
mod run;
mod screens;
mod show;
mod streak;
mod when;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use crate::areas::{Area, Areas};
use crate::cli::{Cli, Command};
use crate::clock::Clock;
use crate::digest;
use crate::history::StoreError;
use crate::library::Library;
use crate::logbook::Logbook;
use crate::paths::{NoHome, Paths};
use crate::practice::Routine;
use crate::sanitize::{clean, clean_lines, harmless_json};
use crate::session::{Guide, Plan};
use crate::settings::Settings;
use crate::tui;

/// A command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked makes no sense; says what would.
    #[error("{0}")]
    Usage(String),
    /// The folders cannot be known.
    #[error(transparent)]
    NoHome(#[from] NoHome),
    /// The history cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The screens had to end.
    #[error(transparent)]
    Screens(#[from] tui::Error),
    /// A file that was asked for cannot be written.
    #[error("cannot write {}: {source}; name a file in a folder that you may write to", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that was named cannot be read.
    #[error("cannot read {}: {source}; name a file that you may read", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// 2 where the person can mend the words of the command, else 1.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// Runs a command; returns the exit code.
pub fn run(cli: &Cli) -> Result<u8, Error> {
    let house = || House::open(cli);
    let done = match &cli.command {
        None => screens::run(&house()?, None),
        Some(Command::Run(options)) => run::run(&house()?, options),
        Some(Command::List(options)) => list::run(&house()?, options),
        Some(Command::Show(options)) => show::run(&house()?, options),
        Some(Command::History(options)) => history::run(&house()?, options),
        Some(Command::Streak(options)) => streak::run(&house()?, options),
        Some(Command::Rest(options)) => rest::run(&house()?, options),
        Some(Command::Log(options)) => log::run(&house()?, options),
        Some(Command::CheckIn(options)) => check_in::run(&house()?, options),
        Some(Command::Correct(options)) => correct::correct(&house()?, options),
        Some(Command::Retract(options)) => correct::retract(&house()?, options),
        Some(Command::Export(options)) => export::run(&house()?, options),
        Some(Command::Import(options)) => import::run(&house()?, options),
        Some(Command::Check(options)) => check::run(&house()?, options),
        Some(Command::Doctor(options)) => doctor::run(&house()?, options),
        Some(Command::Completions { shell }) => completions::run(*shell),
    };
    match done {
        // Whoever read the output has seen enough.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        done => done,
    }
}

/// What every command needs: folders, settings, the time.
struct House {
    paths: Paths,
    settings: Settings,
    settings_fault: Option<String>,
    clock: Clock,
    mute: bool,
}

impl House {
    fn open(cli: &Cli) -> Result<Self, Error> {
        let paths = Paths::find(cli.data_dir.clone())?;
        let (settings, settings_fault) = Settings::load(&paths.settings());
        Ok(Self { paths, settings, settings_fault, clock: Clock::start(1.0), mute: cli.mute })
    }

    fn library(&self) -> Library {
        Library::with_user_files(&self.paths.routines())
    }

    fn logbook(&self) -> Logbook {
        Logbook::new(self.paths.clone())
    }

    /// How long each routine takes somebody with this history.
    fn plans(&self) -> Plans<'_> {
        let history = self.logbook().read().unwrap_or_default();
        Plans { settings: &self.settings, familiar: digest::familiar(&history, &self.settings), mute: self.mute }
    }

    /// Reads the history; tells of lines that cannot be read, and goes on.
    fn read_history(&self) -> Result<crate::history::History, Error> {
        let history = self.logbook().read()?;
        for problem in history.problems() {
            complain(problem);
        }
        Ok(history)
    }
}

/// Unrolls routines for the person whose settings and history these are.
struct Plans<'a> {
    settings: &'a Settings,
    familiar: Arc<BTreeSet<String>>,
    mute: bool,
}

impl Plans<'_> {
    fn guide(&self, routine: &Routine) -> Guide {
        if self.mute { Guide::silent() } else { self.settings.guide(&routine.id, &self.familiar) }
    }

    fn plan(&self, routine: &Routine) -> Plan {
        Plan::guided(routine, &self.guide(routine))
    }
}

/// The area that is called `word`.
fn named_area(areas: &Areas, word: &str) -> Result<Area, Error> {
    areas.get(word).cloned().ok_or_else(|| {
        let known: Vec<&str> = areas.all().iter().map(Area::word).collect();
        Error::Usage(format!("there is no area \"{}\"; there are {}", clean(word, 40), known.join(", ")))
    })
}

/// The routine `id`, or what may have been meant.
fn routine<'a>(library: &'a Library, id: &str) -> Result<&'a Routine, Error> {
    library.routine(id).ok_or_else(|| unknown(library, "routine", id, false))
}

/// Says that there is nothing with this id, and what may have been meant.
fn unknown(library: &Library, what: &str, id: &str, exercises: bool) -> Error {
    let hint = library.nearest(id, exercises).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
    Error::Usage(format!("there is no {what} \"{}\"; {hint}supple list shows them all", clean(id, 60)))
}

/// Prints faults of the user's files to where errors go.
fn tell_faults(library: &Library) {
    for fault in library.faults() {
        complain(fault);
    }
}

/// Tells of what is wrong where errors go. The terminal may be gone, and then nobody needs to be told.
pub fn complain(what: impl Display) {
    let text = clean_lines(&format!("supple: {what}"));
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints a line.
fn say(line: impl Display) -> Result<(), Error> {
    writeln!(io::stdout().lock(), "{line}").map_err(Error::Output)
}

/// Prints a JSON value.
fn say_json(value: &serde_json::Value) -> Result<(), Error> {
    say(harmless_json(&serde_json::to_string_pretty(value).unwrap_or_default()))
}
