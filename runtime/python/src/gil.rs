//! The GIL: giving it up for a while, and taking it where a thread lacks it.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::ffi;

/// Whether some thread may run the language's code without the GIL. Until then nobody has to look.
static MAY_LACK: AtomicBool = AtomicBool::new(false);

/// To be called before code of the language runs on a thread that Python does not know.
pub fn threads_may_lack_it() {
    MAY_LACK.store(true, Ordering::SeqCst);
}

/// Whether this thread must take the GIL before it touches an object.
#[inline(always)]
pub(crate) fn is_missing() -> bool {
    MAY_LACK.load(Ordering::Relaxed) && is_not_held()
}

#[cold]
fn is_not_held() -> bool {
    // SAFETY: may be called on any thread.
    unsafe { ffi::PyGILState_Check() == 0 }
}

/// Runs a function with the GIL, which this thread lacks. After the interpreter has ended, nothing is run.
#[cold]
#[inline(never)]
pub(crate) fn with(f: impl FnOnce()) {
    struct Release(ffi::PyGILState_STATE);
    impl Drop for Release {
        fn drop(&mut self) {
            // SAFETY: ends what `PyGILState_Ensure` began, on the same thread.
            unsafe { ffi::PyGILState_Release(self.0) }
        }
    }
    // SAFETY: may be called on any thread.
    if unsafe { ffi::Py_IsInitialized() } == 0 {
        return;
    }
    // SAFETY: the interpreter runs; `Release` ends it also if `f` unwinds.
    let _release = Release(unsafe { ffi::PyGILState_Ensure() });
    f();
}

/// Gives the GIL up; the number is to be handed to `restore`. 0 if this thread did not hold it.
pub fn release() -> i64 {
    threads_may_lack_it();
    if is_not_held() {
        return 0;
    }
    // SAFETY: this thread holds the GIL.
    unsafe { ffi::PyEval_SaveThread() as i64 }
}

/// Takes back what `release` gave up.
pub fn restore(state: i64) {
    if state != 0 {
        // SAFETY: the number is a thread state from `release`, on the same thread.
        unsafe { ffi::PyEval_RestoreThread(state as *mut ffi::PyThreadState) }
    }
}

/// Takes the GIL; the number is to be handed to `leave`. 0 if this thread held it already.
pub fn acquire() -> i64 {
    threads_may_lack_it();
    if !is_not_held() {
        return 0;
    }
    // SAFETY: may be called on any thread while the interpreter runs, as it does while its code runs.
    1 + unsafe { ffi::PyGILState_Ensure() } as i64
}

/// Gives up what `acquire` took.
pub fn leave(state: i64) {
    let state = match state {
        0 => return,
        1 => ffi::PyGILState_STATE::PyGILState_LOCKED,
        _ => ffi::PyGILState_STATE::PyGILState_UNLOCKED,
    };
    // SAFETY: ends what `acquire` began, on the same thread.
    unsafe { ffi::PyGILState_Release(state) }
}
