//! Paths of the program's folders: the history, the user's own files, and the data that belongs to this machine alone.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

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
    "cannot tell where your home folder is; set HOME, or set SUPPLE_DATA_DIR, SUPPLE_CONFIG_DIR and SUPPLE_STATE_DIR"
)]
pub struct NoHome;

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
        Ok(Self {
            data: data.unwrap_or_else(|| ours(platform.data_dir())),
            config: config.unwrap_or_else(|| ours(platform.config_dir())),
            state: state.unwrap_or_else(|| ours(platform.state_dir().unwrap_or_else(|| platform.data_dir()))),
            cache: cache.unwrap_or_else(|| ours(platform.cache_dir())),
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
