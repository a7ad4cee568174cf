//! `PyInit_…`: a module in two phases. The function of the language runs in the second one, when the module object exists
//! and is what the import system hands out.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_int, c_void};

use rt::error::Error;
use rt::fault;
use rt::site::FunctionSite;

use crate::border::{self, Plain};
use crate::class::Class;
use crate::entry::Outcome;
use crate::exception::{alive, done, error};
use crate::ffi::{self, PyModuleDef, PyModuleDef_Base, PyModuleDef_Slot, PyObject};
use crate::object::Object;
use crate::traceback;

thread_local! {
    /// The module that is being built, and not adopted by a builder yet.
    static CURRENT: RefCell<Option<Object>> = const { RefCell::new(None) };
    /// How many modules were begun: tells one import from the next.
    static IMPORTS: Cell<u64> = const { Cell::new(0) };
    /// The classes that got a type, each with the import.
    static REGISTERED: RefCell<Vec<(*const Class, u64)>> = const { RefCell::new(Vec::new()) };
}

/// The module that is being built; nobody else gets it then.
pub(super) fn adopt() -> Option<Object> {
    CURRENT.with(|current| current.borrow_mut().take())
}

pub(super) fn import() -> u64 {
    IMPORTS.with(Cell::get)
}

pub(super) fn registered<R>(f: impl FnOnce(&mut Vec<(*const Class, u64)>) -> R) -> R {
    REGISTERED.with(|registered| f(&mut registered.borrow_mut()))
}

/// The body of `PyInit_name`. `f` builds the module; it captures nothing.
///
/// # Safety
/// Called by CPython's import system.
pub unsafe fn init<R, F>(name: &'static CStr, functions: &'static [FunctionSite], _: F) -> *mut PyObject
where
    R: Outcome,
    F: Fn() -> R + Copy + 'static,
{
    const { assert!(size_of::<F>() == 0, "the function that builds a module captures nothing") };
    define(name, functions, exec::<R, F> as *mut c_void)
}

/// The definition of a module whose second phase is `exec`. Compiled once, not in every module.
#[inline(never)]
fn define(name: &'static CStr, functions: &'static [FunctionSite], exec: *mut c_void) -> *mut PyObject {
    fault::prepare();
    crate::gil::prepare();
    traceback::register(functions);
    let end = PyModuleDef_Slot { slot: 0, value: std::ptr::null_mut() };
    let mut slots = Box::new([PyModuleDef_Slot { slot: ffi::Py_mod_exec, value: exec }, end, end]);
    if knows_interpreters() {
        // What this runtime keeps belongs to one interpreter: `Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED`.
        slots[1] = PyModuleDef_Slot { slot: ffi::Py_mod_multiple_interpreters, value: std::ptr::null_mut() };
    }
    let slots = Box::leak(slots);
    // One definition for each import of the module's file: CPython keeps it as long as the module.
    let def = Box::leak(Box::new(PyModuleDef {
        m_base: PyModuleDef_Base { ..ffi::PyModuleDef_HEAD_INIT },
        m_name: name.as_ptr(),
        m_doc: std::ptr::null(),
        m_size: 0,
        m_methods: std::ptr::null_mut(),
        m_slots: slots.as_mut_ptr(),
        m_traverse: None,
        m_clear: None,
        m_free: None,
    }));
    // SAFETY: the GIL is held, and the definition lives forever.
    unsafe { ffi::PyModuleDef_Init(def) }
}

/// Whether the running Python has the slot about interpreters: 3.12 and later.
fn knows_interpreters() -> bool {
    // SAFETY: a static text that ends with a zero.
    let version = unsafe { CStr::from_ptr(ffi::Py_GetVersion()) }.to_string_lossy();
    let mut numbers = version.split(['.', ' ']).map(|number| number.parse::<u32>().unwrap_or(0));
    (numbers.next(), numbers.next()) >= (Some(3), Some(12))
}

/// The second phase: runs the function of the language with the module as the current one.
unsafe extern "C" fn exec<R, F>(module: *mut PyObject) -> c_int
where
    R: Outcome,
    F: Fn() -> R + Copy + 'static,
{
    build(module, || {
        // SAFETY: `F` has no size (asserted in `init`), may be copied, and `init` was given a value of it.
        let f = unsafe { std::ptr::NonNull::<F>::dangling().read() };
        f().result()
    })
}

/// The second phase around the function of the language. Compiled once, not in every module.
#[inline(never)]
fn build(module: *mut PyObject, f: fn() -> Result<Object, Error>) -> c_int {
    // A module may import another one while it is being built.
    let outer = CURRENT.with(|current| current.replace(Some(Object::from_borrowed(module))));
    IMPORTS.with(|imports| imports.set(imports.get() + 1));
    let built = fault::catch(f);
    CURRENT.with(|current| current.replace(outer));
    let built = match built {
        Ok(Ok(result)) if !result.is_null() => {
            fault::catch(|| take_over(Object::borrow(&module), &result).map(|()| result))
        }
        built => built,
    };
    if built.is_err() {
        // What a module keeps is in objects of Python's.
        fault::end_around(&|_| false);
    }
    match built {
        Ok(Ok(result)) if result.is_null() => {
            // SAFETY: the GIL is held.
            if unsafe { ffi::PyErr_Occurred() }.is_null() {
                // SAFETY: the class exists as long as the interpreter.
                border::set_text(unsafe { ffi::PyExc_ImportError }, "the module was not built: the result is null");
            }
            return -1;
        }
        Ok(Ok(_)) => return 0,
        Ok(Err(error)) => border::raise(error, Plain::ImportError),
        Err(caught) => border::raise_caught(caught, Plain::ImportError),
    }
    -1
}

/// Gives the imported module the names of one that the program made by itself and returned.
fn take_over(module: &Object, made: &Object) -> Result<(), Error> {
    let pointer = alive(made)?;
    if crate::object::is(module, made) {
        return Ok(());
    }
    // SAFETY: the GIL is held; the object is alive.
    if unsafe { ffi::PyModule_Check(pointer) } == 0 {
        return Err(error("ImportError", "the function that builds the module did not return a module"));
    }
    // SAFETY: the GIL is held; the dictionaries belong to the modules.
    let [target, source] =
        [module, made].map(|it| Object::from_borrowed(unsafe { ffi::PyModule_GetDict(it.as_ptr()) }));
    let mut entries = crate::build::entries(&source)?;
    while crate::build::next_entry(&mut entries) {
        let [name, value] = [crate::build::entry_key(&mut entries), crate::build::entry_value(&mut entries)];
        let is_own = crate::convert::to_text(&name)?.as_str().starts_with("__");
        // What the import system has set stays.
        if !is_own || crate::convert::to_text(&name)?.as_str() == "__doc__" {
            // SAFETY: the GIL is held; all are alive.
            done(unsafe { ffi::PyDict_SetItem(target.as_ptr(), name.as_ptr(), value.as_ptr()) })?;
        }
    }
    Ok(())
}
