//! An experiment of a person's own: what must hold of its days and of what it finds, and the way through it.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use proptest::prelude::*;

use crate::chance::Chance;
use crate::sandbox::Sandbox;
use supple::coach::experiment::{DAYS, Difference, Standing, Trial, Which, due};
use supple::coach::outcome;
use supple::history::record::{Doing, Experiment};
use supple::history::{Kind, Record, Scores, Session};

const HOUR: u8 = 3;
const NAMES: [&str; 2] = ["Neck ease", "Chin tuck"];

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + TimeDelta::days(number)
}

fn noon(number: i64) -> DateTime<FixedOffset> {
    day(number).and_hms_opt(12, 0, 0).unwrap().and_utc().fixed_offset()
}

fn told(does: Doing, seed: u32, of: Option<&str>) -> Kind {
    Kind::Experiment(Experiment {
        does,
        first: "a".to_owned(),
        second: "b".to_owned(),
        area: "neck".to_owned(),
        seed,
        of: of.map(str::to_owned),
    })
}

fn start(seed: u32) -> Record {
    Record { id: "start".to_owned(), at: noon(0) - TimeDelta::hours(3), kind: told(Doing::Start, seed, None) }
}

fn stop(number: i64) -> Record {
    let at = noon(number) + TimeDelta::hours(1);
    Record { id: "stop".to_owned(), at, kind: told(Doing::Stop, 0, Some("start")) }
}

fn session(number: i64, which: Which, before: u8, after: u8) -> Record {
    let scores = Scores { before: Some(before), after: Some(after) };
    let session = Session {
        routine: if which == Which::First { "a" } else { "b" }.to_owned(),
        completed: true,
        tension: [("neck".to_owned(), scores)].into(),
        ..Session::default()
    };
    Record { id: format!("S{number}"), at: noon(number), kind: Kind::Session(session) }
}

fn other(which: Which) -> Which {
    if which == Which::First { Which::Second } else { Which::First }
}

/// Somebody who does what is due on each day but these, and ends at `after` points of the one and the other.
fn four_weeks(seed: u32, but: impl Fn(i64) -> bool, after: impl Fn(Which, i64) -> u8) -> Vec<Record> {
    let done = (0..DAYS).filter(|number| !but(*number)).map(|number| {
        let which = due(seed, number).unwrap();
        session(number, which, 6, after(which, number))
    });
    std::iter::once(start(seed)).chain(done).collect()
}

fn on(records: &[Record], number: i64) -> Trial {
    Trial::newest(records, day(number), HOUR).unwrap()
}

proptest! {
    #[test]
    fn each_has_fourteen_days_and_at_most_four_in_a_row(seed: u32) {
        let days: Vec<Which> = (0..DAYS).map(|number| due(seed, number).unwrap()).collect();
        prop_assert_eq!(days.iter().filter(|which| **which == Which::First).count(), 14);
        for run in days.chunk_by(|one, next| one == next) {
            prop_assert!((2..=4).contains(&run.len()), "{}", run.len());
        }
        for pair in days.chunks(4) {
            prop_assert_eq!(pair.iter().filter(|which| **which == Which::First).count(), 2);
        }
        prop_assert_eq!((due(seed, -1), due(seed, DAYS)), (None, None));
    }

    #[test]
    fn records_in_any_order_give_one_answer(
        seed: u32,
        scores in prop::collection::vec((0u8..=10, any::<bool>()), 28),
        ends in prop::option::of(1i64..28),
        today in 0i64..40,
        shuffle: u64,
    ) {
        let strays = |number: i64| scores[usize::try_from(number).unwrap()].1 && number % 5 == 0;
        let mut records = four_weeks(seed, strays, |_, number| scores[usize::try_from(number).unwrap()].0);
        records.extend((0..DAYS).filter(|number| strays(*number)).map(|number| session(number, other(due(seed, number).unwrap()), 5, 5)));
        records.extend(ends.map(stop));
        let mut mixed = records.clone();
        let mut chance = Chance(shuffle);
        for place in (1..mixed.len()).rev() {
            mixed.swap(place, chance.below(place + 1));
        }
        prop_assert_eq!(on(&records, today), on(&mixed, today));
    }

    #[test]
    fn what_eases_alike_is_no_difference(seed: u32, after in 0u8..=10) {
        let trial = on(&four_weeks(seed, |_| false, |_, _| after), 40);
        prop_assert_eq!(trial.difference().unwrap().better(), None);
    }

    #[test]
    fn naming_the_two_the_other_way_round_turns_the_answer_round(
        one in prop::collection::vec(-3i8..=6, 8..15),
        two in prop::collection::vec(-3i8..=6, 8..15),
    ) {
        let [one, two] = [one, two].map(|all| all.into_iter().map(f64::from).collect::<Vec<_>>());
        let (found, turned) = (Difference::between(&one, &two).unwrap(), Difference::between(&two, &one).unwrap());
        prop_assert!((found.by + turned.by).abs() < 1e-9 && (found.low + turned.high).abs() < 1e-9);
        prop_assert_eq!(found.better(), turned.better().map(other));
    }
}

/// Whole scores from weeks that are better and worse: how often the interval holds the true difference, of 4,000.
#[test]
fn the_interval_holds_the_truth_about_as_often_as_it_says() {
    let mut chance = Chance(7);
    // A sum of uniform numbers is as good as normal here; the mean is nothing, the spread about 1.4.
    let uniform = |chance: &mut Chance| f64::from(u32::try_from(chance.number(1000)).unwrap()) / 500.0 - 1.0;
    let noise = |chance: &mut Chance| (0..6).map(|_| uniform(chance)).sum::<f64>();
    for (rated, truth) in [(8, 0.0), (8, 1.0), (14, 0.0), (14, 1.0)] {
        let mut held = 0;
        for round in 0..4000_u32 {
            let (mut arms, mut week) = ([Vec::new(), Vec::new()], 0.0);
            for number in 0..DAYS {
                if number % 7 == 0 {
                    week = noise(&mut chance) / 2.0;
                }
                let which = due(round, number).unwrap();
                let more = if which == Which::First { truth } else { 0.0 };
                arms[usize::from(which == Which::Second)].push((2.0 + more + week + noise(&mut chance)).round());
            }
            let found = Difference::between(&arms[0][..rated], &arms[1][..rated]).unwrap();
            held += u32::from((found.low..=found.high).contains(&truth));
        }
        assert!((3720..=3940).contains(&held), "{rated} sessions, a difference of {truth}: {held} of 4,000");
    }
}

#[test]
fn a_difference_is_told_with_its_doubt_once_the_days_are_over() {
    let uneven = |which: Which, number: i64| {
        let eased = if which == Which::First { 2 } else { 4 };
        eased + u8::from(number % 3 == 0)
    };
    let records = four_weeks(5, |_| false, uneven);
    let running = on(&records, 27);
    assert_eq!((running.standing, running.difference()), (Standing::Running, None));
    assert!(outcome::result(&running, NAMES)[0].contains("enough for a result, which comes on 2 Feb"));
    let ended = on(&records, 28);
    assert_eq!((ended.standing, ended.today()), (Standing::Finished, None));
    let told = outcome::result(&ended, NAMES);
    assert!(told[0].starts_with("Neck ease eased your neck by about 1.7 more than Chin tuck (between 1."), "{told:?}");
    assert!(told[0].ends_with("One person, 28 sessions: a hint, not proof."), "{told:?}");
    assert!(told.last().unwrap().contains("no less pain"), "{told:?}");
}

#[test]
fn a_few_sessions_are_no_result() {
    let records = four_weeks(5, |number| number > 6, |_, _| 3);
    let running = outcome::result(&on(&records, 7), NAMES);
    assert_eq!(running[0], "Too few yet: 3 of 8 rated sessions with Neck ease, 4 of 8 with Chin tuck.");
    let ended = outcome::result(&on(&records, 30), NAMES);
    assert!(ended[0].starts_with("Too few for a result: "), "{ended:?}");
}

#[test]
fn the_second_session_of_a_day_does_not_count() {
    let which = due(5, 0).unwrap();
    let mut again = session(0, which, 9, 0);
    again.at += TimeDelta::hours(2);
    again.id = "again".to_owned();
    let trial = on(&[start(5), session(0, which, 6, 5), again], 0);
    assert_eq!(trial.arms.iter().flat_map(|arm| arm.rated.clone()).collect::<Vec<_>>(), [(6, 5)]);
    assert!(trial.done_today);
}

#[test]
fn a_day_that_begins_with_the_other_one_does_not_count() {
    let (wrong, right) = (other(due(5, 0).unwrap()), due(5, 0).unwrap());
    let mut later = session(0, right, 6, 2);
    later.at += TimeDelta::hours(2);
    later.id = "later".to_owned();
    let trial = on(&[start(5), session(0, wrong, 6, 5), later], 0);
    assert_eq!((trial.strayed, trial.arms.iter().map(|arm| arm.rated.len()).sum::<usize>()), (1, 0));
}

#[test]
fn a_session_without_both_ratings_is_named_and_not_counted() {
    let mut unrated = session(0, due(5, 0).unwrap(), 6, 5);
    let Kind::Session(told) = &mut unrated.kind else { panic!() };
    told.tension.get_mut("neck").unwrap().after = None;
    let trial = on(&[start(5), unrated], 0);
    let told = outcome::result(&trial, NAMES);
    assert!(told.contains(&"1 session without a rating before or after: not counted.".to_owned()), "{told:?}");
}

#[test]
fn of_two_that_were_begun_the_newest_runs_and_a_stop_ends_only_its_own() {
    let newer = Record { id: "newer".to_owned(), at: noon(2), kind: told(Doing::Start, 9, None) };
    let trial = on(&[start(5), stop(3), newer], 4);
    assert_eq!((trial.id.as_str(), trial.standing, trial.day), ("newer", Standing::Running, 3));
    assert_eq!(on(&[start(5), stop(3)], 4).standing, Standing::Stopped);
}

#[test]
fn the_command_line_leads_through_an_experiment() {
    let sandbox = Sandbox::new();
    assert!(sandbox.says(&["experiment"]).starts_with("No experiment yet."));
    let started = sandbox.says(&["experiment", "start", "neck-ease-5", "chin-tuck", "--area", "neck"]);
    assert!(started.contains("Day 1 of 28 of your experiment: ") && started.contains("no less pain"), "{started}");
    let json = sandbox.json(&["experiment", "--json"]);
    assert_eq!((&json["standing"], &json["done_today"]), (&"running".into(), &false.into()));
    let done = sandbox.says(&["experiment", "go", "--plain", "--speed", "1000", "--log"]);
    assert!(done.ends_with("supple correct last --tension neck=BEFORE:AFTER\n"), "{done}");
    sandbox.says(&["correct", "last", "--tension", "neck=6:3"]);
    let session = sandbox.records().into_iter().find(|record| record["kind"] == "session").unwrap();
    assert_eq!(session["routine"], json["today"]);
    let told = sandbox.says(&["experiment"]);
    assert!(told.contains("Done for today.") && told.contains(" 1 of 8 "), "{told}");
    let stopped = sandbox.says(&["experiment", "stop"]);
    assert!(stopped.contains("Stopped on day 1 of 28") && stopped.contains("Too few for a result"), "{stopped}");
    assert_eq!(sandbox.json(&["experiment", "--json"])["standing"], "stopped");
    let history = sandbox.says(&["history"]);
    assert!(history.contains("experiment started: Neck ease or Chin tuck, for the neck"), "{history}");
}

#[test]
fn an_experiment_that_could_tell_nothing_is_not_begun() {
    let sandbox = Sandbox::new();
    for (words, answer) in [
        (["neck-ease-5", "neck-ease-5", "neck"], "both are"),
        (["neck-ease-5", "glutes-8", "neck"], "has nothing for the neck"),
        (["neck-ease-5", "chin-tack", "neck"], "Did you mean chin-tuck?"),
        (["neck-ease-5", "chin-tuck", "nec"], "Did you mean neck?"),
    ] {
        let [first, second, area] = words;
        let output = sandbox.supple(&["experiment", "start", first, second, "--area", area]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && told.contains(answer), "{told}");
    }
    assert!(sandbox.says(&["experiment"]).starts_with("No experiment yet."));
}
