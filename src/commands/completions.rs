//! `supple completions SHELL`

use std::io::Write;

use clap_complete::aot::Shell;
use clap_complete::env::Shells;

use super::context::Error;

/// The variable by which the script asks the program what could come next.
pub const ASKED_BY: &str = "SUPPLE_COMPLETE";

pub fn run(shell: Shell) -> Result<u8, Error> {
    let mut script = Vec::new();
    if let Some(completer) = Shells::builtins().completer(&shell.to_string()) {
        completer.write_registration(ASKED_BY, "supple", "supple", "supple", &mut script)?;
    }
    if shell == Shell::Zsh {
        // As a file in zsh's folder of functions it is read at the first Tab, which is to be answered as well.
        script.extend(b"if [[ $funcstack[1] == _supple ]]; then _clap_dynamic_completer_supple \"$@\"; fi\n");
    }
    std::io::stdout().lock().write_all(&script)?;
    Ok(0)
}
