//! Waiting without `poll`: on the console, where the screens are shown, and otherwise on threads of their own, one that reads
//! standard input, whether that is a console, a pipe or a file, and the system's own, on which it tells of ctrl-C.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Signal, Woken};

/// What a thread tells the one that waits.
#[derive(Debug)]
enum Happened {
    /// These bytes have come; none at the end of the input.
    Input(Vec<u8>),
    /// Somebody pressed ctrl-C or ctrl-break.
    Interrupt,
}

/// What ctrl-C does.
#[derive(Debug)]
enum Interrupts {
    /// It ends this program.
    End,
    /// It is for the program that this one runs and waits for.
    Left,
    /// It is told to who waits.
    Told(SyncSender<Happened>),
}

static INTERRUPTS: Mutex<Interrupts> = Mutex::new(Interrupts::End);

/// Sets what ctrl-C does from now on.
fn interrupts(do_what: Interrupts) {
    /// The system asks one handler, which stays. Without it ctrl-C ends this program, of which the checkpoint is left.
    static HANDLED: LazyLock<bool> = LazyLock::new(|| ctrlc::set_handler(interrupt).is_ok());
    let _ = *HANDLED;
    *INTERRUPTS.lock().unwrap_or_else(PoisonError::into_inner) = do_what;
}

/// Called on a thread of the system's.
fn interrupt() {
    let waits = match &*INTERRUPTS.lock().unwrap_or_else(PoisonError::into_inner) {
        Interrupts::End => None,
        Interrupts::Left => return,
        Interrupts::Told(waits) => Some(waits.clone()),
    };
    match waits {
        // Nobody waits any more: the program is about to end by itself.
        Some(waits) => drop(waits.send(Happened::Interrupt)),
        None => std::process::exit(Signal::Interrupt.exit_code().into()),
    }
}

/// Does `what`, meanwhile leaving ctrl-C to the program that has the console.
pub(super) fn leaving_interrupts<T>(what: impl FnOnce() -> T) -> T {
    interrupts(Interrupts::Left);
    let done = what();
    interrupts(Interrupts::End);
    done
}

/// Waits for input and for ctrl-C.
#[derive(Debug)]
pub struct Wake {
    /// What the threads tell; `None` where the console is asked itself.
    told: Option<Receiver<Happened>>,
    /// What has come on standard input and was not taken yet.
    come: Vec<u8>,
    deaf: bool,
}

impl Wake {
    /// Begins to wait. On a terminal that the screens have, keys are waited for, of which ctrl-C is one; otherwise lines.
    pub fn new(on_terminal: bool) -> io::Result<Self> {
        if on_terminal {
            return Ok(Self { told: None, come: Vec::new(), deaf: false });
        }
        // One at a time: nothing is read ahead of who takes it.
        let (tell, told) = sync_channel(1);
        interrupts(Interrupts::Told(tell.clone()));
        thread::Builder::new().name("input".to_owned()).spawn(move || read(&mut io::stdin(), &tell))?;
        Ok(Self { told: Some(told), come: Vec::new(), deaf: false })
    }

    /// Takes the bytes that have come on standard input; none at its end.
    pub fn take_input(&mut self) -> io::Result<Vec<u8>> {
        Ok(std::mem::take(&mut self.come))
    }

    /// No longer waits for input, after its end was read.
    pub fn stop_listening(&mut self) {
        self.deaf = true;
    }

    /// Waits until there is input or ctrl-C, at most `longest`; `None` waits as long as it takes.
    pub fn wait(&mut self, longest: Option<Duration>) -> io::Result<Woken> {
        // So long that nobody notices a wake-up without a reason.
        let longest = longest.unwrap_or(Duration::from_hours(1));
        let Some(told) = &self.told else {
            if self.deaf {
                thread::sleep(longest);
                return Ok(Woken::Timeout);
            }
            return Ok(if crossterm::event::poll(longest)? { Woken::Input } else { Woken::Timeout });
        };
        match told.recv_timeout(longest) {
            Ok(Happened::Input(bytes)) => {
                self.come = bytes;
                Ok(Woken::Input)
            }
            Ok(Happened::Interrupt) => Ok(Woken::Signal(Signal::Interrupt)),
            Err(RecvTimeoutError::Timeout) => Ok(Woken::Timeout),
            // The handler of ctrl-C keeps its end open; should it be gone, time goes on all the same.
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(longest);
                Ok(Woken::Timeout)
            }
        }
    }

    /// Does nothing: a program cannot be stopped here.
    pub fn stop(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        if self.told.is_some() {
            interrupts(Interrupts::End);
        }
    }
}

/// Reads `from` to its end, and tells what comes. An input that cannot be read has ended: a program that was started without a
/// console has none.
fn read(from: &mut impl Read, tell: &SyncSender<Happened>) {
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = match from.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.unwrap_or(0),
        };
        let bytes = buffer.get(..read).unwrap_or_default().to_vec();
        if tell.send(Happened::Input(bytes)).is_err() || read == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_is_told_in_its_order_and_then_its_end() {
        let (tell, told) = sync_channel(8);
        read(&mut "one\ntwo\n".as_bytes(), &tell);
        let all: Vec<Vec<u8>> = told
            .try_iter()
            .map(|happened| match happened {
                Happened::Input(bytes) => bytes,
                Happened::Interrupt => b"ctrl-C".to_vec(),
            })
            .collect();
        assert_eq!(all, [b"one\ntwo\n".to_vec(), Vec::new()]);
    }

    #[test]
    fn an_input_that_cannot_be_read_has_ended() {
        struct Gone;

        impl Read for Gone {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::NotFound))
            }
        }

        let (tell, told) = sync_channel(8);
        read(&mut Gone, &tell);
        assert!(matches!(&told.try_iter().collect::<Vec<_>>()[..], [Happened::Input(bytes)] if bytes.is_empty()));
    }
}
