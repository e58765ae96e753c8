//! Composed sessions: what must hold for every wish and every person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::chance::Chance;
use crate::content::{LIBRARY, TEXTS};
use supple::areas::Area;
use supple::coach::{Person, Reason, Wish, compose};
use supple::history::{Kind, Ouch, Profile, Record, Session, StepOutcome, StepRecord};
use supple::practice::{Hurt, Needs, Position, Sides, Step};
use supple::session::{Guide, Level, Plan};
use supple::suggestion::Habits;

/// Somebody for whom sessions are composed.
#[derive(Debug, Clone, Default)]
struct Somebody {
    needs: Needs,
    profile: Option<Profile>,
    habits: Habits,
    week: BTreeMap<String, u64>,
    never: BTreeSet<String>,
    liked: BTreeSet<String>,
}

impl Somebody {
    fn person(&self) -> Person<'_> {
        Person {
            needs: &self.needs,
            profile: self.profile.as_ref(),
            habits: &self.habits,
            week: &self.week,
            ouch_days: OUCH_DAYS,
            never: &self.never,
            liked: &self.liked,
        }
    }

    /// Whether an exercise in a position may be part of a session at all.
    fn may_do(&self, step: &Step, wish: &Wish) -> bool {
        let exercise = &step.exercise;
        let ruled_out = exercise.skip_if.iter().any(|tag| {
            self.needs.yes.contains(tag) && (exercise.easier.is_empty() || !exercise.easier_suits.contains(tag))
        });
        let profile = self.profile.clone().unwrap_or_default();
        let lacks = |thing: &String| match &self.profile {
            Some(profile) => profile.lacks.contains(thing),
            None => ["band", "ball"].contains(&thing.as_str()),
        };
        !ruled_out
            && !exercise.areas.iter().any(|area| self.needs.sharp.contains(area.word()))
            && !self.never.contains(&exercise.id)
            && self.habits.hurt(&exercise.id, OUCH_DAYS).is_none()
            && !exercise.equipment.iter().any(lacks)
            && !profile.avoids.contains(step.position.word())
            && wish.position.is_none_or(|position| position == step.position)
    }
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
            let steps = (0..1 + chance.below(6)).map(|_| {
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

fn somebody(chance: &mut Chance) -> Somebody {
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
    let needs = Needs { yes, tense, hurt, sharp };
    let profile = asked.then(|| Profile { yes: needs.yes.clone(), lacks, avoids });
    Somebody { needs, profile, habits, week, never, liked }
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
        let may_do: Vec<Step> = ways
            .iter()
            .map(|(exercise, position)| Step { position: *position, ..Step::of(exercise) })
            .filter(|step| somebody.may_do(step, &wish))
            .collect();
        let serves = |step: &Step, area: &Area| step.exercise.areas.contains(area);
        let is_of_use = |step: &&Step| {
            areas.is_empty() || step.exercise.areas.is_empty() || wish.areas.iter().any(|area| serves(step, area))
        };
        let Ok(session) = compose(&ways, &wish, &somebody.person(), guide) else {
            nothing += 1;
            // A minute may be too short for the way into a position and what is said of it.
            assert!(may_do.iter().filter(is_of_use).count() == 0 || wish.time <= Duration::from_mins(1), "{said}");
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
        let once = may_do.iter().filter(is_of_use).filter(|step| seen.insert(step.exercise.id.clone()));
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
            assert!(somebody.may_do(step, &wish) && is_of_use(&step), "{} {said}", step.exercise.id);
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
            assert!(!unsuited || !may_do.iter().any(|step| serves(step, area)), "{} {said}", area.word());
            let enough = wish.time >= Duration::from_secs(100) * u32::try_from(areas.len()).unwrap();
            assert!(!too_many || !enough, "{} {said}", area.word());
        }
    }
    assert!(composed > 8_000 && nothing > 500, "{composed} {nothing}");
}
