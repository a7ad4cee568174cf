//! Numbers that threads may change at once.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::num::Number;

/// A count of owners.
#[derive(Debug)]
pub struct Counter(AtomicI64);

impl Counter {
    pub fn new(value: i64) -> Counter {
        Counter(AtomicI64::new(value))
    }

    /// Adds; the count before. What was written before the last decrement is seen by whoever makes it.
    #[inline]
    pub fn add(&self, value: i64) -> i64 {
        self.0.fetch_add(value, Ordering::AcqRel)
    }

    #[inline]
    pub fn load(&self) -> i64 {
        self.0.load(Ordering::Acquire)
    }
}

/// A number of any element type, under a lock: a few instructions when nobody else wants it.
#[derive(Debug)]
pub struct Atomic<T>(std::sync::Mutex<T>);

impl<T: Number> Atomic<T> {
    pub fn new(value: T) -> Atomic<T> {
        Atomic(std::sync::Mutex::new(value))
    }

    fn with<R>(&self, action: impl FnOnce(&mut T) -> R) -> R {
        // No action faults, so that no lock is poisoned.
        action(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub fn load(&self) -> T {
        self.with(|now| *now)
    }

    pub fn store(&self, value: T) {
        self.with(|now| *now = value);
    }

    fn update(&self, change: impl FnOnce(T) -> T) -> T {
        self.with(|now| {
            let before = *now;
            *now = change(before);
            before
        })
    }

    pub fn fetch_add(&self, value: T) -> T {
        self.update(|now| now.add(value))
    }

    pub fn fetch_sub(&self, value: T) -> T {
        self.update(|now| now.sub(value))
    }

    pub fn max(&self, value: T) {
        self.update(|now| Number::max(now, value));
    }

    pub fn min(&self, value: T) {
        self.update(|now| Number::min(now, value));
    }

    /// Replaces the value if it is the expected one; whether it was.
    pub fn compare_exchange(&self, expected: &mut T, desired: T) -> bool {
        self.with(|now| {
            let same = *now == *expected;
            if same {
                *now = desired;
            } else {
                *expected = *now;
            }
            same
        })
    }
}

/// Calls a function for every number below `count`, on several threads at once. A fault of one ends the whole.
pub fn parallel<E>(environment: *mut E, function: fn(*mut E, i64), count: i64, workers: i64) {
    use std::panic::resume_unwind;
    let workers = Ord::min(if workers <= 0 { crate::os::processors() } else { workers }, count);
    if workers <= 1 {
        for i in 0..count {
            function(environment, i);
        }
        return;
    }
    // A pointer is not sent by itself; the program promises that its threads may share what is behind it.
    let address = environment.expose_provenance();
    let next = AtomicI64::new(0);
    let fault = std::sync::Mutex::new(None);
    let work = || {
        let run = || {
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                if i >= count {
                    return;
                }
                function(std::ptr::with_exposed_provenance_mut(address), i);
            }
        };
        if let Err(payload) = crate::fault::catch_payload(run) {
            // What the threads share is not destroyed by any of them.
            crate::fault::end_around(&|_| false);
            next.store(count, Ordering::Relaxed);
            fault.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(payload);
        }
    };
    // The threads do not have the lock of Python's interpreter; one that needs it for a reference count must get it.
    crate::lock::outside(|| {
        std::thread::scope(|scope| {
            for _ in 1..workers {
                // Without a thread the work is done by those that there are.
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
    });
    let fault = fault.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    if let Some(payload) = fault {
        resume_unwind(payload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_once() {
        let mut seen = vec![0u8; 1000];
        fn mark(seen: *mut u8, i: i64) {
            crate::mem::write(crate::mem::offset(seen, i), crate::mem::take(crate::mem::offset(seen, i)) + 1);
        }
        parallel(seen.as_mut_ptr(), mark, 1000, 4);
        assert!(seen.iter().all(|n| *n == 1));
    }

    #[test]
    fn a_fault_comes_through() {
        fn fails(_: *mut (), i: i64) {
            crate::check::index(i, 5);
        }
        let result = std::panic::catch_unwind(|| parallel(std::ptr::null_mut::<()>(), fails, 10, 3));
        assert!(result.is_err());
    }

    #[test]
    fn atomics() {
        let n = Atomic::new(5i64);
        assert_eq!(n.fetch_add(2), 5);
        let mut expected = 0;
        assert!(!n.compare_exchange(&mut expected, 9));
        assert_eq!(expected, 7);
        assert!(n.compare_exchange(&mut expected, 9));
        n.max(20);
        n.min(11);
        assert_eq!(n.load(), 11);
    }
}
