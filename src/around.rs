//! Around: what a session asks of the system while it runs. The screen stays on, and music that plays is paused, each by a
//! program of the system where there is one.

use std::io;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::programs::installed;
use crate::settings::Settings;

/// The longest time that the end of a session waits for music to go on.
const LONGEST: Duration = Duration::from_secs(1);

/// The system, as it is asked to be during a session. It is let go when this is dropped, or when the program is killed.
#[derive(Debug)]
pub struct Around {
    _awake: Option<Awake>,
    _music: Option<Music>,
}

impl Around {
    /// Asks for what the settings say.
    #[must_use]
    pub fn begin(settings: &Settings, is_heard: bool) -> Self {
        Self {
            _awake: settings.awake.then(Awake::begin).flatten(),
            _music: (settings.pause_music && is_heard).then(Music::pause).flatten(),
        }
    }
}

/// The program that keeps the screen on here, if there is one.
#[must_use]
pub fn awake_program() -> Option<&'static str> {
    let name = if cfg!(target_os = "macos") { "caffeinate" } else { "systemd-inhibit" };
    if cfg!(windows) {
        return None;
    }
    installed(name).map(|_| name)
}

/// The program that pauses music here, if there is one.
#[must_use]
pub fn music_program() -> Option<&'static str> {
    installed(PLAYERCTL).map(|_| PLAYERCTL)
}

/// Speaks MPRIS, the protocol of players on the desktops of free systems.
const PLAYERCTL: &str = "playerctl";

/// A screen that stays on.
#[derive(Debug)]
struct Awake {
    program: Child,
    /// The program ends when this is closed, even by a kill.
    lifeline: Option<ChildStdin>,
}

impl Awake {
    fn begin() -> Option<Self> {
        let name = awake_program()?;
        let mut command = Command::new(installed(name)?);
        if name == "caffeinate" {
            command.arg("-d").arg("-w").arg(std::process::id().to_string());
        } else {
            command.args(["--what=idle", "--who=supple", "--why=stretching session", "--mode=block", "cat"]);
        }
        let mut program = quiet(&mut command).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().ok()?;
        let lifeline = program.stdin.take();
        Some(Self { program, lifeline })
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // It may have ended by itself: where there is no system service to ask, for instance.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Music that was paused.
#[derive(Debug)]
struct Music {
    /// Music goes on when this is closed.
    held: Option<Sender<()>>,
    /// Closed once it does.
    goes_on: Receiver<()>,
}

impl Music {
    /// Pauses what plays; nothing waits for that.
    fn pause() -> Option<Self> {
        let program = installed(PLAYERCTL)?;
        let (held, holding) = mpsc::channel::<()>();
        let (goes_on, wait) = mpsc::channel();
        let playerctl = move |arguments: &[&str]| -> io::Result<String> {
            let done = quiet(Command::new(&program).args(arguments)).stdin(Stdio::null()).output()?;
            Ok(String::from_utf8_lossy(&done.stdout).into_owned())
        };
        let work = move || {
            // Nobody speaks to a session bus that is not there; then nothing plays.
            let states = playerctl(&["--all-players", "status", "--format", STATES]).unwrap_or_default();
            let playing: Vec<&str> = playing(&states).collect();
            for player in &playing {
                let _ = playerctl(&["--player", player, "pause"]);
            }
            // An error: the other end was closed.
            let _ = holding.recv();
            for player in &playing {
                let _ = playerctl(&["--player", player, "play"]);
            }
            drop(goes_on);
        };
        thread::Builder::new().name("music".to_owned()).spawn(work).ok()?;
        Some(Self { held: Some(held), goes_on: wait })
    }
}

impl Drop for Music {
    fn drop(&mut self) {
        drop(self.held.take());
        // The program may be about to end, and its threads with it.
        let _ = self.goes_on.recv_timeout(LONGEST);
    }
}

/// One player a line, with its state.
const STATES: &str = "{{status}} {{playerInstance}}";

/// The players that play, in what the program says of all of them.
fn playing(states: &str) -> impl Iterator<Item = &str> {
    states.lines().filter_map(|line| line.trim().strip_prefix("Playing ")).filter(|name| !name.starts_with('-'))
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stderr(Stdio::null())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_players_that_play_are_paused() {
        let states = "Playing spotify\nPaused vlc\nPlaying firefox.instance_1_84\nStopped mpd\nPlaying --all\n";
        assert_eq!(playing(states).collect::<Vec<_>>(), ["spotify", "firefox.instance_1_84"]);
    }
}
