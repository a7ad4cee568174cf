//! What the compiler generates for a module with functions and a bound type, written by hand.
#![allow(clippy::missing_safety_doc)]

mod entries;
mod f0;
mod f1;
mod f2;
mod f3;
mod lines;
mod types;
