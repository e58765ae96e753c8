//! Learn: cards on knots, and every exercise.

use super::preview::{mark, step_in_full};
use super::reading::Reading;
use crate::areas::Area;
use crate::history::Liking;
use crate::library::texts::{Note, SUBJECTS};
use crate::plain::page::{Page, Wish};
use crate::practice::{Exercise, Step};
use crate::situation::Situation;

/// The shortest word that is looked for.
const LEAST: usize = 3;

/// The cards and exercises.
#[derive(Debug)]
pub struct Learn;

impl Page for Learn {
    fn choices(&self, situation: &Situation) -> Vec<String> {
        let cards = SUBJECTS.iter().map(|(_, title)| format!("Card: {title}"));
        let exercises = exercises(situation, "").into_iter().map(line);
        cards.chain(["Card: Doses and evidence".to_owned()]).chain(exercises).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which card or exercise?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "words of an exercise".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let texts = &situation.texts;
        let read = |title: &str, notes: &mut dyn Iterator<Item = &Note>| {
            let lines = std::iter::once(format!("{title}.")).chain(notes.map(Note::in_full));
            vec![Wish::open(Reading::lines(lines.collect()))]
        };
        if let Some((subject, title)) = SUBJECTS.get(choice) {
            return read(title, &mut texts.about(subject));
        }
        match choice - SUBJECTS.len() {
            0 => read("Doses and evidence", &mut texts.doses.iter()),
            place => exercises(situation, "").get(place - 1).map(|one| open(one)).into_iter().collect(),
        }
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let is_word =
            answer.chars().count() >= LEAST && !matches!(answer, "back" | "end" | "quit" | "help" | "more" | "safety");
        is_word.then(|| find(situation, answer))
    }
}

/// The exercises with these words in their name, or that there are none.
fn find(situation: &Situation, words: &str) -> Vec<Wish> {
    match exercises(situation, words).as_slice() {
        [] => vec![Wish::Say(format!("No exercise is called {words}."))],
        [one] => vec![open(one)],
        _ => vec![Wish::open(Found { words: words.to_owned() })],
    }
}

/// The exercises with some words in their names.
#[derive(Debug)]
struct Found {
    words: String,
}

impl Page for Found {
    fn choices(&self, situation: &Situation) -> Vec<String> {
        exercises(situation, &self.words).into_iter().map(line).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which exercise?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        exercises(situation, &self.words).get(choice).map(|one| open(one)).into_iter().collect()
    }
}

/// The exercises with every word in their name, areas or muscles.
fn exercises<'s>(situation: &'s Situation, words: &str) -> Vec<&'s Exercise> {
    let words = words.to_lowercase();
    let has = |exercise: &&Exercise| {
        let areas = exercise.areas.iter().map(Area::label).collect::<Vec<_>>().join(" ");
        let text = format!("{} {areas} {}", exercise.name, exercise.targets.join(" ")).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    situation.library.exercises().into_iter().map(AsRef::as_ref).filter(has).collect()
}

fn line(exercise: &Exercise) -> String {
    let area = exercise.area().map_or("warm-up", Area::label);
    format!("{}, {area}, {}", exercise.short_name(), exercise.position.plain())
}

fn open(exercise: &Exercise) -> Wish {
    Wish::open(OneExercise { id: exercise.id.clone() })
}

/// An exercise.
#[derive(Debug)]
struct OneExercise {
    id: String,
}

impl Page for OneExercise {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let Some(exercise) = situation.library.exercise(&self.id) else { return Vec::new() };
        let mut says = step_in_full(&Step::of(exercise), 1, situation);
        says.insert(1, exercise.summary.clone());
        says
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let liking = situation.digest.tastes().of(&self.id);
        let favourite = if liking == Liking::Favourite { "No longer a favourite" } else { "Make it a favourite" };
        let never = if liking == Liking::Never { "It may be suggested again" } else { "Never suggest it" };
        ["Start it alone", favourite, never].map(str::to_owned).to_vec()
    }

    fn question(&self, _: &Situation) -> String {
        "What would you like to do?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        match choice {
            0 => vec![Wish::Start(self.id.clone())],
            1 => mark(&self.id, situation, Liking::Favourite),
            _ => mark(&self.id, situation, Liking::Never),
        }
    }
}
