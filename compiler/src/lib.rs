//! The compiler: names, types, ownership, instances, generated Rust, and the driver around them.

pub mod check;
pub mod codegen;
pub mod cx;
pub mod definitions;
mod emit;
pub mod hir;
pub mod lower;
pub mod mir;
pub mod ownership;
pub mod program;
pub mod resolve;
mod similar;
pub mod types;
