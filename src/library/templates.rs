//! Templates: what a new file of the user's own begins with. It is whole and good, and its remarks say what to change.

use super::own::Content;
use super::{BUILT_IN, layout, write};
use crate::practice::Routine;

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
