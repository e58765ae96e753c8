//! `supple doctor`: folders, terminal, and each cue in turn.

use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::{Error, House, say, say_json};
use crate::cli::Doctor;
use crate::figure::Glyphs;
use crate::session::Cue;
use crate::sound::{BELL, Output, Played, Speaker};
use crate::tui::theme::Surroundings;

/// How long the sound card may take to open.
const OPENING: Duration = Duration::from_secs(3);
/// How long a cue may sound.
const CUE: Duration = Duration::from_secs(4);

pub fn run(house: &House, options: &Doctor) -> Result<u8, Error> {
    let library = house.library();
    let history = house.logbook().read();
    let folders = [
        ("history", house.paths.history()),
        ("your routines", house.paths.routines()),
        ("this machine", house.paths.state.clone()),
    ];
    let silent = options.quiet || house.mute;
    let speaker = if silent { Speaker::silent() } else { Speaker::open(house.settings.volume.into()) };
    let output = speaker.wait_until_ready(OPENING);
    let sound = match &output {
        Output::SoundCard => "sound card".to_owned(),
        Output::Bell { why } => format!("terminal bell ({why})"),
        Output::Opening => "sound card, slow to answer".to_owned(),
        Output::Silent => "not tried".to_owned(),
    };
    let terminal = terminal();
    let figures = figures(house);
    if options.json {
        let folders: Vec<_> = folders
            .iter()
            .map(|(name, path)| json!({"name": name, "path": path.display().to_string(), "writable": writable(path).is_ok()}))
            .collect();
        say_json(&json!({
            "version": env!("CARGO_PKG_VERSION"),
            "folders": folders,
            "routines": library.routines().len(),
            "faults": library.faults().len(),
            "records": history.as_ref().map(|history| history.entries().len()).ok(),
            "terminal": terminal,
            "figures": figures,
            "sound": sound,
        }))?;
        return Ok(0);
    }
    say(format_args!("supple {}", env!("CARGO_PKG_VERSION")))?;
    for (name, path) in &folders {
        let state = match writable(path) {
            Ok(()) => "can be written".to_owned(),
            Err(error) => format!("CANNOT be written: {error}"),
        };
        say(format_args!("{name:<14} {}  {state}", path.display()))?;
    }
    say(format_args!("{:<14} {}", "routines", library.routines().len()))?;
    for fault in library.faults() {
        say(format_args!("{:<14} {fault}", ""))?;
    }
    match history {
        Ok(history) => {
            say(format_args!("{:<14} {}", "records", history.entries().len()))?;
            for problem in history.problems() {
                say(format_args!("{:<14} {problem}", ""))?;
            }
        }
        Err(error) => say(format_args!("{:<14} {error}", "records"))?,
    }
    if let Some(fault) = &house.settings_fault {
        say(format_args!("{:<14} {fault}", "settings"))?;
    }
    say(format_args!("{:<14} {terminal}", "terminal"))?;
    say(format_args!("{:<14} {figures}", "figures"))?;
    say(format_args!("{:<14} {sound}", "sound"))?;
    if !silent {
        play_each(&speaker)?;
    }
    Ok(0)
}

fn play_each(speaker: &Speaker) -> Result<(), Error> {
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
            Played::Nothing => "seen, not heard",
        };
        writeln!(out, "{how}")?;
        out.flush()?;
        speaker.wait_until_quiet(CUE);
    }
    Ok(())
}

/// Whether a file can be made in the folder, or in the one that it would be made in.
fn writable(path: &Path) -> std::io::Result<()> {
    let existing = path.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(Path::new("/"));
    if !existing.is_dir() {
        return Err(std::io::Error::other(format!("{} is not a folder", existing.display())));
    }
    tempfile::tempfile_in(existing).map(drop)
}

/// What figures are drawn with, and a sample to see whether the font has it.
fn figures(house: &House) -> String {
    let look = Surroundings::from_environment().look(house.settings.glyphs);
    let (name, sample) = match look.glyphs {
        Glyphs::Braille => ("braille", "⣿⡇⢸⣿"),
        Glyphs::HalfBlock => ("half blocks", "█▀▄█"),
        Glyphs::Octant => ("octants", "█▌▐𜷥"),
        Glyphs::Ascii => ("ASCII", "#|*#"),
    };
    format!("{name}: {sample}  (boxes or gaps? choose other characters in the settings)")
}

fn terminal() -> String {
    let term = std::env::var("TERM").unwrap_or_else(|_| "not set".to_owned());
    let size =
        crossterm::terminal::size().map_or("size unknown".to_owned(), |(columns, rows)| format!("{columns}x{rows}"));
    let screens = if stdin().is_terminal() && stdout().is_terminal() && term != "dumb" {
        "the screens work"
    } else {
        "no screens here: use run --plain"
    };
    format!("TERM {}, {size}, {screens}", crate::catalog::text::clean(&term, 40))
}
