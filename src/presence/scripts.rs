//! Scripts: what a shell runs to show the segment and to note that somebody is there.

/// A shell for which there is a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    /// GNU Bash, from 4.0 on.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive shell.
    Fish,
}

impl Shell {
    /// The script.
    #[must_use]
    pub const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("scripts/init.bash"),
            Self::Zsh => include_str!("scripts/init.zsh"),
            Self::Fish => include_str!("scripts/init.fish"),
        }
    }
}
