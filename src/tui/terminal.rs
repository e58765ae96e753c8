//! The terminal: taken over, and given back whatever happens.

pub mod graphics;
pub mod notify;

use std::io::{self, Write, stdout};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
#[cfg(not(unix))]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::execute;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::app::App;
use graphics::{Graphics, Protocol};
use notify::Notifier;

type Backend = CrosstermBackend<Whole<Straight>>;

/// The terminal, taken over for as long as this lives.
pub struct TerminalGuard {
    /// Never dropped: it would print an error where the terminal is gone, and printing there panics.
    terminal: ManuallyDrop<Terminal<Backend>>,
    /// The pictures on the screen, if the terminal shows any.
    graphics: Option<Graphics>,
}

impl TerminalGuard {
    /// Takes the terminal over: alternate screen, no cursor, every key by itself.
    pub fn take() -> io::Result<Self> {
        give_back_on_panic();
        enter()?;
        // A terminal without a second screen shows what was printed before.
        execute!(stdout(), Clear(ClearType::All)).inspect_err(|_| give_back())?;
        Ok(Self { terminal: new_terminal().inspect_err(|_| give_back())?, graphics: None })
    }

    /// Asks the terminal for clicks and the wheel, or leaves them to it.
    pub fn hear_mouse(&self, on: bool) -> io::Result<()> {
        if HEARS_MOUSE.swap(on, Ordering::Relaxed) != on {
            mouse(on)?;
        }
        Ok(())
    }

    /// Asks the terminal for keys that have no character, such as those of players, or for plain keys.
    pub fn hear_media_keys(&self, on: bool) -> io::Result<()> {
        if HEARS_MEDIA_KEYS.swap(on, Ordering::Relaxed) != on {
            execute!(stdout(), Print(if on { MEDIA_KEYS } else { NO_MEDIA_KEYS }))?;
        }
        Ok(())
    }

    /// Asks the terminal for the colour of its background. The answer comes like a key, or never.
    pub fn ask_ground(&self) -> io::Result<()> {
        execute!(stdout(), Print("\x1b]11;?\x1b\\"))
    }

    /// Draws the app.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        self.draw_cells(app)?;
        let shown = app.context().reel.shown();
        if self.graphics.as_ref().is_some_and(|graphics| graphics.leaves_marks(&shown)) {
            self.begin_anew()?;
            self.draw_cells(app)?;
            app.context().reel.shown();
        }
        if let Some(graphics) = &mut self.graphics {
            graphics.show(shown, app.context().pixels().unwrap_or_default(), &mut Straight)?;
        }
        Ok(())
    }

    /// Draws the characters as one synchronised update: no terminal that knows such updates shows half a frame.
    fn draw_cells(&mut self, app: &App) -> io::Result<()> {
        self.terminal.backend_mut().write_all(BEGIN)?;
        self.terminal.draw(|frame| frame.render_widget(app, frame.area()))?;
        let backend = self.terminal.backend_mut();
        backend.write_all(END)?;
        Write::flush(backend)
    }

    /// The pixels across and down a cell, if the terminal shows pictures: as its environment says or, with `insist`, in
    /// any case.
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

    /// Columns and rows, asked for anew; 0 by 0 where the terminal does not say.
    pub fn measure(&mut self) -> io::Result<(u16, u16)> {
        let (width, height) = size();
        let area = Rect { x: 0, y: 0, width, height };
        if self.terminal.get_frame().area() != area {
            self.terminal.resize(area)?;
        }
        Ok((width, height))
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) -> io::Result<()> {
        let mut out = stdout();
        out.write_all(crate::sound::BELL.as_bytes())?;
        out.flush()
    }

    /// Sends a desktop notification, for somebody who looks at another window.
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

    /// Takes the terminal over again, and draws everything anew.
    pub fn reenter(&mut self) -> io::Result<()> {
        enter()?;
        self.begin_anew()
    }

    /// Clears the screen. The library's own way would ask the terminal where its cursor is, and not every terminal
    /// answers.
    fn begin_anew(&mut self) -> io::Result<()> {
        execute!(stdout(), SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
        self.terminal = new_terminal()?;
        Ok(())
    }
}

/// The terminal in raw mode, for a command that is run as if it had the terminal itself. Given back when this is dropped.
#[derive(Debug)]
pub struct Raw(());

impl Raw {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        give_back_on_panic();
        enable_raw_mode()?;
        Ok(Self(()))
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        // Nothing more can be done: the terminal is gone.
        let _ = disable_raw_mode();
    }

    /// Takes the terminal again.
    pub fn reenter(&mut self) -> io::Result<()> {
        enable_raw_mode()
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Columns and rows of the terminal; those of a usual one where it does not say.
#[must_use]
pub fn measured() -> (u16, u16) {
    match size() {
        (0, _) | (_, 0) => (80, 24),
        size => size,
    }
}

/// The pixels across and down a cell where the terminal does not say.
const USUAL_CELL: (u16, u16) = (8, 16);

impl TerminalGuard {
    /// Clears the pictures. Nothing more can be done if this fails: the terminal is gone.
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

/// The largest window that is drawn to, in columns and rows: beyond any screen, and within any memory.
const LARGEST: (u16, u16) = (1000, 500);

/// Columns and rows of the window; 0 by 0 where the terminal does not say.
fn size() -> (u16, u16) {
    let (columns, rows) = crossterm::terminal::size().unwrap_or_default();
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// The sequences around a frame that a terminal is to show at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

fn new_terminal() -> io::Result<ManuallyDrop<Terminal<Backend>>> {
    let backend = CrosstermBackend::new(Whole { to: Straight, held: Vec::new() });
    // A full screen would ask for its size before every frame; it is asked for when it has changed.
    let (width, height) = size();
    let viewport = Viewport::Fixed(Rect { x: 0, y: 0, width, height });
    Terminal::with_options(backend, TerminalOptions { viewport }).map(ManuallyDrop::new)
}

/// Writes a frame at once. The screen library flushes in the middle of one, when it hides the cursor.
struct Whole<W> {
    to: W,
    held: Vec<u8>,
}

impl<W: Write> Write for Whole<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.starts_with(BEGIN) && !self.held.ends_with(END) {
            return Ok(());
        }
        let written = self.to.write_all(&self.held);
        self.held.clear();
        written?;
        self.to.flush()
    }
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

/// The window's title is kept by the terminal, and given back at the end (xterm: XTWINOPS 22 and 23).
const KEEP_TITLE: &str = "\x1b[22;2t";
const RESTORE_TITLE: &str = "\x1b[23;2t";

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(
        stdout(),
        EnterAlternateScreen,
        Print(KEEP_TITLE),
        SetTitle("supple"),
        Hide,
        EnableFocusChange,
        EnableBracketedPaste
    )
    .inspect_err(|_| give_back())
}

/// Presses and the wheel, and no movement, which would flood the line (xterm: 1000, 1006).
#[cfg(unix)]
fn mouse(on: bool) -> io::Result<()> {
    execute!(stdout(), Print(if on { "\x1b[?1000h\x1b[?1006h" } else { NO_MOUSE }))
}

#[cfg(not(unix))]
fn mouse(on: bool) -> io::Result<()> {
    if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
}

/// Whether the terminal reports clicks: it is given back from a panic as well.
static HEARS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Whether the terminal reports keys in the way of Kitty's keyboard protocol ("disambiguate escape codes"), in which those
/// of players have numbers. Terminals that do not know it ignore this.
static HEARS_MEDIA_KEYS: AtomicBool = AtomicBool::new(false);

const MEDIA_KEYS: &str = "\x1b[>1u";
const NO_MEDIA_KEYS: &str = "\x1b[<1u";

const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1000l";

/// Gives the terminal back. Nothing more can be done if this fails: the terminal is gone.
fn give_back() {
    // A style stays on between frames; the shell must not inherit it.
    let _ = execute!(
        stdout(),
        SetAttribute(Attribute::Reset),
        DisableBracketedPaste,
        DisableFocusChange,
        Print(if HEARS_MEDIA_KEYS.swap(false, Ordering::Relaxed) { NO_MEDIA_KEYS } else { "" }),
        Print(if HEARS_MOUSE.swap(false, Ordering::Relaxed) { NO_MOUSE } else { "" }),
        Print(RESTORE_TITLE),
        Show,
        LeaveAlternateScreen
    );
    let _ = disable_raw_mode();
}

/// Makes a panic give the terminal back first, so that its message is readable.
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    /// Every write by itself.
    #[derive(Default, Clone)]
    struct Writes(Rc<RefCell<Vec<Vec<u8>>>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_and_one_synchronised_update() {
        let writes = Writes::default();
        let backend = CrosstermBackend::new(Whole { to: writes.clone(), held: Vec::new() });
        let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        for text in ["first", "second"] {
            terminal.backend_mut().write_all(BEGIN).unwrap();
            terminal.draw(|frame| frame.render_widget(text, frame.area())).unwrap();
            terminal.backend_mut().write_all(END).unwrap();
            Write::flush(terminal.backend_mut()).unwrap();
            let written = writes.0.take();
            assert_eq!(written.len(), 1);
            assert!(written[0].starts_with(BEGIN) && written[0].ends_with(END), "{written:?}");
        }
    }
}
