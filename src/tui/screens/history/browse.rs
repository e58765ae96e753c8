//! Browse: the chosen day and record of the history, and the sums and records that were read for it.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};

use crate::areas::Area;
use crate::digest::WEEKS;
use crate::history::comfort::{self, Comfort};
use crate::history::statistics::{self, Hours, Statistics, Week};
use crate::history::{History, Kind, Record, Session, day_of};
use crate::tui::context::Context;
use crate::tui::widgets::list::scroll;
use crate::words::{days, record};

/// The tab in sight below the streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The year, and the records.
    #[default]
    Days,
    /// Minutes week by week, and their sides.
    Areas,
    /// Tension before and after, week by week.
    Comfort,
    /// Minutes by the hour of the day.
    Hours,
}

impl Tab {
    pub(super) const ALL: [Self; 4] = [Self::Days, Self::Areas, Self::Comfort, Self::Hours];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Areas => "areas",
            Self::Comfort => "comfort",
            Self::Hours => "hours",
        }
    }
}

/// The history, the chosen day and record, and the sums and records that were read for it.
#[derive(Debug)]
pub struct Browse {
    pub(super) tab: Tab,
    /// The chosen record, in places from the newest.
    pub(super) chosen: usize,
    pub(super) day: NaiveDate,
    /// The areas that any record names, and all others that are known.
    pub(super) areas: Vec<Area>,
    pub(super) four_weeks: Statistics,
    pub(super) weeks: Vec<Week>,
    pub(super) comfort: BTreeMap<String, Comfort>,
    pub(super) hours: Hours,
    /// The records in sight, by their places from the newest.
    pub(super) rows: BTreeMap<usize, Listed>,
}

/// A record as it is listed.
#[derive(Debug)]
pub(super) struct Listed {
    /// The id of the record.
    pub(super) id: String,
    pub(super) when: String,
    pub(super) sentence: record::Sentence,
    /// The session, if the record is one.
    pub(super) session: Option<Box<Session>>,
}

impl Browse {
    /// Opens the history at its newest record.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let mut browse = Self {
            tab: Tab::Days,
            chosen: 0,
            day: context.digest.today(),
            areas: Vec::new(),
            four_weeks: Statistics::default(),
            weeks: Vec::new(),
            comfort: BTreeMap::new(),
            hours: Hours::default(),
            rows: BTreeMap::new(),
        };
        browse.refresh(context);
        browse.choose(0, context);
        browse.read_rows(context);
        browse
    }

    /// Adds up anew: the history has changed.
    pub(super) fn refresh(&mut self, context: &Context) {
        let digest = &context.digest;
        let (today, hour) = (digest.today(), context.settings.day_start_hour);
        let records = digest.recent();
        let window = today - TimeDelta::days(27)..=today;
        self.areas = context.library.areas().with(records.iter().flat_map(Record::areas)).all().to_vec();
        self.four_weeks = Statistics::count(records, &window, hour);
        self.comfort = comfort::by_area(records, &window, hour);
        self.weeks = statistics::weeks(records, today, WEEKS, context.first_weekday(), hour);
        self.hours = digest.history().map(History::hours).unwrap_or_default();
        self.chosen = self.chosen.min(digest.entries().saturating_sub(1));
        self.rows.clear();
    }

    /// Chooses a record, and with it its day.
    pub(super) fn choose(&mut self, index: usize, context: &Context) {
        self.chosen = index;
        if let Some(entry) = context.digest.entry(index) {
            self.day = day_of(entry.at, context.settings.day_start_hour);
        }
    }

    /// Chooses a day, and with it its newest record or, where it has none, the next older one.
    pub(super) fn go_to(&mut self, day: NaiveDate, context: &Context) {
        let hour = context.settings.day_start_hour;
        self.day = day.min(context.digest.today());
        let entries = context.digest.history().map(History::entries).unwrap_or_default();
        let newer = entries.iter().rev().take_while(|entry| day_of(entry.at, hour) > self.day);
        self.chosen = newer.count().min(entries.len().saturating_sub(1));
    }

    /// The places of the records that any list in a terminal of this height may show.
    pub(super) fn in_sight(&self, context: &Context) -> Range<usize> {
        let (count, height) = (context.digest.entries(), usize::from(context.size.1));
        let top = scroll(self.chosen, height, count);
        top..count.min(top + height)
    }

    /// Reads the records in sight that were not read before.
    pub(super) fn read_rows(&mut self, context: &Context) {
        let Some(history) = context.digest.history() else {
            return;
        };
        let in_sight = self.in_sight(context);
        self.rows.retain(|place, _| in_sight.contains(place));
        for place in in_sight {
            if let Some(entry) = context.digest.entry(place).filter(|_| !self.rows.contains_key(&place)) {
                let record = history.record(entry).ok();
                let sentence = record.as_ref().map(|record| record::sentence(&record.kind));
                let session = match record.map(|record| record.kind) {
                    Some(Kind::Session(session)) => Some(Box::new(session)),
                    _ => None,
                };
                let row = Listed {
                    id: entry.id.to_string(),
                    when: days::moment_short(entry.at),
                    sentence: sentence.unwrap_or_else(|| record::of_unreadable(entry)),
                    session,
                };
                self.rows.insert(place, row);
            }
        }
    }
}
