//! Finds and reads modules: the root's folder, then the `-I` folders, then the standard library.

use std::collections::HashMap;
use std::path::PathBuf;

use grammar::{Diagnostic, SourceFile, Span, Symbol, ast};

use super::path_text;
use crate::cx::Cx;
use crate::definitions::{Module, ModuleId};

impl Cx<'_> {
    /// The module of the first `count` names of a path as `module` writes it. Reports when there is none.
    pub fn load_path(&mut self, module: ModuleId, path: &ast::ModulePath, count: usize) -> Option<ModuleId> {
        let names: Vec<Symbol> = path.names[..count].iter().map(|n| n.symbol).collect();
        if path.level > 0 {
            return self.load_relative(module, path, &names);
        }
        if names.first().is_some_and(|n| *n == "std") {
            return self.load_std(&names[1..], path.span);
        }
        let text = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join("/");
        let mut searched = Vec::new();
        for folder in self.search_path(module) {
            if let Some(id) = self.load_user(&folder, &text, path) {
                return Some(id);
            }
            searched.push(folder);
        }
        // Older sources leave out `std.`: the meaning is certain where no module of that name is found before.
        if let Some(id) = self.try_library(&names) {
            // What the reference keeps in a library of its own.
            let is_own_root = names.first().is_some_and(|n| *n == "max");
            if !self.defs.module(module).library && !is_own_root {
                let dotted = path_text(path);
                self.report(
                    Diagnostic::warning("W0301", path.span, format!("`{dotted}` is part of the standard library"))
                        .label("written without `std.`")
                        .fix("write `std.` before it", path.span.before(), "std."),
                );
            }
            return Some(id);
        }
        let shown = path_text(path);
        let mut diagnostic = Diagnostic::error("E0302", path.span, format!("cannot find the module `{shown}`"));
        for folder in searched {
            let folder = if folder.is_empty() { ".".to_string() } else { folder };
            diagnostic = diagnostic.note(format!("searched: {folder}"));
        }
        self.report(diagnostic.note("searched: the standard library").help("add a folder to the search with `-I DIR`"));
        None
    }

    fn search_path(&self, module: ModuleId) -> Vec<String> {
        let mut folders = vec![self.root_folder.clone()];
        let own = self.defs.module(module).folder.clone();
        if !self.defs.module(module).library && !folders.contains(&own) {
            folders.push(own);
        }
        folders.extend(self.include.iter().map(|p| p.to_string_lossy().into_owned()));
        folders
    }

    fn load_relative(&mut self, module: ModuleId, path: &ast::ModulePath, names: &[Symbol]) -> Option<ModuleId> {
        let from = self.defs.module(module);
        if from.library {
            let mut parts: Vec<&str> = from.folder.split('/').filter(|p| !p.is_empty()).collect();
            for _ in 1..path.level {
                parts.pop();
            }
            let mut full: Vec<Symbol> = parts.into_iter().map(Symbol::new).collect();
            full.extend_from_slice(names);
            return self.load_std(&full, path.span);
        }
        let mut folder = PathBuf::from(&from.folder);
        for _ in 1..path.level {
            folder.pop();
        }
        let folder = folder.to_string_lossy().into_owned();
        let text = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join("/");
        if let Some(id) = self.load_user(&folder, &text, path) {
            return Some(id);
        }
        let shown = path_text(path);
        self.report(
            Diagnostic::error("E0302", path.span, format!("cannot find the module `{shown}`"))
                .note(format!("searched: {folder}")),
        );
        None
    }

    /// Reads `<folder>/<name>.mojo` or `<folder>/<name>/__init__.mojo` of the user's, once.
    fn load_user(&mut self, folder: &str, name: &str, path: &ast::ModulePath) -> Option<ModuleId> {
        let base = PathBuf::from(folder).join(name);
        let file = PathBuf::from(format!("{}.mojo", base.display()));
        let package = base.join("__init__.mojo");
        for (path_on_disk, is_package) in [(package, true), (file, false)] {
            if !self.files.is_file(&path_on_disk) {
                continue;
            }
            let key = path_on_disk.to_string_lossy().into_owned();
            if let Some(id) = self.loaded.get(&key) {
                return Some(*id);
            }
            let text = match self.files.read(&path_on_disk) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) => {
                    self.report(Diagnostic::error("E0802", path.span, format!("cannot read `{key}`: {error}")));
                    return None;
                }
            };
            self.read.push(path_on_disk.clone());
            let folder = if is_package {
                base.to_string_lossy().into_owned()
            } else {
                base.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default()
            };
            let module_name = name.replace('/', ".");
            return Some(self.add_module(key, module_name, text, folder, false));
        }
        None
    }

    /// A submodule of a package: `from package import submodule`.
    pub fn load_submodule(&mut self, package: ModuleId, name: Symbol) -> Option<ModuleId> {
        let from = self.defs.module(package);
        let folder = from.folder.clone();
        if from.library {
            let mut names: Vec<Symbol> = folder.split('/').filter(|p| !p.is_empty()).map(Symbol::new).collect();
            names.push(name);
            return self.try_library(&names);
        }
        let path = ast::ModulePath { level: 0, names: Vec::new(), span: Span::default() };
        self.load_user(&folder, name.as_str(), &path)
    }

    /// A module of the standard library, by its names after `std`.
    fn load_std(&mut self, names: &[Symbol], span: Span) -> Option<ModuleId> {
        if names.is_empty() {
            return Some(self.std_root());
        }
        let found = if names[0] == "max" { None } else { self.try_library(names) };
        if found.is_none() {
            let dotted = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(".");
            self.report(Diagnostic::error("E0302", span, format!("the standard library has no module `std.{dotted}`")));
        }
        found
    }

    pub fn try_library(&mut self, names: &[Symbol]) -> Option<ModuleId> {
        let base = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join("/");
        let package = if base.is_empty() { "__init__.mojo".to_string() } else { format!("{base}/__init__.mojo") };
        for (key, is_package) in [(format!("{base}.mojo"), false), (package, true)] {
            let Some(text) = (self.library)(&key) else { continue };
            let loaded_key = format!("<std>/{key}");
            if let Some(id) = self.loaded.get(&loaded_key) {
                return Some(*id);
            }
            let folder = if is_package {
                base.clone()
            } else {
                base.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string())
            };
            let dotted = base.replace('/', ".");
            let name = if dotted.is_empty() { "std".to_string() } else { format!("std.{dotted}") };
            return Some(self.add_module(loaded_key, name, text.to_string(), folder, true));
        }
        None
    }

    /// Parses a file and collects its definitions.
    pub fn add_module(&mut self, key: String, name: String, text: String, folder: String, library: bool) -> ModuleId {
        let shown = if library { key.replace("<std>", "std") } else { key.clone() };
        let file = self.sources.add(SourceFile::new(shown, text));
        let mut diagnostics = grammar::Diagnostics::default();
        let parsed = grammar::parse(file, &self.sources.file(file).text, &mut diagnostics);
        self.diagnostics.extend(diagnostics);
        let id = ModuleId(self.defs.modules.len() as u32);
        self.defs.modules.push(Module {
            name,
            file,
            folder,
            library,
            scope: HashMap::new(),
            stars: Vec::new(),
            submodules: HashMap::new(),
        });
        self.loaded.insert(key, id);
        self.collect_module(id, parsed);
        id
    }
}

impl Cx<'_> {
    /// Reads the prelude, which every module sees.
    pub fn load_prelude(&mut self) {
        self.prelude = self.try_library(&[Symbol::new("prelude")]);
    }

    /// Enters the file that a compilation starts from; its imports are searched from its folder.
    pub fn load_root(&mut self, path: &std::path::Path, name: &str, text: String) -> ModuleId {
        let folder = path.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        self.root_folder = folder.clone();
        self.read.push(path.to_path_buf());
        let key = path.to_string_lossy().into_owned();
        let id = self.add_module(key, name.to_string(), text, folder, false);
        self.root = Some(id);
        id
    }
}
