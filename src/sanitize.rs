//! Sanitising: text from files is never trusted with the terminal.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The largest number of code points in a grapheme: more are a pile of combining marks, not a letter.
const LONGEST_GRAPHEME: usize = 8;

/// The text `raw` on one line, without anything that could steer a terminal or turn the text around, at most `columns`
/// wide.
///
/// Escape sequences are removed whole, other control characters and bidirectional overrides singly; white space of any
/// kind becomes one space; a text that is too wide ends in `…`.
#[must_use]
pub fn clean(raw: &str, columns: usize) -> String {
    if is_clean(raw, columns) {
        return raw.to_owned();
    }
    let without_escapes = strip_ansi_escapes::strip_str(raw);
    let mut kept = String::with_capacity(without_escapes.len().min(columns * 4));
    let mut width = 0;
    let mut space_due = false;
    for grapheme in without_escapes.graphemes(true) {
        if grapheme.chars().all(char::is_whitespace) {
            space_due = !kept.is_empty();
            continue;
        }
        let visible: String = grapheme.chars().filter(|&c| !is_hostile(c)).take(LONGEST_GRAPHEME).collect();
        let cells = visible.width();
        if visible.is_empty() || cells == 0 {
            continue;
        }
        let needed = cells + usize::from(space_due);
        if width + needed > columns {
            return shorten(kept, columns);
        }
        if space_due {
            kept.push(' ');
        }
        kept.push_str(&visible);
        width += needed;
        space_due = false;
    }
    kept
}

/// The text `raw` over as many lines as it has, each without anything that could steer a terminal.
#[must_use]
pub fn clean_lines(raw: &str) -> String {
    let lines = raw.lines().map(|line| {
        let without_escapes = strip_ansi_escapes::strip_str(line);
        without_escapes.chars().filter(|&c| !is_hostile(c)).collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The same JSON value, harmless to print: characters that could steer a terminal are written as escapes.
#[must_use]
pub fn harmless_json(json: &str) -> String {
    let mut kept = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hostile(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing into a string cannot fail.
                let _ = write!(kept, "\\u{unit:04x}");
            }
        } else {
            kept.push(c);
        }
    }
    kept
}

/// Returns `true` if a text is clean already, as nearly all of a start's few thousand texts are.
fn is_clean(raw: &str, columns: usize) -> bool {
    raw.len() <= columns
        && raw.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        && !raw.starts_with(' ')
        && !raw.ends_with(' ')
        && !raw.contains("  ")
}

/// Shortens a text until there is room for the mark that says "there was more".
fn shorten(mut text: String, columns: usize) -> String {
    while text.width() + 1 > columns {
        if text.pop().is_none() {
            return text;
        }
    }
    text.push('…');
    text
}

/// Returns `true` if a character is hostile: a control character, or a mark that reorders or hides
/// the text around it (Unicode `Bidi_Control`, invisible operators, tags, line and paragraph
/// separators, the byte order mark).
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(clean("Child's pose – 30 s each side", 60), "Child's pose – 30 s each side");
    }

    #[test]
    fn escape_sequences_go_whole() {
        assert_eq!(clean("a\x1b[31mred\x1b]0;title\x07 b\x1b[2J", 60), "ared b");
    }

    #[test]
    fn control_characters_and_bidi_overrides_go() {
        assert_eq!(clean("a\u{202E}b\u{0007}c\u{200B}d\u{9b}e", 60), "abcde");
    }

    #[test]
    fn white_space_becomes_one_space() {
        assert_eq!(clean("  one\r\n\ttwo   three ", 60), "one two three");
    }

    #[test]
    fn what_is_too_wide_ends_in_an_ellipsis() {
        assert_eq!(clean("abcdefgh", 5), "abcd…");
        assert_eq!(clean("日本語日本語", 5), "日本…");
    }

    #[test]
    fn json_stays_the_same_value_and_holds_nothing_hostile() {
        let value = serde_json::json!({"note": "a\u{202e}b\u{9b}c\u{e0001}", "n": 1});
        let text = harmless_json(&value.to_string());
        assert!(!text.chars().any(is_hostile), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn piled_up_marks_are_cut() {
        let pile = format!("a{}", "\u{0301}".repeat(500));
        assert!(clean(&pile, 60).chars().count() <= LONGEST_GRAPHEME);
    }

    proptest::proptest! {
        #[test]
        fn nothing_hostile_or_too_wide_is_left(raw in "\\PC*|.*", columns in 0usize..80) {
            let text = clean(&raw, columns);
            proptest::prop_assert!(!text.chars().any(is_hostile));
            proptest::prop_assert!(text.width() <= columns.max(1));
        }
    }
}
