//! History: the streak, the week of each area, and the records, newest first.

use std::time::Duration;

use super::reading::Reading;
use super::yes_or_no;
use crate::areas::Area;
use crate::figure::words::capital;
use crate::history::comfort;
use crate::history::{Entry, Kind, Record};
use crate::plain::page::{Page, Wish};
use crate::practice::dose::OF_A_WEEK;
use crate::reading::{self, Paragraph};
use crate::sanitize::clean;
use crate::situation::Situation;
use crate::words::{aloud, days, record, streak, tension};

/// The days of the means of tension.
const FOUR_WEEKS: i64 = 28;
/// The most records that are listed: a year of days on which much was done.
const MOST: usize = 1000;

/// The history.
#[derive(Debug)]
pub struct Browse;

/// What stands before the records.
const BEFORE: [&str; 3] = ["Why this streak", "Minutes and tension of each area", "What the log shows for a clinician"];

/// A record and its sentence, its line read anew.
fn read(entry: &Entry, situation: &Situation) -> (Option<Record>, record::Sentence) {
    let record = situation.digest.history().and_then(|history| history.record(entry).ok());
    let sentence = record.as_ref().map_or_else(
        || record::of_unreadable(entry),
        |record| record::sentence(&record.kind, &|id| situation.library.title(id)),
    );
    (record, sentence)
}

/// A sentence with its time in words.
fn in_words(record: Option<&Record>, sentence: &record::Sentence) -> String {
    let time = match record.map(|record| &record.kind) {
        Some(Kind::Session(session)) => aloud::time(Duration::from_secs(session.active_secs.into())),
        _ => sentence.time.clone(),
    };
    if time.is_empty() { sentence.what.clone() } else { format!("{}, {time}", sentence.what) }
}

impl Page for Browse {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let mut says = streak::in_sentences(situation.digest.streak());
        says.extend(situation.week_in_words().map(|[week, _]| format!("{}.", capital(&week))));
        if situation.digest.entries() == 0 {
            says.push("Every session leaves a record here.".to_owned());
        }
        says
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let line = |entry: &Entry| {
            let (record, sentence) = read(entry, situation);
            format!("{}: {}", days::moment_long(entry.at), in_words(record.as_ref(), &sentence))
        };
        let records = situation.digest.entries_from(0, MOST).map(line);
        BEFORE.map(str::to_owned).into_iter().chain(records).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "What would you like to hear?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let digest = &situation.digest;
        match choice {
            0 => {
                let in_words = |paragraph| match paragraph {
                    Paragraph::Text(day, why) if !day.is_empty() => Paragraph::Text(day, aloud::clocks(&why)),
                    // The rules name an hour of the day.
                    other => other,
                };
                let why = reading::why(digest, &situation.settings).into_iter().map(in_words).collect::<Vec<_>>();
                vec![Wish::open(Reading::of(&why))]
            }
            1 => vec![Wish::open(Reading::lines(areas(situation)))],
            2 if digest.advice().is_empty() => {
                vec![Wish::Say("The log shows nothing that a clinician should see.".to_owned())]
            }
            2 => vec![Wish::open(Reading::of(&reading::advice(digest.advice(), &situation.texts)))],
            choice => digest
                .entry(choice - BEFORE.len())
                .map(|entry| Wish::open(OneRecord::of(entry, situation)))
                .into_iter()
                .collect(),
        }
    }
}

/// A line for each area: its minutes in the last seven days, and its tension before and after sessions.
fn areas(situation: &Situation) -> Vec<String> {
    let hour = situation.settings.day_start_hour;
    let today = situation.digest.today();
    let week = situation.digest.last_seven_days(hour);
    let window = today - chrono::TimeDelta::days(FOUR_WEEKS - 1)..=today;
    let comfort = comfort::by_area(situation.digest.recent(), &window, hour);
    let goal = aloud::time(OF_A_WEEK);
    let line = |area: &Area| {
        let seconds = week.get(area.word()).copied().unwrap_or(0);
        let done = aloud::time(Duration::from_secs(seconds));
        let tension = comfort.get(area.word()).map(|comfort| format!(" Tension: {}.", tension::change(comfort)));
        format!("{}: {done} of {goal}.{}", capital(area.label()), tension.unwrap_or_default())
    };
    let about = "Minutes of the last 7 days, and the mean tension before and after the sessions of 4 weeks.".to_owned();
    std::iter::once(about).chain(situation.library.areas().all().iter().map(line)).collect()
}

/// A record in full.
#[derive(Debug)]
struct OneRecord {
    id: String,
    lines: Vec<String>,
    /// `true` if the person is asked whether it shall be removed.
    asks: bool,
}

impl OneRecord {
    fn of(entry: &Entry, situation: &Situation) -> Self {
        let (record, sentence) = read(entry, situation);
        let mut lines = vec![
            format!("{}.", capital(&in_words(record.as_ref(), &sentence))),
            format!("{}.", days::moment_with_year(entry.at)),
        ];
        if let Some(Kind::Session(session)) = record.map(|record| record.kind) {
            lines.extend(tension::of_session(&session).map(|told| format!("{}.", capital(&told))));
            lines.extend(session.note.as_ref().map(|note| format!("Note: {}", clean(note, 600))));
            let name = |id: &str| {
                let exercise = situation.library.exercise(id);
                exercise.map_or_else(|| clean(id, 40), |exercise| exercise.short_name().to_owned())
            };
            lines.extend(
                record::steps(&session.steps)
                    .into_iter()
                    .map(|(id, done)| format!("{}: {}.", name(id), aloud::clocks(&done))),
            );
        }
        Self { id: entry.id.to_string(), lines, asks: false }
    }
}

impl Page for OneRecord {
    fn says(&self, _: &Situation) -> Vec<String> {
        if self.asks { vec!["It will no longer count. Undo brings it back.".to_owned()] } else { self.lines.clone() }
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        if self.asks { Vec::new() } else { vec!["Remove this record".to_owned()] }
    }

    fn question(&self, _: &Situation) -> String {
        if self.asks { "Remove it?" } else { "What would you like to do?" }.to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        if self.asks { "y for yes, n for no" } else { "enter to go on" }.to_owned()
    }

    fn choose(&mut self, _: &Situation, _: usize) -> Vec<Wish> {
        self.asks = true;
        Vec::new()
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        if !self.asks {
            return answer.is_empty().then(|| vec![Wish::Close]);
        }
        if !yes_or_no(answer)? {
            self.asks = false;
            return Some(Vec::new());
        }
        let record = Record::new(situation.now.local, Kind::Retract { of: self.id.clone() });
        let effect = crate::plain::page::Effect::Append(vec![record]);
        Some(vec![Wish::Do(effect), Wish::Close, Wish::Say("Removed.".to_owned())])
    }
}
