//! `mojoxide check`: the mistakes of files, folders, or standard input.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::output::{Stream, fail, report};
use super::{CLEAN, Check, Color};
use crate::driver::files::{Disk, read_source, source_files};
use crate::pipeline::{self, Goal, Input};
use crate::render::Failure;

/// Checks everything that is named and gives the worst exit status.
pub fn check(task: &Check, color: Color) -> u8 {
    let failed = |failure: &Failure| fail(failure, Stream::Out, task.message_format, color);
    let mut status = CLEAN;
    for path in &task.paths {
        if path == Path::new("-") {
            let name = task.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
            let mut bytes = Vec::new();
            status = status.max(match std::io::stdin().read_to_end(&mut bytes) {
                Ok(_) => one(&name, &bytes, task, color),
                Err(error) => failed(&Failure::new("E0802", format!("cannot read standard input: {error}"))),
            });
            continue;
        }
        match source_files(std::slice::from_ref(path)) {
            Ok(files) => {
                for file in files {
                    status = status.max(match read_source(&Disk::default(), &file) {
                        Ok(bytes) => one(&file, &bytes, task, color),
                        Err(failure) => failed(&failure),
                    });
                }
            }
            Err(failure) => status = status.max(failed(&failure)),
        }
    }
    status
}

fn one(path: &Path, bytes: &[u8], task: &Check, color: Color) -> u8 {
    // A module that is only checked may have any name.
    let module = path.file_stem().unwrap_or_default().to_string_lossy();
    let input = Input { path, module: &module, bytes, include: &task.search.include, files: &Disk::default() };
    let outcome = pipeline::run(&input, Goal::Check);
    report(outcome.diagnostics, &outcome.sources, Stream::Out, task.message_format, color)
}
