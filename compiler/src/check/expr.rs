//! Expressions: one arm per kind, each a call.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::call::is_contextual;
use super::{Fx, Node, constant, stmt};
use crate::cx::Cx;
use crate::exact::Exact;
use crate::hir::{self, ExprKind as H, LocalKind, StmtKind};
use crate::types::{Passing, Ty, TyKind, Value};

impl Cx<'_> {
    /// Checks an expression. `expected` is the type that the context asks for; the result may still need a conversion.
    pub fn expr(&mut self, fx: &mut Fx, expr: &ast::Expr, expected: Option<Ty>) -> Node {
        let span = expr.span;
        if expected.is_some_and(Ty::is_error) && is_contextual(expr) {
            return self.parts_only(fx, expr);
        }
        let node = match &expr.kind {
            ast::ExprKind::Name(name) => self.name_expr(fx, *name, span),
            ast::ExprKind::SelfType => match fx.self_ty {
                Some(ty) => Node::Type(ty),
                None => {
                    self.report(Diagnostic::error(
                        "E0404",
                        span,
                        "`Self` has a meaning only inside of a struct or trait",
                    ));
                    Node::Error
                }
            },
            ast::ExprKind::Int(n) => {
                Node::Value(constant(Value::Int(n.clone()), Ty::new(TyKind::IntLiteral(n.clone())), span))
            }
            ast::ExprKind::Float(rounded) => {
                // The tree has the rounded number: the text says which one is meant.
                let exact = Exact::parse(self.sources.text(span));
                let exact = if exact.to_f64() == *rounded { exact } else { Exact::from_f64(*rounded) };
                float_literal(exact, span)
            }
            ast::ExprKind::Str(text) => string_literal(Symbol::new(text), span),
            ast::ExprKind::Template(parts) => self.template(fx, parts, span),
            ast::ExprKind::Bool(b) => {
                let ty = self.bool_ty();
                Node::Value(constant(Value::Bool(*b), ty, span))
            }
            ast::ExprKind::None | ast::ExprKind::Ellipsis => Node::Value(constant(Value::None, Ty::none(), span)),
            ast::ExprKind::Underscore => Node::Discard,
            ast::ExprKind::Tuple(items) => self.tuple_display(fx, items, expected, span),
            ast::ExprKind::Paren(inner) => self.expr(fx, inner, expected),
            ast::ExprKind::List(items) => self.list_display(fx, items, expected, span),
            ast::ExprKind::Set(items) => self.set_display(fx, items, expected, span),
            ast::ExprKind::Dict(items) => self.dict_display(fx, items, expected, span),
            ast::ExprKind::Initializer(args) => match expected {
                Some(ty) => match self.call_args(fx, args) {
                    Some(args) => self.construct(fx, ty, &args, span),
                    None => Node::Error,
                },
                None => {
                    self.report(
                        Diagnostic::error("E0533", span, "the type of this initialiser list is not known")
                            .help("name the type: `T(…)`"),
                    );
                    Node::Error
                }
            },
            ast::ExprKind::Comprehension(comprehension) => self.comprehension(fx, comprehension, expected, span),
            ast::ExprKind::Unary(op, operand) => self.unary_expr(fx, *op, operand, expected, span),
            ast::ExprKind::Binary(op, lhs, rhs) => self.binary_expr(fx, *op, lhs, rhs, expected, span),
            ast::ExprKind::Not(operand) => {
                let node = self.expr(fx, operand, None);
                if node.is_error() {
                    return Node::Error;
                }
                let value = self.truth(fx, node, operand.span);
                self.not(value, span)
            }
            ast::ExprKind::And(lhs, rhs) => self.and_or(fx, true, lhs, rhs, expected, span),
            ast::ExprKind::Or(lhs, rhs) => self.and_or(fx, false, lhs, rhs, expected, span),
            ast::ExprKind::Compare(first, rest) => self.comparison(fx, first, rest, span),
            ast::ExprKind::Ternary { condition, then, otherwise } => {
                self.ternary(fx, condition, then, otherwise, expected, false, span)
            }
            ast::ExprKind::Walrus(name, value) => self.walrus(fx, name, value, span),
            ast::ExprKind::Lambda(lambda) => self.lambda(fx, lambda, expected, span),
            ast::ExprKind::Call(callee, args) => self.call_expr(fx, callee, args, expected, span),
            ast::ExprKind::Subscript(base, indices) => self.subscript(fx, base, indices, expected, span),
            ast::ExprKind::Attribute(base, name) => {
                let base = self.expr(fx, base, None);
                self.field(fx, base, name)
            }
            ast::ExprKind::ContextMember(name) => match expected {
                Some(ty) => self.type_member(fx, ty, name),
                None => {
                    self.report(
                        Diagnostic::error(
                            "E0533",
                            span,
                            format!("nothing tells which type `.{}` is a member of", name.symbol),
                        )
                        .help("write the type before the dot"),
                    );
                    Node::Error
                }
            },
            ast::ExprKind::Transfer(inner) => self.transfer(fx, inner, span),
            ast::ExprKind::Comptime(inner) => {
                let value = self.comptime_arg(fx, inner);
                self.comptime_node(fx, value, span)
            }
            ast::ExprKind::Await(_) | ast::ExprKind::Error | ast::ExprKind::VarTarget(_) => Node::Error,
            ast::ExprKind::FunctionType(ty) => {
                let signature = self.function_type(fx, ty);
                if ty.effects.thin {
                    Node::Type(Ty::new(TyKind::FunctionPointer(Box::new(signature))))
                } else {
                    Node::Bound(vec![super::Bound::Function(signature)])
                }
            }
        };
        if fx.symbolic { self.known_node(node) } else { node }
    }

    fn name_expr(&mut self, fx: &mut Fx, name: Symbol, span: Span) -> Node {
        if let Some(node) = self.name(fx, name, span) {
            return node;
        }
        if let Some(entry) = self.older_name(fx.module, name, span) {
            return self.entry_node(entry, name, span);
        }
        let diagnostic = self.unknown_name(fx, name, span);
        self.report(diagnostic);
        // One mistake, one error: later uses of the same unknown name say nothing new.
        fx.bind(name, super::Binding::Node(Node::Error));
        Node::Error
    }

    /// `x^`
    fn transfer(&mut self, fx: &mut Fx, inner: &ast::Expr, span: Span) -> Node {
        let node = self.expr(fx, inner, None);
        match node {
            Node::Place(place) => {
                let ty = place.ty;
                if let hir::PlaceKind::Temporary(value) = place.kind {
                    return Node::Value(*value);
                }
                if self.is_trivial_ty(ty) {
                    return Node::Value(hir::Expr { kind: H::Copy(Box::new(place)), ty, span });
                }
                if !place.mutable {
                    let text = self.sources.text(inner.span).lines().next().unwrap_or_default().to_string();
                    let mut diagnostic = Diagnostic::error(
                        "E0531",
                        span,
                        format!("`{text}` is an immutable reference: its value cannot be moved out"),
                    );
                    if self.is_copyable_ty(ty) {
                        diagnostic = diagnostic.suggest("copy it", Span { start: inner.span.end, ..span }, ".copy()");
                    }
                    if let Some(root) = super::candidate::root_local(&place) {
                        let local = &fx.locals[root.0 as usize];
                        if local.kind == LocalKind::Arg(Passing::Imm) {
                            let at = local.span;
                            diagnostic = diagnostic
                                .at(at, "passed by immutable reference")
                                .help("declare the argument `var` to own it");
                        }
                    }
                    self.report(diagnostic);
                    return Node::Error;
                }
                Node::Value(hir::Expr { kind: H::Move(Box::new(place)), ty, span })
            }
            // A value is owned already.
            other => self.materialize(fx, other),
        }
    }

    /// An expression where a place is wanted, not a copy of what lies there: of a conditional expression one of its sides.
    pub fn place_expr(&mut self, fx: &mut Fx, expr: &ast::Expr, expected: Option<Ty>) -> Node {
        match &expr.kind {
            ast::ExprKind::Paren(inner) => self.place_expr(fx, inner, expected),
            ast::ExprKind::Ternary { condition, then, otherwise } => {
                self.ternary(fx, condition, then, otherwise, expected, true, expr.span)
            }
            _ => self.expr(fx, expr, expected),
        }
    }

    #[allow(clippy::too_many_arguments)] // the parts of one expression
    fn ternary(
        &mut self,
        fx: &mut Fx,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: &ast::Expr,
        expected: Option<Ty>,
        as_place: bool,
        span: Span,
    ) -> Node {
        let test = self.condition(fx, condition);
        if fx.comptime > 0
            && let H::Const(Value::Bool(b)) = test.kind
        {
            return self.expr(fx, if b { then } else { otherwise }, expected);
        }
        let (a, b) = match as_place {
            true => (self.place_expr(fx, then, expected), self.place_expr(fx, otherwise, expected)),
            false => (self.expr(fx, then, expected), self.expr(fx, otherwise, expected)),
        };
        if a.is_error() || b.is_error() || test.ty.is_error() {
            return Node::Error;
        }
        if let (Node::Type(_), _) | (_, Node::Type(_)) = (&a, &b) {
            self.owned(fx, a, then.span);
            return Node::Error;
        }
        let (a_ty, b_ty) = (self.natural_type(fx, &a), self.natural_type(fx, &b));
        if let (Node::Place(x), Node::Place(y)) = (&a, &b)
            && a_ty == b_ty
            && (as_place || !self.is_implicitly_copyable_ty(a_ty))
        {
            let (x, y) = (x.clone(), y.clone());
            let mutable = x.mutable && y.mutable;
            return Node::Place(hir::Place {
                kind: hir::PlaceKind::If(Box::new(test), Box::new(x), Box::new(y)),
                ty: a_ty,
                mutable,
                span,
            });
        }
        let ty = match expected {
            Some(ty) if self.conversion(fx, &a, ty).is_some() && self.conversion(fx, &b, ty).is_some() => ty,
            _ if a_ty == b_ty || b_ty.is_never() => a_ty,
            _ if a_ty.is_never() || self.conversion(fx, &a, b_ty).is_some() => b_ty,
            _ if self.conversion(fx, &b, a_ty).is_some() => a_ty,
            _ => {
                let (x, y) = (self.show(a_ty), self.show(b_ty));
                self.report(
                    Diagnostic::error("E0513", span, format!("the two sides differ in type: `{x}` and `{y}`"))
                        .at(then.span, format!("a `{x}`"))
                        .at(otherwise.span, format!("a `{y}`")),
                );
                return Node::Error;
            }
        };
        let a = self.coerce(fx, a, ty, then.span);
        let b = self.coerce(fx, b, ty, otherwise.span);
        Node::Value(hir::Expr { kind: H::If(Box::new(test), Box::new(a), Box::new(b)), ty, span })
    }

    /// The type of a node as a run-time value.
    pub fn natural_type(&mut self, fx: &mut Fx, node: &Node) -> Ty {
        match self.node_value_type(fx, node) {
            Some(ty) => self.default_type(ty),
            None => Ty::error(),
        }
    }

    pub fn not(&mut self, value: hir::Expr, span: Span) -> Node {
        let ty = value.ty;
        match value.kind {
            H::Const(Value::Bool(b)) => Node::Value(constant(Value::Bool(!b), ty, span)),
            H::Error => Node::Error,
            _ => Node::Value(hir::Expr { kind: H::Not(Box::new(value)), ty, span }),
        }
    }

    /// `a and b`, `a or b`: an operand where both sides have one type, else the truth of both.
    fn and_or(
        &mut self,
        fx: &mut Fx,
        is_and: bool,
        lhs: &ast::Expr,
        rhs: &ast::Expr,
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        // Long chains lean left: walk them without recursion.
        let mut operands = vec![rhs];
        let mut first = lhs;
        while let (ast::ExprKind::And(a, b), true) | (ast::ExprKind::Or(a, b), false) = (&first.kind, is_and) {
            operands.push(b);
            first = a;
        }
        let mut node = self.expr(fx, first, expected);
        let mut at = first.span;
        for operand in operands.into_iter().rev() {
            node = self.and_or_nodes(fx, is_and, node, at, operand, expected, span);
            at = at.to(operand.span);
        }
        node
    }

    #[allow(clippy::too_many_arguments)]
    fn and_or_nodes(
        &mut self,
        fx: &mut Fx,
        is_and: bool,
        lhs: Node,
        at: Span,
        rhs: &ast::Expr,
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if let (Node::Value(hir::Expr { kind: H::Const(Value::Bool(b)), .. }), true) = (&lhs, fx.comptime > 0)
            && *b != is_and
        {
            return lhs;
        }
        let b = self.expr(fx, rhs, expected);
        if lhs.is_error() || b.is_error() {
            return Node::Error;
        }
        let (a_ty, b_ty) = (self.natural_type(fx, &lhs), self.natural_type(fx, &b));
        let is_bool = self.is_lang(a_ty, "Bool");
        if a_ty == b_ty && !is_bool && fx.comptime == 0 && self.is_movable_result(a_ty) {
            let value = self.coerce(fx, lhs, a_ty, at);
            let id = fx.local(None, a_ty, LocalKind::Var { mutable: true }, at);
            let place = Node::Place(fx.place(id, at));
            let test = self.truth(fx, place, at);
            let kept = hir::Expr { kind: H::Move(Box::new(fx.place(id, at))), ty: a_ty, span: at };
            let other = self.coerce(fx, b, a_ty, rhs.span);
            let (then, otherwise) = if is_and { (other, kept) } else { (kept, other) };
            let choice = hir::Expr { kind: H::If(Box::new(test), Box::new(then), Box::new(otherwise)), ty: a_ty, span };
            let stmts = vec![stmt(StmtKind::Let(id, value), at)];
            return Node::Value(hir::Expr { kind: H::Block(stmts, Box::new(choice)), ty: a_ty, span });
        }
        let a = self.truth(fx, lhs, at);
        let b = self.truth(fx, b, rhs.span);
        if a.ty.is_error() || b.ty.is_error() {
            return Node::Error;
        }
        let ty = self.bool_ty();
        if fx.comptime > 0
            && let (H::Const(Value::Bool(x)), H::Const(Value::Bool(y))) = (&a.kind, &b.kind)
        {
            return Node::Value(constant(Value::Bool(if is_and { *x && *y } else { *x || *y }), ty, span));
        }
        let kind = if is_and { H::And(Box::new(a), Box::new(b)) } else { H::Or(Box::new(a), Box::new(b)) };
        Node::Value(hir::Expr { kind, ty, span })
    }

    fn is_movable_result(&mut self, ty: Ty) -> bool {
        self.is_implicitly_copyable_ty(ty)
    }

    /// `a < b <= c`: each operand is evaluated once, and no further than needed.
    fn comparison(&mut self, fx: &mut Fx, first: &ast::Expr, rest: &[(ast::CompareOp, ast::Expr)], span: Span) -> Node {
        let lhs = self.expr(fx, first, None);
        let Some(((op, rhs_expr), more)) = rest.split_first() else { return lhs };
        if more.is_empty() {
            let rhs = self.operand_expr(fx, rhs_expr, &lhs);
            if lhs.is_error() || rhs.is_error() {
                return Node::Error;
            }
            return self.compare(fx, *op, lhs, rhs, span);
        }
        let mut prelude = Vec::new();
        let lhs = self.keep(fx, lhs, first.span, &mut prelude);
        let node = self.compare_chain(fx, lhs, first.span, *op, rhs_expr, more, span);
        match node {
            Node::Value(value) if !prelude.is_empty() => {
                let ty = value.ty;
                Node::Value(hir::Expr { kind: H::Block(prelude, Box::new(value)), ty, span })
            }
            other => other,
        }
    }

    /// The right-hand side of an operator: what waits for a type takes that of the left.
    pub fn operand_expr(&mut self, fx: &mut Fx, expr: &ast::Expr, lhs: &Node) -> Node {
        if super::call::is_contextual(expr) {
            let ty = lhs.ty();
            return self.expr(fx, expr, ty);
        }
        self.expr(fx, expr, None)
    }

    /// Stores an operand that is read twice; constants need no storage.
    pub fn keep(&mut self, fx: &mut Fx, node: Node, span: Span, prelude: &mut Vec<hir::Stmt>) -> Node {
        match &node {
            Node::Value(hir::Expr { kind: H::Const(_), .. }) | Node::Error => node,
            Node::Place(hir::Place { kind: hir::PlaceKind::Local(_), .. }) => node,
            Node::Place(place) => {
                let id = fx.local(None, place.ty, LocalKind::Ref { mutable: place.mutable }, span);
                prelude.push(stmt(StmtKind::BindRef(id, place.clone()), span));
                Node::Place(fx.place(id, span))
            }
            _ => {
                let value = self.owned(fx, node, span);
                if value.ty.is_error() {
                    return Node::Error;
                }
                let id = fx.local(None, value.ty, LocalKind::Var { mutable: true }, span);
                prelude.push(stmt(StmtKind::Let(id, value), span));
                Node::Place(fx.place(id, span))
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn compare_chain(
        &mut self,
        fx: &mut Fx,
        lhs: Node,
        lhs_span: Span,
        op: ast::CompareOp,
        rhs_expr: &ast::Expr,
        more: &[(ast::CompareOp, ast::Expr)],
        span: Span,
    ) -> Node {
        let rhs = self.operand_expr(fx, rhs_expr, &lhs);
        if lhs.is_error() || rhs.is_error() {
            return Node::Error;
        }
        let here = lhs_span.to(rhs_expr.span);
        let Some(((next_op, next_expr), rest)) = more.split_first() else {
            return self.compare(fx, op, lhs, rhs, here);
        };
        let mut prelude = Vec::new();
        let rhs = self.keep(fx, rhs, rhs_expr.span, &mut prelude);
        let head = self.compare(fx, op, lhs, rhs.clone(), here);
        let tail = self.compare_chain(fx, rhs, rhs_expr.span, *next_op, next_expr, rest, span);
        if head.is_error() || tail.is_error() {
            return Node::Error;
        }
        let (a, b) = (self.natural_type(fx, &head), self.natural_type(fx, &tail));
        if a != b {
            let (x, y) = (self.show(a), self.show(b));
            self.report(
                Diagnostic::error(
                    "E0514",
                    span,
                    format!("the comparisons of a chain must give one type, found `{x}` and `{y}`"),
                )
                .help("join two comparisons with `and`"),
            );
            return Node::Error;
        }
        let bool_ty = self.bool_ty();
        let head = self.owned(fx, head, here);
        let tail = self.owned(fx, tail, span);
        let value = if a == bool_ty {
            match (&head.kind, &tail.kind) {
                (H::Const(Value::Bool(x)), H::Const(Value::Bool(y))) => constant(Value::Bool(*x && *y), a, span),
                _ => hir::Expr { kind: H::And(Box::new(head), Box::new(tail)), ty: a, span },
            }
        } else {
            let id = fx.local(None, a, LocalKind::Var { mutable: true }, here);
            let place = Node::Place(fx.place(id, here));
            let test = self.truth(fx, place, here);
            let kept = hir::Expr { kind: H::Move(Box::new(fx.place(id, here))), ty: a, span: here };
            let choice = hir::Expr { kind: H::If(Box::new(test), Box::new(tail), Box::new(kept)), ty: a, span };
            let stmts = vec![stmt(StmtKind::Let(id, head), here)];
            hir::Expr { kind: H::Block(stmts, Box::new(choice)), ty: a, span }
        };
        if prelude.is_empty() {
            return Node::Value(value);
        }
        let ty = value.ty;
        Node::Value(hir::Expr { kind: H::Block(prelude, Box::new(value)), ty, span })
    }
}

/// A float literal of a value that is rounded where it is used.
pub fn float_literal(exact: Exact, span: Span) -> Node {
    let rounded = Value::Float(exact.to_f64().to_bits());
    Node::Value(constant(rounded, Ty::new(TyKind::FloatLiteral(exact)), span))
}

pub fn string_literal(text: Symbol, span: Span) -> Node {
    Node::Value(constant(Value::Str(text), Ty::new(TyKind::StringLiteral(text)), span))
}
