//! Looking through a history's folder, file by file: what a person wants to know who no longer trusts it.

use super::folder;
use super::reader::{self, MOST_FILE_BYTES};
use super::store::StoreError;
use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One file of a history's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAudit {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Lines in all, blank ones included.
    pub lines: usize,
    /// Records that could be read.
    pub records: usize,
    /// Records of them whose id stands in a file before this one, or above in this one.
    pub duplicates: usize,
    /// Lines of kinds that only a later version knows.
    pub unknown: usize,
    /// Lines that cannot be read.
    pub bad: usize,
    /// `true` if the last line has no end, as after a power cut.
    pub torn: bool,
    /// Moments at which its oldest and its newest record began.
    pub span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// `true` if its name looks like that of a copy which a synchronising tool left.
    pub copy: bool,
    /// Why it could not be read at all.
    pub fault: Option<String>,
}

/// Every file of `folder`, by name. A missing folder has none.
pub fn audit(folder: &Path) -> Result<Vec<FileAudit>, StoreError> {
    let mut seen: HashSet<Box<str>> = HashSet::new();
    Ok(folder::list(folder)?.into_iter().map(|path| audit_file(path, &mut seen)).collect())
}

fn audit_file(path: PathBuf, seen: &mut HashSet<Box<str>>) -> FileAudit {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let copy = ["conflict", " copy", "(copy", "(1)", "(2)"].iter().any(|mark| name.contains(mark));
    let mut about = FileAudit {
        path,
        bytes: 0,
        lines: 0,
        records: 0,
        duplicates: 0,
        unknown: 0,
        bad: 0,
        torn: false,
        span: None,
        copy,
        fault: None,
    };
    match reader::read(&about.path, MOST_FILE_BYTES, 0) {
        Ok((lines, bytes)) => {
            about.bytes = bytes;
            about.lines = lines.count;
            about.records = lines.entries.len() + lines.retractions.len();
            about.unknown = lines.unknown;
            about.bad = lines.bad.len() + lines.bad_unnamed;
            about.torn = lines.unended && lines.count > 0;
            let first = lines.entries.iter().map(|entry| entry.at).min();
            about.span = first.zip(lines.entries.iter().map(|entry| entry.at).max());
            about.duplicates = lines.entries.into_iter().filter(|entry| !seen.insert(entry.id.clone())).count();
        }
        Err(error) => about.fault = Some(error.to_string()),
    }
    about
}
