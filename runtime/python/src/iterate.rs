//! `for` over Python objects.

use rt::error::Error;

use crate::exception::{alive, owned, take};
use crate::ffi;
use crate::object::Object;

/// An iterator and the element that it has handed out but nobody has taken.
#[derive(Clone)]
pub struct Iterator {
    iterator: Object,
    next: Object,
}

/// `iter(object)`
#[inline(never)]
pub extern "C" fn iterate(object: &Object) -> Result<Iterator, Error> {
    // SAFETY: the GIL is held and the object is alive.
    let iterator = owned(unsafe { ffi::PyObject_GetIter(alive(object)?) })?;
    Ok(Iterator { iterator, next: Object::null() })
}

/// Whether there is another element.
#[inline(never)]
pub extern "C" fn has_next(iterator: &mut Iterator) -> Result<bool, Error> {
    if iterator.next.is_null() {
        // SAFETY: the GIL is held and the iterator is alive.
        iterator.next = Object::from_owned(unsafe { ffi::PyIter_Next(iterator.iterator.as_ptr()) });
    }
    // SAFETY: the GIL is held.
    if iterator.next.is_null() && !unsafe { ffi::PyErr_Occurred() }.is_null() {
        return Err(take());
    }
    Ok(!iterator.next.is_null())
}

/// The element that `has_next` has found; null if there is none.
#[inline(never)]
pub extern "C" fn next(iterator: &mut Iterator) -> Object {
    std::mem::replace(&mut iterator.next, Object::null())
}
