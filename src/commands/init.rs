//! `supple init SHELL`

use std::io::Write;

use super::context::Error;
use crate::cli::Init;

pub fn run(options: &Init) -> Result<u8, Error> {
    std::io::stdout().lock().write_all(options.shell.script().as_bytes())?;
    Ok(0)
}
