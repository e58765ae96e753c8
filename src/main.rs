//! Parses, calls, prints the error, and sets the exit code.

use std::process::ExitCode;

use clap::Parser;
use supple::cli::Cli;
use supple::commands;

fn main() -> ExitCode {
    match commands::run(&Cli::parse()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            commands::warn(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
