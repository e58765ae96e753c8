//! Running: the state of a session on the screen, and the effects of time and keys on it.

use std::time::Duration;

use crate::history::Checkpoint;
use crate::practice::{Exercise, Hurt, Routine};
use crate::session::engine::{Engine, Progress, State};
use crate::session::live::{self, Ending, Turn};
use crate::session::{Cue, Event, Input, Live, Moment, Plan, SessionHeader};
use crate::settings::Sound;
use crate::tui::context::Context;
use crate::tui::layers::caution::Caution;
use crate::tui::layers::leaving::Leaving;
use crate::tui::layers::reading::Reading;
use crate::tui::screens::summary::Summary;
use crate::tui::view::{Command, Effect, Notice};
use crate::tui::widgets::scroller::Scroller;
use crate::words::clock::clock;
use crate::words::hurt;

/// The time that the banner is lit after a cue (design, "Cues").
const FLASH: Duration = Duration::from_millis(300);
/// The same time where nothing may flash: long enough to be a mark and no flash.
const STEADY: Duration = Duration::from_secs(1);
/// The time after which a pause may have been forgotten.
const FORGOTTEN: Duration = Duration::from_mins(1);
/// The least time between two flashes: at most one a second, well under the three of WCAG 2.3.1.
const BETWEEN_FLASHES: Duration = Duration::from_secs(1);
/// The time that a remark about a hold stands.
const REMARK: Duration = Duration::from_secs(2);

/// A running session.
#[derive(Debug)]
pub struct Running {
    pub(super) live: Live,
    pub(super) stage: Stage,
    pub(super) flashed_at: Option<Duration>,
    pub(super) lit: bool,
    /// The cue that the banner shows.
    pub(super) shown: Option<Cue>,
    /// `true` if the banner avoids flashing: it marks changes only, and for longer.
    pub(super) steady: bool,
    /// The moment, on the monotonic clock, to remind somebody who looks away of the pause.
    pub(super) reminder: Option<Duration>,
    /// The part in sight of the question what hurts.
    pub(super) scroller: Scroller,
}

/// The stage that the session has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is shown, and waits for the sound.
    Opening,
    /// It was cut off and is shown, paused, in the segment it had reached.
    TakenUp,
    /// It runs.
    Begun,
}

impl Running {
    /// Shows a session of `routine` that is about to begin; where a clinician should be asked first, that question.
    #[must_use]
    pub fn start(routine: &Routine, context: &Context) -> Vec<Command> {
        match Caution::before(routine, context, Self::start_all_the_same) {
            Some(caution) => vec![Command::open(caution)],
            None => Self::start_all_the_same(routine, context),
        }
    }

    /// Shows a session of `routine` that is about to begin, whatever speaks against it.
    #[must_use]
    pub fn start_all_the_same(routine: &Routine, context: &Context) -> Vec<Command> {
        let header = SessionHeader::open(context.now.local);
        let plan = context.plan(routine);
        Self::show(routine, plan, Progress::default(), header, Stage::Opening, context)
    }

    /// Shows a session that was cut off, paused in the segment it had reached.
    #[must_use]
    pub fn take_up(
        routine: &Routine,
        plan: Plan,
        progress: Progress,
        checkpoint: &Checkpoint,
        context: &Context,
    ) -> Vec<Command> {
        Self::show(routine, plan, progress, SessionHeader::of(checkpoint), Stage::TakenUp, context)
    }

    /// Goes on with a session that was ended early, paused where it was.
    #[must_use]
    pub fn go_on(ended: &Engine, header: SessionHeader, context: &Context) -> Vec<Command> {
        let plan = ended.plan().clone();
        match (context.library.routine(plan.routine()), ended.before_end()) {
            (Some(routine), Some(progress)) => Self::show(routine, plan, progress, header, Stage::TakenUp, context),
            _ => Vec::new(),
        }
    }

    pub(super) fn show(
        routine: &Routine,
        plan: Plan,
        progress: Progress,
        header: SessionHeader,
        stage: Stage,
        context: &Context,
    ) -> Vec<Command> {
        let now = context.now.moment;
        let guide = context.guide(routine);
        let live = Live::take_up(plan, guide, context.options, progress, header, context.kept, now);
        let steady = !context.settings.motion;
        let running = Self {
            live,
            stage,
            flashed_at: None,
            lit: false,
            shown: None,
            steady,
            reminder: None,
            scroller: Scroller::default(),
        };
        vec![Command::open(running), Effect::OpenSound.into()]
    }

    /// The exercise of the current segment.
    pub(super) fn exercise(&self) -> Option<&Exercise> {
        let engine = self.live.engine();
        engine.segment().and_then(|segment| engine.plan().exercise(segment.step)).map(AsRef::as_ref)
    }

    /// The cue that the banner shows just now, in words.
    #[must_use]
    pub fn shown(&self) -> Option<&'static str> {
        self.shown.filter(|_| self.lit).map(Cue::meaning)
    }

    pub(super) const fn flash(&self) -> Duration {
        if self.steady { STEADY } else { FLASH }
    }

    /// Returns `true` if a cue gets a banner. The digits show the last seconds; where nothing may
    /// flash, the cues that set a pace have no banner either.
    pub(super) fn is_worth_a_banner(&self, cue: Cue) -> bool {
        match cue {
            Cue::Tick => false,
            Cue::Rep | Cue::In | Cue::Out | Cue::Half => !self.steady,
            _ => true,
        }
    }

    /// Returns `true` if an exercise hurt and the session asks what to do.
    #[must_use]
    pub fn is_hurt(&self) -> bool {
        matches!(self.live.engine().state(), State::Asking { .. })
    }

    /// Shows the events of a turn, and hands on its sounds and savings.
    pub(super) fn react(&mut self, turn: Turn, now: Moment) -> Vec<Command> {
        for cue in turn.cues() {
            if self.is_worth_a_banner(cue) && self.may_flash(now.monotonic) {
                self.shown = Some(cue);
                self.flashed_at = Some(now.monotonic);
                self.lit = true;
            }
        }
        if !turn.events.is_empty() {
            let paused = matches!(self.live.engine().state(), State::Paused { .. });
            let begun = self.stage == Stage::Begun;
            self.reminder = (paused && begun).then(|| self.reminder.unwrap_or(now.monotonic + FORGOTTEN));
        }
        turn.effects.into_iter().map(Command::from).collect()
    }

    pub(super) fn may_flash(&self, now: Duration) -> bool {
        self.flashed_at.is_none_or(|at| now.saturating_sub(at) >= BETWEEN_FLASHES)
    }

    /// Puts the banner out when its time is over.
    pub(super) fn dim(&mut self, now: Duration) {
        self.lit &= self.flashed_at.is_some_and(|at| now.saturating_sub(at) < self.flash());
    }

    /// Changes the sound of this routine, and remembers it.
    pub(super) fn heard(&mut self, context: &Context, change: impl FnOnce(&mut Sound) -> String) -> Vec<Command> {
        if context.settings.quiet_room {
            return vec![remark(context, "quiet room: no sound; turn it off in the settings")];
        }
        if context.mute {
            return vec![remark(context, "started with --mute: no sound this time")];
        }
        let routine = self.live.engine().plan().routine().to_owned();
        let mut sound = context.settings.sound_in(&routine);
        let said = change(&mut sound);
        let mut settings = context.settings.clone();
        settings.remember_sound(&routine, sound);
        let mut commands = vec![remark(context, said), Command::Configure(Box::new(settings)), Effect::Loudness.into()];
        let spoken = self.live.set_level(context.spoken(sound), context.now.moment);
        commands.extend(spoken.into_iter().map(Command::from));
        commands
    }

    /// Lets time pass, and does what `input` asks.
    pub(super) fn drive(&mut self, context: &Context, input: Input) -> Vec<Command> {
        let now = context.now.moment;
        if self.stage == Stage::Opening {
            // Nothing has begun, so there is nothing to record.
            return if input == Input::End { vec![Command::Leave] } else { Vec::new() };
        }
        self.stage = Stage::Begun;
        self.dim(now.monotonic);
        let mut turn = self.live.handle(now, input);
        self.wind_up_after_answer(context, &mut turn);
        let is_over = turn.is_over();
        let said = turn.events.iter().find_map(|event| match event {
            Event::HoldIs(length) if self.live.engine().is_held() => Some(format!("hold now {} s", length.as_secs())),
            Event::HoldIs(length) => Some(format!("next hold {} s", length.as_secs())),
            Event::NoHold => Some("only holds can be made longer or shorter".to_owned()),
            Event::HoldAtLimit(true) => Some("this hold is as long as is safe".to_owned()),
            Event::HoldAtLimit(false) => Some("this hold is as short as it gets".to_owned()),
            _ => None,
        });
        let sharp = turn.events.iter().find_map(|event| match event {
            Event::Answered(step, Hurt::Sharp) => Some(*step),
            _ => None,
        });
        let mut commands = self.react(turn, now);
        // What is left out, and why, stands until a key is pressed.
        commands.extend(sharp.filter(|_| !is_over).map(|step| {
            let plan = self.live.engine().plan();
            let name = plan.exercise(step).map_or("", |exercise| exercise.short_name());
            Command::Say(Notice { text: hurt::area_is_over(name, plan.serves_no_area(step)), until: None })
        }));
        if self.reminder.is_some_and(|then| then <= now.monotonic) {
            self.reminder = None;
            if !context.focus {
                let title = self.live.engine().plan().title();
                commands.push(Effect::Notify(format!("paused for a minute: {title}. Press space to continue.")).into());
            }
        }
        commands.extend(said.map(|said| remark(context, said)));
        if is_over {
            commands.extend(self.finish(context));
        }
        commands
    }

    /// Ends the session with what has begun once it is answered what hurts, if what was waited for is done meanwhile.
    fn wind_up_after_answer(&mut self, context: &Context, turn: &mut Turn) {
        let is_answered = turn.events.iter().any(|event| matches!(event, Event::Answered(..) | Event::Segment(_)));
        let is_done = context.beside.as_ref().is_some_and(|task| task.ended.is_some());
        if is_answered && is_done && !turn.is_over() && !self.live.engine().is_winding_up() && !self.is_hurt() {
            let more = self.live.handle(context.now.moment, Input::WindUp);
            turn.events.extend(more.events);
            turn.effects.extend(more.effects);
        }
    }

    /// Pauses, and asks whether the session shall end.
    pub(super) fn ask_to_leave(&mut self, context: &Context) -> Vec<Command> {
        if self.stage == Stage::Opening {
            return self.drive(context, Input::End);
        }
        let mut commands = self.drive(context, Input::Pause);
        let engine = self.live.engine();
        if !matches!(engine.state(), State::Finished { .. }) {
            let left = engine.remaining_in_all(context.now.moment);
            let done = Some(engine.progress()).filter(Progress::is_worth_recording).map(|progress| progress.active);
            let leaving = Leaving { title: engine.plan().title().to_owned(), done, left };
            commands.push(Command::open(leaving));
        }
        commands
    }

    /// Goes on to the summary, if any work was done.
    pub(super) fn finish(&mut self, context: &Context) -> Vec<Command> {
        let (engine, header) = (self.live.engine(), self.live.header());
        if !engine.progress().is_worth_recording() {
            let dropped = context.kept.then(|| Effect::DropCheckpoint.into());
            let said = Command::Say(Notice { text: "Nothing done, so nothing logged.".to_owned(), until: None });
            return dropped.into_iter().chain([said, Command::Leave]).collect();
        }
        if context.beside.as_ref().is_some_and(|task| task.ended.is_some()) && !engine.is_emergency() {
            // Whoever has waited wants to see what came of it.
            return self.ended(context.now.moment).into_iter().chain([Command::Leave]).collect();
        }
        let mut commands = Vec::new();
        if !context.focus {
            let says = format!("session complete: {}, {}", engine.plan().title(), clock(engine.progress().active));
            commands.push(Effect::Notify(says).into());
        }
        commands.push(Command::open(Summary::of(engine.clone(), header.clone(), Self::go_on, context)));
        if engine.is_emergency() {
            commands.push(Command::open(Reading::emergency(&context.texts)));
        }
        commands
    }

    /// Saves the progress of the session, because the terminal is gone: it is offered at the next start.
    pub(super) fn save(&mut self, context: &Context) -> Vec<Command> {
        if self.stage == Stage::Opening {
            return Vec::new();
        }
        self.live.handle(context.now.moment, Input::Wake);
        match self.live.checkpoint() {
            Some(checkpoint) => vec![Effect::Checkpoint(Box::new(checkpoint)).into()],
            None => self.record(context.now.moment),
        }
    }

    /// Records the session as it is, because the program ends in the middle of it.
    pub(super) fn record(&mut self, now: Moment) -> Vec<Command> {
        if self.stage == Stage::Opening { Vec::new() } else { self.ended(now) }
    }

    fn ended(&mut self, now: Moment) -> Vec<Command> {
        let effect = match self.live.end(now, |_| {}) {
            Some(Ending::Keep(record)) => Effect::Close(record),
            Some(Ending::Drop) => Effect::DropCheckpoint,
            None => return Vec::new(),
        };
        vec![effect.into()]
    }
}

/// A command that shows a sentence about the effect of a key.
fn remark(context: &Context, text: impl Into<String>) -> Command {
    Command::Say(Notice { text: text.into(), until: Some(context.now.moment.monotonic + REMARK) })
}

impl From<live::Effect> for Command {
    fn from(effect: live::Effect) -> Self {
        Self::Do(match effect {
            live::Effect::Play(cue) => Effect::Play(cue),
            live::Effect::Speak(speech) => Effect::Speak(speech),
            live::Effect::Save(checkpoint) => Effect::Checkpoint(checkpoint),
        })
    }
}
