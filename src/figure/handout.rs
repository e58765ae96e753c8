//! A handout of a figure: its start pose, its end pose, the easier version, and the instructions.

use super::model::{Figure, Frame};
use super::motion::Phase;
use super::paper::{Drawing, drawing};
use super::resolved::{ResolvedPose, window};

/// The text of a handout beside its pictures.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The name of the exercise.
    pub title: &'a str,
    /// The dose and the side.
    pub subtitle: &'a str,
    /// Paragraphs below the pictures, each with its label.
    pub paragraphs: &'a [(&'a str, &'a str)],
}

/// A handout: pictures, each with its name, and words.
#[derive(Debug, Clone)]
pub struct Handout<'a> {
    /// The words.
    pub words: Words<'a>,
    /// The pictures.
    pub pictures: Vec<(&'static str, Drawing)>,
    /// A remark on how to look at the pictures.
    pub remark: Option<&'static str>,
}

impl<'a> Handout<'a> {
    /// The handout of a figure, its pictures `size` pixels wide and high; with `other_side` it shows the left side.
    #[must_use]
    pub fn of(figure: &Figure, other_side: bool, words: Words<'a>, size: usize) -> Self {
        let picture = |figure: &Figure, frame: Frame| {
            let stance = ResolvedPose::of(figure, Phase::still(frame));
            drawing(&stance, other_side, &figure.camera, window(figure, &figure.camera), (size, size))
        };
        let name = |frame| match frame {
            Frame::Start => "Start",
            Frame::Mid | Frame::Mid2 => "On the way",
            Frame::End => "End",
            Frame::End2 => "Other side",
        };
        let mut pictures: Vec<_> =
            figure.frames.all().map(|(frame, _)| (name(frame), picture(figure, frame))).collect();
        if let Some(easier) = &figure.easier {
            pictures.push((EASIER, picture(easier, Frame::End)));
        }
        let mirror = "Seen as in a mirror: the right of the picture is your right.";
        Self { words, pictures, remark: figure.camera.is_in_front().then_some(mirror) }
    }
}

/// The name of the picture of the easier version. No arrow leads to it.
pub const EASIER: &str = "Easier";

/// Splits text into lines of at most `letters` letters.
pub(super) fn lines(text: &str, letters: usize) -> impl Iterator<Item = String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.chars().count() + 1 + word.chars().count() > letters);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.into_iter()
}
