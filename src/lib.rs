//! A guided stretching coach for the terminal.
//!
//! ```text
//!  routines/*.json ─► library ─► session::plan ─► session::live ──effects──► cue, speech ─► sound
//!                                                       ▲              │       screen, line ─► tui, plain
//!                                              clock, keys, signals    └─────► record       ─► history
//! ```
//!
//! In reading order:
//! - [`areas`]: the parts of the body, as one table.
//! - [`practice`]: exercises and routines as plain values. [`library`]: their files, built-in and the user's own.
//! - [`figure`]: the body, drawn from an exercise's poses down to the cells of a terminal. Pure.
//! - [`session`]: a routine unrolled into a plan, and the engine that runs it. Pure: time is an argument.
//! - [`history`]: one line a record, one file a machine; streak, statistics and comfort follow from it.
//! - [`logbook`]: where a session is recorded.
//! - [`digest`]: what is shown of the history.
//! - [`words`]: the sentences a person reads, and the seam for languages. [`sanitize`]: nothing hostile reaches a terminal.
//! - [`coach`]: sessions composed for the minutes there are. [`suggestion`]: which routine next, and why. [`report`]: a
//!   page for a clinician. [`exchange`]: the history in the words of other programs. All pure.
//! - [`presence`]: hours at the desk, and whether a break is due, for prompts and status lines.
//! - [`situation`]: what follows from all this for a person now; screens and lines read the same one. Beside it: [`asked`]
//!   (questions to a person), [`choices`] (the settings as rows), [`reading`] (texts), [`work`] (what a session did),
//!   [`round`] (from one value to the next).
//! - [`beside`]: a command, or another program's work, that a session is led beside.
//! - [`sound`]: the speaker, or the terminal bell in its place. The only place that names the sound library.
//! - [`tui`]: the screens. The only place that names the screen library.
//! - [`plain`]: the same as lines of text, and a session as JSON.
//! - [`around`]: what a session asks of the system: that the screen stays on, that music is paused.
//! - [`cli`] and [`commands`]: every command and option; one file a command.
//! - [`clock`], [`wake`], [`files`], [`programs`], [`paths`], [`host`], [`settings`], [`locale`]: the edges that know the
//!   time, signals, files that others may have put there, the system's programs, folders, this computer, choices and what
//!   is usual here.

pub mod areas;
pub mod around;
pub mod asked;
pub mod beside;
pub mod choices;
pub mod cli;
pub mod clock;
pub mod coach;
pub mod commands;
pub mod digest;
pub mod exchange;
pub mod figure;
pub mod files;
pub mod history;
pub mod host;
pub mod keeper;
pub mod library;
pub mod locale;
pub mod logbook;
pub mod paths;
pub mod plain;
pub mod practice;
pub mod presence;
pub mod programs;
pub mod reading;
pub mod report;
pub mod round;
pub mod sanitize;
pub mod session;
pub mod settings;
pub mod situation;
pub mod sound;
pub mod suggestion;
pub mod tui;
pub mod wake;
pub mod words;
pub mod work;
