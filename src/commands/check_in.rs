//! `supple check-in AREA TENSION` and `supple function WHAT SCORE`

use super::advice;
use super::context::{Context, Error, named_area, say_saved};
use super::when::day;
use crate::cli::{CheckIn, Function};
use crate::figure::words::capital;
use crate::history::comfort::HIGH_TENSION;
use crate::history::{Kind, Record, Symptoms};
use crate::sanitize::clean;

pub fn run(context: &Context, options: &CheckIn) -> Result<u8, Error> {
    let area = named_area(context.library().areas(), &options.area)?;
    let (tension, limits_daily_life) = (options.tension, options.limits_daily_life);
    let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life };
    let now = context.clock.local();
    let symptoms = Symptoms {
        area: area.word().to_owned(),
        pain: options.pain,
        side: options.side,
        since: options.since.as_deref().map(|since| day(since, now.date_naive())).transpose()?,
        at_night: options.at_night,
        in_limb: options.in_limb,
    };
    if symptoms.since.is_some_and(|since| since > now.date_naive()) {
        return Err(Error::Usage("--since is in the future".to_owned()));
    }
    let mut records = vec![Record::new(now, kind)];
    if !symptoms.is_empty() {
        records.push(Record::new(now, Kind::Symptoms(symptoms)));
    }
    context.logbook().append_all(&records)?;
    say_saved(format_args!("{}: {tension} of 10.", capital(area.label())))?;
    if !limits_daily_life && tension >= HIGH_TENSION {
        say_saved("If it limits your daily life, add --limits-daily-life, whatever the score.")?;
    }
    advice::say_due(context, false)?;
    Ok(0)
}

pub fn function(context: &Context, options: &Function) -> Result<u8, Error> {
    let what = clean(&options.what, LONGEST_WHAT);
    if what.is_empty() {
        return Err(Error::Usage(
            "say what you want to do, for example: supple function \"look over the shoulder\" 4".to_owned(),
        ));
    }
    let told = format!("{what}: {} of 10, where 10 is as before.", options.score);
    let kind = Kind::Function { what, score: options.score };
    context.logbook().append(&Record::new(context.clock.local(), kind))?;
    say_saved(told)?;
    Ok(0)
}

/// The longest name of what a person wants to do, in columns.
const LONGEST_WHAT: usize = 80;
