//! What runs while a fault unwinds: destructors, and what a `finally` left to be done.

use std::thread::panicking;

use super::{catch_within, hole};

/// Runs a destructor. While another fault unwinds, a fault in it ends there: two at once would end the process.
/// Nothing is destroyed while a fault with a hole unwinds.
#[inline]
pub fn destroy(destructor: impl FnOnce()) {
    if panicking() {
        if hole::is_leaking() {
            // It owns the value.
            std::mem::forget(destructor);
        } else {
            drop(catch_within(destructor));
        }
    } else {
        destructor();
    }
}

/// Runs a cleanup if a fault unwinds through the scope that it stands in; left in any other way, it does nothing.
pub struct OnFault<E, F: FnOnce(E)> {
    cleanup: Option<(E, F)>,
    /// It was made by a destructor that runs while a fault unwinds: that fault does not pass here.
    unwinding: bool,
}

/// A guard with the addresses that its cleanup works on.
#[inline(always)]
pub fn on_fault<E, F: FnOnce(E)>(env: E, cleanup: F) -> OnFault<E, F> {
    OnFault { cleanup: Some((env, cleanup)), unwinding: panicking() }
}

impl<E, F: FnOnce(E)> Drop for OnFault<E, F> {
    #[inline]
    fn drop(&mut self) {
        if !self.unwinding
            && panicking()
            && let Some((env, cleanup)) = self.cleanup.take()
        {
            if hole::is_leaking() {
                // It may be left out as little as it may see the hole.
                hole::end();
            }
            drop(catch_within(|| cleanup(env)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use super::*;
    use crate::fault::{Caught, Fault, Kind, catch, prepare, raise};

    fn fault(text: &str) -> ! {
        raise(Fault { kind: Kind::Value, text: text.into(), location: Location::caller() })
    }

    fn text(caught: Result<(), Caught>) -> String {
        match caught {
            Err(Caught::Fault(fault)) => fault.text,
            _ => panic!("a fault was expected"),
        }
    }

    #[test]
    fn a_cleanup_runs_for_faults_only() {
        prepare();
        let mut runs = 0;
        let pointer = &raw mut runs;
        // SAFETY: `runs` outlives the guards.
        let guarded = |fails: bool| {
            catch(move || {
                let _guard = on_fault(pointer, |runs| unsafe { *runs += 1 });
                if fails {
                    fault("first");
                }
            })
        };
        assert!(guarded(false).is_ok());
        assert_eq!(text(guarded(true)), "first");
        assert_eq!(runs, 1);
    }

    #[test]
    fn a_fault_within_a_fault_ends_there() {
        struct Bad;
        impl Drop for Bad {
            fn drop(&mut self) {
                destroy(|| fault("second"));
            }
        }
        prepare();
        let both = catch(|| {
            let _guard = on_fault((), |()| fault("third"));
            let _bad = Bad;
            fault("first");
        });
        assert_eq!(text(both), "first");
        assert_eq!(text(catch(|| drop(Bad))), "second");
    }
}
