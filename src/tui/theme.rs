//! Four inks and two modifiers: text, dim text, one calm accent, one warm accent for the body; and no colour at all
//! where `NO_COLOR` is set, in which case weight, underline and reversal say the same. Figures have shades of their
//! own.

use chrono::Weekday;
use ratatui::style::{Color, Modifier, Style};

use crate::figure::cells::{Glyphs, Look};
use crate::figure::flesh::Stuff;
use crate::figure::palette::{Ground, Ink};
use crate::locale;
use crate::settings::{self, ThemeChoice};

/// The number of colours that the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None are wanted (`NO_COLOR`) or there are none.
    None,
    /// The 256 of the usual palette.
    Palette,
    /// All colours.
    True,
}

/// The properties of the terminal and the locale, read once from the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// The number of colours.
    pub depth: Depth,
    /// `true` if the background is light, as far as `COLORFGBG` tells.
    pub light: bool,
    /// The characters that figures are best drawn with.
    pub glyphs: Glyphs,
    /// The first day of the week here.
    pub first_weekday: Weekday,
}

impl Surroundings {
    /// Reads `NO_COLOR` (no-color.org), `COLORTERM`, `COLORFGBG`, `TERM` and the locale.
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
        let glyphs = glyphs_of(&variable("TERM"), &[variable("LC_ALL"), variable("LC_CTYPE"), variable("LANG")]);
        let light = matches!(background, Some(7 | 9..=15));
        Self { depth, light, glyphs, first_weekday: locale::first_weekday() }
    }

    /// The look of figures here with the setting `choice`.
    #[must_use]
    pub fn look(&self, choice: settings::GlyphChoice, theme: &Theme) -> Look {
        let glyphs = match choice {
            // Blocks are told apart by their colours; where there are none, dots are drawn.
            settings::GlyphChoice::Auto | settings::GlyphChoice::Pixels
                if self.depth == Depth::None && self.glyphs == Glyphs::Quadrant =>
            {
                Glyphs::Braille
            }
            settings::GlyphChoice::Auto | settings::GlyphChoice::Pixels => self.glyphs,
            settings::GlyphChoice::Quadrant => Glyphs::Quadrant,
            settings::GlyphChoice::Braille => Glyphs::Braille,
            settings::GlyphChoice::HalfBlock => Glyphs::HalfBlock,
            settings::GlyphChoice::Octant => Glyphs::Octant,
            settings::GlyphChoice::Ascii => Glyphs::Ascii,
        };
        Look { glyphs, coloured: self.depth != Depth::None, ground: theme.ground }
    }
}

/// The characters that a terminal of this name can show in this locale. The console of Linux has a font of 512
/// characters, with half blocks and without braille. A locale that names a character set other than UTF-8 means it; one
/// that names none ("C") says nothing.
fn glyphs_of(term: &str, locale: &[String]) -> Glyphs {
    let said = locale.iter().find(|said| !said.is_empty()).map_or("", String::as_str);
    let set = said.split_once('.').map_or("", |(_, set)| set).to_ascii_lowercase();
    match term {
        _ if !set.is_empty() && !set.starts_with("utf") => Glyphs::Ascii,
        "dumb" | "vt52" | "vt100" | "vt220" => Glyphs::Ascii,
        "linux" => Glyphs::HalfBlock,
        _ => Glyphs::Quadrant,
    }
}

/// The inks of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Text to read.
    pub text: Style,
    /// Text to read first.
    pub strong: Style,
    /// Labels, and text that can wait.
    pub dim: Style,
    /// Rules and the empty part of bars.
    pub faint: Style,
    /// Keys, progress, the chosen item.
    pub accent: Style,
    /// The body: sides, muscles, and anything that needs attention.
    pub warm: Style,
    /// The line of the chosen item.
    pub chosen: Style,
    /// The banner for 300 ms after a cue.
    pub flash: Style,
    /// Shades of the accent for the year's picture, from some to most.
    pub shades: [Style; 4],
    /// The ground that figures stand on.
    pub ground: Ground,
    /// The number of colours that figures have.
    depth: Depth,
    /// `true` if there is colour.
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
                ground: Ground::Light,
                depth: surroundings.depth,
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
                ground: Ground::Dark,
                depth: surroundings.depth,
                coloured: true,
            }
        }
    }

    /// A theme without any colour.
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
            ground: Ground::Dark,
            depth: Depth::None,
            coloured: false,
        }
    }

    /// The style of a figure's ink.
    #[must_use]
    pub fn ink(&self, ink: Ink) -> Style {
        match self.depth {
            Depth::None if ink.glow > 0 => self.text.add_modifier(Modifier::BOLD),
            Depth::None if matches!(ink.stuff, Stuff::Ground | Stuff::Thing) => self.dim,
            Depth::None => self.text,
            Depth::Palette => self.text.fg(Color::Indexed(ink.indexed(self.ground))),
            Depth::True => {
                let [red, green, blue] = ink.colour(self.ground);
                self.text.fg(Color::Rgb(red, green, blue))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(term: &str, locale: &str) -> Glyphs {
        glyphs_of(term, &[String::new(), String::new(), locale.to_owned()])
    }

    #[test]
    fn figures_are_drawn_with_what_the_terminal_can_show() {
        assert_eq!(drawn("xterm-256color", "en_GB.UTF-8"), Glyphs::Quadrant);
        assert_eq!(drawn("xterm-256color", "C"), Glyphs::Quadrant);
        assert_eq!(drawn("linux", "en_GB.UTF-8"), Glyphs::HalfBlock);
        assert_eq!(drawn("xterm", "de_DE.ISO-8859-1"), Glyphs::Ascii);
        assert_eq!(drawn("vt100", ""), Glyphs::Ascii);
    }
}
