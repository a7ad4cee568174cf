//! The reference of the standard library: a page for each module that defines something, and an index of all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use grammar::ast::{Module, StmtKind, Trait};
use grammar::{Diagnostics, SourceFile, SourceMap};
use rustc_hash::FxHashMap;

use super::{Source, has_definitions, page, signature};
use crate::embed;

/// A module of the library.
struct Entry {
    /// `std.collections.deque`
    name: String,
    text: &'static str,
    module: Module,
    /// The names that it takes from other modules: module and name, `*` for all.
    imports: Vec<(String, String)>,
}

impl Entry {
    fn has_page(&self) -> bool {
        has_definitions(&self.module)
    }

    /// Nobody is to import it.
    fn is_private(&self) -> bool {
        self.name.split('.').any(|part| part.starts_with('_'))
    }

    /// The name of the page below the folder of all.
    fn file(&self) -> String {
        format!("{}.md", short(&self.name))
    }
}

/// The name of a module without the root that all have.
fn short(name: &str) -> &str {
    name.strip_prefix("std.").unwrap_or(name)
}

/// All pages: file names and texts, the index `README.md` first.
pub fn library() -> Vec<(String, String)> {
    let entries = entries();
    let mut hidden: FxHashMap<&str, (&str, &Trait)> = FxHashMap::default();
    for entry in &entries {
        for stmt in &entry.module.body {
            if let StmtKind::Trait(trait_) = &stmt.kind
                && trait_.name.symbol.as_str().starts_with('_')
            {
                hidden.insert(trait_.name.symbol.as_str(), (entry.text, trait_));
            }
        }
    }
    let find = |name: &str| hidden.get(name).copied();
    let everywhere: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| entry.name == "std.prelude")
        .flat_map(|entry| entry.imports.iter().map(|(module, _)| module.as_str()))
        .collect();
    let mut pages = vec![("README.md".to_string(), index(&entries, &everywhere))];
    for entry in entries.iter().filter(|entry| !entry.is_private() && entry.has_page()) {
        let mut text = String::new();
        page(&entry.name, &Source { text: entry.text, module: &entry.module }, &find, &mut text);
        re_exports(entry, &entries, &mut text);
        pages.push((entry.file(), text));
    }
    pages
}

/// The library's modules, in the order of their names.
fn entries() -> Vec<Entry> {
    let mut sources = SourceMap::default();
    let mut entries: Vec<Entry> = embed::STDLIB
        .iter()
        .map(|(path, text)| {
            let file = sources.add(SourceFile::new(*path, *text));
            let module = grammar::parse(file, text, &mut Diagnostics::default());
            let path = path.strip_suffix(".mojo").unwrap_or(path).replace('/', ".");
            let path = path.strip_suffix("__init__").unwrap_or(&path).trim_end_matches('.');
            let name = match path {
                "max" => "max".to_string(),
                _ if path.starts_with("max.") => path.to_string(),
                _ => format!("std.{path}"),
            };
            let imports = imports(&module);
            Entry { name, text, module, imports }
        })
        .collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

/// What `from … import …` gives a module to pass on.
fn imports(module: &Module) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for stmt in &module.body {
        let StmtKind::FromImport(import) = &stmt.kind else { continue };
        let from = import.path.names.iter().map(|name| name.symbol.as_str()).collect::<Vec<_>>().join(".");
        match &import.names {
            None => found.push((from, "*".to_string())),
            Some(names) => {
                for name in names {
                    let shown = name.alias.as_ref().unwrap_or(&name.name).symbol.as_str();
                    if !shown.starts_with('_') {
                        found.push((from.clone(), shown.to_string()));
                    }
                }
            }
        }
    }
    found
}

/// A package passes on what it imports; what a plain module imports is for its own use.
fn re_exports(entry: &Entry, entries: &[Entry], out: &mut String) {
    let prefix = format!("{}.", entry.name);
    if entry.imports.is_empty() || !entries.iter().any(|other| other.name.starts_with(&prefix)) {
        return;
    }
    let _ = writeln!(out, "\n## From other modules\n");
    from_others(entry, entries, out);
}

fn from_others(entry: &Entry, entries: &[Entry], out: &mut String) {
    for run in entry.imports.chunk_by(|(a, _), (b, _)| a == b) {
        let names: Vec<String> = run
            .iter()
            .map(|(_, name)| if name == "*" { "everything".to_string() } else { format!("`{name}`") })
            .collect();
        let _ = writeln!(out, "* {} of {}", names.join(", "), link(&run[0].0, entries));
    }
}

/// A module's name, with a link if it has a page.
fn link(name: &str, entries: &[Entry]) -> String {
    match entries.iter().find(|entry| entry.name == name) {
        Some(entry) if entry.has_page() => format!("[`{name}`]({})", entry.file()),
        _ => format!("`{name}`"),
    }
}

fn index(entries: &[Entry], everywhere: &BTreeSet<&str>) -> String {
    let mut out = String::from(
        "# The standard library\n\n\
         Written by `mojoxide doc` from the library's sources. Signatures are as they stand there: `@rust` functions and all others \
         look alike.\n",
    );
    for (title, wanted) in [("Seen everywhere, without an import", true), ("Imported by name", false)] {
        let _ = writeln!(out, "\n## {title}\n\n| module | what |\n|---|---|");
        for entry in entries {
            if !entry.is_private() && entry.has_page() && everywhere.contains(entry.name.as_str()) == wanted {
                let _ = writeln!(out, "| {} | {} |", link(&entry.name, entries), first_line(&entry.module));
            }
        }
    }
    out.push_str("\n## Other names of the same\n\n| module | has |\n|---|---|\n");
    for entry in entries {
        if entry.is_private() || entry.has_page() || entry.imports.is_empty() || entry.name == "std.prelude" {
            continue;
        }
        let from: BTreeSet<&str> = entry.imports.iter().map(|(from, _)| from.as_str()).collect();
        let from: Vec<String> = from.into_iter().map(|from| link(from, entries)).collect();
        let _ = writeln!(out, "| `{}` | names of {} |", entry.name, from.join(", "));
    }
    out
}

fn first_line(module: &Module) -> String {
    let text = signature::clean(module.docstring.as_deref().unwrap_or_default());
    text.split("\n\n").next().unwrap_or_default().replace('\n', " ")
}
