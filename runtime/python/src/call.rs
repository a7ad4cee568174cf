//! Calls of Python objects.

use rt::error::Error;
use rt::text::Span;

use crate::exception::{alive, owned};
use crate::ffi::{self, PyObject};
use crate::names;
use crate::object::Object;

/// Calls with so many arguments need no memory of their own.
const INLINE: usize = 8;

/// `callable(args…, name=value…)`
#[inline(never)]
pub extern "C" fn call(
    callable: &Object,
    args: &[Object],
    keywords: &[(&'static str, Object)],
) -> Result<Object, Error> {
    let callable = alive(callable)?;
    let names = keyword_names(keywords)?;
    vector(None, args, keywords, |arguments, count| {
        // SAFETY: the GIL is held; all arguments are alive; the place before them is free to use.
        owned(unsafe { ffi::PyObject_Vectorcall(callable, arguments, count, names.as_ptr()) })
    })
}

/// `object.name(args…, name=value…)`
#[inline(never)]
pub extern "C" fn call_method(
    object: &Object,
    name: Span,
    args: &[Object],
    keywords: &[(&'static str, Object)],
) -> Result<Object, Error> {
    let object = alive(object)?;
    let name = names::name(name)?;
    let names = keyword_names(keywords)?;
    vector(Some(object), args, keywords, |arguments, count| {
        // SAFETY: the GIL is held; all arguments are alive; the place before them is free to use.
        owned(unsafe { ffi::PyObject_VectorcallMethod(name.as_ptr(), arguments, count, names.as_ptr()) })
    })
}

/// The names as a tuple; null if there are none.
fn keyword_names(keywords: &[(&'static str, Object)]) -> Result<Object, Error> {
    if keywords.is_empty() {
        return Ok(Object::null());
    }
    // SAFETY: the GIL is held; the tuple has room for the names, whose references are handed over.
    unsafe {
        let tuple = owned(ffi::PyTuple_New(keywords.len() as isize))?;
        for (index, (name, _)) in keywords.iter().enumerate() {
            let name = names::name(Span::literal(name))?.into_ptr();
            crate::exception::done(ffi::PyTuple_SetItem(tuple.as_ptr(), index as isize, name))?;
        }
        Ok(tuple)
    }
}

/// Lays the arguments out as CPython's vector calls want them. The count has the flag that the place before is free.
fn vector<R>(
    receiver: Option<*mut PyObject>,
    args: &[Object],
    keywords: &[(&'static str, Object)],
    f: impl FnOnce(*const *mut PyObject, usize) -> Result<R, Error>,
) -> Result<R, Error> {
    let total = 1 + usize::from(receiver.is_some()) + args.len() + keywords.len();
    let mut inline = [std::ptr::null_mut(); INLINE];
    let mut heap = Vec::new();
    let places: &mut [*mut PyObject] = if total <= INLINE {
        &mut inline
    } else {
        heap.resize(total, std::ptr::null_mut());
        &mut heap
    };
    let values = args.iter().chain(keywords.iter().map(|(_, value)| value));
    for (place, value) in places[1 + usize::from(receiver.is_some())..].iter_mut().zip(values) {
        *place = alive(value)?;
    }
    if let Some(receiver) = receiver {
        places[1] = receiver;
    }
    let count = (usize::from(receiver.is_some()) + args.len()) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET;
    f(places[1..].as_ptr(), count)
}
