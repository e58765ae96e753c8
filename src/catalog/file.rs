//! The shapes of exercise and routine files, and the way from them to the domain.
//!
//! The shapes deny unknown fields, so that a misspelt field is a fault and not a silent nothing. The JSON Schemas in
//! `routines/schema/` are made from them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::de::{self, DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

use super::area::{Area, Kind, Level, Position, Sides};
use super::exercise::{Cues, Exercise, Source};
use super::fault::{Fault, FieldFault, Part, locate};
use super::routine::{Dose, Origin, Routine, Step};
use super::text::clean;

/// Columns for a name or a title.
const NAME: usize = 60;
/// Columns for a sentence.
const SENTENCE: usize = 400;
/// The most entries a list of sentences may have.
const LONGEST_LIST: usize = 30;
/// The most steps a routine may have.
const MOST_STEPS: usize = 100;
/// A routine may take at most an hour (design: "The plan").
const LONGEST_ROUTINE: Duration = Duration::from_hours(1);

/// An exercise as its file spells it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "supple exercise")]
pub struct ExerciseFile {
    /// For editors: where the schema of this file is.
    #[serde(rename = "$schema", default)]
    _schema: Option<IgnoredText>,
    /// Lower-case letters, digits and hyphens; the same as the file's name without `.json`.
    #[schemars(regex(pattern = "^[a-z0-9-]{1,64}$"))]
    id: String,
    /// What a person calls it.
    name: String,
    /// `trapezius`, `neck`, `lower-back`, `glutes`, or `warm-up` for one that serves all.
    area: String,
    /// The part of the area.
    #[serde(default)]
    #[serde(rename = "part")]
    _part: Option<String>,
    /// The muscles it reaches.
    #[serde(default)]
    targets: Vec<String>,
    /// `seated`, `standing`, `supine`, `prone`, `side-lying`, `quadruped` or `kneeling`.
    position: String,
    /// What must be at hand.
    #[serde(default)]
    equipment: Vec<String>,
    /// `none`, or `left-right` for one that is done once a side.
    sides: String,
    /// `static`, `dynamic`, `isometric` or `breathing`.
    kind: String,
    /// `beginner` or `intermediate`.
    level: String,
    /// What it is, in a line.
    summary: String,
    /// The dose when a person does it by itself.
    dose: DoseFile,
    /// The longest a hold may be made with the plus key; 30 where not given for neck and trapezius, else 60.
    #[serde(default)]
    #[schemars(range(min = 5, max = 60))]
    max_hold_secs: Option<Whole>,
    /// What to do, in the order of doing it.
    cues: CuesFile,
    /// What a voice says, a sentence an entry; a left-right exercise uses `{side}` and `{other}`.
    spoken: Vec<String>,
    /// What goes wrong most often.
    #[serde(default)]
    mistakes: Vec<String>,
    /// When to be careful and when to stop; at least one says "stop".
    cautions: Vec<String>,
    /// Tags of the screening questions that rule it out.
    #[serde(default)]
    skip_if: Vec<String>,
    /// What to do when it is too much.
    easier: String,
    /// What to do when it is too little.
    #[serde(default)]
    harder: String,
    /// Where it comes from; at least one.
    sources: Vec<SourceFile>,
    /// What in it rests on no source; kept, never shown.
    #[serde(default)]
    #[serde(rename = "from_memory")]
    _from_memory: Option<IgnoredText>,
    /// The figure: joint angles by frame.
    #[serde(default)]
    #[serde(rename = "pose")]
    _pose: Option<Pose>,
}

/// What to do, in the order of doing it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    /// How to take up the position.
    setup: Vec<String>,
    /// How to move.
    r#move: Vec<String>,
    /// Where it is felt.
    feel: String,
    /// How to breathe.
    breathe: String,
}

/// Where a statement comes from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    /// A short name.
    #[serde(rename = "id", default)]
    _id: Option<String>,
    /// Title, and year or publisher where known.
    title: String,
    /// Where it can be read, if it is on the web.
    #[serde(default)]
    url: Option<String>,
}

/// How long and how often. `static` and `isometric` exercises take `hold_secs`, `times` and `rest_secs`; `dynamic`
/// ones `count` and `secs_each`; `breathing` ones `rounds`, `in_secs` and `out_secs`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct DoseFile {
    /// Seconds of one hold: 5 to 60, or 3 to 60 for a push of an isometric exercise.
    #[schemars(range(min = 3, max = 60))]
    hold_secs: Option<Whole>,
    /// Holds a side: at most 4, or 12 gentle pushes of an isometric exercise.
    #[schemars(range(min = 1, max = 12))]
    times: Option<Whole>,
    /// Seconds between two holds, 0 to 60.
    #[schemars(range(min = 0, max = 60))]
    rest_secs: Option<Whole>,
    /// Repetitions a side, 1 to 100.
    #[schemars(range(min = 1, max = 100))]
    count: Option<Whole>,
    /// Seconds of one repetition, 1 to 60.
    #[schemars(range(min = 1, max = 60))]
    secs_each: Option<Whole>,
    /// Breaths, 1 to 60.
    #[schemars(range(min = 1, max = 60))]
    rounds: Option<Whole>,
    /// Seconds of breathing in, 2 to 10.
    #[schemars(range(min = 2, max = 10))]
    in_secs: Option<Whole>,
    /// Seconds of breathing out, 2 to 15.
    #[schemars(range(min = 2, max = 15))]
    out_secs: Option<Whole>,
}

/// A routine as its file spells it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "supple routine")]
pub struct RoutineFile {
    /// For editors: where the schema of this file is.
    #[serde(rename = "$schema", default)]
    _schema: Option<IgnoredText>,
    /// Lower-case letters, digits and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9-]{1,64}$"))]
    id: String,
    /// What a person calls it.
    title: String,
    /// Any of `trapezius`, `neck`, `lower-back`, `glutes`; at least one.
    areas: Vec<String>,
    /// `beginner` or `intermediate`.
    level: String,
    /// What it is for, in a sentence.
    goal: String,
    /// When it fits.
    #[serde(default)]
    when: String,
    /// What must be at hand.
    #[serde(default)]
    equipment: Vec<String>,
    /// A warning or a condition that belongs to the whole routine.
    #[serde(default)]
    note: Option<String>,
    /// What is done, in order; at least one.
    steps: Vec<StepFile>,
}

/// An exercise in a routine.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StepFile {
    /// The exercise's id.
    exercise: String,
    /// Where it differs from the exercise's own position.
    #[serde(default)]
    position: Option<String>,
    /// Where it differs from the exercise's own dose.
    #[serde(default)]
    dose: Option<DoseFile>,
}

/// A whole number, whatever its size: the checks bound it and name the bounds.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(transparent)]
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Whole;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
                Ok(Whole(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Whole, E> {
                Ok(Whole(i64::try_from(number).unwrap_or(i64::MAX)))
            }
        }
        deserializer.deserialize_i64(Visitor)
    }
}

/// Text that is kept in the file and not read.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(with = "String")]
struct IgnoredText(IgnoredAny);

/// A figure. Its shape is checked where figures are drawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(with = "serde_json::Map<String, serde_json::Value>")]
struct Pose(IgnoredAny);

/// Reads a file's text into a shape; a misfit is a fault with line, column and field.
pub(super) fn read<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, Fault> {
    // The plain parser is the fast one; the one that knows the field's path runs only when something is wrong.
    if let Ok(shape) = serde_json::from_str(text) {
        return Ok(shape);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let (field, error) = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) => {
            let field = error.path().to_string();
            (if field == "." { String::new() } else { clean(&field, 120) }, error.into_inner())
        }
        Ok(_) => match deserializer.end() {
            Err(error) => (String::new(), error),
            Ok(()) => return serde_json::from_str(text).map_err(|error| in_file(file, String::new(), &error)),
        },
    };
    Err(in_file(file, field, &error))
}

fn in_file(file: &Path, field: String, error: &serde_json::Error) -> Fault {
    let at = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
    let whole = error.to_string();
    let what = whole.split(" at line ").next().unwrap_or(&whole);
    Fault { file: file.to_owned(), at, field, what: clean(what, 300) }
}

/// Turns the fault of a field into the fault of a file.
pub(super) fn placed(file: &Path, text: &str, fault: &FieldFault) -> Fault {
    Fault { file: file.to_owned(), at: locate(text, &fault.path), field: fault.field(), what: fault.what.clone() }
}

impl TryFrom<ExerciseFile> for Exercise {
    type Error = FieldFault;

    fn try_from(file: ExerciseFile) -> Result<Self, FieldFault> {
        let id = id(&file.id)?;
        let area = match file.area.as_str() {
            "warm-up" => None,
            word => Some(Area::named(word).ok_or_else(|| {
                FieldFault::new("area", format!("expected {} or warm-up, found {}", list(Area::ALL), quoted(word)))
            })?),
        };
        let kind = Kind::named(&file.kind).ok_or_else(|| unknown("kind", Kind::ALL, &file.kind))?;
        let sides = Sides::named(&file.sides).ok_or_else(|| unknown("sides", Sides::ALL, &file.sides))?;
        let dose = file.dose.check(kind).map_err(|fault| fault.under(&[Part::Field("dose")]))?;
        let longest_hold = match file.max_hold_secs {
            Some(secs) => seconds("max_hold_secs", Some(secs), 5, 60)?,
            None if matches!(area, Some(Area::Neck | Area::Trapezius)) => Duration::from_secs(30),
            None => Duration::from_mins(1),
        };
        let spoken = sentences("spoken", &file.spoken, 1)?;
        match sides {
            Sides::LeftRight if !file.spoken.iter().any(|line| line.contains("{side}")) => {
                return Err(FieldFault::new("spoken", "expected {side} in it: a left-right exercise names its side"));
            }
            Sides::None if file.spoken.iter().any(|line| line.contains("{side}") || line.contains("{other}")) => {
                return Err(FieldFault::new("spoken", "expected no {side} or {other}: the exercise has no sides"));
            }
            _ => {}
        }
        let cautions = sentences("cautions", &file.cautions, 1)?;
        let cues = Cues {
            setup: sentences("setup", &file.cues.setup, 1).map_err(|fault| fault.under(&[Part::Field("cues")]))?,
            r#move: sentences("move", &file.cues.r#move, 1).map_err(|fault| fault.under(&[Part::Field("cues")]))?,
            feel: clean(&file.cues.feel, SENTENCE),
            breathe: clean(&file.cues.breathe, SENTENCE),
        };
        if file.sources.is_empty() {
            return Err(FieldFault::new("sources", "expected at least one source"));
        }
        Ok(Self {
            id,
            name: some_text("name", &file.name, NAME)?,
            area,
            targets: names("targets", &file.targets)?,
            position: position("position", &file.position)?,
            equipment: names("equipment", &file.equipment)?,
            sides,
            kind,
            level: level(&file.level)?,
            summary: clean(&file.summary, SENTENCE),
            dose,
            longest_hold,
            cues,
            spoken,
            mistakes: sentences("mistakes", &file.mistakes, 0)?,
            cautions,
            skip_if: names("skip_if", &file.skip_if)?,
            easier: some_text("easier", &file.easier, SENTENCE)?,
            harder: clean(&file.harder, SENTENCE),
            sources: file.sources.into_iter().take(LONGEST_LIST).map(Source::from).collect(),
        })
    }
}

impl From<SourceFile> for Source {
    fn from(file: SourceFile) -> Self {
        Self { title: clean(&file.title, SENTENCE), url: file.url.map(|url| clean(&url, SENTENCE)) }
    }
}

impl RoutineFile {
    /// The routine, with its exercises looked up by `find`.
    pub(super) fn check(
        &self,
        origin: Origin,
        find: impl Fn(&str) -> Option<Arc<Exercise>>,
    ) -> Result<Routine, FieldFault> {
        if self.areas.is_empty() {
            return Err(FieldFault::new("areas", format!("expected at least one of {}", list(Area::ALL))));
        }
        let areas = (self.areas.iter().enumerate())
            .map(|(index, word)| Area::named(word).ok_or_else(|| unknown_item("areas", index, &list(Area::ALL), word)))
            .collect::<Result<Vec<_>, _>>()?;
        if self.steps.is_empty() || self.steps.len() > MOST_STEPS {
            let what = format!("expected 1 to {MOST_STEPS} steps, found {}", self.steps.len());
            return Err(FieldFault::new("steps", what));
        }
        let steps = (self.steps.iter().enumerate())
            .map(|(index, step)| {
                step.check(&find).map_err(|fault| fault.under(&[Part::Field("steps"), Part::Item(index)]))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let routine = Routine {
            id: id(&self.id)?,
            title: some_text("title", &self.title, NAME)?,
            areas,
            level: level(&self.level)?,
            goal: clean(&self.goal, SENTENCE),
            when: clean(&self.when, SENTENCE),
            equipment: names("equipment", &self.equipment)?,
            note: self.note.as_deref().map(|note| clean(note, SENTENCE)).filter(|note| !note.is_empty()),
            steps,
            origin,
        };
        let total = crate::session::plan::Plan::of(&routine).total();
        if total > LONGEST_ROUTINE {
            let what = format!("expected at most 60 minutes in all, found {} minutes", total.as_secs().div_ceil(60));
            return Err(FieldFault::new("steps", what));
        }
        Ok(routine)
    }
}

impl StepFile {
    fn check(&self, find: impl Fn(&str) -> Option<Arc<Exercise>>) -> Result<Step, FieldFault> {
        let exercise = find(&self.exercise).ok_or_else(|| {
            FieldFault::new("exercise", format!("expected the id of an exercise, found {}", quoted(&self.exercise)))
        })?;
        let position = match &self.position {
            Some(word) => position("position", word)?,
            None => exercise.position,
        };
        let dose = match &self.dose {
            Some(dose) => dose.check(exercise.kind).map_err(|fault| fault.under(&[Part::Field("dose")]))?,
            None => exercise.dose,
        };
        Ok(Step { exercise, position, dose })
    }
}

impl DoseFile {
    fn check(&self, kind: Kind) -> Result<Dose, FieldFault> {
        let holds = [("hold_secs", self.hold_secs), ("times", self.times), ("rest_secs", self.rest_secs)];
        let reps = [("count", self.count), ("secs_each", self.secs_each)];
        let breaths = [("rounds", self.rounds), ("in_secs", self.in_secs), ("out_secs", self.out_secs)];
        let stray = |fields: &[(&'static str, Option<Whole>)]| match fields.iter().find(|(_, value)| value.is_some()) {
            Some((name, _)) => Err(FieldFault::new(name, format!("does not belong in the dose of a {kind} exercise"))),
            None => Ok(()),
        };
        match kind {
            Kind::Static | Kind::Isometric => {
                stray(&reps)?;
                stray(&breaths)?;
                // ACSM: 2 to 4 repetitions of a stretch; isometric presses are repeated about 5 to 12 times. A gentle
                // push may be as short as the content sheet's 3 s; a stretch may not.
                let (least, most) = if kind == Kind::Static { (5, 4) } else { (3, 12) };
                Ok(Dose::Holds {
                    hold: seconds("hold_secs", self.hold_secs, least, 60)?,
                    times: number("times", self.times, 1, most, "times a side")?,
                    rest: seconds("rest_secs", self.rest_secs.or(Some(Whole(0))), 0, 60)?,
                })
            }
            Kind::Dynamic => {
                stray(&holds)?;
                stray(&breaths)?;
                Ok(Dose::Reps {
                    count: number("count", self.count, 1, 100, "repetitions a side")?,
                    each: seconds("secs_each", self.secs_each, 1, 60)?,
                })
            }
            Kind::Breathing => {
                stray(&holds)?;
                stray(&reps)?;
                Ok(Dose::Breaths {
                    rounds: number("rounds", self.rounds, 1, 60, "breaths")?,
                    breathe_in: seconds("in_secs", self.in_secs, 2, 10)?,
                    breathe_out: seconds("out_secs", self.out_secs, 2, 15)?,
                })
            }
        }
    }
}

fn number(name: &'static str, value: Option<Whole>, least: u32, most: u32, unit: &str) -> Result<u32, FieldFault> {
    let Some(Whole(found)) = value else {
        return Err(FieldFault::new(name, format!("expected {least} to {most} {unit}, found nothing")));
    };
    u32::try_from(found)
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| FieldFault::new(name, format!("expected {least} to {most} {unit}, found {found}")))
}

fn seconds(name: &'static str, value: Option<Whole>, least: u32, most: u32) -> Result<Duration, FieldFault> {
    number(name, value, least, most, "seconds").map(|secs| Duration::from_secs(secs.into()))
}

fn id(raw: &str) -> Result<String, FieldFault> {
    let fits =
        (1..=64).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(raw.to_owned())
    } else {
        let what = format!("expected 1 to 64 lower-case letters, digits and hyphens, found {}", quoted(raw));
        Err(FieldFault::new("id", what))
    }
}

fn position(name: &'static str, word: &str) -> Result<Position, FieldFault> {
    Position::named(word).ok_or_else(|| unknown(name, Position::ALL, word))
}

fn level(word: &str) -> Result<Level, FieldFault> {
    Level::named(word).ok_or_else(|| unknown("level", Level::ALL, word))
}

fn some_text(name: &'static str, raw: &str, columns: usize) -> Result<String, FieldFault> {
    let text = clean(raw, columns);
    if text.is_empty() { Err(FieldFault::new(name, "expected some text")) } else { Ok(text) }
}

fn sentences(name: &'static str, raw: &[String], least: usize) -> Result<Vec<String>, FieldFault> {
    texts(name, raw, least, SENTENCE)
}

fn names(name: &'static str, raw: &[String]) -> Result<Vec<String>, FieldFault> {
    texts(name, raw, 0, NAME)
}

fn texts(name: &'static str, raw: &[String], least: usize, columns: usize) -> Result<Vec<String>, FieldFault> {
    if raw.len() < least || raw.len() > LONGEST_LIST {
        let what = format!("expected {least} to {LONGEST_LIST} entries, found {}", raw.len());
        return Err(FieldFault::new(name, what));
    }
    Ok(raw.iter().map(|text| clean(text, columns)).filter(|text| !text.is_empty()).collect())
}

fn unknown<T: std::fmt::Display>(name: &'static str, known: &[T], found: &str) -> FieldFault {
    FieldFault::new(name, format!("expected {}, found {}", list(known), quoted(found)))
}

fn unknown_item(name: &'static str, index: usize, known: &str, found: &str) -> FieldFault {
    FieldFault {
        path: vec![Part::Field(name), Part::Item(index)],
        what: format!("expected {known}, found {}", quoted(found)),
    }
}

/// `a, b or c`.
fn list<T: std::fmt::Display>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

fn quoted(raw: &str) -> String {
    format!("\"{}\"", clean(raw, NAME))
}
