//! Python classes of the language's types: objects that hold a value.

mod slots;
mod spec;

use std::alloc::Layout;
use std::any::TypeId;
use std::ffi::CStr;
use std::mem::{MaybeUninit, offset_of};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

use rt::error::Error;

use crate::convert;
use crate::entry::EntryDef;
use crate::exception::{error, owned};
use crate::ffi::{self, PyObject, PyTypeObject};
use crate::object::Object;

pub(crate) use spec::{Binding, c_string_of};

/// CPython aligns objects no further.
const OBJECT_ALIGN: usize = 16;

/// An object with a value, if the value needs no greater alignment than objects have.
#[repr(C)]
struct Cell<T> {
    head: PyObject,
    /// The record of the type, once there is a value; null until then.
    record: *const Registered,
    value: MaybeUninit<T>,
}

/// What is known of a class at compile time, and the Python type once it is registered.
pub struct Class {
    /// The display of the type with its module: `mod.Person`.
    name: &'static CStr,
    size: usize,
    align: usize,
    /// Where the value lies, before it is aligned further.
    offset: usize,
    id: fn() -> TypeId,
    drop: unsafe fn(*mut u8),
    /// The type of new objects.
    registered: AtomicPtr<Registered>,
}

/// A class as a value of the language.
pub type ClassRef = &'static Class;

/// Ends a value.
///
/// # Safety
/// There is a value of the type at the address, and nobody uses it afterwards.
unsafe fn drop_value<T>(value: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { value.cast::<T>().drop_in_place() }
}

impl Class {
    /// The class of `T`. `name` is the display of the type with its module.
    pub const fn new<T: 'static>(name: &'static CStr) -> Class {
        Class {
            name,
            size: size_of::<T>(),
            align: align_of::<T>(),
            offset: offset_of!(Cell<T>, value),
            id: TypeId::of::<T>,
            drop: drop_value::<T>,
            registered: AtomicPtr::new(null_mut()),
        }
    }

    pub(crate) fn name(&self) -> &str {
        self.name.to_str().unwrap_or("")
    }

    /// The type of new objects, if there is one.
    #[inline(always)]
    fn registered(&self) -> Option<&'static Registered> {
        // SAFETY: null or a record; those are never changed after they are shared, and never freed.
        unsafe { self.registered.load(Ordering::Acquire).as_ref() }
    }

    /// How many bytes an object takes. Values that need a greater alignment than objects get room to be moved up.
    fn object_size(&self) -> usize {
        self.offset + self.size + self.align.saturating_sub(OBJECT_ALIGN)
    }
}

/// Where the value of an object lies.
///
/// # Safety
/// The object is one of a class with that offset and alignment.
#[inline(always)]
unsafe fn value_at(object: *mut PyObject, offset: usize, align: usize) -> *mut u8 {
    // SAFETY: the place is within the object.
    unsafe {
        let place = object.cast::<u8>().add(offset);
        if align > OBJECT_ALIGN { place.add(place.align_offset(align)) } else { place }
    }
}

/// The same where the type is known: most types need nothing aligned, and no code for it.
///
/// # Safety
/// The object is one of the class of `T`.
#[inline(always)]
unsafe fn place_of<T>(object: *mut PyObject) -> *mut T {
    // SAFETY: the place is within the object.
    unsafe {
        let place = object.cast::<u8>().add(offset_of!(Cell<T>, value));
        if const { align_of::<T>() > OBJECT_ALIGN } {
            place.add(place.align_offset(align_of::<T>())).cast()
        } else {
            place.cast()
        }
    }
}

/// Where an object keeps the record of its type while it has a value.
///
/// # Safety
/// The object is one of a class.
#[inline(always)]
unsafe fn record_of(object: *mut PyObject) -> *mut *const Registered {
    // SAFETY: the record stands at the same place whatever the value is.
    unsafe { &raw mut (*object.cast::<Cell<()>>()).record }
}

const _: () = {
    // The record is found without knowing the type of the value.
    assert!(offset_of!(Cell<()>, record) == offset_of!(Cell<u128>, record));
    assert!(Layout::new::<PyObject>().align() <= OBJECT_ALIGN);
};

// ---- The registered types ----

/// A Python type of a class. Lives forever, as the type does.
pub(crate) struct Registered {
    python_type: *mut PyTypeObject,
    id: TypeId,
    class: &'static Class,
    repr: &'static EntryDef,
    str: &'static EntryDef,
    next: *const Registered,
}

static REGISTERED: AtomicPtr<Registered> = AtomicPtr::new(null_mut());

/// What all types of classes have in common, and no other type: such a type has no subtypes. A static, so that there is one
/// address to compare with, wherever the comparison is compiled.
static DEALLOC: unsafe extern "C" fn(*mut PyObject) = slots::dealloc;

/// Whether objects of a type hold values: then their memory is laid out as `Cell` says.
///
/// # Safety
/// The type is alive.
#[inline(always)]
unsafe fn is_class(python_type: *mut PyTypeObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (*python_type).tp_dealloc }.is_some_and(|dealloc| dealloc as usize == DEALLOC as usize)
}

/// The registered type, if this is one.
#[inline(always)]
fn find(python_type: *mut PyTypeObject) -> Option<&'static Registered> {
    let mut next = REGISTERED.load(Ordering::Acquire).cast_const();
    // SAFETY: records are never changed after they are linked, and never freed.
    while let Some(record) = unsafe { next.as_ref() } {
        if record.python_type == python_type {
            return Some(record);
        }
        next = record.next;
    }
    None
}

// ---- Values of objects ----

/// The value of an object of the class of `T`, if it is one and has a value.
///
/// # Safety
/// The object is alive, or the pointer null.
#[inline(always)]
pub(crate) unsafe fn value_of<T: 'static>(object: *mut PyObject) -> Option<*mut T> {
    if object.is_null() {
        return None;
    }
    // SAFETY: the object is alive; once its type is found, it is known what the object looks like.
    unsafe {
        if !is_class(ffi::Py_TYPE(object)) {
            return None;
        }
        let record = (*record_of(object)).as_ref()?;
        if record.id != TypeId::of::<T>() {
            return None;
        }
        Some(place_of::<T>(object))
    }
}

/// The error of `value_of`, whose type has this id and this name in Rust.
#[cold]
#[inline(never)]
pub(crate) fn not_a_value(id: TypeId, rust_name: &str, object: &Object) -> Error {
    let mut next = REGISTERED.load(Ordering::Acquire).cast_const();
    // SAFETY: records are never changed after they are linked, and never freed.
    while let Some(record) = unsafe { next.as_ref() } {
        if record.id == id {
            return unexpected(record.class, object);
        }
        next = record.next;
    }
    unexpected_name(rust_name, object)
}

fn unexpected(class: &Class, object: &Object) -> Error {
    unexpected_name(class.name(), object)
}

fn unexpected_name(name: &str, object: &Object) -> Error {
    let argument = format!("expected Mojo '{name}' type value, got '{}'", convert::type_name(object));
    let text = format!("TypeError: {argument}");
    let [text, argument] = [text, argument].map(|it| rt::text::String::from_std(&it));
    Error::of_class_with(rt::text::Span::literal("TypeError"), text, argument)
}

/// Gives an object a value; a value that it has already is ended afterwards.
///
/// # Safety
/// The object is alive and of the type of the record, which holds values of `T`.
#[inline(always)]
pub(crate) unsafe fn store<T>(object: *mut PyObject, record: &'static Registered, value: T) {
    // SAFETY: the caller's promise.
    unsafe {
        let place = place_of::<T>(object);
        if std::ptr::replace(record_of(object), record).is_null() {
            place.write(value);
        } else {
            // The old value ends last, because a destructor may look at the object again.
            drop(place.replace(value));
        }
    }
}

/// The record of the type of an object, which holds values of the type with that id; `None` with an exception if it does not.
///
/// # Safety
/// The object is alive.
pub(crate) unsafe fn record_for(object: *mut PyObject, id: TypeId) -> Option<&'static Registered> {
    // SAFETY: the object is alive; once its type is found, it is known what the object looks like.
    let record = find(unsafe { ffi::Py_TYPE(object) }).filter(|record| record.id == id);
    if record.is_none() {
        let text = "the initializer makes a value of another type than that of the object";
        // SAFETY: the class exists as long as the interpreter.
        crate::border::set_text(unsafe { ffi::PyExc_TypeError }, text);
    }
    record
}

/// Ends the value of an object without destroying it, if a place lies in it; says whether it does.
///
/// # Safety
/// The object is alive, or the pointer null.
#[cold]
pub(crate) unsafe fn end_around(object: *mut PyObject, place: usize) -> bool {
    // SAFETY: the object is alive; once its type is found, it is known what the object looks like.
    unsafe {
        if object.is_null() || !is_class(ffi::Py_TYPE(object)) {
            return false;
        }
        let Some(record) = find(ffi::Py_TYPE(object)) else { return false };
        let within = (object.addr()..object.addr() + record.class.object_size()).contains(&place);
        if within {
            *record_of(object) = std::ptr::null();
        }
        within
    }
}

#[cold]
fn unregistered(class: &Class) -> Error {
    let text = format!("No Python type object registered for Mojo type with name: {}", class.name());
    Error::new(rt::text::String::from_std(&text))
}

/// `PythonObject(alloc=value)`: a new object that holds a value.
pub fn alloc<T: 'static>(class: &'static Class, value: T) -> Result<Object, Error> {
    let Some(record) = class.registered() else { return Err(unregistered(class)) };
    // SAFETY: the GIL is held; the type lives forever. The new object is all zeros, without a value.
    let object = owned(unsafe { ffi::PyType_GenericAlloc(record.python_type, 0) })?;
    if record.id != TypeId::of::<T>() {
        return Err(error("TypeError", "the value is of another type than the objects of the class hold"));
    }
    // SAFETY: the object is alive and of the type.
    unsafe { store(object.as_ptr(), record, value) };
    Ok(object)
}

/// `object.downcast_value_ptr[T]()`: the value of an object, which must be of the class.
pub fn downcast<T: 'static>(class: &'static Class, object: &Object) -> Result<*mut T, Error> {
    // SAFETY: the object is alive or null.
    if let Some(value) = unsafe { value_of::<T>(object.as_ptr()) } {
        return Ok(value);
    }
    if class.registered().is_none() {
        return Err(unregistered(class));
    }
    Err(unexpected(class, object))
}

/// `object.unchecked_downcast_value_ptr[T]()`: the value of an object that is known to be of the class.
pub fn unchecked<T: 'static>(object: &Object) -> *mut T {
    // SAFETY: the program promises that the object is of the class of `T`.
    unsafe { value_at(object.as_ptr(), offset_of!(Cell<T>, value), align_of::<T>()).cast() }
}

/// The Python type of a class.
pub fn type_object(class: &'static Class) -> Result<Object, Error> {
    let record = class.registered().ok_or_else(|| unregistered(class))?;
    Ok(Object::from_borrowed(record.python_type.cast()))
}
