//! Numbers read from a file, bounded before anything adds them up.

use serde::Serializer;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// The longest any stretch of time in a record is believed to be: one day. Seconds beyond it are cut.
pub(super) const MOST_SECS: u32 = 86_400;

/// The highest check-in score; the scale is the 0-10 numeric rating scale used in clinics.
pub(super) const HIGHEST_SCORE: u8 = 10;

/// Any JSON number as a whole one, cut to the range of `i64`, so that `1e30` or `-5` is bounded instead of refused.
#[derive(Clone, Copy, Default)]
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl Visitor<'_> for Digits {
            type Value = Whole;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
                Ok(Whole(number))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Whole, E> {
                Ok(Whole(i64::try_from(number).unwrap_or(i64::MAX)))
            }

            #[expect(clippy::cast_possible_truncation, reason = "a cast from f64 is cut at the ends, which is wanted")]
            fn visit_f64<E>(self, number: f64) -> Result<Whole, E> {
                Ok(Whole(number.round() as i64))
            }
        }

        deserializer.deserialize_any(Digits)
    }
}

impl Whole {
    fn seconds(self) -> u32 {
        u32::try_from(self.0.clamp(0, i64::from(MOST_SECS))).unwrap_or(MOST_SECS)
    }

    fn score(self) -> Option<u8> {
        u8::try_from(self.0).ok().filter(|score| *score <= HIGHEST_SCORE)
    }
}

/// Seconds, cut to `0..=MOST_SECS`.
pub(super) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Whole::deserialize(deserializer).map(Whole::seconds)
}

/// Seconds that may be missing or null.
pub(super) fn maybe_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(Option::<Whole>::deserialize(deserializer)?.map(Whole::seconds))
}

/// A score of 0-10 that may be missing. One outside the scale says nothing, so it counts as missing.
pub(super) fn maybe_score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    Ok(Option::<Whole>::deserialize(deserializer)?.and_then(Whole::score))
}

/// A score of 0-10 without which the record means nothing.
pub(super) fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let whole = Whole::deserialize(deserializer)?;
    whole.score().ok_or_else(|| D::Error::invalid_value(Unexpected::Signed(whole.0), &"a score from 0 to 10"))
}

/// Writes a score, cut to the scale.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
pub(super) fn cut_score<S: Serializer>(score: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8((*score).min(HIGHEST_SCORE))
}
