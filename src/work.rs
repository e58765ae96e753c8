//! Work: what was done in a session, step by step and area by area, and what it did for the week of each area; and where
//! a session of a programme leads.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::areas::Area;
use crate::coach::course::{self, Standing};
use crate::coach::told;
use crate::history::Record;
use crate::practice::dose::OF_A_WEEK;
use crate::practice::program::of_session;
use crate::practice::routine::Round;
use crate::session::Engine;
use crate::session::engine::{Ouch, Outcome, Tally};
use crate::situation::Situation;
use crate::words::clock::{clock, clock_of};
use crate::words::{dose, hurt, listed, plural, rounds};

/// What was done in a session.
#[derive(Debug, Default)]
pub struct Work {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The areas that were worked or hurt, with the seconds of this session and those of the last seven days.
    pub areas: Vec<Share>,
    /// `true` if the session counts for the week: a rehearsal does not.
    pub counts: bool,
}

/// A step of a session, as far as it was done.
#[derive(Debug)]
pub struct Step {
    /// The name of its exercise.
    pub name: String,
    /// The name for lists.
    pub short_name: String,
    /// The time of work.
    pub time: Duration,
    /// The round, where it is repeated.
    pub round: Option<Round>,
    /// What became of it.
    pub outcome: Outcome,
    /// `true` if the session had come to it.
    pub is_begun: bool,
    /// What hurt in it, in a few words each.
    pub ouches: Vec<String>,
}

/// The time of an area, in a session and in a week.
#[derive(Debug)]
pub struct Share {
    /// The area.
    pub area: Area,
    /// The seconds of the session.
    pub now: u64,
    /// The seconds of the last seven days with it.
    pub week: u64,
}

impl Work {
    /// The work of the session that `engine` ran.
    #[must_use]
    pub fn of(engine: &Engine, situation: &Situation) -> Self {
        let tallies = engine.progress().tallies;
        let week = situation.digest.last_seven_days(situation.settings.day_start_hour);
        let mut areas: BTreeMap<&Area, u64> = BTreeMap::new();
        let mut steps = Vec::new();
        let current = engine.segment().map(|segment| segment.step);
        for (index, (step, tally)) in engine.plan().steps().iter().zip(&tallies).enumerate() {
            let exercise = &step.exercise;
            if is_worked(tally) {
                exercise.areas.iter().for_each(|area| *areas.entry(area).or_default() += tally.work().as_secs());
            }
            steps.push(Step {
                name: exercise.name.clone(),
                short_name: exercise.short_name().to_owned(),
                time: tally.work(),
                round: step.round,
                outcome: tally.outcome,
                is_begun: Some(index) == current || !tally.work().is_zero(),
                ouches: tally.ouches.iter().map(ouch).collect(),
            });
        }
        let share = |(area, now): (&Area, u64)| {
            let before = week.get(area.word()).copied().unwrap_or(0);
            Share { area: area.clone(), now, week: before + now }
        };
        let areas = areas.into_iter().map(share).collect();
        Self { steps, areas, counts: situation.kept }
    }

    /// The areas that were worked or hurt.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().map(|share| &share.area)
    }

    /// The number of exercises done to their end, of all: `3 of 4 exercises`.
    #[must_use]
    pub fn in_short(&self) -> String {
        let done = self.steps.iter().filter(|step| step.is_done()).count();
        let all = self.steps.len();
        format!("{done} of {all} {}", plural(all as u64, "exercise", "exercises"))
    }

    /// The exercises by what became of them, a sentence for each; what hurt comes first.
    #[must_use]
    pub fn sentences(&self) -> Vec<(String, bool)> {
        let mut said = Vec::new();
        for step in self.steps.iter().filter(|step| !step.ouches.is_empty()) {
            let round = step.in_round();
            said.push((format!("Ouch: {}{round} ({}).", step.short_name, step.ouches.join("; ")), true));
        }
        let mut say = |lead: &str, outcome: Outcome, is_begun: bool| {
            let is_it = |step: &&Step| {
                let begun = outcome != Outcome::Unfinished || step.is_begun == is_begun;
                step.outcome == outcome && begun && step.ouches.is_empty()
            };
            let of_it = self.steps.iter().filter(is_it);
            let names: Vec<&str> = of_it.map(|step| step.short_name.as_str()).collect();
            let is_all = names.len() == self.steps.len();
            let names = counted_once(&names);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if is_all && outcome == Outcome::Done {
                said.push((format!("{}.", listed(&names)), false));
            } else if !names.is_empty() {
                said.push((format!("{lead}: {}.", listed(&names)), false));
            }
        };
        say("Skipped", Outcome::Skipped, true);
        say("Easier version", Outcome::Eased, true);
        say("Done", Outcome::Done, true);
        say("Begun", Outcome::Unfinished, true);
        say("Not reached", Outcome::Unfinished, false);
        said
    }

    /// Every exercise with its time and its outcome, in full.
    #[must_use]
    pub fn in_full(&self) -> Vec<String> {
        let step = |step: &Step| {
            let ouches = step.ouches.iter().map(|ouch| format!("; ouch: {ouch}")).collect::<Vec<_>>().concat();
            format!("{} - {}, {}{}{ouches}", step.name, clock(step.time), step.word(), step.in_round())
        };
        self.steps.iter().map(step).collect()
    }

    /// The week of each area in words: `neck: 4:10 of 5 min, 1:20 of it now`.
    #[must_use]
    pub fn weeks_in_words(&self) -> Vec<String> {
        let share = |share: &Share| {
            let enough = if dose::is_enough(share.week) { " ✓" } else { "" };
            let week = format!("{} of {} min", clock_of(share.week), OF_A_WEEK.as_secs() / 60);
            format!("{}: {week}{enough}, {} of it now", share.area.label(), clock_of(share.now))
        };
        self.areas.iter().filter(|_| self.counts).map(share).collect()
    }
}

/// The names, each once and with the number of its rounds.
fn counted_once(names: &[&str]) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let count = |(name, count)| if count > 1 { format!("{name} ({count} times)") } else { String::from(name) };
    counts.into_iter().map(count).collect()
}

impl Step {
    /// The round, to follow the outcome: `, round 2 of 3`.
    #[must_use]
    pub fn in_round(&self) -> String {
        self.round.map(|round| format!(", {}", rounds::round(round))).unwrap_or_default()
    }

    /// Returns `true` if it was done to its end.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done | Outcome::Eased)
    }

    /// Its outcome in a word or two.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.outcome {
            Outcome::Done => "done",
            Outcome::Eased => "easier",
            Outcome::Skipped => "skipped",
            Outcome::Stopped => "stopped",
            Outcome::Unfinished if self.is_begun => "begun",
            Outcome::Unfinished => "not reached",
        }
    }
}

/// Returns `true` if a step says something of its areas.
fn is_worked(tally: &Tally) -> bool {
    !tally.work().is_zero() || !tally.ouches.is_empty()
}

/// An "it hurts" in a few words: `too much pull, right side, 6 of 10`.
fn ouch(ouch: &Ouch) -> String {
    let side = ouch.side.map(|side| format!(", {side} side")).unwrap_or_default();
    let strength = ouch.strength.map(|strength| format!(", {strength} of 10")).unwrap_or_default();
    format!("{}{side}{strength}", hurt::kind(ouch.hurt))
}

/// Where a session leads in its programme, as sentences; `record` is the session with the answer given so far. Empty for a
/// session of no programme.
#[must_use]
pub fn course(engine: &Engine, record: Record, situation: &Situation) -> Vec<String> {
    let program = of_session(engine.plan().routine()).and_then(|id| situation.library.program(id));
    let Some(program) = program.filter(|_| situation.kept) else { return Vec::new() };
    let mut records = situation.digest.of_programs().to_vec();
    records.retain(|known| known.id != record.id);
    records.push(record);
    let (digest, hour) = (&situation.digest, situation.settings.day_start_hour);
    let today = course::today(program, &records, digest.rests(), digest.today(), hour);
    let mut told = match today.standing {
        Standing::Open => return Vec::new(),
        Standing::Finished => vec![told::finished(program)],
        _ => vec![format!("{} of {} days of {} done.", today.done, program.days(), program.title)],
    };
    told.extend(told::next_time(program, &today, digest.today()));
    told
}
