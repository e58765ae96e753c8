//! `supple import FILE`

use std::collections::BTreeMap;
use std::io;

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta};

use super::context::{Context, Error, say, say_saved, warn};
use super::when::{FIRST_YEAR, on_clocks_here};
use super::{history, log};
use crate::cli::Import;
use crate::exchange::{self, Here};
use crate::files;
use crate::history::{Kind, Record};
use crate::words::counted;
use crate::words::record::{Titles, nouns};

/// The largest file, in bytes: a hundred thousand sessions are smaller.
const MOST_BYTES: u64 = 64 << 20;
/// The largest number of problems that are told one by one.
const MOST_PROBLEMS: usize = 20;
/// The largest number of records that a dry run tells one by one.
const MOST_TOLD: usize = 100;
/// The time by which clocks of two machines may be apart.
const AHEAD: TimeDelta = TimeDelta::days(1);

pub fn run(context: &Context, options: &Import) -> Result<u8, Error> {
    let failed = |source| Error::Read { path: options.file.clone(), source };
    let text = decoded(files::read(&options.file, MOST_BYTES).map_err(failed)?).map_err(failed)?;
    let (library, digest, now) = (context.library(), context.digest(), context.clock.local());
    let plans = context.plans(&digest);
    let here = Here {
        moment: &|civil| on_clocks_here(civil).map(|meant| meant.at).map_err(|error| error.to_string()),
        areas: library.areas(),
        routine: &|name| {
            let routine = library.routine_named(name)?;
            Some(log::whole(routine, plans.plan(routine).total()))
        },
    };
    let mut found = exchange::read(&text, &here);
    drop(text);
    found.refuse(|record| outside_a_lifetime(record, now));
    let known = found.drop_known(&context.read_history()?.ids());
    for problem in found.problems.iter().take(MOST_PROBLEMS) {
        warn(format_args!("{}: {problem}", options.file.display()));
    }
    let problems = found.problems.len() + found.more_problems;
    if problems > MOST_PROBLEMS {
        warn(format_args!("and {} more problems", problems - MOST_PROBLEMS));
    }
    let (what, left_out) = (summary(found.records.iter().map(|(_, record)| &record.kind)), left_out(known, problems));
    if options.write {
        let records: Vec<Record> = found.records.into_iter().map(|(_, record)| record).collect();
        context.logbook().append_all(&records)?;
        say_saved(format_args!("Added: {what}. Skipped: {left_out}."))?;
    } else {
        for (line, record) in found.records.iter().take(MOST_TOLD) {
            say(format_args!("{line:>5}  {}", told(record, &|id| library.title(id))))?;
        }
        if found.records.len() > MOST_TOLD {
            say(format_args!("       and {} more", found.records.len() - MOST_TOLD))?;
        }
        say(format_args!("Would add: {what}. Would skip: {left_out}."))?;
        if !found.records.is_empty() {
            say("Nothing has been written yet. To import, add --write.")?;
        }
    }
    Ok(u8::from(problems > 0))
}

/// The text of a file: in UTF-8, or in the UTF-16 in which Excel saves "Unicode text".
fn decoded(bytes: Vec<u8>) -> io::Result<String> {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes),
        _ => None,
    };
    let text = match unit {
        Some(unit) => {
            let units = bytes.get(2..).unwrap_or_default().chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()
        }
        None => String::from_utf8(bytes).ok(),
    };
    let wanted = "it is not UTF-8 text; in a spreadsheet, save it as \"CSV UTF-8\"";
    text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, wanted))
}

/// The reason to leave a record out that nobody living can have entered by now.
fn outside_a_lifetime(record: &Record, now: DateTime<FixedOffset>) -> Option<String> {
    if record.at.year() < FIRST_YEAR {
        Some(format!("the year {} is too long ago", record.at.year()))
    } else if record.at.signed_duration_since(now) > AHEAD {
        Some(format!("{} is in the future", record.at.format("%Y-%m-%d")))
    } else {
        None
    }
}

/// Counts of records by their kind, as in `4 sessions, 1 rest`.
fn summary<'a>(kinds: impl Iterator<Item = &'a Kind>) -> String {
    let mut counts: BTreeMap<_, u64> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(nouns(kind)).or_default() += 1;
    }
    if counts.is_empty() {
        return "nothing".to_owned();
    }
    let counts = counts.into_iter().map(|((one, many), count)| counted(count, one, many));
    counts.collect::<Vec<_>>().join(", ")
}

fn left_out(known: usize, problems: usize) -> String {
    format!("{known} already there, {problems} unreadable")
}

/// A record as it will be: its moment, its sentence, and for a session its time and areas.
fn told(record: &Record, titles: Titles<'_>) -> String {
    let line = history::line(record, false, titles);
    let Kind::Session(session) = &record.kind else {
        return line;
    };
    let areas: Vec<String> = session.areas().into_iter().map(crate::areas::label_of).collect();
    let areas = if areas.is_empty() { "no area".to_owned() } else { areas.join(", ") };
    format!("{line}, {areas}")
}
