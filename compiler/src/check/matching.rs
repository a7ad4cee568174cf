//! `match`: each case becomes a condition and the names that it binds; the subject is evaluated once.
//!
//! A case that can never be reached is reported and left out. Where the cases cover every value, the last one needs no
//! test, so that flow analysis sees that nothing falls through.

mod cover;
mod pattern;

use grammar::{Span, ast};
use rustc_hash::FxHashMap;

use self::cover::Pat;
use super::assign::Mode;
use super::stmt::errors;
use super::{Binding, Fx, Node, stmt};
use crate::cx::Cx;
use crate::hir::{self, StmtKind as S};

/// With more cases than this, they are laid out one after the other instead of nested.
const NESTED: usize = 40;

/// A case that is kept.
struct Arm {
    /// `None`: matches always.
    test: Option<hir::Expr>,
    /// Binds the names.
    names: Vec<hir::Stmt>,
    guard: Option<hir::Expr>,
    body: Vec<hir::Stmt>,
    span: Span,
}

impl Cx<'_> {
    pub(super) fn match_statement(
        &mut self,
        fx: &mut Fx,
        subject: &ast::Expr,
        cases: &[ast::Case],
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let node = self.expr(fx, subject, None);
        let mut stmts = Vec::new();
        let place = match node.is_error() {
            true => None,
            false => Some(self.stash(fx, node, subject.span, &mut stmts)).filter(|place| !place.ty.is_error()),
        };
        let mut covered: Vec<Vec<Pat>> = Vec::new();
        let mut seen: Vec<(Pat, Span)> = Vec::new();
        let mut arms = Vec::new();
        for case in cases {
            fx.scopes.push(FxHashMap::default());
            let test = place.as_ref().and_then(|place| self.case_pattern(fx, &case.pattern, place));
            let Some(test) = test else {
                self.declare_case_names(fx, &case.pattern);
                if let Some(guard) = &case.guard {
                    self.condition(fx, guard);
                }
                self.statements(fx, &case.body.body);
                fx.scopes.pop();
                continue;
            };
            let mut names = Vec::new();
            for (name, bound) in test.names {
                let pattern = ast::Pattern { kind: ast::PatternKind::Name(name), span: name.span };
                self.bind_place(fx, &pattern, bound, Mode::Immutable, name.span, &mut names);
            }
            let guard = case.guard.as_ref().map(|guard| self.condition(fx, guard));
            let body = self.statements(fx, &case.body.body);
            fx.scopes.pop();
            if !cover::useful(&covered, &test.shape) {
                if self.warns(fx) {
                    let first = seen.iter().find(|(pat, _)| cover::covers(pat, &test.shape)).map(|(_, at)| *at);
                    self.report(errors::unreachable_case(case.pattern.span, first));
                }
                continue;
            }
            if guard.is_none() {
                covered.push(vec![test.shape.clone()]);
                seen.push((test.shape, case.pattern.span));
            }
            arms.push(Arm { test: test.condition, names, guard, body, span: case.span });
        }
        if !cover::useful(&covered, &Pat::Any)
            && let Some(last) = arms.last_mut()
        {
            last.test = None;
        }
        if arms.len() > NESTED || arms.iter().any(|arm| arm.guard.is_some()) {
            self.flat_arms(fx, arms, span, &mut stmts);
        } else {
            stmts.extend(nested_arms(arms));
        }
        out.push(stmt(S::Block(stmts), span));
    }

    /// One after the other; a case that is taken leaves the whole.
    fn flat_arms(&mut self, fx: &mut Fx, arms: Vec<Arm>, span: Span, out: &mut Vec<hir::Stmt>) {
        let end = fx.label();
        let mut all = Vec::new();
        for arm in arms {
            let mut body = arm.body;
            if !leaves(&body) {
                body.push(stmt(S::Break(end), arm.span));
            }
            let mut inner = arm.names;
            match arm.guard {
                Some(guard) => inner.push(stmt(S::If(guard, body, Vec::new()), arm.span)),
                None => inner.extend(body),
            }
            match arm.test {
                Some(test) => all.push(stmt(S::If(test, inner, Vec::new()), arm.span)),
                None => all.push(stmt(S::Block(inner), arm.span)),
            }
        }
        out.push(stmt(S::Labelled(end, all), span));
    }

    fn declare_case_names(&mut self, fx: &mut Fx, pattern: &ast::CasePattern) {
        let mut names = Vec::new();
        pattern::names(pattern, &mut names);
        for name in names {
            fx.bind(name.symbol, Binding::Node(Node::Error));
        }
    }
}

/// `if … else if … else …`
fn nested_arms(arms: Vec<Arm>) -> Vec<hir::Stmt> {
    let mut chain = Vec::new();
    for arm in arms.into_iter().rev() {
        let mut body = arm.names;
        body.extend(arm.body);
        chain = match arm.test {
            Some(test) => vec![stmt(S::If(test, body, chain), arm.span)],
            None => body,
        };
    }
    chain
}

/// Whether a body never reaches its end, as far as its last statement tells.
fn leaves(body: &[hir::Stmt]) -> bool {
    match body.last().map(|s| &s.kind) {
        Some(S::Return(_) | S::ReturnRef(_) | S::Raise(_) | S::Break(_) | S::Continue(_)) => true,
        Some(S::If(_, a, b)) => leaves(a) && leaves(b),
        Some(S::Block(body)) => leaves(body),
        _ => false,
    }
}
