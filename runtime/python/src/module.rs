//! Modules: the C function that CPython looks up, and what the library's builders do.

mod builder;
mod shim;

pub(crate) use builder::create;
pub use builder::{
    ModuleBuilder, TypeBuilder, add_function, add_method, add_type, builder, builder_of, finalize, finalize_type,
    insert_slot, module_of, set_init, type_builder,
};
pub use shim::init;
