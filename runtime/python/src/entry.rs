//! Entries: how CPython calls functions of the language. Generated code has one record and one `extern "C"` function for
//! each, and that function is one call of a helper here. The helpers check the arguments, lend them without touching
//! their reference counts, catch faults and make exceptions.

mod arguments;

pub use arguments::check_arity;

use std::any::TypeId;
use std::ffi::{CStr, c_int};
use std::mem::ManuallyDrop;

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
    fn result(self) -> Result<Object, Error>;
    /// A new reference, or null with an exception.
    fn outcome(self) -> *mut PyObject;
}

impl Outcome for Object {
    fn result(self) -> Result<Object, Error> {
        Ok(self)
    }

    #[inline(always)]
    fn outcome(self) -> *mut PyObject {
        self.into_ptr()
    }
}

impl Outcome for () {
    fn result(self) -> Result<Object, Error> {
        Ok(Object::none())
    }

    #[inline(always)]
    fn outcome(self) -> *mut PyObject {
        Object::none().into_ptr()
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
    fn result(self) -> Result<Object, Error> {
        self
    }

    fn outcome(self) -> *mut PyObject {
        self
    }
}

impl<T: Outcome> Outcome for Result<T, Error> {
    fn result(self) -> Result<Object, Error> {
        self.and_then(T::result)
    }

    #[inline(always)]
    fn outcome(self) -> *mut PyObject {
        match self {
            Ok(value) => value.outcome(),
            Err(error) => fail(error),
        }
    }
}

/// What the receiver of a bound method is.
pub trait Receiver: Sized {
    /// `None` with an exception if the object is not one.
    ///
    /// # Safety
    /// `slf` is alive during the call.
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Option<Self>
    where
        Self: 'a;
}

impl Receiver for &Object {
    #[inline(always)]
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Option<Self>
    where
        Self: 'a,
    {
        // SAFETY: CPython keeps the receiver alive during the call; the lifetime is that of the caller's frame.
        Some(unsafe { &*std::ptr::from_ref(slf).cast::<Object>() })
    }
}

/// The value inside of the object.
impl<T: 'static> Receiver for *mut T {
    #[inline(always)]
    unsafe fn receive<'a>(slf: &'a *mut PyObject) -> Option<Self>
    where
        Self: 'a,
    {
        // SAFETY: the object is alive.
        let value = unsafe { class::value_of::<T>(*slf) };
        if value.is_none() {
            fail(class::not_a_value(TypeId::of::<T>(), std::any::type_name::<T>(), Object::borrow(slf)));
        }
        value
    }
}

/// What an entry does between two exceptions: with the object that CPython calls it on and what else it passes, to a new
/// reference, or to null with an exception. It may unwind.
type Body = unsafe fn(*mut PyObject, *const ()) -> *mut PyObject;

/// Runs a body up to its result or to an exception. Compiled once, not in every entry: a landing of its own costs rustc more
/// than most functions do.
///
/// # Safety
/// What the body asks for.
#[inline(never)]
unsafe extern "C" fn run(slf: *mut PyObject, data: *const (), body: Body) -> *mut PyObject {
    // SAFETY: the caller's promise.
    match fault::catch_payload(|| unsafe { body(slf, data) }) {
        Ok(result) => result,
        Err(payload) => fail_caught(slf, payload),
    }
}

/// A function of no size, out of nothing: so that a body, which captures nothing, can call it.
///
/// # Safety
/// There was a value of the type, which was not dropped.
#[inline(always)]
unsafe fn conjure<F>() -> F {
    const { assert!(size_of::<F>() == 0, "an entry captures nothing") };
    // SAFETY: the type has no size; the caller's promise.
    unsafe { std::ptr::NonNull::<F>::dangling().read() }
}

/// Sets the exception of a call that ended in an error. Compiled once, not in every entry.
#[cold]
#[inline(never)]
extern "C" fn fail(error: Error) -> *mut PyObject {
    border::raise(error, Plain::Exception);
    std::ptr::null_mut()
}

/// Sets the exception of a call that ended in a fault.
#[cold]
fn fail_caught(slf: *mut PyObject, payload: fault::Payload) -> *mut PyObject {
    // SAFETY: CPython keeps the receiver alive.
    fault::end_around(&|place| unsafe { class::end_around(slf, place) });
    border::raise_caught(fault::sort(payload), Plain::Exception);
    std::ptr::null_mut()
}

/// Lends CPython's array of arguments.
///
/// # Safety
/// `args` points at `N` references that live during the call, or `N` is 0.
#[inline(always)]
unsafe fn lend<'a, const N: usize>(args: *const *mut PyObject) -> &'a [Object; N] {
    // The array may be null if there are no arguments.
    let args = if N == 0 { std::ptr::NonNull::dangling().as_ptr() } else { args.cast_mut().cast() };
    // SAFETY: there are `N` references, and `Object` is transparent; borrowed ones are not dropped.
    unsafe { &*args }
}

// ---- Functions and static methods ----

pub unsafe fn fast<const N: usize, R: Outcome, F: FnOnce(&[Object; N]) -> R>(
    entry: &'static EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    f: F,
) -> *mut PyObject {
    unsafe fn body<const N: usize, R: Outcome, F: FnOnce(&[Object; N]) -> R>(
        _: *mut PyObject,
        args: *const (),
    ) -> *mut PyObject {
        // SAFETY: `fast` has counted the arguments, and forgotten its function.
        unsafe { conjure::<F>()(lend(args.cast())).outcome() }
    }
    if count != N as isize {
        return arguments::wrong_count(entry, std::ptr::null_mut(), N, count);
    }
    std::mem::forget(f);
    // SAFETY: CPython passes that many arguments.
    unsafe { run(slf, args.cast(), body::<N, R, F>) }
}

/// The arguments of a call with keywords: an array, how many of them are positional, and the names of the others.
struct WithNames {
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
}

pub unsafe fn fast_keywords<const N: usize, R: Outcome, F: FnOnce(&[Object; N], &Object) -> R>(
    entry: &'static EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
    f: F,
) -> *mut PyObject {
    unsafe fn body<const N: usize, R: Outcome, F: FnOnce(&[Object; N], &Object) -> R>(
        _: *mut PyObject,
        data: *const (),
    ) -> *mut PyObject {
        // SAFETY: `fast_keywords` has counted the positional arguments, and forgotten its function.
        unsafe {
            let given = &*data.cast::<WithNames>();
            match arguments::keywords(given.args, given.count, given.names) {
                Ok(keywords) => conjure::<F>()(lend(given.args), &keywords).outcome(),
                Err(error) => fail(error),
            }
        }
    }
    if count != N as isize {
        return arguments::wrong_count(entry, std::ptr::null_mut(), N, count);
    }
    std::mem::forget(f);
    let given = WithNames { args, count, names };
    // SAFETY: CPython passes that many arguments, and behind them a value for each name.
    unsafe { run(slf, (&raw const given).cast(), body::<N, R, F>) }
}

// ---- Methods ----

/// The body of a method with `N` arguments besides the receiver.
unsafe fn method<const N: usize, S: Receiver, R: Outcome, F: FnOnce(S, &[Object; N]) -> R>(
    slf: *mut PyObject,
    args: *const (),
) -> *mut PyObject {
    // SAFETY: CPython keeps the receiver alive; the caller has counted the arguments, and forgotten its function.
    unsafe {
        match S::receive(&slf) {
            Some(receiver) => conjure::<F>()(receiver, lend(args.cast())).outcome(),
            None => std::ptr::null_mut(),
        }
    }
}

pub unsafe fn method_no_args<S: Receiver, R: Outcome, F: FnOnce(S, &[Object; 0]) -> R>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    f: F,
) -> *mut PyObject {
    std::mem::forget(f);
    // SAFETY: CPython passes the receiver.
    unsafe { run(slf, std::ptr::null(), method::<0, S, R, F>) }
}

pub unsafe fn method_one<S: Receiver, R: Outcome, F: FnOnce(S, &[Object; 1]) -> R>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    arg: *mut PyObject,
    f: F,
) -> *mut PyObject {
    std::mem::forget(f);
    // SAFETY: CPython passes the receiver and the argument.
    unsafe { run(slf, (&raw const arg).cast(), method::<1, S, R, F>) }
}

pub unsafe fn method_fast<const N: usize, S: Receiver, R: Outcome, F: FnOnce(S, &[Object; N]) -> R>(
    entry: &'static EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    f: F,
) -> *mut PyObject {
    if count != N as isize {
        return arguments::wrong_count(entry, slf, N, count);
    }
    std::mem::forget(f);
    // SAFETY: CPython passes the receiver and that many arguments.
    unsafe { run(slf, args.cast(), method::<N, S, R, F>) }
}

pub unsafe fn method_fast_keywords<
    const N: usize,
    S: Receiver,
    R: Outcome,
    F: FnOnce(S, &[Object; N], &Object) -> R,
>(
    entry: &'static EntryDef,
    slf: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
    f: F,
) -> *mut PyObject {
    unsafe fn body<const N: usize, S: Receiver, R: Outcome, F: FnOnce(S, &[Object; N], &Object) -> R>(
        slf: *mut PyObject,
        data: *const (),
    ) -> *mut PyObject {
        // SAFETY: CPython keeps the receiver alive; the rest as in `fast_keywords`.
        unsafe {
            let Some(receiver) = S::receive(&slf) else { return std::ptr::null_mut() };
            let given = &*data.cast::<WithNames>();
            match arguments::keywords(given.args, given.count, given.names) {
                Ok(keywords) => conjure::<F>()(receiver, lend(given.args), &keywords).outcome(),
                Err(error) => fail(error),
            }
        }
    }
    if count != N as isize {
        return arguments::wrong_count(entry, slf, N, count);
    }
    std::mem::forget(f);
    let given = WithNames { args, count, names };
    // SAFETY: CPython passes that many arguments, and behind them a value for each name.
    unsafe { run(slf, (&raw const given).cast(), body::<N, S, R, F>) }
}

// ---- Raw forms ----

/// `f(self, args)`: the arguments as a tuple.
pub unsafe fn args<R: Outcome, F: FnOnce(&Object, &Object) -> R>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    f: F,
) -> *mut PyObject {
    unsafe fn body<R: Outcome, F: FnOnce(&Object, &Object) -> R>(slf: *mut PyObject, data: *const ()) -> *mut PyObject {
        // SAFETY: there is one argument, the tuple; `args` has forgotten its function.
        unsafe {
            let [args] = lend(data.cast());
            conjure::<F>()(Object::borrow(&slf), args).outcome()
        }
    }
    std::mem::forget(f);
    // SAFETY: CPython keeps both alive.
    unsafe { run(slf, (&raw const args).cast(), body::<R, F>) }
}

/// `f(self, args, kwargs)`: the arguments as a tuple and a dictionary, which is null if there are no keywords.
pub unsafe fn args_keywords<R: Outcome, F: FnOnce(&Object, &Object, &Object) -> R>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
    f: F,
) -> *mut PyObject {
    unsafe fn body<R: Outcome, F: FnOnce(&Object, &Object, &Object) -> R>(
        slf: *mut PyObject,
        data: *const (),
    ) -> *mut PyObject {
        // SAFETY: there are two arguments; `args_keywords` has forgotten its function.
        unsafe {
            let [args, kwargs] = lend(data.cast());
            conjure::<F>()(Object::borrow(&slf), args, kwargs).outcome()
        }
    }
    std::mem::forget(f);
    let given = [args, kwargs];
    // SAFETY: CPython keeps all alive.
    unsafe { run(slf, given.as_ptr().cast(), body::<R, F>) }
}

/// `tp_init`: gives an object the value that `f` makes. An object that has a value already gets the new one in its place.
pub unsafe fn init<T: 'static, F: FnOnce(&Object, &Object) -> T>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
    f: F,
) -> c_int {
    unsafe fn body<T, F: FnOnce(&Object, &Object) -> T>(slf: *mut PyObject, given: &Given) -> c_int {
        // SAFETY: `init` has forgotten its function; the object is of the type of the record, which holds values of `T`.
        unsafe { class::store(slf, given.record, conjure::<F>()(&given.args, &given.kwargs)) };
        0
    }
    std::mem::forget(f);
    // SAFETY: CPython passes an object and the arguments.
    unsafe { initialise(slf, [args, kwargs], TypeId::of::<T>(), body::<T, F>) }
}

/// The same for an `f` that may raise.
pub unsafe fn init_raising<T: 'static, F: FnOnce(&Object, &Object) -> Result<T, Error>>(
    _: &'static EntryDef,
    slf: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
    f: F,
) -> c_int {
    unsafe fn body<T, F: FnOnce(&Object, &Object) -> Result<T, Error>>(slf: *mut PyObject, given: &Given) -> c_int {
        // SAFETY: as in `init`.
        match unsafe { conjure::<F>()(&given.args, &given.kwargs) } {
            Ok(value) => {
                // SAFETY: as in `init`.
                unsafe { class::store(slf, given.record, value) };
                0
            }
            Err(error) => fail_init(error),
        }
    }
    std::mem::forget(f);
    // SAFETY: CPython passes an object and the arguments.
    unsafe { initialise(slf, [args, kwargs], TypeId::of::<T>(), body::<T, F>) }
}

/// What the body of an initializer gets: the arguments, lent, and what the object may hold.
struct Given {
    args: ManuallyDrop<Object>,
    kwargs: ManuallyDrop<Object>,
    record: &'static class::Registered,
}

/// Runs the body of an initializer that makes values of the type with that id.
///
/// # Safety
/// The object and the arguments are alive during the call; the keyword arguments may be null.
#[inline(never)]
unsafe extern "C" fn initialise(
    slf: *mut PyObject,
    [args, kwargs]: [*mut PyObject; 2],
    id: TypeId,
    body: unsafe fn(*mut PyObject, &Given) -> c_int,
) -> c_int {
    // SAFETY: the caller's promise.
    let Some(record) = (unsafe { class::record_for(slf, id) }) else { return -1 };
    let [args, kwargs] = [args, kwargs].map(|it| ManuallyDrop::new(Object::from_owned(it)));
    let given = Given { args, kwargs, record };
    // SAFETY: the record is that of the object.
    match fault::catch_payload(|| unsafe { body(slf, &given) }) {
        Ok(status) => status,
        Err(payload) => fail_init_caught(slf, payload),
    }
}

/// Sets the exception of an initializer that ended in an error.
#[cold]
#[inline(never)]
extern "C" fn fail_init(error: Error) -> c_int {
    border::raise(error, Plain::ValueError);
    -1
}

/// Sets the exception of an initializer that ended in a fault.
#[cold]
fn fail_init_caught(slf: *mut PyObject, payload: fault::Payload) -> c_int {
    // SAFETY: CPython keeps the object alive.
    fault::end_around(&|place| unsafe { class::end_around(slf, place) });
    border::raise_caught(fault::sort(payload), Plain::ValueError);
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
