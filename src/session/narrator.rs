//! Narrator: follows an engine with a voice. After each call of the engine it returns the texts to be said now, and
//! falls silent where the last ones no longer fit.

use std::time::Duration;

use super::cue::Cue;
use super::engine::{Engine, Event, Moment, Reason, State};
use super::plan::Plan;
use super::script::{self, Utterance};
use super::segment::SegmentKind;
use super::wording::{self, Guide, Level, OwnText};
use crate::practice::{Exercise, Hurt};

/// An action of the voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speech {
    /// It falls silent at once, in the middle of a word if need be.
    Hush,
    /// It says these texts after a delay; a text that is still being said ends.
    Say {
        /// The delay from now.
        after: Duration,
        /// The texts, one after the other.
        texts: Vec<String>,
    },
}

/// A voice that follows an engine.
#[derive(Debug, Clone)]
pub struct Narrator {
    guide: Guide,
    /// The lines still to be said in the current segment.
    lines: Vec<Utterance>,
}

/// The last seconds of a segment, which are ticked.
const TICKS: Duration = Duration::from_secs(4);
/// The delay of the voice after the cue for going on.
const AFTER_RESUME: Duration = Duration::from_millis(350);

impl Narrator {
    /// A narrator that says as much as `guide` allows.
    #[must_use]
    pub const fn new(guide: Guide) -> Self {
        Self { guide, lines: Vec::new() }
    }

    /// The level: how much is said.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.guide.level
    }

    /// All texts that it may say about the exercises of `plan`, in their order; none if it is off.
    #[must_use]
    pub fn texts(&self, plan: &Plan) -> Vec<OwnText> {
        if self.guide.level == Level::Off {
            return Vec::new();
        }
        let of = |exercise: &Exercise| {
            let language = exercise.language.clone();
            wording::texts_of(exercise).into_iter().map(move |text| OwnText { text, language: language.clone() })
        };
        plan.steps().iter().filter(|step| !step.is_repeated()).flat_map(|step| of(&step.exercise)).collect()
    }

    /// Makes the voice say more or less from now on.
    pub fn set_level(&mut self, level: Level, engine: &Engine, now: Moment) -> Vec<Speech> {
        self.guide.level = level;
        self.plan_rest(engine, now);
        if level == Level::Off { vec![Speech::Hush] } else { Vec::new() }
    }

    /// The speech that follows from the events of the engine's last call.
    pub fn follow(&mut self, engine: &Engine, events: &[Event], now: Moment) -> Vec<Speech> {
        let mut speech = Vec::new();
        for event in events {
            match *event {
                Event::Segment(_) => {
                    // A line that ends with its segment is over; one that was left is not.
                    speech.push(Speech::Hush);
                    self.plan_lines(engine);
                }
                Event::HoldIs(_) if engine.is_working() => self.plan_rest(engine, now),
                Event::Resumed(_) => {
                    speech.push(Speech::Hush);
                    self.take_up(engine, now);
                }
                Event::Paused(Reason::LeftOut) => self.interrupt(&mut speech, script::area_is_over(true)),
                Event::Paused(_) => self.interrupt(&mut speech, script::paused()),
                Event::Waiting(_) => self.interrupt(&mut speech, script::waiting()),
                Event::Hurt(_) => self.interrupt(&mut speech, script::hurt()),
                Event::Finished(_) if events.contains(&Event::Cue(Cue::Complete)) && left_out(events) => {
                    self.interrupt(&mut speech, script::area_is_over(false));
                }
                Event::Finished(_) if engine.is_emergency() => self.interrupt(&mut speech, script::emergency()),
                Event::Finished(is_complete) if is_complete || engine.is_winding_up() => {
                    self.interrupt(&mut speech, script::complete());
                }
                Event::WindingUp => self.tell_of_the_end(engine, now, &mut speech),
                Event::Finished(_) => {
                    self.lines.clear();
                    speech.push(Speech::Hush);
                }
                Event::Cue(_)
                | Event::HoldIs(_)
                | Event::HoldAtLimit(_)
                | Event::NoHold
                | Event::Answered(..)
                | Event::Strength(..)
                | Event::StepEnded(..) => {}
            }
        }
        self.due(engine, now, &mut speech);
        speech
    }

    fn plan_lines(&mut self, engine: &Engine) {
        self.lines = script::lines(
            engine.plan(),
            engine.current(),
            engine.length(),
            engine.before(),
            engine.eased(),
            &self.guide,
        );
    }

    /// Plans the lines of the current segment whose moment is yet to come.
    fn plan_rest(&mut self, engine: &Engine, now: Moment) {
        self.plan_lines(engine);
        let passed = passed(engine, now);
        self.lines.retain(|line| line.at > passed);
    }

    /// Ends the text being said when the clock stops, and says `line`.
    fn interrupt(&mut self, speech: &mut Vec<Speech>, line: Utterance) {
        speech.push(Speech::Hush);
        if self.guide.level != Level::Off {
            speech.push(Speech::Say { after: line.delay, texts: line.texts });
        }
    }

    /// Says that what was waited for is done, if that is over before what is to be said and ticked of the current segment.
    fn tell_of_the_end(&mut self, engine: &Engine, now: Moment, speech: &mut Vec<Speech>) {
        let line = script::winding_up();
        let (passed, left) = (passed(engine, now), engine.segment_left(now));
        let next = self.lines.first().map_or(engine.length(), Utterance::starts);
        if self.guide.level != Level::Off && passed + line.ends() <= next && line.ends() + TICKS <= left {
            speech.push(Speech::Say { after: line.delay, texts: line.texts });
        }
    }

    /// Announces a get-ready again that was interrupted, as far as there is time; in any other segment, plans the rest.
    fn take_up(&mut self, engine: &Engine, now: Moment) {
        if engine.segment().is_some_and(|segment| segment.kind == SegmentKind::GetReady) {
            let (plan, current) = (engine.plan(), engine.current());
            let start = passed(engine, now) + AFTER_RESUME;
            let line = script::announcement(plan, current, engine.length(), start, engine.eased(), &self.guide);
            self.lines = line.into_iter().collect();
        } else {
            self.plan_rest(engine, now);
        }
    }

    /// Says the latest line that is due; one that is late starts sooner after its moment.
    fn due(&mut self, engine: &Engine, now: Moment, speech: &mut Vec<Speech>) {
        if !matches!(engine.state(), State::Running { .. }) {
            return;
        }
        let passed = passed(engine, now);
        let due = self.lines.iter().take_while(|line| line.at <= passed).count();
        if let Some(line) = self.lines.drain(..due).next_back() {
            speech.push(Speech::Say { after: line.starts().saturating_sub(passed), texts: line.texts });
        }
    }
}

/// Returns `true` if something hurt just now in a way that ends its area.
fn left_out(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Answered(_, Hurt::Sharp)))
}

/// The time of the current segment that is over.
fn passed(engine: &Engine, now: Moment) -> Duration {
    engine.length().saturating_sub(engine.segment_left(now))
}
