//! A guided stretching coach for the terminal.

pub mod session;
