//! Functions of the user's that no call can tell apart: the same name and the same arguments in one place.

use grammar::{Diagnostic, Symbol};

use super::signature::Sig;
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind, ModuleId, Parent, StructId};
use crate::program::ArgKind;

/// Where a name is declared: its module, the struct if it is a member, and the name.
type Place = (ModuleId, Option<StructId>, Symbol);

impl Cx<'_> {
    /// Reports each function whose arguments are those of an earlier one of the same name.
    pub(super) fn check_duplicates(&mut self) {
        for (_, overloads) in self.user_overloads() {
            for (index, later) in overloads.iter().enumerate().skip(1) {
                let earlier = overloads[..index].iter().copied().find(|earlier| self.same_arguments(*earlier, *later));
                if let Some(earlier) = earlier {
                    let name = self.defs.function(*later).ast.name;
                    let first = self.defs.function(earlier).ast.name.span;
                    self.report(
                        Diagnostic::error(
                            "E0301",
                            name.span,
                            format!("`{}` is defined twice with the same arguments", name.symbol),
                        )
                        .at(first, "the first definition")
                        .help("give one of them another name, or other arguments"),
                    );
                }
            }
        }
    }

    /// The user's functions and methods that share a name, in order of definition.
    fn user_overloads(&self) -> Vec<(FunctionId, Vec<FunctionId>)> {
        let mut groups: Vec<(Place, Vec<FunctionId>)> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        for (index, function) in self.defs.functions.iter().enumerate() {
            let owner = match function.parent {
                Parent::Module => None,
                Parent::Struct(id) => Some(id),
                Parent::Trait(_) | Parent::Local(_) => continue,
            };
            let module = self.defs.module(function.module);
            if module.library || module.broken || function.kind != FunctionKind::Source {
                continue;
            }
            let key = (function.module, owner, function.name);
            let place = *places.entry(key).or_insert_with(|| {
                groups.push((key, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(FunctionId(index as u32));
        }
        groups.into_iter().filter(|(_, ids)| ids.len() > 1).map(|(_, ids)| (ids[0], ids)).collect()
    }

    /// Whether every call fits both functions or neither. Functions with parameters or conditions of their own are left alone.
    pub(super) fn same_arguments(&mut self, a: FunctionId, b: FunctionId) -> bool {
        let plain = |this: &mut Self, id: FunctionId| {
            this.all_params(id);
            let function = this.defs.function(id);
            function.params.is_empty() && function.ast.constraint.is_none()
        };
        if !plain(self, a) || !plain(self, b) || self.defs.function(a).is_static != self.defs.function(b).is_static {
            return false;
        }
        let (args_a, args_b) = (self.identity_args(a), self.identity_args(b));
        let (a, b) = (self.signature(a, &args_a), self.signature(b, &args_b));
        same(&a, &b)
    }
}

fn same(a: &Sig, b: &Sig) -> bool {
    a.args.len() == b.args.len()
        && a.args.iter().zip(&b.args).all(|(a, b)| {
            a.ty == b.ty
                && !a.ty.is_error()
                && a.passing == b.passing
                && a.kind == b.kind
                && a.keyword_only == b.keyword_only
                && ((!a.keyword_only && a.kind != ArgKind::Keywords) || a.name == b.name)
        })
}
