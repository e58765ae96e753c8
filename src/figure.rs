//! The body in three dimensions, drawn from data: a skeleton, poses, and the way from one to the other, down to the
//! cells of a terminal.
//!
//! Reading order: [`joints`] (the range of each joint), [`pose`] (the position of every joint), [`skeleton`] (the
//! bones, and where a pose puts them), [`model`] (the parts of an exercise's figure), [`motion`] (the pose at each
//! time), [`resolved`] (a figure at one moment), [`solid`] and [`flesh`] (the body as a distance), [`props`] (the
//! things around it), [`muscles`] (regions of its surface), [`camera`] (the direction it is seen from), [`trace`] (the
//! picture in dots), [`palette`] (inks), [`cells`] (dots to characters), [`take`] (the same for a body that moves),
//! [`atlas`] (the body as a map) and [`words`] (the same in a sentence).
//!
//! Nothing in here knows of a terminal, a clock or a file.

pub mod atlas;
pub mod bones;
pub mod camera;
pub mod cells;
pub mod flesh;
pub mod handout;
pub mod image;
pub mod joints;
pub mod model;
pub mod motion;
pub mod muscles;
pub mod palette;
pub mod paper;
pub mod physics;
pub mod pose;
pub mod props;
mod reach;
pub mod resolved;
pub mod sheet;
pub mod skeleton;
pub mod solid;
pub mod svg;
pub mod take;
pub mod trace;
pub mod words;

pub use cells::{Glyphs, Picture};
pub use model::Figure;
pub use motion::Phase;
