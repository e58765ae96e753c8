//! `supple go`

use std::time::Duration;

use serde_json::{Value, json};

use super::context::{Context, Error, named_area, printable, say, say_json, tell_faults, warn};
use super::run::{begin_after, guide};
use super::screens::Begin;
use super::when::duration;
use crate::areas::Area;
use crate::cli::Go;
use crate::coach::{self, COMPOSED, Composed, MINUTES, Wish};
use crate::digest::Digest;
use crate::files;
use crate::library::{Library, own, write};
use crate::practice::{Position, Routine, Step};
use crate::suggestion;
use crate::words::clock::clock;
use crate::words::coach as words;

pub fn run(context: &Context, options: &Go) -> Result<u8, Error> {
    let mut library = context.library();
    tell_faults(&library);
    let history = context.logbook().read();
    let is_read = history.is_ok();
    let digest = Digest::of(history.unwrap_or_default(), &context.settings, context.clock.local());
    let wish = wish(&options.words, usual(&digest, context), &library)?;
    let told = guide(context, &digest, &options.how, COMPOSED);
    let composed = coach::compose(&library.ways(), &wish, &digest.person(&context.settings), &told)
        .map_err(|coach::Nothing| Error::Usage(words::NOTHING.to_owned()))?;
    if options.json {
        say_json(&as_json(&wish, &composed))?;
        return Ok(0);
    }
    let gentle = digest.in_situation(&context.settings, |person| suggestion::gentle(library.routines(), person));
    let gentle = gentle.map(|gentle| gentle.why);
    for sentence in gentle.into_iter().chain(words::left_out(&composed, wish.position)) {
        if options.dry { say(sentence)? } else { warn(sentence) }
    }
    if options.dry {
        show(&composed)?;
    }
    if let Some(title) = &options.keep {
        let title = write::free_title(title, &library);
        let routine = composed.kept(&title, write::free_id(&title, &library));
        let path = own::save(&context.paths.routines(), &library, &routine, None)
            .map_err(|source| Error::Write { path: context.paths.routines(), source })?;
        say(format_args!("Kept as {} in {}. Start it with: supple run {0}", routine.id, printable(&path)))?;
    }
    if options.dry {
        return Ok(0);
    }
    keep_for_later(context, &composed.routine);
    library.set_composed(composed.routine);
    let begin = Begin::Routine { id: COMPOSED.to_owned(), shuffled: false };
    begin_after(context, library, digest.into_history().filter(|_| is_read), begin, &options.how)
}

/// The time of a session that stays at the desk: a longer one may go to the floor.
pub(super) const AT_A_DESK: Duration = Duration::from_mins(7);

/// The time that the person usually has.
pub(super) fn usual(digest: &Digest, context: &Context) -> Duration {
    Duration::from_mins(coach::usual_minutes(digest.habits(), context.clock.local()))
}

/// Keeps the session where it is found again if it is cut off. Without that it can still be done.
pub(super) fn keep_for_later(context: &Context, routine: &Routine) {
    let path = context.paths.composed();
    if let Err(error) = own::keep_composed(&path, routine) {
        let said = files::said(&error);
        warn(format_args!(
            "cannot write {}: {said}; this session cannot be resumed if it is interrupted",
            printable(&path)
        ));
    }
}

/// Words that say nothing by themselves.
const FILLERS: [&str; 7] = ["minutes", "minute", "min", "for", "my", "and", "the"];

/// The wish in words that may stand in any order; an area may be of two words.
pub(super) fn wish(words: &[String], usual: Duration, library: &Library) -> Result<Wish, Error> {
    let areas = library.areas();
    let mut wish = Wish { time: usual, areas: Vec::new(), position: None };
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let word = word.trim().to_lowercase();
        // As people say it: 4 minutes for my neck.
        if FILLERS.contains(&word.as_str()) {
            continue;
        }
        let two = rest.clone().next().map(|next| format!("{word} {}", next.trim().to_lowercase()));
        if let Some(area) = two.and_then(|two| areas.named(&two)) {
            add(&mut wish.areas, area);
            rest.next();
        } else if let Some(area) = areas.named(&word) {
            add(&mut wish.areas, area);
        } else if let Some(position) = Position::named(&word) {
            wish.position = Some(position);
        } else if word.starts_with(|first: char| first.is_ascii_digit()) {
            wish.time = minutes(&word)?;
        } else {
            let known: Vec<&str> = Position::ALL.iter().map(|position| position.word()).collect();
            return Err(match named_area(areas, &word) {
                Err(Error::Usage(said)) => Error::Usage(format!("{said}. Positions: {}", known.join(", "))),
                _ => Error::Usage(words::NOTHING.to_owned()),
            });
        }
    }
    Ok(wish)
}

fn add(areas: &mut Vec<Area>, area: &Area) {
    if !areas.contains(area) {
        areas.push(area.clone());
    }
}

fn minutes(word: &str) -> Result<Duration, Error> {
    let word = word.strip_suffix("minutes").or_else(|| word.strip_suffix("min")).unwrap_or(word);
    let time = duration(word)?;
    let bounds = Duration::from_mins(*MINUTES.start())..=Duration::from_mins(*MINUTES.end());
    if bounds.contains(&time) {
        Ok(time)
    } else {
        Err(Error::Usage(format!(
            "a session takes {} to {} minutes, not {}",
            MINUTES.start(),
            MINUTES.end(),
            clock(time)
        )))
    }
}

fn show(composed: &Composed) -> Result<(), Error> {
    say(format_args!("{}: {}", composed.routine.title, clock(composed.total)))?;
    let dose = |step: &Step| format!("{}{}", step.shorthand(), if step.eased { ", easier version" } else { "" });
    let longest = composed.routine.steps.iter().map(|step| dose(step).chars().count()).max().unwrap_or(0);
    for (number, (step, reason)) in composed.routine.steps.iter().zip(&composed.reasons).enumerate() {
        let dose = dose(step);
        let (name, position) = (step.exercise.short_name(), step.position.plain());
        say(format_args!("{:>2}  {name:<28} {position:<18} {dose:<longest$}  {}", number + 1, words::why(reason)))?;
    }
    Ok(())
}

fn as_json(wish: &Wish, composed: &Composed) -> Value {
    let ids = |areas: &[Area]| areas.iter().map(|area| area.word().to_owned()).collect::<Vec<_>>();
    let steps = composed.routine.steps.iter().zip(&composed.reasons).map(|(step, reason)| {
        json!({
            "exercise": step.exercise.id,
            "name": step.exercise.short_name(),
            "position": step.position.word(),
            "dose": step.shorthand(),
            "secs_a_side": step.dose.one_side().as_secs(),
            "sides": step.exercise.sides.word(),
            "easier": step.eased,
            "why": words::why(reason),
        })
    });
    json!({
        "title": composed.routine.title,
        "asked_secs": wish.time.as_secs(),
        "total_secs": composed.total.as_secs(),
        "areas": ids(&composed.routine.areas),
        "steps": steps.collect::<Vec<_>>(),
        "unsuited": ids(&composed.unsuited),
        "no_time_for": ids(&composed.too_many),
    })
}
