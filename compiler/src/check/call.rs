//! Calls: what is called, with which arguments; overload resolution and its diagnostics.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::candidate::{Match, Mismatch};
use super::{Functions, Fx, Node};
use crate::cx::Cx;
use crate::definitions::FunctionId;
use crate::hir;
use crate::types::{Ty, TyKind, Value};

/// An argument of a call.
#[derive(Clone, Debug)]
pub struct CallArg<'a> {
    pub keyword: Option<Symbol>,
    pub node: ArgNode<'a>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ArgNode<'a> {
    /// Checked already.
    Node(Node),
    /// Takes its type from the parameter that it meets: displays, `.member`, and what is made of them.
    Pending(&'a ast::Expr),
}

impl CallArg<'_> {
    pub fn positional(node: Node, span: Span) -> CallArg<'static> {
        CallArg { keyword: None, node: ArgNode::Node(node), span }
    }
}

impl Cx<'_> {
    pub fn call_expr(
        &mut self,
        fx: &mut Fx,
        callee: &ast::Expr,
        args: &[ast::Arg],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        if let ast::ExprKind::Name(name) = &callee.kind
            && matches!(name.as_str(), "type_of" | "origin_of" | "conforms_to")
            && fx.find(*name).is_none()
            && self.lookup_global(fx.module, *name).is_none()
        {
            // Forms of the language that look like calls.
            return match self.syntactic_builtin(fx, *name, &[], args, span) {
                Some(node) => node,
                None => {
                    self.report(Diagnostic::error(
                        "E0525",
                        span,
                        format!("`{name}` is given the wrong number of arguments"),
                    ));
                    Node::Error
                }
            };
        }
        let node = self.callee(fx, callee, expected);
        if let Node::Error = node {
            // The arguments may hold mistakes of their own.
            self.call_args(fx, args);
            return Node::Error;
        }
        if let Node::Functions(functions) = &node
            && let [id] = functions.ids.as_slice()
            && let crate::definitions::FunctionKind::Builtin(name) = self.defs.function(*id).kind
            && let Some(result) = self.syntactic_builtin(fx, name, &functions.explicit, args, span)
        {
            return result;
        }
        let Some(args) = self.call_args(fx, args) else { return Node::Error };
        self.call_with(fx, node, &args, expected, span)
    }

    /// Checks the arguments of a call, but for those that wait for their parameter's type.
    pub fn call_args<'a>(&mut self, fx: &mut Fx, args: &'a [ast::Arg]) -> Option<Vec<CallArg<'a>>> {
        let mut out = Vec::with_capacity(args.len());
        let mut failed = false;
        for arg in args {
            let keyword = match arg.kind {
                ast::ArgKind::Positional => None,
                ast::ArgKind::Keyword(name) => Some(name.symbol),
                ast::ArgKind::Unpack => {
                    match self.unpack_arg(fx, &arg.value) {
                        Some(nodes) => out.extend(nodes.into_iter().map(|n| CallArg::positional(n, arg.span))),
                        None => failed = true,
                    }
                    continue;
                }
                ast::ArgKind::UnpackKeywords => {
                    self.report(
                        Diagnostic::error("E0520", arg.span, "`**` cannot unpack an argument of this call")
                            .help("pass the arguments by name"),
                    );
                    failed = true;
                    continue;
                }
            };
            let node = if is_contextual(&arg.value) {
                ArgNode::Pending(&arg.value)
            } else {
                let node = self.expr(fx, &arg.value, None);
                let node = self.function_param(node, arg.value.span);
                failed |= node.is_error();
                ArgNode::Node(node)
            };
            out.push(CallArg { keyword, node, span: arg.value.span });
        }
        if failed { None } else { Some(out) }
    }

    /// The elements of `*xs` in a call: of a pack or a tuple.
    fn unpack_arg(&mut self, fx: &mut Fx, value: &ast::Expr) -> Option<Vec<Node>> {
        let node = self.expr(fx, value, None);
        if node.is_error() {
            return None;
        }
        let place = self.to_place(fx, node, value.span);
        let nodes = match place.ty.kind() {
            TyKind::Pack(tys) => (0..tys.len()).map(|i| self.pack_element(&place, i, tys[i], value.span)).collect(),
            TyKind::Tuple(tys) => {
                tys.iter().enumerate().map(|(i, ty)| Node::Place(field_place(&place, i, *ty, value.span))).collect()
            }
            _ => {
                let shown = self.show(place.ty);
                self.report(
                    Diagnostic::error("E0520", value.span, format!("`{shown}` cannot be unpacked into arguments"))
                        .help("only tuples and `*args` of fixed length can"),
                );
                return None;
            }
        };
        Some(nodes)
    }

    /// What stands before the parentheses; a method keeps its receiver.
    fn callee(&mut self, fx: &mut Fx, callee: &ast::Expr, expected: Option<Ty>) -> Node {
        match (&callee.kind, expected) {
            (ast::ExprKind::ContextMember(name), Some(ty)) => self.type_member(fx, ty, name),
            _ => self.expr(fx, callee, None),
        }
    }

    /// Calls a node with positional arguments.
    pub fn call_node(&mut self, fx: &mut Fx, callee: Node, args: Vec<Node>, span: Span) -> Node {
        let args: Vec<CallArg<'_>> = args.into_iter().map(|node| CallArg::positional(node, span)).collect();
        self.call_with(fx, callee, &args, None, span)
    }

    pub fn call_with(
        &mut self,
        fx: &mut Fx,
        callee: Node,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        match self.function_param(callee, span) {
            Node::Functions(functions) => self.call_functions(fx, *functions, args, expected, span),
            Node::Type(ty) => self.construct(fx, ty, args, span),
            Node::Generic(id, bound) => self.construct_generic(fx, id, bound, args, expected, span),
            Node::Alias(id, parent_args) => {
                let ty = self.alias_for_call(fx, id, parent_args, span);
                match ty {
                    Node::Alias(..) | Node::Error => Node::Error,
                    other => self.call_with(fx, other, args, expected, span),
                }
            }
            callee @ (Node::Value(_) | Node::Place(_)) => self.call_value(fx, callee, args, expected, span),
            Node::Error => Node::Error,
            Node::Comptime(Value::Type(ty)) => self.construct(fx, ty, args, span),
            _ => {
                let text = self.sources.text(span).lines().next().unwrap_or_default().to_string();
                self.report(Diagnostic::error("E0521", span, format!("`{text}`: this cannot be called")));
                Node::Error
            }
        }
    }

    /// Calls a value: a function item, a closure, a function pointer, or a struct with `__call__`.
    fn call_value(
        &mut self,
        fx: &mut Fx,
        callee: Node,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        let Some(ty) = callee.ty() else { return Node::Error };
        match ty.kind() {
            TyKind::Error => Node::Error,
            TyKind::FunctionItem(id, values) => {
                let functions = Functions {
                    ids: std::rc::Rc::new(vec![*id]),
                    name: self.defs.function(*id).name,
                    parent_args: values.clone(),
                    receiver: None,
                    explicit: Vec::new(),
                    is_abstract: false,
                    span,
                };
                self.call_functions(fx, functions, args, expected, span)
            }
            TyKind::Closure(id) => self.call_closure(fx, *id, callee, args, span),
            TyKind::FunctionPointer(signature) => self.call_pointer(fx, callee, signature, args, span),
            TyKind::Param(_) if self.function_signature(ty).is_some() => match self.function_signature(ty) {
                Some(signature) => {
                    // A call only looks at the function, which may be a closure that is not copied.
                    let callee = match callee {
                        Node::Place(place) => {
                            Node::Value(hir::Expr { kind: hir::ExprKind::Copy(Box::new(place)), ty, span })
                        }
                        other => other,
                    };
                    self.call_pointer(fx, callee, &signature, args, span)
                }
                None => Node::Error,
            },
            _ => match self.find_method(ty, Symbol::new("__call__")) {
                Some(found) => {
                    let functions = self.bound_method(found, "__call__", callee, span);
                    self.call_functions(fx, functions, args, expected, span)
                }
                None => {
                    let shown = self.show(ty);
                    self.report(
                        Diagnostic::error("E0521", span, format!("a value of type `{shown}` cannot be called"))
                            .help("a struct is made callable by a method `__call__`"),
                    );
                    Node::Error
                }
            },
        }
    }

    pub fn bound_method(&mut self, found: super::conform::Found, name: &str, receiver: Node, span: Span) -> Functions {
        Functions {
            ids: found.ids,
            name: Symbol::new(name),
            parent_args: found.parent_args,
            receiver: Some(receiver),
            explicit: Vec::new(),
            is_abstract: found.is_abstract,
            span,
        }
    }

    /// Calls a method by name; nothing if the type has none of that name.
    pub fn method(&mut self, fx: &mut Fx, receiver: Node, name: &str, args: Vec<Node>, span: Span) -> Option<Node> {
        let args: Vec<CallArg<'_>> = args.into_iter().map(|node| CallArg::positional(node, span)).collect();
        self.method_with(fx, receiver, name, &args, span)
    }

    pub fn method_with(
        &mut self,
        fx: &mut Fx,
        receiver: Node,
        name: &str,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Option<Node> {
        let ty = receiver.ty()?;
        if ty.is_error() {
            return Some(Node::Error);
        }
        let receiver = self.materialize(fx, receiver);
        let receiver = match ty.kind() {
            TyKind::Variadic(_) => self.variadic_span(fx, receiver, span)?,
            _ => receiver,
        };
        let ty = receiver.ty()?;
        let found = self.find_method(ty, Symbol::new(name))?;
        let functions = self.bound_method(found, name, receiver, span);
        Some(self.call_functions(fx, functions, args, None, span))
    }

    /// Overload resolution: picks the best candidate and calls it.
    pub fn call_functions(
        &mut self,
        fx: &mut Fx,
        functions: Functions,
        args: &[CallArg<'_>],
        expected: Option<Ty>,
        span: Span,
    ) -> Node {
        match self.resolve_overload(fx, &functions, args, span) {
            Some(found) => self.emit_call(fx, &functions, found, args, expected, span),
            None => Node::Error,
        }
    }

    fn resolve_overload(
        &mut self,
        fx: &mut Fx,
        functions: &Functions,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Option<Match> {
        // Why a candidate does not fit is worked out when none does, and if anybody reads it.
        let several = functions.ids.len() > 1;
        let unread = self.brief && self.quiet > 0;
        let (mut matches, mut mismatches) = self.candidates(fx, functions, args, several || unread);
        if matches.is_empty() && several && !unread {
            (matches, mismatches) = self.candidates(fx, functions, args, false);
        }
        if matches.is_empty() {
            if unread {
                self.report(Diagnostic::error("E0522", span, "no overload fits"));
            } else if !self.report_broken_argument(fx, args) {
                self.report_no_match(functions, mismatches, args, span);
            }
            return None;
        }
        if self.symbolic && matches.len() > 1 && matches.iter().any(|found| found.depends) {
            // Which overload it is, only the arguments of the definition tell.
            self.unknowns += 1;
            return None;
        }
        let best = matches.iter().map(|m| m.score).min()?;
        let mut winners: Vec<Match> = matches.into_iter().filter(|m| m.score == best).collect();
        if winners.len() > 1 && functions.is_abstract {
            // Several bounds promise it; a refining trait stands before those that it refines.
            winners.truncate(1);
        }
        let unclear = |found: &Match| found.sig.args.iter().any(|arg| arg.ty.is_error());
        if winners.len() > 1 && self.diagnostics.has_errors() && winners.iter().any(unclear) {
            // An argument's type is a mistake that was reported.
            return None;
        }
        // What is defined twice was reported there.
        let (first, others) = winners.split_first().map(|(first, others)| (first.id, others))?;
        if others.iter().all(|other| self.is_user(other.id) && self.same_arguments(first, other.id)) {
            winners.truncate(1);
        }
        if winners.len() > 1 {
            // The same declaration in a struct and in a trait's default: the first one found wins.
            let mut diagnostic =
                Diagnostic::error("E0523", span, format!("the call of `{}` is ambiguous", functions.name));
            for winner in &winners {
                let at = self.defs.function(winner.id).ast.header;
                diagnostic = diagnostic.at(at, "this overload fits");
            }
            self.report(diagnostic.help("convert an argument explicitly, so that one overload fits better"));
            return None;
        }
        winners.pop()
    }

    /// Reports the mistake in an argument that makes no sense by itself, whatever function it is for; tells whether there
    /// is one.
    fn report_broken_argument(&mut self, fx: &mut Fx, args: &[CallArg<'_>]) -> bool {
        args.iter().any(|arg| {
            let ArgNode::Pending(expr) = arg.node else { return false };
            let before = self.quiet_first.take();
            self.attempt(|cx| cx.expr(fx, expr, None));
            let reason = std::mem::replace(&mut self.quiet_first, before);
            // Alone it only misses the type that a function would ask for.
            let broken = reason.is_some_and(|reason| !matches!(reason.code, "E0533" | "E0513"));
            if broken {
                self.expr(fx, expr, None);
            }
            broken
        })
    }

    /// The overloads that take the arguments, and those that do not.
    fn candidates(
        &mut self,
        fx: &mut Fx,
        functions: &Functions,
        args: &[CallArg<'_>],
        brief: bool,
    ) -> (Vec<Match>, Vec<(FunctionId, Mismatch)>) {
        let (mut matches, mut mismatches) = (Vec::new(), Vec::new());
        let outer = std::mem::replace(&mut self.brief, brief);
        for id in functions.ids.iter() {
            match self.match_candidate(fx, *id, functions, args) {
                Ok(found) => matches.push(found),
                Err(mismatch) => mismatches.push((*id, mismatch)),
            }
        }
        self.brief = outer;
        (matches, mismatches)
    }

    fn report_no_match(
        &mut self,
        functions: &Functions,
        mismatches: Vec<(FunctionId, Mismatch)>,
        args: &[CallArg<'_>],
        span: Span,
    ) {
        let name = self.shown_function(functions);
        // If just one fails by an argument, and not by their number or its conditions, that one is meant.
        let by_argument = |mismatch: &Mismatch| matches!(mismatch.code, "E0501" | "E0510" | "E0528" | "E0529");
        let mut meant = mismatches.iter().filter(|(_, mismatch)| by_argument(mismatch));
        let meant = match (meant.next(), meant.next()) {
            (Some(only), None) => std::slice::from_ref(only),
            _ => mismatches.as_slice(),
        };
        if let [(id, mismatch)] = meant {
            let header = self.defs.function(*id).ast.header;
            let mut diagnostic =
                Diagnostic::error(mismatch.code, mismatch.span.unwrap_or(span), mismatch.text.replace("{name}", &name));
            if self.is_user(*id) {
                diagnostic = diagnostic.at(header, "declared here");
            }
            for help in &mismatch.helps {
                diagnostic = diagnostic.help(help.clone());
            }
            diagnostic.fixes.extend(mismatch.fixes.iter().cloned());
            self.report(diagnostic);
            return;
        }
        let shown: Vec<String> = args.iter().map(|arg| self.shown_arg(arg)).collect();
        let mut diagnostic =
            Diagnostic::error("E0522", span, format!("no overload of `{name}` takes ({})", shown.join(", ")));
        let total = mismatches.len();
        for (id, mismatch) in mismatches.iter().take(6) {
            let text = mismatch.text.replace("{name}", &name);
            let header = self.header_text(*id);
            diagnostic = diagnostic.note(format!("`{header}`: {text}"));
        }
        if total > 6 {
            diagnostic = diagnostic.note(format!("… and {} more", total - 6));
        }
        if let Some(help) = mismatches.iter().find_map(|(_, m)| m.helps.first()) {
            diagnostic = diagnostic.help(help.clone());
        }
        let diagnostic = self.older_call(diagnostic, functions, args, span);
        self.report(diagnostic);
    }

    fn shown_arg(&mut self, arg: &CallArg<'_>) -> String {
        let ty = match &arg.node {
            ArgNode::Node(node) => match node.ty() {
                Some(ty) => {
                    let ty = self.default_type(ty);
                    self.show(ty)
                }
                None => "?".to_string(),
            },
            ArgNode::Pending(expr) => match expr.kind {
                ast::ExprKind::List(_) => "[…]".to_string(),
                ast::ExprKind::Dict(_) | ast::ExprKind::Set(_) => "{…}".to_string(),
                _ => "…".to_string(),
            },
        };
        match arg.keyword {
            Some(keyword) => format!("{keyword}={ty}"),
            None => ty,
        }
    }

    /// `List.append`, or `f`.
    fn shown_function(&mut self, functions: &Functions) -> String {
        let Some(first) = functions.ids.first() else { return functions.name.to_string() };
        match self.defs.function(*first).parent {
            crate::definitions::Parent::Struct(id) => {
                let name = self.defs.strukt(id).name;
                if functions.name == "__init__" { name.to_string() } else { format!("{name}.{}", functions.name) }
            }
            _ => functions.name.to_string(),
        }
    }

    /// The header of a function as it is written, on one line, without its `def`.
    pub(super) fn header_text(&self, id: FunctionId) -> String {
        let text = self.sources.text(self.defs.function(id).ast.header);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.trim_start_matches("def ").trim_end_matches(':').to_string()
    }

    fn pack_element(&mut self, place: &hir::Place, index: usize, ty: Ty, span: Span) -> Node {
        let int = self.int_ty();
        let index = super::constant(Value::int(index as i64), int, span);
        Node::Place(hir::Place {
            kind: hir::PlaceKind::Element(Box::new(place.clone()), Box::new(index)),
            ty,
            mutable: false,
            span,
        })
    }
}

/// Whether an expression takes its type from its context.
pub fn is_contextual(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::List(_)
        | ast::ExprKind::Dict(_)
        | ast::ExprKind::Set(_)
        | ast::ExprKind::Initializer(_)
        | ast::ExprKind::ContextMember(_)
        | ast::ExprKind::Comprehension(_) => true,
        ast::ExprKind::Lambda(_) => false,
        ast::ExprKind::Paren(inner) => is_contextual(inner),
        ast::ExprKind::Tuple(items) => items.iter().any(is_contextual),
        ast::ExprKind::Ternary { then, otherwise, .. } => is_contextual(then) || is_contextual(otherwise),
        ast::ExprKind::Call(callee, _) => matches!(callee.kind, ast::ExprKind::ContextMember(_)),
        _ => false,
    }
}

/// A field of a place, by index.
pub fn field_place(base: &hir::Place, index: usize, ty: Ty, span: Span) -> hir::Place {
    hir::Place { mutable: base.mutable, kind: hir::PlaceKind::Field(Box::new(base.clone()), index), ty, span }
}
