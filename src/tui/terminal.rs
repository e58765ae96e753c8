//! Takes the terminal over and gives it back, whatever happens.

pub mod frugal;
pub mod graphics;
pub mod notify;

use std::io::{self, BufWriter, Write, stdout};
use std::mem::ManuallyDrop;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableFocusChange, EnableFocusChange};
use crossterm::execute;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;

use super::app::App;
use frugal::Frugal;
use graphics::{Graphics, Protocol};
use notify::Notifier;

/// The terminal, taken over for as long as this lives.
pub struct TerminalGuard {
    /// Never dropped: it would print an error where the terminal is gone, and printing there panics.
    terminal: ManuallyDrop<Terminal<Frugal<BufWriter<Straight>>>>,
    /// The pictures on the screen, where the terminal shows some.
    graphics: Option<Graphics>,
}

impl TerminalGuard {
    /// Takes the terminal over: alternate screen, no cursor, every key by itself.
    pub fn take() -> io::Result<Self> {
        give_back_on_panic();
        enter()?;
        Ok(Self { terminal: new_terminal().inspect_err(|_| give_back())?, graphics: None })
    }

    /// Draws the app.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        self.terminal.draw(|frame| frame.render_widget(app, frame.area()))?;
        let shown = app.context().reel.shown();
        let Some(graphics) = &mut self.graphics else {
            return Ok(());
        };
        if graphics.leaves_marks(&shown) {
            self.terminal.clear()?;
            self.terminal.draw(|frame| frame.render_widget(app, frame.area()))?;
            app.context().reel.shown();
        }
        if graphics.show(shown, app.context().pixels().unwrap_or_default(), &mut Straight)? {
            self.terminal.backend_mut().forget();
        }
        Ok(())
    }

    /// How many pixels a cell has, where the terminal shows pictures: where its environment says so or, with `insist`,
    /// where somebody says so.
    pub fn pixels(&mut self, insist: bool) -> Option<(u16, u16)> {
        let variable = |name: &str| std::env::var(name).unwrap_or_default();
        let protocol = Protocol::of(variable).or_else(|| insist.then_some(Protocol::Sixel))?;
        let window = crossterm::terminal::window_size().ok()?;
        let cell = |pixels: u16, cells: u16| pixels.checked_div(cells).filter(|pixels| *pixels > 0);
        let cell = match (cell(window.width, window.columns), cell(window.height, window.rows)) {
            (Some(across), Some(down)) => (across, down),
            // Sixel draws pixels and not cells: without the size of a cell it would miss them.
            _ if protocol == Protocol::Sixel => return None,
            _ => USUAL_CELL,
        };
        self.graphics.get_or_insert_with(|| Graphics::new(protocol));
        Some(cell)
    }

    /// Columns and rows, asked for anew; none where the terminal does not say.
    pub fn measure(&mut self) -> (u16, u16) {
        self.terminal.backend().measure_anew();
        self.terminal.size().map(|size| (size.width, size.height)).unwrap_or_default()
    }

    /// The window has another size, or had one for a moment: its cursor may have been pushed along.
    pub fn resized(&mut self) {
        self.terminal.backend_mut().forget();
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) -> io::Result<()> {
        let mut out = stdout();
        out.write_all(crate::sound::BELL.as_bytes())?;
        out.flush()
    }

    /// Tells whoever looks at another window.
    pub fn notify(&mut self, text: &str) -> io::Result<()> {
        let Some(sequence) = Notifier::from_environment().sequence(text) else {
            return Ok(());
        };
        let mut out = stdout();
        out.write_all(sequence.as_bytes())?;
        out.flush()
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        self.clear_pictures();
        give_back();
    }

    /// Takes the terminal over again; what was on it is drawn anew.
    pub fn reenter(&mut self) -> io::Result<()> {
        enter()?;
        // A new one knows nothing of what was on the screen. Clearing the old one would ask the terminal where its
        // cursor is, and not every terminal answers.
        execute!(stdout(), SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
        self.terminal = new_terminal()?;
        Ok(())
    }
}

/// The pixels of a cell where the terminal does not say.
const USUAL_CELL: (u16, u16) = (8, 16);

impl TerminalGuard {
    /// Nothing more can be done where this fails: the terminal is gone.
    fn clear_pictures(&mut self) {
        if let Some(graphics) = &mut self.graphics {
            let _ = graphics.clear(&mut Straight);
        }
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.clear_pictures();
        give_back();
    }
}

/// One write a frame.
fn new_terminal() -> io::Result<ManuallyDrop<Terminal<Frugal<BufWriter<Straight>>>>> {
    Terminal::new(Frugal::new(BufWriter::with_capacity(1 << 16, Straight))).map(ManuallyDrop::new)
}

/// Standard output as it is. The standard library's writes everything up to the last line feed at once, and what is
/// behind it later: two writes for a frame.
struct Straight;

impl Write for Straight {
    #[cfg(unix)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    #[cfg(not(unix))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        stdout().flush()
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, SetTitle("supple"), Hide, EnableFocusChange).inspect_err(|_| give_back())
}

/// Nothing more can be done where this fails: the terminal is gone.
fn give_back() {
    // A style stays on between frames; the shell must not inherit it.
    let _ = execute!(stdout(), SetAttribute(Attribute::Reset), DisableFocusChange, Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}

/// The message of a panic must be readable: the terminal comes first.
fn give_back_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |about| {
            give_back();
            crate::sound::restore_stderr();
            before(about);
        }));
    });
}
