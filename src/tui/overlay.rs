//! What is laid over a screen: help, texts to read, and questions.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::app::{App, Effect, Notice};
use super::keymap::{self, Binding, Message, Press};
use super::scores;
use super::screens::clock;
use super::theme::Theme;
use super::widgets::page::keys_line;
use super::widgets::pen::{cut, wrap};
use crate::catalog::Area;
use crate::catalog::texts::{Note, Texts};
use crate::history::comfort::{ASK_FROM, Advice};
use crate::history::{Kind, Record};
use crate::report::{TO_TELL, advice_in_words};

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
    /// Whether a day shall be free.
    Rest {
        /// The day.
        day: NaiveDate,
    },
    /// How tense each area is.
    CheckIn {
        /// A score for each area, in the order of the areas.
        scores: [Option<u8>; AREAS],
        /// Whether what is bad limits daily life.
        limits: bool,
        /// The chosen area.
        field: usize,
    },
    /// What to do with a session that was cut off.
    Unfinished,
}

/// How many areas there are.
const AREAS: usize = Area::ALL.len();

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
        let mut part = |heading: &str, notes: &[Note]| {
            paragraphs.push(Paragraph::Heading(heading.to_owned()));
            paragraphs.extend(notes.iter().map(listed));
        };
        part("How hard a stretch may feel", &texts.pain_scale);
        part("Stop an exercise at", &texts.stop_rules);
        part("Always", &texts.general_rules);
        part("See a clinician about", &texts.see_clinician);
        part("Get help soon for", &texts.urgent);
        part("Get help at once for", &texts.emergency);
        Self::Reading { title: "Safety".to_owned(), paragraphs, top: 0 }
    }

    /// Nothing told yet of any area.
    #[must_use]
    pub const fn check_in() -> Self {
        Self::CheckIn { scores: [None; AREAS], limits: false, field: 0 }
    }

    /// What the log shows, that it is time to see a clinician, and what to bring.
    #[must_use]
    pub fn advice(advice: &Advice, texts: &Texts) -> Self {
        let text = |text: &str| Paragraph::Text(String::new(), text.to_owned());
        let mut paragraphs = vec![
            text(&advice_in_words(advice)),
            text(
                "That is time to see a clinician. Tension that stays for two weeks, or that limits what you do every \
                 day, is more than stretching is for. This is no diagnosis.",
            ),
            Paragraph::Heading("What to bring".to_owned()),
            text("One page from this log, to print or to show: supple export --report"),
            text(TO_TELL),
        ];
        for (heading, notes) in [("Get help soon for", &texts.urgent), ("Get help at once for", &texts.emergency)] {
            paragraphs.push(Paragraph::Heading(heading.to_owned()));
            paragraphs.extend(notes.iter().map(listed));
        }
        Self::reading("What the log shows".to_owned(), paragraphs)
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
            Self::Rest { .. } => keymap::REST,
            Self::CheckIn { .. } => keymap::CHECK_IN,
            Self::Unfinished => keymap::UNFINISHED,
        }
    }
}

fn listed(note: &Note) -> Paragraph {
    Paragraph::Text("- ".to_owned(), note.in_full())
}

/// A key was pressed while something is laid over the screen.
pub fn press(app: &mut App, press: Press) -> Vec<Effect> {
    if let (Some(Overlay::CheckIn { scores, field, .. }), Press::Char(c)) = (&mut app.overlay, press)
        && c.is_ascii_digit()
    {
        scores::type_digit(&mut scores[*field], c);
        return Vec::new();
    }
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
            vec![Effect::Append(vec![record])]
        }
        (Some(Overlay::Rest { day }), Message::Yes | Message::Sick | Message::Vacation) => {
            let reason = match message {
                Message::Sick => Some("sick".to_owned()),
                Message::Vacation => Some("vacation".to_owned()),
                _ => None,
            };
            let record = Record::new(app.now.local, Kind::Rest { from: *day, to: *day, reason });
            app.overlay = None;
            vec![Effect::Append(vec![record])]
        }
        (Some(Overlay::Rest { day }), Message::Before) => {
            *day = day.pred_opt().unwrap_or(*day);
            Vec::new()
        }
        (Some(Overlay::Rest { day }), Message::After) => {
            *day = day.succ_opt().unwrap_or(*day);
            Vec::new()
        }
        (Some(Overlay::CheckIn { .. }), message) => check_in(app, message),
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

fn check_in(app: &mut App, message: Message) -> Vec<Effect> {
    let Some(Overlay::CheckIn { scores, limits, field }) = &mut app.overlay else {
        return Vec::new();
    };
    match message {
        Message::FieldDown => *field = (*field + 1).min(AREAS - 1),
        Message::FieldUp => *field = field.saturating_sub(1),
        Message::After => scores::step(&mut scores[*field], 1),
        Message::Before => scores::step(&mut scores[*field], -1),
        Message::Limits => *limits = is_bad(scores) && !*limits,
        Message::Yes => {
            let told = Area::ALL.iter().zip(*scores).filter_map(|(area, score)| Some((*area, score?)));
            let (limits, told): (bool, Vec<_>) = (*limits, told.collect());
            app.overlay = None;
            let records: Vec<Record> =
                told.into_iter().map(|(area, score)| told_of(app, area, score, limits)).collect();
            return if records.is_empty() { Vec::new() } else { vec![Effect::Append(records)] };
        }
        _ => app.overlay = None,
    }
    Vec::new()
}

/// A check-in; only what is bad can limit daily life.
fn told_of(app: &App, area: Area, tension: u8, limits: bool) -> Record {
    let limits_daily_life = limits && tension >= ASK_FROM;
    let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life };
    Record::new(app.now.local, kind)
}

fn is_bad(scores: &[Option<u8>]) -> bool {
    scores.iter().flatten().any(|score| *score >= ASK_FROM)
}

/// Draws what is laid over the screen.
pub fn render(app: &App, overlay: &Overlay, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let (title, mut lines, top) = match overlay {
        Overlay::Reading { title, paragraphs, top } => {
            (title.clone(), lay_out(paragraphs, theme, usize::from(panel_width(area)).saturating_sub(6)), *top)
        }
        Overlay::Retract { what, .. } => ("Retract this?".to_owned(), retract(what, theme, area), 0),
        Overlay::Rest { day } => ("A rest day?".to_owned(), rest(app, *day, area), 0),
        Overlay::CheckIn { scores, limits, field } => {
            ("How tense is it?".to_owned(), check_in_lines(app, scores, *limits, *field, area), 0)
        }
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

fn rest(app: &App, day: NaiveDate, area: Rect) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let when = match day.signed_duration_since(app.past.today()).num_days() {
        0 => ", today",
        1 => ", tomorrow",
        -1 => ", yesterday",
        _ => "",
    };
    let mut lines = vec![Line::from(vec![
        Span::styled("← ", theme.accent),
        Span::styled(day.format("%A %-d %B %Y").to_string(), theme.strong),
        Span::styled(" →", theme.accent),
        Span::styled(when, theme.dim),
    ])];
    lines.extend(paragraph("A rest day bridges a streak and does not add to it.", theme, area));
    if day < app.past.today() {
        lines.extend(paragraph("It is kept as declared afterwards.", theme, area));
    }
    lines
}

fn check_in_lines(app: &App, scores: &[Option<u8>], limits: bool, field: usize, area: Rect) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let mut lines = Vec::new();
    if area.height >= 16 {
        lines.extend(paragraph("From 0 (not at all) to 10. Leave out what you like.", theme, area));
        lines.push(Line::default());
    }
    for (index, (of, score)) in Area::ALL.iter().zip(scores).enumerate() {
        let chosen = index == field;
        lines.push(Line::from(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(format!("{:<12}", of.label()), if chosen { theme.strong } else { theme.text }),
            Span::styled(scores::meter(*score), if chosen { theme.strong } else { theme.text }),
        ]));
    }
    if is_bad(scores) {
        lines.push(scores::limits(limits, "l", theme));
    }
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
