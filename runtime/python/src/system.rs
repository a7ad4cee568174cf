//! The interpreter: imports, evaluation, its search path.

use rt::error::Error;
use rt::text::Span;

use crate::access;
use crate::call;
use crate::convert;
use crate::exception::{done, error, owned};
use crate::ffi;
use crate::object::Object;

/// `import name`; the result is the module itself, also for a dotted name.
pub fn import_module(name: Span) -> Result<Object, Error> {
    let name = convert::from_text(name)?;
    // SAFETY: the GIL is held; the name is a text.
    owned(unsafe { ffi::PyImport_Import(name.as_ptr()) })
}

/// The names of the module `name`, which is made if there is none.
fn globals(name: Span) -> Result<Object, Error> {
    let name = crate::class::c_string_of(name)?;
    // SAFETY: the GIL is held; both results are borrowed from the interpreter, which keeps the module.
    unsafe {
        let module = ffi::PyImport_AddModule(name.as_ptr());
        if module.is_null() {
            return Err(crate::exception::take());
        }
        Ok(Object::from_borrowed(ffi::PyModule_GetDict(module)))
    }
}

/// `eval(expression)` in the module `name`.
pub fn evaluate(expression: Span, name: Span) -> Result<Object, Error> {
    run(expression, ffi::Py_eval_input, &globals(name)?)
}

/// Runs the text of a file as a new module, which is the result.
pub fn evaluate_file(text: Span, name: Span) -> Result<Object, Error> {
    let module = crate::module::create(name)?;
    // SAFETY: the GIL is held; the dictionary is borrowed from the module.
    let globals = Object::from_borrowed(unsafe { ffi::PyModule_GetDict(module.as_ptr()) });
    // SAFETY: the GIL is held.
    let builtins = unsafe { Object::from_borrowed(ffi::PyEval_GetBuiltins()) };
    // SAFETY: the GIL is held; all are alive.
    done(unsafe { ffi::PyDict_SetItemString(globals.as_ptr(), c"__builtins__".as_ptr(), builtins.as_ptr()) })?;
    run(text, ffi::Py_file_input, &globals)?;
    Ok(module)
}

/// Runs statements in `__main__`; whether no exception left them. An exception is printed.
pub fn execute(text: Span) -> Result<bool, Error> {
    match globals(Span::literal("__main__")).and_then(|globals| run(text, ffi::Py_file_input, &globals)) {
        Ok(_) => Ok(true),
        Err(error) => {
            crate::border::raise(error, crate::border::Plain::Exception);
            // SAFETY: the GIL is held, and there is an exception.
            unsafe { ffi::PyErr_Print() };
            Ok(false)
        }
    }
}

fn run(text: Span, start: std::ffi::c_int, globals: &Object) -> Result<Object, Error> {
    let text = crate::class::c_string_of(text)?;
    // SAFETY: the GIL is held; the text ends with a zero; the dictionary is alive.
    unsafe {
        let code = owned(ffi::Py_CompileString(text.as_ptr(), c"<string>".as_ptr(), start))?;
        owned(ffi::PyEval_EvalCode(code.as_ptr(), globals.as_ptr(), globals.as_ptr()))
    }
}

/// Puts a folder at the end of `sys.path`.
pub fn add_to_path(folder: Span) -> Result<(), Error> {
    let path = access::attribute(&import_module(Span::literal("sys"))?, Span::literal("path"))?;
    call::call_method(&path, Span::literal("append"), &[convert::from_text(folder)?], &[])?;
    Ok(())
}

/// A function of the module `builtins`.
pub fn builtin(name: Span) -> Result<Object, Error> {
    access::attribute(&import_module(Span::literal("builtins"))?, name)
}

/// A new module that nobody imports.
pub fn create_module(name: Span) -> Result<Object, Error> {
    crate::module::create(name)
}

/// `module.name = value`
pub fn add_object(module: &Object, name: Span, value: &Object) -> Result<(), Error> {
    // SAFETY: the GIL is held.
    if module.is_null() || unsafe { ffi::PyModule_Check(module.as_ptr()) } == 0 {
        return Err(error("TypeError", "an object can only be added to a module"));
    }
    access::set_attribute(module, name, value)
}
