//! App: the views that are open, and the effects of a key or a moment on them.
//!
//! The app does nothing by itself: it returns [`Effect`]s, and the event loop sounds, saves and quits.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

pub use super::context::{Context, Instead, Now};
use super::hits::Target;
use super::keymap::{self, Message, Press};
use super::layers::beside::Beside;
use super::layers::check_in::CheckIn;
use super::layers::details::Details;
use super::layers::kept_draft::KeptDraft;
use super::layers::palette::Palette;
use super::layers::reading::Reading;
use super::layers::screening::Screening;
use super::layers::undoing::Undoing;
use super::layers::unfinished::Unfinished;
use super::own_keys::OwnKeys;
use super::screens::learn::Learn;
use super::screens::picker::Picker;
use super::screens::preview::Preview;
use super::screens::session::Running;
use super::theme::{OwnColours, Surroundings};
use super::view::{Command, Notice, Occasion, Place, View};
pub use super::view::{Effect, Heard};
use super::widgets::beside::Strip;
use super::widgets::page::notice_line;
use crate::beside::{Screen, Task};
use crate::figure::cells::Glyphs;
use crate::history::{Checkpoint, History};
use crate::library::Library;
use crate::library::texts::Texts;
use crate::paths::Paths;
use crate::practice::Routine;
use crate::presence::desk::Desk;
use crate::sanitize::clean;
use crate::session::Live;
use crate::session::OwnText;
use crate::session::engine::Options;
use crate::session::{Cue, Engine};
use crate::settings::{Settings, Sound};
use crate::words::{ascii, beside};

/// The widest notice, in columns: three lines of a usual terminal hold half of it.
const LONGEST_NOTICE: usize = 400;

/// The state of the screens.
#[derive(Debug)]
pub struct App {
    context: Context,
    /// The first screen, the screen that is open over it, and the layers over that.
    views: Vec<Box<dyn View>>,
    notice: Option<Notice>,
    /// `true` if the program was started for one session only.
    one_session: bool,
    /// The id of the routine that begins once nothing is asked any more.
    waiting: Option<String>,
}

impl App {
    /// An app that shows the first screen.
    #[must_use]
    pub fn new(library: Library, texts: Texts, settings: Settings, surroundings: Surroundings, now: Now) -> Self {
        let context = Context::new(library, texts, settings, surroundings, now);
        let first: Box<dyn View> = Box::new(Picker::default());
        let mut app = Self { context, views: vec![first], notice: None, one_session: false, waiting: None };
        if let Some(fault) = in_short(&faults(&app.context.settings)) {
            app.say(fault);
        }
        if let Some(fault) = app.context.library.faults().first() {
            let more = app.context.library.faults().len();
            let text =
                if more > 1 { format!("{fault} (and {} more: supple check)", more - 1) } else { fault.to_string() };
            app.say(text);
        }
        app
    }

    /// The context that the views read.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// The settings as they are now.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.context.situation.settings
    }

    /// Takes in settings that were changed in their file; what is wrong in them is said.
    pub fn configure(&mut self, settings: Settings) {
        let faults = faults(&settings);
        self.context.configure(settings);
        if let Some(fault) = in_short(&faults) {
            self.say(fault);
        }
        self.prepare();
        self.settle();
    }

    /// Takes in the size of the terminal in columns and rows: a figure that is not seen need not move.
    pub fn fit(&mut self, columns: u16, rows: u16) {
        let strip = strip_rows(self.context.beside.is_some(), rows);
        self.context.size = (columns, rows - strip);
        self.prepare();
    }

    /// Takes in whether the terminal's window is in front.
    pub const fn focused(&mut self, focus: bool) {
        self.context.focus = focus;
    }

    /// Takes in whether the terminal's background is light.
    pub fn set_ground(&mut self, light: bool) {
        self.context.set_ground(light);
    }

    /// Shows figures in pixels, with `cell` as the pixels across and down a cell; `None` shows them in characters.
    pub fn show_in_pixels(&mut self, cell: Option<(u16, u16)>) {
        self.context.show_in_pixels(cell);
    }

    /// Sets the options of sessions, and whether sessions are kept.
    pub const fn rehearse(&mut self, options: Options, kept: bool) {
        self.context.situation.options = options;
        self.context.situation.kept = kept;
    }

    /// Says where the program's files are, which the settings show.
    pub fn keeps_files_in(&mut self, paths: Paths) {
        self.context.paths = Some(paths);
    }

    /// Says that all sound is off in this run, whatever the settings are.
    pub const fn mute(&mut self) {
        self.context.situation.mute = true;
    }

    /// Says that the system speaks the texts for which there is no clip.
    pub fn speaks_own(&mut self) {
        self.context.speaks_own = true;
        self.context.plan_anew();
    }

    /// Turns the voice off: all sound is off, or time runs faster than anybody speaks.
    pub fn without_voice(&mut self) {
        self.context.without_voice();
    }

    /// Ends the program with the session that was started.
    pub const fn only_one_session(&mut self) {
        self.one_session = true;
    }

    /// Returns `true` if the program ends with the session that was started.
    #[must_use]
    pub const fn is_for_one_session(&self) -> bool {
        self.one_session
    }

    /// The volume, the voice and the cues: those of the routine that is running, or else of all.
    #[must_use]
    pub const fn sound(&self) -> Sound {
        self.context.sound
    }

    /// All texts that may be said about the exercises of the running session.
    #[must_use]
    pub fn spoken_texts(&self) -> Vec<OwnText> {
        self.session().map(Live::texts).unwrap_or_default()
    }

    /// Returns `true` if somebody holds a stretch just now, so that the machine must be still.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.session().is_some_and(|live| live.engine().is_working())
    }

    /// Returns `true` if a session is shown that is not over.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.session().is_some()
    }

    fn session(&self) -> Option<&Live> {
        self.views.iter().find_map(|view| view.session())
    }

    /// Takes in what replaces the sound card, if it is not heard.
    pub const fn heard_by(&mut self, instead: Option<Instead>) {
        self.context.instead = instead;
    }

    /// Hands over the day at the desk, if prompts were seen.
    pub fn remember_desk(&mut self, desk: Desk) {
        self.context.desk = Some(desk).filter(|desk| desk.last.is_some());
    }

    /// Hands over the history once it is read.
    pub fn remember(&mut self, history: History) {
        if let Some(problem) = history.problems().iter().find(|problem| !problem.harmless) {
            self.say(format!("{problem}"));
        }
        self.context.remember(history);
        self.tell_all(Occasion::History);
    }

    /// Shows the advice that follows from the log and is due, on the first screen and while nothing else is asked. Returns
    /// whether it was shown, which the settings remember.
    pub fn advise(&mut self) -> bool {
        if self.one_session || self.views.len() > 1 {
            return false;
        }
        let Some(due) = self.context.advice_due() else {
            return false;
        };
        if due.asks_for_profile {
            self.show(Box::new(Screening::open(&self.context)));
        }
        if let Some(area) = &due.area {
            self.show(Box::new(Details::open(area)));
        }
        self.show(Box::new(Reading::advice(&due.advice, &self.context.texts)));
        true
    }

    /// Asks what suits the person, on the first screen and while nothing else is asked: at the first start, and after pain
    /// that was sharp or spread. Returns whether it asked, which the settings remember.
    pub fn screen(&mut self) -> bool {
        let asks = self.views.len() == 1 && self.context.profile_due();
        if asks {
            self.show(Box::new(Screening::open(&self.context)));
        }
        asks
    }

    /// Asks how an area is that ended a session worse than it began, on one of the next days and once. Returns whether it
    /// asked, which the settings remember.
    pub fn ask_after(&mut self) -> bool {
        if self.one_session || self.views.len() > 1 {
            return false;
        }
        let Some(worse) = self.context.worse_due() else {
            return false;
        };
        self.show(Box::new(CheckIn::after(&worse, &self.context)));
        true
    }

    /// Hands over a session that was cut off; the first screen offers to take it up.
    pub fn offer(&mut self, checkpoint: Checkpoint) {
        if self.views.iter().skip(1).all(|view| view.is_layer()) {
            self.views.truncate(1);
            self.show(Box::new(Unfinished::of(checkpoint)));
        }
    }

    /// Hands over a routine that was edited in an earlier run and not saved; the first screen offers to go on. Returns
    /// whether it does.
    pub fn offer_draft(&mut self, routine: Routine, is_own: bool) -> bool {
        let offers = !self.one_session && self.views.len() == 1;
        if offers {
            self.show(Box::new(KeptDraft { routine, is_own }));
        }
        offers
    }

    /// Takes in the routines as they are now, and shows the one that was just saved, or else the first screen.
    pub fn saved(&mut self, library: Library, id: Option<&str>) -> Vec<Effect> {
        self.change_library(library);
        match id {
            Some(id) => self.visit(&Place::Routine(id.to_owned())),
            None => self.apply(Vec::new()),
        }
    }

    /// Goes on with a library that has a new exercise, and shows it.
    pub fn exercise_begun(&mut self, library: Library, id: &str) -> Vec<Effect> {
        self.change_library(library);
        self.visit(&Place::Exercise(id.to_owned()))
    }

    fn change_library(&mut self, library: Library) {
        self.context.library = library;
        self.context.plan_anew();
        self.views.truncate(1);
    }

    /// Asks whether an entry of an earlier run shall be undone.
    pub fn ask_to_undo(&mut self, what: String) {
        self.show(Box::new(Undoing { what }));
    }

    /// Shows a sentence at the bottom until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        // File names and titles in it may be anybody's.
        self.notice = Some(Notice { text: clean(&text.into(), LONGEST_NOTICE), until: None });
        self.settle();
    }

    /// Shows the session of `routine`, about to begin; while something is asked, it waits for the answer.
    pub fn start(&mut self, routine: &str) -> Vec<Effect> {
        self.notice = None;
        if self.views.len() > 1 {
            self.waiting = Some(routine.to_owned());
            return Vec::new();
        }
        let Some(routine) = self.context.library.routine(routine) else {
            return Vec::new();
        };
        let commands = Running::start(routine, &self.context);
        self.apply(commands)
    }

    /// Puts the steps of the routine with this id into another order.
    pub fn shuffle(&mut self, routine: &str) {
        self.context.shuffle(Some(routine.to_owned()));
    }

    /// Takes up a session that was cut off; the error is a sentence for the person.
    pub fn take_up(&mut self, checkpoint: &Checkpoint) -> Result<Vec<Effect>, String> {
        let changed = || format!("{} has changed since then; press l to log what you did", checkpoint.title);
        let (plan, progress) = self.context.taken_up(checkpoint).ok_or_else(changed)?;
        let routine = self.context.library.routine(&checkpoint.routine).ok_or_else(changed)?;
        let commands = Running::take_up(routine, plan, progress, checkpoint, &self.context);
        Ok(self.apply(commands))
    }

    /// Begins the session that is shown: the sound is ready, or is known not to come.
    pub fn begin(&mut self, now: Now) -> Vec<Effect> {
        self.at(now);
        self.tell_all(Occasion::SoundReady)
    }

    /// Takes in a key.
    pub fn press(&mut self, press: Press, now: Now) -> Vec<Effect> {
        self.at(now);
        self.notice = None;
        if press == SHOW_BESIDE && self.context.beside.as_ref().is_some_and(|task| task.has_screen) {
            return self.apply(vec![if self.shows_beside() { Command::Close } else { Command::open(Beside) }]);
        }
        let Some(view) = self.views.last_mut() else {
            return Vec::new();
        };
        if let Some(commands) = view.typed(&self.context, press) {
            return self.apply(commands);
        }
        match self.context.keys.meaning(view.keys(), press) {
            None => self.apply(Vec::new()),
            // Who interrupts something is told so, as a shell would.
            Some(Message::Quit) if press == Press::Ctrl('c') && self.views.len() > 1 => self.end(now, INTERRUPTED),
            Some(message) => self.send(message),
        }
    }

    /// Takes in a click with the mouse.
    pub fn click(&mut self, column: u16, row: u16, now: Now) -> Vec<Effect> {
        self.at(now);
        self.notice = None;
        let target = self.context.hits.at(column, row);
        let Some(view) = self.views.last_mut() else {
            return Vec::new();
        };
        match target {
            Some(Target::Message(message)) => self.send(message),
            Some(Target::Row(row)) => {
                let commands = view.clicked(&self.context, row);
                self.apply(commands)
            }
            None => self.apply(Vec::new()),
        }
    }

    /// Takes in a turn of the mouse's wheel.
    pub fn wheel(&mut self, is_up: bool, now: Now) -> Vec<Effect> {
        let wanted = if is_up { [Message::Up, Message::FieldUp] } else { [Message::Down, Message::FieldDown] };
        self.at(now);
        let Some(view) = self.views.last() else {
            return Vec::new();
        };
        let does = |message: &Message| view.keys().iter().any(|binding| binding.message == *message);
        wanted.into_iter().find(does).map_or_else(Vec::new, |message| self.send(message))
    }

    fn visit(&mut self, place: &Place) -> Vec<Effect> {
        let opened = match place {
            Place::FirstScreen(message) => {
                self.views.truncate(1);
                return self.send(*message);
            }
            Place::Routine(id) => {
                self.context.library.routine(id).map(|routine| Command::open(Preview::of(routine, &self.context)))
            }
            Place::Exercise(id) => Some(Command::open(Learn::at_exercise(id, &self.context))),
            Place::Experiment => Reading::experiment(&self.context).map(Command::open),
            Place::Card(subject) => Some(Command::open(Learn::at_card(subject, &self.context))),
        };
        self.apply(opened.into_iter().collect())
    }

    /// Does what a message asks of the view in front.
    fn send(&mut self, message: Message) -> Vec<Effect> {
        let Some(view) = self.views.last_mut() else {
            return Vec::new();
        };
        let commands = match message {
            Message::Help => vec![Command::open(Reading::keys(view.keys(), &self.context.keys))],
            Message::Palette => {
                // Another screen would end the session.
                let elsewhere =
                    self.session().is_none() && !self.one_session && !self.views.iter().any(|view| view.stays());
                let table = self.views.last().map_or(keymap::PICKER, |view| view.keys());
                vec![Command::open(Palette::open(table, elsewhere, &self.context))]
            }
            Message::Safety => vec![Command::open(Reading::safety(&self.context.texts))],
            Message::Quit => return self.end(self.context.now, 0),
            message => view.update(&self.context, message),
        };
        self.apply(commands)
    }

    /// Takes in a text that was pasted.
    pub fn paste(&mut self, text: &str, now: Now) -> Vec<Effect> {
        self.at(now);
        self.notice = None;
        if let Some(view) = self.views.last_mut() {
            view.paste(&self.context, text);
        }
        self.apply(Vec::new())
    }

    /// Takes in that time has passed.
    pub fn wake(&mut self, now: Now) -> Vec<Effect> {
        self.at(now);
        self.tell_all(Occasion::Time)
    }

    /// Takes in what is known of the work that the session is led beside, and its screen while that is shown. Once it is
    /// done, the session ends with what has begun; where none runs, the program ends.
    pub fn take_beside(&mut self, task: Task, screen: Option<Screen>, now: Now) -> Vec<Effect> {
        self.at(now);
        let is_news = task.ended.is_some() && self.context.beside.as_ref().is_none_or(|before| before.ended.is_none());
        let needs_terminal = task.needs_terminal;
        let ended = beside::ended(&task);
        self.context.beside = Some(task);
        self.context.beside_screen = screen;
        if needs_terminal {
            return self.end(now, 0);
        }
        if !is_news {
            return Vec::new();
        }
        let mut effects: Vec<Effect> = ended.filter(|_| !self.context.focus).map(Effect::Notify).into_iter().collect();
        if self.session().is_some() {
            effects.extend(self.tell_all(Occasion::WaitOver));
        } else {
            effects.push(Effect::Play(Cue::Done));
            effects.extend(self.end(now, 0));
        }
        effects
    }

    /// Returns `true` if the screen of the command is shown that the session is led beside, so that keys are for it.
    #[must_use]
    pub fn shows_beside(&self) -> bool {
        self.views.last().is_some_and(|view| view.shows_beside())
    }

    /// Pauses the session, because the program is about to be stopped or the terminal is gone: it must not run on
    /// unheard.
    pub fn pause(&mut self, now: Now) -> Vec<Effect> {
        self.at(now);
        self.tell_all(Occasion::Stop)
    }

    /// Ends the program now: the running session is recorded.
    pub fn end(&mut self, now: Now, exit_code: u8) -> Vec<Effect> {
        self.at(now);
        let mut effects = self.tell_all(Occasion::End);
        effects.push(Effect::Quit(exit_code));
        effects
    }

    /// Ends the program now because its terminal is gone: the running session is offered at the next start.
    pub fn lose_terminal(&mut self, now: Now, exit_code: u8) -> Vec<Effect> {
        self.at(now);
        let mut effects = self.tell_all(Occasion::Gone);
        effects.push(Effect::Quit(exit_code));
        effects
    }

    /// The next moment at which [`App::wake`] must be called, on the monotonic clock.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Duration> {
        let of_views = self.views.iter().filter_map(|view| view.next_wakeup(&self.context));
        let of_notice = self.notice.as_ref().and_then(|notice| notice.until);
        // What it says, and for how long it has run, is seen on every screen.
        let runs = self.context.beside.as_ref().filter(|task| task.ended.is_none());
        let of_beside = runs.map(|_| self.context.now.moment.monotonic + BESIDE_EVERY);
        of_views.chain(of_notice).chain(of_beside).min()
    }

    /// Tells every view about an occasion, and does what they ask for.
    fn tell_all(&mut self, occasion: Occasion) -> Vec<Effect> {
        let mut commands = Vec::new();
        for view in &mut self.views {
            commands.extend(view.on(&self.context, occasion));
        }
        self.apply(commands)
    }

    fn apply(&mut self, commands: Vec<Command>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for command in commands {
            match command {
                Command::Open(view) => self.show(view),
                Command::Close => {
                    if self.views.len() > 1 {
                        self.views.pop();
                    }
                }
                Command::Leave if self.one_session => {
                    // What was just said would be gone with the screen.
                    let farewell = self.notice.take().map(|notice| Effect::Farewell(notice.text));
                    // The terminal is the command's: nothing is printed into its output.
                    effects.extend(farewell.filter(|_| self.context.beside.is_none()));
                    effects.push(Effect::Quit(0));
                }
                Command::Leave => {
                    self.context.shuffle(None);
                    self.views.truncate(1);
                    effects.push(Effect::CloseSound);
                }
                Command::Configure(settings) => {
                    self.context.configure(*settings);
                    effects.push(Effect::SaveSettings);
                }
                Command::Say(notice) => self.notice = Some(notice),
                Command::Turn(exercise, by) => self.context.turn(exercise, by),
                Command::Compose(routine) => {
                    self.context.set_composed(Routine::clone(&routine));
                    effects.push(Effect::KeepComposed(routine));
                }
                Command::InFull => self.context.in_full(),
                Command::Shuffle(routine) => self.context.shuffle(routine),
                Command::Visit(place) => effects.extend(self.visit(&place)),
                Command::Send(message) => effects.extend(self.send(message)),
                Command::Do(effect) => effects.push(effect),
            }
        }
        self.settle();
        self.prepare();
        effects
    }

    /// Begins the session that has waited for an answer, if it was given.
    pub fn go_on(&mut self) -> Vec<Effect> {
        match self.waiting.take_if(|_| self.views.len() == 1) {
            Some(routine) => self.start(&routine),
            None => Vec::new(),
        }
    }

    /// Shows a view: a layer lies over the open views, a screen replaces all but the first.
    fn show(&mut self, view: Box<dyn View>) {
        if !view.is_layer() {
            self.views.truncate(1);
        }
        self.views.push(view);
        self.settle();
    }

    /// Updates the parts of the context that follow from the open views.
    fn settle(&mut self) {
        let routine = self.views.iter().rev().find_map(|view| view.routine()).unwrap_or_default();
        self.context.sound = self.context.settings.sound_in(routine);
        self.context.covered = self.notice.is_some() || self.views.last().is_some_and(|view| view.is_layer());
    }

    fn prepare(&mut self) {
        for view in &mut self.views {
            view.prepare(&self.context);
        }
    }

    fn at(&mut self, now: Now) {
        self.context.at(now);
        if self.notice.as_ref().and_then(|notice| notice.until).is_some_and(|until| until <= now.moment.monotonic) {
            self.notice = None;
            self.settle();
        }
    }
}

/// What is wrong with the colours and keys of the person's own.
#[must_use]
pub fn faults(settings: &Settings) -> Vec<String> {
    let mut faults = OwnColours::read(&settings.colours).1;
    faults.extend(OwnKeys::read(&settings.keys).1);
    faults
}

/// The first of the faults, and how many more there are.
fn in_short(faults: &[String]) -> Option<String> {
    let (first, more) = (faults.first()?, faults.len() - 1);
    let more = if more > 0 { format!(" (and {more} more: supple doctor)") } else { String::new() };
    Some(format!("Settings: {first}{more}"))
}

/// The exit code of a program that was interrupted from the keyboard: 128 and the number of SIGINT.
const INTERRUPTED: u8 = 130;

/// The key that shows the screen of the command that a session is led beside, and leads back.
pub(super) const SHOW_BESIDE: Press = Press::Ctrl('t');
/// The longest time between two looks at what a session is led beside.
const BESIDE_EVERY: Duration = Duration::from_secs(1);
/// The rows below which nothing is taken from the screens.
const LEAST_ROWS: u16 = 8;

/// The rows at the foot of a terminal that are about what a session is led beside.
const fn strip_rows(is_beside: bool, rows: u16) -> u16 {
    if is_beside && rows >= LEAST_ROWS { 1 } else { 0 }
}

/// Turns the whole screen into ASCII.
fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let symbol = ascii::plain(cell.symbol());
            cell.set_symbol(symbol.get(..1).unwrap_or("?"));
        }
    }
}

impl Widget for &App {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let whole = area.intersection(buffer.area);
        let rows = strip_rows(self.context.beside.is_some(), whole.height);
        let area = Rect { height: whole.height - rows, ..whole };
        let first = self.views.iter().rposition(|view| !view.is_layer()).unwrap_or(0);
        for (index, view) in self.views[first..].iter().enumerate() {
            // Only what is in front can be clicked, and it alone is bright.
            self.context.hits.clear();
            if index > 0 {
                self.context.theme.dim_behind(buffer, area);
            }
            view.render(&self.context, area, buffer);
        }
        if let Some(task) = self.context.beside.as_ref().filter(|_| rows > 0) {
            let engine = self.session().map(Live::engine);
            let strip = Strip {
                task,
                covered: engine.filter(|_| self.shows_beside()).map(|engine| (engine, self.context.now.moment)),
                is_shown: self.shows_beside(),
                winds_up: engine.is_some_and(Engine::is_winding_up),
                theme: &self.context.theme,
            };
            strip.render(Rect { y: area.bottom(), height: rows, ..whole }, buffer);
        }
        if let Some(notice) = &self.notice {
            notice_line(&notice.text, &self.context.theme, area, buffer);
        }
        if self.context.look.glyphs == Glyphs::Ascii {
            make_plain(buffer);
        }
    }
}
