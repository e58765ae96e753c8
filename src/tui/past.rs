//! What the screens show of the history: derived from it, never kept beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::history::comfort::TOLD_BEFORE;
use crate::history::statistics;
use crate::history::streak::DayTotal;
use crate::history::{EntryKind, History, Kind, Record, Rests, Rules, Streak, day_of};
use crate::settings::Settings;
use crate::suggestion::Habits;

/// What the screens show of the history.
#[derive(Debug, Default)]
pub struct Past {
    history: Option<History>,
    days: BTreeMap<NaiveDate, DayTotal>,
    streak: Streak,
    today: NaiveDate,
    /// In how many of the newest sessions each exercise was done to its end.
    practised: BTreeMap<String, usize>,
    familiar: Arc<BTreeSet<String>>,
    rests: Rests,
    habits: Habits,
}

/// Whoever has not met an exercise in this many sessions may have forgotten it.
const RECENT_SESSIONS: usize = 60;

/// The exercises that need no more than their name.
#[must_use]
pub fn familiar(history: &History, settings: &Settings) -> Arc<BTreeSet<String>> {
    known_well(&practised(history), settings)
}

fn practised(history: &History) -> BTreeMap<String, usize> {
    statistics::practised(&history.newest_sessions(RECENT_SESSIONS))
}

/// Those done at least as often as the settings ask for; none where they ask for 0.
fn known_well(practised: &BTreeMap<String, usize>, settings: &Settings) -> Arc<BTreeSet<String>> {
    let enough = usize::from(settings.brief_after);
    let known = practised.iter().filter(|(_, times)| enough > 0 && **times >= enough);
    Arc::new(known.map(|(exercise, _)| exercise.clone()).collect())
}

/// The rules of the streak, as chosen.
#[must_use]
pub const fn rules(settings: &Settings) -> Rules {
    Rules {
        day_start_hour: settings.day_start_hour,
        grace_per_week: settings.grace_per_week,
        least_secs: settings.least_active_secs as u32,
    }
}

impl Past {
    /// What follows from `history` on the day of `now`.
    #[must_use]
    pub fn of(history: History, settings: &Settings, now: DateTime<FixedOffset>) -> Self {
        let mut past = Self { practised: practised(&history), history: Some(history), ..Self::default() };
        past.reckon(settings, now);
        past
    }

    /// Counts anew: the day or the rules have changed.
    pub fn reckon(&mut self, settings: &Settings, now: DateTime<FixedOffset>) {
        self.today = day_of(now, settings.day_start_hour);
        if let Some(history) = &self.history {
            self.days = history.days(settings.day_start_hour);
            self.rests = history.rests(settings.day_start_hour);
            self.familiar = known_well(&self.practised, settings);
            self.streak = Streak::reckon(&self.days, &self.rests, self.today, &rules(settings));
            self.habits = Habits::of(history, now, settings.day_start_hour);
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

    /// The days declared free.
    #[must_use]
    pub const fn rests(&self) -> &Rests {
        &self.rests
    }

    /// What is usual for this person.
    #[must_use]
    pub const fn habits(&self) -> &Habits {
        &self.habits
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
        Streak::reckon(&days, &self.rests, self.today, &rules(settings))
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
        let told = recent
            .filter(|entry| matches!(entry.kind, EntryKind::Session { .. } | EntryKind::CheckIn))
            .filter(|entry| day_of(entry.at, settings.day_start_hour) >= from);
        history.records(told)
    }

    /// Seconds of stretching by the hour at which sessions began, of all of the history.
    #[must_use]
    pub fn hours(&self) -> [u64; 24] {
        let entries = self.history.as_ref().map(History::entries).unwrap_or_default();
        statistics::hours(entries.iter().filter_map(|entry| match entry.kind {
            EntryKind::Session { active_secs, .. } => Some((entry.at, active_secs)),
            _ => None,
        }))
    }

    /// The tension told of each area in check-ins shortly before `moment`, the newest of each: how it was before a session
    /// that began then.
    #[must_use]
    pub fn told_before(&self, moment: DateTime<FixedOffset>) -> BTreeMap<String, u8> {
        let Some(history) = &self.history else {
            return BTreeMap::new();
        };
        let earliest = moment.checked_sub_signed(TOLD_BEFORE).unwrap_or(moment);
        let near = history.entries().iter().rev().skip_while(|entry| entry.at > moment);
        let near = near.take_while(|entry| entry.at >= earliest).filter(|entry| entry.kind == EntryKind::CheckIn);
        let mut told = BTreeMap::new();
        for record in history.records(near) {
            if let Kind::CheckIn { area, tension, .. } = record.kind {
                told.entry(area).or_insert(tension);
            }
        }
        told
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
