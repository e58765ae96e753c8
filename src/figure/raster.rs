//! Shapes to dots: each dot takes the ink of the last shape that covers its middle.

use super::paint::{Ink, Mark, Part, Scene, Shape, Window};
use super::skeleton::Point;

/// Ellipses smaller than this, in dots, are one dot: an eye must neither vanish nor blink.
const ONE_DOT: f64 = 0.72;

/// A picture in dots, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    width: usize,
    height: usize,
    dots: Vec<Dot>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Dot {
    ink: Ink,
    part: Part,
}

/// How the world is laid over the dots.
#[derive(Debug, Clone, Copy)]
struct Grid {
    scale: f64,
    left: f64,
    bottom: f64,
    height: f64,
}

impl Grid {
    fn of(window: &Window, width: usize, height: usize, in_the_middle: bool) -> Self {
        let scale = scale(window, width, height);
        let spare = height as f64 - scale * window.height();
        let below = if in_the_middle { (spare / 2.0).floor() } else { 0.0 };
        Self {
            scale,
            left: (width as f64 - scale * window.width()) / 2.0 - window.low.x * scale,
            bottom: below - window.low.y * scale,
            height: height as f64,
        }
    }

    /// A place, in dots from the upper left corner.
    fn place(&self, point: Point) -> Point {
        Point::new(self.left + point.x * self.scale, self.height - self.bottom - point.y * self.scale)
    }
}

/// Dots a body height takes when `window` fills `width` by `height` dots.
#[must_use]
pub fn scale(window: &Window, width: usize, height: usize) -> f64 {
    let fit = |dots: usize, size: f64| dots as f64 / size.max(1e-6);
    fit(width, window.width()).min(fit(height, window.height())).max(1e-6)
}

impl Raster {
    /// Draws a scene in `width` by `height` dots, as large as it fits; upright on the lower edge, or in the middle.
    #[must_use]
    pub fn of(scene: &Scene, width: usize, height: usize, in_the_middle: bool) -> Self {
        let mut raster = Self { width, height, dots: vec![Dot::default(); width * height] };
        if width == 0 || height == 0 {
            return raster;
        }
        let grid = Grid::of(&scene.window, width, height, in_the_middle);
        let mut corners = Vec::with_capacity(8);
        for mark in &scene.marks {
            raster.draw(mark, &grid, &mut corners);
        }
        if scene.mirrored { raster.mirrored() } else { raster }
    }

    /// Its width in dots.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Its height in dots.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The ink of a dot; nothing outside of the picture.
    #[must_use]
    pub fn ink(&self, x: usize, y: usize) -> Ink {
        if x < self.width { self.dots.get(y * self.width + x).map_or(Ink::Blank, |dot| dot.ink) } else { Ink::Blank }
    }

    /// The inks of a cell of two by four dots, row by row; `None` where all of it is blank, as most of a picture is.
    #[must_use]
    pub fn cell(&self, x: usize, y: usize) -> Option<[Ink; 8]> {
        let mut inks = [Ink::Blank; 8];
        let mut shows = false;
        for (row, pair) in inks.chunks_exact_mut(2).enumerate() {
            let start = (y + row) * self.width + x;
            if let Some([left, right]) = self.dots.get(start..start + 2) {
                shows |= left.ink != Ink::Blank || right.ink != Ink::Blank;
                pair.copy_from_slice(&[left.ink, right.ink]);
            }
        }
        shows.then_some(inks)
    }

    /// The mirror image.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        if self.width > 0 {
            self.dots.chunks_mut(self.width).for_each(<[Dot]>::reverse);
        }
        self
    }

    fn draw(&mut self, mark: &Mark, grid: &Grid, corners: &mut Vec<Point>) {
        match &mark.shape {
            Shape::Ellipse { middle, radii, lean } => {
                let radii = (radii.0 * grid.scale, radii.1 * grid.scale);
                let middle = grid.place(*middle);
                if radii.0.max(radii.1) < ONE_DOT {
                    let (x, y) = (middle.x.floor(), middle.y.floor());
                    self.fill(mark, y, x + 0.25, x + 0.75);
                } else {
                    self.ellipse(mark, middle, radii, *lean);
                }
            }
            Shape::Polygon(outline) => {
                corners.clear();
                corners.extend(outline.iter().map(|corner| grid.place(*corner)));
                self.polygon(mark, corners);
            }
        }
    }

    fn ellipse(&mut self, mark: &Mark, middle: Point, radii: (f64, f64), lean: f64) {
        let (sin, cos) = lean.to_radians().sin_cos();
        let (across, along) = (radii.0.max(1e-6).powi(-2), radii.1.max(1e-6).powi(-2));
        // a dx² + 2 b dx dy + c dy² = 1, with y downward.
        let a = cos * cos * across + sin * sin * along;
        let b = cos * sin * (across - along);
        let c = sin * sin * across + cos * cos * along;
        let reach = radii.0.max(radii.1);
        for row in self.rows(middle.y - reach, middle.y + reach) {
            let dy = row as f64 + 0.5 - middle.y;
            let root = b * b * dy * dy - a * (c * dy * dy - 1.0);
            if root >= 0.0 {
                let (centre, half) = (middle.x - b * dy / a, root.sqrt() / a);
                self.fill(mark, row as f64, centre - half, centre + half);
            }
        }
    }

    fn polygon(&mut self, mark: &Mark, corners: &[Point]) {
        let lowest = corners.iter().map(|corner| corner.y).fold(f64::INFINITY, f64::min);
        let highest = corners.iter().map(|corner| corner.y).fold(f64::NEG_INFINITY, f64::max);
        // An outline of this program has at most eight corners, and is crossed at most as often.
        let mut found = [0.0; 8];
        for row in self.rows(lowest, highest) {
            let y = row as f64 + 0.5;
            let mut count = 0;
            let ends = corners.iter().zip(corners.iter().cycle().skip(1));
            for (from, to) in ends {
                if (from.y <= y) != (to.y <= y)
                    && let Some(crossing) = found.get_mut(count)
                {
                    *crossing = from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x);
                    count += 1;
                }
            }
            let crossings = &mut found[..count];
            crossings.sort_unstable_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                self.fill(mark, row as f64, pair[0], pair[1]);
            }
        }
    }

    /// The rows whose middles lie between two heights.
    fn rows(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        index(from - 0.5, self.height)..index(to + 0.5, self.height)
    }

    /// Inks the dots of a row whose middles lie between `from` and `to`.
    fn fill(&mut self, mark: &Mark, row: f64, from: f64, to: f64) {
        if row < 0.0 || row >= self.height as f64 {
            return;
        }
        let row = index(row, self.height);
        let (from, to) = (index((from - 0.5).ceil(), self.width), index((to - 0.5).floor() + 1.0, self.width));
        let start = row * self.width;
        if let Some(dots) = self.dots.get_mut(start + from..start + to.max(from)) {
            for dot in dots {
                if !mark.on_part || dot.part == mark.part {
                    *dot = Dot { ink: mark.ink, part: mark.part };
                }
            }
        }
    }
}

/// A number of dots as an index from 0 to `most`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded on both sides before the cast")]
fn index(dots: f64, most: usize) -> usize {
    dots.clamp(0.0, most as f64) as usize
}
