//! The system's own speech program: what it is called, and how it is made to speak into a file.
//!
//! The text goes to its standard input, never into a command line, and no shell sees it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::programs::installed;
use crate::session::wording::is_in_english_letters;

/// A text is spoken in well under a second; a program that takes longer than this hangs.
const LONGEST_RENDERING: Duration = Duration::from_secs(10);
/// Between two looks at whether it is done.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Fifty seconds of what the finest of these programs write.
pub(super) const LARGEST_FILE: u64 = 5 << 20;

/// Script that a Windows machine is asked to run. It is the same for every text and every file.
const SAPI: &str = "Add-Type -AssemblyName System.Speech; \
    $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
    $voice.SetOutputToWaveFile($env:SUPPLE_SPEECH_FILE); \
    $voice.Speak([Console]::In.ReadToEnd()); \
    $voice.Dispose()";

/// A speech program of this system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
}

/// Way in which it is called. `spd-say` is not among them, because it cannot speak into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// eSpeak NG, or its forebear.
    Espeak,
    /// `say` of macOS.
    Say,
    /// The Speech API of Windows, by way of `PowerShell`.
    Sapi,
}

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// It was told to stop.
    Interrupted,
    /// The program does not do what it should.
    Failed,
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Failed
    }
}

impl Program {
    /// The first speech program that is installed.
    pub(super) fn find() -> Option<Self> {
        let known: &[(&str, Kind)] = if cfg!(target_os = "macos") {
            &[("say", Kind::Say), ("espeak-ng", Kind::Espeak)]
        } else if cfg!(windows) {
            &[("powershell", Kind::Sapi), ("pwsh", Kind::Sapi), ("espeak-ng", Kind::Espeak)]
        } else {
            &[("espeak-ng", Kind::Espeak), ("espeak", Kind::Espeak)]
        };
        known.iter().find_map(|(name, kind)| Some(Self { kind: *kind, path: installed(name)? }))
    }

    /// Returns `true` if it has a voice for `language`. The others are asked for theirs by name,
    /// which differs from machine to machine.
    pub(super) fn speaks(&self, language: &str) -> bool {
        if self.kind != Kind::Espeak {
            return is_english(language);
        }
        let mut command = Command::new(&self.path);
        command.arg(format!("--voices={language}")).stdin(Stdio::null()).stderr(Stdio::null());
        // The first line names the columns.
        command.output().is_ok_and(|output| output.stdout.split(|byte| *byte == b'\n').count() > 2)
    }

    fn command(&self, language: Option<&str>, file: &Path) -> Command {
        let mut command = Command::new(&self.path);
        match self.kind {
            Kind::Espeak => command.args(["-v", language.unwrap_or("en-us"), "-s", "150", "--stdin", "-w"]).arg(file),
            Kind::Say => command.args(["--data-format=LEI16@24000", "--file-format=WAVE", "-f", "-", "-o"]).arg(file),
            Kind::Sapi => {
                command.args(["-NoProfile", "-NonInteractive", "-Command", SAPI]).env("SUPPLE_SPEECH_FILE", file)
            }
        };
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Speaks `text`, which is English where no language is given, into `file`. `go_on` waits for the time it is given and says whether to.
    pub(super) fn speak(
        &self,
        text: &str,
        language: Option<&str>,
        file: &Path,
        go_on: impl Fn(Duration) -> bool,
    ) -> Result<(), Failure> {
        // A voice of another language would spell the letters, or say nothing.
        let is_spoken = match language {
            None => is_in_english_letters(text),
            Some(language) => self.kind == Kind::Espeak || is_english(language),
        };
        if !is_spoken {
            return Err(Failure::Failed);
        }
        let mut child = Process(self.command(language, file).spawn()?);
        if let Some(mut stdin) = child.0.stdin.take() {
            // It fits into the pipe, so this waits for nobody; a program that ended early is told by its status.
            let _ = stdin.write_all(speakable(text).as_bytes());
        }
        for _ in 0..LONGEST_RENDERING.as_millis() / LOOK_EVERY.as_millis() {
            if let Some(status) = child.0.try_wait()? {
                return if status.success() { Ok(()) } else { Err(Failure::Failed) };
            }
            if fs::metadata(file).is_ok_and(|about| about.len() > LARGEST_FILE) {
                return Err(Failure::Failed);
            }
            if !go_on(LOOK_EVERY) {
                return Err(Failure::Interrupted);
            }
        }
        Err(Failure::Failed)
    }
}

fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// A program that does not outlive the interest in it.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It has mostly ended by itself, and then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Without what one program or another takes for a command: `[[` of `say` and eSpeak, `<` of markup.
fn speakable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || "[]<>{}\\|".contains(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(kind: Kind) -> Vec<String> {
        let command = Program { kind, path: "speaker".into() }.command(None, Path::new("out.wav"));
        command.get_args().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn every_program_is_told_its_file_and_reads_the_text_from_its_input() {
        assert_eq!(arguments(Kind::Espeak), ["-v", "en-us", "-s", "150", "--stdin", "-w", "out.wav"]);
        let say = ["--data-format=LEI16@24000", "--file-format=WAVE", "-f", "-", "-o", "out.wav"];
        assert_eq!(arguments(Kind::Say), say);
        assert_eq!(arguments(Kind::Sapi), ["-NoProfile", "-NonInteractive", "-Command", SAPI]);
    }

    #[test]
    fn what_a_program_takes_for_a_command_is_no_longer_one() {
        assert_eq!(speakable("Tilt [[rate 900]] <break/> \u{1b}[2J now."), "Tilt   rate 900    break/    2J now.");
    }
}
