//! Line of a record: one JSON object a line, read with patience and written with care.

use super::record::{Kind, MOST_ID_BYTES, Record};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Display;
use thiserror::Error;

/// The version of the line format this program writes.
const VERSION: u32 = 1;

/// Why a line is not a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineError {
    /// Not JSON, or not of the shape its kind asks for. The text is bounded and free of control characters.
    #[error("{0}")]
    Malformed(String),
    /// A kind that a later version may know: kept in the file, and ignored.
    #[error("this version does not know records of this kind")]
    UnknownKind,
}

impl serde::de::Error for LineError {
    fn custom<T: Display>(what: T) -> Self {
        Self::Malformed(what.to_string())
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::UnknownKind
    }
}

impl Kind {
    /// Returns `true` if this version knows records of the kind written as `word`.
    #[must_use]
    pub fn is_known(word: &str) -> bool {
        Self::deserialize(StrDeserializer::<LineError>::new(word)) != Err(LineError::UnknownKind)
    }
}

impl Record {
    /// The record as one line of JSON, without the line break. Texts and numbers are cut to their bounds.
    pub fn to_line(&self) -> Result<String, LineError> {
        // serde writes `{"rest":{"from":…}}`. On a line the word stands in a field, and beside it what the kind says.
        let said = json(&self.kind)?;
        let (kind, fields) = said[1..said.len() - 1].split_once(":{").unwrap_or_default();
        let at = self.at.to_rfc3339_opts(SecondsFormat::Secs, false);
        Ok(format!(r#"{{"v":{VERSION},"kind":{kind},"id":{},"at":"{at}",{fields}"#, json(&self.id)?))
    }

    /// Reads one line. Unknown fields are ignored, numbers are bounded.
    pub fn from_line(line: &str) -> Result<Self, LineError> {
        #[derive(Deserialize)]
        struct Head<'a> {
            #[serde(borrow, default)]
            id: Cow<'a, str>,
            #[serde(borrow, default)]
            at: Cow<'a, str>,
        }

        let word = kind_of(line)?;
        if !Kind::is_known(&word) {
            return Err(LineError::UnknownKind);
        }
        // The other way round; the line break keeps the columns of the line for what is said of a fault.
        let kind = parse(&format!("{{\"{word}\":\n{line}}}"))?;
        let head: Head = parse(line)?;
        Ok(Self { id: checked_id(&head.id)?.to_owned(), at: moment(&head.at)?, kind })
    }
}

/// The kind named on a line, known or not.
pub(crate) fn kind_of(line: &str) -> Result<Cow<'_, str>, LineError> {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        kind: Cow<'a, str>,
    }

    parse::<Head>(line).map(|head| head.kind)
}

fn json(value: &impl Serialize) -> Result<String, LineError> {
    serde_json::to_string(value).map_err(|error| malformed(&error))
}

/// Parses a whole line, with an error a person can act on.
pub(super) fn parse<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, LineError> {
    serde_json::from_str(line).map_err(|error| malformed(&error))
}

/// An id that is there and not absurdly long.
pub(super) fn checked_id(id: &str) -> Result<&str, LineError> {
    match id.len() {
        0 => Err(LineError::Malformed("there is no \"id\"".to_owned())),
        1..=MOST_ID_BYTES => Ok(id),
        _ => Err(LineError::Malformed(format!("the \"id\" is longer than {MOST_ID_BYTES} bytes"))),
    }
}

/// A moment as RFC 3339 writes it, which also keeps the year within four digits.
pub(super) fn moment(text: &str) -> Result<DateTime<FixedOffset>, LineError> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|_| LineError::Malformed("\"at\" is not a date and time such as 2026-11-23T20:04:27+01:00".to_owned()))
}

/// serde's own words, without its line number (always 1 here), bounded, as they may quote the file.
fn malformed(error: &serde_json::Error) -> LineError {
    let text = error.to_string();
    let said = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]);
    let said: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(160).collect();
    LineError::Malformed(format!("{said} (column {})", error.column()))
}
