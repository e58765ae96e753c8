//! A running session.
//!
//! ```text
//! supple  Trapezius release                          step 4 of 6 · 3:12 left
//! ──────────────────────────────────────────────────────────────────────────
//!                                      Upper trapezius stretch
//!    ( the figure, moving              RIGHT SIDE  hold 1 of 2
//!      slowly into the pose,            ▄▄▄ █  █
//!      its muscles lit )                ▀▀▀    ▀  seconds
//!                                      ━━━━━━━━━━━━━──────────
//!                                      do      Hold the seat with your right hand.
//!                                      feel    A gentle pull from behind the ear …
//!                                      next    LEFT SIDE, then Levator scapulae stretch
//! ━━━━━━━━━ ━━━━━━━━━━ ━━━━━━━━━━───────────── ─────────── ──────
//! space pause  n next  b back  + longer  - shorter  o ouch  m mute       ? keys
//! ```

mod moving;
mod view;

use std::time::Duration;

use moving::Moving;
pub use view::render;

use super::summary;
use crate::catalog::Exercise;
use crate::session::engine::{Options, Progress, State};
use crate::session::live::{self, Ending, Turn};
use crate::session::{Cue, Event, Guide, Header, Input, Live, Moment, Plan};
use crate::settings::Sound;
use crate::tui::app::{App, Effect, Notice, Now, Screen};
use crate::tui::keymap::Message;

/// How long the banner is lit after a cue (design, "Cues").
const FLASH: Duration = Duration::from_millis(300);
/// The same where nothing may flash: long enough to be a mark and no flash.
const STEADY: Duration = Duration::from_secs(1);
/// After this long a pause may have been forgotten.
const FORGOTTEN: Duration = Duration::from_mins(1);
/// Flashes are at least this far apart: at most one a second, well under the three of WCAG 2.3.1.
const BETWEEN_FLASHES: Duration = Duration::from_secs(1);
/// How long a remark about a hold stands.
const REMARK: Duration = Duration::from_secs(2);

/// A running session.
#[derive(Debug)]
pub struct Running {
    live: Live,
    stage: Stage,
    flashed_at: Option<Duration>,
    lit: bool,
    /// The cue that the banner shows.
    shown: Option<Cue>,
    /// Whether the banner marks changes only, and for longer, where nothing may flash.
    steady: bool,
    /// When somebody who looks away is reminded of the pause.
    reminder: Option<Duration>,
}

/// Whether the session has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is shown, and waits for the sound.
    Opening,
    /// It was cut off and is shown where it stood.
    TakenUp,
    /// It runs.
    Begun,
}

impl Running {
    /// A session that is about to begin.
    #[must_use]
    pub fn opening(plan: Plan, guide: Guide, options: Options, now: Now, header: Header, kept: bool) -> Self {
        let live = Live::take_up(plan, guide, options, Progress::default(), header, kept, now.moment);
        Self::new(live, Stage::Opening)
    }

    /// The exercise that is done.
    #[must_use]
    pub fn exercise(&self) -> Option<&Exercise> {
        self.live
            .engine()
            .segment()
            .and_then(|segment| self.live.engine().plan().exercise(segment.step))
            .map(AsRef::as_ref)
    }

    /// A session that was cut off, where it stood.
    #[must_use]
    pub fn taken_up(
        plan: Plan,
        guide: Guide,
        options: Options,
        progress: Progress,
        now: Now,
        header: Header,
        kept: bool,
    ) -> Self {
        Self::new(Live::take_up(plan, guide, options, progress, header, kept, now.moment), Stage::TakenUp)
    }

    const fn new(live: Live, stage: Stage) -> Self {
        Self { live, stage, flashed_at: None, lit: false, shown: None, steady: false, reminder: None }
    }

    /// The same without anything that flashes.
    #[must_use]
    pub const fn steady(mut self, steady: bool) -> Self {
        self.steady = steady;
        self
    }

    /// The cue that is shown just now, in words.
    #[must_use]
    pub fn shown(&self) -> Option<&'static str> {
        self.shown.filter(|_| self.lit).map(Cue::meaning)
    }

    const fn flash(&self) -> Duration {
        if self.steady { STEADY } else { FLASH }
    }

    /// Whether a cue is worth a banner. The last seconds are seen in the digits; where nothing may flash, what paces
    /// has no banner either.
    fn is_worth_a_banner(&self, cue: Cue) -> bool {
        match cue {
            Cue::Tick => false,
            Cue::Rep | Cue::In | Cue::Out | Cue::Half => !self.steady,
            _ => true,
        }
    }

    /// The id of its routine.
    #[must_use]
    pub fn routine(&self) -> &str {
        self.live.engine().plan().routine()
    }

    /// What may be said in it of its exercises.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.live.texts()
    }

    /// Whether somebody holds a stretch just now.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.live.engine().is_working()
    }

    /// Whether it has yet to begin.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.stage == Stage::Opening
    }

    /// Whether an exercise hurt and the session asks what to do.
    #[must_use]
    pub fn is_hurt(&self) -> bool {
        self.live.engine().state() == State::Asking
    }

    /// Begins.
    pub fn begin(&mut self, now: Moment, options: Options) -> Vec<Effect> {
        self.stage = Stage::Begun;
        let turn = self.live.begin(options, now);
        self.react(turn, now)
    }

    /// When something changes next. `moves` is whether the figure is seen and may move.
    #[must_use]
    pub fn next_wakeup(&self, now: Moment, moves: Option<Duration>) -> Option<Duration> {
        if self.stage == Stage::Opening {
            return None;
        }
        let flash_ends = self.flashed_at.filter(|_| self.lit).map(|at| at + self.flash());
        let figure = moves.and_then(|step| Moving::of(self, now)?.next(step));
        let figure_moves = figure.map(|after| now.monotonic + after);
        self.live.next_wakeup().into_iter().chain(flash_ends).chain(self.reminder).chain(figure_moves).min()
    }

    /// Whether a screen of this size shows the figure.
    #[must_use]
    pub fn shows_figure((width, height): (u16, u16)) -> bool {
        view::shows_figure(width, height)
    }

    /// Shows what a turn brought, and hands on what is to be sounded and saved.
    fn react(&mut self, turn: Turn, now: Moment) -> Vec<Effect> {
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
        turn.effects.into_iter().map(Effect::from).collect()
    }

    fn may_flash(&self, now: Duration) -> bool {
        self.flashed_at.is_none_or(|at| now.saturating_sub(at) >= BETWEEN_FLASHES)
    }

    /// Puts the banner out when its time is over.
    fn dim(&mut self, now: Duration) {
        self.lit &= self.flashed_at.is_some_and(|at| now.saturating_sub(at) < self.flash());
    }
}

/// Time has passed.
pub fn wake(app: &mut App) -> Vec<Effect> {
    drive(app, Input::Wake)
}

/// The clock is to stop, whatever it is doing.
pub fn pause(app: &mut App) -> Vec<Effect> {
    drive(app, Input::Pause)
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let input = match message {
        Message::Toggle => Input::Toggle,
        Message::Next => Input::Next,
        Message::Back => Input::Back,
        Message::Longer => Input::Longer,
        Message::Shorter => Input::Shorter,
        Message::Ouch => Input::Ouch,
        Message::Easier => Input::Easier,
        Message::End => Input::End,
        Message::Quit => return app.end(app.now, 130),
        Message::Voice => {
            return heard(app, |sound| {
                sound.voice = sound.voice.level().next().into();
                format!("voice: {}", sound.voice.level().word())
            });
        }
        Message::Cues => {
            return heard(app, |sound| {
                sound.cues = sound.cues.other();
                format!("cues: {}", sound.cues.word())
            });
        }
        Message::Mute => {
            return heard(app, |sound| {
                sound.muted = !sound.muted;
                if sound.muted { "muted".to_owned() } else { format!("volume {}", sound.volume) }
            });
        }
        Message::Louder => {
            return heard(app, |sound| {
                sound.volume = (sound.volume + 10).min(100);
                sound.muted = false;
                format!("volume {}", sound.volume)
            });
        }
        Message::Softer => {
            return heard(app, |sound| {
                sound.volume = sound.volume.saturating_sub(10);
                format!("volume {}", sound.volume)
            });
        }
        _ => return Vec::new(),
    };
    drive(app, input)
}

/// Changes what is heard in this routine, and remembers it.
fn heard(app: &mut App, change: impl FnOnce(&mut Sound) -> String) -> Vec<Effect> {
    let Screen::Session(running) = &app.screen else {
        return Vec::new();
    };
    if app.settings.quiet_room {
        remark(app, "quiet room: nothing is heard; the settings end it".to_owned());
        return Vec::new();
    }
    let routine = running.routine().to_owned();
    let mut sound = app.settings.sound_in(&routine);
    let said = change(&mut sound);
    app.settings.remember_sound(&routine, sound);
    remark(app, said);
    let (level, now) = (app.spoken(sound), app.now.moment);
    let mut effects = vec![Effect::Loudness, Effect::SaveSettings];
    if let Screen::Session(running) = &mut app.screen {
        effects.extend(running.live.set_level(level, now).into_iter().map(Effect::from));
    }
    effects
}

fn remark(app: &mut App, text: String) {
    app.notice = Some(Notice { text, until: Some(app.now.moment.monotonic + REMARK) });
}

fn drive(app: &mut App, input: Input) -> Vec<Effect> {
    let now = app.now.moment;
    let Screen::Session(running) = &mut app.screen else {
        return Vec::new();
    };
    if running.stage == Stage::Opening {
        // Nothing has begun, so there is nothing to record.
        return if input == Input::End { app.leave() } else { Vec::new() };
    }
    running.stage = Stage::Begun;
    running.dim(now.monotonic);
    let turn = running.live.handle(now, input);
    let is_over = turn.is_over();
    let said = turn.events.iter().find_map(|event| match event {
        Event::HoldIs(length) => Some(format!("this hold: {} s", length.as_secs())),
        Event::HoldAtLimit(true) => Some("this hold is as long as it is safe".to_owned()),
        Event::HoldAtLimit(false) => Some("this hold is as short as it gets".to_owned()),
        _ => None,
    });
    let mut effects = running.react(turn, now);
    if running.reminder.is_some_and(|then| then <= now.monotonic) {
        running.reminder = None;
        if !app.focus {
            let title = running.live.engine().plan().title();
            effects.push(Effect::Notify(format!("paused for a minute: {title} waits for space")));
        }
    }
    if let Some(text) = said {
        remark(app, text);
    }
    if is_over {
        effects.extend(finish(app));
    }
    effects
}

/// Goes on to the summary, if anything was done.
fn finish(app: &mut App) -> Vec<Effect> {
    let Screen::Session(running) = &app.screen else {
        return Vec::new();
    };
    let (engine, header) = (running.live.engine(), running.live.header());
    if !engine.progress().has_work() {
        let mut effects = if app.kept { vec![Effect::DropCheckpoint] } else { Vec::new() };
        effects.extend(app.leave());
        return effects;
    }
    let mut effects = Vec::new();
    if !app.focus {
        let active = super::clock(engine.progress().active);
        effects.push(Effect::Notify(format!("session complete: {}, {active}", engine.plan().title())));
    }
    let before = app.past.told_before(header.at);
    let summary = summary::Summary::of(engine.clone(), header.clone(), &before);
    app.screen = Screen::Summary(Box::new(summary));
    effects
}

/// The program ends in the middle: what was done is recorded as it is.
pub fn record_now(app: &mut App) -> Vec<Effect> {
    let now = app.now.moment;
    let Screen::Session(running) = &mut app.screen else {
        return Vec::new();
    };
    if running.stage == Stage::Opening {
        return Vec::new();
    }
    match running.live.end(now, |_| {}) {
        Some(Ending::Keep(record)) => vec![Effect::Close(record)],
        Some(Ending::Drop) => vec![Effect::DropCheckpoint],
        None => Vec::new(),
    }
}

impl From<live::Effect> for Effect {
    fn from(effect: live::Effect) -> Self {
        match effect {
            live::Effect::Play(cue) => Self::Play(cue),
            live::Effect::Speak(speech) => Self::Speak(speech),
            live::Effect::Save(checkpoint) => Self::Checkpoint(checkpoint),
        }
    }
}
