//! The speaker: the program's end of the sound card.
//!
//! Opening a sound card can take a second, and talking to a broken one even longer, so a thread does both
//! and nothing here waits unless its name says so.
//!
//! ```text
//!            opened                   went away
//! Opening ----------->  SoundCard  ------------->  Bell
//!    |                      ^                       ^ |
//!    |                      +-----------------------|-+  a cue is asked for, five seconds on, and it opens
//!    +----------------------------------------------+    it cannot be opened
//! ```

#[cfg(feature = "sound")]
use std::sync::Arc;
use std::{path::Path, time::Duration};

#[cfg(feature = "alsa")]
use super::stderr::Hush;
use super::{
    Device, Output, Played, Volume,
    shared::{Asked, End, Shared, SpokenLine},
};
#[cfg(feature = "sound")]
use super::{
    cues::Cues,
    output,
    renderer::{Renderer, SystemVoice},
    worker::{self, Pace},
};
#[cfg(feature = "sound")]
use crate::session::phrases;
use crate::{
    session::{Cue, OwnText, Speech},
    settings::{CueSet, Sound},
};

/// Time that a closing speaker waits for its thread, which a broken sound card may hold up.
const LONGEST_FAREWELL: Duration = Duration::from_millis(500);

/// Plays cues on the sound card. Dropping it closes the card.
#[derive(Debug)]
pub struct Speaker {
    /// There is nothing to talk to when silence was asked for.
    shared: Option<Shared>,
    /// Before the hush, because a program that it runs writes there.
    #[cfg(feature = "sound")]
    renderer: Option<Renderer>,
    #[cfg(feature = "alsa")]
    _hush: Option<Hush>,
}

impl Speaker {
    /// Starts to open the sound card and returns at once. Where ALSA's library is built in, what anything in the process
    /// writes to standard error is thrown away until the speaker is dropped, because that library writes there.
    #[cfg(feature = "sound")]
    #[must_use]
    pub fn open(volume: Volume) -> Self {
        #[cfg(feature = "alsa")]
        let hush = Hush::new();
        let shared = Shared::new(volume, Output::Opening);
        let far = shared.clone();
        let thread = std::thread::Builder::new().name("sound".to_owned()).spawn(move || {
            let cues = Arc::new(Cues::new());
            worker::attend(&far, Pace::NORMAL, || output::open(&far, &cues));
        });
        if thread.is_err() {
            shared.end();
        }
        Self {
            shared: Some(shared),
            renderer: None,
            #[cfg(feature = "alsa")]
            _hush: Some(hush),
        }
    }

    /// Without the feature `sound` there is only the bell.
    #[cfg(not(feature = "sound"))]
    #[must_use]
    pub fn open(volume: Volume) -> Self {
        let shared = Shared::new(volume, Output::Bell { why: "built without sound".to_owned() });
        shared.end();
        Self { shared: Some(shared) }
    }

    /// A speaker that makes no sound, rings no bell, and starts no thread.
    #[must_use]
    pub const fn silent() -> Self {
        Self {
            shared: None,
            #[cfg(feature = "sound")]
            renderer: None,
            #[cfg(feature = "alsa")]
            _hush: None,
        }
    }

    #[cfg(all(test, feature = "sound"))]
    pub(super) fn with_link(shared: Shared) -> Self {
        Self {
            shared: Some(shared),
            renderer: None,
            #[cfg(feature = "alsa")]
            _hush: None,
        }
    }

    /// Plays a cue, or says that the caller is to ring the bell instead. Never waits.
    pub fn play(&self, cue: Cue) -> Played {
        match &self.shared {
            Some(shared) if shared.volume() > Volume::percent(0) => {
                let now = shared.now();
                shared.change(|state| {
                    // A sound card that has not opened since the last cue leaves the user without: better a bell
                    // now, and not that cue, late, on top of it.
                    if state.asked.iter().any(|asked| matches!(asked, Asked::Cue(..))) {
                        state.give_up_waiting();
                    }
                    state.wanted = true;
                    match state.output {
                        Output::Opening | Output::SoundCard => {
                            state.asked.push(Asked::Cue(cue, now));
                            Played::OnCard
                        }
                        Output::Bell { .. } if cue.rings() => Played::RingBell,
                        Output::Bell { .. } | Output::Silent => Played::Nothing,
                    }
                })
            }
            _ => Played::Nothing,
        }
    }

    /// As loud, and with the cues, as was chosen.
    pub fn fit(&self, sound: Sound) {
        self.set_volume(sound.volume);
        self.set_muted(sound.muted);
        self.set_cues(sound.cues);
    }

    /// Does what a narrator says. Never waits.
    pub fn speak(&self, speech: Speech) {
        match speech {
            Speech::Hush => self.hush(),
            Speech::Say { after, texts } => self.say(after, texts),
        }
    }

    /// Renders what it has no clip for of `texts`, ahead of time and into the folder `cache`, with the system's speech
    /// program; without one those texts are not said. Once is enough for a speaker. Never waits.
    #[cfg(feature = "sound")]
    pub fn prepare(&mut self, mut texts: Vec<OwnText>, cache: &Path) {
        texts.retain(|own| phrases::clip(&own.text).is_none());
        if let Some(shared) = &self.shared
            && self.renderer.is_none()
            && !texts.is_empty()
            && let Some(voice) = SystemVoice::find(cache, &texts)
        {
            shared.state().system = Some(voice.clone());
            self.renderer = Some(Renderer::start(voice, texts.into_iter().map(|own| own.text).collect()));
        }
    }

    /// Without the feature `sound` nothing speaks.
    #[cfg(not(feature = "sound"))]
    pub fn prepare(&mut self, _: Vec<OwnText>, _: &Path) {}

    /// Renders nothing while somebody holds a stretch. Never waits.
    pub fn keep_still(&self, still: bool) {
        #[cfg(feature = "sound")]
        if let Some(renderer) = &self.renderer {
            renderer.keep_still(still);
        }
        #[cfg(not(feature = "sound"))]
        let _ = still;
    }

    /// Says texts one after the other, the first word after `wait`; what is being said ends. Without a sound card
    /// nothing is said. Never waits.
    pub fn say(&self, wait: Duration, texts: Vec<String>) {
        if let Some(shared) = &self.shared
            && shared.volume() > Volume::percent(0)
        {
            let turn = shared.next_turn();
            shared.change(|state| {
                if matches!(state.output, Output::Opening | Output::SoundCard) {
                    state.asked.retain(|asked| matches!(asked, Asked::Cue(..)));
                    state.asked.push(Asked::Line(SpokenLine { texts, wait, turn }));
                }
            });
        }
    }

    /// Ends what is being said, within a word if need be. Never waits.
    fn hush(&self) {
        if let Some(shared) = &self.shared {
            shared.next_turn();
        }
    }

    /// Makes sure that the card is open for a cue that is near: an idle one is closed after ten minutes, and
    /// one that was lost may be back. Never waits.
    pub fn wake(&self) {
        if let Some(shared) = &self.shared {
            shared.change(|state| state.wanted = true);
        }
    }

    /// Sets the volume, in percent, of what is heard now and of what follows.
    pub fn set_volume(&self, volume: impl Into<Volume>) {
        if let Some(shared) = &self.shared {
            shared.set_volume(volume.into());
        }
    }

    /// Plays these cues from now on.
    pub fn set_cues(&self, set: CueSet) {
        if let Some(shared) = &self.shared {
            shared.set_cue_set(set);
        }
    }

    /// Mutes or unmutes card and bell. A [silent](Self::silent) speaker stays silent.
    pub fn set_muted(&self, muted: bool) {
        if let Some(shared) = &self.shared {
            shared.set_muted(muted);
        }
    }

    /// Output of cues just now. Cheap enough to be asked for every frame.
    #[must_use]
    pub fn output(&self) -> Output {
        self.shared.as_ref().map_or(Output::Silent, |shared| shared.state().output.clone())
    }

    /// Waits until the card is open, and what is being prepared can be said, or either has failed; at most `longest`.
    /// After that the bell stands in until the card is open.
    #[must_use]
    pub fn wait_until_ready(&self, longest: Duration) -> Output {
        let Some(shared) = &self.shared else {
            return Output::Silent;
        };
        let began = shared.now();
        let output = {
            let mut state = shared.wait(longest, |state| state.output == Output::Opening);
            state.give_up_waiting();
            state.output.clone()
        };
        #[cfg(feature = "sound")]
        if let (Some(renderer), Output::SoundCard) = (&self.renderer, &output) {
            renderer.wait(longest.saturating_sub(shared.now().saturating_sub(began)));
        }
        #[cfg(not(feature = "sound"))]
        let _ = began;
        output
    }

    /// Waits until all that was asked for has been heard, at most `longest`: for the last cue before the end. Nothing
    /// is heard any more from a card that was lost.
    pub fn wait_until_quiet(&self, longest: Duration) {
        if let Some(shared) = &self.shared {
            drop(shared.wait(longest, |state| {
                state.end == End::NotYet
                    && matches!(state.output, Output::Opening | Output::SoundCard)
                    && (!state.asked.is_empty() || state.ringing > 0)
            }));
        }
    }

    /// The open card, if one is open.
    #[must_use]
    pub fn device(&self) -> Option<Device> {
        self.shared.as_ref().and_then(|shared| shared.state().device.clone())
    }

    /// From asking for the last cue until the card took its first sample, as measured. What the card holds in its
    /// buffer comes on top of that.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.shared.as_ref().map_or(Duration::ZERO, Shared::took)
    }

    /// Delay from asking for a cue to hearing it; zero where no card is open.
    #[must_use]
    pub fn latency(&self) -> Duration {
        self.shared.as_ref().map_or(Duration::ZERO, |shared| shared.state().latency)
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        if let Some(shared) = &self.shared {
            shared.change(|state| state.end = state.end.max(End::Asked));
            drop(shared.wait(LONGEST_FAREWELL, |state| state.end != End::Reached));
        }
    }
}
