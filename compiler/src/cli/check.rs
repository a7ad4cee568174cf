//! `mojoxide check`: the mistakes of files, folders, or standard input.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::output::{Stream, fail, report};
use super::{CLEAN, Check, Color};
use crate::driver::files::{Disk, read_source, source_files};
use crate::pipeline::{self, Input};
use crate::render::Failure;

/// Checks everything that is named, as one program, and gives the worst exit status.
pub fn check(task: &Check, color: Color) -> u8 {
    let disk = Disk::default();
    let mut status = CLEAN;
    let mut sources: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for read in task.paths.iter().flat_map(|path| read(path, task, &disk)) {
        match read {
            Ok(source) => sources.push(source),
            Err(failure) => status = status.max(fail(&failure, Stream::Out, task.message_format, color)),
        }
    }
    // A module that is only checked may have any name.
    let module = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = sources.iter().map(|(path, _)| module(path)).collect();
    let include = &task.search.include;
    let inputs: Vec<Input> = sources
        .iter()
        .zip(&names)
        .map(|((path, bytes), module)| Input { path, module, output: None, bytes, include, files: &disk })
        .collect();
    let outcome = pipeline::check(&inputs, include, &disk);
    status = status.max(report(outcome.diagnostics, &outcome.sources, Stream::Out, task.message_format, color));
    if task.timings {
        Stream::Err.write(&outcome.timings.table());
    }
    status
}

/// What a path of the command line stands for: standard input, a file, or all files of a folder.
fn read(path: &Path, task: &Check, disk: &Disk) -> Vec<Result<(PathBuf, Vec<u8>), Failure>> {
    if path == Path::new("-") {
        let name = task.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        return vec![match read {
            Ok(_) => Ok((name, bytes)),
            Err(error) => Err(Failure::new("E0802", format!("cannot read standard input: {error}"))),
        }];
    }
    match source_files(&[path.to_path_buf()]) {
        Ok(files) => files.into_iter().map(|file| read_source(disk, &file).map(|bytes| (file, bytes))).collect(),
        Err(failure) => vec![Err(failure)],
    }
}
