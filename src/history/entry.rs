//! The little of a record that loading a history needs. A history of ten years is opened to show one number, so the
//! rest of each line is skipped here and parsed when somebody looks at it.

use super::line::{self, LineError};
use super::number;
use super::record::{self, Kind, MOST_LINE_BYTES, Record, Session};
use chrono::{DateTime, FixedOffset, NaiveDate, WeekdaySet};
use memchr::memchr;
use serde::Deserialize;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The most bad lines described of one stretch of a file; the others are only counted.
const MOST_PROBLEMS: usize = 100;

/// One record of a history, before it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record's id.
    pub id: Box<str>,
    /// Moment it began.
    pub at: DateTime<FixedOffset>,
    /// Kind of entry.
    pub kind: EntryKind,
    pub(super) place: Place,
}

/// Kind of an entry, with what a streak needs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A session.
    Session {
        /// `true` if it was done to the end.
        completed: bool,
        /// Seconds of stretching.
        active_secs: u32,
        /// `true` if it belongs to a programme.
        in_program: bool,
    },
    /// Declared rest days, both ends included.
    Rest {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
    },
    /// Weekdays that are free from a day on.
    RestWeekdays {
        /// The first day on which this holds.
        from: NaiveDate,
        /// The weekdays.
        weekdays: WeekdaySet,
    },
    /// A check-in.
    CheckIn,
    /// Details of an area, or how well something can be done.
    Told,
    /// What a person said of themselves.
    Profile,
    /// How much a person likes a routine or an exercise.
    Taste,
    /// A programme begun, left or taken up.
    Program,
    /// An experiment begun or ended.
    Experiment,
}

/// A session's record that stands in for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Correction {
    /// The id of the other.
    pub(super) of: String,
    /// Moment it was typed in, and its id: of two corrections of one record the greater stands.
    pub(super) rank: (Option<DateTime<FixedOffset>>, String),
}

/// A record that takes another back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Retraction {
    pub(super) id: String,
    pub(super) at: DateTime<FixedOffset>,
    /// The id of the other.
    pub(super) of: String,
    pub(super) place: Place,
    /// `true` if it was itself taken back.
    pub(super) is_void: bool,
}

/// Place of a line: the file's index and its bytes there. Files are bounded to 256 MiB, so 32 bits are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    file: u16,
    start: u32,
    len: u32,
    checksum: u32,
}

impl Place {
    fn new(file: u16, start: u64, line: &[u8]) -> Option<Self> {
        let checksum = crc32fast::hash(line);
        Some(Self { file, start: u32::try_from(start).ok()?, len: u32::try_from(line.len()).ok()?, checksum })
    }

    /// The index of the file.
    pub(super) fn file(self) -> usize {
        usize::from(self.file)
    }

    /// Offset of the line in the file, in bytes.
    pub(super) fn start(self) -> u64 {
        u64::from(self.start)
    }

    /// Order of two lines by what they say, alike on all machines, from their lengths and checksums: a copy of a whole
    /// file, as Syncthing leaves it after a conflict, must not cost a look into the files for each of its lines.
    pub(super) fn cmp_said(self, other: Self) -> Ordering {
        (self.len, self.checksum).cmp(&(other.len, other.checksum))
    }

    /// Length of the line, in bytes.
    pub(super) fn len(self) -> usize {
        self.len as usize
    }
}

/// Content of the lines of a stretch of a file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) entries: Vec<Entry>,
    pub(super) retractions: Vec<Retraction>,
    /// The records that stand in for others.
    pub(super) corrections: Vec<Correction>,
    /// Line number within the stretch, counted from 1, and what is wrong with it.
    pub(super) bad: Vec<(usize, LineError)>,
    /// Bad lines beyond those described.
    pub(super) bad_unnamed: usize,
    /// Lines of kinds this version does not know.
    pub(super) unknown: usize,
    /// Lines in all.
    pub(super) count: usize,
    /// `true` if the last line has no end.
    pub(super) unended: bool,
}

/// Content of one line.
enum Said {
    Entry(Entry),
    Corrected(Entry, Correction),
    Retracted(Retraction),
    Unknown,
}

impl Lines {
    /// Adds the lines of `text`, which begins at the byte `start` of `file`. Only the file's end may lack a line's end.
    pub(super) fn add_all(&mut self, text: &[u8], file: u16, start: u64) {
        let mut begin = 0;
        while begin < text.len() {
            let found = memchr(b'\n', &text[begin..]);
            let end = found.map_or(text.len(), |found| begin + found);
            self.unended = found.is_none();
            let line = &text[begin..end];
            self.add(line, Place::new(file, start + begin as u64, line));
            begin = end + 1;
        }
    }

    fn add(&mut self, line: &[u8], place: Option<Place>) {
        self.count += 1;
        match read_line(line, place) {
            Ok(None) => {}
            Ok(Some(Said::Entry(entry))) => self.entries.push(entry),
            Ok(Some(Said::Corrected(entry, correction))) => {
                self.entries.push(entry);
                self.corrections.push(correction);
            }
            Ok(Some(Said::Retracted(retraction))) => self.retractions.push(retraction),
            Ok(Some(Said::Unknown)) => self.unknown += 1,
            Err(error) if self.bad.len() < MOST_PROBLEMS => self.bad.push((self.count, error)),
            Err(_) => self.bad_unnamed += 1,
        }
    }

    /// Adds the stretch that follows this one in the same file.
    pub(super) fn extend(&mut self, next: Self) {
        self.entries.extend(next.entries);
        self.retractions.extend(next.retractions);
        self.corrections.extend(next.corrections);
        self.bad.extend(next.bad.into_iter().map(|(line, error)| (self.count + line, error)));
        self.bad_unnamed += next.bad_unnamed;
        self.unknown += next.unknown;
        self.count += next.count;
        self.unended = next.unended;
    }
}

/// A blank line says nothing and is no problem.
fn read_line(bytes: &[u8], place: Option<Place>) -> Result<Option<Said>, LineError> {
    if bytes.len() > MOST_LINE_BYTES {
        return Err(LineError::Malformed(format!("the line is longer than {MOST_LINE_BYTES} bytes")));
    }
    let text = str::from_utf8(bytes).map_err(|_| LineError::Malformed("the line is not UTF-8 text".to_owned()))?;
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Ok(None);
    }
    let place = place.ok_or_else(|| LineError::Malformed("the line stands too far into its file".to_owned()))?;
    say(text, place).map(Some)
}

/// The fields a streak needs. The names that other kinds may use for other things stay out of it.
#[derive(Deserialize)]
struct Light<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    at: Cow<'a, str>,
    #[serde(default)]
    completed: bool,
    #[serde(default, deserialize_with = "number::seconds")]
    active_secs: u32,
    #[serde(default, deserialize_with = "record::maybe_term")]
    program: Option<String>,
    #[serde(borrow, default)]
    corrects: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "record::maybe_moment")]
    entered: Option<DateTime<FixedOffset>>,
}

fn say(text: &str, place: Place) -> Result<Said, LineError> {
    let light: Light = match line::parse(text) {
        Ok(light) => light,
        Err(error) => {
            // A kind of the future may use these names for something else, which is no mistake.
            let known = line::kind_of(text).map_or(true, |kind| Kind::is_known(&kind));
            return if known { Err(error) } else { Ok(Said::Unknown) };
        }
    };
    if light.kind == "session" {
        let id = line::checked_id(&light.id)?;
        let kind = EntryKind::Session {
            completed: light.completed,
            active_secs: light.active_secs,
            in_program: light.program.is_some(),
        };
        let entry = Entry { id: id.into(), at: line::moment(&light.at)?, kind, place };
        return Ok(match light.corrects {
            // A record cannot stand in for itself.
            Some(of) if of != id => {
                let rank = (light.entered, id.to_owned());
                Said::Corrected(entry, Correction { of: of.into_owned(), rank })
            }
            _ => Said::Entry(entry),
        });
    }
    // All others are rare, so they are read whole.
    let record = match Record::from_line(text) {
        Ok(record) => record,
        Err(LineError::UnknownKind) => return Ok(Said::Unknown),
        Err(error) => return Err(error),
    };
    let kind = match record.kind {
        Kind::Rest { from, to, .. } => EntryKind::Rest { from, to },
        Kind::RestWeekdays { from, weekdays } => EntryKind::RestWeekdays { from, weekdays },
        Kind::CheckIn { .. } => EntryKind::CheckIn,
        Kind::Symptoms(_) | Kind::Function { .. } => EntryKind::Told,
        Kind::Profile(_) => EntryKind::Profile,
        Kind::Taste { .. } => EntryKind::Taste,
        Kind::Program { .. } => EntryKind::Program,
        Kind::Experiment(_) => EntryKind::Experiment,
        Kind::Session(Session { completed, active_secs, program, .. }) => {
            EntryKind::Session { completed, active_secs, in_program: program.is_some() }
        }
        Kind::Retract { of } => {
            return Ok(Said::Retracted(Retraction { id: record.id, at: record.at, of, place, is_void: false }));
        }
    };
    Ok(Said::Entry(Entry { id: record.id.into(), at: record.at, kind, place }))
}
