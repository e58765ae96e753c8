//! `supple --plain`: the whole program as lines of text.

use super::context::{Context, Error, tell_faults};
use crate::cli::Plain;
use crate::clock::Clock;
use crate::keeper::Keeper;
use crate::library::Library;
use crate::locale;
use crate::plain::edge::{self, Outside};
use crate::plain::program::Program;
use crate::session::engine::Options;
use crate::session::phrases;
use crate::situation::{Now, Situation};
use crate::sound::speech_program;

/// Runs the program as lines; `why` says so where it was not asked for.
pub fn run(context: &Context, options: &Plain, why: Option<&str>) -> Result<u8, Error> {
    let clock = Clock::start(options.speed);
    let now = Now { moment: clock.now(), local: clock.local() };
    phrases::read();
    let library = context.library();
    tell_faults(&library);
    let mut situation =
        Situation::new(library, Library::texts(), context.settings.clone(), locale::first_weekday(), now);
    // A rehearsal's clock runs faster, so a pause of the machine looks longer to the engine.
    let longest_gap = Options::default().longest_gap.mul_f64(options.speed.max(1.0));
    situation.options = Options { longest_gap, ..situation.options };
    situation.kept = options.log || clock.is_real_time();
    situation.mute = context.mute;
    situation.speaks_own = situation.library.has_own_exercises() && speech_program().is_some();
    if context.mute || !clock.is_real_time() {
        situation.without_voice();
    }
    let opening = why.map(str::to_owned).into_iter().chain(context.settings_fault.clone());
    let outside = Outside {
        clock,
        keeper: Keeper::new(&context.paths, now.local),
        voice: context.paths.voice(),
        opening: opening.collect(),
    };
    Ok(edge::run(Program::new(situation), outside)?)
}
