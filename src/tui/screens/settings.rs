//! The settings: one line each, changed in place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::settings::{GlyphChoice, Settings, ThemeChoice, WeekStart};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::layers::screening::Screening;
use crate::tui::round::turn;
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::Pen;
use crate::words::counted;

/// A line of the screen: its name, its value in words, the function that changes it, and its purpose.
struct Choice {
    name: &'static str,
    value: fn(&Settings) -> String,
    change: fn(&mut Settings, bool),
    about: &'static str,
}

const CHOICES: [Choice; 16] = [
    Choice {
        name: "volume",
        value: |s| s.volume.to_string(),
        change: |s, up| s.volume = step(s.volume, up, 10, 100),
        about: "How loud cues and voice are. In a session: [ and ], remembered for its routine.",
    },
    Choice {
        name: "sound",
        value: |s| if s.muted { "muted" } else { "heard" }.to_owned(),
        change: |s, _| s.muted = !s.muted,
        about: "In a session: m. What is not heard is always seen.",
    },
    Choice {
        name: "cues",
        value: |s| s.cues.word().to_owned(),
        change: |s, _| s.cues = s.cues.other(),
        about: "Soft, or clear for small loudspeakers and noisy rooms. In a session: c.",
    },
    Choice {
        name: "voice",
        value: |s| s.voice.level().word().to_owned(),
        change: |s, up| s.voice = if up { s.voice.level().next() } else { s.voice.level().next().next() }.into(),
        about: "Full: what to do; brief: names and sides. In a session: v.",
    },
    Choice {
        name: "brief after",
        value: |s| match s.brief_after {
            0 => "never".to_owned(),
            sessions => counted(sessions.into(), "session", "sessions"),
        },
        change: |s, up| s.brief_after = step(s.brief_after, up, 1, Settings::MOST_BRIEF_AFTER),
        about: "Done so often, an exercise is only named by a full voice.",
    },
    Choice {
        name: "quiet room",
        value: |s| if s.quiet_room { "on" } else { "off" }.to_owned(),
        change: |s, _| s.quiet_room = !s.quiet_room,
        about: "On: nothing is heard, not even the bell; every cue is seen as a word.",
    },
    Choice {
        name: "start",
        value: |s| if s.wait { "on a key" } else { "by itself" }.to_owned(),
        change: |s, _| s.wait = !s.wait,
        about: "Whether each exercise and side waits for the space bar after get-ready.",
    },
    Choice {
        name: "colours",
        value: |s| {
            match s.theme {
                ThemeChoice::Auto => "as the terminal says",
                ThemeChoice::Dark => "dark",
                ThemeChoice::Light => "light",
                ThemeChoice::HighContrast => "high contrast",
                ThemeChoice::ColourBlind => "for any colour vision",
            }
            .to_owned()
        },
        change: |s, up| s.theme = turn(&ThemeChoice::ALL, s.theme, up),
        about: "NO_COLOR turns them off altogether.",
    },
    Choice {
        name: "mouse",
        value: |s| if s.mouse { "on" } else { "off" }.to_owned(),
        change: |s, _| s.mouse = !s.mouse,
        about: "On: click a row or a key, turn the wheel. Off: the terminal selects text, as usual.",
    },
    Choice {
        name: "motion",
        value: |s| if s.motion { "on" } else { "off" }.to_owned(),
        change: |s, _| s.motion = !s.motion,
        about: "Off: nothing flashes or moves; a change is marked for a second, a figure shows where it leads.",
    },
    Choice {
        name: "characters",
        value: |s| {
            match s.glyphs {
                GlyphChoice::Auto => "as the terminal says",
                GlyphChoice::Pixels => "figures in pixels",
                GlyphChoice::Quadrant => "figures in quadrants",
                GlyphChoice::Braille => "figures in braille",
                GlyphChoice::HalfBlock => "figures in half blocks",
                GlyphChoice::Octant => "figures in octants",
                GlyphChoice::Ascii => "ASCII only",
            }
            .to_owned()
        },
        change: |s, up| s.glyphs = turn(&GlyphChoice::ALL, s.glyphs, up),
        about: "For fonts that show boxes or question marks. Few fonts have octants; pixels need Kitty, iTerm2 or Sixel.",
    },
    Choice {
        name: "week starts",
        value: |s| {
            match s.week_starts {
                WeekStart::Auto => "as the locale says",
                WeekStart::Monday => "Monday",
                WeekStart::Sunday => "Sunday",
                WeekStart::Saturday => "Saturday",
            }
            .to_owned()
        },
        change: |s, up| s.week_starts = turn(&WeekStart::ALL, s.week_starts, up),
        about: "In the picture of the year, and in the minutes a week.",
    },
    Choice {
        name: "day starts",
        value: |s| format!("{}:00", s.day_start_hour),
        change: |s, up| s.day_start_hour = step(s.day_start_hour, up, 1, 23),
        about: "What is done before this hour belongs to the day before.",
    },
    Choice {
        name: "grace",
        value: |s| match s.grace_per_week {
            0 => "none".to_owned(),
            days => format!("{} in seven", counted(days.into(), "missed day", "missed days")),
        },
        change: |s, up| s.grace_per_week = step(s.grace_per_week, up, 1, Settings::MOST_GRACE),
        about: "Missed days that do not end a streak.",
    },
    Choice {
        name: "a day counts",
        value: |s| format!("from {} s", s.least_active_secs),
        change: |s, up| {
            let secs = if up { s.least_active_secs + 30 } else { s.least_active_secs.saturating_sub(30) };
            s.least_active_secs = secs.clamp(*Settings::ACTIVE_SECS.start(), *Settings::ACTIVE_SECS.end());
        },
        about: "Or with one completed session, however short.",
    },
    Choice {
        name: "after ouch",
        value: |s| match s.ouch_days {
            0 => "suggested all the same".to_owned(),
            days => format!("not suggested for {}", counted(days.into(), "day", "days")),
        },
        change: |s, up| s.ouch_days = step(s.ouch_days, up, 1, Settings::MOST_OUCH_DAYS),
        about: "Routines with an exercise that hurt.",
    },
];

fn step(value: u8, up: bool, by: u8, most: u8) -> u8 {
    if up { value.saturating_add(by).min(most) } else { value.saturating_sub(by) }
}

/// The settings, and the chosen one.
#[derive(Debug, Default)]
pub struct Choosing {
    chosen: usize,
}

impl View for Choosing {
    fn keys(&self) -> &'static [Binding] {
        keymap::SETTINGS
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Up => self.chosen = self.chosen.saturating_sub(1),
            Message::Down => self.chosen = (self.chosen + 1).min(CHOICES.len() - 1),
            Message::Before | Message::After => {
                let mut settings = context.settings.clone();
                (CHOICES[self.chosen].change)(&mut settings, message == Message::After);
                return vec![Command::Configure(Box::new(settings)), Effect::Loudness.into()];
            }
            Message::Profile => return vec![Command::open(Screening::open(context))],
            Message::Close => return vec![Command::Close],
            _ => {}
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let page = Page { title: "Settings", status: Line::default(), keys: self.keys(), context };
        let body = page.frame(area, buffer);
        let about_rows = if body.height >= 12 { 3 } else { 2 };
        let list = Rect { height: body.height.saturating_sub(about_rows), ..body };
        let row = |index: usize, ink| {
            let Choice { name, value, .. } = &CHOICES[index];
            let value_ink = if index == self.chosen { theme.accent } else { theme.dim };
            Row::Item(vec![Span::styled(format!("{name:<13}"), ink), Span::styled(value(&context.settings), value_ink)])
        };
        (&List::new(CHOICES.len(), self.chosen, theme, row)).render(list, buffer);
        let about = Rect { y: list.bottom(), height: body.height - list.height, ..body };
        if let Some(choice) = CHOICES.get(self.chosen) {
            Pen::new(buffer, about).text(choice.about, theme.dim);
        }
    }
}
