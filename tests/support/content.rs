//! The built-in content, read once for all tests: in a debug build reading it takes longer than a whole session.

use std::path::Path;
use std::sync::LazyLock;

use supple::library::Library;
use supple::library::texts::Texts;

/// Exercises and routines.
pub static LIBRARY: LazyLock<Library> = LazyLock::new(Library::built_in);
/// The same with a desk micro-break of settled steps, a hold first: tests of times lean on it, whatever the content becomes.
pub static TIMED: LazyLock<Library> =
    LazyLock::new(|| Library::with_user_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/routines")));
/// Safety rules and tips.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(Library::texts);
