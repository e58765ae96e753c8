//! Numbers of a file, bounded before anything adds them up: `1e30` or `-5` is cut to its bounds and not refused.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Number;

/// The longest any stretch of time in a record is believed to be: one day. Seconds beyond it are cut.
const MOST_SECS: f64 = 86_400.0;

/// The highest check-in score; the scale is the 0-10 numeric rating scale used in clinics.
const HIGHEST_SCORE: u8 = 10;

/// Every JSON number as serde reads it is one: a whole one so large that its last digits go is out of all bounds anyway.
fn as_float(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to what fits before")]
fn whole_seconds(number: &Number) -> u32 {
    as_float(number).round().clamp(0.0, MOST_SECS) as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "only what fits is cast")]
fn whole_score(number: &Number) -> Option<u8> {
    let number = as_float(number).round();
    (0.0..=f64::from(HIGHEST_SCORE)).contains(&number).then_some(number as u8)
}

/// Seconds, cut to a day.
pub(super) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Number::deserialize(deserializer).map(|number| whole_seconds(&number))
}

/// Seconds that may be missing or null.
pub(super) fn maybe_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(Option::<Number>::deserialize(deserializer)?.map(|number| whole_seconds(&number)))
}

/// A score of 0-10 that may be missing. One outside the scale says nothing, so it counts as missing.
pub(super) fn maybe_score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    Ok(Option::<Number>::deserialize(deserializer)?.and_then(|number| whole_score(&number)))
}

/// A score of 0-10 without which the record means nothing.
pub(super) fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let number = Number::deserialize(deserializer)?;
    whole_score(&number).ok_or_else(|| D::Error::custom(format_args!("expected a score from 0 to 10, found {number}")))
}

/// Writes a score, cut to the scale.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
pub(super) fn cut_score<S: Serializer>(score: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8((*score).min(HIGHEST_SCORE))
}
