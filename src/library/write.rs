//! Writer: a routine as the text of a file that a person would have written, and an id from its title.
//!
//! The layout is that of the files in `routines/`: two spaces, a step a line where it fits, and a position or a dose only
//! where it differs from the exercise's own.

use unicode_width::UnicodeWidthStr;

use super::Library;
use super::bounds::WIDEST_TITLE;
use crate::areas::Area;
use crate::practice::routine::Passage;
use crate::practice::{Dose, Routine, Step};

/// The widest line of a step, in columns.
const WIDEST_STEP: usize = 94;
/// The widest line of a list, in columns.
const WIDEST_LIST: usize = 100;
/// The longest id that is made from a title, in bytes: a number still fits behind it.
const LONGEST_ID: usize = 56;
/// The id of a routine whose title has no letter that an id may have.
const NAMELESS: &str = "routine";
/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The text of a file with `routine`, which reads as the same routine. What was changed to suit a person is not told from
/// what the routine is, so it should be one that was not fitted.
#[must_use]
pub fn routine(routine: &Routine) -> String {
    let areas: Vec<&str> = routine.areas.iter().map(Area::word).collect();
    let equipment: Vec<&str> = routine.equipment.iter().map(String::as_str).collect();
    let mut fields = vec![
        ("id", quoted(&routine.id)),
        ("title", quoted(&routine.title)),
        ("areas", list("areas", &areas)),
        ("level", quoted(routine.level.word())),
        ("goal", quoted(&routine.goal)),
    ];
    if !routine.when.is_empty() {
        fields.push(("when", quoted(&routine.when)));
    }
    fields.push(("equipment", list("equipment", &equipment)));
    fields.extend(routine.note.as_deref().map(|note| ("note", quoted(note))));
    let marks = [("gentle", routine.gentle), ("first", routine.first), ("on_the_way", routine.on_the_way)];
    fields.extend(marks.into_iter().filter(|(_, is_so)| *is_so).map(|(name, _)| (name, "true".to_owned())));
    let entries: Vec<String> = routine.passages().iter().map(|passage| entry(routine, passage)).collect();
    fields.push(("steps", format!("[\n{}\n  ]", entries.join(",\n"))));
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

/// The title for a routine that is kept as `title`: a number tells it apart from another one that is called so.
#[must_use]
pub fn free_title(title: &str, library: &Library) -> String {
    let is_taken = |title: &str| {
        let title = title.to_lowercase();
        library.routines().iter().any(|routine| routine.title.to_lowercase() == title)
    };
    // The number has room for itself.
    let base: String = title.chars().take(WIDEST_TITLE - 6).collect();
    let numbered = (2_u32..).map(|number| format!("{base} ({number})"));
    std::iter::once(title.to_owned()).chain(numbered).find(|title| !is_taken(title)).unwrap_or_default()
}

/// An id for a routine with this title that no routine and no exercise has, and no file of the person's is named by.
#[must_use]
pub fn free_id(title: &str, library: &Library) -> String {
    let base = slug(title);
    let is_taken = |id: &str| {
        let names_a_file = library.faults().iter().any(|fault| fault.file.file_stem().is_some_and(|stem| stem == id));
        // The name of a device is one in Windows even with an ending, and files are carried from one system to another.
        let names_a_device = DEVICES.iter().any(|device| device.eq_ignore_ascii_case(id));
        names_a_file || names_a_device || library.routine(id).is_some() || library.exercise(id).is_some()
    };
    // What is called "routine" would say nothing, so that begins with a number.
    let first = if base.is_empty() { format!("{NAMELESS}-1") } else { base.clone() };
    let stem = if base.is_empty() { NAMELESS } else { &base };
    let mut id = first;
    let mut number = 1_u32;
    while is_taken(&id) {
        number += 1;
        id = format!("{stem}-{number}");
    }
    id
}

/// The letters and digits of a title that an id may have, in lower case, with hyphens for all that stands between them;
/// empty where there are none.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut id = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => id.push_str(letters),
            None if c.is_ascii_alphanumeric() => id.push(c),
            None if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            None => {}
        }
        if id.len() >= LONGEST_ID {
            break;
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A letter with a mark as the plain letters that people write for it; an apostrophe as nothing.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\'' | '’' | '\u{300}'..='\u{36f}' => "",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// A step by itself, or a block with its steps, each a little further in.
fn entry(routine: &Routine, passage: &Passage) -> String {
    let steps: Vec<String> = routine.steps.get(passage.steps.clone()).unwrap_or_default().iter().map(step).collect();
    let Some(rounds) = passage.rounds else {
        return steps.join(",\n");
    };
    let rest = match passage.rest.as_secs() {
        0 => String::new(),
        secs => format!("      \"rest_secs\": {secs},\n"),
    };
    let steps: Vec<String> = steps.join(",\n").lines().map(|line| format!("    {line}")).collect();
    let steps = steps.join("\n");
    format!("    {{\n      \"rounds\": {rounds},\n{rest}      \"steps\": [\n{steps}\n      ]\n    }}")
}

fn step(step: &Step) -> String {
    let mut fields = vec![("exercise", quoted(&step.exercise.id))];
    if step.position != step.exercise.position {
        fields.push(("position", quoted(step.position.word())));
    }
    if step.dose != step.exercise.dose {
        fields.push(("dose", dose(&step.dose)));
    }
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    let line = format!("    {{{}}}", fields.join(", "));
    if line.width() <= WIDEST_STEP { line } else { format!("    {{\n      {}\n    }}", fields.join(",\n      ")) }
}

fn dose(dose: &Dose) -> String {
    match dose {
        Dose::Holds { hold, times, rest } => {
            format!("{{\"hold_secs\": {}, \"times\": {times}, \"rest_secs\": {}}}", hold.as_secs(), rest.as_secs())
        }
        Dose::Reps { count, each } => format!("{{\"count\": {count}, \"secs_each\": {}}}", each.as_secs()),
        Dose::Breaths { rounds, breathe_in, breathe_out } => {
            let (inward, outward) = (breathe_in.as_secs(), breathe_out.as_secs());
            format!("{{\"rounds\": {rounds}, \"in_secs\": {inward}, \"out_secs\": {outward}}}")
        }
    }
}

/// The words as the list of the field `name`, on one line where they fit.
fn list(name: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let line = format!("[{}]", words.join(", "));
    // Around it stand two spaces, the name in quotes, a colon, a space and a comma.
    if line.width() + name.len() + 7 <= WIDEST_LIST { line } else { format!("[\n    {}\n  ]", words.join(",\n    ")) }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_a_title_has_of_letters_and_digits() {
        let ids = ["Lunch break", "  Child's pose — 2×!", "Über den Rücken", "---", "腰のばし", "A1"].map(slug);
        assert_eq!(ids, ["lunch-break", "childs-pose-2", "ueber-den-ruecken", "", "", "a1"]);
    }

    #[test]
    fn an_id_that_is_taken_by_a_routine_or_an_exercise_is_numbered() {
        let library = Library::built_in();
        let titles = ["Lunch break", "Neck ease 5", "Chin tuck", "腰のばし", "Routine"];
        let ids = titles.map(|title| free_id(title, &library));
        assert_eq!(ids, ["lunch-break", "neck-ease-5-2", "chin-tuck-2", "routine-1", "routine"]);
    }

    proptest::proptest! {
        #[test]
        fn any_title_makes_an_id_that_a_file_may_have(title in "\\PC{0,200}") {
            let id = free_id(&title, &Library::default());
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            proptest::prop_assert!((1..=64).contains(&id.len()) && id.bytes().all(fits), "{id}");
        }
    }
}
