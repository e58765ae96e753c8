//! How a record is written: one JSON object a line, read with patience and written with care.

use super::number;
use super::record::{Kind, MOST_ID_BYTES, MOST_TEXT_CHARS, Outcome, Record, Session, StepRecord};
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Weekday, WeekdaySet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
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

impl Record {
    /// The record as one line of JSON, without the line break. Texts and numbers are cut to their bounds.
    pub fn to_line(&self) -> Result<String, LineError> {
        let (kind, body) = match &self.kind {
            Kind::Session(session) => ("session", Body::Session(session)),
            Kind::Rest { from, to, reason } => {
                ("rest", Body::Rest { from: *from, to: *to, reason: reason.as_deref().map(cut) })
            }
            Kind::RestWeekdays { from, weekdays } => {
                let weekdays = weekdays.iter(Weekday::Mon).map(|day| day.to_string().to_lowercase()).collect();
                ("rest-weekdays", Body::RestWeekdays { from: *from, weekdays })
            }
            Kind::CheckIn { area, tension, limits_daily_life } => (
                "check-in",
                Body::CheckIn {
                    area,
                    tension: (*tension).min(number::HIGHEST_SCORE),
                    limits_daily_life: *limits_daily_life,
                },
            ),
            Kind::Retract { of } => ("retract", Body::Retract { of }),
        };
        let at = self.at.to_rfc3339_opts(SecondsFormat::Secs, false);
        let line = Line { v: VERSION, kind, id: &self.id, at, body };
        serde_json::to_string(&line).map_err(|error| malformed(&error))
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

        let kind = match kind_of(line)?.as_ref() {
            "session" => Kind::Session(parse(line)?),
            "rest" => parse::<RestLine>(line)?.into(),
            "rest-weekdays" => parse::<RestWeekdaysLine>(line)?.try_into()?,
            "check-in" => parse::<CheckInLine>(line)?.into(),
            "retract" => parse::<RetractLine>(line)?.into(),
            _ => return Err(LineError::UnknownKind),
        };
        let head: Head = parse(line)?;
        Ok(Self { id: checked_id(&head.id)?.to_owned(), at: moment(&head.at)?, kind })
    }
}

/// The kind named on a line, known or not.
pub(super) fn kind_of(line: &str) -> Result<Cow<'_, str>, LineError> {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        kind: Cow<'a, str>,
    }

    parse::<Head>(line).map(|head| head.kind)
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

/// The order of the fields on a line.
#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    kind: &'static str,
    id: &'a str,
    at: String,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Session(&'a Session),
    Rest {
        from: NaiveDate,
        to: NaiveDate,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
    },
    RestWeekdays {
        from: NaiveDate,
        weekdays: Vec<String>,
    },
    CheckIn {
        area: &'a str,
        tension: u8,
        limits_daily_life: bool,
    },
    Retract {
        of: &'a str,
    },
}

#[derive(Deserialize)]
struct RestLine {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct RestWeekdaysLine {
    from: NaiveDate,
    weekdays: Vec<String>,
}

#[derive(Deserialize)]
struct CheckInLine {
    area: String,
    #[serde(deserialize_with = "number::score")]
    tension: u8,
    #[serde(default)]
    limits_daily_life: bool,
}

#[derive(Deserialize)]
struct RetractLine {
    of: String,
}

impl From<RestLine> for Kind {
    fn from(RestLine { from, to, reason }: RestLine) -> Self {
        Self::Rest { from, to, reason }
    }
}

impl TryFrom<RestWeekdaysLine> for Kind {
    type Error = LineError;

    fn try_from(RestWeekdaysLine { from, weekdays }: RestWeekdaysLine) -> Result<Self, LineError> {
        let read = |day: &String| day.parse::<Weekday>();
        let weekdays = weekdays.iter().map(read).collect::<Result<WeekdaySet, _>>();
        let wrong = |_| LineError::Malformed("\"weekdays\" are not such as [\"sat\",\"sun\"]".to_owned());
        Ok(Self::RestWeekdays { from, weekdays: weekdays.map_err(wrong)? })
    }
}

impl From<CheckInLine> for Kind {
    fn from(CheckInLine { area, tension, limits_daily_life }: CheckInLine) -> Self {
        Self::CheckIn { area, tension, limits_daily_life }
    }
}

impl From<RetractLine> for Kind {
    fn from(RetractLine { of }: RetractLine) -> Self {
        Self::Retract { of }
    }
}

/// A step as written: the total is left out where the two sides already say it.
#[derive(Serialize, Deserialize)]
pub(super) struct StepLine {
    #[serde(default)]
    exercise: String,
    #[serde(default)]
    areas: Vec<String>,
    #[serde(default, deserialize_with = "number::maybe_seconds", skip_serializing_if = "Option::is_none")]
    left_secs: Option<u32>,
    #[serde(default, deserialize_with = "number::maybe_seconds", skip_serializing_if = "Option::is_none")]
    right_secs: Option<u32>,
    #[serde(default, deserialize_with = "number::maybe_seconds", skip_serializing_if = "Option::is_none")]
    secs: Option<u32>,
    #[serde(default, deserialize_with = "outcome")]
    outcome: Outcome,
}

fn outcome<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Outcome, D::Error> {
    Ok(Option::<Outcome>::deserialize(deserializer)?.unwrap_or_default())
}

/// The seconds of both sides, where the exercise has sides.
fn both_sides(left: Option<u32>, right: Option<u32>) -> Option<u32> {
    left.or(right).map(|_| left.unwrap_or(0).saturating_add(right.unwrap_or(0)))
}

impl From<StepLine> for StepRecord {
    fn from(line: StepLine) -> Self {
        let StepLine { exercise, areas, left_secs, right_secs, secs, outcome } = line;
        let secs = secs.or_else(|| both_sides(left_secs, right_secs)).unwrap_or(0);
        Self { exercise, areas, left_secs, right_secs, secs, outcome }
    }
}

impl From<StepRecord> for StepLine {
    fn from(step: StepRecord) -> Self {
        let StepRecord { exercise, areas, left_secs, right_secs, secs, outcome } = step;
        let secs = Some(secs).filter(|_| both_sides(left_secs, right_secs) != Some(secs));
        Self { exercise, areas, left_secs, right_secs, secs, outcome }
    }
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
pub(super) fn moment_text<S: Serializer>(at: &Option<DateTime<FixedOffset>>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)).serialize(serializer)
}

/// A moment that may be missing. One that cannot be read says nothing, so it counts as missing.
pub(super) fn maybe_moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
    let text = Option::<Cow<'de, str>>::deserialize(deserializer)?;
    Ok(text.and_then(|text| moment(&text).ok()))
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_TEXT_CHARS).map_or(text, |(end, _)| &text[..end])
}

pub(super) fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(cut(text))
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
pub(super) fn maybe_text<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().map(cut).serialize(serializer)
}
