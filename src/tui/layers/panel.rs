//! Panel: the frame that every layer has, with its title, its lines and its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::tui::keymap::Binding;
use crate::tui::theme::Theme;
use crate::tui::widgets::page::{keys_line, more_mark};
use crate::tui::widgets::pen::wrap;

/// A frame in the middle of the screen with lines in it.
#[derive(Debug)]
pub(super) struct Panel<'a> {
    pub(super) title: &'a str,
    pub(super) lines: Vec<Line<'static>>,
    /// The first line in sight.
    pub(super) top: usize,
    /// The keys at its foot; none where the lines name them.
    pub(super) keys: &'a [Binding],
    pub(super) theme: &'a Theme,
}

impl Widget for Panel<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Self { title, lines, top, keys, theme } = self;
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let panel = place(area, wanted);
        // The whole rows: halves of words at both sides would only distract.
        Clear.render(Rect { x: area.x, width: area.width, ..panel }, buffer);
        if panel.height < 5 || panel.width < 12 {
            // No room for a frame: the text alone.
            for (y, line) in (panel.top()..panel.bottom()).zip(&lines) {
                buffer.set_line(panel.x, y, line, panel.width);
            }
            return;
        }
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(theme.faint)
            .title(Line::styled(format!(" {title} "), theme.accent.patch(theme.strong)));
        let inner = block.inner(panel);
        block.render(panel, buffer);
        let text = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), height: inner.height - 1, ..inner };
        let rows = usize::from(text.height);
        let top = top.min(lines.len().saturating_sub(rows));
        for (y, line) in (text.top()..text.bottom()).zip(lines.iter().skip(top)) {
            buffer.set_line(text.x, y, line, text.width);
        }
        let footer = Rect { y: inner.bottom() - 1, height: 1, ..text };
        keys_line(keys, theme, footer, buffer);
        if lines.len() > top + rows {
            more_mark(theme, footer, buffer);
        }
    }
}

/// The columns for the lines of a panel.
pub(super) fn text_width(area: Rect) -> usize {
    usize::from(width(area)).saturating_sub(6)
}

/// A text as the lines of a panel.
pub(super) fn paragraph(text: &str, theme: &Theme, area: Rect) -> Vec<Line<'static>> {
    wrap(text, text_width(area)).into_iter().map(|row| Line::styled(row, theme.text)).collect()
}

fn width(area: Rect) -> u16 {
    if area.width < 60 { area.width } else { area.width.saturating_sub(8).min(84) }
}

fn place(area: Rect, wanted: u16) -> Rect {
    let width = width(area);
    let height = wanted.min(if area.height < 16 { area.height } else { area.height - 2 });
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
