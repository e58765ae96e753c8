//! `supple log ROUTINE`: a session that was done without the program.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::context::{Context, Error, named_area, routine, say, say_saved, warn};
use super::history;
use super::when::{Clocks, duration, moment};
use crate::areas::Areas;
use crate::cli::{Details, Log};
use crate::history::{Kind, Record, Scores, Session, StepOutcome, StepRecord};
use crate::practice::{Routine, Sides, Step, program};
use crate::sanitize::clean;
use crate::words::clock::clock_of;
use crate::words::days;

/// The longest session that can be logged by hand.
const LONGEST: Duration = Duration::from_hours(6);

pub fn run(context: &Context, options: &Log) -> Result<u8, Error> {
    let Some(id) = &options.routine else {
        return unfinished(context);
    };
    let library = context.library();
    let routine = routine(&library, id)?;
    let now = context.clock.local();
    let mut session = whole(routine, context.plans(&context.digest()).plan(routine).total());
    let mut at = now;
    apply(&options.details, &mut session, &mut at, now, Clocks::Here(now), library.areas())?;
    let time = clock_of(session.active_secs.into());
    context.logbook().append(&Record::new(at, Kind::Session(session)))?;
    say_saved(format_args!("Logged: {}, {time}, {}", routine.title, days::moment_with_year(at)))?;
    Ok(0)
}

/// A session of `routine` that was done to its end, in as long as it is planned to take.
pub fn whole(routine: &Routine, planned: Duration) -> Session {
    Session {
        routine: routine.id.clone(),
        title: routine.title.clone(),
        program: program::of_session(&routine.id).map(str::to_owned),
        completed: true,
        planned_secs: secs(planned),
        active_secs: secs(planned),
        steps: routine.steps.iter().map(step).collect(),
        ..Session::default()
    }
}

/// Logs the work done in every session of this machine that was cut off.
fn unfinished(context: &Context) -> Result<u8, Error> {
    let logbook = context.logbook();
    let mut found = logbook.look_after(&context.read_history()?).unfinished;
    if found.is_empty() {
        say("There are no interrupted sessions.")?;
    }
    // So many are looked at in one go that they may not be all.
    while !found.is_empty() {
        for session in found {
            let record = session.to_record();
            logbook.append(&record)?;
            session.discard()?;
            say_saved(format_args!("Logged: {}", history::line(&record, false, &|_| None)))?;
        }
        found = logbook.look_after(&context.read_history()?).unfinished;
    }
    Ok(0)
}

/// Writes the details that a person gave by hand into `session`, which began `at`; a time is meant by `clocks`.
pub fn apply(
    details: &Details,
    session: &mut Session,
    at: &mut DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
    clocks: Clocks,
    areas: &Areas,
) -> Result<(), Error> {
    if let Some(text) = &details.at {
        let meant = moment(text, clocks)?;
        if let Some(remark) = meant.remark {
            warn(remark);
        }
        *at = meant.at;
        if *at > now {
            return Err(Error::Usage(format!("{} is in the future", at.format("%Y-%m-%d %H:%M"))));
        }
    }
    if let Some(time) = details.time.as_deref().map(duration).transpose()? {
        if time > LONGEST {
            return Err(Error::Usage("a session can last at most 6 hours".to_owned()));
        }
        session.active_secs = secs(time);
    }
    if !details.tension.is_empty() {
        let told = details.tension.iter().map(|text| scores(text, areas)).collect::<Result<BTreeMap<_, _>, _>>()?;
        session.set_tension(told);
    }
    session.before = details.before.or(session.before);
    session.after = details.after.or(session.after);
    session.note = details.note.clone().or_else(|| session.note.take());
    session.entered = Some(now);
    Ok(())
}

/// The scores of an area, from `neck=6:3`, `neck=6` or `neck=:3`.
fn scores(text: &str, areas: &Areas) -> Result<(String, Scores), Error> {
    let wanted = || {
        let found = clean(text, 40);
        Error::Usage(format!("--tension must look like neck=6:3 (area, before, after), not \"{found}\""))
    };
    let (area, scores) = text.split_once('=').ok_or_else(wanted)?;
    let (before, after) = scores.split_once(':').unwrap_or((scores, ""));
    let score = |text: &str| match text {
        "" => Ok(None),
        text => text.parse::<u8>().ok().filter(|score| *score <= 10).map(Some).ok_or_else(wanted),
    };
    Ok((named_area(areas, area)?.word().to_owned(), Scores { before: score(before)?, after: score(after)? }))
}

fn secs(time: Duration) -> u32 {
    u32::try_from(time.as_secs()).unwrap_or(u32::MAX)
}

fn step(step: &Step) -> StepRecord {
    let one_side = match step.dose {
        crate::practice::Dose::Holds { hold, times, .. } => hold * times,
        dose => dose.one_side(),
    };
    let one_side = secs(one_side);
    let sided = step.exercise.sides == Sides::LeftRight;
    StepRecord {
        exercise: step.exercise.id.clone(),
        areas: step.exercise.area_ids(),
        left_secs: sided.then_some(one_side),
        right_secs: sided.then_some(one_side),
        secs: if sided { one_side.saturating_mul(2) } else { one_side },
        outcome: StepOutcome::Done,
        ouches: Vec::new(),
    }
}
