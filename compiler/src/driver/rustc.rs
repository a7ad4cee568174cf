//! Calls rustc directly, which saves cargo's own time, and reads what it says.

use std::path::Path;
use std::process::Command;

use super::runtime::Base;
use super::toolchain::Toolchain;
use super::{Error, Form, Profile, Rejected, environment};
use crate::render::Failure;

/// Crates of more lines of Rust are compiled in several units, side by side. In a smaller one a unit has too little to do.
const ONE_UNIT: usize = 1500;
const UNITS: usize = 4;

/// Builds the crate of a package, which has so many lines, into `target`.
///
/// # Errors
/// `Rejected` when rustc does not accept the crate, `E0801` when it does not run or cannot link.
pub fn build(
    base: &Base,
    toolchain: &Toolchain,
    profile: Profile,
    folder: &Path,
    name: &str,
    lines: usize,
    target: &Path,
) -> Result<(), Error> {
    let mut command = command(base, toolchain, folder, name);
    command.args(["--emit=link", "-C", "strip=symbols", "-C", "debuginfo=0"]).arg("-o").arg(target);
    if profile == Profile::Dev {
        command.arg("-C").arg(format!("incremental={}", folder.join("incremental").display()));
    } else {
        // Small functions are marked to be inlined across units; nothing else is gained by looking at all units at once.
        let units = if lines > ONE_UNIT { UNITS } else { 1 };
        command.arg("-C").arg(format!("codegen-units={units}")).args(["-C", "lto=off"]);
    }
    // Rust that needs a warning is a mistake of ours; the tests want to know.
    if super::is_under_test() {
        command.args(["-D", "warnings"]);
    }
    run(command, toolchain, folder)
}

/// Has rustc write a form of what it makes of the crate: the same code as `build` links, in one unit.
///
/// # Errors
/// As for `build`.
pub fn listing(
    base: &Base,
    toolchain: &Toolchain,
    folder: &Path,
    name: &str,
    form: Form,
    target: &Path,
) -> Result<(), Error> {
    let mut command = command(base, toolchain, folder, name);
    let (emit, debuginfo) = match form {
        // Line tables say which instruction is of which line, and change none.
        Form::Assembly => ("asm", 1),
        Form::LlvmIr => ("llvm-ir", 0),
    };
    command.arg(format!("--emit={emit}")).arg("-o").arg(target).arg("-C").arg(format!("debuginfo={debuginfo}"));
    command.args(["-C", "codegen-units=1", "-C", "lto=off"]);
    if form == Form::Assembly && cfg!(target_arch = "x86_64") {
        command.args(["-C", "llvm-args=-x86-asm-syntax=intel"]);
    }
    run(command, toolchain, folder)
}

/// What all calls have in common.
fn command(base: &Base, toolchain: &Toolchain, folder: &Path, name: &str) -> Command {
    let mut command = environment::command(&toolchain.rustc, folder);
    command
        .args(["--crate-name", &format!("mojo_{name}"), "--edition=2024", "--crate-type=cdylib", "src/lib.rs"])
        .args(["--error-format=json", "-C", "opt-level=3", "-C", "panic=unwind", "-C", "embed-bitcode=no"])
        .args(&base.rustflags);
    if cfg!(target_os = "macos") {
        command.args(["-C", "link-arg=-undefined", "-C", "link-arg=dynamic_lookup"]);
    }
    for (name, library) in &base.ready.externs {
        command.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    for dependencies in &base.ready.dependencies {
        command.arg("-L").arg(format!("dependency={}", dependencies.display()));
    }
    command
}

fn run(mut command: Command, toolchain: &Toolchain, folder: &Path) -> Result<(), Error> {
    let output = command
        .output()
        .map_err(|error| Failure::new("E0801", format!("cannot run `{}`: {error}", toolchain.rustc.display())))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().filter_map(|line| first_error(line, folder)).next();
    let rejected = first.unwrap_or_else(|| Rejected {
        folder: folder.to_path_buf(),
        place: None,
        message: match said.lines().find(|line| !line.starts_with('{') && !line.trim().is_empty()) {
            Some(line) => line.trim().to_string(),
            None => format!("rustc ended with {}", output.status),
        },
    });
    Err(classify(rejected))
}

/// An error among rustc's messages, one of which stands on a line.
fn first_error(line: &str, folder: &Path) -> Option<Rejected> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    if !message["level"].as_str()?.starts_with("error") {
        return None;
    }
    let span = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true);
    let place = span.and_then(|span| {
        Some((span["file_name"].as_str()?.to_string(), u32::try_from(span["line_start"].as_u64()?).ok()?))
    });
    Some(Rejected { folder: folder.to_path_buf(), place, message: message["message"].as_str()?.to_string() })
}

/// A linker that is missing or fails is the machine's matter, and everything else is ours.
pub fn classify(rejected: Rejected) -> Error {
    let links =
        rejected.place.is_none() && (rejected.message.contains("linker") || rejected.message.contains("linking"));
    if !links {
        return Error::Rejected(rejected);
    }
    let first = rejected.message.lines().next().unwrap_or_default();
    Failure::new("E0801", "cannot link the module")
        .note(format!("rustc says: {first}"))
        .help("a linker is needed: install `gcc` (or `clang`); a full disk makes it fail too")
        .into()
}
