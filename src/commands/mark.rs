//! `supple mark favourite ID`: favourites, and what is never to be suggested.

use serde_json::json;

use super::context::{Context, Error, say, say_json, say_saved, tell_faults, unknown};
use crate::cli::{Mark, MarkWord};
use crate::digest::Digest;
use crate::history::Liking;
use crate::library::Library;
use crate::sanitize::clean;
use crate::words::{listed, taste};

/// The columns of an id in the list.
const ID: usize = 26;

pub fn run(context: &Context, options: &Mark) -> Result<u8, Error> {
    let digest = Digest::of(context.read_history()?, &context.settings, context.clock.local());
    let library = context.library();
    let Some(mark) = options.mark else {
        return list(&digest, &library, options.json);
    };
    tell_faults(&library);
    let liking = match mark {
        MarkWord::Favourite => Liking::Favourite,
        MarkWord::Never => Liking::Never,
        MarkWord::None => Liking::Neither,
    };
    // All of them are known before any is marked.
    let named =
        |words: &String| named(&library, words).ok_or_else(|| unknown(&library, "routine or exercise", words, true));
    let mut found = options.ids.iter().map(named).collect::<Result<Vec<_>, Error>>()?;
    found.sort_unstable();
    found.dedup();
    let tastes = digest.tastes();
    let changed = found.iter().filter(|(id, _)| tastes.of(id) != liking);
    let records: Vec<_> = changed.map(|(id, _)| tastes.record(context.clock.local(), id, liking)).collect();
    if !records.is_empty() {
        context.logbook().append_all(&records)?;
    }
    if options.json {
        let digest = Digest::of(context.read_history()?, &context.settings, context.clock.local());
        return list(&digest, &library, true);
    }
    let titles: Vec<&str> = found.iter().map(|(_, title)| title.as_str()).collect();
    let titles = listed(&titles);
    let said = match liking {
        Liking::Favourite => format!("Favourite: {titles}."),
        Liking::Never => format!("Never suggested again: {titles}."),
        Liking::Neither | Liking::Unknown => format!("No mark any more: {titles}."),
    };
    say_saved(said)?;
    Ok(0)
}

/// The id and the title of the routine, or else of the exercise, that a person names.
fn named(library: &Library, words: &str) -> Option<(String, String)> {
    let routine = library.routine_named(words).map(|routine| (routine.id.clone(), clean(&routine.title, 60)));
    let exercise = || {
        let exercise = library.exercise_named(words)?;
        Some((exercise.id.clone(), clean(exercise.short_name(), 60)))
    };
    routine.or_else(exercise)
}

fn list(digest: &Digest, library: &Library, as_json: bool) -> Result<u8, Error> {
    let tastes = digest.tastes();
    let marks = [(tastes.favourites(), Liking::Favourite), (tastes.never(), Liking::Never)];
    let marks = marks.into_iter().flat_map(|(ids, liking)| ids.iter().map(move |id| (id, liking)));
    let title = |id: &str| named(library, id).map(|(_, title)| title);
    if as_json {
        let marks = marks.map(|(id, liking)| json!({"id": id, "title": title(id), "mark": taste::word(liking)}));
        say_json(&json!(marks.collect::<Vec<_>>()))?;
        return Ok(0);
    }
    let mut is_empty = true;
    for (id, liking) in marks {
        is_empty = false;
        // What was marked may be gone from the folder by now.
        let title = title(id).unwrap_or_default();
        say(format_args!("{:<9}  {:<ID$} {title}", taste::word(liking), clean(id, 60)))?;
    }
    if is_empty {
        say(
            "Nothing is marked. supple mark favourite ID marks a favourite, supple mark never ID what is never suggested.",
        )?;
    }
    Ok(0)
}
