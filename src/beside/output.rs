//! Output of a command: it goes to the terminal as it comes or, while the terminal is taken by a session, into a file that
//! has no name, and to the terminal afterwards. Nothing of it is lost, and nothing is held in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rustix::fs::fstatvfs;

use super::Screen;
use super::emulator::Emulator;
use super::sequences::Sequences;

/// The most that is kept in a file: a gigabyte. What is beyond it ends the session and goes to the terminal.
const MOST: u64 = 1 << 30;
/// The share of the free space that is taken at most: what the command writes needs room too.
const SHARE: u64 = 4;
/// The bytes that are handed on at once.
const BLOCK: usize = 1 << 16;

/// The output of a command.
pub struct Output {
    state: Mutex<State>,
    /// The terminal has been given back.
    given_back: Condvar,
}

struct State {
    /// Where it goes just now.
    goes: Goes,
    emulator: Emulator,
    sequences: Sequences,
    file: File,
    /// The bytes in the file.
    kept: u64,
    /// The most that the file may hold.
    most: u64,
    /// What brings the terminal back to what the output had set before the session.
    restoring: Vec<u8>,
    /// `true` if nothing more can be kept.
    is_full: bool,
    /// `true` once everything has been read.
    is_over: bool,
    /// `true` while the reader waits for more.
    is_waiting: bool,
    /// The blocks that were read.
    blocks: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    ToTerminal,
    IntoFile,
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// `true` once everything has been read.
    pub is_over: bool,
    /// `true` while the reader waits for more.
    pub is_waiting: bool,
    /// The blocks that were read.
    pub blocks: u64,
}

impl Output {
    /// Output for a terminal of this size, with its file in `folder`, or where the system puts such files.
    pub fn new(columns: u16, rows: u16, folder: &Path) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder).or_else(|_| tempfile::tempfile())?;
        let free = fstatvfs(&file).map_or(MOST, |about| about.f_bavail.saturating_mul(about.f_frsize));
        Ok(Self::in_file(columns, rows, file, MOST.min(free / SHARE)))
    }

    fn in_file(columns: u16, rows: u16, file: File, most: u64) -> Self {
        let state = State {
            goes: Goes::ToTerminal,
            emulator: Emulator::new(columns, rows),
            sequences: Sequences::default(),
            file,
            kept: 0,
            most,
            restoring: Vec::new(),
            is_full: false,
            is_over: false,
            is_waiting: false,
            blocks: 0,
        };
        Self { state: Mutex::new(state), given_back: Condvar::new() }
    }

    /// Reads all output to its end, writing to `terminal` what goes there. `answer` gets what the command is answered while
    /// the terminal is taken; `full` is called when nothing more can be kept.
    pub fn read(&self, from: &mut dyn Read, terminal: &mut dyn Write, answer: &dyn Fn(Vec<u8>), full: &dyn Fn()) {
        let mut block = vec![0; BLOCK];
        loop {
            self.locked().is_waiting = true;
            let read = from.read(&mut block);
            self.locked().is_waiting = false;
            match read {
                // A pseudo-terminal that nobody writes to any more is an input/output error on Linux.
                Ok(0) => break,
                Ok(read) => self.take(block.get(..read).unwrap_or_default(), terminal, answer, full),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.locked().is_over = true;
    }

    fn take(&self, bytes: &[u8], terminal: &mut dyn Write, answer: &dyn Fn(Vec<u8>), full: &dyn Fn()) {
        let mut state = self.locked();
        state.blocks += 1;
        let answers = state.emulator.take(bytes);
        if state.goes == Goes::IntoFile {
            // Before, the terminal itself answers.
            if !answers.is_empty() {
                answer(answers);
            }
            if state.keep(bytes) {
                return;
            }
            state.is_full = true;
            full();
            while state.goes == Goes::IntoFile {
                state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        state.sequences.pass(bytes);
        // A terminal that is gone takes nothing more, and the command ends by it.
        let _ = terminal.write_all(bytes).and_then(|()| terminal.flush());
    }

    /// Takes the terminal from it, if it stands between two sequences; false if it does not, or if a program has the whole
    /// screen to itself.
    pub fn keep(&self) -> bool {
        let mut state = self.locked();
        let may = state.sequences.is_whole() && !state.emulator.is_taken();
        if may {
            state.goes = Goes::IntoFile;
            state.restoring = state.emulator.restoring();
        }
        may
    }

    /// Gives the terminal back to it: what was kept first, and everything from now on.
    pub fn give_back(&self, terminal: &mut dyn Write) -> io::Result<()> {
        let mut state = self.locked();
        let replayed = state.replay(terminal);
        state.goes = Goes::ToTerminal;
        self.given_back.notify_all();
        replayed
    }

    /// The screen just now.
    pub fn screen(&self) -> Screen {
        self.locked().emulator.screen()
    }

    /// The last line that has something on it.
    pub fn last_line(&self) -> String {
        self.locked().emulator.last_line()
    }

    /// Takes another size of the terminal.
    pub fn fit(&self, columns: u16, rows: u16) {
        self.locked().emulator.fit(columns, rows);
    }

    /// Returns `true` if nothing more can be kept.
    pub fn is_full(&self) -> bool {
        self.locked().is_full
    }

    /// How far reading has come.
    pub fn reading(&self) -> Reading {
        let state = self.locked();
        Reading { is_over: state.is_over, is_waiting: state.is_waiting, blocks: state.blocks }
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps a block of output; false if there is no room for it.
    fn keep(&mut self, bytes: &[u8]) -> bool {
        let end = self.kept + bytes.len() as u64;
        if end > self.most || self.file.seek(SeekFrom::Start(self.kept)).is_err() {
            return false;
        }
        let kept = self.file.write_all(bytes).is_ok();
        if kept {
            self.kept = end;
        }
        kept
    }

    /// Writes what was kept to the terminal, and forgets it.
    fn replay(&mut self, terminal: &mut dyn Write) -> io::Result<()> {
        terminal.write_all(&std::mem::take(&mut self.restoring))?;
        self.file.seek(SeekFrom::Start(0))?;
        let mut left = self.kept;
        let (mut block, mut out) = (vec![0; BLOCK], Vec::with_capacity(BLOCK));
        while left > 0 {
            let wanted = usize::try_from(left).unwrap_or(BLOCK).min(BLOCK);
            let part = block.get_mut(..wanted).unwrap_or_default();
            self.file.read_exact(part)?;
            left -= wanted as u64;
            self.sequences.without_questions(part, &mut out);
            terminal.write_all(&out)?;
            out.clear();
        }
        // What has begun goes on with what comes now.
        let rest = self.sequences.begun();
        terminal.write_all(&rest)?;
        terminal.flush()?;
        self.kept = 0;
        self.is_full = false;
        self.file.set_len(0)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    fn output(most: u64) -> Output {
        Output::in_file(80, 24, tempfile::tempfile().unwrap(), most)
    }

    fn take(output: &Output, bytes: &[u8], terminal: &mut Vec<u8>) {
        output.take(bytes, terminal, &|_| {}, &|| {});
    }

    #[test]
    fn output_goes_to_the_terminal_then_into_the_file_then_out_of_it_in_its_order() {
        let output = output(1000);
        let mut terminal = Vec::new();
        take(&output, b"one ", &mut terminal);
        assert!(output.keep());
        take(&output, b"two ", &mut terminal);
        assert_eq!(terminal, b"one ");
        assert_eq!(output.last_line(), "one two");
        output.give_back(&mut terminal).unwrap();
        take(&output, b"three", &mut terminal);
        assert!(terminal.starts_with(b"one ") && terminal.ends_with(b"two three"), "{terminal:?}");
    }

    #[test]
    fn a_terminal_is_not_taken_in_the_middle_of_a_sequence_or_from_an_editor() {
        let output = output(1000);
        let mut terminal = Vec::new();
        take(&output, b"\x1b[3", &mut terminal);
        assert!(!output.keep());
        take(&output, b"1m\x1b[?1049h", &mut terminal);
        assert!(!output.keep());
        take(&output, b"\x1b[?1049l", &mut terminal);
        assert!(output.keep());
    }

    #[test]
    fn a_command_that_asks_is_answered_only_while_the_terminal_is_taken_and_the_question_is_not_replayed() {
        let output = output(1000);
        let (mut terminal, answers) = (Vec::new(), RefCell::new(Vec::new()));
        let answer = |bytes| answers.borrow_mut().push(bytes);
        output.take(b"\x1b[6n", &mut terminal, &answer, &|| {});
        assert!(answers.borrow().is_empty());
        output.keep();
        output.take(b"\x1b[6n", &mut terminal, &answer, &|| {});
        assert_eq!(*answers.borrow(), [b"\x1b[1;1R".to_vec()]);
        terminal.clear();
        output.give_back(&mut terminal).unwrap();
        assert!(!terminal.ends_with(b"n"), "{terminal:?}");
    }

    #[test]
    fn what_can_no_longer_be_kept_waits_for_the_terminal_and_is_whole() {
        let output = output(10);
        let (sender, receiver) = std::sync::mpsc::channel();
        let written = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut terminal = Vec::new();
                output.keep();
                output.take(b"0123456789", &mut terminal, &|_| {}, &|| {});
                output.take(b"abc", &mut terminal, &|_| {}, &|| sender.send(()).unwrap());
                terminal
            });
            // Nothing is written before the terminal is given back, which replays the rest first.
            receiver.recv().unwrap();
            assert!(output.is_full());
            let mut terminal = Vec::new();
            output.give_back(&mut terminal).unwrap();
            terminal.extend(reader.join().unwrap());
            terminal
        });
        assert!(written.ends_with(b"0123456789abc"), "{written:?}");
        assert!(!output.is_full());
    }

    #[test]
    fn reading_to_the_end_is_known() {
        let output = output(10);
        let full = Cell::new(0);
        let mut terminal = Vec::new();
        output.read(&mut &b"all of it"[..], &mut terminal, &|_| {}, &|| full.set(full.get() + 1));
        assert_eq!(terminal, b"all of it");
        assert_eq!((output.reading().is_over, full.get()), (true, 0));
    }
}
