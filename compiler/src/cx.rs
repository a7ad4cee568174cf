//! The compilation context: the tables that resolving and checking fill.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use grammar::{Diagnostic, Diagnostics, SourceMap, Span, Symbol, ast};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Tables;
use crate::definitions::{Definitions, ModuleId};

/// All file access of the front end; the driver implements it.
pub trait Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    fn is_file(&self, path: &Path) -> bool;
    fn is_dir(&self, path: &Path) -> bool;
}

/// No files: for a source that stands alone.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn is_dir(&self, _: &Path) -> bool {
        false
    }
}

/// The text of a module of the standard library, by its path below `stdlib/`.
pub type Library = fn(&str) -> Option<&'static str>;

/// What parsing has done: it happens while names are resolved and bodies are checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parsing {
    pub time: Duration,
    /// Files and tokens that were read, and how many of them are the library's.
    pub files: usize,
    pub tokens: usize,
    pub library_files: usize,
    pub library_tokens: usize,
    /// Definitions, methods and bodies of the library that were needed.
    pub later: usize,
}

pub struct Cx<'f> {
    pub files: &'f dyn Files,
    pub library: Library,
    pub sources: SourceMap,
    pub diagnostics: Diagnostics,
    pub defs: Definitions,
    /// Modules by the path that they were read from.
    pub loaded: FxHashMap<String, ModuleId>,
    pub prelude: Option<ModuleId>,
    pub include: Vec<PathBuf>,
    /// Every file of the user's that took part.
    pub read: Vec<PathBuf>,
    /// Imports that are being resolved, to find circles.
    pub resolving: Vec<(ModuleId, Symbol)>,
    /// Names that the user's modules import: resolved even if unused, so that mistakes are reported.
    pub user_imports: Vec<(ModuleId, Symbol)>,
    /// `comptime if` at module level, in order.
    pub module_conditions: Vec<(ModuleId, ast::If)>,
    pub name_spans: FxHashMap<(ModuleId, Symbol), Span>,
    pub tables: Tables,
    pub parsing: Parsing,
    /// A generic definition is being checked for itself: its parameters stand for themselves, nothing is instantiated.
    pub symbolic: bool,
    /// How often a check of a generic definition met something that only its arguments decide.
    pub unknowns: usize,
    /// Modules that imports name and nobody has.
    pub missing: FxHashSet<String>,
    /// Words for an unknown name are being looked for: another one that is met on the way is not worth them.
    pub naming: bool,
    /// While positive, nothing is reported: a candidate is only being tried.
    pub quiet: usize,
    /// Errors that were not reported because of `quiet`.
    pub failed: usize,
    /// The first of them, for a message that says why.
    pub quiet_first: Option<Diagnostic>,
    /// Why a candidate does not take its arguments is not asked.
    pub brief: bool,
    /// While positive, implicit constructors are not considered: there are never two in a row.
    pub no_implicit: usize,
    /// Literals take any fitting type in an implicit constructor of the library.
    pub lenient_literals: bool,
}

impl<'f> Cx<'f> {
    pub fn new(files: &'f dyn Files, library: Library) -> Cx<'f> {
        Cx {
            files,
            library,
            sources: SourceMap::default(),
            diagnostics: Diagnostics::default(),
            defs: Definitions::default(),
            loaded: FxHashMap::default(),
            prelude: None,
            include: Vec::new(),
            read: Vec::new(),
            resolving: Vec::new(),
            user_imports: Vec::new(),
            module_conditions: Vec::new(),
            name_spans: FxHashMap::default(),
            tables: Tables::default(),
            parsing: Parsing::default(),
            symbolic: false,
            unknowns: 0,
            missing: FxHashSet::default(),
            naming: false,
            quiet: 0,
            failed: 0,
            quiet_first: None,
            brief: false,
            no_implicit: 0,
            lenient_literals: false,
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.quiet == 0 {
            let error = diagnostic.severity == grammar::Severity::Error;
            let Some(diagnostic) = (if error { self.at_the_users(diagnostic) } else { Some(diagnostic) }) else {
                return;
            };
            self.diagnostics.report(diagnostic);
        } else if diagnostic.severity == grammar::Severity::Error {
            self.failed += 1;
            self.quiet_first.get_or_insert(diagnostic);
        }
    }

    /// Runs a check that reports nothing; tells whether it would have reported an error.
    pub fn attempt<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let before = self.failed;
        self.quiet += 1;
        let result = run(self);
        self.quiet -= 1;
        let clean = self.failed == before;
        self.failed = before;
        (result, clean)
    }
}
