//! Programmes over weeks: what must hold of every one, whatever a person does and whenever.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::content::LIBRARY;
use crate::sandbox::{Sandbox, write};
use supple::coach::course::{self, Cause, Standing, Today};
use supple::coach::told;
use supple::history::record::Doing;
use supple::history::{Kind, Ouch, Record, RestDays, Rests, Session, StepOutcome, StepRecord};
use supple::practice::program::{Place, of_session};
use supple::practice::{Felt, Hurt, Program};
use supple::session::Plan;

const HOUR: u8 = 3;

fn program(id: &str) -> &'static Program {
    LIBRARY.program(id).unwrap()
}

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + TimeDelta::days(number)
}

/// Noon of a day, so many hours east of Greenwich.
fn noon(number: i64, east: i32) -> DateTime<FixedOffset> {
    day(number).and_hms_opt(12, 0, 0).unwrap().and_local_timezone(FixedOffset::east_opt(east * 3600).unwrap()).unwrap()
}

fn does(id: &str, number: i64, does: Doing) -> Record {
    let kind = Kind::Program { program: id.to_owned(), does };
    Record { id: format!("{does:?}{number}"), at: noon(number, 0) - TimeDelta::hours(3), kind }
}

/// What somebody did on a day.
#[derive(Debug, Clone, Copy)]
struct Did {
    completed: bool,
    felt: Option<Felt>,
    hurt: bool,
}

const DONE: Did = Did { completed: true, felt: None, hurt: false };
const EASY: Did = Did { felt: Some(Felt::Easy), ..DONE };
const HARD: Did = Did { felt: Some(Felt::Hard), ..DONE };
const OUCH: Did = Did { hurt: true, ..DONE };

fn did(id: &str, number: i64, east: i32, did: Did) -> Record {
    let ouches = did.hurt.then(|| Ouch { kind: Some(Hurt::Pull), ..Ouch::default() });
    let step = StepRecord {
        exercise: "neck-turns".to_owned(),
        secs: 30,
        outcome: StepOutcome::Done,
        ouches: ouches.into_iter().collect(),
        ..StepRecord::default()
    };
    let session = Session {
        routine: format!("{id}.1"),
        program: Some(id.to_owned()),
        completed: did.completed,
        felt: did.felt,
        steps: vec![step],
        ..Session::default()
    };
    Record { id: format!("S{number}"), at: noon(number, east), kind: Kind::Session(session) }
}

fn on(program: &Program, records: &[Record], number: i64) -> Today {
    course::today(program, records, &Rests::default(), day(number), HOUR)
}

/// Somebody who began on the first day and did this on the days after it, one after the other.
fn after(id: &str, days: &[Did]) -> Today {
    let mut records = vec![does(id, 0, Doing::Start)];
    records.extend((0..).zip(days).map(|(number, what)| did(id, number, 0, *what)));
    on(program(id), &records, i64::try_from(days.len()).unwrap())
}

/// The place of each load of a session among those of its exercise.
fn loads(program: &Program, place: Place) -> Vec<(String, usize)> {
    let sets = &program.stage(place).unwrap().sets;
    sets.iter().filter_map(|sets| Some((sets.step.exercise.id.clone(), sets.load_at(place.above)?))).collect()
}

/// Whether one place is harder than another in anything.
fn is_harder(program: &Program, place: Place, than: Place) -> bool {
    let before = loads(program, than);
    let mut after = loads(program, place).into_iter();
    place.stage > than.stage
        || after.any(|(exercise, load)| before.iter().any(|(other, least)| *other == exercise && load > *least))
}

fn somebody() -> impl Strategy<Value = Vec<(i64, i32, Did)>> {
    let felt = prop_oneof![
        Just(None),
        Just(Some(Felt::Easy)),
        Just(Some(Felt::Easy)),
        Just(Some(Felt::Right)),
        Just(Some(Felt::Hard))
    ];
    let what = (prop::bool::weighted(0.9), felt, prop::bool::weighted(0.1));
    let what = what.prop_map(|(completed, felt, hurt)| Did { completed, felt, hurt });
    let gap = prop_oneof![8 => 1i64..4, 1 => 10i64..40];
    prop::collection::vec((gap, -11i32..12, what), 0..70).prop_map(|days| {
        let mut number = 0;
        days.into_iter()
            .map(|(gap, east, what)| {
                number += gap;
                (number, east, what)
            })
            .collect()
    })
}

fn records(id: &str, days: &[(i64, i32, Did)]) -> Vec<Record> {
    let done = days.iter().map(|(number, east, what)| did(id, *number, *east, *what));
    std::iter::once(does(id, 0, Doing::Start)).chain(done).collect()
}

fn any_program() -> impl Strategy<Value = &'static Program> {
    (0..LIBRARY.programs().len()).prop_map(|index| &LIBRARY.programs()[index])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_merged_in_any_order_give_one_answer(
        (program, days) in (any_program(), somebody()),
        order in any::<u64>(),
    ) {
        let records = records(&program.id, &days);
        let last = days.last().map_or(0, |(number, ..)| *number);
        let mut others = records.clone();
        // A copy that a sync tool left behind, and another order.
        others.extend(records.clone());
        others.sort_by_key(|record| {
            record.id.bytes().fold(order, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        });
        for number in [0, last, last + 1, last + 30] {
            prop_assert_eq!(on(program, &others, number), on(program, &records, number));
        }
    }

    #[test]
    fn nothing_gets_harder_after_an_ouch(program in any_program(), days in somebody()) {
        let records = records(&program.id, &days);
        for (index, (number, _, what)) in days.iter().enumerate().filter(|(_, (.., what))| what.hurt) {
            let before = on(program, &records[..=index], *number);
            let until = days.get(index + 1).map_or(number + 60, |(next, ..)| *next - 1);
            for later in *number..=until {
                let after = on(program, &records[..=index + 1], later);
                prop_assert!(!is_harder(program, after.place, before.place), "{what:?}: {before:?} {after:?}");
            }
        }
    }

    #[test]
    fn a_rest_day_never_moves_anything_back(
        program in any_program(),
        days in somebody(),
        rests in prop::collection::vec((0i64..200, 0i64..20), 0..8),
    ) {
        let records = records(&program.id, &days);
        let last = days.last().map_or(0, |(number, ..)| *number) + 20;
        let spans = rests.into_iter().map(|(from, length)| RestDays {
            from: day(from), to: day(from + length), reason: Some("sick".to_owned()), declared: day(from),
        });
        let rests = Rests { spans: spans.collect(), ..Rests::default() };
        let without = on(program, &records, last);
        let with = course::today(program, &records, &rests, day(last), HOUR);
        let away = |today: &Today| today.turns.iter().filter(|turn| matches!(turn.cause, Cause::Away(_))).count();
        prop_assert!(away(&with) <= away(&without));
        prop_assert_eq!((with.done, with.standing), (without.done, without.standing));
    }

    #[test]
    fn doing_the_sessions_finishes_it_whatever_was_said(program in any_program(), days in somebody()) {
        let mut records = records(&program.id, &days);
        let mut number = days.last().map_or(0, |(number, ..)| *number);
        for _ in 0..program.days() {
            number += 1;
            records.push(did(&program.id, number, 0, DONE));
        }
        let today = on(program, &records, number);
        prop_assert_eq!(today.standing, Standing::Finished);
        prop_assert_eq!(today.done, program.days());
    }

    #[test]
    fn each_day_is_one_day_in_whatever_zone_it_was_done(
        program in any_program(), days in somebody(), zones in prop::collection::vec(-11i32..12, 70),
    ) {
        let here: Vec<_> = days.iter().map(|(number, _, what)| (*number, 0, *what)).collect();
        let there: Vec<_> = days.iter().zip(zones).map(|((number, _, what), east)| (*number, east, *what)).collect();
        let last = days.last().map_or(0, |(number, ..)| *number);
        prop_assert_eq!(on(program, &records(&program.id, &here), last), on(program, &records(&program.id, &there), last));
    }

    #[test]
    fn missed_days_only_shift_the_plan(kept in subsequence((0i64..30).collect::<Vec<_>>(), 20)) {
        let program = program("neck-eight-weeks");
        let days: Vec<_> = kept.iter().map(|number| (*number, 0, DONE)).collect();
        let in_a_row: Vec<_> = (0..20).map(|number| (number, 0, DONE)).collect();
        let at = |days: &[(i64, i32, Did)], number| on(program, &records(&program.id, days), number);
        let (shifted, straight) = (at(&days, *kept.last().unwrap()), at(&in_a_row, 19));
        let away = shifted.turns.iter().any(|turn| matches!(turn.cause, Cause::Away(_)));
        prop_assert!(away || (shifted.place, shifted.done) == (straight.place, straight.done));
    }
}

#[test]
fn every_built_in_programme_is_read_and_each_of_its_sessions_can_be_made_again_from_its_id() {
    assert_eq!(LIBRARY.programs().len(), 5);
    for program in LIBRARY.programs() {
        assert!(!program.sources.is_empty() && program.next.is_some(), "{}", program.id);
        assert_eq!(program.stages.iter().map(|stage| stage.days).sum::<u32>(), program.days());
        for stage in 0..program.stages.len() {
            for above in -8..9 {
                let place = Place { stage, above };
                let session = program.session(place).unwrap();
                assert_eq!(program.place(&session.id), Some(place), "{}", session.id);
                assert_eq!(of_session(&session.id), Some(program.id.as_str()));
                assert!(Plan::of(&session).total() <= Duration::from_mins(15), "{}", session.id);
            }
        }
    }
}

#[test]
fn two_minutes_are_two_minutes_of_work() {
    for id in ["two-minutes", "two-minutes-no-band"] {
        for stage in 0..5 {
            let session = program(id).session(Place { stage, above: 0 }).unwrap();
            let sets = session.steps.iter().filter(|step| step.round.is_some());
            let time: Duration = sets.map(|step| step.dose.one_side() + step.rest_before).sum();
            assert!((90..=180).contains(&time.as_secs()), "{id} {stage}: {time:?}");
        }
    }
}

#[test]
fn an_id_that_no_session_has_tells_no_place() {
    let neck = program("neck-eight-weeks");
    for id in ["neck-eight-weeks", "neck-eight-weeks.0", "neck-eight-weeks.9", "neck-eight-weeks.1.up0", "neck.1", ""] {
        assert_eq!(neck.place(id), None, "{id}");
    }
    assert_eq!(neck.place("neck-eight-weeks.2.down1"), Some(Place { stage: 1, above: -1 }));
}

#[test]
fn without_a_start_nothing_counts() {
    let today = on(program("breaks"), &[did("breaks", 0, 0, DONE)], 0);
    assert_eq!((today.standing, today.done, today.session), (Standing::Open, 0, None));
}

#[test]
fn easy_once_may_be_a_good_day_and_easy_twice_is_a_step_on() {
    let once = after("two-minutes", &[DONE, EASY]);
    assert_eq!(once.place, Place { stage: 0, above: 0 });
    let twice = after("two-minutes", &[EASY, EASY]);
    assert_eq!(twice.place, Place { stage: 0, above: 1 });
    assert_eq!(after("two-minutes", &[EASY, DONE, EASY]).place, Place { stage: 0, above: 0 });
}

#[test]
fn after_an_answer_the_next_time_is_told_with_its_reason() {
    let told = |id: &str, days: &[Did]| {
        let mut records = vec![does(id, 0, Doing::Start)];
        records.extend((0..).zip(days).map(|(number, what)| did(id, number, 0, *what)));
        let last = i64::try_from(days.len()).unwrap() - 1;
        told::next_time(program(id), &on(program(id), &records, last), day(last)).join(" ")
    };
    for (days, expected) in [
        (&[EASY][..], "Next time, week 1, day 2 of 5: the same, because one easy day may be a good day."),
        (&[EASY, EASY], "Next time, week 1, day 3 of 5: one load more, because it was easy twice. "),
        (&[EASY, EASY, HARD], "Next time, week 1, day 4 of 5: one load less, because it was hard. "),
        (&[EASY, EASY, OUCH], "Next time, week 1, day 4 of 5: one load less, because something hurt. "),
        (&[DONE], "Next time, week 1, day 2 of 5: the same, as planned."),
    ] {
        let said = told("two-minutes", days);
        assert!(said.starts_with(expected), "{said}");
    }
    let said = told("back-six-weeks", &[EASY, EASY]);
    assert!(said.contains(": stage 2, ") && said.ends_with(", because it was easy twice."), "{said}");
}

#[test]
fn without_loads_a_step_is_a_stage() {
    assert_eq!(after("back-six-weeks", &[EASY, EASY]).place, Place { stage: 1, above: 0 });
    assert_eq!(after("back-six-weeks", &[EASY, EASY, HARD]).place, Place { stage: 0, above: 0 });
}

#[test]
fn hard_and_an_ouch_are_a_step_back_and_do_not_move_the_plan_on() {
    let days = [[EASY, EASY].as_slice(), &[DONE; 7], &[HARD]].concat();
    let today = after("two-minutes", &days);
    assert_eq!((today.place, today.done), (Place { stage: 0, above: 0 }, 10));
    assert_eq!(after("two-minutes", &[days.as_slice(), &[OUCH]].concat()).place, Place { stage: 0, above: 0 });
    assert_eq!(after("two-minutes", &[days.as_slice(), &[DONE]].concat()).place, Place { stage: 1, above: 0 });
}

#[test]
fn two_weeks_away_are_one_load_back_and_thirteen_days_are_none() {
    let id = "two-minutes";
    let records = [does(id, 0, Doing::Start), did(id, 0, 0, EASY), did(id, 1, 0, EASY)];
    assert_eq!(on(program(id), &records, 15).place.above, 1);
    assert_eq!(on(program(id), &records, 16).place.above, 0);
    let paused = [records.as_slice(), &[does(id, 3, Doing::Pause), does(id, 40, Doing::Resume)]].concat();
    assert_eq!(on(program(id), &paused, 41).place.above, 1);
    assert_eq!(on(program(id), &paused, 20).standing, Standing::Paused);
}

#[test]
fn as_many_days_as_the_week_has_are_proposed_in_seven() {
    let id = "two-minutes";
    let today = after(id, &[DONE; 5]);
    assert_eq!((today.week, today.day, today.off.clone()), (2, 1, Some(course::Off::Enough)));
    assert!(!today.is_due() && today.session.is_some());
}

#[test]
fn several_sessions_of_a_day_are_one_day() {
    let id = "breaks";
    let second = Record { id: "again".to_owned(), ..did(id, 0, 1, DONE) };
    let today = on(program(id), &[does(id, 0, Doing::Start), did(id, 0, 0, DONE), second], 0);
    assert_eq!((today.done, today.done_today, today.times, today.is_due()), (1, 2, 2, false));
}

#[test]
fn stopping_and_starting_begins_anew_and_starting_twice_does_not() {
    let id = "two-minutes";
    let begun = [does(id, 0, Doing::Start), did(id, 0, 0, DONE), did(id, 1, 0, DONE), does(id, 2, Doing::Start)];
    assert_eq!(on(program(id), &begun, 2).done, 2);
    let stopped = [begun.as_slice(), &[does(id, 3, Doing::Stop)]].concat();
    assert_eq!(on(program(id), &stopped, 3).standing, Standing::Open);
    let anew = [stopped.as_slice(), &[does(id, 4, Doing::Start)]].concat();
    assert_eq!(on(program(id), &anew, 4).done, 0);
}

#[test]
fn the_command_line_leads_through_a_programme() {
    let sandbox = Sandbox::new();
    let listed = sandbox.says(&["program"]);
    assert!(listed.contains("Neck: eight weeks") && listed.contains("supple program start"), "{listed}");
    let started = sandbox.says(&["program", "start", "neck-eight-weeks"]);
    assert!(started.contains("Started: Neck: eight weeks, 8 weeks, 5 days a week."), "{started}");
    let today = sandbox.says(&["program", "today"]);
    assert!(today.starts_with("Neck: eight weeks, week 1, day 1 of 5\n"), "{today}");
    assert!(today.contains("5 × 5 s"), "{today}");
    let run = sandbox.says(&["program", "go", "--plain", "--speed", "1000", "--log"]);
    assert!(run.contains("supple program felt"), "{run}");
    let session = sandbox.records().into_iter().find(|record| record["kind"] == "session").unwrap();
    assert_eq!((&session["program"], &session["felt"]), (&"neck-eight-weeks".into(), &serde_json::Value::Null));
    let felt = sandbox.says(&["program", "felt", "hard"]);
    assert!(
        felt.contains("Next time, week 1, day 2 of 5: the same. Go gently: there is no easier step (it was hard)."),
        "{felt}"
    );
    let json = sandbox.json(&["program", "today", "--json"]);
    assert_eq!((&json["days_done"], &json["is_due"]), (&1.into(), &false.into()));
    let explained = sandbox.says(&["program", "--explain"]);
    assert!(explained.contains("done, felt hard") && explained.contains("The rules:"), "{explained}");
}

#[test]
fn an_exercise_that_is_never_wanted_is_left_out_of_a_programme_and_that_is_said() {
    let sandbox = Sandbox::new();
    sandbox.says(&["program", "start", "neck-eight-weeks"]);
    let exercises = |json: &serde_json::Value| {
        let all = json["session"]["exercises"].as_array().unwrap().iter();
        all.map(|one| one["exercise"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = exercises(&sandbox.json(&["program", "today", "--json"]));
    sandbox.says(&["mark", "never", &before[1]]);
    let after = exercises(&sandbox.json(&["program", "today", "--json"]));
    assert!(!after.is_empty() && !after.contains(&before[1]), "{after:?}");
    for said in [sandbox.says(&["program", "today"]), sandbox.says(&["program", "--explain"])] {
        assert!(said.contains("Left out: ") && said.contains("(you marked it never)"), "{said}");
    }
}

#[test]
fn a_programme_of_ones_own_is_checked_to_the_field() {
    let sandbox = Sandbox::new();
    let file = sandbox.routines().join("programs/mine.json");
    let text = |load: u32, days: u32| {
        serde_json::json!({
            "id": "mine", "title": "Mine", "goal": "Stronger.", "weeks": 1, "days_a_week": 3,
            "sources": [{"title": "My physiotherapist"}],
            "stages": [
                {"title": "First", "days": 1, "steps": [{"exercise": "lateral-raise", "load": 2, "sets": 2}]},
                {"title": "Then", "days": days, "steps": [{"exercise": "lateral-raise", "load": load}]},
            ],
        })
        .to_string()
    };
    for (load, days, expected) in [
        (2, 2, None),
        (9, 2, Some("stages[1].steps[0].load: expected 1 to 5")),
        (1, 2, Some("stages[1].steps[0].load: expected 2 or more")),
        (2, 3, Some("stages: expected 3 days in all stages")),
    ] {
        write(&file, text(load, days));
        let output = sandbox.supple(&["check"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        match expected {
            None => assert!(output.status.success() && sandbox.says(&["program"]).contains("mine "), "{said}"),
            Some(expected) => assert!(said.contains(expected), "{said}"),
        }
    }
}

#[test]
fn a_session_of_a_programme_that_was_cut_off_is_found_again_by_its_id() {
    let mut library = LIBRARY.clone();
    assert!(library.routine("two-minutes.2.up1").is_none());
    library.make_ready("two-minutes.2.up1");
    let session = library.routine("two-minutes.2.up1").unwrap();
    assert!(session.note.as_deref().unwrap().contains("a medium band"), "{:?}", session.note);
}
