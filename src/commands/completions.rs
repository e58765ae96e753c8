//! `supple completions SHELL`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::context::Error;
use crate::cli::Cli;

pub fn run(shell: Shell) -> Result<u8, Error> {
    // The generator panics when its output is closed early, so it writes into memory.
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "supple", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(0)
}
