//! `supple show ID`, and `supple show --all`.

mod figure;

use std::io::IsTerminal;
use std::time::Duration;

use serde_json::json;

use self::figure::Kind;
use super::context::{Context, Error, say, say_json, tell_faults, unknown};
use super::list;
use crate::areas::Area;
use crate::cli::Show;
use crate::library::Library;
use crate::practice::{Exercise, Routine, Side, Sides};
use crate::session::{Level, Plan};
use crate::words::clock::clock;
use crate::words::rounds::{Listed, listed};
use crate::words::{dose, fit};

pub fn run(context: &Context, options: &Show) -> Result<u8, Error> {
    let mut library = context.library();
    tell_faults(&library);
    let Some(id) = options.id.as_deref() else {
        figure::all(context, &library, options)?;
        return Ok(0);
    };
    if let Some(exercise) = library.exercise_named(id).filter(|_| library.routine_named(id).is_none()) {
        if let Some(file) = &options.svg {
            figure::write_handout(exercise, options, file, Kind::Svg)?;
        } else if let Some(file) = &options.png {
            figure::write_handout(exercise, options, file, Kind::Png)?;
        } else if options.json {
            say_json(&exercise_json(exercise))?;
        } else if options.size.is_some() {
            figure::one(context, exercise, options)?;
        } else {
            if std::io::stdout().is_terminal() {
                figure::one(context, exercise, options)?;
            }
            show_exercise(exercise)?;
        }
        return Ok(0);
    }
    let digest = context.digest();
    library.fit(&digest.needs(&context.settings));
    let routine = library.routine_named(id).ok_or_else(|| unknown(&library, "routine or exercise", id, true))?;
    if options.svg.is_some() || options.png.is_some() || options.size.is_some() {
        let what =
            format!("{} is a routine; only exercises have figures, for example: supple show chin-tuck", routine.id);
        return Err(Error::Usage(what));
    }
    let plans = context.plans(&digest);
    let plan = plans.plan(routine);
    if options.json {
        say_json(&routine_json(routine, &plan))?;
    } else {
        show_routine(routine, &plan, plans.guide(routine).level)?;
    }
    Ok(0)
}

fn show_routine(routine: &Routine, plan: &Plan, voice: Level) -> Result<(), Error> {
    say(format_args!("{} ({}), {}", routine.title, routine.id, clock(plan.total())))?;
    say(times(plan.total(), Plan::of(routine).total(), voice))?;
    say(&routine.goal)?;
    if !routine.when.is_empty() {
        say(format_args!("When: {}", routine.when))?;
    }
    if !routine.equipment.is_empty() {
        say(format_args!("Needs: {}", routine.equipment.join(", ")))?;
    }
    if let Some(note) = &routine.note {
        say(format_args!("Note: {note}"))?;
    }
    say("")?;
    for row in listed(&routine.steps) {
        match row {
            Listed::Block(rounds) => say(format_args!("    {rounds}:"))?,
            Listed::Step { index, number, indent } => {
                let Some(step) = routine.steps.get(index) else { continue };
                say(format_args!(
                    "{number:>2}. {:<46} {:>6}  {}, {}",
                    format!("{indent}{}", step.exercise.name),
                    clock(plan.step_total(index)),
                    step.shorthand(),
                    step.position
                ))?;
            }
        }
    }
    if let Some(muscles) = dose::muscles(routine) {
        say(format_args!("\nHeld: {muscles}"))?;
    }
    let texts = Library::texts();
    for change in &routine.changes {
        say(fit::change(change, &texts))?;
    }
    let skip = routine.skip_if();
    if !skip.is_empty() {
        say("\nAsk yourself first. If yes to any, skip the exercises it concerns, or ask a clinician:")?;
        for tag in skip {
            say(format_args!("- {}", texts.question(tag).unwrap_or(tag)))?;
        }
    }
    Ok(())
}

/// What the time of a session includes.
fn times(told: Duration, silent: Duration, voice: Level) -> String {
    match voice {
        Level::Off => format!("Time: {} without the voice, which is off.", clock(silent)),
        _ if told == silent => format!("Time: {}, with the voice or without.", clock(told)),
        _ => format!("Time: with the voice {}, without {}.", clock(told), clock(silent)),
    }
}

fn show_exercise(exercise: &Exercise) -> Result<(), Error> {
    let each_side = if exercise.sides == Sides::LeftRight { " each side" } else { "" };
    let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
    say(format_args!("{} ({})", exercise.name, exercise.id))?;
    say(&exercise.summary)?;
    say(format_args!("\nDose: {}{each_side}, {}", exercise.dose.shorthand(), exercise.position.plain()))?;
    let lines = [
        ("Reaches", exercise.targets.join(", ")),
        ("Needs", exercise.equipment.join(", ")),
        ("Set up", exercise.setup(None)),
        ("Move", exercise.cues.r#move.join(" ")),
        ("In short", exercise.instruction(side)),
        ("Picture", exercise.picture_in_words(exercise.position, side, false).unwrap_or_default()),
        ("Feel", exercise.cues.feel.clone()),
        ("Breathe", exercise.cues.breathe.clone()),
        ("Avoid", exercise.mistakes.join(" ")),
        ("Careful", exercise.careful().collect::<Vec<_>>().join(" ")),
        ("Easier", exercise.easier.clone()),
        ("Harder", exercise.harder.clone()),
        ("Progression", exercise.loads_in_words()),
    ];
    for (label, text) in lines.iter().filter(|(_, text)| !text.is_empty()) {
        say(format_args!("{label}: {text}"))?;
    }
    for source in &exercise.sources {
        say(format_args!("Source: {} {}", source.title, source.url.as_deref().unwrap_or_default()))?;
    }
    Ok(())
}

fn routine_json(routine: &Routine, plan: &Plan) -> serde_json::Value {
    let mut value = list::summary(routine, plan);
    value["steps"] = (routine.steps.iter().enumerate())
        .map(|(index, step)| {
            json!({
                "exercise": step.exercise.id,
                "name": step.exercise.name,
                "position": step.position.word(),
                "dose": step.shorthand(),
                "round": step.round.map(|round| round.number),
                "rounds": step.round.map(|round| round.of),
                "secs": plan.step_total(index).as_secs(),
            })
        })
        .collect();
    value["segments"] = (plan.segments().iter())
        .map(|segment| {
            json!({
                "kind": segment.kind.word(),
                "step": segment.step,
                "side": segment.side.map(Side::word),
                "secs": segment.length.as_secs(),
            })
        })
        .collect();
    value
}

fn exercise_json(exercise: &Exercise) -> serde_json::Value {
    let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
    json!({
        "id": exercise.id,
        "name": exercise.name,
        "area": exercise.area().map(Area::word),
        "areas": exercise.area_ids(),
        "kind": exercise.kind.word(),
        "sides": exercise.sides.word(),
        "position": exercise.position.word(),
        "summary": exercise.summary,
        "dose": exercise.dose.shorthand(),
        "targets": exercise.targets,
        "equipment": exercise.equipment,
        "setup": exercise.cues.setup,
        "move": exercise.cues.r#move,
        "feel": exercise.cues.feel,
        "breathe": exercise.cues.breathe,
        "mistakes": exercise.mistakes,
        "cautions": exercise.careful().collect::<Vec<_>>(),
        "stop": exercise.stop,
        "skip_if": exercise.skip_if,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "loads": exercise.loads.iter().map(|load| json!({"load": load.name, "dose": load.dose.shorthand(), "how": load.how})).collect::<Vec<_>>(),
        "picture": exercise.picture_in_words(exercise.position, side, false),
        "sources": exercise.sources.iter().map(|source| json!({"title": source.title, "url": source.url})).collect::<Vec<_>>(),
    })
}
