//! A fault in a file: the file, line, column and field, and what was expected.

use std::fmt;
use std::path::PathBuf;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};

use crate::sanitize::clean;

/// A fault in one file. The program goes on without that file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// Line and column, both from 1, where the place is known.
    pub at: Option<(usize, usize)>,
    /// The field, as in `steps[2].dose.hold_secs`; empty for the file as a whole.
    pub field: String,
    /// The value that was expected there, and the one that was found.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", clean(&self.file.display().to_string(), 400))?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// A fault of a field, before its file and line are known: the checks name the field, [`locate`] finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The way to the field from the top of the file.
    pub path: Vec<Part<'static>>,
    /// The value that was expected there, and the one that was found.
    pub what: String,
}

/// One step on the way to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// The field of an object.
    Field(&'a str),
    /// The item of a list, from 0.
    Item(usize),
}

impl FieldFault {
    /// A fault of the field `name`.
    pub fn new(name: &'static str, what: impl Into<String>) -> Self {
        Self { path: vec![Part::Field(name)], what: what.into() }
    }

    /// The same fault, seen from the object or list one level up.
    #[must_use]
    pub fn under(mut self, parts: &[Part<'static>]) -> Self {
        self.path.splice(0..0, parts.iter().cloned());
        self
    }

    /// The path to the field, as a person writes it.
    #[must_use]
    pub fn field(&self) -> String {
        let mut written = String::new();
        for part in &self.path {
            match part {
                Part::Field(name) if written.is_empty() => written.push_str(name),
                Part::Field(name) => {
                    written.push('.');
                    written.push_str(name);
                }
                Part::Item(index) => {
                    written.push('[');
                    written.push_str(&index.to_string());
                    written.push(']');
                }
            }
        }
        written
    }
}

/// The way to a field as a person writes it, as in `steps[2].dose.hold_secs`: what [`FieldFault::field`] makes of a path.
#[must_use]
pub fn path_of(field: &str) -> Vec<Part<'_>> {
    let parts = field.split(['.', '[']).filter(|part| !part.is_empty());
    let part = |part| match str::strip_suffix(part, ']').and_then(|index| index.parse().ok()) {
        Some(index) => Part::Item(index),
        None => Part::Field(part),
    };
    parts.map(part).collect()
}

/// Line and column, both from 1, of the value at `path`, or of the innermost object on the way that exists.
#[must_use]
pub fn locate(text: &str, path: &[Part<'_>]) -> Option<(usize, usize)> {
    let parsed = jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let root = parsed.value?;
    let mut place = &root;
    for part in path {
        let next = match (part, place) {
            (Part::Field(name), Value::Object(object)) => object.get(name).map(|property| &property.value),
            (Part::Item(index), Value::Array(array)) => array.elements.get(*index),
            _ => None,
        };
        match next {
            Some(value) => place = value,
            None => break,
        }
    }
    let before = text.get(..place.range().start)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((line, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_path() {
        let text = "{\n  \"steps\": [\n    {\"dose\": {\"hold_secs\": 90}}\n  ]\n}";
        let fault =
            FieldFault::new("hold_secs", "5 to 60").under(&[Part::Field("steps"), Part::Item(0), Part::Field("dose")]);
        assert_eq!(fault.field(), "steps[0].dose.hold_secs");
        assert_eq!(path_of(&fault.field()), fault.path);
        assert_eq!(locate(text, &fault.path), Some((3, 28)));
    }

    #[test]
    fn a_missing_field_is_placed_at_the_object_that_lacks_it() {
        assert_eq!(locate("{\n \"a\": {}\n}", &[Part::Field("a"), Part::Field("b")]), Some((2, 7)));
    }
}
