//! Checkpoint: the work of a running session so far, kept beside the history, so that a crash costs seconds
//! and not the session.
//!
//! The running process holds the file locked; a process that is killed lets go of it. Whoever gets the lock may offer
//! to resume. The order at the end of a session is: append the record, then remove the checkpoint. A kill between the
//! two leaves a checkpoint whose id the history already has, which is cleared away.

use super::durable;
use super::folder::History;
use super::line;
use super::number;
use super::record::{Kind, Record, Scores, Session, StepRecord, maybe_term};
use super::store::StoreError;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::files;
use crate::practice::{Felt, program};

/// The version of the checkpoint format this program writes.
const VERSION: u32 = 1;

/// Number of bytes of a checkpoint's end that are read: two lines of the largest size.
const TAIL_BYTES: u64 = 2 * 1024 * 1024;

/// The most checkpoints looked at. There is one for each crash that nobody answered for.
const MOST_FILES: usize = 100;

/// Number of times that a new checkpoint is made again because somebody cleared it away before it was locked.
const TRIES: u32 = 5;

/// A session as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The version of the format; [`Checkpoint::VERSION`] when written by this program.
    pub v: u32,
    /// The id its record will have.
    pub id: String,
    /// Moment the session began.
    pub at: DateTime<FixedOffset>,
    /// The routine's id.
    #[serde(default)]
    pub routine: String,
    /// The routine's title.
    #[serde(default)]
    pub title: String,
    /// `true` if its end was reached, so that only the writing of its record was cut off.
    #[serde(default)]
    pub completed: bool,
    /// Length of the plan, in milliseconds.
    #[serde(default)]
    pub plan_ms: u64,
    /// Tells whether the plan is still the one the session began with.
    #[serde(default)]
    pub plan_key: String,
    /// The seed of the order that the steps were put into, if they were: a session taken up on another day has the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u64>,
    /// The index of the segment it is in.
    #[serde(default)]
    pub segment: usize,
    /// Remaining time of that segment, in milliseconds.
    #[serde(default)]
    pub left_ms: u64,
    /// Time spent moving or holding, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub active_secs: u32,
    /// Time spent paused, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub paused_secs: u32,
    /// Length of the plan, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub planned_secs: u32,
    /// Outcome of each exercise so far.
    #[serde(default)]
    pub steps: Vec<StepRecord>,
    /// The seconds of the holds that were made longer or shorter than the plan has them, by segment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<usize, u32>,
    /// Tension before, 0-10.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub before: Option<u8>,
    /// Tension after, 0-10.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub after: Option<u8>,
    /// Tension by area, where areas were asked about one by one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tension: BTreeMap<String, Scores>,
    /// How it felt, in a programme.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub felt: Option<Felt>,
    /// The person's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checkpoint {
    /// The version of the format this program writes.
    pub const VERSION: u32 = VERSION;

    /// Record of the work that was done.
    #[must_use]
    pub fn to_record(&self) -> Record {
        let session = Session {
            routine: self.routine.clone(),
            title: self.title.clone(),
            completed: self.completed,
            planned_secs: self.planned_secs,
            active_secs: self.active_secs,
            paused_secs: self.paused_secs,
            steps: self.steps.clone(),
            before: self.before,
            after: self.after,
            tension: self.tension.clone(),
            program: program::of_session(&self.routine).map(str::to_owned),
            felt: self.felt,
            note: self.note.clone(),
            ..Session::default()
        };
        Record { id: self.id.clone(), at: self.at, kind: Kind::Session(session) }
    }
}

/// The checkpoint of a running session: open, and locked for as long as this lives.
#[derive(Debug)]
pub struct CheckpointFile {
    path: PathBuf,
    file: File,
}

impl CheckpointFile {
    /// Makes the checkpoint of the session `id` of this machine, in `<data>/unfinished/`.
    pub fn create(data_dir: &Path, machine: &str, id: &str) -> Result<Self, StoreError> {
        let folder = folder(data_dir);
        let path = folder.join(format!("{machine}-{id}.jsonl"));
        let failed = |source| StoreError::Checkpoint { path: path.clone(), source };
        if !is_plain(machine) || !is_plain(id) || id.contains('-') {
            return Err(failed(io::Error::new(ErrorKind::InvalidInput, "the id cannot be a file's name")));
        }
        files::make_folder(&folder).map_err(failed)?;
        let file = make_locked(&path).map_err(failed)?;
        files::sync_folder(&folder).map_err(failed)?;
        Ok(Self { path, file })
    }

    /// Adds how far the session is. When this returns `Ok`, a crash loses nothing before this moment.
    pub fn save(&mut self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        let failed = |source| StoreError::Checkpoint { path: self.path.clone(), source };
        let line = serde_json::to_string(checkpoint).map_err(|error| failed(error.into()))?;
        durable::append_line(&mut self.file, &line).map_err(failed)
    }

    /// Removes the checkpoint: the session's record is in the history, or is not wanted.
    pub fn finish(self) -> Result<(), StoreError> {
        // Removed while still locked, so that nobody finds it free in between.
        remove(&self.path).map_err(|source| StoreError::Checkpoint { path: self.path.clone(), source })
    }
}

/// A session that was cut off. It stays locked while this lives, so no second process offers it as well.
#[derive(Debug)]
pub struct Unfinished {
    checkpoint: Checkpoint,
    file: CheckpointFile,
}

impl Unfinished {
    /// Progress that it had made.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Record of the work that was done. It says `completed` only where the session had reached its end.
    #[must_use]
    pub fn to_record(&self) -> Record {
        self.checkpoint.to_record()
    }

    /// Takes the session up again: where it was, and the checkpoint to go on saving to.
    #[must_use]
    pub fn resume_from(self) -> (Checkpoint, CheckpointFile) {
        (self.checkpoint, self.file)
    }

    /// Removes the checkpoint: it was logged, or is not wanted.
    pub fn discard(self) -> Result<(), StoreError> {
        self.file.finish()
    }
}

/// The sessions of this machine that were cut off, oldest first. Those still running elsewhere are left alone; those
/// that `history` already has, and those that never got as far as a first line, are cleared away.
#[must_use]
pub fn find_unfinished(data_dir: &Path, machine: &str, history: &History) -> Vec<Unfinished> {
    let Ok(found) = fs::read_dir(folder(data_dir)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = found.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mine = paths.iter().filter_map(|path| Some((path, session_id(path, machine)?)));
    let mut unfinished: Vec<Unfinished> =
        mine.take(MOST_FILES).filter_map(|(path, id)| look_at(path, id, history)).collect();
    unfinished.sort_by_key(|one| one.checkpoint.at);
    unfinished
}

/// Returns `true` if a session is running here: its checkpoint is locked.
#[must_use]
pub fn is_running(data_dir: &Path) -> bool {
    let found = fs::read_dir(folder(data_dir)).into_iter().flatten().flatten();
    found.take(MOST_FILES).any(|entry| {
        let file = files::open_own(&mut OpenOptions::new(), &entry.path());
        file.is_ok_and(|file| matches!(durable::try_lock(&file), Ok(false)))
    })
}

fn look_at(path: &Path, id: &str, history: &History) -> Option<Unfinished> {
    let mut file = files::open_own(&mut OpenOptions::new(), path).ok()?;
    // The session may have ended, and its file be gone, between finding the file and locking it.
    if !durable::try_lock(&file).ok()? || !path.exists() {
        return None;
    }
    if history.contains(id) {
        let _ = remove(path);
        return None;
    }
    match last_line(&mut file, id).ok()? {
        // Getting ready is nothing that anybody would go on with.
        Last::Line(checkpoint) if !checkpoint.completed && checkpoint.steps.iter().all(StepRecord::is_empty) => {
            let _ = remove(path);
            None
        }
        Last::Line(checkpoint) => {
            Some(Unfinished { checkpoint: *checkpoint, file: CheckpointFile { path: path.to_owned(), file } })
        }
        Last::Nothing => {
            let _ = remove(path);
            None
        }
        Last::Newer => None,
    }
}

/// Last line of a checkpoint's file.
enum Last {
    Line(Box<Checkpoint>),
    /// No line that says anything.
    Nothing,
    /// Lines that only a later version of the program understands: not ours to offer or to clear away.
    Newer,
}

fn last_line(file: &mut File, id: &str) -> io::Result<Last> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }

    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(len.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    for text in tail.rsplit(|byte| *byte == b'\n').filter_map(|line| str::from_utf8(line).ok()) {
        if line::parse::<Version>(text).is_ok_and(|version| version.v > VERSION) {
            return Ok(Last::Newer);
        }
        match line::parse::<Checkpoint>(text) {
            Ok(checkpoint) if checkpoint.id == id => return Ok(Last::Line(Box::new(checkpoint))),
            _ => {}
        }
    }
    Ok(Last::Nothing)
}

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("unfinished")
}

/// The session a file belongs to, if it is one of this machine's. Ids have no hyphen, so the last one ends the name.
fn session_id<'a>(path: &'a Path, machine: &str) -> Option<&'a str> {
    let (owner, id) = path.file_name()?.to_str()?.strip_suffix(".jsonl")?.rsplit_once('-')?;
    (owner == machine).then_some(id)
}

fn is_plain(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A new file that is locked and still has its name: between making and locking it, another process may take it for
/// one left behind, and clear it away.
fn make_locked(path: &Path) -> io::Result<File> {
    for _ in 0..TRIES {
        let file = files::open_own(OpenOptions::new().create_new(true), path)?;
        durable::lock(&file)?;
        if path.exists() {
            return Ok(file);
        }
    }
    Err(io::Error::other("another program keeps removing it"))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
