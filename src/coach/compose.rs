//! Composing: a session of so many minutes, for what a person needs most. Pure and deterministic: the same wish, library,
//! history and day give the same session.
//!
//! Steps are chosen in as few positions as serve every area and fill the time; then doses grow until the time is full.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::COMPOSED;
use super::candidate::Candidate;
use super::reason::Reason;
use crate::areas::Area;
use crate::figure::words::capital;
use crate::history::Profile;
use crate::practice::dose::OF_A_WEEK;
use crate::practice::routine::Origin;
use crate::practice::{Exercise, Kind, Level, Needs, Position, Routine, Step};
use crate::session::plan::Plan;
use crate::session::wording::Guide;
use crate::suggestion::{Habits, USUAL};
use crate::words::{counted, listed};

/// The minutes that a session may be composed for (at most as long as a routine may be).
pub const MINUTES: RangeInclusive<u64> = 1..=60;

/// The whole minutes that a person usually has at this time of day.
#[must_use]
pub fn usual_minutes(habits: &Habits, now: DateTime<FixedOffset>) -> u64 {
    let usual = habits.usual_time(now).unwrap_or(USUAL);
    ((usual.as_secs() + 30) / 60).clamp(*MINUTES.start(), *MINUTES.end())
}

/// The share of the time that is filled at least, where there is enough that suits: nine tenths, and what words may take
/// less than was thought.
const FILLED: f64 = 0.92;
/// Below this, nobody is sent to the floor without having asked for it.
const NO_FLOOR_BELOW: Duration = Duration::from_mins(8);
/// Below this there is no time for a warm-up beside what is needed.
const WARM_UP_FROM: Duration = Duration::from_secs(100);
/// The share of the time that a warm-up may take.
const WARM_UP: u32 = 4;
/// The time of work that each step has before doses grow, at least and at most; between these, a sixth of the session.
const OF_A_STEP: RangeInclusive<Duration> = Duration::from_secs(25)..=Duration::from_secs(75);
/// Things that people have only if they bought them for this.
const BOUGHT: [&str; 2] = ["band", "ball"];
/// How much a warm-up that serves no area in particular is needed: more than any other, favourite or not.
const GENERAL_WARM_UP: f64 = 5.0;
/// More than it matters for the whole which step is the first.
const OF_ANOTHER_FIRST: Duration = Duration::from_secs(15);
/// After so many days an area has waited as long as any.
const LONG_AGO: i64 = 14;

/// The wish of a person: so many minutes, for these areas, in this position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The time that there is.
    pub time: Duration,
    /// The areas; none asks for what is needed most.
    pub areas: Vec<Area>,
    /// The position to stay in.
    pub position: Option<Position>,
}

/// The person for whom a session is composed.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The needs.
    pub needs: Needs,
    /// What they said of themselves, if they were asked.
    pub profile: Option<Profile>,
    /// The habits.
    pub habits: Habits,
    /// The seconds of each area in the last seven days.
    pub week: BTreeMap<String, u64>,
    /// For so many days after an exercise hurt, it is left out.
    pub ouch_days: u8,
    /// The exercises that they never want.
    pub never: BTreeSet<String>,
    /// The exercises that they like.
    pub liked: BTreeSet<String>,
}

/// A composed session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The session, as a routine.
    pub routine: Routine,
    /// Why each step is there.
    pub reasons: Vec<Reason>,
    /// The areas asked for, for which nothing suits.
    pub unsuited: Vec<Area>,
    /// The areas asked for, for which the time is too short.
    pub too_many: Vec<Area>,
    /// The time that it takes.
    pub total: Duration,
}

impl Composed {
    /// The session as a routine to keep, with a title and an id of its own.
    #[must_use]
    pub fn kept(&self, title: &str, id: String) -> Routine {
        let whole = self.routine.steps.iter().map(|step| Step { eased: false, ..step.clone() });
        Routine {
            id,
            title: title.to_owned(),
            goal: "Composed for the time there was.".to_owned(),
            steps: whole.collect(),
            changes: Vec::new(),
            origin: Origin::User,
            ..self.routine.clone()
        }
    }
}

/// There is nothing that suits: no exercise is left for the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing;

/// A step that was chosen: the place of its candidate, the place of its dose, and the seconds that a hold is longer.
#[derive(Debug, Clone, Copy)]
struct Pick {
    candidate: usize,
    level: usize,
    longer: u64,
    is_warm_up: bool,
}

/// What a session is chosen from.
struct Choice<'a> {
    candidates: Vec<Candidate>,
    /// How much each area needs it, by id; those that are wanted.
    needed: BTreeMap<&'a str, f64>,
    /// How good a choice each candidate is, beside what its areas need.
    liked: Vec<f64>,
    time: Duration,
    guide: &'a Guide,
}

/// Composes a session from `ways`, exercises each in a position, with enough time in each get-ready to say what `guide` allows.
pub fn compose(
    ways: &[(&Arc<Exercise>, Position)],
    wish: &Wish,
    person: &Person,
    guide: &Guide,
) -> Result<Composed, Nothing> {
    let is_asked_for = |exercise: &Exercise| {
        let serves = |area: &Area| wish.areas.contains(area);
        wish.areas.is_empty() || exercise.areas.is_empty() || exercise.areas.iter().any(serves)
    };
    let is_wanted = |position: Position| {
        wish.position.is_none_or(|wanted| wanted == position)
            && person.profile.as_ref().is_none_or(|profile| !profile.avoids.contains(position.word()))
    };
    let suits = |(exercise, position): &&(&Arc<Exercise>, Position)| {
        is_wanted(*position) && is_asked_for(exercise) && person.wants(exercise)
    };
    let ways = ways.iter().filter(suits);
    let candidates: Vec<Candidate> =
        ways.filter_map(|(exercise, position)| Candidate::of(exercise, *position, &person.needs)).collect();
    let mut needed = BTreeMap::new();
    for area in candidates.iter().flat_map(|candidate| &candidate.exercise.areas) {
        if wish.areas.is_empty() || wish.areas.contains(area) {
            needed.insert(area.word(), person.need(area.word()));
        }
    }
    if wish.areas.is_empty() {
        keep_the_neediest(&mut needed, wish.time);
    }
    let serves = |candidate: &Candidate| {
        let areas = &candidate.exercise.areas;
        areas.is_empty() || areas.iter().any(|area| needed.contains_key(area.word()))
    };
    let candidates: Vec<Candidate> = candidates.iter().filter(|candidate| serves(candidate)).cloned().collect();
    let liked = candidates.iter().map(|candidate| person.likes(&candidate.exercise)).collect();
    let choice = Choice { candidates, needed, liked, time: wish.time, guide };
    choice.best().and_then(|picks| choice.composed(&picks, wish, person)).ok_or(Nothing)
}

/// Keeps as many areas as there is time to serve, those that need it most.
fn keep_the_neediest(needed: &mut BTreeMap<&str, f64>, time: Duration) {
    let most = usize::try_from(time.as_secs() / 120).unwrap_or(1).clamp(1, 6);
    let mut order: Vec<(&str, f64)> = needed.iter().map(|(area, need)| (*area, *need)).collect();
    order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
    for (area, _) in order.into_iter().skip(most) {
        needed.remove(area);
    }
}

impl Person {
    /// Returns `true` if nothing speaks against an exercise but what [`Needs`] know.
    fn wants(&self, exercise: &Exercise) -> bool {
        let has = |thing: &String| match &self.profile {
            Some(profile) => !profile.lacks.contains(thing),
            None => !BOUGHT.contains(&thing.as_str()),
        };
        !self.never.contains(&exercise.id)
            && self.habits.hurt(&exercise.id, self.ouch_days).is_none()
            && exercise.equipment.iter().all(has)
    }

    /// How much an area needs a session, from 0: what it lacks of a week's minutes, how long it has waited, how tense it is.
    fn need(&self, area: &str) -> f64 {
        let week = Duration::from_secs(self.week.get(area).copied().unwrap_or(0)).min(OF_A_WEEK);
        let lacks = 1.0 - week.as_secs_f64() / OF_A_WEEK.as_secs_f64();
        let waited = self.habits.days_since(area).map_or(LONG_AGO / 2, |days| days.min(LONG_AGO));
        let tense = self.needs.tense.get(area).copied().unwrap_or(0);
        0.1 + lacks + (waited as f64) / (LONG_AGO as f64) + f64::from(tense) / 5.0
    }

    /// How good a choice an exercise is: the longer ago the better, and a favourite before others.
    fn likes(&self, exercise: &Exercise) -> f64 {
        let days = self.habits.days_since_exercise(&exercise.id).map_or(LONG_AGO, |days| days.min(LONG_AGO));
        let favourite = if self.liked.contains(&exercise.id) { 0.6 } else { 0.0 };
        // What is done only with a load takes some practice.
        let easy = if exercise.level == Level::Beginner && exercise.loads.is_empty() { 0.2 } else { 0.0 };
        (days as f64) / (LONG_AGO as f64) + favourite + easy
    }

    /// The most important reason to serve one of `areas`.
    fn reason(&self, areas: &[&str], is_asked: bool) -> Reason {
        let Some(area) = areas.iter().max_by(|one, other| self.need(one).total_cmp(&self.need(other))) else {
            return Reason::Whole;
        };
        let done = self.week.get(*area).copied().unwrap_or(0);
        let area = (*area).to_owned();
        match (self.needs.tense.get(&area), self.habits.days_since(&area)) {
            (Some(tension), _) if *tension > 0 => Reason::Tense(area, *tension),
            (_, None) if !is_asked => Reason::Never(area),
            (_, None) => Reason::Asked(area),
            (_, Some(days)) if days > 2 => Reason::Waited(area, days),
            _ if done < OF_A_WEEK.as_secs() => Reason::Short(area, OF_A_WEEK.as_secs() - done),
            _ if is_asked => Reason::Asked(area),
            _ => Reason::More(area),
        }
    }
}

impl Choice<'_> {
    /// The steps in the fewest positions that serve every area and fill the time; where nothing fills it, the fullest.
    fn best(&self) -> Option<Vec<Pick>> {
        let mut best: Option<(Measure, Vec<Pick>)> = None;
        let short = self.time < NO_FLOOR_BELOW;
        let all: BTreeSet<Position> = self.candidates.iter().map(|candidate| candidate.position).collect();
        let upright: BTreeSet<Position> = all.iter().copied().filter(|position| !position.on_floor()).collect();
        let grounds = if short && !upright.is_empty() { vec![upright, all] } else { vec![all] };
        for ground in grounds {
            let mut positions = BTreeSet::new();
            while let Some(next) = self.next_position(&positions, &ground) {
                positions.insert(next);
                let picks = self.fill(&positions);
                let measure = self.measure(&picks);
                if !picks.is_empty() && best.as_ref().is_none_or(|(known, _)| measure > *known) {
                    best = Some((measure, picks));
                }
                if measure.is_full && measure.served == self.needed.len() {
                    return best.map(|(_, picks)| picks);
                }
            }
        }
        best.filter(|(measure, _)| measure.served > 0).map(|(_, picks)| picks)
    }

    /// The position to add: the one that serves most areas that have none yet; of equals, the one with most to do.
    fn next_position(&self, known: &BTreeSet<Position>, ground: &BTreeSet<Position>) -> Option<Position> {
        let served: BTreeSet<&str> = self.areas_in(known);
        let value = |position: &Position| {
            let of = BTreeSet::from([*position]);
            let new = self.areas_in(&of).difference(&served).count();
            let within =
                self.candidates.iter().zip(&self.liked).filter(|(candidate, _)| candidate.position == *position);
            let much: f64 = within.map(|(candidate, liked)| self.need(candidate, &BTreeMap::new()) + liked).sum();
            (new, Worth(much), Reverse(*position))
        };
        ground.iter().copied().filter(|position| !known.contains(position)).max_by_key(value)
    }

    fn areas_in(&self, positions: &BTreeSet<Position>) -> BTreeSet<&str> {
        let within = self.candidates.iter().filter(|candidate| positions.contains(&candidate.position));
        let areas = within.flat_map(|candidate| &candidate.exercise.areas).map(Area::word);
        areas.filter(|area| self.needed.contains_key(area)).collect()
    }

    /// How much a candidate's areas need it, the less the more `picked` steps serve them.
    fn need(&self, candidate: &Candidate, picked: &BTreeMap<&str, u32>) -> f64 {
        let of = |area: &Area| {
            let need = self.needed.get(area.word())?;
            Some(need / f64::from(1 + picked.get(area.word()).copied().unwrap_or(0)))
        };
        candidate.exercise.areas.iter().filter_map(of).fold(0.0, f64::max)
    }

    /// Steps in `positions` that fill the time.
    fn fill(&self, positions: &BTreeSet<Position>) -> Vec<Pick> {
        let each = (self.time / 6).clamp(*OF_A_STEP.start(), *OF_A_STEP.end());
        let mut picks: Vec<Pick> = Vec::new();
        self.warm_up(positions, each, &mut picks);
        // First everything that is wanted is served; then there is more of what is needed most.
        for only_unserved in [true, false] {
            while let Some(pick) = self.next_pick(positions, each, only_unserved, &picks) {
                picks.push(pick);
                self.order(&mut picks);
            }
        }
        if picks.len() == 1 {
            // What is alone prepares for nothing.
            picks[0].is_warm_up = false;
        }
        self.grow(&mut picks);
        if !picks.is_empty() && !self.is_full(self.total(&picks)) {
            self.exchange(positions, &mut picks);
        }
        picks
    }

    /// Exchanges one step for another that serves the same and fills the time, if there is such a one: where there is
    /// little time, not every dose fits.
    fn exchange(&self, positions: &BTreeSet<Position>, picks: &mut Vec<Pick>) {
        let served = self.measure(picks).served;
        for place in (0..picks.len()).rev().filter(|place| !picks[*place].is_warm_up) {
            for index in
                (0..self.candidates.len()).filter(|index| positions.contains(&self.candidates[*index].position))
            {
                let exercise = &self.candidates[index].exercise.id;
                if picks.iter().any(|pick| self.candidates[pick.candidate].exercise.id == *exercise) {
                    continue;
                }
                let mut with = picks.clone();
                with[place] = Pick::of(index, 0);
                self.order(&mut with);
                if self.total(&with) > self.time {
                    continue;
                }
                self.grow(&mut with);
                let measure = self.measure(&with);
                if measure.is_full && measure.served >= served {
                    *picks = with;
                    return;
                }
            }
        }
    }

    fn warm_up(&self, positions: &BTreeSet<Position>, each: Duration, picks: &mut Vec<Pick>) {
        if self.time < WARM_UP_FROM {
            return;
        }
        let fits = |(index, candidate): &(usize, &Candidate)| {
            positions.contains(&candidate.position) && candidate.warms_up() && {
                self.total(&[Pick::of(*index, 0)]) <= (self.time / WARM_UP).max(Duration::from_secs(30))
            }
        };
        // What serves no area in particular serves all; of those that do, the one that is needed most.
        let value = |(index, candidate): &(usize, &Candidate)| {
            let need = if candidate.exercise.areas.is_empty() {
                GENERAL_WARM_UP
            } else {
                self.need(candidate, &BTreeMap::new())
            };
            (Worth(need + self.liked[*index]), Reverse(*index))
        };
        let best = self.candidates.iter().enumerate().filter(fits).max_by_key(value);
        if let Some((index, candidate)) = best {
            let level = candidate.level_within((self.time / WARM_UP).min(each));
            picks.push(Pick { is_warm_up: true, ..Pick::of(index, level) });
        }
    }

    /// The best step that still fits; with `only_unserved`, of those for areas that have none yet.
    fn next_pick(
        &self,
        positions: &BTreeSet<Position>,
        each: Duration,
        only_unserved: bool,
        picks: &[Pick],
    ) -> Option<Pick> {
        let mut served: BTreeMap<&str, u32> = BTreeMap::new();
        for area in picks.iter().filter(|pick| !pick.is_warm_up).flat_map(|pick| self.areas(pick)) {
            *served.entry(area).or_default() += 1;
        }
        let is_taken =
            |exercise: &str| picks.iter().any(|pick| self.candidates[pick.candidate].exercise.id == exercise);
        let muscles: BTreeSet<&str> = picks
            .iter()
            .flat_map(|pick| &self.candidates[pick.candidate].exercise.targets)
            .map(String::as_str)
            .collect();
        let mut best: Option<(f64, Pick)> = None;
        let left = self.time.saturating_sub(self.total(picks));
        for (index, candidate) in self.candidates.iter().enumerate() {
            if !positions.contains(&candidate.position) || is_taken(&candidate.exercise.id) {
                continue;
            }
            let mut areas = candidate.exercise.areas.iter().map(Area::word);
            let is_new = areas.any(|area| self.needed.contains_key(area) && !served.contains_key(area));
            if only_unserved && !is_new {
                continue;
            }
            let level = candidate.level_within(each);
            // No step takes less than one in the same position, and all are in one that other steps have.
            let least = |level| candidate.work(level) + candidate.ready(Some(candidate.position), self.guide);
            if least(0) > left {
                continue;
            }
            let has_place = picks.len() > 1
                && picks.iter().any(|pick| self.candidates[pick.candidate].position == candidate.position);
            let known = candidate.exercise.targets.iter().filter(|muscle| muscles.contains(muscle.as_str())).count();
            let fresh = 0.3 / (1.0 + known as f64);
            let need = self.need(candidate, &served);
            // What is for no area in particular only fills what nothing else does.
            let general = if need > 0.0 { 0.0 } else { -2.0 };
            let value = need + self.liked[index] * 0.5 + fresh + general;
            if best.as_ref().is_some_and(|(known, _)| *known >= value) {
                continue;
            }
            let fitting = [level, 0].into_iter().map(|level| Pick::of(index, level)).find(|pick| {
                // Which one is first matters little, but to the second.
                if has_place && least(pick.level) + OF_ANOTHER_FIRST <= left {
                    return true;
                }
                let mut with = picks.to_vec();
                with.push(*pick);
                self.order(&mut with);
                self.total(&with) <= self.time
            });
            best = fitting.map(|pick| (value, pick)).or(best);
        }
        best.map(|(_, pick)| pick)
    }

    fn areas(&self, pick: &Pick) -> impl Iterator<Item = &str> {
        let areas = self.candidates[pick.candidate].exercise.areas.iter().map(Area::word);
        areas.filter(|area| self.needed.contains_key(area))
    }

    /// Puts steps in the order of doing them: the warm-up's position first and the floor last, each position once; within
    /// it movement before strength, strength before stretches, and breathing last.
    fn order(&self, picks: &mut [Pick]) {
        let warm_up = picks.iter().find(|pick| pick.is_warm_up).map(|pick| self.candidates[pick.candidate].position);
        picks.sort_by_key(|pick| {
            let candidate = &self.candidates[pick.candidate];
            let kind = match candidate.exercise.kind {
                Kind::Dynamic => 0,
                Kind::Isometric => 1,
                Kind::Static => 2,
                Kind::Breathing => 3,
            };
            let position = candidate.position;
            (
                Some(position) != warm_up,
                position.on_floor(),
                position,
                !pick.is_warm_up,
                kind,
                candidate.exercise.area(),
                pick.candidate,
            )
        });
    }

    /// Makes doses longer, evenly, as long as there is time.
    fn grow(&self, picks: &mut [Pick]) {
        let mut left = self.time.saturating_sub(self.total(picks));
        // Up to what an exercise has by itself, then beyond; a warm-up stays one.
        for beyond in [false, true] {
            loop {
                let grown = picks.iter().enumerate().filter_map(|(place, pick)| {
                    let candidate = &self.candidates[pick.candidate];
                    let is_open = pick.level + 1 < candidate.levels()
                        && (beyond || candidate.is_below_usual(pick.level))
                        && (beyond || !pick.is_warm_up);
                    let work = candidate.work(pick.level);
                    let more = candidate.work(pick.level + 1).saturating_sub(work);
                    (is_open && more <= left).then_some((work, place, more))
                });
                let Some((_, place, more)) = grown.min() else { break };
                picks[place].level += 1;
                left -= more;
            }
        }
        if self.is_full(self.time.saturating_sub(left)) {
            return;
        }
        // Seconds, where whole doses leave too much.
        let longest = |pick: &Pick| {
            let candidate = &self.candidates[pick.candidate];
            Duration::from_secs(candidate.stretchable(pick.level, pick.longer + 1).into())
        };
        while let Some(pick) = picks.iter_mut().find(|pick| (Duration::from_secs(1)..=left).contains(&longest(pick))) {
            left -= longest(pick);
            pick.longer += 1;
        }
    }

    fn is_full(&self, total: Duration) -> bool {
        total.as_secs_f64() >= self.time.as_secs_f64() * FILLED
    }

    /// The time that steps take, in their order.
    fn total(&self, picks: &[Pick]) -> Duration {
        let mut before = None;
        let mut total = Duration::ZERO;
        for pick in picks {
            let candidate = &self.candidates[pick.candidate];
            let holds = u64::from(candidate.stretchable(pick.level, pick.longer));
            total += candidate.work(pick.level) + Duration::from_secs(holds * pick.longer);
            total +=
                if picks.len() == 1 { candidate.ready_alone(self.guide) } else { candidate.ready(before, self.guide) };
            before = Some(candidate.position);
        }
        total
    }

    fn measure(&self, picks: &[Pick]) -> Measure {
        let total = self.total(picks);
        let served: BTreeSet<&str> = picks.iter().flat_map(|pick| self.areas(pick)).collect();
        Measure { served: served.len(), is_full: self.is_full(total), total }
    }

    /// The session of these steps, checked against its plan: words at its beginning and end may take longer.
    fn composed(&self, picks: &[Pick], wish: &Wish, person: &Person) -> Option<Composed> {
        let mut picks = picks.to_vec();
        loop {
            let routine = self.routine(&picks, wish.time);
            let total = Plan::guided(&routine, self.guide).total();
            if total <= wish.time {
                let reasons = picks.iter().map(|pick| self.reason(pick, !wish.areas.is_empty(), person)).collect();
                let unserved = wish.areas.iter().filter(|area| !routine.areas.contains(area)).cloned();
                let (too_many, unsuited) = unserved.partition(|area| self.needed.contains_key(area.word()));
                return Some(Composed { routine, reasons, unsuited, too_many, total });
            }
            if let Some(pick) = picks.iter_mut().rev().find(|pick| pick.longer > 0 || pick.level > 0) {
                if pick.longer > 0 {
                    pick.longer -= 1;
                } else {
                    pick.level -= 1;
                }
            } else if picks.len() > 1 {
                picks.pop();
            } else {
                return None;
            }
        }
    }

    fn reason(&self, pick: &Pick, is_asked: bool, person: &Person) -> Reason {
        if pick.is_warm_up { Reason::WarmUp } else { person.reason(&self.areas(pick).collect::<Vec<_>>(), is_asked) }
    }

    fn routine(&self, picks: &[Pick], time: Duration) -> Routine {
        let of = || picks.iter().map(|pick| &self.candidates[pick.candidate]);
        let mut areas: Vec<Area> = Vec::new();
        for area in of().flat_map(|candidate| &candidate.exercise.areas) {
            if self.needed.contains_key(area.word()) && !areas.contains(area) {
                areas.push(area.clone());
            }
        }
        let needed = |area: &Area| self.needed.get(area.word()).copied().unwrap_or_default();
        areas.sort_by(|one, other| needed(other).total_cmp(&needed(one)).then(one.word().cmp(other.word())));
        let labels: Vec<&str> = areas.iter().map(Area::label).collect();
        let minutes = counted((time.as_secs() + 30) / 60, "minute", "minutes");
        let title = match labels.as_slice() {
            [] => format!("Warm-up, {minutes}"),
            [_, _, _, _, ..] => format!("All round, {minutes}"),
            _ => format!("{}, {minutes}", capital(&listed(&labels))),
        };
        let things: BTreeSet<&String> = of().flat_map(|candidate| &candidate.exercise.equipment).collect();
        let hardest = of().map(|candidate| candidate.exercise.level).max().unwrap_or(Level::Beginner);
        Routine {
            id: COMPOSED.to_owned(),
            title,
            areas,
            level: hardest,
            goal: "Composed from what you need most.".to_owned(),
            when: String::new(),
            equipment: things.into_iter().cloned().collect(),
            note: None,
            steps: picks.iter().map(|pick| self.candidates[pick.candidate].step(pick.level, pick.longer)).collect(),
            changes: of().filter_map(|candidate| candidate.change.clone()).collect(),
            gentle: false,
            first: false,
            on_the_way: false,
            origin: Origin::Composed,
        }
    }
}

impl Pick {
    const fn of(candidate: usize, level: usize) -> Self {
        Self { candidate, level, longer: 0, is_warm_up: false }
    }
}

/// How good a choice is.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Worth(f64);

impl Eq for Worth {}

impl PartialOrd for Worth {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Worth {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// How good a session is: more areas served before a full time, a full time before a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Measure {
    served: usize,
    is_full: bool,
    total: Duration,
}
