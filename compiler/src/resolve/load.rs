//! Finds and reads modules: the root's folder, then the `-I` folders, then the standard library.

use std::path::PathBuf;
use std::time::Instant;

use grammar::{Diagnostic, SourceFile, Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::path_text;
use crate::cx::Cx;
use crate::definitions::{Module, ModuleId};

impl Cx<'_> {
    /// The module of the first `count` names of a path as `module` writes it. Reports when there is none.
    pub fn load_path(&mut self, module: ModuleId, path: &ast::ModulePath, count: usize) -> Option<ModuleId> {
        let found = self.find_path(module, path, count)?;
        let imports = &mut self.defs.modules[module.0 as usize].imports;
        if !imports.contains(&found) {
            imports.push(found);
        }
        Some(found)
    }

    fn find_path(&mut self, module: ModuleId, path: &ast::ModulePath, count: usize) -> Option<ModuleId> {
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
            if let Some(id) = self.load_user(module, &folder, &text, path) {
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
        let mut folders = vec![self.defs.module(module).base.clone()];
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
        if let Some(id) = self.load_user(module, &folder, &text, path) {
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
    fn load_user(&mut self, module: ModuleId, folder: &str, name: &str, path: &ast::ModulePath) -> Option<ModuleId> {
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
            let base = self.defs.module(module).base.clone();
            let name = name.replace('/', ".");
            return Some(self.add_module(NewModule { key, name, text, folder, base, library: false }));
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
        self.load_user(package, &folder, name.as_str(), &path)
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
            let (key, text, base) = (loaded_key, text.to_string(), String::new());
            return Some(self.add_module(NewModule { key, name, text, folder, base, library: true }));
        }
        None
    }

    /// Parses a file and collects its definitions.
    pub fn add_module(&mut self, module: NewModule) -> ModuleId {
        let NewModule { key, name, text, folder, base, library } = module;
        let shown = if library { key.replace("<std>", "std") } else { key.clone() };
        let file = self.sources.add(SourceFile::new(shown, text));
        let (start, before) = (Instant::now(), self.diagnostics.error_count());
        let parse = if library { grammar::parse_outline } else { grammar::parse };
        let parsed = parse(file, &self.sources.file(file).text, &mut self.diagnostics);
        self.parsing.time += start.elapsed();
        self.parsing.files += 1;
        self.parsing.tokens += parsed.tokens;
        if library {
            self.parsing.library_files += 1;
            self.parsing.library_tokens += parsed.tokens;
        }
        let id = ModuleId(self.defs.modules.len() as u32);
        self.defs.modules.push(Module {
            name,
            file,
            folder,
            base,
            broken: false,
            imports: Vec::new(),
            library,
            scope: FxHashMap::default(),
            stars: Vec::new(),
            found: FxHashMap::default(),
            submodules: FxHashMap::default(),
        });
        self.loaded.insert(key, id);
        self.collect_module(id, parsed);
        self.defs.modules[id.0 as usize].broken = self.diagnostics.error_count() > before;
        id
    }
}

/// A file that is to become a module.
pub struct NewModule {
    /// The path that it was read from; of a library module, `<std>/` and its path there.
    pub key: String,
    pub name: String,
    pub text: String,
    /// As `Module::folder` and `Module::base`.
    pub folder: String,
    pub base: String,
    pub library: bool,
}

impl Cx<'_> {
    /// Reads the prelude, which every module sees.
    pub fn load_prelude(&mut self) {
        self.prelude = self.try_library(&[Symbol::new("prelude")]);
    }

    /// Enters a file that a compilation starts from, unless it is known already; its imports are searched from its folder.
    pub fn load_root(&mut self, path: &std::path::Path, name: &str, text: String) -> ModuleId {
        let key = path.to_string_lossy().into_owned();
        if let Some(known) = self.loaded.get(&key) {
            return *known;
        }
        let folder = path.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        self.read.push(path.to_path_buf());
        let (name, base) = (name.to_string(), folder.clone());
        self.add_module(NewModule { key, name, text, folder, base, library: false })
    }
}
