//! `supple run ROUTINE`

use super::screens::Session;
use super::{Error, House, routine, screens, tell_faults};
use crate::cli::Run;
use crate::clock::Clock;
use crate::plain::{self, Voice};
use crate::session::Plan;
use crate::session::engine::Options;

pub fn run(house: &House, options: &Run) -> Result<u8, Error> {
    let library = house.library();
    let routine = routine(&library, &options.routine)?;
    let kept = options.log || (options.speed - 1.0).abs() < f64::EPSILON;
    let gap = Options::default().longest_gap;
    let engine = Options {
        wait: options.wait || house.settings.wait,
        // A rehearsal's clock runs faster, so a pause of the machine looks longer to the engine.
        longest_gap: gap.mul_f64(options.speed.max(1.0)),
    };
    let voice = match (options.plain, options.events) {
        (_, Some(_)) => Voice::Json,
        (true, None) => Voice::Text,
        (false, None) => {
            let session = Session { routine: &routine.id, options: engine, speed: options.speed, kept };
            return screens::run(house, Some(session));
        }
    };
    tell_faults(&library);
    let clock = Clock::start(options.speed);
    let edge = plain::Edge { clock, logbook: house.logbook(), settings: &house.settings, mute: house.mute, kept };
    plain::run(Plan::of(routine), engine, voice, edge)
}
