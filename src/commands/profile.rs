//! `supple profile`: the answers of a person about themselves.

use std::collections::BTreeSet;
use std::io::{BufRead, Write, stdin, stdout};

use serde_json::json;

use super::context::{Context, Error, say, say_json, say_saved};
use crate::cli;
use crate::digest::Digest;
use crate::history::Profile;
use crate::library::Library;
use crate::library::texts::Texts;
use crate::practice::Position;
use crate::sanitize::clean;

pub fn run(context: &Context, options: &cli::Profile) -> Result<u8, Error> {
    let digest = Digest::of(context.read_history()?, &context.settings, context.clock.local());
    let before = digest.profile();
    let texts = Library::texts();
    let library = context.library();
    let mut profile = if options.clear { Profile::default() } else { before.cloned().unwrap_or_default() };
    let tags: Vec<&str> = texts.screening.iter().map(|(tag, _)| tag.as_str()).collect();
    let things: Vec<&str> = library.equipment().into_iter().collect();
    let positions: Vec<&str> = Position::ALL.iter().map(|position| position.word()).collect();
    change(&mut profile.yes, "--yes", &options.yes, &tags, true)?;
    change(&mut profile.yes, "--no", &options.no, &tags, false)?;
    change(&mut profile.lacks, "--lacks", &options.lacks, &things, true)?;
    change(&mut profile.lacks, "--has", &options.has, &things, false)?;
    change(&mut profile.avoids, "--avoid", &options.avoid, &positions, true)?;
    change(&mut profile.avoids, "--want", &options.want, &positions, false)?;
    if options.ask {
        ask(&texts, &mut profile)?;
    }
    let is_told = options.clear || options.ask || before.is_some_and(|before| *before != profile);
    if is_told || before.is_none() && profile != Profile::default() {
        context.logbook().append(&digest.profile_record(context.clock.local(), profile.clone()))?;
        say_saved("Saved. Your routines are adjusted to suit you; supple list shows which.")?;
    }
    if options.json {
        say_json(&json!({
            "asked": before.is_some() || is_told,
            "yes": profile.yes,
            "lacks": profile.lacks,
            "avoids": profile.avoids,
            "questions": texts.screening.iter().map(|(tag, text)| json!({"tag": tag, "question": text})).collect::<Vec<_>>(),
        }))?;
        return Ok(0);
    }
    if before.is_none() && !is_told && profile == Profile::default() {
        say("The health questions are not answered yet. To answer them: supple profile --ask")?;
    }
    tell(&texts, &profile)?;
    Ok(0)
}

/// Puts words into a set, or takes them out; each must be one of those known.
fn change(set: &mut BTreeSet<String>, option: &str, words: &[String], known: &[&str], put: bool) -> Result<(), Error> {
    for word in words.iter().map(|word| word.trim().to_lowercase()) {
        if !known.contains(&word.as_str()) {
            let what = format!("{option} must be one of {}, not \"{}\"", known.join(", "), clean(&word, 40));
            return Err(Error::Usage(what));
        }
        if put {
            set.insert(word);
        } else {
            set.remove(&word);
        }
    }
    Ok(())
}

/// Asks every question in a line; an empty answer keeps what was said before.
fn ask(texts: &Texts, profile: &mut Profile) -> Result<(), Error> {
    say("Not every exercise suits everyone. Answer y or n, or press enter to keep the answer.")?;
    let mut lines = stdin().lock().lines();
    for (tag, question) in &texts.screening {
        let so_far = if profile.yes.contains(tag) { "yes" } else { "no" };
        {
            let mut out = stdout().lock();
            write!(out, "{question} [{so_far}] ")?;
            out.flush()?;
        }
        let Some(answer) = lines.next().transpose()? else {
            say("")?;
            return Ok(());
        };
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => drop(profile.yes.insert(tag.clone())),
            "n" | "no" => drop(profile.yes.remove(tag)),
            _ => {}
        }
    }
    Ok(())
}

fn tell(texts: &Texts, profile: &Profile) -> Result<(), Error> {
    for (tag, question) in &texts.screening {
        let answer = if profile.yes.contains(tag) { "yes" } else { "no" };
        say(format_args!("{answer:<4} {tag:<20} {question}"))?;
    }
    let listed = |words: &BTreeSet<String>| {
        let words: Vec<String> = words.iter().map(|word| clean(word, 60)).collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    };
    say(format_args!("things you lack: {}", listed(&profile.lacks)))?;
    say(format_args!("positions to avoid: {}", listed(&profile.avoids)))?;
    say("To change it: supple profile --ask, or --yes NAME, --no NAME, --lacks THING, --avoid POSITION.")
}
