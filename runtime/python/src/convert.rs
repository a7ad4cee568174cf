//! Between Python objects and values of the language.

use rt::error::Error;
use rt::fault;
use rt::num::{BF16, F16};
use rt::text::{self, Span};

use crate::exception::{alive, error, owned, take, truth};
use crate::ffi;
use crate::object::Object;

/// Numbers and truth values that have an object of Python's.
pub trait Number: Copy {
    /// A new object, or null with an exception if memory is out.
    fn object(self) -> *mut ffi::PyObject;
}

macro_rules! numbers {
    ($($type:ty => $function:ident as $wide:ty),* $(,)?) => {
        $(impl Number for $type {
            #[inline(always)]
            fn object(self) -> *mut ffi::PyObject {
                // SAFETY: the GIL is held.
                unsafe { ffi::$function(self as $wide) }
            }
        })*
    };
}

numbers! {
    i8 => PyLong_FromLong as std::ffi::c_long,
    i16 => PyLong_FromLong as std::ffi::c_long,
    i32 => PyLong_FromLong as std::ffi::c_long,
    i64 => PyLong_FromLongLong as i64,
    u8 => PyLong_FromLong as std::ffi::c_long,
    u16 => PyLong_FromLong as std::ffi::c_long,
    u32 => PyLong_FromLongLong as i64,
    u64 => PyLong_FromUnsignedLongLong as u64,
    f32 => PyFloat_FromDouble as f64,
    f64 => PyFloat_FromDouble as f64,
    bool => PyBool_FromLong as std::ffi::c_long,
}

impl Number for i128 {
    fn object(self) -> *mut ffi::PyObject {
        wide((self >> 64) as i64, self as u64)
    }
}

impl Number for u128 {
    fn object(self) -> *mut ffi::PyObject {
        wide((self >> 64) as u64, self as u64)
    }
}

impl Number for F16 {
    fn object(self) -> *mut ffi::PyObject {
        self.to_f32().object()
    }
}

impl Number for BF16 {
    fn object(self) -> *mut ffi::PyObject {
        self.to_f32().object()
    }
}

/// `high << 64 | low`
fn wide(high: impl Number, low: u64) -> *mut ffi::PyObject {
    let [high, low, shift] = [high.object(), low.object(), 64i64.object()].map(Object::from_owned);
    if high.is_null() || low.is_null() || shift.is_null() {
        return std::ptr::null_mut();
    }
    // SAFETY: the GIL is held; the operands are integers.
    unsafe {
        let high = Object::from_owned(ffi::PyNumber_Lshift(high.as_ptr(), shift.as_ptr()));
        if high.is_null() { std::ptr::null_mut() } else { ffi::PyNumber_Or(high.as_ptr(), low.as_ptr()) }
    }
}

/// A number or truth value as an object.
#[inline]
#[track_caller]
pub fn from_number<T: Number>(value: T) -> Object {
    made(value.object())
}

/// A new object; without memory for it, a fault.
#[inline]
#[track_caller]
fn made(pointer: *mut ffi::PyObject) -> Object {
    if pointer.is_null() {
        not_made();
    }
    Object::from_owned(pointer)
}

#[cold]
#[inline(never)]
#[track_caller]
fn not_made() -> ! {
    fault::raise_error(take())
}

/// A text as a `str`.
#[inline(never)]
pub extern "C" fn from_text(text: Span) -> Result<Object, Error> {
    let bytes = text.as_bytes();
    // SAFETY: the GIL is held; the bytes are alive during the call.
    owned(unsafe { ffi::PyUnicode_DecodeUTF8(bytes.as_ptr().cast(), bytes.len() as isize, std::ptr::null()) })
}

/// `slice(start, end, step)`; null parts are `None`.
#[inline(never)]
pub extern "C" fn slice(start: &Object, end: &Object, step: &Object) -> Result<Object, Error> {
    // SAFETY: the GIL is held; each part is alive or null.
    owned(unsafe { ffi::PySlice_New(start.as_ptr(), end.as_ptr(), step.as_ptr()) })
}

// ---- To values ----

/// The UTF-8 form of a `str`; it lives as long as the object. `None` with an exception if there is none, and for null.
pub(crate) fn utf8(object: &Object) -> Option<&[u8]> {
    if object.is_null() {
        return None;
    }
    let mut length = 0;
    // SAFETY: the GIL is held and the object is alive; the bytes belong to the object.
    unsafe {
        let bytes = ffi::PyUnicode_AsUTF8AndSize(object.as_ptr(), &mut length);
        if bytes.is_null() { None } else { Some(std::slice::from_raw_parts(bytes.cast(), length as usize)) }
    }
}

/// A view of the text of a `str` object, which must outlive it. A fault for any other object.
#[track_caller]
pub fn view(object: &Object) -> text::Span {
    match utf8(object) {
        Some(bytes) => text::Span::of_bytes(bytes),
        None => rt::fault::raise_error(take()),
    }
}

/// The text of a `str` object.
pub(crate) fn text(object: &Object) -> Result<text::String, Error> {
    utf8(object).map(text::String::from_bytes).ok_or_else(|| take())
}

/// `str(object)`
pub fn to_text(object: &Object) -> Result<text::String, Error> {
    let pointer = alive(object)?;
    // SAFETY: the GIL is held and the object is alive.
    unsafe {
        if ffi::PyUnicode_CheckExact(pointer) != 0 {
            return text(object);
        }
        text(&owned(ffi::PyObject_Str(pointer))?)
    }
}

/// `repr(object)`
pub fn to_repr(object: &Object) -> Result<text::String, Error> {
    // SAFETY: the GIL is held and the object is alive.
    text(&owned(unsafe { ffi::PyObject_Repr(alive(object)?) })?)
}

/// The text that `print` shows; a `__str__` that raises ends the call with its exception.
#[track_caller]
pub fn show(object: &Object) -> text::String {
    if object.is_null() {
        return text::String::from_std("<NULL>");
    }
    to_text(object).unwrap_or_else(|error| fault::raise_error(error))
}

/// The text that `repr` shows; a `__repr__` that raises ends the call with its exception.
#[track_caller]
pub fn show_repr(object: &Object) -> text::String {
    if object.is_null() {
        return text::String::from_std("<NULL>");
    }
    to_repr(object).unwrap_or_else(|error| fault::raise_error(error))
}

/// What `int(object)` is.
fn integer(object: &Object) -> Result<Object, Error> {
    // SAFETY: the GIL is held and the object is alive.
    owned(unsafe { ffi::PyNumber_Long(alive(object)?) })
}

/// `int(object)`, if it fits.
#[inline(never)]
pub extern "C" fn to_int(object: &Object) -> Result<i64, Error> {
    let pointer = alive(object)?;
    // SAFETY: the GIL is held and the object is alive.
    unsafe {
        if ffi::PyLong_Check(pointer) != 0 {
            let value = ffi::PyLong_AsSsize_t(pointer);
            return if value == -1 && !ffi::PyErr_Occurred().is_null() { Err(take()) } else { Ok(value as i64) };
        }
    }
    to_int(&integer(object)?)
}

/// `int(object)`, if it fits and is not negative.
#[inline(never)]
pub extern "C" fn to_uint(object: &Object) -> Result<u64, Error> {
    let pointer = alive(object)?;
    // SAFETY: the GIL is held and the object is alive.
    unsafe {
        if ffi::PyLong_Check(pointer) != 0 {
            let value = ffi::PyLong_AsSize_t(pointer);
            return if value == usize::MAX && !ffi::PyErr_Occurred().is_null() {
                Err(take())
            } else {
                Ok(value as u64)
            };
        }
    }
    to_uint(&integer(object)?)
}

/// What has a floating-point value.
#[inline(never)]
pub extern "C" fn to_float(object: &Object) -> Result<f64, Error> {
    let pointer = alive(object)?;
    // SAFETY: the GIL is held and the object is alive.
    unsafe {
        let value = ffi::PyFloat_AsDouble(pointer);
        if value == -1.0 && !ffi::PyErr_Occurred().is_null() {
            return Err(take());
        }
        Ok(value)
    }
}

/// `bool(object)`
#[inline(never)]
pub extern "C" fn to_bool(object: &Object) -> Result<bool, Error> {
    // SAFETY: the GIL is held and the object is alive.
    truth(unsafe { ffi::PyObject_IsTrue(alive(object)?) })
}

/// `bool(object)` where nothing can be raised: a `__bool__` that raises ends the call with its exception.
#[inline]
#[track_caller]
pub fn is_true(object: &Object) -> bool {
    if object.is_null() {
        return false;
    }
    to_bool(object).unwrap_or_else(|error| fault::raise_error(error))
}

/// `len(object)`
#[inline(never)]
pub extern "C" fn length(object: &Object) -> Result<i64, Error> {
    // SAFETY: the GIL is held and the object is alive.
    let length = unsafe { ffi::PyObject_Size(alive(object)?) };
    if length < 0 { Err(take()) } else { Ok(length as i64) }
}

/// `hash(object)`
#[inline(never)]
pub extern "C" fn hash(object: &Object) -> Result<i64, Error> {
    // SAFETY: the GIL is held and the object is alive.
    let hash = unsafe { ffi::PyObject_Hash(alive(object)?) };
    if hash == -1 { Err(take()) } else { Ok(hash as i64) }
}

/// `hash(object)` where nothing can be raised.
#[track_caller]
pub fn hash_or_fault(object: &Object) -> i64 {
    hash(object).unwrap_or_else(|error| fault::raise_error(error))
}

/// An integer that is an address, as in `array.ctypes.data`.
pub fn to_address<T>(object: &Object) -> Result<*mut T, Error> {
    let number = integer(object)?;
    // SAFETY: the GIL is held and the object is alive.
    unsafe {
        let address = ffi::PyLong_AsVoidPtr(number.as_ptr());
        if address.is_null() && !ffi::PyErr_Occurred().is_null() { Err(take()) } else { Ok(address.cast()) }
    }
}

/// An error of the class `TypeError` about an object: `expected …, got 'int'`.
pub(crate) fn unexpected(wanted: &str, object: &Object) -> Error {
    error("TypeError", &format!("expected {wanted}, got '{}'", type_name(object)))
}

/// The name of an object's type, as messages show it.
pub fn type_name(object: &Object) -> String {
    let class = object.type_ptr();
    if class.is_null() {
        return "NULL".to_owned();
    }
    // SAFETY: a type is alive as long as an object of it, and its name as long as the type.
    unsafe { std::ffi::CStr::from_ptr((*class).tp_name) }.to_string_lossy().into_owned()
}
