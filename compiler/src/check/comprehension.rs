//! Comprehensions: a new collection, filled in loops.

use grammar::{Diagnostic, Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::assign::Mode;
use super::literal::element_of;
use super::loops::Head;
use super::stmt::{moved, variable};
use super::{Binding, Fx, Node, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LocalId, StmtKind as S};
use crate::types::{Ty, Value};

/// What is made, and from which types.
struct Collection {
    local: LocalId,
    /// Known from the context; else the first element decides.
    element: Option<Ty>,
    value: Option<Ty>,
    /// A Python object: filled by its own methods.
    dynamic: bool,
}

impl<'c> Cx<'c> {
    pub fn comprehension(
        &mut self,
        fx: &mut Fx,
        comprehension: &ast::Comprehension,
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let dynamic = expected.is_some_and(|ty| self.is_lang(ty, "PythonObject"));
        let (element, value) = match (&comprehension.kind, expected) {
            (_, None) => (None, None),
            (ast::ComprehensionKind::List(_), Some(ty)) if self.is_lang(ty, "List") => (element_of(ty), None),
            (ast::ComprehensionKind::Set(_), Some(ty)) if self.is_lang(ty, "Set") => (element_of(ty), None),
            (ast::ComprehensionKind::Dict(..), Some(ty)) if self.is_lang(ty, "Dict") => {
                let mut types = ty.as_struct().into_iter().flat_map(|(_, args)| args.iter().filter_map(Value::as_type));
                (types.next(), types.next())
            }
            _ => (None, None),
        };
        let ty = if dynamic { expected.unwrap_or_else(Ty::error) } else { Ty::error() };
        let local = fx.local(None, ty, variable(), span);
        let collection = Collection { local, element, value, dynamic };
        fx.scopes.push(FxHashMap::default());
        fx.bind(hidden(), Binding::Local(local));
        let mut fill = Vec::new();
        self.clauses(fx, comprehension, &comprehension.clauses, &collection, &mut fill);
        fx.scopes.pop();
        let ty = fx.locals[local.0 as usize].ty;
        if ty.is_error() {
            return Node::Error;
        }
        let empty = if dynamic {
            match self.empty_object(fx, &comprehension.kind, ty, span) {
                Some(empty) => empty,
                None => return Node::Error,
            }
        } else {
            let node = self.construct(fx, ty, &[], span);
            self.owned(fx, node, span)
        };
        if empty.ty.is_error() {
            return Node::Error;
        }
        let mut stmts = vec![stmt(S::Let(local, empty), span)];
        stmts.extend(fill);
        let result = moved(fx.place(local, span));
        Node::Value(hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span })
    }

    fn clauses(
        &mut self,
        fx: &mut Fx,
        comprehension: &ast::Comprehension,
        clauses: &[ast::Clause],
        collection: &Collection,
        out: &mut Vec<hir::Stmt>,
    ) {
        let Some((first, rest)) = clauses.split_first() else {
            return self.add_element(fx, &comprehension.kind, collection, out);
        };
        match first {
            ast::Clause::If(condition) => {
                let test = self.condition(fx, condition);
                let mut body = Vec::new();
                self.clauses(fx, comprehension, rest, collection, &mut body);
                out.push(stmt(S::If(test, body, Vec::new()), condition.span));
            }
            ast::Clause::For(pattern, iterable) => {
                let span = pattern.span.to(iterable.span);
                let head = Head { mode: Mode::Immutable, pattern, iterable, otherwise: None, span };
                self.iterate(fx, head, out, &mut |cx: &mut Cx<'c>, fx: &mut Fx| {
                    let mut body = Vec::new();
                    cx.clauses(fx, comprehension, rest, collection, &mut body);
                    body
                });
            }
        }
    }

    /// The innermost statement: one element more.
    fn add_element(
        &mut self,
        fx: &mut Fx,
        kind: &ast::ComprehensionKind,
        collection: &Collection,
        out: &mut Vec<hir::Stmt>,
    ) {
        if collection.dynamic {
            return self.add_dynamic(fx, kind, out);
        }
        let (name, method, parts): (_, _, Vec<(&ast::Expr, Option<Ty>)>) = match kind {
            ast::ComprehensionKind::List(element) => ("List", "append", vec![(element, collection.element)]),
            ast::ComprehensionKind::Set(element) => ("Set", "add", vec![(element, collection.element)]),
            ast::ComprehensionKind::Dict(key, value) => {
                ("Dict", "__setitem__", vec![(key, collection.element), (value, collection.value)])
            }
        };
        let span = parts[0].0.span;
        let values: Vec<hir::Expr> = parts.iter().map(|(part, expected)| self.value(fx, part, *expected)).collect();
        if values.iter().any(|value| value.ty.is_error()) {
            return;
        }
        let types: Vec<Ty> = values.iter().map(|value| value.ty).collect();
        let ty = match types.as_slice() {
            [key, value] => self.dict_of(*key, *value),
            [element, ..] => self.lang_generic(name, vec![Value::Type(*element)]),
            [] => Ty::error(),
        };
        if ty.is_error() || !ty.as_struct().is_none_or(|(id, _)| self.check_struct_bounds(id, ty, span)) {
            fx.locals[collection.local.0 as usize].ty = Ty::error();
            return;
        }
        fx.locals[collection.local.0 as usize].ty = ty;
        let receiver = Node::Place(fx.place(collection.local, span));
        let args = values.into_iter().map(Node::Value).collect();
        match self.method(fx, receiver, method, args, span) {
            Some(node) => self.evaluate(fx, node, span, out),
            None => {
                let shown = self.show(ty);
                self.report(Diagnostic::error("E0402", span, format!("a `{shown}` has no attribute `{method}`")));
            }
        }
    }

    /// One element more in a Python object.
    fn add_dynamic(&mut self, fx: &mut Fx, kind: &ast::ComprehensionKind, out: &mut Vec<hir::Stmt>) {
        let object = |span| ast::Expr { kind: ast::ExprKind::Name(hidden()), span };
        let call = |method: &str, element: &ast::Expr| {
            let span = element.span;
            let name = ast::Name { symbol: Symbol::new(method), span };
            let callee = ast::Expr { kind: ast::ExprKind::Attribute(Box::new(object(span)), name), span };
            let arg = ast::Arg { kind: ast::ArgKind::Positional, value: element.clone(), span };
            ast::Expr { kind: ast::ExprKind::Call(Box::new(callee), vec![arg]), span }
        };
        let call = match kind {
            ast::ComprehensionKind::List(element) => call("append", element),
            ast::ComprehensionKind::Set(element) => call("add", element),
            ast::ComprehensionKind::Dict(key, value) => {
                let span = key.span.to(value.span);
                let index = ast::Index { keyword: None, kind: ast::IndexKind::Value(key.clone()), span: key.span };
                let target = ast::Expr { kind: ast::ExprKind::Subscript(Box::new(object(span)), vec![index]), span };
                return self.assign(fx, &target, super::assign::Source::Expr(value), span, out);
            }
        };
        let node = self.expr(fx, &call, None);
        self.evaluate(fx, node, call.span, out);
    }

    /// The empty Python collection.
    fn empty_object(&mut self, fx: &mut Fx, kind: &ast::ComprehensionKind, ty: Ty, span: Span) -> Option<hir::Expr> {
        let empty = match kind {
            ast::ComprehensionKind::List(_) => ast::ExprKind::List(Vec::new()),
            ast::ComprehensionKind::Dict(..) => ast::ExprKind::Dict(Vec::new()),
            ast::ComprehensionKind::Set(_) => ast::ExprKind::Set(Vec::new()),
        };
        let value = self.value(fx, &ast::Expr { kind: empty, span }, Some(ty));
        (!value.ty.is_error()).then_some(value)
    }
}

/// The name of the collection that is being filled.
fn hidden() -> Symbol {
    super::loops::hidden("collection")
}
