//! Faults: what ends a call from outside without being an error value.

mod cleanup;
mod hole;

pub use cleanup::{OnFault, destroy, on_fault};
pub use hole::{Hole, end_around, is_leaking};

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Once;

use crate::error::Error;
use crate::site::{self, FunctionSite};

/// The class of the Python exception that a fault becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Index,
    Key,
    ZeroDivision,
    /// `abort`
    Runtime,
    Memory,
    Recursion,
    Value,
    Type,
    Overflow,
    Assertion,
}

/// What unwinds.
#[derive(Debug)]
pub struct Fault {
    pub kind: Kind,
    pub text: String,
    pub location: &'static Location<'static>,
}

/// An error that arose where no error value can be returned: it unwinds like a fault and arrives as it was.
struct Raised {
    error: Error,
    location: &'static Location<'static>,
}

/// A place in Rust code.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: String,
    pub line: u32,
}

/// What a call ended in, if not in a value.
pub enum Caught {
    Fault(Fault),
    Error(Error, &'static Location<'static>),
    /// A panic of Rust's: a mistake in the runtime or in generated code.
    Panic(String, Option<Place>),
}

impl Caught {
    /// The text of the exception, and where it arose.
    pub fn describe(&self) -> (String, Option<Place>) {
        let place = |location: &Location<'_>| Some(Place { file: location.file().to_owned(), line: location.line() });
        match self {
            Caught::Fault(fault) => (fault.text.clone(), place(fault.location)),
            Caught::Error(error, location) => (error.text().to_std(), place(location)),
            Caught::Panic(text, location) => (text.clone(), location.clone()),
        }
    }
}

/// Unwinds to the border without running a panic hook.
#[cold]
pub fn raise(fault: Fault) -> ! {
    std::panic::resume_unwind(Box::new(fault))
}

/// Unwinds to the border with an error, where the caller cannot raise it.
#[cold]
#[track_caller]
pub fn raise_error(error: Error) -> ! {
    std::panic::resume_unwind(Box::new(Raised { error, location: Location::caller() }))
}

// SAFETY: `resume_unwind` asks for it, but the payload never leaves its thread: the border takes it out there.
unsafe impl Send for Raised {}

thread_local! {
    /// The last panic of this thread: its text and place.
    static LAST_PANIC: RefCell<Option<(String, Option<Place>)>> = const { RefCell::new(None) };
}

/// Lets panics keep their text and place for the border in place of printing them.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let text = match (info.payload().downcast_ref::<&str>(), info.payload().downcast_ref::<String>()) {
                (Some(text), _) => (*text).to_owned(),
                (None, Some(text)) => text.clone(),
                (None, None) => "a panic without a text".to_owned(),
            };
            let place = info.location().map(|it| Place { file: it.file().to_owned(), line: it.line() });
            // A thread that is ending has no slot any more; then there is no border on it either.
            let _ = LAST_PANIC.try_with(|slot| *slot.borrow_mut() = Some((text, place)));
        }));
    });
}

/// To be called once before `catch` is used.
pub fn prepare() {
    silence_panics();
}

/// Runs a function up to its value or to what it ended in.
#[inline(always)]
pub fn catch<R>(f: impl FnOnce() -> R) -> Result<R, Caught> {
    catch_payload(f).map_err(sort)
}

/// The same while another fault unwinds, which goes on: whether there are holes is seen where that one ends.
#[inline(always)]
fn catch_within(f: impl FnOnce()) -> Result<(), Caught> {
    catch_unwind(AssertUnwindSafe(f)).map_err(sort)
}

/// What a function is left with, not looked at yet.
pub type Payload = Box<dyn Any + Send>;

/// As `catch`, for those who look at what they caught with `sort`, out of the way. `f` should be a call that is not inlined:
/// holes in its frames are forgotten.
#[inline(always)]
pub fn catch_payload<R>(f: impl FnOnce() -> R) -> Result<R, Payload> {
    // What a fault interrupts is not looked at again, except for Python objects, which CPython keeps whole.
    let frame = 0u8;
    let frame = (&raw const frame).addr();
    catch_unwind(AssertUnwindSafe(f)).inspect_err(|_| hole::settle(frame))
}

/// What was caught.
#[cold]
#[inline(never)]
pub fn sort(payload: Payload) -> Caught {
    let payload = match payload.downcast::<Fault>() {
        Ok(fault) => return Caught::Fault(*fault),
        Err(payload) => payload,
    };
    if let Ok(raised) = payload.downcast::<Raised>() {
        return Caught::Error(raised.error, raised.location);
    }
    let (text, place) = LAST_PANIC.with(|slot| slot.borrow_mut().take()).unwrap_or_default();
    Caught::Panic(text, place)
}

/// Runs an exported C function. There is nobody to hand a fault to: it is printed, and the process ends.
pub fn c_entry<R>(functions: &[FunctionSite], f: impl FnOnce() -> R) -> R {
    prepare();
    // Whoever calls a C function need not hold the lock of Python's interpreter.
    let _unlocked = crate::lock::unlocked();
    catch(f).unwrap_or_else(|caught| {
        let (text, place) = caught.describe();
        let position = place.and_then(|place| site::of_location(functions, &place.file, place.line));
        match position {
            Some(at) => eprintln!("{}:{}: in {}: {text}", at.file, at.line, at.function),
            None => eprintln!("{text}"),
        }
        std::process::abort()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn faults_errors_and_panics_arrive_apart() {
        prepare();
        assert!(matches!(catch(|| 5), Ok(5)));
        let fault = || raise(Fault { kind: Kind::Index, text: "far".into(), location: Location::caller() });
        match catch(|| -> () { fault() }) {
            Err(Caught::Fault(fault)) => assert_eq!((fault.kind, fault.text.as_str()), (Kind::Index, "far")),
            _ => panic!("no fault"),
        }
        match catch(|| -> () { raise_error(Error::new(text::String::from_std("late"))) }) {
            Err(Caught::Error(error, location)) => {
                assert_eq!(error.text().as_str(), "late");
                assert!(location.file().ends_with("fault.rs"));
            }
            _ => panic!("no error"),
        }
        match catch(|| -> () { panic!("number {}", 7) }) {
            Err(Caught::Panic(text, Some(place))) => {
                assert_eq!(text, "number 7");
                assert!(place.file.ends_with("fault.rs"));
            }
            _ => panic!("no panic"),
        }
    }
}
