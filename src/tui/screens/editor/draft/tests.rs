use proptest::prelude::*;

use super::*;
use crate::library::bounds::{Measure, flaws};
use crate::library::{Library, write};

/// An edit from four numbers, most of which name a row that there is.
fn edit(library: &Library, (what, row, other, value): (u8, usize, usize, u32)) -> Edit {
    let exercises = library.exercises();
    let step = || Step::of(exercises[value as usize % exercises.len()]);
    let measures =
        [Measure::Hold, Measure::Times, Measure::Rest, Measure::Count, Measure::Each, Measure::Breaths, Measure::In];
    match what % 13 {
        0 => Edit::Text(Text::ALL[row % 4], "x".repeat(value as usize % 70)),
        1 | 2 => Edit::Insert { below: (value % 3 > 0).then_some(row), step: step() },
        3 => Edit::Swap { row, step: step() },
        4 => Edit::Remove(row),
        5 => Edit::Duplicate(row),
        6 => Edit::Up(row),
        7 => Edit::Down(row),
        8 => Edit::Measure { row, measure: measures[other % measures.len()], value },
        9 => Edit::Repeat(row..=row + other % 4),
        10 => Edit::Dissolve(row),
        11 => Edit::Rounds { row, rounds: value },
        _ => Edit::Rest { row, secs: value },
    }
}

fn edits() -> impl Strategy<Value = Vec<(u8, usize, usize, u32)>> {
    prop::collection::vec((any::<u8>(), 0usize..14, 0usize..14, 0u32..200), 0..40)
}

fn draft(library: &Library) -> Draft {
    Draft::copy_of(library.routine("neck-ease-5").unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_edited_can_be_kept_and_read_again_or_says_why_not(edits in edits()) {
        let library = Library::built_in();
        let mut draft = draft(&library);
        for numbers in edits {
            draft.apply(edit(&library, numbers));
        }
        let routine = Routine { id: "mine".to_owned(), ..draft.routine() };
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("mine.json"), write::routine(&routine)).unwrap();
        let read = Library::with_user_files(folder.path());
        prop_assert_eq!(read.faults().is_empty(), flaws(&routine).is_empty(), "{:?}", read.faults());
        if read.faults().is_empty() {
            prop_assert_eq!(read.routine("mine"), Some(&routine));
        }
    }

    #[test]
    fn undo_after_any_edit_is_as_before_and_redo_as_after(edits in edits()) {
        let library = Library::built_in();
        let mut draft = draft(&library);
        for numbers in edits {
            let before = draft.now.clone();
            let look = draft.apply(edit(&library, numbers));
            let after = draft.now.clone();
            prop_assert_eq!(look.is_some(), before != after);
            if let Some(look) = look {
                draft.undo();
                prop_assert_eq!(&draft.now, &before);
                draft.redo();
                prop_assert_eq!(&draft.now, &after);
                if let Look::Row(row) = look {
                    prop_assert!(row <= draft.rows().len());
                }
            }
        }
        while draft.undo().is_some() {}
        prop_assert!(!draft.is_changed());
    }

    #[test]
    fn what_moves_down_and_up_again_is_where_it_was(edits in edits(), row in 0usize..14) {
        let library = Library::built_in();
        let mut draft = draft(&library);
        for numbers in edits {
            draft.apply(edit(&library, numbers));
        }
        let before = draft.now.clone();
        // A block of one step is gone once the step has left it.
        let blocks = |content: &Content| content.rows().iter().filter(|row| matches!(row, Row::Block { .. })).count();
        if let Some(Look::Row(below)) = draft.apply(Edit::Down(row))
            && blocks(&draft.now) == blocks(&before)
        {
            prop_assert_eq!(draft.apply(Edit::Up(below)), Some(Look::Row(row)));
            prop_assert_eq!(draft.now, before);
        }
    }
}

#[test]
fn a_routine_that_is_not_edited_stays_what_it_is() {
    let library = Library::built_in();
    for routine in library.routines() {
        assert_eq!(Draft::of(routine).routine(), *routine);
    }
}

#[test]
fn a_new_routine_serves_the_areas_of_its_exercises() {
    let library = Library::built_in();
    let mut draft = Draft::empty();
    assert_eq!(flaws(&draft.routine()), [crate::library::bounds::Flaw::NoTitle, crate::library::bounds::Flaw::NoSteps]);
    let exercise = library.exercise("chin-tuck").unwrap();
    draft.apply(Edit::Insert { below: None, step: Step::of(exercise) });
    assert_eq!(draft.routine().areas, exercise.areas);
}

#[test]
fn what_was_carried_through_many_rows_is_one_change() {
    let library = Library::built_in();
    let mut draft = draft(&library);
    for row in 0..3 {
        draft.apply(Edit::Down(row));
    }
    draft.join_after(0);
    assert_eq!(draft.changes(), 1);
    draft.undo();
    assert!(!draft.is_changed());
}
