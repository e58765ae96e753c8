//! Favourites, and what is never suggested, in words and signs. Each sign has a shape or a word: colour says nothing alone.

use crate::history::Liking;
use crate::sanitize::clean;

/// The sign behind a title; empty for what is neither.
#[must_use]
pub const fn sign(liking: Liking) -> &'static str {
    match liking {
        // An asterisk is in every font.
        Liking::Favourite => " *",
        Liking::Never => " (never)",
        Liking::Neither | Liking::Unknown => "",
    }
}

/// The word of a mark, as the command takes it.
#[must_use]
pub const fn word(liking: Liking) -> &'static str {
    match liking {
        Liking::Favourite => "favourite",
        Liking::Never => "never",
        Liking::Neither | Liking::Unknown => "none",
    }
}

/// The sentence after a mark was set with a key, or taken back.
#[must_use]
pub const fn marked(before: Liking, now: Liking) -> &'static str {
    match (before, now) {
        (_, Liking::Favourite) => "A favourite now; f takes it back.",
        (_, Liking::Never) => "Never suggested again; x takes it back.",
        (Liking::Never, _) => "May be suggested again.",
        _ => "No longer a favourite.",
    }
}

/// A mark as a record: `favourite: Neck ease`. The title may be anybody's.
#[must_use]
pub fn told(title: &str, is: Liking) -> String {
    let of = clean(title, 60);
    match is {
        Liking::Favourite => format!("favourite: {of}"),
        Liking::Never => format!("never suggest {of}"),
        Liking::Neither | Liking::Unknown => format!("no mark on {of} any more"),
    }
}
