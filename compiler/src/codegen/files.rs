//! Which file of the generated crate each function goes to.
//!
//! rustc's incremental compilation works by file: each function of the user's has one of its own (with all its instances),
//! library instances are together by the type whose methods they are.

use rustc_hash::FxHashMap;

use crate::hir::InstanceId;
use crate::program::{FunctionInstance, Program};

use super::mangle::Names;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId(usize);

#[derive(Debug)]
pub(super) struct File {
    /// `f3`, `l_List_Int`
    pub module: String,
    /// The function whose lines the file has; `None` for library instances.
    pub user: Option<InstanceId>,
    pub functions: Vec<InstanceId>,
}

#[derive(Debug)]
pub(super) struct Files {
    /// Users' functions first: the index of such a file is the number of its function.
    files: Vec<File>,
    /// Indexed by `InstanceId`.
    of_function: Vec<FileId>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'p> {
    User(grammar::FileId, u32),
    Library(&'p str),
}

impl Files {
    pub(super) fn new(program: &Program) -> Files {
        let mut names = Names::default();
        let mut files: Vec<File> = Vec::new();
        let mut of_function = vec![FileId(0); program.functions.len()];
        let mut by_key: FxHashMap<Key<'_>, usize> = FxHashMap::default();
        let (users, library): (Vec<_>, Vec<_>) =
            program.functions.iter().enumerate().partition(|(_, function)| function.user);
        for (number, function) in users.into_iter().chain(library) {
            let id = InstanceId(number as u32);
            let key = match function.user {
                true => Key::User(function.file, function.span.start),
                false => Key::Library(owner(function)),
            };
            let index = *by_key.entry(key).or_insert_with(|| {
                let module = match function.user {
                    true => names.unique(&format!("fn{}", files.len())),
                    false => names.unique(&format!("l_{}", owner(function))),
                };
                files.push(File {
                    module: module.to_string(),
                    user: function.user.then_some(id),
                    functions: Vec::new(),
                });
                files.len() - 1
            });
            files[index].functions.push(id);
            of_function[number] = FileId(index);
        }
        Files { files, of_function }
    }

    pub(super) fn file(&self, function: InstanceId) -> FileId {
        self.of_function.get(function.0 as usize).copied().unwrap_or(FileId(0))
    }

    pub(super) fn module(&self, file: FileId) -> &str {
        self.files.get(file.0).map_or("missing", |file| &file.module)
    }

    /// The number of a user's function, which its error sites carry.
    pub(super) fn site(&self, function: InstanceId) -> Option<usize> {
        let FileId(index) = self.file(function);
        self.files.get(index).filter(|file| file.user.is_some()).map(|_| index)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }
}

/// What a listing shows before the last `.` outside brackets, or the whole name without its arguments.
fn owner(function: &FunctionInstance) -> &str {
    let mut depth = 0_usize;
    let mut end = None;
    let mut first_bracket = None;
    for (i, c) in function.display.char_indices() {
        match c {
            '[' | '(' => {
                first_bracket = first_bracket.or(Some(i));
                depth += 1;
            }
            ']' | ')' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => end = Some(i),
            _ => {}
        }
    }
    &function.display[..end.or(first_bracket).unwrap_or(function.display.len())]
}
