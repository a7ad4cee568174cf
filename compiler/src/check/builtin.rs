//! Builtins: functions of the library that only the compiler can carry out.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::call::{ArgNode, CallArg, field_place};
use super::candidate::{Match, Slot};
use super::display::Style;
use super::{Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H};
use crate::types::{Mutability, Passing, Ty, TyKind, Value};

impl Cx<'_> {
    /// Builtins that look at an argument without evaluating it. `None`: an ordinary call.
    pub fn syntactic_builtin(
        &mut self,
        fx: &mut Fx,
        name: Symbol,
        explicit: &[(Option<Symbol>, Value)],
        args: &[ast::Arg],
        span: Span,
    ) -> Option<Node> {
        match name.as_str() {
            "type_of" => {
                let [arg] = args else { return None };
                let locals = fx.locals.len();
                let node = self.expr(fx, &arg.value, None);
                fx.locals.truncate(locals);
                let ty = match node {
                    Node::Type(ty) => ty,
                    node => self.natural_type(fx, &node),
                };
                Some(if ty.is_error() { Node::Error } else { Node::Type(ty) })
            }
            "origin_of" => Some(Node::Comptime(Value::Origin(Mutability::Any))),
            "conforms_to" => {
                let [value, bound] = args else { return None };
                fx.comptime += 1;
                let ty = self.expr(fx, &value.value, None);
                let bound_node = self.expr(fx, &bound.value, None);
                fx.comptime -= 1;
                let Node::Bound(bounds) = bound_node else {
                    if !bound_node.is_error() {
                        self.report(Diagnostic::error(
                            "E0502",
                            bound.span,
                            "the second argument of `conforms_to` is a trait",
                        ));
                    }
                    return Some(Node::Error);
                };
                let tys: Vec<Ty> = match ty {
                    Node::Comptime(Value::Pack(values)) => values.iter().filter_map(Value::as_type).collect(),
                    Node::Error => return Some(Node::Error),
                    node => vec![self.node_to_type(fx, node, value.span)],
                };
                let holds = tys.iter().all(|ty| {
                    bounds.iter().all(|b| match b {
                        super::Bound::Trait(id) => self.conforms_id(*ty, *id),
                        super::Bound::Function(signature) => self.fits_function(*ty, signature),
                    })
                });
                // What a bound does not promise may hold for the arguments.
                if !holds && self.symbolic && tys.iter().any(|ty| crate::types::is_symbolic(*ty)) {
                    return Some(self.unknown_bool(span));
                }
                Some(self.bool_node(holds, span))
            }
            "materialize" => {
                let [(_, value)] = explicit else { return None };
                Some(self.comptime_node(fx, value.clone(), span))
            }
            _ => None,
        }
    }

    /// A condition that only the arguments of a generic definition decide.
    pub fn unknown_bool(&mut self, span: Span) -> Node {
        let ty = self.bool_ty();
        Node::Value(constant(Value::Deferred, ty, span))
    }

    fn bool_node(&mut self, value: bool, span: Span) -> Node {
        let ty = self.bool_ty();
        Node::Value(constant(Value::Bool(value), ty, span))
    }

    fn int_node(&mut self, value: i64, span: Span) -> Node {
        let ty = self.int_ty();
        Node::Value(constant(Value::int(value), ty, span))
    }

    /// A call of a builtin whose arguments fit its declaration.
    #[allow(clippy::too_many_arguments)]
    pub fn builtin_call(
        &mut self,
        fx: &mut Fx,
        name: Symbol,
        functions: &Functions,
        found: &Match,
        args: &[CallArg<'_>],
        _expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let value_of = |cx: &mut Self, wanted: &str| -> Option<Value> {
            let params = cx.all_params(found.id);
            let index = params.iter().position(|p| cx.defs.param(*p).name == wanted)?;
            found.values.get(index).cloned()
        };
        let type_of = |cx: &mut Self, wanted: &str| value_of(cx, wanted).and_then(|v| v.as_type());
        let arg = |cx: &mut Self, fx: &mut Fx, index: usize| -> Node {
            match found.slots.get(index) {
                Some(Slot::Receiver) => functions.receiver.clone().unwrap_or(Node::Error),
                Some(Slot::Arg(at)) => match &args[*at].node {
                    ArgNode::Node(node) => node.clone(),
                    ArgNode::Pending(expr) => cx.expr(fx, expr, found.sig.args.get(index).map(|a| a.ty)),
                },
                _ => Node::Error,
            }
        };
        let about_types = matches!(
            name.as_str(),
            "type_name"
                | "qualified_name"
                | "field_count"
                | "field_name"
                | "pack_length"
                | "index_of_type"
                | "is_trivial"
                | "same_type"
                | "python_entry"
                | "python_class"
        );
        if self.symbolic && found.values.iter().any(crate::types::is_symbolic_value) {
            if about_types {
                return Node::Value(constant(Value::Deferred, found.sig.result, span));
            }
            if matches!(name.as_str(), "field_ref" | "tuple_element" | "type_at" | "rebind") {
                return self.unknown();
            }
        }
        match name.as_str() {
            "deref" => {
                let node = arg(self, fx, 0);
                if node.is_error() {
                    return Node::Error;
                }
                let ty = found.sig.result;
                let pointer = self.owned(fx, node, span);
                Node::Place(hir::Place { kind: hir::PlaceKind::Deref(Box::new(pointer)), ty, mutable: true, span })
            }
            "address_of" => {
                let node = arg(self, fx, 0);
                let ty = found.sig.args[0].ty;
                if node.is_error() {
                    return Node::Error;
                }
                let place = self.to_place(fx, node, span);
                let mutable = place.mutable;
                let call = hir::Call {
                    callee: hir::Callee::Rust {
                        path: Symbol::new("rt::mem::address"),
                        generics: vec![(Symbol::new("T"), Value::Type(ty))],
                        passing: vec![Passing::Ref],
                    },
                    args: vec![hir::Arg::Reference { place, mutable }],
                    raises: None,
                    result: found.sig.result,
                    returns_ref: false,
                    borrows: vec![0],
                };
                self.call_result(fx, call, Vec::new(), span)
            }
            "type_name" | "qualified_name" => {
                let Some(ty) = type_of(self, "T") else { return Node::Error };
                let style = if name == "type_name" { Style::Plain } else { Style::Qualified };
                let text = Symbol::new(&self.show_ty(ty, style));
                Node::Value(constant(Value::Str(text), found.sig.result, span))
            }
            "field_count" => {
                let Some(ty) = type_of(self, "T") else { return Node::Error };
                let count = self.struct_fields(ty).len();
                self.int_node(count as i64, span)
            }
            "field_name" => {
                let (ty, index) = (type_of(self, "T"), value_of(self, "i").and_then(|v| v.as_int()));
                let fields = ty.map(|ty| self.struct_fields(ty)).unwrap_or_default();
                match index.and_then(|i| fields.get(i as usize)) {
                    Some((field, _)) => Node::Value(constant(Value::Str(*field), found.sig.result, span)),
                    None => self.no_field(span),
                }
            }
            "field_ref" | "tuple_element" => {
                let node = arg(self, fx, 0);
                let place = self.to_place(fx, node, span);
                let index = value_of(self, "i").and_then(|v| v.as_int());
                let fields = self.struct_fields(place.ty);
                match index.and_then(|i| fields.get(i as usize)) {
                    Some((_, ty)) => {
                        let ty = *ty;
                        Node::Place(field_place(&place, index.unwrap_or(0) as usize, ty, span))
                    }
                    None => self.no_field(span),
                }
            }
            "pack_length" => {
                if let (true, Some(Value::Pack(types))) = (found.slots.is_empty(), value_of(self, "Ts")) {
                    return self.int_node(types.len() as i64, span);
                }
                let node = arg(self, fx, 0);
                match node.ty().map(Ty::kind) {
                    Some(TyKind::Tuple(tys) | TyKind::Pack(tys)) => self.int_node(tys.len() as i64, span),
                    _ => Node::Error,
                }
            }
            "index_of_type" => {
                let wanted = type_of(self, "T");
                let tys = value_of(self, "Ts");
                let index = match (wanted, tys) {
                    (Some(ty), Some(Value::Pack(values))) => values.iter().position(|v| v.as_type() == Some(ty)),
                    _ => None,
                };
                self.int_node(index.map_or(-1, |i| i as i64), span)
            }
            "type_at" => {
                let index = value_of(self, "i").and_then(|v| v.as_int());
                match (index, value_of(self, "Ts")) {
                    (Some(i), Some(Value::Pack(values))) => match values.get(i as usize).and_then(Value::as_type) {
                        Some(ty) => Node::Type(ty),
                        None => self.no_field(span),
                    },
                    _ => Node::Error,
                }
            }
            "is_trivial" => match type_of(self, "T") {
                Some(ty) => {
                    let trivial = self.is_trivial_ty(ty);
                    self.bool_node(trivial, span)
                }
                None => Node::Error,
            },
            "same_type" => {
                let same = type_of(self, "A") == type_of(self, "B");
                self.bool_node(same, span)
            }
            "rebind" => {
                let node = arg(self, fx, 0);
                let wanted = type_of(self, "T").unwrap_or(found.sig.result);
                match node.ty() {
                    Some(ty) if ty == wanted => node,
                    Some(ty) if ty.is_error() => Node::Error,
                    // Types that differ meet in a branch that no arguments choose.
                    Some(_) if self.symbolic => self.unknown(),
                    // Addresses are alike whatever they point at.
                    Some(ty) if self.is_lang(ty, "Pointer") && self.is_lang(wanted, "Pointer") => {
                        let place = self.to_place(fx, node, span);
                        let address = hir::Call {
                            callee: hir::Callee::Rust {
                                path: Symbol::new("rt::mem::rebind_pointer::<_, {T}>"),
                                generics: vec![(Symbol::new("T"), Value::Type(wanted))],
                                passing: vec![Passing::Ref],
                            },
                            args: vec![hir::Arg::Reference { mutable: place.mutable, place }],
                            raises: None,
                            result: wanted,
                            returns_ref: true,
                            borrows: vec![0],
                        };
                        self.call_result(fx, address, Vec::new(), span)
                    }
                    Some(ty) => {
                        let (a, b) = (self.show(ty), self.show(wanted));
                        self.report(Diagnostic::error(
                            "E0516",
                            span,
                            format!("`rebind` to `{b}` of a `{a}`: the types differ"),
                        ));
                        Node::Error
                    }
                    None => Node::Error,
                }
            }
            // The command line defines no names.
            "is_defined" => self.bool_node(false, span),
            "get_defined_int" | "get_defined_string" => match value_of(self, "default") {
                Some(default) => Node::Value(constant(default, found.sig.result, span)),
                None => Node::Error,
            },
            "external_call" | "late_external_call" => {
                let Some(Value::Str(called)) = value_of(self, "name") else { return Node::Error };
                let external = hir::External { name: called, late: name == "late_external_call" };
                self.external_call(fx, external, found, args, span)
            }
            "python_entry" => self.python_entry(fx, found, span),
            "python_class" => match type_of(self, "T") {
                Some(ty) => {
                    self.use_type(ty);
                    Node::Value(hir::Expr { kind: H::PythonClass(ty), ty: found.sig.result, span })
                }
                None => Node::Error,
            },
            _ => {
                self.report(Diagnostic::error("E0999", span, format!("the compiler has no builtin `{name}`")));
                Node::Error
            }
        }
    }

    fn no_field(&mut self, span: Span) -> Node {
        self.report(Diagnostic::error("E0535", span, "the index of the field or element is out of range"));
        Node::Error
    }
}
