//! A figure, put into the cells of a screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::reel::{Key, Reel, Subject};
use crate::figure::camera::{Camera, Framing, Window};
use crate::figure::cells::{Look, Picture};
use crate::figure::image::Image;
use crate::figure::model::Frame;
use crate::figure::palette::Ground;
use crate::figure::resolved::ResolvedPose;
use crate::figure::trace::{Raster, Scene};
use crate::figure::{Figure, Phase};
use crate::tui::theme::Theme;

/// A figure at one moment.
#[derive(Debug, Clone, Copy)]
pub struct FigureAt<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The moment.
    pub phase: Phase,
    /// `true` if the figure shows the other side, the left.
    pub mirrored: bool,
    /// The turn of the body from its usual view, in degrees.
    pub turn: i16,
    /// The look of the picture.
    pub look: Look,
    /// The inks.
    pub theme: &'a Theme,
    /// The pictures that were drawn before.
    pub reel: &'a Reel,
    /// The pixels across and down a cell, if the terminal shows pictures.
    pub pixels: Option<(u16, u16)>,
}

impl FigureAt<'_> {
    /// Returns `true` if the figure is seen from the front, its right on the right of the picture.
    #[must_use]
    pub fn is_in_mirror(&self) -> bool {
        self.camera(&self.figure.camera).is_in_front()
    }

    fn camera(&self, camera: &Camera) -> Camera {
        camera.turned(f32::from(self.turn))
    }

    /// The picture from one of the cameras.
    fn draw(&self, camera: &Camera, is_second: bool, area: Rect, buffer: &mut Buffer) {
        let subject = Subject::figure(self.figure, self.phase, self.mirrored, is_second, self.turn);
        let key = Key { subject, columns: area.width, rows: area.height, look: self.look };
        let window = self.reel.window(self.figure, camera, is_second, self.turn);
        let rig = self.reel.rig(self.figure);
        let scene = || ResolvedPose::on(&rig, self.figure, self.phase).scene(camera, window, self.mirrored);
        match self.pixels {
            Some(cell) if !area.is_empty() => {
                self.reel.place(area, key, || in_pixels(&scene(), cell, area, self.look.ground));
            }
            _ => put(&self.reel.picture(key, scene), self.theme, area, buffer),
        }
    }
}

impl Widget for &FigureAt<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let camera = self.camera(&self.figure.camera);
        // A body that is turned by hand is looked at from one side at a time.
        let second = self.figure.second.filter(|_| self.turn == 0 && area.width >= TWO.0 && area.height >= TWO.1);
        let Some(second) = second else {
            self.draw(&camera, false, area, buffer);
            return;
        };
        let (main, aside) = split(&self.reel.window(self.figure, &camera, false, self.turn), area);
        self.draw(&camera, false, main, buffer);
        self.draw(&second, true, aside, buffer);
    }
}

/// The columns and rows from which on two views of a figure stand beside each other.
const TWO: (u16, u16) = (36, 14);

/// The room for the main view and, a third, for the second one: beside it or below, whichever leaves the main view
/// larger.
fn split(window: &Window, area: Rect) -> (Rect, Rect) {
    let (third, low) = (area.width / 3, area.height / 3);
    let (beside, below) = (area.width - third - 1, area.height - low);
    // A cell is twice as high as wide.
    let scale =
        |columns: u16, rows: u16| (f32::from(columns) / window.width()).min(f32::from(rows) * 2.0 / window.height());
    if scale(beside, area.height) >= scale(area.width, below) {
        let aside = Rect { x: area.x + beside + 1, width: third, ..area };
        let high = (area.height / 2).max(TWO.1 / 2);
        (Rect { width: beside, ..area }, Rect { y: area.bottom() - high, height: high, ..aside })
    } else {
        let wide = (area.width / 2).max(TWO.0 / 2);
        let aside = Rect { y: area.y + below, height: low, x: area.right() - wide, width: wide };
        (Rect { height: below, ..area }, aside)
    }
}

/// The start pose of a figure, an arrow, and its end pose: a movement for somebody who wants none on the screen.
#[derive(Debug, Clone, Copy)]
pub struct StartAndEnd<'a> {
    /// The figure.
    pub at: FigureAt<'a>,
}

impl Widget for &StartAndEnd<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let figure = self.at.figure;
        let camera = self.at.camera(&figure.camera);
        let at = |frame, area: Rect, buffer: &mut Buffer| {
            FigureAt { phase: Phase::still(frame), ..self.at }.draw(&camera, false, area, buffer);
        };
        let lies = figure.base.is_on_floor() && figure.camera.framing == Framing::Body;
        let (start, arrow, end, mark) = if lies || area.width < 32 {
            let rows = area.height.saturating_sub(1) / 2;
            let arrow = Rect { x: area.x + area.width / 2, y: area.y + rows, width: 1, height: 1 };
            let end = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
            (Rect { height: rows, ..area }, arrow, end, "↓")
        } else {
            let columns = area.width.saturating_sub(3) / 2;
            let arrow = Rect { x: area.x + columns + 1, y: area.y + area.height / 2, width: 1, height: 1 };
            let end = Rect { x: area.right() - columns, width: columns, ..area };
            (Rect { width: columns, ..area }, arrow, end, "→")
        };
        at(Frame::Start, start, buffer);
        buffer.set_stringn(arrow.x, arrow.y.min(area.bottom().saturating_sub(1)), mark, 1, self.at.theme.accent);
        at(Frame::End, end, buffer);
    }
}

/// The largest number of pixels in a picture: the terminal enlarges it.
const MOST_PIXELS: u32 = 40_000;

/// A scene in pixels, for `cell` pixels across and down a cell.
fn in_pixels(scene: &Scene, cell: (u16, u16), area: Rect, ground: Ground) -> Image {
    let (width, height) = (u32::from(area.width) * u32::from(cell.0), u32::from(area.height) * u32::from(cell.1));
    // Each traced pixel stands for a square of the terminal's own.
    let coarse = (1..=width.max(1)).find(|by| (width / by) * (height / by) <= MOST_PIXELS).unwrap_or(1);
    let size = |length: u32| usize::try_from((length / coarse).max(1)).unwrap_or(1);
    Image::of(&Raster::of(scene, size(width), size(height), 1.0), ground)
}

/// Puts a picture into the cells of `area`; cells of the picture that are empty leave the screen as it is.
pub(super) fn put(picture: &Picture, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (row, y) in picture.rows().zip(area.top()..area.bottom()) {
        for (cell, x) in row.iter().zip(area.left()..area.right()) {
            let Some(ink) = cell.ink else {
                continue;
            };
            if let Some(place) = buffer.cell_mut((x, y)) {
                place.set_char(cell.glyph).set_style(theme.ink(ink));
                if let Some(under) = cell.under.and_then(|under| theme.ink(under).fg) {
                    place.set_bg(under);
                }
            }
        }
    }
}
