//! Advice to see a clinician, after what was just entered.

use serde_json::{Value, json};

use super::context::{Context, Error, say_saved, warn};
use crate::digest::Digest;
use crate::history::advice::Advice;
use crate::sanitize::harmless_json;
use crate::words::tension;

/// The way to what a clinician needs.
pub const WHAT_TO_BRING: &str =
    "Time to see a clinician: supple export --report writes what to bring. Warning signs: supple safety.";

/// Says what the log shows and was not said lately, and remembers that it was; with `as_json` as an event.
pub fn say_due(context: &Context, as_json: bool) -> Result<(), Error> {
    // Whoever cannot be advised has been told why.
    let Ok(history) = context.logbook().read() else {
        return Ok(());
    };
    let now = context.clock.local();
    let digest = Digest::of(history, &context.settings, now);
    let due = context.settings.advice_shown.due(digest.advice(), now);
    if due.is_empty() {
        return Ok(());
    }
    if as_json {
        let event = json!({"event": "advice", "advice": due.iter().map(in_json).collect::<Vec<_>>()});
        say_saved(harmless_json(&event.to_string()))?;
    } else {
        for advice in &due {
            say_saved(tension::advice(advice))?;
        }
        say_saved(WHAT_TO_BRING)?;
    }
    let mut settings = context.settings.clone();
    settings.advice_shown.add(&due, now);
    if let Err(error) = settings.save(&context.paths.settings()) {
        warn(&error);
    }
    Ok(())
}

/// A piece of advice as JSON.
pub fn in_json(advice: &Advice) -> Value {
    json!({
        "area": advice.area,
        "rule": advice.rule.word(),
        "since": advice.since,
        "why": tension::advice(advice),
        "source": advice.rule.source(),
    })
}
