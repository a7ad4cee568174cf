//! How types and compile-time values are written in messages and dumps.
