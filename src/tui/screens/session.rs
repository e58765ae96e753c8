//! A running session.
//!
//! ```text
//! supple  Trapezius release                          step 4 of 6 · 3:12 left
//! ──────────────────────────────────────────────────────────────────────────
//!                                  Upper trapezius stretch  RIGHT SIDE
//!    ( the figure, moving          █ █ █▀█ █   █▀▄    ▄▀▀▄ ▄▀▀▄
//!      slowly into the pose,       █▀█ █▄█ █▄▄ █▄▀      ▄▀ ▀▀▀█
//!      its muscles lit )           █▀▄ █ █▀▀ █ █ ▀█▀  ▄▀▄▄ ▄▄▄▀
//!                                  █▀▄ █ █▄█ █▀█  █
//!                                  ■ ━━━━━━━━━━━━━──────────
//!                                  hold 1 of 2, 25 s
//!                                  do      Hold the seat with your right hand.
//!                                  next    LEFT SIDE, then Levator …        1/2
//! ━━━━━━━━━ ━━━━━━━━━━ ━━━━━━━━━━───────────── ─────────── ──────
//! space pause  n next  b back  + - time  o it hurts  i words  ? keys  q end
//! ```

mod body;
mod moving;
mod now;
mod ouch;
mod running;
mod view;
mod words;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::practice::Hurt;
use crate::session::engine::State;
use crate::session::{Input, Live};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::scores;
use crate::tui::view::{Command, Occasion, View, turn_body};
use moving::Moving;
pub use running::Running;
use running::Stage;

impl View for Running {
    fn keys(&self) -> &'static [Binding] {
        let engine = self.live.engine();
        match engine.state() {
            State::Asking { .. } => keymap::HURT,
            State::Paused { .. } | State::Waiting => keymap::SESSION_PAUSED,
            _ if engine.has_holds() => keymap::SESSION_WITH_HOLDS,
            _ => keymap::SESSION,
        }
    }

    fn session(&self) -> Option<&Live> {
        Some(&self.live)
    }

    fn routine(&self) -> Option<&str> {
        Some(self.live.engine().plan().routine())
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        if self.is_hurt() && self.scroller.scroll(message) {
            return Vec::new();
        }
        let input = match message {
            Message::Toggle => Input::Toggle,
            Message::Next => Input::Next,
            Message::Back => Input::Back,
            Message::Longer => Input::Longer,
            Message::Shorter => Input::Shorter,
            Message::Ouch => Input::Ouch,
            Message::CallForHelp => Input::Answer(Hurt::Emergency),
            Message::NotThisArea => Input::Answer(Hurt::Sharp),
            Message::Easier => Input::Answer(Hurt::Pull),
            Message::Close => return self.ask_to_leave(context),
            Message::After | Message::Before => {
                let mut score = self.live.engine().ouch().and_then(|ouch| ouch.strength);
                scores::step(&mut score, if message == Message::After { 1 } else { -1 });
                score.map_or(Input::Wake, Input::Strength)
            }
            Message::End => Input::End,
            Message::Words => return words::in_full(context, self).map(Command::open).into_iter().collect(),
            Message::BodyLeft | Message::BodyRight => {
                return turn_body(self.exercise(), message == Message::BodyLeft);
            }
            Message::Voice => {
                return self.heard(context, |sound| {
                    sound.voice = sound.voice.level().next().into();
                    format!("voice: {}", sound.voice.level().word())
                });
            }
            Message::Cues => {
                return self.heard(context, |sound| {
                    sound.cues = sound.cues.other();
                    format!("cues: {}", sound.cues.word())
                });
            }
            Message::Mute => {
                return self.heard(context, |sound| {
                    sound.muted = !sound.muted;
                    if sound.muted { "muted".to_owned() } else { format!("volume {}", sound.volume) }
                });
            }
            Message::Louder => {
                return self.heard(context, |sound| {
                    sound.volume = (sound.volume + 10).min(100);
                    sound.muted = false;
                    format!("volume {}", sound.volume)
                });
            }
            Message::Softer => {
                return self.heard(context, |sound| {
                    sound.volume = sound.volume.saturating_sub(10);
                    format!("volume {}", sound.volume)
                });
            }
            _ => return Vec::new(),
        };
        self.drive(context, input)
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        let now = context.now.moment;
        match occasion {
            Occasion::Time => self.drive(context, Input::Wake),
            Occasion::Stop => self.drive(context, Input::Pause),
            Occasion::End => self.record(now),
            Occasion::Gone => self.save(context),
            Occasion::SoundReady if self.stage == Stage::Opening => {
                self.stage = Stage::Begun;
                let turn = self.live.begin(context.options, now);
                self.react(turn, now)
            }
            // Nothing has begun.
            Occasion::WaitOver if self.stage == Stage::Opening => vec![Command::Leave],
            Occasion::WaitOver => self.drive(context, Input::WindUp),
            Occasion::SoundReady | Occasion::History => Vec::new(),
        }
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        if self.stage == Stage::Opening {
            return None;
        }
        let now = context.now.moment;
        let flash_ends = self.flashed_at.filter(|_| self.lit).map(|at| at + self.flash());
        let moves = context.settings.motion && view::shows_figure(context.size);
        let figure = moves.then(|| Moving::of(self, now)?.next(context.step())).flatten();
        let figure_moves = figure.map(|after| now.monotonic + after);
        self.live.next_wakeup().into_iter().chain(flash_ends).chain(self.reminder).chain(figure_moves).min()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        view::render(context, self, area, buffer);
    }
}
