//! History: the work that was done, kept for the person who did it, as plain lines in a folder, and
//! everything that is derived from them.
//!
//! In reading order:
//! - [`record`]: one line of history as data; [`line`](mod@line): as JSON.
//! - [`store`]: appending a record so that nothing acknowledged is lost.
//! - [`folder`]: reading and merging the files of all machines; [`audit`]: looking through them.
//! - [`entry`]: the little of a record that loading a history needs; the rest is parsed when it is looked at.
//! - [`machine`]: the name that keeps two machines from writing the same file.
//! - [`checkpoint`]: what a running session has done so far, should it be killed.
//! - [`streak`], [`statistics`], [`comfort`], [`advice`], [`taste`], [`goal`]: pure arithmetic over records. No clock, no file.

pub mod advice;
pub mod audit;
pub mod checkpoint;
pub mod comfort;
mod durable;
pub mod entry;
pub mod folder;
pub mod goal;
pub mod line;
pub mod machine;
mod number;
mod reader;
pub mod record;
pub mod statistics;
pub mod store;
pub mod streak;
pub mod taste;
mod undo;

pub use checkpoint::{Checkpoint, CheckpointFile, Unfinished, find_unfinished, is_running};
pub use durable::lends_locks;
pub use entry::{Entry, EntryKind};
pub use folder::{History, Problem, fingerprint};
pub use line::LineError;
pub use machine::{known_name, machine_name, take_new_name};
pub use record::{Kind, Liking, Ouch, Profile, Record, Scores, Session, StepOutcome, StepRecord, Symptoms};
pub use store::{StoreError, append, append_all};
pub use streak::{DayKind, RestDays, Rests, Rules, Streak, WeeklyRest, day_of};
pub use taste::Tastes;
pub use undo::Undone;
