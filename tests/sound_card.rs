//! The program beside sound cards and sound servers that play, hang, are broken, or go away.
//!
//! No hardware is needed: the card is a program of the test in place of the system's player, or a server of the test that
//! speaks the protocol of real ones; and a real server, without a card, where the machine has one.
#![cfg(all(target_os = "linux", feature = "sound"))]

use crate::sandbox;
use crate::sound_server::{self, Manner};

use std::fs;
#[cfg(pulseaudio)]
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use sandbox::{SUPPLE, Sandbox};
#[cfg(pulseaudio)]
use serde_json::Value;

/// Player that takes what comes, and faster than any card.
const PLAYS: &str = "exec cat >/dev/null";

/// A sandbox with a player of its own, and no sound server but the one it is given.
struct Studio {
    sandbox: Sandbox,
    home: tempfile::TempDir,
}

impl Studio {
    /// A studio whose `aplay` runs this.
    fn with_player(script: &str) -> Self {
        let studio = Self { sandbox: Sandbox::new(), home: tempfile::tempdir().unwrap() };
        let player = studio.home.path().join("aplay");
        fs::write(&player, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&player, fs::Permissions::from_mode(0o755)).unwrap();
        studio
    }

    /// A studio without a player, and with a server that behaves like this.
    fn with_server(manner: Manner) -> Self {
        let studio = Self { sandbox: Sandbox::new(), home: tempfile::tempdir().unwrap() };
        sound_server::listen(&studio.socket(), manner);
        studio
    }

    fn socket(&self) -> PathBuf {
        self.home.path().join("native")
    }

    fn supple(&self, args: &[&str]) -> Command {
        let mut command = Command::new(SUPPLE);
        command.env_clear().envs(self.sandbox.environment()).env("HOME", self.home.path()).args(args);
        command.env("PATH", format!("{}:/no/such/folder", self.home.path().display()));
        command.env("PULSE_SERVER", format!("unix:{}", self.socket().display()));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a command prints that succeeds and keeps standard error clean.
    fn says(&self, args: &[&str]) -> String {
        heard(self.supple(args).spawn().unwrap())
    }

    /// What a short session prints.
    fn session(&self, speed: &str) -> String {
        let text = self.says(&["run", "micro-stand-1", "--plain", "--speed", speed]);
        assert!(text.contains("Done: 59 seconds."), "{text}");
        text
    }
}

/// What a running program prints to its end, which is a good one with a clean standard error.
fn heard(process: std::process::Child) -> String {
    let output = process.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{text}");
    assert!(output.status.success(), "{text}");
    text
}

#[test]
fn the_doctor_plays_every_cue_and_phrase_and_names_the_device() {
    let text = Studio::with_player(&format!("PATH=/bin:/usr/bin; {PLAYS}")).says(&["doctor"]);
    assert_eq!(text.matches(" played\n").count(), 28, "{text}");
    assert!(text.contains("by aplay, 48000 Hz, ") && text.contains("(measured)"), "{text}");
    assert!(text.contains("Session complete."), "{text}");
}

#[test]
fn a_session_that_is_played_says_nothing_of_a_bell() {
    let text = Studio::with_player(&format!("PATH=/bin:/usr/bin; {PLAYS}")).session("100");
    assert!(!text.contains("bell"), "{text}");
}

/// What is said where the bell stands in.
fn bell(why: &str) -> String {
    format!("No sound card ({why}); using the terminal bell.")
}

#[test]
fn a_player_that_stops_reading_in_a_session_gives_way_to_the_bell() {
    let stops = "PATH=/bin:/usr/bin; head -c 1000000 >/dev/null; exec sleep 1000";
    // Six seconds: that it takes nothing any more is sure after three, and a slow machine needs a while until it stops.
    let text = Studio::with_player(stops).session("10");
    assert!(text.contains(&bell("the sound card stopped answering")), "{text}");
}

#[test]
fn a_player_that_ends_at_once_leaves_the_reason_that_there_is_no_server() {
    let text = Studio::with_player("exit 1").session("200");
    assert!(text.contains(&bell("no sound server was found")), "{text}");
}

#[test]
fn a_server_that_never_answers_gives_way_to_the_bell() {
    let text = Studio::with_server(Manner::Silent).session("100");
    assert!(text.contains(&bell("the sound card is slow to answer")), "{text}");
}

#[test]
fn a_server_that_asks_for_no_frame_gives_way_to_the_bell() {
    let text = Studio::with_server(Manner::Idle).session("20");
    assert!(text.contains(&bell("the sound card stopped answering")), "{text}");
}

#[test]
fn a_server_that_takes_the_stream_away_gives_way_to_the_bell() {
    let text = Studio::with_server(Manner::Killing).session("100");
    assert!(text.contains(&bell("the sound card went away")), "{text}");
}

#[test]
fn a_server_without_a_device_is_no_sound_card() {
    let text = Studio::with_server(Manner::WithoutDevice).session("200");
    assert!(text.contains(&bell("the sound server has no sound card")), "{text}");
}

#[test]
fn a_server_that_lets_nobody_in_is_told_from_none() {
    let text = Studio::with_server(Manner::Closed).session("200");
    assert!(text.contains(&bell("the sound server lets nobody in without its cookie")), "{text}");
}

#[test]
fn a_server_that_babbles_leaves_the_bell_and_a_clean_screen() {
    let text = Studio::with_server(Manner::Babbling).session("200");
    assert!(text.contains(&bell("the sound server could not open a stream")), "{text}");
}

/// The shared libraries that the program names, each as a string of its own.
fn libraries() -> Vec<String> {
    let program = fs::read(SUPPLE).unwrap();
    let strings = program.split(|byte| *byte == 0).filter_map(|string| std::str::from_utf8(string).ok());
    strings.filter(|string| string.starts_with("lib") && string.contains(".so.")).map(str::to_owned).collect()
}

#[test]
#[cfg_attr(feature = "alsa", ignore = "this build asks for ALSA's library")]
fn the_program_needs_no_library_but_those_of_c() {
    let found = libraries();
    let of_c = |name: &&String| ["libc.so.", "libm.so.", "libgcc_s.so."].iter().any(|known| name.starts_with(known));
    // A static build names none.
    let names_c = found.iter().any(|name| name.starts_with("libc.so."));
    assert_eq!(names_c, !cfg!(target_feature = "crt-static"), "{found:?}");
    assert_eq!(found.iter().filter(|name| !of_c(name)).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// A sound server of its own, without a card: what it plays goes nowhere, at the pace of a card.
#[cfg(pulseaudio)]
struct Server(std::process::Child);

#[cfg(pulseaudio)]
impl Server {
    /// Starts the server and waits until it says that it is up.
    fn start(studio: &Studio) -> Self {
        fs::create_dir(studio.home.path().join("pulse")).unwrap();
        let mut process = Command::new("pulseaudio")
            .args(["-n", "-v", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--log-target=stderr"])
            .args(["-L", "module-native-protocol-unix", "-L", "module-null-sink"])
            .envs(Self::environment(studio))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(log.any(|line| line.contains("Daemon startup complete")));
        // It must not stop because nobody reads on.
        std::thread::spawn(move || log.for_each(drop));
        Self(process)
    }

    fn environment(studio: &Studio) -> [(&'static str, PathBuf); 3] {
        let home = studio.home.path();
        [("HOME", home.into()), ("XDG_RUNTIME_DIR", home.into()), ("PULSE_RUNTIME_PATH", home.join("pulse"))]
    }
}

#[cfg(pulseaudio)]
impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
#[cfg_attr(not(pulseaudio), ignore = "this machine has no PulseAudio")]
fn a_session_outlives_its_sound_server_and_says_so() {
    #[cfg(pulseaudio)]
    {
        let studio = Studio::with_player("exit 1");
        let mut server = Some(Server::start(&studio));
        let mut session = studio
            .supple(&["run", "micro-stand-1", "--events", "json", "--speed", "12", "--log"])
            .env_remove("PULSE_SERVER")
            .envs(Server::environment(&studio))
            .spawn()
            .unwrap();
        let mut events = Vec::new();
        for line in BufReader::new(session.stdout.take().unwrap()).lines() {
            let event: Value = serde_json::from_str(&line.unwrap()).unwrap();
            if event["event"] == "segment" && event["segment"] == 1 {
                server.take();
            }
            events.push(event);
        }
        assert_eq!(heard(session), "");
        let told = events.iter().any(|event| {
            event["event"] == "remark"
                && event["text"].as_str().is_some_and(|text| text.contains("using the terminal bell"))
        });
        assert!(told, "{events:?}");
        assert_eq!(events.last().map(|event| &event["completed"]), Some(&Value::Bool(true)));
        assert_eq!(studio.sandbox.records().len(), 1);
    }
}
