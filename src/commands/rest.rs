//! `supple rest [FROM [TO]]`

use chrono::{NaiveDate, Weekday, WeekdaySet};

use super::context::{Context, Error, say_saved};
use super::when::day;
use crate::cli::Rest;
use crate::history::{Kind, Record, day_of};
use crate::sanitize::clean;
use crate::words::days;

/// The largest number of days: more are a slip of the keyboard.
const MOST_DAYS: i64 = 366;

pub fn run(context: &Context, options: &Rest) -> Result<u8, Error> {
    let now = context.clock.local();
    let today = day_of(now, context.settings.day_start_hour);
    let from = day(&options.from, today)?;
    if let Some(weekdays) = &options.weekdays {
        return by_weekday(context, from, read_weekdays(weekdays)?);
    }
    let to = options.to.as_deref().map_or(Ok(from), |to| day(to, today))?;
    if to < from {
        return Err(Error::Usage(format!("the last day ({to}) is before the first ({from})")));
    }
    if (to - from).num_days() >= MOST_DAYS {
        return Err(Error::Usage(format!("{from} to {to} is too long; declare at most {MOST_DAYS} rest days at once")));
    }
    let reason = match (options.sick, options.vacation) {
        (true, _) => Some("sick".to_owned()),
        (_, true) => Some("vacation".to_owned()),
        _ => options.reason.clone(),
    };
    context.logbook().append(&Record::new(now, Kind::Rest { from, to, reason }))?;
    let afterwards = if from < today { " (recorded as declared afterwards)" } else { "" };
    if from == to {
        say_saved(format_args!("{from} is a rest day: it keeps the streak but does not lengthen it{afterwards}."))?;
    } else {
        say_saved(format_args!(
            "{from} to {to} are rest days: they keep the streak but do not lengthen it{afterwards}."
        ))?;
    }
    Ok(0)
}

fn by_weekday(context: &Context, from: NaiveDate, weekdays: WeekdaySet) -> Result<u8, Error> {
    context.logbook().append(&Record::new(context.clock.local(), Kind::RestWeekdays { from, weekdays }))?;
    if weekdays.is_empty() {
        say_saved(format_args!("From {from} on, there are no weekly rest days."))?;
    } else {
        let days = days::weekdays(weekdays);
        say_saved(format_args!("From {from} on, {days} is a rest day: it keeps the streak but does not lengthen it."))?;
    }
    Ok(0)
}

fn read_weekdays(text: &str) -> Result<WeekdaySet, Error> {
    if text == "none" {
        return Ok(WeekdaySet::EMPTY);
    }
    let read = text.split(',').map(|day| day.trim().parse::<Weekday>()).collect::<Result<WeekdaySet, _>>();
    read.map_err(|_| Error::Usage(format!("expected weekdays like sat,sun, or none, not \"{}\"", clean(text, 40))))
}
