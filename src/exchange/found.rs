//! Found: the records and problems in a file that is to be imported.

use std::collections::HashSet;

use crate::history::record::MOST_LINE_BYTES;
use crate::history::{LineError, Record};

/// The largest number of records that are taken in at once.
const MOST_RECORDS: usize = 100_000;
/// The largest number of problems that are described.
const MOST_PROBLEMS: usize = 1000;

/// The records and problems found in a file that is to be imported.
#[derive(Debug, Default)]
pub struct Found {
    /// The records, each with the number of its line or place in the file, in their order.
    pub records: Vec<(u64, Record)>,
    /// The problems: the place that could not be read, and the reason. Texts in it may be anybody's.
    pub problems: Vec<String>,
    /// The number of problems beyond those.
    pub more_problems: usize,
}

impl Found {
    pub(super) fn take(&mut self, what: &str, place: u64, read: Result<Record, LineError>) {
        match read {
            Ok(record) => self.keep(place, record),
            Err(error) => self.problem(format!("{what} {place}: {error}")),
        }
    }

    /// Keeps a record, or refuses one that could not be written, before anything is.
    pub(super) fn keep(&mut self, place: u64, record: Record) {
        if self.records.len() >= MOST_RECORDS {
            self.problem(format!("line {place}: more than {MOST_RECORDS} records; split the file"));
            return;
        }
        match record.to_line() {
            Ok(line) if line.len() <= MOST_LINE_BYTES => self.records.push((place, record)),
            Ok(_) => self.problem(format!("line {place}: too long")),
            Err(error) => self.problem(format!("line {place}: {error}")),
        }
    }

    pub(super) fn problem(&mut self, problem: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }

    /// Returns `true` if there is no room for more.
    pub(super) fn is_full(&self) -> bool {
        self.records.len() >= MOST_RECORDS && self.more_problems > 0
    }

    /// Leaves out records for which `why` gives a reason, which becomes a problem.
    pub fn refuse(&mut self, why: impl Fn(&Record) -> Option<String>) {
        for (place, record) in std::mem::take(&mut self.records) {
            match why(&record) {
                None => self.records.push((place, record)),
                Some(why) => self.problem(format!("line {place}: {why}")),
            }
        }
    }

    /// Leaves out records that are `known` or twice in the file; returns the number left out.
    pub fn drop_known(&mut self, known: &HashSet<&str>) -> usize {
        let before = self.records.len();
        let mut seen = HashSet::new();
        self.records.retain(|(_, record)| !known.contains(record.id.as_str()) && seen.insert(record.id.clone()));
        before - self.records.len()
    }
}
