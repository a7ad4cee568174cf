//! MIR to Rust: the files of the crate that is built, and a listing for readers.
//!
//! Takes whole programs after the last gate, so nothing here is the user's mistake: what does not fit is a [`Problem`], an
//! internal error with a place in the source. The parts: `context` (tables and names), `files` (which function goes where),
//! `mangle`, `paths` and `constants` (types and values), `body` with `locals`, `declare`, `fold`, `places`, `values`, `calls`,
//! `statements`, `flow` and `on_fault` (functions), `recursion` (which functions check the stack), `structs` and
//! `entries` (the rest of the crate), `walk` (a visitor of the MIR).
//! `crate::emit` prints.

mod body;
mod calls;
mod code;
mod constants;
mod context;
mod declare;
mod entries;
mod files;
mod flow;
mod fold;
mod holes;
mod locals;
mod mangle;
mod on_fault;
mod paths;
mod places;
mod recursion;
mod statements;
mod structs;
#[cfg(test)]
mod tests;
mod values;
mod walk;

use grammar::{FileId, SourceMap, Span};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use rustc_hash::FxHashSet;

use crate::emit::{self, Printed};
use crate::hir::InstanceId;
use crate::mir;
use crate::program::{Program, TypeFacts};
use body::FunctionCode;
use context::Context;
use files::File;
use structs::TypeCode;

/// What is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// A single text for readers.
    pub listing: Option<Listing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The user's definitions and the entry points.
    User,
    /// The library's instances too.
    All,
}

/// A crate.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// In a fixed order, `src/lib.rs` first.
    pub files: Vec<GeneratedFile>,
    pub listing: Option<String>,
    /// Not empty: the program broke its contract with codegen, and the files may not compile.
    pub problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
pub struct GeneratedFile {
    /// Relative to the package: `src/fn3.rs`.
    pub path: String,
    pub text: String,
    /// 1-based Rust lines and the source that they come from, ascending; a line belongs to the pair at or above it.
    pub lines: Vec<(u32, Span)>,
}

/// An internal error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub span: Span,
    pub message: String,
}

/// The lints that generated code may break; all others hold. Names are the source's; locals, parts and exits that a
/// program does not need are not worth a second analysis; the language allows what the last three warn of.
const ALLOWED_LINTS: &[&str] = &[
    "dead_code",
    "non_camel_case_types",
    "non_snake_case",
    "non_upper_case_globals",
    "unused_assignments",
    "unused_labels",
    "unused_mut",
    "unused_parens",
    "unused_unsafe",
    "unused_variables",
    "unreachable_code",
    "dangerous_implicit_autorefs",
    "dangling_pointers_from_locals",
    "dropping_copy_types",
    "dropping_references",
    "improper_ctypes_definitions",
    "unconditional_recursion",
];

/// Generates the crate of a program. `bodies` is indexed by `InstanceId`; `None` for a function that is bound.
pub fn generate(
    program: &Program,
    bodies: &[Option<mir::Body>],
    facts: &dyn TypeFacts,
    sources: &SourceMap,
    options: &Options,
) -> Generated {
    let cx = Context::new(program, facts, sources);
    let recursive = recursion::recursive(&cx, bodies);
    let functions: Vec<Option<FunctionCode>> = program
        .functions
        .iter()
        .zip(0..)
        .map(|(function, id)| {
            let body = bodies.get(id as usize)?.as_ref()?;
            let id = InstanceId(id);
            Some(body::function(&cx, id, function, body, recursive.contains(&id)))
        })
        .collect();
    let types = structs::types(&cx);
    let entries = entries::entries(&cx);
    let mut crate_ = Crate { cx: &cx, markers: cx.markers(), files: Vec::new() };
    crate_.add("lib", lib(&cx));
    crate_.add("types", types.iter().map(|ty| ty.tokens.clone()).collect());
    crate_.add("entries", entries.clone());
    let mut sites = Vec::new();
    for (number, file) in cx.files.iter().enumerate() {
        let printed = crate_.add(&file.module, file_tokens(number, file, &functions));
        if let Some(id) = file.user {
            sites.push(site(&cx, id, &printed));
        }
    }
    crate_.add("lines", lines(&sites));
    let files = crate_.files;
    let listing = options.listing.and_then(|listing| {
        let tokens = listing_tokens(&cx, listing, &types, &functions, entries);
        let user: FxHashSet<FileId> = program.functions.iter().filter(|f| f.user).map(|f| f.file).collect();
        emit::listing(tokens, &cx.markers(), sources, |file| !user.contains(&file))
            .map_err(|error| cx.problem(Span::default(), format!("the listing is not Rust: {error}")))
            .ok()
    });
    Generated { files, listing, problems: cx.take_problems() }
}

/// The files so far.
struct Crate<'c, 'a> {
    cx: &'c Context<'a>,
    markers: Vec<Span>,
    files: Vec<GeneratedFile>,
}

impl Crate<'_, '_> {
    fn add(&mut self, module: &str, tokens: TokenStream) -> Printed {
        let printed = emit::built(tokens, &self.markers).unwrap_or_else(|error| {
            self.cx.problem(Span::default(), format!("{module}.rs is not Rust: {error}"));
            Printed::default()
        });
        self.files.push(GeneratedFile {
            path: format!("src/{module}.rs"),
            text: printed.text.clone(),
            lines: printed.lines.clone(),
        });
        printed
    }
}

fn lib(cx: &Context<'_>) -> TokenStream {
    let lints = ALLOWED_LINTS.iter().map(|lint| mangle::ident(lint));
    let fixed = ["entries", "lines", "types"].into_iter();
    let modules = fixed.chain(cx.files.iter().map(|file| file.module.as_str())).map(mangle::ident);
    quote! {
        #![allow(#(#lints),*)]
        #(mod #modules;)*
    }
}

/// `number` is the file's index, which is also that of the user's function in the table of sites.
fn file_tokens(number: usize, file: &File, functions: &[Option<FunctionCode>]) -> TokenStream {
    let codes: Vec<&FunctionCode> =
        file.functions.iter().filter_map(|id| functions.get(id.0 as usize)?.as_ref()).collect();
    let head = (file.user.is_some() && codes.iter().any(|code| code.uses_site)).then(|| {
        let number = Literal::usize_unsuffixed(number);
        quote! {
            use ::rt::error::At as _;
            const SITE: u32 = #number;
        }
    });
    let codes = codes.iter().map(|code| &code.tokens);
    quote!(#head #(#codes)*)
}

/// The row of a function in `lines.rs`: the only place with absolute lines of the source.
fn site(cx: &Context<'_>, id: InstanceId, printed: &Printed) -> TokenStream {
    let Some(function) = cx.function(id) else { return TokenStream::new() };
    let file = cx.sources.file(function.file);
    let start = cx.sources.line(function.span);
    let (name, path, first) = (&function.name, &file.path, Literal::usize_unsuffixed(start));
    let mut rows = Vec::new();
    for (rust, span) in &printed.lines {
        if span.file == function.file {
            let line = cx.sources.line(*span).saturating_sub(start) as u32;
            rows.push((*rust, line));
        }
    }
    let rows = rows.into_iter().map(|(rust, line)| {
        let (rust, line) = (Literal::u32_unsuffixed(rust), Literal::u32_unsuffixed(line));
        quote!((#rust, #line))
    });
    quote!(::rt::site::FunctionSite { name: #name, file: #path, line: #first, rows: &[#(#rows),*] })
}

fn lines(sites: &[TokenStream]) -> TokenStream {
    quote! {
        pub(crate) static FUNCTIONS: &[::rt::site::FunctionSite] = &[#(#sites),*];
    }
}

fn listing_tokens(
    cx: &Context<'_>,
    listing: Listing,
    types: &[TypeCode],
    functions: &[Option<FunctionCode>],
    entries: TokenStream,
) -> TokenStream {
    let all = listing == Listing::All;
    let types = types.iter().filter(|ty| all || ty.user).map(|ty| documented(ty.docstring.as_deref(), &ty.tokens));
    // Users' functions in the order of the source, what stands between them and Python behind them, the library's last.
    let bound: Vec<usize> = cx.entries().iter().map(|entry| entry.function.0 as usize).collect();
    let mut order: Vec<usize> =
        (0..functions.len()).filter(|i| all || cx.program.functions[*i].user || bound.contains(i)).collect();
    order.sort_by_key(|i| {
        let function = &cx.program.functions[*i];
        (!function.user, !bound.contains(i), function.file, function.span.start, *i)
    });
    let functions = order.into_iter().filter_map(|i| {
        let code = functions[i].as_ref()?;
        Some(documented(cx.program.functions[i].docstring.as_deref(), &code.tokens))
    });
    quote!(#(#types)* #(#functions)* #entries)
}

/// An item with its docstring. The marker of an item comes first; the comment belongs behind it.
fn documented(docstring: Option<&str>, item: &TokenStream) -> TokenStream {
    let Some(docstring) = docstring else { return item.clone() };
    let lines = docstring.trim().lines().map(|line| {
        let line = format!(" {}", line.trim());
        quote!(#[doc = #line])
    });
    let marker_length = 4;
    let marker: TokenStream = item.clone().into_iter().take(marker_length).collect();
    let rest: TokenStream = item.clone().into_iter().skip(marker_length).collect();
    quote!(#marker #(#lines)* #rest)
}
