//! `mojoxide build`: an extension module, or the program as one of the phases sees it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use grammar::{Diagnostic, Diagnostics};

use super::output::{Stream, fail, report};
use super::{Build, CLEAN, Color, Emit, TROUBLE};
use crate::assembly;
use crate::driver::files::{Disk, read_source};
use crate::driver::{self, Crate, Driver, Form, cache};
use crate::pipeline::{self, Goal, Input, Outcome, Phase};
use crate::render::Failure;

pub fn build(task: &Build, color: Color) -> u8 {
    match try_build(task, color) {
        Ok(status) => status,
        Err(failure) => fail(&failure, Stream::Err, task.message_format, color),
    }
}

fn try_build(task: &Build, color: Color) -> Result<u8, Failure> {
    let disk = Disk::default();
    let bytes = read_source(&disk, &task.file)?;
    let name = module_name(&task.file)?;
    // `_core.cpython-312-x86_64-linux-gnu.so` is the module `_core`.
    let output = task.output.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let input = Input {
        path: &task.file,
        module: &name,
        output: output.as_deref().and_then(|name| name.split('.').next()),
        bytes: &bytes,
        include: &task.search.include,
        files: &disk,
    };
    let goal = match task.emit {
        Emit::Tokens => Goal::Tokens,
        Emit::Layout => Goal::Layout,
        Emit::Ast => Goal::Ast,
        Emit::Hir => Goal::Hir,
        Emit::Instances => Goal::Instances,
        Emit::Mir => Goal::Mir,
        Emit::Rust => Goal::Rust { all: false },
        Emit::RustAll => Goal::Rust { all: true },
        Emit::So | Emit::Asm | Emit::LlvmIr => Goal::Crate,
    };
    let mut outcome = pipeline::run(&input, goal);
    let diagnostics = std::mem::take(&mut outcome.diagnostics);
    let status = report(diagnostics, &outcome.sources, Stream::Err, task.message_format, color);
    if status != CLEAN && goal != Goal::Ast {
        show_timings(task, &outcome);
        return Ok(status);
    }
    if goal == Goal::Crate {
        let refused = compiled(task, &name, &outcome)?;
        outcome.timings.end("rustc", Duration::ZERO, &[]);
        show_timings(task, &outcome);
        if let Some(diagnostic) = refused {
            let mut diagnostics = Diagnostics::default();
            diagnostics.report(diagnostic);
            report(diagnostics, &outcome.sources, Stream::Err, task.message_format, color);
            return Ok(TROUBLE);
        }
    } else {
        show_timings(task, &outcome);
        write_text(task.output.as_deref(), &outcome.text)?;
    }
    if let Some(path) = &task.depfile {
        write(path, disk.listing().as_bytes())?;
    }
    Ok(status)
}

fn show_timings(task: &Build, outcome: &Outcome) {
    if task.timings {
        Stream::Err.write(&outcome.timings.table());
    }
}

/// Has the generated crate compiled and puts the result where it is wanted. Returns what is to be said if rustc refuses it.
fn compiled(task: &Build, name: &str, outcome: &Outcome) -> Result<Option<Diagnostic>, Failure> {
    pipeline::enter(Phase::Build);
    let krate = Crate { name, source: &task.file, files: &outcome.files };
    let driver = Driver::new(task.options())?;
    let form = match task.emit {
        Emit::Asm => Form::Assembly,
        Emit::LlvmIr => Form::LlvmIr,
        _ => {
            let built = match driver.build(&krate) {
                Ok(built) => built,
                Err(error) => return refused(error, outcome),
            };
            let target = task.output.clone().unwrap_or_else(|| default_output(&task.file, name));
            cache::install(&built, &target).map_err(|error| unwritable(&target, &error))?;
            return Ok(None);
        }
    };
    match driver.listing(&krate, form) {
        Ok(text) if form == Form::Assembly => write_text(task.output.as_deref(), &assembly::of_user(&text, outcome))?,
        Ok(text) => write_text(task.output.as_deref(), &text)?,
        Err(error) => return refused(error, outcome),
    }
    Ok(None)
}

fn refused(error: driver::Error, outcome: &Outcome) -> Result<Option<Diagnostic>, Failure> {
    match error {
        driver::Error::Failure(failure) => Err(failure),
        driver::Error::Rejected(rejected) => Ok(Some(outcome.rejected(&rejected, driver::is_under_test()))),
    }
}

/// The name that the module is imported by: the file's, or its folder's for a package.
///
/// # Errors
/// `E0807` when that is no name.
pub fn module_name(file: &Path) -> Result<String, Failure> {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let named = if file.file_stem().is_some_and(|stem| stem == "__init__") {
        absolute.parent().and_then(Path::file_name)
    } else {
        absolute.file_stem()
    };
    let name = named.unwrap_or_default().to_string_lossy().into_owned();
    let starts = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
    if starts && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
        return Ok(name);
    }
    Err(Failure::new("E0807", format!("`{name}` cannot be the name of a module"))
        .path(file.display().to_string())
        .help("name the file with letters, digits and `_`, such as `my_module.mojo`"))
}

/// Writes a form of the program.
pub fn write_text(output: Option<&Path>, text: &str) -> Result<(), Failure> {
    match output {
        Some(path) if path != Path::new("-") => write(path, text.as_bytes()),
        _ => {
            Stream::Out.write(text);
            Ok(())
        }
    }
}

pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    cache::replace(path, bytes).map_err(|error| unwritable(path, &error))
}

pub fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new("E0805", format!("cannot write `{}`: {error}", path.display()))
}

/// Where the extension module goes: beside its source, so that `import` finds it there.
fn default_output(file: &Path, name: &str) -> PathBuf {
    let folder =
        if file.file_stem().is_some_and(|stem| stem == "__init__") { file.parent().unwrap_or(file) } else { file };
    folder.with_file_name(format!("{name}{}", if cfg!(windows) { ".pyd" } else { ".so" }))
}
