//! `supple after 'git push' --do neck-ease-5`: a session that is offered after a command.

use serde_json::json;

use super::context::{Context, Error, routine, say, say_json, tell_faults};
use crate::cli::After;
use crate::presence::choices::Anchor;
use crate::sanitize::clean;
use crate::settings::Settings;

/// The most characters of a command's words.
const LONGEST: usize = 100;
/// The most commands.
const MOST: usize = 50;

pub fn run(context: &Context, options: &After) -> Result<u8, Error> {
    if let Some(command) = &options.remove {
        return remove(context, &words(command)?);
    }
    if let (Some(command), Some(session)) = (&options.command, &options.routine) {
        return add(context, &words(command)?, session);
    }
    let anchors = &context.settings.nudge.commands;
    if options.json {
        let commands = anchors.iter();
        let commands =
            commands.map(|(words, anchor)| json!({"command": words, "run": anchor.run, "offer": anchor.offer}));
        say_json(&json!(commands.collect::<Vec<_>>()))?;
        return Ok(0);
    }
    for (words, anchor) in anchors {
        say(format_args!("{:<20}  {} ({})", clean(words, LONGEST), clean(&anchor.offer, 80), clean(&anchor.run, 60)))?;
    }
    if anchors.is_empty() {
        say("No session is offered after a command. To offer one: supple after \"git push\" --do neck-ease")?;
    }
    Ok(0)
}

fn add(context: &Context, words: &str, session: &str) -> Result<u8, Error> {
    let library = context.library();
    tell_faults(&library);
    let routine = routine(&library, session)?;
    let plan = context.plans(&context.digest()).plan(routine);
    let minutes = ((plan.total().as_secs() + 30) / 60).max(1);
    let offer = format!("{}, {minutes} min", clean(&routine.title, 60));
    let mut settings = changeable(context)?;
    if settings.nudge.commands.len() >= MOST && !settings.nudge.commands.contains_key(words) {
        return Err(Error::Usage(format!("there are {MOST} commands already; remove one with supple after --remove")));
    }
    let anchor = Anchor { run: routine.id.clone(), offer: offer.clone() };
    settings.nudge.commands.insert(words.to_owned(), anchor);
    save(context, &settings)?;
    say(format_args!(
        "After {words}, supple offers {offer}, at most once an hour. It needs supple init in your shell."
    ))?;
    Ok(0)
}

fn remove(context: &Context, words: &str) -> Result<u8, Error> {
    let mut settings = changeable(context)?;
    if settings.nudge.commands.remove(words).is_none() {
        return Err(Error::Usage(format!("nothing is offered after \"{words}\"; supple after lists the commands")));
    }
    save(context, &settings)?;
    say(format_args!("Nothing is offered after {words} any more."))?;
    Ok(0)
}

/// The settings, unless their file cannot be read: it would be replaced.
fn changeable(context: &Context) -> Result<Settings, Error> {
    match &context.settings_fault {
        None => Ok(context.settings.clone()),
        Some(fault) => Err(Error::Failed(format!("{fault}. Correct the file, then try again"))),
    }
}

fn save(context: &Context, settings: &Settings) -> Result<(), Error> {
    let path = context.paths.settings();
    settings.write(&path).map_err(|source| Error::Write { path, source })
}

/// The words a command begins with, each once apart.
fn words(command: &str) -> Result<String, Error> {
    let words = command.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.chars().count() > LONGEST || clean(&words, LONGEST) != words {
        return Err(Error::Usage(format!(
            "name the words the command begins with, such as \"git push\": at most {LONGEST} characters"
        )));
    }
    Ok(words)
}
