//! Packs: one file with a routine and those exercises in it that are somebody's own, to hand on.
//!
//! `{"routine": {…}, "exercises": [{…}]}`, each as its own file would have it. A routine's or an exercise's file is a pack
//! of one.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jsonc_parser::ast::Value;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::fault::{Fault, FieldFault};
use super::own::{Content, text_of};
use super::{BUILT_IN, LARGEST_FILE, Library, diagnosis, embedded_folder, example, layout, schema, whole_file};
use crate::files;
use crate::practice::Exercise;
use crate::practice::routine::{Origin, Routine};

/// The largest size of a pack, in bytes: a few hundred exercises are smaller.
const LARGEST_PACK: u64 = 4 << 20;
/// The largest number of exercises in a pack, as many as a routine has steps.
const MOST_EXERCISES: usize = 100;

/// What a pack holds, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The routine; a file of an exercise has none.
    pub routine: Option<(Routine, String)>,
    /// The exercises, each with the text of its file.
    pub exercises: Vec<(Arc<Exercise>, String)>,
}

/// The shape of a pack; what is in it is read piece by piece.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    #[serde(rename = "routine")]
    _routine: IgnoredAny,
    #[serde(rename = "exercises", default)]
    _exercises: Vec<IgnoredAny>,
}

/// The fields that tell a pack and the file of an exercise from that of a routine.
#[derive(Debug, Deserialize)]
struct Fields {
    routine: Option<IgnoredAny>,
    exercises: Option<IgnoredAny>,
    cues: Option<IgnoredAny>,
    spoken: Option<IgnoredAny>,
}

/// The text of a pack with `routine` and those of its exercises that are the user's own. The error is told with the file
/// that cannot be read.
pub fn text(library: &Library, routine: &Routine) -> Result<String, (PathBuf, io::Error)> {
    let own = own_exercises(library, routine);
    let piece = |content, id: &str, spaces| {
        let text = layout::harmless(&layout::without(&text_of(library, content, id)?, "$schema"));
        Ok(layout::indented(&text, spaces))
    };
    let routine = piece(Content::Routine, &routine.id, 2)?;
    let exercises = if own.is_empty() {
        String::new()
    } else {
        let exercises = own.iter().map(|exercise| piece(Content::Exercise, &exercise.id, 4));
        let exercises = exercises.collect::<Result<Vec<_>, _>>()?;
        format!(",\n  \"exercises\": [\n    {}\n  ]", exercises.join(",\n    "))
    };
    Ok(format!("{{\n  \"routine\": {routine}{exercises}\n}}\n"))
}

/// The exercises of `routine` that are the user's own, each once.
#[must_use]
pub fn own_exercises<'a>(library: &Library, routine: &'a Routine) -> Vec<&'a Exercise> {
    let mut own: Vec<&Exercise> = Vec::new();
    for exercise in routine.steps.iter().map(|step| step.exercise.as_ref()) {
        if library.own_file_of_exercise(&exercise.id).is_some() && !own.iter().any(|known| known.id == exercise.id) {
            own.push(exercise);
        }
    }
    own
}

/// The text of the file of an exercise, to hand on by itself.
#[must_use]
pub fn alone(text: &str) -> String {
    format!("{}\n", layout::harmless(&layout::without(text, "$schema")).trim_end())
}

/// Reads a pack, or the file of a routine or an exercise; nothing is put anywhere. The steps of its routine are looked up
/// in it first, then in `library`. `Err` holds all that is wrong with it.
pub fn read(library: &Library, path: &Path) -> Result<Pack, Vec<Fault>> {
    let text = files::read_text(path, LARGEST_PACK)
        .map_err(|error| vec![whole_file(path, format!("cannot be read: {}", files::said(&error)))])?;
    let bare = schema::without_remarks(&text);
    let has: Fields = schema::read(path, &bare).map_err(|fault| vec![fault])?;
    let mut reader = Reader { library: library.clone(), path, faults: Vec::new() };
    let pack = if has.routine.is_some() || has.exercises.is_some() {
        schema::read::<PackFile>(path, &bare).map_err(|fault| vec![fault])?;
        reader.pack(&text)
    } else if has.cues.is_some() || has.spoken.is_some() {
        let whole = Piece { text: &text, at: (1, 1), field: String::new() };
        Pack { routine: None, exercises: reader.exercise(&whole).into_iter().collect() }
    } else {
        let whole = Piece { text: &text, at: (1, 1), field: String::new() };
        Pack { routine: reader.routine(&whole), exercises: Vec::new() }
    };
    if reader.faults.is_empty() { Ok(pack) } else { Err(reader.faults) }
}

/// A part of a pack's text, with its place there.
struct Piece<'a> {
    text: &'a str,
    at: (usize, usize),
    field: String,
}

impl<'a> Piece<'a> {
    fn of(text: &'a str, range: Range<usize>, field: String) -> Option<Self> {
        let before = text.get(..range.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Some(Self { text: text.get(range)?, at: (line, column), field })
    }

    /// A fault of this piece as one of the whole.
    fn placed(&self, fault: Fault) -> Fault {
        let at = fault.at.map(|(line, column)| {
            let column = if line == 1 { column + self.at.1 - 1 } else { column };
            (line + self.at.0 - 1, column)
        });
        let field = match (self.field.as_str(), fault.field.as_str()) {
            ("", field) | (field, "") => field.to_owned(),
            (piece, field) => format!("{piece}.{field}"),
        };
        Fault { at: at.or(Some(self.at)), field, ..fault }
    }
}

struct Reader<'a> {
    /// The library, with the exercises of the pack that were read.
    library: Library,
    path: &'a Path,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn pack(&mut self, text: &str) -> Pack {
        let places = layout::in_object(text, |object| {
            let routine = object.get("routine").map(|field| layout::place(&field.value))?;
            let exercises = match object.get("exercises").map(|field| &field.value) {
                Some(Value::Array(list)) => list.elements.iter().map(layout::place).collect(),
                _ => Vec::new(),
            };
            Some((routine, exercises))
        });
        let Some((routine, places)) = places else {
            self.faults.push(whole_file(self.path, "cannot be read: it is nested too deeply"));
            return Pack { routine: None, exercises: Vec::new() };
        };
        if places.len() > MOST_EXERCISES {
            let what = format!("expected at most {MOST_EXERCISES} exercises, found {}", places.len());
            self.faults.push(schema::placed(self.path, text, &FieldFault::new("exercises", what)));
            return Pack { routine: None, exercises: Vec::new() };
        }
        let mut exercises: Vec<(Arc<Exercise>, String)> = Vec::new();
        for (index, range) in places.into_iter().enumerate() {
            let Some(piece) = Piece::of(text, range, format!("exercises[{index}]")) else { continue };
            let Some((exercise, file)) = self.exercise(&piece) else { continue };
            if exercises.iter().any(|(known, _)| known.id == exercise.id) {
                let what = format!("expected a unique id, but another exercise also has {}", exercise.id);
                let fault = schema::placed(self.path, piece.text, &FieldFault::new("id", what));
                self.faults.push(piece.placed(fault));
                continue;
            }
            exercises.push((exercise, file));
        }
        // Where an exercise is not right, the steps that use it are not wrong.
        let routine = if self.faults.is_empty() {
            Piece::of(text, routine, "routine".to_owned()).and_then(|piece| self.routine(&piece))
        } else {
            None
        };
        Pack { routine, exercises }
    }

    /// The text that a piece's own file would have; a fault where that would be too large to be read again.
    fn file(&mut self, piece: &Piece) -> Option<String> {
        let text = layout::outdented(&layout::without(&layout::harmless(piece.text), "$schema")) + "\n";
        if text.len() as u64 <= LARGEST_FILE {
            return Some(text);
        }
        self.faults.push(piece.placed(whole_file(self.path, "is larger than 1 MB")));
        None
    }

    fn exercise(&mut self, piece: &Piece) -> Option<(Arc<Exercise>, String)> {
        let faults = match self.library.exercise_from(self.path, piece.text) {
            Ok((exercise, None)) => {
                let file = self.file(piece)?;
                let exercise = Arc::new(exercise);
                self.library.areas.add(&exercise.areas);
                self.library.exercises.insert(exercise.id.clone(), Arc::clone(&exercise));
                return Some((exercise, file));
            }
            Ok((_, Some(fault))) => vec![fault],
            Err(first) => {
                let check = |text: &str| self.library.exercise_from(self.path, text).err();
                diagnosis::all(piece.text, first, &example(embedded_folder("exercises"), piece.text), check)
            }
        };
        self.faults.extend(faults.into_iter().map(|fault| piece.placed(fault)));
        None
    }

    fn routine(&mut self, piece: &Piece) -> Option<(Routine, String)> {
        match self.library.routine_from(self.path, piece.text, Origin::User) {
            Ok(routine) => Some((routine, self.file(piece)?)),
            Err(first) => {
                let check = |text: &str| self.library.routine_from(self.path, text, Origin::User).err();
                let faults = diagnosis::all(piece.text, first, &example(BUILT_IN.files(), piece.text), check);
                self.faults.extend(faults.into_iter().map(|fault| piece.placed(fault)));
                None
            }
        }
    }
}
