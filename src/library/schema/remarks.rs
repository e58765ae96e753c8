//! Remarks: fields whose names begin with `//`, for whoever edits a file. JSON has no comments, and nobody else reads these.

use std::borrow::Cow;
use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};
use serde::de::IgnoredAny;

/// The beginning of a remark's name.
const MARK: &str = "//";

/// Returns `true` if a field of this name is a remark.
pub(super) fn is_remark(name: &str) -> bool {
    name.starts_with(MARK)
}

/// The text with white space in place of its remarks, so that all else keeps its line and column. A text that is no JSON
/// stays as it is.
pub(in crate::library) fn without_remarks(text: &str) -> Cow<'_, str> {
    // The parser that knows places forgives what is no JSON, such as a comma that is missing.
    if !text.contains("\"//") || serde_json::from_str::<IgnoredAny>(text).is_err() {
        return Cow::Borrowed(text);
    }
    let parsed = jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Ok(Some(root)) = parsed.map(|parsed| parsed.value) else {
        return Cow::Borrowed(text);
    };
    let mut remarks = Vec::new();
    find(&root, &mut remarks);
    remarks.sort_by_key(|range| range.start);
    let mut blanked = String::with_capacity(text.len());
    let mut end = 0;
    for range in remarks {
        blanked.push_str(text.get(end..range.start).unwrap_or_default());
        blanked.extend(text.get(range.clone()).unwrap_or_default().chars().map(blank));
        end = range.end;
    }
    blanked.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(blanked)
}

/// Lines stay lines, and a character stays one column.
const fn blank(c: char) -> char {
    if matches!(c, '\n' | '\r') { c } else { ' ' }
}

/// Finds the remarks in a value, each with the comma that goes with it. No two of them overlap.
fn find(value: &Value, remarks: &mut Vec<Range<usize>>) {
    match value {
        Value::Array(list) => list.elements.iter().for_each(|element| find(element, remarks)),
        Value::Object(object) => find_in(object, remarks),
        _ => {}
    }
}

fn find_in(object: &Object, remarks: &mut Vec<Range<usize>>) {
    let fields = &object.properties;
    // Behind the last field that counts there must be no comma.
    let last = fields.iter().rposition(|field| !is_remark(field.name.as_str()));
    for (index, field) in fields.iter().enumerate() {
        let next = fields.get(index + 1);
        if !is_remark(field.name.as_str()) {
            find(&field.value, remarks);
        } else if last.is_none_or(|last| index < last) {
            let end = next.map_or(field.range().end, |next| next.range().start);
            remarks.push(field.range().start..end);
        }
    }
    if let (Some(before), Some(end)) = (last.and_then(|last| fields.get(last)), fields.last())
        && is_remark(end.name.as_str())
    {
        remarks.push(before.range().end..end.range().end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> serde_json::Value {
        serde_json::from_str(text).unwrap_or_else(|error| unreachable!("{error} in {text}"))
    }

    #[test]
    fn remarks_go_wherever_they_stand_and_all_else_keeps_its_place() {
        for (text, expected) in [
            (r#"{"//": "a", "id": 1}"#, r#"{"id": 1}"#),
            (r#"{"id": 1, "//": "a", "// b": [1, {"c": 2}]}"#, r#"{"id": 1}"#),
            (
                r#"{"//": 1, "id": [{"//x": {}, "y": 2, "//": "ü"}], "//": 3, "z": "//"}"#,
                r#"{"id": [{"y": 2}], "z": "//"}"#,
            ),
            (r#"{"//": 1, "//": 2}"#, "{}"),
            ("{\n \"//\":\n  \"a\",\n \"id\": 1}", r#"{"id": 1}"#),
        ] {
            let bare = without_remarks(text);
            assert_eq!(value(&bare), value(expected), "{text}");
            assert_eq!(bare.matches('\n').count(), text.matches('\n').count());
            assert_eq!(bare.chars().count(), text.chars().count());
        }
    }

    #[test]
    fn a_text_without_remarks_or_that_is_no_json_stays_as_it_is() {
        for text in [r#"{"id": "//"}"#, "{\"//\": \"a\", \"id\": }", "{\"//\": 1 \"id\": 2}", "", "\"//", "[\"//\"]"] {
            assert_eq!(without_remarks(text), text);
        }
    }
}
