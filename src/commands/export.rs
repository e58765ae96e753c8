//! `supple export`

use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

use super::context::{Context, Error, printable, say};
use crate::cli::{Export, Format};
use crate::exchange;
use crate::files;
use crate::history::day_of;
use crate::library::Library;
use crate::report::Report;
use crate::sanitize::harmless_json;

pub fn run(context: &Context, options: &Export) -> Result<u8, Error> {
    let history = context.read_history()?;
    let records = history.records(history.entries());
    if options.report {
        let library = context.library();
        let hour = context.settings.day_start_hour;
        let today = day_of(context.clock.local(), hour);
        let first = context.settings.week_starts.day(crate::locale::first_weekday());
        let report = Report::of(&records, &library, &Library::texts(), today, first, hour);
        return write_report(&report, options.out.as_deref().unwrap_or(Path::new(".")));
    }
    let text = match options.format {
        Format::Json => harmless_json(&exchange::to_json(&records).map_err(io::Error::other)?),
        Format::Csv => exchange::to_csv(&records).map_err(io::Error::other)?,
        Format::Ical => exchange::to_ical(&records),
    };
    match &options.out {
        Some(path) => {
            write(path, &text)?;
            say(format_args!("Wrote {} records to {}", records.len(), printable(path)))?;
        }
        None => stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(0)
}

fn write_report(report: &Report, folder: &Path) -> Result<u8, Error> {
    let file = |extension: &str| -> PathBuf { folder.join(format!("supple-report-{}.{extension}", report.today)) };
    for (path, text) in [(file("md"), report.markdown()), (file("html"), report.html())] {
        // It is health data: only its owner reads it, until they give it to somebody.
        files::replace(&path, text.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })?;
        say(format_args!("Wrote {}", printable(&path)))?;
    }
    Ok(0)
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    files::write_out(path, text.as_bytes()).map_err(|source| Error::Write { path: path.to_owned(), source })
}
