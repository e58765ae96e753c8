//! Wake: waits for whatever comes first, a key, a signal, or a deadline.
//!
//! One `poll` over the terminal and a pipe that signals write to: no wake-up without a reason. Where there is no `poll`, on
//! Windows, threads wait for input and for ctrl-C, and tell the one that waits here (`elsewhere`).

/// The event that ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// There is something to read.
    Input,
    /// The system, or a person through it, sent a signal.
    Signal(Signal),
    /// Nothing came in time.
    Timeout,
}

/// A signal of the system, or of a person through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone.
    Hangup,
    /// The program is asked to end.
    Terminate,
    /// Ctrl-C from outside.
    Interrupt,
    /// The program is asked to end, in the way that leaves a dump of other programs.
    Quit,
    /// A signal that other programs agree upon among themselves, and that ends this one.
    User,
    /// The program is asked to stop until it is continued.
    Stop,
    /// Continued after a stop.
    Continue,
    /// The terminal has another size.
    Resize,
    /// A program that this one has started has ended or stopped.
    Child,
}

impl Signal {
    /// The exit code for the signal, as shells count: 128 and the signal's number.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Hangup => 129,
            Self::Terminate => 143,
            Self::Quit => 131,
            Self::User => 138,
            _ => 130,
        }
    }
}

/// Lets a write that goes beyond the system's limit on the size of files fail, which can be told, where the signal that
/// comes with it would end the program in the middle of a line.
pub fn outlive_size_limits() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Does `what`, meanwhile leaving ctrl-C and its like to the program that has the terminal.
pub fn leaving_interrupts<T>(what: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    {
        use std::sync::atomic::{AtomicBool, Ordering};
        use std::sync::{Arc, LazyLock};

        use signal_hook::consts::{SIGINT, SIGQUIT};

        /// `true` if such a signal ends this program, as it usually does.
        static ENDS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
            let ends = Arc::default();
            for signal in [SIGINT, SIGQUIT] {
                // Without it such a signal ends this program too, which loses nothing but the words after.
                let _ = signal_hook::flag::register_conditional_default(signal, Arc::clone(&ends));
            }
            ends
        });
        let ends = &*ENDS;
        ends.store(false, Ordering::SeqCst);
        let done = what();
        ends.store(true, Ordering::SeqCst);
        done
    }
    #[cfg(not(unix))]
    elsewhere::leaving_interrupts(what)
}

/// Ends this program as the signal of this number would have, so that who started it sees that; returns the exit code that
/// shells give for it, where the signal does not end it.
#[cfg(unix)]
#[must_use]
pub fn die_by(signal: i32) -> u8 {
    use rustix::process::{Resource, Rlimit, Signal, getpid, kill_process, setrlimit};

    // What went wrong is in the command; nobody wants the memory of this program on the disk for it.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    if let Some(named) = Signal::from_named_raw(signal) {
        let _ = kill_process(getpid(), named);
    }
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

#[cfg(unix)]
mod unix {
    use std::io::{self, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use signal_hook::consts::{SIGCHLD, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGWINCH};

    use super::{Signal, Woken};

    /// The longest time until a signal that ends the program is attended to. A program that takes longer waits for a
    /// terminal that nobody reads from.
    const UNTIL_ATTENDED: Duration = Duration::from_secs(2);

    /// The signals that end the program.
    const ENDING: [(i32, Signal); 5] = [
        (SIGHUP, Signal::Hangup),
        (SIGTERM, Signal::Terminate),
        (SIGINT, Signal::Interrupt),
        (SIGQUIT, Signal::Quit),
        (SIGUSR1, Signal::User),
    ];

    /// The others.
    const OTHERS: [(i32, Signal); 3] =
        [(SIGTSTP, Signal::Stop), (SIGCONT, Signal::Continue), (SIGWINCH, Signal::Resize)];

    /// Waits on standard input and on signals.
    #[derive(Debug)]
    pub struct Wake {
        pipe: UnixStream,
        writer: UnixStream,
        flags: Vec<(Signal, Arc<AtomicBool>)>,
        listening: bool,
        on_terminal: bool,
    }

    impl Wake {
        /// Takes over the signals that end, stop or resize the program. A terminal that hangs up is gone; what a
        /// pipe still holds when its other end is closed is read first.
        pub fn new(on_terminal: bool) -> io::Result<Self> {
            let (pipe, writer) = UnixStream::pair()?;
            pipe.set_nonblocking(true)?;
            writer.set_nonblocking(true)?;
            let mut flags = Vec::new();
            for (number, signal) in ENDING.into_iter().chain(OTHERS) {
                let flag = Arc::new(AtomicBool::new(false));
                // The flag first: when the pipe wakes the wait, the flag must already say why.
                signal_hook::flag::register(number, Arc::clone(&flag))?;
                signal_hook::low_level::pipe::register(number, writer.try_clone()?)?;
                flags.push((signal, flag));
            }
            if on_terminal {
                let (alarm, writer) = UnixStream::pair()?;
                for (number, _) in ENDING {
                    signal_hook::low_level::pipe::register(number, writer.try_clone()?)?;
                }
                let ending: Vec<_> = flags.iter().take(ENDING.len()).cloned().collect();
                thread::Builder::new().name("signals".to_owned()).spawn(move || watch(alarm, &ending))?;
            }
            Ok(Self { pipe, writer, flags, listening: true, on_terminal })
        }

        /// Takes over the signal that a program which this one has started has ended or stopped.
        pub fn hear_children(&mut self) -> io::Result<()> {
            let flag = Arc::new(AtomicBool::new(false));
            signal_hook::flag::register(SIGCHLD, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(SIGCHLD, self.writer.try_clone()?)?;
            self.flags.push((Signal::Child, flag));
            Ok(())
        }

        /// A means by which another thread ends a wait.
        pub fn waker(&self) -> io::Result<Waker> {
            Ok(Waker(Arc::new(self.writer.try_clone()?)))
        }

        /// Reads what has been typed at the terminal; the error is that it is gone.
        pub fn read(&self, typed: &mut [u8]) -> io::Result<usize> {
            match rustix::io::read(rustix::stdio::stdin(), typed) {
                Ok(0) => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
                Ok(read) => Ok(read),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Ok(0),
                Err(error) => Err(error.into()),
            }
        }

        /// Takes the bytes that have come on standard input; none at its end. There must be something, or this waits for it.
        pub fn take_input(&mut self) -> io::Result<Vec<u8>> {
            // As large as the standard library's own buffer, so that nothing stays in there unseen by the next wait.
            let mut bytes = vec![0; 16 * 1024];
            let read = io::stdin().lock().read(&mut bytes)?;
            bytes.truncate(read);
            Ok(bytes)
        }

        /// No longer waits for input, after its end was read.
        pub fn stop_listening(&mut self) {
            self.listening = false;
        }

        /// Waits until there is input or a signal, at most `longest`; `None` waits as long as it takes.
        pub fn wait(&mut self, longest: Option<Duration>) -> io::Result<Woken> {
            if let Some(signal) = self.take_signal() {
                return Ok(Woken::Signal(signal));
            }
            let stdin = io::stdin();
            let timeout = longest.and_then(|longest| Timespec::try_from(longest).ok());
            let mut waited_on = vec![PollFd::new(&self.pipe, PollFlags::IN)];
            if self.listening {
                waited_on.push(PollFd::new(&stdin, PollFlags::IN));
            }
            match poll(&mut waited_on, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let input = waited_on.get(1).map_or_else(PollFlags::empty, PollFd::revents);
            let mut drained = [0; 64];
            while self.pipe.read(&mut drained).is_ok_and(|read| read == drained.len()) {}
            if let Some(signal) = self.take_signal() {
                return Ok(Woken::Signal(signal));
            }
            let gone = input.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            Ok(if gone && self.on_terminal {
                Woken::Signal(Signal::Hangup)
            } else if input.contains(PollFlags::IN) || gone {
                // Where the other end is closed and nothing is left, the reader finds the end by reading.
                Woken::Input
            } else {
                Woken::Timeout
            })
        }

        /// Stops the program as if it had never taken the stop signal over; returns when it is continued.
        ///
        /// A program that leads its session goes on at once: no shell could continue it.
        pub fn stop(&self) -> io::Result<()> {
            let leads_session = rustix::process::getsid(None).is_ok_and(|leader| leader == rustix::process::getpid());
            if leads_session { Ok(()) } else { signal_hook::low_level::emulate_default_handler(SIGTSTP) }
        }

        fn take_signal(&self) -> Option<Signal> {
            self.flags.iter().find(|(_, flag)| flag.swap(false, Ordering::SeqCst)).map(|(signal, _)| *signal)
        }
    }

    /// Ends a wait, from another thread.
    #[derive(Debug, Clone)]
    pub struct Waker(Arc<UnixStream>);

    impl Waker {
        /// Ends the wait, or the next one.
        pub fn wake(&self) {
            // Where the pipe is full, the wait ends as well.
            let _ = (&*self.0).write(b"w");
        }
    }

    /// Sleeps until a signal ends the program, and ends it by itself where nobody attends to that: a terminal that nobody
    /// reads from takes no frame, and would hold the program for ever. What was done is in the checkpoint.
    fn watch(mut alarm: UnixStream, ending: &[(Signal, Arc<AtomicBool>)]) {
        while alarm.read(&mut [0; 64]).is_ok_and(|read| read > 0) {
            thread::sleep(UNTIL_ATTENDED);
            if let Some((signal, _)) = ending.iter().find(|(_, flag)| flag.load(Ordering::SeqCst)) {
                std::process::exit(signal.exit_code().into());
            }
        }
    }
}

#[cfg(unix)]
pub use unix::{Wake, Waker};

#[cfg(not(unix))]
mod elsewhere;

#[cfg(not(unix))]
pub use elsewhere::Wake;
