//! Times as minutes and seconds.

use std::time::Duration;

/// A time as `5:01`, or from an hour on as `1:05:01`, to the nearest second.
#[must_use]
pub fn clock(time: Duration) -> String {
    let secs = (time + Duration::from_millis(500)).as_secs();
    if secs < 3600 {
        format!("{}:{:02}", secs / 60, secs % 60)
    } else {
        format!("{}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)
    }
}

/// A number of seconds as `5:01`.
#[must_use]
pub fn clock_of(secs: u64) -> String {
    clock(Duration::from_secs(secs))
}

/// The remaining time of a countdown as `5:01`, with the last second counted whole.
#[must_use]
pub fn clock_left(time: Duration) -> String {
    clock_of(seconds_left(time))
}

/// The remaining time in whole seconds, rounded up, as a countdown shows them.
#[must_use]
pub fn seconds_left(time: Duration) -> u64 {
    time.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}
