//! Finds and reads modules: the root's folder, then the `-I` folders, then the standard library.

use std::path::PathBuf;
use std::time::Instant;

use grammar::{Diagnostic, FileId, SourceFile, Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::path_text;
use super::text::{decode, not_utf8};
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
        self.missing.insert(shown.clone());
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
            let read = self.files.read(&path_on_disk);
            self.read.push(path_on_disk.clone());
            let folder = if is_package {
                base.to_string_lossy().into_owned()
            } else {
                base.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default()
            };
            let base = self.defs.module(module).base.clone();
            let name = name.replace('/', ".");
            let module = |key, text| NewModule { key, name, text, folder, base, library: false };
            return Some(match read.map(|bytes| decode(&bytes)) {
                Ok(Ok(text)) => self.add_module(module(key, text)),
                Ok(Err((text, at))) => self.add_broken(module(key, text), |file| not_utf8(file, at)),
                Err(error) => {
                    let message = format!("cannot read `{key}`: {error}");
                    self.add_broken(module(key, String::new()), |_| Diagnostic::error("E0802", path.span, message))
                }
            });
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
            self.missing.insert(format!("std.{dotted}"));
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
        let mistakes: Vec<(Span, &str)> = self.diagnostics.errors().skip(before).map(|d| (d.span, d.code)).collect();
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
            mistakes: mistakes.iter().map(|(span, _)| *span).collect(),
            imports: Vec::new(),
            library,
            scope: FxHashMap::default(),
            stars: Vec::new(),
            found: FxHashMap::default(),
            submodules: FxHashMap::default(),
        });
        self.loaded.insert(key, id);
        self.collect_module(id, parsed);
        let broken = mistakes.iter().any(|(span, code)| !self.is_within_a_function(id, *span, code));
        self.defs.modules[id.0 as usize].broken = broken;
        id
    }

    /// Enters a file that cannot be read as a module of which nothing is known.
    fn add_broken(&mut self, module: NewModule, why: impl FnOnce(FileId) -> Diagnostic) -> ModuleId {
        let file = self.sources.add(SourceFile::new(module.key.clone(), module.text.clone()));
        let id = self.add_module(NewModule { text: String::new(), ..module });
        let entered = &mut self.defs.modules[id.0 as usize];
        entered.broken = true;
        entered.file = file;
        self.report(why(file));
        id
    }

    /// Whether a mistake of syntax concerns one function only.
    fn is_within_a_function(&self, module: ModuleId, span: Span, code: &str) -> bool {
        // A bracket, a string or an indentation may reach further than it seems.
        let reaches = matches!(code, "E0102" | "E0103" | "E0106" | "E0107" | "E0108" | "E0109" | "E0901");
        !reaches
            && self.defs.functions.iter().any(|function| {
                let body = function.ast.body.span;
                // Behind its header a colon is as good as there.
                let within = if code == "E0105" { function.span.to(body) } else { body };
                function.module == module && within.start <= span.start && span.end <= within.end
            })
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
        let module = self.root_module(path, name, text);
        match self.loaded.get(&module.key) {
            Some(known) => *known,
            None => self.add_module(module),
        }
    }

    /// Enters a file whose byte at an offset is no UTF-8.
    pub fn load_broken_root(&mut self, path: &std::path::Path, name: &str, shown: String, at: usize) {
        let module = self.root_module(path, name, shown);
        if !self.loaded.contains_key(&module.key) {
            self.add_broken(module, |file| not_utf8(file, at));
        }
    }

    fn root_module(&mut self, path: &std::path::Path, name: &str, text: String) -> NewModule {
        let folder = path.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        self.read.push(path.to_path_buf());
        let (key, name, base) = (path.to_string_lossy().into_owned(), name.to_string(), folder.clone());
        NewModule { key, name, text, folder, base, library: false }
    }
}
