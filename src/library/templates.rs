//! Templates: what a new file of the user's own begins with. It is whole and good, and its remarks say what to change.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::own::{self, Content, Place};
use super::{BUILT_IN, LARGEST_FILE, Library, layout, write};
use crate::files;
use crate::practice::Routine;
use crate::sanitize::clean;

/// The text of a new file with this id, named after it.
#[must_use]
pub fn example(content: Content, id: &str) -> String {
    named(content, template(content), id)
}

/// The text of a new routine with this id that has the steps of another, and the remarks of the template.
#[must_use]
pub fn routine_from(other: &Routine, id: &str) -> String {
    let mut routine = other.clone();
    id.clone_into(&mut routine.id);
    routine.title = title_of(id);
    // These say which routine is proposed; a second one would be as good as none.
    (routine.gentle, routine.first) = (false, false);
    let text = write::routine(&routine);
    match (remark(template(Content::Routine)), text.strip_prefix("{\n")) {
        (Some(remark), Some(fields)) => format!("{{\n  {remark},\n{fields}"),
        _ => text,
    }
}

/// The text of a new exercise with this id that is otherwise as in `text`, the file of another.
#[must_use]
pub fn exercise_from(text: &str, id: &str) -> String {
    named(Content::Exercise, &layout::without(text, "$schema"), id)
}

/// The guide to figures.
#[must_use]
pub fn figures_guide() -> &'static str {
    BUILT_IN.get_file("FIGURES.md").and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

/// Puts the guide to figures beside the exercises in the `folder` of the person's own files, unless it is there; returns its place.
pub fn put_guide(folder: &Path) -> io::Result<PathBuf> {
    let path = Content::Exercise.folder(folder).join("FIGURES.md");
    path.parent().map_or(Ok(()), files::make_folder)?;
    files::make(&path, figures_guide().as_bytes())?;
    Ok(path)
}

/// Makes a new exercise that begins as the template, with an id that is free, and the guide to figures beside it.
pub fn begin_exercise(folder: &Path, library: &Library) -> io::Result<(String, PathBuf)> {
    let id = write::free_id("My exercise", library);
    let (Place::Free(path) | Place::Taken(path)) = own::place(folder, library, Content::Exercise, &id);
    own::make(&path, &example(Content::Exercise, &id))?;
    put_guide(folder)?;
    Ok((id, path))
}

/// The sentences in a file of the person's own that are still those of the template, each in a line that says where it is.
#[must_use]
pub fn left_over(file: &Path) -> Vec<String> {
    let text = files::read_text(file, LARGEST_FILE).unwrap_or_default();
    // Only an exercise has cues.
    let content = if text.contains("\"cues\"") { Content::Exercise } else { Content::Routine };
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (own, template) = (read(&text), read(template(content)));
    let mut left = Vec::new();
    find_left_over("", &own, &template, &mut left);
    let id = clean(own.get("id").and_then(Value::as_str).unwrap_or(content.word()), 64);
    left.into_iter().map(|left| format!("{id}: {left}")).collect()
}

/// The same in all files of the person's own, each with its file.
#[must_use]
pub fn left_over_in(library: &Library) -> Vec<(PathBuf, String)> {
    let files = library.own_exercises.values().chain(library.own_routines.values());
    files.flat_map(|file| left_over(file).into_iter().map(|left| (file.clone(), left))).collect()
}

fn find_left_over(field: &str, own: &Value, template: &Value, left: &mut Vec<String>) {
    match (own, template) {
        (Value::Object(own), Value::Object(template)) => {
            for (name, of_template) in template.iter().filter(|(name, _)| !name.starts_with("//")) {
                let within = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
                if let Some(own) = own.get(name) {
                    find_left_over(&within, own, of_template, left);
                }
            }
        }
        (Value::Array(own), Value::Array(template)) => {
            for (own, of_template) in own.iter().filter_map(|own| Some((own, template.iter().find(|one| *one == own)?)))
            {
                find_left_over(field, own, of_template, left);
            }
        }
        (Value::String(own), Value::String(template)) if own == template && is_sentence(own) => {
            left.push(format!("{field} is still the template's: \"{}\"", clean(own, 120)));
        }
        _ => {}
    }
    if field == "figure" && without_words(own) == without_words(template) {
        left.push("figure is still the template's: a head that turns; take it out, or pose your own".to_owned());
    }
}

/// Returns `true` for what is written for people: names of muscles and things are not.
fn is_sentence(text: &str) -> bool {
    text.ends_with('.') || text.split(' ').count() > 6
}

fn without_words(figure: &Value) -> Value {
    let mut figure = figure.clone();
    if let Some(fields) = figure.as_object_mut() {
        fields.retain(|name, _| name != "words" && !name.starts_with("//"));
    }
    figure
}

fn template(content: Content) -> &'static str {
    let name = format!("templates/{}.json", content.word());
    BUILT_IN.get_file(name).and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

fn named(content: Content, text: &str, id: &str) -> String {
    let name = match content {
        Content::Routine => "title",
        Content::Exercise => "name",
    };
    layout::with(&layout::with(text, "id", id), name, &title_of(id))
}

/// The first remark of a file, with its name.
fn remark(text: &str) -> Option<String> {
    let range =
        layout::in_object(text, |object| object.properties.first().map(|field| field.range.start..field.range.end))?;
    text.get(range).map(str::to_owned)
}

/// An id as a title: `lunch-break` is "Lunch break".
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.trim().chars();
    let title = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if title.is_empty() { id.to_owned() } else { title }
}
