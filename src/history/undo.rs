//! Undo: the line that takes the last one of this machine's file back, whatever it did.
//!
//! Nothing is changed in place. A record is retracted; a retraction is retracted as well, which brings its record back; a
//! correction is followed by one that says what was said before.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::entry::Entry;
use super::folder::History;
use super::record::{Kind, Record};

/// Effect of an undo, with the record affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undone {
    /// The record no longer stands.
    TakenBack(Record),
    /// The record stands again.
    BroughtBack(Record),
    /// The record stands as it was before it was corrected.
    Restored(Record),
}

impl History {
    /// The entry that was written last into `file` and stands, of those that are `meant`. Where the file has none, the one
    /// with the newest date.
    pub fn last_entered(&self, file: &Path, meant: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let meant = || self.entries().iter().filter(|entry| meant(entry));
        let here = meant().filter(|entry| self.stands_in(entry.place, file));
        here.max_by_key(|entry| entry.place.start()).or_else(|| meant().next_back())
    }

    /// The record that undoes the last line of `file`, and what it does; `None` where there is nothing to undo.
    #[must_use]
    pub fn undo(&self, file: &Path, now: DateTime<FixedOffset>) -> Option<(Record, Undone)> {
        let entries = self.entries().iter().filter(|entry| self.stands_in(entry.place, file));
        let entry = entries.max_by_key(|entry| entry.place.start());
        let retractions = self.retractions().iter().filter(|one| self.stands_in(one.place, file) && !one.is_void);
        let retraction = retractions.max_by_key(|one| one.place.start());
        match (entry, retraction) {
            (entry, Some(last)) if entry.is_none_or(|entry| entry.place.start() < last.place.start()) => {
                // Of two, the later one counts.
                let later = now.max(last.at + TimeDelta::seconds(1));
                let takes_back = Record::new(later, Kind::Retract { of: last.id.clone() });
                let undone = match self.retractions().iter().find(|one| one.id == last.of) {
                    // It had brought a record back.
                    Some(before) => Undone::TakenBack(self.ever(&before.of)?),
                    None => Undone::BroughtBack(self.ever(&last.of)?),
                };
                Some((takes_back, undone))
            }
            (Some(entry), _) => {
                let record = self.record(entry).ok()?;
                if let Kind::Session(session) = &record.kind
                    && let Some(of) = &session.corrects
                    && let Some(before) = self.before_correction(of, &record.id)
                {
                    let later = session.entered.map_or(now, |entered| now.max(entered + TimeDelta::seconds(1)));
                    return Some((again(&before, of, later), Undone::Restored(before)));
                }
                Some((Record::new(now, Kind::Retract { of: record.id.clone() }), Undone::TakenBack(record)))
            }
            (None, _) => None,
        }
    }

    /// The record that stood in for `of`, or that record itself, before the correction `id`.
    fn before_correction(&self, of: &str, id: &str) -> Option<Record> {
        let others = self.corrections().iter().filter(|other| other.of == of && other.rank.1 != id);
        let before = others.max_by(|a, b| a.rank.cmp(&b.rank));
        self.ever(before.map_or(of, |before| &before.rank.1))
    }

    /// The record with this id, whether it stands or not.
    fn ever(&self, id: &str) -> Option<Record> {
        let entry = self.entries().iter().chain(self.dropped()).find(|entry| &*entry.id == id)?;
        self.record(entry).ok()
    }
}

/// The record that says anew, in place of `of`, what `before` said; it is typed in `entered`.
fn again(before: &Record, of: &str, entered: DateTime<FixedOffset>) -> Record {
    let mut kind = before.kind.clone();
    if let Kind::Session(session) = &mut kind {
        session.corrects = Some(of.to_owned());
        session.entered = Some(entered);
    }
    Record::new(before.at, kind)
}
