//! The screens: one file each, with its state, what its keys do, and how it is drawn.

pub mod history;
pub mod learn;
pub mod picker;
pub mod preview;
pub mod session;
pub mod settings;
pub mod summary;
