//! Names as `str` objects: attribute names and keywords come from constants of the program and are kept.

use std::cell::Cell;

use rt::error::Error;
use rt::text::Span;

use crate::exception::owned;
use crate::ffi::{self, PyObject};
use crate::object::Object;

const SLOTS: usize = 256;

#[derive(Clone, Copy)]
struct Slot {
    pointer: *const u8,
    length: usize,
    /// Interned; null while the slot is free. What a thread holds when it ends stays alive.
    name: *mut PyObject,
}

thread_local! {
    static NAMES: [Cell<Slot>; SLOTS] = const {
        [const { Cell::new(Slot { pointer: std::ptr::null(), length: 0, name: std::ptr::null_mut() }) }; SLOTS]
    };
}

/// An interned `str` of a name.
#[inline]
pub(crate) fn name(text: Span) -> Result<Object, Error> {
    let (pointer, length) = (text.as_ptr(), text.length());
    let slot = ((pointer as usize) >> 2 ^ (pointer as usize) >> 10 ^ length) % SLOTS;
    let kept = NAMES.with(|names| names[slot].get());
    if kept.pointer == pointer && kept.length == length && !kept.name.is_null() {
        let known = Object::from_borrowed(kept.name);
        // Not every name is a constant: the memory may hold another text by now.
        if crate::convert::utf8(&known) == Some(text.as_bytes()) {
            return Ok(known);
        }
    }
    let fresh = intern(text)?;
    NAMES.with(|names| {
        let old = names[slot].replace(Slot { pointer, length, name: fresh.clone().into_ptr() });
        drop(Object::from_owned(old.name));
    });
    Ok(fresh)
}

#[cold]
fn intern(text: Span) -> Result<Object, Error> {
    let mut name = crate::convert::from_text(text)?.into_ptr();
    // SAFETY: the GIL is held; the reference is ours and replaced by one to the interned text.
    unsafe { ffi::PyUnicode_InternInPlace(&mut name) };
    owned(name)
}
