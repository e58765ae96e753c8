//! Reason: why a step is in a composed session.

/// Why a step is in a composed session. Areas are ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It prepares for what follows.
    WarmUp,
    /// Its area is so tense today, 0-10.
    Tense(String, u8),
    /// Its area was not stretched for so many days.
    Waited(String, i64),
    /// Its area was not stretched in the last weeks.
    Never(String),
    /// Its area lacks so many seconds of what an area should get in a week.
    Short(String, u64),
    /// It serves an area that was asked for and has had enough this week.
    Asked(String),
    /// It serves an area that has had enough this week.
    More(String),
    /// It serves no area in particular.
    Whole,
}
