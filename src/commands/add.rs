//! `supple add FILE`

use std::path::PathBuf;

use serde_json::json;

use super::context::{Context, Error, ask, can_ask, printable, say, say_json};
use super::{check, list};
use crate::cli::Add;
use crate::files;
use crate::library::own::{self, Content, Place, Put};
use crate::library::pack::{self, Pack};
use crate::library::{LARGEST_FILE, Library};
use crate::practice::{Exercise, Routine};
use crate::session::Plan;
use crate::words::clock::clock;
use crate::words::counted;

/// A file that is to be added, and what it meets.
struct Addition {
    content: Content,
    id: String,
    put: Put,
    meets: Meets,
}

/// What is there already with the same id.
#[derive(PartialEq, Eq)]
enum Meets {
    Nothing,
    /// The program's own, which the file stands in for.
    BuiltIn,
    /// A file of the person's.
    Theirs,
    /// A file of the person's that holds the same.
    TheSame,
}

impl Meets {
    /// Returns `true` if something is no longer used once the file is there.
    fn is_replaced(&self) -> bool {
        matches!(self, Self::BuiltIn | Self::Theirs)
    }
}

pub fn run(context: &Context, options: &Add) -> Result<u8, Error> {
    let library = context.library();
    let pack = match pack::read(&library, &options.file) {
        Ok(pack) => pack,
        Err(faults) if options.json => {
            say_json(&check::in_json(&faults))?;
            return Ok(2);
        }
        Err(faults) => {
            for fault in &faults {
                say(fault)?;
            }
            return Ok(2);
        }
    };
    let additions = additions(context, &library, &pack);
    let id = additions.last().map(|addition| addition.id.clone()).unwrap_or_default();
    let theirs: Vec<&Addition> = additions.iter().filter(|addition| addition.meets == Meets::Theirs).collect();
    let is_new = additions.iter().any(|addition| addition.meets != Meets::TheSame);
    if !options.json {
        show(&pack, &additions, options.replace)?;
    }
    let is_refused = !theirs.is_empty() && !options.replace;
    let is_wanted = is_new && (options.yes || !options.json && can_ask());
    if is_wanted && is_refused {
        let files: Vec<String> = theirs.iter().map(|addition| printable(&addition.put.path)).collect();
        let what = format!("nothing was added: you have {} already; --replace replaces it", files.join(" and "));
        return Err(Error::Usage(what));
    }
    let adds = is_wanted && (options.yes || ask("Add it? [y/N]", false)?);
    if adds {
        let puts = additions.iter().filter(|addition| addition.meets != Meets::TheSame);
        let puts: Vec<Put> = puts.map(|addition| addition.put.clone()).collect();
        own::put_all(&puts).map_err(|(path, source)| Error::Write { path, source })?;
    }
    if options.json {
        say_json(&in_json(&pack, &additions, adds))?;
    } else if adds {
        say(format_args!("Added. Start it with supple run {id}."))?;
    } else if !is_new {
        say("You have all of it already; there is nothing to add.")?;
    } else if is_wanted {
        say("Nothing was added.")?;
    } else {
        let replace = if is_refused { " --replace" } else { "" };
        say(format_args!("Nothing has been added yet. To add it, run this again with --yes{replace}."))?;
    }
    Ok(0)
}

/// The files that the pack becomes, exercises first: a routine without them would be at fault.
fn additions(context: &Context, library: &Library, pack: &Pack) -> Vec<Addition> {
    let folder = context.paths.routines();
    let exercises = pack.exercises.iter().map(|(exercise, text)| (Content::Exercise, &exercise.id, text));
    let routine = pack.routine.iter().map(|(routine, text)| (Content::Routine, &routine.id, text));
    let files = exercises.chain(routine).map(|(content, id, text)| {
        let (path, meets) = match own::place(&folder, library, content, id) {
            Place::Taken(path) => {
                let same = files::read_text(&path, LARGEST_FILE).is_ok_and(|known| known == *text);
                (path, if same { Meets::TheSame } else { Meets::Theirs })
            }
            Place::Free(path) if content.built_in(id).is_some() => (path, Meets::BuiltIn),
            Place::Free(path) => (path, Meets::Nothing),
        };
        let put = Put { path, text: text.clone(), replaces: meets == Meets::Theirs };
        Addition { content, id: id.clone(), put, meets }
    });
    files.collect()
}

fn show(pack: &Pack, additions: &[Addition], replace: bool) -> Result<(), Error> {
    if let Some((routine, _)) = &pack.routine {
        show_routine(routine)?;
    }
    let own: Vec<String> = pack.exercises.iter().map(|(exercise, _)| named(exercise)).collect();
    match (&pack.routine, own.as_slice()) {
        (Some(_), []) => {}
        (Some(_), own) => {
            say(format_args!("It brings {}: {}.", counted(own.len() as u64, "exercise", "exercises"), own.join(", ")))?;
        }
        (None, own) => say(format_args!("An exercise: {}.", own.join(", ")))?,
    }
    for Addition { content, id, put: Put { path, .. }, meets } in additions {
        let what = content.word();
        match meets {
            Meets::Nothing => {}
            Meets::BuiltIn => say(format_args!("It is used in place of the built-in {what} {id}."))?,
            Meets::TheSame => say(format_args!("You have the same {what} {id} already ({}).", printable(path)))?,
            Meets::Theirs if replace => say(format_args!("It replaces your {what} {id} ({}).", printable(path)))?,
            Meets::Theirs => {
                say(format_args!("You have another {what} {id} ({}); --replace replaces it.", printable(path)))?;
            }
        }
    }
    Ok(())
}

fn show_routine(routine: &Routine) -> Result<(), Error> {
    let steps = counted(routine.steps.len() as u64, "step", "steps");
    let time = clock(Plan::of(routine).total());
    say(format_args!("{} ({}): {steps}, {time}", routine.title, routine.id))?;
    if !routine.goal.is_empty() {
        say(&routine.goal)?;
    }
    for (number, step) in routine.steps.iter().enumerate() {
        say(format_args!("{:>3}. {}, {}", number + 1, step.exercise.name, step.shorthand()))?;
    }
    Ok(())
}

fn named(exercise: &Exercise) -> String {
    format!("{} ({})", exercise.name, exercise.id)
}

/// What a pack holds, for programs.
fn in_json(pack: &Pack, additions: &[Addition], adds: bool) -> serde_json::Value {
    let replaces = additions.iter().filter(|addition| addition.meets.is_replaced()).map(|addition| {
        let file: Option<PathBuf> = (addition.meets == Meets::Theirs).then(|| addition.put.path.clone());
        json!({
            "what": addition.content.word(),
            "id": addition.id,
            "file": file.map(|file| printable(&file)),
        })
    });
    json!({
        "routine": pack.routine.as_ref().map(|(routine, _)| list::summary(routine, &Plan::of(routine))),
        "exercises": pack.exercises.iter().map(|(exercise, _)| json!({"id": exercise.id, "name": exercise.name})).collect::<Vec<_>>(),
        "replaces": replaces.collect::<Vec<_>>(),
        "added": adds,
    })
}
