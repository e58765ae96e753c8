//! Command: it runs in a pseudo-terminal of its own, as large as the real one, so that it behaves as if it had been run by
//! itself.

use std::ffi::OsString;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write, stdout};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process_group, waitpid};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use super::output::{Output, Reading};
use super::{Companion, Ending, Screen, Task};
use crate::sanitize::clean;
use crate::wake::Waker;

/// A command in its pseudo-terminal.
pub struct Command {
    name: String,
    leader: Pid,
    /// The real side of the pseudo-terminal.
    master: Box<dyn MasterPty + Send>,
    /// The command's side, to read its settings.
    terminal: Option<File>,
    /// What is typed, on its way: a command that reads nothing must not hold the program up.
    typed: Sender<Vec<u8>>,
    output: Arc<Output>,
    began: Duration,
    ended: Option<(Duration, Ending)>,
}

/// The reason why a command cannot be run.
#[derive(Debug, thiserror::Error)]
#[error("cannot run {name}: {why}")]
pub struct CannotRun {
    name: String,
    why: String,
    /// The exit code that shells give for it: 127 for a command that is not there, 126 for one that is and cannot be run.
    pub exit_code: u8,
}

/// What a stopped command means for the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It stopped by itself, or somebody stopped it.
    Yes,
    /// It runs, or has ended.
    No,
}

/// The longest name of a command that is shown, in columns.
const LONGEST_NAME: usize = 40;

impl Command {
    /// Starts `words` in a terminal of this size. What it writes while a session has the terminal is kept in `folder`.
    pub fn start(
        words: &[OsString],
        (columns, rows): (u16, u16),
        folder: &Path,
        waker: &Waker,
        now: Duration,
    ) -> Result<Self, CannotRun> {
        let name = name_of(words);
        let cannot = |why: String, exit_code| CannotRun { name: name.clone(), why, exit_code };
        let program = words.first().ok_or_else(|| cannot("no command was given".to_owned(), 2))?;
        if let Err(why) = which::which(program) {
            let is_there = Path::new(program).is_file();
            let (why, code) = match why {
                _ if is_there => ("it is not a program that you may run", 126),
                _ => ("there is no such command", 127),
            };
            return Err(cannot(why.to_owned(), code));
        }
        let failed = |error: &dyn fmt::Display| cannot(format!("no terminal can be made for it ({error})"), 126);
        let output = Output::new(columns, rows, folder).map_err(|error| failed(&error))?;
        let pair = native_pty_system().openpty(size(columns, rows)).map_err(|error| failed(&error))?;
        let terminal = pair.master.tty_name().and_then(|path| open_terminal(&path).ok());
        if let Some(terminal) = &terminal {
            take_over_settings(terminal);
        }
        let mut builder = CommandBuilder::from_argv(words.to_vec());
        if let Ok(folder) = std::env::current_dir() {
            builder.cwd(folder);
        }
        let child = pair.slave.spawn_command(builder).map_err(|error| cannot(format!("{error}"), 126))?;
        let leader = child.process_id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        let leader = leader.ok_or_else(|| cannot("it has no process".to_owned(), 126))?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().map_err(|error| failed(&error))?;
        let writer = pair.master.take_writer().map_err(|error| failed(&error))?;
        let output = Arc::new(output);
        let (typed, to_type) = mpsc::channel::<Vec<u8>>();
        let answers = typed.clone();
        let (reading, full) = (Arc::clone(&output), waker.clone());
        spawn("output", move || {
            let answer = |bytes| drop(answers.send(bytes));
            reading.read(&mut *reader, &mut stdout(), &answer, &|| full.wake());
            full.wake();
        })
        .and_then(|()| {
            spawn("typing", move || {
                // Dropping it would type an end of file.
                let mut writer = ManuallyDrop::new(writer);
                for bytes in to_type {
                    if writer.write_all(&bytes).and_then(|()| writer.flush()).is_err() {
                        break;
                    }
                }
            })
        })
        .map_err(|error| failed(&error))?;
        Ok(Self { name, leader, master: pair.master, terminal, typed, output, began: now, ended: None })
    }

    /// How it ended, and the time that took.
    #[must_use]
    pub const fn ended(&self) -> Option<(Duration, Ending)> {
        self.ended
    }

    /// Looks whether it has ended or stopped, at `now` on the monotonic clock.
    pub fn attend(&mut self, now: Duration) -> Stopped {
        while self.ended.is_none() {
            let options = WaitOptions::NOHANG | WaitOptions::UNTRACED;
            let Ok(Some((_, status))) = waitpid(Some(self.leader), options) else {
                break;
            };
            if status.stopped() {
                return Stopped::Yes;
            }
            let code = status.exit_status().map(|code| Ending::Exited(u8::try_from(code & 0xff).unwrap_or(u8::MAX)));
            let ending = code.or_else(|| status.terminating_signal().map(Ending::Killed));
            self.ended = ending.map(|ending| (now.saturating_sub(self.began), ending));
        }
        Stopped::No
    }

    /// Sends a signal to what runs in the foreground of its terminal.
    pub fn signal(&self, signal: i32) {
        let group = self.master.process_group_leader().and_then(Pid::from_raw).unwrap_or(self.leader);
        if let Some(signal) = Signal::from_named_raw(signal) {
            // It may have ended this moment.
            let _ = kill_process_group(group, signal);
        }
    }

    /// Returns `true` if ctrl-z stops what runs in its terminal: an editor may have asked for the key itself.
    #[must_use]
    pub fn stops_on_a_key(&self) -> bool {
        let settings = self.terminal.as_ref().and_then(|terminal| tcgetattr(terminal).ok());
        settings.is_none_or(|settings| settings.local_modes.contains(LocalModes::ISIG))
    }

    /// Takes the terminal from its output, which is kept from now on; false if it must not just now.
    #[must_use]
    pub fn keep_output(&self) -> bool {
        self.output.keep()
    }

    /// Gives the terminal back to its output, and writes what was kept.
    pub fn give_back(&self) -> io::Result<()> {
        self.output.give_back(&mut stdout())
    }

    /// How far its output has been read.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.output.reading()
    }
}

impl Companion for Command {
    fn look(&mut self, now: Duration) -> Task {
        self.attend(now);
        let (runs_for, ended) = match self.ended {
            Some((took, ending)) => (took, Some(ending)),
            None => (now.saturating_sub(self.began), None),
        };
        Task {
            name: self.name.clone(),
            runs_for,
            ended,
            last_line: self.output.last_line(),
            has_screen: true,
            needs_terminal: self.output.is_full(),
        }
    }

    fn screen(&self) -> Option<Screen> {
        Some(self.output.screen())
    }

    fn send(&mut self, typed: &[u8]) {
        if !typed.is_empty() {
            // Nobody takes it once the command has ended.
            let _ = self.typed.send(typed.to_vec());
        }
    }

    fn fit(&mut self, columns: u16, rows: u16) {
        self.output.fit(columns, rows);
        // The next change of size tells it again.
        let _ = self.master.resize(size(columns, rows));
    }

    fn stop(&mut self) {
        self.signal(Signal::STOP.as_raw());
    }

    fn go_on(&mut self) {
        self.signal(Signal::CONT.as_raw());
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command").field("name", &self.name).field("ended", &self.ended).finish_non_exhaustive()
    }
}

/// The name by which a command is shown: the program and its first words, without folders.
fn name_of(words: &[OsString]) -> String {
    let words = words.iter().map(|word| word.to_string_lossy());
    let names = words.enumerate().take_while(|(number, word)| *number == 0 || !word.starts_with('-')).take(3);
    let last = |word: &str| word.rsplit('/').find(|part| !part.is_empty()).unwrap_or(word).to_owned();
    clean(&names.map(|(_, word)| last(&word)).collect::<Vec<_>>().join(" "), LONGEST_NAME)
}

const fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Opens a terminal without making it the one that controls this program.
fn open_terminal(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let no_control = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).unwrap_or_default();
    OpenOptions::new().read(true).write(true).custom_flags(no_control).open(path)
}

/// Gives a new terminal the settings of the real one, such as the key that erases.
fn take_over_settings(terminal: &File) {
    if let Ok(settings) = tcgetattr(io::stdin()) {
        // Those of a new terminal serve as well.
        let _ = tcsetattr(terminal, OptionalActions::Now, &settings);
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_by_its_program_and_its_first_words() {
        let named = |words: &[&str]| name_of(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(named(&["cargo", "build", "--release"]), "cargo build");
        assert_eq!(named(&["/usr/bin/make", "-j4"]), "make");
        assert_eq!(named(&["git", "push", "origin", "main"]), "git push origin");
        assert_eq!(named(&["sh", "\x1b[31mred"]), "sh red");
        assert_eq!(named(&["bash", "/opt/tools/build.sh", "all"]), "bash build.sh all");
    }
}
