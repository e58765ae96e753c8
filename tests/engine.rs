//! Properties of plan and engine: time kept to the millisecond, whatever is pressed and whatever the clocks do.

use crate::content::{LIBRARY, TIMED};

use std::time::Duration;

use proptest::prelude::*;
use supple::practice::{Hurt, Routine, Side};
use supple::session::engine::{Options, Outcome, Progress, Reason, State};
use supple::session::{Cue, Engine, Event, Input, Moment, Plan, SegmentKind};

fn at(monotonic: Duration) -> Moment {
    Moment { monotonic, sleepless: monotonic }
}

fn secs(secs: f64) -> Moment {
    at(Duration::from_secs_f64(secs))
}

fn routine(index: usize) -> Routine {
    let library = &*LIBRARY;
    library.routines()[index % library.routines().len()].clone()
}

fn start(id: &str) -> (Engine, Vec<Event>) {
    Engine::start(Plan::of(TIMED.routine(id).unwrap()), Options::default(), at(Duration::ZERO))
}

/// Runs to the end by nothing but its own wake-ups; returns when it ended, and every event with its moment.
fn run_to_end(engine: &mut Engine, from: Duration) -> (Duration, Vec<(Duration, Event)>) {
    let mut now = from;
    let mut all = Vec::new();
    while let Some(next) = engine.next_wakeup() {
        assert!(next >= now, "a wake-up in the past: {next:?} after {now:?}");
        now = next;
        all.extend(engine.handle(at(now), Input::Wake).into_iter().map(|event| (now, event)));
    }
    (now, all)
}

fn an_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => Just(Input::Wake),
        2 => Just(Input::Toggle),
        1 => Just(Input::Pause),
        2 => Just(Input::Resume),
        2 => Just(Input::Next),
        2 => Just(Input::Back),
        1 => Just(Input::Longer),
        1 => Just(Input::Shorter),
        1 => Just(Input::Ouch),
        1 => (0usize..3).prop_map(|answer| Input::Answer(Hurt::ALL[answer])),
        1 => (0u8..12).prop_map(Input::Strength),
        1 => prop_oneof![20 => Just(Input::Wake), 1 => Just(Input::End), 1 => Just(Input::WindUp)],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_driven_by_its_own_wakeups_takes_exactly_the_plans_time(index in 0usize..22, offset in 0u64..10_000_000) {
        let plan = Plan::of(&routine(index));
        let from = Duration::from_millis(offset);
        let (mut engine, _) = Engine::start(plan.clone(), Options::default(), at(from));
        let (end, events) = run_to_end(&mut engine, from);
        prop_assert_eq!(end.checked_sub(from), Some(plan.total()));
        prop_assert_eq!(engine.progress().active, plan.total());
        prop_assert_eq!(events.last().map(|(_, event)| *event), Some(Event::Finished(true)));
    }

    #[test]
    fn segments_start_once_and_in_order_unless_the_user_moves(index in 0usize..22) {
        let plan = Plan::of(&routine(index));
        let (mut engine, first) = Engine::start(plan.clone(), Options::default(), at(Duration::ZERO));
        let (_, events) = run_to_end(&mut engine, Duration::ZERO);
        let started: Vec<usize> = first.into_iter().chain(events.into_iter().map(|(_, event)| event))
            .filter_map(|event| match event { Event::Segment(index) => Some(index), _ => None })
            .collect();
        prop_assert_eq!(started, (0..plan.segments().len()).collect::<Vec<_>>());
    }

    #[test]
    fn left_and_right_are_equal_when_nobody_intervenes(index in 0usize..22) {
        let (mut engine, _) = Engine::start(Plan::of(&routine(index)), Options::default(), at(Duration::ZERO));
        run_to_end(&mut engine, Duration::ZERO);
        for tally in engine.progress().tallies {
            prop_assert_eq!(tally.left, tally.right);
            prop_assert_eq!(tally.outcome, Outcome::Done);
        }
    }

    #[test]
    fn pauses_add_their_own_time_and_nothing_else(index in 0usize..22, pauses in prop::collection::vec((1u64..40_000, 0u64..3_600_000), 0..6)) {
        let plan = Plan::of(&routine(index));
        let (mut engine, _) = Engine::start(plan.clone(), Options::default(), at(Duration::ZERO));
        let mut now = Duration::ZERO;
        for (run, pause) in pauses {
            let until = now + Duration::from_millis(run);
            while let Some(next) = engine.next_wakeup().filter(|next| *next < until) {
                now = next;
                engine.handle(at(now), Input::Wake);
            }
            now = until;
            engine.handle(at(now), Input::Pause);
            now += Duration::from_millis(pause);
            engine.handle(at(now), Input::Resume);
        }
        let (_, _) = run_to_end(&mut engine, now);
        prop_assert_eq!(engine.progress().active, plan.total());
        let completed = matches!(engine.state(), State::Finished { completed: true });
        prop_assert!(completed);
    }

    #[test]
    fn no_input_and_no_clock_makes_it_panic_or_finish_twice(
        index in 0usize..22,
        wait in any::<bool>(),
        calls in prop::collection::vec((an_input(), -20_000i64..20_000, -100_000i64..100_000), 0..300),
    ) {
        let options = Options { wait, ..Options::default() };
        let (mut engine, first) = Engine::start(Plan::of(&routine(index)), options, at(Duration::ZERO));
        let mut finished = first.iter().filter(|event| matches!(event, Event::Finished(_))).count();
        let (mut monotonic, mut sleepless) = (0i64, 1_000i64);
        for (input, step, drift) in calls {
            // Most steps are small, as in life; some go backwards; some are gaps.
            let step = if step % 3 == 0 { step } else { step.rem_euclid(900) };
            monotonic = (monotonic + step).max(0);
            sleepless = (sleepless + step + if drift % 5 == 0 { drift } else { 0 }).max(0);
            let now = Moment {
                monotonic: Duration::from_millis(monotonic.unsigned_abs()),
                sleepless: Duration::from_millis(sleepless.unsigned_abs()),
            };
            let events = engine.handle(now, input);
            finished += events.iter().filter(|event| matches!(event, Event::Finished(_))).count();
            prop_assert!(finished <= 1);
            prop_assert!(events.iter().filter(|event| matches!(event, Event::Cue(_))).count() <= 1);
            if let Some(next) = engine.next_wakeup() {
                prop_assert!(next >= now.monotonic || step < 0, "{next:?} before {now:?}");
                prop_assert!(next <= engine.next_wakeup().unwrap());
            }
            let progress = engine.progress();
            prop_assert!(progress.segment < engine.plan().segments().len());
            prop_assert!(engine.remaining(now) <= Duration::from_secs(70) + engine.plan().total());
        }
    }

    #[test]
    fn a_session_taken_up_again_does_the_rest_of_the_plan(index in 0usize..22, cut_at in 1u64..200_000) {
        let plan = Plan::of(&routine(index));
        let (mut engine, _) = Engine::start(plan.clone(), Options::default(), at(Duration::ZERO));
        let cut = Duration::from_millis(cut_at.min(u64::try_from(plan.total().as_millis()).unwrap() - 1));
        while let Some(next) = engine.next_wakeup().filter(|next| *next < cut) {
            engine.handle(at(next), Input::Wake);
        }
        engine.handle(at(cut), Input::Wake);
        let later = Duration::from_secs(7000);
        let mut again = Engine::take_up(plan.clone(), Options::default(), engine.progress(), at(later));
        prop_assert_eq!(again.next_wakeup(), None);
        again.handle(at(later), Input::Resume);
        run_to_end(&mut again, later);
        prop_assert_eq!(again.progress().active, plan.total());
        for tally in again.progress().tallies {
            prop_assert_eq!(tally.left, tally.right);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_whose_wait_is_over_finishes_what_has_begun_on_both_sides_and_begins_nothing(index in 0usize..22, at_ms in 0u64..900_000) {
        let plan = Plan::of(&routine(index));
        let over = Duration::from_millis(at_ms).min(plan.total().saturating_sub(Duration::from_millis(1)));
        let (mut engine, _) = Engine::start(plan, Options::default(), at(Duration::ZERO));
        while let Some(next) = engine.next_wakeup().filter(|next| *next < over) {
            engine.handle(at(next), Input::Wake);
        }
        engine.handle(at(over), Input::Wake);
        let (step, begun) = (engine.segment().unwrap().step, engine.progress().tallies);
        let told = engine.handle(at(over), Input::WindUp);
        prop_assert!(told.contains(&Event::Cue(Cue::Done)));
        let left = engine.remaining_in_all(at(over));
        let (ended, _) = run_to_end(&mut engine, over);
        prop_assert_eq!(ended, over + left);
        let finished = matches!(engine.state(), State::Finished { .. });
        prop_assert!(finished);
        for (index, (tally, before)) in engine.progress().tallies.iter().zip(&begun).enumerate() {
            prop_assert_eq!(tally.left, tally.right);
            if index != step {
                prop_assert_eq!(tally, before);
            }
        }
    }
}

/// Events of a session that is asked to end with what has begun, so many seconds after its start.
fn wound_up(engine: &mut Engine, at_secs: f64) -> (f64, Vec<Event>) {
    while let Some(next) = engine.next_wakeup().filter(|next| next.as_secs_f64() < at_secs) {
        engine.handle(at(next), Input::Wake);
    }
    let mut events = engine.handle(secs(at_secs), Input::WindUp);
    let (ended, later) = run_to_end(engine, secs(at_secs).monotonic);
    events.extend(later.into_iter().map(|(_, event)| event));
    (ended.as_secs_f64(), events)
}

#[test]
fn a_wait_that_is_over_in_a_first_hold_costs_this_hold_and_the_same_on_the_other_side() {
    let mut engine = in_the_first_hold("trap-release-5");
    let hold = engine.length();
    let sets = engine.segment().unwrap().sets;
    assert!(sets > 1, "a hold that is repeated");
    let begun = last(&engine).monotonic.as_secs_f64();
    let (_, events) = wound_up(&mut engine, begun);
    let tally = &engine.progress().tallies[engine.segment().unwrap().step];
    assert_eq!((tally.right, tally.left), (hold, hold));
    assert!(events.contains(&Event::Cue(Cue::Complete)), "it is heard that it is over");
}

#[test]
fn a_wait_that_is_over_while_getting_ready_ends_the_session_at_once() {
    let (mut engine, _) = start("trap-release-5");
    let (ended, events) = wound_up(&mut engine, 2.0);
    assert!((ended - 2.0).abs() < f64::EPSILON);
    assert!(events.contains(&Event::Finished(false)) && !events.contains(&Event::WindingUp), "{events:?}");
}

#[test]
fn a_wait_that_is_over_while_paused_ends_the_session_for_nobody_may_be_there() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::Pause);
    let events = engine.handle(now, Input::WindUp);
    assert!(events.contains(&Event::Finished(false)), "{events:?}");
}

#[test]
fn a_wait_that_is_over_while_something_hurts_leaves_the_question() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::Ouch);
    let events = engine.handle(now, Input::WindUp);
    assert_eq!(events, [Event::Cue(Cue::Done)]);
    assert!(matches!(engine.state(), State::Asking { .. }));
}

#[test]
fn next_after_the_last_side_of_a_wait_that_is_over_ends_the_session() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::WindUp);
    engine.handle(now, Input::Next);
    let events = engine.handle(now, Input::Next);
    assert!(events.contains(&Event::Finished(false)), "{events:?}");
}

#[test]
fn every_cue_comes_at_its_second() {
    let (mut engine, first) = start("desk-micro-2");
    let (_, events) = run_to_end(&mut engine, Duration::ZERO);
    let cues: Vec<(f64, &str)> = first
        .into_iter()
        .map(|event| (Duration::ZERO, event))
        .chain(events)
        .filter_map(|(when, event)| match event {
            Event::Cue(cue) => Some((when.as_secs_f64(), cue.word())),
            _ => None,
        })
        .collect();
    // Get-ready 5 s; push 5, rest 4, push 5; then the next get-ready at 19 s.
    let expected = [
        (0.0, "ready"),
        (2.0, "tick"),
        (3.0, "tick"),
        (4.0, "tick"),
        (5.0, "begin"),
        (7.0, "tick"),
        (8.0, "tick"),
        (9.0, "tick"),
        (10.0, "rest"),
        (11.0, "tick"),
        (12.0, "tick"),
        (13.0, "tick"),
        (14.0, "begin"),
        (16.0, "tick"),
        (17.0, "tick"),
        (18.0, "tick"),
        (19.0, "finish"),
        (20.0, "ready"),
        (21.0, "tick"),
    ];
    assert_eq!(cues[..expected.len()], expected);
    assert_eq!(cues.last(), Some(&(119.0, "complete")));
}

#[test]
fn a_late_call_shortens_nothing_and_plays_the_most_important_cue_only() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(3.5), Input::Wake);
    let events = engine.handle(secs(5.9), Input::Wake);
    assert_eq!(events, [Event::Segment(1), Event::Cue(Cue::Begin)]);
    assert_eq!(engine.remaining(secs(5.9)), Duration::from_secs_f64(4.1));
}

#[test]
fn a_sleep_pauses_at_the_moment_before_it() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(4.0), Input::Wake);
    let after_lid = Moment { monotonic: Duration::from_secs_f64(4.5), sleepless: Duration::from_hours(1) };
    let events = engine.handle(after_lid, Input::Wake);
    assert!(matches!(events[0], Event::Paused(Reason::Away(_))), "{events:?}");
    assert_eq!(engine.remaining(after_lid), Duration::from_secs(1));
    assert_eq!(engine.next_wakeup(), None);
}

#[test]
fn a_gap_on_the_monotonic_clock_pauses_too() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(4.0), Input::Wake);
    let events = engine.handle(secs(11.0), Input::Wake);
    assert_eq!(events[0], Event::Paused(Reason::Away(Duration::from_secs(7))));
}

#[test]
fn a_clock_that_goes_backwards_is_no_time_passing() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(4.0), Input::Wake);
    engine.handle(secs(1.0), Input::Wake);
    assert_eq!(engine.remaining(secs(4.0)), Duration::from_secs(1));
    let earlier = Moment { monotonic: Duration::from_secs_f64(4.5), sleepless: Duration::from_secs(1) };
    assert_eq!(engine.handle(earlier, Input::Wake), []);
}

#[test]
fn resuming_gives_three_seconds_of_get_ready_and_then_the_rest_of_the_hold() {
    let (mut engine, _) = start("desk-micro-2");
    for second in 1..=7 {
        engine.handle(secs(f64::from(second)), Input::Wake);
    }
    engine.handle(secs(7.0), Input::Pause);
    assert_eq!(engine.handle(secs(60.0), Input::Resume)[0], Event::Resumed(Duration::from_secs(3)));
    assert_eq!(engine.remaining(secs(60.0)), Duration::from_secs(3));
    engine.handle(secs(61.0), Input::Wake);
    engine.handle(secs(62.0), Input::Wake);
    assert_eq!(engine.handle(secs(63.0), Input::Wake), [Event::Cue(Cue::Begin)]);
    assert_eq!(engine.remaining(secs(63.0)), Duration::from_secs(3));
}

#[test]
fn skip_on_the_last_step_finishes() {
    let (mut engine, _) = start("desk-micro-2");
    for _ in 0..3 {
        engine.handle(secs(0.0), Input::Next);
    }
    let events = engine.handle(secs(0.0), Input::Next);
    assert_eq!(events.last(), Some(&Event::Finished(false)));
}

#[test]
fn back_twice_within_three_seconds_goes_to_the_exercise_before() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(0.0), Input::Next);
    engine.handle(secs(0.5), Input::Next);
    engine.handle(secs(1.0), Input::Back);
    assert_eq!(engine.segment().unwrap().step, 2);
    engine.handle(secs(2.0), Input::Back);
    assert_eq!(engine.segment().unwrap().step, 1);
}

#[test]
fn back_after_a_while_restarts_the_same_exercise() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(0.0), Input::Next);
    engine.handle(secs(1.0), Input::Back);
    engine.handle(secs(4.5), Input::Back);
    assert_eq!(engine.segment().unwrap().step, 1);
}

/// Into the first hold of the third step of the desk break: the upper trapezius, 18 s a side, at most 30 s.
fn in_a_long_hold() -> (Engine, f64) {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(0.0), Input::Next);
    engine.handle(secs(0.0), Input::Next);
    engine.handle(secs(4.0), Input::Wake);
    engine.handle(secs(6.0), Input::Wake);
    (engine, 6.0)
}

#[test]
fn a_hold_grows_by_five_seconds_up_to_what_is_safe() {
    let (mut engine, now) = in_a_long_hold();
    assert_eq!(engine.handle(secs(now), Input::Longer), [Event::HoldIs(Duration::from_secs(23))]);
    assert_eq!(engine.handle(secs(now), Input::Longer), [Event::HoldIs(Duration::from_secs(28))]);
    assert_eq!(engine.handle(secs(now), Input::Longer), [Event::HoldAtLimit(true)]);
    assert_eq!(engine.remaining(secs(now)), Duration::from_secs(27));
}

#[test]
fn a_hold_shrinks_by_five_seconds_and_keeps_its_three_ticks() {
    let (mut engine, now) = in_a_long_hold();
    assert_eq!(engine.handle(secs(now), Input::Shorter), [Event::HoldIs(Duration::from_secs(13))]);
    assert_eq!(engine.handle(secs(now), Input::Shorter), [Event::HoldIs(Duration::from_secs(8))]);
    assert_eq!(engine.handle(secs(now), Input::Shorter), [Event::HoldAtLimit(false)]);
    let (_, events) = run_to_end(&mut engine, Duration::from_secs_f64(now));
    let ticks: Vec<f64> = events
        .iter()
        .take_while(|(_, event)| !matches!(event, Event::Segment(_)))
        .filter(|(_, event)| *event == Event::Cue(Cue::Tick))
        .map(|(when, _)| when.as_secs_f64())
        .collect();
    assert_eq!(ticks, [10.0, 11.0, 12.0]);
}

#[test]
fn ouch_stops_and_asks_and_the_easier_version_starts_anew() {
    let (mut engine, now) = in_a_long_hold();
    let events = engine.handle(secs(now), Input::Ouch);
    assert!(events.contains(&Event::Hurt(2)) && engine.next_wakeup().is_none());
    engine.handle(secs(now + 30.0), Input::Answer(Hurt::Pull));
    assert!(engine.eased());
    assert_eq!(engine.segment().unwrap().step, 2);
    run_to_end(&mut engine, Duration::from_secs_f64(now + 30.0));
    assert_eq!(engine.progress().tallies[2].outcome, Outcome::Eased);
}

#[test]
fn ouch_and_next_leaves_the_exercise_as_stopped() {
    let (mut engine, now) = in_a_long_hold();
    engine.handle(secs(now), Input::Ouch);
    engine.handle(secs(now), Input::Next);
    assert_eq!(engine.progress().tallies[2].outcome, Outcome::Stopped);
    assert_eq!(engine.segment().unwrap().step, 3);
}

#[test]
fn in_wait_mode_a_hold_and_a_side_start_on_a_key() {
    let plan = Plan::of(TIMED.routine("desk-micro-2").unwrap());
    let options = Options { wait: true, ..Options::default() };
    let (mut engine, _) = Engine::start(plan, options, secs(0.0));
    engine.handle(secs(4.0), Input::Wake);
    assert_eq!(engine.handle(secs(5.0), Input::Wake).last(), Some(&Event::Waiting(1)));
    assert_eq!(engine.next_wakeup(), None);
    let events = engine.handle(secs(500.0), Input::Resume);
    assert_eq!(events, [Event::Segment(1), Event::Cue(Cue::Begin)]);
    assert_eq!(engine.remaining(secs(500.0)), Duration::from_secs(5));
}

#[test]
fn quitting_part_way_is_not_completed() {
    let (mut engine, now) = in_a_long_hold();
    assert_eq!(engine.handle(secs(now), Input::End), [Event::Finished(false)]);
    assert_eq!(engine.handle(secs(now), Input::End), []);
    assert_eq!(engine.progress().tallies[2].right, Duration::from_secs(1));
}

#[test]
fn going_through_with_the_next_key_alone_is_not_completed() {
    let (mut engine, _) = start("desk-micro-2");
    let mut last = Vec::new();
    for _ in 0..4 {
        last = engine.handle(secs(0.0), Input::Next);
    }
    assert_eq!(last.last(), Some(&Event::Finished(false)));
}

#[test]
fn moving_while_paused_stays_paused() {
    let (mut engine, _) = start("desk-micro-2");
    engine.handle(secs(1.0), Input::Pause);
    engine.handle(secs(2.0), Input::Next);
    assert!(matches!(engine.state(), State::Paused { .. }));
    assert_eq!((engine.segment().unwrap().step, engine.next_wakeup()), (1, None));
}

/// The end of the first exercise's get-ready and so far into its first hold that two seconds are done.
fn in_the_first_hold(routine: &str) -> Engine {
    let (mut engine, _) = start(routine);
    while engine.segment().unwrap().kind != SegmentKind::Hold || engine.segment().unwrap().side.is_none() {
        let next = engine.next_wakeup().unwrap();
        engine.handle(at(next), Input::Wake);
    }
    engine.handle(at(engine.next_wakeup().unwrap() + Duration::from_secs(1)), Input::Wake);
    engine
}

/// The moment of the engine's last call.
fn last(engine: &Engine) -> Moment {
    at(engine.next_wakeup().unwrap())
}

/// The lengths of an exercise's holds, side by side.
fn holds(engine: &Engine) -> (Vec<Duration>, Vec<Duration>) {
    let step = engine.segment().unwrap().step;
    let of = |side| {
        let segments = engine.plan().segments().iter().enumerate();
        let holds = segments.filter(|(_, one)| one.step == step && one.kind == SegmentKind::Hold);
        holds.filter(|(_, one)| one.side == Some(side)).map(|(index, _)| engine.length_of(index)).collect()
    };
    (of(Side::Right), of(Side::Left))
}

#[test]
fn next_goes_to_the_other_side_and_once_more_to_the_next_exercise() {
    let mut engine = in_the_first_hold("trap-release-5");
    let (step, side) = (engine.segment().unwrap().step, engine.segment().unwrap().side);
    let now = last(&engine);
    engine.handle(now, Input::Next);
    let other = *engine.segment().unwrap();
    assert_eq!((other.step, other.kind), (step, SegmentKind::Switch));
    assert_ne!(other.side, side);
    let events = engine.handle(now, Input::Next);
    assert!(events.contains(&Event::StepEnded(step, Outcome::Skipped)), "{events:?}");
    assert_eq!(engine.segment().unwrap().step, step + 1);
}

#[test]
fn next_before_the_first_side_goes_to_the_next_exercise() {
    let (mut engine, _) = start("trap-release-5");
    engine.handle(secs(1.0), Input::Next);
    assert_eq!(engine.segment().unwrap().step, 1);
}

#[test]
fn an_exercise_of_which_one_side_was_left_early_counts_as_left_early() {
    let mut engine = in_the_first_hold("trap-release-5");
    let step = engine.segment().unwrap().step;
    engine.handle(last(&engine), Input::Next);
    while engine.segment().unwrap().step == step {
        engine.handle(last(&engine), Input::Wake);
    }
    let tally = &engine.progress().tallies[step];
    assert_eq!(tally.outcome, Outcome::Skipped);
    assert!(!tally.left.is_zero() && !tally.right.is_zero());
}

#[test]
fn a_hold_that_is_made_longer_is_longer_on_the_other_side_too() {
    let mut engine = in_the_first_hold("trap-release-5");
    let before = holds(&engine);
    assert_eq!(before.0, before.1);
    engine.handle(last(&engine), Input::Longer);
    let after = holds(&engine);
    assert_eq!(after.0, after.1);
    assert_eq!(after.0[0], before.0[0] + Duration::from_secs(5));
    assert_eq!(after.0[1..], before.0[1..]);
}

#[test]
fn a_hold_can_be_made_longer_before_it_begins() {
    let (mut engine, _) = start("trap-release-5");
    while engine.segment().unwrap().kind != SegmentKind::GetReady
        || engine.plan().segments()[engine.current() + 1].kind != SegmentKind::Hold
    {
        let next = engine.next_wakeup().unwrap();
        engine.handle(at(next), Input::Wake);
    }
    let hold = engine.current() + 1;
    let longer = engine.plan().segments()[hold].length + Duration::from_secs(5);
    let events = engine.handle(last(&engine), Input::Longer);
    assert!(events.contains(&Event::HoldIs(longer)), "{events:?}");
    assert_eq!(engine.length_of(hold), longer);
}

#[test]
fn an_ouch_by_a_wrong_key_can_be_taken_back() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    let (left, step) = (engine.remaining(now), engine.segment().unwrap().step);
    engine.handle(now, Input::Ouch);
    let events = engine.handle(now, Input::Back);
    assert_eq!(events, [Event::Paused(Reason::Asked), Event::Cue(Cue::Pause)]);
    assert_eq!((engine.remaining(now), engine.progress().tallies[step].outcome), (left, Outcome::Unfinished));
}

#[test]
fn after_an_ouch_nothing_but_its_answers_goes_on() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::Ouch);
    for input in [Input::Toggle, Input::Resume, Input::Pause, Input::Longer, Input::Ouch, Input::Wake] {
        assert_eq!(engine.handle(now, input), [], "{input:?}");
    }
}

/// What hurt, as the session tells it: how often, the last answer, its strength, and the outcome of the step.
fn told(engine: &Engine, step: usize) -> (usize, Option<Hurt>, Option<u8>, Outcome) {
    let tally = &engine.progress().tallies[step];
    let last = tally.ouches.last();
    (tally.ouches.len(), last.and_then(|ouch| ouch.hurt), last.and_then(|ouch| ouch.strength), tally.outcome)
}

#[test]
fn an_ouch_says_where_when_and_how_bad_it_was() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    let step = engine.segment().unwrap().step;
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Strength(6));
    engine.handle(now, Input::Answer(Hurt::Pull));
    let ouch = engine.progress().tallies[step].ouches[0];
    assert_eq!((ouch.side, ouch.after), (Some(Side::Right), now.monotonic));
    assert_eq!((ouch.hurt, ouch.strength), (Some(Hurt::Pull), Some(6)));
}

#[test]
fn an_ouch_stays_whatever_follows_it() {
    let after = |inputs: &[Input]| {
        let mut engine = in_the_first_hold("trap-release-5");
        let now = last(&engine);
        let step = engine.segment().unwrap().step;
        for input in [Input::Ouch, Input::Strength(7)].iter().chain(inputs) {
            engine.handle(now, *input);
        }
        told(&engine, step)
    };
    let pull = Input::Answer(Hurt::Pull);
    assert_eq!(after(&[Input::Next]), (1, None, Some(7), Outcome::Stopped));
    assert_eq!(after(&[Input::End]), (1, None, Some(7), Outcome::Stopped));
    assert_eq!(after(&[pull, Input::End]), (1, Some(Hurt::Pull), Some(7), Outcome::Unfinished));
    assert_eq!(after(&[pull, Input::Next]), (1, Some(Hurt::Pull), Some(7), Outcome::Skipped));
    assert_eq!(after(&[pull, Input::Ouch, Input::Next]), (2, None, None, Outcome::Stopped));
    assert_eq!(after(&[Input::Answer(Hurt::Sharp)]), (1, Some(Hurt::Sharp), Some(7), Outcome::Stopped));
}

#[test]
fn an_ouch_in_the_first_get_ready_is_worth_a_record() {
    let (mut engine, _) = start("trap-release-5");
    engine.handle(secs(1.0), Input::Ouch);
    engine.handle(secs(1.0), Input::End);
    assert!(engine.progress().is_worth_recording());
}

#[test]
fn pain_that_is_sharp_leaves_out_the_rest_of_its_area_and_waits() {
    let plan = Plan::of(LIBRARY.routine("upper-full-10").unwrap());
    let (mut engine, _) = Engine::start(plan.clone(), Options::default(), at(Duration::ZERO));
    let hurt = (0..plan.steps().len())
        .find(|step| (step + 1..plan.steps().len()).any(|later| plan.share_an_area(*step, later)));
    let hurt = hurt.unwrap();
    while engine.segment().unwrap().step < hurt {
        engine.handle(at(Duration::ZERO), Input::Next);
    }
    engine.handle(at(Duration::ZERO), Input::Ouch);
    let events = engine.handle(at(Duration::ZERO), Input::Answer(Hurt::Sharp));
    assert!(events.contains(&Event::Paused(Reason::LeftOut)), "{events:?}");
    engine.handle(at(Duration::ZERO), Input::Resume);
    run_to_end(&mut engine, Duration::ZERO);
    let tallies = engine.progress().tallies;
    for (later, tally) in tallies.iter().enumerate().skip(hurt + 1) {
        let left_out = plan.share_an_area(hurt, later);
        assert_eq!(tally.work().is_zero(), left_out, "{}", plan.steps()[later].exercise.id);
    }
}

#[test]
fn what_is_left_out_stays_so_going_back_and_after_a_kill() {
    let (mut engine, _) = start("desk-micro-2");
    let (now, hurt) = (secs(4.0), 0);
    engine.handle(now, Input::Ouch);
    engine.handle(now, Input::Answer(Hurt::Sharp));
    let again = Engine::take_up(engine.plan().clone(), Options::default(), engine.progress(), now);
    assert!(again.is_left_out(hurt));
    engine.handle(now, Input::Back);
    engine.handle(now, Input::Back);
    assert_ne!(engine.segment().map(|segment| segment.step), Some(hurt));
}

#[test]
fn a_session_that_was_cut_off_while_it_asked_asks_again() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::Ouch);
    let mut again = Engine::take_up(engine.plan().clone(), Options::default(), engine.progress(), now);
    assert!(matches!(again.state(), State::Asking { .. }));
    again.handle(now, Input::Answer(Hurt::Pull));
    assert!(again.eased());
}

#[test]
fn sharp_pain_in_an_exercise_for_no_area_leaves_out_the_rest() {
    let (mut engine, _) = start("gentle-flare-7");
    assert!(engine.plan().serves_no_area(0), "it begins with breathing");
    engine.handle(secs(6.0), Input::Ouch);
    let events = engine.handle(secs(6.0), Input::Answer(Hurt::Sharp));
    assert_eq!(events.last(), Some(&Event::Finished(false)), "{events:?}");
}

#[test]
fn signs_that_need_help_end_the_session_at_once() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    engine.handle(now, Input::Ouch);
    let events = engine.handle(now, Input::Answer(Hurt::Emergency));
    assert_eq!(events.last(), Some(&Event::Finished(false)));
    assert!(engine.is_emergency());
    // By a wrong key: it goes on, and that it hurt stands.
    let again = Engine::take_up(engine.plan().clone(), Options::default(), engine.before_end().unwrap(), now);
    assert!(!again.is_emergency() && again.progress().is_worth_recording());
}

#[test]
fn a_session_that_was_ended_early_can_go_on_where_it_was() {
    let mut engine = in_the_first_hold("trap-release-5");
    let now = last(&engine);
    let before = Progress { left: engine.segment_left(now), ..engine.progress() };
    engine.handle(now, Input::End);
    let before_end = engine.before_end().unwrap();
    assert_eq!((before_end.segment, before_end.left), (before.segment, before.left));
    let again = Engine::take_up(engine.plan().clone(), Options::default(), before_end, now);
    assert_eq!(again.remaining(now), before.left);
}
