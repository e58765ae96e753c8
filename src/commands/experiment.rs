//! `supple experiment`: two routines or exercises compared over four weeks.

use serde_json::{Value, json};

use super::context::{Context, Error, named_area, routine, say, say_json, say_saved};
use super::run as session;
use super::screens::Begin;
use crate::cli::{Experiment as Options, ExperimentAction};
use crate::clock::Clock;
use crate::coach::experiment::{DAYS, FEWEST, Standing, Trial, Which};
use crate::coach::{COMPOSED, outcome};
use crate::digest::Digest;
use crate::history::Record;
use crate::history::record::{Doing, Experiment};
use crate::library::Library;
use crate::practice::Routine;
use crate::sanitize::clean;

pub fn run(context: &Context, options: &Options) -> Result<u8, Error> {
    let library = context.library();
    let digest = Digest::of(context.read_history()?, &context.settings, context.clock.local());
    let trial = digest.trial(context.settings.day_start_hour);
    match &options.action {
        None => show(&library, trial.as_ref(), options.json),
        Some(ExperimentAction::Start { first, second, area }) => {
            start(context, &library, &digest, trial.as_ref(), [first, second], area.as_deref())
        }
        Some(ExperimentAction::Stop) => stop(context, &library, &digest, trial.as_ref()),
        Some(ExperimentAction::Go(how)) => {
            let (trial, which) = running(trial.as_ref())?;
            let id = trial.id_of(which).clone();
            if library.routine(&id).is_none() {
                let name = clean(&id, 60);
                return Err(Error::Usage(format!(
                    "{name}, which is in your experiment, is no longer there; to end it: supple experiment stop"
                )));
            }
            let area = clean(&trial.told.area, 40);
            let code = session::begin(context, library, Begin::Routine { id, shuffled: false }, how)?;
            // The screens ask for the ratings themselves.
            if how.plain && (how.log || Clock::start(how.speed).is_real_time()) {
                say(format_args!("Rate it, so that it counts: supple correct last --tension {area}=BEFORE:AFTER"))?;
            }
            Ok(code)
        }
    }
}

/// The experiment that is running, and the one of the two that is due.
fn running(trial: Option<&Trial>) -> Result<(&Trial, Which), Error> {
    trial.and_then(|trial| Some((trial, trial.today()?))).ok_or_else(|| {
        Error::Usage("no experiment is running; supple experiment start FIRST SECOND --area AREA begins one".to_owned())
    })
}

/// The names of the two; of one that is no longer there, its id.
fn names(library: &Library, told: &Experiment) -> [String; 2] {
    [&told.first, &told.second].map(|id| library.routine(id).map_or_else(|| clean(id, 60), |known| known.title.clone()))
}

fn show(library: &Library, trial: Option<&Trial>, as_json: bool) -> Result<u8, Error> {
    if as_json {
        say_json(&trial.map_or(Value::Null, |trial| in_json(library, trial)))?;
        return Ok(0);
    }
    let Some(trial) = trial else {
        say(
            "No experiment yet. It compares two routines or exercises over four weeks, by how tense you are before and after.",
        )?;
        say("To start one: supple experiment start FIRST SECOND --area neck")?;
        return Ok(0);
    };
    let names = names(library, &trial.told);
    let [first, second] = &names;
    let names = [first.as_str(), second.as_str()];
    let [stands, result] = outcome::told(trial, names, &before(trial), "Start it: supple experiment go");
    for sentence in stands {
        say(sentence)?;
    }
    say("")?;
    for sentence in result {
        say(sentence)?;
    }
    Ok(0)
}

/// The command that rates before a session.
fn before(trial: &Trial) -> String {
    format!("supple check-in {} N", clean(&trial.told.area, 40))
}

fn rate(trial: &Trial) -> String {
    outcome::reminder(trial, &before(trial))
}

fn start(
    context: &Context,
    library: &Library,
    digest: &Digest,
    trial: Option<&Trial>,
    named: [&String; 2],
    area: Option<&str>,
) -> Result<u8, Error> {
    if let Some(trial) = trial.filter(|trial| trial.standing == Standing::Running) {
        let [first, second] = names(library, &trial.told);
        let day = trial.day;
        return Err(Error::Usage(format!(
            "{first} or {second} is on day {day} of {DAYS}; to end that: supple experiment stop"
        )));
    }
    let [first, second] = [routine(library, named[0])?, routine(library, named[1])?];
    if first.id == second.id {
        return Err(Error::Usage(format!("both are {}; name two that you want to compare", first.title)));
    }
    if [first, second].iter().any(|one| one.id == COMPOSED) {
        return Err(Error::Usage(
            "the session made for you changes each time; keep it first: supple go --keep TITLE".to_owned(),
        ));
    }
    let area = match area {
        Some(word) => named_area(library.areas(), word)?.word().to_owned(),
        None => shared(first, second)?,
    };
    if let Some(without) = [first, second].into_iter().find(|one| !serves(one, &area)) {
        let title = &without.title;
        return Err(Error::Usage(format!(
            "{title} has nothing for the {}, so you would not be asked about it; supple list --area {area} shows what does",
            crate::areas::label_of(&area)
        )));
    }
    let now = context.clock.local();
    let told = Experiment {
        does: Doing::Start,
        first: first.id.clone(),
        second: second.id.clone(),
        area,
        // A new id has 80 random bits.
        seed: crc32fast::hash(Record::new_id(now).as_bytes()),
        of: None,
    };
    context.logbook().append(&digest.experiment_record(now, told))?;
    say_saved(format_args!("Started: {} or {}, {DAYS} days.", first.title, second.title))?;
    for rule in outcome::rules() {
        say_saved(rule)?;
    }
    let digest = Digest::of(context.read_history()?, &context.settings, context.clock.local());
    let trial = digest.trial(context.settings.day_start_hour);
    if let Some((trial, today)) =
        trial.as_ref().and_then(|trial| Some((trial, outcome::today(trial, [&first.title, &second.title])?)))
    {
        say_saved(today)?;
        say_saved(format_args!("{} Start it: supple experiment go", rate(trial)))?;
    }
    say_saved(outcome::CAUTION)?;
    Ok(0)
}

/// The first area of the first that the second has too.
fn shared(first: &Routine, second: &Routine) -> Result<String, Error> {
    let shared = first.areas.iter().find(|area| serves(second, area.word()));
    shared.map(|area| area.word().to_owned()).ok_or_else(|| {
        Error::Usage(format!("{} and {} have no area in common, so nothing compares them; supple list --area neck shows what is for one area", first.title, second.title))
    })
}

/// Returns `true` if a session of `routine` is rated for the area.
fn serves(routine: &Routine, area: &str) -> bool {
    routine.steps.iter().any(|step| step.exercise.area_ids().iter().any(|of| of == area))
}

fn stop(context: &Context, library: &Library, digest: &Digest, trial: Option<&Trial>) -> Result<u8, Error> {
    let (trial, _) = running(trial)?;
    let told = Experiment { does: Doing::Stop, of: Some(trial.id.clone()), ..trial.told.clone() };
    context.logbook().append(&digest.experiment_record(context.clock.local(), told))?;
    let [first, second] = names(library, &trial.told);
    say_saved(format_args!("Stopped on day {} of {DAYS}: {first} or {second}.", trial.day))?;
    let stopped = Trial { standing: Standing::Stopped, ..trial.clone() };
    for sentence in outcome::result(&stopped, [&first, &second]) {
        say_saved(sentence)?;
    }
    Ok(0)
}

/// The experiment for programs. What comes on later days is kept back: who knows, looks forward to one of the two.
fn in_json(library: &Library, trial: &Trial) -> Value {
    let names = names(library, &trial.told);
    let [first, second] = &names;
    let words = [first.as_str(), second.as_str()];
    let [one, other] = &trial.arms;
    let arm = |id: &String, title: &String, arm: &crate::coach::experiment::Arm| json!({"id": id, "title": title, "rated": arm.rated.len(), "unrated": arm.unrated});
    json!({
        "standing": match trial.standing {
            Standing::Running => "running",
            Standing::Finished => "finished",
            Standing::Stopped => "stopped",
        },
        "began": trial.began,
        "day": trial.day,
        "days": DAYS,
        "area": trial.told.area,
        "first": arm(&trial.told.first, first, one),
        "second": arm(&trial.told.second, second, other),
        "needed": FEWEST,
        "today": trial.today().map(|which| trial.id_of(which)),
        "done_today": trial.done_today,
        "strayed_days": trial.strayed,
        "difference": trial.difference().map(|found| json!({
            "first_more_by": found.by, "low": found.low, "high": found.high,
            "better": found.better().map(|which| trial.id_of(which)),
        })),
        "told": outcome::result(trial, words),
    })
}
