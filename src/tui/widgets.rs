//! Widgets: small pieces that more than one screen draws with.

pub mod bars;
pub mod beside;
pub mod big;
pub mod body_map;
pub mod digits;
pub mod field;
pub mod figure;
pub mod list;
pub mod page;
pub mod pen;
pub mod reel;
pub mod scroller;
pub mod strip;
