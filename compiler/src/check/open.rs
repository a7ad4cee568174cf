//! Types that leave parameters open: `v: SIMD`, `l: List[_]`. Each open one of an argument's type is a parameter of the
//! function; those of a variable's type come from its value.

use std::rc::Rc;

use grammar::{Symbol, ast};

use super::{Fx, Node};
use crate::cx::Cx;
use crate::definitions::{Entry, FunctionId, ImplicitParam, Param, Parent, StructId};
use crate::types::{ParamId, Ty, Value};

impl Cx<'_> {
    /// Gives a function a parameter for each one that its argument types leave open, and writes it into the types, so
    /// that `v: SIMD` reads `v: SIMD[dtype=$1, size=$2]`. What a `_` stands for gets the type of what it is given to.
    pub(super) fn close_argument_types(&mut self, id: FunctionId) {
        let function = self.defs.function(id);
        let (ast, parent) = (function.ast.clone(), function.parent);
        if !self.is_user(id) || !ast.args.iter().any(|arg| written_type(arg).is_some_and(may_be_open)) {
            return;
        }
        let mut args = ast.args.clone();
        let mut added = Vec::new();
        for arg in &mut args {
            if let Some(ty) = written_type_mut(arg) {
                self.close_type(id, parent, ty, true, &mut added);
            }
        }
        if added.is_empty() {
            return;
        }
        drop(ast);
        let function = &mut self.defs.functions[id.0 as usize];
        Rc::make_mut(&mut function.ast).args = args;
        let mut params = function.params.to_vec();
        params.extend(added);
        function.params = Rc::new(params);
    }

    /// The type after the `:` of a variable.
    pub(super) fn declared_type(&mut self, fx: &mut Fx, ty: &ast::Expr, value: Option<&ast::Expr>) -> Ty {
        fx.comptime += 1;
        let node = self.expr(fx, ty, None);
        fx.comptime -= 1;
        if let (Node::Generic(id, given), Some(value)) = (&node, value)
            && let Some(found) = self.closed_by(fx, *id, given, value)
        {
            return found;
        }
        self.node_to_type(fx, node, ty.span)
    }

    /// The type that a value gives to a struct with open parameters.
    fn closed_by(&mut self, fx: &mut Fx, id: StructId, given: &[Value], value: &ast::Expr) -> Option<Ty> {
        let params = self.defs.strukt(id).params.clone();
        let is_open = |index: usize| given.get(index).is_none_or(|value| *value == Value::Unbound);
        if !params.iter().enumerate().any(|(index, param)| is_open(index) && !self.has_fallback(*param)) {
            return None;
        }
        let (node, clean) = self.attempt(|cx| match &value.kind {
            ast::ExprKind::List(items) if !items.is_empty() && Some(id) != cx.lang("Array") => {
                cx.list_of(fx, None, items, value.span)
            }
            _ => cx.expr(fx, value, None),
        });
        let actual = self.default_type(node.ty().filter(|ty| clean && !ty.is_error())?);
        let mut open = given.to_vec();
        open.resize(params.len(), Value::Unbound);
        let fits = |args: &[Value]| open.iter().zip(args).all(|(open, arg)| *open == Value::Unbound || open == arg);
        match actual.as_struct() {
            Some((own, args)) if own == id && fits(args) => Some(actual),
            _ => self.implicit_target(fx, id, open, actual),
        }
    }

    fn close_type(&mut self, id: FunctionId, parent: Parent, ty: &mut ast::Expr, open: bool, added: &mut Vec<ParamId>) {
        match &mut ty.kind {
            ast::ExprKind::Paren(inner) => self.close_type(id, parent, inner, open, added),
            ast::ExprKind::Name(_) | ast::ExprKind::Attribute(..) if open => {
                let Some(params) = self.head_params(id, ty) else { return };
                let arguments = self.fresh_arguments(parent, ty.span, &params, added);
                if !arguments.is_empty() {
                    let base = std::mem::replace(&mut ty.kind, ast::ExprKind::Underscore);
                    let base = Box::new(ast::Expr { kind: base, span: ty.span });
                    ty.kind = ast::ExprKind::Subscript(base, arguments);
                }
            }
            ast::ExprKind::Subscript(base, args) => {
                let Some(params) = self.head_params(id, base) else { return };
                let mut rest = params.clone();
                rest.retain(|p| !self.defs.param(*p).infer_only);
                let mut position = 0;
                for arg in args.iter_mut().filter(|arg| !matches!(arg.kind, ast::IndexKind::Ellipsis)) {
                    let target = match arg.keyword {
                        Some(keyword) => params.iter().copied().find(|p| self.defs.param(*p).name == keyword.symbol),
                        None => {
                            position += 1;
                            rest.get(position - 1).copied()
                        }
                    };
                    let ast::IndexKind::Value(value) = &mut arg.kind else { continue };
                    if let (Some(target), ast::ExprKind::Name(name)) = (target, &value.kind)
                        && let Some(own) = self.unbound_param(id, *name)
                    {
                        self.type_like(own, target);
                    }
                    self.close_type(id, parent, value, false, added);
                }
                // `S[a, ...]` leaves what follows open; without the dots it would be missing.
                if !args.iter().any(|arg| matches!(arg.kind, ast::IndexKind::Ellipsis)) {
                    return;
                }
                let given: Vec<Symbol> = args.iter().filter_map(|arg| arg.keyword.map(|k| k.symbol)).collect();
                let mut missing: Vec<ParamId> = rest.into_iter().skip(position).collect();
                missing.retain(|p| !given.contains(&self.defs.param(*p).name));
                args.extend(self.fresh_arguments(parent, ty.span, &missing, added));
            }
            _ => {}
        }
    }

    /// The parameters of the struct or `comptime` name that a type begins with.
    fn head_params(&mut self, id: FunctionId, head: &ast::Expr) -> Option<Vec<ParamId>> {
        let entry = self.head_entry(id, head)?;
        match entry {
            Entry::Struct(strukt) => Some(self.defs.strukt(strukt).params.to_vec()),
            Entry::Comptime(comptime) => Some(self.defs.comptime(comptime).params.to_vec()),
            _ => None,
        }
    }

    fn head_entry(&mut self, id: FunctionId, head: &ast::Expr) -> Option<Entry> {
        let module = self.defs.function(id).module;
        match &head.kind {
            ast::ExprKind::Name(name) => {
                let own = self.defs.function(id).params.iter().any(|p| self.defs.param(*p).name == *name);
                if own { None } else { self.lookup_global(module, *name) }
            }
            ast::ExprKind::Attribute(base, name) => match self.head_entry(id, base)? {
                Entry::Module(module) => self.lookup_member(module, name.symbol),
                _ => None,
            },
            _ => None,
        }
    }

    /// An argument `name=$n` for each parameter that has nothing to fall back on.
    fn fresh_arguments(
        &mut self,
        parent: Parent,
        span: grammar::Span,
        params: &[ParamId],
        added: &mut Vec<ParamId>,
    ) -> Vec<ast::Index> {
        let mut arguments = Vec::new();
        for param in params {
            if self.has_fallback(*param) || self.defs.param(*param).infer_only {
                continue;
            }
            let target = self.defs.param(*param).clone();
            let name = Symbol::new(&format!("${}", self.defs.params.len()));
            let own = self.defs.add_param(Param { name, infer_only: true, keyword_only: true, parent, span, ..target });
            added.push(own);
            let value = ast::Expr { kind: ast::ExprKind::Name(name), span };
            let keyword = Some(ast::Name { symbol: self.defs.param(*param).name, span });
            arguments.push(ast::Index { kind: ast::IndexKind::Value(value), keyword, span });
        }
        arguments
    }

    /// The parameter of the function that a `_` was made.
    fn unbound_param(&self, id: FunctionId, name: Symbol) -> Option<ParamId> {
        let params = self.defs.function(id).params.clone();
        params.iter().copied().find(|p| {
            let param = self.defs.param(*p);
            param.name == name && matches!(param.implicit, Some(ImplicitParam::Unbound))
        })
    }

    /// Declares a parameter as another one is, which may be an origin.
    fn type_like(&mut self, own: ParamId, target: ParamId) {
        if self.is_origin_param(target) || self.is_mutability_param(target) || self.defs.param(target).variadic {
            return;
        }
        let target = self.defs.param(target);
        let (module, ty) = (target.module, target.ty.clone());
        let param = &mut self.defs.params[own.0 as usize];
        (param.module, param.ty, param.implicit) = (module, ty, None);
    }
}

fn written_type(arg: &ast::ArgDef) -> Option<&ast::Expr> {
    match &arg.kind {
        ast::ArgDefKind::Named { ty, convention, .. } if !matches!(convention, ast::Convention::Out) => ty.as_ref(),
        ast::ArgDefKind::Variadic { ty, pack: false, .. } => Some(ty),
        _ => None,
    }
}

fn written_type_mut(arg: &mut ast::ArgDef) -> Option<&mut ast::Expr> {
    match &mut arg.kind {
        ast::ArgDefKind::Named { ty, convention, .. } if !matches!(convention, ast::Convention::Out) => ty.as_mut(),
        ast::ArgDefKind::Variadic { ty, pack: false, .. } => Some(ty),
        _ => None,
    }
}

fn may_be_open(ty: &ast::Expr) -> bool {
    match &ty.kind {
        ast::ExprKind::Paren(inner) => may_be_open(inner),
        ast::ExprKind::Name(_) | ast::ExprKind::Attribute(..) | ast::ExprKind::Subscript(..) => true,
        _ => false,
    }
}
