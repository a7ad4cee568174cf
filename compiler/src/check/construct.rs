//! Calls of types: constructors, copies, and generic structs whose parameters are found from the arguments.

use std::rc::Rc;

use grammar::{Diagnostic, Span, Symbol};

use super::call::{ArgNode, CallArg};
use super::{Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{ComptimeId, StructId};
use crate::hir::{self, ExprKind as H};
use crate::types::{Ty, TyKind, Value};

impl Cx<'_> {
    /// `T(args…)`
    pub fn construct(&mut self, fx: &mut Fx, ty: Ty, args: &[CallArg<'_>], span: Span) -> Node {
        if matches!(ty.kind(), TyKind::Struct(..) | TyKind::Tuple(_) | TyKind::None)
            && let Some(node) = self.construct_copy(fx, ty, args, span)
        {
            return node;
        }
        match ty.kind() {
            TyKind::Error => Node::Error,
            TyKind::Struct(id, values) => {
                if let [
                    CallArg {
                        keyword: None,
                        node: ArgNode::Node(node @ Node::Value(hir::Expr { kind: H::Const(_), .. })),
                        ..
                    },
                ] = args
                    && node.ty().is_some_and(Ty::is_literal)
                    && self.scalar_of(ty).is_some()
                    && let Some(super::coerce::Conversion::Literal) = self.conversion(fx, node, ty)
                {
                    return Node::Value(self.literal_as(node.clone(), ty, span));
                }
                if let [CallArg { keyword: None, node: ArgNode::Node(node), .. }] = args
                    && node.ty() == Some(ty)
                    && self.scalar_of(ty).is_some()
                {
                    // A number of the same type.
                    return Node::Value(self.owned(fx, node.clone(), span));
                }
                if let Some(node) = self.construct_from_python(fx, ty, args, span) {
                    return node;
                }
                self.construct_struct(fx, *id, values.clone(), args, None, span)
            }
            TyKind::Tuple(tys) => self.construct_tuple(fx, tys, args, span),
            TyKind::None if args.is_empty() => Node::Value(constant(Value::None, ty, span)),
            TyKind::Param(_) => match self.find_method(ty, Symbol::new("__init__")) {
                Some(found) => {
                    let mut functions = self.bound_method(found, "__init__", Node::Error, span);
                    functions.receiver = None;
                    self.call_functions(fx, functions, args, None, span)
                }
                None => self.no_constructor(ty, span),
            },
            _ => self.no_constructor(ty, span),
        }
    }

    fn no_constructor(&mut self, ty: Ty, span: Span) -> Node {
        let shown = self.show(ty);
        self.report(Diagnostic::error("E0521", span, format!("values of `{shown}` cannot be made by calling it")));
        Node::Error
    }

    /// `T(copy=x)` where the copy is field by field.
    fn construct_copy(&mut self, fx: &mut Fx, ty: Ty, args: &[CallArg<'_>], span: Span) -> Option<Node> {
        let [CallArg { keyword: Some(keyword), node: ArgNode::Node(node), .. }] = args else { return None };
        let own = ty.as_struct().is_some() && self.struct_info(ty).copy.is_some();
        if *keyword != "copy" || own || node.ty()? != ty || !self.is_copyable_ty(ty) {
            return None;
        }
        let place = self.to_place(fx, node.clone(), span);
        Some(Node::Value(hir::Expr { kind: H::Copy(Box::new(place)), ty, span }))
    }

    /// `Int(obj)` of a Python object: an older spelling of `Int(py=obj)`.
    fn construct_from_python(&mut self, fx: &mut Fx, ty: Ty, args: &[CallArg<'_>], span: Span) -> Option<Node> {
        let [arg @ CallArg { keyword: None, node: ArgNode::Node(node), .. }] = args else { return None };
        let from = node.ty()?;
        if !self.is_lang(from, "PythonObject") || from == ty || self.is_lang(ty, "String") || self.is_lang(ty, "Bool") {
            return None;
        }
        let found = self.find_method(ty, Symbol::new("__init__"))?;
        let takes_py =
            |cx: &Cx<'_>| {
                found.ids.iter().any(|id| {
                    cx.defs.function(*id).ast.args.iter().any(
                        |arg| matches!(&arg.kind, grammar::ast::ArgDefKind::Named { name, .. } if name.symbol == "py"),
                    )
                })
            };
        if !takes_py(self) {
            return None;
        }
        let mut functions = self.bound_method(found.clone(), "__init__", Node::Error, span);
        functions.receiver = None;
        let positional = found.ids.iter().any(|id| {
            let id = *id;
            self.attempt(|cx| cx.match_candidate(fx, id, &functions, args)).0.is_ok()
        });
        if positional {
            return None;
        }
        let shown = self.show(ty);
        self.report(
            Diagnostic::warning("W0303", span, format!("`{shown}(…)` of a Python object is an older spelling")).fix(
                "name the argument",
                arg.span.before(),
                "py=",
            ),
        );
        let args = [CallArg { keyword: Some(Symbol::new("py")), ..arg.clone() }];
        Some(self.call_functions(fx, functions, &args, None, span))
    }

    fn construct_struct(
        &mut self,
        fx: &mut Fx,
        id: StructId,
        parent_args: Vec<Value>,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let name = Symbol::new("__init__");
        let ids = match self.struct_methods(id, name) {
            Some(ids) => ids,
            None => {
                let owner = Ty::new(TyKind::Struct(id, parent_args.clone()));
                if let Some(found) = self.find_method(owner, name) {
                    found.ids
                } else {
                    let shown = self.defs.strukt(id).name;
                    let at = self.defs.strukt(id).ast.name.span;
                    self.report(
                        Diagnostic::error("E0532", span, format!("`{shown}` has no `__init__`"))
                            .at(at, "declared here")
                            .help("put `@fieldwise_init` before the struct, or write an `__init__(out self, …)`"),
                    );
                    return Node::Error;
                }
            }
        };
        let functions =
            Functions { ids, name, parent_args, receiver: None, explicit: Vec::new(), is_abstract: false, span };
        self.call_functions(fx, functions, args, expected, span)
    }

    /// `List(…)`, `Pair(1, "x")`: the parameters come from the arguments, or from the type that is expected.
    pub fn construct_generic(
        &mut self,
        fx: &mut Fx,
        id: StructId,
        bound: Vec<Value>,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if Some(id) == self.lang("Tuple") {
            return self.construct_tuple(fx, &[], args, span);
        }
        let count = self.defs.strukt(id).params.len();
        let mut parent_args = bound;
        parent_args.resize(count, Value::Unbound);
        if let Some((wanted, wanted_args)) = expected.and_then(Ty::as_struct)
            && wanted == id
        {
            let agrees =
                parent_args.iter().zip(wanted_args).all(|(own, wanted)| *own == Value::Unbound || own == wanted);
            if agrees && !wanted_args.iter().any(crate::types::is_symbolic_value) {
                parent_args = wanted_args.to_vec();
            }
        }
        let ty = Ty::new(TyKind::Struct(id, parent_args.clone()));
        if !parent_args.contains(&Value::Unbound) {
            return self.construct(fx, ty, args, span);
        }
        if let [CallArg { keyword: Some(keyword), node: ArgNode::Node(node), .. }] = args
            && *keyword == "copy"
            && let Some(own) = node.ty()
            && own.as_struct().is_some_and(|(own, _)| own == id)
        {
            return self.construct(fx, own, args, span);
        }
        self.construct_struct(fx, id, parent_args, args, expected, span)
    }

    fn construct_tuple(&mut self, fx: &mut Fx, tys: &[Ty], args: &[CallArg<'_>], span: Span) -> Node {
        let mut parts = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            let wanted = tys.get(index).copied();
            let node = match &arg.node {
                ArgNode::Node(node) => node.clone(),
                ArgNode::Pending(expr) => self.expr(fx, expr, wanted),
            };
            parts.push(match wanted {
                Some(ty) => self.coerce(fx, node, ty, arg.span),
                None => self.owned(fx, node, arg.span),
            });
        }
        if !tys.is_empty() && tys.len() != parts.len() {
            self.report(Diagnostic::error(
                "E0525",
                span,
                format!("this tuple has {} elements, but {} are given", tys.len(), parts.len()),
            ));
            return Node::Error;
        }
        let ty = Ty::new(TyKind::Tuple(parts.iter().map(|p| p.ty).collect()));
        Node::Value(hir::Expr { kind: H::Tuple(parts), ty, span })
    }

    /// A parametric alias that is called: its parameters take their defaults.
    pub fn alias_for_call(&mut self, fx: &mut Fx, id: ComptimeId, parent_args: Vec<Value>, span: Span) -> Node {
        let node = self.apply_params(fx, Node::Alias(id, parent_args), Vec::new(), span);
        if let Node::Alias(..) = node {
            let name = self.defs.comptime(id).name;
            self.report(Diagnostic::error("E0504", span, format!("`{name}` needs its parameters")));
            return Node::Error;
        }
        node
    }

    /// `[a, b]`, `{a, b}`, `{k: v}` for a type with a constructor for displays: the elements go into a library
    /// collection first.
    pub fn construct_from_display(
        &mut self,
        fx: &mut Fx,
        ty: Ty,
        parts: Vec<CallArg<'static>>,
        keyword: &str,
        span: Span,
    ) -> Node {
        let mut args = parts;
        args.push(CallArg {
            keyword: Some(Symbol::new(keyword)),
            node: ArgNode::Node(Node::Value(constant(Value::None, Ty::none(), span))),
            span,
        });
        let found = self.find_method(ty, Symbol::new("__init__"));
        let Some(found) = found else { return Node::Error };
        let functions = Functions {
            ids: Rc::clone(&found.ids),
            name: Symbol::new("__init__"),
            parent_args: found.parent_args,
            receiver: None,
            explicit: Vec::new(),
            is_abstract: false,
            span,
        };
        self.call_functions(fx, functions, &args, Some(ty), span)
    }

    /// Whether a type has a constructor with a keyword argument of that name.
    pub fn has_display_constructor(&mut self, ty: Ty, keyword: &str) -> bool {
        let Some(found) = self.find_method(ty, Symbol::new("__init__")) else { return false };
        found.ids.iter().any(|id| {
            self.defs
                .function(*id)
                .ast
                .args
                .iter()
                .any(|arg| matches!(&arg.kind, grammar::ast::ArgDefKind::Named { name, .. } if name.symbol == keyword))
        })
    }
}
