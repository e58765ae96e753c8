//! The folder of the history: one file of JSON lines for each machine. Reading it is the merge.

use super::entry::{Correction, Entry, EntryKind, Lines, Place, Retraction};
use super::line::LineError;
use super::reader::{self, MOST_FILE_BYTES};
use super::record::{Doing, Kind, Profile, Record};
use super::statistics::Hours;
use super::store::StoreError;
use super::streak::{self, DayTotal, RestDays, Rests, WeeklyRest, day_of};
use super::taste::Tastes;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

/// The most that is read of all files together, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The most files that are read. A person has a handful of machines.
const MOST_FILES: usize = 2_000;

/// Something in the history's folder that could not be read. It stays where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1; `None` where it is about the whole file.
    pub line: Option<usize>,
    /// Description of the problem, bounded, without control characters.
    pub what: String,
    /// `true` if it is only a last line that a power cut left unfinished.
    pub harmless: bool,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.what)
    }
}

/// All that the machines' files say, merged.
#[derive(Debug, Default)]
pub struct History {
    /// The files that were read; an entry knows its place in them.
    files: Vec<PathBuf>,
    entries: Vec<Entry>,
    /// Those that were taken back, or for which others stand in.
    dropped: Vec<Entry>,
    retracted: BTreeSet<String>,
    retractions: Vec<Retraction>,
    corrections: Vec<Correction>,
    /// The ids of records for which others stand in.
    superseded: BTreeSet<String>,
    problems: Vec<Problem>,
    unknown: usize,
}

impl History {
    /// Reads all `*.jsonl` files of `folder`. A missing folder is an empty history; a file or line that cannot be
    /// read is a [`Problem`]. The result is the same however the records are spread over files.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let mut paths = list(folder)?;
        let mut history = Self::default();
        if paths.len() > MOST_FILES {
            let what = format!("{} files, of which only the {MOST_FILES} changed last were read", paths.len());
            history.problem(folder, None, what, false);
        }
        // Where not all can be read, this machine's own file, which was written last, is not the one left out.
        if paths.len() > MOST_FILES || size(&paths) > MOST_BYTES {
            paths.sort_by_cached_key(|path| Reverse(fs::metadata(path).and_then(|about| about.modified()).ok()));
        }
        let mut budget = MOST_BYTES;
        for path in paths.iter().take(MOST_FILES) {
            let index = u16::try_from(history.files.len()).unwrap_or(u16::MAX);
            match reader::read(path, budget.min(MOST_FILE_BYTES), index) {
                Ok((lines, len)) => {
                    budget = budget.saturating_sub(len);
                    history.add(path, lines);
                }
                Err(error) => history.problem(path, None, error.to_string(), false),
            }
        }
        history.merge();
        Ok(history)
    }

    /// The same of the last `bytes` of each file, for a question about these days. What was corrected or taken back since
    /// stands after it, so it is known.
    pub fn newest(folder: &Path, bytes: u64) -> Result<Self, StoreError> {
        let mut history = Self::default();
        for path in list(folder)?.iter().take(MOST_FILES) {
            let index = u16::try_from(history.files.len()).unwrap_or(u16::MAX);
            match reader::read_newest(path, bytes, index) {
                Ok(lines) => history.add(path, lines),
                Err(error) => history.problem(path, None, error.to_string(), false),
            }
        }
        history.merge();
        Ok(history)
    }

    /// The records that stand, by instant and then id. Retractions are applied and not among them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The records that no longer stand, in the same order: taken back, or corrected since.
    #[must_use]
    pub fn dropped(&self) -> &[Entry] {
        &self.dropped
    }

    /// Problems of files and lines that could not be read.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The ids that were taken back.
    #[must_use]
    pub fn retracted(&self) -> &BTreeSet<String> {
        &self.retracted
    }

    /// The retractions, the latest first.
    pub(super) fn retractions(&self) -> &[Retraction] {
        &self.retractions
    }

    /// The corrections, in no order.
    pub(super) fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// Returns `true` if the line at `place` stands in `file`.
    pub(super) fn stands_in(&self, place: Place, file: &Path) -> bool {
        self.files.get(place.file()).is_some_and(|read| read == file)
    }

    /// Number of lines of a kind that only a later version knows.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// Returns `true` if a record with this id was ever written, retracted or not.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.retracted.contains(id) || self.superseded.contains(id) || self.entries.iter().any(|entry| &*entry.id == id)
    }

    /// The ids of all records ever written, retracted and corrected ones as well.
    #[must_use]
    pub fn ids(&self) -> HashSet<&str> {
        let standing = self.entries.iter().map(|entry| &*entry.id);
        let retractions = self.retractions.iter().map(|retraction| &retraction.id);
        standing.chain(self.retracted.iter().chain(&self.superseded).chain(retractions).map(String::as_str)).collect()
    }

    /// The records of the newest sessions, at most so many.
    #[must_use]
    pub fn newest_sessions(&self, most: usize) -> Vec<Record> {
        let sessions = self.entries.iter().rev().filter(|entry| matches!(entry.kind, EntryKind::Session { .. }));
        self.records(sessions.take(most))
    }

    /// The whole record of one of this history's entries, looked up in its file.
    pub fn record(&self, entry: &Entry) -> Result<Record, LineError> {
        let changed = || LineError::Malformed("its file has changed since it was read".to_owned());
        let path = self.files.get(entry.place.file()).ok_or_else(changed)?;
        let line = reader::line(path, entry.place).ok().and_then(|line| String::from_utf8(line).ok());
        let record = Record::from_line(&line.ok_or_else(changed)?)?;
        if *record.id == *entry.id { Ok(record) } else { Err(changed()) }
    }

    /// The whole records of these entries, as far as they can be read; each file is opened once for a run of them.
    pub fn records<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Record> {
        let mut open: Option<(usize, File)> = None;
        let mut records = Vec::new();
        for entry in entries {
            let index = entry.place.file();
            if open.as_ref().is_none_or(|(opened, _)| *opened != index) {
                open = self.files.get(index).and_then(|path| Some((index, File::open(path).ok()?)));
            }
            let line = open.as_mut().and_then(|(_, file)| reader::line_of(file, entry.place).ok());
            let text = line.and_then(|line| String::from_utf8(line).ok());
            let record = text.and_then(|text| Record::from_line(&text).ok());
            records.extend(record.filter(|record| *record.id == *entry.id));
        }
        records
    }

    /// What the person said of themselves last, and when.
    #[must_use]
    pub fn profile(&self) -> Option<(DateTime<FixedOffset>, Profile)> {
        let newest = self.entries.iter().rev().find(|entry| entry.kind == EntryKind::Profile)?;
        match self.record(newest).ok()?.kind {
            Kind::Profile(profile) => Some((newest.at, profile)),
            _ => None,
        }
    }

    /// What the person likes, and what they never want.
    #[must_use]
    pub fn tastes(&self) -> Tastes {
        Tastes::told(&self.records(self.entries.iter().filter(|entry| entry.kind == EntryKind::Taste)))
    }

    /// The whole records of what was done in programmes and with them, in order; none where none was ever begun.
    #[must_use]
    pub fn of_programs(&self) -> Vec<Record> {
        let Some(first) = self.entries.iter().position(|entry| entry.kind == EntryKind::Program) else {
            return Vec::new();
        };
        let tells =
            |entry: &&Entry| matches!(entry.kind, EntryKind::Program | EntryKind::Session { in_program: true, .. });
        self.records(self.entries.iter().skip(first).filter(tells))
    }

    /// The whole records of experiments begun and ended, and of the sessions in the `days` since the newest was begun, in
    /// order; none where there was never one.
    #[must_use]
    pub fn of_experiments(&self, days: i64) -> Vec<Record> {
        let told = self.entries.iter().filter(|entry| entry.kind == EntryKind::Experiment);
        let mut records = self.records(told);
        let begins = |record: &&Record| matches!(&record.kind, Kind::Experiment(told) if told.does == Doing::Start);
        if let Some(began) = records.iter().filter(begins).map(|record| record.at).max() {
            // Two days' slack covers every time zone.
            let during = began..=began + TimeDelta::days(days + 2);
            let is_session = |entry: &&Entry| matches!(entry.kind, EntryKind::Session { .. });
            records.extend(
                self.records(self.entries.iter().filter(is_session).filter(|entry| during.contains(&entry.at))),
            );
        }
        records.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        records
    }

    /// The whole records of the sessions and check-ins of the last `count` days up to `today`, newest first.
    #[must_use]
    pub fn last_days(&self, today: NaiveDate, count: i64, day_start_hour: u8) -> Vec<Record> {
        let ago = |entry: &Entry| today.signed_duration_since(day_of(entry.at, day_start_hour)).num_days();
        let told = |entry: &&Entry| match entry.kind {
            EntryKind::Session { .. } | EntryKind::CheckIn | EntryKind::Told => true,
            EntryKind::Rest { .. }
            | EntryKind::RestWeekdays { .. }
            | EntryKind::Profile
            | EntryKind::Taste
            | EntryKind::Program
            | EntryKind::Experiment => false,
        };
        // Entries are in the order of instants; two days' slack covers every time zone.
        let recent = self.entries.iter().rev().take_while(|entry| ago(entry) < count + 2);
        self.records(recent.filter(told).filter(|entry| (0..count).contains(&ago(entry))))
    }

    /// Every session: when it began, whether it was done to the end, and its seconds of stretching.
    fn sessions(&self) -> impl DoubleEndedIterator<Item = (DateTime<FixedOffset>, bool, u32)> {
        self.entries.iter().filter_map(|entry| match entry.kind {
            EntryKind::Session { completed, active_secs, .. } => Some((entry.at, completed, active_secs)),
            EntryKind::Rest { .. }
            | EntryKind::RestWeekdays { .. }
            | EntryKind::CheckIn
            | EntryKind::Told
            | EntryKind::Profile
            | EntryKind::Taste
            | EntryKind::Program
            | EntryKind::Experiment => None,
        })
    }

    /// Work of each day, where a day begins at `day_start_hour`.
    #[must_use]
    pub fn days(&self, day_start_hour: u8) -> BTreeMap<NaiveDate, DayTotal> {
        streak::days(self.sessions(), day_start_hour)
    }

    /// The day that it is for the person `now`: of that moment, or of a session that was done before it. Whoever flies
    /// east over the date line lives a day twice, and has done what is dated ahead.
    #[must_use]
    pub fn today(&self, now: DateTime<FixedOffset>, day_start_hour: u8) -> NaiveDate {
        let newest_first = self.sessions().rev().map(|(at, ..)| at).skip_while(|at| *at > now);
        let lately = newest_first.take_while(|at| now.signed_duration_since(*at) < TimeDelta::days(2));
        lately.chain([now]).map(|at| day_of(at, day_start_hour)).max().unwrap_or_default()
    }

    /// The days that never were for the person, who flew west over the date line: between two sessions in a row, the clocks
    /// were put forward by most of a day.
    fn skipped_days(&self, day_start_hour: u8) -> impl Iterator<Item = NaiveDate> {
        let mut before: Option<DateTime<FixedOffset>> = None;
        self.sessions().filter_map(move |(at, ..)| {
            let last = before.replace(at)?;
            let forward = at.offset().local_minus_utc() - last.offset().local_minus_utc();
            let day = day_of(at, day_start_hour);
            let skips = forward >= SKIPPED_FROM && (day - day_of(last, day_start_hour)).num_days() >= 2;
            day.pred_opt().filter(|_| skips)
        })
    }

    /// Seconds of stretching by the hour of the day at which sessions began.
    #[must_use]
    pub fn hours(&self) -> Hours {
        Hours::of(self.sessions().map(|(at, _, active_secs)| (at, active_secs)))
    }

    /// The declared rest days; those declared after the fact are known by when they were.
    #[must_use]
    pub fn rests(&self, day_start_hour: u8) -> Rests {
        let mut rests = Rests::default();
        for entry in &self.entries {
            let declared = day_of(entry.at, day_start_hour);
            match entry.kind {
                EntryKind::Rest { from, to } => {
                    let reason = match self.record(entry).map(|record| record.kind) {
                        Ok(Kind::Rest { reason, .. }) => reason,
                        _ => None,
                    };
                    rests.spans.push(RestDays { from, to, reason, declared });
                }
                EntryKind::RestWeekdays { from, weekdays } => {
                    rests.weekly.push(WeeklyRest { from, weekdays, declared });
                }
                EntryKind::Session { .. }
                | EntryKind::CheckIn
                | EntryKind::Told
                | EntryKind::Profile
                | EntryKind::Taste
                | EntryKind::Program
                | EntryKind::Experiment => {}
            }
        }
        rests.spans.extend(self.skipped_days(day_start_hour).map(|day| RestDays {
            from: day,
            to: day,
            reason: Some("skipped at the date line".to_owned()),
            declared: day,
        }));
        rests
    }

    /// The offsets from UTC at which the sessions of each day were done, each once, in the order of the day.
    #[must_use]
    pub fn zones(&self, day_start_hour: u8) -> BTreeMap<NaiveDate, Vec<FixedOffset>> {
        let mut zones = BTreeMap::<NaiveDate, Vec<FixedOffset>>::new();
        for (at, ..) in self.sessions() {
            let of_day = zones.entry(day_of(at, day_start_hour)).or_default();
            if !of_day.contains(at.offset()) {
                of_day.push(*at.offset());
            }
        }
        zones
    }

    fn problem(&mut self, file: &Path, line: Option<usize>, what: String, harmless: bool) {
        self.problems.push(Problem { file: file.to_owned(), line, what, harmless });
    }

    fn add(&mut self, path: &Path, lines: Lines) {
        let torn = lines.unended.then_some(lines.count);
        for (line, error) in lines.bad {
            let harmless = torn == Some(line);
            let what = if harmless { format!("unfinished last line: {error}") } else { error.to_string() };
            self.problem(path, Some(line), what, harmless);
        }
        if lines.bad_unnamed > 0 {
            self.problem(path, None, format!("{} more lines that cannot be read", lines.bad_unnamed), false);
        }
        self.unknown += lines.unknown;
        self.retractions.extend(lines.retractions);
        self.corrections.extend(lines.corrections);
        self.entries.extend(lines.entries);
        self.files.push(path.to_owned());
    }

    /// Sorts, and lets one record stand for each id: the earliest, and of those the first by what it says.
    fn merge(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by(|a, b| {
            let by_kind = || a.kind.cmp(&b.kind).then_with(|| a.place.cmp_said(b.place));
            (a.at, &a.id).cmp(&(b.at, &b.id)).then_with(by_kind)
        });
        entries.dedup_by(|later, earlier| later.id == earlier.id);
        // ULIDs follow the clock, so nearly always this is all. Where they do not, the ids need looking at.
        if !entries.is_sorted_by(|a, b| a.id < b.id) {
            let mut seen = HashSet::with_capacity(entries.len());
            let fresh: Vec<bool> = entries.iter().map(|entry| seen.insert(&entry.id)).collect();
            let mut fresh = fresh.into_iter();
            entries.retain(|_| fresh.next().unwrap_or(true));
        }
        self.superseded = superseded(&self.corrections);
        self.retracted = effective(&mut self.retractions);
        if !self.retracted.is_empty() || !self.superseded.is_empty() {
            let stands = |entry: &Entry| !self.retracted.contains(&*entry.id) && !self.superseded.contains(&*entry.id);
            (entries, self.dropped) = entries.into_iter().partition(stands);
        }
        self.entries = entries;
    }
}

/// The seconds by which clocks are put forward, from one session to the next, where the day between is taken for one that
/// never was: of what was left of it, six hours, a person sleeps most.
const SKIPPED_FROM: i32 = 18 * 3600;

/// The ids that are taken back, once each retraction that a later one takes back is void. Sorts the latest first, so that
/// the order of files does not matter; two that take back each other cannot both be the later one.
fn effective(retractions: &mut [Retraction]) -> BTreeSet<String> {
    retractions.sort_by(|a, b| (b.at, &b.id, &b.of).cmp(&(a.at, &a.id, &a.of)));
    let mut taken_back = BTreeSet::new();
    for retraction in retractions {
        retraction.is_void = taken_back.contains(&retraction.id);
        if !retraction.is_void {
            taken_back.insert(retraction.of.clone());
        }
    }
    taken_back
}

/// The ids of records that do not stand: those that were corrected and, of several corrections of one record, all but
/// the one typed in last. A correction that is retracted stays in its place, so the record it corrected stays gone.
fn superseded(corrections: &[Correction]) -> BTreeSet<String> {
    let mut last: BTreeMap<&str, &Correction> = BTreeMap::new();
    for correction in corrections {
        let standing = last.entry(&correction.of).or_insert(correction);
        if standing.rank < correction.rank {
            *standing = correction;
        }
    }
    // The same record may be there twice, in a copy of its file.
    let outdone = corrections.iter().filter(|correction| last[&*correction.of].rank.1 != correction.rank.1);
    let corrected = corrections.iter().map(|correction| &correction.of);
    corrected.chain(outdone.map(|correction| &correction.rank.1)).cloned().collect()
}

/// The names, lengths and times of the history's files in one word, which changes when one of them does.
#[must_use]
pub fn fingerprint(folder: &Path) -> String {
    let mut hasher = crc32fast::Hasher::new();
    let mut bytes: u64 = 0;
    for path in list(folder).unwrap_or_default() {
        let Ok(about) = fs::metadata(&path) else { continue };
        let at = about.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
        bytes = bytes.saturating_add(about.len());
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update(&about.len().to_le_bytes());
        hasher.update(&at.as_nanos().to_le_bytes());
    }
    format!("{:08x}-{bytes}", hasher.finalize())
}

/// Size of the files together, in bytes, as far as it can be found out.
fn size(paths: &[PathBuf]) -> u64 {
    paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|about| about.len()).fold(0, u64::saturating_add)
}

/// The files of the history, by name, so that the order of the folder does not matter. A missing folder has none.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let listed = fs::read_dir(folder).and_then(|found| found.map(|found| Ok(found?.path())).collect());
    let mut paths: Vec<PathBuf> = match listed {
        Ok(paths) => paths,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(StoreError::Read { path: folder.to_owned(), source }),
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    Ok(paths)
}
