//! What hand-written modules of the benchmark link: the least that a person would write over the C API.
use pyo3_ffi as ffi;
use std::ffi::{c_char, c_void, CStr};
use std::ptr::{addr_of_mut, null, null_mut};
pub type Obj = *mut ffi::PyObject;
pub type Fast = unsafe extern "C-unwind" fn(Obj, *mut Obj, isize) -> Obj;

#[derive(Debug)]
pub struct Error(Option<Box<str>>);
impl Error {
    #[cold]
    pub fn new(m: &str) -> Self {
        Error(Some(m.into()))
    }
    #[cold]
    fn raised() -> Self {
        Error(None)
    }
}
pub type R<T> = Result<T, Error>;

#[cold]
#[inline(never)]
fn raise(e: Error) -> Obj {
    if let Some(m) = e.0 {
        unsafe {
            let s = ffi::PyUnicode_FromStringAndSize(m.as_ptr() as *const c_char, m.len() as isize);
            ffi::PyErr_SetObject(ffi::PyExc_ValueError, s);
            ffi::Py_DECREF(s);
        }
    }
    null_mut()
}
#[inline(always)]
pub fn ret(r: R<Obj>) -> Obj {
    match r {
        Ok(o) => o,
        Err(e) => raise(e),
    }
}

#[derive(Clone, Copy)]
pub struct Args(*mut Obj);
impl Args {
    #[inline(always)]
    pub fn new(a: *mut Obj, n: isize, want: isize) -> R<Args> {
        // Constructors come through vectorcall, whose nargs carries
        // PY_VECTORCALL_ARGUMENTS_OFFSET in the top bit; METH_FASTCALL never sets it.
        let n = n & isize::MAX;
        if n == want { Ok(Args(a)) } else { Err(arity(n, want)) }
    }
    pub fn int(self, i: usize) -> R<i64> {
        unsafe {
            let v = ffi::PyLong_AsLongLong(*self.0.add(i));
            if v == -1 && !ffi::PyErr_Occurred().is_null() { Err(Error::raised()) } else { Ok(v) }
        }
    }
    pub fn float(self, i: usize) -> R<f64> {
        unsafe {
            let v = ffi::PyFloat_AsDouble(*self.0.add(i));
            if v == -1.0 && !ffi::PyErr_Occurred().is_null() { Err(Error::raised()) } else { Ok(v) }
        }
    }
    pub fn str<'a>(self, i: usize) -> R<&'a str> {
        unsafe {
            let mut n = 0;
            let p = ffi::PyUnicode_AsUTF8AndSize(*self.0.add(i), &mut n);
            if p.is_null() { return Err(Error::raised()); }
            Ok(std::str::from_utf8_unchecked(std::slice::from_raw_parts(p as *const u8, n as usize)))
        }
    }
    pub fn string(self, i: usize) -> R<String> {
        self.str(i).map(str::to_owned)
    }
}
#[cold]
fn arity(n: isize, want: isize) -> Error {
    Error::new(&format!("expected {want} arguments, got {n}"))
}
pub fn from_int(v: i64) -> R<Obj> {
    Ok(unsafe { ffi::PyLong_FromLongLong(v) })
}
pub fn from_float(v: f64) -> R<Obj> {
    Ok(unsafe { ffi::PyFloat_FromDouble(v) })
}
pub fn from_str(s: &str) -> R<Obj> {
    Ok(unsafe { ffi::PyUnicode_FromStringAndSize(s.as_ptr() as *const c_char, s.len() as isize) })
}
pub fn concat_int(sep: &str, a: i64, b: i64) -> String {
    format!("{a}{sep}{b}")
}
pub fn concat_str_int(a: &str, sep: &str, b: i64) -> String {
    format!("{a}{sep}{b}")
}
pub fn sort_ints(xs: &mut [i64]) {
    xs.sort_unstable()
}
pub struct DictIntInt(std::collections::HashMap<i64, i64>);
impl DictIntInt {
    pub fn new() -> Self {
        DictIntInt(Default::default())
    }
    pub fn add(&mut self, k: i64, v: i64) {
        *self.0.entry(k).or_insert(0) += v;
    }
    pub fn values(&self) -> Vec<i64> {
        self.0.values().copied().collect()
    }
}

#[derive(Clone, Copy)]
pub struct Def(&'static CStr, Fast);
pub const fn def(name: &'static CStr, f: Fast) -> Def {
    Def(name, f)
}
fn leak<T>(v: T) -> *mut T {
    Box::into_raw(Box::new(v))
}
fn table(defs: &[Def]) -> *mut ffi::PyMethodDef {
    let mut v: Vec<ffi::PyMethodDef> = defs
        .iter()
        .map(|d| ffi::PyMethodDef {
            ml_name: d.0.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFast: unsafe { std::mem::transmute(d.1) } },
            ml_flags: ffi::METH_FASTCALL,
            ml_doc: null(),
        })
        .collect();
    v.push(ffi::PyMethodDef::zeroed());
    v.leak().as_mut_ptr()
}
pub unsafe fn module(name: &'static CStr, defs: &[Def]) -> Obj {
    ffi::PyModule_Create(leak(ffi::PyModuleDef {
        m_base: ffi::PyModuleDef_HEAD_INIT,
        m_name: name.as_ptr(),
        m_doc: null(),
        m_size: -1,
        m_methods: table(defs),
        m_slots: null_mut(),
        m_traverse: None,
        m_clear: None,
        m_free: None,
    }))
}
#[repr(C)]
struct Holder<T> {
    head: ffi::PyObject,
    value: T,
}
unsafe extern "C" fn dealloc<T>(o: Obj) {
    std::ptr::drop_in_place(addr_of_mut!((*(o as *mut Holder<T>)).value));
    ffi::PyObject_Free(o as *mut c_void);
}
pub unsafe fn this<'a, T>(o: Obj) -> &'a mut T {
    &mut (*(o as *mut Holder<T>)).value
}
pub unsafe fn alloc<T>(ty: Obj, v: T) -> R<Obj> {
    let o = ffi::PyType_GenericAlloc(ty as *mut ffi::PyTypeObject, 0) as *mut Holder<T>;
    if o.is_null() { return Err(Error::raised()); }
    addr_of_mut!((*o).value).write(v);
    Ok(o as Obj)
}
unsafe fn add_type_raw(m: Obj, full: &'static CStr, name: &'static CStr, size: usize, dealloc: unsafe extern "C" fn(Obj),
                       new: ffi::vectorcallfunc, defs: &[Def]) {
    let ty: *mut ffi::PyTypeObject = leak(std::mem::zeroed());
    (*ty).ob_base.ob_base.ob_refcnt = 1;
    (*ty).tp_name = full.as_ptr();
    (*ty).tp_basicsize = size as isize;
    (*ty).tp_flags = ffi::Py_TPFLAGS_DEFAULT;
    (*ty).tp_dealloc = Some(dealloc);
    (*ty).tp_methods = table(defs);
    (*ty).tp_vectorcall = Some(new);
    if ffi::PyType_Ready(ty) >= 0 {
        ffi::PyModule_AddObject(m, name.as_ptr(), ty as Obj);
    }
}
pub unsafe fn add_type<T>(m: Obj, full: &'static CStr, name: &'static CStr, new: Fast, defs: &[Def]) {
    // METH_FASTCALL shape == vectorcall without kwargs, so the pointer can be reused.
    let new: ffi::vectorcallfunc = std::mem::transmute(new);
    add_type_raw(m, full, name, std::mem::size_of::<Holder<T>>(), dealloc::<T>, new, defs)
}
