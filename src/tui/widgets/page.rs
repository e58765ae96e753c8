//! Page: the frame of every screen, with the place in the program at the top, keys at the bottom, and a thin rule
//! inside each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::keymap::Binding;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::wrap;

/// The frame of a screen.
#[derive(Debug)]
pub struct Page<'a> {
    /// The name of the screen.
    pub title: &'a str,
    /// The text at the right end of the first line.
    pub status: Line<'a>,
    /// The keys.
    pub keys: &'a [Binding],
    /// The inks.
    pub theme: &'a Theme,
}

impl Page<'_> {
    /// The place for the screen in a terminal of this size.
    #[must_use]
    pub fn inside(area: Rect) -> Rect {
        let roomy = area.height >= 16;
        let margin = if area.width >= 60 { 2 } else { u16::from(area.width >= 30) };
        let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(margin * 2), ..area };
        if area.height < 5 {
            inner
        } else if roomy {
            let gap = u16::from(area.height >= 24);
            Rect { y: area.y + 2 + gap, height: area.height - 4 - gap, ..inner }
        } else {
            Rect { y: area.y + 1, height: area.height - 2, ..inner }
        }
    }

    /// Draws the frame; returns the place for the screen. The smaller the terminal, the less frame.
    pub fn frame(&self, area: Rect, buffer: &mut Buffer) -> Rect {
        let area = area.intersection(buffer.area);
        let inside = Self::inside(area);
        if area.height < 5 {
            return inside;
        }
        let line = Rect { height: 1, ..inside };
        self.header(Rect { y: area.y, ..line }, buffer);
        let footer = area.bottom() - 1;
        keys_line(self.keys, self.theme, Rect { y: footer, ..line }, buffer);
        if area.height >= 16 {
            rule(Rect { y: area.y + 1, height: 1, ..area }, self.theme.faint, buffer);
            rule(Rect { y: footer - 1, height: 1, ..area }, self.theme.faint, buffer);
        }
        inside
    }

    fn header(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let mut spans = Vec::new();
        let title = self.title.to_owned();
        if title.is_empty() || area.width >= 50 {
            spans.push(Span::styled("supple", theme.accent.patch(theme.strong)));
        }
        if !title.is_empty() {
            let gap = if spans.is_empty() { "" } else { "  " };
            spans.push(Span::styled(format!("{gap}{title}"), theme.text));
        }
        let left = Line::from(spans);
        let width = u16::try_from(self.status.width()).unwrap_or(u16::MAX);
        buffer.set_line(area.x, area.y, &left, area.width);
        let left_end = u16::try_from(left.width()).unwrap_or(u16::MAX);
        if left_end.saturating_add(width).saturating_add(2) <= area.width {
            buffer.set_line(area.right() - width, area.y, &self.status, width);
        }
    }
}

/// Draws a thin line over the whole width.
pub fn rule(area: Rect, ink: Style, buffer: &mut Buffer) {
    for x in area.left()..area.right() {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.set_symbol("─").set_style(ink);
        }
    }
}

/// Draws the keys that the footer names, as many as fit whole; the last place is kept for "?".
pub fn keys_line(table: &[Binding], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let gap = if area.width >= 90 { 3 } else { 2 };
    let width = |binding: &Binding| Span::raw(binding.keys).width() + 1 + Span::raw(binding.does).width();
    let shown: Vec<&Binding> = table.iter().filter(|binding| binding.in_footer).collect();
    let all: usize = shown.iter().map(|binding| width(binding) + gap).sum::<usize>().saturating_sub(gap);
    let help = shown.iter().find(|binding| binding.keys == "?").map(|binding| width(binding) + gap);
    let mut room = usize::from(area.width);
    let short = all > room;
    if short {
        room = room.saturating_sub(help.unwrap_or(0));
    }
    let mut spans = Vec::new();
    let mut used = 0;
    for binding in &shown {
        let is_help = binding.keys == "?";
        let needed = width(binding) + if used == 0 { 0 } else { gap };
        if (short && is_help) || used + needed > room {
            continue;
        }
        push_key(&mut spans, binding, theme, if used == 0 { 0 } else { gap });
        used += needed;
    }
    if short && let Some(binding) = shown.iter().find(|binding| binding.keys == "?") {
        push_key(&mut spans, binding, theme, if used == 0 { 0 } else { gap });
    }
    buffer.set_line(area.x, area.y, &Line::from(spans), area.width);
}

/// Marks the end of a line with the word that there is more below.
pub fn more_mark(theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let mark = Line::styled("more ↓", theme.dim);
    let width = u16::try_from(mark.width()).unwrap_or(0);
    buffer.set_line(line.right().saturating_sub(width), line.y, &mark, width);
}

/// Draws a sentence over the footer.
pub fn notice_line(text: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let margin = u16::from(area.width >= 30) + u16::from(area.width >= 60);
    let rows = wrap(text, usize::from(area.width.saturating_sub(margin * 2)));
    let rows = &rows[..rows.len().min(3)];
    let height = u16::try_from(rows.len()).unwrap_or(1);
    let top = area.bottom().saturating_sub(height + u16::from(area.height >= 5));
    let place = Rect { y: top, height: height.min(area.height), ..area };
    Clear.render(place, buffer);
    for (y, text) in (top..area.bottom()).zip(rows) {
        buffer.set_line(area.x + margin, y, &Line::styled(text.clone(), theme.warm), area.width);
    }
}

fn push_key(spans: &mut Vec<Span<'static>>, binding: &Binding, theme: &Theme, gap: usize) {
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(binding.keys, theme.accent));
    spans.push(Span::raw(" "));
    spans.push(Span::styled(binding.does, theme.dim));
}
