//! Keeper: what is kept during one run of the program. The edges of screens and pages keep sessions and settings by it, and
//! say what became of them in their own ways.

use std::io;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::files::Stamp;
use crate::history::{Checkpoint, History, Record, StoreError, Unfinished};
use crate::library::own;
use crate::logbook::{Answered, Logbook, Unsaved};
use crate::paths::Paths;
use crate::practice::Routine;
use crate::settings::{SaveError, Settings};
use crate::words::record::Titles;

/// Keeps sessions and settings during one run.
#[derive(Debug)]
pub struct Keeper {
    /// The history.
    pub logbook: Logbook,
    /// The file of the settings.
    settings: PathBuf,
    /// The file of the settings as it was last read or written.
    settings_seen: Option<Stamp>,
    /// The file of the session that was composed last.
    composed: PathBuf,
    /// The sessions of earlier runs that were cut off, the newest last.
    cut_off: Vec<Unfinished>,
    /// Records for which there was no room.
    unsaved: Vec<Record>,
    /// The moment at which the run began.
    started: DateTime<FixedOffset>,
}

impl Keeper {
    /// The keeper of a run that began at `started`, soon after the settings were read.
    #[must_use]
    pub fn new(paths: &Paths, started: DateTime<FixedOffset>) -> Self {
        let settings = paths.settings();
        Self {
            logbook: Logbook::new(paths.clone()),
            settings_seen: Stamp::of(&settings),
            settings,
            composed: paths.composed(),
            cut_off: Vec::new(),
            unsaved: Vec::new(),
            started,
        }
    }

    /// Adds the record of the running session, and clears its checkpoint. If there is no room, the record is held on to.
    pub fn close(&mut self, record: Record) -> Result<(), StoreError> {
        let closed = self.logbook.close(&record);
        if closed.is_err() {
            self.unsaved.push(record);
        }
        closed
    }

    /// Adds records that are no sessions. If there is no room, they are held on to.
    pub fn append(&mut self, records: Vec<Record>) -> Result<(), StoreError> {
        let appended = self.logbook.append_all(&records);
        if appended.is_err() {
            self.unsaved.extend(records);
        }
        appended
    }

    /// Tries once more to add what was held on to: there may be room by now.
    pub fn end(self) -> Result<(), Unsaved> {
        for record in self.unsaved {
            self.logbook.append(&record).map_err(|source| Unsaved::new(source, &record))?;
        }
        Ok(())
    }

    /// Takes back what was entered last; what an earlier run entered, only once that `is_asked`.
    pub fn undo(
        &self,
        history: &History,
        now: DateTime<FixedOffset>,
        is_asked: bool,
        titles: Titles<'_>,
    ) -> Result<Answered, StoreError> {
        self.logbook.undo_or_ask(history, now, self.started, is_asked, titles)
    }

    /// Looks after the sessions of earlier runs that were cut off. Those that had reached their end are logged: then this
    /// returns `true`.
    pub fn look_after_cut_off(&mut self, history: &History) -> bool {
        let left = self.logbook.look_after(history);
        self.cut_off = left.unfinished;
        left.logged
    }

    /// The session that was cut off last, if it was neither taken up nor logged nor forgotten.
    #[must_use]
    pub fn cut_off(&self) -> Option<&Checkpoint> {
        self.cut_off.last().map(Unfinished::checkpoint)
    }

    /// Takes up the session that was cut off last: from now on it is the running one.
    pub fn take_up(&mut self) -> Option<Checkpoint> {
        self.cut_off.pop().map(|session| self.logbook.take_up(session))
    }

    /// Logs what was done in the session that was cut off last.
    pub fn log_cut_off(&mut self) -> Result<(), StoreError> {
        let Some(session) = self.cut_off.pop() else { return Ok(()) };
        self.logbook.append(&session.to_record())?;
        session.discard()
    }

    /// Forgets the session that was cut off last.
    pub fn forget_cut_off(&mut self) -> Result<(), StoreError> {
        self.cut_off.pop().map_or(Ok(()), Unfinished::discard)
    }

    /// Keeps the session that was composed last.
    pub fn keep_composed(&self, routine: &Routine) -> io::Result<()> {
        own::keep_composed(&self.composed, routine)
    }

    /// Saves the settings.
    pub fn save_settings(&mut self, settings: &Settings) -> Result<(), SaveError> {
        let saved = settings.save(&self.settings);
        self.settings_seen = Stamp::of(&self.settings);
        saved
    }

    /// Reads the settings if somebody has changed their file meanwhile: what is saved next must not write over that. The
    /// error says what is wrong with the file.
    pub fn changed_settings(&mut self) -> Option<Result<Settings, String>> {
        let stamp = Stamp::of(&self.settings);
        if stamp == self.settings_seen {
            return None;
        }
        self.settings_seen = stamp;
        Some(match Settings::load(&self.settings) {
            (settings, None) => Ok(settings),
            (_, Some(fault)) => Err(fault),
        })
    }
}
