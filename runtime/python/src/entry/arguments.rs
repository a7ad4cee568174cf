//! Arguments that are not just positional ones in the right number.

use rt::error::Error;
use rt::text::Span;

use super::EntryDef;
use crate::border;
use crate::exception::{alive, done, error};
use crate::ffi::{self, PyObject};
use crate::object::Object;

/// A fresh dictionary of the keyword arguments.
///
/// # Safety
/// Behind the `count` positional arguments stands a value for each of `names`, a tuple or null.
pub(super) unsafe fn keywords(args: *const *mut PyObject, count: isize, names: *mut PyObject) -> Result<Object, Error> {
    let dict = crate::build::empty_dict()?;
    if names.is_null() {
        return Ok(dict);
    }
    // SAFETY: the caller's promise; the GIL is held.
    unsafe {
        for index in 0..ffi::PyTuple_Size(names) {
            let name = ffi::PyTuple_GetItem(names, index);
            done(ffi::PyDict_SetItem(alive(&dict)?, name, *args.offset(count + index)))?;
        }
    }
    Ok(dict)
}

/// Sets the `TypeError` for too few or too many positional arguments, worded as CPython does; returns null.
#[cold]
#[inline(never)]
pub(super) extern "C" fn wrong_count(
    entry: &'static EntryDef,
    receiver: *mut PyObject,
    wanted: usize,
    given: isize,
) -> *mut PyObject {
    let given = usize::try_from(given).unwrap_or(0);
    let mut message = count_message(&entry.shown(Object::borrow(&receiver)), wanted, given);
    if given < wanted {
        message = format!("{message}: {}", listed(&entry.args[given.min(entry.args.len())..]));
    }
    // SAFETY: the class exists as long as the interpreter.
    border::set_text(unsafe { ffi::PyExc_TypeError }, &message);
    std::ptr::null_mut()
}

fn count_message(name: &str, wanted: usize, given: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    if given < wanted {
        let missing = wanted - given;
        return format!("{name}() missing {missing} required positional argument{}", plural(missing));
    }
    let verb = if given == 1 { "was" } else { "were" };
    format!("{name}() takes {wanted} positional argument{} but {given} {verb} given", plural(wanted))
}

/// An error unless a tuple of arguments has the length that it should.
pub fn check_arity(wanted: i64, args: &Object, name: Span) -> Result<(), Error> {
    let given = crate::convert::length(args)?;
    if given == wanted {
        return Ok(());
    }
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    Err(error("TypeError", &count_message(name.as_str(), count(wanted), count(given))))
}

/// `'a', 'b', and 'c'`
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}
