//! `supple hook PROGRAM`: the lines that make another program tell when it has started and when it is done.

use super::context::{Error, say};
use crate::cli::{Hook, HookFor};

pub fn run(options: &Hook) -> Result<u8, Error> {
    say(match options.program {
        None => PROGRAMS,
        Some(HookFor::ClaudeCode) => CLAUDE_CODE,
        Some(HookFor::Git) => GIT,
        Some(HookFor::Make) => MAKE,
        Some(HookFor::Shell) => SHELL,
    })?;
    Ok(0)
}

const PROGRAMS: &str = "\
claude-code  from each prompt to its answer
git          any git command that takes its time
make         any target
shell        any script

Print the lines for one with: supple hook claude-code";

/// A hook that ends with 2 would block the prompt (Claude Code's hooks reference: \"Exit code output\"), and what
/// `UserPromptSubmit` prints is added to the prompt; so this prints nothing and never fails.
const CLAUDE_CODE: &str = r#"Put this into ~/.claude/settings.json; if it has "hooks" already, add the two to them:

{
  "hooks": {
    "UserPromptSubmit": [
      { "hooks": [{ "type": "command", "command": "supple signal claude start || true" }] }
    ],
    "Stop": [
      { "hooks": [{ "type": "command", "command": "supple signal claude done || true" }] }
    ]
  }
}

Then keep this running in another pane:

  supple while --signal claude

When Claude has worked for 45 seconds, a session starts. When it is done you hear it, and finish the stretch."#;

const GIT: &str = r#"Run this once. git has no hook for the end of a push, so it makes a command of its own:

  git config --global alias.slowly '!f() { supple signal git start; git "$@"; code=$?; supple signal git done; return $code; }; f'

Then keep this running in another pane:

  supple while --signal git

and put slowly before what takes its time: git slowly push, git slowly clone URL. The exit code is git's own."#;

const MAKE: &str = "\
Put this into your Makefile; the second line begins with a tab:

slowly-%:
\t@supple signal make start; $(MAKE) $*; code=$$?; supple signal make done; exit $$code

Then keep this running in another pane:

  supple while --signal make

and put slowly- before a target that takes its time: make slowly-all. Without another pane: supple while -- make all";

const SHELL: &str = r"Put these lines into the script; the second tells the end however the script ends:

supple signal script start
trap 'supple signal script done' EXIT

Then keep this running in another pane:

  supple while --signal script

Any other name will do, if it is the same in all three.";
