//! `supple pack ID [--out FILE]`

use super::context::{Context, Error, printable, say, unknown};
use crate::cli::Pack;
use crate::files;
use crate::library::own::{self, Content};
use crate::library::pack;
use crate::words::counted;

pub fn run(context: &Context, options: &Pack) -> Result<u8, Error> {
    let library = context.library();
    let unreadable = |(path, source)| Error::Read { path, source };
    let (text, what) = if let Some(routine) = library.routine_named(&options.id) {
        let text = pack::text(&library, routine).map_err(unreadable)?;
        let own = pack::own_exercises(&library, routine).len() as u64;
        let with = if own == 0 { String::new() } else { format!(" with {}", counted(own, "exercise", "exercises")) };
        (text, format!("{}{with}", routine.title))
    } else {
        let exercise = library.exercise_named(&options.id);
        let exercise = exercise.ok_or_else(|| unknown(&library, "routine or exercise", &options.id, true))?;
        let text = own::text_of(&library, Content::Exercise, &exercise.id).map_err(unreadable)?;
        (pack::alone(&text), exercise.name.clone())
    };
    match &options.out {
        None => say(text.trim_end())?,
        Some(file) => {
            files::write_out(file, text.as_bytes()).map_err(|source| Error::Write { path: file.clone(), source })?;
            say(format_args!("Packed {what} into {}. supple add reads it.", printable(file)))?;
        }
    }
    Ok(0)
}
