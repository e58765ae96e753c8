//! The screens: one file each, with its state, the work of its keys, and its drawing.

pub mod compose;
pub mod history;
pub mod learn;
pub mod picker;
pub mod preview;
pub mod session;
pub mod settings;
pub mod summary;
