//! Faults: what ends a call from Python without being an error value.

use std::panic::Location;

/// The class of the Python exception that a fault becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Index,
    ZeroDivision,
    Runtime,
    Memory,
    Recursion,
    Value,
    Type,
    Overflow,
}

/// What unwinds.
#[derive(Debug)]
pub struct Fault {
    pub kind: Kind,
    pub text: String,
    pub location: &'static Location<'static>,
}

/// Unwinds to the border without running a panic hook.
#[cold]
pub fn raise(fault: Fault) -> ! {
    std::panic::resume_unwind(Box::new(fault))
}
