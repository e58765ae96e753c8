//! One line of history: what it says, and its fields in JSON. How a line is put together is `line`'s.

use super::number;
use crate::practice::terms::WhichSide;
use crate::practice::{Felt, Hurt, Side};
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Timelike, Weekday, WeekdaySet};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// The longest line that is read or written, in bytes. A session of an hour takes a hundredth of it.
pub const MOST_LINE_BYTES: usize = 1024 * 1024;

/// The longest text kept in a record, in characters: notes and titles are for people, not for documents.
pub const MOST_TEXT_CHARS: usize = 2_000;

/// The longest id accepted, in bytes: a ULID has 26, a UUID 36.
pub const MOST_ID_BYTES: usize = 64;

/// One line of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Unique among all machines: a ULID. The same id twice is one record.
    pub id: String,
    /// Moment it began, to the second, with the offset from UTC of that moment and place.
    pub at: DateTime<FixedOffset>,
    /// Kind of record.
    pub kind: Kind,
}

/// Kind of a record, with its content. The word of a kind is its variant's name; what it says are the fields, of
/// which at least one is always written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One run of a routine.
    Session(Session),
    /// Days declared free, both ends included.
    Rest {
        /// The first free day.
        from: NaiveDate,
        /// The last free day.
        to: NaiveDate,
        /// Why, in the person's own words.
        #[serde(default, serialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Weekdays that are free from a day on, until a later record of this kind says otherwise.
    RestWeekdays {
        /// The first day on which this holds.
        from: NaiveDate,
        /// The weekdays; none ends it.
        #[serde(serialize_with = "day_words", deserialize_with = "days")]
        weekdays: WeekdaySet,
    },
    /// Tension of an area.
    CheckIn {
        /// The area's id.
        area: String,
        /// 0 (none) to 10.
        #[serde(serialize_with = "number::cut_score", deserialize_with = "number::score")]
        tension: u8,
        /// `true` if it keeps the person from what they do every day.
        #[serde(default)]
        limits_daily_life: bool,
    },
    /// Details of an area for a clinician; of each detail the newest counts.
    Symptoms(Symptoms),
    /// How well the person can do something that matters to them (Patient-Specific Functional Scale, Stratford 1995).
    Function {
        /// What it is, in the person's own words.
        #[serde(serialize_with = "text")]
        what: String,
        /// 0 (not at all) to 10 (as before).
        #[serde(serialize_with = "number::cut_score", deserialize_with = "number::score")]
        score: u8,
    },
    /// What a person said of themselves; the newest counts.
    Profile(Profile),
    /// How much a person likes a routine or an exercise; of each, the newest counts.
    Taste {
        /// The id of the routine or the exercise.
        of: String,
        /// How much they like it.
        is: Liking,
    },
    /// A programme begun, left or taken up.
    Program {
        /// The programme's id.
        program: String,
        /// What was done with it.
        #[serde(rename = "do")]
        does: Doing,
    },
    /// An experiment of a person's own begun, or ended before its time.
    Experiment(Experiment),
    /// Takes another record back. A later one may take back a retraction: then what that took back stands again.
    Retract {
        /// The id of the record taken back.
        of: String,
    },
}

/// How much a person likes a routine or an exercise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Liking {
    /// They like it more than others.
    Favourite,
    /// It is never to be suggested.
    Never,
    /// What was said before holds no longer.
    #[default]
    Neither,
    /// A word this version does not know.
    #[serde(other)]
    Unknown,
}

/// What a person does with a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doing {
    /// Begins it.
    Start,
    /// Leaves it for a while.
    Pause,
    /// Takes it up again.
    Resume,
    /// Leaves it.
    Stop,
    /// A word this version does not know.
    #[serde(other)]
    Unknown,
}

/// Two routines or exercises that a person compares over four weeks. What is done on which day, and what came of it,
/// follows from this and the sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experiment {
    /// What was done: begun, or ended.
    #[serde(rename = "do")]
    pub does: Doing,
    /// The id of one routine or exercise.
    #[serde(default, serialize_with = "text")]
    pub first: String,
    /// The id of the other.
    #[serde(default, serialize_with = "text")]
    pub second: String,
    /// The id of the area whose tension tells.
    #[serde(default, serialize_with = "text")]
    pub area: String,
    /// The number from which the order of the days follows.
    #[serde(default)]
    pub seed: u32,
    /// The id of the record that began it, where this one ends it.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// Details of an area, each as far as it was told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symptoms {
    /// The area's id.
    #[serde(default)]
    pub area: String,
    /// Pain, 0-10, where it is told beside the tension.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub pain: Option<u8>,
    /// The side: `left`, `right` or `both`.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub side: Option<WhichSide>,
    /// The day since when it is there, about.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// `true` if it wakes the person, or is worse at night.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub at_night: Option<bool>,
    /// `true` if an arm or a leg tingles, is numb or weak.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub in_limb: Option<bool>,
}

impl Symptoms {
    /// Details of the area with this id, none of them told.
    #[must_use]
    pub fn of(area: &str) -> Self {
        Self { area: area.to_owned(), ..Self::default() }
    }

    /// Returns `true` if nothing is told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::of(&self.area)
    }
}

/// What a person said of themselves, so that what does not suit them is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The tags of the screening questions that were answered with yes.
    #[serde(default)]
    pub yes: BTreeSet<String>,
    /// The things that are not at hand.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lacks: BTreeSet<String>,
    /// The positions that are not wanted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub avoids: BTreeSet<String>,
}

/// One run of a routine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The routine's id.
    #[serde(default)]
    pub routine: String,
    /// The routine's title on that day, for a history that outlives the routine.
    #[serde(default, serialize_with = "text")]
    pub title: String,
    /// `true` if it was done to the end.
    #[serde(default)]
    pub completed: bool,
    /// Length of the plan, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub planned_secs: u32,
    /// Time spent moving or holding, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub active_secs: u32,
    /// Time spent paused, in seconds.
    #[serde(default, deserialize_with = "number::seconds")]
    pub paused_secs: u32,
    /// Outcome of each exercise, in order.
    #[serde(default)]
    pub steps: Vec<StepRecord>,
    /// Tension before, 0-10; where areas were asked about one by one, the highest of them.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub before: Option<u8>,
    /// Tension after, 0-10; where areas were asked about one by one, the highest of them.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub after: Option<u8>,
    /// Tension by area, where areas were asked about one by one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tension: BTreeMap<String, Scores>,
    /// The id of the programme that it belongs to.
    #[serde(
        default,
        serialize_with = "maybe_text",
        deserialize_with = "maybe_term",
        skip_serializing_if = "Option::is_none"
    )]
    pub program: Option<String>,
    /// How it felt, in a programme: `easy`, `right` or `hard`.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub felt: Option<Felt>,
    /// The person's own words.
    #[serde(default, serialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Moment it was typed in, where the program did not see it done.
    #[serde(
        default,
        serialize_with = "moment_text",
        deserialize_with = "maybe_moment",
        skip_serializing_if = "Option::is_none"
    )]
    pub entered: Option<DateTime<FixedOffset>>,
    /// The id of the record that this one stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

/// Tension before and after, each 0-10 and each perhaps not told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Before.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub before: Option<u8>,
    /// After.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub after: Option<u8>,
}

/// Outcome of one exercise of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StepLine", into = "StepLine")]
pub struct StepRecord {
    /// The exercise's id.
    pub exercise: String,
    /// The areas it serves.
    pub areas: Vec<String>,
    /// Seconds on the left, where the exercise has sides.
    pub left_secs: Option<u32>,
    /// Seconds on the right, where the exercise has sides.
    pub right_secs: Option<u32>,
    /// Seconds in all.
    pub secs: u32,
    /// Outcome of the exercise.
    pub outcome: StepOutcome,
    /// Each time it hurt, in order.
    pub ouches: Vec<Ouch>,
}

/// An "it hurts" in an exercise, with what was said about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ouch {
    /// Seconds from the start of the session, pauses included.
    #[serde(default, deserialize_with = "number::seconds")]
    pub after_secs: u32,
    /// The side that was stretched or worked.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// What it is; `None` where nobody said.
    #[serde(default, deserialize_with = "maybe_term", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Hurt>,
    /// How strong it is, 0-10.
    #[serde(default, deserialize_with = "number::maybe_score", skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
}

/// A step as written: the total is left out where the two sides already say it.
#[derive(Serialize, Deserialize)]
struct StepLine {
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
    outcome: StepOutcome,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ouches: Vec<Ouch>,
}

impl StepRecord {
    /// The answer to each time that it hurt. Before each was kept, the outcome told that it did.
    #[must_use]
    pub fn hurts(&self) -> Vec<Option<Hurt>> {
        match self.outcome {
            StepOutcome::Stopped | StepOutcome::Eased if self.ouches.is_empty() => vec![None],
            _ => self.ouches.iter().map(|ouch| ouch.kind).collect(),
        }
    }

    /// Returns `true` if nothing was done in it and nothing hurt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.secs == 0 && self.ouches.is_empty()
    }
}

/// The seconds of both sides, where the exercise has sides.
fn both_sides(left: Option<u32>, right: Option<u32>) -> Option<u32> {
    left.or(right).map(|_| left.unwrap_or(0).saturating_add(right.unwrap_or(0)))
}

impl From<StepLine> for StepRecord {
    fn from(line: StepLine) -> Self {
        let StepLine { exercise, areas, left_secs, right_secs, secs, outcome, ouches } = line;
        let secs = secs.or_else(|| both_sides(left_secs, right_secs)).unwrap_or(0);
        Self { exercise, areas, left_secs, right_secs, secs, outcome, ouches }
    }
}

impl From<StepRecord> for StepLine {
    fn from(step: StepRecord) -> Self {
        let StepRecord { exercise, areas, left_secs, right_secs, secs, outcome, ouches } = step;
        let secs = Some(secs).filter(|_| both_sides(left_secs, right_secs) != Some(secs));
        Self { exercise, areas, left_secs, right_secs, secs, outcome, ouches }
    }
}

/// Outcome of an exercise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepOutcome {
    /// As planned.
    Done,
    /// Passed over.
    Skipped,
    /// The person said it hurt.
    Stopped,
    /// The easier version was done.
    Eased,
    /// The session ended first.
    #[default]
    Unfinished,
    /// A word this version does not know.
    #[serde(other)]
    Unknown,
}

impl Record {
    /// A record of `kind` that began `at`, under a new id.
    #[must_use]
    pub fn new(at: DateTime<FixedOffset>, kind: Kind) -> Self {
        Self { id: Self::new_id(at), at: whole_second(at), kind }
    }

    /// A new id: sorts by time, and is unique by 80 random bits.
    #[must_use]
    pub fn new_id(at: DateTime<FixedOffset>) -> String {
        let since_1970 = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        // A ULID holds 48 bits of milliseconds, which end in the year 10889.
        let since_1970 = since_1970.min((1 << 48) - 1);
        let moment = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(since_1970));
        ulid::Ulid::from_datetime(moment.unwrap_or(SystemTime::UNIX_EPOCH)).to_string()
    }
}

impl Record {
    /// The ids of the areas that it tells of.
    #[must_use]
    pub fn areas(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Session(session) => session.areas().into_iter().collect(),
            Kind::CheckIn { area, .. } | Kind::Symptoms(Symptoms { area, .. }) => vec![area],
            Kind::Rest { .. }
            | Kind::RestWeekdays { .. }
            | Kind::Function { .. }
            | Kind::Profile(_)
            | Kind::Taste { .. }
            | Kind::Program { .. }
            | Kind::Experiment(_)
            | Kind::Retract { .. } => Vec::new(),
        }
    }
}

impl Session {
    /// The areas of its steps, each once.
    #[must_use]
    pub fn areas(&self) -> BTreeSet<&str> {
        self.steps.iter().flat_map(|step| &step.areas).map(String::as_str).collect()
    }

    /// The tension told of `area`: its own scores, or those of the session as a whole where areas were not asked about.
    #[must_use]
    pub fn scores(&self, area: &str) -> Scores {
        if self.tension.is_empty() {
            Scores { before: self.before, after: self.after }
        } else {
            self.tension.get(area).copied().unwrap_or_default()
        }
    }

    /// Tells the tension of each area, and of the session as a whole the highest.
    pub fn set_tension(&mut self, tension: BTreeMap<String, Scores>) {
        self.before = tension.values().filter_map(|scores| scores.before).max();
        self.after = tension.values().filter_map(|scores| scores.after).max();
        self.tension = tension;
    }
}

/// A word of the practice's terms that may be missing. One that this version does not know says nothing.
pub(super) fn maybe_term<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let word = Option::<serde_json::Value>::deserialize(deserializer)?;
    Ok(word.and_then(|word| serde_json::from_value(word).ok()))
}

fn whole_second(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    at.with_nanosecond(0).unwrap_or(at)
}

fn outcome<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StepOutcome, D::Error> {
    Ok(Option::<StepOutcome>::deserialize(deserializer)?.unwrap_or_default())
}

fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WeekdaySet, D::Error> {
    Ok(Vec::<Weekday>::deserialize(deserializer)?.into_iter().collect())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn day_words<S: Serializer>(days: &WeekdaySet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter(Weekday::Mon).map(|day| day.to_string().to_lowercase()))
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn moment_text<S: Serializer>(at: &Option<DateTime<FixedOffset>>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)).serialize(serializer)
}

/// A moment that may be missing. One that cannot be read says nothing, so it counts as missing.
pub(super) fn maybe_moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
    let text = Option::<Cow<'de, str>>::deserialize(deserializer)?;
    Ok(text.and_then(|text| DateTime::parse_from_rfc3339(&text).ok()))
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_TEXT_CHARS).map_or(text, |(end, _)| &text[..end])
}

fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(cut(text))
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn maybe_text<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().map(cut).serialize(serializer)
}
