//! Details: what a clinician asks of an area, told once and in the report from then on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::areas::label_of;
use crate::asked::{self, SINCE};
use crate::figure::words::capital;
use crate::history::Record;
use crate::practice::terms::WhichSide;
use crate::round::turn_or_none;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::scores;
use crate::tui::view::{Command, View, close_and_keep};
use crate::tui::widgets::field::Field;

/// The longest name of what a person wants to do, in columns.
const LONGEST_WHAT: usize = 60;

/// The fields, from top to bottom.
const FIELDS: [Asked; 7] =
    [Asked::Pain, Asked::Side, Asked::Since, Asked::AtNight, Asked::InLimb, Asked::What, Asked::Score];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Pain,
    Side,
    Since,
    AtNight,
    InLimb,
    What,
    Score,
}

/// The questions about an area, with their answers.
#[derive(Debug)]
pub struct Details {
    /// The id of the area.
    area: String,
    pain: Option<u8>,
    side: Option<WhichSide>,
    since: Option<usize>,
    at_night: Option<bool>,
    in_limb: Option<bool>,
    what: Field,
    score: Option<u8>,
    field: usize,
}

impl Details {
    /// The questions about the area with this id, none of them answered.
    #[must_use]
    pub fn open(area: &str) -> Self {
        Self {
            area: area.to_owned(),
            pain: None,
            side: None,
            since: None,
            at_night: None,
            in_limb: None,
            what: Field::new(LONGEST_WHAT),
            score: None,
            field: 0,
        }
    }

    fn asked(&self) -> Asked {
        FIELDS[self.field.min(FIELDS.len() - 1)]
    }

    fn change(&mut self, up: bool) {
        const YES_OR_NO: [bool; 2] = [true, false];
        const PLACES: [usize; SINCE.len()] = [0, 1, 2, 3];
        match self.asked() {
            Asked::Pain => scores::step(&mut self.pain, if up { 1 } else { -1 }),
            Asked::Score => scores::step(&mut self.score, if up { 1 } else { -1 }),
            Asked::Side => self.side = turn_or_none(WhichSide::ALL, self.side.as_ref(), up),
            Asked::Since => self.since = turn_or_none(&PLACES, self.since.as_ref(), up),
            Asked::AtNight => self.at_night = turn_or_none(&YES_OR_NO, self.at_night.as_ref(), up),
            Asked::InLimb => self.in_limb = turn_or_none(&YES_OR_NO, self.in_limb.as_ref(), up),
            Asked::What => {}
        }
    }

    /// The records of what was told; none where nothing was.
    fn records(&self, context: &Context) -> Vec<Record> {
        let told = asked::Details {
            area: self.area.clone(),
            pain: self.pain,
            side: self.side,
            since: self.since,
            at_night: self.at_night,
            in_limb: self.in_limb,
            what: self.what.text().to_owned(),
            score: self.score,
        };
        told.records(context)
    }

    /// The name and the value of a field.
    fn shown(&self, asked: Asked, width: usize, is_chosen: bool) -> (&'static str, String) {
        let yes_or_no = |told: Option<bool>| told.map_or("-", |told| if told { "yes" } else { "no" }).to_owned();
        match asked {
            Asked::Pain => ("pain, 0 to 10", scores::meter(self.pain).trim_start().to_owned()),
            Asked::Side => ("side", self.side.map_or("-", WhichSide::word).to_owned()),
            Asked::Since => ("how long", self.since.map_or("-", |place| SINCE[place].0).to_owned()),
            Asked::AtNight => ("worse at night", yes_or_no(self.at_night)),
            Asked::InLimb => ("arm or leg numb, weak", yes_or_no(self.in_limb)),
            Asked::What => ("hard to do", {
                if self.what.is_blank() && !is_chosen { "-".to_owned() } else { self.what.shown(width, is_chosen) }
            }),
            Asked::Score => ("how well, 0 to 10", scores::meter(self.score).trim_start().to_owned()),
        }
    }
}

impl View for Details {
    fn keys(&self) -> &'static [Binding] {
        keymap::DETAILS
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn typed(&mut self, _context: &Context, press: Press) -> Option<Vec<Command>> {
        match (self.asked(), press) {
            (Asked::What, press) if !matches!(press, Press::Ctrl('c')) && self.what.take(press) => {}
            (Asked::Pain, Press::Char(digit @ '0'..='9')) => scores::type_digit(&mut self.pain, digit),
            (Asked::Score, Press::Char(digit @ '0'..='9')) => scores::type_digit(&mut self.score, digit),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn paste(&mut self, _: &Context, text: &str) {
        if self.asked() == Asked::What {
            self.what.paste(text);
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::FieldDown => self.field = (self.field + 1).min(FIELDS.len() - 1),
            Message::FieldUp => self.field = self.field.saturating_sub(1),
            Message::After | Message::Before => self.change(message == Message::After),
            Message::Yes => {
                return close_and_keep(self.records(context));
            }
            _ => return vec![Command::Close],
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines = Vec::new();
        if area.height >= 16 {
            let about = format!("{}, for your report to a clinician. Skip any.", capital(&label_of(&self.area)));
            lines.extend(paragraph(&about, theme, area));
            lines.push(Line::default());
        }
        let width = text_width(area).saturating_sub(26);
        for (index, asked) in FIELDS.into_iter().enumerate() {
            let is_chosen = index == self.field;
            let ink = if is_chosen { theme.strong } else { theme.text };
            let (name, value) = self.shown(asked, width, is_chosen);
            lines.push(Line::from(vec![
                Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent),
                Span::styled(format!("{name:<23} "), theme.dim),
                Span::styled(value, ink),
            ]));
        }
        let top = lines.len().saturating_sub(usize::from(area.height)).min(self.field);
        Panel { title: "What a clinician will ask", lines, top, keys: self.keys(), context, is_alarm: false }
            .render(area, buffer);
    }
}
