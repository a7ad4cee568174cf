//! Entries: how CPython calls functions of the language. Generated code has one record and one `extern "C"` function for
//! each, and that function is one call of a helper here. The helpers check the arguments, lend them without touching
//! their reference counts, catch faults and make exceptions.

mod arguments;

pub use arguments::check_arity;

use std::ffi::{CStr, c_int};

use rt::error::Error;
use rt::fault;

use crate::border::{self, Plain};
use crate::class;
use crate::ffi::PyObject;
use crate::object::Object;

/// The C function of an entry, by the way in which CPython passes the arguments.
#[derive(Clone, Copy)]
pub enum Call {
    NoArgs(unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> *mut PyObject),
    One(unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> *mut PyObject),
    Fast(unsafe extern "C" fn(*mut PyObject, *const *mut PyObject, isize) -> *mut PyObject),
    FastKeywords(unsafe extern "C" fn(*mut PyObject, *const *mut PyObject, isize, *mut PyObject) -> *mut PyObject),
    /// Keywords are taken and ignored.
    Args(unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject),
    ArgsKeywords(unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject),
    Init(unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> c_int),
}

/// What is known of an entry at compile time.
pub struct EntryDef {
    /// The name it is bound under, or the function's own.
    pub name: &'static CStr,
    /// The function's qualified name in the source.
    pub source_name: &'static str,
    /// The names of the positional arguments, without a receiver.
    pub args: &'static [&'static str],
    pub call: Call,
}

/// An entry as a value of the language.
pub type Entry = &'static EntryDef;

/// What a function of the language returns to Python.
pub trait Outcome {
    fn outcome(self) -> Result<Object, Error>;
}

impl Outcome for Object {
    #[inline(always)]
    fn outcome(self) -> Result<Object, Error> {
        Ok(self)
    }
}

impl Outcome for () {
    #[inline(always)]
    fn outcome(self) -> Result<Object, Error> {
        Ok(Object::none())
    }
}

/// Names the type `!` where the language does not let one write it.
pub trait Returns {
    type Result;
}

impl<R> Returns for fn() -> R {
    type Result = R;
}

type Never = <fn() -> ! as Returns>::Result;

impl Outcome for Never {
    fn outcome(self) -> Result<Object, Error> {
        self
    }
}

impl<T: Outcome> Outcome for Result<T, Error> {
    #[inline(always)]
    fn outcome(self) -> Result<Object, Error> {
        self.and_then(T::outcome)
    }
}

/// What the receiver of a bound method is.
pub trait Receiver: Sized {
    /// # Safety
    /// `slf` is alive during the call.
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Result<Self, Error>
    where
        Self: 'a;
}

impl Receiver for &Object {
    #[inline(always)]
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Result<Self, Error>
    where
        Self: 'a,
    {
        // SAFETY: CPython keeps the receiver alive during the call; the lifetime is that of the caller's frame.
        Ok(unsafe { &*std::ptr::from_ref(slf).cast::<Object>() })
    }
}

/// The value inside of the object.
impl<T: 'static> Receiver for *mut T {
    #[inline(always)]
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Result<Self, Error>
    where
        Self: 'a,
    {
        // SAFETY: the object is alive.
        unsafe { class::value_of::<T>(*slf) }.ok_or_else(|| class::not_a_value::<T>(Object::borrow(slf)))
    }
}

/// Runs a function up to its result or to an exception.
#[inline(always)]
fn run<R: Outcome>(f: impl FnOnce() -> R) -> *mut PyObject {
    match fault::catch(|| f().outcome()) {
        Ok(Ok(result)) => result.into_ptr(),
        Ok(Err(error)) => fail(Ok(error)),
        Err(caught) => fail(Err(caught)),
    }
}

/// Sets the exception of a call that ended in an error or fault. Compiled once, not in every entry.
#[cold]
#[inline(never)]
fn fail(ended: Result<rt::error::Error, fault::Caught>) -> *mut PyObject {
    match ended {
        Ok(error) => border::raise(error, Plain::Exception),
        Err(caught) => border::raise_caught(caught, Plain::Exception),
    }
    std::ptr::null_mut()
}

/// Lends CPython's array of arguments, if there are as many as there should be. `receiver` is the object of a method, else
/// null.
///
/// # Safety
/// `args` points at `count` references that live during the call.
#[inline(always)]
unsafe fn lend<'a, const N: usize>(
    entry: &EntryDef,
    receiver: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
) -> Option<[&'a Object; N]> {
    if count != N as isize {
        arguments::wrong_count(entry, receiver, N, count);
        return None;
    }
    if N == 0 {
        // The array may be null then.
        return Some([(); N].map(|()| unreachable!("there are no elements")));
    }
    // SAFETY: there are `N` references, and `Object` is transparent; borrowed ones are not dropped.
    Some(unsafe { &*args.cast::<[Object; N]>() }.each_ref())
}

// ---- Functions and static methods ----

pub unsafe fn no_args<R: Outcome>(_: &EntryDef, _: *mut PyObject, f: impl FnOnce([&Object; 0]) -> R) -> *mut PyObject {
    run(|| f([]))
}

pub unsafe fn one<R: Outcome>(
    _: &EntryDef,
    _: *mut PyObject,
    arg: *mut PyObject,
    f: impl FnOnce([&Object; 1]) -> R,
) -> *mut PyObject {
    run(|| f([Object::borrow(&arg)]))
}

pub unsafe fn fast<const N: usize, R: Outcome>(
    entry: &EntryDef,
    _: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    f: impl FnOnce([&Object; N]) -> R,
) -> *mut PyObject {
    // SAFETY: CPython passes that many arguments.
    match unsafe { lend(entry, std::ptr::null_mut(), args, count) } {
        Some(args) => run(|| f(args)),
        None => std::ptr::null_mut(),
    }
}

pub unsafe fn fast_keywords<const N: usize, R: Outcome>(
    entry: &EntryDef,
    _: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
    f: impl FnOnce([&Object; N], &Object) -> R,
) -> *mut PyObject {
    // SAFETY: CPython passes that many arguments, and behind them a value for each name.
    let Some(positional) = (unsafe { lend(entry, std::ptr::null_mut(), args, count) }) else {
        return std::ptr::null_mut();
    };
    run(|| {
        // SAFETY: as above.
        let keywords = unsafe { arguments::keywords(args, count, names) }?;
        f(positional, &keywords).outcome()
    })
}

// ---- Methods ----

pub unsafe fn method_no_args<S: Receiver, R: Outcome>(
    _: &EntryDef,
    slf: *mut PyObject,
    f: impl FnOnce(S, [&Object; 0]) -> R,
) -> *mut PyObject {
    // SAFETY: CPython keeps the receiver alive.
    run(|| f(unsafe { S::receive(&slf) }?, []).outcome())
}

pub unsafe fn method_one<S: Receiver, R: Outcome>(
    _: &EntryDef,
    slf: *mut PyObject,
    arg: *mut PyObject,
    f: impl FnOnce(S, [&Object; 1]) -> R,
) -> *mut PyObject {
    // SAFETY: CPython keeps the receiver alive.
    run(|| f(unsafe { S::receive(&slf) }?, [Object::borrow(&arg)]).outcome())
}

pub unsafe fn method_fast<const N: usize, S: Receiver, R: Outcome>(
    entry: &EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    f: impl FnOnce(S, [&Object; N]) -> R,
) -> *mut PyObject {
    // SAFETY: CPython passes that many arguments and keeps the receiver alive.
    match unsafe { lend(entry, slf, args, count) } {
        Some(args) => run(|| f(unsafe { S::receive(&slf) }?, args).outcome()),
        None => std::ptr::null_mut(),
    }
}

pub unsafe fn method_fast_keywords<const N: usize, S: Receiver, R: Outcome>(
    entry: &EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
    f: impl FnOnce(S, [&Object; N], &Object) -> R,
) -> *mut PyObject {
    // SAFETY: CPython passes that many arguments, and behind them a value for each name.
    let Some(positional) = (unsafe { lend(entry, slf, args, count) }) else { return std::ptr::null_mut() };
    run(|| {
        // SAFETY: as above; CPython keeps the receiver alive.
        let keywords = unsafe { arguments::keywords(args, count, names) }?;
        f(unsafe { S::receive(&slf) }?, positional, &keywords).outcome()
    })
}

// ---- Raw forms ----

/// `f(self, args)`: the arguments as a tuple.
pub unsafe fn args<R: Outcome>(
    _: &EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    f: impl FnOnce(&Object, &Object) -> R,
) -> *mut PyObject {
    run(|| f(Object::borrow(&slf), Object::borrow(&args)))
}

/// `f(self, args, kwargs)`: the arguments as a tuple and a dictionary, which is null if there are no keywords.
pub unsafe fn args_keywords<R: Outcome>(
    _: &EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
    f: impl FnOnce(&Object, &Object, &Object) -> R,
) -> *mut PyObject {
    run(|| f(Object::borrow(&slf), Object::borrow(&args), Object::borrow(&kwargs)))
}

/// `tp_init`: makes the value of an object. `f` returns it, or a `Result` with it. An object that has a value already gets the
/// new one in its place.
pub unsafe fn init<R: 'static>(
    _: &EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
    f: impl FnOnce(&Object, &Object) -> R,
) -> c_int {
    let made = fault::catch(|| {
        let made = f(Object::borrow(&args), Object::borrow(&kwargs));
        // SAFETY: CPython keeps the object alive.
        unsafe { class::initialise(slf, made) }
    });
    match made {
        Ok(Ok(())) => return 0,
        Ok(Err(error)) => border::raise(error, Plain::ValueError),
        Err(caught) => border::raise_caught(caught, Plain::ValueError),
    }
    -1
}

impl EntryDef {
    /// The name that messages show: that of the class, if there is one, and the bound name. The class of a method's receiver
    /// is called as it is in Python.
    pub(crate) fn shown(&self, receiver: &Object) -> String {
        let name = self.name.to_string_lossy();
        let class = match receiver.is_null() {
            true => self.source_name.rsplit_once('.').map(|(class, _)| class.to_owned()),
            false => crate::convert::type_name(receiver).rsplit('.').next().map(str::to_owned),
        };
        match class {
            Some(class) => format!("{class}.{name}"),
            None => name.into_owned(),
        }
    }
}
