//! Actions for statements.

use super::Builder;
use crate::ast::*;
use crate::errors;
use crate::span::Span;

impl Builder<'_> {
    pub fn var(
        &mut self,
        binding: Binding,
        pattern: Pattern,
        ty: Option<Expr>,
        value: Option<(Vec<Expr>, Expr)>,
    ) -> StmtKind {
        match value {
            None => StmtKind::Var { binding, pattern, ty, value: None },
            Some((targets, value)) if targets.is_empty() => StmtKind::Var { binding, pattern, ty, value: Some(value) },
            // `var a = b = 3`: the first target is the declaration.
            Some((mut targets, value)) => {
                if let Some(ty) = ty {
                    self.report(errors::typed_chain(pattern.span.to(ty.span)));
                }
                self.check_targets(&targets);
                targets.insert(0, pattern_target(pattern));
                StmtKind::Assign { targets, value }
            }
        }
    }

    pub fn assign(&mut self, first: Expr, (mut targets, value): (Vec<Expr>, Expr)) -> StmtKind {
        targets.insert(0, first);
        self.check_targets(&targets);
        StmtKind::Assign { targets, value }
    }

    pub fn annotated(&mut self, target: Expr, ty: Expr, value: Option<Expr>) -> StmtKind {
        self.check_target(&target);
        StmtKind::AnnotatedAssign { target, ty, value }
    }

    pub fn aug_assign(&mut self, target: Expr, op: BinaryOp, value: Expr) -> StmtKind {
        self.check_target(&target);
        StmtKind::AugAssign { op, target, value }
    }

    fn check_targets(&mut self, targets: &[Expr]) {
        targets.iter().for_each(|target| self.check_target(target));
    }

    /// Reports a target that nothing can be assigned to.
    fn check_target(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Name(_)
            | ExprKind::Attribute(..)
            | ExprKind::Subscript(..)
            | ExprKind::Underscore
            | ExprKind::VarTarget(_)
            | ExprKind::Error => {}
            // A call may return a reference: the checker knows.
            ExprKind::Call(..) => {}
            ExprKind::Paren(inner) => self.check_target(inner),
            ExprKind::Tuple(items) if !items.is_empty() => self.check_targets(items),
            kind => self.report(errors::not_assignable(target.span, kind)),
        }
    }

    pub fn try_(
        &mut self,
        l: usize,
        body: Block,
        except: Option<Except>,
        otherwise: Option<Block>,
        finally: Option<Block>,
    ) -> StmtKind {
        if except.is_none() && finally.is_none() {
            let at = self.after_blanks(body.span.end as usize);
            self.report(errors::incomplete_try(at, self.span(l, l + "try".len())));
        } else if except.is_none()
            && let Some(otherwise) = &otherwise
        {
            let before = self.text[..otherwise.span.start as usize].rfind("else").unwrap_or(l);
            let span = self.span(before, before + "else".len());
            self.report(errors::misplaced(span, "an `else` of a `try`", "needs an `except` before it"));
        }
        StmtKind::Try(Box::new(Try { body, except, otherwise, finally }))
    }

    /// `except Error:` names the error's type, not the error.
    pub fn except(&mut self, l: usize, r: usize, name: Option<Name>) -> (Option<Name>, Span) {
        let span = self.span(l, r);
        match name {
            Some(ty) if ty.symbol == "Error" => {
                let edit = self.span(l + "except".len(), ty.span.end as usize);
                self.report(errors::except_type(ty.span, edit));
                (None, span)
            }
            name => (name, span),
        }
    }

    /// `except Error as e:` is an older spelling of `except e:`; another type would choose between errors.
    pub fn except_as(&mut self, l: usize, r: usize, ty: Expr, name: Name) -> (Option<Name>, Span) {
        let edit = self.span(ty.span.start as usize, name.span.start as usize);
        let any = matches!(ty.kind, ExprKind::Name(ty) if ty == "Error");
        self.report(errors::except_as(ty.span, edit, any));
        (Some(name), self.span(l, r))
    }

    /// `@parameter if` and `@parameter for` are today's `comptime if` and `comptime for`.
    pub fn decorated_block(&mut self, decorators: Vec<Decorator>, word: usize) {
        let last = decorators.len() - 1;
        for (i, decorator) in decorators.into_iter().enumerate() {
            let end = if i == last { word } else { decorator.span.end as usize };
            if matches!(decorator.expr.kind, ExprKind::Name(name) if name == "parameter") {
                let edit = self.span(decorator.span.start as usize, end);
                self.report(errors::old_spelling(decorator.span, "@parameter", edit, "comptime "));
            } else {
                self.report(errors::misplaced(decorator.span, "a decorator", "cannot stand before this statement"));
            }
        }
    }
}

/// What a declared pattern is as the target of an assignment.
fn pattern_target(pattern: Pattern) -> Expr {
    let kind = match pattern.kind {
        PatternKind::Name(name) => ExprKind::VarTarget(name),
        PatternKind::Discard => ExprKind::Underscore,
        PatternKind::Tuple(items) => ExprKind::Tuple(items.into_iter().map(pattern_target).collect()),
    };
    Expr { kind, span: pattern.span }
}

pub fn if_(condition: Expr, body: Block, rest: Vec<(Expr, Block)>, otherwise: Option<Block>) -> If {
    let mut branches = vec![(condition, body)];
    branches.extend(rest);
    If { branches, otherwise, comptime: false, decorators: Vec::new() }
}

pub fn for_(
    (binding, pattern, iterable): (Option<Binding>, Pattern, Expr),
    body: Block,
    otherwise: Option<Block>,
) -> Box<For> {
    Box::new(For { binding, pattern, iterable, body, otherwise, comptime: false })
}

pub fn except((name, span): (Option<Name>, Span), body: Block) -> Except {
    Except { name, body, span }
}

pub fn case((pattern, guard, span): (CasePattern, Option<Expr>, Span), body: Block) -> Case {
    Case { pattern, guard, body, span }
}

/// `pass`. One that is wider than its word stands for a body that was left out.
pub fn pass(l: usize, r: usize) -> StmtKind {
    if r - l > "pass".len() { StmtKind::Deferred } else { StmtKind::Pass }
}

/// Takes the string that a body starts with.
pub fn take_docstring(body: &mut Vec<Stmt>) -> Option<String> {
    match body.first_mut() {
        Some(Stmt { kind: StmtKind::Expr(Expr { kind: ExprKind::Str(text), .. }), .. }) => {
            let text = std::mem::take(text);
            body.remove(0);
            Some(text)
        }
        _ => None,
    }
}
