//! Context: the data that every command needs, the errors it can meet, and the printing of its results.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::areas::{Area, Areas};
use crate::cli::Cli;
use crate::clock::Clock;
use crate::digest::Digest;
use crate::history::StoreError;
use crate::library::Library;
use crate::logbook::{Logbook, Unsaved};
use crate::paths::{NoHome, Paths};
use crate::plain;
use crate::practice::Routine;
use crate::sanitize::{clean, clean_lines, harmless_json};
use crate::session::{Guide, Plan};
use crate::settings::Settings;
use crate::sound::speech_program;
use crate::tui;

/// The reason why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request makes no sense; the text says what would.
    #[error("{0}")]
    Usage(String),
    /// The home folder is not known.
    #[error(transparent)]
    NoHome(#[from] NoHome),
    /// The history cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The screens had to end.
    #[error(transparent)]
    Screens(#[from] tui::Error),
    /// The entry is kept, but the output cannot be written.
    #[error("saved, but the output could not be written: {0}")]
    SavedUnsaid(#[source] io::Error),
    /// Something beyond this program did not work; the text says what, and what to do.
    #[error("{0}")]
    Failed(String),
    /// A file that was asked for cannot be written.
    #[error("cannot write {}: {}; choose a folder you can write to", .path.display(), crate::files::said(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file that was named cannot be read.
    #[error("cannot read {}: {}{}", .path.display(), crate::files::said(source), advice_on_reading(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A session's record could not be kept.
    #[error(transparent)]
    Unsaved(#[from] Unsaved),
    /// The output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl From<plain::Error> for Error {
    fn from(error: plain::Error) -> Self {
        match error {
            plain::Error::Output(error) => Self::Output(error),
            plain::Error::Store(error) => Self::Store(error),
            plain::Error::Unsaved(error) => Self::Unsaved(error),
        }
    }
}

impl Error {
    /// The exit code: 2 if the person can mend the words of the command, else 1.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// The data that every command needs: folders, settings, the time.
pub(super) struct Context {
    pub(super) paths: Paths,
    pub(super) settings: Settings,
    pub(super) settings_fault: Option<String>,
    pub(super) clock: Clock,
    pub(super) mute: bool,
}

impl Context {
    pub(super) fn open(cli: &Cli) -> Result<Self, Error> {
        let paths = Paths::find(cli.data_dir.clone())?;
        let (settings, settings_fault) = Settings::load(&paths.settings());
        Ok(Self { paths, settings, settings_fault, clock: Clock::start(1.0), mute: cli.mute })
    }

    pub(super) fn library(&self) -> Library {
        let mut library = Library::with_user_files(&self.paths.routines());
        library.read_composed(&self.paths.composed());
        library
    }

    pub(super) fn logbook(&self) -> Logbook {
        Logbook::new(self.paths.clone())
    }

    /// What is derived from the history; one that cannot be read is no reason not to stretch.
    pub(super) fn digest(&self) -> Digest {
        let history = self.logbook().read().unwrap_or_default();
        Digest::of(history, &self.settings, self.clock.local())
    }

    /// A maker of plans, with the times that routines take the person of `digest`.
    pub(super) fn plans(&self, digest: &Digest) -> Plans<'_> {
        let familiar = digest.familiar().clone();
        Plans { settings: &self.settings, familiar, mute: self.mute, speaks_own: speech_program().is_some() }
    }

    /// Reads the history; tells of lines that cannot be read, and goes on. A session that had reached its end when the
    /// program was killed is logged first.
    pub(super) fn read_history(&self) -> Result<crate::history::History, Error> {
        let logbook = self.logbook();
        let mut history = logbook.read()?;
        if logbook.look_after(&history).logged {
            history = logbook.read()?;
        }
        for problem in history.problems() {
            warn(problem);
        }
        Ok(history)
    }
}

/// Unrolls routines for the person whose settings and history these are.
pub(super) struct Plans<'a> {
    pub(super) settings: &'a Settings,
    pub(super) familiar: Arc<BTreeSet<String>>,
    pub(super) mute: bool,
    pub(super) speaks_own: bool,
}

impl Plans<'_> {
    pub(super) fn guide(&self, routine: &Routine) -> Guide {
        self.guide_of(&routine.id)
    }

    /// The guide in a session of the routine with the id `routine`.
    pub(super) fn guide_of(&self, routine: &str) -> Guide {
        if self.mute { Guide::silent() } else { self.settings.guide(routine, &self.familiar, self.speaks_own) }
    }

    pub(super) fn plan(&self, routine: &Routine) -> Plan {
        Plan::guided(routine, &self.guide(routine))
    }
}

/// The area with the id `word`; the error names the known ones.
pub(super) fn named_area(areas: &Areas, word: &str) -> Result<Area, Error> {
    areas.named(word).cloned().ok_or_else(|| {
        let known: Vec<&str> = areas.all().iter().map(Area::word).collect();
        let near = areas.nearest(&word.trim().to_lowercase()).map(|near| format!(" Did you mean {}?", near.word()));
        let near = near.unwrap_or_default();
        Error::Usage(format!("there is no area \"{}\".{near} Areas: {}", clean(word, 40), known.join(", ")))
    })
}

/// The routine `id`; the error says what may have been meant.
pub(super) fn routine<'a>(library: &'a Library, id: &str) -> Result<&'a Routine, Error> {
    library.session_named(id).ok_or_else(|| unknown(library, "routine or exercise", id, true))
}

/// An error that says that there is nothing with this id, and what may have been meant.
pub(super) fn unknown(library: &Library, what: &str, id: &str, exercises: bool) -> Error {
    let hint = library.nearest(id, exercises).map(|near| format!("Did you mean {near}? ")).unwrap_or_default();
    Error::Usage(format!("there is no {what} \"{}\". {hint}supple list shows them all", clean(id, 60)))
}

/// Prints faults of the user's files to standard error.
pub(super) fn tell_faults(library: &Library) {
    for fault in library.faults() {
        warn(fault);
    }
}

/// Prints a warning to standard error. The terminal may be gone, and then nobody needs to be told.
pub fn warn(what: impl Display) {
    let text = clean_lines(&format!("supple: {what}"));
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Returns advice on a file that cannot be read; empty if there is none.
fn advice_on_reading(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; check the file name",
        io::ErrorKind::PermissionDenied => "; check its permissions",
        io::ErrorKind::FileTooLarge => "; split it into smaller files",
        _ => "",
    }
}

/// A path as it may be printed: anybody may have named it.
pub(super) fn printable(path: &Path) -> String {
    clean(&path.display().to_string(), 400)
}

/// Returns `true` if there is somebody to ask.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks a question that ends with the answers there are; an empty answer is `otherwise`, the end of the input a no.
pub(super) fn ask(question: &str, otherwise: bool) -> Result<bool, Error> {
    let mut out = io::stdout().lock();
    write!(out, "{question} ")?;
    out.flush()?;
    let mut answer = String::new();
    if io::stdin().lock().read_line(&mut answer)? == 0 {
        writeln!(out)?;
        return Ok(false);
    }
    Ok(match answer.trim().to_lowercase().as_str() {
        "" => otherwise,
        answer => matches!(answer, "y" | "yes"),
    })
}

/// Prints a line about what is in the history by now, which an output that cannot be written does not undo.
pub(super) fn say_saved(line: impl Display) -> Result<(), Error> {
    writeln!(io::stdout().lock(), "{line}").map_err(Error::SavedUnsaid)
}

/// Prints a line.
pub(super) fn say(line: impl Display) -> Result<(), Error> {
    writeln!(io::stdout().lock(), "{line}").map_err(Error::Output)
}

/// Prints a JSON value.
pub(super) fn say_json(value: &serde_json::Value) -> Result<(), Error> {
    say(harmless_json(&serde_json::to_string_pretty(value).unwrap_or_default()))
}
