//! Phrases: the texts that the voice inside the program can say, each with the clip that says it.
//!
//! The clips lie in `sounds/voice/`; its manifest ties each to the exact text. Only the manifest is read here: the time
//! that a text takes to say is part of a plan, whether or not anything is heard.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use serde::Deserialize;

/// A text that the voice inside the program can say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Clip {
    /// The text, letter for letter.
    #[serde(borrow)]
    pub text: Cow<'static, str>,
    /// The name of its file under `sounds/voice/clips/`.
    #[serde(borrow)]
    pub file: Cow<'static, str>,
    /// The length, in milliseconds.
    millis: u64,
}

impl Clip {
    /// The length of the clip.
    #[must_use]
    pub const fn length(&self) -> Duration {
        Duration::from_millis(self.millis)
    }
}

static CLIPS: LazyLock<BTreeMap<Cow<'static, str>, Clip>> = LazyLock::new(|| {
    // That it can be read is what `tests/voice.rs` is for; without it the program would be silent, not broken.
    let clips: Vec<Clip> = serde_json::from_str(include_str!("../../sounds/voice/manifest.json")).unwrap_or_default();
    clips.into_iter().map(|clip| (clip.text.clone(), clip)).collect()
});

/// The time of a word, and of a letter, in slow speech: 150 words a minute, and no more than 13 letters a second of
/// words like "sternocleidomastoid".
const OF_A_WORD: Duration = Duration::from_millis(400);
const OF_A_LETTER: Duration = Duration::from_millis(75);
/// The time of the breath after a text.
const OF_A_TEXT: Duration = Duration::from_millis(300);

/// Reads the manifest of the clips now, instead of when a clip is first asked for.
pub fn read() {
    LazyLock::force(&CLIPS);
}

/// All clips, in the order of their texts.
pub fn clips() -> impl Iterator<Item = &'static Clip> {
    CLIPS.values()
}

/// The clip that says `text`, if there is one.
#[must_use]
pub fn clip(text: &str) -> Option<&'static Clip> {
    CLIPS.get(text)
}

/// The time it takes to say `text`: the length of its clip or, for a text without one, the time of slow speech.
#[must_use]
pub fn length(text: &str) -> Duration {
    clip(text).map_or_else(|| at_slow_speech(text), Clip::length)
}

fn at_slow_speech(text: &str) -> Duration {
    let count = |things: usize| u32::try_from(things).unwrap_or(u32::MAX);
    let words = OF_A_WORD.saturating_mul(count(text.split_whitespace().count()));
    let letters = OF_A_LETTER.saturating_mul(count(text.chars().count()));
    OF_A_TEXT + words.max(letters)
}
