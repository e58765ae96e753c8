//! Doses: what somebody has had of what a day and a week should have. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};

use crate::history::statistics::last_seven_days;
use crate::history::{Kind as RecordKind, Record, StepOutcome, StepRecord, day_of};
use crate::practice::dose::{OF_A_MUSCLE, OF_A_WEEK};
use crate::practice::{Exercise, Kind};

/// What somebody has had up to a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doses {
    /// The seconds for which each muscle was stretched on the day, on the side that had less, the most first.
    pub muscles: Vec<(String, u64)>,
    /// The seconds of each area in the seven days up to the day.
    pub areas: BTreeMap<String, u64>,
    /// The strength exercises done to their end in these seven days.
    pub sets: u32,
    /// The days of these on which there were any.
    pub days_of_strength: usize,
}

impl Doses {
    /// The doses that `records` hold up to `today`; `find` knows the exercise with an id.
    #[must_use]
    pub fn up_to<'e>(
        today: NaiveDate,
        records: &[Record],
        find: impl Fn(&str) -> Option<&'e Arc<Exercise>>,
        day_start_hour: u8,
    ) -> Self {
        let mut doses = Self { areas: last_seven_days(records, today, day_start_hour), ..Self::default() };
        let mut muscles: BTreeMap<String, u64> = BTreeMap::new();
        let mut days = BTreeSet::new();
        for record in records {
            let RecordKind::Session(session) = &record.kind else { continue };
            let day = day_of(record.at, day_start_hour);
            if !(today - TimeDelta::days(6)..=today).contains(&day) {
                continue;
            }
            for step in &session.steps {
                let Some(exercise) = find(&step.exercise) else { continue };
                if day == today && exercise.kind == Kind::Static {
                    for muscle in exercise.stretched() {
                        *muscles.entry(muscle.to_owned()).or_default() += of_a_side(step);
                    }
                }
                if exercise.is_strength() && matches!(step.outcome, StepOutcome::Done | StepOutcome::Eased) {
                    doses.sets += 1;
                    days.insert(day);
                }
            }
        }
        doses.days_of_strength = days.len();
        doses.muscles = muscles.into_iter().filter(|(_, secs)| *secs > 0).collect();
        doses.muscles.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        doses
    }

    /// The seconds that an area lacks of what it should have in a week.
    #[must_use]
    pub fn lacks(&self, area: &str) -> u64 {
        OF_A_WEEK.as_secs().saturating_sub(self.areas.get(area).copied().unwrap_or(0))
    }
}

/// Returns `true` if a muscle was stretched as long as it should be in a day.
#[must_use]
pub const fn is_enough_of_a_muscle(secs: u64) -> bool {
    Duration::from_secs(secs).as_secs() >= OF_A_MUSCLE.as_secs()
}

/// The seconds of a step on the side that had less.
fn of_a_side(step: &StepRecord) -> u64 {
    let sides = step.left_secs.zip(step.right_secs);
    sides.map_or(step.secs, |(left, right)| left.min(right)).into()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::history::Session;
    use crate::library::Library;

    fn step(exercise: &str, sides: Option<(u32, u32)>, secs: u32, outcome: StepOutcome) -> StepRecord {
        StepRecord {
            exercise: exercise.to_owned(),
            areas: vec!["neck".to_owned()],
            left_secs: sides.map(|(left, _)| left),
            right_secs: sides.map(|(_, right)| right),
            secs,
            outcome,
            ouches: Vec::new(),
        }
    }

    fn doses(sessions: &[(&str, Vec<StepRecord>)]) -> Doses {
        let library = Library::built_in();
        let records: Vec<Record> = sessions
            .iter()
            .map(|(at, steps)| {
                let session = Session { steps: steps.clone(), completed: true, ..Session::default() };
                Record::new(DateTime::parse_from_rfc3339(at).unwrap(), RecordKind::Session(session))
            })
            .collect();
        let today = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        Doses::up_to(today, &records, |id| library.exercise(id), 3)
    }

    #[test]
    fn a_muscle_has_had_what_its_side_with_less_had_today() {
        let one = step("upper-trap-stretch", Some((60, 20)), 80, StepOutcome::Unfinished);
        let told = doses(&[("2026-11-27T10:00:00Z", vec![one.clone()]), ("2026-11-26T10:00:00Z", vec![one])]);
        assert_eq!(told.muscles.iter().map(|(_, secs)| *secs).max(), Some(20));
        assert!(told.muscles.iter().any(|(muscle, _)| muscle == "upper trapezius"), "{told:?}");
    }

    #[test]
    fn strength_is_counted_by_exercises_done_and_by_days() {
        let press = |outcome| step("neck-isometric-front", None, 30, outcome);
        let row = |outcome| step("band-row", None, 32, outcome);
        let told = doses(&[
            ("2026-11-27T10:00:00Z", vec![press(StepOutcome::Done), row(StepOutcome::Unfinished)]),
            ("2026-11-27T15:00:00Z", vec![row(StepOutcome::Done)]),
            ("2026-11-24T15:00:00Z", vec![press(StepOutcome::Eased)]),
            ("2026-11-20T15:00:00Z", vec![press(StepOutcome::Done)]),
        ]);
        assert_eq!((told.sets, told.days_of_strength), (3, 2));
    }

    #[test]
    fn an_area_lacks_what_its_week_has_not_had() {
        let told = doses(&[("2026-11-25T10:00:00Z", vec![step("chin-tuck", None, 100, StepOutcome::Done)])]);
        assert_eq!((told.lacks("neck"), told.lacks("glutes")), (200, 300));
    }
}
