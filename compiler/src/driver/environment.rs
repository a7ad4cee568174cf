//! The environment of cargo and rustc: ours, not the user's shell's.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::toolchain::Toolchain;

/// Variables that say where registries are and how to reach them; everything else of cargo's is taken away.
const KEPT: [&str; 4] = ["CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTRIES_", "CARGO_REGISTRY_"];

/// Variables beside cargo's own that would change what is built.
const REMOVED: [&str; 14] = [
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "RUSTC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_LINKER",
    "RUSTC_LOG",
    "RUSTC_BOOTSTRAP",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "TARGET",
    "HOST",
    "MAKEFLAGS",
    "CARGO_MAKEFLAGS",
];

/// A command that runs in `folder` with a clean environment.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(std::process::Stdio::null());
    for (name, _) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let cargos =
            text.starts_with("CARGO_") && text != "CARGO_HOME" && !KEPT.iter().any(|kept| text.starts_with(kept));
        if cargos || text.starts_with("PYO3_") || REMOVED.contains(&text) {
            command.env_remove(&name);
        }
    }
    command
}

/// cargo, with everything set that a configuration file of the user's could change otherwise.
pub fn cargo(toolchain: &Toolchain, folder: &Path, config: &Path, rustflags: &[String]) -> Command {
    let mut command = command(&toolchain.cargo, folder);
    let triple = toolchain.host.to_uppercase().replace(['-', '.'], "_");
    command
        .env("RUSTC", &toolchain.rustc)
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags.join("\u{1f}"))
        .env(format!("CARGO_TARGET_{triple}_LINKER"), linker())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .env("PYO3_CONFIG_FILE", config)
        .env("RUSTUP_TOOLCHAIN", &toolchain.sysroot);
    // A wrapper, such as a shared compilation cache, is used when it is asked for.
    let wrapper = std::env::var_os("MOJOXIDE_RUSTC_WRAPPER").unwrap_or_default();
    command.env("RUSTC_WRAPPER", &wrapper).env("CARGO_BUILD_RUSTC_WRAPPER", wrapper);
    command.env("RUSTC_WORKSPACE_WRAPPER", "").env("CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", "");
    command
}

/// The folder in which cargo keeps what it has fetched.
pub fn cargo_home() -> PathBuf {
    let set = std::env::var_os("CARGO_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    set.or_else(home).unwrap_or_default()
}

/// The program that links.
pub fn linker() -> &'static str {
    if cfg!(windows) { "link.exe" } else { "cc" }
}
