//! The way of a program through all phases, and the gates between them.
//!
//! In: the root file's text and access to the files that it imports. Out: what was asked for, if no gate closed, and all
//! diagnostics. Nothing here prints, exits or writes a file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use grammar::{Diagnostic, Diagnostics, FileId, SourceFile, SourceMap, Span};
use rustc_hash::FxHashSet;

use crate::check::{self, Facts};
use crate::codegen::{self, Listing};
use crate::cx::{Cx, Files};
use crate::definitions::ModuleId;
use crate::driver::Rejected;
use crate::program::{FunctionInstance, Program};
use crate::resolve::text::{decode, not_utf8};
use crate::timings::Timings;
use crate::{embed, hir, lower, mir};

/// The root file and where to look for what it imports.
pub struct Input<'a> {
    /// As the user wrote it; imports are searched beside it.
    pub path: &'a Path,
    /// The name that it is imported by.
    pub module: &'a str,
    /// The name of the file that it is built to, which it may be imported by as well.
    pub output: Option<&'a str>,
    pub bytes: &'a [u8],
    /// The `-I` folders.
    pub include: &'a [PathBuf],
    pub files: &'a dyn Files,
}

/// How far the program goes, and in which form it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Tokens,
    Layout,
    Ast,
    /// The typed bodies of the user's functions.
    Hir,
    /// Everything that monomorphisation made.
    Instances,
    /// The bodies with temporaries and destructions.
    Mir,
    /// The Rust as a listing for readers, with the library's instances or without.
    Rust {
        all: bool,
    },
    /// Look for mistakes only.
    Check,
    /// The Rust of an extension module.
    Crate,
}

/// What a run of the compiler leaves behind.
#[derive(Default)]
pub struct Outcome {
    pub sources: SourceMap,
    /// The file that the compilation started from.
    pub root: FileId,
    pub diagnostics: Diagnostics,
    pub timings: Timings,
    /// The form that was asked for, as text.
    pub text: String,
    /// The generated crate: paths below the package, and texts.
    pub files: Vec<(String, String)>,
    /// For each of them, 1-based Rust lines and the source that they come from.
    pub lines: Vec<(String, Vec<(u32, Span)>)>,
}

impl Outcome {
    /// The report that rustc does not accept the generated Rust: a mistake of ours, at the line that it comes from. What rustc
    /// said is shown to the compiler's own tests only; everybody finds it by building the crate.
    pub fn rejected(&self, rejected: &Rejected, verbose: bool) -> Diagnostic {
        let place = rejected.place.as_ref().and_then(|(file, line)| self.source_of(file, *line));
        let mut diagnostic = Diagnostic::error(
            "E0999",
            place.unwrap_or(Span::new(self.root, 0, 0)),
            "internal error: the compiler wrote Rust that rustc does not accept",
        )
        .note(format!("the generated crate is {}", rejected.folder.display()));
        if verbose {
            let at = rejected.place.as_ref().map(|(file, line)| format!(" ({file}:{line})")).unwrap_or_default();
            diagnostic = diagnostic.note(format!("rustc says: {}{at}", rejected.message));
        }
        diagnostic.help(REPORT)
    }

    /// The source of a line of a generated file.
    pub fn source_of(&self, file: &str, line: u32) -> Option<Span> {
        let (_, lines) = self.lines.iter().find(|(path, _)| path == file)?;
        let at = lines.partition_point(|(rust, _)| *rust <= line);
        lines.get(at.checked_sub(1)?).map(|(_, span)| *span)
    }
}

const REPORT: &str = "this is a mistake of the compiler: please report it, with the program that shows it";

/// Runs the phases up to the goal, or up to the first gate that closes.
pub fn run(input: &Input, goal: Goal) -> Outcome {
    enter(Phase::Parse);
    if matches!(goal, Goal::Tokens | Goal::Layout | Goal::Ast) {
        return form_of_one_file(input, goal);
    }
    compile(std::slice::from_ref(input), input.include, input.files, goal)
}

/// Looks for mistakes in several files as in one program: what they share is read and checked once.
pub fn check(inputs: &[Input], include: &[PathBuf], files: &dyn Files) -> Outcome {
    enter(Phase::Parse);
    compile(inputs, include, files, Goal::Check)
}

fn compile(inputs: &[Input], include: &[PathBuf], files: &dyn Files, goal: Goal) -> Outcome {
    let mut timings = Timings::default();
    let mut cx = Cx::new(files, embed::library);
    cx.include = include.to_vec();
    cx.load_prelude();
    let mut outcome = Outcome::default();
    let mut roots = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let loaded = load(&mut cx, input);
        if index == 0 {
            outcome.root =
                loaded.map_or(FileId(cx.sources.iter().count() as u32 - 1), |root| cx.defs.module(root).file);
        }
        roots.extend(loaded);
    }
    // The gate behind the parser.
    roots.retain(|root| !cx.defs.module(*root).broken);
    if !roots.is_empty() {
        enter(Phase::Check);
        cx.check_program(&roots, if goal == Goal::Check { check::Goal::Check } else { check::Goal::Build });
        if let (Goal::Crate, [input], [root], false) = (goal, inputs, &roots[..], cx.diagnostics.has_errors()) {
            check_entry(&mut cx, *root, input.module, input.output);
        }
    }
    let mut program = std::mem::take(&mut cx.tables.program);
    timings.add("parse", cx.parsing.time, &parsed(&cx));
    timings.end("check", cx.parsing.time, &checked(&cx, &program));
    outcome.diagnostics = std::mem::take(&mut cx.diagnostics);
    outcome.timings = timings;
    // The gate behind the checker: functions without a mistake are looked at further, but nothing is made of them.
    let goal = if outcome.diagnostics.has_errors() { Goal::Check } else { goal };
    let doubtful = doubtful_files(&cx, &outcome.diagnostics);
    let facts = Facts::new(&mut cx, &program);
    generate(&mut program, &facts, &doubtful, goal, &mut outcome);
    outcome.sources = std::mem::take(&mut cx.sources);
    // The process ends soon: what the phases have built is not worth taking apart.
    std::mem::forget((program, cx));
    outcome
}

/// Reads a root file. Nothing if it is no text: that was reported.
fn load(cx: &mut Cx, input: &Input) -> Option<ModuleId> {
    match decode(input.bytes) {
        Ok(text) => Some(cx.load_root(input.path, input.module, text)),
        Err((text, at)) => {
            cx.load_broken_root(input.path, input.module, text, at);
            None
        }
    }
}

/// What was parsed.
fn parsed(cx: &Cx) -> [(usize, &'static str); 5] {
    let work = &cx.parsing;
    [
        (work.files - work.library_files, "files"),
        (work.tokens - work.library_tokens, "tokens"),
        (work.library_files, "library files"),
        (work.library_tokens, "library tokens"),
        (work.later, "library parts"),
    ]
}

/// What was checked. Each distinct set of arguments of a function is an instance, once.
fn checked(cx: &Cx, program: &Program) -> [(usize, &'static str); 5] {
    [
        (program.functions.len(), "instances"),
        (program.functions.iter().filter(|function| function.user).count(), "of them the user's"),
        (program.structs.len(), "types"),
        (cx.defs.functions.len(), "functions known"),
        (cx.tables.signatures.len(), "signatures"),
    ]
}

/// The files in which no further mistakes are looked for: those with mistakes in their syntax, and those that import such a
/// file. After a mistake in the library there is none left.
fn doubtful_files(cx: &Cx, diagnostics: &Diagnostics) -> FxHashSet<FileId> {
    let modules = &cx.defs.modules;
    let is_library = |file: FileId| modules.iter().any(|module| module.library && module.file == file);
    if diagnostics.errors().any(|error| is_library(error.span.file)) {
        return modules.iter().map(|module| module.file).collect();
    }
    let mut files: FxHashSet<FileId> = modules.iter().filter(|m| m.broken).map(|m| m.file).collect();
    let mut found = !files.is_empty();
    while std::mem::take(&mut found) {
        for module in &cx.defs.modules {
            let doubtful = module.imports.iter().any(|import| files.contains(&cx.defs.module(*import).file));
            found |= doubtful && files.insert(module.file);
        }
    }
    files
}

/// From the checked program to Rust, or to the form that was asked for on the way.
fn generate(program: &mut Program, facts: &Facts, doubtful: &FxHashSet<FileId>, goal: Goal, outcome: &mut Outcome) {
    if let Goal::Hir | Goal::Instances = goal {
        program.leave_reached();
        outcome.text = hir::dump::program(program, facts, goal == Goal::Instances);
        return;
    }
    enter(Phase::Lower);
    // A check looks at what the user can mend; in settled instances there is nothing.
    let has_errors = outcome.diagnostics.has_errors();
    let wanted = |function: &FunctionInstance| match goal {
        Goal::Check if !has_errors => !function.settled,
        Goal::Check => function.user && !doubtful.contains(&function.file),
        _ => true,
    };
    let only_mistakes = goal == Goal::Check;
    let lowered = lower::lower_all(program, facts, &wanted, only_mistakes, &mut outcome.diagnostics);
    let mut bodies = lowered.bodies;
    outcome.timings.end("lower", Duration::ZERO, &[(lowered.drafts, "bodies"), (lowered.nodes, "nodes")]);
    // The last gate: what fails behind it is a mistake of the compiler.
    if outcome.diagnostics.has_errors() || goal == Goal::Check {
        return;
    }
    program.leave_reached();
    bodies.truncate(program.functions.len());
    if goal == Goal::Mir {
        outcome.text = mir::dump::program(program, &bodies, facts);
        return;
    }
    enter(Phase::Codegen);
    outcome.sources = facts.sources();
    let listing = match goal {
        Goal::Rust { all: true } => Some(Listing::All),
        Goal::Rust { all: false } => Some(Listing::User),
        _ => None,
    };
    let generated = codegen::generate(program, &bodies, facts, &outcome.sources, &codegen::Options { listing });
    for problem in &generated.problems {
        outcome.diagnostics.report(
            Diagnostic::error("E0999", problem.span, format!("internal error: {}", problem.message)).help(REPORT),
        );
    }
    outcome.text = generated.listing.unwrap_or_default();
    for file in generated.files {
        outcome.files.push((file.path.clone(), file.text));
        outcome.lines.push((file.path, file.lines));
    }
    let bytes = outcome.files.iter().map(|(_, text)| text.len()).sum();
    outcome.timings.end("codegen", Duration::ZERO, &[(outcome.files.len(), "files"), (bytes, "bytes of Rust")]);
}

/// What the phases before name resolution make of the root file.
fn form_of_one_file(input: &Input, goal: Goal) -> Outcome {
    let mut outcome = Outcome::default();
    let shown = input.path.display().to_string();
    let text = match decode(input.bytes) {
        Ok(text) => text,
        Err((text, at)) => {
            let file = outcome.sources.add(SourceFile::new(shown, text));
            outcome.diagnostics.report(not_utf8(file, at));
            return outcome;
        }
    };
    let file = outcome.sources.add(SourceFile::new(shown, text));
    let text = &outcome.sources.file(file).text;
    outcome.text = match goal {
        Goal::Tokens => grammar::dump_tokens(text),
        Goal::Layout => grammar::dump_layout(text),
        _ => grammar::dump::ast(&grammar::parse(file, text, &mut outcome.diagnostics)),
    };
    outcome
}

/// A module that Python is to import exports `PyInit_` and its name.
fn check_entry(cx: &mut Cx, root: ModuleId, module: &str, output: Option<&str>) {
    let wanted = format!("PyInit_{module}");
    let exports = &cx.tables.program.exports;
    let is_entry = |name: &str| name.strip_prefix("PyInit_").is_some_and(|of| of == module || Some(of) == output);
    if exports.iter().any(|(_, name)| is_entry(name.as_str())) {
        return;
    }
    let other = exports.iter().find(|(_, name)| name.as_str().starts_with("PyInit_"));
    let diagnostic = match other {
        Some(&(instance, name)) => {
            let (function, _) = cx.tables.origins[instance.0 as usize];
            let span = cx.defs.function(function).ast.name.span;
            let named = name.as_str().trim_start_matches("PyInit_");
            match output {
                // Who names the output may have the right name for it later.
                Some(output) => {
                    let text = format!("`{name}` is not the entry of a module `{output}`");
                    Diagnostic::warning("W0542", span, text)
                        .label("Python looks for the name of the file that it loads")
                        .help(format!("name the output `{named}.so`"))
                }
                None => Diagnostic::error("E0545", span, format!("`{name}` is not the entry of the module `{module}`"))
                    .label("Python looks for the name of the file")
                    .suggest(format!("write `{wanted}`, or rename the file"), span, wanted),
            }
        }
        None => {
            let span = Span::new(cx.defs.module(root).file, 0, 0);
            Diagnostic::error("E0544", span, format!("the module `{module}` has no function `{wanted}`"))
                .note("Python calls it when the module is imported")
                .help(format!("write `@export def {wanted}() -> PythonObject:`, which makes the module with a `PythonModuleBuilder`"))
        }
    };
    cx.report(diagnostic);
}

/// The phases, for the report of an internal error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    Start,
    Parse,
    Check,
    Lower,
    Codegen,
    Build,
}

static PHASE: AtomicU8 = AtomicU8::new(Phase::Start as u8);

/// Notes which phase runs. Read only when the compiler has failed.
pub fn enter(phase: Phase) {
    PHASE.store(phase as u8, Ordering::Relaxed);
}

/// The phase that ran last, in words.
pub fn phase() -> &'static str {
    const NAMES: [&str; 6] = ["starting", "parsing", "checking", "lowering", "generating Rust", "building"];
    NAMES.get(usize::from(PHASE.load(Ordering::Relaxed))).copied().unwrap_or("running")
}
