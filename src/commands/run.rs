//! `supple run ROUTINE`

use super::screens::Session;
use super::{Error, House, routine, screens, tell_faults};
use crate::cli::Run;
use crate::clock::Clock;
use crate::plain;
use crate::session::engine::Options;
use crate::session::{Guide, Level, Plan};
use crate::settings::Voice;

pub fn run(house: &House, options: &Run) -> Result<u8, Error> {
    let library = house.library();
    let routine = routine(&library, &options.routine)?;
    let clock = Clock::start(options.speed);
    let kept = options.log || clock.is_real_time();
    let gap = Options::default().longest_gap;
    let engine = Options {
        wait: options.wait || house.settings.wait,
        // A rehearsal's clock runs faster, so a pause of the machine looks longer to the engine.
        longest_gap: gap.mul_f64(options.speed.max(1.0)),
    };
    let told_as = match (options.plain, options.events) {
        (_, Some(_)) => plain::Voice::Json,
        (true, None) => plain::Voice::Text,
        (false, None) => {
            if options.voice.is_some() {
                return Err(Error::Usage("--voice needs --plain or --events; on the screens press v".to_owned()));
            }
            let session = Session { routine: &routine.id, options: engine, clock, kept };
            return screens::run(house, Some(session));
        }
    };
    tell_faults(&library);
    let guide = match options.voice.map_or(Level::Off, Voice::level) {
        Level::Off => Guide::silent(),
        // Nobody speaks faster than time runs.
        _ if house.mute || !clock.is_real_time() => Guide::silent(),
        level => Guide { level, ..house.plans().guide(routine) },
    };
    let edge = plain::Edge {
        clock,
        logbook: house.logbook(),
        settings: &house.settings,
        voice: house.paths.voice(),
        mute: house.mute,
        kept,
    };
    plain::run(Plan::guided(routine, &guide), guide, engine, told_as, edge)
}
