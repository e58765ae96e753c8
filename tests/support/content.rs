//! The built-in content, read once for all tests: in a debug build reading it takes longer than a whole session.

use std::sync::LazyLock;

use supple::library::Library;
use supple::library::texts::Texts;

/// Exercises and routines.
pub static LIBRARY: LazyLock<Library> = LazyLock::new(Library::built_in);
/// Safety rules and tips.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(Library::texts);
