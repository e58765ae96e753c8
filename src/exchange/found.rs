//! Found: the records and problems in a file that is to be imported.

use std::collections::HashSet;

use crate::history::record::MOST_LINE_BYTES;
use crate::history::{LineError, Record};

/// The records and problems found in a file that is to be imported.
#[derive(Debug, Default)]
pub struct Found {
    /// The records, as they stand in the file.
    pub records: Vec<Record>,
    /// The problems: the place that could not be read, and the reason. Texts in it may be anybody's.
    pub problems: Vec<String>,
}

impl Found {
    pub(super) fn take(&mut self, place: std::fmt::Arguments<'_>, read: Result<Record, LineError>) {
        match read {
            Ok(record) => self.keep(place, record),
            Err(error) => self.problems.push(format!("{place}: {error}")),
        }
    }

    /// Keeps a record, or refuses one that could not be written, before anything is.
    pub(super) fn keep(&mut self, place: std::fmt::Arguments<'_>, record: Record) {
        match record.to_line() {
            Ok(line) if line.len() <= MOST_LINE_BYTES => self.records.push(record),
            Ok(_) => self.problems.push(format!("{place}: too long")),
            Err(error) => self.problems.push(format!("{place}: {error}")),
        }
    }

    /// Leaves out records that are `known` or twice in the file; returns the number left out.
    pub fn drop_known(&mut self, known: &HashSet<&str>) -> usize {
        let before = self.records.len();
        let mut seen = HashSet::new();
        self.records.retain(|record| !known.contains(record.id.as_str()) && seen.insert(record.id.clone()));
        before - self.records.len()
    }
}
