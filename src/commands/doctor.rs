//! `supple doctor`: folders, terminal, and each cue in turn.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::context::{Context, Error, printable, say, say_json};
use crate::around::{awake_program, music_program};
use crate::cli::Doctor;
use crate::figure::Glyphs;
use crate::history::{known_name, lends_locks};
use crate::host::Host;
use crate::library::Library;
use crate::presence::marks;
use crate::sanitize::clean;
use crate::session::Cue;
use crate::session::OwnText;
use crate::settings::{CueSet, GlyphChoice as Chosen};
use crate::sound::{BELL, Device, Output, Played, Speaker, speaks, speech_program};
use crate::tui::app::faults;
use crate::tui::terminal::graphics::Protocol;
use crate::tui::terminal::notify::Notifier;
use crate::tui::theme::{Surroundings, Theme};
use crate::words::counted;

/// The longest time that the sound card may take to open.
const OPENING: Duration = Duration::from_secs(3);
/// The longest time that a cue may sound.
const CUE: Duration = Duration::from_secs(4);
/// The longest time that a phrase may take.
const PHRASE: Duration = Duration::from_secs(8);
/// A text that no clip inside the program says.
const OWN_TEXT: &str = "This is how your own exercises sound.";
/// The way to a voice for the user's own texts.
const TO_SPEAK: &str = if !cfg!(feature = "sound") {
    "supple was built without sound"
} else if cfg!(windows) || cfg!(target_os = "macos") {
    "the system's speech program was not found"
} else {
    "install espeak-ng for a voice"
};

pub fn run(context: &Context, options: &Doctor) -> Result<u8, Error> {
    let library = context.library();
    let history = context.logbook().read();
    let folders = [
        ("history", context.paths.history()),
        ("your routines", context.paths.routines()),
        ("this machine", context.paths.state.clone()),
    ];
    let silent = options.quiet || context.mute;
    let mut speaker = if silent { Speaker::silent() } else { Speaker::open(context.settings.volume.into()) };
    let output = speaker.wait_until_ready(OPENING);
    let sound = match &output {
        Output::SoundCard => "sound card".to_owned(),
        Output::Bell { why } => format!("terminal bell ({why})"),
        Output::Opening => "sound card, slow to respond".to_owned(),
        Output::Silent => "not tested".to_owned(),
    };
    let terminal = terminal();
    let figures = figures(context);
    let speech = speech_program().map(|program| clean(&program.display().to_string(), 200));
    let notifications = Notifier::from_environment().name();
    if options.json {
        let folders: Vec<_> = folders
            .iter()
            .map(|(name, path)| json!({"name": name, "path": printable(path), "writable": writable(path).is_ok()}))
            .collect();
        say_json(&json!({
            "version": env!("CARGO_PKG_VERSION"),
            "folders": folders,
            "machine": known_name(&context.paths.state, Host::this()),
            "routines": library.routines().len(),
            "faults": library.faults().len(),
            "records": history.as_ref().map(|history| history.entries().len()).ok(),
            "terminal": terminal,
            "figures": figures,
            "sound": sound,
            "device": speaker.device().map(|device| json!({
                "name": device.name,
                "by": device.by,
                "rate": device.rate,
                "channels": device.channels,
                "buffer_ms": device.buffer.map(|buffer| u64::try_from(buffer.as_millis()).unwrap_or(u64::MAX)),
            })),
            "latency_ms": u64::try_from(speaker.latency().as_millis()).unwrap_or(u64::MAX),
            "speech_program": speech,
            "notifications": notifications,
            "keeps_awake": awake_program(),
            "pauses_music": music_program(),
            "days_at_desk": marks::days(&context.paths.desk()).len(),
        }))?;
        return Ok(0);
    }
    say_files(&folders, &library)?;
    let name = known_name(&context.paths.state, Host::this());
    say(format_args!("{:<14} {}", "machine name", name.as_deref().unwrap_or("none until something is recorded")))?;
    match history {
        Ok(history) => {
            say(format_args!("{:<14} {}", "records", history.entries().len()))?;
            for problem in history.problems() {
                say(format_args!("{:<14} {}", "", clean(&problem.to_string(), 400)))?;
            }
        }
        Err(error) => say(format_args!("{:<14} {error}", "records"))?,
    }
    for fault in faults(&context.settings) {
        say(format_args!("{:<14} {fault}", "settings"))?;
    }
    if let Some(fault) = &context.settings_fault {
        say(format_args!("{:<14} {fault}", "settings"))?;
    }
    say(format_args!("{:<14} {terminal}", "terminal"))?;
    say(format_args!("{:<14} {figures}", "figures"))?;
    say(format_args!("{:<14} {sound}", "sound"))?;
    let spoken_by = speech.map_or_else(
        || format!("none, so your own exercises are not spoken; {TO_SPEAK}"),
        |program| format!("{program} (for your own exercises)"),
    );
    say(format_args!("{:<14} {spoken_by}", "speech"))?;
    let languages: BTreeSet<String> = library.exercises().into_iter().filter_map(|one| one.language.clone()).collect();
    for language in languages.iter().filter(|language| !speaks(language)) {
        say(format_args!("{:<14} no voice for {language}: exercises in that language are shown but not spoken", ""))?;
    }
    say(format_args!("{:<14} {notifications}", "notifications"))?;
    say_surroundings()?;
    say(format_args!("{:<14} {}", "desk hours", desk_hours(context)))?;
    if let Some(device) = speaker.device() {
        say(format_args!("{:<14} {}", "device", in_words(&device)))?;
    }
    if !silent {
        let own = OwnText { text: OWN_TEXT.to_owned(), language: None };
        speaker.prepare(vec![own], &context.paths.voice());
        play_each(&speaker)?;
        measured(&speaker)?;
        advice(&output)?;
    }
    Ok(0)
}

/// Says where the program's files are, and what is wrong with the person's own.
fn say_files(folders: &[(&str, PathBuf)], library: &Library) -> Result<(), Error> {
    say(format_args!("supple {}", env!("CARGO_PKG_VERSION")))?;
    for (name, path) in folders {
        let state = match writable(path) {
            Ok(file) if lends_locks(&file) => "writable".to_owned(),
            Ok(_) => "writable, but without file locks: run only one supple there at a time".to_owned(),
            Err(error) => format!("NOT WRITABLE: {error}"),
        };
        say(format_args!("{name:<14} {}  {state}", printable(path)))?;
    }
    say(format_args!("{:<14} {}", "routines", library.routines().len()))?;
    for fault in library.faults() {
        say(format_args!("{:<14} {fault}", ""))?;
    }
    Ok(())
}

/// Says what the system does during a session.
fn say_surroundings() -> Result<(), Error> {
    let awake = awake_program().map_or(
        if cfg!(windows) {
            "may go dark: supple cannot keep it on in Windows"
        } else {
            "may go dark: there is no program to keep it on"
        },
        |_| "stays on during a session",
    );
    say(format_args!("{:<14} {awake}", "screen"))?;
    let music = music_program().map_or(
        if cfg!(any(windows, target_os = "macos")) {
            "goes on: supple cannot pause it on this system"
        } else {
            "goes on: playerctl, which could pause it, is not installed"
        },
        |_| "can be paused during a session (see the settings)",
    );
    say(format_args!("{:<14} {music}", "music"))
}

/// The days of which it is known when somebody was at the desk.
fn desk_hours(context: &Context) -> String {
    let off = if context.settings.nudge.desk_hours { "" } else { "; off in the settings" };
    match marks::days(&context.paths.desk()).len() {
        0 => format!("none{off}"),
        days => format!("{}{off} (to delete them: supple nudge --forget)", counted(days as u64, "day", "days")),
    }
}

fn in_words(device: &Device) -> String {
    let buffer =
        device.buffer.map_or_else(|| "default buffer".to_owned(), |buffer| format!("{} ms buffer", buffer.as_millis()));
    format!("{} by {}, {} Hz, {} channels, {buffer}", device.name, device.by, device.rate, device.channels)
}

/// Prints the delay of a cue: the part measured here, and the part that the buffer adds.
fn measured(speaker: &Speaker) -> Result<(), Error> {
    if speaker.device().is_none() {
        return Ok(());
    }
    let (took, latency) = (speaker.took(), speaker.latency());
    say(format_args!(
        "{:<14} the last cue took {} ms to reach the card (measured); the picture waits {} ms to match",
        "latency",
        took.as_millis(),
        latency.as_millis()
    ))
}

/// Prints the advice for somebody who heard nothing.
fn advice(output: &Output) -> Result<(), Error> {
    let lines: &[&str] = match output {
        Output::SoundCard | Output::Opening => &[
            "Heard nothing? The sounds were played: check the system volume and the output device.",
            "Also check supple's settings (press , on the first screen): volume 0, muted sound and the quiet room silence it.",
        ],
        Output::Bell { .. } => &[
            "Using the terminal bell instead; every cue also has a sign on screen. To get sound:",
            if cfg!(any(windows, target_os = "macos")) {
                "  connect or switch on a device, then try again;"
            } else {
                "  connect or switch on a device, or start the sound server (PipeWire or PulseAudio), then try again;"
            },
            if cfg!(any(windows, target_os = "macos")) {
                "  over ssh there is no sound card: run supple on the machine with the speakers."
            } else {
                "  over ssh and in most containers there is no sound card: run supple on the machine with the speakers, or \
                 forward\n  its sound server (the guide says how, in \"By ear\")."
            },
            "No bell either? Many terminals turn it off: look for \"bell\" in your terminal's settings.",
        ],
        Output::Silent => &[],
    };
    for line in lines {
        say(line)?;
    }
    Ok(())
}

/// One phrase of each kind that the voice says.
fn phrases() -> [(&'static str, Vec<String>); 5] {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    [
        ("name", texts(&["Next:", "Upper trapezius stretch."])),
        ("side", texts(&["Switch sides.", "Left side."])),
        ("position", texts(&["Lie on your back."])),
        ("time", texts(&["Half way.", "Ten seconds."])),
        ("end", texts(&["Session complete."])),
    ]
}

/// Plays every cue of both sets, and a phrase of each kind.
fn play_each(speaker: &Speaker) -> Result<(), Error> {
    for set in CueSet::ALL {
        speaker.set_cues(set);
        say(format_args!("{} cues", set.word()))?;
        play_cues(speaker)?;
    }
    if speaker.output() == Output::SoundCard {
        say("voice")?;
        for (kind, texts) in phrases() {
            say(format_args!("  {kind:<9} {}", texts.join(" ")))?;
            speaker.say(Duration::ZERO, texts);
            speaker.wait_until_quiet(PHRASE);
        }
        if speech_program().is_some() {
            say(format_args!("  {:<9} {OWN_TEXT}", "your own"))?;
            let _ = speaker.wait_until_ready(PHRASE);
            speaker.say(Duration::ZERO, vec![OWN_TEXT.to_owned()]);
            speaker.wait_until_quiet(PHRASE);
        }
    }
    Ok(())
}

fn play_cues(speaker: &Speaker) -> Result<(), Error> {
    for cue in Cue::ALL {
        let mut out = stdout().lock();
        write!(out, "  {:<9} {:<34} ", cue.word(), cue.meaning())?;
        out.flush()?;
        let how = match speaker.play(cue) {
            Played::OnCard => "played",
            Played::RingBell => {
                if stdout().is_terminal() {
                    write!(out, "{BELL}")?;
                }
                "bell"
            }
            Played::Nothing => "on screen only",
        };
        writeln!(out, "{how}")?;
        out.flush()?;
        speaker.wait_until_quiet(CUE);
    }
    Ok(())
}

/// A nameless file in the folder, or in its nearest parent that exists, to see whether one can be made.
fn writable(path: &Path) -> std::io::Result<File> {
    let existing = path.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(Path::new("/"));
    if !existing.is_dir() {
        return Err(std::io::Error::other(format!("{} is not a folder", printable(existing))));
    }
    tempfile::tempfile_in(existing)
}

/// The characters that figures are drawn with, and a sample to see whether the font has them.
fn figures(context: &Context) -> String {
    let surroundings = Surroundings::from_environment();
    let theme = Theme::of(&context.settings, surroundings);
    let look = surroundings.look(context.settings.glyphs, &theme);
    let protocol = Protocol::of(|name| std::env::var(name).unwrap_or_default());
    let pixels = match (context.settings.glyphs, protocol) {
        (Chosen::Auto | Chosen::Pixels, Some(protocol)) if theme.coloured => {
            format!("pixels ({}), otherwise ", protocol.name())
        }
        (Chosen::Pixels, None) if theme.coloured => {
            "pixels (Sixel, if this terminal supports it), otherwise ".to_owned()
        }
        _ => String::new(),
    };
    let (name, sample) = match look.glyphs {
        Glyphs::Quadrant => ("quadrants", "▛▚▞▟"),
        Glyphs::Braille => ("braille", "⣿⡇⢸⣿"),
        Glyphs::HalfBlock => ("half blocks", "█▀▄█"),
        Glyphs::Octant => ("octants", "█▌▐𜷥"),
        Glyphs::Ascii => ("ASCII", "#|*#"),
    };
    format!("{pixels}{name}: {sample}  (boxes or gaps? choose another style in the settings)")
}

fn terminal() -> String {
    let term = std::env::var("TERM").unwrap_or_default();
    let size =
        crossterm::terminal::size().map_or("size unknown".to_owned(), |(columns, rows)| format!("{columns}x{rows}"));
    let screens = if stdin().is_terminal() && stdout().is_terminal() && term != "dumb" {
        "the screens work"
    } else {
        "screens do not work here: use supple --plain"
    };
    let name = match term.as_str() {
        // The console of Windows has no name.
        "" if cfg!(windows) => "console".to_owned(),
        "" => "TERM not set".to_owned(),
        term => format!("TERM {}", clean(term, 40)),
    };
    format!("{name}, {size}, {screens}")
}
