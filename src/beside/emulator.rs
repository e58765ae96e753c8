//! What a command would show: a terminal in memory, which answers what a program asks of one.

use std::num::NonZeroU16;

use super::Screen;
use crate::sanitize::clean;

/// A terminal in memory.
pub struct Emulator {
    parser: vt100::Parser<Answers>,
}

/// The answers of a terminal to what programs ask.
#[derive(Debug, Default)]
struct Answers(Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(&mut self, screen: &mut vt100::Screen, i1: Option<u8>, _: Option<u8>, params: &[&[u16]], c: char) {
        let first = params.first().and_then(|parameter| parameter.first()).copied().unwrap_or_default();
        match (i1, c, first) {
            (None, 'n', 5) => self.0.extend(b"\x1b[0n"),
            (None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                self.0.extend(format!("\x1b[{};{}R", row + 1, column + 1).into_bytes());
            }
            // A VT102.
            (None, 'c', 0) => self.0.extend(b"\x1b[?6c"),
            _ => {}
        }
    }
}

/// The longest last line that is shown, in columns.
const LONGEST_LINE: usize = 200;

impl Emulator {
    /// An empty terminal of this size.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self { parser: vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Answers::default()) }
    }

    /// Takes in output, and returns the answers to what it asks.
    pub fn take(&mut self, output: &[u8]) -> Vec<u8> {
        self.parser.process(output);
        std::mem::take(&mut self.parser.callbacks_mut().0)
    }

    /// Takes another size.
    pub fn fit(&mut self, columns: u16, rows: u16) {
        self.parser.set_size(cells(rows), cells(columns));
    }

    /// The screen just now.
    pub fn screen(&self) -> Screen {
        Screen::from(self.parser.screen())
    }

    /// Returns `true` if a program has the whole screen to itself, such as an editor.
    pub fn is_taken(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    /// The last line that has something on it, at or above the cursor.
    pub fn last_line(&self) -> String {
        let screen = self.parser.screen();
        let columns = screen.size().1.get();
        let rows: Vec<String> = screen.rows(0, columns).take(usize::from(screen.cursor_position().0) + 1).collect();
        let line = rows.iter().rev().find(|row| !row.trim().is_empty());
        line.map_or_else(String::new, |line| clean(line.trim(), LONGEST_LINE))
    }

    /// What brings a terminal that was used otherwise back to what this output had set: keys, cursor and colours.
    pub fn restoring(&self) -> Vec<u8> {
        let screen = self.parser.screen();
        let fresh = vt100::Parser::new(NonZeroU16::MIN, NonZeroU16::MIN, 0);
        let hides = if screen.hide_cursor() { "\x1b[?25l" } else { "" };
        let mut bytes = hides.as_bytes().to_vec();
        bytes.extend(screen.input_mode_diff(fresh.screen()).into_bytes());
        let attributes = screen.attributes_formatted();
        if attributes != fresh.screen().attributes_formatted() {
            bytes.extend(attributes.into_bytes());
        }
        bytes
    }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_what_a_progress_bar_says_now() {
        let mut terminal = Emulator::new(40, 5);
        terminal.take(b"one\r\ntwo\r\n[=>---] 1 of 3\r[==>--] 2 of 3");
        assert_eq!(terminal.last_line(), "[==>--] 2 of 3");
        terminal.take(b"\r\x1b[K\r\n");
        assert_eq!(terminal.last_line(), "two");
    }

    #[test]
    fn who_asks_where_the_cursor_is_is_answered() {
        let mut terminal = Emulator::new(40, 5);
        assert_eq!(terminal.take(b"ab\x1b[6n"), b"\x1b[1;3R");
        assert_eq!(terminal.take(b"\x1b[c\x1b[5n"), b"\x1b[?6c\x1b[0n");
        assert!(terminal.take(b"plain \x1b[31mred\x1b[0m\x1b[999;999H").is_empty());
    }

    #[test]
    fn a_terminal_of_no_size_is_one_cell() {
        let mut terminal = Emulator::new(0, 0);
        terminal.take(b"much text\r\n");
        assert_eq!(terminal.screen().size(), (1, 1));
    }

    #[test]
    fn colours_that_were_on_are_on_again() {
        let mut terminal = Emulator::new(40, 5);
        assert!(terminal.restoring().is_empty());
        terminal.take(b"\x1b[?25l\x1b[1;31m");
        let restoring = String::from_utf8(terminal.restoring()).unwrap();
        assert!(restoring.starts_with("\x1b[?25l") && restoring.contains("31"), "{restoring:?}");
    }
}
