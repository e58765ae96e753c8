//! Typed: the lines of standard input, each as it comes. What was typed ahead of a session is the session's, and what is
//! left after it is for the page that follows.

use std::io;

use crate::wake::Wake;

/// The longest line that is kept, in bytes: nobody types more, and a pipe may hold anything.
const LONGEST_LINE: usize = 4096;

/// Lines of standard input.
#[derive(Debug, Default)]
pub struct Typed {
    bytes: Vec<u8>,
    has_ended: bool,
}

impl Typed {
    /// Reads what has come. There must be something, or this waits for it.
    pub fn read(&mut self, wake: &mut Wake) -> io::Result<()> {
        let bytes = wake.take_input()?;
        self.has_ended |= bytes.is_empty();
        self.bytes.extend(bytes);
        Ok(())
    }

    /// The next line, if it has come as a whole: what nobody has ended with enter is no answer.
    pub fn next(&mut self) -> Option<String> {
        let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') else {
            self.bytes.truncate(LONGEST_LINE);
            return None;
        };
        let line: Vec<u8> = self.bytes.drain(..=end).collect();
        Some(String::from_utf8_lossy(&line).trim().to_owned())
    }

    /// Returns `true` if the input has ended. Lines that came before may still be left.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.has_ended
    }
}
