//! The compiler: names, types, ownership, instances, generated Rust, and the driver around them.

mod assembly;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod codegen;
pub mod cx;
pub mod definitions;
pub mod doc;
pub mod driver;
pub mod embed;
mod emit;
pub mod exact;
pub mod hir;
pub mod lower;
pub mod mend;
pub mod mir;
pub mod ownership;
pub mod pipeline;
pub mod program;
pub mod render;
pub mod resolve;
mod similar;
pub mod timings;
pub mod types;
