//! The border to Python: what a call ended in becomes an exception.

use rt::error::{Error, Parts, Site};
use rt::fault::{Caught, Kind, Place};
use rt::site;

use crate::exception::Exception;
use crate::ffi::{self, PyObject};
use crate::names;
use crate::object::Object;
use crate::traceback;

/// The exception class of errors that are only a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain {
    Exception,
    /// Initializers.
    ValueError,
    /// The building of a module, where `abort` is the usual end.
    ImportError,
}

impl Plain {
    fn class(self) -> *mut PyObject {
        // SAFETY: the classes exist as long as the interpreter.
        unsafe {
            match self {
                Plain::Exception => ffi::PyExc_Exception,
                Plain::ValueError => ffi::PyExc_ValueError,
                Plain::ImportError => ffi::PyExc_ImportError,
            }
        }
    }
}

/// Makes an error the current exception, with a frame for every place that it passed.
#[cold]
#[inline(never)]
pub(crate) fn raise(error: Error, plain: Plain) {
    let sites = set(error, plain);
    frames(&sites);
}

/// Makes an exception of what a call ended in.
#[cold]
#[inline(never)]
pub(crate) fn raise_caught(caught: Caught, plain: Plain) {
    match caught {
        Caught::Fault(fault) => {
            set_text(fault_class(fault.kind, plain), &fault.text);
            frame(Some(&Place { file: fault.location.file().to_owned(), line: fault.location.line() }));
        }
        Caught::Error(error, location) => {
            let sites = set(error, plain);
            frames(&sites);
            frame(Some(&Place { file: location.file().to_owned(), line: location.line() }));
        }
        Caught::Panic(text, place) => {
            // SAFETY: the class exists as long as the interpreter.
            let class = unsafe { ffi::PyExc_SystemError };
            let at = place.as_ref().map(|place| format!(" ({}:{})", place.file, place.line)).unwrap_or_default();
            set_text(class, &format!("internal error: {text}{at}"));
            frame(place.as_ref());
        }
    }
}

fn fault_class(kind: Kind, plain: Plain) -> *mut PyObject {
    // SAFETY: the classes exist as long as the interpreter.
    unsafe {
        match kind {
            Kind::Index => ffi::PyExc_IndexError,
            Kind::Key => ffi::PyExc_KeyError,
            Kind::ZeroDivision => ffi::PyExc_ZeroDivisionError,
            Kind::Runtime if plain == Plain::ImportError => ffi::PyExc_ImportError,
            Kind::Runtime => ffi::PyExc_RuntimeError,
            Kind::Memory => ffi::PyExc_MemoryError,
            Kind::Recursion => ffi::PyExc_RecursionError,
            Kind::Value => ffi::PyExc_ValueError,
            Kind::Type => ffi::PyExc_TypeError,
            Kind::Overflow => ffi::PyExc_OverflowError,
            Kind::Assertion => ffi::PyExc_AssertionError,
        }
    }
}

/// Makes an error the current exception; returns the places that it passed.
fn set(error: Error, plain: Plain) -> Vec<Site> {
    let (parts, sites) = error.into_parts();
    match parts {
        Parts::Text(text) => set_text(plain.class(), text.as_str()),
        Parts::Class(class, text) => {
            let class = class_named(&class);
            set_text(if class.is_null() { plain.class() } else { class.as_ptr() }, text.as_str());
        }
        Parts::Payload(payload) => match payload.into_any().downcast::<Exception>() {
            Ok(exception) => exception.restore(),
            Err(_) => set_text(plain.class(), "an error of another language"),
        },
    }
    sites
}

/// The built-in exception class of a name, or null.
fn class_named(name: &rt::text::String) -> Object {
    let Ok(name) = names::name(name.span()) else { return Object::null() };
    // SAFETY: the GIL is held; the builtins are a dictionary that the interpreter keeps.
    unsafe {
        let class = Object::from_borrowed(ffi::PyDict_GetItemWithError(ffi::PyEval_GetBuiltins(), name.as_ptr()));
        if !class.is_null() && ffi::PyExceptionClass_Check(class.as_ptr()) != 0 {
            return class;
        }
        ffi::PyErr_Clear();
        Object::null()
    }
}

/// Makes a new exception of a class the current one.
pub(crate) fn set_text(class: *mut PyObject, message: &str) {
    // SAFETY: the GIL is held; the class is alive. A text that cannot be made leaves its own exception.
    unsafe {
        if message.is_empty() {
            ffi::PyErr_SetNone(class);
            return;
        }
        let message = Object::from_owned(ffi::PyUnicode_DecodeUTF8(
            message.as_ptr().cast(),
            message.len() as isize,
            c"replace".as_ptr(),
        ));
        if !message.is_null() {
            ffi::PyErr_SetObject(class, message.as_ptr());
        }
    }
}

fn frames(sites: &[Site]) {
    let functions = traceback::functions();
    sites.iter().filter_map(|it| site::at(functions, it.function, it.line)).for_each(traceback::add);
}

fn frame(place: Option<&Place>) {
    let functions = traceback::functions();
    if let Some(position) = place.and_then(|place| site::of_location(functions, &place.file, place.line)) {
        traceback::add(position);
    }
}
