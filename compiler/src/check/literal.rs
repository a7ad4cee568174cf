//! Displays: lists, sets, dictionaries and tuples as they are written, and the type that they make.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::{CallArg, Fx, Node, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LocalKind, StmtKind};
use crate::types::{Ty, TyKind, Value};

impl Cx<'_> {
    /// `[a, b, …]`
    pub fn list_display(&mut self, fx: &mut Fx, items: &[ast::Expr], expected: Option<Ty>, span: Span) -> Node {
        match expected {
            Some(ty) if self.is_lang(ty, "List") => {
                let element = element_of(ty);
                self.collect_display(fx, ty, element, items, "append", span)
            }
            Some(ty) if self.is_lang(ty, "Array") => self.array_display(fx, Some(ty), items, span),
            Some(ty) if ty.is_error() => Node::Error,
            Some(ty) if self.has_display_constructor(ty, "__list_literal__") => {
                let element = self.display_element(ty, "__list_literal__");
                let list = self.list_of(fx, element, items, span);
                self.construct_from_display(fx, ty, vec![CallArg::positional(list, span)], "__list_literal__", span)
            }
            Some(ty) if self.takes_list(fx, ty) => {
                let list = self.list_of(fx, None, items, span);
                if list.is_error() { list } else { Node::Value(self.coerce(fx, list, ty, span)) }
            }
            _ => self.array_display(fx, None, items, span),
        }
    }

    /// Whether a `List` converts to a type, as it does to `Span` and `Optional[List[…]]`.
    fn takes_list(&mut self, fx: &mut Fx, ty: Ty) -> bool {
        let Some((id, args)) = ty.as_struct() else { return false };
        let element = args.iter().find_map(Value::as_type);
        let element = match element {
            Some(inner) if self.is_lang(inner, "List") => element_of(inner).unwrap_or(inner),
            Some(inner) => inner,
            None => return false,
        };
        let list = self.lang_generic("List", vec![Value::Type(element)]);
        self.implicit_target(fx, id, args.to_vec(), list).is_some()
    }

    /// The elements' type of a type's display constructor.
    fn display_element(&mut self, ty: Ty, keyword: &str) -> Option<Ty> {
        let found = self.find_method(ty, Symbol::new("__init__"))?;
        for id in found.ids.iter() {
            let sig = self.signature(*id, &found.parent_args);
            if sig.args.iter().any(|a| a.name == keyword) {
                return match sig.args.first()?.ty.kind() {
                    TyKind::Variadic(element) => Some(*element),
                    _ => element_of(sig.args.first()?.ty),
                };
            }
        }
        None
    }

    /// A `List` of the elements; of their own type if none is given.
    pub fn list_of(&mut self, fx: &mut Fx, element: Option<Ty>, items: &[ast::Expr], span: Span) -> Node {
        let (element, nodes) = match element {
            Some(element) => (element, None),
            None => {
                let nodes: Vec<Node> = items.iter().map(|item| self.expr(fx, item, None)).collect();
                match self.merge(fx, &nodes, items) {
                    Some(ty) => (ty, Some(nodes)),
                    None => return Node::Error,
                }
            }
        };
        let ty = self.lang_generic("List", vec![Value::Type(element)]);
        match nodes {
            Some(nodes) => self.collect_nodes(fx, ty, Some(element), nodes, items, "append", span),
            None => self.collect_display(fx, ty, Some(element), items, "append", span),
        }
    }

    fn collect_display(
        &mut self,
        fx: &mut Fx,
        ty: Ty,
        element: Option<Ty>,
        items: &[ast::Expr],
        method: &str,
        span: Span,
    ) -> Node {
        let nodes = items.iter().map(|item| self.expr(fx, item, element)).collect();
        self.collect_nodes(fx, ty, element, nodes, items, method, span)
    }

    /// A list of values that are there already.
    pub fn list_of_nodes(&mut self, fx: &mut Fx, ty: Ty, nodes: Vec<Node>, span: Span) -> Node {
        let items = vec![ast::Expr { kind: ast::ExprKind::Ellipsis, span }; nodes.len()];
        self.collect_nodes(fx, ty, element_of(ty), nodes, &items, "append", span)
    }

    /// A new collection, filled by a method of it.
    #[allow(clippy::too_many_arguments)]
    fn collect_nodes(
        &mut self,
        fx: &mut Fx,
        ty: Ty,
        element: Option<Ty>,
        nodes: Vec<Node>,
        items: &[ast::Expr],
        method: &str,
        span: Span,
    ) -> Node {
        let empty = if items.is_empty() || method != "append" {
            self.construct(fx, ty, &[], span)
        } else {
            let int = self.int_ty();
            let capacity = super::constant(Value::int(items.len() as i64), int, span);
            let args = [CallArg {
                keyword: Some(Symbol::new("capacity")),
                node: super::ArgNode::Node(Node::Value(capacity)),
                span,
            }];
            self.construct(fx, ty, &args, span)
        };
        if empty.is_error() {
            return Node::Error;
        }
        let empty = self.owned(fx, empty, span);
        if items.is_empty() {
            return Node::Value(empty);
        }
        let id = fx.local(None, ty, LocalKind::Var { mutable: true }, span);
        let mut stmts = vec![stmt(StmtKind::Let(id, empty), span)];
        for (node, item) in nodes.into_iter().zip(items) {
            let value = match element {
                Some(element) => self.coerce(fx, node, element, item.span),
                None => self.owned(fx, node, item.span),
            };
            if value.ty.is_error() {
                continue;
            }
            let receiver = Node::Place(fx.place(id, item.span));
            match self.method(fx, receiver, method, vec![Node::Value(value)], item.span) {
                Some(node) if !node.is_error() => {
                    let call = self.owned(fx, node, item.span);
                    stmts.push(stmt(StmtKind::Expr(call), item.span));
                }
                _ => return Node::Error,
            }
        }
        let result = hir::Expr { kind: H::Move(Box::new(fx.place(id, span))), ty, span };
        Node::Value(hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span })
    }

    /// What takes its type from a context that could not be made out, which was reported: only its parts are looked at.
    pub(super) fn parts_only(&mut self, fx: &mut Fx, expr: &ast::Expr) -> Node {
        let mut part = |cx: &mut Self, expr: &ast::Expr| {
            cx.expr(fx, expr, Some(Ty::error()));
        };
        match &expr.kind {
            ast::ExprKind::List(items) | ast::ExprKind::Set(items) | ast::ExprKind::Tuple(items) => {
                items.iter().for_each(|item| part(self, item));
            }
            ast::ExprKind::Dict(items) => items.iter().for_each(|(key, value)| {
                part(self, key);
                part(self, value);
            }),
            ast::ExprKind::Paren(inner) => part(self, inner),
            ast::ExprKind::Ternary { condition, then, otherwise } => {
                self.condition(fx, condition);
                self.expr(fx, then, Some(Ty::error()));
                self.expr(fx, otherwise, Some(Ty::error()));
            }
            ast::ExprKind::Initializer(args) | ast::ExprKind::Call(_, args) => {
                self.call_args(fx, args);
            }
            ast::ExprKind::Comprehension(comprehension) => {
                self.comprehension(fx, comprehension, None, expr.span);
            }
            _ => {}
        }
        Node::Error
    }

    fn array_display(&mut self, fx: &mut Fx, expected: Option<Ty>, items: &[ast::Expr], span: Span) -> Node {
        if items.is_empty() && expected.is_some_and(Ty::is_error) {
            return Node::Error;
        }
        let known = expected.and_then(element_of);
        if items.is_empty() && known.is_none() {
            self.report(
                Diagnostic::error("E0533", span, "the type of this empty list is not known")
                    .help("declare it: `var name: List[Int] = []`, or write `List[Int]()`"),
            );
            return Node::Error;
        }
        let nodes: Vec<Node> = items.iter().map(|item| self.expr(fx, item, known)).collect();
        let element = match known {
            Some(ty) => ty,
            None => match self.merge(fx, &nodes, items) {
                Some(ty) => ty,
                None => return Node::Error,
            },
        };
        if let Some(Value::Int(count)) = expected.and_then(Ty::as_struct).and_then(|(_, args)| args.get(1)).cloned()
            && count != items.len().into()
        {
            self.report(Diagnostic::error(
                "E0533",
                span,
                format!("this display has {} elements, the array {count}", items.len()),
            ));
            return Node::Error;
        }
        let fields: Vec<hir::Expr> =
            nodes.into_iter().zip(items).map(|(node, item)| self.coerce(fx, node, element, item.span)).collect();
        if fields.iter().any(|f| f.ty.is_error()) {
            return Node::Error;
        }
        let ty = match expected {
            Some(ty) => ty,
            None => self.lang_generic("Array", vec![Value::Type(element), Value::int(items.len() as i64)]),
        };
        self.use_type(ty);
        Node::Value(hir::Expr { kind: H::Construct(fields), ty, span })
    }

    /// `{a, b}`
    pub fn set_display(&mut self, fx: &mut Fx, items: &[ast::Expr], expected: Option<Ty>, span: Span) -> Node {
        if expected.is_some_and(Ty::is_error) {
            return Node::Error;
        }
        if let Some(ty) = expected
            && !self.is_lang(ty, "Set")
            && self.has_display_constructor(ty, "__set_literal__")
        {
            let element = self.display_element(ty, "__set_literal__");
            let list = self.list_of(fx, element, items, span);
            return self.construct_from_display(fx, ty, vec![CallArg::positional(list, span)], "__set_literal__", span);
        }
        let element = expected.filter(|ty| self.is_lang(*ty, "Set")).and_then(element_of);
        let nodes: Vec<Node> = items.iter().map(|item| self.expr(fx, item, element)).collect();
        let element = match element {
            Some(ty) => ty,
            None => match self.merge(fx, &nodes, items) {
                Some(ty) => ty,
                None => return Node::Error,
            },
        };
        let ty = self.lang_generic("Set", vec![Value::Type(element)]);
        self.collect_nodes(fx, ty, Some(element), nodes, items, "add", span)
    }

    /// `{k: v}`
    pub fn dict_display(
        &mut self,
        fx: &mut Fx,
        items: &[(ast::Expr, ast::Expr)],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if expected.is_some_and(Ty::is_error) {
            return Node::Error;
        }
        if let Some(ty) = expected
            && !self.is_lang(ty, "Dict")
            && self.has_display_constructor(ty, "__dict_literal__")
        {
            let element = self.display_element(ty, "__dict_literal__");
            let keys: Vec<ast::Expr> = items.iter().map(|(k, _)| k.clone()).collect();
            let values: Vec<ast::Expr> = items.iter().map(|(_, v)| v.clone()).collect();
            let keys = self.list_of(fx, element, &keys, span);
            let values = self.list_of(fx, element, &values, span);
            let parts = vec![CallArg::positional(keys, span), CallArg::positional(values, span)];
            return self.construct_from_display(fx, ty, parts, "__dict_literal__", span);
        }
        // `{}` is an initialiser list without arguments too.
        if let (true, Some(ty)) = (items.is_empty(), expected)
            && !self.is_lang(ty, "Dict")
        {
            if ty.is_error() {
                return Node::Error;
            }
            return self.construct(fx, ty, &[], span);
        }
        let wanted = expected.filter(|ty| self.is_lang(*ty, "Dict")).and_then(Ty::as_struct).map(|(_, args)| args);
        let (key, value) = match wanted {
            Some([Value::Type(key), Value::Type(value), ..]) => (Some(*key), Some(*value)),
            _ => (None, None),
        };
        if items.is_empty() && key.is_none() {
            self.report(
                Diagnostic::error("E0533", span, "the type of this empty dictionary is not known")
                    .help("declare it: `var name: Dict[String, Int] = {}`, or write `Dict[String, Int]()`"),
            );
            return Node::Error;
        }
        let keys: Vec<&ast::Expr> = items.iter().map(|(k, _)| k).collect();
        let values: Vec<&ast::Expr> = items.iter().map(|(_, v)| v).collect();
        let mut nodes = Vec::new();
        for (k, v) in items {
            nodes.push((self.expr(fx, k, key), self.expr(fx, v, value)));
        }
        let (key_nodes, value_nodes): (Vec<Node>, Vec<Node>) = nodes.iter().cloned().unzip();
        let Some(key) = key.or_else(|| self.merge_refs(fx, &key_nodes, &keys)) else { return Node::Error };
        let Some(value) = value.or_else(|| self.merge_refs(fx, &value_nodes, &values)) else { return Node::Error };
        let ty = match expected.filter(|ty| self.is_lang(*ty, "Dict")) {
            Some(ty) => ty,
            None => self.dict_of(key, value),
        };
        let empty = self.construct(fx, ty, &[], span);
        if empty.is_error() {
            return Node::Error;
        }
        let empty = self.owned(fx, empty, span);
        if items.is_empty() {
            return Node::Value(empty);
        }
        let id = fx.local(None, ty, LocalKind::Var { mutable: true }, span);
        let mut stmts = vec![stmt(StmtKind::Let(id, empty), span)];
        for ((k, v), (k_expr, v_expr)) in nodes.into_iter().zip(items) {
            let k = self.coerce(fx, k, key, k_expr.span);
            let v = self.coerce(fx, v, value, v_expr.span);
            if k.ty.is_error() || v.ty.is_error() {
                continue;
            }
            let receiver = Node::Place(fx.place(id, k_expr.span));
            match self.method(fx, receiver, "__setitem__", vec![Node::Value(k), Node::Value(v)], k_expr.span) {
                Some(node) if !node.is_error() => {
                    let call = self.owned(fx, node, k_expr.span);
                    stmts.push(stmt(StmtKind::Expr(call), k_expr.span));
                }
                _ => return Node::Error,
            }
        }
        let result = hir::Expr { kind: H::Move(Box::new(fx.place(id, span))), ty, span };
        Node::Value(hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span })
    }

    /// `Dict[K, V]` with its further parameters at their defaults.
    pub fn dict_of(&mut self, key: Ty, value: Ty) -> Ty {
        match self.lang("Dict") {
            Some(id) => {
                let mut fx = Fx::new(
                    self.defs.strukt(id).module,
                    crate::definitions::Parent::Module,
                    super::Env::default(),
                    None,
                );
                self.finish_generic(&mut fx, id, vec![Value::Type(key), Value::Type(value)], Span::default())
            }
            None => Ty::error(),
        }
    }

    fn merge(&mut self, fx: &mut Fx, nodes: &[Node], items: &[ast::Expr]) -> Option<Ty> {
        let items: Vec<&ast::Expr> = items.iter().collect();
        self.merge_refs(fx, nodes, &items)
    }

    /// The one type that all nodes have or convert to. Reports when there is none.
    fn merge_refs(&mut self, fx: &mut Fx, nodes: &[Node], items: &[&ast::Expr]) -> Option<Ty> {
        let mut merged: Option<(Ty, Span)> = None;
        for (node, item) in nodes.iter().zip(items) {
            if node.is_error() {
                return None;
            }
            let Some(ty) = self.node_value_type(fx, node) else {
                self.owned(fx, node.clone(), item.span);
                return None;
            };
            let ty = self.default_type(ty);
            merged = match merged {
                None => Some((ty, item.span)),
                Some((old, at)) if old == ty => Some((old, at)),
                Some((old, at)) => {
                    if nodes.iter().all(|n| self.conversion(fx, n, old).is_some()) {
                        Some((old, at))
                    } else if nodes.iter().all(|n| self.conversion(fx, n, ty).is_some()) {
                        Some((ty, item.span))
                    } else {
                        let (a, b) = (self.show(old), self.show(ty));
                        self.report(
                            Diagnostic::error(
                                "E0513",
                                item.span,
                                format!("the elements differ in type: `{a}` and `{b}`"),
                            )
                            .label(format!("a `{b}`"))
                            .at(at, format!("a `{a}`")),
                        );
                        return None;
                    }
                }
            };
        }
        merged.map(|(ty, _)| ty)
    }

    /// `(a, b)`
    pub fn tuple_display(&mut self, fx: &mut Fx, items: &[ast::Expr], expected: Option<Ty>, span: Span) -> Node {
        let wanted = match expected.map(Ty::kind) {
            Some(TyKind::Tuple(tys)) if tys.len() == items.len() => Some(tys),
            _ => None,
        };
        let mut parts = Vec::with_capacity(items.len());
        let mut is_type = fx.comptime > 0 && !items.is_empty();
        for (index, item) in items.iter().enumerate() {
            let ty = wanted.map(|tys| tys[index]);
            let node = self.expr(fx, item, ty);
            is_type &= matches!(node, Node::Type(_) | Node::Generic(..));
            parts.push((node, ty, item.span));
        }
        if is_type {
            let tys: Vec<Ty> = parts.into_iter().map(|(node, _, at)| self.node_to_type(fx, node, at)).collect();
            let shown = tys.iter().map(|ty| self.show(*ty)).collect::<Vec<_>>().join(", ");
            self.report(Diagnostic::warning("W0302", span, "a tuple of types is an older spelling").fix(
                "write `Tuple[…]`",
                span,
                format!("Tuple[{shown}]"),
            ));
            return Node::Type(Ty::new(TyKind::Tuple(tys)));
        }
        let mut values = Vec::with_capacity(parts.len());
        for (node, ty, at) in parts {
            let value = match ty {
                Some(ty) if self.conversion(fx, &node, ty).is_some() => self.coerce(fx, node, ty, at),
                _ => self.owned(fx, node, at),
            };
            if value.ty.is_error() {
                return Node::Error;
            }
            values.push(value);
        }
        let ty = Ty::new(TyKind::Tuple(values.iter().map(|v| v.ty).collect()));
        self.use_type(ty);
        Node::Value(hir::Expr { kind: H::Tuple(values), ty, span })
    }

    /// An expression that waits for its type, where only its outline is known: `List[T]` with `T` open.
    pub fn expr_like(&mut self, fx: &mut Fx, expr: &ast::Expr, outline: Ty) -> Node {
        match &expr.kind {
            ast::ExprKind::Paren(inner) => self.expr_like(fx, inner, outline),
            ast::ExprKind::List(items)
                if !items.is_empty() && outline.as_struct().is_some() && !self.is_lang(outline, "Array") =>
            {
                self.list_of(fx, None, items, expr.span)
            }
            _ => self.expr(fx, expr, None),
        }
    }
}

/// The first type argument of a struct type.
pub fn element_of(ty: Ty) -> Option<Ty> {
    ty.as_struct().and_then(|(_, args)| args.first()).and_then(Value::as_type)
}
