//! Pictures in terminals that show them: Kitty's protocol, iTerm2's, and Sixel.
//!
//! Which one a terminal speaks is read from its environment, not asked of it: an answer would have to be waited for,
//! and could be taken for keys. What the environment does not tell can be chosen in the settings.

mod sixel;

use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ratatui::layout::Rect;

use crate::figure::image::Image;
use crate::tui::widgets::reel::Sprite;

/// The protocol in which a terminal is told to show a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Kitty, Ghostty.
    Kitty,
    /// iTerm2, `WezTerm`, mintty.
    Iterm,
    /// foot, mlterm, contour, xterm with `-ti vt340`.
    Sixel,
}

impl Protocol {
    /// The name of the protocol.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kitty => "the Kitty protocol",
            Self::Iterm => "the iTerm2 protocol",
            Self::Sixel => "Sixel",
        }
    }

    /// The protocol of the terminal, if the environment tells; none behind a multiplexer, which stands between.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> String) -> Option<Self> {
        let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
        if !variable("TMUX").is_empty()
            || !variable("STY").is_empty()
            || term.starts_with("screen")
            || term.starts_with("tmux")
        {
            return None;
        }
        let is = |known: &[&str]| known.iter().any(|known| program.eq_ignore_ascii_case(known));
        match term.as_str() {
            "xterm-kitty" | "xterm-ghostty" => Some(Self::Kitty),
            "foot" | "foot-extra" | "mlterm" | "contour" | "yaft-256color" => Some(Self::Sixel),
            _ if !variable("KITTY_WINDOW_ID").is_empty() || is(&["ghostty"]) => Some(Self::Kitty),
            _ if is(&["iTerm.app", "WezTerm", "mintty"]) => Some(Self::Iterm),
            _ => None,
        }
    }
}

/// A picture on the screen.
type Shown = (Rect, Sprite);

/// The pictures that are on the screen.
#[derive(Debug)]
pub struct Graphics {
    protocol: Protocol,
    shown: Vec<Shown>,
    /// The parity of the frame: pictures are shown under two numbers in turn, so that the old one stays until the new
    /// one is there.
    turn: bool,
}

/// The first number of our pictures in Kitty; the shell's own may have others.
const FIRST: u32 = 735_000;
/// The largest load of one escape sequence in Kitty's protocol, in bytes.
const CHUNK: usize = 4096;

impl Graphics {
    /// A screen that shows no pictures yet.
    #[must_use]
    pub const fn new(protocol: Protocol) -> Self {
        Self { protocol, shown: Vec::new(), turn: false }
    }

    /// Returns `true` if the cells under the pictures of the last frame must be written anew,
    /// because the pictures are gone and the terminal painted them over its cells.
    #[must_use]
    pub fn leaves_marks(&self, now: &[Shown]) -> bool {
        self.protocol != Protocol::Kitty
            && self.shown.iter().any(|(place, _)| !now.iter().any(|(other, _)| other == place))
    }

    /// Shows these pictures and no others; returns whether anything was written.
    pub fn show(&mut self, now: Vec<Shown>, cell: (u16, u16), out: &mut impl Write) -> io::Result<bool> {
        if now == self.shown {
            return Ok(false);
        }
        let mut text = String::from("\x1b7");
        let same_places = self.shown.len() == now.len() && self.shown.iter().zip(&now).all(|(a, b)| a.0 == b.0);
        let before = std::mem::take(&mut self.shown);
        for (index, (place, sprite)) in now.iter().enumerate() {
            if same_places
                && before.get(index).is_some_and(|(_, old)| old == sprite)
                && self.protocol != Protocol::Kitty
            {
                continue;
            }
            let _ = write!(text, "\x1b[{};{}H", place.y + 1, place.x + 1);
            match self.protocol {
                Protocol::Kitty => kitty(&mut text, number(index, !self.turn), *place, sprite.image()),
                Protocol::Iterm => iterm(&mut text, *place, sprite.image()),
                Protocol::Sixel => {
                    // Where nothing is drawn, the picture before would shine through.
                    for row in 0..place.height {
                        let _ = write!(text, "\x1b[{};{}H\x1b[{}X", place.y + row + 1, place.x + 1, place.width);
                    }
                    let _ = write!(text, "\x1b[{};{}H", place.y + 1, place.x + 1);
                    sixel::draw(&mut text, sprite.image(), (place.width * cell.0, place.height * cell.1));
                }
            }
        }
        if self.protocol == Protocol::Kitty {
            for index in 0..before.len() {
                let _ = write!(text, "\x1b_Ga=d,d=I,i={},q=2\x1b\\", number(index, self.turn));
            }
            self.turn = !self.turn;
        }
        text.push_str("\x1b8");
        out.write_all(text.as_bytes())?;
        out.flush()?;
        self.shown = now;
        Ok(true)
    }

    /// Takes every picture off the screen.
    pub fn clear(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.protocol == Protocol::Kitty {
            for index in 0..self.shown.len() {
                for turn in [false, true] {
                    write!(out, "\x1b_Ga=d,d=I,i={},q=2\x1b\\", number(index, turn))?;
                }
            }
            out.flush()?;
        }
        self.shown.clear();
        Ok(())
    }
}

fn number(index: usize, turn: bool) -> u32 {
    FIRST + u32::try_from(index).unwrap_or(0) * 2 + u32::from(turn)
}

/// Writes a picture in Kitty's protocol: as large as its cells, the cursor left where it is, no answer wanted.
fn kitty(text: &mut String, id: u32, place: Rect, image: &Image) {
    let data = STANDARD.encode(image.png());
    let mut rest = data.as_str();
    let mut control = format!("a=T,f=100,i={id},p=1,c={},r={},C=1,q=2,", place.width, place.height);
    loop {
        let (chunk, after) = rest.split_at(rest.len().min(CHUNK));
        let more = u8::from(!after.is_empty());
        let _ = write!(text, "\x1b_G{control}m={more};{chunk}\x1b\\");
        control.clear();
        rest = after;
        if rest.is_empty() {
            return;
        }
    }
}

/// Writes a picture in iTerm2's protocol.
fn iterm(text: &mut String, place: Rect, image: &Image) {
    let png = image.png();
    let _ = write!(
        text,
        "\x1b]1337;File=inline=1;size={};width={};height={};preserveAspectRatio=0;doNotMoveCursor=1:{}\x07",
        png.len(),
        place.width,
        place.height,
        STANDARD.encode(&png)
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::palette::Ground;
    use crate::figure::trace::{Dot, Raster};

    fn spoken(pairs: &[(&str, &str)]) -> Option<Protocol> {
        Protocol::of(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        })
    }

    #[test]
    fn the_environment_tells_what_a_terminal_shows() {
        assert_eq!(spoken(&[("TERM", "xterm-kitty")]), Some(Protocol::Kitty));
        assert_eq!(spoken(&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")]), Some(Protocol::Kitty));
        assert_eq!(spoken(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")]), Some(Protocol::Iterm));
        assert_eq!(spoken(&[("TERM", "foot")]), Some(Protocol::Sixel));
        assert_eq!(spoken(&[("TERM", "xterm-256color")]), None);
        assert_eq!(spoken(&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1"), ("TMUX", "/tmp/x")]), None);
    }

    fn picture(width: usize) -> Sprite {
        let dots =
            vec![Dot { stuff: Some(crate::figure::flesh::Stuff::Skin), light: 1.0, ..Dot::default() }; width * 4];
        Sprite::of(Image::of(&Raster { width, height: 4, dots }, Ground::Dark))
    }

    fn place(x: u16) -> Rect {
        Rect { x, y: 2, width: 10, height: 5 }
    }

    fn written(graphics: &mut Graphics, shown: Vec<Shown>) -> String {
        let mut out = Vec::new();
        graphics.show(shown, (10, 20), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_picture_is_put_where_it_belongs_and_the_cursor_back() {
        for protocol in [Protocol::Kitty, Protocol::Iterm, Protocol::Sixel] {
            let mut graphics = Graphics::new(protocol);
            let text = written(&mut graphics, vec![(place(3), picture(4))]);
            assert!(text.starts_with("\x1b7\x1b[3;4H") && text.ends_with("\x1b8"), "{text:?}");
            let mut out = Vec::new();
            assert!(!graphics.show(vec![(place(3), graphics.shown[0].1.clone())], (10, 20), &mut out).unwrap());
        }
    }

    #[test]
    fn kitty_shows_the_new_picture_before_the_old_one_goes() {
        let mut graphics = Graphics::new(Protocol::Kitty);
        written(&mut graphics, vec![(place(3), picture(4))]);
        let text = written(&mut graphics, vec![(place(3), picture(8))]);
        let (shows, goes) = (text.find("a=T").unwrap(), text.find("a=d").unwrap());
        assert!(shows < goes, "{text:?}");
        assert!(!text.contains("\x1b_Ga=d,d=I,i=735001") || !text.contains("i=735001,p=1"), "{text:?}");
        let gone = written(&mut graphics, Vec::new());
        assert!(gone.contains("a=d") && !gone.contains("a=T"));
    }

    #[test]
    fn a_large_picture_is_sent_in_pieces() {
        let mut text = String::new();
        let noise: Vec<u8> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let palette = (0..=255u8).map(|grey| [grey; 3]).collect();
        kitty(&mut text, 1, place(0), &Image { width: 200, height: 200, palette, pixels: noise, is_clear: true });
        let pieces: Vec<&str> = text.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.len() < CHUNK + 100));
        assert!(pieces[0].contains("m=1") && pieces.last().unwrap().contains("m=0"));
    }

    #[test]
    fn only_kitty_takes_its_pictures_away_by_itself() {
        for (protocol, marks) in [(Protocol::Kitty, false), (Protocol::Iterm, true), (Protocol::Sixel, true)] {
            let mut graphics = Graphics::new(protocol);
            written(&mut graphics, vec![(place(3), picture(4))]);
            assert_eq!(graphics.leaves_marks(&[(place(30), picture(4))]), marks);
            assert!(!graphics.leaves_marks(&[(place(3), picture(8))]));
        }
    }
}
