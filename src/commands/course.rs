//! The programme that is meant by a command, and its session of today.

use super::context::{Context, Error};
use crate::coach::course::{self, Standing, Today};
use crate::coach::told;
use crate::digest::Digest;
use crate::library::Library;
use crate::practice::Program;
use crate::sanitize::clean;

/// The word that means today's session of the programme that is running, where a routine is asked for.
pub(super) const PROGRAM: &str = "program";

/// What `program` holds today.
pub(super) fn today(context: &Context, digest: &Digest, program: &Program) -> Today {
    let hour = context.settings.day_start_hour;
    course::today(program, digest.of_programs(), digest.rests(), digest.today(), hour)
}

/// The programme with this id or title.
pub(super) fn named<'a>(library: &'a Library, words: &str) -> Result<&'a Program, Error> {
    library.program_named(words).ok_or_else(|| {
        let hint = library.nearest_program(words).map(|near| format!("Did you mean {near}? ")).unwrap_or_default();
        Error::Usage(format!("there is no programme \"{}\". {hint}supple program lists them", clean(words, 60)))
    })
}

/// The programme that is named; without a name, the one that stands so.
pub(super) fn meant<'a>(
    context: &Context,
    library: &'a Library,
    digest: &Digest,
    words: Option<&str>,
    stands: &[Standing],
) -> Result<(&'a Program, Today), Error> {
    if let Some(words) = words {
        let program = named(library, words)?;
        return Ok((program, today(context, digest, program)));
    }
    let all = library.programs().iter().map(|program| (program, today(context, digest, program)));
    let mut found: Vec<_> = all.filter(|(_, today)| stands.contains(&today.standing)).collect();
    // What is due comes first, and of those what was begun last.
    found.sort_by_key(|(program, today)| (!today.is_due(), std::cmp::Reverse(today.began), program.id.clone()));
    found.into_iter().next().ok_or_else(|| {
        let how = match stands {
            [Standing::Paused] => "paused",
            _ => "running",
        };
        let paused =
            library.programs().iter().find(|program| today(context, digest, program).standing == Standing::Paused);
        if let Some(paused) = paused {
            return Error::Usage(format!("{} is paused; to go on: supple program resume {}", paused.title, paused.id));
        }
        Error::Usage(format!("no programme is {how}; supple program lists them, supple program start ID begins one"))
    })
}

/// The id of today's session of the programme that is named, or else of the one that is running.
pub(super) fn session(
    context: &Context,
    library: &Library,
    digest: &Digest,
    words: Option<&str>,
) -> Result<String, Error> {
    let (program, today) = meant(context, library, digest, words, &[Standing::Running])?;
    match (&today.session, today.standing) {
        (Some(session), _) => Ok(session.id.clone()),
        (None, Standing::Paused) => {
            let id = &program.id;
            Err(Error::Usage(format!("{} is paused; to go on: supple program resume {id}", program.title)))
        }
        (None, Standing::Finished) => {
            let id = &program.id;
            Err(Error::Usage(format!("{} To do it once more: supple program start {id}", told::finished(program))))
        }
        (None, _) => {
            let id = &program.id;
            Err(Error::Usage(format!("{} is not running; to begin: supple program start {id}", program.title)))
        }
    }
}
