//! Pen: writes lines into a part of the screen, one below the other. Text beyond the edge is left out, never wrapped
//! around.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// A pen that writes lines into a part of the screen.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    y: u16,
}

impl<'a> Pen<'a> {
    /// A pen at the top of `area`.
    pub fn new(buffer: &'a mut Buffer, area: Rect) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, y: area.y, area }
    }

    /// The number of rows that are left.
    #[must_use]
    pub const fn rows_left(&self) -> u16 {
        self.area.bottom().saturating_sub(self.y)
    }

    /// The row of the next line.
    #[must_use]
    pub const fn row(&self) -> u16 {
        self.y
    }

    /// The width of a line, in columns.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.area.width
    }

    /// Leaves a row empty.
    pub const fn gap(&mut self) {
        self.y = self.y.saturating_add(1);
    }

    /// Skips rows that something else draws.
    pub const fn skip(&mut self, rows: u16) {
        self.y = self.y.saturating_add(rows);
    }

    /// Writes one line, cut at the edge.
    pub fn line<'t>(&mut self, line: impl Into<Line<'t>>) {
        if self.rows_left() > 0 {
            self.buffer.set_line(self.area.x, self.y, &line.into(), self.area.width);
        }
        self.gap();
    }

    /// Writes lines, each cut at the edge.
    pub fn lines<'t>(&mut self, lines: impl IntoIterator<Item = Line<'t>>) {
        for line in lines {
            self.line(line);
        }
    }

    /// Writes one line, with a ground of one ink to the edge.
    pub fn filled_line<'t>(&mut self, line: impl Into<Line<'t>>, ground: Style) {
        if self.rows_left() > 0 {
            self.buffer.set_style(Rect { y: self.y, height: 1, ..self.area }, ground);
        }
        self.line(line);
    }

    /// Writes text over as many lines as it takes.
    pub fn text(&mut self, text: &str, ink: Style) {
        self.indented("", text, Style::new(), ink);
    }

    /// Writes a label and, beside it, text over as many lines as it takes, all beginning at the same column.
    pub fn indented(&mut self, label: &str, text: &str, label_ink: Style, ink: Style) {
        self.lines(indented(label, text, self.area.width.into(), label_ink, ink));
    }

    /// Writes a line with something at its right end as well, if there is room for both.
    pub fn ends(&mut self, left: Line<'_>, right: &Line<'_>) {
        let width = usize::from(self.area.width);
        if self.rows_left() > 0 && left.width() + right.width() < width {
            let x = self.area.right().saturating_sub(u16::try_from(right.width()).unwrap_or(u16::MAX));
            self.buffer.set_line(x, self.y, right, self.area.width);
        }
        self.line(left);
    }
}

/// A sheet that lines are written on one below the other, as many as there are, to be scrolled through.
#[derive(Debug)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    width: usize,
}

impl Sheet {
    /// An empty sheet of `width` columns.
    #[must_use]
    pub const fn new(width: u16) -> Self {
        Self { lines: Vec::new(), width: width as usize }
    }

    /// Leaves a row empty.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Writes text over as many lines as it takes.
    pub fn text(&mut self, text: &str, ink: Style) {
        self.indented("", text, Style::new(), ink);
    }

    /// Writes a label and, beside it, text over as many lines as it takes, all beginning at the same column.
    pub fn indented(&mut self, label: &str, text: &str, label_ink: Style, ink: Style) {
        self.lines.extend(indented(label, text, self.width, label_ink, ink));
    }
}

/// The lines of a label and a text beside it, all beginning at the same column.
#[must_use]
pub fn indented(label: &str, text: &str, width: usize, label_ink: Style, ink: Style) -> Vec<Line<'static>> {
    let indent = label.width();
    let rows = wrap(text, width.saturating_sub(indent)).into_iter().enumerate();
    rows.map(|(index, row)| {
        let lead = if index == 0 { label.to_owned() } else { " ".repeat(indent) };
        Line::from(vec![Span::styled(lead, label_ink), Span::styled(row, ink)])
    })
    .collect()
}

/// A line that begins so many columns to the right.
#[must_use]
pub fn shifted(line: Line<'static>, columns: usize) -> Line<'static> {
    let Line { style, spans, .. } = line;
    std::iter::once(Span::raw(" ".repeat(columns))).chain(spans).collect::<Line<'_>>().style(style)
}

/// Text over lines of at most `width` columns.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    textwrap::wrap(text, width).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Text cut to `width` columns, with an ellipsis in place of the missing end.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    crate::sanitize::clean(text, width)
}
