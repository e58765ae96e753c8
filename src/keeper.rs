//! Keeper: what is kept during one run of the program. The edges of screens and pages keep sessions and settings by it, and
//! say what became of them in their own ways.

use std::io;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::files::Stamp;
use crate::history::{Checkpoint, CheckpointFile, History, Record, StoreError, Undone, Unfinished};
use crate::library::own;
use crate::logbook::{Answered, Logbook, Unsaved};
use crate::paths::Paths;
use crate::practice::Routine;
use crate::settings::{SaveError, Settings};
use crate::words::record::{Titles, undone};

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
    /// Records for which there was no room, the newest last.
    held: Vec<Held>,
    /// The moment at which the run began.
    started: DateTime<FixedOffset>,
}

/// The sentence that a record is held because of `error`.
#[must_use]
pub fn is_held(error: &StoreError) -> String {
    format!("Not saved yet; supple tries again with your next entry and when it ends: {error}")
}

/// A record for which there was no room.
#[derive(Debug)]
struct Held {
    record: Record,
    /// What a crash leaves of it, if it is a session.
    checkpoint: Option<CheckpointFile>,
}

impl Held {
    /// Adds the record, and clears the checkpoint.
    fn add(&mut self, logbook: &Logbook) -> Result<(), StoreError> {
        logbook.append(&self.record)?;
        // One that stays is cleared away at the next start, for its session is in the history.
        let _ = self.checkpoint.take().map(CheckpointFile::finish);
        Ok(())
    }
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
            held: Vec::new(),
            started,
        }
    }

    /// Adds the record of the running session, and clears its checkpoint. If there is no room, both are held on to.
    pub fn close(&mut self, record: Record) -> Result<(), StoreError> {
        self.add_held();
        let closed = self.logbook.close(&record);
        if closed.is_err() {
            let checkpoint = self.logbook.set_aside();
            self.held.push(Held { record, checkpoint });
        }
        closed
    }

    /// Adds records that are no sessions. If there is no room, they are held on to.
    pub fn append(&mut self, records: Vec<Record>) -> Result<(), StoreError> {
        self.add_held();
        let appended = self.logbook.append_all(&records);
        if appended.is_err() {
            self.held.extend(records.into_iter().map(|record| Held { record, checkpoint: None }));
        }
        appended
    }

    /// Adds what was held on to, as far as there is room by now; returns `true` if anything was added.
    fn add_held(&mut self) -> bool {
        let before = self.held.len();
        self.held.retain_mut(|held| held.add(&self.logbook).is_err());
        self.held.len() < before
    }

    /// Tries once more to add what was held on to. The error tells of all for which there is still no room.
    pub fn end(mut self) -> Result<(), Unsaved> {
        let unsaved = self.held.iter_mut().filter_map(|held| {
            let source = held.add(&self.logbook).err()?;
            Some(Unsaved::new(source, &held.record))
        });
        unsaved.reduce(Unsaved::and).map_or(Ok(()), Err)
    }

    /// Takes back what was entered last, be it only held; what an earlier run entered, only once that `is_asked`.
    pub fn undo(
        &mut self,
        history: &History,
        now: DateTime<FixedOffset>,
        is_asked: bool,
        titles: Titles<'_>,
    ) -> Result<Answered, StoreError> {
        let added = self.add_held();
        if let Some(Held { record, checkpoint }) = self.held.pop() {
            checkpoint.map_or(Ok(()), CheckpointFile::finish)?;
            return Ok(Answered::Did { says: undone(Some(&Undone::TakenBack(record)), titles), can_redo: false });
        }
        let anew = if added { Some(self.logbook.read()?) } else { None };
        self.logbook.undo_or_ask(anew.as_ref().unwrap_or(history), now, self.started, is_asked, titles)
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
        // One that stays is cleared away at the next start, for its session is in the history.
        let _ = session.discard();
        Ok(())
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
        Some(Settings::load_anew(&self.settings))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::history::{Kind, Session};

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-28T12:00:00+01:00").unwrap()
    }

    fn session(title: &str) -> Record {
        let after = chrono::TimeDelta::minutes(i64::from(title == "Second"));
        Record::new(now() + after, Kind::Session(Session { title: title.to_owned(), ..Session::default() }))
    }

    fn keeper(folder: &TempDir) -> Keeper {
        let at = |name: &str| folder.path().join(name);
        let paths = Paths { data: at("data"), config: at("config"), state: at("state"), cache: at("cache") };
        fs::create_dir_all(&paths.data).unwrap();
        Keeper::new(&paths, now())
    }

    /// Where the folder of the history belongs, a file stands: nothing can be added.
    fn without_room(folder: &TempDir) {
        fs::write(folder.path().join("data/history"), "").unwrap();
    }

    fn with_room(folder: &TempDir) {
        fs::remove_file(folder.path().join("data/history")).unwrap();
    }

    fn titles(keeper: &Keeper) -> Vec<String> {
        let history = keeper.logbook.read().unwrap();
        let sessions = history.records(history.entries()).into_iter().filter_map(|record| match record.kind {
            Kind::Session(session) => Some(session.title),
            _ => None,
        });
        sessions.collect()
    }

    /// Saves the progress of the session that `record` will tell of.
    fn begin(keeper: &mut Keeper, record: &Record) {
        let line =
            format!(r#"{{"v":1,"id":"{}","at":"2026-11-28T12:00:00+01:00","routine":"neck-ease-5"}}"#, record.id);
        keeper.logbook.checkpoint(&serde_json::from_str(&line).unwrap()).unwrap();
    }

    fn checkpoints(folder: &TempDir) -> usize {
        fs::read_dir(folder.path().join("data/unfinished")).unwrap().count()
    }

    #[test]
    fn a_session_without_room_leaves_its_checkpoint_and_the_next_has_one_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder);
        let (first, second) = (session("First"), session("Second"));
        begin(&mut keeper, &first);
        without_room(&folder);
        keeper.close(first).unwrap_err();
        begin(&mut keeper, &second);
        assert_eq!(checkpoints(&folder), 2);
    }

    #[test]
    fn what_found_no_room_is_added_with_the_next_entry() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder);
        let first = session("First");
        begin(&mut keeper, &first);
        without_room(&folder);
        keeper.close(first).unwrap_err();
        with_room(&folder);
        keeper.append(vec![session("Second")]).unwrap();
        assert_eq!(titles(&keeper), ["First", "Second"]);
        assert_eq!(checkpoints(&folder), 0);
    }

    #[test]
    fn undo_takes_back_what_is_only_held() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder);
        keeper.append(vec![session("First")]).unwrap();
        fs::rename(folder.path().join("data/history"), folder.path().join("data/aside")).unwrap();
        without_room(&folder);
        keeper.append(vec![session("Second")]).unwrap_err();
        let undone = keeper.undo(&History::default(), now(), false, &|_| None).unwrap();
        assert!(matches!(undone, Answered::Did { says, .. } if says.contains("Second")));
        with_room(&folder);
        fs::rename(folder.path().join("data/aside"), folder.path().join("data/history")).unwrap();
        keeper.add_held();
        assert_eq!(titles(&keeper), ["First"]);
    }

    #[test]
    fn everything_that_found_no_room_to_the_end_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder);
        without_room(&folder);
        keeper.append(vec![session("First"), session("Second")]).unwrap_err();
        let told = keeper.end().unwrap_err().to_string();
        assert!(told.contains("First") && told.contains("Second"), "{told}");
        assert_eq!(told.lines().count(), 4, "{told}");
    }

    #[test]
    fn settings_that_cannot_be_read_any_more_change_nothing_and_are_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder);
        fs::create_dir_all(folder.path().join("config")).unwrap();
        fs::write(folder.path().join("config/settings.json"), "{").unwrap();
        let fault = keeper.changed_settings().unwrap().unwrap_err();
        assert!(fault.ends_with("the settings stay as they were"), "{fault}");
        assert!(keeper.changed_settings().is_none());
    }
}
