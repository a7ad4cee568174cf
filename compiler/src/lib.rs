//! The compiler: names, types, ownership, instances, generated Rust, and the driver around them.

pub mod catalogue;
pub mod cli;
pub mod definitions;
pub mod driver;
pub mod embed;
pub mod hir;
pub mod mir;
pub mod pipeline;
pub mod program;
pub mod render;
pub mod types;
