//! Emits resolved calls: arguments in the form that their conventions ask for, and the node that the call makes.

use grammar::{Span, Symbol};

use super::call::{ArgNode, CallArg};
use super::candidate::{Match, Slot};
use super::freedom::Freedom;
use super::{Functions, Fx, Node, stmt};
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind};
use crate::hir::{self, Callee, ExprKind as H, LocalKind, StmtKind};
use crate::program::ArgKind;
use crate::types::{Passing, Ty, TyKind, Value};

impl Cx<'_> {
    pub fn emit_call(
        &mut self,
        fx: &mut Fx,
        functions: &Functions,
        found: Match,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if fx.symbolic {
            let node = self.emit_known_call(fx, functions, found, args, expected, span);
            return self.known_node(node);
        }
        self.emit_known_call(fx, functions, found, args, expected, span)
    }

    fn emit_known_call(
        &mut self,
        fx: &mut Fx,
        functions: &Functions,
        found: Match,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let kind = self.defs.function(found.id).kind;
        self.use_type(found.sig.result);
        if let FunctionKind::Builtin(name) = kind {
            return self.builtin_call(fx, name, functions, &found, args, expected, span);
        }
        if fx.comptime > 0
            && let Some(node) = self.fold_call(fx, &found, functions, args, span)
        {
            return node;
        }
        let mut prelude = Vec::new();
        let nodes = self.argument_nodes(fx, functions, &found, args, &mut prelude);
        if kind == FunctionKind::FieldwiseInit {
            let mut fields = Vec::new();
            for (node, formal) in nodes.into_iter().zip(&found.sig.args) {
                let Argument::One(node, at) = node else { continue };
                fields.push(self.coerce(fx, node, formal.ty, at));
            }
            let ty = found.sig.result;
            self.use_struct(ty);
            return self.with_prelude(prelude, hir::Expr { kind: H::Construct(fields), ty, span });
        }
        let mut hir_args = Vec::with_capacity(nodes.len());
        for (argument, formal) in nodes.into_iter().zip(&found.sig.args) {
            hir_args.push(match argument {
                Argument::One(node, at) => self.pass(fx, formal.passing, formal.ty, node, at),
                Argument::Many(parts) => self.pass_many(fx, kind, formal, parts, span),
            });
        }
        let callee = match kind {
            FunctionKind::Rust(path) => {
                let params = self.all_params(found.id);
                let generics =
                    params.iter().map(|p| self.defs.param(*p).name).zip(found.values.iter().cloned()).collect();
                let passing = found.sig.args.iter().map(|a| a.passing).collect();
                for (_, value) in &found.values.iter().map(|v| ((), v)).collect::<Vec<_>>() {
                    if let Value::Type(ty) = value {
                        self.use_type(*ty);
                    }
                }
                Callee::Rust { path, generics, passing }
            }
            _ if kind == FunctionKind::Required || self.stays_abstract(found.id, &found.values) => {
                Callee::Abstract { passing: found.sig.args.iter().map(|arg| arg.passing).collect() }
            }
            _ => Callee::Instance(self.instance(found.id, &found.values, span)),
        };
        let call = self.finish_call(fx, callee, hir_args, &found, span);
        let call = self.with_environments(fx, call, &found, span);
        let call = self.with_environment(fx, call, functions, span);
        self.call_result(fx, call, prelude, span)
    }

    fn finish_call(
        &mut self,
        fx: &mut Fx,
        callee: Callee,
        args: Vec<hir::Arg>,
        found: &Match,
        span: Span,
    ) -> hir::Call {
        let sig = &found.sig;
        let returns_ref = sig.returns_ref.is_some();
        let mut borrows = Vec::new();
        if returns_ref || (sig.freedom != Freedom::Untracked && self.may_borrow(sig.result)) {
            let named = sig.returns_ref.clone().unwrap_or_else(|| sig.points_into.clone());
            for (index, (arg, formal)) in args.iter().zip(&sig.args).enumerate() {
                let points = match arg {
                    hir::Arg::Reference { .. } | hir::Arg::Pack(_) | hir::Arg::Variadic(_) => true,
                    hir::Arg::Value(value) => self.may_borrow(value.ty),
                    hir::Arg::Keywords(_) => false,
                };
                if points
                    && (named.is_empty()
                        || named.contains(&formal.name)
                        || !sig.args.iter().any(|a| named.contains(&a.name)))
                {
                    borrows.push(index);
                }
            }
        }
        if let Some(ty) = sig.raises {
            self.raising(fx, ty, span);
        }
        self.use_type(sig.result);
        hir::Call { callee, args, raises: sig.raises, result: sig.result, returns_ref, borrows }
    }

    /// The node that a call makes: the place that a returned reference names, or a value.
    pub fn call_result(&mut self, fx: &mut Fx, call: hir::Call, prelude: Vec<hir::Stmt>, span: Span) -> Node {
        let ty = call.result;
        if call.returns_ref {
            // A reference into immutable storage is immutable; one through a pointer is not.
            let mutable = call
                .borrows
                .iter()
                .all(|index| !matches!(&call.args[*index], hir::Arg::Reference { mutable: false, place } if !through_pointer(place)));
            let place = hir::Place { kind: hir::PlaceKind::RefCall(Box::new(call)), ty, mutable, span };
            if prelude.is_empty() {
                return Node::Place(place);
            }
            // The statements before it run first, then the reference is taken.
            let id = fx.local(None, ty, LocalKind::Ref { mutable }, span);
            let mut stmts = prelude;
            stmts.push(stmt(StmtKind::BindRef(id, place), span));
            let bound = fx.place(id, span);
            let base = hir::Expr { kind: H::Const(Value::None), ty: Ty::none(), span };
            let block = hir::Expr { kind: H::Block(stmts, Box::new(base)), ty: Ty::none(), span };
            return Node::Place(hir::Place {
                kind: hir::PlaceKind::After(Box::new(block), Box::new(bound)),
                ty,
                mutable,
                span,
            });
        }
        self.with_prelude(prelude, hir::Expr { kind: H::Call(Box::new(call)), ty, span })
    }

    fn with_prelude(&mut self, prelude: Vec<hir::Stmt>, value: hir::Expr) -> Node {
        if prelude.is_empty() {
            return Node::Value(value);
        }
        let (ty, span) = (value.ty, value.span);
        Node::Value(hir::Expr { kind: H::Block(prelude, Box::new(value)), ty, span })
    }

    /// The arguments in the order of the declaration. Keyword arguments out of that order are computed before the call,
    /// because the language evaluates arguments as they are written.
    fn argument_nodes(
        &mut self,
        fx: &mut Fx,
        functions: &Functions,
        found: &Match,
        args: &[CallArg<'_>],
        prelude: &mut Vec<hir::Stmt>,
    ) -> Vec<Argument> {
        let written: Vec<usize> = found
            .slots
            .iter()
            .flat_map(|slot| match slot {
                Slot::Arg(index) => vec![*index],
                Slot::Many(indices) => indices.clone(),
                _ => Vec::new(),
            })
            .collect();
        let in_order = written.is_sorted();
        let mut checked: Vec<Option<(Node, Span)>> = vec![None; args.len()];
        let mut order: Vec<(usize, Ty, Passing)> = Vec::new();
        for (slot, formal) in found.slots.iter().zip(&found.sig.args) {
            match slot {
                Slot::Arg(index) => order.push((*index, formal.ty, formal.passing)),
                Slot::Many(indices) => {
                    for (n, index) in indices.iter().enumerate() {
                        order.push((*index, self.many_type(formal, n), formal.passing));
                    }
                }
                _ => {}
            }
        }
        if !in_order {
            order.sort_by_key(|(index, ..)| *index);
        }
        for (index, ty, passing) in order {
            let arg = &args[index];
            let node = match &arg.node {
                ArgNode::Node(node) => node.clone(),
                ArgNode::Pending(expr) => self.expr(fx, expr, Some(ty)),
            };
            let node = if in_order { node } else { self.hoist(fx, node, ty, passing, arg.span, prelude) };
            checked[index] = Some((node, arg.span));
        }
        let mut out = Vec::with_capacity(found.slots.len());
        for (slot, formal) in found.slots.iter().zip(&found.sig.args) {
            out.push(match slot {
                Slot::Receiver => {
                    let node = functions.receiver.clone().unwrap_or(Node::Error);
                    let at = node_span(&node).unwrap_or(functions.span);
                    Argument::One(node, at)
                }
                Slot::Arg(index) => match checked[*index].take() {
                    Some((node, at)) => Argument::One(node, at),
                    None => Argument::One(Node::Error, functions.span),
                },
                Slot::Default => {
                    let node = self.default_argument(fx, found.id, &found.values, formal.ast_index, formal.ty);
                    Argument::One(node, functions.span)
                }
                Slot::Many(indices) => Argument::Many(
                    indices
                        .iter()
                        .filter_map(|i| checked[*i].take().map(|(node, at)| (args[*i].keyword, node, at)))
                        .collect(),
                ),
            });
        }
        out
    }

    fn many_type(&self, formal: &super::SigArg, n: usize) -> Ty {
        match (formal.kind, formal.ty.kind()) {
            (ArgKind::Pack, TyKind::Pack(tys)) => tys.get(n).copied().unwrap_or_else(Ty::error),
            (_, TyKind::Variadic(element)) => *element,
            (ArgKind::Keywords, _) => self.keywords_value(formal.ty),
            _ => Ty::error(),
        }
    }

    /// Computes an argument into a local before the call.
    fn hoist(
        &mut self,
        fx: &mut Fx,
        node: Node,
        ty: Ty,
        passing: Passing,
        span: Span,
        prelude: &mut Vec<hir::Stmt>,
    ) -> Node {
        let by_reference = matches!(passing, Passing::Mut | Passing::Ref | Passing::Imm);
        match node {
            Node::Place(place) if by_reference && place.ty == ty => {
                if let hir::PlaceKind::Local(_) = place.kind {
                    return Node::Place(place);
                }
                let id = fx.local(None, ty, LocalKind::Ref { mutable: place.mutable }, span);
                prelude.push(stmt(StmtKind::BindRef(id, place), span));
                Node::Place(fx.place(id, span))
            }
            node => {
                let value = self.coerce(fx, node, ty, span);
                if value.ty.is_error() {
                    return Node::Error;
                }
                let id = fx.local(None, ty, LocalKind::Var { mutable: true }, span);
                prelude.push(stmt(StmtKind::Let(id, value), span));
                let place = fx.place(id, span);
                if by_reference {
                    Node::Place(place)
                } else {
                    Node::Value(hir::Expr { kind: H::Move(Box::new(place)), ty, span })
                }
            }
        }
    }

    /// One argument as its convention passes it.
    pub fn pass(&mut self, fx: &mut Fx, passing: Passing, ty: Ty, node: Node, span: Span) -> hir::Arg {
        match passing {
            Passing::Imm if self.is_trivial_ty(ty) => hir::Arg::Value(self.coerce(fx, node, ty, span)),
            Passing::Imm | Passing::Ref => {
                let node = self.materialize_for(fx, node, ty);
                match node {
                    Node::Place(place) if place.ty == ty => {
                        let mutable = passing == Passing::Ref && place.mutable;
                        hir::Arg::Reference { place, mutable }
                    }
                    node => {
                        let value = self.coerce(fx, node, ty, span);
                        hir::Arg::Reference { place: Self::temporary(value), mutable: passing == Passing::Ref }
                    }
                }
            }
            Passing::Mut => {
                let node = self.materialize_for(fx, node, ty);
                match node {
                    Node::Place(place) if place.ty == ty => hir::Arg::Reference { place, mutable: true },
                    node => {
                        let value = self.coerce(fx, node, ty, span);
                        hir::Arg::Reference { place: Self::temporary(value), mutable: true }
                    }
                }
            }
            Passing::Var | Passing::Deinit => hir::Arg::Value(self.coerce(fx, node, ty, span)),
        }
    }

    fn materialize_for(&mut self, fx: &mut Fx, node: Node, ty: Ty) -> Node {
        match node.ty() {
            Some(own) if own.is_literal() && own != ty => node,
            _ => self.materialize(fx, node),
        }
    }

    /// The arguments of a variadic, a pack or `**kwargs`.
    fn pass_many(
        &mut self,
        fx: &mut Fx,
        kind: FunctionKind,
        formal: &super::SigArg,
        parts: Vec<(Option<Symbol>, Node, Span)>,
        span: Span,
    ) -> hir::Arg {
        match formal.kind {
            ArgKind::Pack => {
                let mut places = Vec::new();
                for (n, (_, node, at)) in parts.into_iter().enumerate() {
                    let ty = self.many_type(formal, n);
                    let place = match self.pass(fx, Passing::Ref, ty, node, at) {
                        hir::Arg::Reference { place, .. } => place,
                        hir::Arg::Value(value) => Self::temporary(value),
                        _ => continue,
                    };
                    places.push(place);
                }
                hir::Arg::Pack(places)
            }
            ArgKind::Keywords => {
                let value_ty = self.keywords_value(formal.ty);
                let mut values = Vec::new();
                for (name, node, at) in parts {
                    let value = self.coerce(fx, node, value_ty, at);
                    values.push((name.unwrap_or_else(|| Symbol::new("")), value));
                }
                if matches!(kind, FunctionKind::Rust(_)) {
                    return hir::Arg::Keywords(values);
                }
                hir::Arg::Value(self.keyword_dict(fx, formal.ty, values, span))
            }
            ArgKind::Variadic | ArgKind::Plain => {
                let element = self.many_type(formal, 0);
                let mut values = Vec::new();
                for (_, node, at) in parts {
                    values.push(self.coerce(fx, node, element, at));
                }
                hir::Arg::Variadic(values)
            }
        }
    }

    /// The dictionary of `**kwargs`, filled.
    fn keyword_dict(&mut self, fx: &mut Fx, ty: Ty, values: Vec<(Symbol, hir::Expr)>, span: Span) -> hir::Expr {
        let empty = self.construct(fx, ty, &[], span);
        let empty = self.owned(fx, empty, span);
        if values.is_empty() {
            return empty;
        }
        let id = fx.local(None, ty, LocalKind::Var { mutable: true }, span);
        let mut stmts = vec![stmt(StmtKind::Let(id, empty), span)];
        let string = self.string_ty();
        for (name, value) in values {
            let key = super::constant(Value::Str(name), string, span);
            let receiver = Node::Place(fx.place(id, span));
            if let Some(node) =
                self.method(fx, receiver, "__setitem__", vec![Node::Value(key), Node::Value(value)], span)
            {
                let call = self.owned(fx, node, span);
                stmts.push(stmt(StmtKind::Expr(call), span));
            }
        }
        let place = fx.place(id, span);
        let result = hir::Expr { kind: H::Move(Box::new(place)), ty, span };
        hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span }
    }

    /// The default value of an argument, checked where its function stands.
    pub(super) fn default_argument(
        &mut self,
        fx: &mut Fx,
        id: FunctionId,
        values: &[Value],
        index: usize,
        ty: Ty,
    ) -> Node {
        let ast = self.defs.function(id).ast.clone();
        let Some(grammar::ast::ArgDef { kind: grammar::ast::ArgDefKind::Named { default: Some(default), .. }, .. }) =
            ast.args.get(index)
        else {
            return Node::Error;
        };
        if self.tables.defaulting.contains(&(id, index)) {
            let span = ast.args[index].span;
            self.report(grammar::Diagnostic::error("E0571", span, "the default of this argument depends on itself"));
            return Node::Error;
        }
        self.tables.defaulting.push((id, index));
        let mut inner = self.header_fx(id, values);
        std::mem::swap(&mut inner.locals, &mut fx.locals);
        inner.labels = fx.labels;
        inner.tries = std::mem::take(&mut fx.tries);
        inner.raises = fx.raises;
        inner.comptime = fx.comptime;
        let node = self.expr(&mut inner, default, Some(ty));
        fx.tries = std::mem::take(&mut inner.tries);
        fx.labels = inner.labels;
        std::mem::swap(&mut inner.locals, &mut fx.locals);
        self.tables.defaulting.pop();
        node
    }

    /// Calls through a function pointer.
    pub fn call_pointer(
        &mut self,
        fx: &mut Fx,
        callee: Node,
        signature: &crate::types::Signature,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Node {
        if args.len() != signature.args.len() || args.iter().any(|a| a.keyword.is_some()) {
            self.report(grammar::Diagnostic::error(
                "E0525",
                span,
                format!(
                    "this function takes {} positional arguments, but {} are given",
                    signature.args.len(),
                    args.len()
                ),
            ));
            return Node::Error;
        }
        let callee = self.owned(fx, callee, span);
        let mut hir_args = Vec::new();
        for (arg, (passing, ty)) in args.iter().zip(&signature.args) {
            let node = match &arg.node {
                ArgNode::Node(node) => node.clone(),
                ArgNode::Pending(expr) => self.expr(fx, expr, Some(*ty)),
            };
            hir_args.push(self.pass(fx, *passing, *ty, node, arg.span));
        }
        if let Some(ty) = signature.raises {
            self.raising(fx, ty, span);
        }
        let call = hir::Call {
            callee: Callee::Pointer(Box::new(callee)),
            args: hir_args,
            raises: signature.raises,
            result: signature.result,
            returns_ref: false,
            borrows: Vec::new(),
        };
        self.call_result(fx, call, Vec::new(), span)
    }
}

enum Argument {
    One(Node, Span),
    Many(Vec<(Option<Symbol>, Node, Span)>),
}

fn node_span(node: &Node) -> Option<Span> {
    match node {
        Node::Value(value) => Some(value.span),
        Node::Place(place) => Some(place.span),
        _ => None,
    }
}

/// Whether a place is reached through a pointer, whose target may be changed whatever holds the pointer.
fn through_pointer(place: &hir::Place) -> bool {
    match &place.kind {
        hir::PlaceKind::Deref(_) => true,
        hir::PlaceKind::Field(base, _) | hir::PlaceKind::Element(base, _) => through_pointer(base),
        _ => false,
    }
}
