//! Report: one page to take to a clinician, with the work done, tension and pain, what hurt, and what the person can do.
//! Pure: text out.
//!
//! It shows what the log holds and judges nothing but the rules of [`advice`], in their own words.

mod body;
mod html;
mod markdown;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, Weekday};

use crate::areas::{Area, Areas, label_of};
use crate::figure::words::capital;
use crate::history::advice::{self, Advice};
use crate::history::comfort::{self, Comfort};
use crate::history::statistics::{self, Statistics, Week};
use crate::history::{Kind, Record, StepOutcome, Symptoms, day_of};
use crate::library::Library;
use crate::library::texts::Texts;
use crate::practice::terms::WhichSide;
use crate::sanitize::clean;
use crate::words::{counted, hurt, tension};

/// The number of weeks that the report looks back.
const WEEKS: u16 = 12;
/// The largest number of lines of each list, newest first: one page is read, ten are not.
const MOST: usize = 20;
/// The largest number of notes, newest first.
const MOST_NOTES: usize = 10;

/// The contents of the report.
#[derive(Debug)]
pub struct Report {
    /// The day on which it was made.
    pub today: NaiveDate,
    from: NaiveDate,
    totals: Statistics,
    comfort: BTreeMap<String, Comfort>,
    weeks: Vec<Week>,
    told: BTreeMap<String, Told>,
    check_ins: Vec<CheckedIn>,
    stops: Vec<String>,
    functions: BTreeMap<String, Vec<(NaiveDate, u8)>>,
    yes: Vec<String>,
    notes: Vec<String>,
    advice: Vec<Advice>,
    known: Areas,
}

/// The scores of an area that were told together.
#[derive(Debug)]
struct CheckedIn {
    at: DateTime<FixedOffset>,
    day: NaiveDate,
    /// The id of the area.
    area: String,
    tension: Option<u8>,
    pain: Option<u8>,
    limits_daily_life: bool,
}

impl CheckedIn {
    fn in_words(&self) -> String {
        let tension = self.tension.map(|tension| format!("tension {tension}"));
        let pain = self.pain.map(|pain| format!("pain {pain}"));
        let limits = self.limits_daily_life.then(|| "limits daily life".to_owned());
        let told: Vec<String> = [tension, pain, limits].into_iter().flatten().collect();
        format!("{}: {}, {}", self.day, label_of(&self.area), told.join(", "))
    }
}

/// What was told of an area, newest first.
#[derive(Debug, Default)]
struct Told {
    tension: Vec<u8>,
    pain: Vec<u8>,
    /// Of each detail the newest that was told.
    details: Symptoms,
}

impl Report {
    /// The report on `records` of the twelve weeks up to `today`.
    #[must_use]
    pub fn of(
        records: &[Record],
        library: &Library,
        texts: &Texts,
        today: NaiveDate,
        first_weekday: Weekday,
        day_start_hour: u8,
    ) -> Self {
        let weeks = statistics::weeks(records, today, WEEKS, first_weekday, day_start_hour);
        let from = weeks.first().map_or(today, |week| week.start);
        let window = from..=today;
        let first = records.first().map(|record| day_of(record.at, day_start_hour));
        let newest_profile = records.iter().rev().find_map(|record| match &record.kind {
            Kind::Profile(profile) => Some(&profile.yes),
            _ => None,
        });
        let mut report = Self {
            today,
            from: first.map_or(from, |first| from.max(first)),
            totals: Statistics::count(records, &window, day_start_hour),
            comfort: comfort::by_area(records, &window, day_start_hour),
            weeks,
            told: BTreeMap::new(),
            check_ins: Vec::new(),
            stops: Vec::new(),
            functions: BTreeMap::new(),
            yes: newest_profile.into_iter().flatten().map(|tag| capital(&texts.label(tag))).collect(),
            notes: Vec::new(),
            advice: advice::advice(records, today, day_start_hour),
            known: library.areas().with(records.iter().flat_map(Record::areas)),
        };
        for record in records.iter().rev() {
            let day = day_of(record.at, day_start_hour);
            if window.contains(&day) {
                report.add(day, record, library);
            }
        }
        report
    }

    fn add(&mut self, day: NaiveDate, record: &Record, library: &Library) {
        let at = record.at;
        match &record.kind {
            Kind::CheckIn { area, tension, limits_daily_life } => {
                self.told.entry(area.clone()).or_default().tension.push(*tension);
                let checked_in = self.checked_in((day, at), area, |one| one.tension.is_none());
                checked_in.tension = Some(*tension);
                checked_in.limits_daily_life = *limits_daily_life;
            }
            Kind::Session(session) => {
                for area in session.areas() {
                    let scores = session.scores(area);
                    let told = self.told.entry(area.to_owned()).or_default();
                    told.tension.extend(scores.after.into_iter().chain(scores.before));
                }
                for step in &session.steps {
                    let name = library
                        .exercise(&step.exercise)
                        .map_or_else(|| clean(&step.exercise, 60), |exercise| exercise.name.clone());
                    for ouch in &step.ouches {
                        self.stops.push(format!("{day}: {name}, {}", hurt::ouch(ouch)));
                    }
                    let how = match step.outcome {
                        // Before each was kept, the outcome alone told that it hurt.
                        StepOutcome::Stopped => "stopped because it hurt",
                        StepOutcome::Eased => "hurt, continued with the easier version",
                        _ => continue,
                    };
                    if step.ouches.is_empty() {
                        self.stops.push(format!("{day}: {name}, {how}"));
                    }
                }
                if let Some(note) = &session.note {
                    self.notes.push(format!("{day}: {}", clean(note, 300)));
                }
            }
            Kind::Symptoms(symptoms) => {
                let told = self.told.entry(symptoms.area.clone()).or_default();
                told.pain.extend(symptoms.pain);
                let newest = &mut told.details;
                newest.side = newest.side.or(symptoms.side);
                newest.since = newest.since.or(symptoms.since);
                newest.at_night = newest.at_night.or(symptoms.at_night);
                newest.in_limb = newest.in_limb.or(symptoms.in_limb);
                if let Some(pain) = symptoms.pain {
                    self.checked_in((day, at), &symptoms.area, |one| one.pain.is_none()).pain = Some(pain);
                }
            }
            Kind::Function { what, score } => {
                self.functions.entry(clean(what, 80)).or_default().push((day, *score));
            }
            Kind::Rest { .. }
            | Kind::RestWeekdays { .. }
            | Kind::Profile(_)
            | Kind::Taste { .. }
            | Kind::Program { .. }
            | Kind::Experiment(_)
            | Kind::Retract { .. } => {}
        }
    }

    /// The check-in of `area` at the same moment, if there is one to which it belongs, or a new one.
    fn checked_in(
        &mut self,
        (day, at): (NaiveDate, DateTime<FixedOffset>),
        area: &str,
        lacks: impl Fn(&CheckedIn) -> bool,
    ) -> &mut CheckedIn {
        let place = self.check_ins.iter().position(|one| one.at == at && one.area == area && lacks(one));
        let place = place.unwrap_or_else(|| {
            let area = area.to_owned();
            self.check_ins.push(CheckedIn { at, day, area, tension: None, pain: None, limits_daily_life: false });
            self.check_ins.len() - 1
        });
        &mut self.check_ins[place]
    }

    /// The areas that the records tell anything of.
    fn areas(&self) -> Vec<Area> {
        let told: BTreeSet<&String> = self.totals.areas.keys().chain(self.told.keys()).collect();
        self.known.all().iter().filter(|area| told.iter().any(|told| *told == area.word())).cloned().collect()
    }

    /// The table row of one area.
    fn row(&self, area: &Area) -> [String; HEADS.len()] {
        let word = area.word();
        let total = self.totals.areas.get(word).copied().unwrap_or_default();
        let a_week = total.secs / 60 / u64::from(WEEKS);
        let a_week = if a_week == 0 && total.secs > 0 { "under 1".to_owned() } else { a_week.to_string() };
        let sides = match (total.left_secs / 60, total.right_secs / 60) {
            (0, 0) => String::new(),
            (left, right) => format!(" (left {left}, right {right} in all)"),
        };
        let comfort = self.comfort.get(word).copied().unwrap_or_default();
        let change = comfort.change.map(|change| format!("{change:+.1} per session")).unwrap_or_default();
        let none = Told::default();
        let told = self.told.get(word).unwrap_or(&none);
        let yes_or_no = |told: Option<bool>| match told {
            None => "not recorded",
            Some(true) => "yes",
            Some(false) => "no",
        };
        let side = told.details.side.map_or("not recorded", WhichSide::word);
        [
            capital(area.label()),
            mean_and_worst(&told.tension, &change),
            mean_and_worst(&told.pain, ""),
            side.to_owned(),
            told.details.since.map_or("not recorded".to_owned(), |since| since.to_string()),
            yes_or_no(told.details.at_night).to_owned(),
            yes_or_no(told.details.in_limb).to_owned(),
            format!("{a_week} min a week{sides}"),
        ]
    }

    /// What the rules on seeing a clinician find, each in its own words.
    fn findings(&self) -> Vec<String> {
        self.advice.iter().map(tension::finding).collect()
    }

    /// What the person can do, each with its first and its newest score.
    fn abilities(&self) -> Vec<String> {
        let told = self.functions.iter().filter_map(|(what, scores)| {
            let ((newest_day, newest), (first_day, first)) = (scores.first()?, scores.last()?);
            Some(if scores.len() == 1 {
                format!("{what}: {newest} of 10 ({newest_day})")
            } else {
                format!("{what}: {first} of 10 ({first_day}), now {newest} ({newest_day})")
            })
        });
        told.collect()
    }

    /// The lists of the report, each with its heading.
    fn lists(&self) -> [(&'static str, Vec<String>); 4] {
        let newest = |lines: &[String], most: usize| {
            let mut shown: Vec<String> = lines.iter().take(most).cloned().collect();
            if lines.len() > most {
                shown.push(format!("and {} older ones", lines.len() - most));
            }
            shown
        };
        let check_ins: Vec<String> = self.check_ins.iter().map(CheckedIn::in_words).collect();
        [
            ("What hurt during exercises", newest(&self.stops, MOST)),
            ("Check-ins, 0 to 10", newest(&check_ins, MOST)),
            ("Health questions answered yes", self.yes.clone()),
            ("Notes", newest(&self.notes, MOST_NOTES)),
        ]
    }

    fn in_short(&self) -> String {
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        format!(
            "{} on {}, {} of them completed, {} in all.",
            counted(self.totals.sessions.into(), "session", "sessions"),
            counted(count(self.totals.days.len()), "day", "days"),
            self.totals.completed,
            counted(self.totals.active_secs / 60, "minute", "minutes"),
        )
    }
}

/// Scores as `mean 4.2, worst 7 (12 times)`, with something to add.
fn mean_and_worst(scores: &[u8], also: &str) -> String {
    let Some(worst) = scores.iter().max() else {
        return "not recorded".to_owned();
    };
    let mean = scores.iter().map(|score| f64::from(*score)).sum::<f64>() / scores.len() as f64;
    let also = if also.is_empty() { String::new() } else { format!(", {also}") };
    format!("mean {mean:.1}, worst {worst}{also}")
}

const HEADS: [&str; 8] =
    ["Area", "Tension", "Pain", "Side", "Since", "At night", "Arm or leg tingling, numb, weak", "Stretched"];
const ABILITIES: &str = "What the person can do (0 not at all, 10 as before)";
const TITLE: &str = "Tension, pain and stretching, from the log";
const ABOUT: &str = "Written by supple, a stretching coach, from what the person logged. It is not a diagnosis. Scores are \
                     the person's own, from 0 (none) to 10.";

#[cfg(test)]
mod tests;
