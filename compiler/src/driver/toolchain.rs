//! Finds the Rust toolchain: the compilers themselves, behind rustup's stand-ins.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::cache::{Cache, stamp};
use crate::render::Failure;

/// The oldest rustc that builds the runtime.
const OLDEST: (u32, u32) = (1, 88);

/// A toolchain that works.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Toolchain {
    pub rustc: PathBuf,
    pub cargo: PathBuf,
    pub sysroot: PathBuf,
    /// The target that it builds for unless told otherwise, which is this machine's.
    pub host: String,
    /// `1.95.0`
    pub release: String,
    /// All of `rustc -vV`.
    pub version: String,
    /// To see that the compiler was replaced.
    stamp: String,
}

/// Finds the toolchain of the search path, or the one that `RUSTUP_TOOLCHAIN` names.
///
/// # Errors
/// `E0801` when there is none, or it is too old or broken.
pub fn find(cache: &Cache) -> Result<Toolchain, Failure> {
    let rustc = on_path("rustc").ok_or_else(|| missing("rustc"))?;
    let cargo = on_path("cargo").ok_or_else(|| missing("cargo"))?;
    let chosen = std::env::var("RUSTUP_TOOLCHAIN").unwrap_or_default();
    let key = format!(
        "rustc\n{}\n{:?}\n{}\n{:?}\n{:?}",
        rustc.display(),
        stamp(&rustc),
        chosen,
        std::env::var_os("RUSTUP_HOME"),
        rustup_settings().and_then(|path| stamp(&path)),
    );
    if let Some(known) = cache.answer::<Toolchain>(&key)
        && stamp(&known.rustc).as_ref() == Some(&known.stamp)
        && known.cargo.is_file()
    {
        return Ok(known);
    }
    let found = ask(&rustc, &cargo, &cache.root)?;
    cache.remember(&key, &found);
    Ok(found)
}

/// The file in which rustup notes the default toolchain.
fn rustup_settings() -> Option<PathBuf> {
    let home = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".rustup")));
    home.map(|home| home.join("settings.toml"))
}

fn ask(rustc: &Path, cargo: &Path, folder: &Path) -> Result<Toolchain, Failure> {
    let sysroot =
        PathBuf::from(output(Command::new(rustc).args(["--print", "sysroot"]).current_dir(folder), rustc)?.trim());
    // The compiler itself starts faster than rustup's stand-in, and no folder's settings change which one it is.
    let own = |name: &str, fallback: &Path| {
        let path = sysroot.join("bin").join(name);
        if path.is_file() { path } else { fallback.to_path_buf() }
    };
    let rustc = own("rustc", rustc);
    let cargo = own("cargo", cargo);
    let version = output(Command::new(&rustc).arg("-vV").current_dir(folder), &rustc)?;
    output(Command::new(&cargo).arg("-V").current_dir(folder), &cargo)?;
    let field = |name: &str| version.lines().find_map(|line| line.strip_prefix(name)).map(|v| v.trim().to_string());
    let unknown = || Failure::new("E0801", format!("`{} -vV` says something unknown: {version}", rustc.display()));
    let release = field("release:").ok_or_else(unknown)?;
    let host = field("host:").ok_or_else(unknown)?;
    let mut numbers = release.split(['.', '-']).map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST {
        return Err(Failure::new("E0801", format!("rustc {release} is too old"))
            .note(format!("found: {}", rustc.display()))
            .note(format!("needed: {}.{} or newer", OLDEST.0, OLDEST.1))
            .help("update it: `rustup update stable`"));
    }
    let stamp = stamp(&rustc).unwrap_or_default();
    Ok(Toolchain { rustc, cargo, sysroot, host, release, version, stamp })
}

fn output(command: &mut Command, program: &Path) -> Result<String, Failure> {
    let shown = program.display();
    let output = command.output().map_err(|error| {
        Failure::new("E0801", format!("cannot run `{shown}`: {error}")).help("install a Rust toolchain with rustup")
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let mut failure = Failure::new("E0801", format!("`{shown}` does not work ({})", output.status));
    if let Some(line) = said.lines().find(|line| !line.trim().is_empty()) {
        failure = failure.note(format!("it says: {}", line.trim()));
    }
    Err(failure.help("a toolchain is installed and chosen with `rustup default stable`"))
}

fn missing(what: &str) -> Failure {
    let mut failure =
        Failure::new("E0801", format!("cannot find `{what}`: no Rust toolchain on the search path (`PATH`)"))
            .note("modules are built with cargo and rustc, 1.88 or newer");
    let installed = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo/bin"));
    if let Some(folder) = installed.filter(|folder| folder.join(what).is_file()) {
        failure = failure.help(format!("there is one in `{}`: add that folder to `PATH`", folder.display()));
    } else {
        failure = failure
            .help("install one with rustup, from rustup.rs, or with the packages `cargo` and `rustc` of the system");
    }
    failure
}

/// The first file of that name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&paths).filter(|f| !f.as_os_str().is_empty()).map(|f| f.join(&name)).find(|p| is_program(p))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
