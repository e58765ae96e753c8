//! Every test of the whole program, in one binary: one to link, and the threads are busy until the end.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;

#[cfg(feature = "sound")]
#[path = "support/apng.rs"]
mod apng;
#[path = "support/chance.rs"]
mod chance;
#[path = "support/content.rs"]
mod content;
#[path = "support/sandbox.rs"]
mod sandbox;
#[cfg(all(target_os = "linux", feature = "sound"))]
#[path = "support/sound_server.rs"]
mod sound_server;
#[cfg(unix)]
#[path = "support/strange.rs"]
mod strange;
#[path = "support/svg.rs"]
mod svg;
#[cfg(unix)]
#[path = "support/terminal.rs"]
mod window;

mod areas;
mod around;
mod beside;
mod catalog;
mod coach;
mod commands;
mod engine;
mod experiment;
mod faults;
mod figures;
#[cfg(unix)]
mod files;
mod guide;
mod history;
mod json;
mod keys;
mod kill;
mod lines;
mod own_files;
mod packaging;
mod person;
mod places;
mod presence;
mod programs;
mod rounds;
mod routines;
mod scenarios;
mod screens;
mod sound_card;
mod sounds;
mod taste;
mod terminal;
mod upkeep;
mod voice;

/// A file that nobody names here would be no test at all, nor one in a folder beside it that its module does not name.
#[test]
fn every_file_in_tests_is_a_part_of_this_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut found = 0;
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && path != root.join("all.rs") {
                let name = path.file_stem().unwrap().to_str().unwrap();
                let parent = if folder == root || folder == root.join("support") {
                    root.join("all.rs")
                } else {
                    folder.with_extension("rs")
                };
                let module = if folder == root.join("support") {
                    format!("#[path = \"support/{name}.rs\"]\nmod ")
                } else {
                    format!("\nmod {name};\n")
                };
                let text = fs::read_to_string(&parent).unwrap_or_default();
                assert!(text.contains(&module), "{} is not run", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 20, "only {found} files in {}", root.display());
}
