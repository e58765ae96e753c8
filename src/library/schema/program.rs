//! The shape of programme files.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;

use super::ignored::IgnoredText;
use super::{DoseFile, SourceFile, Whole};

/// A programme as its file spells it: sessions over weeks, stage by stage.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "supple programme"))]
pub struct ProgramFile {
    /// For editors: where the schema of this file is.
    #[serde(rename = "$schema", default)]
    _schema: Option<IgnoredText>,
    /// Lower-case letters, digits and hyphens; the same as the file's name without `.json`.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9-]{1,64}$")))]
    pub(in crate::library) id: String,
    /// The title that people see.
    pub(in crate::library) title: String,
    /// The goal, in a sentence.
    pub(in crate::library) goal: String,
    /// What to know before it begins.
    #[serde(default)]
    pub(in crate::library) note: Option<String>,
    /// What comes after it, in a sentence.
    #[serde(default)]
    pub(in crate::library) next: Option<String>,
    /// The number of weeks, 1 to 16.
    #[cfg_attr(test, schemars(range(min = 1, max = 16)))]
    pub(in crate::library) weeks: Whole,
    /// The days a week, 1 to 7.
    #[cfg_attr(test, schemars(range(min = 1, max = 7)))]
    pub(in crate::library) days_a_week: Whole,
    /// The sources of its statements; at least one.
    pub(in crate::library) sources: Vec<SourceFile>,
    /// The stages, in order; 1 to 16. The days of all of them are `weeks` times `days_a_week`.
    #[cfg_attr(test, schemars(length(min = 1, max = 16)))]
    pub(in crate::library) stages: Vec<StageFile>,
}

/// A stage: the same session for some days. It has `steps`, or the id of a `routine`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct StageFile {
    /// The title that people see.
    pub(in crate::library) title: String,
    /// The days after which the next stage comes, 1 to 112. Only days on which a session was done count.
    #[cfg_attr(test, schemars(range(min = 1, max = 112)))]
    pub(in crate::library) days: Whole,
    /// The sessions a day, 1 to 8; one where it is left out.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 1, max = 8)))]
    pub(in crate::library) times_a_day: Option<Whole>,
    /// The routine that is done, by its id.
    #[serde(default)]
    pub(in crate::library) routine: Option<String>,
    /// The steps of the session, in order.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(in crate::library) steps: Option<Vec<SetsFile>>,
}

/// An exercise in a programme.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct SetsFile {
    /// The exercise's id.
    pub(in crate::library) exercise: String,
    /// The position, where it differs from the exercise's own.
    #[serde(default)]
    pub(in crate::library) position: Option<String>,
    /// The dose, where it differs from the exercise's own. A step with a load has the dose of its load.
    #[serde(default)]
    pub(in crate::library) dose: Option<DoseFile>,
    /// The load to begin with, for an exercise that has `loads`: 1 is the first of them. Answers move it on and back.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 1, max = 8)))]
    pub(in crate::library) load: Option<Whole>,
    /// The number of sets, 1 to 5; one where it is left out.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 1, max = 5)))]
    pub(in crate::library) sets: Option<Whole>,
    /// Seconds of rest between two sets, 0 to 120.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 0, max = 120)))]
    pub(in crate::library) rest_secs: Option<Whole>,
}
