//! Views of the history (`supple history --view`): sums of the records, as text and as JSON.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use serde_json::json;

use crate::areas::{Area, Areas};
use crate::cli::View;
use crate::commands::advice::{WHAT_TO_BRING, in_json};
use crate::commands::context::{Context, Error, say, say_json};
use crate::digest::{SHADES, WEEKS};
use crate::history::statistics::{self, Statistics, start_of_week};
use crate::history::{History, Record, advice, comfort, day_of};
use crate::practice::dose::OF_A_WEEK;
use crate::settings::GlyphChoice;
use crate::words::clock::{amount, clock_of, hour};
use crate::words::{bars, days, dose, tension};

/// The time that means reach back, in days.
const FOUR_WEEKS: i64 = 28;

/// The data that a view is made of.
struct Scene<'a> {
    history: &'a History,
    today: NaiveDate,
    hour: u8,
    first: Weekday,
    ascii: bool,
    as_json: bool,
    areas: Areas,
}

/// Shows one view.
pub fn show(context: &Context, history: &History, view: View, as_json: bool) -> Result<u8, Error> {
    let hour = context.settings.day_start_hour;
    let scene = Scene {
        history,
        today: day_of(context.clock.local(), hour),
        hour,
        first: context.settings.week_starts.day(crate::locale::first_weekday()),
        ascii: context.settings.glyphs == GlyphChoice::Ascii,
        as_json,
        areas: context.library().areas().clone(),
    };
    match view {
        View::Year => scene.year()?,
        View::Areas => scene.areas()?,
        View::Comfort => scene.comfort()?,
        View::Hours => scene.hours()?,
    }
    Ok(0)
}

impl Scene<'_> {
    fn records(&self) -> Vec<Record> {
        self.history.last_days(self.today, i64::from(WEEKS) * 7, self.hour)
    }

    fn year(&self) -> Result<(), Error> {
        let days = self.history.days(self.hour);
        let rests = self.history.rests(self.hour);
        let from = start_of_week(self.today, self.first) - TimeDelta::weeks(52);
        let year = || from.iter_days().take_while(|day| *day <= self.today);
        if self.as_json {
            let days: Vec<_> = year()
                .map(|day| {
                    let total = days.get(&day).copied().unwrap_or_default();
                    let rest = rests.on(day).is_some();
                    json!({"day": day, "sessions": total.sessions, "seconds": total.seconds, "rest": rest})
                })
                .collect();
            return say_json(&json!({"week_starts": self.first.to_string(), "days": days}));
        }
        let mut months = String::new();
        let mut month = 0;
        for (column, week) in from.iter_weeks().take_while(|week| *week <= self.today).enumerate() {
            if week.month() != month && months.len() <= column {
                months = format!("{months:<column$}{} ", days::month_alone(week));
                month = week.month();
            }
        }
        say(format_args!("    {}", months.trim_end()))?;
        let marks = if self.ascii { ['.', '-', '=', '*', '#'] } else { ['·', '░', '▒', '▓', '█'] };
        for weekday in from.iter_days().take(7) {
            let row: String = weekday
                .iter_weeks()
                .take_while(|day| *day <= self.today)
                .map(|day| {
                    let seconds = days.get(&day).map_or(0, |total| total.seconds);
                    match SHADES.iter().rposition(|least| seconds >= *least) {
                        Some(shade) => marks[shade + 1],
                        None if rests.on(day).is_some() => 'r',
                        None => marks[0],
                    }
                })
                .collect();
            say(format_args!("{} {row}", days::weekday_short(weekday.weekday())))?;
        }
        say(format_args!(
            "    {} none  {} under 3 min  {} 3+  {} 8+  {} 15+  r rest day",
            marks[0], marks[1], marks[2], marks[3], marks[4]
        ))
    }

    fn areas(&self) -> Result<(), Error> {
        let records = self.records();
        let all = self.areas.with(records.iter().flat_map(Record::areas)).all().to_vec();
        let weeks = statistics::weeks(&records, self.today, WEEKS, self.first, self.hour);
        let window = self.today - TimeDelta::days(FOUR_WEEKS - 1)..=self.today;
        let totals = Statistics::count(&records, &window, self.hour);
        let week = statistics::last_seven_days(&records, self.today, self.hour);
        let seconds = |area: &Area| -> Vec<u64> {
            weeks.iter().map(|week| week.areas.get(area.word()).copied().unwrap_or(0)).collect()
        };
        if self.as_json {
            let areas: BTreeMap<&str, _> = all
                .iter()
                .map(|area| {
                    let total = totals.areas.get(area.word()).copied().unwrap_or_default();
                    let weeks: Vec<_> = weeks
                        .iter()
                        .zip(seconds(area))
                        .map(|(week, seconds)| json!({"start": week.start, "seconds": seconds}))
                        .collect();
                    let of_28_days = json!({
                        "seconds": total.secs,
                        "left_seconds": total.left_secs,
                        "right_seconds": total.right_secs,
                    });
                    let of_7_days = week.get(area.word()).copied().unwrap_or(0);
                    let aim = OF_A_WEEK.as_secs();
                    let of_7_days = json!({"seconds": of_7_days, "aim_seconds": aim});
                    (area.word(), json!({"last_7_days": of_7_days, "last_28_days": of_28_days, "weeks": weeks}))
                })
                .collect();
            return say_json(&json!(areas));
        }
        let (seven, month, both) = ("7 days", "28 days", "left, right");
        say(format_args!("{:<12} {seven:>14}  {month:>9}  {both:>13}  minutes per week, {WEEKS} weeks", ""))?;
        for area in &all {
            let total = totals.areas.get(area.word()).copied().unwrap_or_default();
            let sides = match (total.left_secs, total.right_secs) {
                (0, 0) => "-".to_owned(),
                (left, right) => format!("{}, {}", clock_of(left), clock_of(right)),
            };
            let weeks = seconds(area);
            let last = weeks.last().copied().unwrap_or(0) / 60;
            let row = bars::row(&weeks, self.ascii);
            let of_week = dose::of_a_week_exactly(week.get(area.word()).copied().unwrap_or(0));
            let of_month = amount(total.secs);
            say(format_args!("{:<12} {of_week:>14}  {of_month:>9}  {sides:>13}  {row}  {last}", area.label()))?;
        }
        Ok(())
    }

    fn comfort(&self) -> Result<(), Error> {
        let records = self.records();
        let all = self.areas.with(records.iter().flat_map(Record::areas)).all().to_vec();
        let weeks = statistics::weeks(&records, self.today, WEEKS, self.first, self.hour);
        let window = self.today - TimeDelta::days(FOUR_WEEKS - 1)..=self.today;
        let means = comfort::by_area(&records, &window, self.hour);
        let advice = advice::advice(&records, self.today, self.hour);
        if self.as_json {
            let areas: BTreeMap<&str, _> = all
                .iter()
                .map(|area| {
                    let of = means.get(area.word()).copied().unwrap_or_default();
                    let weeks: Vec<_> = weeks
                        .iter()
                        .map(|week| json!({"start": week.start, "tension": week.mean_tension(area.word())}))
                        .collect();
                    let of_28_days = json!({
                        "before": of.before,
                        "after": of.after,
                        "change": of.change,
                        "sessions": of.sessions,
                        "sessions_with_both": of.both,
                    });
                    (area.word(), json!({"last_28_days": of_28_days, "weeks": weeks}))
                })
                .collect();
            let advice: Vec<_> = advice.iter().map(in_json).collect();
            return say_json(&json!({"areas": areas, "advice": advice}));
        }
        for area in &all {
            let of = means.get(area.word()).copied().unwrap_or_default();
            let trend: String = weeks
                .iter()
                .map(|week| match week.mean_tension(area.word()) {
                    None => ' ',
                    Some(mean) => bars::bar(mean / 10.0, self.ascii),
                })
                .collect();
            say(format_args!("{:<12} {trend:WEEKS_WIDE$}  {}", area.label(), tension::change(&of)))?;
        }
        say(format_args!("Averages of the last 28 days. Bars: average tension per week, {WEEKS} weeks."))?;
        for advice in &advice {
            say(tension::advice(advice))?;
        }
        if advice.is_empty() { Ok(()) } else { say(WHAT_TO_BRING) }
    }

    fn hours(&self) -> Result<(), Error> {
        let hours = self.history.hours();
        if self.as_json {
            return say_json(&json!({"seconds_by_hour": hours.0}));
        }
        say(format_args!("    {}", bars::row(&hours.0, self.ascii)))?;
        say("    0     6     12    18   (minutes by starting hour)")?;
        match hours.busiest() {
            Some((busiest, secs)) => say(format_args!("You stretch most at {} ({}).", hour(busiest), amount(secs))),
            None => say("Nothing yet."),
        }
    }
}

const WEEKS_WIDE: usize = WEEKS as usize;
