//! Clock: the only place that reads the time.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, FixedOffset, Local};

use crate::session::Moment;

/// Both clocks. A rehearsal's clock runs faster; nothing else knows of its speed.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    origin: Instant,
    sleepless_origin: Duration,
    local_origin: Option<DateTime<FixedOffset>>,
    speed: f64,
}

#[expect(clippy::disallowed_methods, reason = "this is the place that reads the time")]
impl Clock {
    /// A clock that runs `speed` times as fast as time does.
    ///
    /// `SUPPLE_NOW`, an RFC 3339 date and time, sets where it starts, so that a test or a picture can be made again.
    #[must_use]
    pub fn start(speed: f64) -> Self {
        let local_origin = std::env::var("SUPPLE_NOW").ok().and_then(|now| DateTime::parse_from_rfc3339(&now).ok());
        let sleepless_origin = sleepless().unwrap_or_default();
        Self { origin: Instant::now(), sleepless_origin, local_origin, speed }
    }

    /// The present moment, on both clocks.
    #[must_use]
    pub fn now(&self) -> Moment {
        let awake = self.origin.elapsed();
        let sleepless = sleepless().map_or(awake, |now| now.saturating_sub(self.sleepless_origin));
        Moment { monotonic: awake.mul_f64(self.speed), sleepless: sleepless.mul_f64(self.speed) }
    }

    /// The present moment, as a calendar and a wall clock here show it.
    #[must_use]
    pub fn local(&self) -> DateTime<FixedOffset> {
        match self.local_origin {
            Some(origin) => origin + self.origin.elapsed().mul_f64(self.speed),
            // The library would panic over a clock that stands before 1970.
            None if SystemTime::now() < SystemTime::UNIX_EPOCH => {
                DateTime::UNIX_EPOCH.with_timezone(&Local).fixed_offset()
            }
            None => Local::now().fixed_offset(),
        }
    }

    /// The real time from now until `deadline` on the monotonic clock.
    #[must_use]
    pub fn until(&self, deadline: Duration) -> Duration {
        deadline.saturating_sub(self.now().monotonic).div_f64(self.speed)
    }

    /// Returns `true` if the clock runs as fast as time does.
    #[must_use]
    pub fn is_real_time(&self) -> bool {
        (self.speed - 1.0).abs() < f64::EPSILON
    }

    /// The speed of the clock as a multiple of real time.
    #[must_use]
    pub const fn speed(&self) -> f64 {
        self.speed
    }
}

/// The time since the machine started, with the time that it slept; `None` where the standard clock counts that as well,
/// or where the system does not say. The clock on the wall would not do: it is set while the machine is awake.
#[cfg(unix)]
fn sleepless() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};

    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // Apple's monotonic clock goes on in sleep, and the standard library uses another.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    Duration::try_from(clock_gettime(clock)).ok()
}

#[cfg(not(unix))]
const fn sleepless() -> Option<Duration> {
    None
}
