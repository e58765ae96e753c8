//! `supple check [FILE…]`

use serde_json::json;

use super::context::{Context, Error, printable, say, say_json};
use crate::cli::Check;
use crate::library::{Fault, templates};
use crate::sanitize::clean;
use crate::tui::app::faults as settings_faults;
use crate::words::counted;

pub fn run(context: &Context, options: &Check) -> Result<u8, Error> {
    let library = context.library();
    let mut faults: Vec<Fault> = Vec::new();
    let mut good = 0_u64;
    let mut advice = Vec::new();
    if options.files.is_empty() {
        for fault in library.faults() {
            // Of a file that can be read, all that is wrong with it.
            let more = if fault.field.is_empty() { None } else { library.check(&fault.file).err() };
            match more.filter(|more| more.contains(fault)) {
                Some(all) => faults.extend(all),
                None => faults.push(fault.clone()),
            }
        }
    }
    if options.files.is_empty() {
        let file = context.paths.settings();
        // A fault of the file as a whole begins with its path.
        let path = format!("{}: ", file.display());
        let whole = context.settings_fault.iter().map(|fault| fault.strip_prefix(&path).unwrap_or(fault).to_owned());
        let of_settings = settings_faults(&context.settings).into_iter().chain(whole);
        faults.extend(of_settings.map(|what| Fault { file: file.clone(), at: None, field: String::new(), what }));
    }
    let left_over = if options.files.is_empty() { templates::left_over_in(&library) } else { Vec::new() };
    advice.extend(left_over.iter().map(|(file, hint)| (file, hint.clone())));
    for file in &options.files {
        match library.check(file) {
            Ok(hints) => {
                good += 1;
                advice.extend(hints.into_iter().chain(templates::left_over(file)).map(|hint| (file, hint)));
            }
            Err(found) => faults.extend(found),
        }
    }
    if options.json {
        say_json(&in_json(&faults))?;
    } else {
        for fault in &faults {
            say(fault)?;
        }
        for (file, hint) in advice {
            say(format_args!("{}: {hint}", printable(file)))?;
        }
        match (options.files.is_empty(), faults.len()) {
            (true, 0) => say(format_args!("No problems found in {}.", printable(&context.paths.routines())))?,
            (false, 0) => say(format_args!("No problems found in {}.", counted(good, "file", "files")))?,
            _ => {}
        }
    }
    Ok(if faults.is_empty() { 0 } else { 2 })
}

/// Faults of files, for programs.
pub(super) fn in_json(faults: &[Fault]) -> serde_json::Value {
    let faults = faults.iter().map(|fault| {
        json!({
            "file": clean(&fault.file.display().to_string(), 400),
            "line": fault.at.map(|(line, _)| line),
            "column": fault.at.map(|(_, column)| column),
            "field": fault.field,
            "what": fault.what,
        })
    });
    faults.collect()
}
