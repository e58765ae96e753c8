//! Settings: each with its value, changed in place and saved at once.

use crate::choices::{Choice, GROUPS};
use crate::figure::words::capital;
use crate::plain::page::{Page, Wish};
use crate::settings::Settings;
use crate::situation::Situation;

/// The settings.
#[derive(Debug)]
pub struct Choosing;

fn all() -> impl Iterator<Item = &'static Choice> {
    GROUPS.iter().flat_map(|group| group.choices)
}

/// A setting with its value: `voice: full`.
fn line(choice: &Choice, settings: &Settings) -> String {
    format!("{}: {}", capital(choice.name), value(choice, settings))
}

fn value(choice: &Choice, settings: &Settings) -> String {
    let value = (choice.value)(settings);
    if value == "-" { "none".to_owned() } else { value }
}

impl Page for Choosing {
    fn choices(&self, situation: &Situation) -> Vec<String> {
        all().map(|choice| line(choice, &situation.settings)).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which setting?".to_owned()
    }

    fn choose(&mut self, _: &Situation, choice: usize) -> Vec<Wish> {
        vec![Wish::open(Changing { choice })]
    }
}

/// A setting that is changed.
#[derive(Debug)]
struct Changing {
    choice: usize,
}

impl Changing {
    fn of(&self) -> Option<&'static Choice> {
        all().nth(self.choice)
    }
}

/// The settings with the value of `choice` turned until it is `wanted`; `None` if no turn leads there.
fn turned(choice: &Choice, settings: &Settings, wanted: &str) -> Option<Settings> {
    let mut settings = settings.clone();
    for _ in 0..=choice.values.len() {
        if (choice.value)(&settings) == wanted {
            return Some(settings);
        }
        (choice.change)(&mut settings, true);
    }
    None
}

impl Page for Changing {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let Some(choice) = self.of() else { return Vec::new() };
        // What the screens' keys do in a session is of no use here.
        let about = choice.about.split(" In a session").next().unwrap_or_default();
        vec![format!("{}.", line(choice, &situation.settings)), about.to_owned()]
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        match self.of().map(|choice| choice.values) {
            Some([]) | None => ["More", "Less"].map(str::to_owned).to_vec(),
            Some(values) => values.iter().map(|(name, means)| format!("{}: {means}", capital(name))).collect(),
        }
    }

    fn question(&self, _: &Situation) -> String {
        "What shall it be?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "enter to leave it".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let Some(of) = self.of() else { return vec![Wish::Close] };
        if let Some((name, _)) = of.values.get(choice) {
            let Some(settings) = turned(of, &situation.settings, name) else { return vec![Wish::Close] };
            let said = format!("Saved. {}.", line(of, &settings));
            return vec![Wish::Configure(Box::new(settings)), Wish::Close, Wish::Say(said)];
        }
        let mut settings = situation.settings.clone();
        (of.change)(&mut settings, choice == 0);
        // Who changes a number may want it once more or once less: the page stays.
        vec![Wish::Configure(Box::new(settings)), Wish::Say("Saved.".to_owned())]
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        answer.is_empty().then(|| vec![Wish::Close])
    }
}
