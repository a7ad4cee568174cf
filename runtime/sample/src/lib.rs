//! What the compiler generates for a module with functions and a bound type, written by hand.
#![allow(clippy::missing_safety_doc)]

mod entries;
mod fn0;
mod fn1;
mod fn2;
mod fn3;
mod lines;
mod types;
