//! The GIL: giving it up for a while, and taking it where a thread lacks it.

use rt::lock;

use crate::ffi;

/// Lets the runtime's own threads work without the GIL. To be called before anything else here.
pub(crate) fn prepare() {
    lock::register(lock::Hooks { release: save, restore });
}

/// Runs a function with the GIL, which this thread may lack.
pub(crate) fn ensured(f: impl FnOnce()) {
    if is_not_held() { with(f) } else { f() }
}

fn is_not_held() -> bool {
    // SAFETY: may be called on any thread.
    unsafe { ffi::PyGILState_Check() == 0 }
}

/// Runs a function with the GIL, which this thread lacks. After the interpreter has ended, nothing is run.
fn with(f: impl FnOnce()) {
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
fn save() -> i64 {
    if is_not_held() {
        return 0;
    }
    // SAFETY: this thread holds the GIL.
    unsafe { ffi::PyEval_SaveThread() as i64 }
}

/// Takes back what `save` gave up.
fn restore(state: i64) {
    if state != 0 {
        // SAFETY: the number is a thread state from `save`, on the same thread.
        unsafe { ffi::PyEval_RestoreThread(state as *mut ffi::PyThreadState) }
    }
}

/// `with GILReleased(Python()):`
pub struct Released(Option<(i64, lock::Unlocked)>);

impl Released {
    pub fn new() -> Released {
        Released(None)
    }
}

/// Gives the GIL up.
pub fn release(released: &mut Released) {
    if released.0.is_none() {
        let unlocked = lock::unlocked();
        released.0 = Some((save(), unlocked));
    }
}

/// Takes the GIL back.
pub fn take_back(released: &mut Released) {
    if let Some((state, _unlocked)) = released.0.take() {
        restore(state);
    }
}

impl Drop for Released {
    fn drop(&mut self) {
        // A fault may have left the block.
        take_back(self);
    }
}

/// `PyEval_SaveThread`: gives the GIL up until `restore_thread`. From then on this process has code that runs without it.
pub fn save_thread() -> *mut () {
    std::mem::forget(lock::unlocked());
    // SAFETY: the program promises that this thread holds the GIL.
    unsafe { ffi::PyEval_SaveThread().cast() }
}

/// `PyEval_RestoreThread`
pub fn restore_thread(state: *mut ()) {
    // SAFETY: the program promises that the state is from `save_thread`, on this thread.
    unsafe { ffi::PyEval_RestoreThread(state.cast()) };
    lock::locked_again();
}

/// Takes the GIL; the number is to be handed to `leave`. 0 if this thread held it already.
pub fn acquire() -> i64 {
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
