//! Patterns of a `case`: their test, the names that they bind, and what they cover.

use grammar::{Span, ast};
use num_bigint::BigInt;

use super::cover::Pat;
use crate::check::stmt::errors;
use crate::check::{Fx, Node};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H};
use crate::types::{Ty, TyKind, Value};

/// A pattern against a place.
pub(super) struct Test {
    /// `None`: matches always.
    pub condition: Option<hir::Expr>,
    pub names: Vec<(ast::Name, hir::Place)>,
    pub shape: Pat,
}

impl Test {
    fn always() -> Test {
        Test { condition: None, names: Vec::new(), shape: Pat::Any }
    }
}

impl Cx<'_> {
    /// Nothing if the pattern cannot be made sense of; reported.
    pub(super) fn case_pattern(&mut self, fx: &mut Fx, pattern: &ast::CasePattern, place: &hir::Place) -> Option<Test> {
        use ast::CasePatternKind as P;
        let span = pattern.span;
        match &pattern.kind {
            P::Any => Some(Test::always()),
            P::Capture(name) => {
                let mut test = Test::always();
                test.names.push((*name, place.clone()));
                Some(test)
            }
            P::As(inner, name) => {
                let mut test = self.case_pattern(fx, inner, place)?;
                self.add_name(&mut test.names, *name, place.clone());
                Some(test)
            }
            P::Value(value) => self.value_pattern(fx, value, place, span),
            P::Or(parts) => self.or_pattern(fx, parts, place, span),
            P::Tuple(parts) => {
                let TyKind::Tuple(tys) = place.ty.kind() else {
                    return self.no_match("a tuple pattern", place, span);
                };
                if tys.len() != parts.len() {
                    let what = format!("a pattern of {} elements", parts.len());
                    return self.no_match(&what, place, span);
                }
                let fields = parts
                    .iter()
                    .zip(tys)
                    .enumerate()
                    .map(|(i, (part, ty))| (i, part, crate::check::call::field_place(place, i, *ty, part.span)));
                self.product(fx, fields.collect(), tys.len(), span)
            }
            P::Struct(ty, fields) => self.struct_pattern(fx, ty, fields, place, span),
            P::List(parts, rest) => self.list_pattern(fx, parts, rest.as_ref(), place, span),
        }
    }

    fn no_match(&mut self, what: &str, place: &hir::Place, span: Span) -> Option<Test> {
        let shown = self.show(place.ty);
        self.report(errors::cannot_match(what, &shown, span, place.span));
        None
    }

    fn add_name(&mut self, names: &mut Vec<(ast::Name, hir::Place)>, name: ast::Name, place: hir::Place) {
        if let Some((first, _)) = names.iter().find(|(other, _)| other.symbol == name.symbol) {
            let first = first.span;
            self.report(errors::duplicate(name.symbol, name.span, first));
            return;
        }
        names.push((name, place));
    }

    /// A literal or a named constant, compared with `==`.
    fn value_pattern(&mut self, fx: &mut Fx, value: &ast::Expr, place: &hir::Place, span: Span) -> Option<Test> {
        if let ast::ExprKind::Bool(wanted) = value.kind
            && self.is_lang(place.ty, "Bool")
        {
            let read = hir::Expr { kind: H::Copy(Box::new(place.clone())), ty: place.ty, span };
            let condition = match wanted {
                true => Some(read),
                false => match self.not(read, span) {
                    Node::Value(value) => Some(value),
                    _ => None,
                },
            };
            return Some(Test { condition, names: Vec::new(), shape: Pat::Bool(wanted) });
        }
        let subject = Node::Place(place.clone());
        let node = self.operand_expr(fx, value, &subject);
        if node.is_error() {
            return None;
        }
        let text = match &node {
            Node::Value(hir::Expr { kind: H::Const(constant), .. }) => format!("{constant:?}"),
            _ => self.sources.text(value.span).to_string(),
        };
        let op = match value.kind {
            ast::ExprKind::None if self.has_method(place.ty, "__is__") => ast::CompareOp::Is,
            _ => ast::CompareOp::Eq,
        };
        let (mut equal, clean) = self.attempt(|cx| cx.compare(fx, op, subject.clone(), node.clone(), span));
        if !clean {
            let outer = std::mem::take(&mut self.diagnostics);
            equal = self.compare(fx, op, subject, node.clone(), span);
            let found = std::mem::replace(&mut self.diagnostics, outer);
            // That `==` does not apply is better said of the pattern.
            if self.quiet > 0 || found.iter().any(|d| d.code == "E0515" && d.span == span) {
                let shown = node.ty().map(|ty| self.default_type(ty)).map_or_else(String::new, |ty| self.show(ty));
                return self.no_match(&format!("a `{shown}`"), place, span);
            }
            found.iter().cloned().for_each(|diagnostic| self.report(diagnostic));
        }
        if equal.is_error() {
            return None;
        }
        let condition = self.truth(fx, equal, span);
        (!condition.ty.is_error()).then_some(Test {
            condition: Some(condition),
            names: Vec::new(),
            shape: Pat::Value(text),
        })
    }

    /// Alternatives bind the same names, each to its own place.
    fn or_pattern(&mut self, fx: &mut Fx, parts: &[ast::CasePattern], place: &hir::Place, span: Span) -> Option<Test> {
        let mut tests = Vec::with_capacity(parts.len());
        for part in parts {
            tests.push((self.case_pattern(fx, part, place)?, part.span));
        }
        let mut tests = tests.into_iter().rev();
        let (mut all, mut at) = tests.next()?;
        let mut shapes = vec![all.shape];
        for (test, here) in tests {
            for (name, _) in test.names.iter().chain(&all.names) {
                let in_both = |names: &[(ast::Name, hir::Place)]| names.iter().any(|(n, _)| n.symbol == name.symbol);
                if !in_both(&test.names) || !in_both(&all.names) {
                    let other = if in_both(&test.names) { at } else { here };
                    self.report(errors::unequal_names(name.symbol, other, name.span));
                    return None;
                }
            }
            let mut names = Vec::with_capacity(test.names.len());
            for (name, then) in test.names {
                let Some((_, otherwise)) = all.names.iter().find(|(n, _)| n.symbol == name.symbol) else { continue };
                if then.ty != otherwise.ty {
                    let (a, b) = (self.show(then.ty), self.show(otherwise.ty));
                    self.report(errors::unequal_types(name.symbol, &a, &b, span));
                    return None;
                }
                names.push((name, choose(test.condition.as_ref(), then, otherwise.clone())));
            }
            all.condition = match (test.condition, all.condition) {
                (Some(a), Some(b)) => {
                    let ty = a.ty;
                    Some(hir::Expr { kind: H::Or(Box::new(a), Box::new(b)), ty, span })
                }
                _ => None,
            };
            all.names = names;
            shapes.push(test.shape);
            at = here;
        }
        shapes.reverse();
        Some(Test { condition: all.condition, names: all.names, shape: Pat::Or(shapes) })
    }

    /// All parts must match.
    fn product(
        &mut self,
        fx: &mut Fx,
        parts: Vec<(usize, &ast::CasePattern, hir::Place)>,
        width: usize,
        span: Span,
    ) -> Option<Test> {
        let mut shapes = vec![Pat::Any; width];
        let mut all = Test::always();
        for (index, part, place) in parts {
            let test = self.case_pattern(fx, part, &place)?;
            if let Some(shape) = shapes.get_mut(index) {
                *shape = test.shape;
            }
            all.condition = and(all.condition, test.condition, span);
            for (name, bound) in test.names {
                self.add_name(&mut all.names, name, bound);
            }
        }
        all.shape = if shapes.iter().all(|shape| *shape == Pat::Any) { Pat::Any } else { Pat::Product(shapes) };
        Some(all)
    }

    /// `P(x=…, y=…)`
    fn struct_pattern(
        &mut self,
        fx: &mut Fx,
        ty: &ast::Expr,
        fields: &[(ast::Name, ast::CasePattern)],
        place: &hir::Place,
        span: Span,
    ) -> Option<Test> {
        fx.comptime += 1;
        let node = self.expr(fx, ty, None);
        fx.comptime -= 1;
        let fits = match &node {
            Node::Error => return None,
            Node::Type(named) => *named == place.ty,
            Node::Generic(id, _) => place.ty.as_struct().is_some_and(|(own, _)| own == *id),
            _ => false,
        };
        if !fits {
            let what = format!("a pattern of `{}`", self.sources.text(ty.span));
            return self.no_match(&what, place, span);
        }
        let all = self.struct_fields(place.ty);
        let mut parts = Vec::with_capacity(fields.len());
        for (name, part) in fields {
            let field = self.field(fx, Node::Place(place.clone()), name);
            if field.is_error() {
                return None;
            }
            let field = self.to_place(fx, field, name.span);
            // What is no field (a computed attribute) can be tested, but covers nothing.
            let index = all.iter().position(|(field, _)| *field == name.symbol).unwrap_or(usize::MAX);
            parts.push((index, part, field));
        }
        self.product(fx, parts, all.len(), span)
    }

    /// `[a, b, *rest]`: by length and items.
    fn list_pattern(
        &mut self,
        fx: &mut Fx,
        parts: &[ast::CasePattern],
        rest: Option<&ast::Name>,
        place: &hir::Place,
        span: Span,
    ) -> Option<Test> {
        if !self.has_method(place.ty, "__len__") || !self.has_method(place.ty, "__getitem__") {
            return self.no_match("a list pattern", place, span);
        }
        let subject = Node::Place(place.clone());
        let length = self.method(fx, subject.clone(), "__len__", Vec::new(), span)?;
        let op = if rest.is_some() { ast::CompareOp::Ge } else { ast::CompareOp::Eq };
        let int = self.int_ty();
        let wanted = Node::Value(crate::check::constant(Value::int(parts.len() as i64), int, span));
        let long_enough = self.compare(fx, op, length, wanted, span);
        if long_enough.is_error() {
            return None;
        }
        let long_enough = self.truth(fx, long_enough, span);
        let mut all = Test::always();
        all.condition = (rest.is_none() || !parts.is_empty()).then_some(long_enough);
        for (i, part) in parts.iter().enumerate() {
            let index = ast::IndexKind::Value(int_expr(i, part.span));
            let test = self.list_part(fx, &subject, index, part)?;
            all.condition = and(all.condition, test.condition, span);
            for (name, bound) in test.names {
                self.add_name(&mut all.names, name, bound);
            }
        }
        if let Some(name) = rest.filter(|name| name.symbol != "_") {
            let start = Some(int_expr(parts.len(), name.span));
            let index = ast::IndexKind::Slice { start, end: None, step: None };
            let part = ast::CasePattern { kind: ast::CasePatternKind::Capture(*name), span: name.span };
            let test = self.list_part(fx, &subject, index, &part)?;
            for (name, bound) in test.names {
                self.add_name(&mut all.names, name, bound);
            }
        }
        if all.condition.is_some() {
            all.shape = Pat::Value(self.sources.text(span).to_string());
        }
        Some(all)
    }

    fn list_part(
        &mut self,
        fx: &mut Fx,
        subject: &Node,
        index: ast::IndexKind,
        part: &ast::CasePattern,
    ) -> Option<Test> {
        let span = part.span;
        let index = [ast::Index { keyword: None, kind: index, span }];
        let item = self.item(fx, subject.clone(), &index, None, span);
        if item.is_error() {
            return None;
        }
        let item = self.to_place(fx, item, span);
        self.case_pattern(fx, part, &item)
    }
}

fn int_expr(n: usize, span: Span) -> ast::Expr {
    ast::Expr { kind: ast::ExprKind::Int(BigInt::from(n)), span }
}

fn and(a: Option<hir::Expr>, b: Option<hir::Expr>, span: Span) -> Option<hir::Expr> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let ty: Ty = a.ty;
            Some(hir::Expr { kind: H::And(Box::new(a), Box::new(b)), ty, span })
        }
        (one, other) => one.or(other),
    }
}

/// The place of the alternative that matches.
fn choose(condition: Option<&hir::Expr>, then: hir::Place, otherwise: hir::Place) -> hir::Place {
    let Some(condition) = condition else { return then };
    let (ty, span) = (then.ty, then.span);
    let mutable = then.mutable && otherwise.mutable;
    let kind = hir::PlaceKind::If(Box::new(condition.clone()), Box::new(then), Box::new(otherwise));
    hir::Place { kind, ty, mutable, span }
}

/// The names that a pattern binds.
pub(super) fn names(pattern: &ast::CasePattern, out: &mut Vec<ast::Name>) {
    use ast::CasePatternKind as P;
    let mut add = |name: &ast::Name| {
        if !out.iter().any(|other: &ast::Name| other.symbol == name.symbol) {
            out.push(*name);
        }
    };
    match &pattern.kind {
        P::Value(_) | P::Any => {}
        P::Capture(name) => add(name),
        P::As(inner, name) => {
            add(name);
            names(inner, out);
        }
        P::Or(parts) | P::Tuple(parts) => parts.iter().for_each(|part| names(part, out)),
        P::List(parts, rest) => {
            rest.iter().for_each(add);
            parts.iter().for_each(|part| names(part, out));
        }
        P::Struct(_, fields) => fields.iter().for_each(|(_, part)| names(part, out)),
    }
}
