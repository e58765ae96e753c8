//! Page: the frame of every screen, with the place in the program at the top, keys at the bottom, and a thin rule
//! inside each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::context::Context;
use crate::tui::hits::Target;
use crate::tui::keymap::{Binding, Footer, Message};
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
    /// The inks, and the keys of the person's own.
    pub context: &'a Context,
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
        keys_line(self.keys, self.context, Rect { y: footer, ..line }, buffer);
        if area.height >= 16 {
            rule(Rect { y: area.y + 1, height: 1, ..area }, self.context.theme.faint, buffer);
            rule(Rect { y: footer - 1, height: 1, ..area }, self.context.theme.faint, buffer);
        }
        inside
    }

    /// Returns `true` if a terminal of this size has room for the status beside the name.
    #[must_use]
    pub fn shows_status(&self, area: Rect) -> bool {
        let line = Self::inside(area);
        self.name(line).width() + self.status.width() + 2 <= usize::from(line.width)
    }

    /// The program's name and the screen's, as far as `line` has room for both.
    fn name(&self, line: Rect) -> Line<'static> {
        let theme = &self.context.theme;
        let mut spans = Vec::new();
        let title = self.title.to_owned();
        if title.is_empty() || line.width >= 50 {
            spans.push(Span::styled("supple", theme.accent.patch(theme.strong)));
        }
        if !title.is_empty() {
            let gap = if spans.is_empty() { "" } else { "  " };
            spans.push(Span::styled(format!("{gap}{title}"), theme.text));
        }
        Line::from(spans)
    }

    fn header(&self, area: Rect, buffer: &mut Buffer) {
        let left = self.name(area);
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

/// Draws the keys that the footer names, as many as fit whole, those first that it always names.
pub fn keys_line(table: &[Binding], context: &Context, area: Rect, buffer: &mut Buffer) {
    let gap: u16 = if area.width >= 90 { 3 } else { 2 };
    let mut x = area.x;
    for (binding, line) in in_footer(table, context, area.width, gap) {
        let width = columns(&line);
        buffer.set_line(x, area.y, &line, area.right().saturating_sub(x));
        // Two keys that are named together are no one key.
        if !binding.on.is_empty() {
            context.hits.add(Rect { x, width, ..area }, Target::Message(binding.message));
        }
        x = x.saturating_add(width).saturating_add(gap);
    }
}

fn columns(line: &Line<'_>) -> u16 {
    u16::try_from(line.width()).unwrap_or(u16::MAX)
}

/// The keys of a footer of so many columns, in the order of the table. Those that it always names go first, and of them
/// those that nobody may be without, which stay even where there is no room for their word.
fn in_footer<'t>(table: &'t [Binding], context: &Context, room: u16, gap: u16) -> Vec<(&'t Binding, Line<'static>)> {
    let theme = &context.theme;
    let mut room = room.saturating_add(gap);
    let mut shown: Vec<Option<Line<'static>>> = vec![None; table.len()];
    for (place, is_vital) in [(Footer::Always, true), (Footer::Always, false), (Footer::Shown, false)] {
        let is_of_place = |binding: &Binding| {
            let is_always = binding.footer == Footer::Always;
            binding.footer == place && (!is_always || binding.message.is_vital() == is_vital)
        };
        let mut of_place: Vec<_> = table.iter().enumerate().filter(|(_, binding)| is_of_place(binding)).collect();
        // The word that nobody may have to guess.
        of_place.sort_by_key(|(_, binding)| binding.message != Message::Ouch);
        let mut kept = of_place.len();
        for (index, binding) in of_place {
            let key = Span::styled(context.keys.label(binding, table), theme.accent);
            let alone = Line::from(key.clone());
            let whole = Line::from(vec![key, Span::raw(" "), Span::styled(binding.does, theme.dim)]);
            kept -= 1;
            // Room for the keys of those that are still to come.
            let others = if is_vital { u16::try_from(kept).unwrap_or(0) * (1 + gap) } else { 0 };
            let fits = |line: &Line<'_>| columns(line).saturating_add(gap).saturating_add(others) <= room;
            shown[index] = match is_vital {
                _ if fits(&whole) => Some(whole),
                true if fits(&alone) => Some(alone),
                _ => None,
            };
            room -= shown[index].as_ref().map_or(0, |line| columns(line) + gap).min(room);
        }
    }
    table.iter().zip(shown).filter_map(|(binding, line)| Some((binding, line?))).collect()
}

/// The word, or in narrow places the sign, that there is more below.
#[must_use]
pub const fn more_word(width: u16) -> &'static str {
    if width < 40 { "↓" } else { "more ↓" }
}

/// Marks the end of a line with the word that there is more below.
pub fn more_mark(theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let mark = Line::styled(more_word(line.width), theme.dim);
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
