//! Every place where the program reads or writes, with everything in it that is no file of its own: nothing hangs, nothing
//! is replaced, and what happens is said.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use predicates::str::contains;

use crate::sandbox::{Sandbox, write};
use crate::strange::STRANGE;

/// Far more than anything here takes; only a program that hangs meets it.
const LIMIT: Duration = Duration::from_secs(20);

/// Puts each strange thing at `place`, runs `args` with its path for `FILE`, and hands over what was said: exit code,
/// standard output and error together.
fn each(place: fn(&Sandbox) -> PathBuf, args: &[&str], check: impl Fn(&str, i32, &str)) {
    for (what, put) in STRANGE {
        let sandbox = Sandbox::with_machine();
        let path = place(&sandbox);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        put(&path);
        let before = fs::symlink_metadata(&path).unwrap().ino();
        let args: Vec<&str> =
            args.iter().map(|arg| if *arg == "FILE" { path.to_str().unwrap() } else { arg }).collect();
        let output = sandbox.supple(&args).timeout(LIMIT).output().unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        assert_eq!(fs::symlink_metadata(&path).unwrap().ino(), before, "{what} was replaced by {args:?}");
        check(what, output.status.code().unwrap_or(-1), &said);
    }
}

#[test]
fn in_place_of_the_settings_it_is_told_and_the_defaults_hold() {
    each(
        |sandbox| sandbox.config().join("settings.json"),
        &["doctor", "--quiet"],
        |what, code, said| {
            assert!(code == 0 && said.contains(&format!("{what} is in its place")), "{what}: {code} {said}");
        },
    );
}

#[test]
fn in_place_of_the_machines_name_nothing_is_written() {
    each(
        |sandbox| sandbox.state().join("machine"),
        &["log", "micro-stand-1"],
        |what, code, said| {
            assert!(code == 1 && said.contains(&format!("{what} is in its place")), "{what}: {code} {said}");
        },
    );
}

#[test]
fn in_place_of_a_routine_or_an_exercise_it_is_told_and_left_out() {
    for place in [
        |sandbox: &Sandbox| sandbox.routines().join("x.json"),
        |sandbox: &Sandbox| sandbox.routines().join("exercises/x.json"),
    ] {
        each(place, &["list"], |what, code, said| {
            assert!(code == 0 && said.contains(&format!("{what} is in its place")), "{what}: {code} {said}");
        });
    }
}

#[test]
fn in_place_of_another_machines_history_it_is_told_and_left_out() {
    each(
        |sandbox| sandbox.data().join("history/m-other.jsonl"),
        &["streak"],
        |what, code, said| {
            assert!(code == 0 && said.contains("m-other.jsonl"), "{what}: {code} {said}");
        },
    );
}

#[test]
fn in_place_of_this_machines_history_nothing_counts_as_written() {
    each(Sandbox::history_file, &["log", "micro-stand-1"], |what, code, said| {
        assert!(code == 1 && said.contains("is in its place"), "{what}: {code} {said}");
    });
}

#[test]
fn in_place_of_a_checkpoint_it_is_passed_over() {
    each(
        |sandbox| sandbox.data().join("unfinished/m-test-01JD.jsonl"),
        &["log", "--unfinished"],
        |what, code, said| {
            assert!(code == 0 && said.contains("There are no interrupted sessions."), "{what}: {code} {said}");
        },
    );
}

#[test]
fn in_place_of_a_file_to_import_or_check_it_is_refused() {
    for (command, expected) in [("import", 1), ("check", 2)] {
        each(
            |sandbox| sandbox.data().join("x.json"),
            &[command, "FILE"],
            |what, code, said| {
                assert!(code == expected && said.contains(&format!("{what} is in its place")), "{what}: {code} {said}");
            },
        );
    }
}

#[test]
fn in_place_of_a_file_to_write_it_is_written_to_or_refused_and_never_replaced() {
    each(
        |sandbox| sandbox.data().join("out"),
        &["export", "--out", "FILE"],
        |what, code, said| match what {
            "a device" => assert_eq!(code, 0, "{said}"),
            "a folder" => assert!(code == 1 && said.contains("a folder is in its place"), "{said}"),
            _ => assert!(code == 1 && said.contains("nothing is reading from it"), "{what}: {said}"),
        },
    );
}

#[test]
fn a_picture_goes_into_a_device_and_leaves_it_there() {
    let sandbox = Sandbox::new();
    let link = sandbox.data().join("out");
    fs::create_dir_all(sandbox.data()).unwrap();
    symlink("/dev/null", &link).unwrap();
    sandbox.says(&["show", "upper-trap-stretch", "--svg", link.to_str().unwrap()]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn a_link_in_the_history_chooses_nothing_that_is_written() {
    let sandbox = Sandbox::with_machine();
    let victim = sandbox.data().join("victim");
    fs::create_dir_all(sandbox.data().join("history")).unwrap();
    symlink(&victim, sandbox.history_file()).unwrap();
    sandbox.supple(&["log", "micro-stand-1"]).assert().code(1).stderr(contains("a symbolic link is in its place"));
    fs::remove_file(sandbox.history_file()).unwrap();
    symlink(&victim, sandbox.data().join("history/README.md")).unwrap();
    sandbox.supple(&["log", "micro-stand-1"]).assert().success();
    assert!(!victim.exists(), "nothing was written through a link");
}

#[test]
fn a_file_without_end_is_refused_by_its_size() {
    let endless = |path: &Path| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create(path).unwrap().set_len(1 << 40).unwrap();
    };
    let sandbox = Sandbox::with_machine();
    endless(&sandbox.config().join("settings.json"));
    endless(&sandbox.routines().join("x.json"));
    endless(&sandbox.data().join("history/m-other.jsonl"));
    let output = sandbox.supple(&["doctor", "--quiet"]).timeout(LIMIT).output().unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    assert_eq!(said.matches("it is larger than 1 MB").count(), 2, "{said}");
    assert!(said.contains("m-other.jsonl"), "{said}");
    let file = sandbox.data().join("endless.csv");
    endless(&file);
    let refused = sandbox.supple(&["import", file.to_str().unwrap()]).timeout(LIMIT).assert();
    refused.code(1).stderr(contains("it is larger than 64 MB; split it"));
}

#[test]
fn everything_that_is_made_is_its_owners_alone() {
    let sandbox = Sandbox::new();
    sandbox.says(&["log", "micro-stand-1"]);
    sandbox.says(&["run", "micro-stand-1", "--plain", "--speed", "1000", "--log"]);
    let mut entries = vec![sandbox.data(), sandbox.state()];
    let mut seen = 0;
    while let Some(path) = entries.pop() {
        let about = fs::metadata(&path).unwrap();
        let expected = if about.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(about.permissions().mode() & 0o777, expected, "{}", path.display());
        seen += 1;
        if about.is_dir() {
            entries.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn a_settings_file_behind_a_link_stays_behind_it() {
    use supple::settings::Settings;

    let folder = tempfile::tempdir().unwrap();
    let (link, file) = (folder.path().join("settings.json"), folder.path().join("dotfiles.json"));
    symlink(&file, &link).unwrap();
    Settings { volume: 40, ..Settings::default() }.save(&link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Settings::load(&link).0.volume, 40);
    fs::write(&file, b"{\"volume\": 30, \"note\": \"caf\xe9\"}").unwrap();
    Settings::default().save(&link).unwrap();
    assert!(folder.path().join("dotfiles.json.unreadable").exists(), "a copy of what could not be read");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn no_program_is_run_from_the_folder_somebody_works_in() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.data()).unwrap();
    let program = sandbox.data().join("espeak-ng");
    fs::write(&program, "#!/bin/sh\ntouch ran\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for path in [".", "", ":", ".:/nowhere"] {
        let output = sandbox.process(&["doctor", "--quiet"]).env("PATH", path).current_dir(sandbox.data()).output();
        let said = String::from_utf8(output.unwrap().stdout).unwrap();
        assert!(said.contains("speech         none"), "{path:?}: {said}");
    }
    assert!(!sandbox.data().join("ran").exists());
}

#[test]
fn a_home_that_is_named_relative_to_the_folder_somebody_works_in_is_none() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.data()).unwrap();
    let mut command = std::process::Command::new(crate::sandbox::SUPPLE);
    command.env_clear().env("HOME", "relative").current_dir(sandbox.data()).args(["log", "micro-stand-1"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot tell where your home folder is"));
    assert_eq!(fs::read_dir(sandbox.data()).unwrap().count(), 0);
}

#[test]
fn the_doctor_prints_no_hostile_name_of_a_file() {
    let sandbox = Sandbox::with_machine();
    let name = "m-\u{1b}]52;c;cXFx\u{7}x.jsonl";
    crate::sandbox::write(&sandbox.data().join("history").join(name), "garbage\n");
    let said = sandbox.says(&["doctor", "--quiet"]);
    assert!(said.contains("m-x.jsonl") && !said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn a_file_that_is_closed_to_the_person_is_told_and_left_out() {
    let sandbox = Sandbox::with_machine();
    sandbox.says(&["log", "micro-stand-1"]);
    let places = [
        sandbox.config().join("settings.json"),
        sandbox.routines().join("x.json"),
        sandbox.data().join("history/m-other.jsonl"),
    ];
    for place in &places {
        write(place, "{}");
        fs::set_permissions(place, PermissionsExt::from_mode(0o000)).unwrap();
    }
    let sandbox = sandbox.without_superuser();
    let output = sandbox.supple(&["doctor", "--quiet"]).timeout(LIMIT).output().unwrap();
    assert!(output.status.success());
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    for place in &places {
        let name = place.file_name().unwrap().to_str().unwrap();
        let told = |line: &str| line.contains(name) && line.contains("ermission denied");
        assert!(said.lines().any(told), "{name}: {said}");
    }
    assert_eq!(sandbox.json(&["streak", "--json"])["current"], 1);
}

#[test]
fn this_machines_own_history_is_read_before_what_is_too_much_to_read() {
    let sandbox = Sandbox::with_machine();
    let large = sandbox.data().join("history/m-a.jsonl");
    write(&large, "");
    let file = fs::File::options().write(true).open(&large).unwrap();
    file.set_len(256 << 20).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    sandbox.says(&["log", "micro-stand-1"]);
    let output = sandbox.supple(&["streak", "--json"]).timeout(LIMIT).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"current\": 1"));
    assert!(String::from_utf8(output.stderr).unwrap().contains("m-a.jsonl: the file is too large"));
}
