//! What a person has chosen, remembered between starts.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::catalog::text::clean;

/// What a person has chosen. Anything a file leaves out has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Loudness of the cues, 0 to 100.
    pub volume: u8,
    /// Whether the cues are silent.
    pub muted: bool,
    /// The colours.
    pub theme: ThemeChoice,
    /// Whether anything on the screen may flash or move.
    pub motion: bool,
    /// The characters that lines, bars, numbers and figures are drawn with.
    pub glyphs: Glyphs,
    /// The first day of the week in the year's picture.
    pub week_starts: WeekStart,
    /// The hour at which a day begins, 0 to 23: what is done before it belongs to the day before.
    pub day_start_hour: u8,
    /// Missed days in any seven that do not end a streak, 0 to 6.
    pub grace_per_week: u8,
    /// Whether each exercise starts on a key.
    pub wait: bool,
    /// What another version of the program has written; kept as it is.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            volume: 70,
            muted: false,
            theme: ThemeChoice::Auto,
            motion: true,
            glyphs: Glyphs::Auto,
            week_starts: WeekStart::Monday,
            day_start_hour: 3,
            grace_per_week: 1,
            wait: false,
            other: serde_json::Map::new(),
        }
    }
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
}

/// Which characters lines, bars, numbers and figures are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Glyphs {
    /// As the terminal says of itself; braille where it says nothing.
    #[default]
    #[serde(alias = "unicode")]
    Auto,
    /// Lines and blocks, and figures in braille.
    Braille,
    /// Lines and blocks, and figures in half blocks, for fonts whose braille is missing or hollow.
    HalfBlock,
    /// Lines and blocks, and figures in octants, for the few fonts that have them.
    Octant,
    /// Nothing beyond ASCII.
    Ascii,
}

impl Glyphs {
    /// Every choice, in the order of the settings.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Braille, Self::HalfBlock, Self::Octant, Self::Ascii];
}

/// The first day of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekStart {
    /// ISO 8601.
    #[default]
    Monday,
    /// As in North America.
    Sunday,
}

/// The settings could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot save the settings in {}: {source}; they hold until you quit", path.display())]
pub struct SaveError {
    path: PathBuf,
    source: io::Error,
}

impl Settings {
    /// Reads the settings; what is wrong with the file comes back as a sentence, beside the defaults.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Option<String>) {
        // A pipe or a device in its place would never end.
        if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            return (Self::default(), Some(complaint(path, &"expected a file")));
        }
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => return (Self::default(), Some(complaint(path, &error))),
        };
        match serde_json::from_str::<Self>(&text) {
            Ok(settings) => (settings.bounded(), None),
            Err(error) => (Self::default(), Some(complaint(path, &error))),
        }
    }

    /// Writes the settings whole or not at all. A file that could not be read is kept beside the new one.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        self.write(path).map_err(|source| SaveError { path: path.to_owned(), source })
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            return Err(io::Error::other("something that is no file stands in its place"));
        }
        if fs::read_to_string(path).is_ok_and(|text| serde_json::from_str::<Self>(&text).is_err()) {
            fs::rename(path, path.with_extension("json.unreadable"))?;
        }
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }

    fn bounded(mut self) -> Self {
        self.volume = self.volume.min(100);
        self.day_start_hour = self.day_start_hour.min(23);
        self.grace_per_week = self.grace_per_week.min(6);
        self
    }
}

fn complaint(path: &Path, error: &dyn std::fmt::Display) -> String {
    clean(&format!("{}: {error}; the usual settings are used", path.display()), 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_again_with_the_fields_of_other_versions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.json");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, r#"{"volume": 30, "voice": "full"}"#).unwrap();
        let (mut settings, fault) = Settings::load(&path);
        assert_eq!((settings.volume, fault), (30, None));
        settings.muted = true;
        settings.save(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\"voice\": \"full\"") && text.contains("\"muted\": true"), "{text}");
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
