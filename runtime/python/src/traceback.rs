//! Frames of `.mojo` functions in Python's tracebacks.

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// The code objects of the places that were ever shown, by function and line; they live as long as the process. Not held while
/// Python runs, which may come back here.
static CODES: Mutex<Option<HashMap<Place, Code>>> = Mutex::new(None);

/// The addresses of the texts that name function and file, and the line.
type Place = (usize, usize, u32);

#[derive(Clone, Copy)]
struct Code(*mut ffi::PyCodeObject);

// SAFETY: only its address is read without the GIL.
unsafe impl Send for Code {}

/// The code object of a place, borrowed; null with an exception if there is no memory for it. A frame that never ran is at
/// the first line of its code, so that each line has a code object of its own and no field of a frame has to be set.
fn code(position: Position) -> *mut ffi::PyCodeObject {
    let place = (position.function.as_ptr() as usize, position.file.as_ptr() as usize, position.line);
    if let Some(code) =
        CODES.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|codes| codes.get(&place))
    {
        return code.0;
    }
    let (Ok(file), Ok(function)) = (CString::new(position.file), CString::new(position.function)) else {
        return std::ptr::null_mut();
    };
    let line = i32::try_from(position.line).unwrap_or(i32::MAX);
    // SAFETY: the GIL is held; both texts end with a zero.
    let fresh = Code(unsafe { ffi::PyCode_NewEmpty(file.as_ptr(), function.as_ptr(), line) });
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if !fresh.0.is_null() {
        codes.get_or_insert_default().insert(place, fresh);
    }
    fresh.0
}

/// Adds a frame around those that the traceback of the current exception has already.
pub(crate) fn add(position: Position) {
    let (mut class, mut value, mut traceback) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: the GIL is held. The exception is set aside while code and frame are made, and a failure to make them only
    // costs the frame.
    #[allow(deprecated, reason = "the same calls work in every version of CPython")]
    unsafe {
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        let code = code(position);
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
    }
}
