//! `PythonObject`: one owned reference to a Python object.

use crate::ffi::{self, PyObject};
use crate::gil;

/// An owned reference; may be null, as the C API's results are. Transparent, so that CPython's own arrays of borrowed
/// references are arrays of it.
#[repr(transparent)]
pub struct Object(*mut PyObject);

impl Object {
    /// Takes over a reference.
    #[inline(always)]
    pub fn from_owned(pointer: *mut PyObject) -> Object {
        Object(pointer)
    }

    /// Adds a reference.
    #[inline]
    pub fn from_borrowed(pointer: *mut PyObject) -> Object {
        Object::borrow(&pointer).clone()
    }

    /// Looks at a reference that somebody else owns.
    #[inline(always)]
    pub fn borrow(pointer: &*mut PyObject) -> &Object {
        // SAFETY: `Object` is transparent, and a borrowed one is never dropped.
        unsafe { &*std::ptr::from_ref(pointer).cast::<Object>() }
    }

    #[inline(always)]
    pub const fn null() -> Object {
        Object(std::ptr::null_mut())
    }

    /// `None`
    #[inline]
    pub fn none() -> Object {
        // SAFETY: there is always a `None`.
        Object::from_borrowed(unsafe { ffi::Py_None() })
    }

    #[inline(always)]
    pub fn as_ptr(&self) -> *mut PyObject {
        self.0
    }

    #[inline(always)]
    pub fn is_null(&self) -> bool {
        self.0.is_null()
    }

    /// Gives the reference away.
    #[inline(always)]
    pub fn into_ptr(self) -> *mut PyObject {
        std::mem::ManuallyDrop::new(self).0
    }

    /// The object's type; null for a null object.
    #[inline]
    pub fn type_ptr(&self) -> *mut ffi::PyTypeObject {
        if self.0.is_null() {
            return std::ptr::null_mut();
        }
        // SAFETY: the object is alive.
        unsafe { ffi::Py_TYPE(self.0) }
    }
}

impl Clone for Object {
    #[inline]
    fn clone(&self) -> Object {
        if rt::lock::may_be_missing() {
            retain(self.0);
        } else {
            // SAFETY: the GIL is held; the object is alive or null.
            unsafe { ffi::Py_XINCREF(self.0) }
        }
        Object(self.0)
    }
}

/// Adds a reference where the GIL may be missing.
#[cold]
#[inline(never)]
extern "C" fn retain(object: *mut PyObject) {
    // SAFETY: the GIL is held inside; the object is alive or null.
    gil::ensured(|| unsafe { ffi::Py_XINCREF(object) });
}

/// Ends a reference. Compiled once, not wherever an object ends; cannot unwind, because what runs in the end comes back
/// through CPython.
#[inline(never)]
extern "C" fn release(object: *mut PyObject) {
    if rt::fault::is_leaking() {
        return;
    }
    if rt::lock::may_be_missing() {
        // SAFETY: the GIL is held inside; the reference is ours.
        gil::ensured(|| unsafe { ffi::Py_XDECREF(object) });
    } else {
        // SAFETY: the GIL is held; the reference is ours.
        unsafe { ffi::Py_XDECREF(object) }
    }
}

impl Drop for Object {
    #[inline(always)]
    fn drop(&mut self) {
        release(self.0);
    }
}

// ---- What the standard library binds ----

/// `None`
pub fn none() -> Object {
    Object::none()
}

/// `None`
pub fn from_none((): ()) -> Object {
    Object::none()
}

/// The same object.
pub fn same(object: &Object) -> Result<Object, rt::error::Error> {
    Ok(object.clone())
}

/// The null object.
pub fn null() -> Object {
    Object::null()
}

/// Identity.
pub fn is(a: &Object, b: &Object) -> bool {
    a.0 == b.0
}

pub fn is_none(object: &Object) -> bool {
    // SAFETY: there is always a `None`.
    object.0 == unsafe { ffi::Py_None() }
}

/// `type(object)`
pub fn type_of(object: &Object) -> Object {
    Object::from_borrowed(object.type_ptr().cast())
}

/// The object behind a raw pointer; its reference is taken over.
pub fn from_owned(pointer: *mut PyObject) -> Object {
    Object(pointer)
}

/// The object behind a raw pointer, with a reference of its own.
pub fn from_borrowed(pointer: *mut PyObject) -> Object {
    Object::from_borrowed(pointer)
}

/// The raw pointer; the reference stays where it is.
pub fn as_pointer(object: &Object) -> *mut PyObject {
    object.0
}

/// The raw pointer with its reference.
pub fn into_pointer(object: Object) -> *mut PyObject {
    object.into_ptr()
}
