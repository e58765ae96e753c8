//! `supple edit ID`

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::context::{Context, Error, ask, can_ask, printable, say, unknown};
use crate::cli::Edit;
use crate::files;
use crate::library::own::{self, Content, Place};
use crate::library::{Fault, LARGEST_FILE, Library};
use crate::programs::installed;
use crate::wake::leaving_interrupts;

/// Editors that are looked for where nobody has named one.
const USUAL: &[&str] = if cfg!(windows) { &["notepad"] } else { &["editor", "nano", "vim", "vi"] };

pub fn run(context: &Context, options: &Edit) -> Result<u8, Error> {
    let library = context.library();
    let file = File::find(context, &library, &options.id)?;
    let editor = Editor::find()?;
    let before: Vec<Fault> = library.faults().to_vec();
    if let Some(copy) = &file.copy_of {
        own::make(&file.path, copy).map_err(|source| file.unwritable(source))?;
        say(format_args!("{} is built in; you are editing a copy of your own that replaces it.", file.id))?;
    }
    loop {
        let edited = editor.open(&file.path);
        if file.is_left_as_it_was() {
            fs::remove_file(&file.path).or_else(absent).map_err(|source| file.unwritable(source))?;
            edited.map_err(|why| Error::Failed(format!("{why}; nothing was changed")))?;
            say(format_args!("Nothing was changed, so there is no copy: {} is the built-in one.", file.id))?;
            return Ok(0);
        }
        edited.map_err(|why| Error::Failed(format!("{why}; {} was not checked", file.path.display())))?;
        let library = context.library();
        let faults = match library.check(&file.path) {
            Ok(advice) => {
                for hint in advice {
                    say(format_args!("{}: {hint}", printable(&file.path)))?;
                }
                // What the file does to the others: an id that one of them has, a step that no longer fits.
                library
                    .faults()
                    .iter()
                    .filter(|fault| !before.contains(fault) || fault.file == file.path)
                    .cloned()
                    .collect()
            }
            Err(faults) => faults,
        };
        if faults.is_empty() {
            say(format_args!("Saved {}. No problems found.", printable(&file.path)))?;
            return Ok(0);
        }
        for fault in &faults {
            say(fault)?;
        }
        if !can_ask() || !ask("Edit it again? [Y/n]", true)? {
            say(format_args!("Kept as it is. To mend it later: supple edit {}", file.id))?;
            return Ok(1);
        }
    }
}

/// The file that is edited.
struct File {
    id: String,
    path: PathBuf,
    /// The text of the built-in file, where it is a copy of that.
    copy_of: Option<String>,
}

impl File {
    /// The file that a person names: their own, or a copy of the built-in one, which is not made yet.
    fn find(context: &Context, library: &Library, words: &str) -> Result<Self, Error> {
        let own = context.paths.routines();
        let routine = library.routine_named(words).map(|routine| (Content::Routine, routine.id.clone()));
        let exercise = || library.exercise_named(words).map(|exercise| (Content::Exercise, exercise.id.clone()));
        if let Some((content, id)) = routine.or_else(exercise) {
            return match own::place(&own, library, content, &id) {
                Place::Taken(path) => Ok(Self { id, path, copy_of: None }),
                Place::Free(path) => {
                    let copy_of = Some(own::copy_of(content, &id));
                    Ok(Self { id, path, copy_of })
                }
            };
        }
        // A file that cannot be used has no title, but it has a name.
        let id = words.trim();
        let broken = [Content::Routine, Content::Exercise].into_iter().find_map(|content| {
            match own::place(&own, library, content, id) {
                Place::Taken(path) if own::is_id(id) => Some(path),
                _ => None,
            }
        });
        match broken {
            Some(path) => Ok(Self { id: id.to_owned(), path, copy_of: None }),
            None => Err(unknown(library, "routine or exercise", words, true)),
        }
    }

    /// Returns `true` if it is a copy and nobody has changed anything, or it is gone.
    fn is_left_as_it_was(&self) -> bool {
        self.copy_of.as_ref().is_some_and(|copy| match files::read(&self.path, LARGEST_FILE) {
            Ok(bytes) => bytes == copy.as_bytes(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        })
    }

    fn unwritable(&self, source: io::Error) -> Error {
        Error::Write { path: self.path.clone(), source }
    }
}

/// A file that is not there needs not be removed.
fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// The person's editor, and what its command says beside its name.
struct Editor {
    program: PathBuf,
    arguments: Vec<String>,
    /// The command as the person gave it.
    called: String,
}

impl Editor {
    /// The editor of `VISUAL`, else of `EDITOR`; where there is a person to use it, else a usual one.
    fn find() -> Result<Self, Error> {
        for variable in ["VISUAL", "EDITOR"] {
            let command = env::var(variable).unwrap_or_default();
            if !command.trim().is_empty() {
                return Self::named(variable, command.trim());
            }
        }
        let usual = || USUAL.iter().find_map(|name| Some((*name, installed(name)?)));
        let found = if can_ask() { usual() } else { None };
        let (name, program) = found.ok_or_else(|| {
            let what = "there is no editor to open it with; set EDITOR to the one you like, such as EDITOR=nano";
            Error::Failed(what.to_owned())
        })?;
        Ok(Self { program, arguments: Vec::new(), called: name.to_owned() })
    }

    fn named(variable: &str, command: &str) -> Result<Self, Error> {
        let unusable = |why: &str| {
            let what = format!("cannot use the editor \"{command}\": {why}; set {variable} to one that is installed");
            Error::Failed(what)
        };
        let mut words = words(command).ok_or_else(|| unusable("a quotation mark is missing"))?.into_iter();
        let name = words.next().ok_or_else(|| unusable("it has no name"))?;
        let program = if Path::new(&name).components().count() > 1 {
            Some(PathBuf::from(&name)).filter(|program| program.is_file())
        } else {
            installed(&name)
        };
        let program = program.ok_or_else(|| unusable("there is no such program"))?;
        Ok(Self { program, arguments: words.collect(), called: name })
    }

    /// Opens a file, and waits until the editor ends; the error says why it failed.
    fn open(&self, file: &Path) -> Result<(), String> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(file);
        let failed = |why: String| format!("the editor \"{}\" failed ({why})", self.called);
        // In an editor that has the terminal, ctrl-C is a key.
        match leaving_interrupts(|| command.status()) {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(failed(status.to_string())),
            Err(error) => Err(failed(files::said(&error))),
        }
    }
}

/// The words of a command, as a shell takes them apart. A path on Windows has backslashes, and often spaces.
fn words(command: &str) -> Option<Vec<String>> {
    if Path::new(command).is_file() {
        return Some(vec![command.to_owned()]);
    }
    if cfg!(windows) { quoted_words(command) } else { shlex::split(command) }
}

/// The words of a command in which backslashes are a path's; what stands in quotation marks, double or single, is one word.
/// `None` where one is missing.
fn quoted_words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(end) if c == end => quote = None,
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_keeps_its_backslashes_and_in_quotation_marks_its_spaces() {
        let code = r#""C:\Program Files\Code\code.exe" --wait"#;
        assert_eq!(quoted_words(code).unwrap(), [r"C:\Program Files\Code\code.exe", "--wait"]);
        assert_eq!(quoted_words(r"'C:\Tools\ed.exe'  -x").unwrap(), [r"C:\Tools\ed.exe", "-x"]);
        assert_eq!(quoted_words("notepad").unwrap(), ["notepad"]);
        assert_eq!(quoted_words(r#""C:\Program Files"#), None);
    }
}
