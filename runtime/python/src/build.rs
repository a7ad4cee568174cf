//! New containers from values of the language.

use rt::error::Error;
use rt::text::Span;

use crate::exception::{alive, done, owned};
use crate::ffi::{self, PyObject};
use crate::names;
use crate::object::Object;

/// As many objects as the program says lie at a pointer.
fn run<'a>(pointer: *mut Object, length: i64) -> &'a [Object] {
    if length <= 0 {
        return &[];
    }
    // SAFETY: the library passes the elements of a list that outlives the call.
    unsafe { std::slice::from_raw_parts(pointer, length as usize) }
}

/// Fills a new sequence with more references to the elements.
fn filled(
    values: &[Object],
    new: unsafe extern "C" fn(isize) -> *mut PyObject,
    set: unsafe extern "C" fn(*mut PyObject, isize, *mut PyObject) -> std::ffi::c_int,
) -> Result<Object, Error> {
    for value in values {
        alive(value)?;
    }
    // SAFETY: the GIL is held; the new sequence has room for the elements, whose references are handed over.
    unsafe {
        let sequence = owned(new(values.len() as isize))?;
        for (index, value) in values.iter().enumerate() {
            done(set(sequence.as_ptr(), index as isize, value.clone().into_ptr()))?;
        }
        Ok(sequence)
    }
}

pub fn list_of(values: &[Object]) -> Result<Object, Error> {
    filled(values, ffi::PyList_New, ffi::PyList_SetItem)
}

pub fn tuple_of(values: &[Object]) -> Result<Object, Error> {
    filled(values, ffi::PyTuple_New, ffi::PyTuple_SetItem)
}

/// `[…]`
pub fn list(values: *mut Object, length: i64) -> Result<Object, Error> {
    list_of(run(values, length))
}

/// `(…)`
pub fn tuple(values: *mut Object, length: i64) -> Result<Object, Error> {
    tuple_of(run(values, length))
}

/// `{…}`
pub fn set(values: *mut Object, length: i64) -> Result<Object, Error> {
    // SAFETY: the GIL is held; all are alive.
    unsafe {
        let set = owned(ffi::PySet_New(std::ptr::null_mut()))?;
        for value in run(values, length) {
            done(ffi::PySet_Add(set.as_ptr(), alive(value)?))?;
        }
        Ok(set)
    }
}

/// `{…: …}`
pub fn dict(keys: *mut Object, values: *mut Object, length: i64) -> Result<Object, Error> {
    let dict = empty_dict()?;
    for (key, value) in run(keys, length).iter().zip(run(values, length)) {
        // SAFETY: the GIL is held; all are alive.
        done(unsafe { ffi::PyDict_SetItem(dict.as_ptr(), alive(key)?, alive(value)?) })?;
    }
    Ok(dict)
}

/// `{}`
pub fn empty_dict() -> Result<Object, Error> {
    // SAFETY: the GIL is held.
    owned(unsafe { ffi::PyDict_New() })
}

/// `dict(name=value, …)`
pub fn dict_of_names(entries: &[(&'static str, Object)]) -> Result<Object, Error> {
    let dict = empty_dict()?;
    for (name, value) in entries {
        let name = names::name(Span::literal(name))?;
        // SAFETY: the GIL is held; all are alive.
        done(unsafe { ffi::PyDict_SetItem(dict.as_ptr(), name.as_ptr(), alive(value)?) })?;
    }
    Ok(dict)
}

/// Steps through the entries of a `dict` that nobody changes meanwhile.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entries {
    dict: *mut PyObject,
    position: isize,
    key: *mut PyObject,
    value: *mut PyObject,
}

/// The entries of a dictionary, or of nothing if it is null. The dictionary must outlive them.
pub fn entries(dict: &Object) -> Result<Entries, Error> {
    let pointer = dict.as_ptr();
    // SAFETY: the GIL is held; the object is alive.
    if !pointer.is_null() && unsafe { ffi::PyDict_Check(pointer) } == 0 {
        return Err(crate::convert::unexpected("a dict", dict));
    }
    Ok(Entries { dict: pointer, position: 0, key: std::ptr::null_mut(), value: std::ptr::null_mut() })
}

/// Whether there is another entry; `key` and `value` are its parts then.
pub fn next_entry(entries: &mut Entries) -> bool {
    if entries.dict.is_null() {
        return false;
    }
    // SAFETY: the GIL is held; the dictionary is alive.
    unsafe { ffi::PyDict_Next(entries.dict, &mut entries.position, &mut entries.key, &mut entries.value) != 0 }
}

pub fn entry_key(entries: &mut Entries) -> Object {
    Object::from_borrowed(entries.key)
}

pub fn entry_value(entries: &mut Entries) -> Object {
    Object::from_borrowed(entries.value)
}
