//! The record that a session becomes: the engine's progress in the words of the history.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::engine::{self, Engine, Progress, State, Tally};
use super::plan::Plan;
use super::segment::SegmentKind;
use crate::history::{Checkpoint, Kind, Ouch, Record, Session, StepOutcome, StepRecord};
use crate::practice::{Hurt, Sides};

/// The identity of a session in the history: the fields that stay the same from its first second to its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionHeader {
    /// The id its record will have.
    pub id: String,
    /// The moment the session began.
    pub at: DateTime<FixedOffset>,
}

impl SessionHeader {
    /// The header of a new session that begins `at`.
    #[must_use]
    pub fn open(at: DateTime<FixedOffset>) -> Self {
        Self { id: Record::new_id(at), at }
    }

    /// The header of a session that was cut off.
    #[must_use]
    pub fn of(checkpoint: &Checkpoint) -> Self {
        Self { id: checkpoint.id.clone(), at: checkpoint.at }
    }

    /// The progress of the session as a checkpoint.
    #[must_use]
    pub fn checkpoint(&self, engine: &Engine) -> Checkpoint {
        let plan = engine.plan();
        let progress = engine.progress();
        Checkpoint {
            v: Checkpoint::VERSION,
            id: self.id.clone(),
            at: self.at,
            routine: plan.routine().to_owned(),
            title: plan.title().to_owned(),
            completed: completed(engine),
            plan_ms: u64::try_from(plan.total().as_millis()).unwrap_or(u64::MAX),
            plan_key: plan.key(),
            order: plan.order(),
            segment: progress.segment,
            left_ms: u64::try_from(progress.left.as_millis()).unwrap_or(u64::MAX),
            active_secs: whole_secs(progress.active),
            paused_secs: whole_secs(progress.paused),
            planned_secs: whole_secs(plan.total()),
            steps: steps(plan, &progress.tallies),
            holds: progress.holds.iter().map(|(index, hold)| (*index, whole_secs(*hold))).collect(),
            before: None,
            after: None,
            tension: BTreeMap::new(),
            felt: None,
            note: None,
        }
    }

    /// The same with what the person has said about the session so far, as `tell` adds it.
    #[must_use]
    pub fn told(&self, engine: &Engine, tell: impl FnOnce(&mut Session)) -> Checkpoint {
        let mut session = Session::default();
        tell(&mut session);
        let Session { before, after, tension, felt, note, .. } = session;
        Checkpoint { before, after, tension, felt, note, ..self.checkpoint(engine) }
    }

    /// The record of the session; `tell` adds what the person said about it.
    #[must_use]
    pub fn record(&self, engine: &Engine, tell: impl FnOnce(&mut Session)) -> Record {
        let mut record = self.checkpoint(engine).to_record();
        if let Kind::Session(session) = &mut record.kind {
            tell(session);
        }
        record
    }
}

/// The progress of a session that was cut off, for the engine; `None` if it was completed, or if the routine has
/// changed since.
#[must_use]
pub fn progress(checkpoint: &Checkpoint, plan: &Plan) -> Option<Progress> {
    if checkpoint.plan_key != plan.key() || checkpoint.completed {
        return None;
    }
    let tallies = plan.steps().iter().enumerate().map(|(index, step)| {
        // A step that was not reached has no entry; steps that were are in the order of the plan.
        let Some(done) = checkpoint.steps.get(index).filter(|done| done.exercise == step.exercise.id) else {
            return Tally { eased: step.eased, ..Tally::default() };
        };
        let seconds = |secs: Option<u32>| Duration::from_secs(secs.unwrap_or(0).into());
        let sided = step.exercise.sides == Sides::LeftRight;
        Tally {
            left: seconds(done.left_secs),
            right: seconds(done.right_secs),
            both: if sided { Duration::ZERO } else { seconds(Some(done.secs)) },
            outcome: outcome_of_engine(done.outcome),
            eased: step.eased || done.outcome == StepOutcome::Eased || is_eased(&done.ouches),
            ouches: done.ouches.iter().copied().map(ouch_of_engine).collect(),
        }
    });
    // Anybody may have written the file: no segment is longer than it can be made.
    let longest = |index: usize| plan.segments().get(index).map_or(Duration::ZERO, |one| one.length.max(one.longest));
    let hold = |(index, secs): (&usize, &u32)| {
        let is_hold = plan.segments().get(*index).is_some_and(|segment| segment.kind == SegmentKind::Hold);
        (is_hold && *secs > 0).then(|| (*index, Duration::from_secs((*secs).into()).min(longest(*index))))
    };
    Some(Progress {
        segment: checkpoint.segment,
        left: Duration::from_millis(checkpoint.left_ms).min(longest(checkpoint.segment)),
        active: Duration::from_secs(checkpoint.active_secs.into()),
        paused: Duration::from_secs(checkpoint.paused_secs.into()),
        tallies: tallies.collect(),
        holds: checkpoint.holds.iter().filter_map(hold).collect(),
    })
}

/// Returns `true` if the last answer to what hurt was the easier version.
fn is_eased(ouches: &[Ouch]) -> bool {
    ouches.last().is_some_and(|ouch| ouch.kind == Some(Hurt::Pull))
}

/// The steps up to the last one that was reached.
fn steps(plan: &Plan, tallies: &[Tally]) -> Vec<StepRecord> {
    let reached = tallies
        .iter()
        .rposition(|tally| {
            tally.outcome != engine::Outcome::Unfinished || !tally.work().is_zero() || !tally.ouches.is_empty()
        })
        .map_or(0, |last| last + 1);
    let step = |(step, tally): (&crate::practice::Step, &Tally)| {
        let sided = step.exercise.sides == Sides::LeftRight;
        StepRecord {
            exercise: step.exercise.id.clone(),
            areas: step.exercise.area_ids(),
            left_secs: sided.then(|| whole_secs(tally.left)),
            right_secs: sided.then(|| whole_secs(tally.right)),
            secs: whole_secs(tally.work()),
            outcome: outcome(tally),
            ouches: tally.ouches.iter().map(ouch).collect(),
        }
    };
    plan.steps().iter().zip(tallies).take(reached).map(step).collect()
}

fn completed(engine: &Engine) -> bool {
    matches!(engine.state(), State::Finished { completed: true })
}

fn outcome(tally: &Tally) -> StepOutcome {
    match tally.outcome {
        engine::Outcome::Done => StepOutcome::Done,
        engine::Outcome::Eased => StepOutcome::Eased,
        engine::Outcome::Skipped => StepOutcome::Skipped,
        engine::Outcome::Stopped => StepOutcome::Stopped,
        engine::Outcome::Unfinished => StepOutcome::Unfinished,
    }
}

fn outcome_of_engine(outcome: StepOutcome) -> engine::Outcome {
    match outcome {
        StepOutcome::Done => engine::Outcome::Done,
        StepOutcome::Eased => engine::Outcome::Eased,
        StepOutcome::Skipped => engine::Outcome::Skipped,
        StepOutcome::Stopped => engine::Outcome::Stopped,
        StepOutcome::Unfinished | StepOutcome::Unknown => engine::Outcome::Unfinished,
    }
}

fn ouch(ouch: &engine::Ouch) -> Ouch {
    Ouch { after_secs: whole_secs(ouch.after), side: ouch.side, kind: ouch.hurt, score: ouch.strength }
}

fn ouch_of_engine(ouch: Ouch) -> engine::Ouch {
    let after = Duration::from_secs(ouch.after_secs.into());
    engine::Ouch { side: ouch.side, after, hurt: ouch.kind, strength: ouch.score }
}

/// Whole seconds, rounded: 29.98 s of a hold were 30.
fn whole_secs(time: Duration) -> u32 {
    u32::try_from((time + Duration::from_millis(500)).as_secs()).unwrap_or(u32::MAX)
}
