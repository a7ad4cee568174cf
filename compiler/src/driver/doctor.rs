//! Reports what a build would use, and what is wrong with it.

use std::path::Path;
use std::process::Command;

use super::cache::{self, Cache};
use super::{python, toolchain};
use crate::embed;
use crate::render::Failure;

/// A line of the report.
#[derive(Debug)]
pub struct Finding {
    pub topic: &'static str,
    pub result: Result<String, Failure>,
}

/// Looks at everything. Nothing stops at the first trouble.
pub fn examine(wanted: Option<&Path>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut add = |topic, result| out.push(Finding { topic, result });
    add("mojoxide", Ok(format!("{} ({})", env!("CARGO_PKG_VERSION"), this_program())));
    let runtime = if embed::RUNTIME.is_empty() {
        Err(Failure::new("E0806", "this compiler was built without its runtime"))
    } else {
        Ok(format!("{} files, {}", embed::RUNTIME.len(), &embed::RUNTIME_HASH[..12]))
    };
    add("runtime", runtime);
    let cache = match Cache::open() {
        Ok(cache) => {
            add("cache folder", Ok(cache.root.display().to_string()));
            cache
        }
        Err(failure) => {
            add("cache folder", Err(failure));
            // Answers cannot be remembered then, but can still be given.
            Cache { root: cache::location().unwrap_or_else(std::env::temp_dir) }
        }
    };
    match toolchain::find(&cache) {
        Ok(found) => {
            add("rustc", Ok(format!("{} for {} ({})", found.release, found.host, found.rustc.display())));
            add("cargo", Ok(found.cargo.display().to_string()));
        }
        Err(failure) => add("Rust toolchain", Err(failure)),
    }
    add("linker", linker());
    let found = python::find(&cache, wanted).map(|python| {
        format!(
            "{} {}.{}{} ({})",
            python.implementation,
            python.major,
            python.minor,
            python.abiflags,
            python.executable.display()
        )
    });
    add("Python", found);
    out
}

fn this_program() -> String {
    std::env::current_exe().map_or_else(|_| "unknown place".to_string(), |path| path.display().to_string())
}

fn linker() -> Result<String, Failure> {
    let name = super::environment::linker();
    let help = "install `gcc` (or `clang`)";
    let path = toolchain::on_path(name).ok_or_else(|| {
        Failure::new("E0801", format!("cannot find the linker `{name}` on the search path")).help(help)
    })?;
    let output = Command::new(&path).arg("--version").output();
    match output {
        Ok(output) if output.status.success() => {
            let said = String::from_utf8_lossy(&output.stdout);
            Ok(format!("{} ({})", said.lines().next().unwrap_or_default(), path.display()))
        }
        Ok(output) => {
            Err(Failure::new("E0801", format!("`{}` does not work ({})", path.display(), output.status)).help(help))
        }
        Err(error) => Err(Failure::new("E0801", format!("cannot run `{}`: {error}", path.display())).help(help)),
    }
}
