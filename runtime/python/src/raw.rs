//! The C API for programs that ask for it: reference counts, errors, raw pointers.

use rt::error::Error;
use rt::text::Span;

use crate::border::{self, Plain};
use crate::ffi::{self, PyObject};
use crate::object::Object;

/// The address of an object, as the language sees it.
pub type Pointer = *mut PyObject;

/// The address of an object that outlives it.
pub fn pointer_of(object: &Object) -> Result<Pointer, Error> {
    Ok(object.as_ptr())
}

pub fn is_not_null(pointer: Pointer) -> bool {
    !pointer.is_null()
}

pub fn same(a: Pointer, b: Pointer) -> bool {
    a == b
}

/// `None`, without a new reference.
pub fn none() -> Pointer {
    // SAFETY: there is always a `None`.
    unsafe { ffi::Py_None() }
}

/// `PyLong_AsSsize_t`: -1 with an exception if there is no such value.
pub fn as_ssize(pointer: Pointer) -> i64 {
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::PyLong_AsSsize_t(pointer) as i64 }
}

/// `PyFloat_AsDouble`: -1 with an exception if there is no such value.
pub fn as_double(pointer: Pointer) -> f64 {
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::PyFloat_AsDouble(pointer) }
}

/// `Py_IncRef`
pub fn increment(object: Pointer) {
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::Py_XINCREF(object) }
}

/// `Py_DecRef`
pub fn decrement(object: Pointer) {
    // SAFETY: the GIL is held; the program promises that the reference is its own.
    unsafe { ffi::Py_XDECREF(object) }
}

/// `Py_REFCNT`
pub fn reference_count(object: Pointer) -> i64 {
    if object.is_null() {
        return 0;
    }
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::Py_REFCNT(object) as i64 }
}

pub fn null() -> Pointer {
    std::ptr::null_mut()
}

/// Whether there is a current exception.
pub fn has_exception() -> bool {
    // SAFETY: the GIL is held.
    !unsafe { ffi::PyErr_Occurred() }.is_null()
}

/// Drops the current exception.
pub fn clear_exception() {
    // SAFETY: the GIL is held.
    unsafe { ffi::PyErr_Clear() }
}

/// The current exception as an error; it is no longer current then.
pub fn take_exception() -> Error {
    crate::exception::take()
}

/// Makes an error the current exception: the one it came from if that was one of Python's, else one of the built-in class
/// with that name. Returns null, as a C function does then.
pub fn set_exception(error: Error, class: Span) -> Pointer {
    let error = match error.payload() {
        Some(_) => error,
        None => Error::of_class(class, error.text()),
    };
    border::raise(error, Plain::Exception);
    std::ptr::null_mut()
}
