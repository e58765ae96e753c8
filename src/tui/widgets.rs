//! Small pieces that more than one screen draws with.

pub mod ascii;
pub mod bars;
pub mod body_map;
pub mod digits;
pub mod figure;
pub mod page;
pub mod pen;
pub mod reel;
pub mod spark;
pub mod strip;
