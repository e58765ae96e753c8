//! Checks of a programme: its bounds, and that each exercise only gets harder from stage to stage.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use super::{
    LONGEST_LIST, LONGEST_REST, MOST_STEPS, NAME, SENTENCE, clean, id, number, number_of_steps, quoted, seconds,
    some_text, step,
};
use crate::library::fault::{FieldFault, Part};
use crate::library::schema::{ProgramFile, SetsFile, StageFile, Whole};
use crate::practice::exercise::{Exercise, Source};
use crate::practice::program::{Place, Program, Sets, Stage};
use crate::practice::routine::Origin;
use crate::practice::{Routine, Step};
use crate::session::plan::Plan;

/// The number of weeks.
const WEEKS: RangeInclusive<u32> = 1..=16;
/// The number of stages.
const STAGES: RangeInclusive<usize> = 1..=16;
/// The longest session (design: "The plan").
const LONGEST: Duration = crate::library::bounds::LONGEST_ROUTINE;

impl ProgramFile {
    /// The programme, with its exercises and routines looked up.
    pub(in crate::library) fn check(
        self,
        origin: Origin,
        find: impl Fn(&str) -> Option<Arc<Exercise>>,
        routine: impl Fn(&str) -> Option<Routine>,
    ) -> Result<Program, FieldFault> {
        let weeks = number("weeks", Some(self.weeks), WEEKS, "weeks")?;
        let days_a_week = number("days_a_week", Some(self.days_a_week), 1..=7, "days")?;
        if !STAGES.contains(&self.stages.len()) {
            let what = format!("expected {} to {} stages, found {}", STAGES.start(), STAGES.end(), self.stages.len());
            return Err(FieldFault::new("stages", what));
        }
        let at = |index| [Part::Field("stages"), Part::Item(index)];
        let mut stages = Vec::new();
        for (index, file) in self.stages.iter().enumerate() {
            stages.push(file.check(&find, &routine).map_err(|fault| fault.under(&at(index)))?);
        }
        only_harder(&stages)?;
        let days: u32 = stages.iter().map(|stage| stage.days).sum();
        if days != weeks * days_a_week {
            let what = format!(
                "expected {} days in all stages ({weeks} weeks of {days_a_week} days), found {days}",
                weeks * days_a_week
            );
            return Err(FieldFault::new("stages", what));
        }
        if self.sources.is_empty() {
            return Err(FieldFault::new("sources", "expected at least one source"));
        }
        let text = |text: Option<String>| text.map(|text| clean(&text, SENTENCE)).filter(|text| !text.is_empty());
        let program = Program {
            id: id(&self.id)?,
            title: some_text("title", &self.title, NAME)?,
            goal: some_text("goal", &self.goal, SENTENCE)?,
            note: text(self.note),
            next: text(self.next),
            weeks,
            days_a_week,
            sources: self.sources.into_iter().take(LONGEST_LIST).map(Source::from).collect(),
            stages,
            origin,
        };
        // Those inside the program are held to it by a test.
        let of_user = program.stages.iter().enumerate().filter(|_| origin == Origin::User);
        for (index, stage) in of_user {
            // With any of its loads, for that may come.
            let most = stage.sets.iter().map(|sets| sets.step.exercise.loads.len()).max().unwrap_or(0);
            let above = (0..=i32::try_from(most).unwrap_or(0)).map(|above| Place { stage: index, above });
            let longest = above.filter_map(|place| Some(Plan::of(&program.session(place)?).total())).max();
            if let Some(total) = longest.filter(|total| *total > LONGEST) {
                let what =
                    format!("expected at most 60 minutes in all, found {} minutes", total.as_secs().div_ceil(60));
                return Err(FieldFault::new("steps", what).under(&at(index)));
            }
        }
        Ok(program)
    }
}

/// Tells of a load that is smaller than that of the same exercise in the stage before: a plan only gets harder.
fn only_harder(stages: &[Stage]) -> Result<(), FieldFault> {
    let mut before: HashMap<&str, usize> = HashMap::new();
    for (index, stage) in stages.iter().enumerate() {
        for (of_stage, sets) in stage.sets.iter().enumerate() {
            let Some(load) = sets.load else { continue };
            let least = before.entry(&sets.step.exercise.id).or_insert(load);
            if load < *least {
                let what = format!("expected {} or more, as in the stages before, found {}", *least + 1, load + 1);
                let place = [Part::Field("stages"), Part::Item(index), Part::Field("steps"), Part::Item(of_stage)];
                return Err(FieldFault::new("load", what).under(&place));
            }
            *least = load;
        }
    }
    Ok(())
}

impl StageFile {
    fn check(
        &self,
        find: impl Fn(&str) -> Option<Arc<Exercise>>,
        routine: impl Fn(&str) -> Option<Routine>,
    ) -> Result<Stage, FieldFault> {
        let sets = match (&self.steps, &self.routine) {
            (Some(_), Some(_)) => {
                return Err(FieldFault::new(
                    "routine",
                    "does not belong in a stage with \"steps\"; take one of them out",
                ));
            }
            (None, None) => return Err(FieldFault::new("steps", "is missing; or name a \"routine\"")),
            (None, Some(id)) => {
                let routine = routine(id).ok_or_else(|| {
                    FieldFault::new("routine", format!("expected the id of a routine, found {}", quoted(id)))
                })?;
                routine.steps.into_iter().map(Sets::once).collect()
            }
            (Some(steps), None) => {
                number_of_steps(steps.len())?;
                let sets = steps.iter().enumerate().map(|(index, file)| {
                    file.check(&find).map_err(|fault| fault.under(&[Part::Field("steps"), Part::Item(index)]))
                });
                sets.collect::<Result<Vec<_>, _>>()?
            }
        };
        let steps: usize = sets.iter().map(|sets| sets.count as usize).sum();
        if steps > MOST_STEPS {
            let what = format!("expected at most {MOST_STEPS} steps in all sets, found {steps}");
            return Err(FieldFault::new("steps", what));
        }
        Ok(Stage {
            title: some_text("title", &self.title, NAME)?,
            days: number("days", Some(self.days), 1..=WEEKS.end() * 7, "days")?,
            times: number("times_a_day", self.times_a_day.or(Some(Whole(1))), 1..=8, "times a day")?,
            sets,
        })
    }
}

impl Sets {
    fn once(step: Step) -> Self {
        Self { step, load: None, count: 1, rest: Duration::ZERO }
    }
}

impl SetsFile {
    fn check(&self, find: impl Fn(&str) -> Option<Arc<Exercise>>) -> Result<Sets, FieldFault> {
        let step = step(&self.exercise, self.position.as_deref(), self.dose.as_ref(), find)?;
        let loads = &step.exercise.loads;
        let load = match self.load {
            None => None,
            Some(_) if loads.is_empty() => {
                let what = format!("does not belong here: {} has no loads", quoted(&step.exercise.id));
                return Err(FieldFault::new("load", what));
            }
            Some(_) if self.dose.is_some() => {
                return Err(FieldFault::new("dose", "does not belong beside \"load\": each load has its own dose"));
            }
            Some(load) => {
                let most = u32::try_from(loads.len()).unwrap_or(u32::MAX);
                Some(number("load", Some(load), 1..=most, "as the number of a load")? as usize - 1)
            }
        };
        let dose = load.and_then(|load| loads.get(load)).map_or(step.dose, |load| load.dose);
        Ok(Sets {
            load,
            count: number("sets", self.sets.or(Some(Whole(1))), 1..=5, "sets")?,
            rest: seconds("rest_secs", self.rest_secs.or(Some(Whole(0))), 0..=LONGEST_REST)?,
            step: Step { dose, ..step },
        })
    }
}
