//! Program: the pages that are open, and what an answer does to them. It reads no line and writes none: the edge hands it
//! answers, writes what it says, and does its [`Effect`]s.

use super::page::{Effect, Page, Wish};
use super::pages::caution::Caution;
use super::pages::check_in::CheckIn;
use super::pages::details::Details;
use super::pages::first::First;
use super::pages::health::Health;
use super::pages::reading::Reading;
use super::pages::summary::Summary;
use super::pages::undoing::Undoing;
use super::pages::unfinished::Unfinished;
use crate::history::{Checkpoint, History};
use crate::sanitize::clean;
use crate::session::engine::Progress;
use crate::session::{Live, Plan};
use crate::settings::Settings;
use crate::situation::{Now, Situation};
use crate::words::aloud;

/// The most choices that are said at once.
const AT_ONCE: usize = 12;
/// The longest line of a sentence or a choice, in columns: content, and whatever a file may hold.
const LONGEST: usize = 2000;
/// The longest answer that is said back.
const LONGEST_ANSWER: usize = 40;

/// What is to be said next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Page,
    Choices,
    Question,
}

/// A page that is open, and the first of its choices that is said.
#[derive(Debug)]
struct Open {
    page: Box<dyn Page>,
    from: usize,
}

impl Open {
    fn over(page: impl Page + 'static) -> Self {
        Self { page: Box::new(page), from: 0 }
    }
}

/// The state of the pages.
#[derive(Debug)]
pub struct Program {
    situation: Situation,
    /// The first page, and those that were opened over it.
    pages: Vec<Open>,
    next: Next,
    /// `true` if the page has gone on to its next question: whoever answers knows the answers.
    has_gone_on: bool,
    lines: Vec<String>,
}

impl Program {
    /// The program at its first page.
    #[must_use]
    pub fn new(situation: Situation) -> Self {
        Self { situation, pages: vec![Open::over(First)], next: Next::Page, has_gone_on: false, lines: Vec::new() }
    }

    /// What is known of the person.
    #[must_use]
    pub const fn situation(&self) -> &Situation {
        &self.situation
    }

    /// Says a sentence before the page or the question that comes next.
    pub fn say(&mut self, text: impl Into<String>) {
        self.lines.push(line(&text.into()));
    }

    /// What is to be written now: what was said, and the page or the question that waits for an answer.
    pub fn said(&mut self) -> Vec<String> {
        if let Some(Open { page, from }) = self.pages.last() {
            let situation = &self.situation;
            if self.next == Next::Page {
                if !self.lines.is_empty() {
                    self.lines.push(String::new());
                }
                self.lines.extend(page.says(situation).iter().map(|text| line(text)));
            }
            let choices = page.choices(situation);
            if self.next != Next::Question {
                let shown = choices.iter().enumerate().skip(*from).take(AT_ONCE);
                self.lines.extend(shown.map(|(place, text)| line(&format!("{}. {text}", place + 1))));
                if choices.len() > AT_ONCE {
                    let is_end = from + AT_ONCE >= choices.len();
                    let more = if is_end { "m. Back to the first choices" } else { "m. More" };
                    self.lines.push(more.to_owned());
                }
            }
            self.lines.push(line(&format!("{} {}", page.question(situation), self.answers())));
        }
        (self.next, self.has_gone_on) = (Next::Question, false);
        std::mem::take(&mut self.lines)
    }

    /// The valid answers, in words.
    fn answers(&self) -> String {
        let Some(Open { page, .. }) = self.pages.last() else { return String::new() };
        if let Some(short) = page.in_short().filter(|_| self.has_gone_on) {
            return format!("{short}.");
        }
        let choices = page.choices(&self.situation).len();
        let numbers = match choices {
            0 => String::new(),
            1 => "1".to_owned(),
            many => format!("1 to {many}"),
        };
        let more = if choices > AT_ONCE { "m for more" } else { "" };
        let back = if self.pages.len() > 1 { "b to go back" } else { "q to end" };
        let letters = if page.names_letters() { [back, "h for help"] } else { ["", ""] };
        let own = page.answers(&self.situation);
        let all = [numbers.as_str(), more, own.as_str()].into_iter().chain(letters);
        let all: Vec<&str> = all.filter(|one| !one.is_empty()).collect();
        match all.split_last() {
            None => String::new(),
            Some((only, [])) => format!("{only}."),
            Some((last, all)) => format!("{}, or {last}.", all.join(", ")),
        }
    }

    /// Takes in a line that was typed.
    pub fn answer(&mut self, typed: &str, now: Now) -> Vec<Effect> {
        self.situation.at(now);
        let is_first = self.pages.len() == 1;
        let Some(Open { page, from }) = self.pages.last_mut() else { return Vec::new() };
        let choices = page.choices(&self.situation).len();
        let typed = typed.trim();
        let word = typed.trim_end_matches('.').to_lowercase();
        let place =
            word.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|place| *place < choices);
        if let Some(place) = place {
            let wishes = page.choose(&self.situation, place);
            return self.apply(wishes);
        }
        if let Some(wishes) = page.typed(&self.situation, typed) {
            return self.apply(wishes);
        }
        match word.as_str() {
            "b" | "back" if !is_first => self.apply(vec![Wish::Close]),
            "q" | "quit" | "end" => self.end(now, 0),
            "h" | "?" | "help" => {
                self.lines.extend(HELP.map(str::to_owned));
                Vec::new()
            }
            "s" | "safety" => {
                let safety = Reading::of(&crate::reading::safety(&self.situation.texts));
                self.apply(vec![Wish::open(safety)])
            }
            "m" | "more" if choices > AT_ONCE => {
                *from = if *from + AT_ONCE < choices { *from + AT_ONCE } else { 0 };
                self.next = Next::Choices;
                Vec::new()
            }
            "" => {
                self.next = Next::Page;
                Vec::new()
            }
            _ => {
                self.say(format!("{} is not an answer here.", clean(typed, LONGEST_ANSWER)));
                Vec::new()
            }
        }
    }

    /// Ends the program now: what the pages would lose is kept.
    pub fn end(&mut self, now: Now, exit_code: u8) -> Vec<Effect> {
        self.situation.at(now);
        let kept = self.pages.iter().flat_map(|open| open.page.at_end(&self.situation));
        let effects: Vec<Effect> = kept.chain([Effect::Quit(exit_code)]).collect();
        self.pages.truncate(1);
        effects
    }

    fn apply(&mut self, wishes: Vec<Wish>) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.has_gone_on =
            wishes.is_empty() || wishes.iter().any(|wish| matches!(wish, Wish::Do(Effect::Checkpoint(_))));
        if self.has_gone_on || wishes.iter().any(|wish| !matches!(wish, Wish::Say(_) | Wish::Do(_))) {
            self.turn();
        }
        for wish in wishes {
            match wish {
                Wish::Open(page) => {
                    self.pages.push(Open { page, from: 0 });
                    self.turn();
                }
                Wish::Close => {
                    if self.pages.len() > 1 {
                        self.pages.pop();
                        // Who comes back has heard the sentences before.
                        self.next = if self.pages.len() > 1 { Next::Choices } else { Next::Page };
                    }
                }
                Wish::Leave => {
                    self.situation.shuffle(None);
                    self.pages.truncate(1);
                }
                Wish::Say(text) => self.say(text),
                Wish::Configure(settings) => {
                    self.situation.configure(*settings);
                    effects.push(Effect::SaveSettings);
                }
                Wish::Compose(routine) => {
                    self.situation.set_composed((*routine).clone());
                    effects.push(Effect::KeepComposed(routine));
                }
                Wish::Start(id) => {
                    let wishes = Caution::or_start(&id, &self.situation);
                    effects.extend(self.apply(wishes));
                }
                Wish::InFull => self.situation.in_full(),
                Wish::Shuffle(routine) => self.situation.shuffle(routine),
                Wish::Do(effect) => effects.push(effect),
            }
        }
        effects
    }

    /// Turns to a page that is yet to be said.
    const fn turn(&mut self) {
        self.next = Next::Page;
    }

    fn open(&mut self, page: impl Page + 'static) {
        self.pages.push(Open::over(page));
        self.turn();
    }

    /// Takes in the history.
    pub fn remember(&mut self, history: History) {
        if let Some(problem) = history.problems().iter().find(|problem| !problem.harmless) {
            self.say(problem.to_string());
        }
        self.situation.remember(history);
    }

    /// Takes in settings that were changed in their file.
    pub fn configure(&mut self, settings: Settings) {
        self.situation.configure(settings);
    }

    /// Takes in a session that has ended: it goes on to the summary, if any work was done.
    pub fn ended(&mut self, live: &Live, now: Now) -> Vec<Effect> {
        self.situation.at(now);
        self.pages.truncate(1);
        self.turn();
        let (engine, header) = (live.engine(), live.header());
        if !engine.progress().is_worth_recording() {
            self.say("Nothing done, so nothing logged.");
            return self.situation.kept.then_some(Effect::DropCheckpoint).into_iter().collect();
        }
        let summary = Summary::of(engine.clone(), header.clone(), &self.situation);
        self.pages.push(Open::over(summary));
        Vec::new()
    }

    /// Tells the advice that is due, asks what suits the person, or how an area is, as the screens do: while nothing else
    /// is asked. Returns whether there was any, which the settings remember.
    pub fn ask_what_is_due(&mut self, at_start: bool) -> bool {
        if self.pages.len() > 1 {
            return false;
        }
        let is_first = self.situation.settings.asked.is_none();
        if let Some(due) = self.situation.advice_due() {
            if due.asks_for_profile {
                self.open(Health::asked_of(&self.situation));
            }
            if let Some(area) = &due.area {
                self.open(Details::of(area));
            }
            self.open(Reading::of(&crate::reading::advice(&due.advice, &self.situation.texts)));
            return true;
        }
        if self.situation.profile_due() {
            if is_first && !self.situation.mute {
                self.open(super::pages::voice::Voice);
            }
            self.open(Health::asked_of(&self.situation));
            return true;
        }
        let worse = if at_start { self.situation.worse_due() } else { None };
        let asks = worse.is_some();
        if let Some(worse) = worse {
            self.open(CheckIn::after(&worse, &self.situation));
        }
        asks
    }

    /// Offers to go on with a session that was cut off.
    pub fn offer(&mut self, checkpoint: Checkpoint) {
        self.pages.truncate(1);
        self.open(Unfinished::of(checkpoint));
    }

    /// Asks whether an entry of an earlier run shall be undone.
    pub fn ask_to_undo(&mut self, what: String) {
        self.open(Undoing { what });
    }

    /// The plan of a session that was cut off, and how far it had come.
    pub fn taken_up(&mut self, checkpoint: &Checkpoint) -> Option<(Plan, Progress)> {
        self.situation.taken_up(checkpoint)
    }
}

/// The letters that mean the same on every page.
const HELP: [&str; 6] = [
    "Type an answer and press enter. The last line always asks, and names the answers.",
    "A number takes the choice with that number.",
    "Enter alone says the page again. m says more choices, where there are more.",
    "b goes back. q ends supple; what you have done is kept.",
    "s reads the warning signs, most urgent first.",
    "In a session other letters hold; it names them when it starts.",
];

/// A line as it may be written: harmless, and without signs that are read badly.
fn line(text: &str) -> String {
    aloud::plain(&clean(text, LONGEST)).trim_end().to_owned()
}
