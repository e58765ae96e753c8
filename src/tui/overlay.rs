//! What is laid over a screen: help, texts to read, and questions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::app::{App, Effect, Notice};
use super::keymap::{self, Binding, Message, Press};
use super::screens::clock;
use super::theme::Theme;
use super::widgets::page::keys_line;
use super::widgets::pen::{cut, wrap};
use crate::catalog::texts::Texts;
use crate::history::{Kind, Record};

/// What is laid over a screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A text to read.
    Reading {
        /// What it is.
        title: String,
        /// Its paragraphs.
        paragraphs: Vec<Paragraph>,
        /// The first line in sight.
        top: usize,
    },
    /// Whether a record shall be taken back.
    Retract {
        /// The record.
        id: String,
        /// What it is, in words.
        what: String,
    },
    /// What to do with a session that was cut off.
    Unfinished,
}

/// A paragraph of a text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    /// A heading.
    Heading(String),
    /// Text, with something before its first line.
    Text(String, String),
}

impl Overlay {
    /// The keys of a screen.
    #[must_use]
    pub fn help(table: &[Binding]) -> Self {
        let rows = table.iter().filter(|binding| !binding.on.is_empty());
        let paragraphs = rows.map(|row| Paragraph::Text(format!("{:<13}", row.keys), row.does.to_owned())).collect();
        Self::Reading { title: "Keys".to_owned(), paragraphs, top: 0 }
    }

    /// The safety rules.
    #[must_use]
    pub fn safety(texts: &Texts) -> Self {
        let mut paragraphs = vec![Paragraph::Text(String::new(), texts.short.clone())];
        let mut part = |heading: &str, notes: &[crate::catalog::texts::Note]| {
            paragraphs.push(Paragraph::Heading(heading.to_owned()));
            for note in notes {
                let text = match &note.action {
                    Some(action) => format!("{} {action}", note.text),
                    None => note.text.clone(),
                };
                paragraphs.push(Paragraph::Text("- ".to_owned(), text));
            }
        };
        part("How hard a stretch may feel", &texts.pain_scale);
        part("Stop an exercise at", &texts.stop_rules);
        part("Always", &texts.general_rules);
        part("See a clinician about", &texts.see_clinician);
        part("Get help soon for", &texts.urgent);
        part("Get help at once for", &texts.emergency);
        Self::Reading { title: "Safety".to_owned(), paragraphs, top: 0 }
    }

    /// A text to read.
    #[must_use]
    pub const fn reading(title: String, paragraphs: Vec<Paragraph>) -> Self {
        Self::Reading { title, paragraphs, top: 0 }
    }

    pub(super) const fn table(&self) -> &'static [Binding] {
        match self {
            Self::Reading { .. } => keymap::READING,
            Self::Retract { .. } => keymap::CONFIRM,
            Self::Unfinished => keymap::UNFINISHED,
        }
    }
}

/// A key was pressed while something is laid over the screen.
pub fn press(app: &mut App, press: Press) -> Vec<Effect> {
    let Some(message) = keymap::meaning(app.table(), press) else {
        return Vec::new();
    };
    if message == Message::Quit {
        return app.end(app.now, if press == Press::Ctrl('c') { 130 } else { 0 });
    }
    match (&mut app.overlay, message) {
        (Some(Overlay::Reading { top, paragraphs, .. }), message) => {
            let last = paragraphs.len() * 8;
            match message {
                Message::Up => *top = top.saturating_sub(1),
                Message::Down => *top = (*top + 1).min(last),
                Message::PageUp => *top = top.saturating_sub(10),
                Message::PageDown => *top = (*top + 10).min(last),
                _ => app.overlay = None,
            }
            Vec::new()
        }
        (Some(Overlay::Retract { id, .. }), Message::Yes) => {
            let record = Record::new(app.now.local, Kind::Retract { of: id.clone() });
            app.overlay = None;
            vec![Effect::Append(Box::new(record))]
        }
        (Some(Overlay::Unfinished), Message::Yes) => vec![Effect::TakeUp],
        (Some(Overlay::Unfinished), Message::Log) => {
            app.overlay = None;
            vec![Effect::LogUnfinished]
        }
        (Some(Overlay::Unfinished), Message::Discard) => {
            app.overlay = None;
            vec![Effect::DropUnfinished]
        }
        _ => {
            app.overlay = None;
            Vec::new()
        }
    }
}

/// Draws what is laid over the screen.
pub fn render(app: &App, overlay: &Overlay, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let (title, mut lines, top) = match overlay {
        Overlay::Reading { title, paragraphs, top } => {
            (title.clone(), lay_out(paragraphs, theme, usize::from(panel_width(area)).saturating_sub(6)), *top)
        }
        Overlay::Retract { what, .. } => ("Retract this?".to_owned(), retract(what, theme, area), 0),
        Overlay::Unfinished => ("A session was cut off".to_owned(), unfinished(app, area), 0),
    };
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let panel = panel(area, wanted);
    // The whole rows: halves of words at both sides would only distract.
    Clear.render(Rect { x: area.x, width: area.width, ..panel }, buffer);
    if panel.height < 5 || panel.width < 12 {
        // No room for a frame: the text alone.
        for (row, line) in lines.iter().take(usize::from(panel.height)).enumerate() {
            buffer.set_line(panel.x, panel.y + u16::try_from(row).unwrap_or(0), line, panel.width);
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
    let more = lines.len() > top + rows;
    for (row, line) in lines.drain(..).skip(top).take(rows).enumerate() {
        buffer.set_line(text.x, text.y + u16::try_from(row).unwrap_or(0), &line, text.width);
    }
    let footer = Rect { y: inner.bottom() - 1, height: 1, ..text };
    if !matches!(overlay, Overlay::Unfinished) {
        keys_line(overlay.table(), theme, footer, buffer);
    }
    if more {
        let mark = Line::styled("more ↓", theme.dim);
        let width = u16::try_from(mark.width()).unwrap_or(0);
        buffer.set_line(footer.right().saturating_sub(width), footer.y, &mark, width);
    }
}

/// A sentence over the footer.
pub fn render_notice(notice: &Notice, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let margin = u16::from(area.width >= 30) + u16::from(area.width >= 60);
    let rows = wrap(&notice.text, usize::from(area.width.saturating_sub(margin * 2)));
    let rows = &rows[..rows.len().min(3)];
    let height = u16::try_from(rows.len()).unwrap_or(1);
    let top = area.bottom().saturating_sub(height + u16::from(area.height >= 5));
    let place = Rect { y: top, height: height.min(area.height), ..area };
    Clear.render(place, buffer);
    for (row, text) in rows.iter().enumerate() {
        let y = top + u16::try_from(row).unwrap_or(0);
        if y < area.bottom() {
            buffer.set_line(area.x + margin, y, &Line::styled(text.clone(), theme.warm), area.width);
        }
    }
}

fn retract(what: &str, theme: &Theme, area: Rect) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(cut(what, usize::from(panel_width(area)).saturating_sub(6)), theme.strong)];
    let says = "It will no longer count or be listed. The file keeps both lines, so nothing is lost.";
    lines.extend(paragraph(says, theme, area));
    lines
}

fn unfinished(app: &App, area: Rect) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let Some(checkpoint) = &app.unfinished else {
        return Vec::new();
    };
    let done = std::time::Duration::from_secs(checkpoint.active_secs.into());
    let all = std::time::Duration::from_secs(checkpoint.planned_secs.into());
    let title = cut(&checkpoint.title, usize::from(panel_width(area)).saturating_sub(6));
    let says = format!(
        "{} of {} were done, begun {}. What shall become of it?",
        clock(done),
        clock(all),
        checkpoint.at.format("%A %-d %B, %H:%M")
    );
    let mut lines = vec![Line::styled(title, theme.strong)];
    lines.extend(paragraph(&says, theme, area));
    lines.push(Line::default());
    for binding in keymap::UNFINISHED.iter().filter(|binding| binding.in_footer) {
        lines.push(Line::from(vec![
            Span::styled(format!("{:<5}", binding.keys), theme.accent),
            Span::styled(binding.does, theme.text),
        ]));
    }
    lines
}

fn paragraph(text: &str, theme: &Theme, area: Rect) -> Vec<Line<'static>> {
    let width = usize::from(panel_width(area)).saturating_sub(6);
    wrap(text, width).into_iter().map(|row| Line::styled(row, theme.text)).collect()
}

fn lay_out(paragraphs: &[Paragraph], theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        match paragraph {
            Paragraph::Heading(text) => {
                lines.push(Line::default());
                lines.push(Line::styled(text.clone(), theme.strong));
            }
            Paragraph::Text(lead, text) => {
                let indent = Span::raw(lead.as_str()).width();
                for (row, part) in wrap(text, width.saturating_sub(indent)).into_iter().enumerate() {
                    let lead = if row == 0 { lead.clone() } else { " ".repeat(indent) };
                    lines.push(Line::from(vec![Span::styled(lead, theme.accent), Span::styled(part, theme.text)]));
                }
            }
        }
    }
    lines
}

fn panel_width(area: Rect) -> u16 {
    if area.width < 60 { area.width } else { area.width.saturating_sub(8).min(84) }
}

fn panel(area: Rect, wanted: u16) -> Rect {
    let width = panel_width(area);
    let height = wanted.min(if area.height < 16 { area.height } else { area.height - 2 });
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
