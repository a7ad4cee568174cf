//! The making of a Python type.

use std::ffi::{CString, c_int, c_void};
use std::sync::atomic::Ordering;

use rt::error::Error;

use super::{Class, REGISTERED, Registered, slots};
use crate::entry::{Call, EntryDef};
use crate::exception::{done, error, owned};
use crate::ffi::{self, PyMethodDef, PyType_Slot, PyType_Spec, PyTypeObject};
use crate::object::Object;

/// What a builder has bound to a class.
pub(crate) struct Binding<'a> {
    pub class: &'static Class,
    /// The name of the Python type, without a module.
    pub name: &'a str,
    /// Ends with an empty definition, and lives forever.
    pub methods: *mut PyMethodDef,
    pub init: Option<&'static EntryDef>,
    pub repr: &'static EntryDef,
    pub str: &'static EntryDef,
    /// Further slots, which come before those that every class has.
    pub slots: &'a [PyType_Slot],
    /// The import of the module that the type is made in.
    pub import: u64,
}

impl Binding<'_> {
    /// Makes the type and registers it: new values are wrapped in its objects from now on.
    pub(crate) fn register(&self, imports: &mut Vec<(*const Class, u64)>) -> Result<Object, Error> {
        let key = (std::ptr::from_ref(self.class), self.import);
        if imports.contains(&key) {
            let name = self.class.name();
            let text = format!("Error building multiple Python type objects bound to Mojo type with id: {name}");
            return Err(Error::new(rt::text::String::from_std(&text)));
        }
        let python_type = self.make()?;
        imports.push(key);
        let record = Box::new(Registered {
            python_type: python_type.as_ptr().cast(),
            id: (self.class.id)(),
            class: self.class,
            repr: self.repr,
            str: self.str,
            next: REGISTERED.load(Ordering::Acquire),
        });
        // The GIL is held: no other thread links a record meanwhile. The record keeps the type alive.
        std::mem::forget(python_type.clone());
        let record = Box::into_raw(record);
        REGISTERED.store(record, Ordering::Release);
        self.class.registered.store(record, Ordering::Release);
        Ok(python_type)
    }

    fn make(&self) -> Result<Object, Error> {
        // With a dot CPython does not warn about the missing module; what that leaves behind is removed below.
        let full = c_string(&format!("mojo.{}", self.name))?;
        let short = c_string(self.name)?;
        let init: *mut c_void = match self.init.map(|entry| entry.call) {
            None => slots::no_init as *mut c_void,
            Some(Call::Init(function)) => function as *mut c_void,
            Some(_) => return Err(error("SystemError", "the initializer of a class is no initializer")),
        };
        let slot = |slot: c_int, pfunc: *mut c_void| PyType_Slot { slot, pfunc };
        let own = [
            slot(ffi::Py_tp_new, ffi::PyType_GenericNew as *mut c_void),
            slot(ffi::Py_tp_init, init),
            slot(ffi::Py_tp_dealloc, slots::dealloc as *mut c_void),
            slot(ffi::Py_tp_repr, slots::repr as *mut c_void),
            slot(ffi::Py_tp_str, slots::str as *mut c_void),
            slot(ffi::Py_tp_methods, self.methods.cast()),
        ];
        let mut slots = self.slots.to_vec();
        slots.extend(own.into_iter().filter(|own| !self.slots.iter().any(|other| other.slot == own.slot)));
        slots.push(slot(0, std::ptr::null_mut()));
        let size =
            c_int::try_from(self.class.object_size()).map_err(|_| error("MemoryError", "the type is too large"))?;
        let mut spec = PyType_Spec {
            name: full.as_ptr(),
            basicsize: size,
            itemsize: 0,
            flags: ffi::Py_TPFLAGS_DEFAULT as std::ffi::c_uint,
            slots: slots.as_mut_ptr(),
        };
        // SAFETY: the GIL is held. CPython copies the spec, except for the name (before 3.11) and the methods: both live
        // forever. The dictionary of a new heap type may be changed as long as the type is told.
        unsafe {
            let python_type = owned(ffi::PyType_FromSpec(&mut spec))?;
            let raw = python_type.as_ptr().cast::<PyTypeObject>();
            (*raw).tp_name = short.into_raw();
            // Before 3.11 the name is not copied.
            std::mem::forget(full);
            done(ffi::PyDict_DelItemString((*raw).tp_dict, c"__module__".as_ptr()))?;
            ffi::PyType_Modified(raw);
            Ok(python_type)
        }
    }
}

pub(crate) fn c_string(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| error("ValueError", "embedded null character"))
}

/// A text that ends with a zero.
pub(crate) fn c_string_of(text: rt::text::Span) -> Result<CString, Error> {
    c_string(text.as_str())
}
