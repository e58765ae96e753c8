//! `supple signal NAME start|done`

use super::context::{Context, Error};
use crate::cli::SendSignal;

#[cfg(unix)]
pub fn run(context: &Context, options: &SendSignal) -> Result<u8, Error> {
    use super::context::say;
    use crate::beside::{Said, send};
    use crate::cli::SignalSays;

    let said = match options.says {
        SignalSays::Start => Said::Start,
        SignalSays::Done => Said::Done,
    };
    match send(&context.paths.signals(), &options.name, said) {
        // A hook runs whether or not anybody waits; it must disturb nothing.
        Ok(false) if options.verbose => {
            say(format_args!("Nobody waits for {}. Start with: supple while --signal {0}", options.name))?;
        }
        Ok(_) => {}
        Err(error) => {
            return Err(Error::Failed(format!("cannot signal {}: {}", options.name, crate::files::said(&error))));
        }
    }
    Ok(0)
}

#[cfg(not(unix))]
pub fn run(_: &Context, options: &SendSignal) -> Result<u8, Error> {
    let _ = (options.says, options.verbose, &options.name);
    Err(Error::Failed("signals need Linux, macOS or a BSD".to_owned()))
}
