//! Options of the commands for prompts, status lines and reminders.

use clap::Args;
use clap_complete::ArgValueCandidates;

use crate::presence::scripts::Shell;
use crate::presence::segment::Format;

/// Tell when a break is due.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Nudge {
    /// What shows it.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Plain)]
    pub format: Format,
    /// Print JSON, also when nothing is due: the same as --format json.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Say why a break is due or not, and by which rule.
    #[arg(long, group = "act")]
    pub why: bool,
    /// Be silent for this long, such as 30m.
    #[arg(long, value_name = "TIME", num_args = 0..=1, default_missing_value = "30m", group = "act")]
    pub snooze: Option<String>,
    /// End the silence.
    #[arg(long, group = "act")]
    pub wake: bool,
    /// Show a desktop notification instead of printing.
    #[arg(long, group = "act")]
    pub notify: bool,
    /// Notify even if no break is due yet.
    #[arg(long, requires = "notify")]
    pub always: bool,
    /// Delete all desk hours.
    #[arg(long, group = "act")]
    pub forget: bool,
    /// A prompt is drawn: note that somebody is at the desk. The scripts of `supple init` use it.
    #[arg(long, group = "act")]
    pub prompt: bool,
}

/// Print what a shell runs to show breaks in its prompt.
#[derive(Debug, Args)]
pub struct Init {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Offer a session after a command.
#[derive(Debug, Args)]
pub struct After {
    /// Words the command begins with, such as "git push". Without them, all are listed.
    #[arg(value_name = "COMMAND", requires = "routine")]
    pub command: Option<String>,
    /// Routine or exercise to offer, by id or name.
    #[arg(add = ArgValueCandidates::new(super::candidates::sessions), long = "do", value_name = "ROUTINE", requires = "command")]
    pub routine: Option<String>,
    /// Offer nothing after this command any more.
    #[arg(long, value_name = "COMMAND", conflicts_with = "command")]
    pub remove: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Set up reminders with the system's timers.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Remind {
    /// Time of day to be reminded at, such as 10:30. Repeat for more.
    #[arg(long, value_name = "TIME", conflicts_with = "every")]
    pub at: Vec<String>,
    /// Days for --at, such as mon-fri or tue,thu. Defaults to every day.
    #[arg(long, value_name = "DAYS", requires = "at")]
    pub days: Option<String>,
    /// Look this often whether a break is due, such as 50m.
    #[arg(long, value_name = "TIME")]
    pub every: Option<String>,
    /// Write the files. Without it, they are only shown.
    #[arg(long, conflicts_with_all = ["remove", "status"])]
    pub install: bool,
    /// Remove the files that --install wrote.
    #[arg(long, conflicts_with_all = ["at", "every", "status"])]
    pub remove: bool,
    /// Show what is set up.
    #[arg(long, conflicts_with_all = ["at", "every"])]
    pub status: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}
