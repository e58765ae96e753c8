//! Report: one page to take to a clinician, with the work done, the tension and the stops. Pure: text out.
//!
//! It shows what the log holds and judges nothing but the two-week rule, in the rule's own words.

mod body;
mod html;
mod markdown;

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta, Weekday};

use crate::areas::{Area, Areas, label_of};
use crate::history::advice::{self, Advice};
use crate::history::comfort::{self, Comfort};
use crate::history::statistics::{self, Statistics, Week};
use crate::history::{Kind, Record, StepOutcome, day_of};
use crate::library::Library;
use crate::library::texts::{Note, Texts};
use crate::sanitize::clean;
use crate::words::tension;

/// The number of weeks that the report looks back.
const WEEKS: u16 = 12;
/// The largest number of notes shown, newest first.
const MOST_NOTES: usize = 10;
/// The largest number of stops shown, newest first.
const MOST_STOPS: usize = 20;

/// The contents of the report.
#[derive(Debug)]
pub struct Report {
    /// The day on which it was made.
    pub today: NaiveDate,
    from: NaiveDate,
    totals: Statistics,
    comfort: BTreeMap<String, Comfort>,
    weeks: Vec<Week>,
    check_ins: BTreeMap<String, Vec<(NaiveDate, u8)>>,
    limited: Vec<(NaiveDate, String)>,
    stops: Vec<(NaiveDate, String, &'static str)>,
    notes: Vec<(NaiveDate, String)>,
    advice: Vec<Advice>,
    known: Areas,
    texts: Texts,
}

impl Report {
    /// The report on `records` of the twelve weeks up to `today`.
    #[must_use]
    pub fn of(
        records: &[Record],
        library: &Library,
        texts: Texts,
        today: NaiveDate,
        first_weekday: Weekday,
        day_start_hour: u8,
    ) -> Self {
        let weeks = statistics::weeks(records, today, WEEKS, first_weekday, day_start_hour);
        let from = weeks.first().map_or(today, |week| week.start);
        let window = from..=today;
        let mut report = Self {
            today,
            from,
            totals: Statistics::count(records, &window, day_start_hour),
            comfort: comfort::by_area(records, &window, day_start_hour),
            weeks,
            check_ins: BTreeMap::new(),
            limited: Vec::new(),
            stops: Vec::new(),
            notes: Vec::new(),
            advice: advice::advice(records, today, day_start_hour),
            known: library.areas().with(records.iter().flat_map(Record::areas)),
            texts,
        };
        for record in records.iter().rev() {
            let day = day_of(record.at, day_start_hour);
            if window.contains(&day) {
                report.add(day, &record.kind, library);
            }
        }
        report.stops.truncate(MOST_STOPS);
        report.notes.truncate(MOST_NOTES);
        report
    }

    fn add(&mut self, day: NaiveDate, kind: &Kind, library: &Library) {
        match kind {
            Kind::CheckIn { area, tension, limits_daily_life } => {
                self.check_ins.entry(area.clone()).or_default().push((day, *tension));
                if *limits_daily_life {
                    self.limited.push((day, label_of(area)));
                }
            }
            Kind::Session(session) => {
                for step in &session.steps {
                    let how = match step.outcome {
                        StepOutcome::Stopped => "stopped",
                        StepOutcome::Eased => "went on the easier way",
                        _ => continue,
                    };
                    let name = library
                        .exercise(&step.exercise)
                        .map_or_else(|| clean(&step.exercise, 60), |exercise| exercise.name.clone());
                    self.stops.push((day, name, how));
                }
                if let Some(note) = &session.note {
                    self.notes.push((day, clean(note, 300)));
                }
            }
            Kind::Rest { .. } | Kind::RestWeekdays { .. } | Kind::Profile(_) | Kind::Retract { .. } => {}
        }
    }

    fn days(&self) -> i64 {
        (self.today - self.from + TimeDelta::days(1)).num_days()
    }

    /// The areas that the records tell anything of.
    fn areas(&self) -> Vec<Area> {
        let told = |area: &Area| {
            let word = area.word();
            self.totals.areas.contains_key(word) || self.check_ins.contains_key(word)
        };
        self.known.all().iter().filter(|area| told(area)).cloned().collect()
    }

    /// The table row of one area: minutes, sides, tension, check-ins.
    fn row(&self, area: &Area) -> [String; 5] {
        let word = area.word();
        let total = self.totals.areas.get(word).copied().unwrap_or_default();
        let sides = format!("{} / {} min", total.left_secs / 60, total.right_secs / 60);
        let sides = if total.left_secs + total.right_secs == 0 { "no sides".to_owned() } else { sides };
        let comfort = self.comfort.get(word).copied().unwrap_or_default();
        let check_ins = self.check_ins.get(word).map(Vec::as_slice).unwrap_or_default();
        let check_ins = match check_ins.first() {
            None => "none".to_owned(),
            Some((day, newest)) => format!("{}, newest {newest} on {day}", check_ins.len()),
        };
        [
            area.label().to_owned(),
            format!("{} min", total.secs / 60),
            sides,
            tension::change(&comfort).to_string(),
            check_ins,
        ]
    }

    /// What the rules on seeing a clinician find, each in its own words.
    fn findings(&self) -> Vec<String> {
        self.advice.iter().map(tension::advice).collect()
    }

    /// The lists of the report, each with its heading.
    fn lists(&self) -> [(&'static str, Vec<String>); 5] {
        let notes = |notes: &[Note]| notes.iter().map(Note::in_full).collect();
        [
            ("Said to limit daily life", self.limited.iter().map(|(day, area)| format!("{day}: {area}")).collect()),
            ("What hurt", self.stops.iter().map(|(day, name, how)| format!("{day}: {name}, {how}")).collect()),
            ("Notes", self.notes.iter().map(|(day, note)| format!("{day}: {note}")).collect()),
            ("Get help soon for", notes(&self.texts.urgent)),
            ("Get help at once for", notes(&self.texts.emergency)),
        ]
    }

    fn in_short(&self) -> String {
        format!(
            "{} sessions in {} days, {} of them to the end, {} minutes in all, on {} days.",
            self.totals.sessions,
            self.days(),
            self.totals.completed,
            self.totals.active_secs / 60,
            self.totals.days.len()
        )
    }
}

const HEADS: [&str; 5] = ["Area", "Stretched", "Left / right", "Tension before and after", "Check-ins"];
const TITLE: &str = "Stretching and tension, from the log";
const ABOUT: &str = "Written by supple, a stretching coach, from what the person logged. It is no diagnosis. Tension is \
                     told by the person, from 0 (none) to 10.";

#[cfg(test)]
mod tests;
