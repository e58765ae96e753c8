//! What the voice inside the program can say: each text, and the clip that says it.
//!
//! The clips lie in `sounds/voice/`; its manifest ties each to the exact text. Only the manifest is read here: how long
//! a text takes to say is part of a plan, whether or not anything is heard.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use serde::Deserialize;

/// A text that the voice inside the program can say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Clip {
    /// What it says, letter for letter.
    #[serde(borrow)]
    pub text: Cow<'static, str>,
    /// Its file under `sounds/voice/clips/`.
    #[serde(borrow)]
    pub file: Cow<'static, str>,
    /// How long it is, in milliseconds.
    millis: u64,
}

impl Clip {
    /// How long it is.
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

/// Slow speech: 150 words a minute, and no more than 13 letters a second of words like "sternocleidomastoid".
const OF_A_WORD: Duration = Duration::from_millis(400);
const OF_A_LETTER: Duration = Duration::from_millis(75);
/// Of the breath after it.
const OF_A_TEXT: Duration = Duration::from_millis(300);

/// Reads what the voice can say, which else happens when it is first asked.
pub fn read() {
    LazyLock::force(&CLIPS);
}

/// Every clip, in the order of the texts.
pub fn clips() -> impl Iterator<Item = &'static Clip> {
    CLIPS.values()
}

/// The clip that says `text`.
#[must_use]
pub fn clip(text: &str) -> Option<&'static Clip> {
    CLIPS.get(text)
}

/// How long it takes to say `text`: what its clip takes or, of a text that has none, what slow speech takes.
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
