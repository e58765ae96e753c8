//! Keys on their way to a command: what a terminal sends because of what the screens have asked it for, and the command
//! has not, is left out.

use super::Screen;

/// Keys that were typed while a command's screen was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The bytes for the command.
    pub bytes: Vec<u8>,
    /// `true` if the key that leads back to the session was among them; what follows it is dropped.
    pub goes_back: bool,
}

/// The key that shows a command's screen, and leads back: ctrl-t.
const BACK: u8 = 0x14;

/// The bytes that the command of `screen` is to get of `typed`.
#[must_use]
pub fn for_the_command(typed: &[u8], screen: &Screen) -> Typed {
    let goes_back = typed.contains(&BACK);
    let mut rest = typed.split(|byte| *byte == BACK).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&first, after)) = rest.split_first() {
        let focus = rest.starts_with(b"\x1b[I") || rest.starts_with(b"\x1b[O");
        let mark = !screen.wants_paste_marks() && (rest.starts_with(b"\x1b[200~") || rest.starts_with(b"\x1b[201~"));
        rest = match rest {
            _ if focus => rest.get(3..).unwrap_or_default(),
            _ if mark => rest.get(6..).unwrap_or_default(),
            [0x1b, b'[', arrow @ (b'A'..=b'D' | b'H' | b'F'), more @ ..] if screen.wants_application_keys() => {
                bytes.extend([0x1b, b'O', *arrow]);
                more
            }
            _ => {
                bytes.push(first);
                after
            }
        };
    }
    Typed { bytes, goes_back }
}

#[cfg(test)]
mod tests {
    use super::super::emulator::Emulator;
    use super::*;

    fn sent(output: &[u8], typed: &[u8]) -> (Vec<u8>, bool) {
        let mut terminal = Emulator::new(80, 24);
        terminal.take(output);
        let Typed { bytes, goes_back } = for_the_command(typed, &terminal.screen());
        (bytes, goes_back)
    }

    #[test]
    fn keys_go_on_as_they_are() {
        assert_eq!(sent(b"", b"y\r\x03\x1b[A"), (b"y\r\x03\x1b[A".to_vec(), false));
    }

    #[test]
    fn arrows_are_those_that_the_command_has_asked_for() {
        assert_eq!(sent(b"\x1b[?1h", b"\x1b[A"), (b"\x1bOA".to_vec(), false));
    }

    #[test]
    fn focus_and_paste_marks_are_left_out_where_nobody_asked_for_them() {
        assert_eq!(sent(b"", b"\x1b[Ia\x1b[200~b\x1b[201~\x1b[O"), (b"ab".to_vec(), false));
        assert_eq!(sent(b"\x1b[?2004h", b"\x1b[200~b\x1b[201~"), (b"\x1b[200~b\x1b[201~".to_vec(), false));
    }

    #[test]
    fn the_key_back_is_not_sent_nor_what_follows_it() {
        assert_eq!(sent(b"", b"ab\x14cd"), (b"ab".to_vec(), true));
    }
}
