//! Places whose value was moved out, and not put back yet, when a fault unwinds through.
//!
//! A function may move a value out of an argument that it has to give back, if it fills the place again. A fault in between
//! leaves a hole in a value that somebody else owns and would destroy. So while a fault with a hole unwinds, nothing else is
//! destroyed: any destructor might look at the hole. At the next `catch`, holes in frames that are gone are forgotten. What
//! remains lies in a value that goes on living: the border ends the value, or the process.

use std::cell::{Cell, RefCell};
use std::thread::panicking;

thread_local! {
    /// The holes that the current fault has left: where they are, and how deep the stack was when they were left.
    static LEFT: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
}

/// Watches one place of a function. Stands behind the owner of the place, and in front of what is moved out.
pub struct Hole {
    place: Cell<usize>,
}

impl Hole {
    #[inline(always)]
    #[allow(clippy::new_without_default, reason = "only generated code makes one")]
    pub fn new() -> Hole {
        Hole { place: Cell::new(0) }
    }

    /// The value of the place is about to be moved out or destroyed.
    #[inline(always)]
    pub fn open<T>(&self, place: *const T) {
        self.place.set(place.addr());
    }

    /// The place has a value again.
    #[inline(always)]
    pub fn close(&self) {
        self.place.set(0);
    }
}

impl Drop for Hole {
    #[inline(always)]
    fn drop(&mut self) {
        let place = self.place.get();
        if place != 0 && panicking() {
            leave(place);
        }
    }
}

#[cold]
#[inline(never)]
extern "C" fn leave(place: usize) {
    let deepest = 0u8;
    let left = (place, (&raw const deepest).addr());
    // On a thread that is ending, nobody could tell of it.
    if LEFT.try_with(|all| all.borrow_mut().push(left)).is_err() {
        end();
    }
}

/// Whether a fault unwinds that has left a hole: then nothing may be destroyed.
#[inline(always)]
pub fn is_leaking() -> bool {
    panicking() && has_left()
}

#[cold]
#[inline(never)]
extern "C" fn has_left() -> bool {
    LEFT.try_with(|left| !left.borrow().is_empty()).unwrap_or(false)
}

/// Forgets the holes in frames that are gone: those deeper than `frame`, an address in the frame that catches.
#[cold]
#[inline(never)]
pub(super) fn settle(frame: usize) {
    let _ = LEFT.try_with(|left| left.borrow_mut().retain(|&(place, deepest)| !(deepest..frame).contains(&place)));
}

/// At the border: `ends` says whether the value around a place is ended by it. If one goes on living, the process must not.
#[cold]
#[inline(never)]
pub fn end_around(ends: &dyn Fn(usize) -> bool) {
    let left = LEFT.try_with(RefCell::take).unwrap_or_default();
    if !left.into_iter().all(|(place, _)| ends(place)) {
        end();
    }
}

#[cold]
pub(super) fn end() -> ! {
    eprintln!("fatal: a fault came while a value was moved out of where it is still needed");
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Fault, Kind, catch, destroy, prepare, raise};
    use std::panic::Location;

    struct Counts<'c>(&'c Cell<usize>);

    impl Drop for Counts<'_> {
        fn drop(&mut self) {
            destroy(|| self.0.set(self.0.get() + 1));
        }
    }

    fn take_out(owner: &mut Counts<'_>, fills: bool) {
        let hole = Hole::new();
        hole.open(&raw const *owner);
        // SAFETY: what is moved out is written back, or the hole stays open.
        let value = unsafe { (&raw const *owner).read() };
        let other = Cell::new(0);
        let elsewhere = &raw const other;
        if fills {
            drop(value);
            // SAFETY: the place is empty. The counter is not looked at again.
            unsafe { (&raw mut *owner).write(Counts(&*elsewhere)) };
            hole.close();
        }
        raise(Fault { kind: Kind::Index, text: "far".into(), location: Location::caller() });
    }

    /// As `catch` asks of what it calls.
    #[inline(never)]
    fn apart(f: impl FnOnce()) {
        f();
    }

    #[test]
    fn what_has_a_hole_is_not_destroyed() {
        prepare();
        let count = Cell::new(0);
        let caught = catch(|| {
            apart(|| {
                let mut owner = Counts(&count);
                let _also = Counts(&count);
                take_out(&mut owner, false);
            });
        });
        assert!(caught.is_err());
        // Once, by the function that moved it out; all else is left alone.
        assert_eq!(count.get(), 1);
        assert!(!has_left());
    }

    #[test]
    fn what_is_filled_again_is_destroyed() {
        prepare();
        let count = Cell::new(0);
        let caught = catch(|| {
            apart(|| {
                let _also = Counts(&count);
                let mut owner = std::mem::ManuallyDrop::new(Counts(&count));
                take_out(&mut owner, true);
            });
        });
        assert!(caught.is_err());
        assert_eq!(count.get(), 2);
        assert!(!has_left());
    }
}
