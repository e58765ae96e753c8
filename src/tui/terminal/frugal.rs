//! A backend that writes a frame in few bytes: a figure that moves ten times a second may have to cross a slow line.
//!
//! ratatui's own backend says everything in full: where each run of cells is, both colours at every change of one, and
//! resets after every frame. This one remembers from frame to frame where the cursor is and which look is on, says
//! only what differs, and draws the cells of a movement in the order that is short to write.

mod quill;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr;

use quill::{Look, Quill};

/// More cells than this are another screen, not a movement: looking for a shorter way would take longer than it saves.
const LARGE: usize = 200;

/// Writes to a terminal, and writes little.
#[derive(Debug)]
pub struct Frugal<W: Write> {
    inner: CrosstermBackend<W>,
    /// What the terminal is known to be like since the last frame.
    known: Quill,
    cursor_hidden: bool,
    /// The size of the terminal, once it was asked for: asking costs more than a small frame.
    size: std::cell::Cell<Option<Size>>,
    // What follows is filled anew for every frame, and kept only to be filled again.
    cells: Vec<Drawn>,
    by_way: Quill,
}

/// A cell to be drawn.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    x: u16,
    y: u16,
    look: Look,
    symbol: Symbol,
}

/// What is written for a cell: kept without an allocation where it is a single character, as nearly all are.
#[derive(Debug, Clone, Copy)]
struct Symbol {
    bytes: [u8; 4],
    length: u8,
    /// Columns the cursor moves, where that is sure.
    width: Option<u16>,
}

impl<W: Write> Frugal<W> {
    /// Writes to `writer`, of which nothing is known yet.
    pub fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            known: Quill::default(),
            cursor_hidden: false,
            size: std::cell::Cell::new(None),
            cells: Vec::new(),
            by_way: Quill::default(),
        }
    }

    /// The terminal may have another size now.
    pub fn measure_anew(&self) {
        self.size.set(None);
    }

    /// Takes the cells in; whether all of them are simple, so that their order is free.
    fn take<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> bool {
        self.cells.clear();
        for (x, y, cell) in content {
            let Some(symbol) = Symbol::of(cell.symbol()) else {
                return false;
            };
            self.cells.push(Drawn { x, y, look: Look::of(cell), symbol });
        }
        true
    }

    /// Draws the cells row by row.
    fn draw_rows(&mut self) {
        for cell in &self.cells {
            self.known.draw((cell.x, cell.y), cell.look, cell.symbol.text(), cell.symbol.width);
        }
    }

    /// Draws the cells by a short way: from each to the one that takes the fewest bytes to reach. A limb's edge is
    /// followed down instead of crossed row by row.
    fn draw_nearest(&mut self) {
        self.by_way.follow(&self.known);
        let mut left = self.cells.as_mut_slice();
        while !left.is_empty() {
            let to = |cell: &Drawn| self.by_way.cost((cell.x, cell.y), cell.look, cell.symbol.is_blank());
            let nearest = left.iter().enumerate().min_by_key(|(_, cell)| to(cell)).map_or(0, |(index, _)| index);
            // The rest keeps its order, so that what is equally near is drawn row by row.
            left[..=nearest].rotate_right(1);
            let (first, rest) = left.split_at_mut(1);
            if let Some(cell) = first.first() {
                self.by_way.draw((cell.x, cell.y), cell.look, cell.symbol.text(), cell.symbol.width);
            }
            left = rest;
        }
    }

    /// Draws cells of which some take more than a character or a column: each is said in full.
    fn draw_carefully<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) {
        for (x, y, cell) in content {
            if !cell.symbol().is_empty() {
                let width = Symbol::of(cell.symbol()).and_then(|symbol| symbol.width);
                self.known.draw((x, y), Look::of(cell), cell.symbol().as_bytes(), width);
            }
        }
    }
}

impl Symbol {
    /// A symbol of one character; `None` for one of several, or of none.
    fn of(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let (first, None) = (chars.next()?, chars.next()) else {
            return None;
        };
        let mut bytes = [0; 4];
        let length = u8::try_from(first.encode_utf8(&mut bytes).len()).unwrap_or(0);
        // The width of braille and of ASCII is known to every terminal; that of much else is disputed.
        let sure = first.is_ascii_graphic() || first == ' ' || ('\u{2500}'..='\u{28ff}').contains(&first);
        let width = if sure || text.width() == 1 { Some(1) } else { None };
        width.map(|_| Self { bytes, length, width })
    }

    fn text(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    fn is_blank(self) -> bool {
        self.text() == b" "
    }
}

impl<W: Write> Backend for Frugal<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        if cells.is_empty() {
            return Ok(());
        }
        self.known.begin();
        if !self.take(cells.iter().copied()) {
            self.draw_carefully(cells.into_iter());
        } else if self.cells.len() <= LARGE {
            self.draw_nearest();
            std::mem::swap(&mut self.known, &mut self.by_way);
        } else {
            self.draw_rows();
        }
        let result = self.inner.write_all(self.known.written());
        if result.is_err() {
            // Nobody knows how much has arrived.
            self.known.forget();
        }
        result
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.known.forget();
        self.inner.append_lines(lines)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !self.cursor_hidden {
            self.inner.hide_cursor()?;
            self.cursor_hidden = true;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_hidden = false;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.known.forget();
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // Terminals clear to the background that is on.
        self.inner.write_all(b"\x1b[m")?;
        self.known.forget();
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        match self.size.get() {
            Some(size) => Ok(size),
            None => {
                let size = self.inner.size()?;
                self.size.set(Some(size));
                Ok(size)
            }
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests;
