//! Programme: sessions over weeks, stage by stage. Pure.
//!
//! A [`Place`] is a stage, and how many loads the strength steps are above or below it. The id of a session tells its
//! programme and its place, so that the session can be made again from its id alone.

use std::sync::Arc;
use std::time::Duration;

use super::exercise::{Exercise, Load, Source};
use super::routine::{Origin, Routine, Step, unrolled};
use super::terms::Level;
use crate::areas::Area;

/// What parts an id of a programme from the place in it; no file's id has it.
const SEPARATOR: char = '.';

/// Sessions over weeks. Made only from a checked file whose exercises and routines all exist.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Program {
    /// The name of its file, by which records refer to it.
    pub id: String,
    /// The title that a person reads.
    pub title: String,
    /// The goal, in a sentence.
    pub goal: String,
    /// What to know before it begins.
    pub note: Option<String>,
    /// What comes after it, in a sentence.
    pub next: Option<String>,
    /// The number of weeks.
    pub weeks: u32,
    /// The days a week.
    pub days_a_week: u32,
    /// The sources of its statements.
    pub sources: Vec<Source>,
    /// The stages, in order; at least one. Their days are those of the weeks.
    pub stages: Vec<Stage>,
    /// The origin: the program or the user's folder.
    pub origin: Origin,
}

/// A stage: the same session for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The title that a person reads.
    pub title: String,
    /// The days after which the next stage comes.
    pub days: u32,
    /// The sessions a day.
    pub times: u32,
    /// The sets of a session, in order; at least one.
    pub sets: Vec<Sets>,
}

/// A step, or a strength step with a load, so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sets {
    /// The step, with the dose of its load.
    pub step: Step,
    /// The load to begin with, as its place among those of the exercise; `None` for a step that stays as it is.
    pub load: Option<usize>,
    /// The number of sets.
    pub count: u32,
    /// The rest between two sets.
    pub rest: Duration,
}

/// A place in a programme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The stage, from 0.
    pub stage: usize,
    /// The loads above those of the stage; below it where negative.
    pub above: i32,
}

/// The id of the programme that a session's routine belongs to, if it does.
#[must_use]
pub fn of_session(routine: &str) -> Option<&str> {
    routine.split_once(SEPARATOR).map(|(program, _)| program).filter(|program| !program.is_empty())
}

impl Program {
    /// The days of all weeks.
    #[must_use]
    pub const fn days(&self) -> u32 {
        self.weeks * self.days_a_week
    }

    /// The stage at a place.
    #[must_use]
    pub fn stage(&self, place: Place) -> Option<&Stage> {
        self.stages.get(place.stage)
    }

    /// The things that must be at hand, each once, over all stages.
    #[must_use]
    pub fn equipment(&self) -> Vec<&str> {
        let mut things: Vec<&str> = Vec::new();
        for thing in self.stages.iter().flat_map(Stage::steps).flat_map(|step| &step.exercise.equipment) {
            if !things.contains(&thing.as_str()) {
                things.push(thing);
            }
        }
        things
    }

    /// The areas it serves, each once, in the order they first come.
    #[must_use]
    pub fn areas(&self) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        for area in self.stages.iter().flat_map(Stage::steps).flat_map(|step| &step.exercise.areas) {
            if !areas.contains(area) {
                areas.push(area.clone());
            }
        }
        areas
    }

    /// The id of the session at a place.
    #[must_use]
    pub fn session_id(&self, place: Place) -> String {
        let stage = place.stage + 1;
        match place.above {
            0 => format!("{}{SEPARATOR}{stage}", self.id),
            above if above > 0 => format!("{}{SEPARATOR}{stage}{SEPARATOR}up{above}", self.id),
            below => format!("{}{SEPARATOR}{stage}{SEPARATOR}down{}", self.id, below.unsigned_abs()),
        }
    }

    /// The place that the id of a session tells; `None` if it is of another programme or tells no place in this one.
    #[must_use]
    pub fn place(&self, session: &str) -> Option<Place> {
        let mut parts = session.strip_prefix(&self.id)?.strip_prefix(SEPARATOR)?.split(SEPARATOR);
        let stage = parts.next()?.parse::<usize>().ok()?.checked_sub(1)?;
        let above = match parts.next() {
            None => 0,
            Some(loads) => match (loads.strip_prefix("up"), loads.strip_prefix("down")) {
                (Some(up), _) => up.parse().ok()?,
                (_, Some(down)) => 0_i32.checked_sub(down.parse().ok()?)?,
                _ => return None,
            },
        };
        let place = Place { stage, above };
        // Only ids that this programme would write.
        (parts.next().is_none() && stage < self.stages.len() && self.session_id(place) == session).then_some(place)
    }

    /// The session at a place.
    #[must_use]
    pub fn session(&self, place: Place) -> Option<Routine> {
        let stage = self.stage(place)?;
        let mut steps = Vec::new();
        let mut loads = Vec::new();
        for (index, sets) in stage.sets.iter().enumerate() {
            let step = match sets.loaded(place.above) {
                None => sets.step.clone(),
                Some(load) => {
                    let name = sets.step.exercise.short_name();
                    let told = format!("{name}: {}, {}.", load.name, load.dose.shorthand());
                    loads.extend(std::iter::once(told).chain(load.how.iter().cloned()));
                    let exercise = Arc::new(loaded(&sets.step.exercise, load));
                    Step { dose: load.dose, exercise, ..sets.step.clone() }
                }
            };
            match (step.round, sets.count) {
                (None, count @ 2..) => steps.extend(unrolled(index, &[step], count, sets.rest)),
                _ => steps.push(step),
            }
        }
        let mut areas: Vec<Area> = Vec::new();
        let mut equipment: Vec<String> = Vec::new();
        for step in &steps {
            areas.extend(step.exercise.areas.iter().filter(|area| !areas.contains(area)).cloned().collect::<Vec<_>>());
            let things = step.exercise.equipment.iter().filter(|thing| !equipment.contains(thing));
            equipment.extend(things.cloned().collect::<Vec<_>>());
        }
        loads.dedup();
        let note = Some(loads.join(" ")).filter(|note| !note.is_empty());
        Some(Routine {
            id: self.session_id(place),
            title: self.title.clone(),
            areas,
            level: steps.iter().map(|step| step.exercise.level).max().unwrap_or(Level::Beginner),
            goal: stage.title.clone(),
            when: String::new(),
            equipment,
            note,
            steps,
            changes: Vec::new(),
            gentle: false,
            first: false,
            on_the_way: false,
            origin: Origin::Composed,
        })
    }

    /// The place one step harder: one load more; in a stage without loads, the next stage. `None` if there is none.
    #[must_use]
    pub fn harder(&self, place: Place) -> Option<Place> {
        match self.stage(place)?.reach() {
            Some((_, most)) => (place.above < most).then_some(Place { above: place.above + 1, ..place }),
            None => self.next_stage(place),
        }
    }

    /// The place one step easier: one load less, or else the stage before. `None` if there is none.
    #[must_use]
    pub fn easier(&self, place: Place) -> Option<Place> {
        match self.stage(place)?.reach() {
            Some((least, _)) if place.above > least => Some(Place { above: place.above - 1, ..place }),
            _ => Some(self.settled(Place { stage: place.stage.checked_sub(1)?, ..place })),
        }
    }

    /// The next stage, with as many loads above it; `None` in the last one.
    #[must_use]
    pub fn next_stage(&self, place: Place) -> Option<Place> {
        (place.stage + 1 < self.stages.len()).then(|| self.settled(Place { stage: place.stage + 1, ..place }))
    }

    /// The place without loads that no exercise of its stage has.
    fn settled(&self, place: Place) -> Place {
        match self.stage(place).and_then(Stage::reach) {
            Some((least, most)) => Place { above: place.above.clamp(least, most), ..place },
            None => place,
        }
    }
}

/// The exercise as it is set up with a load.
fn loaded(exercise: &Exercise, load: &Load) -> Exercise {
    let mut exercise = exercise.clone();
    let with = std::iter::once(format!("Load: {}.", load.name)).chain(load.how.iter().cloned());
    exercise.cues.setup.splice(0..0, with);
    exercise
}

impl Stage {
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.sets.iter().map(|sets| &sets.step)
    }

    /// The loads by which the stage can be made easier (negative) and harder; `None` without loads.
    fn reach(&self) -> Option<(i32, i32)> {
        let whole = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let loads = || self.sets.iter().filter_map(|sets| Some((sets.load?, sets.step.exercise.loads.len())));
        let least = loads().map(|(load, _)| -whole(load)).min()?;
        let most = loads().map(|(load, count)| whole(count.saturating_sub(1).saturating_sub(load))).max()?;
        Some((least, most))
    }
}

impl Sets {
    /// The place of its load among those of the exercise, with so many loads above the stage's.
    #[must_use]
    pub fn load_at(&self, above: i32) -> Option<usize> {
        let load = i32::try_from(self.load?).unwrap_or(i32::MAX).saturating_add(above);
        Some(usize::try_from(load).unwrap_or(0).min(self.step.exercise.loads.len().saturating_sub(1)))
    }

    fn loaded(&self, above: i32) -> Option<&Load> {
        self.step.exercise.loads.get(self.load_at(above)?)
    }
}
