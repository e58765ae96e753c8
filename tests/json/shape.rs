//! The shape of JSON as it was seen, as a JSON Schema.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value, json};

/// What was seen in one place.
#[derive(Debug, Default)]
pub struct Shape {
    types: BTreeSet<&'static str>,
    formats: BTreeSet<Option<&'static str>>,
    objects: usize,
    properties: BTreeMap<String, (usize, Shape)>,
    items: Option<Box<Shape>>,
    values: Option<Box<Shape>>,
    variants: BTreeMap<(&'static str, String), Shape>,
}

impl Shape {
    /// Looks at a value. `maps` are the places where the keys of an object are ids.
    pub fn see(&mut self, value: &Value, maps: &[&str]) {
        self.see_at("", value, maps);
    }

    fn see_at(&mut self, place: &str, value: &Value, maps: &[&str]) {
        match value {
            Value::Object(fields) => match tag(fields) {
                Some((tag, word)) => {
                    self.variants.entry((tag, word.to_owned())).or_default().see_fields(place, fields, maps);
                }
                None => self.see_fields(place, fields, maps),
            },
            Value::Array(items) => {
                self.types.insert("array");
                for item in items {
                    self.items.get_or_insert_default().see_at(&format!("{place}/*"), item, maps);
                }
            }
            Value::String(text) => {
                self.types.insert("string");
                self.formats.insert(format(text));
            }
            Value::Number(number) => {
                self.types.insert(if number.is_f64() { "number" } else { "integer" });
            }
            Value::Bool(_) => {
                self.types.insert("boolean");
            }
            Value::Null => {
                self.types.insert("null");
            }
        }
    }

    fn see_fields(&mut self, place: &str, fields: &Map<String, Value>, maps: &[&str]) {
        self.types.insert("object");
        self.objects += 1;
        for (name, value) in fields {
            if maps.contains(&place) {
                self.values.get_or_insert_default().see_at(&format!("{place}/*"), value, maps);
            } else {
                let (seen, shape) = self.properties.entry(name.clone()).or_default();
                *seen += 1;
                shape.see_at(&format!("{place}/{name}"), value, maps);
            }
        }
    }

    /// The schema that all of it fits. A key is required if no object lacked it.
    pub fn schema(&self) -> Value {
        let mut schema = Map::new();
        let mut types: Vec<_> = self.types.iter().filter(|name| **name != "null").copied().collect();
        if types.contains(&"number") {
            types.retain(|name| *name != "integer");
        }
        if self.types.contains("null") {
            types.push("null");
        }
        match types[..] {
            [] => None,
            [one] => schema.insert("type".to_owned(), json!(one)),
            _ => schema.insert("type".to_owned(), json!(types)),
        };
        if let (1, Some(Some(format))) = (self.formats.len(), self.formats.first()) {
            schema.insert("format".to_owned(), json!(format));
        }
        if !self.properties.is_empty() {
            let properties: Map<_, _> =
                self.properties.iter().map(|(name, (_, shape))| (name.clone(), shape.schema())).collect();
            let all = self.properties.iter().filter(|(_, (seen, _))| *seen == self.objects);
            let required: Vec<_> = all.map(|(name, _)| name).collect();
            schema.insert("properties".to_owned(), Value::Object(properties));
            schema.insert("required".to_owned(), json!(required));
        }
        if let Some(items) = &self.items {
            schema.insert("items".to_owned(), items.schema());
        }
        if let Some(values) = &self.values {
            schema.insert("additionalProperties".to_owned(), values.schema());
        }
        if !self.variants.is_empty() {
            let variants = self.variants.iter().map(|((tag, word), shape)| {
                let mut variant = shape.schema();
                variant["properties"][*tag] = json!({"const": word});
                variant
            });
            schema.insert("oneOf".to_owned(), variants.collect());
        }
        Value::Object(schema)
    }
}

/// The key that tells which of several objects this is, and its word: those of events and of records.
fn tag(fields: &Map<String, Value>) -> Option<(&'static str, &str)> {
    let word = |name: &str| fields.get(name).and_then(Value::as_str);
    match word("event") {
        Some(event) => Some(("event", event)),
        None if fields.contains_key("v") => word("kind").map(|kind| ("kind", kind)),
        None => None,
    }
}

fn format(text: &str) -> Option<&'static str> {
    if DateTime::parse_from_rfc3339(text).is_ok() {
        Some("date-time")
    } else if text.len() == 10 && text.parse::<NaiveDate>().is_ok() {
        Some("date")
    } else {
        None
    }
}

/// What tells one of several objects from the others.
fn word_of(variant: &Value) -> Option<&Value> {
    ["event", "kind"].iter().find_map(|tag| variant.pointer(&format!("/properties/{tag}/const")))
}

/// The schema in `before` that stands where `part` stands among others.
fn counterpart<'a>(part: &Value, before: &'a Value) -> Option<&'a Value> {
    before.as_array()?.iter().find(|other| word_of(other).is_some() && word_of(other) == word_of(part))
}

/// Puts the descriptions that people wrote into `before` into the same places of `schema`.
pub fn keep_descriptions(schema: &mut Value, before: &Value) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if let Some(old) = before.get(name) {
                    keep_descriptions(value, old);
                }
            }
            if let Some(told @ Value::String(_)) = before.get("description") {
                fields.insert("description".to_owned(), told.clone());
            }
        }
        Value::Array(parts) => {
            for part in parts {
                if let Some(old) = counterpart(part, before) {
                    keep_descriptions(part, old);
                }
            }
        }
        _ => {}
    }
}

/// What `before` promises and `now` does not, each as its place in the schema.
pub fn vanished(before: &Value, now: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", before, now, &mut found);
    found
}

fn compare(place: &str, before: &Value, now: &Value, found: &mut Vec<String>) {
    match (before, now) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, old) in fields {
                // Prose may go: it is kept, or is the person's own to take out.
                match now.get(name) {
                    None if name == "description" && old.is_string() => {}
                    None => found.push(format!("{place}/{name}")),
                    // One type may become a list of types that has it.
                    Some(new) if name == "type" => {
                        let list = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                        let new = list(new);
                        let gone = list(old).into_iter().filter(|one| !new.contains(one));
                        found.extend(gone.map(|one| format!("{place}/type {one}")));
                    }
                    Some(_) if name == "description" && old.is_string() => {}
                    Some(new) => compare(&format!("{place}/{name}"), old, new, found),
                }
            }
        }
        (Value::Array(parts), Value::Array(new)) => {
            for part in parts {
                match (word_of(part), counterpart(part, now)) {
                    (Some(word), Some(new)) => compare(&format!("{place}/{word}"), part, new, found),
                    (Some(word), None) => found.push(format!("{place}/{word}")),
                    (None, _) if !new.contains(part) => found.push(format!("{place} {part}")),
                    (None, _) => {}
                }
            }
        }
        _ if before != now => found.push(place.to_owned()),
        _ => {}
    }
}

/// The places of a schema that say less than they should: numbers without a unit, lists and values that were never seen full.
pub fn vague(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look("", schema, &mut found);
    found
}

fn look(place: &str, schema: &Value, found: &mut Vec<String>) {
    let is = |name: &str| match &schema["type"] {
        Value::Array(types) => types.contains(&json!(name)),
        one => one == name,
    };
    if (is("integer") || is("number")) && !schema["description"].is_string() {
        found.push(format!("{place}: a number needs a description with its unit"));
    }
    if schema["type"] == "null" {
        found.push(format!("{place}: nothing but null was ever seen"));
    }
    if is("array") && schema.get("items").is_none() {
        found.push(format!("{place}: no item of the list was ever seen"));
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        look(&format!("{place}/{name}"), inner, found);
    }
    for (name, inner) in [("items", &schema["items"]), ("additionalProperties", &schema["additionalProperties"])] {
        if inner.is_object() {
            // The items of a list of numbers are told by the list.
            let is_told = schema["description"].is_string() && inner.get("properties").is_none();
            if !is_told {
                look(&format!("{place}/{name}"), inner, found);
            }
        }
    }
    for variant in schema["oneOf"].as_array().into_iter().flatten() {
        look(&format!("{place}/{}", word_of(variant).unwrap_or(&Value::Null)), variant, found);
    }
}
