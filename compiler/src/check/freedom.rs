//! Whether the type of a result says that it may outlive what it points at.

use grammar::ast;

use super::Fx;
use crate::cx::Cx;
use crate::definitions::Entry;
use crate::types::Value;

/// How long a view in a result may be used, as the origins in its type say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freedom {
    /// As long as what it points into: an argument, or what the type does not name.
    #[default]
    Owned,
    /// `MutAnyOrigin` and the like: whoever uses it sees to that. Arguments live as long as it is used.
    Any,
    /// `MutUntrackedOrigin` and the like: it points into nothing that the program owns.
    Untracked,
}

#[derive(Default)]
struct Found {
    owned: bool,
    any: bool,
    untracked: bool,
}

impl Cx<'_> {
    /// What the origins in the type of a result say, aliases followed.
    pub(super) fn freedom(&mut self, fx: &Fx, ty: &ast::Expr) -> Freedom {
        let mut found = Found::default();
        self.find_origins(fx, fx.module, ty, &mut found, 0);
        match found {
            Found { owned: true, .. } => Freedom::Owned,
            Found { any: true, .. } => Freedom::Any,
            Found { untracked: true, .. } => Freedom::Untracked,
            _ => Freedom::Owned,
        }
    }

    fn find_origins(
        &mut self,
        fx: &Fx,
        module: crate::definitions::ModuleId,
        ty: &ast::Expr,
        found: &mut Found,
        depth: usize,
    ) {
        match &ty.kind {
            ast::ExprKind::Name(name) => {
                if let Some((param, value)) = fx.env.map.iter().rev().find(|(p, _)| self.defs.param(*p).name == *name) {
                    let (param, borrows) = (*param, value.as_type());
                    found.owned |=
                        self.is_origin_param(param) || borrows.is_some_and(|ty| self.may_borrow(ty)) && depth == 0;
                    return;
                }
                let Some(Entry::Comptime(id)) = self.lookup_global(module, *name) else { return };
                let (of, value) = (self.defs.comptime(id).module, self.defs.comptime(id).ast.value.clone());
                if self.defs.module(of).name == "std.builtin.origins" {
                    let name = name.as_str();
                    let untracked = ["Untracked", "External", "Static"].iter().any(|word| name.contains(word));
                    found.untracked |= untracked;
                    found.any |= !untracked && name.contains("Any");
                    found.owned |= !untracked && !name.contains("Any");
                } else if let (Some(value), true) = (value, depth < 8) {
                    self.find_origins(fx, of, &value, found, depth + 1);
                }
            }
            ast::ExprKind::SelfType => {
                found.owned |= fx.self_ty.is_some_and(|ty| self.may_borrow(ty));
            }
            ast::ExprKind::Attribute(base, name) => match &base.kind {
                ast::ExprKind::SelfType => {
                    let value = fx.env.map.iter().rev().find(|(p, _)| self.defs.param(*p).name == name.symbol);
                    found.owned |= match value {
                        Some((_, Value::Type(ty))) => {
                            let ty = *ty;
                            self.may_borrow(ty)
                        }
                        Some((_, Value::Origin(_))) | None => true,
                        _ => false,
                    };
                }
                _ => self.find_origins(fx, module, base, found, depth),
            },
            ast::ExprKind::Paren(inner) => self.find_origins(fx, module, inner, found, depth),
            ast::ExprKind::Subscript(base, indices) => {
                self.find_origins(fx, module, base, found, depth);
                for index in indices {
                    if let ast::IndexKind::Value(value) = &index.kind {
                        self.find_origins(fx, module, value, found, depth);
                    }
                }
            }
            ast::ExprKind::Call(callee, _) => {
                found.owned |= matches!(&callee.kind, ast::ExprKind::Name(name) if *name == "origin_of");
            }
            ast::ExprKind::Underscore => found.owned = true,
            _ => {}
        }
    }
}
