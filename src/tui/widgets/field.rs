//! Field: a line of text that a person types.

use tui_input::{Input, InputRequest, StateChanged};

use crate::tui::keymap::Press;

/// A line of text that a person types.
#[derive(Debug, Clone)]
pub struct Field {
    input: Input,
    /// The largest number of characters that can be typed.
    most: usize,
}

impl Field {
    /// An empty field for at most `most` characters.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { input: Input::default(), most }
    }

    /// A field with a text to go on with.
    #[must_use]
    pub fn holding(text: &str, most: usize) -> Self {
        let mut field = Self::new(most);
        field.paste(text);
        field
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns `true` if the field holds no text but space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        self.input.reset();
    }

    /// Writes a text that was pasted, as much of it as there is room for.
    pub fn paste(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_control()) {
            self.take(Press::Char(c));
        }
    }

    /// Takes a key that writes, deletes or moves within the line; returns `false` if it is none of these.
    pub fn take(&mut self, press: Press) -> bool {
        let request = match press {
            Press::Char(_) if self.text().chars().count() >= self.most => return true,
            Press::Char(c) => InputRequest::InsertChar(c),
            Press::Backspace => InputRequest::DeletePrevChar,
            Press::Left => InputRequest::GoToPrevChar,
            Press::Right => InputRequest::GoToNextChar,
            Press::Home | Press::Ctrl('a') => InputRequest::GoToStart,
            Press::End | Press::Ctrl('e') => InputRequest::GoToEnd,
            Press::Ctrl('w') => InputRequest::DeletePrevWord,
            Press::Ctrl('u') => InputRequest::DeleteLine,
            _ => return false,
        };
        let _: StateChanged = self.input.handle(request).unwrap_or(StateChanged { value: false, cursor: false });
        true
    }

    /// The end of the text that fits into `columns`, with a mark at the cursor if the field is `typed` into.
    #[must_use]
    pub fn shown(&self, columns: usize, typed: bool) -> String {
        let mut text: Vec<char> = self.text().chars().collect();
        let cursor = self.input.cursor().min(text.len());
        if typed {
            text.insert(cursor, '_');
        }
        let end = if typed { (cursor + 1).max(columns.min(text.len())) } else { text.len() };
        text[end.saturating_sub(columns)..end].iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(presses: &[Press]) -> Field {
        let mut field = Field::new(8);
        for press in presses {
            field.take(*press);
        }
        field
    }

    #[test]
    fn keys_write_delete_and_move_within_the_line() {
        use Press::{Backspace, Char, Ctrl, Left};
        let field = typed(&[Char('a'), Char('b'), Char('c'), Left, Backspace, Char('x')]);
        assert_eq!(field.text(), "axc");
        assert_eq!(field.shown(8, true), "ax_c");
        assert_eq!(typed(&[Char('a'), Char(' '), Char('b'), Ctrl('w')]).text(), "a ");
    }

    #[test]
    fn no_more_is_typed_than_fits() {
        assert_eq!(typed(&[Press::Char('é'); 20]).text(), "éééééééé");
    }

    #[test]
    fn what_is_too_wide_shows_where_the_cursor_is() {
        let field = typed(&"abcdefgh".chars().map(Press::Char).collect::<Vec<_>>());
        assert_eq!(field.shown(4, true), "fgh_");
        assert_eq!(field.shown(4, false), "efgh");
    }
}
