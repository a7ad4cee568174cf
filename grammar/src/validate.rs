//! Rules about order and context, checked on the finished AST: what may stand where.

mod expression;
mod signature;

use crate::ast::*;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::errors;
use crate::span::Span;

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Module,
    Struct,
    Trait,
    Function,
}

struct Validator<'d> {
    text: &'d str,
    diagnostics: &'d mut Diagnostics,
}

pub fn validate(module: &Module, text: &str, diagnostics: &mut Diagnostics) {
    Validator { text, diagnostics }.body(&module.body, Place::Module, false);
}

impl Validator<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    fn misplaced(&mut self, span: Span, what: &str, where_: &str) {
        self.report(errors::misplaced(span, what, where_));
    }

    /// The first line of a statement.
    fn head(&self, span: Span) -> Span {
        let text = &self.text[span.start as usize..span.end as usize];
        let line = text.lines().next().unwrap_or_default().trim_end();
        Span { end: span.start + line.len() as u32, ..span }
    }

    fn body(&mut self, body: &[Stmt], place: Place, in_loop: bool) {
        for stmt in body {
            if self.may_stand(stmt, place) {
                self.stmt(stmt, place, in_loop);
            }
        }
    }

    fn optional(&mut self, block: &Option<Block>, place: Place, in_loop: bool) {
        if let Some(block) = block {
            self.body(&block.body, place, in_loop);
        }
    }

    /// Whether a statement is of a kind that its place can hold.
    fn may_stand(&mut self, stmt: &Stmt, place: Place) -> bool {
        let at = self.head(stmt.span);
        match (&stmt.kind, place) {
            (StmtKind::Struct(s), Place::Function | Place::Struct | Place::Trait) => {
                self.misplaced(s.name.span, "a nested struct", "is not supported: move it to the module");
                return false;
            }
            (StmtKind::Trait(t), Place::Function | Place::Struct | Place::Trait) => {
                self.misplaced(t.name.span, "a nested trait", "is not supported: move it to the module");
                return false;
            }
            (_, Place::Function)
            | (
                StmtKind::Function(_) | StmtKind::Comptime(_) | StmtKind::Error | StmtKind::Pass | StmtKind::Deferred,
                _,
            )
            | (StmtKind::Struct(_) | StmtKind::Trait(_), Place::Module)
            | (StmtKind::Import(_) | StmtKind::FromImport(_), Place::Module)
            | (StmtKind::Var { .. }, Place::Struct)
            | (StmtKind::If(If { comptime: true, .. }), _)
            | (StmtKind::Expr(Expr { kind: ExprKind::Str(_) | ExprKind::Ellipsis, .. }), _) => return true,
            (StmtKind::Var { .. }, Place::Module) => self.report(errors::global_variable(at, stmt)),
            (_, Place::Module) => {
                self.misplaced(at, "a statement", "must not stand at file scope: put it into a function");
            }
            (StmtKind::Var { .. }, Place::Trait) => {
                self.misplaced(at, "a field", "cannot stand in a trait: `comptime Name: Trait` declares a type");
            }
            (StmtKind::Assert { comptime: true, .. }, Place::Struct | Place::Trait) => {
                self.misplaced(at, "`comptime assert`", "stands in a function: put it into `__init__`, or use `where`");
            }
            (StmtKind::AnnotatedAssign { .. }, Place::Struct) => self.report(errors::field_without_var(at)),
            (_, Place::Struct) => {
                self.misplaced(
                    at,
                    "a statement",
                    "cannot stand in a struct: fields are declared with `var name: Type`",
                );
            }
            (_, Place::Trait) => self.misplaced(at, "a statement", "cannot stand in a trait"),
        }
        false
    }

    fn stmt(&mut self, stmt: &Stmt, place: Place, in_loop: bool) {
        match &stmt.kind {
            StmtKind::Break if !in_loop => self.misplaced(stmt.span, "`break`", "stands outside of a loop"),
            StmtKind::Continue if !in_loop => self.misplaced(stmt.span, "`continue`", "stands outside of a loop"),
            StmtKind::Var { pattern, ty, value, .. } if place == Place::Struct => self.field(pattern, ty, value),
            StmtKind::Var { ty, value, binding, .. } => {
                match (value, ty) {
                    (None, _) if *binding == Binding::Ref => {
                        self.misplaced(stmt.span, "a `ref`", "needs a value that it refers to");
                    }
                    (None, None) => self.misplaced(stmt.span, "a declaration", "needs a type or a value"),
                    _ => {}
                }
                self.exprs(ty.iter().chain(value));
            }
            StmtKind::If(if_) => {
                for (condition, body) in &if_.branches {
                    self.expr(condition);
                    self.body(&body.body, place, in_loop);
                }
                self.optional(&if_.otherwise, place, in_loop);
            }
            StmtKind::While { condition, body, otherwise } => {
                self.expr(condition);
                self.body(&body.body, place, true);
                self.optional(otherwise, place, in_loop);
            }
            StmtKind::For(for_) => {
                self.expr(&for_.iterable);
                self.body(&for_.body.body, place, true);
                self.optional(&for_.otherwise, place, in_loop);
            }
            StmtKind::Try(try_) => {
                self.body(&try_.body.body, place, in_loop);
                if let Some(except) = &try_.except {
                    self.body(&except.body.body, place, in_loop);
                }
                self.optional(&try_.otherwise, place, in_loop);
                self.optional(&try_.finally, place, in_loop);
            }
            StmtKind::With { items, body } => {
                self.exprs(items.iter().map(|item| &item.value));
                self.body(&body.body, place, in_loop);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.exprs(&case.guard);
                    self.body(&case.body.body, place, in_loop);
                }
            }
            StmtKind::Function(function) => self.function(function, place),
            StmtKind::Struct(strukt) => {
                self.exprs(strukt.decorators.iter().map(|d| &d.expr));
                self.params(&strukt.params);
                self.exprs(&strukt.constraint);
                self.body(&strukt.body.body, Place::Struct, false);
            }
            StmtKind::Trait(trait_) => {
                if let [first, .., last] | [first @ last] = trait_.params.as_slice() {
                    self.misplaced(first.span.to(last.span), "parameters", "cannot stand on a trait");
                }
                self.body(&trait_.body.body, Place::Trait, false);
            }
            StmtKind::Comptime(comptime) => self.comptime(comptime, place),
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Return(value) | StmtKind::Raise(value) => self.exprs(value),
            StmtKind::Assign { targets, value } => self.exprs(targets.iter().chain([value])),
            StmtKind::AnnotatedAssign { target, ty, value } => self.exprs([target, ty].into_iter().chain(value)),
            StmtKind::AugAssign { target, value, .. } => self.exprs([target, value]),
            StmtKind::Assert { condition, message, .. } => self.exprs([condition].into_iter().chain(message)),
            StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass
            | StmtKind::Deferred
            | StmtKind::Import(_)
            | StmtKind::FromImport(_)
            | StmtKind::Error => {}
        }
    }

    fn field(&mut self, pattern: &Pattern, ty: &Option<Expr>, value: &Option<Expr>) {
        let PatternKind::Name(name) = &pattern.kind else {
            return self.misplaced(pattern.span, "several fields", "cannot be declared at once");
        };
        if ty.is_none() {
            self.report(errors::missing_type(name.span, "field", name.symbol.as_str()));
        } else if let Some(value) = value {
            self.misplaced(value.span, "a value of a field", "cannot stand here: `__init__` gives fields their values");
        }
    }

    fn comptime(&mut self, comptime: &ComptimeDef, place: Place) {
        self.params(&comptime.params);
        if comptime.value.is_none() && place != Place::Trait {
            self.misplaced(comptime.name.span, "a `comptime` name", "needs a value");
        } else if comptime.value.is_none() && comptime.ty.is_none() {
            self.report(errors::missing_type(comptime.name.span, "name", comptime.name.symbol.as_str()));
        }
        self.exprs(comptime.ty.iter().chain(&comptime.constraint).chain(&comptime.value));
    }
}
