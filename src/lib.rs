//! A guided stretching coach for the terminal.

pub mod catalog;
pub mod session;
