//! Areas: the parts of the body where knots gather, as one table, and those that a user's own files name.
//!
//! A new area of the program's own is a row of the table below, and a zone of the map of the body if it lies on it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::figure::atlas::Zone;
use crate::sanitize::clean;

/// The longest area id, in characters.
const LONGEST_ID: usize = 32;
/// The likeness (Jaro-Winkler, 0 to 1) from which on a new id is taken for a known one that was misspelt.
const MISSPELT: f64 = 0.88;
/// The longest hold of an area that a user's file names, unless the exercise says otherwise: 10 to 30 s suits most
/// adults (ACSM).
const LONGEST_HOLD_OF_OWN: Duration = Duration::from_secs(30);

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    id: Cow<'static, str>,
    label: Cow<'static, str>,
    heading: Cow<'static, str>,
    zone: Option<Zone>,
    longest_hold: Duration,
}

/// A row of the program's own: its id in files and commands, its name in a sentence, its name as a heading, its zone on
/// the map of the body, and the longest hold in seconds.
const fn row(
    id: &'static str,
    label: &'static str,
    heading: &'static str,
    zone: Option<Zone>,
    longest_hold: u64,
) -> Row {
    Row {
        id: Cow::Borrowed(id),
        label: Cow::Borrowed(label),
        heading: Cow::Borrowed(heading),
        zone,
        longest_hold: Duration::from_secs(longest_hold),
    }
}

/// The program's own areas, in the order they are listed. Holds: 30 s for trapezius and neck (Mansoori et al. 2021: 60
/// s showed unfavourable nerve-conduction changes) and for wrists (15 s in the programme of the AAOS, 15 to 30 s in
/// that of the US Air Force, 30 s in the Merck Manual), else 60 s (ACSM).
static TABLE: [Row; 5] = [
    row("trapezius", "trapezius", "Trapezius", Some(Zone::Trapezius), 30),
    row("neck", "neck", "Neck", Some(Zone::Neck), 30),
    row("lower-back", "lower back", "Lower back", Some(Zone::LowerBack), 60),
    row("glutes", "glutes", "Glutes", Some(Zone::Glutes), 60),
    row("wrists", "wrists", "Wrists", Some(Zone::Forearms), 30),
];

/// A part of the body where knots gather.
#[derive(Debug, Clone)]
pub struct Area(Kept);

#[derive(Debug, Clone)]
enum Kept {
    /// A row of the table, by its place.
    Known(usize),
    /// An area that a user's file names.
    Own(Arc<Row>),
}

impl Area {
    fn row(&self) -> &Row {
        match &self.0 {
            Kept::Known(place) => &TABLE[*place],
            Kept::Own(row) => row,
        }
    }

    /// The area that a user's file names by `id`: lower-case letters, digits and hyphens.
    fn own(id: &str) -> Option<Self> {
        let letters = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !letters || id.len() > LONGEST_ID || !id.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let label = id.replace('-', " ");
        let heading = label[..1].to_uppercase() + &label[1..];
        Some(Self(Kept::Own(Arc::new(Row {
            id: id.to_owned().into(),
            label: label.into(),
            heading: heading.into(),
            zone: None,
            longest_hold: LONGEST_HOLD_OF_OWN,
        }))))
    }

    /// The id, as files and commands spell it.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.row().id
    }

    /// The name in a sentence.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.row().label
    }

    /// The name as a heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.row().heading
    }

    /// The zone on the map of the body; none for an area that is not on it.
    #[must_use]
    pub fn zone(&self) -> Option<Zone> {
        self.row().zone
    }

    /// The longest time to which a hold for the area can be made.
    #[must_use]
    pub fn longest_hold(&self) -> Duration {
        self.row().longest_hold
    }

    /// The place among all areas: those of the table first, then the others by id.
    fn order(&self) -> (usize, &str) {
        match &self.0 {
            Kept::Known(place) => (*place, ""),
            Kept::Own(row) => (TABLE.len(), &row.id),
        }
    }
}

impl PartialEq for Area {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Area {}

impl PartialOrd for Area {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Area {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The name, in a sentence, of the area with this id, whether or not there is such an area any more. Ids of records may
/// be anybody's.
#[must_use]
pub fn label_of(id: &str) -> String {
    match TABLE.iter().find(|row| row.id == id) {
        Some(row) => row.label.clone().into_owned(),
        None => clean(id, 40).replace('-', " "),
    }
}

/// The known areas: those of the table, and those that the user's files name beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Areas(Vec<Area>);

impl Default for Areas {
    fn default() -> Self {
        Self((0..TABLE.len()).map(|place| Area(Kept::Known(place))).collect())
    }
}

impl Areas {
    /// All areas, in the order they are listed.
    #[must_use]
    pub fn all(&self) -> &[Area] {
        &self.0
    }

    /// The area with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Area> {
        self.0.iter().find(|area| area.word() == id)
    }

    /// The area that lies in this zone of the body.
    #[must_use]
    pub fn in_zone(&self, zone: Zone) -> Option<&Area> {
        self.0.iter().find(|area| area.zone() == Some(zone))
    }

    /// The area that a person names: by its id, or by its label in any case (`Lower back`).
    #[must_use]
    pub fn named(&self, words: &str) -> Option<&Area> {
        let words = words.trim().to_lowercase();
        let id = words.replace([' ', '_'], "-");
        self.0.iter().find(|area| area.word() == id || area.label().to_lowercase() == words)
    }

    /// The area whose id is most like `id`, if one is like it.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&Area> {
        let likeness = |area: &&Area| strsim::jaro_winkler(area.word(), id);
        let nearest = self.0.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        nearest.filter(|area| likeness(area) >= MISSPELT)
    }

    /// The area that a user's file means by `id`: a known one, or a new one of its own. The error says what was
    /// expected: `id` is no id, or is so like a known one that it is a slip.
    pub fn meant(&self, id: &str) -> Result<Area, String> {
        if let Some(known) = self.get(id) {
            return Ok(known.clone());
        }
        if let Some(slip) = self.nearest(id) {
            return Err(format!("expected {}, or an area of your own with a less similar name", slip.word()));
        }
        Area::own(id).ok_or_else(|| {
            let known: Vec<&str> = self.0.iter().map(Area::word).collect();
            let (last, others) = known.split_last().unwrap_or((&"", &[]));
            format!(
                "expected {} or {last}, or an area of your own in at most {LONGEST_ID} lower-case letters, digits and \
                 hyphens",
                others.join(", ")
            )
        })
    }

    /// Adds the areas that are not known yet.
    pub fn add<'a>(&mut self, areas: impl IntoIterator<Item = &'a Area>) {
        for area in areas {
            if !self.0.contains(area) {
                self.0.push(area.clone());
            }
        }
        self.0.sort();
    }

    /// The same areas, with those that `ids` name in a history whose files may be gone.
    #[must_use]
    pub fn with<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = self.clone();
        let gone: Vec<Area> = ids.into_iter().filter(|id| self.get(id).is_none()).filter_map(Area::own).collect();
        all.add(&gone);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_of_a_user_s_own_is_listed_after_the_others() {
        let mut areas = Areas::default();
        let feet = areas.meant("feet-and-toes").unwrap();
        areas.add([&feet, &feet]);
        let words: Vec<&str> = areas.all().iter().map(Area::word).collect();
        assert_eq!(words, ["trapezius", "neck", "lower-back", "glutes", "wrists", "feet-and-toes"]);
        assert_eq!((feet.label(), feet.heading()), ("feet and toes", "Feet and toes"));
    }

    #[test]
    fn a_slip_in_a_known_word_is_no_area_of_its_own() {
        assert!(Areas::default().meant("trapezus").unwrap_err().starts_with("expected trapezius"));
        assert!(Areas::default().meant("lower-bak").is_err());
    }

    #[test]
    fn what_is_no_id_is_no_area() {
        for id in ["", "Feet", "-", "a b", "feet\u{1b}[2J"] {
            assert!(Areas::default().meant(id).is_err(), "{id:?}");
        }
    }

    #[test]
    fn a_history_may_name_an_area_whose_files_are_gone() {
        let areas = Areas::default().with(["neck", "feet"]);
        assert_eq!(areas.all().last().map(Area::word), Some("feet"));
        assert_eq!(areas.all().len(), 6);
    }
}
