//! Checks from a file's shape to the domain: every bound and every word is checked here, and a value that does not fit
//! is a fault of its field.

mod figure;
mod program;

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;

use super::bounds::{self, LONGEST_REST, MOST_STEPS, Measure, ROUNDS, WIDEST_TITLE as NAME};
use super::fault::{FieldFault, Part};
use super::schema::figure::FigureFile;
use super::schema::{DoseFile, EntryFile, ExerciseFile, LoadFile, RoutineFile, SourceFile, StepFile, Whole};
use crate::areas::{Area, Areas};
use crate::practice::drawings::Figures;
use crate::practice::exercise::{Cues, Exercise, Load, Source};
use crate::practice::routine::{self, Origin, Routine, Step};
use crate::practice::{Dose, Kind, Level, Position, Sides};
use crate::sanitize::clean;

/// The longest sentence, in columns.
const SENTENCE: usize = bounds::WIDEST_SENTENCE;
/// The largest number of entries in a list of sentences.
const LONGEST_LIST: usize = 30;
/// The number of loads of an exercise that gets harder in steps.
const LOADS: RangeInclusive<usize> = 2..=8;

impl ExerciseFile {
    /// The exercise, with its figures read now.
    pub(super) fn check(self, known: &Areas) -> Result<Exercise, FieldFault> {
        self.checked(known, |figure| {
            let drawn = figure.map(|figure| figure.check()).transpose();
            drawn.map(|drawn| Figures::from(drawn.unwrap_or_default()))
        })
    }
}

impl ExerciseFile<&'static RawValue> {
    /// The exercise, with its figures read when somebody first looks at them.
    pub(super) fn check_words(self, known: &Areas) -> Result<Exercise, FieldFault> {
        self.checked(known, |figure| {
            Ok(Figures::written(figure, |text| serde_json::from_str::<FigureFile>(text).ok()?.check().ok()))
        })
    }
}

impl<F> ExerciseFile<F> {
    fn checked(
        self,
        known: &Areas,
        figures: impl FnOnce(Option<F>) -> Result<Figures, FieldFault>,
    ) -> Result<Exercise, FieldFault> {
        let file = self;
        let id = id(&file.id)?;
        let areas = file.areas(known)?;
        let kind = Kind::named(&file.kind).ok_or_else(|| unknown("kind", Kind::ALL, &file.kind))?;
        let sides = Sides::named(&file.sides).ok_or_else(|| unknown("sides", Sides::ALL, &file.sides))?;
        let dose = file.dose.check(kind).map_err(|fault| fault.under(&[Part::Field("dose")]))?;
        let loads = loads(&file.loads, kind, &dose)?;
        let longest_hold = match file.max_hold_secs {
            Some(secs) => seconds("max_hold_secs", Some(secs), 5..=60)?,
            None => areas.iter().map(Area::longest_hold).min().unwrap_or(Duration::from_mins(1)),
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
        let name = some_text("name", &file.name, NAME)?;
        let (cautions, stop) = cautions(&file.cautions, &file.stop)?;
        let cues = Cues {
            setup: sentences("setup", &file.cues.setup, 1).map_err(|fault| fault.under(&[Part::Field("cues")]))?,
            r#move: sentences("move", &file.cues.r#move, 1).map_err(|fault| fault.under(&[Part::Field("cues")]))?,
            feel: clean(&file.cues.feel, SENTENCE),
            breathe: clean(&file.cues.breathe, SENTENCE),
        };
        let easier_suits = easier_suits(&file)?;
        let figures = figures(file.figure).map_err(|fault| fault.under(&[Part::Field("figure")]))?;
        if file.sources.is_empty() {
            return Err(FieldFault::new("sources", "expected at least one source"));
        }
        Ok(Exercise {
            id,
            // What stands in brackets is another name for it.
            short_name: name.split(" (").next().unwrap_or(&name).to_owned(),
            name,
            areas,
            targets: names("targets", &file.targets)?,
            position: position("position", &file.position)?,
            equipment: names("equipment", &file.equipment)?,
            sides,
            kind,
            level: level(&file.level)?,
            summary: clean(&file.summary, SENTENCE),
            dose,
            loads,
            longest_hold,
            cues,
            spoken,
            language: file.language.as_deref().map(language).transpose()?,
            mistakes: sentences("mistakes", &file.mistakes, 0)?,
            cautions,
            stop,
            skip_if: names("skip_if", &file.skip_if)?,
            easier_suits,
            easier: some_text("easier", &file.easier, SENTENCE)?,
            harder: clean(&file.harder, SENTENCE),
            sources: file.sources.into_iter().take(LONGEST_LIST).map(Source::from).collect(),
            figures,
        })
    }
}

/// The loads by which an exercise of this dose gets harder; none where it does not.
fn loads(files: &[LoadFile], kind: Kind, dose: &Dose) -> Result<Vec<Load>, FieldFault> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if !LOADS.contains(&files.len()) {
        let what = format!("expected {} to {} loads, found {}", LOADS.start(), LOADS.end(), files.len());
        return Err(FieldFault::new("loads", what));
    }
    let loads = (files.iter().enumerate())
        .map(|(index, file)| file.check(kind).map_err(|fault| fault.under(&[Part::Field("loads"), Part::Item(index)])))
        .collect::<Result<Vec<_>, _>>()?;
    if loads.first().is_some_and(|first| first.dose != *dose) {
        return Err(FieldFault {
            path: vec![Part::Field("loads"), Part::Item(0), Part::Field("dose")],
            what: "expected the exercise's own dose: the first load is the one to begin with".to_owned(),
        });
    }
    Ok(loads)
}

impl LoadFile {
    fn check(&self, kind: Kind) -> Result<Load, FieldFault> {
        let dose = self.dose.check(kind).map_err(|fault| fault.under(&[Part::Field("dose")]))?;
        Ok(Load { name: some_text("load", &self.load, NAME)?, dose, how: sentences("how", &self.how, 0)? })
    }
}

/// The things to be careful of, and the signs to stop at.
fn cautions(careful: &[String], stop: &[String]) -> Result<(Vec<String>, Vec<String>), FieldFault> {
    if stop.is_empty() {
        // In files of supple 0.1 both stood in one list.
        let both = sentences("cautions", careful, 1)?;
        let (stop, careful) = both.into_iter().partition(|caution| caution.to_lowercase().contains("stop"));
        return Ok((careful, stop));
    }
    Ok((sentences("cautions", careful, 0)?, sentences("stop", stop, 1)?))
}

impl From<SourceFile> for Source {
    fn from(file: SourceFile) -> Self {
        Self { title: clean(&file.title, SENTENCE), url: file.url.map(|url| clean(&url, SENTENCE)) }
    }
}

impl<F> ExerciseFile<F> {
    /// The areas that the exercise names, as one or as a list; none for a warm-up.
    fn areas(&self, known: &Areas) -> Result<Vec<Area>, FieldFault> {
        match (self.area.as_deref(), self.areas.as_slice()) {
            (Some("warm-up"), []) => Ok(Vec::new()),
            (Some(word), []) => {
                let area = known.meant(word).map_err(|what| format!("{what}; or warm-up, found {}", quoted(word)));
                area.map(|area| vec![area]).map_err(|what| FieldFault::new("area", what))
            }
            (Some(_), _) => Err(FieldFault::new("area", "expected either area or areas, not both")),
            (None, []) => Err(FieldFault::new("areas", "expected at least one, or area: warm-up")),
            (None, words) => areas(words, known),
        }
    }
}

/// The areas of a list, each once.
fn areas(words: &[String], known: &Areas) -> Result<Vec<Area>, FieldFault> {
    let mut areas = Vec::new();
    for (index, word) in words.iter().enumerate().take(LONGEST_LIST) {
        let area = known.meant(word).map_err(|what| FieldFault {
            path: vec![Part::Field("areas"), Part::Item(index)],
            what: format!("{what}, found {}", quoted(word)),
        })?;
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    Ok(areas)
}

impl RoutineFile {
    /// The routine as far as it was made: without a title or steps if it has none, and without steps that cannot be read.
    pub(super) fn unfinished(&self, known: &Areas, find: impl Fn(&str) -> Option<Arc<Exercise>>) -> Option<Routine> {
        let entries = self.steps.iter().enumerate();
        let steps = entries.filter_map(|(index, entry)| entry.check(index, &find).ok()).flatten().collect();
        let areas = self.areas.iter().filter_map(|word| known.meant(word).ok()).collect();
        Some(Routine { title: clean(&self.title, NAME), ..self.made(areas, steps, Origin::User).ok()? })
    }

    /// The routine with these areas and steps, whatever its title is.
    fn made(&self, areas: Vec<Area>, steps: Vec<Step>, origin: Origin) -> Result<Routine, FieldFault> {
        Ok(Routine {
            id: id(&self.id)?,
            title: self.title.clone(),
            areas,
            level: level(&self.level)?,
            goal: clean(&self.goal, SENTENCE),
            when: clean(&self.when, SENTENCE),
            equipment: names("equipment", &self.equipment)?,
            note: self.note.as_deref().map(|note| clean(note, SENTENCE)).filter(|note| !note.is_empty()),
            steps,
            changes: Vec::new(),
            gentle: self.gentle,
            first: self.first,
            on_the_way: self.on_the_way,
            origin,
        })
    }

    /// The routine, with its exercises looked up by `find`.
    pub(super) fn check(
        &self,
        origin: Origin,
        known: &Areas,
        find: impl Fn(&str) -> Option<Arc<Exercise>>,
    ) -> Result<Routine, FieldFault> {
        if self.areas.is_empty() {
            return Err(FieldFault::new("areas", format!("expected at least one of {}", list(known.all()))));
        }
        let areas = areas(&self.areas, known)?;
        number_of_steps(self.steps.len())?;
        let mut steps = Vec::new();
        for (index, entry) in self.steps.iter().enumerate() {
            let unrolled = entry.check(index, &find);
            steps.extend(unrolled.map_err(|fault| fault.under(&[Part::Field("steps"), Part::Item(index)]))?);
        }
        if steps.len() > MOST_STEPS {
            let what = format!("expected at most {MOST_STEPS} steps in all rounds, found {}", steps.len());
            return Err(FieldFault::new("steps", what));
        }
        id(&self.id)?;
        let title = some_text("title", &self.title, NAME)?;
        let routine = Routine { title, ..self.made(areas, steps, origin)? };
        if let Some(total) = bounds::too_long(&routine) {
            let what = format!("expected at most 60 minutes in all, found {} minutes", total.as_secs().div_ceil(60));
            return Err(FieldFault::new("steps", what));
        }
        Ok(routine)
    }
}

/// The tags with which the easier version is safe, which are some of those that rule the exercise out.
fn easier_suits<F>(file: &ExerciseFile<F>) -> Result<Vec<String>, FieldFault> {
    let tags = names("easier_suits", &file.easier_suits)?;
    match tags.iter().position(|tag| !file.skip_if.contains(tag)) {
        Some(index) => {
            let what = format!("expected a tag of \"skip_if\", found {}", quoted(&tags[index]));
            Err(FieldFault::new("easier_suits", what).under(&[Part::Item(index)]))
        }
        None => Ok(tags),
    }
}

impl EntryFile {
    /// The step, or the steps of all rounds; `index` is the entry's own.
    fn check(&self, index: usize, find: impl Fn(&str) -> Option<Arc<Exercise>>) -> Result<Vec<Step>, FieldFault> {
        let of_block = [("rounds", self.rounds.is_some()), ("rest_secs", self.rest_secs.is_some())];
        let stray = of_block.iter().find(|(_, is_there)| *is_there).map(|(name, _)| *name);
        match (&self.steps, &self.exercise) {
            (Some(steps), _) => self.block(index, steps, find),
            (None, Some(_)) if let Some(name) = stray => {
                let what = "does not belong in a step; a block with \"rounds\" has \"steps\" of its own in [ ]";
                Err(FieldFault::new(name, what))
            }
            (None, Some(exercise)) => Ok(vec![step(exercise, self.position.as_deref(), self.dose.as_ref(), find)?]),
            (None, None) => Err(FieldFault::new(if stray.is_some() { "steps" } else { "exercise" }, "is missing")),
        }
    }

    fn block(
        &self,
        index: usize,
        steps: &[StepFile],
        find: impl Fn(&str) -> Option<Arc<Exercise>>,
    ) -> Result<Vec<Step>, FieldFault> {
        let of_step = [
            ("exercise", self.exercise.is_some()),
            ("position", self.position.is_some()),
            ("dose", self.dose.is_some()),
        ];
        if let Some((name, _)) = of_step.iter().find(|(_, is_there)| *is_there) {
            return Err(FieldFault::new(name, "does not belong in a block, only in each of its \"steps\""));
        }
        number_of_steps(steps.len())?;
        let round = (steps.iter().enumerate())
            .map(|(index, file)| {
                step(&file.exercise, file.position.as_deref(), file.dose.as_ref(), &find)
                    .map_err(|fault| fault.under(&[Part::Field("steps"), Part::Item(index)]))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let rest = seconds("rest_secs", self.rest_secs.or(Some(Whole(0))), 0..=LONGEST_REST)?;
        let rounds = self.rounds.ok_or_else(|| FieldFault::new("rounds", "is missing"))?;
        let rounds = number("rounds", Some(rounds), ROUNDS, "rounds")?;
        Ok(routine::unrolled(index, &round, rounds, rest))
    }
}

fn number_of_steps(found: usize) -> Result<(), FieldFault> {
    if (1..=MOST_STEPS).contains(&found) {
        return Ok(());
    }
    Err(FieldFault::new("steps", format!("expected 1 to {MOST_STEPS} steps, found {found}")))
}

fn step(
    exercise: &str,
    in_position: Option<&str>,
    dose: Option<&DoseFile>,
    find: impl Fn(&str) -> Option<Arc<Exercise>>,
) -> Result<Step, FieldFault> {
    let exercise = find(exercise).ok_or_else(|| {
        FieldFault::new("exercise", format!("expected the id of an exercise, found {}", quoted(exercise)))
    })?;
    let position = match in_position {
        Some(word) => position("position", word)?,
        None => exercise.position,
    };
    let dose = match dose {
        Some(dose) => dose.check(exercise.kind).map_err(|fault| fault.under(&[Part::Field("dose")]))?,
        None => exercise.dose,
    };
    Ok(Step { position, dose, ..Step::of(&exercise) })
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
        let within = |measure: Measure| measure.bounds(kind);
        match kind {
            Kind::Static | Kind::Isometric => {
                stray(&reps)?;
                stray(&breaths)?;
                Ok(Dose::Holds {
                    hold: seconds("hold_secs", self.hold_secs, within(Measure::Hold))?,
                    times: number("times", self.times, within(Measure::Times), "times a side")?,
                    rest: seconds("rest_secs", self.rest_secs.or(Some(Whole(0))), within(Measure::Rest))?,
                })
            }
            Kind::Dynamic => {
                stray(&holds)?;
                stray(&breaths)?;
                Ok(Dose::Reps {
                    count: number("count", self.count, within(Measure::Count), "repetitions a side")?,
                    each: seconds("secs_each", self.secs_each, within(Measure::Each))?,
                })
            }
            Kind::Breathing => {
                stray(&holds)?;
                stray(&reps)?;
                Ok(Dose::Breaths {
                    rounds: number("rounds", self.rounds, within(Measure::Breaths), "breaths")?,
                    breathe_in: seconds("in_secs", self.in_secs, within(Measure::In))?,
                    breathe_out: seconds("out_secs", self.out_secs, within(Measure::Out))?,
                })
            }
        }
    }
}

fn number(
    name: &'static str,
    value: Option<Whole>,
    within: RangeInclusive<u32>,
    unit: &str,
) -> Result<u32, FieldFault> {
    let expected = format!("expected {} to {} {unit}", within.start(), within.end());
    let Some(Whole(found)) = value else {
        return Err(FieldFault::new(name, format!("{expected}, found nothing")));
    };
    u32::try_from(found)
        .ok()
        .filter(|number| within.contains(number))
        .ok_or_else(|| FieldFault::new(name, format!("{expected}, found {found}")))
}

fn seconds(name: &'static str, value: Option<Whole>, within: RangeInclusive<u32>) -> Result<Duration, FieldFault> {
    number(name, value, within, "seconds").map(|secs| Duration::from_secs(secs.into()))
}

/// An id: nothing in it leads out of a folder, or needs quotes on a command line.
pub(super) fn id(raw: &str) -> Result<String, FieldFault> {
    let fits =
        (1..=64).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(raw.to_owned())
    } else {
        let what = format!("expected 1 to 64 lower-case letters, digits and hyphens, found {}", quoted(raw));
        Err(FieldFault::new("id", what))
    }
}

/// A language as BCP 47 writes it, which a speech program is given as an argument.
fn language(word: &str) -> Result<String, FieldFault> {
    let mut parts = word.split('-');
    let is_name = |part: &str, lengths: RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let starts = parts.next().is_some_and(|part| is_name(part, 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    if starts && parts.all(|part| is_name(part, 2..=8)) && word.len() <= 20 {
        Ok(word.to_owned())
    } else {
        Err(FieldFault::new("language", format!("expected a language such as ja or pt-BR, found {}", quoted(word))))
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

/// The words as a list: `a, b or c`.
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
