//! The runtime core: what the standard library binds with `@rust("rt::…")`. Knows nothing of Python.
//!
//! Arguments follow the table of calling conventions: trivial types by value, others by reference, `mut` by `&mut`,
//! `ref` by `*mut`, owned ones by value. Signed 64-bit integers are lengths and indices, as in the language.

pub mod array;
pub mod bits;
pub mod check;
pub mod error;
pub mod fault;
pub mod hash;
pub mod io;
pub mod lock;
pub mod math;
pub mod mem;
pub mod num;
pub mod os;
pub mod random;
pub mod simd;
pub mod site;
pub mod sort;
pub mod stack;
pub mod sync;
pub mod table;
pub mod text;
pub mod time;
