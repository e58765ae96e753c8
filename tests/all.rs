//! Every test of the whole program, in one binary: one to link, and the threads are busy until the end.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

#[path = "support/apng.rs"]
mod apng;
#[path = "support/sandbox.rs"]
mod sandbox;
#[path = "support/svg.rs"]
mod svg;
#[cfg(unix)]
#[path = "support/terminal.rs"]
mod window;

mod areas;
mod catalog;
mod commands;
mod engine;
mod faults;
mod figures;
#[path = "history/main.rs"]
mod history;
mod kill;
mod routines;
mod scenarios;
mod screens;
mod sound_server;
mod sounds;
mod terminal;
mod upkeep;
mod voice;

/// A file that nobody names here would be no test at all.
#[test]
fn every_file_in_tests_is_a_part_of_this_one() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for name in files.filter_map(|file| file.file_name().into_string().ok()) {
        let folder_of_tests = std::path::Path::new(folder).join(&name).join("main.rs").exists();
        assert!(!folder_of_tests || include_str!("all.rs").contains(&format!("{name}/main.rs")), "{name} is not run");
        if let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "all") {
            assert!(include_str!("all.rs").contains(&format!("\nmod {module};\n")), "{name} is not run");
        }
    }
}
