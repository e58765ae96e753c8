//! Layers over a screen, one file each: texts to read, and questions.

pub mod beside;
pub mod caution;
pub mod check_in;
pub mod details;
pub mod kept_draft;
pub mod leaving;
pub mod palette;
mod panel;
pub mod programs;
pub mod reading;
pub mod record;
pub mod removing;
pub mod rest;
pub mod retract;
pub mod screening;
pub mod undoing;
pub mod unfinished;
pub mod unsaved;
