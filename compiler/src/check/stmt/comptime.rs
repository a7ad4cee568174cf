//! `comptime if` and `comptime assert`.

use std::rc::Rc;

use grammar::{Span, ast};

use super::errors;
use crate::check::{Bound, Fx, Node, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, StmtKind as S};
use crate::types::{ParamId, Ty, TyKind, Value};

impl Cx<'_> {
    /// Only the branch that is taken is checked. In a generic body that is checked for itself the condition may be
    /// unknown: then all branches are, each with what its condition promises.
    pub(super) fn comptime_if(&mut self, fx: &mut Fx, if_: &ast::If, span: Span, out: &mut Vec<hir::Stmt>) {
        let mut unknown: Vec<(Span, Vec<hir::Stmt>)> = Vec::new();
        let mut rest = None;
        for (condition, body) in &if_.branches {
            match self.comptime_condition(fx, condition) {
                Some(true) => {
                    rest = Some(&body.body);
                    break;
                }
                Some(false) => {}
                None => {
                    let block = self.assuming(fx, Some(condition), |cx, fx| cx.block(fx, &body.body));
                    unknown.push((condition.span, block));
                }
            }
        }
        let rest = match rest {
            Some(body) => self.block(fx, body),
            None => if_.otherwise.as_ref().map(|body| self.block(fx, &body.body)).unwrap_or_default(),
        };
        if unknown.is_empty() {
            if !rest.is_empty() {
                out.push(stmt(S::Block(rest), span));
            }
            return;
        }
        let bool_ty = self.bool_ty();
        let chain = unknown
            .into_iter()
            .rev()
            .fold(rest, |rest, (at, body)| vec![stmt(S::If(constant(Value::Deferred, bool_ty, at), body, rest), span)]);
        out.extend(chain);
    }

    /// Runs a check in which `conforms_to(T, Trait)` of a condition holds.
    pub fn assuming<R>(
        &mut self,
        fx: &mut Fx,
        condition: Option<&ast::Expr>,
        run: impl FnOnce(&mut Self, &mut Fx) -> R,
    ) -> R {
        let promises = condition.map(|condition| self.promises(fx, condition)).unwrap_or_default();
        if promises.is_empty() {
            return run(self, fx);
        }
        let mut before = Vec::new();
        for (param, bounds) in promises {
            let own = self.bounds_of(param);
            before.push((param, own.clone()));
            let all: Vec<Bound> = own.iter().cloned().chain(bounds).collect();
            self.tables.bounds.insert(param, Rc::new(all));
        }
        self.forget_symbolic();
        let result = run(self, fx);
        // The first entry of a parameter is the oldest.
        for (param, bounds) in before.into_iter().rev() {
            self.tables.bounds.insert(param, bounds);
        }
        self.forget_symbolic();
        result
    }

    /// Forgets what the bounds of parameters have answered.
    fn forget_symbolic(&mut self) {
        use crate::types::is_symbolic;
        self.tables.conforms.retain(|(ty, _), _| !is_symbolic(*ty));
        self.tables.conversions.retain(|(from, to), _| !is_symbolic(*from) && !is_symbolic(*to));
        self.tables.binary.retain(|(_, a, b), _| !is_symbolic(*a) && !is_symbolic(*b));
    }

    /// The parameters that a condition says more about.
    fn promises(&mut self, fx: &mut Fx, condition: &ast::Expr) -> Vec<(ParamId, Vec<Bound>)> {
        match &condition.kind {
            ast::ExprKind::Paren(inner) => self.promises(fx, inner),
            ast::ExprKind::And(a, b) => {
                let mut all = self.promises(fx, a);
                all.extend(self.promises(fx, b));
                all
            }
            ast::ExprKind::Call(callee, args) => match (&callee.kind, args.as_slice()) {
                (ast::ExprKind::Name(name), [ty, trait_]) if *name == "conforms_to" => {
                    let (ty, _) = self.attempt(|cx| cx.type_of_expr(fx, &ty.value));
                    let TyKind::Param(param) = ty.kind() else { return Vec::new() };
                    let (node, _) = self.attempt(|cx| {
                        fx.comptime += 1;
                        let node = cx.expr(fx, &trait_.value, None);
                        fx.comptime -= 1;
                        node
                    });
                    match node {
                        Node::Bound(bounds) => vec![(*param, bounds)],
                        _ => Vec::new(),
                    }
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    pub(super) fn comptime_assert(
        &mut self,
        fx: &mut Fx,
        condition: &ast::Expr,
        message: Option<&ast::Expr>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        if self.comptime_condition(fx, condition) != Some(false) {
            return;
        }
        if self.symbolic {
            // In a generic definition that is checked for itself nobody knows whether control comes here. It ends here.
            let never = hir::Expr { kind: hir::ExprKind::Unreachable, ty: Ty::never(), span };
            out.push(stmt(S::Expr(never), span));
            return;
        }
        let text = match message {
            Some(message) => {
                let (value, _) = self.attempt(|cx| cx.comptime_arg(fx, message));
                match value {
                    Value::Str(text) => text.to_string(),
                    _ => self.sources.text(message.span).to_string(),
                }
            }
            None => format!("`{}`", self.sources.text(condition.span)),
        };
        let mut diagnostic = errors::comptime_assert(&text, span);
        for (param, value) in fx.env.map.clone() {
            let name = self.defs.param(param).name;
            let shown = self.show_value(&value, crate::check::display::Style::Source);
            diagnostic = diagnostic.note(format!("`{name}` is {shown}"));
        }
        if let Some(&(_, at)) = self.tables.checking.and_then(|instance| self.tables.askers.get(&instance))
            && !fx.env.map.is_empty()
        {
            diagnostic = diagnostic.at(at, "asked for here");
        }
        self.report(diagnostic);
    }

    /// The type of an element in a check that cannot know it.
    pub fn unknown_value(&mut self, ty: Ty, span: Span) -> Node {
        Node::Value(constant(Value::Deferred, ty, span))
    }
}
