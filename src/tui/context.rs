//! Context: the data that every view may read, and none may change: the situation, and the look of the screens.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use super::hits::Hits;
use super::own_keys::OwnKeys;
use super::theme::{Depth, Surroundings, Theme};
use super::widgets::figure::FigureAt;
use super::widgets::reel::Reel;
use crate::beside::{Screen, Task};
use crate::figure::cells::{Glyphs, Look};
use crate::figure::{Figure, Phase, motion};
use crate::library::Library;
use crate::library::texts::Texts;
use crate::paths::Paths;
use crate::presence::desk::Desk;
use crate::settings::{GlyphChoice as Chosen, Settings, Sound};
pub use crate::situation::Now;
use crate::situation::Situation;

/// The substitute for a sound card that is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// The bell of the terminal.
    Bell,
    /// Nothing is heard.
    Silence,
}

impl Instead {
    /// The label of the substitute; shorter where there is little room.
    #[must_use]
    pub const fn label(self, narrow: bool) -> &'static str {
        match self {
            Self::Bell if narrow => "bell",
            Self::Bell => "terminal bell",
            Self::Silence => "no sound",
        }
    }
}

/// The data that every view may read: the situation, as if its fields were here, and the look of the screens.
#[derive(Debug)]
pub struct Context {
    /// What is known of the person, and what follows from it.
    pub situation: Situation,
    /// The places of the program's files, once they are known.
    pub paths: Option<Paths>,
    /// The day at the desk as far as it was known when the history was read; `None` where no prompt was seen.
    pub desk: Option<Desk>,
    /// The inks.
    pub theme: Theme,
    /// The look of figures.
    pub look: Look,
    /// The keys of the person's own.
    pub keys: OwnKeys,
    /// The places of the last frame that can be clicked.
    pub hits: Hits,
    /// The pictures of figures that were drawn before.
    pub reel: Reel,
    /// What the sessions of this run are led beside, if anything.
    pub beside: Option<Task>,
    /// The screen of it, while it is shown.
    pub(super) beside_screen: Option<Screen>,
    /// The substitute for the sound card, if that is not heard.
    pub instead: Option<Instead>,
    /// `true` if somebody may be looking; `false` only if the terminal said that its window is not
    /// in front.
    pub focus: bool,
    /// The columns and rows of the terminal.
    pub size: (u16, u16),
    /// The volume, the voice and the cues: those of the routine that is running, or else of all.
    pub sound: Sound,
    /// `true` if a layer lies over the screen: a picture in pixels would cover it.
    pub(super) covered: bool,
    surroundings: Surroundings,
    /// The pixels across and down a cell, where figures are shown in pixels.
    pixels: Option<(u16, u16)>,
    /// The exercise (by id) whose figure was turned by hand, and the turn in degrees.
    turned: Option<(String, i16)>,
}

impl Deref for Context {
    type Target = Situation;

    fn deref(&self) -> &Situation {
        &self.situation
    }
}

impl DerefMut for Context {
    fn deref_mut(&mut self) -> &mut Situation {
        &mut self.situation
    }
}

impl Context {
    pub(super) fn new(
        library: Library,
        texts: Texts,
        settings: Settings,
        surroundings: Surroundings,
        now: Now,
    ) -> Self {
        let theme = Theme::of(&settings, surroundings);
        let look = surroundings.look(settings.glyphs, &theme);
        Self {
            look,
            sound: settings.sound_in(""),
            theme,
            keys: own_keys(&settings, look),
            situation: Situation::new(library, texts, settings, surroundings.first_weekday, now),
            paths: None,
            desk: None,
            hits: Hits::default(),
            reel: Reel::default(),
            beside: None,
            beside_screen: None,
            instead: None,
            focus: true,
            size: (0, 0),
            covered: false,
            surroundings,
            pixels: None,
            turned: None,
        }
    }

    /// The time between two pictures of a moving figure.
    #[must_use]
    pub const fn step(&self) -> Duration {
        match (self.pixels, self.surroundings.depth) {
            (Some(_), _) => motion::PIXEL_STEP,
            (None, Depth::True) => motion::STEP,
            (None, _) => motion::SLOW_STEP,
        }
    }

    /// The pixels across and down a cell, where figures are shown in pixels.
    #[must_use]
    pub const fn pixels(&self) -> Option<(u16, u16)> {
        self.pixels
    }

    /// Returns `true` if figures should be in pixels where the terminal can show them: not without
    /// colour, and not if characters were chosen.
    #[must_use]
    pub fn wants_pixels(&self) -> bool {
        self.theme.coloured && matches!(self.settings.glyphs, Chosen::Auto | Chosen::Pixels)
    }

    /// Returns `true` if figures should be in pixels even if the terminal does not say that it can.
    #[must_use]
    pub fn insists_on_pixels(&self) -> bool {
        self.theme.coloured && self.settings.glyphs == Chosen::Pixels
    }

    /// Returns `true` if figures on the screen move: not under a text, and not without motion.
    #[must_use]
    pub fn figures_move(&self) -> bool {
        self.settings.motion && !self.covered
    }

    /// The figure of an exercise (by id) at one moment, with the present look and turn.
    #[must_use]
    pub fn figure<'a>(&'a self, exercise: &str, figure: &'a Figure, phase: Phase, mirrored: bool) -> FigureAt<'a> {
        let pixels = self.pixels.filter(|_| !self.covered);
        let turn = self.turn_of(exercise);
        FigureAt { figure, phase, mirrored, turn, look: self.look, theme: &self.theme, reel: &self.reel, pixels }
    }

    /// The degrees by which the figure of an exercise was turned by hand.
    fn turn_of(&self, exercise: &str) -> i16 {
        self.turned.as_ref().filter(|(id, _)| id == exercise).map_or(0, |(_, turn)| *turn)
    }

    pub(super) fn show_in_pixels(&mut self, cell: Option<(u16, u16)>) {
        self.pixels = cell.filter(|_| self.wants_pixels());
    }

    pub(super) fn turn(&mut self, exercise: String, by: i16) {
        let turn = (self.turn_of(&exercise) + by + 180).rem_euclid(360) - 180;
        self.turned = Some((exercise, turn));
    }

    /// Returns `true` if only the terminal can tell whether its background is light, and that matters.
    #[must_use]
    pub fn asks_for_ground(&self) -> bool {
        self.surroundings.light.is_none() && self.surroundings.depth != Depth::None
    }

    /// Takes in whether the terminal's background is light.
    pub(super) fn set_ground(&mut self, light: bool) {
        self.surroundings.light = Some(light);
        self.theme = Theme::of(&self.settings, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
    }

    /// Takes in changed settings.
    pub(super) fn configure(&mut self, settings: Settings) {
        self.situation.configure(settings);
        self.theme = Theme::of(&self.settings, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
        self.keys = own_keys(&self.settings, self.look);
    }
}

/// The keys of the person's own, as they are written in this look.
fn own_keys(settings: &Settings, look: Look) -> OwnKeys {
    OwnKeys::read(&settings.keys).0.in_words(look.glyphs == Glyphs::Ascii)
}
