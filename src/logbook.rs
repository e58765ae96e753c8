//! Logbook: keeps sessions in the history's folder, in this machine's file there, and in the checkpoint of the running
//! session.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::history::{
    Checkpoint, CheckpointFile, History, Record, StoreError, Undone, Unfinished, append_all, find_unfinished,
    machine_name,
};
use crate::host::Host;
use crate::paths::Paths;
use crate::sanitize::harmless_json;
use crate::words;
use crate::words::record::Titles;

/// The error that records could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("{source}\n{}\n{}", of_unsaved(.lines.len()), .lines.join("\n"))]
pub struct Unsaved {
    /// The reason.
    source: StoreError,
    /// The records, as lines of the history.
    lines: Vec<String>,
}

const fn of_unsaved(lines: usize) -> &'static str {
    if lines == 1 {
        "The line below could not be kept. Once there is room, add it to a file in that folder:"
    } else {
        "The lines below could not be kept. Once there is room, add them to a file in that folder:"
    }
}

impl Unsaved {
    /// The error that `record` could not be kept because of `source`.
    #[must_use]
    pub fn new(source: StoreError, record: &Record) -> Self {
        Self { source, lines: vec![harmless_json(&record.to_line().unwrap_or_default())] }
    }

    /// The error that what two tell of could not be kept.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self
    }
}

/// The sessions that earlier runs left behind.
#[derive(Debug)]
pub struct LeftBehind {
    /// `true` if some had reached their end and are in the history now.
    pub logged: bool,
    /// The others, oldest first.
    pub unfinished: Vec<Unfinished>,
}

/// What became of the wish to undo the last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The entry, in words, is of an earlier run: whether it is meant is to be asked.
    Asks(String),
    /// It was undone, or there was nothing to undo.
    Did {
        /// What was done, as a sentence.
        says: String,
        /// `true` if the same wish brings it back.
        can_redo: bool,
    },
}

/// Keeps sessions.
#[derive(Debug)]
pub struct Logbook {
    paths: Paths,
    checkpoint: Option<CheckpointFile>,
}

impl Logbook {
    /// The logbook in these folders. Nothing is read or made yet.
    #[must_use]
    pub const fn new(paths: Paths) -> Self {
        Self { paths, checkpoint: None }
    }

    /// Reads the records that all machines have written into the folder.
    pub fn read(&self) -> Result<History, StoreError> {
        History::read(&self.paths.history())
    }

    /// Adds a record. When this returns `Ok`, it is on the disk.
    pub fn append(&self, record: &Record) -> Result<(), StoreError> {
        self.append_all(std::slice::from_ref(record))
    }

    /// Adds many records, all or none.
    pub fn append_all(&self, records: &[Record]) -> Result<(), StoreError> {
        append_all(&self.file()?, records)
    }

    /// This machine's file in the history's folder.
    pub fn file(&self) -> Result<PathBuf, StoreError> {
        let machine = self.machine()?;
        Ok(self.paths.history().join(format!("{machine}.jsonl")))
    }

    /// The name of this machine.
    fn machine(&self) -> Result<String, StoreError> {
        machine_name(&self.paths.state, Host::this())
    }

    /// Takes the last entry of this machine back, whatever it was; `None` where there is nothing to undo.
    pub fn undo(&self, history: &History, now: DateTime<FixedOffset>) -> Result<Option<Undone>, StoreError> {
        let Some((record, undone)) = history.undo(&self.file()?, now) else {
            return Ok(None);
        };
        self.append(&record)?;
        Ok(Some(undone))
    }

    /// Takes the last entry of this machine back, and says so. One that was entered before `since` is asked about first,
    /// unless that `is_asked`.
    pub fn undo_or_ask(
        &self,
        history: &History,
        now: DateTime<FixedOffset>,
        since: DateTime<FixedOffset>,
        is_asked: bool,
        titles: Titles<'_>,
    ) -> Result<Answered, StoreError> {
        if let Some(Undone::TakenBack(record)) = self.would_undo(history, now).filter(|_| !is_asked)
            && record.at < since
        {
            let sentence = words::record::sentence(&record.kind, titles);
            let what = format!("{}  {} {}", words::days::moment_short(record.at), sentence.what, sentence.time);
            return Ok(Answered::Asks(what.trim_end().to_owned()));
        }
        let undone = self.undo(history, now)?;
        let says = words::record::undone(undone.as_ref(), titles);
        Ok(Answered::Did { says, can_redo: undone.is_some() })
    }

    /// What an undo would do now; `None` where there is nothing to undo.
    #[must_use]
    pub fn would_undo(&self, history: &History, now: DateTime<FixedOffset>) -> Option<Undone> {
        Some(history.undo(&self.file().ok()?, now)?.1)
    }

    /// Saves the progress of the running session.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        if self.checkpoint.is_none() {
            let machine = self.machine()?;
            self.checkpoint = Some(CheckpointFile::create(&self.paths.data, &machine, &checkpoint.id)?);
        }
        match &mut self.checkpoint {
            Some(file) => file.save(checkpoint),
            None => Ok(()),
        }
    }

    /// Hands over the checkpoint of the running session, which holds it until its record is kept. The next session has one
    /// of its own.
    pub fn set_aside(&mut self) -> Option<CheckpointFile> {
        self.checkpoint.take()
    }

    /// Adds the record of the running session and then clears its checkpoint. If adding fails, the checkpoint stays.
    pub fn close(&mut self, record: &Record) -> Result<(), StoreError> {
        self.append(record)?;
        self.drop_checkpoint()
    }

    /// Clears the checkpoint of a session that is not to be kept.
    pub fn drop_checkpoint(&mut self) -> Result<(), StoreError> {
        self.checkpoint.take().map_or(Ok(()), CheckpointFile::finish)
    }

    /// Looks after the sessions of this machine that were cut off. Those that had reached their end are logged: only the
    /// writing of their record was cut off.
    #[must_use]
    pub fn look_after(&self, history: &History) -> LeftBehind {
        let (completed, unfinished): (Vec<_>, Vec<_>) =
            self.left_behind(history).into_iter().partition(|found| found.checkpoint().completed);
        let mut logged = false;
        for session in completed {
            if self.append(&session.to_record()).is_ok() {
                logged = true;
                let _ = session.discard();
            }
        }
        LeftBehind { logged, unfinished }
    }

    fn left_behind(&self, history: &History) -> Vec<Unfinished> {
        let unfinished = self.paths.data.join("unfinished");
        // Where there is nothing, this machine needs no name yet.
        if !unfinished.is_dir() {
            return Vec::new();
        }
        self.machine().map(|machine| find_unfinished(&self.paths.data, &machine, history)).unwrap_or_default()
    }

    /// Takes a cut-off session up again: its checkpoint is the running one from now on.
    pub fn take_up(&mut self, unfinished: Unfinished) -> Checkpoint {
        let (checkpoint, file) = unfinished.resume_from();
        self.checkpoint = Some(file);
        checkpoint
    }
}
