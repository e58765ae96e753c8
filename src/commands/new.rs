//! `supple new routine ID` and `supple new exercise ID`

use super::context::{Context, Error, printable, say, unknown};
use crate::cli::{New, What};
use crate::library::own::{self, Content, Place};
use crate::library::{Library, templates, write};
use crate::sanitize::clean;

pub fn run(context: &Context, options: &New) -> Result<u8, Error> {
    let library = context.library();
    let id = options.id.as_str();
    refuse_taken(&library, id)?;
    let (content, text) = match options.what {
        What::Routine => (Content::Routine, routine(&library, options)?),
        What::Exercise => (Content::Exercise, exercise(&library, options)?),
    };
    let path = match own::place(&context.paths.routines(), &library, content, id) {
        Place::Free(path) => path,
        Place::Taken(path) => {
            let what = format!("{} is there already; supple edit {id} opens it", path.display());
            return Err(Error::Usage(what));
        }
    };
    own::make(&path, &text).map_err(|source| Error::Write { path: path.clone(), source })?;
    say(format_args!("Wrote {}.", printable(&path)))?;
    if content == Content::Exercise {
        let folder = context.paths.routines();
        let guide = templates::put_guide(&folder).map_err(|source| Error::Write { path: folder, source })?;
        say(format_args!("How to pose its figure: {}.", printable(&guide)))?;
    }
    say(format_args!("Edit it with supple edit {id}, then supple run {id}."))?;
    Ok(0)
}

fn routine(library: &Library, options: &New) -> Result<String, Error> {
    let Some(from) = &options.from else {
        return Ok(templates::example(Content::Routine, &options.id));
    };
    let other = library.session_named(from).ok_or_else(|| unknown(library, "routine or exercise", from, true))?;
    Ok(templates::routine_from(other, &options.id))
}

fn exercise(library: &Library, options: &New) -> Result<String, Error> {
    let Some(from) = &options.from else {
        return Ok(templates::example(Content::Exercise, &options.id));
    };
    let other = library.exercise_named(from).ok_or_else(|| unknown(library, "exercise", from, true))?;
    let text = own::text_of(library, Content::Exercise, &other.id);
    let text = text.map_err(|(path, source)| Error::Read { path, source })?;
    Ok(templates::exercise_from(&text, &options.id))
}

/// Refuses an id that no file can have, or that something has already.
fn refuse_taken(library: &Library, id: &str) -> Result<(), Error> {
    if !own::is_id(id) {
        let like = write::free_id(id, library);
        let what = format!(
            "\"{}\" cannot be used; take 1 to 64 lower-case letters, digits and hyphens, such as {like}",
            clean(id, 60)
        );
        return Err(Error::Usage(what));
    }
    let (word, is_own) = if library.routine_named(id).is_some_and(|routine| routine.id == id) {
        ("routine", library.own_file_of_routine(id).is_some())
    } else if library.exercise(id).is_some() {
        ("exercise", library.own_file_of_exercise(id).is_some())
    } else {
        return Ok(());
    };
    Err(Error::Usage(if is_own {
        format!("you have the {word} {id} already; supple edit {id} opens it")
    } else {
        format!("{id} is a built-in {word}; supple edit {id} makes a copy of your own that replaces it")
    }))
}
