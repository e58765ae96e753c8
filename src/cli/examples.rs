//! The examples below every command's help. A test runs each of them.

/// The program itself.
pub(super) const SUPPLE: &str = "\
Examples:
  supple                        Open the screens
  supple --plain                Lines of text and numbered choices instead of screens
  supple list --max 5m          List routines of up to five minutes
  supple run neck-ease          Start a routine
  supple go 4m neck             Start a session made for you
  supple check-in neck 6        Rate how tense your neck is
  supple log neck-ease          Log a session you did on your own
  supple streak                 Show your streak

Every command explains itself: supple run --help

Mild tension, never pain. General exercise information, not medical advice.
Exit codes: 0 done, 1 failed, 2 usage or bad input, 130 interrupted.";

pub(super) const RUN: &str = "\
Examples:
  supple run neck-ease               Start a routine
  supple run upper-trap-stretch      Start a single exercise
  supple run \"Neck ease\" --wait      Start each exercise yourself
  supple run desk-micro-2 --plain    Lines of text, for pipes and screen readers
  supple run desk-micro-2 --plain --voice full
  supple run neck-ease --shuffle     The steps in another order
  supple run neck-ease --speed 20    Rehearse, 20 times as fast
  supple run --resume                Resume an interrupted session";

pub(super) const GO: &str = "\
Examples:
  supple go                          What you need most, in the time you usually have
  supple go 4m                       In four minutes
  supple go 10m neck \"lower back\"    For these areas
  supple go 3m wrists seated --dry   Show it, and why each step is in it
  supple go 6m neck --keep \"After calls\" --dry
  supple go 5m --json";

pub(super) const WHILE: &str = "\
Examples:
  supple while -- cargo build                A session made for you, beside the build
  supple while 4m neck -- make -j8           Four minutes for the neck
  supple while --do neck-ease -- npm test    This routine
  supple while --after 2m -- git push        Only if it takes more than two minutes
  supple while --signal claude               Whenever supple signal claude start says so

In the session, ctrl-t shows the command's screen and takes you back. You hear when the command
is done. Finish this stretch on both sides; then its output stands in your terminal as if it had
been run by itself. The exit code is its own.";

pub(super) const SIGNAL: &str = "\
Examples:
  supple signal claude start     Whoever runs supple while --signal claude starts a session
  supple signal claude done      It ends after this stretch

supple hook shows how other programs send these.";

pub(super) const HOOK: &str = "\
Examples:
  supple hook                    List the programs
  supple hook claude-code        Lines for Claude Code
  supple hook make               Lines for a Makefile";

pub(super) const TODAY: &str = "\
Examples:
  supple today
  supple today --json";

pub(super) const LIST: &str = "\
Examples:
  supple list
  supple list --area \"lower back\"
  supple list --area neck --max 5m --position seated
  supple list --json";

pub(super) const SHOW: &str = "\
Examples:
  supple show neck-ease              A routine, step by step
  supple show chin-tuck              An exercise, with its sources
  supple show chin-tuck --size 48x20
  supple show chin-tuck --svg chin-tuck.svg
  supple show --all --size 24x10     Every exercise";

pub(super) const PROGRAM: &str = "\
Examples:
  supple program                            List them, and where you stand
  supple program start neck-eight-weeks
  supple program today                      Today's session, and why it is this one
  supple program go --plain --speed 60      Rehearse it, 60 times as fast
  supple program felt right                 How the last session felt
  supple program --explain                  Day by day, what moved you
  supple program pause
  supple program resume
  supple program stop

Easy on two days in a row moves you a step on, hard or an ouch a step back. Missed days and rest
days shift the plan.";

pub(super) const EXPERIMENT: &str = "\
Examples:
  supple experiment start neck-ease-5 chin-tuck --area neck
  supple experiment                         Today's, and the result at the end
  supple check-in neck 5                    Rate before it
  supple experiment go --plain --speed 60   Rehearse it, 60 times as fast
  supple experiment --json
  supple experiment stop

Each has 14 of the 28 days. The result comes after the last: looking earlier takes chance for a
difference.";

pub(super) const HISTORY: &str = "\
Examples:
  supple history
  supple history -n 5 --ids      The last five records, with ids
  supple history --view year     The past year, day by day
  supple history --view areas    Minutes per area
  supple history --verify        Check the history folder";

pub(super) const STREAK: &str = "\
Examples:
  supple streak
  supple streak --explain    Day by day, what counted and why";

pub(super) const REST: &str = "\
Examples:
  supple rest                              Today
  supple rest yesterday --sick
  supple rest today tomorrow --reason \"moving house\"
  supple rest 2026-12-24 2026-12-31 --vacation
  supple rest --weekdays sat,sun           Every weekend
  supple rest --weekdays none              No fixed rest days";

pub(super) const LOG: &str = "\
Examples:
  supple log neck-ease                              Just done
  supple log neck-ease --at yesterday
  supple log neck-ease --at \"yesterday 20:04\" --for 6m
  supple log neck-ease --tension neck=6:3 --note \"after lunch\"
  supple log --unfinished                           Log interrupted sessions";

pub(super) const CHECK_IN: &str = "\
Examples:
  supple check-in neck 6
  supple check-in \"lower back\" 4 --side right
  supple check-in neck 5 --limits-daily-life
  supple check-in neck 6 --pain 4 --since 2026-11-01 --at-night yes --in-limb no";

pub(super) const FUNCTION: &str = "\
Your answers appear in the report for a clinician (supple export --report).

Examples:
  supple function \"look over the shoulder\" 4
  supple function \"put on shoes\" 7";

pub(super) const PROFILE: &str = "\
Examples:
  supple profile                          Show your answers
  supple profile --ask                    Go through every question
  supple profile --yes knee --lacks mat   Answer some of them
  supple profile --avoid prone,kneeling
  supple profile --clear                  Start over";

pub(super) const MARK: &str = "\
Examples:
  supple mark                            List the marks
  supple mark favourite neck-ease-5
  supple mark never bridge bird-dog
  supple mark none bridge                Take a mark back";

pub(super) const SAFETY: &str = "\
Examples:
  supple safety
  supple safety --json";

pub(super) const LEARN: &str = "\
Examples:
  supple learn                   List the topics
  supple learn causes
  supple learn \"massage guns\"";

pub(super) const CORRECT: &str = "\
The history file keeps both versions.

Examples:
  supple correct last --for 5m
  supple correct last --at \"2026-11-22 20:00\"
  supple correct last --tension neck=6:3 --completed yes";

pub(super) const RETRACT: &str = "\
The history file keeps the record, and supple undo brings it back.

Examples:
  supple history --ids    Find the id
  supple retract last";

pub(super) const UNDO: &str = "\
Examples:
  supple undo    Undo the last entry
  supple undo    Run again to redo it";

pub(super) const EXPORT: &str = "\
Examples:
  supple export --out history.json
  supple export --format csv --out history.csv
  supple export --format ical --out sessions.ics
  supple export --report                          A page for a clinician";

pub(super) const IMPORT: &str = "\
Examples:
  supple import history.csv            Show what would be added
  supple import history.csv --write    Add it";

pub(super) const CHECK: &str = "\
Examples:
  supple check                         Everything in your own folder
  supple check my-lunch-break.json";

pub(super) const NEW: &str = "\
Examples:
  supple new routine lunch-break                     A short example to change
  supple new routine my-neck-ease --from neck-ease   The steps of another one
  supple new exercise head-turn                      With a figure

It is written into the folder for your own files. Edit it with supple edit ID.";

pub(super) const EDIT: &str = "\
Opens the file in $VISUAL or $EDITOR, and checks it when the editor ends. An editor with a window
of its own must be told to wait, such as EDITOR=\"code -w\".

Examples:
  supple edit lunch-break
  supple edit neck-ease      Your own copy of a built-in routine";

pub(super) const PACK: &str = "\
Examples:
  supple pack lunch-break --out lunch-break.supple.json
  supple pack lunch-break > lunch-break.supple.json";

pub(super) const ADD: &str = "\
Examples:
  supple add lunch-break.supple.json          Show what it holds, and ask
  supple add lunch-break.supple.json --yes    Add it
  supple add lunch-break.supple.json --yes --replace";

pub(super) const NUDGE: &str = "\
Examples:
  supple nudge                     What is due, or nothing
  supple nudge --why               Why, and by which rule
  supple nudge --format tmux       For status-right: #(supple nudge --format tmux)
  supple nudge --json
  supple nudge --snooze 30m        Silent for half an hour
  supple nudge --wake
  supple nudge --forget            Delete all desk hours";

pub(super) const INIT: &str = "\
In ~/.bashrc:                  eval \"$(supple init bash)\"
In ~/.zshrc:                   eval \"$(supple init zsh)\"
In ~/.config/fish/config.fish: supple init fish | source

Examples:
  supple init bash
  supple init zsh
  supple init fish";

pub(super) const AFTER: &str = "\
Examples:
  supple after \"git push\" --do neck-ease
  supple after                     List them
  supple after --remove \"git push\"";

pub(super) const REMIND: &str = "\
Examples:
  supple remind --at 10:30 --at 15:00 --days mon-fri    Show the files
  supple remind --every 50m                             Only when a break is due
  supple remind --status
  supple remind --remove

Add --install to write the files and turn the timer on.";

pub(super) const DOCTOR: &str = "\
Examples:
  supple doctor            Check everything and play every sound
  supple doctor --quiet    Without the sounds";

#[cfg(windows)]
pub(super) const COMPLETIONS: &str = "\
Example, in PowerShell:
  supple completions powershell > supple.ps1

Then let your profile run that file: a line in $PROFILE with a dot, a space and its path.";

#[cfg(not(windows))]
pub(super) const COMPLETIONS: &str = "\
Examples:
  supple completions bash > ~/.local/share/bash-completion/completions/supple
  supple completions fish > ~/.config/fish/completions/supple.fish
  supple completions zsh > ~/.zfunc/_supple";

pub(super) const MAN: &str = "\
Examples:
  supple man                  The program's page; man -l - reads it from a pipe
  supple man program start    The page of supple program start
  supple man --out man1       All pages, into a folder; on Linux ~/.local/share/man/man1 is one that man looks into";
