//! Parses, calls, prints the error, and sets the exit code.

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use clap_complete::CompleteEnv;
use supple::cli::Cli;
use supple::commands;

fn main() -> ExitCode {
    // A shell asks what could come next; this answers and ends the program.
    CompleteEnv::with_factory(Cli::command).var(commands::ASKED_BY).complete();
    match commands::run(&Cli::parse()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            commands::warn(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
