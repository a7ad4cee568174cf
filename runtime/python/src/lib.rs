//! Python in the runtime: what the standard library binds with `@rust("py::…")`, and what generated entries call.
//!
//! Every function here runs with the GIL held, which entries from Python guarantee; only `Object`'s copy and drop look.

pub use pyo3_ffi as ffi;

pub mod access;
pub mod build;
pub mod call;
pub mod class;
pub mod convert;
pub mod entry;
pub mod exception;
pub mod gil;
pub mod iterate;
pub mod module;
pub mod object;
pub mod operator;
pub mod raw;
pub mod system;

mod border;
mod names;
mod traceback;
