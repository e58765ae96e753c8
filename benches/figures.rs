//! What a frame of a figure costs: posing it, tracing it, and putting it into characters, on average over all exercises
//! half way through their movement.

use criterion::{Criterion, criterion_group, criterion_main};
use supple::figure::cells::{Glyphs, Look, Picture};
use supple::figure::model::Frame;
use supple::figure::palette::Ground;
use supple::figure::resolved::{ResolvedPose, window};
use supple::figure::trace::Raster;
use supple::figure::{Figure, Phase};
use supple::library::Library;

fn frame(figure: &Figure, (columns, rows): (usize, usize), glyphs: Glyphs) -> Picture {
    let phase = Phase { from: Frame::Start, to: Frame::End, t: 0.5, ..Phase::still(Frame::Start) };
    let scene = ResolvedPose::of(figure, phase).scene(&figure.camera, window(figure, &figure.camera), false);
    let (across, down) = glyphs.dots();
    let raster = Raster::of(&scene, columns * across, rows * down, glyphs.aspect());
    Picture::of(&raster, Look { glyphs, coloured: true, ground: Ground::Dark })
}

fn frames(criterion: &mut Criterion) {
    let library = Library::built_in();
    let exercises = library.exercises();
    let figures: Vec<&Figure> =
        exercises.iter().filter_map(|exercise| exercise.figures().next()).map(|(_, figure)| figure.as_ref()).collect();
    let mut next = 0;
    let mut each = |criterion: &mut Criterion, name: &str, work: &mut dyn FnMut(&Figure)| {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                next = (next + 1) % figures.len();
                work(figures[next]);
            });
        });
    };
    let phase = Phase { from: Frame::Start, to: Frame::End, t: 0.5, ..Phase::still(Frame::Start) };
    each(criterion, "pose", &mut |figure| drop(std::hint::black_box(ResolvedPose::of(figure, phase))));
    each(criterion, "frame the picture", &mut |figure| {
        std::hint::black_box(window(figure, &figure.camera));
    });
    for (name, size) in [("30x14", (30, 14)), ("48x20", (48, 20)), ("96x40", (96, 40))] {
        each(criterion, &format!("a frame of {name} quadrants"), &mut |figure| {
            std::hint::black_box(frame(figure, size, Glyphs::Quadrant));
        });
    }
    each(criterion, "a frame of 48x20 braille", &mut |figure| {
        std::hint::black_box(frame(figure, (48, 20), Glyphs::Braille));
    });
}

criterion_group!(benches, frames);
criterion_main!(benches);
