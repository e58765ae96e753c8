//! The shapes of exercise, routine and programme files. `check` leads from them to the domain.
//!
//! The shapes deny unknown fields, so that a misspelt field is a fault and not a silent nothing. The JSON Schemas in
//! `routines/schema/` are made from them by a test, so that the program carries nothing for it. Remarks may stand in any object: fields whose names begin with `//`.

pub(super) mod figure;
mod ignored;
mod program;
mod remarks;
#[cfg(test)]
mod tests;

use std::path::Path;

#[cfg(test)]
use schemars::JsonSchema;
use serde::de;
use serde::{Deserialize, Deserializer};

use super::fault::{Fault, FieldFault, locate};
use crate::sanitize::clean;
use ignored::IgnoredText;
pub use program::ProgramFile;
pub(super) use program::{SetsFile, StageFile};
pub(super) use remarks::without_remarks;

/// An exercise as its file spells it; `F` is its figure, read or as it stands there.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "supple exercise", description = "An exercise as its file spells it."))]
pub struct ExerciseFile<F = figure::FigureFile> {
    /// For editors: where the schema of this file is.
    #[serde(rename = "$schema", default)]
    _schema: Option<IgnoredText>,
    /// Lower-case letters, digits and hyphens; the same as the file's name without `.json`.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9-]{1,64}$")))]
    pub(super) id: String,
    /// The name that people see.
    pub(super) name: String,
    /// The area, if it serves one: `trapezius`, `neck`, `lower-back`, `glutes`, `wrists`, a word of your
    /// own, or `warm-up` for one that serves all.
    #[serde(default)]
    pub(super) area: Option<String>,
    /// All areas, if it serves several, the one it is listed under first.
    #[serde(default)]
    pub(super) areas: Vec<String>,
    /// The part of the area.
    #[serde(default)]
    #[serde(rename = "part")]
    _part: Option<String>,
    /// The muscles it reaches.
    #[serde(default)]
    pub(super) targets: Vec<String>,
    /// `seated`, `standing`, `supine`, `prone`, `side-lying`, `quadruped` or `kneeling`.
    pub(super) position: String,
    /// The things that must be at hand.
    #[serde(default)]
    pub(super) equipment: Vec<String>,
    /// `none`, or `left-right` for one that is done once a side.
    pub(super) sides: String,
    /// `static`, `dynamic`, `isometric` or `breathing`.
    pub(super) kind: String,
    /// `beginner` or `intermediate`.
    pub(super) level: String,
    /// The summary, in a line.
    pub(super) summary: String,
    /// The dose when a person does it by itself.
    pub(super) dose: DoseFile,
    /// The loads by which a strength exercise gets harder, 2 to 8 from the easiest to the hardest; the first has the
    /// exercise's own dose.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(min = 2, max = 8)))]
    pub(super) loads: Vec<LoadFile>,
    /// The longest a hold may be made with the plus key; 30 where not given for neck, trapezius and wrists, else 60.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 5, max = 60)))]
    pub(super) max_hold_secs: Option<Whole>,
    /// The instructions, in the order of doing them.
    pub(super) cues: CuesFile,
    /// The sentences that a voice says, one an entry; a left-right exercise uses `{side}` and
    /// `{other}`.
    pub(super) spoken: Vec<String>,
    /// The language of its texts, as in `ja` or `pt-BR`; English where it is left out. A voice speaks them in it, where the
    /// system has one.
    #[serde(default)]
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")))]
    pub(super) language: Option<String>,
    /// The most frequent mistakes.
    #[serde(default)]
    pub(super) mistakes: Vec<String>,
    /// The things to be careful of.
    #[serde(default)]
    pub(super) cautions: Vec<String>,
    /// The signs to stop at; at least one. Where a file of an older kind has none, the cautions
    /// that say "stop" are taken.
    #[serde(default)]
    pub(super) stop: Vec<String>,
    /// Tags of the screening questions that rule it out.
    #[serde(default)]
    pub(super) skip_if: Vec<String>,
    /// Those of the tags in `skip_if` with which the easier version is safe: it is then done in place of it.
    #[serde(default)]
    pub(super) easier_suits: Vec<String>,
    /// The easier version, for when it is too much.
    pub(super) easier: String,
    /// The harder version, for when it is too little.
    #[serde(default)]
    pub(super) harder: String,
    /// The sources of its statements; at least one.
    pub(super) sources: Vec<SourceFile>,
    /// The statements that rest on no source; kept, never shown.
    #[serde(default)]
    #[serde(rename = "from_memory")]
    _from_memory: Option<IgnoredText>,
    /// The figure. An exercise without one is shown in words alone.
    #[serde(default = "Option::<F>::default")]
    pub(super) figure: Option<F>,
}

/// The instructions, in the order of doing them.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct CuesFile {
    /// The instructions to take up the position.
    pub(super) setup: Vec<String>,
    /// The movement.
    pub(super) r#move: Vec<String>,
    /// The place where it is felt.
    pub(super) feel: String,
    /// The breathing.
    pub(super) breathe: String,
}

/// The source of a statement.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    /// A short name.
    #[serde(rename = "id", default)]
    _id: Option<String>,
    /// Title, and year or publisher where known.
    pub(super) title: String,
    /// The address, if it is on the web.
    #[serde(default)]
    pub(super) url: Option<String>,
}

/// The durations and counts. `static` and `isometric` exercises take `hold_secs`, `times` and
/// `rest_secs`; `dynamic` ones `count` and `secs_each`; `breathing` ones `rounds`, `in_secs` and
/// `out_secs`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct DoseFile {
    /// Seconds of one hold: 5 to 60, or 3 to 60 for a push of an isometric exercise.
    #[cfg_attr(test, schemars(range(min = 3, max = 60)))]
    pub(super) hold_secs: Option<Whole>,
    /// Holds a side: at most 4, or 12 gentle pushes of an isometric exercise.
    #[cfg_attr(test, schemars(range(min = 1, max = 12)))]
    pub(super) times: Option<Whole>,
    /// Seconds between two holds, 0 to 60.
    #[cfg_attr(test, schemars(range(min = 0, max = 60)))]
    pub(super) rest_secs: Option<Whole>,
    /// Repetitions a side, 1 to 100.
    #[cfg_attr(test, schemars(range(min = 1, max = 100)))]
    pub(super) count: Option<Whole>,
    /// Seconds of one repetition, 1 to 60.
    #[cfg_attr(test, schemars(range(min = 1, max = 60)))]
    pub(super) secs_each: Option<Whole>,
    /// Breaths, 1 to 60.
    #[cfg_attr(test, schemars(range(min = 1, max = 60)))]
    pub(super) rounds: Option<Whole>,
    /// Seconds of breathing in, 2 to 10.
    #[cfg_attr(test, schemars(range(min = 2, max = 10)))]
    pub(super) in_secs: Option<Whole>,
    /// Seconds of breathing out, 2 to 15.
    #[cfg_attr(test, schemars(range(min = 2, max = 15)))]
    pub(super) out_secs: Option<Whole>,
}

/// A load, and the dose that is done with it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct LoadFile {
    /// The load in a few words, as in `a light band`.
    pub(super) load: String,
    /// The dose with this load.
    pub(super) dose: DoseFile,
    /// What to do with this load, sentence by sentence, where it differs from the exercise's own instructions.
    #[serde(default)]
    pub(super) how: Vec<String>,
}

/// A routine as its file spells it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "supple routine"))]
pub struct RoutineFile {
    /// For editors: where the schema of this file is.
    #[serde(rename = "$schema", default)]
    _schema: Option<IgnoredText>,
    /// Lower-case letters, digits and hyphens.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9-]{1,64}$")))]
    pub(super) id: String,
    /// The title that people see.
    pub(super) title: String,
    /// Any of `trapezius`, `neck`, `lower-back`, `glutes`, `wrists`, and words of your own; at least one.
    pub(super) areas: Vec<String>,
    /// `beginner` or `intermediate`.
    pub(super) level: String,
    /// The goal, in a sentence.
    pub(super) goal: String,
    /// The occasion that it suits.
    #[serde(default)]
    pub(super) when: String,
    /// The things that must be at hand.
    #[serde(default)]
    pub(super) equipment: Vec<String>,
    /// A warning or a condition that belongs to the whole routine.
    #[serde(default)]
    pub(super) note: Option<String>,
    /// `true` if it is meant for days on which much hurts: it is then what is proposed.
    #[serde(default)]
    pub(super) gentle: bool,
    /// `true` if it is meant for somebody's first session: it is then what is proposed.
    #[serde(default)]
    pub(super) first: bool,
    /// `true` if it is meant for the way, in a seat or at a stop: it is not proposed, and stands behind the others.
    #[serde(default)]
    pub(super) on_the_way: bool,
    /// The steps and the blocks of steps, in order; at least one.
    #[cfg_attr(test, schemars(with = "Vec<StepOrBlock>"))]
    pub(super) steps: Vec<EntryFile>,
}

/// An entry of a routine's steps with the fields of both a step and a block, so that a fault names its field; the checks
/// tell them apart by the fields that are there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryFile {
    /// The exercise of a step.
    #[serde(default)]
    pub(super) exercise: Option<String>,
    /// The position of a step.
    #[serde(default)]
    pub(super) position: Option<String>,
    /// The dose of a step.
    #[serde(default)]
    pub(super) dose: Option<DoseFile>,
    /// The rounds of a block.
    #[serde(default)]
    pub(super) rounds: Option<Whole>,
    /// The rest between the rounds of a block.
    #[serde(default)]
    pub(super) rest_secs: Option<Whole>,
    /// The steps of a block.
    #[serde(default)]
    pub(super) steps: Option<Vec<StepFile>>,
}

/// A step, or a block of steps that is repeated.
#[cfg(test)]
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is made")]
enum StepOrBlock {
    Step(StepFile),
    Block(BlockFile),
}

/// A block of steps that is done several times over.
#[cfg(test)]
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is made")]
struct BlockFile {
    /// The number of rounds, 2 to 10.
    #[cfg_attr(test, schemars(range(min = 2, max = 10)))]
    rounds: Whole,
    /// Seconds of rest between two rounds, 0 to 120.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 0, max = 120)))]
    rest_secs: Option<Whole>,
    /// The steps of a round, in order; at least one. A block holds no blocks.
    #[cfg_attr(test, schemars(length(min = 1)))]
    steps: Vec<StepFile>,
}

/// An exercise in a routine.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct StepFile {
    /// The exercise's id.
    pub(super) exercise: String,
    /// The position, where it differs from the exercise's own.
    #[serde(default)]
    pub(super) position: Option<String>,
    /// The dose, where it differs from the exercise's own.
    #[serde(default)]
    pub(super) dose: Option<DoseFile>,
}

/// A whole number, whatever its size: the checks bound it and name the bounds.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(transparent))]
pub(super) struct Whole(pub(super) i64);

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

/// Reads a file's text into a shape; a misfit is a fault with line, column and field.
pub(super) fn read<'de, T: Deserialize<'de>>(file: &Path, text: &'de str) -> Result<T, Fault> {
    // The parser would take a list for the fields in their order.
    if let Some(start) = text.find(|c: char| !c.is_whitespace()).filter(|start| text[*start..].starts_with('[')) {
        let line = text[..start].matches('\n').count() + 1;
        let what = "expected an object in { }, found a list".to_owned();
        return Err(Fault { file: file.to_owned(), at: Some((line, 1)), field: String::new(), what });
    }
    // The plain parser is the fast one; the one that knows the field's path runs only when something is wrong.
    if let Ok(shape) = serde_json::from_str(text) {
        return Ok(shape);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let (field, error) = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) => {
            let field = error.path().to_string();
            (if matches!(field.as_str(), "." | "?") { String::new() } else { clean(&field, 120) }, error.into_inner())
        }
        Ok(_) => match deserializer.end() {
            Err(error) => (String::new(), error),
            Ok(()) => return serde_json::from_str(text).map_err(|error| in_file(file, String::new(), &error)),
        },
    };
    // Remarks stay where the text is no JSON: then that is what is wrong with it.
    if field.rsplit('.').next().is_some_and(remarks::is_remark)
        && let Err(error) = serde_json::from_str::<de::IgnoredAny>(text)
    {
        return Err(in_file(file, String::new(), &error));
    }
    Err(in_file(file, field, &error))
}

/// An exercise's text without its figure, where that is of the older kind: flat, with a view and a framing.
pub(super) fn without_flat_figure(text: &str) -> Option<String> {
    let mut value: serde_json::Value = serde_json::from_str(text).ok()?;
    let figure = value.get("figure")?;
    (figure.get("view").is_some() && figure.get("framing").is_some()).then(|| {
        value.as_object_mut().map(|exercise| exercise.remove("figure"));
        value.to_string()
    })
}

fn in_file(file: &Path, field: String, error: &serde_json::Error) -> Fault {
    let at = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
    let whole = error.to_string();
    let what = whole.split(" at line ").next().unwrap_or(&whole);
    // A field that is missing is named by the message alone.
    if let Some(name) = what.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        let field = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
        return Fault { file: file.to_owned(), at, field, what: "is missing".to_owned() };
    }
    Fault { file: file.to_owned(), at, field, what: clean(&in_words(what), 300) }
}

/// Names as the parser lists them, without their marks.
fn listed(names: &str) -> String {
    names.trim_start_matches("one of ").replace('`', "").replace(" or ", ", ")
}

/// The parser's message in the words of JSON: it speaks of the program's own types.
fn in_words(what: &str) -> String {
    let Some((found, expected)) = what.rsplit_once(", expected ") else {
        return match what {
            what if what.starts_with("EOF while parsing") => "the file ends too early".to_owned(),
            "expected value" => "expected a value".to_owned(),
            what => what.to_owned(),
        };
    };
    if let Some(name) = found.strip_prefix("unknown field `") {
        return format!(
            "there is no field \"{}\" here; the fields are {}",
            name.trim_end_matches('`'),
            listed(expected)
        );
    }
    let expected = match expected {
        "a map" => "an object in { }",
        "a sequence" => "a list in [ ]",
        "a boolean" => "true or false",
        struct_of if struct_of.starts_with("struct ") => "an object in { }",
        other => other,
    };
    let found = found.strip_prefix("invalid type: ").or_else(|| found.strip_prefix("invalid value: ")).unwrap_or(found);
    let found = match found.split_once(' ') {
        Some(("integer" | "boolean", value)) => value.trim_matches('`').to_owned(),
        Some(("floating", value)) => value.trim_start_matches("point ").trim_matches('`').to_owned(),
        Some(("string", value)) => value.to_owned(),
        Some(("invalid", _)) => "a list".to_owned(),
        _ => match found {
            "map" => "an object".to_owned(),
            "sequence" => "a list".to_owned(),
            other => other.to_owned(),
        },
    };
    format!("expected {expected}, found {found}")
}

/// Turns the fault of a field into the fault of a file.
pub(super) fn placed(file: &Path, text: &str, fault: &FieldFault) -> Fault {
    Fault { file: file.to_owned(), at: locate(text, &fault.path), field: fault.field(), what: fault.what.clone() }
}
