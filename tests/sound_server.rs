//! The program beside a real sound server: it plays through it, outlives it, and finds it again.
//!
//! Where the machine has no `PulseAudio`, or ALSA no way to it, these tests say so and end.
#![cfg(all(target_os = "linux", feature = "sound"))]

use crate::sandbox;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use sandbox::{SUPPLE, Sandbox};
use serde_json::Value;

/// A sound server of its own, without a card: what it plays goes nowhere, at the pace of a card.
struct Server {
    folder: tempfile::TempDir,
    process: Option<Child>,
}

impl Server {
    /// Starts one, or says why there is none.
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pulse")).unwrap();
        fs::write(folder.path().join(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
            .unwrap();
        let mut server = Self { folder, process: None };
        if !server.run() {
            eprintln!("skipped: no PulseAudio on this machine");
            return None;
        }
        let sandbox = Sandbox::new();
        let about = server.supple(&sandbox, &["doctor", "--json"]).stdin(Stdio::null()).output().unwrap();
        let about: Value = serde_json::from_slice(&about.stdout).unwrap();
        if about["device"].is_null() {
            eprintln!("skipped: ALSA has no way to PulseAudio on this machine ({})", about["sound"]);
            return None;
        }
        Some(server)
    }

    /// Starts the server and waits until it says that it is up.
    fn run(&mut self) -> bool {
        let started = Command::new("pulseaudio")
            .args(["-n", "-v", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--log-target=stderr"])
            .args(["-L", "module-native-protocol-unix", "-L", "module-null-sink"])
            .envs(self.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut process) = started else {
            return false;
        };
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let up = log.any(|line| line.contains("Daemon startup complete"));
        // It must not stop because nobody reads on.
        std::thread::spawn(move || log.for_each(drop));
        self.process = Some(process);
        up
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let home = self.folder.path().to_str().unwrap().to_owned();
        vec![("HOME", home.clone()), ("XDG_RUNTIME_DIR", home.clone()), ("PULSE_RUNTIME_PATH", format!("{home}/pulse"))]
    }

    /// `supple ARGS` with this server as its sound card.
    fn supple(&self, sandbox: &Sandbox, args: &[&str]) -> Command {
        let mut command = Command::new(SUPPLE);
        command.env_clear().envs(sandbox.environment()).envs(self.environment()).args(args);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

#[test]
fn the_doctor_plays_every_cue_and_phrase_and_names_the_device() {
    let Some(server) = Server::start() else { return };
    let sandbox = Sandbox::new();
    let output = server.supple(&sandbox, &["doctor"]).stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{text}");
    assert_eq!(text.matches(" played\n").count(), 26, "{text}");
    assert!(text.contains("Hz, ") && text.contains("buffer") && text.contains("(measured)"), "{text}");
    assert!(text.contains("Session complete."), "{text}");
}

#[test]
fn a_session_outlives_its_sound_server_and_says_so() {
    let Some(mut server) = Server::start() else { return };
    let sandbox = Sandbox::new();
    let mut session = server
        .supple(&sandbox, &["run", "micro-stand-1", "--events", "json", "--speed", "12", "--log"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut events = Vec::new();
    for line in BufReader::new(session.stdout.take().unwrap()).lines() {
        let event: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if event["event"] == "segment" && event["segment"] == 1 {
            server.kill();
        }
        events.push(event);
    }
    let output = session.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(output.status.success());
    let told = events.iter().any(|event| {
        event["event"] == "remark"
            && event["text"].as_str().is_some_and(|text| text.contains("the terminal bell stands in"))
    });
    assert!(told, "{events:?}");
    assert_eq!(events.last().map(|event| &event["completed"]), Some(&Value::Bool(true)));
    assert_eq!(sandbox.records().len(), 1);
}

#[test]
fn a_broken_configuration_of_the_sound_system_leaves_the_bell_and_a_clean_screen() {
    let Some(server) = Server::start() else { return };
    for broken in ["pcm.!default { type nonsense }\n", "pcm.!default {{{\n", "pcm.!default { type hw card 99 }\n"] {
        fs::write(server.folder.path().join(".asoundrc"), broken).unwrap();
        let sandbox = Sandbox::new();
        let mut session = server
            .supple(&sandbox, &["run", "micro-stand-1", "--plain", "--speed", "200"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        session.stdin.take().unwrap().write_all(b"").unwrap();
        let output = session.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{broken}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains("the terminal bell stands in"), "{broken}: {text}");
    }
}
