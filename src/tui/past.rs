//! What the screens show of the history: derived from it, never kept beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::history::statistics::{self, Statistics};
use crate::history::streak::DayTotal;
use crate::history::{EntryKind, History, Record, Rules, Streak, day_of};
use crate::settings::Settings;

/// What the screens show of the history.
#[derive(Debug, Default)]
pub struct Past {
    history: Option<History>,
    days: BTreeMap<NaiveDate, DayTotal>,
    streak: Streak,
    today: NaiveDate,
    familiar: Arc<BTreeSet<String>>,
}

/// Whoever has not met an exercise in this many sessions may have forgotten it.
const RECENT_SESSIONS: usize = 60;

/// The exercises that need no more than their name.
#[must_use]
pub fn familiar(history: &History, settings: &Settings) -> Arc<BTreeSet<String>> {
    let recent = history.newest_sessions(RECENT_SESSIONS);
    Arc::new(statistics::familiar(&recent, settings.brief_after.into()))
}

/// The rules of the streak, as chosen.
#[must_use]
pub const fn rules(settings: &Settings) -> Rules {
    Rules { day_start_hour: settings.day_start_hour, grace_per_week: settings.grace_per_week }
}

impl Past {
    /// What follows from `history` on the day of `now`.
    #[must_use]
    pub fn of(history: History, settings: &Settings, now: DateTime<FixedOffset>) -> Self {
        let mut past = Self { history: Some(history), ..Self::default() };
        past.reckon(settings, now);
        past
    }

    /// Counts anew: the day or the rules have changed.
    pub fn reckon(&mut self, settings: &Settings, now: DateTime<FixedOffset>) {
        self.today = day_of(now, settings.day_start_hour);
        if let Some(history) = &self.history {
            self.days = history.days(settings.day_start_hour);
            self.familiar = familiar(history, settings);
            self.streak = Streak::reckon(&self.days, &history.rests(), self.today, &rules(settings));
        }
    }

    /// The history, once it has been read.
    #[must_use]
    pub const fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// The exercises that need no more than their name.
    #[must_use]
    pub const fn familiar(&self) -> &Arc<BTreeSet<String>> {
        &self.familiar
    }

    /// The streak as of today.
    #[must_use]
    pub const fn streak(&self) -> &Streak {
        &self.streak
    }

    /// What was done day by day.
    #[must_use]
    pub const fn days(&self) -> &BTreeMap<NaiveDate, DayTotal> {
        &self.days
    }

    /// Today, which begins at the day-start hour.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// The streak as it will be once a session of today is in the history.
    #[must_use]
    pub fn streak_with(&self, completed: bool, seconds: u64, settings: &Settings) -> Streak {
        let mut days = self.days.clone();
        let today = days.entry(self.today).or_default();
        today.sessions += 1;
        today.completed += u32::from(completed);
        today.seconds += seconds;
        let rests = self.history.as_ref().map(History::rests).unwrap_or_default();
        Streak::reckon(&days, &rests, self.today, &rules(settings))
    }

    /// The full records of sessions and check-ins of the last `count` days.
    #[must_use]
    pub fn last_days(&self, count: i64, settings: &Settings) -> Vec<Record> {
        let Some(history) = &self.history else {
            return Vec::new();
        };
        let from = self.today - TimeDelta::days(count - 1);
        let recent = history.entries().iter().rev().take_while(|entry| {
            // Entries are in the order of instants; a day's slack covers every time zone.
            day_of(entry.at, settings.day_start_hour) >= from - TimeDelta::days(2)
        });
        recent
            .filter(|entry| !matches!(entry.kind, EntryKind::Rest { .. }))
            .filter(|entry| day_of(entry.at, settings.day_start_hour) >= from)
            .filter_map(|entry| history.record(entry).ok())
            .collect()
    }

    /// Totals of the last 28 days.
    #[must_use]
    pub fn four_weeks(&self, settings: &Settings) -> Statistics {
        let records = self.last_days(28, settings);
        Statistics::reckon(&records, &(self.today - TimeDelta::days(27)..=self.today), settings.day_start_hour)
    }
}

/// `6-day streak`, or what to say where there is none.
#[must_use]
pub fn in_words(streak: &Streak) -> String {
    match streak.current {
        0 => "no streak yet".to_owned(),
        days => format!("{days}-day streak"),
    }
}
