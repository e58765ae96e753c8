//! `supple rest [FROM [TO]]`

use super::when::day;
use super::{Error, House, say};
use crate::cli::Rest;
use crate::history::{Kind, Record, day_of};

/// Longer than this is a slip of the keyboard.
const MOST_DAYS: i64 = 366;

pub fn run(house: &House, options: &Rest) -> Result<u8, Error> {
    let now = house.clock.local();
    let today = day_of(now, house.settings.day_start_hour);
    let from = day(&options.from, today)?;
    let to = options.to.as_deref().map_or(Ok(from), |to| day(to, today))?;
    if to < from {
        return Err(Error::Usage(format!("the last day ({to}) lies before the first ({from})")));
    }
    if (to - from).num_days() >= MOST_DAYS {
        return Err(Error::Usage(format!("expected at most {MOST_DAYS} rest days, from {from} to {to} are more")));
    }
    let record = Record::new(now, Kind::Rest { from, to, reason: options.reason.clone() });
    house.logbook().append(&record)?;
    if from == to {
        say(format_args!("{from} is a rest day: it bridges a streak and does not add to it."))?;
    } else {
        say(format_args!("{from} to {to} are rest days: they bridge a streak and do not add to it."))?;
    }
    Ok(0)
}
