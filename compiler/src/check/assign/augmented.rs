//! `a op= b`: the type's in-place method. There is no fall-back to `a = a op b`.

use grammar::{Span, ast};

use crate::check::stmt::{errors, is_path, moved};
use crate::check::{ArgNode, CallArg, Fx, Node, stmt};
use crate::cx::Cx;
use crate::hir::{self, LocalKind, StmtKind as S};
use crate::types::Ty;

/// How the result gets back to where it was read, if not by a reference.
enum Store<'a> {
    Item(hir::Place, Vec<CallArg<'a>>),
    Attribute(hir::Place, ast::Name),
}

impl Cx<'_> {
    pub(in crate::check) fn in_place(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        target: &ast::Expr,
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match &target.kind {
            ast::ExprKind::Paren(inner) => self.in_place(fx, op, inner, value, span, out),
            ast::ExprKind::Subscript(base, indices) => {
                self.in_place_item(fx, op, target, base, indices, value, span, out)
            }
            ast::ExprKind::Attribute(base, name) => {
                self.in_place_attribute(fx, op, target, base, name, value, span, out)
            }
            _ => {
                let node = self.expr(fx, target, None);
                self.in_place_node(fx, op, node, target, value, span, out);
            }
        }
    }

    /// The target is a place, or cannot be written.
    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn in_place_node(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        node: Node,
        target: &ast::Expr,
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match node {
            Node::Place(place) if !place.ty.is_error() => {
                if !self.check_mutable(fx, &place, target.span) {
                    self.expr(fx, value, None);
                    return;
                }
                self.in_place_place(fx, op, place, target, value, span, out);
            }
            node if node.is_error() => {
                self.expr(fx, value, None);
            }
            _ => {
                let text = self.sources.text(target.span).to_string();
                self.report(errors::not_a_target(&text, target.span, "this is no place that can be changed"));
                self.expr(fx, value, None);
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn in_place_place(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        place: hir::Place,
        target: &ast::Expr,
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let ty = place.ty;
        if self.scalar_of(ty).is_some() {
            // Numbers: a plain assignment says the same and reads better.
            let place = if is_path(&place) {
                place
            } else {
                let id = fx.local(None, ty, LocalKind::Ref { mutable: true }, target.span);
                out.push(stmt(S::BindRef(id, place), target.span));
                fx.place(id, target.span)
            };
            let rhs = self.operand_expr(fx, value, &Node::Place(place.clone()));
            if rhs.is_error() {
                return;
            }
            let result = self.binary(fx, op, Node::Place(place.clone()), rhs, span);
            if result.is_error() {
                return;
            }
            let result = self.coerce(fx, result, ty, span);
            out.push(stmt(S::Assign(place, result), span));
            return;
        }
        let method = format!("__i{}__", op.stem());
        if !self.has_method(ty, &method) {
            self.no_in_place(ty, op, &method, target, value, span);
            self.expr(fx, value, None);
            return;
        }
        let arg = self.in_place_arg(fx, value);
        if let Some(result) = self.method_with(fx, Node::Place(place), &method, &[arg], span) {
            self.evaluate(fx, result, span, out);
        }
    }

    fn in_place_arg<'a>(&mut self, fx: &mut Fx, value: &'a ast::Expr) -> CallArg<'a> {
        if crate::check::call::is_contextual(value) {
            return CallArg { keyword: None, node: ArgNode::Pending(value), span: value.span };
        }
        CallArg::positional(self.expr(fx, value, None), value.span)
    }

    fn no_in_place(
        &mut self,
        ty: Ty,
        op: ast::BinaryOp,
        method: &str,
        target: &ast::Expr,
        value: &ast::Expr,
        span: Span,
    ) {
        let shown = self.show(ty);
        let mut diagnostic = errors::no_in_place(&shown, op.text(), method, span);
        if self.has_method(ty, &format!("__{}__", op.stem())) {
            let (a, b) = (self.sources.text(target.span), self.sources.text(value.span));
            let text = format!("{a} = {a} {} {b}", op.text());
            diagnostic = diagnostic.suggest("write it out", span, text);
        }
        self.report(diagnostic);
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn in_place_item(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        target: &ast::Expr,
        base: &ast::Expr,
        indices: &[ast::Index],
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let node = self.expr(fx, base, None);
        let ty = node.ty().unwrap_or_else(Ty::error);
        if node.is_error() || !self.has_method(ty, "__setitem__") {
            let item = if node.is_error() { Node::Error } else { self.item(fx, node, indices, None, target.span) };
            return self.in_place_node(fx, op, item, target, value, span, out);
        }
        let base = self.stash(fx, node, base.span, out);
        let Some(args) = self.index_args(fx, indices) else {
            self.expr(fx, value, None);
            return;
        };
        let computed: Vec<bool> = args.iter().map(|arg| matches!(arg.node, ArgNode::Node(Node::Value(_)))).collect();
        let mut args = args.into_iter().map(|arg| self.keep_arg(fx, arg, out)).collect::<Vec<_>>();
        let Some(current) = self.method_with(fx, Node::Place(base.clone()), "__getitem__", &args, target.span) else {
            let shown = self.show(ty);
            self.report(errors::no_in_place(&shown, op.text(), "__getitem__", span));
            return;
        };
        match current {
            // The item itself can be changed.
            Node::Place(place) if place.mutable => self.in_place_place(fx, op, place, target, value, span, out),
            current => {
                // The store is the last use of an index that was computed for this statement.
                for (arg, computed) in args.iter_mut().zip(computed) {
                    match &arg.node {
                        ArgNode::Node(Node::Place(place)) if computed && !self.is_trivial_ty(place.ty) => {
                            arg.node = ArgNode::Node(Node::Value(moved(place.clone())));
                        }
                        _ => {}
                    }
                }
                self.in_place_stored(fx, op, current, Store::Item(base, args), target, value, span, out)
            }
        }
    }

    /// An index that is used twice is computed once.
    fn keep_arg<'a>(&mut self, fx: &mut Fx, arg: CallArg<'a>, out: &mut Vec<hir::Stmt>) -> CallArg<'a> {
        let CallArg { keyword, node, span } = arg;
        let node = match node {
            ArgNode::Node(node) => ArgNode::Node(self.keep(fx, node, span, out)),
            pending => pending,
        };
        CallArg { keyword, node, span }
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn in_place_attribute(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        target: &ast::Expr,
        base: &ast::Expr,
        name: &ast::Name,
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let node = self.expr(fx, base, None);
        let ty = node.ty().unwrap_or_else(Ty::error);
        let is_field = self.struct_fields(ty).iter().any(|(field, _)| *field == name.symbol);
        if is_field || !self.has_method(ty, "__setattr__") || node.is_error() {
            let member = if node.is_error() { Node::Error } else { self.field(fx, node, name) };
            return self.in_place_node(fx, op, member, target, value, span, out);
        }
        let base = self.stash(fx, node, base.span, out);
        let current = self.field(fx, Node::Place(base.clone()), name);
        self.in_place_stored(fx, op, current, Store::Attribute(base, *name), target, value, span, out);
    }

    /// Reads a value, changes it, and stores it back by a method.
    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn in_place_stored(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        current: Node,
        store: Store<'_>,
        target: &ast::Expr,
        value: &ast::Expr,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        if current.is_error() {
            self.expr(fx, value, None);
            return;
        }
        let current = self.owned(fx, current, target.span);
        if current.ty.is_error() {
            return;
        }
        let place = self.temporary_local(fx, current, out);
        let before = out.len();
        self.in_place_place(fx, op, place.clone(), target, value, span, out);
        if out.len() == before {
            return;
        }
        let changed = Node::Value(moved(place));
        let result = match store {
            Store::Item(base, mut args) => {
                args.push(CallArg::positional(changed, span));
                self.method_with(fx, Node::Place(base), "__setitem__", &args, span)
            }
            Store::Attribute(base, name) => {
                let key = self.name_literal(&name);
                let args = [CallArg::positional(key, name.span), CallArg::positional(changed, span)];
                self.method_with(fx, Node::Place(base), "__setattr__", &args, span)
            }
        };
        if let Some(result) = result {
            self.evaluate(fx, result, span, out);
        }
    }
}
