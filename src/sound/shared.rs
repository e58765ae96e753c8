//! State that the speaker, its thread and the sound card share.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering},
    },
    time::Duration,
};

#[cfg(feature = "sound")]
use super::renderer::SystemVoice;
use super::{Device, Output, Volume};
use crate::{clock::Clock, session::cue::Cue, settings::CueSet};

/// Why the bell stands in for a card that is open and takes nothing any more.
pub(super) const STOPPED_ANSWERING: &str = "the sound card stopped answering";

/// Why the bell stands in for a card that has not opened yet.
const SLOW_TO_ANSWER: &str = "the sound card is slow to answer";

/// One of the ends of what is shared.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    /// The lock is never held while a sound card is spoken to.
    state: Mutex<State>,
    changed: Condvar,
    /// Percent, and whether it counts; apart from the state because every sample asks.
    volume: AtomicU8,
    muted: AtomicBool,
    /// The line that may be heard; all before it fall silent. Apart from the state for the same reason.
    turn: AtomicU32,
    /// `true` if the clear cues are played, not the soft ones.
    clear: AtomicBool,
    /// Microseconds from asking for the last cue until the card took its first sample.
    took: AtomicU32,
    clock: Clock,
}

/// Request to the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A cue, and when it was asked for.
    Cue(Cue, Duration),
    Line(SpokenLine),
}

/// Texts that are said one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpokenLine {
    pub(super) texts: Vec<String>,
    /// From asking to the first word.
    pub(super) wait: Duration,
    /// It may be heard while this is its shared's turn.
    pub(super) turn: u32,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) output: Output,
    /// Cues and lines that the thread has not taken up yet.
    pub(super) asked: Vec<Asked>,
    /// Number of cues and lines that the thread has taken up and that are still heard.
    pub(super) ringing: usize,
    /// Someone wanted the card since it was closed or lost.
    pub(super) wanted: bool,
    /// Why the card is no more, until the thread has seen it.
    pub(super) lost: Option<&'static str>,
    /// Delay from asking for a cue to hearing it.
    pub(super) latency: Duration,
    /// The open card.
    pub(super) device: Option<Device>,
    /// Voice for the texts that have no clip.
    #[cfg(feature = "sound")]
    pub(super) system: Option<SystemVoice>,
    /// Stage that the end has reached.
    pub(super) end: End,
}

/// Stage of the parting of a speaker and its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// Not in sight.
    NotYet,
    /// The speaker is going and has said so.
    Asked,
    /// The thread has gone.
    Reached,
}

impl State {
    /// The bell stands in for a card that is still being opened; what was asked for would come too late to be true. The
    /// card takes over once it is open.
    pub(super) fn give_up_waiting(&mut self) {
        if self.output == Output::Opening {
            self.asked.clear();
            self.output = Output::Bell { why: SLOW_TO_ANSWER.to_owned() };
        }
    }
}

impl Shared {
    pub(super) fn new(volume: Volume, output: Output) -> Self {
        Self(Arc::new(Inside {
            state: Mutex::new(State {
                output,
                asked: Vec::new(),
                ringing: 0,
                wanted: false,
                lost: None,
                latency: Duration::ZERO,
                device: None,
                #[cfg(feature = "sound")]
                system: None,
                end: End::NotYet,
            }),
            changed: Condvar::new(),
            volume: AtomicU8::new(volume.0),
            muted: AtomicBool::new(false),
            turn: AtomicU32::new(0),
            clear: AtomicBool::new(false),
            took: AtomicU32::new(0),
            clock: Clock::start(1.0),
        }))
    }

    /// A look at the state. No code that holds the lock can leave it half changed, so a poisoned one is as good
    /// as any.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns `true` while somebody looks at the state or changes it.
    #[cfg(all(test, feature = "sound"))]
    pub(super) fn is_locked(&self) -> bool {
        self.0.state.try_lock().is_err()
    }

    /// Changes the state and wakes whoever waits for that.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state());
        self.0.changed.notify_all();
        changed
    }

    /// Waits while `unready`, at most `longest`.
    pub(super) fn wait(&self, longest: Duration, unready: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.0.changed.wait_timeout_while(self.state(), longest, |state| unready(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Waits while `unready`, for ever if need be.
    pub(super) fn wait_for_ever(&self, unready: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.0.changed.wait_while(self.state(), |state| unready(state));
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// The volume that counts, which is none while muted.
    pub(super) fn volume(&self) -> Volume {
        let percent = if self.0.muted.load(Ordering::Relaxed) { 0 } else { self.0.volume.load(Ordering::Relaxed) };
        Volume(percent)
    }

    pub(super) fn set_volume(&self, volume: Volume) {
        self.0.volume.store(volume.0, Ordering::Relaxed);
    }

    pub(super) fn set_muted(&self, muted: bool) {
        self.0.muted.store(muted, Ordering::Relaxed);
    }

    pub(super) fn cue_set(&self) -> CueSet {
        if self.0.clear.load(Ordering::Relaxed) { CueSet::Clear } else { CueSet::Soft }
    }

    pub(super) fn set_cue_set(&self, set: CueSet) {
        self.0.clear.store(set == CueSet::Clear, Ordering::Relaxed);
    }

    /// Now, for measuring.
    pub(super) fn now(&self) -> Duration {
        self.0.clock.now().monotonic
    }

    /// The card took the first sample of a cue that was asked for at `asked`.
    pub(super) fn note_start(&self, asked: Duration) {
        let micros = self.now().saturating_sub(asked).as_micros();
        self.0.took.store(u32::try_from(micros).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// From asking for the last cue until the card took its first sample.
    pub(super) fn took(&self) -> Duration {
        Duration::from_micros(self.0.took.load(Ordering::Relaxed).into())
    }

    /// The line that may be heard.
    pub(super) fn turn(&self) -> u32 {
        self.0.turn.load(Ordering::Relaxed)
    }

    /// Ends what is being said; returns the turn of what comes next.
    pub(super) fn next_turn(&self) -> u32 {
        self.0.turn.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    /// The card is no more, for the reason given.
    pub(super) fn lose(&self, why: &'static str) {
        self.change(|state| {
            state.lost.get_or_insert(why);
        });
    }

    /// The thread is no more; if nobody asked it to end, it has failed.
    pub(super) fn end(&self) {
        self.change(|state| {
            if state.end == End::NotYet && matches!(state.output, Output::Opening | Output::SoundCard) {
                state.output = Output::Bell { why: STOPPED_ANSWERING.to_owned() };
            }
            state.end = End::Reached;
        });
    }
}

/// Stands for one cue or line that is being heard.
#[cfg(feature = "sound")]
#[derive(Debug)]
pub(super) struct PlayingGuard {
    pub(super) shared: Shared,
    pub(super) asked: Option<Duration>,
}

#[cfg(feature = "sound")]
impl PlayingGuard {
    /// Gain of its samples just now.
    pub(super) fn gain(&self) -> f32 {
        self.shared.volume().gain()
    }

    /// The cues that are played just now.
    pub(super) fn cue_set(&self) -> CueSet {
        self.shared.cue_set()
    }

    /// Returns `true` if the line with this number is the one that may be heard.
    pub(super) fn is_turn(&self, turn: u32) -> bool {
        self.shared.turn() == turn
    }

    #[cfg(test)]
    pub(super) fn of(shared: &Shared) -> Self {
        Self { shared: shared.clone(), asked: None }
    }

    /// The card takes its first sample.
    pub(super) fn starts(&mut self) {
        if let Some(asked) = self.asked.take() {
            self.shared.note_start(asked);
        }
    }
}

#[cfg(feature = "sound")]
impl Drop for PlayingGuard {
    fn drop(&mut self) {
        self.shared.change(|state| state.ringing = state.ringing.saturating_sub(1));
    }
}
