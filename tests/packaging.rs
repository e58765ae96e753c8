//! What packages are made from: one version, and nothing that was forgotten.

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn packaging() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn no_template_names_a_version_of_its_own() {
    for path in files_below(&packaging().join("templates")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("@VERSION@"), "{}", path.display());
        assert!(!text.contains(VERSION), "{}", path.display());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_templates_are_filled_with_the_version_and_the_sums_of_the_archives() {
    let folder = tempfile::tempdir().unwrap();
    let [source, windows] = ["source.tar.gz", "windows.zip"].map(|name| folder.path().join(name));
    fs::write(&source, "").unwrap();
    fs::write(&windows, "abc").unwrap();
    let filled = folder.path().join("filled");
    let script = packaging().join("fill.sh");
    let done = Command::new("bash").arg(script).args([&filled, &source, &windows]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for path in files_below(&filled) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(VERSION), "{}", path.display());
    }
    let read = |path: &str| fs::read_to_string(filled.join(path)).unwrap();
    // SHA-256 of nothing and of "abc", from FIPS 180-2.
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for path in ["arch/PKGBUILD", "arch/.SRCINFO", "homebrew/supple.rb"] {
        assert!(read(path).contains(nothing), "{path}");
    }
    assert!(read("scoop/supple.json").contains(abc));
    assert!(read("winget/supple-coach.supple.installer.yaml").contains(&abc.to_uppercase()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_package_shares_pages_completions_and_a_desktop_entry() {
    let folder = tempfile::tempdir().unwrap();
    let share = folder.path().join("share");
    let script = packaging().join("share.sh");
    let done = Command::new("bash").arg(script).arg(env!("CARGO_BIN_EXE_supple")).arg(&share).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for path in [
        "man/man1/supple.1",
        "man/man1/supple-run.1",
        "bash-completion/completions/supple",
        "zsh/site-functions/_supple",
        "fish/vendor_completions.d/supple.fish",
        "applications/supple.desktop",
        "icons/hicolor/scalable/apps/supple.svg",
    ] {
        assert!(fs::metadata(share.join(path)).is_ok_and(|file| file.len() > 100), "{path}");
    }
}
