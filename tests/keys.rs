//! What a terminal sends: keys are keys, however they are cut into pieces, and nothing else is.
//! `SUPPLE_INPUTS=1000000` tries more random input.

use crate::chance::Chance;

use supple::tui::input::{Keyboard, Typed};
use supple::tui::keymap::Press;

/// Keys as terminals send them (xterm, rxvt, the Linux console, Kitty's protocol), and the press each is.
const KEYS: [(&str, Press); 42] = [
    ("j", Press::Char('j')),
    ("J", Press::Char('J')),
    ("é", Press::Char('é')),
    ("т", Press::Char('т')),
    ("字", Press::Char('字')),
    ("\u{1f9d8}", Press::Char('\u{1f9d8}')),
    ("\r", Press::Enter),
    ("\t", Press::Tab),
    ("\x7f", Press::Backspace),
    ("\x08", Press::Backspace),
    ("\x03", Press::Ctrl('c')),
    ("\x1a", Press::Ctrl('z')),
    ("\x1b[A", Press::Up),
    ("\x1b[B", Press::Down),
    ("\x1b[C", Press::Right),
    ("\x1b[D", Press::Left),
    ("\x1b[H", Press::Home),
    ("\x1b[F", Press::End),
    ("\x1bOA", Press::Up),
    ("\x1bOB", Press::Down),
    ("\x1bOC", Press::Right),
    ("\x1bOD", Press::Left),
    ("\x1bOH", Press::Home),
    ("\x1bOF", Press::End),
    ("\x1bOM", Press::Enter),
    ("\x1b[1~", Press::Home),
    ("\x1b[4~", Press::End),
    ("\x1b[5~", Press::PageUp),
    ("\x1b[6~", Press::PageDown),
    ("\x1b[7~", Press::Home),
    ("\x1b[8~", Press::End),
    ("\x1b[Z", Press::BackTab),
    ("\x1b[1;2A", Press::Up),
    ("\x1b[1;1:1B", Press::Down),
    ("\x1b[1;1:2B", Press::Down),
    ("\x1b[27u", Press::Esc),
    ("\x1b[13u", Press::Enter),
    ("\x1b[9;2u", Press::BackTab),
    ("\x1b[106u", Press::Char('j')),
    ("\x1b[106;2u", Press::Char('J')),
    ("\x1b[99;5u", Press::Ctrl('c')),
    ("\x1b[27;5;99~", Press::Ctrl('c')),
];

/// What terminals send that is no key of this program: replies, the mouse, keys let go, keys of the window.
const NO_KEYS: [&str; 39] = [
    "\x1bP>|xterm(370)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "\x1b]52;c;cXFxcQ==\x07",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^quit\x1b\\",
    "\x1bXquit\x1b\\",
    "\x1b[?62;22c",
    "\x1b[>0;276;0c",
    "\x1b[12;40R",
    "\x1b[0n",
    "\x1b[?2026;2$y",
    "\x1b[4;600;800t",
    "\x1b[8;24;80t",
    "\x1b[?1u",
    "\x1b[<0;10;10m",
    "\x1b[32;10;10M",
    "\x1b[M qq",
    "\x1b[M#qo",
    "\x1b[106;1:3u",
    "\x1b[1;1:3A",
    "\x1b[5;1:3~",
    "\x1b[57441;2u",
    "\x1b[1;3A",
    "\x1b[1;5C",
    "\x1b[106;3u",
    "\x1bq",
    "\x1bn",
    "\x1bé",
    "\x1b\x7f",
    "\x1b\r",
    "\x1b[2~",
    "\x1b[15~",
    "\x1bOP",
    "\x1bOQ",
    "\x1b[1;2P",
    "\x1b[[A",
];

fn presses(typed: Vec<Typed>) -> Vec<Press> {
    typed.into_iter().filter_map(|one| if let Typed::Press(press) = one { Some(press) } else { None }).collect()
}

fn heard(pieces: &[&[u8]]) -> Vec<Press> {
    let mut keyboard = Keyboard::default();
    presses(pieces.iter().flat_map(|piece| keyboard.hear(piece)).collect())
}

/// Every way to cut bytes into three pieces, some of them empty.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = [&[u8]; 3]> {
    let cuts = (0..=bytes.len()).flat_map(|second| (0..=second).map(move |first| (first, second)));
    cuts.map(|(first, second)| [&bytes[..first], &bytes[first..second], &bytes[second..]])
}

#[test]
fn every_key_is_one_press_in_however_many_pieces() {
    for (bytes, press) in KEYS {
        for pieces in pieces(bytes.as_bytes()) {
            assert_eq!(heard(&pieces), [press], "{bytes:?} as {pieces:?}");
        }
    }
}

#[test]
fn what_is_no_key_does_nothing_and_the_key_after_it_is_heard() {
    for bytes in NO_KEYS {
        for pieces in pieces(bytes.as_bytes()) {
            assert_eq!(heard(&[&pieces[..], &[b"j"]].concat()), [Press::Char('j')], "{bytes:?} as {pieces:?}");
        }
    }
}

#[test]
fn a_lone_escape_is_a_key_once_nothing_more_has_come() {
    let mut keyboard = Keyboard::default();
    assert_eq!(keyboard.hear(b"\x1b"), []);
    assert!(keyboard.patience().unwrap().as_millis() > 50, "slow lines take so long");
    assert_eq!(keyboard.give_up(), [Typed::Press(Press::Esc)]);
    assert_eq!(keyboard.patience(), None);
    assert_eq!(keyboard.hear(b"[A"), [Typed::Press(Press::Char('[')), Typed::Press(Press::Char('A'))]);
}

#[test]
fn two_escapes_in_a_row_are_two_keys() {
    let mut keyboard = Keyboard::default();
    assert_eq!(keyboard.hear(b"\x1b\x1b"), []);
    assert_eq!(presses(keyboard.give_up()), [Press::Esc; 2]);
}

#[test]
fn what_never_ends_holds_the_next_key_no_longer_than_its_patience() {
    for bytes in ["\x1b]11;rgb:", "\x1bP>|xt", "\x1b_G", "\x1b[12;", "\x1b[M", "\x1b[", "\x1bO", "\x1b\r"] {
        let mut keyboard = Keyboard::default();
        assert_eq!(keyboard.hear(bytes.as_bytes()), [], "{bytes:?}");
        if keyboard.patience().is_some() {
            assert_eq!(keyboard.give_up(), [], "{bytes:?}");
        }
        assert_eq!(presses(keyboard.hear(b"j")), [Press::Char('j')], "{bytes:?}");
    }
}

#[test]
fn a_string_without_end_takes_no_memory_and_is_still_ended() {
    let mut keyboard = Keyboard::default();
    assert_eq!(keyboard.hear(b"\x1b]"), []);
    assert_eq!(keyboard.hear(&vec![b'q'; 1 << 20]), []);
    assert_eq!(keyboard.hear(b"\x07j"), [Typed::Press(Press::Char('j'))]);
}

#[test]
fn the_window_tells_when_it_comes_and_goes() {
    assert_eq!(Keyboard::default().hear(b"\x1b[I\x1b[O"), [Typed::Focus(true), Typed::Focus(false)]);
}

#[test]
fn a_terminal_that_tells_its_background_is_believed_and_no_key_comes_of_it() {
    let heard = |colour: &str| Keyboard::default().hear(format!("\x1b]11;{colour}\x1b\\").as_bytes());
    assert_eq!(heard("rgb:ffff/ffff/e0e0"), [Typed::Ground(true)]);
    assert_eq!(heard("rgb:1c1c/1c1c/1c1c"), [Typed::Ground(false)]);
    assert_eq!(heard("rgba:ff/ff/ff/80"), [Typed::Ground(true)]);
    for nothing in ["", "rgb:", "rgb:ffff/ffff", "rgb:fffff/0/0", "rgb:gg/0/0", "white"] {
        assert_eq!(heard(nothing), [], "{nothing}");
    }
}

#[test]
fn a_paste_is_text_and_none_of_it_is_a_key() {
    let pasted = "\x1b[200~r\r\nq\t\x1b[Adone\x1bq\x03\u{1b}]0;title\x07\x1b[201~j";
    for pieces in pieces(pasted.as_bytes()) {
        let mut keyboard = Keyboard::default();
        let typed: Vec<_> = pieces.iter().flat_map(|piece| keyboard.hear(piece)).collect();
        assert_eq!(typed, [Typed::Paste("r q done".to_owned()), Typed::Press(Press::Char('j'))], "{pieces:?}");
    }
}

#[test]
fn a_paste_that_never_ends_ends_after_its_patience() {
    let mut keyboard = Keyboard::default();
    assert_eq!(keyboard.hear(b"\x1b[200~ouch"), []);
    assert!(keyboard.patience().unwrap().as_millis() > 500);
    assert_eq!(keyboard.give_up(), [Typed::Paste("ouch".to_owned())]);
    assert_eq!(keyboard.hear(b"q"), [Typed::Press(Press::Char('q'))]);
}

impl Chance {
    fn of<'a>(&mut self, choices: &'a [u8]) -> &'a u8 {
        &choices[self.below(choices.len())]
    }

    /// Bytes of the body of a string of the terminal: anything but what ends or cancels it.
    fn body(&mut self) -> Vec<u8> {
        let body = (0..self.below(40)).map(|_| u8::try_from(self.below(256)).unwrap()).collect::<Vec<_>>();
        body.into_iter().filter(|byte| !matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b)).collect()
    }

    fn numbers(&mut self) -> Vec<u8> {
        (0..self.below(12)).map(|_| *self.of(b"0123456789;:")).collect()
    }

    /// Something that a terminal may send and that is no key.
    fn no_key(&mut self) -> Vec<u8> {
        match self.below(9) {
            0 => [b"\x1b]", &*self.body(), b"\x07"].concat(),
            1 => [b"\x1b]", &*self.body(), b"\x1b\\"].concat(),
            2 => [b"\x1bP", &*self.numbers(), b"|", &*self.body(), b"\x1b\\"].concat(),
            3 => [&[0x1b, *self.of(b"_^X")][..], &*self.body(), b"\x1b\\"].concat(),
            // A reply has a private mark, or ends like no key.
            4 => [b"\x1b[", &[*self.of(b"?><=")][..], &*self.numbers(), &[*self.of(b"cnuyRmMtASh")]].concat(),
            5 => [b"\x1b[", &*self.numbers(), &[*self.of(b"cnRtxypqrsPQS")]].concat(),
            6 => {
                let mouse = [0; 3].map(|_| 0x20 + u8::try_from(self.below(0x5f)).unwrap());
                [&b"\x1b[M"[..], &mouse].concat()
            }
            7 => [b"\x1b[", self.below(60_000).to_string().as_bytes(), b";", &[*self.of(b"12345678")], b":3u"].concat(),
            // Alt and a letter.
            _ => vec![0x1b, *self.of(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMQRSTUVWYZ0123456789")],
        }
    }
}

#[test]
fn no_random_input_of_a_terminal_is_a_key_but_the_keys_between() {
    let inputs = std::env::var("SUPPLE_INPUTS").ok().and_then(|inputs| inputs.parse().ok()).unwrap_or(200_000);
    let mut chance = Chance(20_261_127);
    let mut keyboard = Keyboard::default();
    for _ in 0..inputs {
        let bytes = chance.no_key();
        let cut = chance.below(bytes.len() + 1);
        let mut typed = keyboard.hear(&bytes[..cut]);
        typed.extend(keyboard.hear(&bytes[cut..]));
        assert_eq!(presses(typed), [], "{:?}", String::from_utf8_lossy(&bytes));
        let (key, press) = KEYS[chance.below(KEYS.len())];
        assert_eq!(
            presses(keyboard.hear(key.as_bytes())),
            [press],
            "{:?} after {:?}",
            key,
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn no_random_bytes_make_it_panic_or_wait_for_ever() {
    let mut chance = Chance(27);
    let mut keyboard = Keyboard::default();
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..chance.below(30)).map(|_| u8::try_from(chance.below(256)).unwrap()).collect();
        keyboard.hear(&bytes);
        if chance.below(3) == 0 {
            keyboard.give_up();
            assert_eq!(keyboard.patience(), None);
            assert!(presses(keyboard.hear(b"..j")).contains(&Press::Char('j')), "{bytes:?}");
        }
    }
}

#[test]
fn a_click_and_a_turn_of_the_wheel_are_told_from_other_reports_of_the_mouse() {
    let heard = |bytes: &str| Keyboard::default().hear(bytes.as_bytes());
    assert_eq!(heard("\x1b[<0;10;5M"), [Typed::Click(9, 4)]);
    assert_eq!(heard("\x1b[<64;1;1M\x1b[<65;1;1M"), [Typed::Wheel(true), Typed::Wheel(false)]);
    // Let go, another button, moved, and places that are none.
    for other in ["\x1b[<0;10;5m", "\x1b[<2;10;5M", "\x1b[<32;10;5M", "\x1b[<0;0;5M", "\x1b[<0;10M"] {
        assert_eq!(heard(other), [], "{other:?}");
    }
}
