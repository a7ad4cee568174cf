//! The C API for programs that ask for it: reference counts, errors, raw pointers.

use rt::error::Error;
use rt::text::Span;

use crate::border::{self, Plain};
use crate::ffi::{self, PyObject};
use crate::object::Object;

/// `Py_IncRef`
pub fn increment(object: *mut PyObject) {
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::Py_XINCREF(object) }
}

/// `Py_DecRef`
pub fn decrement(object: *mut PyObject) {
    // SAFETY: the GIL is held; the program promises that the reference is its own.
    unsafe { ffi::Py_XDECREF(object) }
}

/// `Py_REFCNT`
pub fn reference_count(object: *mut PyObject) -> i64 {
    if object.is_null() {
        return 0;
    }
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::Py_REFCNT(object) as i64 }
}

pub fn null() -> *mut PyObject {
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

/// Makes an error the current exception: the original one if it came from Python, else one of the class 0 `Exception`,
/// 1 `ValueError`. Returns null, as a C function does then.
pub fn set_exception(error: Error, class: i64) -> *mut PyObject {
    border::raise(error, if class == 1 { Plain::ValueError } else { Plain::Exception });
    std::ptr::null_mut()
}

/// Makes a text the current exception, of a built-in class with that name.
pub fn set_exception_text(class: Span, text: Span) -> *mut PyObject {
    border::raise(Error::of_class(class, rt::text::String::from_span(text)), Plain::Exception);
    std::ptr::null_mut()
}

/// Looks at a reference as an object for the length of a call.
pub fn view(object: *mut PyObject) -> Object {
    Object::from_borrowed(object)
}
