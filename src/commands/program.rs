//! `supple program`: sessions over weeks, and where the person stands in them.

use serde_json::{Value, json};

use super::context::{Context, Error, say, say_json, say_saved, tell_faults};
use super::screens::Begin;
use super::{course, list, run as session};
use crate::cli::{Program as Options, ProgramAction};
use crate::coach::course::{Off, Standing, Today};
use crate::coach::told;
use crate::digest::Digest;
use crate::history::record::Doing;
use crate::history::{Kind, Record};
use crate::library::{Library, texts::Texts};
use crate::practice::{Felt, Program};
use crate::sanitize::clean;
use crate::words::clock::clock;
use crate::words::{counted, fit};

pub fn run(context: &Context, options: &Options) -> Result<u8, Error> {
    let library = context.library();
    let digest = read(context)?;
    match &options.action {
        None if options.explain => explain(context, library, &digest, options.json),
        None => all(context, &library, &digest, options.json),
        Some(ProgramAction::Start { program }) => start(context, &library, &digest, program),
        Some(ProgramAction::Pause { program }) => {
            change(context, &library, &digest, program.as_deref(), Doing::Pause, &[Standing::Running])
        }
        Some(ProgramAction::Resume { program }) => {
            change(context, &library, &digest, program.as_deref(), Doing::Resume, &[Standing::Paused])
        }
        Some(ProgramAction::Stop { program }) => {
            let stands = &[Standing::Running, Standing::Paused];
            change(context, &library, &digest, program.as_deref(), Doing::Stop, stands)
        }
        Some(ProgramAction::Today { program, json }) => {
            today(context, library, &digest, program.as_deref(), *json || options.json)
        }
        Some(ProgramAction::Go(go)) => {
            let id = course::session(context, &library, &digest, go.program.as_deref())?;
            let mut library = library;
            library.make_ready(&id);
            session::begin(context, library, Begin::Routine { id, shuffled: false }, &go.how)
        }
        Some(ProgramAction::Felt { answer }) => felt(context, &library, &digest, *answer),
    }
}

/// What is derived from a history that must be readable: what is said here follows from it.
fn read(context: &Context) -> Result<Digest, Error> {
    Ok(Digest::of(context.read_history()?, &context.settings, context.clock.local()))
}

fn all(context: &Context, library: &Library, digest: &Digest, json: bool) -> Result<u8, Error> {
    tell_faults(library);
    let all = library.programs().iter().map(|program| (program, course::today(context, digest, program)));
    if json {
        let all: Vec<Value> = all.map(|(program, today)| in_json(program, &today)).collect();
        say_json(&json!(all))?;
        return Ok(0);
    }
    let mut runs = false;
    for (program, today) in all {
        runs |= today.standing == Standing::Running;
        say(format_args!("{:<20} {:<42} {}", program.id, program.title, told::standing(program, &today)))?;
    }
    say(if runs { "Today's session: supple program go" } else { "To start one: supple program start ID" })?;
    Ok(0)
}

fn start(context: &Context, library: &Library, digest: &Digest, words: &str) -> Result<u8, Error> {
    let program = course::named(library, words)?;
    let id = &program.id;
    match course::today(context, digest, program).standing {
        Standing::Running => {
            let title = &program.title;
            return Err(Error::Usage(format!(
                "{title} is running already; to begin it anew: supple program stop {id}, then start it"
            )));
        }
        Standing::Paused => {
            let title = &program.title;
            return Err(Error::Usage(format!("{title} is paused; to go on: supple program resume {id}")));
        }
        Standing::Open | Standing::Finished => {}
    }
    append(context, digest, program, Doing::Start)?;
    say_saved(format_args!("Started: {}, {}, {}.", program.title, told::weeks(program), told::a_week(program)))?;
    say_saved(&program.goal)?;
    if let Some(note) = &program.note {
        say_saved(note)?;
    }
    say_saved("Today's session: supple program go")?;
    Ok(0)
}

fn change(
    context: &Context,
    library: &Library,
    digest: &Digest,
    words: Option<&str>,
    does: Doing,
    stands: &[Standing],
) -> Result<u8, Error> {
    let (program, today) = course::meant(context, library, digest, words, stands)?;
    let title = &program.title;
    if !stands.contains(&today.standing) {
        let is = match today.standing {
            Standing::Open => "is not running",
            Standing::Running => "is not paused",
            Standing::Paused => "is paused already",
            Standing::Finished => "is finished",
        };
        return Err(Error::Usage(format!("{title} {is}; supple program lists where you stand")));
    }
    append(context, digest, program, does)?;
    match does {
        Doing::Pause => say_saved(format_args!(
            "Paused: {title}. Take your time; supple program resume goes on where you left it."
        ))?,
        Doing::Resume => say_saved(format_args!("Resumed: {}.", told::heading(program, &today)))?,
        _ => say_saved(format_args!("Stopped: {title}. What you did stays in your history."))?,
    }
    Ok(0)
}

fn append(context: &Context, digest: &Digest, program: &Program, does: Doing) -> Result<(), Error> {
    Ok(context.logbook().append(&digest.program_record(context.clock.local(), &program.id, does))?)
}

fn today(
    context: &Context,
    mut library: Library,
    digest: &Digest,
    words: Option<&str>,
    json: bool,
) -> Result<u8, Error> {
    let (program, today) = course::meant(context, &library, digest, words, &[Standing::Running])?;
    let program = program.clone();
    library.fit(&digest.needs(&context.settings));
    if let Some(session) = &today.session {
        library.make_ready(&session.id);
    }
    let session = today.session.as_ref().and_then(|session| library.routine(&session.id));
    let plans = context.plans(digest);
    if json {
        let mut value = in_json(&program, &today);
        value["why"] = json!(told::why(&program, &today));
        value["next"] = json!(told::next(&program, &today));
        value["session"] = json!(session.map(|session| {
            let mut summary = list::summary(session, &plans.plan(session));
            summary["note"] = json!(session.note);
            summary["exercises"] = (session.steps.iter())
                .map(|step| json!({"exercise": step.exercise.id, "position": step.position.word(), "dose": step.shorthand()}))
                .collect();
            summary
        }));
        say_json(&value)?;
        return Ok(0);
    }
    say(told::heading(&program, &today))?;
    for sentence in told::why(&program, &today) {
        say(sentence)?;
    }
    if let Some(session) = session {
        say("")?;
        tell(session, &clock(plans.plan(session).total()), &Library::texts())?;
    }
    let next = told::next(&program, &today);
    if !next.is_empty() {
        say("")?;
        say(next)?;
    } else if today.session.is_some() {
        say("")?;
        say(format_args!("Start it: supple program go {}", program.id))?;
    }
    Ok(0)
}

/// The steps of a session, and what was changed for the person.
fn tell(session: &crate::practice::Routine, time: &str, texts: &Texts) -> Result<(), Error> {
    say(format_args!("{}, {time}", session.goal))?;
    for passage in session.passages() {
        let sets = passage.rounds.map(|rounds| format!(", {}", counted(rounds.into(), "set", "sets")));
        for step in session.steps.get(passage.steps).unwrap_or_default() {
            let sets = sets.as_deref().unwrap_or_default();
            say(format_args!("  {:<36} {}{sets}", step.exercise.short_name(), step.shorthand()))?;
        }
    }
    for change in &session.changes {
        say(fit::change(change, texts))?;
    }
    Ok(())
}

fn explain(context: &Context, mut library: Library, digest: &Digest, json: bool) -> Result<u8, Error> {
    library.fit(&digest.needs(&context.settings));
    let all = library.programs().iter().map(|program| (program, course::today(context, digest, program)));
    let begun: Vec<_> = all.filter(|(_, today)| today.standing != Standing::Open).collect();
    let texts = Library::texts();
    let changed = |today: &Today| {
        let session = today.session.as_ref().map(|session| library.fitted_and_wanted(session));
        let changes = session.map(|session| session.changes).unwrap_or_default();
        changes.iter().map(|change| fit::change(change, &texts)).collect::<Vec<_>>()
    };
    if json {
        let told = begun.iter().map(|(program, today)| {
            let mut value = in_json(program, today);
            value["steps"] = json!(told::explained(program, today));
            value["why"] = json!(told::why(program, today));
            value["changed"] = json!(changed(today));
            value
        });
        say_json(&told.collect())?;
        return Ok(0);
    }
    if begun.is_empty() {
        say("No programme is running. To start one: supple program start ID")?;
    }
    for (program, today) in &begun {
        say(told::heading(program, today))?;
        for line in told::explained(program, today) {
            say(format_args!("  {line}"))?;
        }
        for sentence in told::why(program, today).into_iter().chain(changed(today)) {
            say(format_args!("  {sentence}"))?;
        }
        say("")?;
    }
    say("The rules:")?;
    for rule in told::rules() {
        say(format_args!("  {rule}"))?;
    }
    Ok(0)
}

/// Keeps how the last session of a programme felt, as a record that stands in for it.
fn felt(context: &Context, library: &Library, digest: &Digest, answer: Felt) -> Result<u8, Error> {
    let last = digest.of_programs().iter().rev().find_map(|record| match &record.kind {
        Kind::Session(session) => Some((record, session)),
        _ => None,
    });
    let Some((record, session)) = last else {
        return Err(Error::Usage(
            "no session of a programme is in your history yet; supple program go starts one".to_owned(),
        ));
    };
    let now = context.clock.local();
    let mut session = session.clone();
    let title = clean(&session.title, 60);
    session.felt = Some(answer);
    session.corrects = Some(record.id.clone());
    session.entered = Some(now);
    let program = session.program.clone();
    context.logbook().append(&Record::new(record.at, Kind::Session(session)))?;
    let digest = read(context)?;
    let title = &title;
    say_saved(format_args!("Saved: {title} felt {answer}."))?;
    if let Some(program) = program.and_then(|id| library.program(&id)) {
        let today = course::today(context, &digest, program);
        if today.is_finished() {
            say_saved(told::finished(program))?;
        }
        for sentence in told::next_time(program, &today, digest.today()) {
            say_saved(sentence)?;
        }
    }
    Ok(0)
}

/// A programme and where the person stands in it, for programs.
fn in_json(program: &Program, today: &Today) -> Value {
    let standing = match today.standing {
        Standing::Open => "open",
        Standing::Running => "running",
        Standing::Paused => "paused",
        Standing::Finished => "finished",
    };
    let off = today.off.as_ref().map(|off| match off {
        Off::Rest(_) => "rest",
        Off::Enough => "enough",
    });
    json!({
        "id": program.id,
        "title": program.title,
        "goal": program.goal,
        "weeks": program.weeks,
        "days_a_week": program.days_a_week,
        "equipment": program.equipment(),
        "areas": program.areas().iter().map(crate::areas::Area::word).collect::<Vec<_>>(),
        "standing": standing,
        "began": today.began,
        "week": today.week,
        "day": today.day,
        "days_done": today.done,
        "days": program.days(),
        "stage": today.place.stage + 1,
        "sessions_today": today.done_today,
        "sessions_a_day": today.times,
        "is_due": today.is_due(),
        "free_day": off,
    })
}
