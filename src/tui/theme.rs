//! Four inks and two modifiers: text, dim text, one calm accent, one warm accent for the body; and no colour at all
//! where `NO_COLOR` is set, in which case weight, underline and reversal say the same. Figures have shades of their
//! own.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::Weekday;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::figure::cells::{Glyphs, Look};
use crate::figure::flesh::Stuff;
use crate::figure::palette::{Ground, Ink};
use crate::locale;
use crate::sanitize::clean;
use crate::settings::{self, Settings, ThemeChoice};

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
    /// `true` if the background is light, as `COLORFGBG` tells; `None` where it does not, and the terminal is asked.
    pub light: Option<bool>,
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
        let light = background.map(|background| matches!(background, 7 | 9..=15));
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
    /// The phase in which somebody gets ready.
    pub ready: Style,
    /// The phase in which the sides are changed.
    pub switch: Style,
    /// The phase in which somebody rests or breathes out.
    pub rest: Style,
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

/// A colour as red, green and blue, and the one of the 256 that is used in its place.
type Shade = ((u8, u8, u8), u8);

/// The inks of a preset on one ground.
struct Preset {
    text: Option<Shade>,
    dim: Shade,
    faint: Shade,
    accent: Shade,
    warm: Shade,
    ready: Shade,
    switch: Shade,
    rest: Shade,
    chosen: Shade,
    shades: [Shade; 4],
}

/// Text on the line of the chosen item.
const ON_DARK: Shade = ((232, 236, 240), 255);
const ON_LIGHT: Shade = ((20, 24, 28), 234);

const DARK: Preset = Preset {
    text: None,
    dim: ((132, 140, 150), 245),
    faint: ((58, 64, 72), 238),
    accent: ((95, 215, 190), 79),
    warm: ((255, 140, 90), 209),
    ready: ((240, 205, 100), 221),
    switch: ((215, 150, 240), 176),
    rest: ((120, 180, 250), 111),
    chosen: ((30, 40, 46), 236),
    shades: [((30, 82, 76), 23), ((45, 128, 116), 30), ((68, 172, 152), 36), ((95, 215, 190), 79)],
};

const LIGHT: Preset = Preset {
    text: None,
    dim: ((92, 99, 108), 241),
    faint: ((158, 164, 171), 247),
    accent: ((0, 118, 104), 29),
    warm: ((190, 70, 10), 130),
    ready: ((138, 100, 0), 94),
    switch: ((140, 60, 160), 97),
    rest: ((30, 95, 180), 25),
    chosen: ((224, 238, 236), 254),
    shades: [((160, 210, 203), 152), ((62, 150, 140), 66), ((30, 142, 130), 36), ((0, 96, 86), 23)],
};

/// Every ink at 7:1 or more on black (WCAG 2.2, level AAA).
const CONTRAST_ON_DARK: Preset = Preset {
    text: Some(((255, 255, 255), 231)),
    dim: ((208, 208, 208), 252),
    faint: ((160, 160, 160), 247),
    accent: ((0, 255, 255), 51),
    warm: ((255, 215, 0), 220),
    ready: ((255, 255, 135), 228),
    switch: ((255, 175, 255), 219),
    rest: ((135, 215, 255), 117),
    chosen: ((0, 0, 135), 18),
    shades: [((0, 135, 135), 30), ((0, 175, 175), 37), ((0, 215, 215), 44), ((0, 255, 255), 51)],
};

/// The same on white.
const CONTRAST_ON_LIGHT: Preset = Preset {
    text: Some(((0, 0, 0), 16)),
    dim: ((48, 48, 48), 236),
    faint: ((88, 88, 88), 240),
    accent: ((0, 75, 75), 23),
    warm: ((120, 40, 0), 52),
    ready: ((90, 65, 0), 58),
    switch: ((95, 0, 95), 53),
    rest: ((0, 0, 135), 18),
    chosen: ((255, 255, 175), 229),
    shades: [((0, 135, 135), 30), ((0, 95, 95), 23), ((0, 80, 80), 23), ((0, 60, 60), 23)],
};

/// Colours that people with any colour vision tell apart (Okabe and Ito 2008, "Color Universal Design"), the lighter ones
/// on dark.
const UNIVERSAL_ON_DARK: Preset = Preset {
    text: None,
    dim: ((140, 146, 152), 245),
    faint: ((62, 66, 70), 238),
    accent: ((86, 180, 233), 74),
    warm: ((230, 159, 0), 172),
    ready: ((240, 228, 66), 227),
    switch: ((204, 121, 167), 175),
    rest: ((0, 158, 115), 36),
    chosen: ((30, 40, 50), 236),
    shades: [((24, 60, 84), 24), ((46, 116, 158), 31), ((60, 140, 186), 68), ((86, 180, 233), 74)],
};

/// The darker ones on light.
const UNIVERSAL_ON_LIGHT: Preset = Preset {
    text: None,
    dim: ((92, 99, 108), 241),
    faint: ((158, 164, 171), 247),
    accent: ((0, 114, 178), 25),
    warm: ((180, 80, 0), 130),
    ready: ((120, 95, 0), 94),
    switch: ((160, 70, 120), 132),
    rest: ((0, 120, 88), 29),
    chosen: ((222, 234, 244), 254),
    shades: [((170, 205, 230), 152), ((64, 144, 198), 67), ((30, 130, 190), 32), ((0, 90, 145), 24)],
};

impl Theme {
    /// The theme for these settings in these surroundings.
    #[must_use]
    pub fn of(settings: &Settings, surroundings: Surroundings) -> Self {
        let choice = settings.theme;
        let (own, _) = OwnColours::read(&settings.colours);
        let light = match choice {
            ThemeChoice::Dark => false,
            ThemeChoice::Light => true,
            ThemeChoice::Auto | ThemeChoice::HighContrast | ThemeChoice::ColourBlind => {
                surroundings.light == Some(true)
            }
        };
        if surroundings.depth == Depth::None {
            return Self::plain();
        }
        let preset = match (choice, light) {
            (ThemeChoice::HighContrast, false) => CONTRAST_ON_DARK,
            (ThemeChoice::HighContrast, true) => CONTRAST_ON_LIGHT,
            (ThemeChoice::ColourBlind, false) => UNIVERSAL_ON_DARK,
            (ThemeChoice::ColourBlind, true) => UNIVERSAL_ON_LIGHT,
            (_, false) => DARK,
            (_, true) => LIGHT,
        };
        let is_true = surroundings.depth == Depth::True;
        let shade = |((red, green, blue), index): Shade| {
            if is_true { Color::Rgb(red, green, blue) } else { Color::Indexed(index) }
        };
        let pick = |name: &str, usual: Shade| own.colour(name, is_true).unwrap_or_else(|| shade(usual));
        let ink = |name: &str, usual: Shade| Style::new().fg(pick(name, usual));
        let text = match (own.colour("text", is_true), preset.text) {
            (Some(colour), _) => Style::new().fg(colour),
            (None, Some(usual)) => Style::new().fg(shade(usual)),
            (None, None) => Style::new(),
        };
        let on_chosen = if light { ON_LIGHT } else { ON_DARK };
        let accent = ink("accent", preset.accent);
        let own_accent = own.colour("accent", is_true);
        Self {
            text,
            strong: text.add_modifier(Modifier::BOLD),
            dim: ink("dim", preset.dim),
            faint: ink("faint", preset.faint),
            accent,
            warm: ink("body", preset.warm),
            ready: ink("ready", preset.ready),
            switch: ink("switch", preset.switch),
            rest: ink("rest", preset.rest),
            // The terminal's own ink may be as dark as this ground, or as light.
            chosen: text.bg(pick("chosen", preset.chosen)).fg(text.fg.unwrap_or_else(|| shade(on_chosen))),
            flash: accent.add_modifier(Modifier::REVERSED),
            // Signs of their own tell more from less, so one colour of the person's own will do for all.
            shades: preset.shades.map(|usual| Style::new().fg(own_accent.unwrap_or_else(|| shade(usual)))),
            ground: if light { Ground::Light } else { Ground::Dark },
            depth: surroundings.depth,
            coloured: true,
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
            ready: bold,
            switch: bold,
            rest: text,
            chosen: text.add_modifier(Modifier::REVERSED),
            flash: text.add_modifier(Modifier::REVERSED),
            shades: [text; 4],
            ground: Ground::Dark,
            depth: Depth::None,
            coloured: false,
        }
    }

    /// Dims what is already drawn in `area`, so that what is laid over it stands out.
    pub fn dim_behind(&self, buffer: &mut Buffer, area: Rect) {
        let ground = if self.ground == Ground::Light { 255 } else { 0 };
        for position in area.intersection(buffer.area).positions() {
            let cell = &mut buffer[position];
            if !self.coloured {
                cell.modifier = Modifier::DIM;
                continue;
            }
            cell.modifier.remove(Modifier::BOLD | Modifier::REVERSED);
            cell.fg = self.faded(cell.fg, ground);
            cell.bg = if cell.bg == Color::Reset { Color::Reset } else { self.faded(cell.bg, ground) };
        }
    }

    /// A colour as it is behind something: near the ground.
    fn faded(&self, colour: Color, ground: u8) -> Color {
        let mixed = |part: u8| u8::try_from((u16::from(part) * 3 + u16::from(ground) * 7) / 10).unwrap_or(ground);
        match colour {
            Color::Rgb(red, green, blue) => Color::Rgb(mixed(red), mixed(green), mixed(blue)),
            _ => self.faint.fg.unwrap_or(Color::DarkGray),
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

/// The colours of the person's own, by the name of the ink.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnColours(BTreeMap<String, Color>);

/// The inks that can have a colour of the person's own.
pub const INKS: [&str; 9] = ["text", "dim", "faint", "accent", "body", "ready", "switch", "rest", "chosen"];

impl OwnColours {
    /// The colours as the settings name them; what is none comes back as sentences, and the rest holds.
    #[must_use]
    pub fn read(named: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut own = Self::default();
        let mut faults = Vec::new();
        for (ink, colour) in named {
            match (INKS.contains(&ink.as_str()), Color::from_str(colour)) {
                (true, Ok(colour)) => drop(own.0.insert(ink.clone(), colour)),
                (false, _) => {
                    faults.push(format!("\"colours\": \"{}\" is not one of: {}", clean(ink, 30), INKS.join(", ")));
                }
                (true, Err(_)) => faults.push(format!(
                    "\"colours\": \"{}\" is not a colour; write #rrggbb, a number up to 255, or a name such as \"light blue\"",
                    clean(colour, 30)
                )),
            }
        }
        (own, faults)
    }

    /// The colour of an ink, or the nearest that the terminal has.
    fn colour(&self, ink: &str, is_true: bool) -> Option<Color> {
        match self.0.get(ink).copied()? {
            Color::Rgb(red, green, blue) if !is_true => {
                Some(Color::Indexed(anstyle_lossy::rgb_to_xterm(anstyle::RgbColor(red, green, blue)).0))
            }
            colour => Some(colour),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(colours: &[(&str, &str)]) -> (OwnColours, Vec<String>) {
        OwnColours::read(&colours.iter().map(|(ink, colour)| ((*ink).to_owned(), (*colour).to_owned())).collect())
    }

    const fn surroundings(depth: Depth) -> Surroundings {
        Surroundings { depth, light: None, glyphs: Glyphs::Quadrant, first_weekday: Weekday::Mon }
    }

    #[test]
    fn a_colour_of_ones_own_takes_the_place_of_the_presets_or_the_nearest_that_there_is() {
        let colours = [("accent", "#ff8000"), ("body", "light blue")].map(|(ink, of)| (ink.to_owned(), of.to_owned()));
        let settings = Settings { colours: colours.into(), ..Settings::default() };
        let theme = |depth| Theme::of(&settings, surroundings(depth));
        assert_eq!(theme(Depth::True).accent.fg, Some(Color::Rgb(255, 128, 0)));
        assert_eq!(theme(Depth::True).warm.fg, Some(Color::LightBlue));
        assert_eq!(theme(Depth::Palette).accent.fg, Some(Color::Indexed(208)));
        assert_eq!(theme(Depth::None), Theme::plain());
    }

    #[test]
    fn what_is_no_ink_and_what_is_no_colour_are_answered() {
        let (own, faults) = own(&[("accnt", "red"), ("dim", "reddish")]);
        assert_eq!(own, OwnColours::default());
        assert!(faults[0].contains("accent") && faults[1].contains("\"reddish\" is not a colour"), "{faults:?}");
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(((red, green, blue), _): Shade) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn text_is_read_on_its_ground_and_at_high_contrast_by_all() {
        let inks = |preset: &Preset| [preset.dim, preset.accent, preset.warm, preset.ready, preset.switch, preset.rest];
        for (preset, light, least) in [
            (&DARK, false, 4.5),
            (&LIGHT, true, 4.5),
            (&UNIVERSAL_ON_DARK, false, 4.5),
            (&UNIVERSAL_ON_LIGHT, true, 4.5),
            (&CONTRAST_ON_DARK, false, 7.0),
            (&CONTRAST_ON_LIGHT, true, 7.0),
        ] {
            let ground = if light { 1.0 } else { 0.0 };
            for ink in inks(preset) {
                let ink_luminance = luminance(ink);
                let (low, high) = (ink_luminance.min(ground), ink_luminance.max(ground));
                assert!((high + 0.05) / (low + 0.05) >= least, "{ink:?}");
            }
            // Squares of a year are no text (WCAG 2.2, 1.4.11: 3:1); the faintest is not used for them.
            for shade in &preset.shades[1..] {
                let (low, high) = (luminance(*shade).min(ground), luminance(*shade).max(ground));
                assert!((high + 0.05) / (low + 0.05) >= least.min(7.0) - 1.5, "{shade:?}");
            }
        }
    }

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
