//! Paths of the program's folders: the history, the user's own files, and the data that belongs to this machine alone.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

use crate::files;

/// The program's folders. None of them needs to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// History and unfinished sessions; may be synchronised between machines.
    pub data: PathBuf,
    /// Settings, and the user's own routines and exercises.
    pub config: PathBuf,
    /// Data that must not be copied to another machine: this one's name.
    pub state: PathBuf,
    /// Data that can be made again at any time: speech of the user's own texts.
    pub cache: PathBuf,
}

/// The error that the folders are not known.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot tell where your home folder is; set {HOME}, or set SUPPLE_DATA_DIR, SUPPLE_CONFIG_DIR and SUPPLE_STATE_DIR"
)]
pub struct NoHome;

/// The variable that names the home folder.
const HOME: &str = if cfg!(windows) { "USERPROFILE" } else { "HOME" };

/// What versions before 0.2 kept in the roaming folder of Windows, where a domain copies it from machine to machine.
const ROAMED: [&str; 8] =
    ["drafts", "desk", "composed.json", "nudge.json", "snooze", "offered.json", "reminder.json", "machine"];

impl Paths {
    /// The folders: `--data-dir` first, then the `SUPPLE_*_DIR` variables, then the platform's own.
    pub fn find(data_dir: Option<PathBuf>) -> Result<Self, NoHome> {
        let named = |variable| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        let data = data_dir.or_else(|| named("SUPPLE_DATA_DIR"));
        let config = named("SUPPLE_CONFIG_DIR");
        let state = named("SUPPLE_STATE_DIR");
        let cache = named("SUPPLE_CACHE_DIR");
        if let (Some(data), Some(config), Some(state)) = (&data, &config, &state) {
            // Whoever has named the other three means to keep everything there.
            let cache = cache.unwrap_or_else(|| state.join("cache"));
            return Ok(Self { data: data.clone(), config: config.clone(), state: state.clone(), cache });
        }
        let platform = choose_base_strategy().map_err(|_| NoHome)?;
        // A home that is named relative to the folder somebody works in is none.
        if !platform.data_dir().is_absolute() {
            return Err(NoHome);
        }
        let ours = |folder: PathBuf| folder.join("supple");
        let (platform_state, platform_cache) = if cfg!(windows) {
            // The folder of this machine alone, AppData\Local; the others are in AppData\Roaming.
            let local = ours(platform.cache_dir());
            let cache = local.join("cache");
            (local, cache)
        } else {
            (ours(platform.state_dir().unwrap_or_else(|| platform.data_dir())), ours(platform.cache_dir()))
        };
        if cfg!(windows) && state.is_none() {
            bring_home(&ours(platform.data_dir()), &platform_state);
        }
        Ok(Self {
            data: data.unwrap_or_else(|| ours(platform.data_dir())),
            config: config.unwrap_or_else(|| ours(platform.config_dir())),
            state: state.unwrap_or(platform_state),
            cache: cache.unwrap_or(platform_cache),
        })
    }

    /// The folder of the history: one file a machine, one record a line.
    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.data.join("history")
    }

    /// The folder of the user's own routines; exercises are in its folder `exercises`.
    #[must_use]
    pub fn routines(&self) -> PathBuf {
        self.config.join("routines")
    }

    /// The folder of routines that were edited and not saved.
    #[must_use]
    pub fn drafts(&self) -> PathBuf {
        self.state.join("drafts")
    }

    /// The folder of the user's own texts as speech, where this system has a program that speaks.
    #[must_use]
    pub fn voice(&self) -> PathBuf {
        self.cache.join("voice")
    }

    /// The file of the session that was composed last, by which it is found again.
    #[must_use]
    pub fn composed(&self) -> PathBuf {
        self.state.join("composed.json")
    }

    /// The folder of the moments of prompts, a file a day.
    #[must_use]
    pub fn desk(&self) -> PathBuf {
        self.state.join("desk")
    }

    /// The file of what is known of the history when a break may be due; it can be made again at any time.
    #[must_use]
    pub fn nudge(&self) -> PathBuf {
        self.state.join("nudge.json")
    }

    /// The file of the moment up to which nothing is said of breaks.
    #[must_use]
    pub fn snooze(&self) -> PathBuf {
        self.state.join("snooze")
    }

    /// The file of when sessions were offered after commands.
    #[must_use]
    pub fn offered(&self) -> PathBuf {
        self.state.join("offered.json")
    }

    /// The file of the reminders that were set up.
    #[must_use]
    pub fn reminder(&self) -> PathBuf {
        self.state.join("reminder.json")
    }

    /// The folder of the sockets by which other programs tell that they have started or are done.
    #[must_use]
    pub fn signals(&self) -> PathBuf {
        self.state.join("signals")
    }

    /// The file of the settings.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.json")
    }
}

/// Moves what belongs to one machine out of the folder that roams, once. The name goes last: while it is there, the rest may
/// still have to be moved. What cannot be moved stays where it is, and is made anew here when it is needed.
fn bring_home(roaming: &Path, local: &Path) {
    if !roaming.join("machine").exists() || local.join("machine").exists() || files::make_folder(local).is_err() {
        return;
    }
    for name in ROAMED {
        let here = local.join(name);
        if !here.exists() {
            let _ = fs::rename(roaming.join(name), here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roaming() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["drafts", "history"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for name in ["machine", "drafts/mine.json", "history/m-desk.jsonl", "settings.json"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        folder
    }

    #[test]
    fn what_belongs_to_a_machine_leaves_the_folder_that_roams_and_the_rest_stays() {
        let (roaming, home) = (roaming(), tempfile::tempdir().unwrap());
        let local = home.path().join("supple");
        bring_home(roaming.path(), &local);
        let text = |folder: &Path, name: &str| fs::read_to_string(folder.join(name)).ok();
        assert_eq!(text(&local, "machine").as_deref(), Some("machine"));
        assert_eq!(text(&local, "drafts/mine.json").as_deref(), Some("drafts/mine.json"));
        assert!(!roaming.path().join("machine").exists() && !roaming.path().join("drafts").exists());
        assert!(
            text(roaming.path(), "history/m-desk.jsonl").is_some() && text(roaming.path(), "settings.json").is_some()
        );
        assert!(!local.join("history").exists() && !local.join("settings.json").exists());
    }

    #[test]
    fn a_machine_that_has_a_name_here_takes_none_from_the_folder_that_roams() {
        let (roaming, local) = (roaming(), tempfile::tempdir().unwrap());
        fs::write(local.path().join("machine"), "m-here").unwrap();
        bring_home(roaming.path(), local.path());
        assert_eq!(fs::read_to_string(local.path().join("machine")).unwrap(), "m-here");
        assert!(roaming.path().join("machine").exists());
    }

    #[test]
    fn where_nothing_roams_no_folder_is_made() {
        let (roaming, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        bring_home(roaming.path(), &home.path().join("supple"));
        assert!(!home.path().join("supple").exists());
    }
}
