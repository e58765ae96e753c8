//! The folder of the user's own files: which file an id belongs to, and how files are put there.
//!
//! Nothing here writes over a file that the caller did not name.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{BUILT_IN, LARGEST_FILE, Library, check, layout, write};
use crate::files;
use crate::practice::Routine;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A routine.
    Routine,
    /// An exercise.
    Exercise,
}

impl Content {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Exercise => "exercise",
        }
    }

    /// The folder for it within the folder of the user's own files.
    #[must_use]
    pub fn folder(self, own: &Path) -> PathBuf {
        match self {
            Self::Routine => own.to_owned(),
            Self::Exercise => own.join("exercises"),
        }
    }

    /// The text of the built-in file with this id.
    #[must_use]
    pub fn built_in(self, id: &str) -> Option<&'static str> {
        let name = self.folder(Path::new("")).join(format!("{id}.json"));
        BUILT_IN.get_file(name)?.contents_utf8()
    }

    fn own_file<'a>(self, library: &'a Library, id: &str) -> Option<&'a Path> {
        match self {
            Self::Routine => library.own_file_of_routine(id),
            Self::Exercise => library.own_file_of_exercise(id),
        }
    }
}

/// Returns `true` if a file may have this id: nothing in it leads out of a folder.
#[must_use]
pub fn is_id(word: &str) -> bool {
    check::id(word).is_ok()
}

/// The text of the file with this id: the user's, or else the built-in one.
pub fn text_of(library: &Library, content: Content, id: &str) -> Result<String, (PathBuf, io::Error)> {
    match content.own_file(library, id) {
        Some(path) => files::read_text(path, LARGEST_FILE).map_err(|error| (path.to_owned(), error)),
        None => Ok(content.built_in(id).unwrap_or_default().to_owned()),
    }
}

/// The text of a copy of the built-in file with this id, for the user's own folder, from which no schema is found.
#[must_use]
pub fn copy_of(content: Content, id: &str) -> String {
    layout::without(content.built_in(id).unwrap_or_default(), "$schema")
}

/// The file that is meant by an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The user has it: the file that it is from, or one with its name that cannot be used as it is.
    Taken(PathBuf),
    /// There is none yet, and this is where it goes.
    Free(PathBuf),
}

/// The file of the content with this id in the folder `own`, which `library` was read from.
#[must_use]
pub fn place(own: &Path, library: &Library, content: Content, id: &str) -> Place {
    if let Some(path) = content.own_file(library, id) {
        return Place::Taken(path.to_owned());
    }
    let folder = content.folder(own);
    let of_others =
        |path: &PathBuf| library.own_routines.values().chain(library.own_exercises.values()).any(|known| known == path);
    let mut path = folder.join(format!("{id}.json"));
    let mut number = 1_u32;
    // A file that is named by one id and holds another belongs to that one.
    while of_others(&path) {
        number += 1;
        path = folder.join(format!("{id}-{number}.json"));
    }
    if fs::symlink_metadata(&path).is_ok() { Place::Taken(path) } else { Place::Free(path) }
}

/// Keeps the session that was composed last in its `file`, whole and for its owner alone.
pub fn keep_composed(file: &Path, routine: &Routine) -> io::Result<()> {
    file.parent().map_or(Ok(()), files::make_folder)?;
    files::replace(file, write::routine(routine).as_bytes())
}

/// Saves a routine into the folder `own`, which `library` was read from, whole and for its owner alone; returns its file.
///
/// With `edited`, the file that the routine was read from, that one is replaced. Without, a new file is made: an id that a
/// file of the user's has already, or a name that something stands under, is an error of kind `AlreadyExists`.
/// [`write::free_id`] makes an id that is free; a built-in one may be taken, and its routine is replaced by this one.
pub fn save(own: &Path, library: &Library, routine: &Routine, edited: Option<&Path>) -> io::Result<PathBuf> {
    let text = write::routine(routine);
    let path = match (place(own, library, Content::Routine, &routine.id), edited) {
        (Place::Free(_), Some(edited)) => edited.to_owned(),
        (Place::Taken(path), Some(edited)) if path == edited => path,
        (Place::Free(path), None) => {
            make(&path, &text)?;
            return Ok(path);
        }
        (Place::Taken(path), _) => return Err(taken(&path)),
    };
    files::replace(&path, text.as_bytes())?;
    Ok(path)
}

/// Makes a new file and the folders it is in, whole and for its owner alone; what stands there already stays.
pub fn make(path: &Path, text: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), files::make_folder)?;
    if files::make(path, text.as_bytes())? { Ok(()) } else { Err(taken(path)) }
}

/// Text that is put into a file: a new one, or in place of what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The file.
    pub path: PathBuf,
    /// All that it is to hold.
    pub text: String,
    /// `true` if what is there is replaced.
    pub replaces: bool,
}

/// Puts all texts into their files; where one cannot be written, those before it are taken back. The error is told with
/// the file.
pub fn put_all(puts: &[Put]) -> Result<(), (PathBuf, io::Error)> {
    let mut before: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for put in puts {
        let done = if put.replaces {
            files::read(&put.path, LARGEST_FILE).and_then(|old| {
                files::replace(&put.path, put.text.as_bytes())?;
                Ok(Some(old))
            })
        } else {
            make(&put.path, &put.text).map(|()| None)
        };
        match done {
            Ok(old) => before.push((&put.path, old)),
            Err(error) => {
                for (path, old) in before.into_iter().rev() {
                    // The first error is the one to tell.
                    let _ = old.map_or_else(|| fs::remove_file(path), |old| files::replace(path, &old));
                }
                return Err((put.path.clone(), error));
            }
        }
    }
    Ok(())
}

fn taken(path: &Path) -> io::Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    io::Error::new(ErrorKind::AlreadyExists, format!("there is already a file {name}"))
}
