//! `supple check-in AREA TENSION`

use super::advice;
use super::context::{Context, Error, named_area, say_saved};
use crate::cli::CheckIn;
use crate::history::{Kind, Record};

pub fn run(context: &Context, options: &CheckIn) -> Result<u8, Error> {
    let area = named_area(context.library().areas(), &options.area)?;
    let (tension, limits_daily_life) = (options.tension, options.limits_daily_life);
    let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life };
    context.logbook().append(&Record::new(context.clock.local(), kind))?;
    say_saved(format_args!("{}: {tension} of 10.", area.label()))?;
    if !limits_daily_life {
        say_saved("If it limits what you do every day, say so with --limits-daily-life, whatever the score.")?;
    }
    advice::say_due(context, false)?;
    Ok(0)
}
