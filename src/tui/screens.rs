//! The screens: one file each, with its state, what its keys do, and how it is drawn.

pub mod history;
pub mod learn;
pub mod picker;
pub mod preview;
pub mod session;
pub mod settings;
pub mod summary;

use std::time::Duration;

/// `5:01`, to the nearest second.
#[must_use]
pub fn clock(time: Duration) -> String {
    let secs = (time + Duration::from_millis(500)).as_secs();
    format!("{}:{:02}", secs / 60, secs % 60)
}

/// `5:01`, the last second counted whole: what is left of a countdown.
#[must_use]
pub fn clock_left(time: Duration) -> String {
    clock(Duration::from_secs(seconds_left(time)))
}

/// Seconds left, the last one counted whole, as a countdown shows them.
#[must_use]
pub fn seconds_left(time: Duration) -> u64 {
    time.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}

/// The first item shown of a list that is longer than its place, so that the chosen one is in sight.
#[must_use]
pub const fn scroll(chosen: usize, rows: usize, items: usize) -> usize {
    if rows == 0 || items <= rows {
        return 0;
    }
    let middle = chosen.saturating_sub(rows / 2);
    if middle > items - rows { items - rows } else { middle }
}

/// The value after or before `current` in a round of all.
#[must_use]
pub fn turn<T: Copy + PartialEq>(all: &[T], current: T, forward: bool) -> T {
    let at = all.iter().position(|one| *one == current).unwrap_or(0);
    let by = if forward { 1 } else { all.len().saturating_sub(1) };
    all.get((at + by) % all.len().max(1)).copied().unwrap_or(current)
}
