//! `mojoxide check`: the mistakes of files, folders, or standard input, and their fixes.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use grammar::SourceMap;

use super::output::Stream;
use super::{CLEAN, Check, Color, MISTAKES, TROUBLE};
use crate::driver::cache;
use crate::driver::files::{Disk, import_root, read_source, source_files};
use crate::mend::{self, Mended, Wanted};
use crate::pipeline::{self, Input, Outcome};
use crate::render::{self, Failure, Format};

/// A fix may show what another one mends; none needs more rounds than this.
const ROUNDS: usize = 10;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file that was named, or lies in a folder that was.
struct Source {
    path: PathBuf,
    bytes: Vec<u8>,
    is_stdin: bool,
}

/// Checks everything that is named, as one program, and gives the worst exit status.
pub fn check(task: &Check, color: Color) -> u8 {
    let disk = Disk::default();
    let mut failures = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    for read in task.paths.iter().flat_map(|path| read(path, task, &disk)) {
        match read {
            Ok(source) => sources.push(source),
            Err(failure) => failures.push(failure),
        }
    }
    let mut include = task.search.include.clone();
    // What the files of a folder import is searched from there.
    for root in task.paths.iter().filter(|path| path.is_dir()).map(|path| import_root(path)) {
        if !include.contains(&root) {
            include.push(root);
        }
    }
    let mut outcome = run(&sources, &include, &disk);
    let mends_stdin = task.fix && sources.iter().any(|source| source.is_stdin);
    if task.fix {
        let wanted = if task.unsafe_fixes { Wanted::All } else { Wanted::Safe };
        for _ in 0..ROUNDS {
            let mended = mend(&mut sources, &outcome, wanted, task.message_format, &mut failures);
            if !mended {
                break;
            }
            outcome = run(&sources, &include, &disk);
        }
    }
    if mends_stdin {
        // The text is the result; what is left to say stands beside it.
        sources.iter().filter(|source| source.is_stdin).for_each(|source| Stream::Out.write_bytes(&source.bytes));
    }
    let stream = if mends_stdin { Stream::Err } else { Stream::Out };
    let mut status = if outcome.diagnostics.has_errors() { MISTAKES } else { CLEAN };
    if !failures.is_empty() {
        status = TROUBLE;
    }
    let list = outcome.diagnostics.into_sorted();
    let shown = render::findings(&failures, &list, &outcome.sources, task.message_format, stream.color(color));
    stream.write(&shown);
    if task.timings {
        Stream::Err.write(&outcome.timings.table());
    }
    status
}

fn run(sources: &[Source], include: &[PathBuf], disk: &Disk) -> Outcome {
    // A module that is only checked may have any name.
    let module = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = sources.iter().map(|source| module(&source.path)).collect();
    let inputs: Vec<Input> = sources
        .iter()
        .zip(&names)
        .map(|(source, module)| Input {
            path: &source.path,
            module,
            output: None,
            bytes: &source.bytes,
            include,
            files: disk,
        })
        .collect();
    pipeline::check(&inputs, include, disk)
}

/// Applies the fixes of a run to the files that were named, and says what was done. Whether anything was.
fn mend(
    sources: &mut [Source],
    outcome: &Outcome,
    wanted: Wanted,
    format: Format,
    failures: &mut Vec<Failure>,
) -> bool {
    let named = |path: &str, sources: &[Source]| sources.iter().position(|s| s.path.as_os_str() == path);
    let may_change = |file| named(&outcome.sources.file(file).path, sources).is_some();
    let mended = mend::mend(&outcome.diagnostics, &outcome.sources, wanted, may_change);
    let mut any = false;
    for mended in mended {
        let path = &outcome.sources.file(mended.file).path;
        let Some(at) = named(path, sources) else { continue };
        let source = &mut sources[at];
        let mut bytes = if source.bytes.starts_with(BOM) { BOM.to_vec() } else { Vec::new() };
        // A file that is no text was shown as well as it could be, and is not written.
        if source.bytes.strip_prefix(BOM).unwrap_or(&source.bytes) != outcome.sources.file(mended.file).text.as_bytes()
        {
            continue;
        }
        bytes.extend_from_slice(mended.text.as_bytes());
        if !source.is_stdin
            && let Err(error) = rewrite(&source.path, &source.bytes, &bytes)
        {
            failures.push(error);
            continue;
        }
        source.bytes = bytes;
        any = true;
        if format == Format::Human || format == Format::Short {
            Stream::Err.write(&done(&mended, &outcome.sources));
        }
    }
    any
}

/// Writes a file anew, unless somebody else has changed it since it was read.
fn rewrite(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let unwritable = |why: String| Failure::new("E0805", format!("cannot write `{shown}`: {why}")).path(shown.clone());
    match std::fs::read(path) {
        Ok(now) if now == before => {}
        Ok(_) => return Err(unwritable("it has changed since it was read".to_string())),
        Err(error) => return Err(unwritable(error.to_string())),
    }
    // Through a link, and with the permissions that the file has.
    let target = std::fs::canonicalize(path).map_err(|error| unwritable(error.to_string()))?;
    let permissions = std::fs::metadata(&target).map_err(|error| unwritable(error.to_string()))?.permissions();
    if permissions.readonly() {
        return Err(unwritable("it is read-only".to_string()));
    }
    cache::replace(&target, after).map_err(|error| unwritable(error.to_string()))?;
    std::fs::set_permissions(&target, permissions).map_err(|error| unwritable(error.to_string()))
}

/// One line for each fix that was applied.
fn done(mended: &Mended, sources: &SourceMap) -> String {
    let path = &sources.file(mended.file).path;
    let lines = mended.done.iter().map(|done| {
        format!("{path}:{}:{}: fixed[{}]: {}\n", done.line, done.column, done.code, done.message.replace('\n', " "))
    });
    lines.collect()
}

/// What a path of the command line stands for: standard input, a file, or all files of a folder.
fn read(path: &Path, task: &Check, disk: &Disk) -> Vec<Result<Source, Failure>> {
    if path == Path::new("-") {
        let path = task.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        return vec![match read {
            Ok(_) => Ok(Source { path, bytes, is_stdin: true }),
            Err(error) => Err(Failure::new("E0802", format!("cannot read standard input: {error}"))),
        }];
    }
    match source_files(&[path.to_path_buf()]) {
        Ok(files) => files
            .into_iter()
            .map(|path| read_source(disk, &path).map(|bytes| Source { path, bytes, is_stdin: false }))
            .collect(),
        Err(failure) => vec![Err(failure)],
    }
}
