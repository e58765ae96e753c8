//! Areas: the areas of the body, each with the day on which it was last stretched.

use super::list::List;
use crate::areas::Area;
use crate::figure::words::capital;
use crate::library::Filter;
use crate::plain::page::{Page, Wish};
use crate::situation::Situation;
use crate::words::days;

/// The areas of the body.
#[derive(Debug)]
pub struct Areas;

impl Page for Areas {
    fn choices(&self, situation: &Situation) -> Vec<String> {
        let today = situation.digest.today();
        let line = |area: &Area| match situation.digest.habits().last(area.word()) {
            Some(last) => format!("{}, last stretched {}", capital(area.label()), days::ago(last, today)),
            None => capital(area.label()),
        };
        let areas = situation.library.areas().all().iter().map(line);
        areas.chain(["All areas".to_owned()]).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which area?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let area = situation.library.areas().all().get(choice).cloned();
        vec![Wish::open(List::of(Filter { area, ..Filter::default() }))]
    }
}
