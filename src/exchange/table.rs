//! Records as a table with named columns.
//!
//! Sessions have their columns; a record of another kind has its moment and the last column alone, which holds every
//! record whole. A row that is as it was written comes back as that record; a cell that was changed since counts.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat};
use sha2::{Digest, Sha256};

use super::found::Found;
use super::when;
use crate::areas::Areas;
use crate::history::line::kind_of;
use crate::history::record::{MOST_ID_BYTES, MOST_TEXT_CHARS};
use crate::history::{Kind, Record, Scores, Session, StepOutcome, StepRecord};
use crate::sanitize::{clean, harmless_json};

/// The knowledge that a table of somebody's own is read with.
pub struct Here<'a> {
    /// The moment at which the clocks here show a date and time that has no offset from UTC, or why there is none.
    pub moment: &'a dyn Fn(NaiveDateTime) -> Result<DateTime<FixedOffset>, String>,
    /// The areas that are known.
    pub areas: &'a Areas,
    /// A session of the routine with this id or title, done to its end, if there is such a routine.
    pub routine: &'a dyn Fn(&str) -> Option<Session>,
}

const COLUMNS: [&str; 15] = [
    "id",
    "at",
    "routine",
    "title",
    "completed",
    "planned_secs",
    "active_secs",
    "paused_secs",
    "before",
    "after",
    "tension",
    "areas",
    "note",
    "kind",
    "record",
];

/// The records as CSV, one a row.
pub fn to_csv(records: &[Record]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for record in records {
        writer.write_record(row(record))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The cells of a record, in the order of [`COLUMNS`].
fn row(record: &Record) -> [String; COLUMNS.len()] {
    let mut row: [String; COLUMNS.len()] = std::array::from_fn(|_| String::new());
    row[0] = text(&record.id, MOST_ID_BYTES);
    row[1] = record.at.to_rfc3339_opts(SecondsFormat::Secs, false);
    row[14] = record.to_line().map(|line| harmless_json(&line)).unwrap_or_default();
    row[13] = kind_of(&row[14]).unwrap_or_default().into_owned();
    if let Kind::Session(session) = &record.kind {
        let score = |score: Option<u8>| score.map(|score| score.to_string()).unwrap_or_default();
        let tension = session
            .tension
            .iter()
            .map(|(area, scores)| format!("{}={}:{}", clean(area, 40), score(scores.before), score(scores.after)));
        let seconds = seconds_by_area(session);
        let areas = seconds.iter().map(|(area, secs)| format!("{}={secs}", clean(area, 40)));
        row[2] = text(&session.routine, 100);
        row[3] = text(&session.title, MOST_TEXT_CHARS);
        row[4] = String::from(if session.completed { "yes" } else { "no" });
        row[5] = session.planned_secs.to_string();
        row[6] = session.active_secs.to_string();
        row[7] = session.paused_secs.to_string();
        row[8] = score(session.before);
        row[9] = score(session.after);
        row[10] = text(&tension.collect::<Vec<_>>().join(" "), MOST_TEXT_CHARS);
        row[11] = text(&areas.collect::<Vec<_>>().join(" "), MOST_TEXT_CHARS);
        row[12] = text(session.note.as_deref().unwrap_or_default(), MOST_TEXT_CHARS);
    }
    row
}

fn seconds_by_area(session: &Session) -> BTreeMap<&str, u64> {
    let mut seconds = BTreeMap::new();
    for step in &session.steps {
        for area in &step.areas {
            *seconds.entry(area.as_str()).or_default() += u64::from(step.secs);
        }
    }
    seconds
}

/// The first characters by which a spreadsheet takes a text for a formula.
const FORMULA: [char; 5] = ['=', '+', '-', '@', '\''];

/// A text as a cell, which no spreadsheet takes for a formula.
fn text(raw: &str, most: usize) -> String {
    let text = clean(raw, most);
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

fn untext(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// The records of a table whose first row names its columns. Only `at` is needed; columns that are not known are left
/// out.
pub(super) fn read(whole: &str, here: &Here<'_>) -> Found {
    let mut found = Found::default();
    let (text, before) = without_separator_line(whole);
    let mut lines = Lines { text, at: 0, line: 1 + before };
    let separator = separator(text);
    // A quote that is never closed would swallow every row after it: then a row is a line, and that line is refused.
    let closed = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
    let rows = || {
        csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes())
    };
    let mut columns: Option<Vec<String>> = None;
    let mut take = |line: u64, row: Result<csv::StringRecord, String>| {
        let row = match row {
            Ok(row) => row,
            Err(why) => {
                found.problem(format!("line {line}: {why}"));
                return true;
            }
        };
        let Some(columns) = &columns else {
            let names: Vec<String> = row.iter().map(|name| name.to_lowercase().replace(' ', "_")).collect();
            if !names.iter().any(|name| name == "at") {
                let named: Vec<String> = names.iter().take(20).map(|name| clean(name, 20)).collect();
                found.problem(format!("there is no column \"at\"; the columns are: {}", named.join(", ")));
                return false;
            }
            columns = Some(names);
            return true;
        };
        let cell = |name: &str| {
            let column = columns.iter().position(|column| column == name)?;
            row.get(column).map(untext).filter(|cell| !cell.is_empty())
        };
        match whole_record(&cell).map_or_else(|| session(&cell, here), Ok) {
            Ok(record) => found.keep(line, record),
            Err(why) => found.problem(format!("line {line}: {why}")),
        }
        !found.is_full()
    };
    if closed {
        for row in rows().into_records() {
            let line = row.as_ref().ok().and_then(|row| row.position()).map_or(lines.line, |at| lines.of(at.byte()));
            if !take(line, row.map_err(|error| clean(&error.to_string(), 100))) {
                break;
            }
        }
    } else {
        for (number, line) in (lines.line..).zip(text.lines()) {
            let open = line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
            let row =
                if open { Err("a quote (\") is opened but never closed".to_owned()) } else { one_row(line, separator) };
            if line.trim().is_empty() {
                continue;
            }
            if !take(number, row) {
                break;
            }
        }
    }
    found
}

fn one_row(line: &str, separator: u8) -> Result<csv::StringRecord, String> {
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(separator).flexible(true).has_headers(false).trim(csv::Trim::All);
    let row = reader.from_reader(line.as_bytes()).into_records().next();
    row.unwrap_or_else(|| Ok(csv::StringRecord::new())).map_err(|error| clean(&error.to_string(), 100))
}

/// The lines of a text that is read from its beginning to its end.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The number of the line in which the first row at or after `byte` begins: the library's own count is off where lines
    /// end as on Windows.
    fn of(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while bytes.get(to).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            to += 1;
        }
        self.line += memchr::memchr_iter(b'\n', &bytes[self.at.min(to)..to]).count() as u64;
        self.at = to;
        self.line
    }
}

/// The table without the line in which Excel names the separator (`sep=;`), and the number of lines left out.
fn without_separator_line(text: &str) -> (&str, u64) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.to_lowercase().starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    }
}

/// The separator, of the usual ones, that the first row has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|separator| (count(*separator), *separator == b',')).unwrap_or(b',')
}

/// The record in the last column, where the rest of the row still says the same.
fn whole_record<'a>(cell: &impl Fn(&str) -> Option<&'a str>) -> Option<Record> {
    let record = Record::from_line(cell("record")?).ok()?;
    let written = row(&record);
    let same = COLUMNS.iter().zip(&written).filter(|(name, _)| **name != "record").all(|(name, written)| {
        let now = cell(name).unwrap_or_default();
        now == untext(written) || is_same_number(now, written)
    });
    same.then_some(record)
}

/// Returns `true` if both are the same number, which a spreadsheet may write otherwise.
fn is_same_number(a: &str, b: &str) -> bool {
    matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if (a - b).abs() < f64::EPSILON)
}

fn session<'a>(cell: &impl Fn(&str) -> Option<&'a str>, here: &Here<'_>) -> Result<Record, String> {
    let at = cell("at").ok_or("\"at\" is empty")?;
    if let Some(kind) = cell("kind").filter(|kind| *kind != "session") {
        return Err(format!(
            "a row of the kind \"{}\" can only be imported exactly as supple exported it",
            clean(kind, 20)
        ));
    }
    let began = when::moment(at, here.moment)?;
    let number = |name: &str| match cell(name) {
        None => Ok(None),
        Some(text) => whole_number(text).map(Some).ok_or_else(|| not_a(name, "whole number", text)),
    };
    let score = |name: &str| match cell(name) {
        None => Ok(None),
        Some(text) => one_score(text).map_err(|()| not_a(name, "score from 0 to 10", text)),
    };
    let known = cell("routine").and_then(|routine| (here.routine)(routine));
    let seconds = match (number("active_secs")?, number("minutes")?) {
        (Some(seconds), _) => seconds,
        (None, Some(minutes)) => minutes.saturating_mul(60),
        (None, None) => known.as_ref().map_or(0, |known| known.active_secs),
    };
    let completed = match cell("completed").map(str::to_lowercase).as_deref() {
        None | Some("yes" | "true" | "1" | "x") => true,
        Some("no" | "false" | "0") => false,
        Some(other) => return Err(not_a("completed", "yes or no", other)),
    };
    let steps = match (cell("areas"), &known) {
        (Some(text), _) => steps(text, seconds, here.areas)?,
        (None, Some(known)) => shared(&known.steps, seconds, known.active_secs),
        (None, None) => Vec::new(),
    };
    let title = cell("title").map(str::to_owned).or_else(|| known.as_ref().map(|known| known.title.clone()));
    let mut session = Session {
        routine: known
            .as_ref()
            .map_or_else(|| cell("routine").unwrap_or_default().to_owned(), |one| one.routine.clone()),
        title: title.or_else(|| cell("routine").map(str::to_owned)).unwrap_or_else(|| "Stretching".to_owned()),
        completed,
        planned_secs: number("planned_secs")?.unwrap_or_else(|| known.as_ref().map_or(seconds, |one| one.planned_secs)),
        active_secs: seconds,
        paused_secs: number("paused_secs")?.unwrap_or(0),
        steps,
        before: score("before")?,
        after: score("after")?,
        note: cell("note").map(str::to_owned),
        entered: None,
        ..Session::default()
    };
    if let Some(text) = cell("tension") {
        tell_tension(&mut session, text, here.areas)?;
    }
    let id = match cell("id") {
        Some(id) if id.len() <= MOST_ID_BYTES => id.to_owned(),
        Some(id) => return Err(not_a("id", "short id", id)),
        None => made_id(at, &session),
    };
    Ok(Record { id, at: began, kind: Kind::Session(session) })
}

/// An id made from a row: the same row has the same id, so that importing a table twice adds nothing.
fn made_id(at: &str, session: &Session) -> String {
    let told = serde_json::to_string(session).unwrap_or_default();
    let digest = format!("{:x}", Sha256::new().chain_update(at).chain_update(told).finalize());
    format!("csv-{}", digest.get(..32).unwrap_or(&digest))
}

fn not_a(column: &str, what: &str, found: &str) -> String {
    format!("\"{column}\" is not a {what}: \"{}\"", clean(found, 40))
}

/// A whole number, also as spreadsheets write it: `300.0`.
fn whole_number(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    rest.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok())?
}

/// The score in a cell; an empty cell has none.
fn one_score(text: &str) -> Result<Option<u8>, ()> {
    match text {
        "" => Ok(None),
        text => {
            let score = whole_number(text).and_then(|score| u8::try_from(score).ok());
            score.filter(|score| *score <= 10).map(Some).ok_or(())
        }
    }
}

/// Tells the tension in a cell, as in `neck=6:3 glutes=2` by area, or as in `6:3` of the session as a whole. An area that
/// the session has nothing else of becomes one of its areas.
fn tell_tension(session: &mut Session, text: &str, areas: &Areas) -> Result<(), String> {
    let wrong = || not_a("tension", "list like neck=6:3", text);
    let scores = |text: &str| {
        let (before, after) = text.split_once(':').unwrap_or((text, ""));
        let scores = Scores { before: one_score(before).ok()?, after: one_score(after).ok()? };
        Some(scores).filter(|scores| *scores != Scores::default())
    };
    if let Some(scores) = scores(text) {
        (session.before, session.after) = (session.before.or(scores.before), session.after.or(scores.after));
        return Ok(());
    }
    let mut told = BTreeMap::new();
    for part in text.split_whitespace() {
        let (area, text) = part.split_once('=').ok_or_else(wrong)?;
        told.insert(areas.meant(area)?.word().to_owned(), scores(text).ok_or_else(wrong)?);
    }
    for area in told.keys().filter(|area| !session.areas().contains(area.as_str())).cloned().collect::<Vec<_>>() {
        session.steps.push(StepRecord { areas: vec![area], outcome: StepOutcome::Done, ..StepRecord::default() });
    }
    let whole = (session.before, session.after);
    session.set_tension(told);
    (session.before, session.after) = (whole.0.or(session.before), whole.1.or(session.after));
    Ok(())
}

/// The steps in a cell, as in `neck=120 glutes=60`, in seconds, or `neck glutes`, which share the time.
fn steps(text: &str, seconds: u32, areas: &Areas) -> Result<Vec<StepRecord>, String> {
    let wrong = || not_a("areas", "list like neck=120 glutes=60", text);
    // The name of an area as people write it has a space in it.
    let text = areas.all().iter().fold(text.to_lowercase(), |text, area| text.replace(area.label(), area.word()));
    let parts: Vec<&str> = text.split([' ', ',', ';']).filter(|part| !part.is_empty()).collect();
    let share = seconds / u32::try_from(parts.len()).unwrap_or(1).max(1);
    let one = |part: &&str| {
        let (area, secs) = match part.split_once('=') {
            Some((area, secs)) => (area, whole_number(secs).ok_or_else(wrong)?),
            None => (*part, share),
        };
        let area = areas.meant(area)?.word().to_owned();
        Ok(StepRecord { areas: vec![area], secs, outcome: StepOutcome::Done, ..StepRecord::default() })
    };
    parts.iter().map(one).collect()
}

/// The steps of a routine that takes `planned`, done in `seconds`: each has its share.
fn shared(steps: &[StepRecord], seconds: u32, planned: u32) -> Vec<StepRecord> {
    let share = |secs: u32| {
        let part = u64::from(secs) * u64::from(seconds) / u64::from(planned.max(1));
        u32::try_from(part).unwrap_or(u32::MAX)
    };
    let of = |step: &StepRecord| {
        let (left, right) = (step.left_secs.map(share), step.right_secs.map(share));
        let secs = left.zip(right).map_or_else(|| share(step.secs), |(left, right)| left + right);
        StepRecord { left_secs: left, right_secs: right, secs, ..step.clone() }
    };
    steps.iter().map(of).collect()
}
