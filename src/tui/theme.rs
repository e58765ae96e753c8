//! Four inks and two modifiers: text, dim text, one calm accent, one warm accent for the body; and no colour at all
//! where `NO_COLOR` is set, in which case weight, underline and reversal say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::ThemeChoice;

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None are wanted (`NO_COLOR`) or there are none.
    None,
    /// The 256 of the usual palette.
    Palette,
    /// All of them.
    True,
}

/// What the terminal says of itself, read once from the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// How many colours there are.
    pub depth: Depth,
    /// Whether the background is light, as far as `COLORFGBG` tells.
    pub light: bool,
}

impl Surroundings {
    /// Reads `NO_COLOR` (no-color.org), `COLORTERM` and `COLORFGBG`.
    #[must_use]
    pub fn from_environment() -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        let depth = if !variable("NO_COLOR").is_empty() {
            Depth::None
        } else if matches!(variable("COLORTERM").as_str(), "truecolor" | "24bit") {
            Depth::True
        } else {
            Depth::Palette
        };
        // The last number is the background: 7 and 9 to 15 are light in every palette.
        let background = variable("COLORFGBG").rsplit(';').next().and_then(|last| last.parse::<u8>().ok());
        Self { depth, light: matches!(background, Some(7 | 9..=15)) }
    }
}

/// The inks of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// What is read.
    pub text: Style,
    /// What is read first.
    pub strong: Style,
    /// Labels, and what can wait.
    pub dim: Style,
    /// Rules and the empty part of bars.
    pub faint: Style,
    /// Keys, progress, the chosen item.
    pub accent: Style,
    /// The body: sides, muscles, what needs attention.
    pub warm: Style,
    /// The line of the chosen item.
    pub chosen: Style,
    /// The banner for 300 ms after a cue.
    pub flash: Style,
    /// Shades of the accent for the year's picture, from some to most.
    pub shades: [Style; 4],
    /// Whether there is colour.
    pub coloured: bool,
}

impl Theme {
    /// The theme for a choice in these surroundings.
    #[must_use]
    pub fn of(choice: ThemeChoice, surroundings: Surroundings) -> Self {
        let light = match choice {
            ThemeChoice::Auto => surroundings.light,
            ThemeChoice::Dark => false,
            ThemeChoice::Light => true,
        };
        if surroundings.depth == Depth::None {
            return Self::plain();
        }
        let pick = |rgb: (u8, u8, u8), indexed: u8| {
            Style::new().fg(match surroundings.depth {
                Depth::True => Color::Rgb(rgb.0, rgb.1, rgb.2),
                _ => Color::Indexed(indexed),
            })
        };
        let text = Style::new();
        if light {
            let accent = pick((0, 118, 104), 29);
            Self {
                text,
                strong: text.add_modifier(Modifier::BOLD),
                dim: pick((92, 99, 108), 241),
                faint: pick((190, 195, 201), 250),
                accent,
                warm: pick((190, 70, 10), 130),
                chosen: Style::new().bg(match surroundings.depth {
                    Depth::True => Color::Rgb(224, 238, 236),
                    _ => Color::Indexed(254),
                }),
                flash: accent.add_modifier(Modifier::REVERSED),
                shades: [
                    pick((160, 210, 203), 152),
                    pick((92, 176, 166), 73),
                    pick((30, 142, 130), 36),
                    pick((0, 96, 86), 23),
                ],
                coloured: true,
            }
        } else {
            let accent = pick((95, 215, 190), 79);
            Self {
                text,
                strong: text.add_modifier(Modifier::BOLD),
                dim: pick((132, 140, 150), 245),
                faint: pick((58, 64, 72), 238),
                accent,
                warm: pick((255, 140, 90), 209),
                chosen: Style::new().bg(match surroundings.depth {
                    Depth::True => Color::Rgb(30, 40, 46),
                    _ => Color::Indexed(236),
                }),
                flash: accent.add_modifier(Modifier::REVERSED),
                shades: [
                    pick((30, 82, 76), 23),
                    pick((45, 128, 116), 30),
                    pick((68, 172, 152), 36),
                    pick((95, 215, 190), 79),
                ],
                coloured: true,
            }
        }
    }

    /// Without any colour.
    #[must_use]
    pub fn plain() -> Self {
        let text = Style::new();
        let bold = text.add_modifier(Modifier::BOLD);
        let dim = text.add_modifier(Modifier::DIM);
        Self {
            text,
            strong: bold,
            dim,
            faint: dim,
            accent: bold,
            warm: bold.add_modifier(Modifier::UNDERLINED),
            chosen: text.add_modifier(Modifier::REVERSED),
            flash: text.add_modifier(Modifier::REVERSED),
            shades: [text; 4],
            coloured: false,
        }
    }
}
