//! Tests of the suggestions, and of the cases without one.

use super::*;
use crate::history::{Liking, Session, StepOutcome, StepRecord};
use crate::library::Library;
use crate::session::Plan;

fn at(day: u32, hour: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T{hour:02}:10:00+01:00")).unwrap()
}

fn session(day: u32, hour: u32, routine: &str, areas: &[&str], minutes: u32) -> Record {
    let step = |area: &&str| StepRecord { areas: vec![(*area).to_owned()], secs: 30, ..StepRecord::default() };
    let session = Session {
        routine: routine.to_owned(),
        completed: true,
        planned_secs: minutes * 60,
        active_secs: minutes * 60,
        steps: areas.iter().map(step).collect(),
        ..Session::default()
    };
    Record::new(at(day, hour), Kind::Session(session))
}

fn hurt(day: u32, exercise: &str) -> Record {
    let step = StepRecord { exercise: exercise.to_owned(), outcome: StepOutcome::Stopped, ..StepRecord::default() };
    Record::new(at(day, 9), Kind::Session(Session { steps: vec![step], ..Session::default() }))
}

fn suggested(records: &[Record], ouch_days: u8) -> Option<Suggestion> {
    let library = Library::built_in();
    let now = at(20, 9);
    let habits = Habits::seen(records, now.date_naive(), 3);
    suggested_to(&habits, ouch_days, &BTreeMap::new(), &Profile::default(), library.routines(), now)
}

fn suggested_to(
    habits: &Habits,
    ouch_days: u8,
    today: &BTreeMap<String, (u8, bool)>,
    profile: &Profile,
    routines: &[Routine],
    now: DateTime<FixedOffset>,
) -> Option<Suggestion> {
    let tastes = &Tastes::default();
    let situation = Situation { habits, ouch_days, today, profile, tastes, is_new: false };
    suggest(routines, |routine| Plan::of(routine).total(), &situation, now)
}

/// What is suggested on a day on which the trapezius is so tense, or limits the person.
fn on_a_day(tension: u8, limits: bool) -> Suggestion {
    let library = Library::built_in();
    let now = at(20, 9);
    let habits = Habits::seen(&mornings(), now.date_naive(), 3);
    let today = [("trapezius".to_owned(), (tension, limits))].into();
    suggested_to(&habits, 7, &today, &Profile::default(), library.routines(), now).unwrap()
}

#[test]
fn a_day_with_much_tension_is_for_the_gentle_routine_and_one_with_less_is_not() {
    let gentle = on_a_day(6, false);
    assert_eq!(
        (gentle.routine.as_str(), gentle.why.as_str()),
        ("gentle-flare-7", "Tension in your trapezius is 6 of 10 today: go gently.")
    );
    assert_ne!(on_a_day(5, false).routine, "gentle-flare-7");
}

#[test]
fn a_day_that_is_limited_is_for_the_gentle_routine_whatever_the_score() {
    let gentle = on_a_day(2, true);
    assert_eq!(gentle.routine, "gentle-flare-7");
    assert_eq!(gentle.why, "Your day is limited by your trapezius: go gently, and see a clinician.");
}

#[test]
fn nothing_is_suggested_that_needs_what_is_not_at_hand_or_a_position_that_is_not_wanted() {
    let library = Library::built_in();
    let now = at(20, 9);
    let habits = Habits::seen(&mornings(), now.date_naive(), 3);
    let to = |profile: &Profile| {
        let suggestion = suggested_to(&habits, 7, &BTreeMap::new(), profile, library.routines(), now).unwrap();
        library.routine(&suggestion.routine).unwrap().clone()
    };
    let first = to(&Profile::default());
    let position = first.steps[0].position.word().to_owned();
    let elsewhere = to(&Profile { avoids: [position.clone()].into(), ..Profile::default() });
    assert!(elsewhere.steps.iter().all(|step| step.position.word() != position), "{}", elsewhere.id);
    let lacks = first.equipment.iter().cloned().collect();
    let without = to(&Profile { lacks, ..Profile::default() });
    assert!(first.equipment.is_empty() || without.id != first.id);
}

fn mornings() -> Vec<Record> {
    let necks = [10, 12, 15, 19].map(|day| session(day, 9, "neck-ease-5", &["neck", "trapezius"], 4));
    necks.into_iter().chain([session(14, 9, "desk-back-3", &["lower-back"], 4)]).collect()
}

#[test]
fn the_first_session_is_for_somebody_new_and_for_nobody_else() {
    let library = Library::built_in();
    let now = at(20, 9);
    let of = |records: &[Record], is_new| {
        let habits = Habits::seen(records, now.date_naive(), 3);
        let (today, profile) = (BTreeMap::new(), Profile::default());
        let tastes = Tastes::default();
        let situation =
            Situation { habits: &habits, ouch_days: 7, today: &today, profile: &profile, tastes: &tastes, is_new };
        let total = |routine: &Routine| Plan::of(routine).total();
        suggest(library.routines(), total, &situation, now).map(|suggested| suggested.routine)
    };
    assert_eq!(of(&[], true).as_deref(), Some("first-session-5"));
    let areas = ["trapezius", "neck", "lower-back", "glutes", "wrists"];
    for (day, area) in areas.into_iter().enumerate() {
        let others: Vec<Record> =
            areas.iter().filter(|of| **of != area).map(|of| session(19, 9, "x", &[of], 6)).collect();
        let waits = session(10 + u32::try_from(day).unwrap(), 9, "x", &[area], 6);
        let records: Vec<Record> = others.into_iter().chain([waits]).collect();
        assert_ne!(of(&records, false).as_deref(), Some("first-session-5"), "{area}");
    }
}

#[test]
fn without_a_history_nothing_is_suggested() {
    assert_eq!(suggested(&[], 7), None);
}

#[test]
fn the_area_that_waited_longest_comes_next_within_the_time_of_this_hour() {
    let suggestion = suggested(&mornings(), 7).unwrap();
    assert_eq!(suggestion.why, "6 days since you stretched your lower back; you usually have 4 minutes at this hour.");
    let library = Library::built_in();
    let routine = library.routine(&suggestion.routine).unwrap();
    assert!(routine.areas.iter().any(|area| area.word() == "lower-back"));
    assert!(Plan::of(routine).total() <= Duration::from_secs(4 * 60 + 45), "{}", routine.id);
}

#[test]
fn an_hour_without_a_habit_promises_no_time() {
    let evenings: Vec<Record> = [14, 15].map(|day| session(day, 20, "x", &["glutes"], 10)).into();
    assert_eq!(suggested(&evenings, 7).unwrap().why, "5 days since you stretched your glutes.");
}

#[test]
fn what_hurt_is_not_suggested_for_a_week() {
    let first = suggested(&mornings(), 7).unwrap().routine;
    let exercise = Library::built_in().routine(&first).unwrap().steps[0].exercise.id.clone();
    let with = |day| mornings().into_iter().chain([hurt(day, &exercise)]).collect::<Vec<_>>();
    assert_ne!(suggested(&with(14), 7).unwrap().routine, first, "six days ago");
    assert_eq!(suggested(&with(13), 7).unwrap().routine, first, "a week ago");
    assert_eq!(suggested(&with(14), 0).unwrap().routine, first, "not wanted");
}

#[test]
fn the_one_not_done_for_longest_comes_first() {
    let mut records: Vec<Record> = [10, 12, 14].map(|day| session(day, 9, "x", &["lower-back"], 12)).into();
    let first = suggested(&records, 7).unwrap().routine;
    records.push(session(13, 9, &first, &["lower-back"], 12));
    let second = suggested(&records, 7).unwrap().routine;
    assert_ne!(second, first);
    records.push(session(14, 9, &second, &["lower-back"], 12));
    assert!(![&first, &second].contains(&&suggested(&records, 7).unwrap().routine));
}

#[test]
fn the_order_of_the_log_changes_nothing() {
    let mut backwards = mornings();
    backwards.reverse();
    assert_eq!(suggested(&backwards, 7), suggested(&mornings(), 7));
}

/// What is suggested of `routines` after these mornings to somebody with this mark.
fn suggested_with(of: &str, is: Liking, routines: &[Routine]) -> String {
    let now = at(20, 9);
    let habits = Habits::seen(&mornings(), now.date_naive(), 3);
    let tastes = Tastes::told([&Tastes::default().record(at(1, 9), of, is)]);
    let (today, profile) = (BTreeMap::new(), Profile::default());
    let situation =
        Situation { habits: &habits, ouch_days: 7, today: &today, profile: &profile, tastes: &tastes, is_new: false };
    suggest(routines, |routine| Plan::of(routine).total(), &situation, now).unwrap().routine
}

#[test]
fn what_is_never_wanted_is_not_suggested_nor_what_holds_it() {
    let library = Library::built_in();
    let suggested = |of: &str, is| suggested_with(of, is, library.routines());
    let usual = suggested("nothing", Liking::Neither);
    assert_ne!(suggested(&usual, Liking::Never), usual);
    let exercise = &library.routine(&usual).unwrap().steps[0].exercise.id;
    let other = suggested(exercise, Liking::Never);
    assert!(library.routine(&other).unwrap().steps.iter().all(|step| step.exercise.id != *exercise), "{other}");
}

#[test]
fn of_routines_that_are_due_alike_a_favourite_is_suggested() {
    let library = Library::built_in();
    let usual = suggested_with("nothing", Liking::Neither, library.routines());
    let copy = |id: &str| Routine { id: id.to_owned(), ..library.routine(&usual).unwrap().clone() };
    let alike = [copy("one"), copy("other")];
    assert_eq!(suggested_with("nothing", Liking::Neither, &alike), "one");
    assert_eq!(suggested_with("other", Liking::Favourite, &alike), "other");
}

#[test]
fn nobody_at_a_desk_is_sent_to_a_car() {
    let library = Library::built_in();
    let on_the_way = library.routines().iter().filter(|routine| routine.on_the_way).count();
    assert_eq!(on_the_way, 2);
    let now = at(20, 9);
    // Every area waits in its turn, in the time that a stop on a long drive takes.
    for area in ["neck", "trapezius", "lower-back", "glutes"] {
        let records = [3, 4, 5].map(|day| session(day, 9, "steady-base-9", &[area], 4));
        let habits = Habits::seen(&records, now.date_naive(), 3);
        let suggestion =
            suggested_to(&habits, 7, &BTreeMap::new(), &Profile::default(), library.routines(), now).unwrap();
        let routine = library.routine(&suggestion.routine).unwrap();
        assert!(!routine.on_the_way, "{area}: {}", routine.title);
    }
}
