//! Panel: the frame that every layer has, with its title, its lines and its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::tui::context::Context;
use crate::tui::keymap::Binding;
use crate::tui::theme::Theme;
use crate::tui::widgets::page::{keys_line, more_mark, more_word};
use crate::tui::widgets::pen::wrap;
use crate::tui::widgets::scroller::Scroller;

/// A frame in the middle of the screen with lines in it.
#[derive(Debug)]
pub(super) struct Panel<'a> {
    pub(super) title: &'a str,
    pub(super) lines: Vec<Line<'static>>,
    /// The first line in sight.
    pub(super) top: usize,
    /// The keys at its foot; none where the lines name them.
    pub(super) keys: &'a [Binding],
    pub(super) context: &'a Context,
    /// `true` if it says to get help at once.
    pub(super) is_alarm: bool,
}

impl<'a> Panel<'a> {
    /// A panel whose lines are scrolled as far as `scroller` says.
    pub(super) fn scrolled(
        title: &'a str,
        lines: Vec<Line<'static>>,
        scroller: &Scroller,
        keys: &'a [Binding],
        context: &'a Context,
        area: Rect,
    ) -> Self {
        let panel = Self { title, lines, top: 0, keys, context, is_alarm: false };
        Self { top: scroller.top(panel.lines.len(), panel.text(area).height.into()), ..panel }
    }

    /// The place of its lines in `area`.
    pub(super) fn text(&self, area: Rect) -> Rect {
        let panel = place(area, u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(4));
        if is_bare(panel) {
            return panel;
        }
        let inner = Block::bordered().inner(panel);
        Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), height: inner.height - 1, ..inner }
    }
}

/// Returns `true` if there is no room for a frame.
const fn is_bare(panel: Rect) -> bool {
    panel.height < 5 || panel.width < 12
}

impl Widget for Panel<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let text = self.text(area);
        let Self { title, lines, top, keys, context, is_alarm } = self;
        let theme = &context.theme;
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let panel = place(area, wanted);
        // What is behind it is dimmed, and keeps a little distance.
        let x = panel.x.saturating_sub(1).max(area.x);
        Clear.render(Rect { x, width: (panel.right() + 1).min(area.right()) - x, ..panel }, buffer);
        if is_bare(panel) {
            // No room for a frame: the text alone.
            for (y, line) in (panel.top()..panel.bottom()).zip(&lines) {
                buffer.set_line(panel.x, y, line, panel.width);
            }
            return;
        }
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(if is_alarm { theme.warm } else { theme.faint })
            .title(Line::styled(
                format!(" {title} "),
                if is_alarm { theme.warm } else { theme.accent }.patch(theme.strong),
            ));
        let inner = block.inner(panel);
        block.render(panel, buffer);
        let rows = usize::from(text.height);
        let top = top.min(lines.len().saturating_sub(rows));
        for (y, line) in (text.top()..text.bottom()).zip(lines.iter().skip(top)) {
            buffer.set_line(text.x, y, line, text.width);
        }
        let footer = Rect { y: inner.bottom() - 1, height: 1, ..text };
        let more = lines.len() > top + rows;
        let mark = u16::try_from(more_word(footer.width).chars().count()).unwrap_or(0) + 1;
        let room = footer.width.saturating_sub(if more { mark } else { 0 });
        keys_line(keys, context, Rect { width: room, ..footer }, buffer);
        if more {
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
