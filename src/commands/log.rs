//! `supple log ROUTINE`: a session that was done without the program.

use std::time::Duration;

use super::when::{duration, moment};
use super::{Error, House, routine, say};
use crate::catalog::{Sides, Step};
use crate::cli::Log;
use crate::history::{Kind, Outcome, Record, Session, StepRecord};
use crate::tui::screens::clock;

/// No session by hand is longer than this.
const LONGEST: Duration = Duration::from_hours(6);

pub fn run(house: &House, options: &Log) -> Result<u8, Error> {
    let library = house.library();
    let routine = routine(&library, &options.routine)?;
    let now = house.clock.local();
    let at = options.at.as_deref().map_or(Ok(now), |at| moment(at, now))?;
    if at > now {
        return Err(Error::Usage(format!("{} lies in the future", at.format("%Y-%m-%d %H:%M"))));
    }
    let plan = house.plans().plan(routine);
    let time = options.time.as_deref().map_or(Ok(plan.total()), duration)?;
    if time > LONGEST {
        return Err(Error::Usage("expected at most 6 hours".to_owned()));
    }
    let secs = |time: Duration| u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
    let session = Session {
        routine: routine.id.clone(),
        title: routine.title.clone(),
        completed: true,
        planned_secs: secs(plan.total()),
        active_secs: secs(time),
        paused_secs: 0,
        steps: routine.steps.iter().map(step).collect(),
        before: options.before,
        after: options.after,
        note: options.note.clone(),
    };
    house.logbook().append(&Record::new(at, Kind::Session(session)))?;
    say(format_args!("Logged: {}, {}, {}", routine.title, clock(time), at.format("%A %-d %B %Y, %H:%M")))?;
    Ok(0)
}

fn step(step: &Step) -> StepRecord {
    let one_side = match step.dose {
        crate::catalog::Dose::Holds { hold, times, .. } => hold * times,
        dose => dose.one_side(),
    };
    let one_side = u32::try_from(one_side.as_secs()).unwrap_or(u32::MAX);
    let sided = step.exercise.sides == Sides::LeftRight;
    StepRecord {
        exercise: step.exercise.id.clone(),
        areas: step.exercise.area.iter().map(|area| area.word().to_owned()).collect(),
        left_secs: sided.then_some(one_side),
        right_secs: sided.then_some(one_side),
        secs: if sided { one_side.saturating_mul(2) } else { one_side },
        outcome: Outcome::Done,
    }
}
