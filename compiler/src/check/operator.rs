//! Operators: exact arithmetic of literals, folding of compile-time numbers, and the methods behind all others.

use std::rc::Rc;

use grammar::{Diagnostic, Span, Symbol, ast};
use num_bigint::BigInt;

use super::candidate::{Match, Slot};
use super::coerce::{big_to_f64, wrap};
use super::{CallArg, Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::exact::Exact;
use crate::hir::{self, ExprKind as H};
use crate::types::{Ty, TyKind, Value};

impl Cx<'_> {
    pub fn unary_expr(
        &mut self,
        fx: &mut Fx,
        op: ast::UnaryOp,
        operand: &ast::Expr,
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let expected = if super::call::is_contextual(operand) { expected } else { None };
        let node = self.expr(fx, operand, expected);
        self.unary(fx, op, node, span)
    }

    pub fn unary(&mut self, fx: &mut Fx, op: ast::UnaryOp, node: Node, span: Span) -> Node {
        if node.is_error() {
            return Node::Error;
        }
        if let (ast::UnaryOp::Minus, Node::Value(hir::Expr { ty, .. })) = (op, &node)
            && let TyKind::FloatLiteral(exact) = ty.kind()
        {
            return super::expr::float_literal(exact.negated(), span);
        }
        if let Node::Value(hir::Expr { kind: H::Const(value), ty, .. }) = &node {
            let folded = match (op, value) {
                (ast::UnaryOp::Minus, Value::Int(n)) => Some(Value::Int(-n)),
                (ast::UnaryOp::Minus, Value::Float(bits)) => Some(Value::Float((-f64::from_bits(*bits)).to_bits())),
                (ast::UnaryOp::Plus, Value::Int(_) | Value::Float(_)) => Some(value.clone()),
                (ast::UnaryOp::Invert, Value::Int(n)) => Some(Value::Int(-n - 1)),
                _ => None,
            };
            if let Some(value) = folded {
                let ty = *ty;
                return self.folded(value, ty, span);
            }
        }
        let Some(ty) = node.ty() else {
            let what = self.shown_node(&node);
            self.report(Diagnostic::error("E0515", span, format!("`{}` does not apply to a {what}", op.text())));
            return Node::Error;
        };
        match self.method(fx, node, op.method(), Vec::new(), span) {
            Some(result) => result,
            None => {
                let shown = self.show(ty);
                self.report(
                    Diagnostic::error("E0515", span, format!("`{}` does not apply to a `{shown}`", op.text()))
                        .help(format!("the operator calls `{}`, which `{shown}` does not have", op.method())),
                );
                Node::Error
            }
        }
    }

    /// A folded constant: a literal of a new value, or a number of its type, wrapped.
    fn folded(&mut self, value: Value, ty: Ty, span: Span) -> Node {
        let (value, ty) = match (ty.kind(), value) {
            (TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) | TyKind::StringLiteral(_), value) => {
                let ty = match &value {
                    Value::Int(n) => Ty::new(TyKind::IntLiteral(n.clone())),
                    Value::Float(bits) => Ty::new(TyKind::FloatLiteral(Exact::from_f64(f64::from_bits(*bits)))),
                    Value::Str(text) => Ty::new(TyKind::StringLiteral(*text)),
                    _ => ty,
                };
                (value, ty)
            }
            (_, Value::Int(n)) => match self.scalar_of(ty) {
                Some(dtype) => (Value::Int(wrap(&n, dtype)), ty),
                None => (Value::Int(n), ty),
            },
            (_, value) => (value, ty),
        };
        Node::Value(constant(value, ty, span))
    }

    pub fn binary_expr(
        &mut self,
        fx: &mut Fx,
        op: ast::BinaryOp,
        lhs: &ast::Expr,
        rhs: &ast::Expr,
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        // Chains of operators lean left and may be long: walk down without recursion.
        let mut steps = vec![(op, rhs, span)];
        let mut first = lhs;
        while let ast::ExprKind::Binary(op, a, b) = &first.kind {
            steps.push((*op, b, first.span));
            first = a;
        }
        let hint = if super::call::is_contextual(first) { expected } else { None };
        let mut node = self.expr(fx, first, hint);
        for (op, rhs, at) in steps.into_iter().rev() {
            let right = self.operand_expr(fx, rhs, &node);
            node = if node.is_error() || right.is_error() { Node::Error } else { self.binary(fx, op, node, right, at) };
        }
        node
    }

    pub fn binary(&mut self, fx: &mut Fx, op: ast::BinaryOp, lhs: Node, rhs: Node, span: Span) -> Node {
        if let (Node::Bound(a), Node::Bound(b)) = (&lhs, &rhs)
            && op == ast::BinaryOp::And
        {
            let mut all = a.clone();
            all.extend(b.iter().filter(|x| !a.contains(x)).cloned());
            return Node::Bound(all);
        }
        if let (Node::Type(ty), _) | (_, Node::Type(ty)) = (&lhs, &rhs)
            && ty.is_error()
        {
            return Node::Error;
        }
        if let Some(node) = self.fold_binary(fx, op, &lhs, &rhs, span) {
            return node;
        }
        let method = format!("__{}__", op.stem());
        let reflected = format!("__r{}__", op.stem());
        // For the reflected method a literal on the left is still open.
        let literal = Some(lhs.clone()).filter(|node| node.ty().is_some_and(Ty::is_literal));
        let (lhs, rhs) = self.adopt_types(fx, lhs, rhs);
        if let Some(node) = self.cached_binary(fx, op.text(), &lhs, &rhs, span) {
            return node;
        }
        let unknowns = self.unknowns;
        if let Some((functions, found)) = self.try_method(fx, &lhs, &method, &rhs, span) {
            return self.emit_binary(fx, op.text(), functions, found, lhs, rhs, span);
        }
        if unknowns == self.unknowns
            && let Some((functions, found)) =
                self.try_method(fx, &rhs, &reflected, literal.as_ref().unwrap_or(&lhs), span)
        {
            // The left operand is evaluated first, though it is the argument.
            let mut prelude = Vec::new();
            let lhs = match literal {
                Some(literal) => literal,
                None => self.keep(fx, lhs, span, &mut prelude),
            };
            let args = [CallArg::positional(lhs, span)];
            let node = self.emit_call(fx, &functions, found, &args, None, span);
            return match node {
                Node::Value(value) if !prelude.is_empty() => {
                    let ty = value.ty;
                    Node::Value(hir::Expr { kind: H::Block(prelude, Box::new(value)), ty, span })
                }
                other => other,
            };
        }
        if unknowns == self.unknowns {
            self.report_operator(op.text(), &method, &lhs, &rhs, span);
        }
        Node::Error
    }

    fn emit_binary(
        &mut self,
        fx: &mut Fx,
        op: &'static str,
        functions: Functions,
        found: Match,
        lhs: Node,
        rhs: Node,
        span: Span,
    ) -> Node {
        if let (Some(a), Some(b)) = (lhs.ty(), rhs.ty())
            && !a.is_literal()
            && !b.is_literal()
            && found.slots == [Slot::Receiver, Slot::Arg(0)]
            && found.sig.args[1].ty == b
        {
            self.tables.binary.insert((op, a, b), (found.id, found.values.clone()));
        }
        let args = [CallArg::positional(rhs, span)];
        self.emit_call(fx, &functions, found, &args, None, span)
    }

    /// The same operator on the same types was resolved before.
    fn cached_binary(&mut self, fx: &mut Fx, op: &'static str, lhs: &Node, rhs: &Node, span: Span) -> Option<Node> {
        let key = (op, lhs.ty()?, rhs.ty()?);
        let (id, values) = self.tables.binary.get(&key)?.clone();
        let sig = self.signature(id, &values);
        let functions = Functions {
            ids: Rc::new(vec![id]),
            name: self.defs.function(id).name,
            parent_args: Vec::new(),
            receiver: Some(lhs.clone()),
            explicit: Vec::new(),
            is_abstract: false,
            span,
        };
        let found = Match { id, values, sig, slots: vec![Slot::Receiver, Slot::Arg(0)], score: [0; 9], depends: false };
        let args = [CallArg::positional(rhs.clone(), span)];
        Some(self.emit_call(fx, &functions, found, &args, None, span))
    }

    /// A literal beside a typed operand takes its type.
    fn adopt_types(&mut self, fx: &mut Fx, lhs: Node, rhs: Node) -> (Node, Node) {
        let (Some(a), Some(b)) = (lhs.ty(), rhs.ty()) else {
            return (self.materialize(fx, lhs), self.materialize(fx, rhs));
        };
        let number = |cx: &mut Self, ty: Ty| cx.scalar_of(ty).is_some() || cx.symbolic && cx.has_open_dtype(ty);
        if a.is_literal() && !b.is_literal() && number(self, b) {
            if let Some(super::coerce::Conversion::Literal) = self.conversion(fx, &lhs, b) {
                let span = node_span(&lhs);
                let value = self.literal_as(lhs, b, span);
                return (Node::Value(value), rhs);
            }
        } else if b.is_literal() && !a.is_literal() && self.scalar_of(a).is_some() {
            if let Some(super::coerce::Conversion::Literal) = self.conversion(fx, &rhs, a) {
                let span = node_span(&rhs);
                let value = self.literal_as(rhs, a, span);
                return (lhs, Node::Value(value));
            }
            return (lhs, rhs);
        } else if b.is_literal() && self.is_lang(a, "SIMD") {
            // One number beside a vector: a number of its lanes' type.
            let lanes = match a.as_struct() {
                Some((_, [Value::DType(dtype), ..])) => Some(*dtype),
                _ => None,
            };
            if let Some(dtype) = lanes {
                let scalar = self.scalar_ty(dtype);
                if let Some(super::coerce::Conversion::Literal) = self.conversion(fx, &rhs, scalar) {
                    let span = node_span(&rhs);
                    let value = self.literal_as(rhs, scalar, span);
                    return (lhs, Node::Value(value));
                }
            }
        }
        // The right-hand literal stays open: the method's argument decides.
        (self.materialize(fx, lhs), rhs)
    }

    /// The method of `receiver` that takes `arg`, if there is one.
    fn try_method(
        &mut self,
        fx: &mut Fx,
        receiver: &Node,
        name: &str,
        arg: &Node,
        span: Span,
    ) -> Option<(Functions, Match)> {
        let receiver = self.materialize(fx, receiver.clone());
        let ty = receiver.ty()?;
        let found = self.find_method(ty, Symbol::new(name))?;
        let functions = self.bound_method(found, name, receiver, span);
        let args = [CallArg::positional(arg.clone(), span)];
        let mut best: Option<Match> = None;
        let mut tied = false;
        let (mut count, mut depends) = (0, false);
        for id in functions.ids.iter() {
            let (result, _) = self.attempt(|cx| cx.match_candidate(fx, *id, &functions, &args));
            let Ok(found) = result else { continue };
            count += 1;
            depends |= found.depends;
            match &best {
                Some(old) if old.score < found.score => {}
                Some(old) if old.score == found.score => tied = !functions.is_abstract,
                _ => {
                    best = Some(found);
                    tied = false;
                }
            }
        }
        if self.symbolic && depends && count > 1 {
            self.unknowns += 1;
            return None;
        }
        if tied {
            // Reports the ambiguity.
            self.call_functions(fx, functions, &args, None, span);
            return None;
        }
        best.map(|found| (functions, found))
    }

    fn report_operator(&mut self, op: &str, method: &str, lhs: &Node, rhs: &Node, span: Span) {
        let (a, b) = (self.shown_node(lhs), self.shown_node(rhs));
        if self.diagnostics.iter().last().is_some_and(|d| d.code == "E0523" && d.span == span) {
            return;
        }
        let mut diagnostic = Diagnostic::error("E0515", span, format!("`{op}` does not apply to `{a}` and `{b}`"));
        let numbers = match (lhs.ty(), rhs.ty()) {
            (Some(x), Some(y)) => {
                let x = self.default_type(x);
                let y = self.default_type(y);
                self.scalar_of(x).is_some() && self.scalar_of(y).is_some()
            }
            _ => false,
        };
        diagnostic = if numbers {
            let help = format!("numbers are converted explicitly: `{b}(…)` or `{a}(…)`");
            // The `Int` is what is converted; of two others, the right one.
            let (operand, to) = if a == "Int" { (lhs, &b) } else { (rhs, &a) };
            let at =
                operand_span(operand).filter(|at| at.file == span.file && at.start >= span.start && at.end <= span.end);
            match at {
                Some(at) => {
                    let text = format!("{to}({})", self.sources.text(at));
                    diagnostic.suggest(help, at, text)
                }
                None => diagnostic.help(help),
            }
        } else {
            diagnostic.help(format!("`{a}` has no `{method}` that takes a `{b}`"))
        };
        self.report(diagnostic);
    }

    pub fn compare(&mut self, fx: &mut Fx, op: ast::CompareOp, lhs: Node, rhs: Node, span: Span) -> Node {
        use ast::CompareOp as C;
        if let Some(node) = self.fold_compare(fx, op, &lhs, &rhs, span) {
            return node;
        }
        match op {
            C::In | C::NotIn => {
                let node = self.contains(fx, lhs, rhs, span);
                if node.is_error() || op == C::In {
                    return node;
                }
                let value = self.truth(fx, node, span);
                self.not(value, span)
            }
            C::Is | C::IsNot => {
                let unknowns = self.unknowns;
                if let Some((functions, found)) = self.try_method(fx, &lhs, "__is__", &rhs, span) {
                    let args = [CallArg::positional(rhs, span)];
                    let node = self.emit_call(fx, &functions, found, &args, None, span);
                    if node.is_error() || op == C::Is {
                        return node;
                    }
                    let value = self.truth(fx, node, span);
                    return self.not(value, span);
                }
                if unknowns == self.unknowns {
                    self.report_operator(op.text(), "__is__", &lhs, &rhs, span);
                }
                Node::Error
            }
            _ => {
                let method = match op {
                    C::Lt => "__lt__",
                    C::Le => "__le__",
                    C::Gt => "__gt__",
                    C::Ge => "__ge__",
                    C::Eq => "__eq__",
                    _ => "__ne__",
                };
                let (lhs, rhs) = self.adopt_types(fx, lhs, rhs);
                if let Some(node) = self.cached_binary(fx, op.text(), &lhs, &rhs, span) {
                    return node;
                }
                let unknowns = self.unknowns;
                if let Some((functions, found)) = self.try_method(fx, &lhs, method, &rhs, span) {
                    return self.emit_binary(fx, op.text(), functions, found, lhs, rhs, span);
                }
                // A value of another type that converts to this one: `String == StringSpan` and the like.
                if unknowns == self.unknowns {
                    self.report_operator(op.text(), method, &lhs, &rhs, span);
                }
                Node::Error
            }
        }
    }

    fn contains(&mut self, fx: &mut Fx, item: Node, container: Node, span: Span) -> Node {
        let container = self.materialize(fx, container);
        let Some(ty) = container.ty() else {
            self.report_operator("in", "__contains__", &item, &container, span);
            return Node::Error;
        };
        if ty.is_error() {
            return Node::Error;
        }
        match self.method(fx, container.clone(), "__contains__", vec![item.clone()], span) {
            Some(node) => node,
            None => {
                let shown = self.show(ty);
                self.report(
                    Diagnostic::error("E0515", span, format!("`in` does not apply to a `{shown}`"))
                        .help(format!("the operator calls `__contains__`, which `{shown}` does not have")),
                );
                Node::Error
            }
        }
    }

    /// Both operands are known: literals are exact, compile-time numbers wrap.
    fn fold_binary(&mut self, fx: &Fx, op: ast::BinaryOp, lhs: &Node, rhs: &Node, span: Span) -> Option<Node> {
        let (a, a_ty) = const_of(lhs)?;
        let (b, b_ty) = const_of(rhs)?;
        let both_literals = a_ty.is_literal() && b_ty.is_literal();
        if !both_literals && fx.comptime == 0 {
            return None;
        }
        let ty = if a_ty.is_literal() { b_ty } else { a_ty };
        if !a_ty.is_literal() && !b_ty.is_literal() && a_ty != b_ty {
            return None;
        }
        let as_float = |v: &Value| match v {
            Value::Int(n) => Some(big_to_f64(n)),
            Value::Float(bits) => Some(f64::from_bits(*bits)),
            _ => None,
        };
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => {
                if both_literals && op == ast::BinaryOp::Div {
                    if *y == BigInt::ZERO {
                        return None;
                    }
                    return Some(super::expr::float_literal(Exact::from_int(x).over(&Exact::from_int(y)), span));
                }
                let value = int_op(op, x, y)?;
                Some(self.folded(Value::Int(value), ty, span))
            }
            (Value::Str(x), Value::Str(y)) if op == ast::BinaryOp::Add && both_literals => {
                Some(super::expr::string_literal(Symbol::new(&format!("{x}{y}")), span))
            }
            (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) if both_literals => {
                let value = exact_op(op, &exact_of(a, a_ty)?, &exact_of(b, b_ty)?)?;
                Some(super::expr::float_literal(value, span))
            }
            (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) => {
                let (x, y) = (as_float(a)?, as_float(b)?);
                let value = float_op(op, x, y)?;
                Some(Node::Value(constant(Value::Float(value.to_bits()), ty, span)))
            }
            (Value::Bool(x), Value::Bool(y)) => {
                let value = match op {
                    ast::BinaryOp::And => x & y,
                    ast::BinaryOp::Or => x | y,
                    ast::BinaryOp::Xor => x ^ y,
                    _ => return None,
                };
                Some(Node::Value(constant(Value::Bool(value), ty, span)))
            }
            _ => None,
        }
    }

    fn fold_compare(&mut self, fx: &Fx, op: ast::CompareOp, lhs: &Node, rhs: &Node, span: Span) -> Option<Node> {
        use ast::CompareOp as C;
        if let (Node::Type(a), Node::Type(b)) = (lhs, rhs) {
            let equal = a == b;
            if !equal && self.symbolic && (crate::types::is_symbolic(*a) || crate::types::is_symbolic(*b)) {
                return Some(self.unknown_bool(span));
            }
            let value = match op {
                C::Eq | C::Is => equal,
                C::Ne | C::IsNot => !equal,
                _ => return None,
            };
            let ty = self.bool_ty();
            return Some(Node::Value(constant(Value::Bool(value), ty, span)));
        }
        let (a, a_ty) = const_of(lhs)?;
        let (b, b_ty) = const_of(rhs)?;
        if !(a_ty.is_literal() && b_ty.is_literal()) && fx.comptime == 0 {
            return None;
        }
        let order = match (a, b) {
            (Value::Int(x), Value::Int(y)) => Some(x.cmp(y)),
            (Value::Str(x), Value::Str(y)) => Some(x.as_str().as_bytes().cmp(y.as_str().as_bytes())),
            (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(y)),
            (Value::DType(x), Value::DType(y)) => Some(x.cmp(y)),
            (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) => {
                exact_of(a, a_ty)?.compare(&exact_of(b, b_ty)?)
            }
            _ => return None,
        };
        let value = match op {
            C::Lt => order.is_some_and(|o| o.is_lt()),
            C::Le => order.is_some_and(|o| o.is_le()),
            C::Gt => order.is_some_and(|o| o.is_gt()),
            C::Ge => order.is_some_and(|o| o.is_ge()),
            C::Eq => order.is_some_and(|o| o.is_eq()),
            C::Ne => order.is_none_or(|o| o.is_ne()),
            _ => return None,
        };
        let ty = self.bool_ty();
        Some(Node::Value(constant(Value::Bool(value), ty, span)))
    }
}

fn const_of(node: &Node) -> Option<(&Value, Ty)> {
    match node {
        Node::Value(hir::Expr { kind: H::Const(value), ty, .. }) => Some((value, *ty)),
        _ => None,
    }
}

fn node_span(node: &Node) -> Span {
    match node {
        Node::Value(value) => value.span,
        Node::Place(place) => place.span,
        _ => Span::default(),
    }
}

/// The largest exponent or shift that is folded: a constant of millions of digits would stall the compiler.
const MAX_FOLD: u32 = 1 << 16;

/// Exact integer arithmetic; `//` and `%` floor. `None` where the result is not defined or absurdly large.
pub fn int_op(op: ast::BinaryOp, x: &BigInt, y: &BigInt) -> Option<BigInt> {
    use ast::BinaryOp as B;
    let zero = BigInt::ZERO;
    let floor_div = |x: &BigInt, y: &BigInt| {
        let (q, r) = (x / y, x % y);
        if r != BigInt::ZERO && (r < BigInt::ZERO) != (*y < BigInt::ZERO) { q - 1 } else { q }
    };
    Some(match op {
        B::Add => x + y,
        B::Sub => x - y,
        B::Mul => x * y,
        B::Div if *y != zero => x / y,
        B::FloorDiv if *y != zero => floor_div(x, y),
        B::Mod if *y != zero => x - floor_div(x, y) * y,
        B::Pow => {
            let exponent = u32::try_from(y).ok().filter(|e| u64::from(*e) * x.bits() <= u64::from(MAX_FOLD))?;
            x.pow(exponent)
        }
        B::And => x & y,
        B::Or => x | y,
        B::Xor => x ^ y,
        B::Shl => x << u32::try_from(y).ok().filter(|s| *s <= MAX_FOLD)?,
        B::Shr => x >> u32::try_from(y).ok()?,
        _ => return None,
    })
}

/// The value of a number, unrounded where its type is a literal's.
fn exact_of(value: &Value, ty: Ty) -> Option<Exact> {
    match (ty.kind(), value) {
        (TyKind::FloatLiteral(exact), _) => Some(exact.clone()),
        (_, Value::Int(n)) => Some(Exact::from_int(n)),
        (_, Value::Float(bits)) => Some(Exact::from_f64(f64::from_bits(*bits))),
        _ => None,
    }
}

fn exact_op(op: ast::BinaryOp, x: &Exact, y: &Exact) -> Option<Exact> {
    use ast::BinaryOp as B;
    Some(match op {
        B::Add => x.plus(y),
        B::Sub => x.minus(y),
        B::Mul => x.times(y),
        B::Div => x.over(y),
        B::FloorDiv => x.over(y).floored(),
        B::Mod => x.minus(&x.over(y).floored().times(y)),
        B::Pow => x.power(y),
        _ => return None,
    })
}

fn float_op(op: ast::BinaryOp, x: f64, y: f64) -> Option<f64> {
    use ast::BinaryOp as B;
    Some(match op {
        B::Add => x + y,
        B::Sub => x - y,
        B::Mul => x * y,
        B::Div => x / y,
        B::FloorDiv => (x / y).floor(),
        B::Mod => x - (x / y).floor() * y,
        B::Pow => x.powf(y),
        _ => return None,
    })
}

/// Where an operand stands in the source.
fn operand_span(node: &Node) -> Option<Span> {
    match node {
        Node::Value(value) => Some(value.span),
        Node::Place(place) => Some(place.span),
        _ => None,
    }
}
