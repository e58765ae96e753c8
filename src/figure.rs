//! The body, drawn from data: a skeleton, poses, and the way from one to the other, down to the cells of a terminal.
//!
//! Reading order: [`skeleton`] (bones and joints), [`pose`] (how far every joint is bent), [`model`] (what an
//! exercise's figure is made of), [`reach`] (a hand stays where it holds on), [`motion`] (which pose at which time),
//! [`stance`] (a figure at one moment), [`paint`] (the body and its surroundings as shapes), [`raster`] (shapes to dots),
//! [`cells`] (dots to characters), [`svg`] (shapes to a picture file), [`atlas`] (the body as a map) and [`words`] (the
//! same in a sentence).
//!
//! Nothing in here knows of a terminal, a clock or a file.

pub mod atlas;
pub mod cells;
pub mod model;
pub mod motion;
pub mod paint;
pub mod pose;
pub mod raster;
pub mod reach;
pub mod skeleton;
pub mod stance;
pub mod svg;
pub mod words;

pub use cells::{Glyphs, Picture};
pub use model::Figure;
pub use motion::Beat;
