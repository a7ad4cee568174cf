//! The builders of modules and types.

use std::ffi::{CString, c_int};
use std::mem::ManuallyDrop;

use rt::error::Error;
use rt::fault;
use rt::text::Span;

use super::shim;
use crate::class::{Binding, ClassRef};
use crate::convert;
use crate::entry::{Call, Entry};
use crate::exception::{alive, done, error, owned};
use crate::ffi::{self, PyMethodDef, PyMethodDefPointer, PyObject, PyType_Slot};
use crate::object::Object;

type Fast = unsafe extern "C" fn(*mut PyObject, *const *mut PyObject, isize) -> *mut PyObject;

/// Collects what a module has, until it is finished. Its end is compiled here, not in every module.
pub struct ModuleBuilder(ManuallyDrop<Box<Parts>>);

impl Drop for ModuleBuilder {
    #[inline(always)]
    fn drop(&mut self) {
        end(self);
    }
}

#[inline(never)]
extern "C" fn end(builder: &mut ModuleBuilder) {
    // SAFETY: only called by `drop`, once.
    unsafe { ManuallyDrop::drop(&mut builder.0) }
}

pub(super) struct Parts {
    module: Object,
    functions: Vec<PyMethodDef>,
    /// Boxed, because the program holds on to them.
    #[allow(clippy::vec_box, reason = "the addresses stay while the vector grows")]
    types: Vec<Box<TypeBuilder>>,
}

/// Collects what a Python type has.
pub struct TypeBuilder {
    class: ClassRef,
    name: String,
    methods: Vec<PyMethodDef>,
    init: Option<Entry>,
    repr: Entry,
    str: Entry,
    slots: Vec<PyType_Slot>,
}

/// A builder for the module that is being imported, or for a new one if there is none.
pub fn builder(name: Span) -> Result<ModuleBuilder, Error> {
    let module = match shim::adopt() {
        Some(module) => module,
        None => create(name)?,
    };
    rename(&module, name)?;
    Ok(builder_of(module))
}

/// A builder that adds to a module.
pub fn builder_of(module: Object) -> ModuleBuilder {
    ModuleBuilder(ManuallyDrop::new(Box::new(Parts { module, functions: Vec::new(), types: Vec::new() })))
}

/// A new module that nobody imports.
pub(crate) fn create(name: Span) -> Result<Object, Error> {
    let name = convert::from_text(name)?;
    // SAFETY: the GIL is held; the name is a text.
    owned(unsafe { ffi::PyModule_NewObject(name.as_ptr()) })
}

/// The builder's name becomes the module's, unless it is the last part of it, as for a module of a package.
fn rename(module: &Object, name: Span) -> Result<(), Error> {
    let known = convert::to_text(&crate::access::attribute(module, Span::literal("__name__"))?)?;
    if known.as_str().rsplit('.').next() == Some(name.as_str()) || known.as_str() == name.as_str() {
        return Ok(());
    }
    crate::access::set_attribute(module, Span::literal("__name__"), &convert::from_text(name)?)
}

pub fn module_of(builder: &ModuleBuilder) -> Object {
    builder.0.module.clone()
}

/// The definition of a function or method. Its texts live as long as the process, as CPython wants it.
fn definition(name: Span, doc: Span, call: Call, extra: c_int) -> Result<PyMethodDef, Error> {
    let (ml_meth, flags) = match call {
        Call::NoArgs(function) => (PyMethodDefPointer { PyCFunction: function }, ffi::METH_NOARGS),
        Call::One(function) => (PyMethodDefPointer { PyCFunction: function }, ffi::METH_O),
        // SAFETY: the functions differ from CPython's declaration in that they only read the array.
        Call::Fast(function) => unsafe {
            (
                PyMethodDefPointer { PyCFunctionFast: std::mem::transmute::<Fast, ffi::PyCFunctionFast>(function) },
                ffi::METH_FASTCALL,
            )
        },
        Call::FastKeywords(function) => {
            (PyMethodDefPointer { PyCFunctionFastWithKeywords: function }, ffi::METH_FASTCALL | ffi::METH_KEYWORDS)
        }
        Call::Args(function) | Call::ArgsKeywords(function) => {
            (PyMethodDefPointer { PyCFunctionWithKeywords: function }, ffi::METH_VARARGS | ffi::METH_KEYWORDS)
        }
        Call::Init(_) => return Err(error("SystemError", "an initializer is bound as a function")),
    };
    let leak = |text: &str| -> Result<*const std::ffi::c_char, Error> {
        let text = CString::new(text).map_err(|_| error("ValueError", "embedded null character"))?;
        Ok(text.into_raw())
    };
    let ml_doc = if doc.length() == 0 { std::ptr::null() } else { leak(doc.as_str())? };
    Ok(PyMethodDef { ml_name: leak(name.as_str())?, ml_meth, ml_flags: flags | extra, ml_doc })
}

/// A function of the module. A name that CPython cannot take is a fault.
#[track_caller]
pub fn add_function(builder: &mut ModuleBuilder, entry: Entry, name: Span, doc: Span) {
    match definition(name, doc, entry.call, 0) {
        Ok(definition) => put(&mut builder.0.functions, definition),
        Err(error) => fault::raise_error(error),
    }
}

/// A method of the type; a static one has no receiver. A name that CPython cannot take is a fault.
#[track_caller]
pub fn add_method(builder: &mut TypeBuilder, entry: Entry, name: Span, doc: Span, is_static: bool) {
    let extra = if is_static { ffi::METH_STATIC } else { 0 };
    match definition(name, doc, entry.call, extra) {
        Ok(definition) => put(&mut builder.methods, definition),
        Err(error) => fault::raise_error(error),
    }
}

/// A builder of a type that belongs to no module yet.
pub fn type_builder(class: ClassRef, name: Span, repr: Entry, str: Entry) -> TypeBuilder {
    TypeBuilder { class, name: name.to_std(), methods: Vec::new(), init: None, repr, str, slots: Vec::new() }
}

/// A type of the module. The result lives as long as the builder.
pub fn add_type(builder: &mut ModuleBuilder, class: ClassRef, name: Span, repr: Entry, str: Entry) -> *mut TypeBuilder {
    builder.0.types.push(Box::new(type_builder(class, name, repr, str)));
    match builder.0.types.last_mut() {
        Some(last) => &raw mut **last,
        None => std::ptr::null_mut(),
    }
}

/// What makes the value of a new object.
pub fn set_init(builder: &mut TypeBuilder, entry: Entry) {
    builder.init = Some(entry);
}

/// A function of the type under the number of a slot of CPython. The last one of a number counts.
pub fn insert_slot(builder: &mut TypeBuilder, slot: i32, function: *mut ()) {
    builder.slots.retain(|other| other.slot != slot);
    builder.slots.push(PyType_Slot { slot, pfunc: function.cast() });
}

/// Adds a definition. The last one of a name counts, where CPython would let a type have the first.
fn put(definitions: &mut Vec<PyMethodDef>, definition: PyMethodDef) {
    // SAFETY: the names of all definitions are C strings that live as long as the process.
    let name = |it: &PyMethodDef| unsafe { std::ffi::CStr::from_ptr(it.ml_name) };
    definitions.retain(|other| name(other) != name(&definition));
    definitions.push(definition);
}

/// The definitions with the empty one at the end; they live as long as the process.
fn terminated(definitions: &mut Vec<PyMethodDef>) -> *mut PyMethodDef {
    let mut definitions = std::mem::take(definitions);
    definitions.push(PyMethodDef::zeroed());
    Box::leak(definitions.into_boxed_slice()).as_mut_ptr()
}

/// Makes the type, registers it, and adds it to a module.
pub fn finalize_type(builder: &mut TypeBuilder, module: &Object) -> Result<(), Error> {
    let binding = Binding {
        class: builder.class,
        name: &builder.name,
        methods: terminated(&mut builder.methods),
        init: builder.init,
        repr: builder.repr,
        str: builder.str,
        slots: &builder.slots,
        import: shim::import(),
    };
    let python_type = shim::registered(|imports| binding.register(imports))?;
    crate::access::set_attribute(module, Span::of(&builder.name), &python_type)
}

/// Adds functions and types to the module, which is the result.
pub fn finalize(builder: &mut ModuleBuilder) -> Result<Object, Error> {
    let module = alive(&builder.0.module)?;
    let functions = terminated(&mut builder.0.functions);
    // SAFETY: the GIL is held; the definitions live forever.
    done(unsafe { ffi::PyModule_AddFunctions(module, functions) })?;
    for mut builder_of_type in std::mem::take(&mut builder.0.types) {
        finalize_type(&mut builder_of_type, &builder.0.module)?;
    }
    Ok(builder.0.module.clone())
}
