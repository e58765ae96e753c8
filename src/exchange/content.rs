//! The lines of a calendar file (RFC 5545, section 3.1): what is text is escaped, and what is long is folded.

/// The longest line, in bytes, without its end.
const LONGEST: usize = 75;

/// Lines as they are written.
#[derive(Debug, Default)]
pub(super) struct Content(String);

impl Content {
    /// Adds a line whose value says nothing that a person typed.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for part in [name, ":", value] {
            for letter in part.chars() {
                if letter.len_utf8() > room {
                    // The space with which a line goes on counts as part of it.
                    self.0.push_str("\r\n ");
                    room = LONGEST - 1;
                }
                self.0.push(letter);
                room -= letter.len_utf8();
            }
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line whose value is a person's text (section 3.3.11): a line break is written as `\n`, no other control
    /// character may stand in it.
    pub(super) fn add_text(&mut self, name: &str, text: &str) {
        let mut value = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\\' | ';' | ',' => value.extend(['\\', letter]),
                '\n' => value.push_str("\\n"),
                _ if letter.is_control() => {}
                _ => value.push(letter),
            }
        }
        self.add(name, &value);
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut content = Content::default();
        content.add_text("SUMMARY", text);
        content.into_string()
    }

    /// What a reader makes of the one line: unfolded, then without its escapes.
    fn read(file: &str) -> String {
        let line = file.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        let mut letters = line.strip_prefix("SUMMARY:").unwrap().chars();
        let mut text = String::new();
        while let Some(letter) = letters.next() {
            text.push(match letter {
                '\\' => match letters.next().unwrap() {
                    'n' | 'N' => '\n',
                    escaped => escaped,
                },
                _ => letter,
            });
        }
        text
    }

    #[test]
    fn a_short_line_is_one_line() {
        assert_eq!(written("Neck ease"), "SUMMARY:Neck ease\r\n");
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(written("a\\b;c,d\ne:f\"g"), "SUMMARY:a\\\\b\\;c\\,d\\ne:f\"g\r\n");
    }

    #[test]
    fn a_line_of_75_bytes_is_not_folded_and_one_of_76_is() {
        let room = LONGEST - "SUMMARY:".len();
        assert_eq!(written(&"a".repeat(room)).matches("\r\n").count(), 1);
        assert_eq!(written(&"a".repeat(room + 1)), format!("SUMMARY:{}\r\n a\r\n", "a".repeat(room)));
    }

    #[test]
    fn no_letter_is_cut_in_two() {
        assert_eq!(written(&"ü".repeat(34)), format!("SUMMARY:{}\r\n ü\r\n", "ü".repeat(33)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn any_text_comes_back(text in "(\\PC|[\\\\;,\n\r\t\u{1b}]|\u{1f9d8}){0,200}") {
            let kept: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
            prop_assert_eq!(read(&written(&text)), kept);
        }

        #[test]
        fn no_line_is_longer_than_75_bytes_or_ends_otherwise(text in "(\\PC|[\\\\;,\n\r]){0,300}") {
            let file = written(&text);
            prop_assert!(file.ends_with("\r\n"));
            for line in file.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST && !line.contains(['\r', '\n']), "{line:?}");
            }
            prop_assert!(file.split_terminator("\r\n").skip(1).all(|line| line.starts_with(' ')));
        }
    }
}
