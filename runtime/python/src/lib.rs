//! Python in the runtime: what the standard library binds with `@rust("py::…")`, and what generated entries call.
//!
//! Every function here runs with the GIL held, which entries from Python guarantee; only `Object`'s copy and drop look.

pub use pyo3_ffi as ffi;
