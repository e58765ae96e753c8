//! The library: all that can be practised, built-in and the user's own.
//!
//! [`schema`] is the only place that knows the JSON shapes, `check` the only one that
//! holds them to their bounds, of which those of routines stand in [`bounds`]; [`fault`] is
//! an error in a file, with its place; [`texts`] are safety rules, tips and doses. [`write`](mod@write) is the way back,
//! from a routine to its file; [`own`] is the folder of the user's files, [`drafts`] what was not
//! saved yet, [`pack`] a routine to hand on, and [`templates`]
//! what a new file begins with.

pub mod bounds;
mod check;
mod diagnosis;
pub mod drafts;
pub mod fault;
mod layout;
pub mod own;
pub mod pack;
pub mod schema;
pub mod templates;
pub mod texts;
pub mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde_json::value::RawValue;

use crate::areas::{Area, Areas};
use crate::figure::physics;
use crate::files;
use crate::practice::routine::Origin;
use crate::practice::{Dose, Exercise, Needs, Position, Program, Routine, Step, program};
use crate::sanitize::clean;
use crate::session::wording::is_in_english_letters;
pub use fault::Fault;
use fault::FieldFault;
use schema::{ExerciseFile, ProgramFile, RoutineFile};
use texts::Texts;

/// The built-in content, as it stands under `routines/`.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/routines");

/// The largest size of a user's file, in bytes.
pub const LARGEST_FILE: u64 = 1024 * 1024;
/// The likeness (Jaro-Winkler, 0 to 1) from which on one id may have been meant for another.
const ALIKE: f64 = 0.8;
/// The largest number of files that are read from a user's folder.
const MOST_FILES: usize = 2000;
/// The largest sum of the files of a folder, in bytes.
const LARGEST_FOLDER: u64 = 64 << 20;

/// All that can be practised.
#[derive(Debug, Clone, Default)]
pub struct Library {
    exercises: HashMap<String, Arc<Exercise>>,
    /// The routines as they suit the person.
    routines: Vec<Routine>,
    /// The routines as their files have them, where some were changed to suit somebody.
    whole: Vec<Routine>,
    /// The session that was composed last, as its file has it and as it suits the person.
    composed: Option<(Routine, Routine)>,
    /// A routine of each exercise alone, as it suits the person.
    alone: Vec<Routine>,
    programs: Vec<Program>,
    /// Sessions of programmes that were asked for, as they suit the person.
    of_programs: Vec<Routine>,
    /// The needs of that person.
    needs: Needs,
    areas: Areas,
    faults: Vec<Fault>,
    has_own_exercises: bool,
    own_exercises: FilesById,
    own_routines: FilesById,
}

/// Files by the ids in them.
type FilesById = BTreeMap<String, PathBuf>;

impl Library {
    /// The content inside the program.
    #[must_use]
    pub fn built_in() -> Self {
        let mut library = Self::default();
        let exercises = embedded_folder("exercises");
        library.add_exercises(exercises.filter_map(embedded), &mut FilesById::new(), |library, path, text| {
            let shape: ExerciseFile<&RawValue> = schema::read(path, text)?;
            let exercise = shape.check_words(&library.areas);
            Ok((exercise.map_err(|fault| schema::placed(path, text, &fault))?, None))
        });
        library.add_routines(BUILT_IN.files().filter_map(embedded), Origin::BuiltIn, &mut FilesById::new());
        library.add_programs(embedded_folder("programs").filter_map(embedded), Origin::BuiltIn);
        library.sort();
        library
    }

    /// The built-in content and, over it, the files of the user's `folder`: routines in it, exercises in its folder
    /// `exercises`, programmes in `programs`. A folder that does not exist is an empty one; a bad file is a fault and spoils nothing else.
    #[must_use]
    pub fn with_user_files(folder: &Path) -> Self {
        let mut library = Self::built_in();
        let mut faults = std::mem::take(&mut library.faults);
        let exercises = user_files(&folder.join("exercises"), &mut faults);
        let routines = user_files(folder, &mut faults);
        let programs = user_files(&folder.join("programs"), &mut faults);
        if exercises.is_empty() && routines.is_empty() && programs.is_empty() {
            library.faults = faults;
            return library;
        }
        // An exercise of the user's may stand in for a built-in one: the routines are then looked up anew.
        library.faults = faults;
        library.has_own_exercises = !exercises.is_empty();
        let (mut own_exercises, mut own_routines) = <(FilesById, FilesById)>::default();
        let exercises = exercises.into_iter();
        if library.add_exercises(exercises, &mut own_exercises, |library, path, text| library.exercise_from(path, text))
        {
            library.routines.clear();
            library.add_routines(BUILT_IN.files().filter_map(embedded), Origin::BuiltIn, &mut FilesById::new());
        }
        library.add_routines(routines.into_iter(), Origin::User, &mut own_routines);
        // A programme uses routines and exercises as the user has them.
        library.programs.clear();
        library.add_programs(embedded_folder("programs").filter_map(embedded), Origin::BuiltIn);
        library.add_programs(programs.into_iter(), Origin::User);
        (library.own_exercises, library.own_routines) = (own_exercises, own_routines);
        library.sort();
        library
    }

    /// Checks one file by itself, as an exercise or a routine: `Err` holds its faults, `Ok` advice that is no fault.
    pub fn check(&self, path: &Path) -> Result<Vec<String>, Vec<Fault>> {
        let text = files::read_text(path, LARGEST_FILE)
            .map_err(|error| vec![whole_file(path, format!("cannot be read: {}", files::said(&error)))])?;
        // Only a programme has stages, only an exercise has cues; a file that is too broken to tell goes by its folder.
        let is_in = |name: &str| path.parent().is_some_and(|folder| folder.ends_with(name));
        if is_in("programs") || (text.contains("\"stages\"") && !text.contains("\"cues\"")) {
            self.program_from(path, &text, Origin::User).map_err(|first| {
                let check = |text: &str| self.program_from(path, text, Origin::User).err();
                diagnosis::all(&text, first, &example(embedded_folder("programs"), &text), check)
            })?;
            return Ok(Vec::new());
        }
        let in_exercises = path.parent().is_some_and(|folder| folder.ends_with("exercises"));
        if !in_exercises && !text.contains("\"cues\"") {
            let routine = self.routine_from(path, &text, Origin::User).map_err(|first| {
                let check = |text: &str| self.routine_from(path, text, Origin::User).err();
                diagnosis::all(&text, first, &example(BUILT_IN.files(), &text), check)
            })?;
            let once = routine.steps.iter().filter(|step| !step.is_repeated());
            Ok(once.filter_map(|step| advice(&step.exercise.id, step.dose)).collect())
        } else {
            let exercise = match self.exercise_from(path, &text) {
                Ok((exercise, None)) => exercise,
                Ok((_, Some(fault))) => return Err(vec![fault]),
                Err(first) => {
                    let check = |text: &str| self.exercise_from(path, text).err();
                    return Err(diagnosis::all(&text, first, &example(embedded_folder("exercises"), &text), check));
                }
            };
            let advice = advice(&exercise.id, exercise.dose).into_iter().chain(impossible(&exercise));
            Ok(advice.chain(unspeakable(&exercise)).collect())
        }
    }

    /// Makes the routines suit a person with these needs; those of somebody without needs are as their files have them.
    pub fn fit(&mut self, needs: &Needs) {
        if *needs == self.needs {
            return;
        }
        if self.whole.is_empty() {
            self.whole.clone_from(&self.routines);
        }
        self.needs.clone_from(needs);
        if let Some((composed, fitted)) = &mut self.composed {
            *fitted = composed.fitted(needs);
        }
        self.routines = self.whole.iter().map(|routine| routine.fitted(needs)).collect();
        self.sort();
        self.alone = self.exercises.values().map(|exercise| Routine::alone(exercise).fitted(needs)).collect();
        for id in std::mem::take(&mut self.of_programs).into_iter().map(|session| session.id) {
            self.make_ready(&id);
        }
    }

    /// Makes the session of a programme with this id one of the routines that can be found; of other ids it does nothing.
    pub fn make_ready(&mut self, id: &str) {
        let program = program::of_session(id).and_then(|program| self.program(program));
        let session = program.and_then(|program| program.session(program.place(id)?));
        if let Some(session) = session.filter(|session| self.of_programs.iter().all(|known| known.id != session.id)) {
            self.of_programs.push(self.fitted_and_wanted(&session));
        }
    }

    /// All programmes, in the order of their titles.
    #[must_use]
    pub fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// The programme with this id.
    #[must_use]
    pub fn program(&self, id: &str) -> Option<&Program> {
        self.programs.iter().find(|program| program.id == id)
    }

    /// The programme that a person names: by its id, or by its title in any case.
    #[must_use]
    pub fn program_named(&self, words: &str) -> Option<&Program> {
        let words = words.trim().to_lowercase();
        let by_title = || self.programs.iter().find(|program| spaced(&program.title) == spaced(&words));
        self.program(&words).or_else(by_title)
    }

    /// The id of the programme that is spelt most like `id`, for "did you mean".
    #[must_use]
    pub fn nearest_program(&self, id: &str) -> Option<&str> {
        let likeness = |known: &str| strsim::jaro_winkler(known, id);
        let near = self.programs.iter().map(|program| program.id.as_str()).filter(|known| likeness(known) >= ALIKE);
        near.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then_with(|| b.cmp(a)))
    }

    /// Takes in the session that was composed last.
    pub fn set_composed(&mut self, routine: Routine) {
        let whole = routine.steps.into_iter().map(|step| Step { eased: false, ..step }).collect();
        let whole = Routine { steps: whole, changes: Vec::new(), ..routine };
        let fitted = whole.fitted(&self.needs);
        self.composed = Some((whole, fitted));
    }

    /// Takes in the session that was composed last from its `file`, if there is one that can still be done: its exercises
    /// may be gone.
    pub fn read_composed(&mut self, file: &Path) {
        let text = files::read_text(file, LARGEST_FILE).ok();
        let routine = text.and_then(|text| self.routine_from(file, &text, Origin::Composed).ok());
        if let Some(routine) = routine {
            self.set_composed(routine);
        }
    }

    /// The title of the routine, the exercise or the programme with this id, or of the programme whose session it is of.
    #[must_use]
    pub fn title(&self, id: &str) -> Option<String> {
        let exercise = || Some(self.exercise(id)?.short_name().to_owned());
        let program = || Some(self.program(program::of_session(id).unwrap_or(id))?.title.clone());
        self.routine(id).map(|routine| routine.title.clone()).or_else(exercise).or_else(program)
    }

    /// The things that some routine needs, by name.
    #[must_use]
    pub fn equipment(&self) -> BTreeSet<&str> {
        self.routines.iter().flat_map(|routine| &routine.equipment).map(String::as_str).collect()
    }

    /// All routines, shortest first.
    #[must_use]
    pub fn routines(&self) -> &[Routine] {
        &self.routines
    }

    /// The routine with this id, or that of the exercise with this id alone; a session of a programme once it was made
    /// ready.
    #[must_use]
    pub fn routine(&self, id: &str) -> Option<&Routine> {
        let composed = self.composed.as_ref().map(|(_, fitted)| fitted);
        let others = self.alone.iter().chain(composed).chain(&self.of_programs);
        self.routines.iter().chain(others).find(|routine| routine.id == id)
    }

    /// The routine with this id as its file has it, whomever it suits.
    #[must_use]
    pub fn whole(&self, id: &str) -> Option<&Routine> {
        let whole = if self.whole.is_empty() { &self.routines } else { &self.whole };
        let composed = self.composed.as_ref().map(|(whole, _)| whole);
        whole.iter().chain(composed).find(|routine| routine.id == id)
    }

    /// A routine as it suits the person.
    #[must_use]
    pub fn fitted(&self, routine: &Routine) -> Routine {
        routine.fitted(&self.needs)
    }

    /// A session that was chosen for the person, as it suits them, without what they never want.
    #[must_use]
    pub fn fitted_and_wanted(&self, session: &Routine) -> Routine {
        session.fitted_and_wanted(&self.needs)
    }

    /// The same content with what the files of `folder` hold now, as it suits the person.
    #[must_use]
    pub fn read_anew(&self, folder: &Path) -> Self {
        let mut library = Self::with_user_files(folder);
        library.fit(&self.needs);
        library.composed.clone_from(&self.composed);
        library
    }

    /// The routine that a person names: by its id, or by its title in any case.
    #[must_use]
    pub fn routine_named(&self, words: &str) -> Option<&Routine> {
        let words = words.trim().to_lowercase();
        let by_title = || self.routines.iter().find(|routine| spaced(&routine.title) == spaced(&words));
        self.routines.iter().find(|routine| routine.id == words).or_else(by_title)
    }

    /// The routine that a person names, or else the routine of the exercise that they name alone.
    #[must_use]
    pub fn session_named(&self, words: &str) -> Option<&Routine> {
        let composed = || self.routine(words.trim());
        self.routine_named(words).or_else(|| self.routine(&self.exercise_named(words)?.id)).or_else(composed)
    }

    /// The exercise that a person names: by its id, or by its name in any case.
    #[must_use]
    pub fn exercise_named(&self, words: &str) -> Option<&Arc<Exercise>> {
        let words = words.trim().to_lowercase();
        let names = |exercise: &Exercise| [&exercise.name, &exercise.short_name].map(|name| spaced(name));
        let by_name = || self.exercises.values().find(|exercise| names(exercise).contains(&spaced(&words)));
        self.exercise(&words).or_else(by_name)
    }

    /// The exercise with this id.
    #[must_use]
    pub fn exercise(&self, id: &str) -> Option<&Arc<Exercise>> {
        self.exercises.get(id)
    }

    /// All exercises: warm-ups first, then area by area, by name.
    #[must_use]
    pub fn exercises(&self) -> Vec<&Arc<Exercise>> {
        let mut all: Vec<_> = self.exercises.values().collect();
        all.sort_by(|a, b| (a.area(), &a.name, &a.id).cmp(&(b.area(), &b.name, &b.id)));
        all
    }

    /// Every exercise in its own position, and in each other one in which some routine has it; in a fixed order.
    #[must_use]
    pub fn ways(&self) -> Vec<(&Arc<Exercise>, Position)> {
        let own = self.exercises.values().map(|exercise| (exercise, exercise.position));
        let whole = if self.whole.is_empty() { &self.routines } else { &self.whole };
        let others = whole.iter().flat_map(|routine| &routine.steps).map(|step| (&step.exercise, step.position));
        let mut ways: Vec<_> = own.chain(others).collect();
        ways.sort_by(|one, other| (&one.0.id, one.1).cmp(&(&other.0.id, other.1)));
        ways.dedup_by(|one, other| one.0.id == other.0.id && one.1 == other.1);
        ways
    }

    /// Every area that some exercise or routine serves or could serve.
    #[must_use]
    pub const fn areas(&self) -> &Areas {
        &self.areas
    }

    /// Returns `true` if the user has files of exercises: only their texts can be without a clip.
    #[must_use]
    pub const fn has_own_exercises(&self) -> bool {
        self.has_own_exercises
    }

    /// The user's file that the routine with this id is from; `None` if it is built in, or there is none.
    #[must_use]
    pub fn own_file_of_routine(&self, id: &str) -> Option<&Path> {
        self.own_routines.get(id).map(PathBuf::as_path)
    }

    /// The user's file that the exercise with this id is from; `None` if it is built in, or there is none.
    #[must_use]
    pub fn own_file_of_exercise(&self, id: &str) -> Option<&Path> {
        self.own_exercises.get(id).map(PathBuf::as_path)
    }

    /// The faults of the user's files.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Safety rules, tips and doses.
    #[must_use]
    pub fn texts() -> Texts {
        let text = |name| BUILT_IN.get_file(name).and_then(include_dir::File::contents_utf8).unwrap_or_default();
        Texts::read(text("texts/safety.json"), text("texts/tips.json"), text("texts/doses.json"))
    }

    /// The id in the library that is spelt most like `id`, for "did you mean": a routine's, or with `exercises` an
    /// exercise's as well.
    #[must_use]
    pub fn nearest(&self, id: &str, exercises: bool) -> Option<&str> {
        let routines = self.routines.iter().map(|routine| routine.id.as_str());
        let others = self.exercises.keys().filter(|_| exercises).map(String::as_str);
        let likeness = |known: &str| strsim::jaro_winkler(known, id);
        let near = routines.chain(others).filter(|known| likeness(known) >= ALIKE);
        near.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then_with(|| b.cmp(a)))
    }

    /// Adds what `read` makes of files, with its id, as `put` puts it in; of two files with one id the first counts.
    fn add<T: AsRef<str>, K>(
        &mut self,
        files: impl Iterator<Item = (PathBuf, T)>,
        seen: &mut FilesById,
        read: impl Fn(&Self, &Path, &T) -> Result<(String, K), Fault>,
        mut put: impl FnMut(&mut Self, K),
    ) {
        for (path, text) in files {
            match read(self, &path, &text) {
                Ok((id, made)) => {
                    if let Some(first) = seen.get(&id) {
                        self.faults.push(twice(&path, text.as_ref(), &id, first));
                        continue;
                    }
                    seen.insert(id, path);
                    put(self, made);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    /// Adds or replaces exercises, as `read` makes them from their files; returns whether a known one was replaced.
    fn add_exercises<T: AsRef<str>>(
        &mut self,
        files: impl Iterator<Item = (PathBuf, T)>,
        seen: &mut FilesById,
        read: impl Fn(&Self, &Path, &T) -> Result<(Exercise, Option<Fault>), Fault>,
    ) -> bool {
        let mut replaced = false;
        let named = |library: &Self, path: &Path, text: &T| {
            read(library, path, text).map(|(exercise, fault)| (exercise.id.clone(), (exercise, fault)))
        };
        self.add(files, seen, named, |library, (exercise, fault)| {
            library.faults.extend(fault);
            library.areas.add(&exercise.areas);
            replaced |= library.exercises.insert(exercise.id.clone(), Arc::new(exercise)).is_some();
        });
        replaced
    }

    fn add_routines<T: AsRef<str>>(
        &mut self,
        files: impl Iterator<Item = (PathBuf, T)>,
        origin: Origin,
        seen: &mut FilesById,
    ) {
        let read = |library: &Self, path: &Path, text: &T| {
            let routine = library.routine_from(path, text.as_ref(), origin)?;
            Ok((routine.id.clone(), routine))
        };
        self.add(files, seen, read, |library, routine| {
            library.areas.add(&routine.areas);
            library.routines.retain(|known| known.id != routine.id);
            library.routines.push(routine);
        });
    }

    fn add_programs<T: AsRef<str>>(&mut self, files: impl Iterator<Item = (PathBuf, T)>, origin: Origin) {
        let read = |library: &Self, path: &Path, text: &T| {
            let program = library.program_from(path, text.as_ref(), origin)?;
            Ok((program.id.clone(), program))
        };
        self.add(files, &mut FilesById::new(), read, |library, program| {
            library.programs.retain(|known| known.id != program.id);
            library.programs.push(program);
        });
        self.programs.sort_by(|one, other| (&one.title, &one.id).cmp(&(&other.title, &other.id)));
    }

    /// The exercise in a user's file; with a fault where its figure is of an older kind, and the exercise is taken
    /// without it.
    fn exercise_from(&self, path: &Path, text: &str) -> Result<(Exercise, Option<Fault>), Fault> {
        let text = &schema::without_remarks(text);
        let (shape, fault) = match schema::read::<ExerciseFile>(path, text) {
            Ok(shape) => (shape, None),
            Err(fault) => match schema::without_flat_figure(text) {
                Some(rest) => {
                    let flat = FieldFault::new("figure", FLAT);
                    (schema::read(path, &rest)?, Some(schema::placed(path, text, &flat)))
                }
                None => return Err(fault),
            },
        };
        let exercise = shape.check(&self.areas).map_err(|fault| schema::placed(path, text, &fault))?;
        if let Some(known) = self.exercises.get(&exercise.id)
            && known.kind != exercise.kind
        {
            // The doses of the routines that use it would no longer fit.
            let what = format!("expected {}, as in the exercise that it replaces", known.kind);
            return Err(schema::placed(path, text, &FieldFault::new("kind", what)));
        }
        Ok((exercise, fault))
    }

    fn routine_from(&self, path: &Path, text: &str, origin: Origin) -> Result<Routine, Fault> {
        let text = &schema::without_remarks(text);
        let shape: RoutineFile = schema::read(path, text)?;
        shape
            .check(origin, &self.areas, |id| self.exercises.get(id).cloned())
            .map_err(|fault| schema::placed(path, text, &fault))
    }

    fn program_from(&self, path: &Path, text: &str, origin: Origin) -> Result<Program, Fault> {
        let text = &schema::without_remarks(text);
        let shape: ProgramFile = schema::read(path, text)?;
        let routine = |id: &str| self.routines.iter().find(|routine| routine.id == id).cloned();
        shape
            .check(origin, |id| self.exercises.get(id).cloned(), routine)
            .map_err(|fault| schema::placed(path, text, &fault))
    }

    fn sort(&mut self) {
        self.routines
            .sort_by_cached_key(|routine| (crate::session::plan::Plan::of(routine).total(), routine.title.clone()));
        self.alone = self.exercises.values().map(Routine::alone).collect();
    }
}

/// A filter for routines: by area, position, longest time and words; `None` means any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The area that the routine must serve.
    pub area: Option<Area>,
    /// The position that the routine must stay in throughout.
    pub position: Option<Position>,
    /// The longest time that the routine may take.
    pub longest: Option<std::time::Duration>,
    /// The words that its title, goal, areas, equipment or exercises must hold, all of them.
    pub words: String,
}

impl Filter {
    /// Returns `true` if the filter admits `routine`, which takes `total`.
    #[must_use]
    pub fn admits(&self, routine: &Routine, total: impl FnOnce(&Routine) -> std::time::Duration) -> bool {
        self.area.as_ref().is_none_or(|area| routine.areas.contains(area))
            && self.position.is_none_or(|position| routine.positions() == [position])
            && self.longest.is_none_or(|longest| total(routine) <= longest)
            && self.admits_words(routine)
    }

    fn admits_words(&self, routine: &Routine) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let mut text = format!("{} {} {} {}", routine.id, routine.title, routine.goal, routine.equipment.join(" "));
        for area in &routine.areas {
            text.push(' ');
            text.push_str(area.label());
        }
        for step in &routine.steps {
            text.push(' ');
            text.push_str(&step.exercise.name);
        }
        let text = text.to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

fn embedded(file: &'static include_dir::File<'static>) -> Option<(PathBuf, &'static str)> {
    let is_json = file.path().extension().is_some_and(|extension| extension == "json");
    is_json.then(|| file.contents_utf8().map(|text| (file.path().to_owned(), text))).flatten()
}

/// The files of a folder of the built-in content.
fn embedded_folder(name: &str) -> impl Iterator<Item = &'static include_dir::File<'static>> {
    BUILT_IN.get_dir(name).map(Dir::files).into_iter().flatten()
}

/// A file without faults, of the kind that `text` is of.
fn example(files: impl Iterator<Item = &'static include_dir::File<'static>>, text: &str) -> serde_json::Value {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let kind = read(text).get("kind").cloned();
    let mut texts = files.filter_map(embedded).map(|(_, text)| text).peekable();
    let first = texts.peek().copied().unwrap_or_default();
    texts.map(read).find(|value| value.get("kind") == kind.as_ref()).unwrap_or_else(|| read(first))
}

/// The JSON files of a folder, by name; a file that cannot be read becomes a fault.
fn user_files(folder: &Path, faults: &mut Vec<Fault>) -> Vec<(PathBuf, String)> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            faults.push(whole_file(folder, format!("cannot be read ({error}); its files are skipped")));
            return Vec::new();
        }
    };
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_json).take(MOST_FILES + 1).collect();
    paths.sort();
    if paths.len() > MOST_FILES {
        paths.truncate(MOST_FILES);
        faults.push(whole_file(folder, format!("holds more than {MOST_FILES} files; the rest are skipped")));
    }
    let mut read: Vec<(PathBuf, String)> = Vec::new();
    let mut budget = LARGEST_FOLDER;
    for path in paths {
        if budget == 0 {
            faults.push(whole_file(folder, "holds more than 64 MB; the rest is skipped"));
            break;
        }
        match files::read_text(&path, LARGEST_FILE) {
            Ok(text) => {
                budget = budget.saturating_sub(text.len() as u64);
                read.push((path, text));
            }
            Err(error) => faults.push(whole_file(&path, format!("cannot be read: {}", files::said(&error)))),
        }
    }
    read
}

/// A name as it is compared: in lower case, its hyphens as spaces, so that `neck-ease` is "Neck ease".
fn spaced(name: &str) -> String {
    name.to_lowercase().replace('-', " ")
}

fn whole_file(path: &Path, what: impl Into<String>) -> Fault {
    Fault { file: path.to_owned(), at: None, field: String::new(), what: clean(&what.into(), 300) }
}

fn twice(path: &Path, text: &str, id: &str, first: &Path) -> Fault {
    let what = format!("expected a unique id, but {} also has {id}", clean(&first.display().to_string(), 200));
    schema::placed(path, text, &FieldFault::new("id", what))
}

/// The message about a figure that was drawn for the flat body of version 0.1.
const FLAT: &str = "is a flat figure from supple 0.1, so the exercise is shown in words only. Pose it in three \
                    dimensions (supple new exercise ID writes FIGURES.md, which tells how), or take \"figure\" out of the file";

/// The flaws in an exercise's figures that no body can have, in words.
fn impossible(exercise: &Exercise) -> Vec<String> {
    let versions = exercise.figures().flat_map(|(position, figure)| {
        let easier = figure.easier.iter().map(move |easier| (format!("{position}, easier"), easier.as_ref()));
        [(position.to_string(), figure.as_ref())].into_iter().chain(easier)
    });
    versions
        .flat_map(|(version, figure)| {
            physics::flaws(figure).into_iter().map(move |flaw| format!("figure ({version}), {flaw}"))
        })
        .collect()
}

/// Advice on a dose: holds under 10 s do little for most adults (ACSM: 10 to 30 s); pushes are meant to be short.
/// A word on texts in letters that no English voice speaks.
fn unspeakable(exercise: &Exercise) -> Option<String> {
    (exercise.language.is_none() && !is_in_english_letters(&exercise.instruction(None))).then(|| {
        format!(
            "{}: is shown but not spoken; name the language of its texts, such as \"language\": \"ja\"",
            exercise.id
        )
    })
}

fn advice(id: &str, dose: Dose) -> Option<String> {
    match dose {
        Dose::Holds { hold, times, .. } if hold.as_secs() < 10 && times <= 4 => {
            Some(format!("{id}: a hold of {} s is short; 10 to 30 s suits most adults", hold.as_secs()))
        }
        _ => None,
    }
}
