//! What CPython calls on objects of a class.

use std::ffi::c_int;

use rt::fault;

use super::{Class, Registered, find, record_of, value_at};
use crate::border::{self, Plain};
use crate::entry::{Call, EntryDef};
use crate::ffi::{self, PyObject};

/// `tp_dealloc`
pub(super) unsafe extern "C" fn dealloc(slf: *mut PyObject) {
    // SAFETY: CPython calls it once, with the last reference to an object of a class.
    unsafe {
        let python_type = ffi::Py_TYPE(slf);
        if let Some(record) = std::ptr::replace(record_of(slf), std::ptr::null::<Registered>()).as_ref() {
            end_value(record.class, slf);
        }
        let free = (*python_type).tp_free;
        if let Some(free) = free {
            free(slf.cast());
        }
        // An object of a heap type owns a reference to it.
        ffi::Py_DECREF(python_type.cast());
    }
}

/// Ends the value of an object. It may run any code, also code that fails: nobody can be told but the hook for that.
unsafe fn end_value(class: &'static Class, slf: *mut PyObject) {
    let (mut kind, mut value, mut traceback) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: the GIL is held; the object has a value; the current exception is set aside meanwhile.
    #[allow(deprecated, reason = "the same calls work in every version of CPython")]
    unsafe {
        ffi::PyErr_Fetch(&mut kind, &mut value, &mut traceback);
        if let Err(caught) = fault::catch(|| (class.drop)(value_at(slf, class.offset, class.align))) {
            // The memory goes with the value.
            let object = slf.addr()..slf.addr() + class.object_size();
            fault::end_around(&|place| object.contains(&place));
            border::raise_caught(caught, Plain::Exception);
            ffi::PyErr_WriteUnraisable(ffi::Py_TYPE(slf).cast());
        }
        ffi::PyErr_Restore(kind, value, traceback);
    }
}

/// `tp_repr`
pub(super) unsafe extern "C" fn repr(slf: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython passes an object of a class.
    unsafe { show(slf, |record| record.repr) }
}

/// `tp_str`
pub(super) unsafe extern "C" fn str(slf: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython passes an object of a class.
    unsafe { show(slf, |record| record.str) }
}

/// # Safety
/// The object is alive and of a class.
unsafe fn show(slf: *mut PyObject, entry: impl FnOnce(&super::Registered) -> &'static EntryDef) -> *mut PyObject {
    // SAFETY: the caller's promise; the entry takes the object and nothing.
    unsafe {
        let Some(record) = find(ffi::Py_TYPE(slf)) else { return ffi::PyObject_ASCII(ffi::Py_TYPE(slf).cast()) };
        if (*record_of(slf)).is_null() {
            let text = format!("<uninitialized {}>", record.class.name());
            return ffi::PyUnicode_FromStringAndSize(text.as_ptr().cast(), text.len() as isize);
        }
        match entry(record).call {
            Call::NoArgs(function) => function(slf, std::ptr::null_mut()),
            _ => {
                border::set_text(ffi::PyExc_SystemError, "the text of an object takes arguments");
                std::ptr::null_mut()
            }
        }
    }
}

/// `tp_init` of a class that has no initializer.
pub(super) unsafe extern "C" fn no_init(_: *mut PyObject, _: *mut PyObject, _: *mut PyObject) -> c_int {
    let text = "No initializer registered for this type. Use def_py_init() or def_init_defaultable() to register an initializer.";
    // SAFETY: the class exists as long as the interpreter.
    border::set_text(unsafe { ffi::PyExc_TypeError }, text);
    -1
}
