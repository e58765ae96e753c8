//! The history in the words of other programs: JSON (whole), CSV (for spreadsheets), iCalendar (for
//! calendars); and back from JSON, history files and CSV. Pure: text in, text out.

mod calendar;
mod content;
mod found;
mod table;
mod when;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::history::{LineError, Record};
pub use calendar::to_ical;
pub use found::Found;
pub use table::{Here, to_csv};

/// All records, whole, as JSON.
pub fn to_json(records: &[Record]) -> Result<String, LineError> {
    let lines = records.iter().map(Record::to_line).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{{\"supple\":1,\"records\":[\n{}\n]}}\n", lines.join(",\n")))
}

/// Reads the records in a file: our own JSON, the lines of a history, or a table with named columns.
///
/// `here` is what a table of somebody's own is read with.
#[must_use]
pub fn read(text: &str, here: &Here<'_>) -> Found {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        None => Found { problems: vec!["the file is empty".to_owned()], ..Found::default() },
        Some('{') => read_json(text),
        Some(_) => table::read(text, here),
    }
}

fn is_export(text: &str) -> bool {
    // A line of history is a whole value by itself, and has no such field.
    let first = serde_json::Deserializer::from_str(text).into_iter::<Value>().next();
    match first {
        Some(Ok(value)) => value.get("records").is_some(),
        _ => text.trim_start().starts_with("{\"supple\""),
    }
}

fn read_json(text: &str) -> Found {
    #[derive(serde::Deserialize)]
    struct Export<'a> {
        #[serde(borrow)]
        records: Vec<&'a RawValue>,
    }

    let mut found = Found::default();
    match serde_json::from_str::<Export<'_>>(text) {
        Ok(export) => {
            for (index, record) in export.records.iter().enumerate() {
                found.take("record", index as u64 + 1, Record::from_line(record.get()));
            }
        }
        Err(error) if is_export(text) => found.problem(format!("this is not a supple export: {error}")),
        Err(_) => return read_lines(text),
    }
    found
}

fn read_lines(text: &str) -> Found {
    let mut found = Found::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        found.take("line", index as u64 + 1, Record::from_line(line));
    }
    found
}

#[cfg(test)]
mod tests;
