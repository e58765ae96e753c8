//! Settings: the choices of a person, remembered between starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Weekday};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::history::advice::Shown;
use crate::history::goal::Goal;
use crate::practice::program::of_session;
use crate::presence::choices::Choices;
use crate::sanitize::clean;
use crate::session::{Guide, Level};

/// Choices of a person. Anything a file leaves out has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "choices that have nothing to do with each other")]
pub struct Settings {
    /// Loudness of the cues, 0 to 100.
    pub volume: u8,
    /// `true` if the cues are silent.
    pub muted: bool,
    /// Amount that the voice says.
    pub voice: Voice,
    /// Set of cues that is played.
    pub cues: CueSet,
    /// Nothing is heard, and every cue is seen as a word.
    pub quiet_room: bool,
    /// After so many sessions with an exercise the voice only names it; 0 for never.
    pub brief_after: u8,
    /// Differences of single routines, by the routine's id.
    pub routines: BTreeMap<String, Profile>,
    /// The colours.
    pub theme: ThemeChoice,
    /// Colours of the person's own, by the name of the ink.
    #[serde(alias = "colors", skip_serializing_if = "BTreeMap::is_empty")]
    pub colours: BTreeMap<String, String>,
    /// Keys of the person's own, each with the word of what it does.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
    /// `true` if clicks and the wheel reach the program, and not the terminal's own selection.
    pub mouse: bool,
    /// `true` if anything on the screen may flash or move.
    pub motion: bool,
    /// The characters that lines, bars, numbers and figures are drawn with.
    pub glyphs: GlyphChoice,
    /// The order of the routines on the first screen.
    pub order: ListOrder,
    /// The first day of the week in the year's picture and in weekly totals.
    pub week_starts: WeekStart,
    /// The hour at which a day begins, 0 to 23: what is done before it belongs to the day before.
    pub day_start_hour: u8,
    /// Missed days in any seven that do not end a streak, 0 to 6.
    pub grace_per_week: u8,
    /// What is aimed at in a week.
    pub goal: Goal,
    /// A day counts from this many seconds of stretching on, even without a completed session; 10 to 3600.
    pub least_active_secs: u16,
    /// For so many days after an exercise hurt, no routine with it is suggested; 0 for none.
    pub ouch_days: u8,
    /// The advice to see a clinician that was shown by itself lately.
    #[serde(skip_serializing_if = "Shown::is_empty")]
    pub advice_shown: Shown,
    /// The moment at which the screens last asked what suits the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<DateTime<FixedOffset>>,
    /// The ids of the areas about which it was asked what a clinician will ask.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub asked_about: BTreeSet<String>,
    /// The id of the last session that ended worse than it began, after which it was asked how it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_after: Option<String>,
    /// `true` if each exercise starts on a key.
    pub wait: bool,
    /// `true` if the screen stays on during a session.
    pub awake: bool,
    /// `true` if music that plays is paused during a session.
    pub pause_music: bool,
    /// `true` if a session pauses when the sound card is lost, as when headphones are pulled out.
    pub pause_unheard: bool,
    /// Breaks in the prompt and the status line.
    pub nudge: Choices,
    /// Settings of another version of the program, kept as they are.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            volume: 70,
            muted: false,
            voice: Voice::Full,
            cues: CueSet::Soft,
            quiet_room: false,
            brief_after: 3,
            routines: BTreeMap::new(),
            theme: ThemeChoice::Auto,
            colours: BTreeMap::new(),
            keys: BTreeMap::new(),
            mouse: false,
            motion: true,
            glyphs: GlyphChoice::Auto,
            order: ListOrder::Time,
            week_starts: WeekStart::Auto,
            day_start_hour: 3,
            grace_per_week: 1,
            goal: Goal::None,
            least_active_secs: 60,
            ouch_days: 7,
            advice_shown: Shown::default(),
            asked: None,
            asked_about: BTreeSet::new(),
            asked_after: None,
            wait: false,
            awake: true,
            pause_music: false,
            pause_unheard: true,
            nudge: Choices::default(),
            other: serde_json::Map::new(),
        }
    }
}

/// Amount that the voice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// Instructions as well.
    #[default]
    Full,
    /// Names and sides.
    Brief,
    /// Nothing.
    Off,
}

impl Voice {
    /// The same in the words of a session.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Full => Level::Full,
            Self::Brief => Level::Brief,
            Self::Off => Level::Off,
        }
    }
}

impl From<Level> for Voice {
    fn from(level: Level) -> Self {
        match level {
            Level::Full => Self::Full,
            Level::Brief => Self::Brief,
            Level::Off => Self::Off,
        }
    }
}

/// Set of cues that is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CueSet {
    /// Warm and low, for headphones and quiet rooms.
    #[default]
    Soft,
    /// With more overtones, for small loudspeakers and noisy rooms.
    Clear,
}

impl CueSet {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Soft, Self::Clear];

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Soft => Self::Clear,
            Self::Clear => Self::Soft,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Clear => "clear",
        }
    }
}

/// Choices of sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sound {
    /// Loudness, 0 to 100.
    pub volume: u8,
    /// `true` if cues and voice are silent.
    pub muted: bool,
    /// Amount that the voice says.
    pub voice: Voice,
    /// Set of cues that is played.
    pub cues: CueSet,
}

impl Sound {
    /// Amount that is really said: nothing where nothing is heard, or where there is but a bell, which cannot speak.
    #[must_use]
    pub const fn spoken(self) -> Level {
        if self.muted || !cfg!(feature = "sound") { Level::Off } else { self.voice.level() }
    }
}

/// Choices of sound in one routine, where they differ from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Loudness, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<u8>,
    /// `true` if cues and voice are silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted: Option<bool>,
    /// Amount that the voice says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Voice>,
    /// Set of cues that is played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cues: Option<CueSet>,
}

/// Which colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    /// As the terminal says of itself, else dark.
    #[default]
    Auto,
    /// For a dark terminal.
    Dark,
    /// For a light terminal.
    Light,
    /// Every ink far from its ground.
    HighContrast,
    /// Colours that people with any colour vision tell apart.
    #[serde(alias = "color-blind")]
    ColourBlind,
}

impl ThemeChoice {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::ColourBlind];
}

/// Which characters lines, bars, numbers and figures are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GlyphChoice {
    /// As the terminal says of itself; quadrants where it says nothing, braille without colour.
    #[default]
    #[serde(alias = "unicode")]
    Auto,
    /// Lines and blocks, and figures in quadrants.
    Quadrant,
    /// Lines and blocks, and figures in braille.
    Braille,
    /// Lines and blocks, and figures in half blocks, for fonts whose braille is missing or hollow.
    HalfBlock,
    /// Lines and blocks, and figures in octants, for the few fonts that have them.
    Octant,
    /// Lines and blocks, and figures in pixels, for terminals that show pictures.
    Pixels,
    /// Nothing beyond ASCII.
    Ascii,
}

impl GlyphChoice {
    /// Every choice, in the order of the settings.
    pub const ALL: [Self; 7] =
        [Self::Auto, Self::Pixels, Self::Quadrant, Self::Octant, Self::HalfBlock, Self::Braille, Self::Ascii];
}

/// The order of the routines on the first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListOrder {
    /// The shortest first.
    #[default]
    Time,
    /// Favourites first.
    Favourites,
    /// What was done last first.
    Recent,
}

impl ListOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Time, Self::Favourites, Self::Recent];

    /// The order in words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Time => "by time",
            Self::Favourites => "favourites",
            Self::Recent => "recent",
        }
    }
}

/// The first day of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekStart {
    /// As is usual where the locale says.
    #[default]
    Auto,
    /// ISO 8601.
    Monday,
    /// As in North America.
    Sunday,
    /// As in much of the Arab world.
    Saturday,
}

impl WeekStart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Monday, Self::Sunday, Self::Saturday];

    /// The first day of the week, where the locale's is `usual`.
    #[must_use]
    pub const fn day(self, usual: Weekday) -> Weekday {
        match self {
            Self::Auto => usual,
            Self::Monday => Weekday::Mon,
            Self::Sunday => Weekday::Sun,
            Self::Saturday => Weekday::Sat,
        }
    }
}

/// The largest file of settings, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// The most files that could not be read and are kept; after them the first is replaced.
const MOST_UNREADABLE: u32 = 99;

/// The settings could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot save the settings in {}: {source}; they last until you quit", path.display())]
pub struct SaveError {
    path: PathBuf,
    source: io::Error,
}

/// The id under which choices for a routine are kept: those for a session of a programme hold for all of it.
fn all_of(routine: &str) -> &str {
    of_session(routine).unwrap_or(routine)
}

impl Settings {
    /// The seconds of stretching from which a day may count.
    pub const ACTIVE_SECS: RangeInclusive<u16> = 10..=3600;
    /// The largest number of sessions after which an exercise may be only named.
    pub const MOST_BRIEF_AFTER: u8 = 100;
    /// The largest number of days that an ouch may keep a routine from being suggested.
    pub const MOST_OUCH_DAYS: u8 = 90;
    /// The largest number of missed days in seven that may be bridged.
    pub const MOST_GRACE: u8 = 6;

    /// Reads the settings; what is wrong with the file comes back as a sentence, beside the defaults.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Option<String>) {
        match Self::read(path) {
            Ok(settings) => (settings.bounded(), None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), None),
            Err(error) => (Self::default(), Some(complaint(path, &error))),
        }
    }

    /// Reads settings that were changed while others hold. The error is a sentence on what is wrong with the file.
    pub fn load_anew(path: &Path) -> Result<Self, String> {
        match Self::read(path) {
            Ok(settings) => Ok(settings.bounded()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(unreadable(path, &error, "the settings stay as they were")),
        }
    }

    fn read(path: &Path) -> io::Result<Self> {
        Ok(serde_json::from_str(&files::read_text(path, MOST_BYTES)?)?)
    }

    /// Choices of sound in `routine`.
    #[must_use]
    pub fn sound_in(&self, routine: &str) -> Sound {
        let own = self.routines.get(all_of(routine)).copied().unwrap_or_default();
        Sound {
            volume: own.volume.unwrap_or(self.volume),
            muted: self.quiet_room || own.muted.unwrap_or(self.muted),
            voice: own.voice.unwrap_or(self.voice),
            cues: own.cues.unwrap_or(self.cues),
        }
    }

    /// Remembers what is heard in `routine`, as far as it differs from what is heard in all others.
    pub fn remember_sound(&mut self, routine: &str, sound: Sound) {
        let profile = Profile {
            volume: (sound.volume != self.volume).then_some(sound.volume),
            muted: (!self.quiet_room && sound.muted != self.muted).then_some(sound.muted),
            voice: (sound.voice != self.voice).then_some(sound.voice),
            cues: (sound.cues != self.cues).then_some(sound.cues),
        };
        if profile == Profile::default() {
            self.routines.remove(all_of(routine));
        } else {
            self.routines.insert(all_of(routine).to_owned(), profile);
        }
    }

    /// Guide that says as much as was chosen for `routine`, to somebody who knows the `familiar` exercises, on a system that
    /// speaks texts without a clip or does not.
    #[must_use]
    pub fn guide(&self, routine: &str, familiar: &Arc<BTreeSet<String>>, speaks_own: bool) -> Guide {
        Guide { level: self.sound_in(routine).spoken(), familiar: Arc::clone(familiar), speaks_own }
    }

    /// Writes the settings whole or not at all. A file that could not be read is kept beside the new one.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        self.write(path).map_err(|source| SaveError { path: path.to_owned(), source })
    }

    /// The same with the error of the system.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        files::make_folder(path.parent().unwrap_or(Path::new(".")))?;
        let place = files::behind_links(path)?;
        if fs::metadata(&place).is_ok_and(|about| about.is_file()) && Self::read(&place).is_err() {
            fs::rename(&place, free_name(&place))?;
        }
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        files::replace(path, &text)
    }

    fn bounded(mut self) -> Self {
        self.volume = self.volume.min(100);
        self.day_start_hour = self.day_start_hour.min(23);
        self.grace_per_week = self.grace_per_week.min(Self::MOST_GRACE);
        self.least_active_secs = self.least_active_secs.clamp(*Self::ACTIVE_SECS.start(), *Self::ACTIVE_SECS.end());
        self.goal = self.goal.bounded();
        self.nudge = self.nudge.bounded();
        self.ouch_days = self.ouch_days.min(Self::MOST_OUCH_DAYS);
        self.brief_after = self.brief_after.min(Self::MOST_BRIEF_AFTER);
        for profile in self.routines.values_mut() {
            profile.volume = profile.volume.map(|volume| volume.min(100));
        }
        self
    }
}

/// The name under which a file that cannot be read is kept: one that no earlier such file has.
fn free_name(place: &Path) -> PathBuf {
    let names = (1..=MOST_UNREADABLE).map(|number| match number {
        1 => place.with_extension("json.unreadable"),
        number => place.with_extension(format!("json.unreadable-{number}")),
    });
    let mut names = names.skip_while(|name| fs::symlink_metadata(name).is_ok());
    names.next().unwrap_or_else(|| place.with_extension("json.unreadable"))
}

fn complaint(path: &Path, error: &dyn std::fmt::Display) -> String {
    unreadable(path, error, "using the default settings")
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display, instead: &str) -> String {
    clean(&format!("{}: {error}; {instead}", path.display()), 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_again_with_the_fields_of_other_versions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.json");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, r#"{"volume": 30, "ambience": "rain"}"#).unwrap();
        let (mut settings, fault) = Settings::load(&path);
        assert_eq!((settings.volume, fault), (30, None));
        settings.muted = true;
        settings.save(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\"ambience\": \"rain\"") && text.contains("\"muted\": true"), "{text}");
    }

    #[test]
    fn a_broken_file_is_reported_and_kept_when_settings_are_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, "{\"volume\": 900}").unwrap();
        let (settings, fault) = Settings::load(&path);
        assert_eq!(settings, Settings::default());
        assert!(fault.unwrap().contains("settings.json"));
        settings.save(&path).unwrap();
        assert_eq!(fs::read_to_string(path.with_extension("json.unreadable")).unwrap(), "{\"volume\": 900}");
    }
}
