//! `supple while -- COMMAND`: a command, and a session beside it once it takes its time.

use std::io::{IsTerminal, stdin, stdout};

use super::context::{Context, Error, warn};
use super::go::{AT_A_DESK, wish};
use super::run::ready;
use crate::cli::While;

pub fn run(context: &Context, options: &While) -> Result<u8, Error> {
    // What cannot be asked for is said before the command starts, and not in the middle of it.
    let mut library = context.library();
    if let Some(id) = &options.session {
        ready(context, &mut library, id)?;
    } else {
        wish(&options.words, AT_A_DESK, &library)?;
    }
    match &options.signal {
        _ if !stdin().is_terminal() || !stdout().is_terminal() => without_terminal(options),
        Some(name) => waiting::run(context, options, library, name),
        None => running::run(context, options, library),
    }
}

/// Without a terminal there is nothing to show a session in: the command runs as if it had been run by itself.
fn without_terminal(options: &While) -> Result<u8, Error> {
    let Some((program, arguments)) = options.command.split_first() else {
        return Err(Error::Usage("a session needs a terminal; run this in one".to_owned()));
    };
    let cannot = |error: std::io::Error| {
        warn(format_args!("cannot run {}: {}", program.to_string_lossy(), crate::files::said(&error)));
        if error.kind() == std::io::ErrorKind::NotFound { NOT_THERE } else { NOT_RUNNABLE }
    };
    let done = crate::wake::leaving_interrupts(|| std::process::Command::new(program).args(arguments).status());
    match done {
        Ok(status) => Ok(given_back(status)),
        Err(error) => Ok(cannot(error)),
    }
}

/// The exit codes of shells for a command that is not there, and for one that cannot be run.
const NOT_THERE: u8 = 127;
const NOT_RUNNABLE: u8 = 126;

/// The exit code of a command, which becomes that of the program; what a signal has ended ends the program by the same.
fn given_back(status: std::process::ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return crate::wake::die_by(signal);
    }
    status.code().and_then(|code| u8::try_from(code & 0xff).ok()).unwrap_or(1)
}

#[cfg(unix)]
mod beginning {
    //! The session that is led beside a command or the work of another program.

    use super::super::context::Context;
    use super::super::go::{AT_A_DESK, keep_for_later, usual, wish};
    use super::super::run::ready;
    use super::super::screens::{Begin, Session};
    use crate::cli::While;
    use crate::coach::{self, COMPOSED, Composed};
    use crate::library::Library;
    use crate::session::engine::Options;

    /// The session that is led: the one that was asked for, or one that is made for the person as they are now.
    pub(super) fn session(context: &Context, options: &While, library: &mut Library) -> Option<Begin> {
        let id = if let Some(id) = &options.session {
            ready(context, library, id).ok()?
        } else {
            library.set_composed(composed(context, options, library)?.routine);
            COMPOSED.to_owned()
        };
        let id = library.session_named(&id)?.id.clone();
        Some(Begin::Routine { id, shuffled: false })
    }

    /// The session on the screens, kept as any other.
    pub(super) fn led(context: &Context, library: &Library, begin: Begin) -> Session {
        let options = Options { wait: context.settings.wait, ..Options::default() };
        Session { library: library.clone(), begin, options, clock: context.clock, kept: true }
    }

    fn composed(context: &Context, options: &While, library: &Library) -> Option<Composed> {
        let digest = context.digest();
        let time = usual(&digest, context).min(AT_A_DESK);
        let wish = wish(&options.words, time, library).ok()?;
        let guide = context.plans(&digest).guide_of(COMPOSED);
        let composed = coach::compose(&library.ways(), &wish, &digest.person(&context.settings), &guide).ok()?;
        keep_for_later(context, &composed.routine);
        Some(composed)
    }
}

#[cfg(unix)]
mod running {
    //! A command in its own terminal.

    use std::io;
    use std::time::Duration;

    use super::super::context::{Context, Error, warn};
    use super::super::screens;
    use super::beginning::{led, session};
    use crate::beside::{Command, Companion, Ending, Stopped, settings};
    use crate::cli::While;
    use crate::library::Library;
    use crate::tui::terminal::{Raw, measured};
    use crate::wake::{Signal, Wake, Woken, die_by};

    /// The time between two looks whether the terminal can be taken.
    const SOON: Duration = Duration::from_millis(50);
    /// A person who types is not interrupted; so long after the last key they are taken to be done.
    const TYPING: Duration = Duration::from_secs(10);
    /// What is still written after the end of a command is waited for until nothing has come for so long, and at most so long.
    const QUIET: Duration = Duration::from_millis(200);
    const LONGEST: Duration = Duration::from_secs(2);

    /// What ended a stretch in which the output goes straight to the terminal.
    enum Passed {
        /// The command has ended.
        Ended(Ending),
        /// It is time for a session.
        Due,
    }

    /// What became of a session beside the command.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Led {
        /// It is over, or there was none.
        Over,
        /// The terminal is gone.
        Gone,
    }

    pub(super) fn run(context: &Context, options: &While, mut library: Library) -> Result<u8, Error> {
        let mut wake = Wake::new(true)?;
        wake.hear_children()?;
        let now = || context.clock.now().monotonic;
        let folder = context.paths.cache.clone();
        // What is typed before is the command's, and the terminal is still as its user wants it.
        let settings = settings();
        let mut raw = Raw::take()?;
        let started = Command::start(&options.command, settings.as_ref(), measured(), &folder, &wake.waker()?, now());
        let mut command = match started {
            Ok(command) => command,
            Err(error) => {
                drop(raw);
                warn(&error);
                return Ok(error.exit_code);
            }
        };
        let due = now() + options.after;
        let mut passed = pass(context, &mut command, &mut wake, &mut raw, Some(due))?;
        if matches!(passed, Passed::Due) {
            if lead(context, options, &mut library, &mut command, &mut wake, &mut raw)? == Led::Gone {
                return Ok(Signal::Hangup.exit_code());
            }
            passed = pass(context, &mut command, &mut wake, &mut raw, None)?;
        }
        drop(raw);
        let Passed::Ended(ending) = passed else {
            return Ok(0);
        };
        Ok(match ending {
            Ending::Exited(code) => code,
            Ending::Killed(signal) => die_by(signal),
            Ending::Told => 0,
        })
    }

    /// Leads a session until it is over, or the command is.
    fn lead(
        context: &Context,
        options: &While,
        library: &mut Library,
        command: &mut Command,
        wake: &mut Wake,
        raw: &mut Raw,
    ) -> Result<Led, Error> {
        let Some(begin) = session(context, options, library) else {
            command.give_back()?;
            return Ok(Led::Over);
        };
        let led = led(context, library, begin);
        raw.leave();
        let code = screens::beside(context, led, wake, command);
        if let Ok(code @ 129..) = code {
            command.signal(i32::from(code - 128));
        }
        if matches!(code, Ok(code) if code == Signal::Hangup.exit_code()) {
            return Ok(Led::Gone);
        }
        // The output has its line ends from its own terminal.
        let taken = raw.reenter();
        // Whatever became of the session, the output is the person's.
        let given_back = command.give_back();
        code?;
        given_back.and(taken)?;
        Ok(Led::Over)
    }

    /// Lets the command have the terminal until it ends or `due` has come.
    fn pass(
        context: &Context,
        command: &mut Command,
        wake: &mut Wake,
        raw: &mut Raw,
        due: Option<Duration>,
    ) -> Result<Passed, Error> {
        let now = || context.clock.now().monotonic;
        let mut quiet_from = Duration::ZERO;
        loop {
            match command.attend(now()) {
                Stopped::Yes => stop(command, wake, raw)?,
                Stopped::No => {}
            }
            if let Some((_, ending)) = command.ended() {
                drain(context, command, wake)?;
                return Ok(Passed::Ended(ending));
            }
            let wanted = due.map(|due| due.max(quiet_from));
            let waits = match wanted.map(|wanted| wanted.saturating_sub(now())) {
                Some(Duration::ZERO) if command.keep_output() => return Ok(Passed::Due),
                Some(Duration::ZERO) => Some(SOON),
                waits => waits,
            };
            match wake.wait(waits)? {
                Woken::Input => {
                    let mut typed = vec![0; 4096];
                    let read = wake.read(&mut typed)?;
                    typed.truncate(read);
                    quiet_from = now() + TYPING;
                    match typed.iter().position(|byte| *byte == CTRL_Z).filter(|_| command.stops_on_a_key()) {
                        Some(at) => {
                            command.send(typed.get(..at).unwrap_or_default());
                            stop(command, wake, raw)?;
                        }
                        None => command.send(&typed),
                    }
                }
                Woken::Signal(Signal::Resize) => {
                    let (columns, rows) = measured();
                    command.fit(columns, rows);
                }
                Woken::Signal(Signal::Stop) => stop(command, wake, raw)?,
                Woken::Signal(Signal::Child) | Woken::Timeout => {}
                Woken::Signal(Signal::Continue) => command.go_on(),
                Woken::Signal(signal @ Signal::Hangup) => {
                    command.signal(i32::from(signal.exit_code() - 128));
                    wake.stop_listening();
                    return Ok(Passed::Ended(Ending::Exited(signal.exit_code())));
                }
                // Asked to end, the program asks the command, and ends with it.
                Woken::Signal(signal) => command.signal(i32::from(signal.exit_code() - 128)),
            }
        }
    }

    const CTRL_Z: u8 = 0x1a;

    /// Stops command and program, as the shell's own ctrl-z would; returns when they are continued.
    fn stop(command: &mut Command, wake: &Wake, raw: &mut Raw) -> io::Result<()> {
        command.stop();
        raw.leave();
        wake.stop()?;
        raw.reenter()?;
        let (columns, rows) = measured();
        command.fit(columns, rows);
        command.go_on();
        Ok(())
    }

    /// Waits until all that the command has written is read. What it left running may go on writing, and is not waited for.
    fn drain(context: &Context, command: &Command, wake: &mut Wake) -> io::Result<()> {
        let now = || context.clock.now().monotonic;
        let began = now();
        let (mut blocks, mut quiet_since) = (command.reading().blocks, began);
        wake.stop_listening();
        loop {
            let reading = command.reading();
            if reading.blocks != blocks || !reading.is_waiting {
                (blocks, quiet_since) = (reading.blocks, now());
            }
            let is_quiet = now().saturating_sub(quiet_since) >= QUIET;
            if reading.is_over || is_quiet || now().saturating_sub(began) >= LONGEST {
                return Ok(());
            }
            wake.wait(Some(SOON / 5))?;
        }
    }
}

#[cfg(unix)]
mod waiting {
    //! Work of another program, which tells by signals when it starts and when it is done.

    use super::super::context::{Context, Error, say};
    use super::super::screens;
    use super::beginning::{led, session};
    use crate::beside::{Companion, Waiter};
    use crate::cli::While;
    use crate::library::Library;
    use crate::wake::{Signal, Wake, Woken};
    use crate::words::beside as words;

    pub(super) fn run(context: &Context, options: &While, mut library: Library, name: &str) -> Result<u8, Error> {
        let mut wake = Wake::new(true)?;
        let folder = context.paths.signals();
        let mut waiter = Waiter::listen(&folder, name, wake.waker()?)
            .map_err(|error| Error::Failed(format!("cannot wait for {name}: {}", crate::files::said(&error))))?;
        say(format_args!("Waiting for {name} to start. ctrl-c ends this."))?;
        let now = || context.clock.now().monotonic;
        loop {
            waiter.attend(now());
            if let Some(took) = waiter.took() {
                let task = waiter.look(now());
                if took >= options.after {
                    say(words::ended(&task).unwrap_or_default())?;
                }
                waiter.forget();
            }
            let due = waiter.runs_since().map(|since| since + options.after);
            if due.is_some_and(|due| due <= now()) {
                let Some(begin) = session(context, options, &mut library) else {
                    return Err(Error::Usage(crate::words::coach::NOTHING.to_owned()));
                };
                let led = led(context, &library, begin);
                match screens::beside(context, led, &mut wake, &mut waiter)? {
                    0 => {}
                    code => return Ok(code),
                }
                waiter.attend(now());
                if waiter.took().is_none() {
                    say(format_args!("{name} is still at work. supple waits for its next start."))?;
                    waiter.forget();
                }
                continue;
            }
            match wake.wait(due.map(|due| due.saturating_sub(now())))? {
                Woken::Signal(Signal::Resize | Signal::Continue | Signal::Child) | Woken::Timeout => {}
                Woken::Signal(Signal::Stop) => wake.stop()?,
                Woken::Signal(signal) => return Ok(signal.exit_code()),
                // What is typed here is for nobody.
                Woken::Input => drop(wake.read(&mut [0; 4096])?),
            }
        }
    }
}

#[cfg(not(unix))]
mod running {
    //! Elsewhere a command cannot be run in a terminal of its own yet.

    use super::super::context::{Context, Error, warn};
    use crate::cli::While;
    use crate::library::Library;

    pub(super) fn run(_: &Context, options: &While, _: Library) -> Result<u8, Error> {
        warn("a session beside a command needs Linux, macOS or a BSD; the command runs by itself");
        super::without_terminal(options)
    }
}

#[cfg(not(unix))]
mod waiting {
    //! Elsewhere there are no sockets to be told through.

    use super::super::context::{Context, Error};
    use crate::cli::While;
    use crate::library::Library;

    pub(super) fn run(_: &Context, _: &While, _: Library, _: &str) -> Result<u8, Error> {
        Err(Error::Failed("waiting for signals needs Linux, macOS or a BSD".to_owned()))
    }
}
