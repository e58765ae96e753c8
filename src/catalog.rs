//! What can be practised: areas, exercises, routines, and the library that holds them.
//!
//! Reading order: [`area`] (the words of the body), [`exercise`], [`routine`], [`library`] (built-in content and
//! the user's own), [`texts`] (safety and tips). [`file`](mod@file) is the only place that knows the JSON shapes, `check` the only one
//! that knows their bounds;
//! [`fault`] says what is wrong with a file and where; [`text`] makes strings from files safe to show.

pub mod area;
mod check;
pub mod exercise;
pub mod fault;
mod figures;
pub mod file;
pub mod library;
pub mod phrases;
pub mod routine;
pub mod text;
pub mod texts;

pub use area::{Area, Kind, Level, Position, Side, Sides};
pub use exercise::Exercise;
pub use fault::Fault;
pub use library::Library;
pub use routine::{Dose, Routine, Step};
