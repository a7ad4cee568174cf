//! Structs.
use std::sync::atomic::{AtomicI64, Ordering};

/// Values that are alive.
pub static ALIVE: AtomicI64 = AtomicI64::new(0);

pub struct Person {
    pub name: ::rt::text::String,
    pub age: i64,
}

impl Person {
    pub fn new(name: ::rt::text::String, age: i64) -> Person {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Person { name, age }
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

pub struct Counter {
    pub count: i64,
}

/// Needs a greater alignment than objects have.
#[repr(align(64))]
pub struct Wide {
    pub value: i64,
}
