//! `supple run ROUTINE`

use super::advice;
use super::context::{Context, Error, routine, say, tell_faults, warn};
use super::course;
use super::screens;
use super::screens::{Begin, Session};
use crate::cli::{How, Run};
use crate::clock::Clock;
use crate::digest::Digest;
use crate::history::advice::Rule;
use crate::history::{Checkpoint, History, Unfinished};
use crate::library::Library;
use crate::logbook::Logbook;
use crate::plain::{self, Course};
use crate::practice::program;
use crate::session::engine::Options;
use crate::session::header::{self, SessionHeader};
use crate::session::{Guide, Level, Plan};
use crate::settings::{Settings, Voice};
use crate::suggestion;
use crate::words::{fit, tension};

pub fn run(context: &Context, options: &Run) -> Result<u8, Error> {
    let mut library = context.library();
    match &options.routine {
        Some(id) => {
            let id = ready(context, &mut library, id)?;
            let id = routine(&library, &id)?.id.clone();
            begin(context, library, Begin::Routine { id, shuffled: options.shuffle }, &options.how)
        }
        None => begin(context, library, Begin::CutOff, &options.how),
    }
}

/// Runs a session of `library` in the way that was asked for.
pub(super) fn begin(context: &Context, library: Library, begin: Begin, how: &How) -> Result<u8, Error> {
    begin_after(context, library, None, begin, how)
}

/// The same for somebody whose history was read already.
pub(super) fn begin_after(
    context: &Context,
    mut library: Library,
    read: Option<History>,
    begin: Begin,
    how: &How,
) -> Result<u8, Error> {
    let clock = Clock::start(how.speed);
    let kept = how.log || clock.is_real_time();
    let gap = Options::default().longest_gap;
    let engine = Options {
        wait: how.wait || context.settings.wait,
        // A rehearsal's clock runs faster, so a pause of the machine looks longer to the engine.
        longest_gap: gap.mul_f64(how.speed.max(1.0)),
    };
    let told_as = match (how.plain, how.events) {
        (_, Some(_)) => plain::Format::Json,
        (true, None) => plain::Format::Text,
        (false, None) => {
            if how.voice.is_some() {
                return Err(Error::Usage("--voice needs --plain or --events; on the screens, press v".to_owned()));
            }
            let code = screens::run(context, Some(Session { library, begin, options: engine, clock, kept }))?;
            if kept {
                advice::say_due(context, false)?;
            }
            return Ok(code);
        }
    };
    tell_faults(&library);
    let mut logbook = context.logbook();
    let (history, mut found) = look_back(&logbook, read, clock.is_real_time());
    // The screens do this for themselves.
    let digest = Digest::of(history, &context.settings, context.clock.local());
    library.fit(&digest.needs(&context.settings));
    let (routine, resumed) = if let Begin::Routine { id, .. } = &begin {
        (routine(&library, id)?, None)
    } else {
        let found = found.pop().ok_or_else(|| Error::Usage("there is no interrupted session".to_owned()))?;
        library.make_ready(&found.checkpoint().routine);
        let routine = library.routine(&found.checkpoint().routine).ok_or_else(|| changed(found.checkpoint()))?;
        (routine, Some(found))
    };
    let cut_off = found.last().map(|found| found.checkpoint().clone());
    // From here on another process may take them up or log them.
    drop(found);
    let guide = guide(context, &digest, how, &routine.id);
    let order = match (&resumed, &begin) {
        (Some(found), _) => found.checkpoint().order,
        (None, Begin::Routine { shuffled: true, .. }) => Some(digest.order_of_today()),
        (None, _) => None,
    };
    let plan = Plan::in_order(routine, order, &guide);
    let taken_up = match resumed {
        None => None,
        Some(found) => {
            let progress = header::progress(found.checkpoint(), &plan).ok_or_else(|| changed(found.checkpoint()))?;
            Some((SessionHeader::of(&logbook.take_up(found)), progress))
        }
    };
    let texts = Library::texts();
    let in_program = program::of_session(&routine.id).is_some();
    let changes = routine.changes.iter().map(|change| fit::change(change, &texts)).collect();
    let asks = asks(&digest, &context.settings, &library, &routine.id);
    // What a clinician should be asked about first begins on a key, each time anew.
    let is_cautioned = !fit::cautions(routine, digest.advice(), &texts).is_empty();
    let options = Options { wait: engine.wait || is_cautioned, ..engine };
    let course = Course { plan, guide, options, taken_up, cut_off, changes, asks };
    let edge = plain::Edge {
        clock,
        logbook,
        settings: &context.settings,
        voice: context.paths.voice(),
        mute: context.mute,
        kept,
    };
    let code = plain::run(course, told_as, edge)?;
    if kept {
        if in_program && told_as == plain::Format::Text {
            say("How did it feel? supple program felt easy, right or hard")?;
        }
        advice::say_due(context, told_as == plain::Format::Json)?;
    }
    Ok(code)
}

/// The id of the routine that is asked for; where it is a programme, of its session of today, which is made ready.
pub(super) fn ready(context: &Context, library: &mut Library, id: &str) -> Result<String, Error> {
    let is_routine = library.session_named(id).is_some();
    let program = library.program_named(id).map(|program| program.id.clone());
    let id = if is_routine || (program.is_none() && id != course::PROGRAM) {
        id.to_owned()
    } else {
        course::session(context, library, &context.digest(), program.as_deref())?
    };
    library.make_ready(&id);
    Ok(id)
}

/// The guide of the voice in a session of the routine with the id `routine`.
pub(super) fn guide(context: &Context, digest: &Digest, how: &How, routine: &str) -> Guide {
    // Nobody speaks faster than time runs.
    let is_silent = context.mute || !Clock::start(how.speed).is_real_time();
    let is_told = how.plain || how.events.is_some();
    let guide = || context.plans(digest).guide_of(routine);
    match how.voice.map_or(Level::Off, Voice::level) {
        _ if is_silent => Guide::silent(),
        Level::Off if is_told => Guide::silent(),
        level if is_told => Guide { level, ..guide() },
        _ => guide(),
    }
}

/// What a person is asked who begins the routine with this id without the screens.
fn asks(digest: &Digest, settings: &Settings, library: &Library, routine: &str) -> Vec<String> {
    let mut asks = Vec::new();
    if digest.asks_for_profile(None) {
        asks.push(
            "Some exercises may not suit you: supple profile --ask finds out which, and leaves them out. Type s for warning signs."
                .to_owned(),
        );
    }
    let told = digest.advice().iter().filter(|advice| matches!(advice.rule, Rule::Alarm | Rule::Sharp(_)));
    asks.extend(told.map(tension::advice));
    if let Some(worse) = digest.ended_worse(settings.day_start_hour) {
        asks.push(format!("{} supple check-in {} N", tension::worse(&worse), worse.area));
    }
    let gentle = digest.in_situation(settings, |situation| suggestion::gentle(library.routines(), situation));
    if let Some(gentle) = gentle.filter(|gentle| gentle.routine != routine) {
        asks.push(format!("{} supple run {}", gentle.why, gentle.routine));
    }
    asks
}

/// The history, and the sessions of this machine that were cut off, oldest first; a rehearsal is no time to look for those.
/// A history that cannot be read is no reason not to stretch; one that was `read` is not read again.
fn look_back(logbook: &Logbook, read: Option<History>, is_real_time: bool) -> (History, Vec<Unfinished>) {
    let history = match read.map_or_else(|| logbook.read(), Ok) {
        Ok(history) => history,
        Err(error) => {
            if is_real_time {
                warn(&error);
            }
            return (History::default(), Vec::new());
        }
    };
    if !is_real_time {
        return (history, Vec::new());
    }
    let left = logbook.look_after(&history);
    (if left.logged { logbook.read().unwrap_or(history) } else { history }, left.unfinished)
}

fn changed(checkpoint: &Checkpoint) -> Error {
    Error::Usage(format!(
        "{} has changed since then, so it cannot be resumed; supple log --unfinished logs what you did",
        checkpoint.title
    ))
}
