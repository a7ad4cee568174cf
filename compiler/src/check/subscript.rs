//! Subscripts: parameters in brackets, elements of tuples and packs, and `__getitem__`.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::call::{ArgNode, CallArg, field_place, is_contextual};
use super::{Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H};
use crate::types::{Ty, TyKind, Value};

impl Cx<'_> {
    pub fn subscript(
        &mut self,
        fx: &mut Fx,
        base: &ast::Expr,
        indices: &[ast::Index],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if let ast::ExprKind::Name(name) = &base.kind
            && *name == "Some"
            && let [ast::Index { kind: ast::IndexKind::Value(bound), keyword: None, .. }] = indices
            && fx.find(*name).is_none()
        {
            // Elsewhere than in an argument's type, `Some[Trait]` is the trait itself.
            return self.expr(fx, bound, None);
        }
        let node = self.expr(fx, base, None);
        match node {
            Node::Error => {
                for index in indices {
                    if let ast::IndexKind::Value(value) = &index.kind {
                        self.expr(fx, value, None);
                    }
                }
                Node::Error
            }
            // The parameters of a function type are not part of it: what the function takes is not known.
            Node::Type(ty) if self.symbolic && self.function_signature(ty).is_some() => self.unknown(),
            Node::Type(_) | Node::Generic(..) | Node::Alias(..) | Node::Functions(_) | Node::Bound(_) => {
                let args = self.parameter_args(fx, indices);
                self.apply_params(fx, node, args, span)
            }
            Node::Comptime(Value::Origin(_)) => node,
            // A pack whose elements the arguments decide.
            Node::Comptime(Value::Param(_) | Value::Deferred) => self.unknown(),
            Node::Comptime(Value::Pack(values)) | Node::Comptime(Value::Tuple(values)) => {
                self.comptime_element(fx, &values, indices, span)
            }
            Node::Value(_) | Node::Place(_) => self.item(fx, node, indices, expected, span),
            _ => {
                let what = self.shown_node(&node);
                self.report(Diagnostic::error("E0534", span, format!("a {what} has no items")));
                Node::Error
            }
        }
    }

    fn parameter_args(&mut self, fx: &mut Fx, indices: &[ast::Index]) -> Vec<(Option<Symbol>, Value, Span)> {
        let mut args = Vec::new();
        for index in indices {
            let keyword = index.keyword.map(|k| k.symbol);
            match &index.kind {
                ast::IndexKind::Value(value) => {
                    let value = match &value.kind {
                        ast::ExprKind::ContextMember(name) => {
                            let dtype = self.lang_ty("DType");
                            let node = self.type_member(fx, dtype, name);
                            self.node_to_comptime(fx, node, value.span)
                        }
                        _ => self.comptime_arg(fx, value),
                    };
                    args.push((keyword, value, index.span));
                }
                ast::IndexKind::Unpack(value) => match self.comptime_arg(fx, value) {
                    Value::Pack(values) => args.extend(values.into_iter().map(|v| (None, v, index.span))),
                    other => args.push((keyword, other, index.span)),
                },
                ast::IndexKind::Ellipsis => {}
                ast::IndexKind::Slice { .. } => {
                    self.report(Diagnostic::error("E0504", index.span, "a slice is no argument of a parameter"));
                }
            }
        }
        args
    }

    fn comptime_element(&mut self, fx: &mut Fx, values: &[Value], indices: &[ast::Index], span: Span) -> Node {
        let [ast::Index { kind: ast::IndexKind::Value(index), .. }] = indices else { return Node::Error };
        let index = self.comptime_arg(fx, index);
        if self.symbolic && crate::types::is_symbolic_value(&index) {
            return self.unknown();
        }
        match index.as_int().and_then(|i| usize::try_from(i).ok()).and_then(|i| values.get(i)) {
            Some(value) => {
                let value = value.clone();
                self.comptime_node(fx, value, span)
            }
            None => {
                self.report(Diagnostic::error(
                    "E0535",
                    span,
                    format!("the index must be a constant from 0 to {}", values.len().saturating_sub(1)),
                ));
                Node::Error
            }
        }
    }

    /// `base[indices]` of a value.
    pub fn item(&mut self, fx: &mut Fx, base: Node, indices: &[ast::Index], expected: Option<Ty>, span: Span) -> Node {
        let base = self.materialize(fx, base);
        let Some(ty) = base.ty() else { return Node::Error };
        match ty.kind() {
            TyKind::Closure(id) => {
                // A generic closure is given its parameters.
                let functions = self.closure_functions(*id, base, span);
                let args = self.parameter_args(fx, indices);
                return self.apply_params(fx, Node::Functions(Box::new(functions)), args, span);
            }
            TyKind::Tuple(tys) => return self.tuple_item(fx, base, tys, indices, span),
            TyKind::Pack(tys) => {
                let place = self.to_place(fx, base, span);
                let Some(index) = self.constant_index(fx, indices, tys.len(), span) else { return Node::Error };
                let int = self.int_ty();
                let at = constant(Value::int(index as i64), int, span);
                return Node::Place(hir::Place {
                    kind: hir::PlaceKind::Element(Box::new(place), Box::new(at)),
                    ty: tys[index],
                    mutable: false,
                    span,
                });
            }
            TyKind::Variadic(element) => {
                let place = self.to_place(fx, base, span);
                let [ast::Index { kind: ast::IndexKind::Value(index), keyword: None, .. }] = indices else {
                    self.report(Diagnostic::error("E0534", span, "a variadic argument takes one index"));
                    return Node::Error;
                };
                let int = self.int_ty();
                let index = self.value(fx, index, Some(int));
                if index.ty.is_error() {
                    return Node::Error;
                }
                return Node::Place(hir::Place {
                    kind: hir::PlaceKind::Element(Box::new(place), Box::new(index)),
                    ty: *element,
                    mutable: false,
                    span,
                });
            }
            TyKind::Error => return Node::Error,
            TyKind::Param(_) if self.function_signature(ty).is_some() => return self.unknown(),
            _ => {}
        }
        // `[]` behind a value that is no pointer.
        let brackets = indices.is_empty().then(|| Span { start: span.end.saturating_sub(2), ..span });
        let brackets = brackets.filter(|at| self.sources.text(*at) == "[]");
        let is_number = indices.is_empty() && self.scalar_of(ty).is_some();
        let found = self.find_method(ty, Symbol::new("__getitem__")).filter(|_| !is_number);
        let Some(found) = found else {
            if self.has_method(ty, "__getattr__") {
                // Objects that decide at run time take items through their own operator methods.
            }
            let shown = self.show(ty);
            let mut diagnostic = Diagnostic::error("E0534", span, format!("a `{shown}` has no items"));
            if indices.is_empty() {
                let help =
                    "`[]` reads what a pointer points at; a loop's elements are references already: leave it out";
                diagnostic = match brackets {
                    Some(at) => diagnostic.suggest(help, at, ""),
                    None => diagnostic.help(help),
                };
            } else {
                diagnostic = diagnostic.help(format!("`x[i]` calls `__getitem__`, which `{shown}` does not have"));
            }
            self.report(diagnostic);
            return Node::Error;
        };
        let mut functions = self.bound_method(found, "__getitem__", base, span);
        // A method that takes its index as a parameter: the index is a constant.
        let first = functions.ids[0];
        let takes_parameter = {
            let function = self.defs.function(first);
            let explicit = function.params.iter().filter(|p| !self.defs.param(**p).infer_only).count();
            explicit > 0 && function.ast.args.len() <= 1 && !indices.is_empty()
        };
        if takes_parameter {
            let args = self.parameter_args(fx, indices);
            functions.explicit = args.into_iter().map(|(name, value, _)| (name, value)).collect();
            return self.call_functions(fx, functions, &[], expected, span);
        }
        let Some(mut args) = self.index_args(fx, indices) else { return Node::Error };
        self.convert_index(fx, &functions, &mut args, span);
        if let Some(diagnostic) = self.negative_index(ty, &args, span) {
            self.report(diagnostic);
            return Node::Error;
        }
        if let Some(diagnostic) = self.old_string_index(ty, &args, indices, span) {
            self.report(diagnostic);
            return Node::Error;
        }
        self.call_functions(fx, functions, &args, expected, span)
    }

    /// An `Indexer` where no `__getitem__` takes its type stands for the number that it gives.
    fn convert_index(&mut self, fx: &mut Fx, functions: &Functions, args: &mut [CallArg<'_>], span: Span) {
        let [CallArg { keyword: None, node: ArgNode::Node(node), .. }] = args else { return };
        let Some(ty) = node.ty() else { return };
        if !matches!(ty.kind(), TyKind::Struct(..) | TyKind::Param(_))
            || self.scalar_of(ty).is_some()
            || !self.conforms(ty, "Indexer")
        {
            return;
        }
        let node = node.clone();
        let taken =
            functions.ids.iter().any(|id| self.attempt(|cx| cx.match_candidate(fx, *id, functions, args)).0.is_ok());
        if !taken && let Some(number) = self.method(fx, node, "__index__", Vec::new(), span) {
            args[0].node = ArgNode::Node(number);
        }
    }

    fn tuple_item(&mut self, fx: &mut Fx, base: Node, tys: &'static [Ty], indices: &[ast::Index], span: Span) -> Node {
        let Some(index) = self.constant_index(fx, indices, tys.len(), span) else { return Node::Error };
        let place = self.to_place(fx, base, span);
        Node::Place(field_place(&place, index, tys[index], span))
    }

    /// The one index of a tuple or pack: a constant within its length.
    fn constant_index(&mut self, fx: &mut Fx, indices: &[ast::Index], len: usize, span: Span) -> Option<usize> {
        let index = match indices {
            [ast::Index { kind: ast::IndexKind::Value(index), keyword: None, .. }] => index,
            _ => {
                self.report(Diagnostic::error("E0535", span, "a tuple takes one constant index"));
                return None;
            }
        };
        let (value, clean) = self.attempt(|cx| cx.comptime_arg(fx, index));
        let found = value.as_int().filter(|_| clean);
        match found {
            Some(i) if i >= 0 && (i as usize) < len => Some(i as usize),
            Some(i) => {
                self.report(Diagnostic::error(
                    "E0535",
                    index.span,
                    format!("the index {i} is out of range: there are {len} elements"),
                ));
                None
            }
            None if self.symbolic && clean && crate::types::is_symbolic_value(&value) => {
                self.unknowns += 1;
                None
            }
            None => {
                self.report(
                    Diagnostic::error("E0535", index.span, "the index of a tuple must be known at compile time")
                        .help("its elements may differ in type; use a `List` for elements of one type"),
                );
                None
            }
        }
    }

    /// The arguments of `__getitem__` and `__setitem__`.
    pub fn index_args<'a>(&mut self, fx: &mut Fx, indices: &'a [ast::Index]) -> Option<Vec<CallArg<'a>>> {
        let mut args = Vec::with_capacity(indices.len());
        for index in indices {
            let node = match &index.kind {
                ast::IndexKind::Value(value) if is_contextual(value) => ArgNode::Pending(value),
                ast::IndexKind::Value(value) => {
                    let node = self.expr(fx, value, None);
                    if node.is_error() {
                        return None;
                    }
                    ArgNode::Node(node)
                }
                ast::IndexKind::Slice { start, end, step } => {
                    ArgNode::Node(self.slice(fx, start.as_ref(), end.as_ref(), step.as_ref(), index.span)?)
                }
                ast::IndexKind::Unpack(value) => {
                    self.report(Diagnostic::error("E0534", value.span, "`*` cannot stand in this subscript"));
                    return None;
                }
                ast::IndexKind::Ellipsis => {
                    self.report(Diagnostic::error("E0534", index.span, "`...` cannot stand in this subscript"));
                    return None;
                }
            };
            args.push(CallArg { keyword: index.keyword.map(|k| k.symbol), node, span: index.span });
        }
        Some(args)
    }

    /// `a:b` is a `Slice`, `a:b:c` a `StridedSlice`; a missing bound is `None`.
    fn slice(
        &mut self,
        fx: &mut Fx,
        start: Option<&ast::Expr>,
        end: Option<&ast::Expr>,
        step: Option<&ast::Expr>,
        span: Span,
    ) -> Option<Node> {
        let ty = self.lang_ty(if step.is_some() { "StridedSlice" } else { "Slice" });
        let mut args = Vec::new();
        // A missing bound is told apart from a number by the constructor with three arguments.
        let open = start.is_none() || end.is_none();
        let third = match step {
            Some(step) => Some(Some(step)),
            None => open.then_some(None),
        };
        for part in [Some(start), Some(end), third].into_iter().flatten() {
            let node = match part {
                Some(expr) => {
                    let int = self.int_ty();
                    let node = self.expr(fx, expr, None);
                    if node.is_error() {
                        return None;
                    }
                    if node.ty().is_some_and(Ty::is_literal) {
                        Node::Value(self.coerce(fx, node, int, expr.span))
                    } else {
                        node
                    }
                }
                None => Node::Value(constant(Value::None, Ty::none(), span)),
            };
            args.push(CallArg::positional(node, span));
        }
        let node = self.construct(fx, ty, &args, span);
        if node.is_error() { None } else { Some(node) }
    }

    /// `l[-1]` on a library sequence: there is no counting from the end.
    fn negative_index(&mut self, ty: Ty, args: &[CallArg<'_>], span: Span) -> Option<Diagnostic> {
        if !["List", "Array", "Span"].iter().any(|name| self.is_lang(ty, name)) {
            return None;
        }
        let [
            CallArg {
                keyword: None,
                node: ArgNode::Node(Node::Value(hir::Expr { kind: H::Const(Value::Int(n)), span: at, .. })),
                ..
            },
        ] = args
        else {
            return None;
        };
        if *n >= 0.into() {
            return None;
        }
        let text = self.sources.text(span);
        let base = text.rfind('[').map(|i| text[..i].to_string()).unwrap_or_default();
        let mut diagnostic = Diagnostic::error("E0536", *at, "negative indices do not count from the end");
        if !base.is_empty() {
            diagnostic = diagnostic.suggest("count from the length", *at, format!("len({base}) - {}", -n.clone()));
        }
        Some(diagnostic)
    }

    /// `s[i]` and `s[a:b]` of a text do not say what they count.
    fn old_string_index(
        &mut self,
        ty: Ty,
        args: &[CallArg<'_>],
        indices: &[ast::Index],
        span: Span,
    ) -> Option<Diagnostic> {
        if !(self.is_lang(ty, "String") || self.is_lang(ty, "StringSpan")) || args.iter().any(|a| a.keyword.is_some()) {
            return None;
        }
        let at = indices.first()?.span;
        Some(
            Diagnostic::error("E0537", span, "the index of a text must say what it counts")
                .suggest("count bytes", at.before(), "byte=")
                .help("`codepoint=` counts code points"),
        )
    }
}
