//! The program beside sound cards that play, hang, are broken, or go away.
//!
//! Cards are made of ALSA's own parts, so no hardware and no sound server is needed: one that plays to nowhere, and one
//! that writes what it plays into a pipe, which hangs as soon as nobody reads there.
#![cfg(all(target_os = "linux", feature = "sound"))]

use crate::sandbox;

use std::fs::{self, File};
use std::io::Read;
#[cfg(pulseaudio)]
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use sandbox::{SUPPLE, Sandbox};
#[cfg(pulseaudio)]
use serde_json::Value;

/// A sandbox with a sound card of its own, as ALSA's configuration describes it.
struct Studio {
    sandbox: Sandbox,
    home: tempfile::TempDir,
}

impl Studio {
    fn new(configuration: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(".asoundrc"), configuration).unwrap();
        Self { sandbox: Sandbox::new(), home }
    }

    /// A card that plays to nowhere.
    fn with_card() -> Self {
        Self::new("pcm.!default { type null }\nctl.!default { type null }\n")
    }

    /// A card that plays into [`Studio::pipe`].
    fn with_pipe() -> Self {
        let studio = Self::new("");
        let pipe = studio.pipe();
        crate::strange::pipe(&pipe);
        let configuration = format!(
            "pcm.!default {{ type file slave.pcm {{ type null }} file {:?} format raw }}\nctl.!default {{ type null }}\n",
            pipe.to_str().unwrap()
        );
        fs::write(studio.home.path().join(".asoundrc"), configuration).unwrap();
        studio
    }

    fn pipe(&self) -> PathBuf {
        self.home.path().join("pipe")
    }

    fn supple(&self, args: &[&str]) -> Command {
        let mut command = Command::new(SUPPLE);
        command.env_clear().envs(self.sandbox.environment()).env("HOME", self.home.path()).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a command prints that succeeds and keeps standard error clean.
    fn says(&self, args: &[&str]) -> String {
        heard(self.supple(args).spawn().unwrap())
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
    let text = Studio::with_card().says(&["doctor"]);
    assert_eq!(text.matches(" played\n").count(), 28, "{text}");
    assert!(text.contains("Hz, ") && text.contains("buffer") && text.contains("(measured)"), "{text}");
    assert!(text.contains("Session complete."), "{text}");
}

#[test]
fn a_session_that_is_played_says_nothing_of_a_bell() {
    let text = Studio::with_card().says(&["run", "micro-stand-1", "--plain", "--speed", "100"]);
    assert!(text.contains("Done: 59 seconds.") && !text.contains("bell"), "{text}");
}

#[test]
fn a_card_that_hangs_before_the_session_gives_way_to_the_bell() {
    let text = Studio::with_pipe().says(&["run", "micro-stand-1", "--plain", "--speed", "100"]);
    assert!(text.contains("No sound card (the sound card is slow to answer); using the terminal bell."), "{text}");
    assert!(text.contains("Done: 59 seconds."), "{text}");
}

#[test]
fn a_card_that_hangs_in_a_session_gives_way_to_the_bell() {
    let studio = Studio::with_pipe();
    let session = studio.supple(&["run", "micro-stand-1", "--plain", "--speed", "20"]).spawn().unwrap();
    let mut card = File::open(studio.pipe()).unwrap();
    card.read_exact(&mut vec![0; 1 << 20]).unwrap();
    // From here on it takes nothing, and nothing says so.
    let text = heard(session);
    drop(card);
    assert!(text.contains("No sound card (the sound card stopped answering); using the terminal bell."), "{text}");
    assert!(text.contains("Done: 59 seconds."), "{text}");
}

#[test]
fn a_broken_configuration_of_the_sound_system_leaves_the_bell_and_a_clean_screen() {
    for broken in ["pcm.!default { type nonsense }\n", "pcm.!default {{{\n", "pcm.!default { type hw card 99 }\n"] {
        let text = Studio::new(broken).says(&["run", "micro-stand-1", "--plain", "--speed", "200"]);
        assert!(text.contains("using the terminal bell"), "{broken}: {text}");
    }
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
#[cfg_attr(not(pulseaudio), ignore = "this machine has no PulseAudio, or ALSA no way to it")]
fn a_session_outlives_its_sound_server_and_says_so() {
    #[cfg(pulseaudio)]
    {
        let studio = Studio::new("pcm.!default { type pulse }\nctl.!default { type pulse }\n");
        let mut server = Some(Server::start(&studio));
        let mut session = studio
            .supple(&["run", "micro-stand-1", "--events", "json", "--speed", "12", "--log"])
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
