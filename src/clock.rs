//! Clock: the only place that reads the time.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, FixedOffset, Local};

use crate::session::Moment;

/// Both clocks. A rehearsal's clock runs faster; nothing else knows of its speed.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    origin: Instant,
    wall_origin: Duration,
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
        let wall_origin = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { origin: Instant::now(), wall_origin, local_origin, speed }
    }

    /// The present moment, on both clocks.
    #[must_use]
    pub fn now(&self) -> Moment {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let wall = self.wall_origin + wall.saturating_sub(self.wall_origin).mul_f64(self.speed);
        Moment { monotonic: self.origin.elapsed().mul_f64(self.speed), wall }
    }

    /// The present moment, as a calendar and a wall clock here show it.
    #[must_use]
    pub fn local(&self) -> DateTime<FixedOffset> {
        match self.local_origin {
            Some(origin) => origin + self.origin.elapsed().mul_f64(self.speed),
            None => Local::now().fixed_offset(),
        }
    }

    /// The real time from now until `deadline` on the monotonic clock.
    #[must_use]
    pub fn until(&self, deadline: Duration) -> Duration {
        deadline.saturating_sub(self.now().monotonic).div_f64(self.speed)
    }

    /// Whether the clock runs as fast as time does.
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
