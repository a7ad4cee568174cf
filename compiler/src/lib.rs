//! The compiler: names, types, ownership, instances, generated Rust, and the driver around them.

pub mod definitions;
pub mod hir;
pub mod lower;
pub mod mir;
pub mod ownership;
pub mod program;
pub mod types;
