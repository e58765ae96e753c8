//! A terminal that a program runs in: what it writes is interpreted, what is typed is sent, nothing is timed.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::DEADLINE;

/// A descriptor that is open while another thread forks would be inherited, and a terminal would never hang up.
static FORKING: Mutex<()> = Mutex::new(());

/// What a terminal is asked, and answers: where is the cursor?
const WHERE_IS_THE_CURSOR: &[u8] = b"\x1b[6n";

/// Columns and rows.
pub type Size = (u16, u16);

/// A terminal, and the program in it.
pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    /// Asks the reader for the next bytes. It reads only when asked, so that it holds nothing open when it is not.
    ask: Option<Sender<()>>,
    told: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    parser: vt100::Parser,
    /// Everything the program has written.
    pub raw: Vec<u8>,
    answered: usize,
    /// Whether the terminal tells where its cursor is.
    pub answers: bool,
}

impl Terminal {
    /// Runs `command` in a new terminal.
    pub fn run(command: CommandBuilder, size: Size) -> Self {
        let _forking = FORKING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (ask, asked) = channel();
        let (tell, told) = channel();
        let reader = thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while asked.recv().is_ok() {
                let read = output.read(&mut bytes).unwrap_or(0);
                if tell.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            ask: Some(ask),
            told,
            reader: Some(reader),
            parser: parser(size),
            raw: Vec::new(),
            answered: 0,
            answers: true,
        }
    }

    /// What stands on the screen.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether the alternate screen is shown.
    pub fn is_alternate(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    /// Whether the cursor is hidden.
    pub fn is_cursor_hidden(&self) -> bool {
        self.parser.screen().hide_cursor()
    }

    /// Reads until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |terminal| terminal.screen().contains(text));
    }

    /// Reads until `reached`.
    pub fn wait_until(&mut self, what: &str, reached: impl Fn(&Self) -> bool) {
        while !reached(self) {
            assert!(self.read(), "the program ended before: {what}\n{}", self.screen());
        }
    }

    /// Reads until the program has closed the terminal; returns its exit code.
    pub fn wait_for_end(&mut self) -> u32 {
        while self.read() {}
        self.child.wait().unwrap().exit_code()
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    /// Sends bytes that need not be whole characters.
    pub fn press_bytes(&mut self, bytes: &[u8]) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
    }

    /// Makes the window larger or smaller; what was on it is forgotten, so that only what is drawn anew is seen.
    pub fn resize(&mut self, size: Size) {
        self.parser = parser(size);
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
    }

    /// Sends a signal.
    pub fn send(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// Closes the window, and waits for the program's end. The library types enter and ctrl-d when it lets go of the
    /// keyboard, so the program may have both before it notices.
    pub fn close(mut self) -> u32 {
        drop((self.ask.take(), self.keyboard.take()));
        self.reader.take().unwrap().join().unwrap();
        drop(self.master.take());
        let (tell, told) = channel();
        let pid = self.pid();
        thread::scope(|scope| {
            scope.spawn(|| tell.send(self.child.wait().unwrap().exit_code()));
            told.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                kill_process(pid, Signal::KILL).ok();
                panic!("the program goes on without a terminal")
            })
        })
    }

    /// Reads what comes next; false at the end.
    fn read(&mut self) -> bool {
        self.ask.as_ref().unwrap().send(()).unwrap();
        let Ok(bytes) = self.told.recv_timeout(DEADLINE) else {
            let screen = self.screen();
            panic!("nothing more came; the screen is:\n{screen}\nthe last bytes are: {}", self.tail());
        };
        self.parser.process(&bytes);
        self.raw.extend_from_slice(&bytes);
        self.answer();
        !bytes.is_empty()
    }

    fn answer(&mut self) {
        let asked = memchr::memmem::find_iter(&self.raw, WHERE_IS_THE_CURSOR).count();
        for _ in self.answered..asked {
            if self.answers {
                self.press("\x1b[1;1R");
            }
        }
        self.answered = asked;
    }

    /// The last of what was written, with escape sequences made visible.
    pub fn tail(&self) -> String {
        String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(400)..]).escape_debug().to_string()
    }

    /// Whether the terminal was given back after everything else: cursor, then the first screen.
    pub fn is_given_back(&self) -> bool {
        !self.is_alternate() && !self.is_cursor_hidden()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if thread::panicking() && matches!(self.child.try_wait(), Ok(None)) {
            self.send(Signal::KILL);
            self.child.wait().ok();
        }
    }
}

fn parser((columns, rows): Size) -> vt100::Parser {
    let cells = |count| NonZeroU16::new(count).unwrap();
    vt100::Parser::new(cells(rows), cells(columns), 0)
}

const fn pty_size((cols, rows): Size) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}
