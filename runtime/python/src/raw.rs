//! The C API for programs that ask for it: reference counts, errors, raw pointers.

use std::ffi::{CString, c_char, c_void};

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

/// The class of an object, without a new reference. Null for null.
pub fn type_of(object: Pointer) -> *mut () {
    if object.is_null() {
        return std::ptr::null_mut();
    }
    // SAFETY: the GIL is held; the program promises that the object is alive.
    unsafe { ffi::Py_TYPE(object).cast() }
}

/// The current exception, which is no longer current then. Null if there is none.
pub fn raised() -> Pointer {
    if !has_exception() {
        return null();
    }
    let mut class = null();
    let mut value = null();
    let mut traceback = null();
    // SAFETY: the GIL is held; the references are ours, and that to the value is handed on.
    #[allow(deprecated, reason = "the same calls work in every version of CPython")]
    unsafe {
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        ffi::PyErr_NormalizeException(&mut class, &mut value, &mut traceback);
        if !traceback.is_null() {
            ffi::PyException_SetTraceback(value, traceback);
        }
        ffi::Py_XDECREF(traceback);
        ffi::Py_XDECREF(class);
    }
    value
}

/// The object that CPython keeps under the name of a global variable, `PyExc_ValueError` for one. Null if there is none.
pub fn global(name: Span) -> Pointer {
    let address = address_of(name).cast::<Pointer>();
    // SAFETY: null, or the address of a variable that holds the address of an object.
    if address.is_null() { null() } else { unsafe { *address } }
}

/// The address of a variable of CPython's. Null if there is none.
pub fn variable(name: Span) -> *mut () {
    address_of(name).cast()
}

/// Where a function or variable of the process is. Null if there is none of that name.
fn address_of(name: Span) -> *mut c_void {
    unsafe extern "C" {
        fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    }
    // What `RTLD_DEFAULT` is: the process with everything that was loaded into it.
    const DEFAULT: isize = if cfg!(target_os = "macos") { -2 } else { 0 };
    let Ok(name) = CString::new(name.as_str()) else { return std::ptr::null_mut() };
    // SAFETY: the name ends with a zero.
    unsafe { dlsym(std::ptr::without_provenance_mut(DEFAULT as usize), name.as_ptr()) }
}

/// A function of the process, which is looked up by its name when it is called. A fault if there is none.
#[track_caller]
pub fn function(name: Span) -> *mut c_void {
    let address = address_of(name);
    if address.is_null() {
        let text = format!("this Python has no function `{}`", name.as_str());
        rt::fault::raise_error(crate::exception::error("SystemError", &text));
    }
    address
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
