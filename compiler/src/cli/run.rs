//! `mojoxide run`: Python, with the import hook in place before the script starts.

use std::path::PathBuf;
use std::process::Command;

use super::output::{Stream, fail};
use super::{Color, Run};
use crate::driver::cache::{Cache, hash, replace_if_changed, unwritable};
use crate::driver::python;
use crate::embed;
use crate::render::{Failure, Format};

pub fn run(task: &Run, color: Color) -> u8 {
    match start(task) {
        Ok(status) => status,
        Err(failure) => fail(&failure, Stream::Err, Format::Human, color),
    }
}

fn start(task: &Run) -> Result<u8, Failure> {
    let shown = task.script.display();
    if !task.script.is_file() {
        return Err(Failure::new("E0802", format!("cannot read `{shown}`: there is no such file")));
    }
    let cache = Cache::open()?;
    let python = python::locate(task.python.as_deref())?;
    let package = package(&cache)?;
    let mut command = Command::new(&python);
    command.arg(package.join("mojoxide/_run.py")).arg(&task.script).args(&task.args);
    if let Ok(own) = std::env::current_exe() {
        command.env("MOJOXIDE", own);
    }
    replace_process(&mut command)
        .map_err(|error| Failure::new("E0808", format!("cannot run `{}`: {error}", python.display())))
}

/// The import hook as files that Python can read.
fn package(cache: &Cache) -> Result<PathBuf, Failure> {
    let id = hash(embed::PYTHON.iter().flat_map(|(name, text)| [name, text]));
    let folder = cache.root.join(format!("hook-{}", &id[..12]));
    let package = folder.join("mojoxide");
    std::fs::create_dir_all(&package).map_err(|error| unwritable(&package, &error))?;
    for (name, text) in embed::PYTHON {
        replace_if_changed(&package.join(name), text.as_bytes()).map_err(|error| unwritable(&package, &error))?;
    }
    Ok(folder)
}

/// Becomes the other program, so that signals and the exit status are its own.
#[cfg(unix)]
fn replace_process(command: &mut Command) -> std::io::Result<u8> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_process(command: &mut Command) -> std::io::Result<u8> {
    let status = command.status()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(super::TROUBLE))
}
