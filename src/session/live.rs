//! A live session, as every front end follows it: the engine, its voice, and the rhythm in which progress is saved.
//!
//! Screens, lines of text and JSON call [`Live::handle`], and print and play what it returns.

use std::time::Duration;

use super::engine::{Engine, Event, Input, Moment, Options, Progress, Reason, State};
use super::header::SessionHeader;
use super::{Cue, Guide, Level, Narrator, OwnText, Plan, Speech};
use crate::history::{Checkpoint, Record, Session};

/// The longest part of a session that a crash may lose.
const SAVE_EVERY: Duration = Duration::from_secs(10);

/// A running session.
#[derive(Debug)]
pub struct Live {
    engine: Engine,
    narrator: Narrator,
    header: SessionHeader,
    /// `true` if the session is kept in the history.
    kept: bool,
    /// The moment at which its progress was last saved, on the monotonic clock.
    saved_at: Duration,
}

/// The consequences of one call.
#[derive(Debug, Default)]
pub struct Turn {
    /// Events of the engine, in their order.
    pub events: Vec<Event>,
    /// Sounds and savings that are due now, in their order.
    pub effects: Vec<Effect>,
}

impl Turn {
    /// The cues that are due now.
    pub fn cues(&self) -> impl Iterator<Item = Cue> {
        self.events.iter().filter_map(|event| if let Event::Cue(cue) = event { Some(*cue) } else { None })
    }

    /// Returns `true` if the session has ended in this turn.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.events.iter().any(|event| matches!(event, Event::Finished(_)))
    }
}

/// A task for the front end.
#[derive(Debug)]
pub enum Effect {
    /// Play a cue.
    Play(Cue),
    /// Say something, or fall silent.
    Speak(Speech),
    /// Save the progress.
    Save(Box<Checkpoint>),
}

/// The fate of a session that is over.
#[derive(Debug)]
pub enum Ending {
    /// It is added to the history.
    Keep(Box<Record>),
    /// Nothing was done in it: its saved progress is cleared.
    Drop,
}

impl Live {
    /// Takes up a session that was cut off, or one that has yet to begin: it is paused in the segment it had reached.
    #[must_use]
    pub fn take_up(
        plan: Plan,
        guide: Guide,
        options: Options,
        progress: Progress,
        header: SessionHeader,
        kept: bool,
        now: Moment,
    ) -> Self {
        let engine = Engine::take_up(plan, options, progress, now);
        Self { engine, narrator: Narrator::new(guide), header, kept, saved_at: now.monotonic }
    }

    /// Starts the session again from the beginning.
    pub fn begin(&mut self, options: Options, now: Moment) -> Turn {
        let (engine, events) = Engine::start(self.engine.plan().clone(), options, now);
        self.engine = engine;
        self.follow(events, now)
    }

    /// The turn that shows a session that was cut off: its current segment, and that it is paused.
    #[must_use]
    pub fn shown(&self) -> Turn {
        let step = self.engine.hurting().unwrap_or(0);
        let asks = self.engine.ouch().map(|_| Event::Hurt(step));
        let stands = asks.unwrap_or(Event::Paused(Reason::Interrupted));
        Turn { events: vec![Event::Segment(self.engine.current()), stands], effects: Vec::new() }
    }

    /// Lets time pass up to `now`, then does what `input` asks.
    pub fn handle(&mut self, now: Moment, input: Input) -> Turn {
        let events = self.engine.handle(now, input);
        self.follow(events, now)
    }

    /// Makes the voice say more or less from now on.
    pub fn set_level(&mut self, level: Level, now: Moment) -> Vec<Effect> {
        if self.narrator.level() == level {
            return Vec::new();
        }
        self.narrator.set_level(level, &self.engine, now).into_iter().map(Effect::Speak).collect()
    }

    /// The moment of the next call if nothing else happens, on the monotonic clock.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Duration> {
        let save = (self.kept && self.is_running()).then(|| self.saved_at + SAVE_EVERY);
        self.engine.next_wakeup().into_iter().chain(save).min()
    }

    /// Ends the session, if it has not ended, and returns its fate: `None` for a session that is not kept. `tell` adds
    /// what the person said about it.
    pub fn end(&mut self, now: Moment, tell: impl FnOnce(&mut Session)) -> Option<Ending> {
        if !self.kept {
            return None;
        }
        if !matches!(self.engine.state(), State::Finished { .. }) {
            self.engine.handle(now, Input::End);
        }
        Some(if self.engine.progress().is_worth_recording() {
            Ending::Keep(Box::new(self.header.record(&self.engine, tell)))
        } else {
            Ending::Drop
        })
    }

    /// The progress to save now, because the program is about to be gone: `None` for a session that is not kept, or in which
    /// nothing was done. A session that is over is to be ended, not saved.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let over = matches!(self.engine.state(), State::Finished { .. });
        (self.kept && !over && self.engine.progress().is_worth_recording())
            .then(|| self.header.checkpoint(&self.engine))
    }

    /// The state of the session.
    #[must_use]
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The session's identity in the history.
    #[must_use]
    pub const fn header(&self) -> &SessionHeader {
        &self.header
    }

    /// All texts that may be said about its exercises.
    #[must_use]
    pub fn texts(&self) -> Vec<OwnText> {
        self.narrator.texts(self.engine.plan())
    }

    fn is_running(&self) -> bool {
        matches!(self.engine.state(), State::Running { .. })
    }

    fn follow(&mut self, events: Vec<Event>, now: Moment) -> Turn {
        let mut effects: Vec<Effect> = Vec::new();
        let mut worth_saving = self.is_running() && now.monotonic.saturating_sub(self.saved_at) >= SAVE_EVERY;
        for event in &events {
            match event {
                Event::Cue(cue) => effects.push(Effect::Play(*cue)),
                event => worth_saving |= event.is_worth_saving(),
            }
        }
        effects.extend(self.narrator.follow(&self.engine, &events, now).into_iter().map(Effect::Speak));
        if worth_saving && self.kept {
            self.saved_at = now.monotonic;
            effects.push(Effect::Save(Box::new(self.header.checkpoint(&self.engine))));
        }
        Turn { events, effects }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use chrono::DateTime;

    fn at(monotonic: Duration) -> Moment {
        Moment { monotonic, sleepless: monotonic }
    }

    fn opened(routine: &str, kept: bool) -> (Live, Turn) {
        let library = Library::built_in();
        let plan = Plan::guided(library.routine(routine).unwrap(), &Guide::silent());
        let header = SessionHeader::open(DateTime::parse_from_rfc3339("2026-11-23T20:04:27+01:00").unwrap());
        let start = at(Duration::ZERO);
        let options = Options::default();
        let mut live = Live::take_up(plan, Guide::silent(), options, Progress::default(), header, kept, start);
        let turn = live.begin(options, start);
        (live, turn)
    }

    #[test]
    fn a_crash_costs_ten_seconds_at_most_though_nobody_touches_a_key() {
        let (mut live, _) = opened("trap-release-5", true);
        let mut saved = 0;
        while let Some(next) = live.next_wakeup() {
            let before = live.engine().progress().active;
            assert!(before.as_secs() <= saved + 10, "{before:?} were done, {saved} s of it saved");
            for effect in live.handle(at(next), Input::Wake).effects {
                if let Effect::Save(checkpoint) = effect {
                    saved = u64::from(checkpoint.active_secs);
                }
            }
        }
        assert_eq!(saved, live.engine().plan().total().as_secs());
    }

    #[test]
    fn a_paused_session_is_not_saved_again_and_again() {
        let (mut live, _) = opened("trap-release-5", true);
        let turn = live.handle(at(Duration::from_secs(3)), Input::Pause);
        assert!(turn.effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
        assert_eq!(live.next_wakeup(), None);
    }

    #[test]
    fn a_skip_while_paused_says_that_it_is_paused_to_eyes_and_ears() {
        let (mut live, _) = opened("trap-release-5", true);
        live.handle(at(Duration::from_secs(3)), Input::Pause);
        let turn = live.handle(at(Duration::from_secs(4)), Input::Next);
        assert!(turn.events.iter().any(|event| matches!(event, Event::Paused(_))), "{:?}", turn.events);
        assert_eq!(turn.cues().collect::<Vec<_>>(), [Cue::Pause]);
    }

    #[test]
    fn a_rehearsal_saves_nothing_and_leaves_nothing() {
        let (mut live, turn) = opened("trap-release-5", false);
        assert!(!turn.effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
        assert!(live.end(at(Duration::from_secs(20)), |_| {}).is_none());
    }

    #[test]
    fn what_ends_before_any_work_is_dropped_and_what_ends_after_it_is_kept() {
        let (mut live, _) = opened("trap-release-5", true);
        assert!(matches!(live.end(at(Duration::from_secs(1)), |_| {}), Some(Ending::Drop)));
        let (mut live, _) = opened("trap-release-5", true);
        for second in 1..30 {
            live.handle(at(Duration::from_secs(second)), Input::Wake);
        }
        assert!(matches!(live.end(at(Duration::from_secs(30)), |_| {}), Some(Ending::Keep(_))));
    }
}
