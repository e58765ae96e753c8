//! A figure as a handout: where it begins, where it leads, the easier version, and how it is done.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::model::{Figure, Frame};
use super::motion::Beat;
use super::paper::drawing;
use super::stance::{Stance, window};

/// Pixels of a picture.
const PICTURE: (usize, usize) = (300, 300);
/// How many times as fine the picture is for a printer.
const FINE: usize = 2;
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

/// The pictures of a handout, each with what it shows.
fn pictures(figure: &Figure, mirrored: bool) -> Vec<(&'static str, Vec<u8>)> {
    let picture = |figure: &Figure, frame: Frame| {
        let window = window(figure, &figure.camera);
        let stance = Stance::of(figure, Beat::still(frame));
        drawing(&stance, mirrored, &figure.camera, window, (PICTURE.0 * FINE, PICTURE.1 * FINE)).png()
    };
    let name = |frame| match frame {
        Frame::Start => "Start",
        Frame::Mid | Frame::Mid2 => "On the way",
        Frame::End => "End",
        Frame::End2 => "Other side",
    };
    let mut pictures: Vec<_> = figure.frames.all().map(|(frame, _)| (name(frame), picture(figure, frame))).collect();
    if let Some(easier) = &figure.easier {
        pictures.push(("Easier", picture(easier, Frame::End)));
    }
    pictures
}

/// The figure from where it begins to where it leads, with the words of `handout`, as an SVG document.
#[must_use]
pub fn handout(figure: &Figure, mirrored: bool, handout: &Handout<'_>) -> String {
    let pictures = pictures(figure, mirrored);
    let (width, height) = (PICTURE.0 as f64, PICTURE.1 as f64);
    let total_width = MARGIN + pictures.len() as f64 * (width + MARGIN);
    let top = MARGIN + 2.5 * LINE;
    let mut text = String::new();
    let mut y = top + height + MARGIN + 2.0 * LINE;
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
    for (index, (name, png)) in pictures.iter().enumerate() {
        let x = MARGIN + index as f64 * (width + MARGIN);
        let _ = writeln!(
            svg,
            "<image x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.0}\" height=\"{height:.0}\" \
             href=\"data:image/png;base64,{}\"/>",
            STANDARD.encode(png)
        );
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"15\" fill=\"#5a646e\" text-anchor=\"middle\">{name}</text>",
            x + width / 2.0,
            top + height + LINE
        );
        if index > 0 && *name != "Easier" {
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
