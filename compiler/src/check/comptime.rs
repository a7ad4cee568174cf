//! Compile-time values: `comptime` names, values as nodes and back, and folding of calls.

use grammar::{Diagnostic, Span, Symbol};
use num_bigint::BigInt;

use super::call::{ArgNode, CallArg};
use super::candidate::{Match, Slot};
use super::coerce::{big_to_f64, wrap};
use super::{Env, Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{ComptimeId, FunctionKind, Parent};
use crate::hir::{self, ExprKind as H};
use crate::types::{DType, Ty, TyKind, Value};

impl Cx<'_> {
    /// The value of a `comptime` name with its parameters bound.
    pub fn comptime_value(&mut self, id: ComptimeId, args: Vec<Value>, span: Span) -> Node {
        if let Some(node) = self.tables.comptimes.get(id, &args) {
            return respan(node.clone(), span);
        }
        let key = (id, args);
        if self.tables.evaluating.contains(&key) {
            let name = self.defs.comptime(id).name;
            let at = self.defs.comptime(id).span;
            self.report(
                Diagnostic::error("E0571", span, format!("the value of `{name}` depends on itself"))
                    .at(at, "defined here"),
            );
            return Node::Error;
        }
        self.tables.evaluating.push(key.clone());
        let around = match self.defs.comptime(id).parent {
            Parent::Local(frame) => self.tables.frames[frame as usize].symbolic,
            _ => false,
        };
        // What does not depend on the parameters of a generic definition has instances like anywhere else.
        let symbolic = self.symbolic;
        self.symbolic &= around || key.1.iter().any(crate::types::is_symbolic_value);
        let node = self.evaluate_comptime(id, &key.1);
        let node = self.computed_once(id, node);
        self.symbolic = symbolic;
        self.tables.evaluating.pop();
        if self.quiet == 0 || !node.is_error() {
            self.tables.comptimes.insert(id, &key.1, node.clone());
        }
        respan(node, span)
    }

    /// The value of a user's name is computed once, at compile time, and not at each use. What cannot be is left as it is:
    /// parts of it may still be asked for.
    fn computed_once(&mut self, id: ComptimeId, node: Node) -> Node {
        let Node::Value(value) = &node else { return node };
        let user = !self.defs.module(self.defs.comptime(id).module).library;
        let known = matches!(value.kind, H::Const(_) | H::Function(_) | H::Closure(..) | H::Error);
        if !user || known || self.symbolic || value.ty.is_error() || value.ty.is_literal() {
            return node;
        }
        let (ty, span) = (value.ty, value.span);
        let Ok(found) = self.run_comptime(value) else { return node };
        if self.holds_memory(&found) {
            return Node::Value(constant(found, ty, span));
        }
        let mut fx = Fx::new(self.defs.comptime(id).module, Parent::Module, Env::default(), None);
        let (made, clean) = self.attempt(|cx| cx.typed_value(&mut fx, found, ty, span));
        if clean && made.ty == ty { Node::Value(made) } else { node }
    }

    fn evaluate_comptime(&mut self, id: ComptimeId, args: &[Value]) -> Node {
        let def = self.defs.comptime(id);
        let (module, parent, ast, own) = (def.module, def.parent, def.ast.clone(), def.params.clone());
        let mut env = Env::default();
        let mut self_ty = None;
        let mut scopes = None;
        let mut rest = args;
        match parent {
            Parent::Struct(strukt) => {
                let params = self.defs.strukt(strukt).params.clone();
                let (outer, own) = rest.split_at(params.len().min(rest.len()));
                env.map.extend(params.iter().copied().zip(outer.iter().cloned()));
                self_ty = Some(self.struct_ty(strukt, outer.to_vec()));
                rest = own;
            }
            Parent::Trait(trait_) => {
                let param = self.defs.trait_(trait_).self_param;
                if let Some((first, own)) = rest.split_first() {
                    self_ty = self.value_as_type(first);
                    env.map.push((param, first.clone()));
                    rest = own;
                }
            }
            Parent::Local(frame) => {
                let frame = self.tables.frames[frame as usize].clone();
                env = frame.env.clone();
                self_ty = frame.self_ty;
                scopes = Some(frame.scopes.clone());
            }
            Parent::Module => {}
        }
        for (param, value) in own.iter().zip(rest) {
            let value = match value {
                Value::Param(p) if !self.is_value_param(*p) => Value::Type(Ty::new(TyKind::Param(*p))),
                other => other.clone(),
            };
            env.map.push((*param, value));
        }
        let mut fx = Fx::new(module, parent, env, self_ty);
        fx.user = !self.defs.module(module).library;
        if let Some(scopes) = scopes {
            fx.scopes = scopes;
        }
        // Only traits leave the value to others: anything else was reported when the file was parsed.
        let Some(value) = &ast.value else { return Node::Error };
        fx.comptime = 1;
        let expected = match &ast.ty {
            Some(ty) => match self.expr(&mut fx, ty, None) {
                Node::Type(ty) => Some(ty),
                Node::Generic(id, args) => Some(self.finish_generic(&mut fx, id, args, ty.span)),
                // A trait: the value is a type that conforms.
                _ => None,
            },
            None => None,
        };
        let node = self.expr(&mut fx, value, expected);
        match (node, expected) {
            (node @ (Node::Value(_) | Node::Place(_)), Some(ty)) => {
                Node::Value(self.coerce(&mut fx, node, ty, value.span))
            }
            (node, _) => node,
        }
    }

    /// A compile-time value as a node.
    pub fn comptime_node(&mut self, fx: &mut Fx, value: Value, span: Span) -> Node {
        match value {
            Value::Type(ty) => Node::Type(ty),
            Value::Deferred | Value::Unbound if self.symbolic => self.unknown(),
            Value::Deferred | Value::Unbound if self.quiet == 0 && self.diagnostics.has_errors() => Node::Error,
            Value::Pack(_) | Value::Origin(_) | Value::Deferred | Value::Unbound => Node::Comptime(value),
            Value::Function(id, args) => Node::Functions(Box::new(Functions {
                ids: std::rc::Rc::new(vec![id]),
                name: self.defs.function(id).name,
                parent_args: args,
                receiver: None,
                explicit: Vec::new(),
                is_abstract: false,
                span,
            })),
            other => Node::Value(self.comptime_to_value(fx, other, span)),
        }
    }

    /// A compile-time value as a run-time value.
    pub fn comptime_to_value(&mut self, fx: &mut Fx, value: Value, span: Span) -> hir::Expr {
        match value {
            Value::Int(n) => {
                let ty = self.int_ty();
                constant(Value::Int(wrap(&n, DType::Int)), ty, span)
            }
            Value::Bool(_) => {
                let ty = self.bool_ty();
                constant(value, ty, span)
            }
            Value::Float(_) => {
                let ty = self.scalar_ty(DType::Float64);
                constant(value, ty, span)
            }
            Value::Str(_) => {
                let ty = self.string_ty();
                constant(value, ty, span)
            }
            Value::DType(_) => {
                let ty = self.lang_ty("DType");
                constant(value, ty, span)
            }
            Value::None => constant(Value::None, Ty::none(), span),
            Value::Tuple(values) => {
                let parts: Vec<hir::Expr> = values.into_iter().map(|v| self.comptime_to_value(fx, v, span)).collect();
                let ty = Ty::new(TyKind::Tuple(parts.iter().map(|p| p.ty).collect()));
                hir::Expr { kind: H::Tuple(parts), ty, span }
            }
            Value::Aggregate(ty, values) => {
                let scalar = self.scalar_of(ty).is_some() || self.is_lang(ty, "StringSpan");
                if let ([one], true) = (values.as_slice(), scalar) {
                    return constant(one.clone(), ty, span);
                }
                if self.is_lang(ty, "List") {
                    if fx.comptime > 0 {
                        return constant(Value::Aggregate(ty, values), ty, span);
                    }
                    let Some(element) = super::literal::element_of(ty) else { return Node::error_value(span) };
                    let mut nodes = Vec::with_capacity(values.len());
                    for value in values {
                        nodes.push(Node::Value(self.typed_value(fx, value, element, span)));
                    }
                    let list = self.list_of_nodes(fx, ty, nodes, span);
                    return self.owned(fx, list, span);
                }
                if self.is_lang(ty, "Optional") {
                    if fx.comptime > 0 {
                        return constant(Value::Aggregate(ty, values), ty, span);
                    }
                    let element = super::literal::element_of(ty).unwrap_or_else(Ty::error);
                    let held: Vec<CallArg<'_>> = values
                        .into_iter()
                        .map(|value| CallArg::positional(Node::Value(self.typed_value(fx, value, element, span)), span))
                        .collect();
                    let made = self.construct(fx, ty, &held, span);
                    return self.owned(fx, made, span);
                }
                let fields = self.aggregate_types(ty, values.len());
                let parts =
                    values.into_iter().zip(fields).map(|(v, field)| self.typed_value(fx, v, field, span)).collect();
                self.use_type(ty);
                hir::Expr { kind: H::Construct(parts), ty, span }
            }
            Value::Deferred => Node::error_value(span),
            Value::Param(id) if self.is_value_param(id) => {
                let ty = self.param_type(id, &value);
                constant(value, ty, span)
            }
            _ if self.symbolic => {
                self.unknowns += 1;
                Node::error_value(span)
            }
            _ => {
                self.report(Diagnostic::error("E0511", span, "this exists only at compile time: it is no value"));
                Node::error_value(span)
            }
        }
    }

    /// A compile-time value as a part of a known type: numbers do not say theirs.
    fn typed_value(&mut self, fx: &mut Fx, value: Value, ty: Ty, span: Span) -> hir::Expr {
        let mut part = self.comptime_to_value(fx, value, span);
        if let H::Const(_) = part.kind {
            part.ty = ty;
        }
        part
    }

    /// Whether a compile-time value holds a list or an optional value, which are made by calls at run time.
    pub fn holds_memory(&mut self, value: &Value) -> bool {
        match value {
            Value::Aggregate(ty, values) => {
                self.is_lang(*ty, "List")
                    || self.is_lang(*ty, "Optional")
                    || values.iter().any(|v| self.holds_memory(v))
            }
            Value::Tuple(values) => values.iter().any(|v| self.holds_memory(v)),
            _ => false,
        }
    }

    /// The types of the parts of a value that is made by `Construct`.
    fn aggregate_types(&mut self, ty: Ty, count: usize) -> Vec<Ty> {
        if self.is_lang(ty, "Array") {
            let element = super::literal::element_of(ty).unwrap_or_else(Ty::error);
            return vec![element; count];
        }
        self.struct_fields(ty).into_iter().map(|(_, ty)| ty).collect()
    }

    /// A checked expression as a compile-time value. Reports when it is not constant.
    pub fn value_to_comptime(&mut self, fx: &mut Fx, value: hir::Expr) -> Value {
        let span = value.span;
        match self.constant_of(&value) {
            Some(found) => found,
            None if value.ty.is_error() || self.mentions_param(&value) => Value::Deferred,
            None if mentions_local(&value) => {
                if !fx.symbolic {
                    self.report(
                        Diagnostic::error("E0573", span, "this is not known at compile time")
                            .help("compile-time values are literals, `comptime` names, parameters, and what is computed from them"),
                    );
                }
                Value::Deferred
            }
            None => match self.run_comptime(&value) {
                Ok(value) => value,
                Err(diagnostic) => {
                    self.report(diagnostic);
                    Value::Deferred
                }
            },
        }
    }

    /// Whether a value depends on a parameter that is not bound.
    fn mentions_param(&self, value: &hir::Expr) -> bool {
        let mut found = false;
        hir::visit::expr(value, &mut |part| {
            found |= match part {
                hir::visit::Part::Type(ty) => crate::types::is_symbolic(ty),
                hir::visit::Part::Value(value) => crate::types::is_symbolic_value(value),
                hir::visit::Part::Callee(hir::Callee::Instance(id)) => {
                    self.tables.origins[id.0 as usize].1.iter().any(crate::types::is_symbolic_value)
                }
                hir::visit::Part::Callee(hir::Callee::Rust { generics, .. }) => {
                    generics.iter().any(|(_, value)| crate::types::is_symbolic_value(value))
                }
                hir::visit::Part::Callee(callee) => matches!(callee, hir::Callee::Abstract { .. }),
            };
        });
        found
    }

    fn constant_of(&mut self, value: &hir::Expr) -> Option<Value> {
        match &value.kind {
            H::Const(constant) => {
                let natural = match constant {
                    _ if value.ty.is_error() => true,
                    Value::Int(_) => value.ty.is_literal() || self.scalar_of(value.ty) == Some(DType::Int),
                    Value::Float(_) => value.ty.is_literal() || self.scalar_of(value.ty) == Some(DType::Float64),
                    Value::None => match value.ty.kind() {
                        TyKind::FunctionItem(id, args) => return Some(Value::Function(*id, args.clone())),
                        _ => true,
                    },
                    _ => true,
                };
                Some(if natural { constant.clone() } else { Value::Aggregate(value.ty, vec![constant.clone()]) })
            }
            H::Tuple(parts) => parts.iter().map(|p| self.constant_of(p)).collect::<Option<Vec<_>>>().map(Value::Tuple),
            H::Construct(parts) => {
                let parts = parts.iter().map(|p| self.constant_of(p)).collect::<Option<Vec<_>>>()?;
                Some(Value::Aggregate(value.ty, parts))
            }
            H::Copy(place) | H::Move(place) => self.constant_place(place),
            _ => None,
        }
    }

    fn constant_place(&mut self, place: &hir::Place) -> Option<Value> {
        match &place.kind {
            hir::PlaceKind::Temporary(value) => self.constant_of(value),
            hir::PlaceKind::Field(base, index) => match self.constant_place(base)? {
                Value::Tuple(values) | Value::Aggregate(_, values) => values.get(*index).cloned(),
                _ => None,
            },
            _ => None,
        }
    }

    /// Computes a call of the library at compile time, where all arguments are constants.
    pub fn fold_call(
        &mut self,
        fx: &mut Fx,
        found: &Match,
        functions: &Functions,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Option<Node> {
        let FunctionKind::Rust(path) = self.defs.function(found.id).kind else { return None };
        let mut values = Vec::new();
        for (slot, formal) in found.slots.iter().zip(&found.sig.args) {
            let node = match slot {
                Slot::Receiver => functions.receiver.clone()?,
                Slot::Arg(index) => match &args[*index].node {
                    ArgNode::Node(node) => node.clone(),
                    ArgNode::Pending(expr) => self.expr(fx, expr, Some(formal.ty)),
                },
                _ => return None,
            };
            let Node::Value(hir::Expr { kind: H::Const(value), ty, .. }) = &node else { return None };
            let (value, ty) = (value.clone(), *ty);
            // A literal argument has the type of its formal.
            values.push(match (&value, self.scalar_of(formal.ty)) {
                (Value::Int(n), Some(dtype)) if ty.is_literal() && dtype.is_float() => {
                    Value::Float(big_to_f64(n).to_bits())
                }
                (Value::Int(n), Some(dtype)) => Value::Int(wrap(n, dtype)),
                _ => value,
            });
        }
        let result = found.sig.result;
        let dtype = self.scalar_of(result);
        let value = fold_rust(path.as_str(), &values, dtype)?;
        let value = match (&value, dtype) {
            (Value::Int(n), Some(dtype)) => Value::Int(wrap(n, dtype)),
            _ => value,
        };
        Some(Node::Value(constant(value, result, span)))
    }
}

/// The runtime's numeric functions on constants.
pub fn fold_rust(path: &str, values: &[Value], result: Option<DType>) -> Option<Value> {
    use grammar::ast::BinaryOp as B;
    if let Some(name) = path.strip_prefix("rt::num::DType::") {
        let [Value::DType(dtype), rest @ ..] = values else { return None };
        return Some(match (name, rest) {
            ("is_integral", _) => Value::Bool(dtype.is_integral()),
            ("is_signed", _) => Value::Bool(dtype.is_signed()),
            ("is_unsigned", _) => Value::Bool(dtype.is_integral() && !dtype.is_signed()),
            ("is_float", _) => Value::Bool(dtype.is_float()),
            ("is_half", _) => Value::Bool(dtype.is_float() && dtype.bits() == 16),
            ("is_numeric", _) => Value::Bool(dtype.is_float() || dtype.is_integral()),
            ("size", _) => Value::int(i64::from(dtype.bits() / 8)),
            ("bits", _) => Value::int(i64::from(dtype.bits())),
            ("eq", [Value::DType(other)]) => Value::Bool(dtype == other),
            ("ne", [Value::DType(other)]) => Value::Bool(dtype != other),
            ("name", _) => Value::Str(Symbol::new(dtype.name())),
            _ => return None,
        });
    }
    if let (Some("splat" | "splat_cast"), [value], Some(dtype)) = (path.strip_prefix("rt::simd::"), values, result) {
        return fold_rust("rt::num::cast", std::slice::from_ref(value), Some(dtype));
    }
    let name = path.strip_prefix("rt::num::")?;
    let name = name.split("::").next()?;
    let binary = |op| -> Option<Value> {
        match values {
            [Value::Int(x), Value::Int(y)] => super::operator::int_op(op, x, y).map(Value::Int),
            _ => None,
        }
    };
    match (name, values) {
        ("floordiv", _) => binary(B::FloorDiv),
        ("modulo", _) => binary(B::Mod),
        ("div", [Value::Int(_), Value::Int(_)]) => binary(B::Div),
        ("pow" | "pow_int", _) => binary(B::Pow),
        ("and", [Value::Int(_), Value::Int(_)]) => binary(B::And),
        ("or", [Value::Int(_), Value::Int(_)]) => binary(B::Or),
        ("xor", [Value::Int(_), Value::Int(_)]) => binary(B::Xor),
        ("and", [Value::Bool(x), Value::Bool(y)]) => Some(Value::Bool(x & y)),
        ("or", [Value::Bool(x), Value::Bool(y)]) => Some(Value::Bool(x | y)),
        ("xor", [Value::Bool(x), Value::Bool(y)]) => Some(Value::Bool(x ^ y)),
        ("shl", _) => binary(B::Shl),
        ("shr", _) => binary(B::Shr),
        ("eq" | "ne" | "lt" | "le" | "gt" | "ge", [x, y]) => compare(name, x, y),
        ("not", [Value::Bool(b)]) => Some(Value::Bool(!b)),
        ("not", [Value::Int(n)]) => Some(Value::Int(-n - 1)),
        ("is_true", [Value::Int(n)]) => Some(Value::Bool(*n != BigInt::ZERO)),
        ("zero", []) => Some(if result.is_some_and(|d| d.is_float()) { Value::Float(0) } else { Value::int(0) }),
        ("unit", []) => Some(Value::None),
        ("abs", [Value::Int(n)]) => Some(Value::Int(n.magnitude().clone().into())),
        ("abs", [Value::Float(x)]) => Some(Value::Float(f64::from_bits(*x).abs().to_bits())),
        ("add" | "sub" | "mul" | "div", [Value::Float(x), Value::Float(y)]) => {
            let (x, y) = (f64::from_bits(*x), f64::from_bits(*y));
            let value = match name {
                "add" => x + y,
                "sub" => x - y,
                "mul" => x * y,
                _ => x / y,
            };
            let single = result == Some(DType::Float32);
            Some(Value::Float(if single { f64::from(value as f32) } else { value }.to_bits()))
        }
        ("add", _) => binary(B::Add),
        ("sub", _) => binary(B::Sub),
        ("mul", _) => binary(B::Mul),
        ("min", [Value::Int(x), Value::Int(y)]) => Some(Value::Int(x.min(y).clone())),
        ("max", [Value::Int(x), Value::Int(y)]) => Some(Value::Int(x.max(y).clone())),
        ("neg", [Value::Int(x)]) => Some(Value::Int(-x)),
        ("same", [value]) => Some(value.clone()),
        ("cast", [value]) => match (value, result) {
            (Value::Int(n), Some(dtype)) if dtype.is_float() => Some(Value::Float(big_to_f64(n).to_bits())),
            (Value::Int(n), Some(_)) => Some(Value::Int(n.clone())),
            (Value::Float(bits), Some(dtype)) if dtype.is_float() => Some(Value::Float(*bits)),
            (Value::Float(bits), Some(_)) => Some(Value::Int(BigInt::from(f64::from_bits(*bits) as i128))),
            (Value::Bool(b), Some(dtype)) if dtype.is_integral() => Some(Value::int(i64::from(*b))),
            _ => None,
        },
        _ => None,
    }
}

fn compare(name: &str, x: &Value, y: &Value) -> Option<Value> {
    let order = match (x, y) {
        (Value::Int(x), Value::Int(y)) => Some(x.cmp(y)),
        (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(y)),
        (Value::Float(x), Value::Float(y)) => f64::from_bits(*x).partial_cmp(&f64::from_bits(*y)),
        _ => return None,
    };
    Some(Value::Bool(match name {
        "eq" => order.is_some_and(|o| o.is_eq()),
        "ne" => order.is_none_or(|o| o.is_ne()),
        "lt" => order.is_some_and(|o| o.is_lt()),
        "le" => order.is_some_and(|o| o.is_le()),
        "gt" => order.is_some_and(|o| o.is_gt()),
        _ => order.is_some_and(|o| o.is_ge()),
    }))
}

/// Whether a value reads a variable that it does not declare itself.
fn mentions_local(value: &hir::Expr) -> bool {
    fn place_reads(place: &hir::Place, own: &mut Vec<hir::LocalId>) -> bool {
        match &place.kind {
            hir::PlaceKind::Local(id) => !own.contains(id),
            hir::PlaceKind::Field(base, _) => place_reads(base, own),
            hir::PlaceKind::Element(base, index) => place_reads(base, own) || reads(index, own),
            hir::PlaceKind::Temporary(value) | hir::PlaceKind::Deref(value) => reads(value, own),
            hir::PlaceKind::RefCall(call) => call_reads(call, own),
            hir::PlaceKind::After(value, place) => reads(value, own) || place_reads(place, own),
            hir::PlaceKind::If(test, a, b) => reads(test, own) || place_reads(a, own) || place_reads(b, own),
        }
    }
    fn call_reads(call: &hir::Call, own: &mut Vec<hir::LocalId>) -> bool {
        call.args.iter().any(|arg| match arg {
            hir::Arg::Value(value) => reads(value, own),
            hir::Arg::Reference { place, .. } => place_reads(place, own),
            hir::Arg::Variadic(values) => values.iter().any(|v| reads(v, own)),
            hir::Arg::Pack(places) => places.iter().any(|p| place_reads(p, own)),
            hir::Arg::Keywords(values) => values.iter().any(|(_, v)| reads(v, own)),
        })
    }
    fn reads(value: &hir::Expr, own: &mut Vec<hir::LocalId>) -> bool {
        match &value.kind {
            H::Copy(place) | H::Move(place) => place_reads(place, own),
            H::Call(call) => call_reads(call, own),
            H::Construct(parts) | H::Tuple(parts) => parts.iter().any(|p| reads(p, own)),
            H::If(a, b, c) => reads(a, own) || reads(b, own) || reads(c, own),
            H::And(a, b) | H::Or(a, b) => reads(a, own) || reads(b, own),
            H::Not(a) => reads(a, own),
            H::Block(stmts, value) => {
                for stmt in stmts {
                    match &stmt.kind {
                        hir::StmtKind::Let(id, value) => {
                            if reads(value, own) {
                                return true;
                            }
                            own.push(*id);
                        }
                        hir::StmtKind::BindRef(id, place) => {
                            if place_reads(place, own) {
                                return true;
                            }
                            own.push(*id);
                        }
                        hir::StmtKind::Expr(value) if reads(value, own) => return true,
                        _ => {}
                    }
                }
                reads(value, own)
            }
            _ => false,
        }
    }
    reads(value, &mut Vec::new())
}

fn respan(node: Node, span: Span) -> Node {
    match node {
        Node::Value(mut value) => {
            value.span = span;
            Node::Value(value)
        }
        other => other,
    }
}
