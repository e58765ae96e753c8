//! What it costs to compose a session: what a person waits for after a key.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use supple::coach::{Person, Wish, compose};
use supple::library::Library;
use supple::session::Guide;

fn sessions(criterion: &mut Criterion) {
    let library = Library::built_in();
    let person = Person::default();
    for minutes in [1, 4, 10, 20, 30, 60] {
        let wish = Wish { time: Duration::from_mins(minutes), areas: Vec::new(), position: None };
        criterion.bench_function(&format!("a session of {minutes} minutes"), |bencher| {
            bencher.iter(|| black_box(compose(&library.ways(), &wish, &person, &Guide::default())));
        });
    }
}

criterion_group!(benches, sessions);
criterion_main!(benches);
