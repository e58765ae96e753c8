//! The sound card by way of a program of the system that plays what comes through a pipe, where there is no sound server
//! to talk to.

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use rodio::{SampleRate, nz};

use super::{
    Device,
    cues::Cues,
    feeder::Feeder,
    mix::{Heard, STEREO, mix},
    opened::Opened,
    shared::{End, Shared},
};
use crate::programs::installed;

const RATE: SampleRate = nz!(48_000);

/// Time that the program is asked to keep in hand.
const IN_HAND: Duration = Duration::from_millis(100);

/// Bytes that wait in the pipe: the least that the system grants.
const PIPE: usize = 4096;

/// The same as a time.
const IN_PIPE: Duration = Duration::from_micros(PIPE as u64 * 1_000_000 / (48_000 * 4));

/// Frames that are written at a time: what the pipe holds.
const AT_A_TIME: usize = PIPE / 4;

/// For what is a little later than the rest.
const MARGIN: Duration = Duration::from_millis(10);

/// From starting the program to a steady stream; one that cannot play has ended by then.
const SETTLING: Duration = Duration::from_millis(250);

/// A program that plays what it reads.
struct Player {
    name: &'static str,
    path: PathBuf,
    arguments: &'static [&'static str],
}

/// The players of this machine, the likeliest first.
fn players() -> impl Iterator<Item = Player> {
    let pipewire = env::var_os("XDG_RUNTIME_DIR").is_some_and(|run| Path::new(&run).join("pipewire-0").exists());
    let pw_play: &[&str] =
        &["--raw", "--rate", "48000", "--channels", "2", "--format", "s16", "--latency", "100ms", "-"];
    let aplay: &[&str] = &[
        "-q",
        "-t",
        "raw",
        "-f",
        "S16_LE",
        "-c",
        "2",
        "-r",
        "48000",
        "--buffer-time=100000",
        "--period-time=25000",
        "-",
    ];
    let known = [("pw-play", pw_play, pipewire), ("aplay", aplay, true)];
    known.into_iter().filter(|(.., can_play)| *can_play).filter_map(|(name, arguments, _)| {
        let path = installed(name)?;
        Some(Player { name, path, arguments })
    })
}

/// A running player. Dropping it ends the player.
pub(super) struct Running {
    player: Child,
    feeder: Feeder,
}

/// Starts the first player that can play. `None` if there is none.
pub(super) fn open(shared: &Shared, cues: &Arc<Cues>) -> Option<Opened<Running>> {
    players().find_map(|player| start(&player, shared, cues).ok().flatten())
}

fn start(player: &Player, shared: &Shared, cues: &Arc<Cues>) -> io::Result<Option<Opened<Running>>> {
    let mut command = Command::new(&player.path);
    command.args(player.arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let Some(pipe) = child.stdin.take() else { return Ok(None) };
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::pipe::fcntl_setpipe_size(&pipe, PIPE)?;
    let (mix, heard) = mix(shared, cues, (STEREO, RATE), IN_HAND + IN_PIPE + MARGIN);
    let far = shared.clone();
    let feeder = Feeder::start("sound pipe", shared, move || feed(pipe, heard, &far))?;
    let device = Device {
        name: "default".to_owned(),
        by: player.name.to_owned(),
        buffer: Some(IN_HAND),
        rate: RATE.get(),
        channels: STEREO.get(),
    };
    let mut running = Running { player: child, feeder };
    mix.prepare();
    drop(shared.wait(SETTLING, |state| state.end == End::NotYet && state.lost.is_none()));
    let plays = running.player.try_wait()?.is_none();
    if !plays {
        drop(running);
        shared.state().lost = None;
        return Ok(None);
    }
    Ok(Some(Opened { mix, device, _keeper: running }))
}

/// Writes until nobody reads any more. Writing waits until the pipe has room, which sets the pace.
fn feed(mut pipe: ChildStdin, mut heard: Heard, shared: &Shared) -> io::Result<()> {
    let mut samples = Vec::new();
    loop {
        pipe.write_all(heard.fill_bytes(&mut samples, AT_A_TIME))?;
        let now = shared.now();
        // What was written last waits behind all that the pipe and the program hold.
        heard.place(|place| {
            let written = place.timeline.written();
            place.timeline.note(written, now + IN_HAND + IN_PIPE);
        });
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Self { player, feeder } = self;
        feeder.end(|| {
            // It has mostly something left to play, and nobody wants to hear it any more.
            let _ = player.kill();
            let _ = player.wait();
        });
    }
}
