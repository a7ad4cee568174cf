//! The end of the stack: recursion stops with a fault before it gets there.

use std::cell::Cell;
use std::panic::Location;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::fault::{self, Fault, Kind};

/// What stays free for the runtime and for unwinding, and at most a quarter of the stack.
const RESERVE: usize = 256 << 10;

/// The stack of a thread, from the lowest address that recursion may reach. Lives as long as the process: there is one for
/// each thread that ever came near a check.
struct Bounds {
    limit: usize,
    top: usize,
}

/// The stack that was checked last: nearly always the one that is checked next.
static LAST: AtomicPtr<Bounds> = AtomicPtr::new(std::ptr::null_mut());

thread_local! {
    static OWN: Own = const { Own(Cell::new(std::ptr::null_mut())) };
}

/// The bounds of this thread; null until they were asked for.
struct Own(Cell<*mut Bounds>);

impl Drop for Own {
    fn drop(&mut self) {
        // Another thread's stack may come to lie where this one was. The bounds themselves stay: somebody may look at them now.
        let _ = LAST.compare_exchange(self.0.get(), std::ptr::null_mut(), Ordering::AcqRel, Ordering::Relaxed);
    }
}

/// A fault of the class `RecursionError` if the stack is nearly used up. Functions that may call themselves begin with it.
#[inline(always)]
#[track_caller]
pub fn check() {
    let marker = 0u8;
    let here = std::hint::black_box(&raw const marker) as usize;
    // SAFETY: null or bounds, which live as long as the process.
    let is_within = unsafe { LAST.load(Ordering::Acquire).as_ref() }.is_some_and(|it| it.limit < here && here < it.top);
    if !is_within {
        check_thread(here);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn check_thread(here: usize) {
    // A thread that is ending is not looked at any more.
    let Ok(mut bounds) = OWN.try_with(|own| own.0.get()) else { return };
    if bounds.is_null() {
        let (low, top) = limits().unwrap_or((0, usize::MAX));
        let limit = low + RESERVE.min((top - low) / 4);
        bounds = Box::into_raw(Box::new(Bounds { limit, top }));
        OWN.with(|own| own.0.set(bounds));
    }
    LAST.store(bounds, Ordering::Release);
    // SAFETY: bounds live as long as the process.
    if here <= unsafe { (*bounds).limit } {
        let text = "maximum recursion depth exceeded: the stack is used up".into();
        fault::raise(Fault { kind: Kind::Recursion, text, location: Location::caller() });
    }
}

/// The lowest and the highest address of this thread's stack.
#[cfg(target_os = "linux")]
fn limits() -> Option<(usize, usize)> {
    use std::ffi::{c_int, c_void};
    use std::mem::MaybeUninit;

    /// No smaller than the C library's.
    #[repr(C, align(16))]
    struct Attributes([u8; 128]);

    unsafe extern "C" {
        fn pthread_self() -> usize;
        fn pthread_getattr_np(thread: usize, attributes: *mut Attributes) -> c_int;
        fn pthread_attr_getstack(attributes: *const Attributes, low: *mut *mut c_void, size: *mut usize) -> c_int;
        fn pthread_attr_destroy(attributes: *mut Attributes) -> c_int;
    }

    let mut attributes = MaybeUninit::<Attributes>::zeroed();
    let (mut low, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: the thread asks about itself; the attributes are made, read and given back.
    let status = unsafe {
        if pthread_getattr_np(pthread_self(), attributes.as_mut_ptr()) != 0 {
            return None;
        }
        let status = pthread_attr_getstack(attributes.as_ptr(), &mut low, &mut size);
        pthread_attr_destroy(attributes.as_mut_ptr());
        status
    };
    (status == 0).then(|| (low as usize, low as usize + size))
}

/// The lowest and the highest address of this thread's stack.
#[cfg(target_os = "macos")]
fn limits() -> Option<(usize, usize)> {
    unsafe extern "C" {
        fn pthread_self() -> usize;
        fn pthread_get_stackaddr_np(thread: usize) -> usize;
        fn pthread_get_stacksize_np(thread: usize) -> usize;
    }

    // SAFETY: the thread asks about itself.
    let (top, size) = unsafe { (pthread_get_stackaddr_np(pthread_self()), pthread_get_stacksize_np(pthread_self())) };
    Some((top - size, top))
}

/// Elsewhere nothing is known, and nothing is checked.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn limits() -> Option<(usize, usize)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Caught, catch};

    #[allow(unconditional_recursion)] // it ends with the fault
    fn deep(n: u64) -> u64 {
        check();
        let rest = deep(std::hint::black_box(n + 1));
        std::hint::black_box(n) ^ rest
    }

    fn ends_well() -> bool {
        matches!(catch(|| deep(0)), Err(Caught::Fault(fault)) if fault.kind == Kind::Recursion)
    }

    #[test]
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn recursion_ends_with_a_fault_on_every_thread() {
        for _ in 0..3 {
            assert!(ends_well());
            let small = std::thread::Builder::new().stack_size(128 << 10).spawn(ends_well);
            assert!(small.expect("a thread").join().expect("its answer"));
            assert!(ends_well());
        }
    }
}
