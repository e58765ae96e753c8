//! Browse: the chosen day and record of the history, and the sums and records that were read for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::areas::Area;
use crate::digest::WEEKS;
use crate::history::comfort::{self, Comfort};
use crate::history::statistics::{self, Hours, Statistics, Week};
use crate::history::{History, Kind, Record, Session, day_of};
use crate::tui::context::Context;
use crate::tui::layers::record::RecordInFull;
use crate::tui::widgets::list::scroll;
use crate::words::record;

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
    /// The chosen area, by its place.
    pub(super) area: usize,
    /// The chosen hour of the day.
    pub(super) hour: usize,
    /// `true` if the log shows what a clinician should see.
    pub(super) advised: bool,
    /// `true` if nothing was ever entered.
    pub(super) is_empty: bool,
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
    pub(super) at: DateTime<FixedOffset>,
    pub(super) sentence: record::Sentence,
    /// The session, if the record is one.
    pub(super) session: Option<Box<Session>>,
}

impl Listed {
    /// The record in full.
    pub(super) fn in_full(&self, context: &Context) -> RecordInFull {
        RecordInFull::of(self.at, &self.sentence, self.session.as_deref(), &context.library)
    }
}

impl Browse {
    /// Opens the history at its newest record.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let mut browse = Self {
            tab: Tab::Days,
            chosen: 0,
            day: context.digest.today(),
            area: 0,
            hour: 0,
            advised: false,
            is_empty: false,
            areas: Vec::new(),
            four_weeks: Statistics::default(),
            weeks: Vec::new(),
            comfort: BTreeMap::new(),
            hours: Hours::default(),
            rows: BTreeMap::new(),
        };
        browse.refresh(context);
        browse.choose(0, context);
        browse.hour = browse.hours.busiest().map_or(12, |(hour, _)| hour);
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
        self.area = self.area.min(self.areas.len().saturating_sub(1));
        self.advised = !digest.advice().is_empty();
        self.is_empty = digest.history().is_some_and(|history| history.entries().is_empty());
        self.choose_again(context);
    }

    /// After a change of the history: chooses the record that came back into sight, or the one that was chosen, or the one
    /// that took its place.
    fn choose_again(&mut self, context: &Context) {
        let rows = std::mem::take(&mut self.rows);
        let (Some(first), Some(last)) = (rows.keys().next().copied(), rows.keys().next_back().copied()) else {
            return;
        };
        let known: BTreeSet<&str> = rows.values().map(|row| row.id.as_str()).collect();
        let chosen = rows.get(&self.chosen).map(|row| row.id.as_str());
        let entries =
            || context.digest.entries_from(first.saturating_sub(1), last - first + 2).zip(first.saturating_sub(1)..);
        // A record that is new among those in sight: the first or the last may only have moved in.
        let came =
            entries().filter(|(_, place)| (first..last).contains(place)).find(|(entry, _)| !known.contains(&*entry.id));
        let same = entries().find(|(entry, _)| chosen == Some(&*entry.id));
        let place = came.or(same).map_or(self.chosen, |(_, place)| place);
        self.choose(place.min(context.digest.entries().saturating_sub(1)), context);
    }

    /// Chooses a record, and with it its day.
    pub(super) fn choose(&mut self, index: usize, context: &Context) {
        self.chosen = index;
        if let Some(entry) = context.digest.entry(index) {
            self.day = day_of(entry.at, context.settings.day_start_hour);
        }
    }

    /// Chooses an area with ratings, if the chosen one has none.
    pub(super) fn choose_rated(&mut self) {
        let is_rated = |area: &Area| self.weeks.iter().any(|week| week.mean_tension(area.word()).is_some());
        if !self.areas.get(self.area).is_some_and(is_rated) {
            self.area = self.areas.iter().position(is_rated).unwrap_or(self.area);
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
                let sentence =
                    record.as_ref().map(|record| record::sentence(&record.kind, &|id| context.library.title(id)));
                let session = match record.map(|record| record.kind) {
                    Some(Kind::Session(session)) => Some(Box::new(session)),
                    _ => None,
                };
                let row = Listed {
                    id: entry.id.to_string(),
                    at: entry.at,
                    sentence: sentence.unwrap_or_else(|| record::of_unreadable(entry)),
                    session,
                };
                self.rows.insert(place, row);
            }
        }
    }
}
