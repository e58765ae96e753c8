//! `supple`: the screens; and `supple run ROUTINE`, the screens at once in a session.

use std::io::{IsTerminal, stdin, stdout};
use std::thread;

use super::context::{Context, Error};
use crate::beside::Companion;
use crate::clock::Clock;
use crate::keeper::Keeper;
use crate::library::Library;
use crate::library::texts::Texts;
use crate::session::engine::Options;
use crate::session::phrases;
use crate::sound::speech_program;
pub use crate::tui::Begin;
use crate::tui::app::{App, Now};
use crate::tui::theme::Surroundings;
use crate::tui::{self, Edge};
use crate::wake::Wake;

/// A session that is begun at once.
pub struct Session {
    pub library: Library,
    pub begin: Begin,
    pub options: Options,
    pub clock: Clock,
    pub kept: bool,
}

pub fn run(context: &Context, session: Option<Session>) -> Result<u8, Error> {
    open(context, session, &mut Wake::new(true)?, None)
}

/// Leads a session beside what a person waits for.
#[cfg(unix)]
pub fn beside(
    context: &Context,
    session: Session,
    wake: &mut Wake,
    companion: &mut (dyn Companion + 'static),
) -> Result<u8, Error> {
    open(context, Some(session), wake, Some(companion))
}

fn open(
    context: &Context,
    session: Option<Session>,
    wake: &mut Wake,
    companion: Option<&mut (dyn Companion + 'static)>,
) -> Result<u8, Error> {
    let instead = match session.as_ref().map(|session| &session.begin) {
        Some(Begin::Routine { id, .. }) => Some(id.as_str()),
        Some(Begin::CutOff) => Some("--resume"),
        None => None,
    };
    refuse_without_terminal(instead)?;
    let clock = session.as_ref().map_or(context.clock, |session| session.clock);
    let (library, begin) = session
        .map_or((None, None), |session| (Some(session.library), Some((session.begin, session.options, session.kept))));
    let (library, texts) = read(context, library);
    let now = Now { moment: clock.now(), local: clock.local() };
    let surroundings = Surroundings::from_environment();
    let mut app = App::new(library, texts, context.settings.clone(), surroundings, now);
    if let Some(fault) = &context.settings_fault {
        app.say(fault.clone());
    }
    app.keeps_files_in(context.paths.clone());
    if context.mute {
        app.mute();
    }
    // Looking for the program and planning anew take time before the first frame.
    if app.context().library.has_own_exercises() && speech_program().is_some() {
        app.speaks_own();
    }
    if context.mute || !clock.is_real_time() {
        app.without_voice();
    }
    let begin = begin.map(|(begin, options, kept)| {
        app.rehearse(options, kept);
        app.only_one_session();
        begin
    });
    let keeper = Keeper::new(&context.paths, now.local);
    let (voice, routines, drafts) = (context.paths.voice(), context.paths.routines(), context.paths.drafts());
    let edge = Edge { clock, keeper, voice, routines, drafts, mute: context.mute, begin };
    Ok(tui::run(app, edge, wake, companion)?)
}

/// Reads the library and the texts that the first screen needs, in parallel.
fn read(context: &Context, library: Option<Library>) -> (Library, Texts) {
    thread::scope(|scope| {
        let texts = scope.spawn(|| {
            phrases::read();
            Library::texts()
        });
        let library = library.unwrap_or_else(|| context.library());
        (library, texts.join().unwrap_or_default())
    })
}

/// Said where the program opens as lines by itself.
pub const DUMB: &str = "This terminal (TERM=dumb) cannot show the screens, so supple speaks in lines.";

/// Returns `true` if the terminal says of itself that it cannot move a cursor.
pub fn is_dumb() -> bool {
    matches!(std::env::var("TERM").as_deref(), Ok("dumb"))
}

fn refuse_without_terminal(session: Option<&str>) -> Result<(), Error> {
    let instead = session.map_or("supple --plain".to_owned(), |session| format!("supple run {session} --plain"));
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Error::Usage(format!("the screens need a terminal; without one, use: {instead}")));
    }
    if is_dumb() {
        return Err(Error::Usage(format!("this terminal (TERM=dumb) cannot show the screens; use: {instead}")));
    }
    Ok(())
}
