//! A handout as an SVG document: the words stay text, the pictures are inside.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::handout::{EASIER, Handout, lines};

/// The side of a picture on the page, in pixels.
const PICTURE: f64 = 300.0;
/// The margin around and between the pictures, in pixels.
const MARGIN: f64 = 28.0;
/// The height of a line of text, and the width of a letter, in pixels.
const LINE: f64 = 22.0;
const LETTER: f64 = 8.0;

/// The handout as an SVG document. All of its words are escaped here.
#[must_use]
pub fn document(handout: &Handout<'_>) -> String {
    let words = &handout.words;
    let total_width = MARGIN + handout.pictures.len() as f64 * (PICTURE + MARGIN);
    let top = MARGIN + 2.5 * LINE;
    let mut y = top + PICTURE + MARGIN + 2.0 * LINE;
    let mut text = String::new();
    let letters = letters(total_width - 2.0 * MARGIN);
    if let Some(remark) = handout.remark {
        let _ = writeln!(text, "<text x=\"{MARGIN}\" y=\"{y:.1}\" font-size=\"15\" fill=\"#5a646e\">{remark}</text>");
        y += LINE * 1.4;
    }
    for (label, paragraph) in words.paragraphs {
        for (index, line) in lines(&format!("{label}: {paragraph}"), letters).enumerate() {
            let x = MARGIN + if index == 0 { 0.0 } else { 14.0 };
            let _ = writeln!(text, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"15\">{}</text>", escaped(&line));
            y += LINE;
        }
        y += LINE * 0.4;
    }
    let mut svg = String::new();
    let title = escaped(words.title);
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {total_width:.1} {y:.1}\" width=\"{total_width:.0}\" \
         height=\"{y:.0}\" font-family=\"sans-serif\" fill=\"#20262e\" role=\"img\" aria-label=\"{title}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"22\" font-weight=\"bold\">{title}</text>\n\
         <text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"15\" fill=\"#5a646e\">{}</text>",
        MARGIN + 14.0,
        MARGIN + 14.0 + LINE,
        escaped(words.subtitle)
    );
    for (index, (name, picture)) in handout.pictures.iter().enumerate() {
        let x = MARGIN + index as f64 * (PICTURE + MARGIN);
        let _ = writeln!(
            svg,
            "<image x=\"{x:.1}\" y=\"{top:.1}\" width=\"{PICTURE:.0}\" height=\"{PICTURE:.0}\" \
             href=\"data:image/png;base64,{}\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"15\" fill=\"#5a646e\" text-anchor=\"middle\">{name}</text>",
            STANDARD.encode(picture.png()),
            x + PICTURE / 2.0,
            top + PICTURE + LINE
        );
        if index > 0 && *name != EASIER {
            let (x, y) = (x - MARGIN / 2.0 - 7.0, top + PICTURE / 2.0);
            let arrow = format!("M{x:.1} {y:.1}h14m-6 -6l6 6l-6 6");
            let _ = writeln!(svg, "<path d=\"{arrow}\" fill=\"none\" stroke=\"#5a646e\" stroke-width=\"2\"/>");
        }
    }
    svg.push_str(&text);
    svg.push_str("</svg>\n");
    svg
}

/// The number of letters that fit into a width of `pixels`, at least 24.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded from below, and a page is small")]
fn letters(pixels: f64) -> usize {
    (pixels / LETTER).max(24.0) as usize
}

/// The text with the characters escaped that mean something in XML or HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Not all of Unicode may stand in XML.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::handout::Words;
    use crate::figure::paper::Drawing;

    #[test]
    fn a_handout_shows_every_picture_and_lets_no_text_through_as_markup() {
        let picture = || Drawing { width: 2, height: 2, rgb: vec![[1, 2, 3]; 4] };
        let words = Words { title: "<b>\"&\u{1b}", subtitle: "2 x 30 s", paragraphs: &[("Do", "a < b")] };
        let pictures = vec![("Start", picture()), ("End", picture()), (EASIER, picture())];
        let svg = document(&Handout { words, pictures, remark: None });
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert_eq!(svg.matches("<image ").count(), 3);
        assert_eq!(svg.matches("<path ").count(), 1, "one arrow, from the start to the end");
        assert!(svg.contains("&lt;b&gt;&quot;&amp;") && svg.contains("a &lt; b"));
        assert!(!svg.contains("<b>") && !svg.contains('\u{1b}') && !svg.contains("NaN"));
    }
}
