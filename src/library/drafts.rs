//! Drafts: routines that were edited and not saved, kept for the next start of the program.
//!
//! A draft is a file of a routine that need not be whole yet. Its name tells whether it is of a routine of the person's own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::schema::{self, RoutineFile};
use super::{LARGEST_FILE, Library, write};
use crate::files;
use crate::practice::Routine;

/// The name of a draft of the person's own routine begins so.
const OF_OWN: &str = "own-";
/// The name of a draft of a new routine begins so.
const OF_NEW: &str = "new-";
/// The largest number of drafts that are kept.
const MOST: u32 = 100;

/// A draft that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its file.
    pub file: PathBuf,
    /// The routine as far as it was made.
    pub routine: Routine,
    /// `true` if it is the person's own routine with its id.
    pub is_own: bool,
}

/// Keeps a draft in `folder`, in place of the one in the file `before`; returns its file.
pub fn keep(folder: &Path, before: Option<&Path>, routine: &Routine, is_own: bool) -> io::Result<PathBuf> {
    let text = write::routine(routine);
    if let Some(file) = before {
        files::replace(file, text.as_bytes())?;
        return Ok(file.to_owned());
    }
    files::make_folder(folder)?;
    let name = if is_own { OF_OWN } else { OF_NEW };
    for number in 1..=MOST {
        let file = folder.join(format!("{name}{number}.json"));
        if files::make(&file, text.as_bytes())? {
            return Ok(file);
        }
    }
    Err(io::Error::other(format!("there are {MOST} drafts in {} already", folder.display())))
}

/// A draft in `folder` that can be read, if there is one.
#[must_use]
pub fn find(folder: &Path, library: &Library) -> Option<Found> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.into_iter().find_map(|file| {
        let name = file.file_name()?.to_str()?;
        let is_own = name.starts_with(OF_OWN);
        if !is_own && !name.starts_with(OF_NEW) {
            return None;
        }
        let text = files::read_text(&file, LARGEST_FILE).ok()?;
        let shape: RoutineFile = schema::read(&file, &text).ok()?;
        let routine = shape.unfinished(&library.areas, |id| library.exercises.get(id).cloned())?;
        let is_own = is_own && library.own_routines.contains_key(&routine.id);
        Some(Found { file, routine, is_own })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_without_title_and_steps_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::built_in();
        let whole = library.routine("neck-ease-5").unwrap();
        let routine = Routine { title: String::new(), steps: Vec::new(), areas: Vec::new(), ..whole.clone() };
        let file = keep(folder.path(), None, &routine, false).unwrap();
        let found = find(folder.path(), &library).unwrap();
        assert_eq!((&found.file, found.is_own), (&file, false));
        assert_eq!(found.routine.steps, []);
        keep(folder.path(), Some(&file), whole, false).unwrap();
        assert_eq!(find(folder.path(), &library).unwrap().routine.steps, whole.steps);
    }
}
