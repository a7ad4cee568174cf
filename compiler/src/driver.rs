//! Everything that touches files and processes: caches, locks, the Rust toolchain, Python, cargo and rustc.
//!
//! ```text
//! <cache>/                       MOJOXIDE_CACHE_DIR, or mojoxide/ in the user's cache folder
//!   answers/                     what Python and rustc have said of themselves
//!   <base>/                      one for each kind of Python, toolchain, runtime and flags
//!     lock  python.txt  ready.json
//!     runtime/                   the sources that the compiler carries
//!     prebuild/                  the package that has the runtime built
//!     target/                    cargo's, shared by all packages
//!     modules/<name>-<hash>/     a package for each module: sources, lock file, result
//! ```

pub mod cache;
pub mod doctor;
mod environment;
pub mod files;
mod module;
mod package;
pub mod python;
mod runtime;
mod rustc;
pub mod toolchain;

use std::path::{Path, PathBuf};

use crate::render::Failure;
use cache::Cache;
use python::Python;
use toolchain::Toolchain;

/// How modules are built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub profile: Profile,
    /// `None`: this machine's for `Profile::Default` and `Dev`, the platform's baseline for `Release`.
    pub target_cpu: Option<String>,
    /// The interpreter that will import the module; `None`: found by `python::find`.
    pub python: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Optimised for this machine; what the import hook uses.
    #[default]
    Default,
    /// Optimised, and rebuilt function by function: the quickest way from an edit to a run.
    Dev,
    /// Optimised as a whole for any machine of the platform: what is shipped.
    Release,
}

/// A form that rustc writes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Assembly,
    LlvmIr,
}

/// A generated crate.
#[derive(Clone, Copy, Debug)]
pub struct Crate<'a> {
    /// The module's name, which is the crate's too.
    pub name: &'a str,
    /// The module's source file; names its folder in the cache.
    pub source: &'a Path,
    /// Paths below the package, `src/lib.rs` among them, and texts.
    pub files: &'a [(String, String)],
}

/// Why there is no extension module.
#[derive(Debug)]
pub enum Error {
    Failure(Failure),
    /// rustc did not accept the generated Rust.
    Rejected(Rejected),
}

/// What rustc said of generated Rust that it does not accept.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The folder of the crate.
    pub folder: PathBuf,
    /// Path below the folder and 1-based line, if rustc named a place.
    pub place: Option<(String, u32)>,
    /// rustc's first message, for the report.
    pub message: String,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        Error::Failure(failure)
    }
}

/// Whether the compiler's own tests run it: warnings of rustc are mistakes then, and internal errors say more.
pub fn is_under_test() -> bool {
    std::env::var_os("MOJOXIDE_TEST").is_some()
}

/// All that a build needs beside the crate.
pub struct Driver {
    cache: Cache,
    toolchain: Toolchain,
    python: Python,
    options: Options,
}

impl Driver {
    /// Finds the cache folder, the toolchain and Python.
    ///
    /// # Errors
    /// `E0801`, `E0804`, `E0805` for what is missing.
    pub fn new(options: Options) -> Result<Driver, Failure> {
        let cache = Cache::open()?;
        let toolchain = toolchain::find(&cache)?;
        let python = python::find(&cache, options.python.as_deref())?;
        Ok(Driver { cache, toolchain, python, options })
    }

    /// Builds a generated crate and returns the finished extension module, which lies in the cache.
    ///
    /// # Errors
    /// `E0805`, `E0806` as a failure; `Rejected` when the generated Rust has a mistake.
    pub fn build(&self, krate: &Crate) -> Result<PathBuf, Error> {
        let base = runtime::prepare(&self.cache, &self.toolchain, &self.python, &self.options)?;
        module::build(&base, &self.toolchain, &self.options, krate)
    }

    /// What rustc makes of a generated crate, as text: the code that `build` would link, for `Profile::Default`.
    ///
    /// # Errors
    /// As for `build`.
    pub fn listing(&self, krate: &Crate, form: Form) -> Result<String, Error> {
        let base = runtime::prepare(&self.cache, &self.toolchain, &self.python, &self.options)?;
        module::listing(&base, &self.toolchain, &self.options, krate, form)
    }
}
