//! Reference pages: what the definitions of a file are called, look like and are for, as Markdown.
//!
//! A page shows signatures as they are written and docstrings as they are. Names that begin with `_` are left out, but for
//! special methods such as `__init__`, and so is what `@doc_hidden` marks.

mod library;
mod signature;

pub use library::library;

use std::fmt::Write as _;

use grammar::ast::{Block, Decorator, ExprKind, Function, Module, PatternKind, Stmt, StmtKind, Struct, Trait};

use signature::{header, lines};

/// The definitions of a file, and its text.
pub struct Source<'a> {
    pub text: &'a str,
    pub module: &'a Module,
}

/// Finds a trait that has no page of its own, whose methods are shown at the types that conform to it.
pub type HiddenTrait<'a> = &'a dyn Fn(&str) -> Option<(&'a str, &'a Trait)>;

/// The page of a file: `name` is its title. A file without a public definition has a title and its docstring only.
pub fn page(name: &str, source: &Source, hidden: HiddenTrait, out: &mut String) {
    let _ = writeln!(out, "# `{name}`\n");
    docstring(source.module.docstring.as_deref(), out);
    let mut parts = Parts::default();
    collect(&source.module.body, &mut parts);
    let text = source.text;
    members("Values", &parts.values, text, out);
    for function in runs(&parts.functions) {
        functions(function, text, out);
    }
    for strukt in &parts.structs {
        type_head(&header(text, strukt.name.span, "struct "), strukt.name.symbol.as_str(), out);
        docstring(strukt.docstring.as_deref(), out);
        body(text, &strukt.body, &inherited(strukt, hidden), out);
    }
    for trait_ in &parts.traits {
        type_head(&header(text, trait_.name.span, "trait "), trait_.name.symbol.as_str(), out);
        docstring(trait_.docstring.as_deref(), out);
        body(text, &trait_.body, &[], out);
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
}

/// Whether a file has something to show besides its docstring.
pub fn has_definitions(module: &Module) -> bool {
    let mut parts = Parts::default();
    collect(&module.body, &mut parts);
    !(parts.values.is_empty() && parts.functions.is_empty() && parts.structs.is_empty() && parts.traits.is_empty())
}

/// The public definitions of a block by their kinds, each kind in the order of the file.
#[derive(Default)]
struct Parts<'a> {
    /// Compile-time names and fields: the statement, and the docstring after it.
    values: Vec<(&'a Stmt, Option<&'a str>)>,
    functions: Vec<&'a Function>,
    structs: Vec<&'a Struct>,
    traits: Vec<&'a Trait>,
}

fn collect<'a>(stmts: &'a [Stmt], parts: &mut Parts<'a>) {
    for (index, stmt) in stmts.iter().enumerate() {
        match &stmt.kind {
            StmtKind::Function(function) if shown(function.name.symbol.as_str(), &function.decorators) => {
                parts.functions.push(function);
            }
            StmtKind::Struct(strukt) if shown(strukt.name.symbol.as_str(), &strukt.decorators) => {
                parts.structs.push(strukt);
            }
            StmtKind::Trait(trait_) if shown(trait_.name.symbol.as_str(), &trait_.decorators) => {
                parts.traits.push(trait_);
            }
            StmtKind::Comptime(def) if is_public(def.name.symbol.as_str()) => {
                parts.values.push((stmt, documented(stmts.get(index + 1))));
            }
            StmtKind::Var { pattern, .. } => {
                if let PatternKind::Name(name) = &pattern.kind
                    && is_public(name.symbol.as_str())
                {
                    parts.values.push((stmt, documented(stmts.get(index + 1))));
                }
            }
            StmtKind::If(branches) if branches.comptime => {
                let blocks = branches.branches.iter().map(|(_, block)| block).chain(&branches.otherwise);
                blocks.for_each(|block| collect(&block.body, parts));
            }
            _ => {}
        }
    }
}

/// The docstring that follows a field or a compile-time name.
fn documented(next: Option<&Stmt>) -> Option<&str> {
    match &next?.kind {
        StmtKind::Expr(expr) => match &expr.kind {
            ExprKind::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

fn is_special(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

fn is_public(name: &str) -> bool {
    !name.starts_with('_') || is_special(name)
}

fn shown(name: &str, decorators: &[Decorator]) -> bool {
    let hidden =
        |decorator: &Decorator| matches!(&decorator.expr.kind, ExprKind::Name(name) if name.as_str() == "doc_hidden");
    is_public(name) && !decorators.iter().any(hidden)
}

/// The public methods that a struct has from traits without a page, unless it has methods of these names itself.
fn inherited<'a>(strukt: &Struct, hidden: HiddenTrait<'a>) -> Vec<(&'a str, &'a Function)> {
    let mut own = Parts::default();
    collect(&strukt.body.body, &mut own);
    let mut names: Vec<String> = Vec::new();
    strukt.conformances.iter().for_each(|conformance| signature::names(&conformance.trait_, &mut names));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        at += 1;
        let Some((text, trait_)) = hidden(&name) else { continue };
        for base in &trait_.bases {
            let mut more = Vec::new();
            signature::names(base, &mut more);
            more.retain(|name| !names.contains(name));
            names.extend(more);
        }
        let mut parts = Parts::default();
        collect(&trait_.body.body, &mut parts);
        parts.functions.retain(|method| own.functions.iter().all(|mine| mine.name.symbol != method.name.symbol));
        found.extend(parts.functions.into_iter().map(|method| (text, method)));
    }
    found
}

/// Functions that follow one another and have one name: overloads of each other.
fn runs<'p, 'a>(functions: &'p [&'a Function]) -> impl Iterator<Item = &'p [&'a Function]> {
    functions.chunk_by(|a, b| a.name.symbol == b.name.symbol)
}

fn type_head(header: &str, name: &str, out: &mut String) {
    let _ = writeln!(out, "## `{name}`\n");
    code(&[header.to_string()], out);
}

/// What a struct or trait has: names and fields, methods, and last the special methods that need no words.
fn body(text: &str, block: &Block, inherited: &[(&str, &Function)], out: &mut String) {
    let mut parts = Parts::default();
    collect(&block.body, &mut parts);
    members("", &parts.values, text, out);
    let mut wordless = Vec::new();
    let methods = parts.functions.iter().map(|method| (text, *method)).chain(inherited.iter().copied());
    let mut told = Vec::new();
    for (text, method) in methods {
        if method.docstring.is_none() && is_special(method.name.symbol.as_str()) {
            wordless.push(method_header(text, method));
        } else {
            told.push((text, method));
        }
    }
    for run in told.chunk_by(|(_, a), (_, b)| a.name.symbol == b.name.symbol) {
        let (text, first) = run[0];
        let _ = writeln!(out, "### `{}`\n", first.name.symbol.as_str());
        for (_, method) in run {
            function(text, method, out);
        }
    }
    if !wordless.is_empty() {
        out.push_str("### Other special methods\n\n");
        code(&wordless, out);
    }
}

fn functions(run: &[&Function], text: &str, out: &mut String) {
    let _ = writeln!(out, "## `{}`\n", run[0].name.symbol.as_str());
    for one in run {
        function(text, one, out);
    }
}

fn function(text: &str, function: &Function, out: &mut String) {
    code(&[method_header(text, function)], out);
    docstring(function.docstring.as_deref(), out);
}

/// The header of a function, under the decorator that changes how it is called.
fn method_header(text: &str, function: &Function) -> String {
    let is_static = function
        .decorators
        .iter()
        .any(|decorator| matches!(&decorator.expr.kind, ExprKind::Name(name) if name.as_str() == "staticmethod"));
    let start = if is_static { "@staticmethod\n" } else { "" };
    format!(
        "{start}{}",
        header(text, function.name.span, if function.effects.is_async { "async def " } else { "def " })
    )
}

/// Fields and compile-time names: those with words each for itself, the others together.
fn members(title: &str, values: &[(&Stmt, Option<&str>)], text: &str, out: &mut String) {
    if values.is_empty() {
        return;
    }
    if !title.is_empty() {
        let _ = writeln!(out, "## {title}\n");
    }
    for run in values.chunk_by(|(_, a), (_, b)| a.is_none() && b.is_none()) {
        let written: Vec<String> = run.iter().map(|(stmt, _)| lines(text, stmt.span)).collect();
        code(&written, out);
        docstring(run[0].1, out);
    }
}

fn code(blocks: &[String], out: &mut String) {
    let _ = writeln!(out, "```mojo\n{}\n```\n", blocks.join("\n"));
}

/// The text of a docstring without the indent that its lines have in common.
fn docstring(text: Option<&str>, out: &mut String) {
    let Some(text) = text.map(signature::clean).filter(|text| !text.is_empty()) else { return };
    out.push_str(&text);
    out.push_str("\n\n");
}

#[cfg(test)]
mod tests;
