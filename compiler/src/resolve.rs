//! Name resolution: reads modules, collects their definitions, and answers what a name of a module means.
//!
//! Input: the root file. Output: the table of definitions. Reports: missing modules and names, redefinitions.
//! Library modules are read only when something in them is looked up; the user's own files are all read at once.

mod collect;
mod deferred;
mod load;
mod older;
pub mod text;

pub use collect::decorator_name;

use grammar::{Diagnostic, Symbol, ast};

use crate::cx::Cx;
use crate::definitions::{Entry, Import, ModuleId};

impl Cx<'_> {
    /// What `name` means at the top level of a module: its own scope, then `*` imports, then the prelude.
    pub fn lookup_global(&mut self, module: ModuleId, name: Symbol) -> Option<Entry> {
        if let Some(entry) = self.lookup_member(module, name) {
            return Some(entry);
        }
        let prelude = self.prelude?;
        if prelude == module {
            return None;
        }
        self.lookup_member(prelude, name)
    }

    /// What `module.name` means: the module's own scope and its `*` imports.
    pub fn lookup_member(&mut self, module: ModuleId, name: Symbol) -> Option<Entry> {
        let found = self.defs.module(module).scope.get(&name).cloned();
        match found {
            Some(Entry::Import(import)) => {
                let key = (module, name);
                if self.resolving.contains(&key) {
                    self.report(
                        Diagnostic::error(
                            "E0306",
                            import.span,
                            format!("the import of `{name}` goes round in a circle"),
                        )
                        .help("define the name in one of the modules of the circle"),
                    );
                    self.defs.modules[module.0 as usize].scope.insert(name, Entry::Error);
                    return Some(Entry::Error);
                }
                self.resolving.push(key);
                let entry = self.resolve_import(module, &import);
                self.resolving.pop();
                self.defs.modules[module.0 as usize].scope.insert(name, entry.clone());
                Some(entry)
            }
            Some(Entry::Deferred(spans)) => self.enter_deferred(module, name, &spans),
            Some(entry) => Some(entry),
            None => {
                if let Some(entry) = self.defs.module(module).found.get(&name) {
                    return Some(entry.clone());
                }
                for index in 0..self.defs.module(module).stars.len() {
                    if self.resolving.contains(&(module, name)) {
                        continue;
                    }
                    self.resolving.push((module, name));
                    let entry = self.star(module, index).and_then(|target| self.lookup_member(target, name));
                    self.resolving.pop();
                    if entry.is_some() {
                        return self.remember(module, name, entry);
                    }
                }
                self.defs.module(module).submodules.get(&name).map(|id| Entry::Module(*id))
            }
        }
    }

    /// The module behind a `*` import.
    fn star(&mut self, module: ModuleId, index: usize) -> Option<ModuleId> {
        let star = &self.defs.module(module).stars[index];
        if star.target.is_some() {
            return star.target;
        }
        let import = star.import.clone();
        let target = self.load_path(module, &import.path, import.path.names.len());
        self.defs.modules[module.0 as usize].stars[index].target = target;
        target
    }

    /// Keeps what a name means that a module has from its `*` imports.
    fn remember(&mut self, module: ModuleId, name: Symbol, entry: Option<Entry>) -> Option<Entry> {
        // While an import is resolved, a name may be hidden from itself: that is not what it means elsewhere.
        if let (Some(entry), true) = (&entry, self.resolving.is_empty()) {
            self.defs.modules[module.0 as usize].found.insert(name, entry.clone());
        }
        entry
    }

    /// Finds what an import binds. Reports when it is not there.
    pub fn resolve_import(&mut self, module: ModuleId, import: &Import) -> Entry {
        let Some(name) = import.name else {
            return match self.load_path(module, &import.path, import.path.names.len()) {
                Some(id) => Entry::Module(id),
                None => Entry::Error,
            };
        };
        let Some(target) = self.load_path(module, &import.path, import.path.names.len()) else {
            return Entry::Error;
        };
        // `from . import submodule` of a package itself: the name there is what is being looked for.
        if target == module
            && let Some(id) = self.load_submodule(target, name.symbol)
        {
            return Entry::Module(id);
        }
        if let Some(entry) = self.lookup_member(target, name.symbol) {
            return entry;
        }
        // `from package import submodule`
        if let Some(id) = self.load_submodule(target, name.symbol) {
            return Entry::Module(id);
        }
        if let Some(entry) = self.older_import(target, name) {
            return entry;
        }
        // What stands there may not have been understood.
        if self.defs.module(target).broken {
            return Entry::Error;
        }
        let known = self.defs.module(target).name.clone();
        let similar = self.similar_member(target, name.symbol);
        let mut diagnostic =
            Diagnostic::error("E0303", name.span, format!("module `{known}` has no `{}`", name.symbol));
        if let Some(home) = self.library_home(name.symbol).filter(|_| self.defs.module(target).library) {
            diagnostic = diagnostic.suggest(format!("it is in `{home}`"), import.path.span, home);
        } else if let Some(similar) = similar {
            diagnostic = diagnostic.help(format!("a similar name exists there: `{similar}`"));
        }
        self.report(diagnostic);
        Entry::Error
    }

    fn similar_member(&self, module: ModuleId, name: Symbol) -> Option<Symbol> {
        let scope = &self.defs.module(module).scope;
        crate::similar::most_similar(name.as_str(), scope.keys().copied())
    }
}

/// `a.b.c` as text, with its leading dots.
pub fn path_text(path: &ast::ModulePath) -> String {
    let names: Vec<&str> = path.names.iter().map(|n| n.symbol.as_str()).collect();
    format!("{}{}", ".".repeat(path.level), names.join("."))
}
