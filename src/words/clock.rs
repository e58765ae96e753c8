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

/// An amount of time: `0:50` below ten minutes, where seconds matter, then `16 min`.
#[must_use]
pub fn amount(secs: u64) -> String {
    match secs {
        0 => "0 min".to_owned(),
        1..600 => clock_of(secs),
        _ => format!("{} min", secs / 60),
    }
}

/// An hour of the day as people say it: `3 pm`, `noon`.
#[must_use]
pub fn hour(hour: usize) -> String {
    match hour % 24 {
        0 => "midnight".to_owned(),
        12 => "noon".to_owned(),
        hour @ 1..12 => format!("{hour} am"),
        hour => format!("{} pm", hour - 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_seconds_while_they_matter() {
        assert_eq!([0, 32, 50, 599, 600, 27_660].map(amount), ["0 min", "0:32", "0:50", "9:59", "10 min", "461 min"]);
    }

    #[test]
    fn hours_are_named_as_people_say_them() {
        assert_eq!([0, 1, 11, 12, 15, 23].map(hour), ["midnight", "1 am", "11 am", "noon", "3 pm", "11 pm"]);
    }
}
