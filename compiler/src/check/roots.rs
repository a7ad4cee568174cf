//! Where instantiation starts: exported functions for a build, everything of the user's that is not generic for a check.

use grammar::{Diagnostic, Span, Symbol};

use super::instantiate::export_name;
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind, ModuleId, Parent};

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
            if !function.params.is_empty() {
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

    /// Whether a function stands in a file with mistakes in its syntax.
    pub(super) fn is_broken(&self, id: FunctionId) -> bool {
        self.defs.module(self.defs.function(id).module).broken
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
            self.drain_queue();
        }
        for index in 0..self.defs.structs.len() {
            let id = crate::definitions::StructId(index as u32);
            let def = self.defs.strukt(id);
            if self.defs.module(def.module).library || self.defs.module(def.module).broken {
                continue;
            }
            if def.params.is_empty() {
                let ty = self.struct_ty(id, Vec::new());
                self.check_struct(id, ty);
            } else {
                // With its parameters standing for themselves: the types of the fields.
                let params = def.params.clone();
                let args = params.iter().map(|param| self.identity_arg(*param)).collect();
                let ty = self.struct_ty(id, args);
                self.struct_info(ty);
            }
        }
        self.drain_queue();
    }

    /// The declarations of a struct: its fields' types and the requirements of its traits.
    fn check_struct(&mut self, id: crate::definitions::StructId, ty: crate::types::Ty) {
        self.struct_info(ty);
        let ast = self.defs.strukt(id).ast.clone();
        for conformance in ast.conformances.iter().filter(|c| !c.negative && c.constraint.is_none()) {
            let mut fx = self.struct_fx(id, &[], ty);
            fx.comptime = 1;
            let node = self.expr(&mut fx, &conformance.trait_, None);
            let bounds = match node {
                super::Node::Bound(bounds) => bounds,
                super::Node::Error => continue,
                _ => {
                    let text = self.sources.text(conformance.trait_.span).to_string();
                    self.report(Diagnostic::error(
                        "E0502",
                        conformance.trait_.span,
                        format!("`{text}` is not a trait"),
                    ));
                    continue;
                }
            };
            for bound in bounds {
                if let super::Bound::Trait(trait_) = bound {
                    self.check_requirements(id, ty, trait_, conformance.trait_.span);
                }
            }
        }
    }

    fn check_requirements(
        &mut self,
        id: crate::definitions::StructId,
        ty: crate::types::Ty,
        trait_: crate::definitions::TraitId,
        span: Span,
    ) {
        for each in self.supertraits(trait_).iter().copied().collect::<Vec<_>>() {
            let def = self.defs.trait_(each);
            let library = self.defs.module(def.module).library;
            let (name, order) = (def.name, def.order.clone());
            // What the language synthesises field by field.
            if library
                && matches!(name.as_str(), "Movable" | "Copyable" | "ImplicitlyCopyable" | "Deinitable" | "AnyType")
            {
                continue;
            }
            for method in order {
                let required = self.trait_methods(each, method).and_then(|ids| {
                    ids.iter().copied().find(|f| self.defs.function(*f).kind == FunctionKind::Required)
                });
                let Some(required) = required else { continue };
                if self.find_method(ty, method).is_some() {
                    continue;
                }
                let shown = self.defs.strukt(id).name;
                let mut diagnostic = Diagnostic::error(
                    "E0505",
                    span,
                    format!("`{shown}` does not implement `{method}`, which `{name}` requires"),
                );
                if !library {
                    let at = self.defs.function(required).ast.header;
                    diagnostic = diagnostic.at(at, "required here");
                }
                self.report(diagnostic);
            }
        }
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
