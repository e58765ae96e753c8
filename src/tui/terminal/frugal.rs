//! A backend that writes a frame in few bytes: a figure that moves ten times a second may have to cross a slow line.
//!
//! ratatui's own backend says everything in full: where each run of cells is, both colours at every change of one, and
//! four resets after every frame. This one remembers from frame to frame where the cursor is and which style is on
//! (`quill`), says only what differs (`look`), and draws the cells row by row or style by style, whichever is
//! shorter. Within a style it goes from each cell to the nearest one, so that the edge of a limb is followed down and not
//! crossed row by row.

mod look;
mod quill;

use std::cell;
use std::io::{self, Write};

use crossterm::style::Colored;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use look::Look;
use quill::{Advance, Cursor, Known, Mark, Quill};

/// More cells than this are another screen, not a movement: trying two orders would take longer than it saves.
const LARGE: usize = 600;
/// Where there are more styles than this, one after the other does not pay.
const MOST_LOOKS: usize = 16;
/// Where a style has more cells left than this, the next one is taken instead of the nearest.
const MANY: usize = 150;

/// Writes to a terminal, and writes little.
#[derive(Debug)]
pub struct Frugal<W: Write> {
    inner: CrosstermBackend<W>,
    /// The size of the terminal, once it was asked for: asking costs more than a small frame. [`ratatui::Terminal`] asks
    /// this backend before every frame, so this is the size the frame was made for.
    size: cell::Cell<Option<Size>>,
    /// Whether colours are wanted at all (`NO_COLOR`).
    coloured: bool,
    known: Known,
    cursor_shown: Option<bool>,
    // What follows is filled anew for every frame, and kept only to be filled again.
    marks: Vec<Mark>,
    text: Vec<u8>,
    looks: Vec<Look>,
    left: Vec<usize>,
    by_row: Quill,
    by_look: Quill,
}

impl<W: Write> Frugal<W> {
    /// Writes to `writer`, of which nothing is known yet. A frame is one write and one flush.
    pub fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            size: cell::Cell::new(None),
            coloured: !Colored::ansi_color_disabled_memoized(),
            known: Known::default(),
            cursor_shown: None,
            marks: Vec::new(),
            text: Vec::new(),
            looks: Vec::new(),
            left: Vec::new(),
            by_row: Quill::default(),
            by_look: Quill::default(),
        }
    }

    /// Somebody else may have moved the cursor, changed the style or shown the cursor.
    pub fn forget(&mut self) {
        self.known = Known::default();
        self.cursor_shown = None;
    }

    /// The terminal may have another size now.
    pub fn measure_anew(&self) {
        self.size.set(None);
    }

    /// Takes the cells of a frame in.
    fn take<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) {
        self.marks.clear();
        self.text.clear();
        for (x, y, cell) in content {
            let symbol = cell.symbol();
            if symbol.is_empty() {
                continue;
            }
            let start = self.text.len();
            self.text.extend_from_slice(symbol.as_bytes());
            self.marks.push(Mark {
                at: Position { x, y },
                symbol: start..self.text.len(),
                advance: Advance::of(symbol),
                look: Look::of(cell, self.coloured),
                blank: symbol == " ",
                group: 0,
            });
        }
    }

    /// Sorts the marks by look, the look that is on first; whether it is worth drawing them that way.
    fn group(&mut self) -> bool {
        // Where a symbol may cover its neighbour, what is drawn later wins: then the order is not free.
        if self.marks.len() > LARGE || self.marks.iter().any(|mark| mark.advance == Advance::Unsure) {
            return false;
        }
        self.looks.clear();
        self.looks.extend(self.known.look);
        // Blanks come last: most can be drawn with any look, and so need none of their own.
        for blank in [false, true] {
            let mut before = 0;
            for mark in &mut self.marks {
                if mark.blank == blank {
                    let fits = |look: &Look| look.shows_like(mark.look, blank);
                    let neighbour = self.looks.get(before).filter(|look| fits(look)).map(|_| before);
                    mark.group = match neighbour.or_else(|| self.looks.iter().position(fits)) {
                        Some(group) => group,
                        None if self.looks.len() == MOST_LOOKS => return false,
                        None => {
                            self.looks.push(mark.look);
                            self.looks.len() - 1
                        }
                    };
                }
                before = mark.group;
            }
        }
        !self.looks.is_empty()
    }

    /// Draws style by style, and within a style from each cell to the nearest that is left.
    fn draw_by_look(&mut self, columns: u16) {
        self.by_look.begin(self.known, columns);
        for group in 0..self.looks.len() {
            let of_group = self.marks.iter().enumerate().filter(|(_, mark)| mark.group == group);
            self.left.clear();
            self.left.extend(of_group.map(|(index, _)| index));
            while !self.left.is_empty() {
                let near = |index: &usize| self.marks.get(*index).map(|mark| self.by_look.way_to(mark.at));
                let nearest = if self.left.len() > MANY {
                    0
                } else {
                    // What is equally near is drawn in the order of rows.
                    (0..self.left.len()).min_by_key(|place| near(&self.left[*place])).unwrap_or(0)
                };
                if let Some(mark) = self.marks.get(self.left.remove(nearest)) {
                    self.by_look.draw(mark, &self.text);
                }
            }
        }
    }
}

impl<W: Write> Backend for Frugal<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.take(content);
        if self.marks.is_empty() {
            return Ok(());
        }
        if self.marks.len() > LARGE {
            // Another screen puts right whatever else has been written to the terminal meanwhile.
            self.known = Known::default();
        }
        let grouped = self.group();
        // Where the last column is not known, any may be the last.
        let columns = self.size.get().map_or(0, |size| size.width);
        self.by_row.begin(self.known, columns);
        for mark in &self.marks {
            self.by_row.draw(mark, &self.text);
        }
        if grouped {
            self.draw_by_look(columns);
        }
        let by_look = grouped && self.by_look.out.len() < self.by_row.out.len();
        let shorter = if by_look { &self.by_look } else { &self.by_row };
        // Where this fails, nobody knows how much has arrived.
        self.known = Known::default();
        self.inner.write_all(&shorter.out)?;
        self.known = shorter.known;
        Ok(())
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.known.cursor = Cursor::Unknown;
        self.inner.append_lines(lines)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(false) {
            self.inner.hide_cursor()?;
            self.cursor_shown = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(true) {
            self.inner.show_cursor()?;
            self.cursor_shown = Some(true);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.known.cursor = Cursor::Unknown;
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // Terminals clear to the background that is on.
        self.inner.write_all(b"\x1b[m")?;
        // A screen is cleared after a change of its size, which may have moved the cursor.
        self.known = Known { cursor: Cursor::Unknown, look: Some(Look::default()) };
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        if let Some(size) = self.size.get() {
            return Ok(size);
        }
        let size = self.inner.size()?;
        self.size.set(Some(size));
        Ok(size)
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
