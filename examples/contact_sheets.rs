//! Contact sheets of all figures, for looking at them page by page.
//!
//! `cargo run --release --example contact_sheets -- FOLDER [SIZE [CHARACTERS [ID…]]]` writes
//! `FOLDER/SIZE-CHARACTERS-N.png`. A size is `30x14`, `48x20`, `96x40` or `pixels`; characters are `quadrants`,
//! `half-blocks`, `braille`, `braille-colour` or `ascii`. Without them, all that are looked at after a change are written.
//! What no body can do is printed. Exercises are read from `routines/exercises`, so that a change of a file needs no new
//! build. With `SUPPLE_SHEET_MAIN=1` the easier versions and other positions are left out.

use std::error::Error;
use std::path::{Path, PathBuf};

use supple::figure::Phase;
use supple::figure::camera::Camera;
use supple::figure::cells::{Cell, Glyphs, Look, Picture};
use supple::figure::model::{Figure, Frame};
use supple::figure::palette::{Ground, colour};
use supple::figure::paper::Drawing;
use supple::figure::physics;
use supple::figure::resolved::{ResolvedPose, window};
use supple::figure::trace::Raster;
use supple::library::Library;
use supple::practice::{Exercise, Position};

/// Pixels of a cell.
const CELL: (usize, usize) = (6, 12);
const DARK: [u8; 3] = [16, 18, 20];
/// A page is about this many pixels high.
const PAGE: usize = 2000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("a folder to write to is missing")?);
    std::fs::create_dir_all(&folder)?;
    let library = Library::with_user_files(Path::new("routines"));
    for fault in library.faults() {
        if fault.file.to_string_lossy().contains("exercises") {
            eprintln!("{fault}");
        }
    }
    let chosen: Vec<String> = arguments.collect();
    let sheets: Vec<(String, String)> = match chosen.as_slice() {
        [size, characters, ..] => vec![(size.clone(), characters.clone())],
        [size] => vec![(size.clone(), "quadrants".to_owned())],
        [] => (["30x14", "48x20", "96x40"].iter())
            .flat_map(|size| ["quadrants", "braille", "ascii"].map(|name| ((*size).to_owned(), name.to_owned())))
            .collect(),
    };
    let ids: Vec<&String> = chosen.iter().skip(2).collect();
    for exercise in library.exercises() {
        if ids.is_empty() || ids.iter().any(|id| **id == exercise.id) {
            for (position, figure) in exercise.figures() {
                report(&exercise.id, &position.to_string(), figure);
                if let Some(easier) = &figure.easier {
                    report(&exercise.id, "easier", easier);
                }
            }
        }
    }
    for (size, characters) in sheets {
        let mut exercises = library.exercises();
        exercises.sort_by(|a, b| a.id.cmp(&b.id));
        exercises.retain(|exercise| ids.is_empty() || ids.iter().any(|id| **id == exercise.id));
        let mut page = Page::default();
        for exercise in exercises {
            let count = if main_only() { 1 } else { usize::MAX };
            for (position, figure) in exercise.figures().take(count) {
                page.add(strip(exercise, position, figure, &size, &characters)?);
                if page.rows.len() >= PAGE {
                    page.write(&folder, &size, &characters)?;
                }
            }
        }
        page.write(&folder, &size, &characters)?;
    }
    Ok(())
}

fn main_only() -> bool {
    std::env::var_os("SUPPLE_SHEET_MAIN").is_some()
}

/// Says what cannot be, and how many cells are lit.
fn report(id: &str, version: &str, figure: &Figure) {
    for flaw in physics::flaws(figure) {
        println!("FLAW {id} ({version}) {flaw}");
    }
    let lit = |camera: &Camera| {
        let phase = Phase::still(Frame::End);
        let scene = ResolvedPose::of(figure, phase).scene(camera, window(figure, camera), false);
        let raster = Raster::of(&scene, 96, 40, 0.5);
        let is_lit = |x: usize, y: usize| {
            (0..4).any(|dot| raster.dot(x * 2 + dot % 2, y * 2 + dot / 2).is_some_and(|dot| dot.lit > 0.3))
        };
        (0..20).flat_map(|y| (0..48).map(move |x| (x, y))).filter(|(x, y)| is_lit(*x, *y)).count()
    };
    let (main, second) = (lit(&figure.camera), figure.second.as_ref().map_or(0, lit));
    if main.max(second) < 14 {
        println!("FLAW {id} ({version}) only {main} cells are lit, {second} in the second view; 14 are needed");
    }
}

#[derive(Default)]
struct Page {
    rows: Vec<Vec<[u8; 3]>>,
    number: usize,
}

impl Page {
    fn add(&mut self, strip: Vec<Vec<[u8; 3]>>) {
        self.rows.extend(strip);
        self.rows.extend([vec![[70, 74, 80]], vec![DARK]]);
    }

    fn write(&mut self, folder: &Path, size: &str, characters: &str) -> Result<(), Box<dyn Error>> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.number += 1;
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(1);
        for row in &mut self.rows {
            let last = if row.len() == 1 { row[0] } else { DARK };
            row.resize(width, last);
        }
        let image = Drawing { width, height: self.rows.len(), rgb: self.rows.concat() };
        let file = folder.join(format!("{size}-{characters}-{}.png", self.number));
        std::fs::write(&file, image.png())?;
        println!("{}", file.display());
        self.rows.clear();
        Ok(())
    }
}

/// Every frame of a figure beside each other, from its camera and, below, from its second one.
fn strip(
    exercise: &Exercise,
    position: Position,
    figure: &Figure,
    size: &str,
    characters: &str,
) -> Result<Vec<Vec<[u8; 3]>>, Box<dyn Error>> {
    let mut moments: Vec<(String, &Figure, Phase)> = Vec::new();
    let mut versions = vec![("", figure)];
    if let Some(easier) = figure.easier.as_ref().filter(|_| !main_only()) {
        versions.push(("easier ", easier.as_ref()));
    }
    for (version, figure) in versions {
        for (frame, _) in figure.frames.all() {
            if frame == Frame::End && figure.frames.mid.is_empty() {
                let half_way = Phase { to: Frame::End, t: 0.5, ..Phase::still(Frame::Start) };
                moments.push((format!("{version}half way"), figure, half_way));
            }
            if !(frame == Frame::Start && version == "easier " && figure.frames.start == moments[0].1.frames.start) {
                moments.push((format!("{version}{}", frame.name()), figure, Phase::still(frame)));
            }
        }
    }
    let mut rows: Vec<Vec<[u8; 3]>> = Vec::new();
    for second in [false, true] {
        let mut pictures: Vec<Vec<Vec<[u8; 3]>>> = Vec::new();
        for (_, figure, phase) in &moments {
            let camera = if second { figure.second } else { Some(figure.camera) };
            let Some(camera) = camera else {
                continue;
            };
            pictures.push(picture(figure, &camera, *phase, size, characters)?);
        }
        if pictures.is_empty() {
            continue;
        }
        let names: Vec<&str> = moments.iter().map(|(name, _, _)| name.as_str()).collect();
        if !second {
            println!("{} ({position}): {}", exercise.id, names.join(", "));
        }
        for y in 0..pictures[0].len() {
            let mut row = Vec::new();
            for picture in &pictures {
                row.extend_from_slice(&picture[y]);
                row.extend_from_slice(&[DARK; 8]);
            }
            rows.push(row);
        }
    }
    Ok(rows)
}

fn picture(
    figure: &Figure,
    camera: &Camera,
    phase: Phase,
    size: &str,
    characters: &str,
) -> Result<Vec<Vec<[u8; 3]>>, Box<dyn Error>> {
    let stance = ResolvedPose::of(figure, phase);
    let scene = stance.scene(camera, window(figure, camera), false);
    if size == "pixels" {
        let (width, height) = (300, 300);
        let raster = Raster::of(&scene, width, height, 1.0);
        let pixel = |dot: &supple::figure::trace::Dot| match dot.stuff {
            None => DARK,
            Some(stuff) => colour(stuff, if dot.edge { dot.light * 0.38 } else { dot.light }, dot.lit, Ground::Dark),
        };
        return Ok(raster.dots.chunks(width).map(|row| row.iter().map(pixel).collect()).collect());
    }
    let (columns, rows) = size.split_once('x').ok_or("a size is COLUMNSxROWS")?;
    let (columns, rows): (usize, usize) = (columns.parse()?, rows.parse()?);
    let (glyphs, coloured) = match characters {
        "quadrants" => (Glyphs::Quadrant, true),
        "half-blocks" => (Glyphs::HalfBlock, true),
        "braille-colour" => (Glyphs::Braille, true),
        "braille" => (Glyphs::Braille, false),
        "ascii" => (Glyphs::Ascii, false),
        other => return Err(format!("no characters are called {other}").into()),
    };
    let (across, down) = glyphs.dots();
    let raster = Raster::of(&scene, columns * across, rows * down, glyphs.aspect());
    let picture = Picture::of(&raster, Look { glyphs, coloured, ground: Ground::Dark });
    let mut pixels = vec![vec![DARK; columns * CELL.0]; rows * CELL.1];
    for (row, cells) in picture.rows().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            for y in 0..CELL.1 {
                for x in 0..CELL.0 {
                    pixels[row * CELL.1 + y][column * CELL.0 + x] = of_cell(cell, coloured, x, y);
                }
            }
        }
    }
    Ok(pixels)
}

/// The pixel of a cell.
fn of_cell(cell: &Cell, coloured: bool, x: usize, y: usize) -> [u8; 3] {
    let Some(ink) = cell.ink else {
        return DARK;
    };
    let fore = if coloured { ink.colour(Ground::Dark) } else { [210, 214, 218] };
    let back = cell.under.map_or(DARK, |under| under.colour(Ground::Dark));
    let (left, upper) = (x < CELL.0 / 2, y < CELL.1 / 2);
    let code = u32::from(cell.glyph);
    let on = match cell.glyph {
        '█' => true,
        '▀' => upper,
        '▄' => !upper,
        '▌' => left,
        '▐' => !left,
        '▘' => left && upper,
        '▝' => !left && upper,
        '▖' => left && !upper,
        '▗' => !left && !upper,
        '▚' => left == upper,
        '▞' => left != upper,
        '▛' => left || upper,
        '▜' => !left || upper,
        '▙' => left || !upper,
        '▟' => !left || !upper,
        _ if (0x2800..=0x28ff).contains(&code) => {
            let dot = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]][y * 4 / CELL.1][usize::from(!left)];
            (code - 0x2800) & dot != 0 && x % 3 != 2 && y % 3 != 2
        }
        glyph => letter(glyph, x, y),
    };
    if on { fore } else { back }
}

/// The letters that figures in ASCII are made of, five by seven.
fn letter(glyph: char, x: usize, y: usize) -> bool {
    let rows: [u8; 7] = match glyph {
        '*' => [0b00000, 0b10101, 0b01110, 0b11111, 0b01110, 0b10101, 0b00000],
        ':' => [0b00000, 0b00100, 0b00000, 0b00000, 0b00100, 0b00000, 0b00000],
        '.' => [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00100, 0b00000],
        '\'' => [0b00100, 0b00100, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000],
        '%' => [0b11001, 0b11010, 0b00010, 0b00100, 0b01000, 0b01011, 0b10011],
        '+' => [0b00000, 0b00100, 0b00100, 0b11111, 0b00100, 0b00100, 0b00000],
        '#' => [0b01010, 0b01010, 0b11111, 0b01010, 0b11111, 0b01010, 0b01010],
        'o' => [0b00000, 0b00000, 0b01110, 0b10001, 0b10001, 0b10001, 0b01110],
        '=' => [0b00000, 0b00000, 0b11111, 0b00000, 0b11111, 0b00000, 0b00000],
        '_' => [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b11111],
        _ => [0; 7],
    };
    (3..10).contains(&y) && x < 5 && rows[y - 3] & (0b10000 >> x) != 0
}
