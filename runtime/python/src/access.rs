//! Attributes and items.

use rt::error::Error;
use rt::text::Span;

use crate::exception::{alive, done, error, owned, truth};
use crate::ffi;
use crate::names;
use crate::object::Object;

/// `object.name`
#[inline(never)]
pub extern "C" fn attribute(object: &Object, name: Span) -> Result<Object, Error> {
    let object = alive(object)?;
    let name = names::name(name)?;
    // SAFETY: the GIL is held; both are alive.
    owned(unsafe { ffi::PyObject_GetAttr(object, name.as_ptr()) })
}

/// `object.name = value`
#[inline(never)]
pub extern "C" fn set_attribute(object: &Object, name: Span, value: &Object) -> Result<(), Error> {
    let (object, value) = (alive(object)?, alive(value)?);
    let name = names::name(name)?;
    // SAFETY: the GIL is held; all are alive.
    done(unsafe { ffi::PyObject_SetAttr(object, name.as_ptr(), value) })
}

/// `del object.name`
#[inline(never)]
pub extern "C" fn delete_attribute(object: &Object, name: Span) -> Result<(), Error> {
    let object = alive(object)?;
    let name = names::name(name)?;
    // SAFETY: the GIL is held; both are alive; a null value deletes.
    done(unsafe { ffi::PyObject_SetAttr(object, name.as_ptr(), std::ptr::null_mut()) })
}

/// What stands between brackets as one key: several indices are a tuple.
fn with_key<R>(indices: &[Object], f: impl FnOnce(*mut ffi::PyObject) -> Result<R, Error>) -> Result<R, Error> {
    match indices {
        [index] => f(alive(index)?),
        _ => {
            let key = crate::build::tuple_of(indices)?;
            f(key.as_ptr())
        }
    }
}

/// `object[i, …]`
#[inline(never)]
pub extern "C" fn item(object: &Object, indices: &[Object]) -> Result<Object, Error> {
    let object = alive(object)?;
    // SAFETY: the GIL is held; both are alive.
    with_key(indices, |key| owned(unsafe { ffi::PyObject_GetItem(object, key) }))
}

/// `object[i, …] = value`: the value comes last.
#[inline(never)]
pub extern "C" fn set_item(object: &Object, indices_and_value: &[Object]) -> Result<(), Error> {
    let Some((value, indices)) = indices_and_value.split_last() else {
        return Err(error("TypeError", "a subscript is set without a value"));
    };
    let (object, value) = (alive(object)?, alive(value)?);
    // SAFETY: the GIL is held; all are alive.
    with_key(indices, |key| done(unsafe { ffi::PyObject_SetItem(object, key, value) }))
}

/// `del object[i, …]`
#[inline(never)]
pub extern "C" fn delete_item(object: &Object, indices: &[Object]) -> Result<(), Error> {
    let object = alive(object)?;
    // SAFETY: the GIL is held; both are alive.
    with_key(indices, |key| done(unsafe { ffi::PyObject_DelItem(object, key) }))
}

/// `value in object`
#[inline(never)]
pub extern "C" fn contains(object: &Object, value: &Object) -> Result<bool, Error> {
    let (object, value) = (alive(object)?, alive(value)?);
    // SAFETY: the GIL is held; both are alive.
    truth(unsafe { ffi::PySequence_Contains(object, value) })
}
