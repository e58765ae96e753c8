//! Control sequences of a terminal (ECMA-48, xterm): where one is whole, and which of them ask the terminal something. An
//! answer to a question that is replayed would be typed into the shell.

/// A reader of output, byte by byte.
#[derive(Debug, Clone, Default)]
pub struct Sequences {
    state: State,
    /// The bytes of the sequence that has begun.
    begun: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// So many bytes of a character in UTF-8 are still to come.
    Character(u8),
    Escape,
    /// After an escape and an intermediate byte.
    Intermediate,
    Csi,
    /// A string that ends with ST and, as an OSC, with BEL as well.
    Text {
        is_osc: bool,
    },
    /// An escape within a string: the first half of ST.
    EscapeInText,
}

/// The longest sequence that is held back; what is longer is no question.
const LONGEST: usize = 4096;
const ENQUIRY: u8 = 0x05;
const BELL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;

impl Sequences {
    /// Returns `true` if nothing has begun that is not whole.
    pub fn is_whole(&self) -> bool {
        self.state == State::Ground
    }

    /// Reads output without changing it.
    pub fn pass(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.step(byte);
            self.begun.clear();
        }
    }

    /// Writes output to `out`, without what asks the terminal something.
    pub fn without_questions(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for &byte in bytes {
            let before = self.state;
            self.step(byte);
            if before == State::Ground && self.state == State::Ground {
                if byte != ENQUIRY {
                    out.push(byte);
                }
                continue;
            }
            self.begun.push(byte);
            if self.state == State::Ground {
                if !is_question(&self.begun) {
                    out.append(&mut self.begun);
                }
                self.begun.clear();
            } else if self.begun.len() >= LONGEST {
                out.append(&mut self.begun);
            }
        }
    }

    /// What has begun and is not whole; what comes now goes on with it.
    pub fn begun(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.begun)
    }

    fn step(&mut self, byte: u8) {
        self.state = match (self.state, byte) {
            (State::Character(left), 0x80..=0xbf) if left > 1 => State::Character(left - 1),
            (State::Text { .. }, ESCAPE) => State::EscapeInText,
            (State::Text { is_osc: true }, BELL) | (State::EscapeInText, b'\\') | (_, CANCEL | SUBSTITUTE) => {
                State::Ground
            }
            (State::Text { is_osc }, _) => State::Text { is_osc },
            (_, ESCAPE) => State::Escape,
            (State::Escape | State::EscapeInText, b'[') | (State::Csi, 0x20..=0x3f) => State::Csi,
            (State::Escape | State::EscapeInText, b']') => State::Text { is_osc: true },
            (State::Escape | State::EscapeInText, b'P' | b'X' | b'^' | b'_') => State::Text { is_osc: false },
            (State::Escape | State::EscapeInText | State::Intermediate, 0x20..=0x2f) => State::Intermediate,
            // Control characters are obeyed within a sequence, which goes on.
            (state @ (State::Escape | State::Intermediate | State::Csi), 0x00..=0x1f) => state,
            (State::Ground | State::Character(_), 0xc2..=0xdf) => State::Character(1),
            (State::Ground | State::Character(_), 0xe0..=0xef) => State::Character(2),
            (State::Ground | State::Character(_), 0xf0..=0xf4) => State::Character(3),
            _ => State::Ground,
        };
    }
}

/// Returns `true` if a terminal answers this sequence.
fn is_question(sequence: &[u8]) -> bool {
    match sequence {
        // Its own name, as ESC Z.
        [ESCAPE, b'Z'] => true,
        [ESCAPE, b'[', parameters @ .., last] => match last {
            // Status and place of the cursor; what the terminal is.
            b'n' | b'c' | b'x' => true,
            // A mode; `! p` is a reset, and is done.
            b'p' => parameters.ends_with(b"$"),
            // The version; `q` after a space is the cursor's shape.
            b'q' => parameters.starts_with(b">"),
            // The keyboard's protocol.
            b'u' => parameters.starts_with(b"?"),
            // Sizes and titles, but not the setting of them.
            b't' => parameters.split(|&byte| byte == b';').next().is_some_and(|first| {
                matches!(first, b"11" | b"13" | b"14" | b"15" | b"16" | b"18" | b"19" | b"20" | b"21")
            }),
            // Colour schemes, settings of the printer and the like.
            b'y' => parameters.contains(&b'*'),
            _ => false,
        },
        // A colour, or the clipboard: the value is a question mark.
        [ESCAPE, b']', text @ ..] => {
            let text = text.strip_suffix(b"\x1b\\").or_else(|| text.strip_suffix(b"\x07")).unwrap_or(text);
            text.split(|&byte| byte == b';').any(|part| part == b"?")
        }
        // A setting, or a capability.
        [ESCAPE, b'P', text @ ..] => text.starts_with(b"$q") || text.starts_with(b"+q"),
        // Pictures answer whether they were understood.
        [ESCAPE, b'_', b'G', text @ ..] => {
            let keys = text.split(|&byte| byte == b';').next().unwrap_or_default();
            keys.split(|&byte| byte == b',').any(|key| key == b"a=q")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn replayed(bytes: &[u8]) -> Vec<u8> {
        let (mut sequences, mut out) = (Sequences::default(), Vec::new());
        sequences.without_questions(bytes, &mut out);
        out.extend(sequences.begun());
        out
    }

    #[test]
    fn colours_cursor_moves_titles_and_links_are_replayed() {
        let output = "\x1b[1;31mred\x1b[0m\x1b[2K\r\x1b]0;title\x07\x1b]8;;https://a.b/?q\x1b\\link\x1b]8;;\x1b\\\x1b(B\x1b[?25l\x1b[4 q ü 世\n";
        assert_eq!(replayed(output.as_bytes()), output.as_bytes());
    }

    #[test]
    fn what_asks_the_terminal_is_not_replayed() {
        for question in [
            "\x1b[6n",
            "\x1b[?6n",
            "\x1b[c",
            "\x1b[>c",
            "\x1b[=c",
            "\x1b[?2026$p",
            "\x1b[>q",
            "\x1b[?u",
            "\x1b[18t",
            "\x1b]11;?\x07",
            "\x1b]4;1;?\x1b\\",
            "\x1b]52;c;?\x07",
            "\x1bP$qm\x1b\\",
            "\x1bP+q544e\x1b\\",
            "\x05",
            "\x1bZ",
            "\x1b_Gi=1,a=q;AAAA\x1b\\",
        ] {
            let output = format!("a{question}b");
            assert_eq!(replayed(output.as_bytes()), b"ab", "{question:?}");
        }
    }

    #[test]
    fn a_sequence_that_is_cut_is_not_whole_and_is_replayed_at_the_end() {
        let mut sequences = Sequences::default();
        sequences.pass(b"text \x1b[3");
        assert!(!sequences.is_whole());
        sequences.pass(b"1m");
        assert!(sequences.is_whole());
        sequences.pass("\u{4e16}".as_bytes().get(..2).unwrap());
        assert!(!sequences.is_whole());
        assert_eq!(replayed(b"a\x1b[3"), b"a\x1b[3");
    }

    proptest! {
        #[test]
        fn output_without_escapes_is_replayed_byte_for_byte(output in prop::collection::vec(prop_oneof![0x06u8..=0x17, 0x20u8..=0xff], 0..200)) {
            prop_assert_eq!(replayed(&output), output);
        }

        #[test]
        fn blocks_make_no_difference(output in prop::collection::vec(prop_oneof![Just(0x1bu8), Just(b'['), Just(b'6'), Just(b'n'), Just(b']'), Just(b'?'), Just(7u8), Just(b'\\'), any::<u8>()], 0..60), cut in 0usize..60) {
            let (mut sequences, mut out) = (Sequences::default(), Vec::new());
            let (first, second) = output.split_at(cut.min(output.len()));
            sequences.without_questions(first, &mut out);
            sequences.without_questions(second, &mut out);
            out.extend(sequences.begun());
            prop_assert_eq!(out, replayed(&output));
        }
    }
}
