//! Digest: the parts of the history that are shown, derived from it and never kept beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Weekday};

use crate::coach::experiment::{self, Trial};
use crate::coach::{Doses, Person};
use crate::history::advice::{self, Advice, Rule};
use crate::history::comfort::{TOLD_BEFORE, Worse};
use crate::history::goal::{self, Short, Week};
use crate::history::record::{Doing, Experiment};
use crate::history::statistics;
use crate::history::streak::DayTotal;
use crate::history::{Entry, History, Kind, Profile, Record, Rests, Rules, Streak, Symptoms, Tastes, day_of};
use crate::practice::{Exercise, Needs};
use crate::settings::Settings;
use crate::suggestion::{Habits, Situation};

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
    /// What was done in programmes and with them, in order.
    of_programs: Vec<Record>,
    /// What was said of experiments, and the sessions of the newest, in order.
    of_experiments: Vec<Record>,
    /// What the person said of themselves last, and when.
    profile: Option<(DateTime<FixedOffset>, Profile)>,
    tastes: Tastes,
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

/// A moment for a record that is to count after `last`: now, unless that is before it by less than a day.
fn later(now: DateTime<FixedOffset>, last: Option<&Record>) -> DateTime<FixedOffset> {
    let after = last.map(|record| record.at + TimeDelta::seconds(1));
    after
        .filter(|after| *after > now && *after - now < TimeDelta::days(1))
        .map_or(now, |after| after.with_timezone(now.offset()))
}

impl Digest {
    /// The digest of `history` on the day of `now`.
    #[must_use]
    pub fn of(history: History, settings: &Settings, now: DateTime<FixedOffset>) -> Self {
        let practised = statistics::practised(&history.newest_sessions(RECENT_SESSIONS));
        let mut digest = Self { practised, history: Some(history), ..Self::default() };
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
            self.of_programs = history.of_programs();
            self.of_experiments = history.of_experiments(experiment::DAYS);
            self.profile = history.profile();
            self.tastes = history.tastes();
            self.read_for = Some((self.today, hour));
        }
        self.familiar = known_well(&self.practised, settings);
        self.streak = Streak::count(&self.days, &self.rests, self.today, &rules(settings));
    }

    /// The history that was read, for another to make a digest of.
    #[must_use]
    pub fn into_history(self) -> Option<History> {
        self.history
    }

    /// The history, if it has been read.
    #[must_use]
    pub const fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// The id of the routine of the newest session of these weeks.
    #[must_use]
    pub fn last_routine(&self) -> Option<&str> {
        self.recent.iter().find_map(|record| match &record.kind {
            Kind::Session(session) => Some(session.routine.as_str()),
            _ => None,
        })
    }

    /// Returns `true` if the history has been read and holds no session.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.history.is_some() && self.days.values().all(|day| day.sessions == 0)
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

    /// The records of programmes: what was done in them and with them, in order.
    #[must_use]
    pub fn of_programs(&self) -> &[Record] {
        &self.of_programs
    }

    /// The record of what the person does with a programme `now`. It is later than all before, so that it counts.
    #[must_use]
    pub fn program_record(&self, now: DateTime<FixedOffset>, program: &str, does: Doing) -> Record {
        let at = later(now, self.of_programs.last());
        Record::new(at, Kind::Program { program: program.to_owned(), does })
    }

    /// The experiment that was begun last.
    #[must_use]
    pub fn trial(&self, hour: u8) -> Option<Trial> {
        Trial::newest(&self.of_experiments, self.today, hour)
    }

    /// The record of an experiment begun or ended `now`. It is later than all before, so that it counts.
    #[must_use]
    pub fn experiment_record(&self, now: DateTime<FixedOffset>, told: Experiment) -> Record {
        let mut told_before = self.of_experiments.iter().filter(|record| matches!(record.kind, Kind::Experiment(_)));
        Record::new(later(now, told_before.next_back()), Kind::Experiment(told))
    }

    /// The habits of this person.
    #[must_use]
    pub const fn habits(&self) -> &Habits {
        &self.habits
    }

    /// What the person said of themselves, if they were asked.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref().map(|(_, profile)| profile)
    }

    /// The record of what the person says of themselves `now`. It is later than the one before: of two, the later counts.
    #[must_use]
    pub fn profile_record(&self, now: DateTime<FixedOffset>, profile: Profile) -> Record {
        let after = self.profile.as_ref().map_or(now, |(before, _)| now.max(*before + TimeDelta::seconds(1)));
        Record::new(after, Kind::Profile(profile))
    }

    /// What the person likes, and what they never want.
    #[must_use]
    pub const fn tastes(&self) -> &Tastes {
        &self.tastes
    }

    /// The needs of the person: what they said of themselves, and what is tense today.
    #[must_use]
    pub fn needs(&self, settings: &Settings) -> Needs {
        let mut yes = self.profile().map(|profile| profile.yes.clone()).unwrap_or_default();
        // Who is past the first months of pregnancy does not lie on the belly either.
        if yes.contains("pregnancy-supine") {
            yes.insert("pregnancy-prone".to_owned());
        }
        let told = self.today_told(settings.day_start_hour);
        let tense = told.into_iter().map(|(area, (tension, _))| (area, tension)).collect();
        let (hurt, sharp) = (self.habits.hurt_areas(settings.ouch_days), self.habits.sharp_today());
        Needs { yes, tense, hurt, sharp, never: self.tastes().never().clone() }
    }

    /// What was done today and in the seven days up to it, beside what should be; `find` knows the exercise with an id.
    #[must_use]
    pub fn doses<'e>(&self, find: impl Fn(&str) -> Option<&'e Arc<Exercise>>, hour: u8) -> Doses {
        Doses::up_to(self.today, &self.recent, find, hour)
    }

    /// The same with a session that is about to be in the history.
    #[must_use]
    pub fn doses_with<'e>(
        &self,
        session: Record,
        find: impl Fn(&str) -> Option<&'e Arc<Exercise>>,
        settings: &Settings,
    ) -> Doses {
        let records: Vec<Record> = std::iter::once(session).chain(self.recent.iter().cloned()).collect();
        Doses::up_to(self.today, &records, find, settings.day_start_hour)
    }

    /// What `make` makes of the situation in which something is suggested.
    pub fn in_situation<T>(&self, settings: &Settings, make: impl FnOnce(&Situation<'_>) -> T) -> T {
        let profile = self.profile().cloned().unwrap_or_default();
        make(&Situation {
            habits: self.habits(),
            ouch_days: settings.ouch_days,
            today: &self.today_told(settings.day_start_hour),
            profile: &profile,
            tastes: self.tastes(),
            is_new: self.is_new(),
        })
    }

    /// The person as sessions are composed for them.
    #[must_use]
    pub fn person(&self, settings: &Settings) -> Person {
        Person {
            needs: self.needs(settings),
            profile: self.profile().cloned(),
            habits: self.habits.clone(),
            week: self.last_seven_days(settings.day_start_hour),
            ouch_days: settings.ouch_days,
            never: self.tastes().never().clone(),
            liked: self.tastes().favourites().clone(),
        }
    }

    /// The tension of each area in the newest check-in of today, and whether it limits daily life.
    #[must_use]
    pub fn today_told(&self, hour: u8) -> BTreeMap<String, (u8, bool)> {
        let mut told = BTreeMap::new();
        for record in self.recent.iter().filter(|record| day_of(record.at, hour) == self.today) {
            if let Kind::CheckIn { area, tension, limits_daily_life } = &record.kind {
                told.entry(area.clone()).or_insert((*tension, *limits_daily_life));
            }
        }
        // The worse of tension and pain decides.
        for record in self.recent.iter().filter(|record| day_of(record.at, hour) == self.today) {
            if let Kind::Symptoms(Symptoms { area, pain: Some(pain), .. }) = &record.kind {
                let of_today = told.entry(area.clone()).or_insert((*pain, false));
                of_today.0 = of_today.0.max(*pain);
            }
        }
        told
    }

    /// The seconds of each area in the last seven days.
    #[must_use]
    pub fn last_seven_days(&self, hour: u8) -> BTreeMap<String, u64> {
        statistics::last_seven_days(&self.recent, self.today, hour)
    }

    /// The newest session of yesterday or the day before, if an area ended worse in it than it began and nothing was told of
    /// the area since.
    #[must_use]
    pub fn ended_worse(&self, hour: u8) -> Option<Worse> {
        let lately = |record: &&Record| (1..=2).contains(&(self.today - day_of(record.at, hour)).num_days());
        let is_session = |record: &&Record| matches!(record.kind, Kind::Session(_));
        let (index, record) = self.recent.iter().enumerate().find(|(_, record)| is_session(record))?;
        let Kind::Session(session) = &record.kind else { return None };
        let since = &self.recent[..index];
        let told = |area: &str| since.iter().any(|record| record.areas().contains(&area));
        let worse = session.areas().into_iter().filter(|area| !told(area)).filter_map(|area| {
            let scores = session.scores(area);
            let (before, after) = (scores.before?, scores.after?);
            (after > before).then(|| Worse { session: record.id.clone(), area: area.to_owned(), before, after })
        });
        worse.max_by_key(|worse| worse.after - worse.before).filter(|_| lately(&record))
    }

    /// Returns `true` if the person is to be asked what suits them: at the start, and after pain that was sharp or spread,
    /// unless they were asked since. `asked` is when they were asked last.
    #[must_use]
    pub fn asks_for_profile(&self, asked: Option<DateTime<FixedOffset>>) -> bool {
        let told = self.profile.as_ref().map(|(at, _)| *at).max(asked);
        let sharp =
            self.advice.iter().filter(|advice| matches!(advice.rule, Rule::Sharp(_))).map(|one| one.latest).max();
        self.history.is_some() && told.is_none_or(|told| sharp.is_some_and(|sharp| sharp > told))
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

    /// The week of today, if it has a goal; it begins on the weekday `first`.
    #[must_use]
    pub fn week(&self, settings: &Settings, first: Weekday) -> Option<Week> {
        self.week_of(&self.days, settings, first)
    }

    /// The same as it will be once a session of today is in the history.
    #[must_use]
    pub fn week_with(&self, completed: bool, seconds: u64, settings: &Settings, first: Weekday) -> Option<Week> {
        self.week_of(&self.days_with(completed, seconds), settings, first)
    }

    fn week_of(&self, days: &BTreeMap<NaiveDate, DayTotal>, settings: &Settings, first: Weekday) -> Option<Week> {
        let least_secs = settings.least_active_secs.into();
        Week::count(settings.goal, days, &self.rests, self.today, first, least_secs)
    }

    /// The area that lacks most of its time in the last seven days.
    #[must_use]
    pub fn short(&self, hour: u8) -> Option<Short> {
        goal::short(&self.recent, self.today, hour)
    }

    /// The seed of the order that steps are put into today.
    #[must_use]
    pub fn order_of_today(&self) -> u64 {
        u64::from(self.today.num_days_from_ce().unsigned_abs())
    }

    /// The streak as it will be once a session of today is in the history.
    #[must_use]
    pub fn streak_with(&self, completed: bool, seconds: u64, settings: &Settings) -> Streak {
        Streak::count(&self.days_with(completed, seconds), &self.rests, self.today, &rules(settings))
    }

    /// The totals of each day with a session of today.
    fn days_with(&self, completed: bool, seconds: u64) -> BTreeMap<NaiveDate, DayTotal> {
        let mut days = self.days.clone();
        let today = days.entry(self.today).or_default();
        today.sessions += 1;
        today.completed += u32::from(completed);
        today.seconds += seconds;
        days
    }

    /// The entry that is `index` places from the newest.
    #[must_use]
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.history.as_ref().and_then(|history| history.entries().iter().rev().nth(index))
    }

    /// At most `most` entries from the one that is `index` places from the newest, newest first.
    pub fn entries_from(&self, index: usize, most: usize) -> impl Iterator<Item = &Entry> {
        self.history.iter().flat_map(|history| history.entries().iter().rev()).skip(index).take(most)
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
