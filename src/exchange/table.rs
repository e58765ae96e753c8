//! Sessions as a table with named columns.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use sha2::{Digest, Sha256};

use super::found::Found;
use crate::areas::Areas;
use crate::history::record::{MOST_ID_BYTES, MOST_TEXT_CHARS};
use crate::history::{Kind, Record, Scores, Session, StepOutcome, StepRecord};
use crate::sanitize::clean;

/// A function that reads a date and time without an offset from UTC, on the clocks here.
pub type Moment<'a> = &'a dyn Fn(&str) -> Option<DateTime<FixedOffset>>;

const COLUMNS: [&str; 13] = [
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
];

/// The sessions among `records` as CSV, one a row.
pub fn to_csv(records: &[Record]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for record in records {
        let Kind::Session(session) = &record.kind else { continue };
        let score = |score: Option<u8>| score.map(|score| score.to_string()).unwrap_or_default();
        let tension = session
            .tension
            .iter()
            .map(|(area, scores)| format!("{}={}:{}", clean(area, 40), score(scores.before), score(scores.after)));
        let seconds = seconds_by_area(session);
        let areas = seconds.iter().map(|(area, secs)| format!("{}={secs}", clean(area, 40)));
        writer.write_record([
            clean(&record.id, MOST_ID_BYTES),
            record.at.to_rfc3339_opts(SecondsFormat::Secs, false),
            clean(&session.routine, 100),
            text(&session.title),
            if session.completed { "yes" } else { "no" }.to_owned(),
            session.planned_secs.to_string(),
            session.active_secs.to_string(),
            session.paused_secs.to_string(),
            score(session.before),
            score(session.after),
            tension.collect::<Vec<_>>().join(" "),
            areas.collect::<Vec<_>>().join(" "),
            text(session.note.as_deref().unwrap_or_default()),
        ])?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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

fn text(raw: &str) -> String {
    let text = clean(raw, MOST_TEXT_CHARS);
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

fn untext(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// The sessions of a table whose first row names its columns. Only `at` is needed; columns that are not known are left
/// out.
pub(super) fn read(text: &str, moment: Moment<'_>, areas: &Areas) -> Found {
    let mut found = Found::default();
    let separator = separator(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.to_lowercase().replace(' ', "_")).collect(),
        Err(error) => {
            found.problems.push(error.to_string());
            return found;
        }
    };
    if !columns.iter().any(|name| name == "at") {
        let named: Vec<String> = columns.iter().take(20).map(|name| clean(name, 20)).collect();
        found.problems.push(format!("there is no column \"at\" among: {}", named.join(", ")));
        return found;
    }
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                let cell = |name: &str| {
                    let column = columns.iter().position(|column| column == name)?;
                    row.get(column).filter(|cell| !cell.is_empty())
                };
                match session(&cell, moment, areas) {
                    Ok(record) => found.keep(format_args!("line {line}"), record),
                    Err(why) => found.problems.push(format!("line {line}: {why}")),
                }
            }
            Err(error) => found.problems.push(error.to_string()),
        }
    }
    found
}

/// The separator, of the usual ones, that the first row has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|separator| (count(*separator), *separator == b',')).unwrap_or(b',')
}

fn session<'a>(cell: &impl Fn(&str) -> Option<&'a str>, moment: Moment<'_>, areas: &Areas) -> Result<Record, String> {
    let at = cell("at").ok_or("\"at\" is empty")?;
    let began = DateTime::parse_from_rfc3339(at).ok().or_else(|| moment(at));
    let began = began.ok_or_else(|| format!("\"at\" is not as in 2026-11-23 20:04: \"{}\"", clean(at, 40)))?;
    let number = |name: &str| match cell(name) {
        None => Ok(None),
        Some(text) => text.parse::<u32>().map(Some).map_err(|_| not_a(name, "whole number", text)),
    };
    let score = |name: &str| match cell(name) {
        None => Ok(None),
        Some(text) => one_score(text).map_err(|()| not_a(name, "score from 0 to 10", text)),
    };
    let seconds = match number("active_secs")? {
        Some(seconds) => seconds,
        None => number("minutes")?.unwrap_or(0).saturating_mul(60),
    };
    let completed = match cell("completed").map(str::to_lowercase).as_deref() {
        None | Some("yes" | "true" | "1" | "x") => true,
        Some("no" | "false" | "0") => false,
        Some(other) => return Err(not_a("completed", "yes or no", other)),
    };
    let mut session = Session {
        routine: cell("routine").unwrap_or_default().to_owned(),
        title: untext(cell("title").or_else(|| cell("routine")).unwrap_or("Stretching")).to_owned(),
        completed,
        planned_secs: number("planned_secs")?.unwrap_or(seconds),
        active_secs: seconds,
        paused_secs: number("paused_secs")?.unwrap_or(0),
        steps: cell("areas").map(|text| steps(text, seconds, areas)).transpose()?.unwrap_or_default(),
        before: score("before")?,
        after: score("after")?,
        note: cell("note").map(|note| untext(note).to_owned()),
        entered: None,
        ..Session::default()
    };
    if let Some(text) = cell("tension") {
        let told = (session.before, session.after);
        session.set_tension(tension(text)?);
        session.before = told.0.or(session.before);
        session.after = told.1.or(session.after);
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

/// The score in a cell; an empty cell has none.
fn one_score(text: &str) -> Result<Option<u8>, ()> {
    match text {
        "" => Ok(None),
        text => text.parse().ok().filter(|score| *score <= 10).map(Some).ok_or(()),
    }
}

/// The scores in a cell, as in `neck=6:3 glutes=2:`.
fn tension(text: &str) -> Result<BTreeMap<String, Scores>, String> {
    let wrong = || not_a("tension", "list as in neck=6:3", text);
    let one = |part: &str| {
        let (area, scores) = part.split_once('=')?;
        let (before, after) = scores.split_once(':')?;
        Some((area.to_owned(), Scores { before: one_score(before).ok()?, after: one_score(after).ok()? }))
    };
    text.split_whitespace().map(|part| one(part).ok_or_else(wrong)).collect()
}

/// The steps in a cell, as in `neck=120 glutes=60`, in seconds, or `neck glutes`, which share the time.
fn steps(text: &str, seconds: u32, areas: &Areas) -> Result<Vec<StepRecord>, String> {
    let wrong = || not_a("areas", "list as in neck=120 glutes=60", text);
    let parts: Vec<&str> = text.split([' ', ',', ';']).filter(|part| !part.is_empty()).collect();
    let share = seconds / u32::try_from(parts.len()).unwrap_or(1).max(1);
    let one = |part: &&str| {
        let (area, secs) = match part.split_once('=') {
            Some((area, secs)) => (area, secs.parse().map_err(|_| wrong())?),
            None => (*part, share),
        };
        let area = areas.meant(area).map_err(|_| wrong())?.word().to_owned();
        Ok(StepRecord { areas: vec![area], secs, outcome: StepOutcome::Done, ..StepRecord::default() })
    };
    parts.iter().map(one).collect()
}
