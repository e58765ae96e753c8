//! Voice: the question, at the first start, whether the recorded voice speaks beside a screen reader.

use super::yes_or_no;
use crate::plain::page::{Page, Wish};
use crate::session::Level;
use crate::settings::Settings;
use crate::situation::Situation;

/// The question whether the voice speaks.
#[derive(Debug)]
pub struct Voice;

impl Page for Voice {
    fn says(&self, _: &Situation) -> Vec<String> {
        vec![
            "A recorded voice can lead you through each session. It says what these lines say, so a screen reader would \
             talk over it."
                .to_owned(),
        ]
    }

    fn question(&self, _: &Situation) -> String {
        "Do you want the voice?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "y for yes, n for no".to_owned()
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let level = if yes_or_no(answer)? { Level::Full } else { Level::Off };
        let settings = Settings { voice: level.into(), ..situation.settings.clone() };
        Some(vec![Wish::Configure(Box::new(settings)), Wish::Close])
    }
}
