//! `supple import FILE`

use super::context::{Context, Error, say, warn};
use super::when::{Clocks, moment};
use crate::cli::Import;
use crate::exchange;
use crate::files;
use crate::history::Kind;
use crate::words::counted;

/// The largest file, in bytes: no history that this program reads is larger.
const MOST_BYTES: u64 = 256 << 20;
/// The largest number of problems that are told one by one.
const MOST_PROBLEMS: usize = 20;

pub fn run(context: &Context, options: &Import) -> Result<u8, Error> {
    let failed = |source| Error::Read { path: options.file.clone(), source };
    let text = files::read_text(&options.file, MOST_BYTES).map_err(failed)?;
    let now = context.clock.local();
    let mut found = exchange::read(
        &text,
        &|text| moment(text, Clocks::Here(now)).ok().map(|meant| meant.at),
        context.library().areas(),
    );
    let history = context.read_history()?;
    let known = found.drop_known(&history.ids());
    for problem in found.problems.iter().take(MOST_PROBLEMS) {
        warn(format_args!("{}: {problem}", options.file.display()));
    }
    if found.problems.len() > MOST_PROBLEMS {
        warn(format_args!("{} more like these", found.problems.len() - MOST_PROBLEMS));
    }
    let count = |is: fn(&Kind) -> bool, one: &str, many: &str| {
        let count = found.records.iter().filter(|record| is(&record.kind)).count();
        counted(count as u64, one, many)
    };
    let what = [
        count(|kind| matches!(kind, Kind::Session(_)), "session", "sessions"),
        count(|kind| matches!(kind, Kind::CheckIn { .. }), "check-in", "check-ins"),
        count(|kind| matches!(kind, Kind::Rest { .. } | Kind::RestWeekdays { .. }), "rest", "rests"),
        count(|kind| matches!(kind, Kind::Retract { .. }), "retraction", "retractions"),
    ];
    let what = what.join(", ");
    let left_out = format!("{known} already there, {} that cannot be read", found.problems.len());
    if options.write {
        context.logbook().append_all(&found.records)?;
        say(format_args!("Added: {what}. Left out: {left_out}."))?;
    } else {
        say(format_args!("Would add: {what}. Would leave out: {left_out}."))?;
        if !found.records.is_empty() {
            say("Nothing was written. With --write it is done.")?;
        }
    }
    Ok(u8::from(!found.problems.is_empty()))
}
