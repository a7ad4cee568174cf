//! `mojoxide build`: an extension module, or the program as one of the phases sees it.

use std::path::{Path, PathBuf};

use super::output::{Stream, fail, report};
use super::{Build, CLEAN, Color, Emit, MISTAKES};
use crate::driver::cache;
use crate::driver::files::{Disk, read_source};
use crate::pipeline::{self, Goal, Input};
use crate::render::Failure;

pub fn build(task: &Build, color: Color) -> u8 {
    match try_build(task, color) {
        Ok(status) => status,
        Err(failure) => fail(&failure, Stream::Err, task.message_format, color),
    }
}

fn try_build(task: &Build, color: Color) -> Result<u8, Failure> {
    let bytes = read_source(&task.file)?;
    let input = Input { path: &task.file, bytes: &bytes, include: &task.search.include, files: &Disk };
    let goal = match task.emit {
        Emit::Tokens => Goal::Tokens,
        Emit::Layout => Goal::Layout,
        Emit::Ast => Goal::Ast,
        Emit::So => Goal::Check,
    };
    let outcome = pipeline::run(&input, goal);
    let status = report(outcome.diagnostics, &outcome.sources, Stream::Err, task.message_format, color);
    if status == CLEAN || matches!(task.emit, Emit::Ast) {
        write_text(task.output.as_deref(), &outcome.text)?;
    }
    Ok(status.min(MISTAKES))
}

/// Writes a form of the program.
fn write_text(output: Option<&Path>, text: &str) -> Result<(), Failure> {
    match output {
        Some(path) if path != Path::new("-") => cache::replace(path, text.as_bytes())
            .map_err(|error| Failure::new("E0805", format!("cannot write `{}`: {error}", path.display()))),
        _ => {
            Stream::Out.write(text);
            Ok(())
        }
    }
}

/// Where the extension module goes: beside its source, so that `import` finds it there.
#[expect(dead_code, reason = "used by the build of extension modules")]
fn default_output(file: &Path) -> PathBuf {
    file.with_extension(if cfg!(windows) { "pyd" } else { "so" })
}
