//! Rounds: a block of steps that is repeated, from its file to its record.

use crate::content::{LIBRARY, TIMED};
use crate::sandbox::Sandbox;

use std::time::Duration;

use chrono::DateTime;
use proptest::prelude::*;
use supple::practice::routine::unrolled;
use supple::practice::{Hurt, Needs, Routine};
use supple::session::engine::{Options, Outcome, Progress, State};
use supple::session::header::{SessionHeader, progress};
use supple::session::{Engine, Event, Guide, Input, Moment, Plan, Segment, SegmentKind};

/// One step, three rounds of two, one step.
fn routine() -> &'static Routine {
    TIMED.routine("three-rounds").unwrap()
}

fn at(secs: f64) -> Moment {
    let monotonic = Duration::from_secs_f64(secs);
    Moment { monotonic, sleepless: monotonic }
}

fn start() -> Engine {
    Engine::start(Plan::of(routine()), Options::default(), at(0.0)).0
}

/// Lets the session run by itself until `is_there`; returns the moment.
fn run_until(engine: &mut Engine, from: Moment, is_there: impl Fn(&Engine) -> bool) -> Moment {
    let mut now = from;
    while !is_there(engine)
        && let Some(next) = engine.next_wakeup()
    {
        now = Moment { monotonic: next, sleepless: next };
        engine.handle(now, Input::Wake);
    }
    now
}

fn is_in(step: usize, kind: SegmentKind) -> impl Fn(&Engine) -> bool {
    move |engine| engine.segment().is_some_and(|segment| segment.step == step && segment.kind == kind)
}

fn place(engine: &Engine) -> (usize, SegmentKind) {
    engine.segment().map(|segment| (segment.step, segment.kind)).unwrap()
}

/// The first exercise of the second round, and the one after it.
const SECOND: usize = 3;
const AFTER_IT: usize = 4;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_blocks_take_the_sum_of_their_rounds_and_rests_with_equal_sides_in_each(
        blocks in prop::collection::vec((0usize..22, 1usize..4, 2u32..6, 0u64..121), 1..4),
    ) {
        let mut routine = routine().clone();
        routine.steps.clear();
        let mut rests = Duration::ZERO;
        for (block, (of, count, rounds, rest)) in blocks.into_iter().enumerate() {
            let steps = &LIBRARY.routines()[of % LIBRARY.routines().len()].steps;
            let rest = Duration::from_secs(rest);
            routine.steps.extend(unrolled(block, &steps[..count.min(steps.len())], rounds, rest));
            rests += rest * (rounds - 1);
        }
        let plan = Plan::of(&routine);
        let between = plan.segments().iter().filter(|segment| segment.is_between_rounds());
        prop_assert_eq!(between.map(|segment| segment.length).sum::<Duration>(), rests);
        let mut without = routine.clone();
        without.steps.iter_mut().for_each(|step| (step.round, step.rest_before) = (None, Duration::ZERO));
        prop_assert_eq!(plan.total(), Plan::of(&without).total() + rests);
        let (mut engine, _) = Engine::start(plan.clone(), Options::default(), at(0.0));
        let end = run_until(&mut engine, at(0.0), |_| false);
        prop_assert_eq!(end.monotonic, plan.total());
        let tallies = engine.progress().tallies;
        for (step, tally) in tallies.iter().enumerate() {
            prop_assert_eq!((tally.left, tally.outcome), (tally.right, Outcome::Done));
            let others: Vec<_> = plan.in_all_rounds(step).collect();
            prop_assert!(others.contains(&step));
        }
    }
}

#[test]
fn a_later_round_begins_with_a_rest_and_then_a_get_ready() {
    let plan = Plan::of(routine());
    assert_eq!(plan.steps().len(), 8);
    let rest = plan.segments()[plan.first_segment(SECOND)];
    assert!(rest.is_between_rounds());
    assert_eq!(rest.length, Duration::from_secs(20));
    assert_eq!(plan.segments()[plan.get_ready(SECOND)].kind, SegmentKind::GetReady);
    assert_eq!(plan.first_segment(1), plan.get_ready(1), "no rest before the first round");
}

#[test]
fn the_key_of_a_routine_without_rounds_is_what_it_was() {
    assert_eq!(Plan::of(TIMED.routine("desk-micro-2").unwrap()).key(), "3a13db3b538d9be5");
}

#[test]
fn an_easier_version_of_the_first_round_holds_in_the_later_ones_and_hurt_only_once() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(1, SegmentKind::Hold));
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Answer(Hurt::Pull));
    run_until(&mut engine, now, is_in(AFTER_IT - 2, SegmentKind::Hold));
    assert!(!engine.eased(), "the other exercise is done in full");
    let now = run_until(&mut engine, now, is_in(SECOND, SegmentKind::Hold));
    assert!(engine.eased());
    run_until(&mut engine, now, |_| false);
    let outcomes = [1, SECOND, 5].map(|step| engine.progress().tallies[step].outcome);
    assert_eq!(outcomes, [Outcome::Eased, Outcome::Done, Outcome::Done]);
}

#[test]
fn an_ouch_in_the_rest_between_rounds_is_one_of_the_exercise_before_it() {
    for (answer, eased) in [(Hurt::Pull, true), (Hurt::Sharp, false)] {
        let mut engine = start();
        let now = run_until(&mut engine, at(0.0), |engine| engine.segment().is_some_and(Segment::is_between_rounds));
        let next = engine.segment().unwrap().step;
        assert!(engine.handle(now, Input::Ouch).contains(&Event::Hurt(next - 1)));
        // Cut off while it asks, it asks the same again.
        let plan = Plan::of(routine());
        let again = Engine::take_up(plan, Options::default(), engine.progress(), now);
        assert_eq!((again.hurting(), again.ouch().is_some()), (Some(next - 1), true));
        engine.handle(now, Input::Answer(answer));
        let tallies = engine.progress().tallies;
        assert_eq!((tallies[next - 1].ouches.len(), tallies[next].ouches.len()), (1, 0));
        assert_eq!(tallies[next - 1].outcome, Outcome::Done, "it was done to its end");
        let same_exercise = engine.plan().in_all_rounds(next - 1).find(|later| *later > next).unwrap();
        assert_eq!(tallies[same_exercise].eased, eased);
        assert_eq!(engine.is_left_out(same_exercise), answer == Hurt::Sharp);
    }
}

#[test]
fn an_ouch_by_a_wrong_key_in_the_rest_between_rounds_changes_nothing() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), |engine| engine.segment().is_some_and(Segment::is_between_rounds));
    let before = engine.progress();
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Back);
    assert_eq!(engine.progress(), before);
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Next);
    let tallies = engine.progress().tallies;
    let next = engine.segment().unwrap();
    assert_eq!((next.kind, tallies[next.step].outcome), (SegmentKind::GetReady, Outcome::Unfinished));
    assert_eq!((tallies[next.step - 1].outcome, tallies[next.step - 1].ouches.len()), (Outcome::Done, 1));
}

#[test]
fn an_easier_version_of_the_first_round_holds_after_a_kill_in_the_second() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(1, SegmentKind::Hold));
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Answer(Hurt::Pull));
    let now = run_until(&mut engine, now, is_in(SECOND, SegmentKind::Rest));
    let begun = DateTime::parse_from_rfc3339("2026-11-23T20:04:27+01:00").unwrap();
    let saved = SessionHeader::open(begun).checkpoint(&engine);
    let plan = Plan::of(routine());
    let mut again = Engine::take_up(plan.clone(), Options::default(), progress(&saved, &plan).unwrap(), now);
    assert_eq!(place(&again), (SECOND, SegmentKind::Rest));
    again.handle(now, Input::Resume);
    assert!(matches!(again.state(), State::Running { .. }), "a rest goes on at once");
    let now = run_until(&mut again, now, is_in(SECOND, SegmentKind::Hold));
    assert!(again.eased());
    run_until(&mut again, now, |_| false);
    assert_eq!(again.progress().tallies.iter().filter(|tally| tally.outcome == Outcome::Unfinished).count(), 0);
}

#[test]
fn a_session_cut_off_in_any_segment_does_the_rest_of_all_rounds() {
    let plan = Plan::of(routine());
    for segment in 0..plan.segments().len() {
        let mut engine = start();
        let now = run_until(&mut engine, at(0.0), |engine| engine.current() == segment);
        let kept: Progress = engine.progress();
        let mut again = Engine::take_up(plan.clone(), Options::default(), kept, now);
        again.handle(now, Input::Resume);
        run_until(&mut again, now, |_| false);
        assert_eq!(again.progress().active, plan.total(), "{segment}");
        assert!(again.progress().tallies.iter().all(|tally| tally.left == tally.right), "{segment}");
    }
}

#[test]
fn next_in_the_rest_goes_to_the_exercise_and_then_past_it() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(SECOND, SegmentKind::Rest));
    engine.handle(now, Input::Next);
    assert_eq!(place(&engine), (SECOND, SegmentKind::GetReady));
    assert_eq!(engine.progress().tallies[SECOND].outcome, Outcome::Unfinished);
    engine.handle(now, Input::Next);
    assert_eq!(place(&engine), (AFTER_IT, SegmentKind::GetReady));
}

#[test]
fn next_past_the_last_exercise_of_a_round_leads_to_the_rest() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(SECOND - 1, SegmentKind::GetReady));
    engine.handle(now, Input::Next);
    assert_eq!(place(&engine), (SECOND, SegmentKind::Rest));
}

#[test]
fn back_begins_an_exercise_again_without_its_rest_and_a_rest_by_itself() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(SECOND, SegmentKind::Hold));
    engine.handle(now, Input::Back);
    assert_eq!(place(&engine), (SECOND, SegmentKind::GetReady));
    engine.handle(now, Input::Back);
    assert_eq!(place(&engine), (SECOND - 1, SegmentKind::GetReady), "twice is the last of the round before");

    let mut engine = start();
    let rest = run_until(&mut engine, at(0.0), is_in(SECOND, SegmentKind::Rest)).monotonic + Duration::from_secs(4);
    let now = Moment { monotonic: rest, sleepless: rest };
    engine.handle(now, Input::Back);
    assert_eq!((place(&engine), engine.remaining(now)), ((SECOND, SegmentKind::Rest), Duration::from_secs(20)));
}

#[test]
fn a_pause_in_the_rest_goes_on_with_what_is_left_of_it() {
    let mut engine = start();
    let rest = run_until(&mut engine, at(0.0), is_in(SECOND, SegmentKind::Rest)).monotonic + Duration::from_secs(4);
    let (now, later) = (rest, rest + Duration::from_secs(100));
    engine.handle(Moment { monotonic: now, sleepless: now }, Input::Pause);
    let later = Moment { monotonic: later, sleepless: later };
    engine.handle(later, Input::Resume);
    assert_eq!(engine.remaining(later), Duration::from_secs(16));
    run_until(&mut engine, later, |_| false);
    assert_eq!(engine.progress().active, Plan::of(routine()).total());
}

#[test]
fn a_hold_made_longer_in_one_round_is_longer_on_both_sides_of_it_alone() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(SECOND, SegmentKind::Rest));
    engine.handle(now, Input::Longer);
    run_until(&mut engine, now, |_| false);
    let work = [1, SECOND, 5].map(|step| {
        let tally = engine.progress().tallies[step].clone();
        (tally.left.as_secs(), tally.right.as_secs())
    });
    assert_eq!(work, [(10, 10), (15, 15), (10, 10)]);
}

#[test]
fn an_area_that_is_over_is_left_out_of_later_rounds_whose_rest_stays() {
    let mut engine = start();
    let now = run_until(&mut engine, at(0.0), is_in(1, SegmentKind::Hold));
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Answer(Hurt::Sharp));
    engine.handle(now, Input::Resume);
    let left = engine.remaining_in_all(now);
    let now = run_until(&mut engine, now, is_in(AFTER_IT, SegmentKind::GetReady));
    let plain = engine.plan().segments()[engine.current()].length;
    assert_eq!(engine.length(), plain + Duration::from_secs(20), "it takes over the rest");
    let end = run_until(&mut engine, now, |_| false);
    let begun = run_until(&mut start(), at(0.0), is_in(1, SegmentKind::Hold));
    assert_eq!(end.monotonic, begun.monotonic + left, "what was left is what it took");
    let worked = [1, SECOND, 5, AFTER_IT].map(|step| !engine.progress().tallies[step].work().is_zero());
    assert_eq!(worked, [false, false, false, true]);
}

#[test]
fn a_step_by_itself_may_follow_a_block_of_the_same_exercise_and_keeps_its_own_way() {
    let mut routine = routine().clone();
    let alone = routine.steps.remove(7);
    routine.steps.push(supple::practice::Step { exercise: routine.steps[1].exercise.clone(), ..alone });
    routine.steps[7].dose = routine.steps[1].dose;
    assert_eq!(Plan::of(&routine).in_all_rounds(1).collect::<Vec<_>>(), [1, SECOND, 5]);
    assert_eq!(Plan::of(&routine).in_all_rounds(7).count(), 0);
}

#[test]
fn what_does_not_suit_is_left_out_of_all_rounds_and_told_once() {
    let needs = Needs { sharp: ["trapezius".to_owned()].into(), ..Needs::default() };
    let fitted = routine().fitted(&needs);
    let of_block: Vec<_> = fitted.steps.iter().filter(|step| step.round.is_some()).collect();
    assert!(of_block.iter().all(|step| step.exercise.id == "wrist-flexor-stretch"));
    let rests: Vec<u64> = of_block.iter().map(|step| step.rest_before.as_secs()).collect();
    assert_eq!(rests, [0, 20, 20]);
    let told = fitted.changes.iter().filter(|change| change.exercise.id == "upper-trap-stretch").count();
    assert_eq!(told, 1);
}

#[test]
fn what_is_tense_is_eased_in_all_rounds_and_told_once() {
    let needs = Needs { tense: [("wrists".to_owned(), 5)].into(), ..Needs::default() };
    let fitted = routine().fitted(&needs);
    assert_eq!(fitted.steps.iter().filter(|step| step.eased).count(), 3);
    assert_eq!(fitted.changes.len(), 1);
}

#[test]
fn a_later_round_is_counted_aloud_and_its_exercises_are_named_without_instructions() {
    let plan = Plan::guided(routine(), &Guide::default());
    let announced = |step: usize| {
        let index = plan.get_ready(step);
        let (length, guide) = (plan.segments()[index].length, Guide::default());
        let start = Duration::from_millis(250);
        supple::session::script::announcement(&plan, index, length, start, false, &guide).unwrap().texts
    };
    let side = plan.segments()[plan.get_ready(1)].side;
    let told = routine().steps[1].exercise.instruction(side);
    assert_eq!(announced(1)[0], "Next:");
    assert!(announced(1).contains(&told));
    assert_eq!(announced(SECOND), ["Number two.", "Upper trapezius stretch.", "Right side."]);
    assert_eq!(announced(AFTER_IT)[0], "Next:");
    assert_eq!(announced(5)[0], "Number three.");
    assert_eq!(announced(7)[0], "Last one.");
    let ready = |step| plan.segments()[plan.get_ready(step)].length;
    assert!(ready(SECOND) < ready(1), "what is not said takes no time");
}

const BLOCK: &str =
    r#"{"rounds": 3, "rest_secs": 20, "steps": [{"exercise": "chin-tuck"}, {"exercise": "wrist-flexor-stretch"}]}"#;

/// The fault of a file whose only entry is the block with `from` replaced by `to`.
fn says(from: &str, to: &str, fault: &str) {
    assert!(BLOCK.contains(from), "{from}");
    let block = BLOCK.replacen(from, to, 1);
    let text = format!(
        r#"{{"id": "mine", "title": "Mine", "areas": ["neck"], "level": "beginner", "goal": "Try.", "steps": [{block}]}}"#
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json");
    std::fs::write(&file, text).unwrap();
    let faults = LIBRARY
        .check(&file)
        .map_err(|faults| faults.iter().map(|one| format!("{}: {}", one.field, one.what)).collect());
    match faults {
        Ok(_) => assert_eq!(fault, ""),
        // What is missing in its place is told as well.
        Err::<_, Vec<String>>(faults) => assert_eq!(faults.first().map(String::as_str), Some(fault)),
    }
}

#[test]
fn a_fault_in_a_block_names_its_field() {
    says("3", "3", "");
    says("\"rest_secs\": 20, ", "", "");
    says("3", "1", "steps[0].rounds: expected 2 to 10 rounds, found 1");
    says("3", "11", "steps[0].rounds: expected 2 to 10 rounds, found 11");
    says("20", "121", "steps[0].rest_secs: expected 0 to 120 seconds, found 121");
    says("\"rounds\": 3, ", "", "steps[0].rounds: is missing");
    says("chin-tuck", "chin-tuk", "steps[0].steps[0].exercise: expected the id of an exercise, found \"chin-tuk\"");
    says(
        "rest_secs",
        "rest_sec",
        "steps[0].rest_sec: there is no field \"rest_sec\" here; the fields are exercise, position, dose, rounds, rest_secs, \
         steps",
    );
    says(
        "{\"exercise\": \"chin-tuck\"}",
        "{\"exercize\": \"chin-tuck\"}",
        "steps[0].steps[0].exercize: there is no field \"exercize\" here; the fields are exercise, position, dose",
    );
    says("{\"exercise\": \"chin-tuck\"}", "{\"position\": \"seated\"}", "steps[0].steps[0].exercise: is missing");
    says("\"rounds\": 3", "\"rounds\": \"3\"", "steps[0].rounds: expected a whole number, found \"3\"");
    says(
        "3,",
        "3, \"exercise\": \"chin-tuck\",",
        "steps[0].exercise: does not belong in a block, only in each of its \"steps\"",
    );
}

#[test]
fn all_faults_of_a_block_are_told_at_once() {
    let text = r#"{"id": "mine", "title": "Mine", "areas": ["neck"], "level": "beginner", "goal": "Try.", "steps": [
        {"rounds": 11, "rest_secs": 200, "steps": [{"exercise": "chin-tuk"}, {"exercise": "bridge", "position": "up"}]}]}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json");
    std::fs::write(&file, text).unwrap();
    let fields: Vec<String> = LIBRARY.check(&file).unwrap_err().into_iter().map(|fault| fault.field).collect();
    let expected =
        ["steps[0].steps[0].exercise", "steps[0].steps[1].position", "steps[0].rest_secs", "steps[0].rounds"];
    assert_eq!(fields, expected);
}

#[test]
fn blocks_do_not_nest() {
    says(
        "{\"exercise\": \"chin-tuck\"}",
        "{\"rounds\": 2, \"steps\": [{\"exercise\": \"chin-tuck\"}]}",
        "steps[0].steps[0].rounds: there is no field \"rounds\" here; the fields are exercise, position, dose",
    );
}

#[test]
fn a_step_with_rounds_of_its_own_is_told_what_a_block_is() {
    says(
        BLOCK,
        r#"{"exercise": "chin-tuck", "rounds": 3}"#,
        "steps[0].rounds: does not belong in a step; a block with \"rounds\" has \"steps\" of its own in [ ]",
    );
}

#[test]
fn the_limit_of_steps_counts_every_round() {
    let many = vec![r#"{"exercise": "chin-tuck"}"#; 34].join(", ");
    let block = format!(r#"{{"rounds": 3, "steps": [{many}]}}"#);
    says(BLOCK, &block, "steps: expected at most 100 steps in all rounds, found 102");
}

/// A sandbox with the routine among the user's own.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_machine();
    sandbox.write_routine("three-rounds.json", include_str!("data/routines/three-rounds.json"));
    sandbox
}

#[test]
fn show_lists_a_block_once_under_its_rounds() {
    let text = sandbox().says(&["show", "three-rounds"]);
    let steps: Vec<&str> = text.lines().skip_while(|line| !line.is_empty()).skip(1).take(5).collect();
    assert_eq!(steps[1], "    3 rounds, 20 s rest between:", "{text}");
    assert!(steps[0].starts_with(" 1. ") && steps[2].starts_with(" 2.   Upper trap"), "{text}");
    assert!(
        steps[3].starts_with(" 3.   Wrist flexor") && steps[4].starts_with(" 4. Backward shoulder rolls"),
        "{text}"
    );
    assert_eq!(text.matches("Upper trapezius").count(), 1, "{text}");
}

#[test]
fn show_gives_programs_the_round_of_each_step() {
    let shown = sandbox().json(&["show", "three-rounds", "--json"]);
    let rounds: Vec<_> = shown["steps"].as_array().unwrap().iter().map(|step| step["round"].as_u64()).collect();
    assert_eq!(rounds, [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), None]);
}

#[test]
fn lines_of_text_say_the_round() {
    let text = sandbox().says(&["run", "three-rounds", "--plain", "--speed", "1000"]);
    assert!(text.contains("Rest, 20 seconds. Then round 2 of 3."), "{text}");
    assert!(text.contains("Exercise 4 of 8, round 2 of 3: Upper trapezius stretch"), "{text}");
    assert!(text.contains("Exercise 8 of 8: "), "{text}");
}

#[test]
fn events_for_programs_say_the_round() {
    let text = sandbox().says(&["run", "three-rounds", "--events", "json", "--speed", "1000"]);
    let mut events = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let rest = events.find(|event| event["event"] == "segment" && event["kind"] == "rest").unwrap();
    assert_eq!((&rest["round"], &rest["rounds"], &rest["secs"]), (&2.into(), &3.into(), &20.0.into()));
}

#[test]
fn a_record_has_a_step_for_each_round() {
    let sandbox = sandbox();
    sandbox.supple(&["run", "three-rounds", "--plain", "--speed", "1000", "--log"]).assert().success();
    let record = &sandbox.records()[0];
    let done = record["steps"].as_array().unwrap().iter().filter(|step| step["exercise"] == "upper-trap-stretch");
    let sides: Vec<_> = done.map(|step| (step["left_secs"].as_u64(), step["right_secs"].as_u64())).collect();
    assert_eq!(sides, [(Some(10), Some(10)); 3]);
}
