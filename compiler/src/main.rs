//! The command line of mojoxide.

fn main() {}
