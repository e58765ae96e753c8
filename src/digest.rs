//! Digest: the parts of the history that are shown, derived from it and never kept beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::history::advice::{self, Advice};
use crate::history::comfort::TOLD_BEFORE;
use crate::history::statistics;
use crate::history::streak::DayTotal;
use crate::history::{Entry, History, Kind, Record, Rests, Rules, Streak, day_of};
use crate::settings::Settings;
use crate::suggestion::Habits;

/// The parts of the history that are shown.
#[derive(Debug, Default)]
pub struct Digest {
    history: Option<History>,
    days: BTreeMap<NaiveDate, DayTotal>,
    streak: Streak,
    today: NaiveDate,
    /// The number of the newest sessions in which each exercise was done to its end.
    practised: BTreeMap<String, usize>,
    familiar: Arc<BTreeSet<String>>,
    rests: Rests,
    /// Sessions and check-ins of the last [`RECENT_DAYS`].
    recent: Vec<Record>,
    habits: Habits,
    advice: Vec<Advice>,
    /// The day, and the hour at which it begins, for which the recent records and habits were read.
    read_for: Option<(NaiveDate, u8)>,
}

/// Seconds a day from which the year's picture takes the next shade: something, 3, 8 and 15 minutes.
pub const SHADES: [u64; 4] = [1, 180, 480, 900];
/// The number of weeks shown side by side.
pub const WEEKS: u16 = 12;
/// The days of the weeks shown side by side.
const RECENT_DAYS: i64 = WEEKS as i64 * 7;
/// The number of newest sessions that are looked at: an exercise that is in none of them may have been forgotten.
const RECENT_SESSIONS: usize = 60;

/// The ids of the exercises for which the voice needs to say no more than the name.
#[must_use]
pub fn familiar(history: &History, settings: &Settings) -> Arc<BTreeSet<String>> {
    known_well(&practised(history), settings)
}

fn practised(history: &History) -> BTreeMap<String, usize> {
    statistics::practised(&history.newest_sessions(RECENT_SESSIONS))
}

/// The exercises done at least as often as the settings ask for; none if they ask for 0.
fn known_well(practised: &BTreeMap<String, usize>, settings: &Settings) -> Arc<BTreeSet<String>> {
    let enough = usize::from(settings.brief_after);
    let known = practised.iter().filter(|(_, times)| enough > 0 && **times >= enough);
    Arc::new(known.map(|(exercise, _)| exercise.clone()).collect())
}

/// The rules of the streak, from the settings.
#[must_use]
pub const fn rules(settings: &Settings) -> Rules {
    Rules {
        day_start_hour: settings.day_start_hour,
        grace_per_week: settings.grace_per_week,
        least_secs: settings.least_active_secs as u32,
    }
}

impl Digest {
    /// The digest of `history` on the day of `now`.
    #[must_use]
    pub fn of(history: History, settings: &Settings, now: DateTime<FixedOffset>) -> Self {
        let mut digest = Self { practised: practised(&history), history: Some(history), ..Self::default() };
        digest.count(settings, now);
        digest
    }

    /// Counts anew after a change of the day or the settings. Records are read again only if the days have changed.
    pub fn count(&mut self, settings: &Settings, now: DateTime<FixedOffset>) {
        let hour = settings.day_start_hour;
        let Some(history) = &self.history else {
            self.today = day_of(now, hour);
            return;
        };
        self.today = history.today(now, hour);
        if self.read_for != Some((self.today, hour)) {
            self.days = history.days(hour);
            self.rests = history.rests(hour);
            self.recent = history.last_days(self.today, RECENT_DAYS, hour);
            self.habits = Habits::seen(&self.recent, self.today, hour);
            self.advice = advice::advice(&self.recent, self.today, hour);
            self.read_for = Some((self.today, hour));
        }
        self.familiar = known_well(&self.practised, settings);
        self.streak = Streak::count(&self.days, &self.rests, self.today, &rules(settings));
    }

    /// The history, if it has been read.
    #[must_use]
    pub const fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// The ids of the exercises for which the voice needs to say no more than the name.
    #[must_use]
    pub const fn familiar(&self) -> &Arc<BTreeSet<String>> {
        &self.familiar
    }

    /// The streak as of today.
    #[must_use]
    pub const fn streak(&self) -> &Streak {
        &self.streak
    }

    /// The totals of each day.
    #[must_use]
    pub const fn days(&self) -> &BTreeMap<NaiveDate, DayTotal> {
        &self.days
    }

    /// The days declared free.
    #[must_use]
    pub const fn rests(&self) -> &Rests {
        &self.rests
    }

    /// The habits of this person.
    #[must_use]
    pub const fn habits(&self) -> &Habits {
        &self.habits
    }

    /// What the log shows that a clinician should see, the most urgent first.
    #[must_use]
    pub fn advice(&self) -> &[Advice] {
        &self.advice
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
        Streak::count(&days, &self.rests, self.today, &rules(settings))
    }

    /// The entry that is `index` places from the newest.
    #[must_use]
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.history.as_ref().and_then(|history| history.entries().iter().rev().nth(index))
    }

    /// The number of entries in the history.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.history.as_ref().map_or(0, |history| history.entries().len())
    }

    /// The records of sessions and check-ins of the weeks that the history shows side by side, newest first.
    #[must_use]
    pub fn recent(&self) -> &[Record] {
        &self.recent
    }

    /// The tension of each area in check-ins shortly before `moment`, the newest of each: the tension before a session
    /// that began then.
    #[must_use]
    pub fn told_before(&self, moment: DateTime<FixedOffset>) -> BTreeMap<String, u8> {
        let mut told = BTreeMap::new();
        let before = TimeDelta::zero()..=TOLD_BEFORE;
        for record in self.recent.iter().filter(|record| before.contains(&moment.signed_duration_since(record.at))) {
            if let Kind::CheckIn { area, tension, .. } = &record.kind {
                told.entry(area.clone()).or_insert(*tension);
            }
        }
        told
    }
}
