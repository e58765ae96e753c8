//! Layout: changes of one place in the text of a file, with all else as the person laid it out.

use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};

use super::write::quoted;
use crate::sanitize::harmless_json;

/// What `read` finds in the object that the text is, if it is one.
pub(super) fn in_object<T>(text: &str, read: impl FnOnce(&Object) -> Option<T>) -> Option<T> {
    let parsed = jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    match parsed.value? {
        Value::Object(object) => read(&object),
        _ => None,
    }
}

/// The place of a value in its text.
pub(super) fn place(value: &Value) -> Range<usize> {
    value.range().start..value.range().end
}

/// The text with another text as the value of the field `name`, which it has.
pub(super) fn with(text: &str, name: &str, value: &str) -> String {
    let mut text = text.to_owned();
    if let Some(range) = in_object(&text, |object| object.get(name).map(|field| place(&field.value))) {
        text.replace_range(range, &quoted(value));
    }
    text
}

/// The text without the field `name`, if it has it.
pub(super) fn without(text: &str, name: &str) -> String {
    let range = in_object(text, |object| {
        let fields = &object.properties;
        let index = fields.iter().position(|field| field.name.as_str() == name)?;
        let field = fields.get(index)?.range();
        let before = index.checked_sub(1).and_then(|before| fields.get(before));
        Some(match (fields.get(index + 1), before) {
            (Some(next), _) => field.start..next.range().start,
            (None, Some(before)) => before.range().end..field.end,
            (None, None) => field.start..field.end,
        })
    });
    let mut text = text.to_owned();
    if let Some(range) = range {
        text.replace_range(range, "");
    }
    text
}

/// The same value with nothing in its text that could steer a terminal, and with spaces before its lines.
pub(super) fn harmless(text: &str) -> String {
    // Outside of texts a tab is white space, and within them it is written as an escape.
    harmless_json(&text.replace('\t', "  ").replace('\r', ""))
}

/// A value's lines, moved to where the object around them begins with `spaces` more.
pub(super) fn indented(text: &str, spaces: usize) -> String {
    text.trim().replace('\n', &format!("\n{}", " ".repeat(spaces)))
}

/// A value's lines, moved back to the margin from where the last of them stands.
pub(super) fn outdented(text: &str) -> String {
    let last = text.trim().lines().last().unwrap_or_default();
    let margin = &last[..last.len() - last.trim_start().len()];
    let lines = text.trim().lines().map(|line| line.strip_prefix(margin).unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n")
}
