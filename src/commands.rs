//! The commands: one file each. Their common parts are in `context`.

mod add;
mod advice;
mod after;
mod beside;
mod check;
mod check_in;
mod completions;
mod context;
mod correct;
mod course;
mod doctor;
mod edit;
mod experiment;
mod export;
mod go;
mod history;
mod hook;
mod import;
mod init;
mod list;
mod log;
mod man;
mod mark;
mod new;
mod nudge;
mod pack;
mod pages;
mod profile;
mod program;
mod remind;
mod rest;
mod run;
mod safety;
mod screens;
mod show;
mod signal;
mod streak;
mod today;
mod when;

use std::io;

use crate::cli::{Cli, Command};
use crate::history::take_new_name;
use crate::paths::Paths;
pub use completions::ASKED_BY;
use context::Context;
pub use context::{Error, warn};

/// Runs a command; returns the exit code.
pub fn run(cli: &Cli) -> Result<u8, Error> {
    // A limit on the size of files is told like a full disk.
    crate::wake::outlive_size_limits();
    let context = || Context::open(cli);
    let done = match &cli.command {
        Some(_) if cli.plain.plain => {
            Err(Error::Usage("--plain goes after the command: supple run ROUTINE --plain".to_owned()))
        }
        None if cli.plain.plain => pages::run(&context()?, &cli.plain, None),
        None if screens::is_dumb() => pages::run(&context()?, &cli.plain, Some(screens::DUMB)),
        None => screens::run(&context()?, None),
        Some(Command::Run(options)) => run::run(&context()?, options),
        Some(Command::Go(options)) => go::run(&context()?, options),
        Some(Command::While(options)) => beside::run(&context()?, options),
        Some(Command::Signal(options)) => signal::run(&context()?, options),
        Some(Command::Hook(options)) => hook::run(options),
        Some(Command::Today(options)) => today::run(&context()?, options),
        Some(Command::List(options)) => list::run(&context()?, options),
        Some(Command::Show(options)) => show::run(&context()?, options),
        Some(Command::Program(options)) => program::run(&context()?, options),
        Some(Command::Experiment(options)) => experiment::run(&context()?, options),
        Some(Command::History(options)) => history::run(&context()?, options),
        Some(Command::Streak(options)) => streak::run(&context()?, options),
        Some(Command::Rest(options)) => rest::run(&context()?, options),
        Some(Command::Log(options)) => log::run(&context()?, options),
        Some(Command::CheckIn(options)) => check_in::run(&context()?, options),
        Some(Command::Function(options)) => check_in::function(&context()?, options),
        Some(Command::Profile(options)) => profile::run(&context()?, options),
        Some(Command::Mark(options)) => mark::run(&context()?, options),
        Some(Command::Safety(options)) => safety::safety(options),
        Some(Command::Learn(options)) => safety::learn(options),
        Some(Command::Correct(options)) => correct::correct(&context()?, options),
        Some(Command::Retract(options)) => correct::retract(&context()?, options),
        Some(Command::Undo) => correct::undo(&context()?),
        Some(Command::Export(options)) => export::run(&context()?, options),
        Some(Command::Import(options)) => import::run(&context()?, options),
        Some(Command::Check(options)) => check::run(&context()?, options),
        Some(Command::New(options)) => new::run(&context()?, options),
        Some(Command::Edit(options)) => edit::run(&context()?, options),
        Some(Command::Pack(options)) => pack::run(&context()?, options),
        Some(Command::Add(options)) => add::run(&context()?, options),
        Some(Command::Doctor(options)) => doctor::run(&context()?, options),
        Some(Command::Nudge(options)) => nudge::run(&context()?, options),
        Some(Command::Init(options)) => init::run(options),
        Some(Command::After(options)) => after::run(&context()?, options),
        Some(Command::Remind(options)) => remind::run(&context()?, options),
        Some(Command::Completions { shell }) => completions::run(*shell),
        Some(Command::Man(options)) => man::run(options),
    };
    tell_new_name(cli);
    match done {
        // Whoever read the output has seen enough.
        Err(Error::Output(error)) if is_gone(&error) => Ok(0),
        done => done,
    }
}

/// Returns `true` if `error` says that nobody reads any more. Windows has two words for it (`ERROR_PIPE_NOT_CONNECTED`).
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || (cfg!(windows) && error.raw_os_error() == Some(233))
}

/// Tells once that this machine was given a name of its own, because its files came from another one. What other programs
/// run all the time, and what needs no folders, tells nothing.
fn tell_new_name(cli: &Cli) {
    let is_run_by_programs = matches!(
        &cli.command,
        Some(
            Command::Nudge(_) | Command::Signal(_) | Command::Hook(_) | Command::Init(_) | Command::Completions { .. }
        )
    );
    if !is_run_by_programs
        && let Ok(paths) = Paths::find(cli.data_dir.clone())
        && let Some(name) = take_new_name(&paths.state)
    {
        warn(format_args!(
            "these files come from another computer, so this one now keeps its records under a name of its own, {name}. \
             All records so far still count."
        ));
    }
}
