//! Files, folders and the environment.

mod file;

use std::io;
use std::path::Path;

pub use file::File;

use crate::error::Error;
use crate::text::{Span, String};

/// An error of the system with the path that it is about. It becomes the exception that Python has for it.
pub(crate) fn failed(error: io::Error, path: Span) -> Error {
    let class = match error.kind() {
        io::ErrorKind::NotFound => "FileNotFoundError",
        io::ErrorKind::AlreadyExists => "FileExistsError",
        io::ErrorKind::PermissionDenied => "PermissionError",
        io::ErrorKind::NotADirectory => "NotADirectoryError",
        io::ErrorKind::IsADirectory => "IsADirectoryError",
        _ => "OSError",
    };
    let text = error.to_string();
    // Rust appends the number: `… (os error 2)`.
    let text = text.split(" (os error").next().unwrap_or_default();
    Error::of_class(Span::literal(class), String::from_std(&format!("{text}: '{}'", path.as_str())))
}

fn on(path: Span, action: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Error> {
    action(Path::new(path.as_str())).map_err(|error| failed(error, path))
}

/// A variable of the environment, or `default`.
pub fn getenv(name: Span, default: Span) -> String {
    match std::env::var_os(name.as_str()) {
        Some(value) => String::from_std(&value.to_string_lossy()),
        None => String::from_span(default),
    }
}

fn is_variable(name: Span) -> bool {
    let name = name.as_bytes();
    !name.is_empty() && !name.contains(&b'=') && !name.contains(&0)
}

/// Whether the variable could be set.
pub fn setenv(name: Span, value: Span, overwrite: bool) -> bool {
    if !is_variable(name) || value.as_bytes().contains(&0) {
        return false;
    }
    if overwrite || std::env::var_os(name.as_str()).is_none() {
        // SAFETY: as with `setenv` of C, the program sees to it that no other thread reads the environment.
        unsafe { std::env::set_var(name.as_str(), value.as_str()) };
    }
    true
}

/// Whether the variable could be removed.
pub fn unsetenv(name: Span) -> bool {
    if !is_variable(name) {
        return false;
    }
    // SAFETY: as above.
    unsafe { std::env::remove_var(name.as_str()) };
    true
}

/// The names in a folder, each followed by a zero byte.
pub fn folder_names(path: Span) -> Result<String, Error> {
    let mut names = String::new();
    for entry in std::fs::read_dir(path.as_str()).map_err(|error| failed(error, path))? {
        let entry = entry.map_err(|error| failed(error, path))?;
        names.push(Span::of(&entry.file_name().to_string_lossy()));
        names.push_byte(0);
    }
    Ok(names)
}

#[allow(unused_variables)]
pub fn mkdir(path: Span, mode: i64) -> Result<(), Error> {
    on(path, |path| {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, mode as u32);
        builder.create(path)
    })
}

pub fn makedirs(path: Span, exist_ok: bool) -> Result<(), Error> {
    on(path, |path| {
        if !exist_ok && path.exists() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        std::fs::create_dir_all(path)
    })
}

pub fn rmdir(path: Span) -> Result<(), Error> {
    on(path, |path| std::fs::remove_dir(path))
}

pub fn remove(path: Span) -> Result<(), Error> {
    on(path, |path| std::fs::remove_file(path))
}

pub fn remove_tree(path: Span) -> Result<(), Error> {
    on(path, |path| std::fs::remove_dir_all(path))
}

pub fn rename(source: Span, target: Span) -> Result<(), Error> {
    on(source, |source| std::fs::rename(source, target.as_str()))
}

pub fn link(source: Span, link: Span) -> Result<(), Error> {
    on(link, |link| std::fs::hard_link(source.as_str(), link))
}

#[cfg(unix)]
pub fn symlink(source: Span, link: Span) -> Result<(), Error> {
    on(link, |link| std::os::unix::fs::symlink(source.as_str(), link))
}

#[cfg(not(unix))]
pub fn symlink(_: Span, link: Span) -> Result<(), Error> {
    on(link, |_| Err(io::Error::from(io::ErrorKind::Unsupported)))
}

pub fn chdir(path: Span) -> Result<(), Error> {
    on(path, |path| std::env::set_current_dir(path))
}

pub fn cwd() -> Result<String, Error> {
    match std::env::current_dir() {
        Ok(path) => Ok(String::from_std(&path.to_string_lossy())),
        Err(error) => Err(failed(error, Span::literal("."))),
    }
}

pub fn realpath(path: Span) -> Result<String, Error> {
    match std::fs::canonicalize(path.as_str()) {
        Ok(path) => Ok(String::from_std(&path.to_string_lossy())),
        Err(error) => Err(failed(error, path)),
    }
}

pub fn exists(path: Span) -> bool {
    Path::new(path.as_str()).exists()
}

pub fn lexists(path: Span) -> bool {
    std::fs::symlink_metadata(path.as_str()).is_ok()
}

pub fn is_file(path: Span) -> bool {
    Path::new(path.as_str()).is_file()
}

pub fn is_dir(path: Span) -> bool {
    Path::new(path.as_str()).is_dir()
}

pub fn is_link(path: Span) -> bool {
    Path::new(path.as_str()).is_symlink()
}

/// The user's folder; empty if unknown.
pub fn home() -> String {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    getenv(Span::literal(name), Span::new())
}

pub fn temporary_folder() -> String {
    String::from_std(&std::env::temp_dir().to_string_lossy())
}

/// What the system knows about a file.
#[derive(Clone, Debug)]
pub struct Stat {
    size: i64,
    mode: i64,
    modified: f64,
}

impl Stat {
    pub fn size(&self) -> i64 {
        self.size
    }

    pub fn mode(&self) -> i64 {
        self.mode
    }

    /// Seconds since 1970.
    pub fn modified(&self) -> f64 {
        self.modified
    }
}

pub fn stat(path: Span, follow: bool) -> Result<Stat, Error> {
    let found = if follow { std::fs::metadata(path.as_str()) } else { std::fs::symlink_metadata(path.as_str()) };
    let found = found.map_err(|error| failed(error, path))?;
    #[cfg(unix)]
    let mode = std::os::unix::fs::MetadataExt::mode(&found) as i64;
    #[cfg(not(unix))]
    let mode = if found.is_dir() { 0o040_755 } else { 0o100_644 };
    let modified = found.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(Stat { size: found.len() as i64, mode, modified: modified.map_or(0.0, |time| time.as_secs_f64()) })
}

#[cfg(unix)]
mod c {
    unsafe extern "C" {
        pub safe fn getuid() -> u32;
    }
}

/// The number of the user; 0 where there are none.
pub fn getuid() -> i64 {
    #[cfg(unix)]
    return c::getuid() as i64;
    #[cfg(not(unix))]
    return 0;
}

pub fn isatty(descriptor: i64) -> bool {
    use std::io::IsTerminal;
    match descriptor {
        0 => io::stdin().is_terminal(),
        1 => io::stdout().is_terminal(),
        2 => io::stderr().is_terminal(),
        _ => false,
    }
}

/// The arguments of the process, each followed by a zero byte.
pub fn arguments() -> String {
    let mut text = String::new();
    for argument in std::env::args_os() {
        text.push(Span::of(&argument.to_string_lossy()));
        text.push_byte(0);
    }
    text
}

/// Ends the process at once.
pub fn exit(code: i64) -> ! {
    std::process::exit(code as i32)
}

/// The number of processors that the process may use.
pub fn processors() -> i64 {
    std::thread::available_parallelism().map_or(1, |n| n.get() as i64)
}

pub fn is_linux() -> bool {
    cfg!(target_os = "linux")
}

pub fn is_macos() -> bool {
    cfg!(target_os = "macos")
}

pub fn is_x86() -> bool {
    cfg!(any(target_arch = "x86", target_arch = "x86_64"))
}

pub fn is_apple_silicon() -> bool {
    cfg!(all(target_os = "macos", target_arch = "aarch64"))
}

/// Runs a command in the shell; its output, or an error with its status.
pub fn run(command: Span) -> Result<String, Error> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("/bin/sh", "-c") };
    let output = std::process::Command::new(shell)
        .arg(flag)
        .arg(command.as_str())
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| failed(error, command))?;
    let text = std::string::String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let text = format!("the command failed ({}): {}", output.status, command.as_str());
        return Err(Error::new(String::from_std(&text)));
    }
    Ok(String::from_std(text.trim_end()))
}
