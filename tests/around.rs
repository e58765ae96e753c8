//! What a session asks of the system around it, with programs of the test in the place of the system's.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::sandbox::{Sandbox, write};

/// A program that notes down how it is called, and then does what `script` says.
fn program(sandbox: &Sandbox, name: &str, script: &str) {
    let (bin, log) = (sandbox.state().join("bin"), sandbox.state().join("log"));
    let path = bin.join(name);
    write(&path, format!("#!/bin/sh\necho \"{name} $*\" >> {}\n{script}\n", log.display()));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// How the programs were called in a session of a minute, with these settings.
fn called(settings: &str) -> String {
    let sandbox = Sandbox::new();
    program(&sandbox, "systemd-inhibit", "exec cat");
    program(&sandbox, "caffeinate", "exec cat");
    program(&sandbox, "playerctl", "case $1 in --all-players) echo Playing spotify; echo Paused vlc;; esac");
    write(&sandbox.config().join("settings.json"), settings);
    let path = format!("{}:/usr/bin:/bin", sandbox.state().join("bin").display());
    let session = ["run", "micro-stand-1", "--plain", "--speed", "60", "--log"];
    let call = sandbox.call();
    // Where nothing is heard, music is left alone.
    let mut supple = assert_cmd::Command::new(&call[0]);
    supple.args(&call[1..]).args(session).env_clear().envs(sandbox.environment()).env("PATH", path).assert().success();
    fs::read_to_string(sandbox.state().join("log")).unwrap_or_default()
}

#[test]
fn music_that_plays_is_paused_and_goes_on_after_the_session_and_no_other() {
    let calls = called(r#"{"awake": false, "pause_music": true}"#);
    let calls: Vec<&str> = calls.lines().collect();
    let expected = [
        "playerctl --all-players status --format {{status}} {{playerInstance}}",
        "playerctl --player spotify pause",
        "playerctl --player spotify play",
    ];
    assert_eq!(calls, expected);
}

#[test]
fn the_screen_is_kept_on_and_music_left_alone_unless_the_settings_say_otherwise() {
    let calls = called("{}");
    let keeps = ["systemd-inhibit --what=idle --who=supple", "caffeinate -d -w "];
    assert!(keeps.iter().any(|keeps| calls.starts_with(keeps)) && calls.lines().count() == 1, "{calls}");
    assert_eq!(called(r#"{"awake": false}"#), "");
}

#[test]
fn the_doctor_says_what_the_system_can_do() {
    let sandbox = Sandbox::new();
    program(&sandbox, "systemd-inhibit", "");
    program(&sandbox, "caffeinate", "");
    let path = sandbox.state().join("bin").display().to_string();
    let said = sandbox.supple(&["doctor", "--quiet"]).env("PATH", path).assert().success();
    let said = String::from_utf8_lossy(&said.get_output().stdout).into_owned();
    assert!(said.contains("screen         stays on during a session"), "{said}");
    assert!(said.contains("music          goes on: playerctl, which could pause it, is not installed"), "{said}");
}
