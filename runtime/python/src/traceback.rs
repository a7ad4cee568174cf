//! Frames of `.mojo` functions in Python's tracebacks.

use std::ffi::CString;
use std::sync::OnceLock;

use rt::site::{FunctionSite, Position};

use crate::ffi;

/// The functions of the module that this runtime is linked into.
static FUNCTIONS: OnceLock<&'static [FunctionSite]> = OnceLock::new();

pub(crate) fn register(functions: &'static [FunctionSite]) {
    // A module that is imported again brings the same table.
    let _ = FUNCTIONS.set(functions);
}

pub(crate) fn functions() -> &'static [FunctionSite] {
    FUNCTIONS.get().copied().unwrap_or(&[])
}

/// Adds a frame around those that the traceback of the current exception has already.
pub(crate) fn add(position: Position) {
    let Ok(file) = CString::new(position.file) else { return };
    let Ok(function) = CString::new(position.function) else { return };
    let line = i32::try_from(position.line).unwrap_or(i32::MAX);
    let (mut class, mut value, mut traceback) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: the GIL is held. The exception is set aside while code and frame are made, and a failure to make them only
    // costs the frame. The line is the first line of an empty code object, so that no field of a frame has to be set.
    #[allow(deprecated, reason = "the same calls work in every version of CPython")]
    unsafe {
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        let code = ffi::PyCode_NewEmpty(file.as_ptr(), function.as_ptr(), line);
        let globals = ffi::PyDict_New();
        let frame = if code.is_null() || globals.is_null() {
            std::ptr::null_mut()
        } else {
            ffi::PyFrame_New(ffi::PyThreadState_Get(), code, globals, std::ptr::null_mut())
        };
        if frame.is_null() {
            ffi::PyErr_Clear();
        }
        ffi::PyErr_Restore(class, value, traceback);
        if !frame.is_null() {
            ffi::PyTraceBack_Here(frame);
        }
        ffi::Py_XDECREF(frame.cast());
        ffi::Py_XDECREF(globals);
        ffi::Py_XDECREF(code.cast());
    }
}
