//! Diagnosis: all faults of one file at once.
//!
//! Reading stops at the first fault. So that nobody has to mend a file fault by fault, each is mended in memory, with what
//! a file of the program's own has in that place, and the rest is looked at.

use serde_json::Value;

use super::fault::{Fault, Part, locate, path_of};

/// The largest number of faults that are told of one file.
const MOST_FAULTS: usize = 30;

/// Fields that are judged by another: once that is wrong, nothing can be said of them.
const JUDGED_BY: [(&str, &str); 2] = [("kind", "dose"), ("sides", "spoken")];

/// The faults of a file with `text`, of which `first` is the first; `check` finds the first fault of another text, and
/// `example` is a file without any.
pub(super) fn all(text: &str, first: Fault, example: &Value, check: impl Fn(&str) -> Option<Fault>) -> Vec<Fault> {
    let mut faults = vec![first];
    let Ok(mut value @ Value::Object(_)) = serde_json::from_str::<Value>(text) else {
        return faults;
    };
    let mut wrong = faults[0].field.clone();
    while faults.len() < MOST_FAULTS && mend(&mut value, &wrong, example) {
        let Some(next) = check(&value.to_string()) else { break };
        if faults.iter().any(|fault| fault.field == next.field) {
            // What was put there does not fit: the whole around it goes.
            match wrong.rfind(['.', '[']) {
                Some(end) => wrong.truncate(end),
                None => break,
            }
        } else {
            wrong.clone_from(&next.field);
            faults.push(Fault { at: locate(text, &path_of(&next.field)), ..next });
        }
    }
    faults
}

/// Puts what the example has in place of a field of the file, or of an item of one of its lists; leaves out a field within
/// those, for what the example has there belongs to another exercise. False where there is no such place.
fn mend(value: &mut Value, field: &str, example: &Value) -> bool {
    let path = path_of(field);
    let Some((last, way)) = path.split_last() else {
        return false;
    };
    let mut place = value;
    for part in way {
        let next = match part {
            Part::Field(name) => place.get_mut(*name),
            Part::Item(index) => place.get_mut(*index),
        };
        let Some(next) = next else { return false };
        place = next;
    }
    match (last, place) {
        (Part::Field(name), Value::Object(fields)) => {
            let known = |name: &str| example.get(name).filter(|_| way.is_empty()).cloned();
            let judged = JUDGED_BY.iter().filter(|(judge, _)| judge == name).map(|(_, judged)| *judged);
            let judged: Vec<_> = judged.filter_map(|name| Some((name.to_owned(), known(name)?))).collect();
            let before = fields.remove(*name);
            fields.extend(judged);
            fields.extend(known(name).map(|known| ((*name).to_owned(), known)));
            before.is_some() || fields.contains_key(*name)
        }
        (Part::Item(index), Value::Array(items)) if *index < items.len() => {
            // The steps of a block are like those of the routine.
            let is_named = |name: &str| way.iter().all(|part| !matches!(part, Part::Field(other) if *other != name));
            let list = match way.last() {
                Some(Part::Field(list)) if is_named(list) => example.get(*list),
                _ => None,
            };
            let Some(mut item) = list.and_then(|list| list.get(0)).cloned() else {
                return false;
            };
            if let Value::Object(fields) = &mut item {
                fields.retain(|name, _| name == "exercise");
            }
            items[*index] = item;
            true
        }
        _ => false,
    }
}
