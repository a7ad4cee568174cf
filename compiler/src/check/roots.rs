//! Where instantiation starts: exported functions for a build, everything of the user's that is not generic for a check.

use grammar::{Diagnostic, Span, Symbol};

use super::instantiate::export_name;
use crate::cx::Cx;
use crate::definitions::{ComptimeId, FunctionId, FunctionKind, ModuleId, Parent, TraitId};

/// What a compilation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Only mistakes are looked for.
    Check,
    /// An extension module.
    Build,
}

impl Cx<'_> {
    /// Checks a program whose root modules have been read. Modules with mistakes in their syntax are left out.
    pub fn check_program(&mut self, roots: &[ModuleId], goal: Goal) {
        self.check_imports();
        self.check_duplicates();
        // What a trait refines is looked at before anything is tried, so that a mistake in it is reported.
        for index in 0..self.defs.traits.len() {
            if !self.defs.module(self.defs.traits[index].module).library {
                self.supertraits(TraitId(index as u32));
            }
        }
        for root in roots {
            for (id, name) in self.find_exports(*root) {
                let span = self.defs.function(id).span;
                let instance = self.instance(id, &[], span);
                self.tables.program.exports.push((instance, name));
            }
        }
        self.drain_queue();
        if goal == Goal::Build && !self.tables.program.exports.is_empty() {
            let program = &mut self.tables.program;
            program.reached = Some((program.functions.len(), program.structs.len(), program.closures.len()));
        }
        self.check_all_user_functions();
        if self.tables.program.reached.is_none() {
            let program = &mut self.tables.program;
            program.reached = Some((program.functions.len(), program.structs.len(), program.closures.len()));
        }
        self.check_generic_definitions();
        self.check_methods();
        self.check_constants();
    }

    /// The `comptime` names of the user's that nobody has asked for. What can only be computed at run time is left to their
    /// users.
    fn check_constants(&mut self) {
        for index in 0..self.defs.comptimes.len() {
            let id = ComptimeId(index as u32);
            let def = self.defs.comptime(id);
            let module = self.defs.module(def.module);
            let is_concrete = match def.parent {
                Parent::Module => true,
                Parent::Struct(strukt) => self.defs.strukt(strukt).params.is_empty(),
                Parent::Trait(_) | Parent::Local(_) => false,
            };
            if module.library || module.broken || !is_concrete || !def.params.is_empty() {
                continue;
            }
            let span = def.ast.name.span;
            let outer = std::mem::take(&mut self.diagnostics);
            self.comptime_value(id, Vec::new(), span);
            let found = std::mem::replace(&mut self.diagnostics, outer);
            found.iter().filter(|d| d.code != "E0573").for_each(|d| self.diagnostics.report(d.clone()));
        }
    }

    fn find_exports(&mut self, root: ModuleId) -> Vec<(FunctionId, Symbol)> {
        let mut found: Vec<(FunctionId, Symbol)> = Vec::new();
        for index in 0..self.defs.functions.len() {
            let id = FunctionId(index as u32);
            let function = self.defs.function(id);
            if function.module != root || function.parent != Parent::Module {
                continue;
            }
            let ast = function.ast.clone();
            let Some(name) = export_name(&ast) else { continue };
            self.all_params(id);
            if !self.defs.function(id).params.is_empty() {
                self.report(Diagnostic::error(
                    "E0308",
                    ast.name.span,
                    format!("`{}` is exported: it takes no parameters", ast.name.symbol),
                ));
                continue;
            }
            if let Some((first, _)) = found.iter().find(|(_, n)| *n == name) {
                let at = self.defs.function(*first).ast.name.span;
                self.report(
                    Diagnostic::error("E0308", ast.name.span, format!("two functions are exported as `{name}`"))
                        .at(at, "the first one"),
                );
                continue;
            }
            found.push((id, name));
        }
        found
    }

    /// Whether a function, or its file as a whole, has mistakes in its syntax.
    pub(super) fn is_broken(&self, id: FunctionId) -> bool {
        let function = self.defs.function(id);
        let (module, own) = (self.defs.module(function.module), function.span.to(function.ast.body.span));
        let within = |at: &Span| own.start <= at.start && at.end <= own.end;
        module.broken || module.mistakes.iter().any(within)
    }

    /// Every function and method of the user's that has no parameters.
    fn check_all_user_functions(&mut self) {
        let mut index = 0;
        while index < self.defs.functions.len() {
            let id = FunctionId(index as u32);
            index += 1;
            if !self.is_user(id) || self.is_broken(id) || self.defs.function(id).kind != FunctionKind::Source {
                continue;
            }
            self.all_params(id);
            let function = self.defs.function(id);
            let generic = match function.parent {
                Parent::Struct(strukt) => !self.defs.strukt(strukt).params.is_empty(),
                Parent::Trait(_) => true,
                Parent::Local(_) => true,
                Parent::Module => false,
            };
            if generic || !function.params.is_empty() {
                continue;
            }
            let span = function.span;
            self.instance(id, &[], span);
            self.check_defaults(id, &[]);
            self.drain_queue();
        }
        for index in 0..self.defs.structs.len() {
            let id = crate::definitions::StructId(index as u32);
            let module = self.defs.module(self.defs.strukt(id).module);
            if !module.library && !module.broken {
                self.check_struct(id);
            }
        }
        self.drain_queue();
    }
}

impl Cx<'_> {
    /// Checks the declarations of library modules: the types in every signature. For the library's own tests.
    pub fn check_library(&mut self, modules: &[String]) {
        for module in modules {
            let names: Vec<Symbol> = module.split('.').skip(1).map(Symbol::new).collect();
            self.try_library(&names);
        }
        self.enter_all_deferred();
        let mut index = 0;
        while index < self.defs.functions.len() {
            let id = FunctionId(index as u32);
            let args = self.identity_args(id);
            self.signature(id, &args);
            for param in self.all_params(id).iter() {
                self.bounds_of(*param);
            }
            index += 1;
        }
    }
}
