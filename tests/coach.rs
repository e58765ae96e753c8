//! Composed sessions: what must hold for every wish and every person.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::chance::Chance;
use crate::content::{LIBRARY, TEXTS};
use crate::sandbox::{Sandbox, write};
use supple::areas::Area;
use supple::coach::{Person, Reason, Wish, compose};
use supple::history::{Kind, Ouch, Profile, Record, Session, StepOutcome, StepRecord};
use supple::practice::{Hurt, Needs, Position, Sides, Step};
use supple::session::{Guide, Level, Plan};
use supple::suggestion::Habits;

/// Whether an exercise in a position may be part of a session at all.
fn may_do(person: &Person, step: &Step, wish: &Wish) -> bool {
    let exercise = &step.exercise;
    let ruled_out = exercise.skip_if.iter().any(|tag| {
        person.needs.yes.contains(tag) && (exercise.easier.is_empty() || !exercise.easier_suits.contains(tag))
    });
    let profile = person.profile.clone().unwrap_or_default();
    let lacks = |thing: &String| match &person.profile {
        Some(profile) => profile.lacks.contains(thing),
        None => ["band", "ball"].contains(&thing.as_str()),
    };
    !ruled_out
        && !exercise.areas.iter().any(|area| person.needs.sharp.contains(area.word()))
        && !person.never.contains(&exercise.id)
        && person.habits.hurt(&exercise.id, OUCH_DAYS).is_none()
        && !exercise.equipment.iter().any(lacks)
        && !profile.avoids.contains(step.position.word())
        && wish.position.is_none_or(|position| position == step.position)
}

const OUCH_DAYS: u8 = 7;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn area(word: &str) -> Area {
    LIBRARY.areas().named(word).unwrap().clone()
}

fn wish(minutes: u64, areas: &[&str], position: Option<Position>) -> Wish {
    Wish { time: Duration::from_mins(minutes), areas: areas.iter().map(|word| area(word)).collect(), position }
}

/// Sessions of the last weeks, at random; now and then something hurt.
fn lived(chance: &mut Chance) -> Habits {
    let noon: DateTime<FixedOffset> = "2026-11-23T12:00:00+01:00".parse().unwrap();
    let exercises = LIBRARY.exercises();
    let records: Vec<Record> = (0..chance.below(12))
        .map(|_| {
            let steps = (0..=chance.below(6)).map(|_| {
                let exercise = exercises[chance.below(exercises.len())];
                let hurts = chance.number(12) == 0;
                let ouch = Ouch { kind: Some(Hurt::ALL[1 + chance.below(2)]), ..Ouch::default() };
                StepRecord {
                    exercise: exercise.id.clone(),
                    areas: exercise.area_ids(),
                    left_secs: None,
                    right_secs: None,
                    secs: 30,
                    outcome: StepOutcome::Done,
                    ouches: hurts.then_some(ouch).into_iter().collect(),
                }
            });
            let steps = steps.collect();
            let session = Session { routine: "x".to_owned(), steps, completed: true, ..Session::default() };
            Record::new(noon - TimeDelta::hours(i64::try_from(chance.number(800)).unwrap()), Kind::Session(session))
        })
        .collect();
    Habits::seen(&records, today(), 3)
}

fn somebody(chance: &mut Chance) -> Person {
    static LIVES: LazyLock<Vec<Habits>> = LazyLock::new(|| (0..60).map(|seed| lived(&mut Chance(seed))).collect());
    let areas: Vec<String> = LIBRARY.areas().all().iter().map(|area| area.word().to_owned()).collect();
    let exercises = LIBRARY.exercises();
    let habits = LIVES[chance.below(LIVES.len())].clone();
    let mut some = |of: &[String], one_in: u64| -> BTreeSet<String> {
        of.iter().filter(|_| chance.number(one_in) == 0).cloned().collect()
    };
    let tags: Vec<String> = TEXTS.screening.iter().map(|(tag, _)| tag.clone()).collect();
    let things: Vec<String> = LIBRARY.equipment().into_iter().map(str::to_owned).collect();
    let positions: Vec<String> = Position::ALL.iter().map(|position| position.word().to_owned()).collect();
    let ids: Vec<String> = exercises.iter().map(|exercise| exercise.id.clone()).collect();
    let (yes, sharp, lacks, avoids) = (some(&tags, 8), some(&areas, 25), some(&things, 6), some(&positions, 6));
    let (never, liked) = (some(&ids, 15), some(&ids, 15));
    let asked = chance.number(3) > 0;
    let tense = areas.iter().map(|area| (area.clone(), u8::try_from(chance.number(11)).unwrap())).collect();
    let week = areas.iter().map(|area| (area.clone(), chance.number(500))).collect();
    let hurt = habits.hurt_areas(OUCH_DAYS);
    let needs = Needs { yes, tense, hurt, sharp, ..Needs::default() };
    let profile = asked.then(|| Profile { yes: needs.yes.clone(), lacks, avoids });
    Person { needs, profile, habits, week, ouch_days: OUCH_DAYS, never, liked }
}

#[test]
fn ten_thousand_wishes_of_ten_thousand_people_are_kept() {
    let guides = [Guide::silent(), Guide { level: Level::Brief, ..Guide::default() }, Guide::default()];
    let ways = LIBRARY.ways();
    let all = LIBRARY.areas().all();
    let mut chance = Chance(20_261_127);
    let (mut composed, mut nothing) = (0, 0);
    for turn in 0..10_000 {
        let somebody = somebody(&mut chance);
        let areas: Vec<&str> = all.iter().filter(|_| chance.number(4) == 0).map(Area::word).collect();
        let position = (chance.number(3) == 0).then(|| Position::ALL[chance.below(Position::ALL.len())]);
        let wish = wish(1 + chance.number(30), &areas, position);
        let guide = &guides[chance.below(3)];
        let said = format!("{turn}: {wish:?}");
        let can_do: Vec<Step> = ways
            .iter()
            .map(|(exercise, position)| Step { position: *position, ..Step::of(exercise) })
            .filter(|step| may_do(&somebody, step, &wish))
            .collect();
        let serves = |step: &Step, area: &Area| step.exercise.areas.contains(area);
        let is_of_use = |step: &&Step| {
            areas.is_empty() || step.exercise.areas.is_empty() || wish.areas.iter().any(|area| serves(step, area))
        };
        let Ok(session) = compose(&ways, &wish, &somebody, guide) else {
            nothing += 1;
            // A minute may be too short for the way into a position and what is said of it.
            let serves_any = |step: &Step| wish.areas.iter().any(|area| serves(step, area));
            let is_any =
                |step: &&Step| if areas.is_empty() { !step.exercise.areas.is_empty() } else { serves_any(step) };
            assert!(can_do.iter().filter(is_any).count() == 0 || wish.time <= Duration::from_mins(1), "{said}");
            continue;
        };
        composed += 1;
        let routine = &session.routine;
        let said = format!("{said}\n{:?}", routine.steps.iter().map(|step| &step.exercise.id).collect::<Vec<_>>());

        // Within the minutes, to the second.
        let plan = Plan::guided(routine, guide);
        assert_eq!(session.total, plan.total(), "{said}");
        assert!(session.total <= wish.time, "{said}");
        // As full as there is content for it: each exercise once, as long as it is by itself.
        let mut seen = BTreeSet::new();
        let once = can_do.iter().filter(is_of_use).filter(|step| seen.insert(step.exercise.id.clone()));
        let content: Duration =
            once.map(|step| step.dose.one_side() * if step.exercise.sides == Sides::None { 1 } else { 2 }).sum();
        if !areas.is_empty() && content >= wish.time {
            // In a single minute a breath more or less is a sixth of it.
            let least = if wish.time > Duration::from_mins(1) { 0.9 } else { 0.75 };
            assert!(session.total.as_secs_f64() >= least * wish.time.as_secs_f64(), "{:?} {said}", session.total);
        }

        // Nothing that is not wanted, twice, or for nobody.
        let mut seen = BTreeSet::new();
        for step in &routine.steps {
            assert!(may_do(&somebody, step, &wish) && is_of_use(&step), "{} {said}", step.exercise.id);
            assert!(seen.insert(&step.exercise.id), "{} twice {said}", step.exercise.id);
            let has_change = routine.changes.iter().any(|change| change.exercise.id == step.exercise.id);
            assert_eq!(step.eased, has_change, "{} {said}", step.exercise.id);
        }
        // Both sides alike.
        for (index, _) in routine.steps.iter().enumerate() {
            let time = |side| -> Duration {
                let of = plan.segments().iter().filter(|segment| segment.step == index && segment.kind.is_work());
                of.filter(|segment| segment.side == Some(side)).map(|segment| segment.length).sum()
            };
            assert_eq!(time(supple::practice::Side::Left), time(supple::practice::Side::Right), "{said}");
        }
        // Each position once: no order of the same steps has fewer changes, so none of a thousand random ones.
        let positions: Vec<Position> = routine.steps.iter().map(|step| step.position).collect();
        let changes = positions.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(changes + 1, positions.iter().collect::<BTreeSet<_>>().len(), "{said}");
        // A warm-up comes first.
        let warm_ups = session.reasons.iter().rposition(|reason| *reason == Reason::WarmUp);
        assert!(warm_ups.is_none_or(|place| place == 0), "{said}");
        assert_eq!(session.reasons.len(), routine.steps.len());
        // Every area asked for is served, or it is said why not.
        for area in &wish.areas {
            let is_served = routine.steps.iter().any(|step| serves(step, area));
            let unsuited = session.unsuited.contains(area);
            let too_many = session.too_many.contains(area);
            assert_eq!(u8::from(is_served) + u8::from(unsuited) + u8::from(too_many), 1, "{} {said}", area.word());
            assert!(!unsuited || !can_do.iter().any(|step| serves(step, area)), "{} {said}", area.word());
            let enough = wish.time >= Duration::from_secs(100) * u32::try_from(areas.len()).unwrap();
            assert!(!too_many || !enough, "{} {said}", area.word());
        }
    }
    assert!(composed > 7_000 && nothing > 500, "{composed} {nothing}");
}

// `supple go`

/// The exercises of a session that was asked for, and the seconds that it takes.
fn gone(sandbox: &Sandbox, words: &[&str]) -> (Vec<String>, u64) {
    let json = sandbox.json(&[&["go", "--json"], words].concat());
    let steps = json["steps"].as_array().unwrap();
    let exercises = steps.iter().map(|step| step["exercise"].as_str().unwrap().to_owned()).collect();
    (exercises, json["total_secs"].as_u64().unwrap())
}

#[test]
fn minutes_areas_and_a_position_are_understood_in_any_order() {
    let sandbox = Sandbox::new();
    let one = gone(&sandbox, &["4m", "lower", "back", "neck", "seated"]);
    for words in [
        &["seated", "neck", "lower-back", "4"][..],
        &["neck", "Lower Back", "4:00", "Seated"],
        &["neck", "neck", "lower_back", "240s", "seated"],
        &["4min", "neck", "lower", "back", "seated"],
    ] {
        assert_eq!(gone(&sandbox, words), one, "{words:?}");
    }
    assert!((216..=240).contains(&one.1), "{one:?}");
}

#[test]
fn what_is_not_understood_says_what_would_be() {
    let sandbox = Sandbox::new();
    let refused = |words: &[&str], says: &str| {
        sandbox.supple(&[&["go", "--json"], words].concat()).assert().code(2).stderr(predicates::str::contains(says));
    };
    refused(&["nek"], "Did you mean neck?");
    refused(&["sitting"], "Positions: seated, standing");
    refused(&["0m"], "expected a length of time");
    refused(&["61m"], "a session takes 1 to 60 minutes, not 1:01:00");
    refused(&["30s"], "a session takes 1 to 60 minutes, not 0:30");
    refused(&["4m", "neck", "prone"], "try more minutes, another area");
}

#[test]
fn a_session_is_shown_with_its_reasons_run_logged_and_found_again() {
    let sandbox = Sandbox::new();
    let shown = sandbox.says(&["go", "3m", "neck", "--dry"]);
    assert!(shown.contains("Neck, 3 minutes: ") && shown.contains("warm-up"), "{shown}");
    assert!(shown.contains("neck: as you asked"), "{shown}");
    assert!(sandbox.says(&["go", "3m", "--dry"]).contains(": not stretched lately"));
    assert_eq!(sandbox.records().len(), 0);
    let total = gone(&sandbox, &["3m", "neck"]).1;
    let run = ["go", "3m", "neck", "--plain", "--mute", "--speed", "1000", "--log"];
    sandbox.supple(&run).assert().success();
    let record = &sandbox.records()[0];
    assert_eq!((&record["title"], &record["active_secs"]), (&"Neck, 3 minutes".into(), &record["planned_secs"]));
    assert!(record["active_secs"].as_u64().unwrap() <= total);
    // The same again, by the id of what was composed last.
    sandbox.supple(&["run", "composed", "--plain", "--mute", "--speed", "1000"]).assert().success();
    // By now the week of the neck has had something.
    assert!(sandbox.says(&["go", "3m", "neck", "--dry"]).contains(" short this week"));
}

#[test]
fn a_session_can_be_kept_as_a_routine_of_ones_own() {
    let sandbox = Sandbox::new();
    let kept = sandbox.says(&["go", "4m", "neck", "--keep", "After calls", "--dry"]);
    assert!(kept.contains("Kept as after-calls in "), "{kept}");
    assert!(sandbox.says(&["check"]).contains("No problems found"));
    assert!(sandbox.says(&["list"]).contains("After calls"));
    assert!(sandbox.says(&["go", "5m", "neck", "--keep", "After calls", "--dry"]).contains("Kept as after-calls-2"));
    assert_eq!(sandbox.json(&["show", "after-calls-2", "--json"])["title"], "After calls (2)");
}

#[test]
fn what_hurt_is_left_out_of_the_next_session() {
    let sandbox = Sandbox::with_machine();
    let before = gone(&sandbox, &["4m", "neck"]).0;
    let hurt = before.iter().find(|exercise| exercise.starts_with("neck") || exercise.starts_with("chin")).unwrap();
    let line = format!(
        r#"{{"v":1,"kind":"session","id":"01HURT","at":"2026-11-22T12:00:00+00:00","routine":"x","title":"x","planned_secs":60,"active_secs":60,"completed":true,"steps":[{{"exercise":"{hurt}","areas":["neck"],"secs":60,"outcome":"done","ouches":[{{"kind":"pull"}}]}}]}}"#
    );
    write(&sandbox.history_file(), line + "\n");
    let after = gone(&sandbox, &["4m", "neck"]).0;
    assert!(!after.contains(hurt), "{hurt} {after:?}");
}

// `supple today`

#[test]
fn today_says_what_the_day_and_the_week_have_had_and_what_is_missing() {
    let sandbox = Sandbox::with_machine();
    let nothing = sandbox.says(&["today"]);
    assert!(nothing.contains("Today: nothing yet."), "{nothing}");
    assert!(nothing.contains("supple go makes a session for your trapezius, neck, lower back, glutes and wrists."));
    let run = ["run", "upper-trap-stretch", "--plain", "--mute", "--speed", "1000", "--log"];
    sandbox.supple(&run).assert().success();
    let told = sandbox.says(&["today"]);
    assert!(told.contains("Upper trapezius") && told.contains("60 of 60 s  enough"), "{told}");
    let json = sandbox.json(&["today", "--json"]);
    assert_eq!((json["sessions"].as_u64(), json["streak"].as_u64()), (Some(1), Some(1)));
    // Two holds of 30 s on each side.
    assert_eq!(json["areas_last_seven_days"][0]["secs"], 120);
    assert_eq!(json["areas_last_seven_days"][0]["lacks_secs"], 180);
}
