//! Statements: one arm per kind; blocks and their scopes.
//!
//! Input: the statements of a suite. Output: HIR statements. Reports: mistakes of flow (E07xx), unused values.
//! Left to the ownership pass: initialisation, moves, unreachable code, a missing `return`.

mod comptime;
pub mod errors;
mod local;
#[cfg(test)]
mod tests;
pub mod visit;

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::{Binding, Fx, Node, Suite, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LocalId, LocalKind, StmtKind as S};
use crate::types::{Ty, Value};

impl Cx<'_> {
    /// A suite in a scope of its own.
    pub fn block(&mut self, fx: &mut Fx, body: Suite<'_>) -> Vec<hir::Stmt> {
        fx.scopes.push(FxHashMap::default());
        let stmts = self.statements(fx, body);
        fx.scopes.pop();
        stmts
    }

    /// A suite in the current scope.
    pub fn statements(&mut self, fx: &mut Fx, body: Suite<'_>) -> Vec<hir::Stmt> {
        let outermost = self.enter_body(fx);
        let mut out = Vec::with_capacity(body.len());
        for (index, each) in body.iter().enumerate() {
            self.statement(fx, each, &body[index + 1..], &mut out);
        }
        if outermost {
            self.leave_body(fx, &mut out);
        }
        out
    }

    /// One statement; `rest` are those that follow it in its suite.
    fn statement(&mut self, fx: &mut Fx, s: &ast::Stmt, rest: Suite<'_>, out: &mut Vec<hir::Stmt>) {
        let start = out.len();
        let declared = self.declare_walruses(fx, s);
        let span = s.span;
        match &s.kind {
            ast::StmtKind::Expr(expr) => self.expression_statement(fx, expr, out),
            ast::StmtKind::Pass | ast::StmtKind::Error => {}
            ast::StmtKind::Deferred => {
                let message = "internal error: a part of the library was not parsed";
                self.report(grammar::Diagnostic::error("E0999", span, message));
            }
            ast::StmtKind::Break => {
                // Outside of a loop it was reported when the file was parsed.
                if let Some(frame) = fx.loops.last() {
                    out.push(stmt(S::Break(frame.break_label), span));
                }
            }
            ast::StmtKind::Continue => {
                if let Some(frame) = fx.loops.last() {
                    let label = frame.continue_label;
                    out.push(stmt(if frame.continue_breaks { S::Break(label) } else { S::Continue(label) }, span));
                }
            }
            ast::StmtKind::Return(value) => self.return_statement(fx, value.as_ref(), span, out),
            ast::StmtKind::Raise(value) => self.raise_statement(fx, value.as_ref(), span, out),
            ast::StmtKind::Var { binding, pattern, ty, value } => {
                self.declaration(fx, *binding, pattern, ty.as_ref(), value.as_ref(), rest, span, out);
            }
            ast::StmtKind::Assign { targets, value } => self.assignment(fx, targets, value, rest, span, out),
            ast::StmtKind::AnnotatedAssign { target, ty, value } => {
                self.annotated_assignment(fx, target, ty, value.as_ref(), rest, span, out);
            }
            ast::StmtKind::AugAssign { op, target, value } => self.in_place(fx, *op, target, value, span, out),
            ast::StmtKind::If(if_) if if_.comptime => self.comptime_if(fx, if_, span, out),
            ast::StmtKind::If(if_) => {
                let stmts = self.if_statement(fx, &if_.branches, if_.otherwise.as_ref(), span);
                out.extend(stmts);
            }
            ast::StmtKind::While { condition, body, otherwise } => {
                self.while_loop(fx, condition, body, otherwise.as_ref(), span, out);
            }
            ast::StmtKind::For(for_) if for_.comptime => self.unrolled_loop(fx, for_, span, out),
            ast::StmtKind::For(for_) => self.for_loop(fx, for_, span, out),
            ast::StmtKind::Try(try_) => self.try_statement(fx, try_, span, out),
            ast::StmtKind::With { items, body } => self.with_statement(fx, items, body, span, out),
            ast::StmtKind::Match { subject, cases } => self.match_statement(fx, subject, cases, span, out),
            ast::StmtKind::Assert { condition, message, comptime: true } => {
                self.comptime_assert(fx, condition, message.as_ref(), span, out);
            }
            ast::StmtKind::Assert { condition, message, comptime: false } => {
                self.assertion(fx, condition, message.as_ref(), out);
            }
            ast::StmtKind::Import(modules) => self.local_import(fx, modules),
            ast::StmtKind::FromImport(import) => self.local_from_import(fx, import, span),
            ast::StmtKind::Comptime(def) => self.local_comptime(fx, def),
            ast::StmtKind::Function(function) => self.nested_function(fx, function, span, out),
            // Reported when the file was parsed.
            ast::StmtKind::Struct(_) | ast::StmtKind::Trait(_) => {}
        }
        if !declared.is_empty() {
            out.splice(start..start, declared.into_iter().map(|id| stmt(S::Declare(id), span)));
        }
    }

    /// `assert` evaluates what it says, as any call does with its arguments, and does nothing with it in a build.
    fn assertion(&mut self, fx: &mut Fx, condition: &ast::Expr, message: Option<&ast::Expr>, out: &mut Vec<hir::Stmt>) {
        let holds = self.condition(fx, condition);
        self.evaluate(fx, Node::Value(holds), condition.span, out);
        if let Some(message) = message {
            let text = self.expr(fx, message, None);
            self.evaluate(fx, text, message.span, out);
        }
    }

    /// `if`, and the `elif` branches as the first one's `else`.
    fn if_statement(
        &mut self,
        fx: &mut Fx,
        branches: &[(ast::Expr, ast::Block)],
        otherwise: Option<&ast::Block>,
        span: Span,
    ) -> Vec<hir::Stmt> {
        let mut parts = Vec::with_capacity(branches.len());
        for (condition, body) in branches {
            let condition = self.condition(fx, condition);
            parts.push((condition, self.block(fx, &body.body)));
        }
        let mut chain = otherwise.map(|body| self.block(fx, &body.body)).unwrap_or_default();
        for (condition, body) in parts.into_iter().rev() {
            let at = condition.span.to(span);
            chain = vec![stmt(S::If(condition, body, chain), at)];
        }
        chain
    }

    fn expression_statement(&mut self, fx: &mut Fx, expr: &ast::Expr, out: &mut Vec<hir::Stmt>) {
        let span = expr.span;
        if let ast::ExprKind::Str(_) | ast::ExprKind::Ellipsis | ast::ExprKind::Error = expr.kind {
            return;
        }
        let is_walrus = matches!(expr.kind, ast::ExprKind::Walrus(..));
        let node = self.expr(fx, expr, None);
        if node.is_error() {
            // It may have been a call that never comes back.
            out.push(stmt(S::Expr(Node::error_value(span)), span));
            return;
        }
        let unused = match &node {
            Node::Value(value) if value.ty.is_none() || value.ty.is_never() => None,
            Node::Value(_) | Node::Place(_) if is_walrus => None,
            Node::Value(hir::Expr { ty, .. }) | Node::Place(hir::Place { ty, .. }) => {
                let ty = self.default_type(*ty);
                Some(format!("{}` value", self.show(ty)))
            }
            Node::Functions(functions) => Some(format!("{}` function", functions.name)),
            _ => Some("type` or name".to_string()),
        };
        if let Some(what) = unused
            && self.warns(fx)
        {
            self.report(unused_value(expr, &what));
        }
        self.evaluate(fx, node, span, out);
    }

    /// Evaluates a node for its effects.
    pub fn evaluate(&mut self, fx: &mut Fx, node: Node, span: Span, out: &mut Vec<hir::Stmt>) {
        match node {
            Node::Value(value) if value.ty.is_literal() || matches!(value.kind, H::Error) => {}
            Node::Value(value) => out.push(stmt(S::Expr(value), span)),
            Node::Place(place) => {
                // Naming a place is a use of it, but copies nothing.
                let id = fx.local(None, place.ty, LocalKind::Ref { mutable: place.mutable }, span);
                out.push(stmt(S::BindRef(id, place), span));
            }
            _ => {}
        }
    }

    /// Whether warnings about a body are shown: of generic code only the check of the definition itself warns.
    pub fn warns(&self, fx: &Fx) -> bool {
        fx.user && (fx.symbolic || fx.env.map.is_empty())
    }

    fn return_statement(&mut self, fx: &mut Fx, value: Option<&ast::Expr>, span: Span, out: &mut Vec<hir::Stmt>) {
        let Some(value) = value else {
            if fx.out.is_none() && !fx.result.is_none() && !fx.result.is_error() {
                let (shown, header) = (self.show(fx.result), self.header_of(fx).unwrap_or(fx.effects));
                self.report(errors::missing_value(&shown, span, header));
            }
            out.push(stmt(S::Return(None), span));
            return;
        };
        if fx.returns_ref.is_some() {
            let place = self.returned_place(fx, value);
            out.push(stmt(S::ReturnRef(place), span));
            return;
        }
        if fx.result.is_none() {
            self.return_nothing(fx, value, out);
            out.push(stmt(S::Return(None), span));
            return;
        }
        if let Some(id) = fx.out {
            // The value becomes the result, whatever the result held.
            let ty = fx.result;
            let value = self.value(fx, value, Some(ty));
            out.push(stmt(S::Assign(fx.place(id, span), value), span));
            out.push(stmt(S::Return(None), span));
            return;
        }
        let value = self.value(fx, value, Some(fx.result));
        out.push(stmt(S::Return(Some(value)), span));
    }

    /// `return value` where the function's result is `None` or its `out` argument.
    fn return_nothing(&mut self, fx: &mut Fx, value: &ast::Expr, out: &mut Vec<hir::Stmt>) {
        let node = self.expr(fx, value, None);
        match node.ty() {
            Some(ty) if ty.is_error() => {}
            Some(ty) if ty.is_none() || ty.is_never() => {
                if !matches!(node, Node::Value(hir::Expr { kind: H::Const(_), .. })) {
                    self.evaluate(fx, node, value.span, out);
                }
            }
            _ => {
                let owned = self.owned(fx, node, value.span);
                if owned.ty.is_error() {
                    return;
                }
                let shown = self.show(owned.ty);
                let function = self.function_words(fx);
                let header = self.header_of(fx).unwrap_or(fx.effects);
                let mut diagnostic = errors::unneeded_value(&function, &shown, value.span, header);
                diagnostic = match (fx.out, self.result_position(fx)) {
                    (Some(id), _) => {
                        let name = fx.locals[id.0 as usize].name.map(|n| n.to_string()).unwrap_or_default();
                        diagnostic.help(format!("the result is `{name}`: assign it, and return without a value"))
                    }
                    (None, Some(at)) => diagnostic.suggest("declare the result", at, format!(" -> {shown}")),
                    (None, None) => diagnostic.help(format!("declare the result: `-> {shown}`")),
                };
                self.report(diagnostic);
            }
        }
    }

    fn returned_place(&mut self, fx: &mut Fx, value: &ast::Expr) -> hir::Place {
        let node = self.place_expr(fx, value, None);
        let is_error = node.is_error();
        let place = self.to_place(fx, node, value.span);
        if is_error || place.ty.is_error() || fx.result.is_error() {
            return place;
        }
        if let hir::PlaceKind::Temporary(_) = place.kind {
            self.report(errors::dangling_reference(value.span));
        } else if place.ty != fx.result {
            let (found, wanted) = (self.show(place.ty), self.show(fx.result));
            let header = self.header_of(fx).unwrap_or(fx.effects);
            self.report(errors::ref_type(&found, &wanted, value.span, header));
        }
        place
    }

    /// The header of the function being checked.
    pub fn header_of(&self, fx: &Fx) -> Option<Span> {
        fx.function.map(|id| self.defs.function(id).ast.header)
    }

    /// The function being checked, as a message names it.
    pub fn function_words(&self, fx: &Fx) -> String {
        match fx.function {
            Some(id) => format!("`{}`", self.defs.function(id).name),
            None => "the function".to_string(),
        }
    }

    /// Where a `-> T` may be inserted: before the colon of a header that has none yet.
    fn result_position(&self, fx: &Fx) -> Option<Span> {
        let function = &self.defs.function(fx.function?).ast;
        if function.result.is_some() || function.constraint.is_some() {
            return None;
        }
        let text = self.sources.text(function.header);
        let end = text.trim_end().strip_suffix(':').unwrap_or(text).trim_end().len() as u32;
        let at = function.header.start + end;
        Some(Span { start: at, end: at, ..function.header })
    }

    /// Reports if the current scope has a declaration of this name already.
    pub fn check_redeclared(&mut self, fx: &Fx, name: &ast::Name) {
        if let Some(first) = self.declared_here(fx, name.symbol)
            && first != name.span
        {
            self.report(errors::duplicate(name.symbol, name.span, first));
        }
    }

    /// Where the current scope declares a name. Arguments share the scope of the body.
    pub fn declared_here(&self, fx: &Fx, name: Symbol) -> Option<Span> {
        let binding_span = |binding: &Binding| match binding {
            Binding::Local(id) => {
                let local = &fx.locals[id.0 as usize];
                local.name.is_some().then_some(local.span)
            }
            Binding::Functions(ids) => ids.first().map(|id| self.defs.function(*id).ast.name.span),
            Binding::Node(Node::Value(value)) => Some(value.span),
            _ => None,
        };
        let (last, outer) = fx.scopes.split_last()?;
        if let Some(binding) = last.get(&name) {
            return binding_span(binding);
        }
        match outer.last()?.get(&name)? {
            Binding::Local(id) => {
                let local = &fx.locals[id.0 as usize];
                matches!(local.kind, LocalKind::Arg(_) | LocalKind::Out).then_some(local.span)
            }
            _ => None,
        }
    }

    /// A new variable that its name means from here on.
    pub fn declare(&mut self, fx: &mut Fx, name: &ast::Name, ty: Ty, kind: LocalKind) -> LocalId {
        self.check_redeclared(fx, name);
        let id = fx.local(Some(name.symbol), ty, kind, name.span);
        fx.bind(name.symbol, Binding::Local(id));
        id
    }

    /// A variable that no name means.
    pub fn temporary_local(&mut self, fx: &mut Fx, value: hir::Expr, out: &mut Vec<hir::Stmt>) -> hir::Place {
        let span = value.span;
        let id = fx.local(None, value.ty, LocalKind::Var { mutable: true }, span);
        out.push(stmt(S::Let(id, value), span));
        fx.place(id, span)
    }

    /// A place that can be read several times without evaluating its expression again.
    pub fn stash(&mut self, fx: &mut Fx, node: Node, span: Span, out: &mut Vec<hir::Stmt>) -> hir::Place {
        let place = self.to_place(fx, node, span);
        match place.kind {
            hir::PlaceKind::Temporary(value) => self.temporary_local(fx, *value, out),
            _ if is_path(&place) => place,
            _ => {
                let id = fx.local(None, place.ty, LocalKind::Ref { mutable: place.mutable }, span);
                out.push(stmt(S::BindRef(id, place), span));
                fx.place(id, span)
            }
        }
    }

    /// A constant of type `Bool`.
    pub fn bool_const(&mut self, value: bool, span: Span) -> hir::Expr {
        let ty = self.bool_ty();
        constant(Value::Bool(value), ty, span)
    }
}

/// Whether a place is a variable or a part of one: reading it has no effects.
pub fn is_path(place: &hir::Place) -> bool {
    match &place.kind {
        hir::PlaceKind::Local(_) => true,
        hir::PlaceKind::Field(base, _) => is_path(base),
        hir::PlaceKind::Deref(pointer) => match &pointer.kind {
            H::Copy(base) => is_path(base),
            _ => false,
        },
        _ => false,
    }
}

/// `place^`
pub fn moved(place: hir::Place) -> hir::Expr {
    let (ty, span) = (place.ty, place.span);
    hir::Expr { kind: H::Move(Box::new(place)), ty, span }
}

/// The kind of a variable that the user may change.
pub fn variable() -> LocalKind {
    LocalKind::Var { mutable: true }
}

fn unused_value(expr: &ast::Expr, what: &str) -> grammar::Diagnostic {
    let diagnostic = errors::unused(what, expr.span);
    match &expr.kind {
        ast::ExprKind::Compare(left, rest) if rest.len() == 1 && rest[0].0 == ast::CompareOp::Eq => {
            let between = Span { start: left.span.end, end: rest[0].1.span.start, ..left.span };
            diagnostic.suggest("to assign, write `=`", between, " = ")
        }
        ast::ExprKind::Name(_) => diagnostic.help("to call a function, write `()` behind its name"),
        _ => diagnostic,
    }
}
