//! `supple man`

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use super::context::{Error, say};
use crate::cli::{self, Cli};
use crate::files;
use crate::sanitize::clean;

pub fn run(options: &cli::Man) -> Result<u8, Error> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    if let Some(folder) = &options.out {
        let written = |source| Error::Write { path: folder.clone(), source };
        fs::create_dir_all(folder).map_err(written)?;
        let pages = write_all(&program, folder)?;
        say(format_args!("Wrote {pages} manual pages into {}", clean(&folder.to_string_lossy(), 200)))?;
        return Ok(0);
    }
    let mut command = &program;
    for word in &options.words {
        command = command.find_subcommand(word).ok_or_else(|| {
            let word = clean(word, 40);
            Error::Usage(format!("there is no command \"{word}\" with a manual page; supple --help lists the commands"))
        })?;
    }
    std::io::stdout().lock().write_all(&page(command)?)?;
    Ok(0)
}

/// Writes the page of a command and of those below it; returns their number.
fn write_all(command: &clap::Command, folder: &Path) -> Result<usize, Error> {
    let path = folder.join(Man::new(command.clone()).get_filename());
    files::write_out(&path, &page(command)?).map_err(|source| Error::Write { path, source })?;
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    below.map(|below| write_all(below, folder)).sum::<Result<usize, _>>().map(|below| below + 1)
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Error> {
    let mut page = Vec::new();
    // A page without a date is the same whenever it is made.
    Man::new(command.clone())
        .manual("supple")
        .source(concat!("supple ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)?;
    Ok(page)
}
