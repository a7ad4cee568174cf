//! `mojoxide clean`, `doctor` and `explain`.

use super::output::{Stream, fail};
use super::{CLEAN, Color, Doctor, Explain, TROUBLE};
use crate::catalogue;
use crate::driver::{cache, doctor};
use crate::render::{Failure, Format};

/// Empties the cache folder. Only a folder with our tag in it is ours to empty.
pub fn clean(color: Color) -> u8 {
    let Some(root) = cache::location().filter(|root| root.exists()) else {
        Stream::Out.write("there is no cache folder\n");
        return CLEAN;
    };
    let shown = root.display();
    if !root.join("CACHEDIR.TAG").is_file() {
        let failure = Failure::new("E0805", format!("`{shown}` is no cache folder of mojoxide"))
            .help("remove it yourself, if nothing in it is needed");
        return fail(&failure, Stream::Err, Format::Human, color);
    }
    match std::fs::remove_dir_all(&root) {
        Ok(()) => {
            Stream::Out.write(&format!("removed {shown}\n"));
            CLEAN
        }
        Err(error) => {
            let failure = Failure::new("E0805", format!("cannot remove `{shown}`: {error}"));
            fail(&failure, Stream::Err, Format::Human, color)
        }
    }
}

/// Prints what was found; the exit status says whether a build can work.
pub fn doctor(task: &Doctor, color: Color) -> u8 {
    let mut status = CLEAN;
    for finding in doctor::examine(task.python.as_deref()) {
        match finding.result {
            Ok(found) => Stream::Out.write(&format!("{:<14} {found}\n", finding.topic)),
            Err(failure) => {
                Stream::Out.write(&format!("{:<14} not usable:\n", finding.topic));
                status = TROUBLE;
                fail(&failure, Stream::Out, Format::Human, color);
            }
        }
    }
    status
}

/// Prints what is known of a code, or all codes.
pub fn explain(task: &Explain, color: Color) -> u8 {
    let Some(code) = &task.code else {
        Stream::Out.write(&catalogue::explain::list(Stream::Out.color(color)));
        return CLEAN;
    };
    match catalogue::find(code) {
        Some(entry) => {
            Stream::Out.write(&catalogue::explain::entry(&entry, Stream::Out.color(color)));
            CLEAN
        }
        None => {
            let mut failure = Failure::new("E0810", format!("there is no code `{code}`"));
            for entry in catalogue::explain::similar(code) {
                failure = failure.note(format!("{}: {}", entry.code, entry.title));
            }
            let failure = failure.help("`mojoxide explain` lists all codes");
            fail(&failure, Stream::Err, Format::Human, color)
        }
    }
}
