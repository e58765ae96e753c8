//! Layouts: the Latin letter on the place of a key that types something else.
//!
//! The tables of keys name letters of the Latin alphabet. On a keyboard that types another, the key on the same place is
//! meant; and where Caps Lock is on, the small letter. The places are those of the X keyboard database (`ru`, `ua`, `gr`,
//! `il`, `ara`) and of the Korean two-set layout; wide letters are what input methods of East Asia type.

/// Keys of a Latin keyboard, and the same keys on another.
const LAYOUTS: [(&str, &str); 8] = [
    ("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"),
    ("s]'", "іїє"),
    ("wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ"),
    ("etyuioahv", "έτύύίόάήώ"),
    ("ertyuiopasdfghjkl;zxcvbnm,.", "קראטוןםפשדגכעיחלךףזסבהנמצתץ"),
    ("qwertyuiop[]asdfghjkl;'zxcvnm,./", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ"),
    ("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"),
    ("qwertop", "ㅃㅉㄸㄲㅆㅒㅖ"),
];

/// The distance from a wide character (U+FF01 to U+FF5E) to its ASCII one.
const WIDE: u32 = 0xfee0;

/// The small Latin letter, or the sign, on the key that types `c`; `None` where it types just that.
#[must_use]
pub fn latin(c: char) -> Option<char> {
    let small = c.to_lowercase().next().unwrap_or(c);
    if small.is_ascii() {
        return (small != c).then_some(small);
    }
    if let '\u{ff01}'..='\u{ff5e}' = c {
        return char::from_u32(u32::from(c) - WIDE);
    }
    LAYOUTS.iter().find_map(|(keys, others)| {
        others.chars().zip(keys.chars()).find_map(|(other, key)| (other == small).then_some(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_a_key_for_each_of_its_letters() {
        for (keys, others) in LAYOUTS {
            assert_eq!(keys.chars().count(), others.chars().count(), "{others}");
        }
    }

    #[test]
    fn a_letter_is_taken_by_its_place() {
        let places = [('N', 'n'), ('т', 'n'), ('Т', 'n'), ('й', 'q'), ('щ', 'o'), ('ν', 'n'), ('מ', 'n'), ('ى', 'n')];
        for (typed, meant) in [&places[..], &[('ㅜ', 'n'), ('ｎ', 'n'), ('і', 's')]].concat() {
            assert_eq!(latin(typed), Some(meant), "{typed}");
        }
        assert_eq!((latin('n'), latin('?'), latin('ß'), latin('字')), (None, None, None, None));
    }
}
