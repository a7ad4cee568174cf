//! The lock of the Python interpreter, as far as code that knows nothing of Python has to do with it.
//!
//! As a rule whoever runs holds it, because Python called. Reference counts rely on that as long as nobody has said
//! otherwise, and ask the interpreter only while somebody has.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many parts of the program may run without the lock now.
static UNLOCKED: AtomicUsize = AtomicUsize::new(0);

/// How to let go of the lock, and to take it back.
#[derive(Clone, Copy, Debug)]
pub struct Hooks {
    /// The number is for `restore`; 0 if the thread does not hold the lock.
    pub release: fn() -> i64,
    pub restore: fn(i64),
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Makes the interpreter known; the first call counts.
pub fn register(hooks: Hooks) {
    HOOKS.get_or_init(|| hooks);
}

/// While it lives, threads may run without the lock.
#[derive(Debug)]
pub struct Unlocked(());

/// Says that threads may run without the lock: before it is released, and before threads are started.
pub fn unlocked() -> Unlocked {
    UNLOCKED.fetch_add(1, Ordering::SeqCst);
    Unlocked(())
}

/// Ends what an `unlocked` began whose result was forgotten.
pub fn locked_again() {
    drop(Unlocked(()));
}

impl Drop for Unlocked {
    fn drop(&mut self) {
        UNLOCKED.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether this thread may be without the lock. A thread that is was made so after the count was raised, by itself or before
/// it was started: it sees that.
#[inline(always)]
pub fn may_be_missing() -> bool {
    UNLOCKED.load(Ordering::Relaxed) != 0
}

/// Runs `f` without the lock, on this thread and those that it starts.
pub fn outside<R>(f: impl FnOnce() -> R) -> R {
    /// Takes the lock back, also if `f` unwinds; only then nobody may be without it any more.
    struct Restore(Option<(Hooks, i64)>, Unlocked);
    impl Drop for Restore {
        fn drop(&mut self) {
            if let Some((hooks, state)) = self.0 {
                (hooks.restore)(state);
            }
        }
    }
    let unlocked = unlocked();
    let _restore = Restore(HOOKS.get().map(|hooks| (*hooks, (hooks.release)())), unlocked);
    f()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static HELD: Cell<bool> = const { Cell::new(true) };
    }

    #[test]
    fn the_lock_is_back_after_a_fault() {
        register(Hooks {
            release: || {
                HELD.set(false);
                7
            },
            restore: |state| {
                assert_eq!(state, 7);
                HELD.set(true);
            },
        });
        assert_eq!(outside(|| (may_be_missing(), HELD.get())), (true, false));
        assert!(HELD.get());
        let fault = || crate::fault::raise_error(crate::error::Error::empty());
        assert!(std::panic::catch_unwind(|| outside(fault)).is_err());
        assert!(HELD.get());
    }
}
