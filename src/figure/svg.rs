//! A figure as a picture file for a handout: the same shapes, drawn smoothly, for paper. Muscles are hatched as well as
//! coloured, so that a black-and-white print says as much.

use std::fmt::Write;

use super::model::{Figure, Frame};
use super::motion::Beat;
use super::paint::{Ink, Mark, Part, Scene, Shape, Window, scene, window};
use super::skeleton::{Limb, Point};
use super::stance::Stance;

/// Pixels of a body height.
const SCALE: f64 = 420.0;
/// The gap around limbs on paper, in body heights.
const DOT: f64 = 0.007;
/// Pixels around and between the pictures.
const MARGIN: f64 = 28.0;
/// Pixels of a line of text, and the letters that fit in one.
const LINE: f64 = 22.0;
const LETTERS_PER_PIXEL: f64 = 0.125;

/// What a handout says beside the pictures. All of it is escaped here.
#[derive(Debug, Clone, Copy)]
pub struct Handout<'a> {
    /// The name of the exercise.
    pub title: &'a str,
    /// How much, and on which side.
    pub subtitle: &'a str,
    /// Paragraphs below the pictures, each with its label.
    pub paragraphs: &'a [(&'a str, &'a str)],
}

/// The figure from where it begins to where it leads, with the words of `handout`, as an SVG document.
#[must_use]
pub fn handout(figure: &Figure, mirrored: bool, handout: &Handout<'_>) -> String {
    let window = window(figure);
    let frames: Vec<Frame> = figure.frames.present().collect();
    let (width, height) = (window.width() * SCALE, window.height() * SCALE);
    let count = frames.len() as f64;
    let total_width = MARGIN + count * (width + MARGIN);
    let top = MARGIN + 2.5 * LINE;
    let mut text = String::new();
    let mut y = top + height + MARGIN + LINE;
    let letters = ((total_width - 2.0 * MARGIN) * LETTERS_PER_PIXEL).max(24.0);
    for (label, words) in handout.paragraphs {
        for (index, line) in lines(&format!("{label}: {words}"), letters).enumerate() {
            let x = MARGIN + if index == 0 { 0.0 } else { 14.0 };
            let _ = writeln!(text, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"15\">{}</text>", escaped(&line));
            y += LINE;
        }
        y += LINE * 0.4;
    }
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {total_width:.1} {y:.1}\" width=\"{total_width:.0}\" \
         height=\"{y:.0}\" font-family=\"sans-serif\" fill=\"#20262e\" role=\"img\" aria-label=\"{}\">",
        escaped(handout.title)
    );
    svg.push_str(DEFINITIONS);
    let _ = writeln!(svg, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"22\" font-weight=\"bold\">{}</text>",
        MARGIN + 14.0,
        escaped(handout.title)
    );
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"15\" fill=\"#5a646e\">{}</text>",
        MARGIN + 14.0 + LINE,
        escaped(handout.subtitle)
    );
    for (index, frame) in frames.iter().enumerate() {
        let x = MARGIN + index as f64 * (width + MARGIN);
        let stance = Stance::of(figure, Beat::still(*frame));
        let scene = Scene { marks: scene(&stance, DOT), window, mirrored: mirrored != figure.mirror };
        picture(&mut svg, &scene, index, Point::new(x, top));
        if index > 0 {
            let (x, y) = (x - MARGIN / 2.0, top + height / 2.0);
            let _ = writeln!(
                svg,
                "<path d=\"M{:.1} {y:.1}h14m-6 -6l6 6l-6 6\" fill=\"none\" stroke=\"#5a646e\" stroke-width=\"2\"/>",
                x - 7.0
            );
        }
    }
    svg.push_str(&text);
    svg.push_str("</svg>\n");
    svg
}

/// The hatching of lit muscles, and of those that shine through.
const DEFINITIONS: &str = "<defs>\
<pattern id=\"lit\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"#f08a55\"/><rect width=\"2\" height=\"6\" fill=\"#b8480f\"/></pattern>\
<pattern id=\"through\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#b9c2cb\"/><circle cx=\"3\" cy=\"3\" r=\"1.7\" fill=\"#c8560f\"/></pattern></defs>\n";

/// One pose, its upper left corner at `at`.
fn picture(svg: &mut String, scene: &Scene, index: usize, at: Point) {
    let window = &scene.window;
    let (width, height) = (window.width() * SCALE, window.height() * SCALE);
    let _ = writeln!(
        svg,
        "<clipPath id=\"p{index}\"><rect width=\"{width:.1}\" height=\"{height:.1}\"/></clipPath>\
         <g transform=\"translate({:.1} {:.1})\"><g clip-path=\"url(#p{index})\">",
        at.x, at.y
    );
    if scene.mirrored {
        let _ = writeln!(svg, "<g transform=\"translate({width:.1} 0) scale(-1 1)\">");
    }
    // A muscle shows where its part of the body does: each part is a clipping path of its own.
    let parts = [Part::Trunk].into_iter().chain(Limb::ALL.map(|(limb, _)| Part::Limb(limb)));
    for part in parts {
        let body = scene.marks.iter().filter(|mark| mark.part == part && !mark.on_part);
        let shapes: String = body.map(|mark| shape(&mark.shape, window, "")).collect();
        if !shapes.is_empty() {
            let _ = writeln!(svg, "<clipPath id=\"{}\">{shapes}</clipPath>", clip(index, part));
        }
    }
    for mark in &scene.marks {
        svg.push_str(&drawn(mark, window, index));
    }
    if scene.mirrored {
        svg.push_str("</g>");
    }
    svg.push_str("</g></g>\n");
}

fn drawn(mark: &Mark, window: &Window, index: usize) -> String {
    let clipped = if mark.on_part { format!(" clip-path=\"url(#{})\"", clip(index, mark.part)) } else { String::new() };
    // In a terminal eyes and mouth are dots left out; on paper they are drawn.
    let colour = if mark.part == Part::Head && mark.ink == Ink::Blank { fill(Ink::Hair) } else { fill(mark.ink) };
    shape(&mark.shape, window, &format!(" fill=\"{colour}\"{clipped}"))
}

fn clip(index: usize, part: Part) -> String {
    let name = match part {
        Part::None => "none",
        Part::Trunk => "trunk",
        Part::Head => "head",
        Part::Limb(limb) => Limb::ALL.iter().find(|(known, _)| *known == limb).map_or("", |(_, name)| name),
    };
    format!("c{index}{name}")
}

const fn fill(ink: Ink) -> &'static str {
    match ink {
        Ink::Blank => "#ffffff",
        Ink::Ground => "#c4cad1",
        Ink::Prop => "#aab4be",
        Ink::Far => "#c9d0d7",
        Ink::Hair => "#4a545f",
        Ink::Trunk => "#9aa6b2",
        Ink::Near => "#74828f",
        Ink::Face => "#dfe4e9",
        Ink::Lit | Ink::Shade(_) => "url(#lit)",
        Ink::Through => "url(#through)",
        Ink::Effort => "#c8560f",
    }
}

fn shape(shape: &Shape, window: &Window, attributes: &str) -> String {
    let place = |point: Point| Point::new((point.x - window.low.x) * SCALE, (window.high.y - point.y) * SCALE);
    match shape {
        Shape::Ellipse { middle, radii, lean } => {
            let Point { x, y } = place(*middle);
            let turn =
                if *lean == 0.0 { String::new() } else { format!(" transform=\"rotate({lean:.1} {x:.1} {y:.1})\"") };
            let (across, along) = (radii.0 * SCALE, radii.1 * SCALE);
            format!("<ellipse cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"{across:.1}\" ry=\"{along:.1}\"{turn}{attributes}/>\n")
        }
        Shape::Polygon(corners) => {
            let corners: Vec<String> = (corners.iter())
                .map(|corner| {
                    let Point { x, y } = place(*corner);
                    format!("{x:.1},{y:.1}")
                })
                .collect();
            format!("<polygon points=\"{}\"{attributes}/>\n", corners.join(" "))
        }
    }
}

/// Text over lines of at most so many letters.
fn lines(text: &str, letters: f64) -> impl Iterator<Item = String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && (line.chars().count() + 1 + word.chars().count()) as f64 > letters);
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

/// Text that means nothing to a reader of XML or HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Library, Position};

    #[test]
    fn a_handout_shows_every_pose_and_lets_no_text_through_as_markup() {
        let library = Library::built_in();
        let figure = library.exercise("upper-trap-stretch").unwrap().figure(Position::Seated).unwrap().clone();
        let words = Handout { title: "<b>\"&\u{1b}", subtitle: "2 x 30 s", paragraphs: &[("Do", "a < b")] };
        let svg = handout(&figure, false, &words);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert_eq!(svg.matches("<clipPath id=\"p").count(), figure.frames.present().count());
        assert!(svg.contains("url(#lit)") && svg.contains("&lt;b&gt;&quot;&amp;") && svg.contains("a &lt; b"));
        assert!(!svg.contains("<b>") && !svg.contains('\u{1b}') && !svg.contains("NaN"));
    }

    #[test]
    fn the_other_side_is_the_same_picture_in_a_mirror() {
        let library = Library::built_in();
        let figure = library.exercise("neck-turn-hold").unwrap().figure(Position::Seated).unwrap().clone();
        let words = Handout { title: "", subtitle: "", paragraphs: &[] };
        let (right, left) = (handout(&figure, false, &words), handout(&figure, true, &words));
        assert!(!right.contains("scale(-1 1)") && left.contains("scale(-1 1)"));
        assert_eq!(right.matches("<ellipse").count(), left.matches("<ellipse").count());
    }
}
