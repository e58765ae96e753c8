//! Words: the sentences a person reads that are no content of the library, and the forms of numbers, times and days in
//! them.
//!
//! This is the seam for other languages: the plural ([`counted`]), times ([`clock`](mod@clock)), days and weekdays
//! ([`days`]), a record ([`record`]), a streak ([`streak`]), tension and advice ([`tension`]). What the voice says is in
//! [`wording`](mod@crate::session), what a picture shows in [`figure::words`](mod@crate::figure); the screens' own labels
//! and hints stand beside the code that places them. A translation would gather them here.

pub mod aloud;
pub mod ascii;
pub mod bars;
pub mod beside;
pub mod clock;
pub mod coach;
pub mod days;
pub mod desk;
pub mod dose;
pub mod fit;
pub mod goal;
pub mod hurt;
pub mod record;
pub mod rounds;
pub mod streak;
pub mod taste;
pub mod tension;

/// A count with its noun: `1 session`, `3 sessions`.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", plural(count, one, many))
}

/// The form of a noun that goes with `count`.
#[must_use]
pub const fn plural<'a>(count: u64, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// The words as a list: `a, b and c`.
#[must_use]
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The things that must be at hand, as a list, or `nothing`.
#[must_use]
pub fn needs(equipment: &[String]) -> String {
    if equipment.is_empty() { "nothing".to_owned() } else { equipment.join(", ") }
}
