//! A picture of what a command would show.

/// A picture of a command's screen.
#[derive(Debug, Clone)]
pub struct Screen(vt100::Screen);

impl From<&vt100::Screen> for Screen {
    fn from(screen: &vt100::Screen) -> Self {
        Self(screen.clone())
    }
}

impl Screen {
    /// Columns and rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        let (rows, columns) = self.0.size();
        (columns.get(), rows.get())
    }

    /// The cell in this column and row.
    #[must_use]
    pub fn cell(&self, column: u16, row: u16) -> Option<&vt100::Cell> {
        self.0.cell(row, column)
    }

    /// Column and row of the cursor; `None` if it is hidden.
    #[must_use]
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let (row, column) = self.0.cursor_position();
        (!self.0.hide_cursor()).then_some((column, row))
    }

    /// The row of the cursor, whether it is shown or not.
    #[must_use]
    pub fn row(&self) -> u16 {
        self.0.cursor_position().0
    }

    /// `true` if the arrow keys send what applications want of them (DECCKM).
    #[must_use]
    pub fn wants_application_keys(&self) -> bool {
        self.0.application_cursor()
    }

    /// `true` if it wants to be told where a pasted text begins and ends.
    #[must_use]
    pub fn wants_paste_marks(&self) -> bool {
        self.0.bracketed_paste()
    }
}
