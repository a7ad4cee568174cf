//! What a list display becomes that a variable is declared with: an `Array`, or a `List` if a later use asks for one.

use grammar::{Symbol, ast};

use crate::check::literal::element_of;
use crate::check::stmt::visit::{self, Visitor};
use crate::check::{Binding, Fx, Suite};
use crate::cx::Cx;
use crate::definitions::{Entry, FunctionId};
use crate::types::Ty;

impl Cx<'_> {
    /// The elements of a display that the uses of `name` in `rest` make a `List`, and their type if a use says it.
    pub(super) fn display_use<'a>(
        &mut self,
        fx: &mut Fx,
        name: Symbol,
        value: &'a ast::Expr,
        rest: Suite<'_>,
    ) -> Option<(Option<Ty>, &'a [ast::Expr])> {
        let items = list_items(value)?;
        let mut uses = Uses { name, found: Vec::new(), ended: 0 };
        visit::walk_body(&mut uses, rest);
        for each in uses.found {
            match each {
                Use::Method(method, argument) => {
                    if self.only_of_list(method) {
                        let element = match argument {
                            Some(argument) if items.is_empty() => self.guess_element(fx, method, &argument),
                            _ => None,
                        };
                        return Some((element, items));
                    }
                }
                Use::Display(count) if count != items.len() => return Some((None, items)),
                Use::Display(_) => {}
                Use::Returned => {
                    if self.is_lang(fx.result, "List") {
                        return Some((element_of(fx.result), items));
                    }
                }
                Use::Typed(ty) => {
                    let (ty, clean) = self.attempt(|cx| cx.type_of_expr(fx, &ty));
                    if clean && self.is_lang(ty, "List") {
                        return Some((element_of(ty), items));
                    }
                }
                Use::Argument(callee, position) => {
                    if let Some(ty) = self.argument_type(fx, &callee, position) {
                        return self.is_lang(ty, "List").then(|| (element_of(ty), items));
                    }
                }
            }
        }
        None
    }

    fn only_of_list(&mut self, method: Symbol) -> bool {
        let (list, array) = (self.lang("List"), self.lang("Array"));
        let has = |id: Option<crate::definitions::StructId>| {
            id.is_some_and(|id| self.defs.strukt(id).methods.contains(method))
        };
        has(list) && !has(array)
    }

    /// The element of an empty display that is filled by a method such as `append`.
    fn guess_element(&mut self, fx: &mut Fx, method: Symbol, argument: &ast::Expr) -> Option<Ty> {
        let (value, clean) = self.attempt(|cx| cx.value(fx, argument, None));
        if !clean || value.ty.is_error() {
            return None;
        }
        if method == "extend" || method == "__iadd__" { element_of(value.ty) } else { Some(value.ty) }
    }

    /// The type that a function without parameters declares for an argument, if all that have one by the name agree.
    fn argument_type(&mut self, fx: &mut Fx, callee: &ast::Expr, position: Position) -> Option<Ty> {
        let ast::ExprKind::Name(name) = callee.kind else { return None };
        let entry = match fx.find(name) {
            Some(Binding::Functions(ids)) => Entry::Functions(ids.clone()),
            Some(Binding::Import(entry)) => entry.clone(),
            Some(_) => return None,
            None => self.lookup_global(fx.module, name)?,
        };
        let ids: Vec<FunctionId> = match entry {
            Entry::Functions(ids) => ids.to_vec(),
            Entry::Struct(id) => {
                self.struct_methods(id, Symbol::new("__init__")).map(|ids| ids.to_vec()).unwrap_or_default()
            }
            _ => return None,
        };
        let mut found = None;
        for id in ids {
            if !self.all_params(id).is_empty() {
                continue;
            }
            let sig = self.signature(id, &[]);
            let arg = match &position {
                Position::At(index) => sig.args.get(*index),
                Position::Named(name) => sig.args.iter().find(|arg| arg.name == *name),
            };
            let Some(arg) = arg else { continue };
            if found.is_some_and(|ty| ty != arg.ty) {
                return None;
            }
            found = Some(arg.ty);
        }
        found
    }
}

fn list_items(value: &ast::Expr) -> Option<&[ast::Expr]> {
    match &value.kind {
        ast::ExprKind::List(items) => Some(items),
        ast::ExprKind::Paren(inner) => list_items(inner),
        _ => None,
    }
}

#[derive(Clone)]
enum Position {
    At(usize),
    Named(Symbol),
}

/// A use that may decide the type.
enum Use {
    /// A method is called, with this as its first argument.
    Method(Symbol, Option<ast::Expr>),
    /// Another display of so many elements is assigned.
    Display(usize),
    Returned,
    /// Assigned to a variable of a declared type.
    Typed(ast::Expr),
    Argument(ast::Expr, Position),
}

/// Collects the uses of a name, in order.
struct Uses {
    name: Symbol,
    found: Vec<Use>,
    /// Depth of scopes in which the name means something else.
    ended: usize,
}

impl Uses {
    fn is_name(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ast::ExprKind::Name(name) => *name == self.name,
            ast::ExprKind::Paren(inner) | ast::ExprKind::Transfer(inner) => self.is_name(inner),
            // A copy has the same type.
            ast::ExprKind::Call(callee, args) if args.is_empty() => match &callee.kind {
                ast::ExprKind::Attribute(base, method) => method.symbol == "copy" && self.is_name(base),
                _ => false,
            },
            _ => false,
        }
    }
}

impl Visitor for Uses {
    fn stmt(&mut self, stmt: &ast::Stmt) {
        if self.ended > 0 {
            return visit::walk_stmt(self, stmt);
        }
        match &stmt.kind {
            ast::StmtKind::Return(Some(value)) if self.is_name(value) => self.found.push(Use::Returned),
            ast::StmtKind::Var { ty: Some(ty), value: Some(value), .. } if self.is_name(value) => {
                self.found.push(Use::Typed(ty.clone()));
            }
            ast::StmtKind::AugAssign { op, target, value } if self.is_name(target) => {
                self.found.push(Use::Method(Symbol::new(&format!("__i{}__", op.stem())), Some(value.clone())));
            }
            ast::StmtKind::Assign { targets, value } if targets.iter().any(|target| self.is_name(target)) => {
                if let Some(items) = list_items(value) {
                    self.found.push(Use::Display(items.len()));
                }
            }
            _ => {}
        }
        visit::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &ast::Expr) {
        if self.ended == 0
            && let ast::ExprKind::Call(callee, args) = &expr.kind
        {
            if let ast::ExprKind::Attribute(base, method) = &callee.kind
                && self.is_name(base)
            {
                self.found.push(Use::Method(method.symbol, args.first().map(|arg| arg.value.clone())));
            }
            for (index, arg) in args.iter().enumerate() {
                if self.is_name(&arg.value) {
                    let position = match arg.kind {
                        ast::ArgKind::Keyword(name) => Position::Named(name.symbol),
                        _ => Position::At(index),
                    };
                    self.found.push(Use::Argument((**callee).clone(), position));
                }
            }
        }
        visit::walk_expr(self, expr);
    }

    fn declare(&mut self, name: &ast::Name) {
        if name.symbol == self.name && self.ended == 0 {
            self.ended = 1;
        }
    }

    fn open(&mut self) {
        if self.ended > 0 {
            self.ended += 1;
        }
    }

    fn close(&mut self) {
        self.ended = self.ended.saturating_sub(1);
    }
}
