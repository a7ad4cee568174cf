//! Python exceptions inside of errors: taken when a call into Python fails, put back when the error leaves.

use std::any::Any;

use rt::error::{Error, Payload};
use rt::text;

use crate::ffi::{self, PyObject};
use crate::object::Object;

/// An exception with its traceback.
pub struct Exception {
    value: Object,
}

impl Exception {
    /// The exception object.
    pub fn value(&self) -> &Object {
        &self.value
    }

    /// Makes it the current exception.
    pub(crate) fn restore(self) {
        let value = self.value.into_ptr();
        // SAFETY: the GIL is held; the three references are handed over. A traceback may be null.
        #[allow(deprecated, reason = "the same call works in every version of CPython")]
        unsafe {
            let class = ffi::Py_TYPE(value).cast::<PyObject>();
            ffi::Py_INCREF(class);
            let traceback = ffi::PyException_GetTraceback(value);
            ffi::PyErr_Restore(class, value, traceback);
        }
    }
}

impl Payload for Exception {
    fn text(&self) -> text::String {
        describe(&self.value)
    }

    fn duplicate(&self) -> Box<dyn Payload> {
        Box::new(Exception { value: self.value.clone() })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// `str(value)`, or what stands for it if that fails; leaves no exception behind.
fn describe(value: &Object) -> text::String {
    // SAFETY: the GIL is held and the object is alive.
    let shown = Object::from_owned(unsafe { ffi::PyObject_Str(value.as_ptr()) });
    if let Some(shown) = crate::convert::utf8(&shown) {
        return text::String::from_bytes(shown);
    }
    // SAFETY: the GIL is held; the text is ASCII, so that it has an UTF-8 form.
    let shown = unsafe {
        ffi::PyErr_Clear();
        if shown.is_null() { Object::null() } else { Object::from_owned(ffi::PyObject_ASCII(shown.as_ptr())) }
    };
    match crate::convert::utf8(&shown) {
        Some(shown) => text::String::from_bytes(shown),
        None => {
            // SAFETY: the GIL is held.
            unsafe { ffi::PyErr_Clear() };
            text::String::from_std("<exception str() failed>")
        }
    }
}

/// The current exception as an error; it is no longer current then.
#[cold]
#[inline(never)]
pub extern "C" fn take() -> Error {
    let mut class = std::ptr::null_mut();
    let mut value = std::ptr::null_mut();
    let mut traceback = std::ptr::null_mut();
    // SAFETY: the GIL is held; the three references become ours.
    #[allow(deprecated, reason = "the same calls work in every version of CPython")]
    unsafe {
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        if class.is_null() {
            return Error::of_class(
                text::Span::literal("SystemError"),
                text::String::from_std("a call failed without an exception"),
            );
        }
        ffi::PyErr_NormalizeException(&mut class, &mut value, &mut traceback);
        if !traceback.is_null() {
            ffi::PyException_SetTraceback(value, traceback);
        }
        ffi::Py_XDECREF(traceback);
        ffi::Py_DECREF(class);
    }
    Error::of_payload(Box::new(Exception { value: Object::from_owned(value) }))
}

/// A new reference, or the current exception if it is null.
#[inline(always)]
pub(crate) fn owned(pointer: *mut PyObject) -> Result<Object, Error> {
    if pointer.is_null() {
        return Err(take());
    }
    Ok(Object::from_owned(pointer))
}

/// Nothing, or the current exception if the status is negative.
#[inline(always)]
pub(crate) fn done(status: std::ffi::c_int) -> Result<(), Error> {
    if status < 0 {
        return Err(take());
    }
    Ok(())
}

/// The truth of a status, or the current exception if it is negative.
#[inline(always)]
pub(crate) fn truth(status: std::ffi::c_int) -> Result<bool, Error> {
    if status < 0 {
        return Err(take());
    }
    Ok(status != 0)
}

/// The object, or an error that says that it is null.
#[inline(always)]
pub(crate) fn alive(object: &Object) -> Result<*mut PyObject, Error> {
    if object.is_null() {
        return Err(null());
    }
    Ok(object.as_ptr())
}

#[cold]
#[inline(never)]
extern "C" fn null() -> Error {
    Error::of_class(text::Span::literal("SystemError"), text::String::from_std("the object is null"))
}

/// An error that becomes an exception of a class of Python's.
#[cold]
#[inline(never)]
pub(crate) extern "C" fn error(class: &'static str, message: &str) -> Error {
    Error::of_class(text::Span::literal(class), text::String::from_std(message))
}

/// The exception inside an error, or null.
pub fn value_of(error: &Error) -> Object {
    match error.payload().and_then(|payload| payload.as_any().downcast_ref::<Exception>()) {
        Some(exception) => exception.value.clone(),
        None => Object::null(),
    }
}

/// An error that carries an exception object.
pub fn from_object(value: Object) -> Result<Error, Error> {
    let pointer = alive(&value)?;
    // SAFETY: the GIL is held and the object is alive.
    let is_exception = unsafe { ffi::PyExceptionInstance_Check(pointer) } != 0;
    if !is_exception {
        return Err(error("TypeError", "exceptions must derive from BaseException"));
    }
    Ok(Error::of_payload(Box::new(Exception { value })))
}
