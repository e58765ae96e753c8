//! `supple run ROUTINE`

use super::screens::Session;
use super::{Error, House, routine, screens, tell_faults};
use crate::cli::{Run, SpokenLevel};
use crate::clock::Clock;
use crate::plain::{self, Voice};
use crate::session::engine::Options;
use crate::session::{Guide, Level, Plan};

pub fn run(house: &House, options: &Run) -> Result<u8, Error> {
    let library = house.library();
    let routine = routine(&library, &options.routine)?;
    let real_time = (options.speed - 1.0).abs() < f64::EPSILON;
    let kept = options.log || real_time;
    let gap = Options::default().longest_gap;
    let engine = Options {
        wait: options.wait || house.settings.wait,
        // A rehearsal's clock runs faster, so a pause of the machine looks longer to the engine.
        longest_gap: gap.mul_f64(options.speed.max(1.0)),
    };
    let level = match options.voice {
        // Nobody speaks faster than time runs.
        _ if !real_time || house.mute => Level::Off,
        Some(SpokenLevel::Full) => Level::Full,
        Some(SpokenLevel::Brief) => Level::Brief,
        Some(SpokenLevel::Off) | None => Level::Off,
    };
    let voice = match (options.plain, options.events) {
        (_, Some(_)) => Voice::Json,
        (true, None) => Voice::Text,
        (false, None) => {
            if options.voice.is_some() {
                return Err(Error::Usage("--voice needs --plain or --events; on the screens press v".to_owned()));
            }
            let session = Session { routine: &routine.id, options: engine, speed: options.speed, kept };
            return screens::run(house, Some(session));
        }
    };
    tell_faults(&library);
    let guide = Guide { level, ..house.plans().guide(routine) };
    let clock = Clock::start(options.speed);
    let edge = plain::Edge { clock, logbook: house.logbook(), settings: &house.settings, mute: house.mute, kept };
    plain::run(Plan::guided(routine, &guide), guide, engine, voice, edge)
}
