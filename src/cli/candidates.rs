//! The ids that a shell completes: built-in ones and those of a person's own files.

use clap_complete::CompletionCandidate;

use crate::library::Library;
use crate::paths::Paths;
use crate::practice::Position;
use crate::sanitize::clean;

/// The longest title that is shown beside an id.
const LONGEST_TITLE: usize = 60;

fn library() -> Library {
    Paths::find(None).map_or_else(|_| Library::built_in(), |paths| Library::with_user_files(&paths.routines()))
}

/// An id with its title; what could mean something to a shell or a terminal is left out.
fn candidate(id: &str, title: &str) -> Option<CompletionCandidate> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain.then(|| CompletionCandidate::new(id.to_owned()).help(Some(clean(title, LONGEST_TITLE).into())))
}

/// Routines, then exercises.
pub(super) fn sessions() -> Vec<CompletionCandidate> {
    let library = library();
    let routines = library.routines().iter().filter_map(|routine| candidate(&routine.id, &routine.title));
    let exercises = library.exercises();
    routines.chain(exercises.iter().filter_map(|exercise| candidate(&exercise.id, &exercise.name))).collect()
}

/// Routines alone.
pub(super) fn routines() -> Vec<CompletionCandidate> {
    library().routines().iter().filter_map(|routine| candidate(&routine.id, &routine.title)).collect()
}

/// Programmes alone.
pub(super) fn programs() -> Vec<CompletionCandidate> {
    library().programs().iter().filter_map(|program| candidate(&program.id, &program.title)).collect()
}

/// Whatever can be started: routines, exercises, programmes.
pub(super) fn startable() -> Vec<CompletionCandidate> {
    sessions().into_iter().chain(programs()).collect()
}

/// Areas of the body.
pub(super) fn areas() -> Vec<CompletionCandidate> {
    library().areas().all().iter().filter_map(|area| candidate(area.word(), area.label())).collect()
}

/// Positions.
pub(super) fn positions() -> Vec<CompletionCandidate> {
    Position::ALL.iter().filter_map(|position| candidate(position.word(), "position")).collect()
}

/// What a session that is made for somebody can be asked for.
pub(super) fn wishes() -> Vec<CompletionCandidate> {
    areas().into_iter().chain(positions()).collect()
}
