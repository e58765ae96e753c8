//! The README and the guide: every command can be typed, every link leads somewhere, and what they show is what the program
//! does.

use crate::sandbox::{Sandbox, write};

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};
use supple::cli::Cli;

const REPOSITORY: &str = "https://github.com/supple-coach/supple/";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files of a folder that are written for reading.
fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    pages.sort();
    pages
}

fn guide() -> Vec<PathBuf> {
    pages_in(&root().join("docs/guide"))
}

fn readme_and_guide() -> Vec<PathBuf> {
    let mut pages = guide();
    pages.push(root().join("README.md"));
    pages
}

/// What stands in fences, with the word after the fence.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap()).map(|(kind, block)| (kind.trim_end(), block)).collect()
}

/// What stands between backticks in the text around the fences.
fn spans(text: &str) -> Vec<String> {
    let around = text.split("```").step_by(2);
    around.flat_map(|part| part.split('`').skip(1).step_by(2)).map(|span| span.replace("\\|", "|")).collect()
}

/// What is neither in fences nor between backticks.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).flat_map(|part| part.split('`').step_by(2)).collect()
}

/// The calls of the program in a piece of code: at its beginning, in quotes or in parentheses, or after other words.
fn calls(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("supple") {
        let (before, call) = code.split_at(at);
        let end = match before.chars().next_back() {
            None | Some(' ') => None,
            Some('(') => call.find(')'),
            Some('"') => call.find('"'),
            Some(_) => continue,
        };
        let call = &call[..end.unwrap_or(call.len())];
        // What follows is a remark, another program or a file.
        let call = [" # ", " | ", " > "].iter().fold(call, |call, mark| call.split(mark).next().unwrap());
        // A name alone, as at the end of a sentence, is no call.
        if call.starts_with("supple ") || (call == "supple" && before.is_empty()) {
            found.push(call.trim_end());
        }
    }
    found
}

/// Every call of the program in a page.
fn commands(page: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(page).unwrap();
    let lines = blocks(&text).into_iter().filter(|(kind, _)| kind.is_empty()).flat_map(|(_, block)| block.lines());
    let lines = lines.filter(|line| line.starts_with("supple")).map(str::to_owned);
    let code: Vec<String> = lines.chain(spans(&text)).collect();
    code.iter().flat_map(|code| calls(code)).map(str::to_owned).collect()
}

#[test]
fn every_command_in_the_readme_and_the_guide_can_be_typed() {
    let mut found = 0;
    for page in readme_and_guide() {
        for command in commands(&page) {
            let words = shlex::split(&command).unwrap_or_else(|| panic!("{}: {command}", page.display()));
            if let Err(error) = Cli::try_parse_from(words) {
                panic!("{}: {command}\n{error}", page.display());
            }
            found += 1;
        }
    }
    assert!(found > 100, "only {found} commands were found");
}

#[test]
fn calls_are_found_in_quotes_in_parentheses_and_before_remarks() {
    assert_eq!(calls("supple list"), ["supple list"]);
    assert_eq!(calls("eval \"$(supple init bash)\""), ["supple init bash"]);
    assert_eq!(calls("{\"exec\": \"supple nudge --why\", 1}"), ["supple nudge --why"]);
    assert_eq!(calls("supple check-in \"lower back\" 4   # rate it"), ["supple check-in \"lower back\" 4"]);
    assert_eq!(calls("supple init fish | source"), ["supple init fish"]);
    assert_eq!(calls("cargo install supple"), Vec::<&str>::new());
    assert_eq!(calls("brew install supple-coach/tap/supple"), Vec::<&str>::new());
}

#[test]
fn every_command_has_a_row_in_the_guide() {
    let files = fs::read_to_string(root().join("docs/guide/files.md")).unwrap();
    for command in Cli::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        let is_there = [" ", "`"].iter().any(|after| files.contains(&format!("\n| `supple {name}{after}")));
        assert!(is_there, "docs/guide/files.md has no row for supple {name}");
    }
}

#[test]
fn every_chapter_is_in_the_summary_once() {
    let summary = fs::read_to_string(root().join("docs/guide/SUMMARY.md")).unwrap();
    for page in guide().into_iter().filter(|page| !page.ends_with("SUMMARY.md")) {
        let link = format!("]({})", page.file_name().unwrap().to_str().unwrap());
        assert_eq!(summary.matches(&link).count(), 1, "{link}");
        let title = fs::read_to_string(&page).unwrap().lines().next().unwrap().trim_start_matches("# ").to_owned();
        assert!(summary.contains(&format!("[{title}{link}")), "{title} has another name in the summary");
    }
}

/// The name that a heading has in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut found = 0;
    for page in pages_in(&root()).into_iter().chain(guide()) {
        let text = prose(&fs::read_to_string(&page).unwrap());
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let in_repository = link
                .strip_prefix(REPOSITORY)
                .and_then(|rest| rest.strip_prefix("blob/main/").or_else(|| rest.strip_prefix("tree/main/")));
            if in_repository.is_none() && link.starts_with("https://") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match in_repository {
                Some(path) => root().join(path),
                None if file.is_empty() => page.clone(),
                None => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{}: {link}", page.display());
            let is_chapter = page.starts_with(root().join("docs/guide"));
            let is_outside = in_repository.is_none() && file.contains("..");
            assert!(!is_chapter || !is_outside, "{}: {link} is not in the book", page.display());
            let headings = || fs::read_to_string(&target).unwrap();
            let is_there =
                heading.is_empty() || headings().lines().any(|line| line.starts_with('#') && anchor(line) == heading);
            assert!(is_there, "{}: {link} names no heading", page.display());
            found += 1;
        }
    }
    assert!(found > 20, "only {found} links were found");
}

#[test]
fn the_routine_of_the_guide_has_no_fault() {
    let text = fs::read_to_string(root().join("docs/guide/own-routines.md")).unwrap();
    let json: Vec<&str> = blocks(&text).into_iter().filter(|(kind, _)| *kind == "json").map(|(_, json)| json).collect();
    let [routine, block] = json[..] else { panic!("{json:?}") };
    // The block of rounds is an entry of the steps.
    let with_rounds = routine.replacen("\"steps\": [", &format!("\"steps\": [\n    {},", block.trim()), 1);
    assert_ne!(routine, with_rounds);
    for text in [routine, &with_rounds] {
        let sandbox = Sandbox::new();
        sandbox.write_routine("my-lunch-break.json", text);
        assert!(sandbox.says(&["check"]).starts_with("No problems found"));
        assert!(sandbox.says(&["show", "my-lunch-break"]).starts_with("My lunch break"));
    }
}

#[test]
fn the_settings_of_the_guide_have_no_fault() {
    let text = fs::read_to_string(root().join("docs/guide/files.md")).unwrap();
    let (_, settings) = blocks(&text).into_iter().find(|(kind, _)| *kind == "json").unwrap();
    let sandbox = Sandbox::new();
    write(&sandbox.config().join("settings.json"), settings);
    assert!(sandbox.says(&["check"]).starts_with("No problems found"));
    assert!(sandbox.says(&["streak"]).contains("this week"), "the goal is known");
}

/// Run with `SUPPLE_WRITE_PICTURES=1` to draw it anew. Not everywhere: the last digits of a sine are the C library's own, and
/// with them the shade of a pixel.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[test]
fn the_handout_of_the_readme_is_what_the_program_draws() {
    let sandbox = Sandbox::new();
    let drawn = sandbox.config().join("handout.png");
    fs::create_dir_all(sandbox.config()).unwrap();
    sandbox.says(&["show", "upper-trap-stretch", "--png", drawn.to_str().unwrap()]);
    let kept = root().join("docs/guide/pictures/handout.png");
    if std::env::var_os("SUPPLE_WRITE_PICTURES").is_some() {
        fs::copy(&drawn, &kept).unwrap();
    }
    let same = fs::read(&kept).unwrap_or_default() == fs::read(&drawn).unwrap();
    assert!(same, "the handout has changed: look at it, and run SUPPLE_WRITE_PICTURES=1 cargo test of_the_readme");
}
