//! The compiler: names, types, ownership, instances, generated Rust, and the driver around them.
