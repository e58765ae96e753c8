//! Suggestion: the next routine, and the reason, from the history alone. Pure: now is an argument, and the same history
//! gives the same suggestion.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Timelike};

use crate::areas::{Area, label_of};
use crate::history::{Kind, Profile, Record, Tastes, day_of};
use crate::practice::fit::GENTLE_FROM;
use crate::practice::routine::{Change, How};
use crate::practice::{Hurt, Routine, Step};

/// The time that habits reach back, in days: eight weeks, so that a season's hours count and last year's do not.
const HABIT_DAYS: i64 = 56;
/// The largest distance between a time of day and the start of a session that counts for it, in minutes.
const NEAR: u32 = 90;
/// The fewest sessions that make a habit of an hour.
const FEWEST: usize = 3;
/// The time that is looked for if nothing tells how much there is: enough to matter, and soon done.
pub const USUAL: Duration = Duration::from_mins(5);
/// The excess that a routine may have over the time: one of "5 minutes" may take a little more.
const SLACK: Duration = Duration::from_secs(45);

/// The habits of a person, as far as the last eight weeks tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {
    today: NaiveDate,
    /// The last day on which each area was stretched.
    areas: BTreeMap<String, NaiveDate>,
    /// The last day of each routine.
    routines: BTreeMap<String, NaiveDate>,
    /// The last day on which each exercise was done.
    exercises: BTreeMap<String, NaiveDate>,
    /// The last day on which each exercise hurt.
    hurt: BTreeMap<String, NaiveDate>,
    /// The last day on which a session was stopped in each exercise for signs that need help at once.
    alarms: BTreeMap<String, NaiveDate>,
    /// The last day on which an exercise for each area hurt.
    hurt_areas: BTreeMap<String, NaiveDate>,
    /// The last day on which pain was sharp or spread in each area.
    sharp_areas: BTreeMap<String, NaiveDate>,
    /// The start of each session, in minutes of the day, and the time it took.
    sessions: Vec<(u32, Duration)>,
}

/// A routine to do next, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The id of the routine.
    pub routine: String,
    /// The reason, in words.
    pub why: String,
}

impl Habits {
    /// The habits that these records show in the eight weeks up to `today`.
    #[must_use]
    pub fn seen(records: &[Record], today: NaiveDate, day_start_hour: u8) -> Self {
        let mut habits = Self { today, ..Self::default() };
        for record in records {
            let Kind::Session(session) = &record.kind else { continue };
            let day = day_of(record.at, day_start_hour);
            if !(0..HABIT_DAYS).contains(&today.signed_duration_since(day).num_days()) {
                continue;
            }
            let latest = |days: &mut BTreeMap<String, NaiveDate>, what: &str| {
                let last = days.entry(what.to_owned()).or_insert(day);
                *last = day.max(*last);
            };
            latest(&mut habits.routines, &session.routine);
            for step in &session.steps {
                let hurts = step.hurts();
                if !hurts.is_empty() {
                    latest(&mut habits.hurt, &step.exercise);
                    step.areas.iter().for_each(|area| latest(&mut habits.hurt_areas, area));
                }
                if hurts.contains(&Some(Hurt::Emergency)) {
                    latest(&mut habits.alarms, &step.exercise);
                }
                if hurts.into_iter().flatten().any(Hurt::ends_its_area) {
                    step.areas.iter().for_each(|area| latest(&mut habits.sharp_areas, area));
                }
                if step.secs > 0 {
                    latest(&mut habits.exercises, &step.exercise);
                    step.areas.iter().for_each(|area| latest(&mut habits.areas, area));
                }
            }
            // Paused time is not time that was there to spend.
            if session.completed {
                let length = Duration::from_secs(session.planned_secs.max(session.active_secs).into());
                habits.sessions.push((record.at.hour() * 60 + record.at.minute(), length));
            }
        }
        habits
    }

    /// The day on which `exercise` last hurt, if that was within `days`, today included.
    #[must_use]
    pub fn hurt(&self, exercise: &str, days: u8) -> Option<NaiveDate> {
        let day = *self.hurt.get(exercise)?;
        (day > self.today - TimeDelta::days(days.into())).then_some(day)
    }

    /// Returns `true` if an exercise of `routine` hurt within `days`, today included.
    #[must_use]
    pub fn hurt_in(&self, routine: &Routine, days: u8) -> bool {
        routine.steps.iter().any(|step| self.hurt(&step.exercise.id, days).is_some())
    }

    /// The last day of these weeks on which the area with this id was stretched.
    #[must_use]
    pub fn last(&self, area: &str) -> Option<NaiveDate> {
        self.areas.get(area).copied()
    }

    /// The last day of these weeks on which the routine with this id was done.
    #[must_use]
    pub fn last_of_routine(&self, routine: &str) -> Option<NaiveDate> {
        self.routines.get(routine).copied()
    }

    /// The days since the area with this id was stretched, if it was in these weeks.
    #[must_use]
    pub fn days_since(&self, area: &str) -> Option<i64> {
        self.areas.get(area).map(|day| self.today.signed_duration_since(*day).num_days())
    }

    /// The days since the exercise with this id was done, if it was in these weeks.
    #[must_use]
    pub fn days_since_exercise(&self, exercise: &str) -> Option<i64> {
        self.exercises.get(exercise).map(|day| self.today.signed_duration_since(*day).num_days())
    }

    /// Returns `true` if a session was stopped in `exercise` on `day` for signs that need help at once.
    #[must_use]
    pub fn was_an_alarm(&self, exercise: &str, day: NaiveDate) -> bool {
        self.alarms.get(exercise) == Some(&day)
    }

    /// The areas that hurt within `days`, today included, each with the day.
    #[must_use]
    pub fn hurt_areas(&self, days: u8) -> BTreeMap<String, NaiveDate> {
        let first = self.today - TimeDelta::days(days.into());
        self.hurt_areas.iter().filter(|(_, day)| **day > first).map(|(area, day)| (area.clone(), *day)).collect()
    }

    /// The areas in which pain was sharp or spread today.
    #[must_use]
    pub fn sharp_today(&self) -> BTreeSet<String> {
        self.sharp_areas.iter().filter(|(_, day)| **day == self.today).map(|(area, _)| area.clone()).collect()
    }

    /// The time that sessions near this time of day usually take: their median.
    #[must_use]
    pub fn usual_time(&self, now: DateTime<FixedOffset>) -> Option<Duration> {
        let minute = now.hour() * 60 + now.minute();
        let apart = |other: u32| minute.abs_diff(other).min(24 * 60 - minute.abs_diff(other));
        let mut near: Vec<Duration> =
            self.sessions.iter().filter(|(began, _)| apart(*began) <= NEAR).map(|(_, length)| *length).collect();
        near.sort_unstable();
        (near.len() >= FEWEST).then(|| near[near.len() / 2])
    }

    /// The one of `areas` that has waited longest, of those stretched in these weeks, and its last day. Where none of these
    /// waits, it is one that was not stretched at all.
    fn neglected<'a>(&self, areas: &BTreeSet<&'a Area>) -> Option<(&'a Area, Option<NaiveDate>)> {
        let last = |area: &Area| self.areas.get(area.word()).copied();
        let waited = areas.iter().filter_map(|area| Some((*area, last(area)?))).min_by_key(|(_, day)| *day)?;
        let does_wait = self.today.signed_duration_since(waited.1).num_days() > 1;
        let never = areas.iter().find(|area| last(area).is_none()).filter(|_| !does_wait);
        Some(never.map_or((waited.0, Some(waited.1)), |area| (*area, None)))
    }
}

/// The situation in which something is suggested to a person.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The habits.
    pub habits: &'a Habits,
    /// For so many days after an exercise hurt, no routine with it is suggested.
    pub ouch_days: u8,
    /// The tension of each area today, by id, and whether it limits daily life.
    pub today: &'a BTreeMap<String, (u8, bool)>,
    /// What the person said of themselves.
    pub profile: &'a Profile,
    /// What they like, and what they never want.
    pub tastes: &'a Tastes,
    /// `true` if they have not done a session yet.
    pub is_new: bool,
}

/// Suggests one of `routines`, each with the time it takes: on a day on which an area is very tense or limits the person,
/// the gentle one; else the one for the area that has waited longest that fits into the time usual at this hour, holds
/// nothing that hurt lately, needs nothing that is not at hand and no position that is not wanted, is not for the way, and was
/// not done for longest. If none fits, it is the shortest; `None` if there is no history to go by.
#[must_use]
pub fn suggest(
    routines: &[Routine],
    total: impl Fn(&Routine) -> Duration,
    situation: &Situation<'_>,
    now: DateTime<FixedOffset>,
) -> Option<Suggestion> {
    let Situation { habits, ouch_days, profile, .. } = *situation;
    if let Some(gentle) = gentle(routines, situation) {
        return Some(gentle);
    }
    // On a day for the gentle routine, one that is not gentle is no substitute for it.
    if needs_gentle(situation).is_some() && routines.iter().any(|routine| routine.gentle) {
        return None;
    }
    let wanted = || routines.iter().filter(|routine| situation.wants(routine));
    if situation.is_new {
        let first = wanted().find(|routine| routine.first)?;
        let why = "The basics, gently: a good place to begin.".to_owned();
        return Some(Suggestion { routine: first.id.clone(), why });
    }
    let (area, last) = habits.neglected(&wanted().flat_map(|routine| &routine.areas).collect())?;
    let time = habits.usual_time(now);
    let suits = |routine: &Routine| {
        let is_wanted = |step: &Step| !profile.avoids.contains(step.position.word());
        let is_kept = |change: &Change| change.how == How::Kept;
        !routine.first
            && !routine.on_the_way
            && !habits.hurt_in(routine, ouch_days)
            && routine.steps.iter().all(is_wanted)
            && !routine.equipment.iter().any(|thing| profile.lacks.contains(thing))
            && !routine.changes.iter().any(is_kept)
    };
    let candidates = wanted().filter(|routine| routine.areas.contains(area) && suits(routine));
    let candidates: Vec<(&Routine, Duration)> = candidates.map(|routine| (routine, total(routine))).collect();
    let fits = |length: Duration| length <= time.unwrap_or(USUAL) + SLACK;
    let (fitting, longer): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|(_, length)| fits(*length));
    let best = fitting.iter().min_by_key(|(routine, length)| {
        let place = routine.areas.iter().position(|of| of == area);
        let is_other = !situation.tastes.favourites().contains(&routine.id);
        // Most of the time that is there, of those that are for this area before all others.
        (place, habits.routines.get(&routine.id), is_other, std::cmp::Reverse(*length), &routine.id)
    });
    // Where nothing is short enough, the shortest is nearest to it.
    let (routine, length) = best.or_else(|| {
        longer.iter().min_by_key(|(routine, length)| {
            (*length, !situation.tastes.favourites().contains(&routine.id), &routine.id)
        })
    })?;
    let room = time.filter(|_| fits(*length)).map(|time| match (time.as_secs() + 30) / 60 {
        0 | 1 => "; you usually have a minute at this hour".to_owned(),
        minutes => format!("; you usually have {minutes} minutes at this hour"),
    });
    let waited = match last.map(|last| habits.today.signed_duration_since(last).num_days()) {
        None => format!("You have not stretched your {} lately", area.label()),
        Some(0) => "You have stretched every area today. One more".to_owned(),
        Some(1) => format!("Your {} had its turn yesterday, the others since", area.label()),
        Some(days) => format!("{days} days since you stretched your {}", area.label()),
    };
    let why = format!("{waited}{}.", room.unwrap_or_default());
    Some(Suggestion { routine: routine.id.clone(), why })
}

/// The gentle routine, on a day on which it is what suits.
#[must_use]
pub fn gentle(routines: &[Routine], situation: &Situation<'_>) -> Option<Suggestion> {
    let (area, tension, is_limited) = needs_gentle(situation)?;
    let routine = routines.iter().find(|routine| routine.gentle && situation.wants(routine))?;
    let area_is = label_of(area);
    let why = if is_limited {
        format!("Your day is limited by your {area_is}: go gently, and see a clinician.")
    } else {
        format!("Tension in your {area_is} is {tension} of 10 today: go gently.")
    };
    Some(Suggestion { routine: routine.id.clone(), why })
}

/// The area that makes this a day for the gentle routine: its id, its tension, and whether it limits daily life.
fn needs_gentle<'a>(situation: &Situation<'a>) -> Option<(&'a str, u8, bool)> {
    let worst = situation.today.iter().max_by_key(|(_, (tension, limits))| (*limits, *tension));
    let (area, (tension, limits)) = worst.filter(|(_, (tension, limits))| *limits || *tension >= GENTLE_FROM)?;
    Some((area, *tension, *limits))
}

impl Situation<'_> {
    /// Returns `true` unless they never want the routine, or one of its exercises.
    #[must_use]
    pub fn wants(&self, routine: &Routine) -> bool {
        let never = self.tastes.never();
        !never.contains(&routine.id) && !routine.steps.iter().any(|step| never.contains(&step.exercise.id))
    }
}

#[cfg(test)]
mod tests;
