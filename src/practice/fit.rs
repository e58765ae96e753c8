//! Fit: a routine as it suits a person. What their answers rule out is left out, or done in its easier version where that
//! is safe for them; what is tense today or hurt lately begins in its easier version. Pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::routine::{self, Change, How, Routine, Step, Why};
use crate::areas::Area;

/// The needs of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// The tags of the screening questions that were answered with yes.
    pub yes: BTreeSet<String>,
    /// The tension of areas today, by id, 0-10.
    pub tense: BTreeMap<String, u8>,
    /// The areas, by id, that hurt lately, each with the day.
    pub hurt: BTreeMap<String, NaiveDate>,
    /// The areas, by id, in which pain was sharp or spread today.
    pub sharp: BTreeSet<String>,
    /// The exercises, by id, that the person never wants.
    pub never: BTreeSet<String>,
}

/// From this tension on the easier version is offered: up to 3 goes on (physiotherapist's review, "What trials say", 1).
pub const EASIER_FROM: u8 = 4;
/// From this tension on it is a day for the gentle routine (the same).
pub const GENTLE_FROM: u8 = 6;

impl Routine {
    /// The routine as it suits a person with these needs. Nobody is refused: where nothing would be left, all of it stays
    /// in its easier version, and its changes say so.
    #[must_use]
    pub fn fitted(&self, needs: &Needs) -> Self {
        let fitted = self.changed(|step| needs.change(step));
        if !fitted.steps.is_empty() {
            return fitted;
        }
        let eased = |step: &Step| Step { eased: !step.exercise.easier.is_empty(), ..step.clone() };
        let steps = self.steps.iter().map(eased).collect();
        let kept = |change| Change { how: How::Kept, ..change };
        Self { steps, changes: fitted.changes.into_iter().map(kept).collect(), ..fitted }
    }

    /// The same, without the exercises that the person never wants: for a session that was chosen for them. Where nothing
    /// else would be left, they stay, and the changes say so.
    #[must_use]
    pub fn fitted_and_wanted(&self, needs: &Needs) -> Self {
        let fitted = self.changed(|step| needs.unwanted(step, How::LeftOut).or_else(|| needs.change(step)));
        if !fitted.steps.is_empty() {
            return fitted;
        }
        let mut fitted = self.fitted(needs);
        let unwanted = self.changed(|step| needs.unwanted(step, How::Stays)).changes;
        fitted.changes.extend(unwanted);
        fitted
    }

    /// The routine with what `change` makes of its steps; perhaps none is left.
    fn changed(&self, change: impl Fn(&Step) -> Option<Change>) -> Self {
        let mut steps = Vec::new();
        let mut changes = Vec::new();
        for passage in self.passages() {
            // All rounds are alike, and a change is told once.
            let mut round = Vec::new();
            for step in self.steps.get(passage.steps).unwrap_or_default() {
                match change(step) {
                    None => round.push(step.clone()),
                    Some(change) => {
                        if change.how == How::Easier {
                            round.push(Step { eased: true, ..step.clone() });
                        }
                        changes.push(change);
                    }
                }
            }
            match (round.first().and_then(|step| step.round), passage.rounds) {
                (Some(of), Some(rounds)) => steps.extend(routine::unrolled(of.block, &round, rounds, passage.rest)),
                _ => steps.append(&mut round),
            }
        }
        Self { steps, changes, ..self.clone() }
    }
}

impl Needs {
    /// The change that is made to a step whose exercise the person never wants.
    fn unwanted(&self, step: &Step, how: How) -> Option<Change> {
        let exercise = &step.exercise;
        self.never.contains(&exercise.id).then(|| Change { exercise: exercise.clone(), how, why: Why::Never })
    }

    /// The change that is made to a step for a person with these needs, if any is: nothing is left out by it that could be
    /// done in the easier version.
    #[must_use]
    pub fn change(&self, step: &Step) -> Option<Change> {
        let needs = self;
        let exercise = &step.exercise;
        let asked = || exercise.skip_if.iter().filter(|tag| needs.yes.contains(*tag));
        let has_easier = !exercise.easier.is_empty();
        if let Some(tag) = asked().find(|tag| !has_easier || !exercise.easier_suits.contains(tag)) {
            return Some(Change { exercise: exercise.clone(), how: How::LeftOut, why: Why::Yes(tag.clone()) });
        }
        if let Some(area) = exercise.areas.iter().find(|area| needs.sharp.contains(area.word())) {
            let why = Why::Sharp(area.word().to_owned());
            return Some(Change { exercise: exercise.clone(), how: How::LeftOut, why });
        }
        let why = asked().next().map(|tag| Why::Yes(tag.clone())).or_else(|| {
            let tension = |area: &Area| Some((area.word().to_owned(), *needs.tense.get(area.word())?));
            let most = exercise.areas.iter().filter_map(tension).max_by_key(|(_, tension)| *tension);
            most.filter(|(_, tension)| *tension >= EASIER_FROM).map(|(area, tension)| Why::Tense(area, tension))
        });
        let why = why.or_else(|| {
            let hurt = |area: &Area| Some(Why::Hurt(area.word().to_owned(), *needs.hurt.get(area.word())?));
            exercise.areas.iter().find_map(hurt)
        });
        why.filter(|_| has_easier).map(|why| Change { exercise: exercise.clone(), how: How::Easier, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    fn routine(id: &str) -> Routine {
        Library::built_in().routine(id).unwrap().clone()
    }

    fn yes(tag: &str) -> Needs {
        Needs { yes: [tag.to_owned()].into(), ..Needs::default() }
    }

    #[test]
    fn without_needs_nothing_changes() {
        for routine in Library::built_in().routines() {
            assert_eq!(routine.fitted(&Needs::default()), *routine);
        }
    }

    #[test]
    fn no_step_that_a_yes_rules_out_is_left_in_full() {
        let library = Library::built_in();
        for (tag, _) in Library::texts().screening {
            for routine in library.routines() {
                let fitted = routine.fitted(&yes(&tag));
                let kept = fitted.changes.iter().any(|change| change.how == How::Kept);
                for step in fitted.steps.iter().filter(|step| step.exercise.skip_if.contains(&tag)) {
                    let suits = step.eased && step.exercise.easier_suits.contains(&tag);
                    assert!(kept || suits, "{tag}: {} in {}", step.exercise.id, routine.id);
                }
                let told = fitted.changes.iter().filter(|change| change.how != How::Easier).count();
                assert!(kept || fitted.steps.len() + told == routine.steps.len(), "{tag} {}", routine.id);
            }
        }
    }

    #[test]
    fn an_area_that_hurt_lately_is_done_the_easier_way() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let needs = Needs { hurt: [("neck".to_owned(), day)].into(), ..Needs::default() };
        let fitted = routine("neck-ease-5").fitted(&needs);
        assert!(fitted.changes.iter().all(|change| change.why == Why::Hurt("neck".to_owned(), day)));
        assert!(!fitted.changes.is_empty());
    }

    #[test]
    fn an_area_in_which_pain_was_sharp_today_is_left_out() {
        let needs = Needs { sharp: ["neck".to_owned()].into(), ..Needs::default() };
        let fitted = routine("neck-ease-5").fitted(&needs);
        assert!(fitted.steps.iter().all(|step| step.exercise.areas.iter().all(|area| area.word() != "neck")));
    }

    #[test]
    fn what_is_never_wanted_is_left_out_of_a_session_that_was_chosen_and_stays_in_a_routine() {
        let routine = routine("neck-ease-5");
        let unwanted = routine.steps[1].exercise.id.clone();
        let needs = Needs { never: [unwanted.clone()].into(), ..Needs::default() };
        assert_eq!(routine.fitted(&needs), routine);
        let fitted = routine.fitted_and_wanted(&needs);
        assert!(fitted.steps.iter().all(|step| step.exercise.id != unwanted));
        assert!(matches!(fitted.changes.as_slice(), [Change { how: How::LeftOut, why: Why::Never, .. }]));
    }

    #[test]
    fn what_is_never_wanted_stays_where_nothing_else_is_left() {
        let routine = routine("neck-ease-5");
        let never = routine.steps.iter().map(|step| step.exercise.id.clone()).collect();
        let fitted = routine.fitted_and_wanted(&Needs { never, ..Needs::default() });
        assert_eq!(fitted.steps, routine.steps);
        assert!(fitted.changes.iter().all(|change| change.how == How::Stays && change.why == Why::Never));
    }

    #[test]
    fn nobody_is_refused() {
        let library = Library::built_in();
        let all =
            Needs { yes: Library::texts().screening.into_iter().map(|(tag, _)| tag).collect(), ..Needs::default() };
        for routine in library.routines() {
            let fitted = routine.fitted(&all);
            assert!(!fitted.steps.is_empty() && fitted.changes.iter().all(|change| matches!(change.why, Why::Yes(_))));
        }
    }

    #[test]
    fn what_is_tense_today_begins_in_its_easier_version_and_what_is_not_does_not() {
        let of = |tension| Needs { tense: [("neck".to_owned(), tension)].into(), ..Needs::default() };
        let routine = routine("neck-ease-5");
        assert_eq!(routine.fitted(&of(3)), routine);
        let fitted = routine.fitted(&of(4));
        assert_eq!(fitted.steps.len(), routine.steps.len());
        for step in &fitted.steps {
            assert_eq!(
                step.eased,
                step.exercise.areas.iter().any(|area| area.word() == "neck"),
                "{}",
                step.exercise.id
            );
        }
    }
}
