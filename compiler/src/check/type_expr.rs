//! Type expressions, parameters' arguments, and names: what an expression means before anything runs.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::{Binding, Bound, Env, Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{ComptimeId, Entry, StructId};
use crate::hir::ExprKind as H;
use crate::types::{Mutability, ParamId, Passing, Signature, Ty, TyKind, Value};

impl Cx<'_> {
    /// The type that an expression names. Reports when it names none.
    pub fn type_of_expr(&mut self, fx: &mut Fx, expr: &ast::Expr) -> Ty {
        fx.comptime += 1;
        let node = self.expr(fx, expr, None);
        fx.comptime -= 1;
        self.node_to_type(fx, node, expr.span)
    }

    pub fn node_to_type(&mut self, fx: &mut Fx, node: Node, span: Span) -> Ty {
        match node {
            Node::Type(ty) => ty,
            Node::Comptime(Value::Type(ty)) => ty,
            Node::Error => Ty::error(),
            Node::Generic(id, args) => self.finish_generic(fx, id, args, span),
            Node::Alias(id, parent_args) => self.apply_alias(fx, id, parent_args, Vec::new(), span),
            Node::Value(value) if value.ty.is_none() && matches!(value.kind, H::Const(Value::None)) => Ty::none(),
            Node::Value(value) => match value.kind {
                H::Tuple(parts) => {
                    // `(A, B)` as a type: an older spelling of `Tuple[A, B]`.
                    let mut tys = Vec::new();
                    for part in parts {
                        match part.kind {
                            H::Const(Value::Type(ty)) => tys.push(ty),
                            _ => return self.not_a_type(span),
                        }
                    }
                    Ty::new(TyKind::Tuple(tys))
                }
                H::Const(Value::Type(ty)) => ty,
                // A parameter of an unknown kind.
                _ if value.ty.is_error() => Ty::error(),
                _ => self.not_a_type(span),
            },
            Node::Bound(bounds) => {
                if let [Bound::Function(signature)] = bounds.as_slice() {
                    return Ty::new(TyKind::FunctionPointer(Box::new(signature.clone())));
                }
                self.report(
                    Diagnostic::error("E0502", span, "a trait stands where a type is needed")
                        .help("traits are bounds: write `Some[Trait]`, or a parameter `[T: Trait]`"),
                );
                Ty::error()
            }
            _ => self.not_a_type(span),
        }
    }

    fn not_a_type(&mut self, span: Span) -> Ty {
        let text = self.sources.text(span).to_string();
        self.report(Diagnostic::error("E0403", span, format!("`{text}` is not a type")));
        Ty::error()
    }

    /// Binds left-out parameters of a generic struct: defaults, and any origin.
    pub fn finish_generic(&mut self, fx: &mut Fx, id: StructId, args: Vec<Value>, span: Span) -> Ty {
        let _ = fx;
        let params = self.defs.strukt(id).params.clone();
        let mut full = Vec::new();
        let mut env = Env::default();
        let mut missing = Vec::new();
        for (index, param) in params.iter().enumerate() {
            let value = match args.get(index) {
                Some(Value::Unbound) | None => match self.param_default(*param, &env) {
                    Some(value) => value,
                    None if self.is_origin_param(*param) => Value::Origin(Mutability::Any),
                    None if self.defs.param(*param).variadic => Value::Pack(Vec::new()),
                    None if self.is_mutability_param(*param) => Value::Origin(Mutability::Any),
                    None => {
                        missing.push(self.defs.param(*param).name);
                        Value::Unbound
                    }
                },
                Some(value) => value.clone(),
            };
            env.map.push((*param, value.clone()));
            full.push(value);
        }
        if !missing.is_empty() {
            let name = self.defs.strukt(id).name;
            let list = missing.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
            let at = self.defs.strukt(id).ast.name.span;
            self.report(
                Diagnostic::error("E0504", span, format!("`{name}` needs its parameter {list}"))
                    .at(at, "declared here")
                    .help(format!("write `{name}[…]`")),
            );
            return Ty::error();
        }
        let ty = self.struct_ty(id, full);
        match self.check_struct_bounds(id, ty, span) {
            true => ty,
            false => Ty::error(),
        }
    }

    /// Reports arguments of a struct that do not meet its parameters' bounds; tells whether all do.
    pub(super) fn check_struct_bounds(&mut self, id: StructId, ty: Ty, span: Span) -> bool {
        if self.defs.module(self.defs.strukt(id).module).library
            && self.sources.file(span.file).path.starts_with("std/")
        {
            return true;
        }
        let Some((_, args)) = ty.as_struct() else { return true };
        let params = self.defs.strukt(id).params.clone();
        let mut met = true;
        for (param, value) in params.iter().zip(args) {
            if let Value::Type(arg) = value
                && let Some(bound) = self.unmet_bound(*param, *arg, ty)
            {
                let shown = self.show(*arg);
                let name = self.defs.param(*param).name;
                self.report(
                    Diagnostic::error("E0501", span, format!("`{shown}` does not conform to `{bound}`"))
                        .at(self.defs.param(*param).span, format!("`{name}` must conform to it")),
                );
                met = false;
            }
        }
        met
    }

    fn param_default(&mut self, param: ParamId, env: &Env) -> Option<Value> {
        let info = self.defs.param(param).clone();
        let default = info.default?;
        // `Self` of a method's default is the struct with the arguments found so far.
        let self_ty = match info.parent {
            crate::definitions::Parent::Struct(id) => {
                let params = &self.defs.strukt(id).params;
                let args: Option<Vec<Value>> = params.iter().map(|param| env.get(*param).cloned()).collect();
                args.map(|args| self.struct_ty(id, args))
            }
            _ => None,
        };
        let mut inner = Fx::new(info.module, info.parent, env.clone(), self_ty);
        Some(self.comptime_arg(&mut inner, &default))
    }

    pub fn default_of_param(&mut self, param: ParamId, env: &Env) -> Option<Value> {
        self.param_default(param, env)
    }

    /// Whether a parameter stands for an origin or a mutability: these are erased from types.
    pub fn is_origin_param(&mut self, param: ParamId) -> bool {
        let info = self.defs.param(param);
        match &info.ty {
            Some(ty) => is_origin_type(ty),
            None => false,
        }
    }

    /// The compile-time value of an argument between `[` and `]`.
    pub fn comptime_arg(&mut self, fx: &mut Fx, expr: &ast::Expr) -> Value {
        fx.comptime += 1;
        let node = self.expr(fx, expr, None);
        fx.comptime -= 1;
        self.node_to_comptime(fx, node, expr.span)
    }

    /// A node as a compile-time value; reports when it is none.
    pub fn node_to_comptime(&mut self, fx: &mut Fx, node: Node, span: Span) -> Value {
        match node {
            Node::Type(ty) => Value::Type(ty),
            Node::Comptime(value) => value,
            Node::Discard => Value::Unbound,
            Node::Error => Value::Deferred,
            Node::Generic(..) | Node::Alias(..) => Value::Type(self.node_to_type(fx, node, span)),
            Node::Bound(_) => Value::Type(self.node_to_type(fx, node, span)),
            Node::Functions(functions) => match functions.ids.as_slice() {
                [id] => {
                    let mut args = functions.parent_args.clone();
                    args.extend(functions.explicit.iter().map(|(_, v)| v.clone()));
                    Value::Function(*id, args)
                }
                _ => {
                    self.report(
                        Diagnostic::error("E0407", span, format!("`{}` has several overloads", functions.name))
                            .help("give the function that is meant a name of its own"),
                    );
                    Value::Deferred
                }
            },
            Node::Module(_) => {
                self.not_a_type(span);
                Value::Deferred
            }
            Node::Value(value) => self.value_to_comptime(fx, value),
            Node::Place(place) => {
                if let TyKind::Closure(id) = place.ty.kind() {
                    return Value::Closure(*id);
                }
                if let TyKind::FunctionItem(id, args) = place.ty.kind() {
                    return Value::Function(*id, args.clone());
                }
                let value = crate::hir::Expr { ty: place.ty, span, kind: H::Copy(Box::new(place)) };
                self.value_to_comptime(fx, value)
            }
        }
    }

    /// A struct, alias or function applied to arguments in brackets: `List[Int]`, `f[T]`, `Self[…]`.
    pub fn apply_params(
        &mut self,
        fx: &mut Fx,
        base: Node,
        args: Vec<(Option<Symbol>, Value, Span)>,
        span: Span,
    ) -> Node {
        match base {
            Node::Generic(id, bound) => self.apply_struct(fx, id, bound, args, span),
            Node::Alias(id, parent_args) => self.apply_alias_node(fx, id, parent_args, args, span),
            Node::Functions(mut functions) => {
                functions.explicit.extend(args.into_iter().map(|(name, value, _)| (name, value)));
                Node::Functions(functions)
            }
            Node::Error => Node::Error,
            // A trait's associated type with parameters: they only bind origins.
            Node::Type(ty) if matches!(ty.kind(), TyKind::Assoc(..)) => Node::Type(ty),
            _ => {
                let text = self.sources.text(span).to_string();
                self.report(Diagnostic::error("E0504", span, format!("`{text}`: this takes no parameters")));
                Node::Error
            }
        }
    }

    fn apply_struct(
        &mut self,
        fx: &mut Fx,
        id: StructId,
        mut bound: Vec<Value>,
        args: Vec<(Option<Symbol>, Value, Span)>,
        span: Span,
    ) -> Node {
        let params = self.defs.strukt(id).params.clone();
        let name = self.defs.strukt(id).name;
        let variadic = params.iter().position(|p| self.defs.param(*p).variadic);
        let mut position = 0;
        bound.resize(params.len().max(bound.len()), Value::Unbound);
        // What was bound before keeps its value: arguments by position fill the gaps.
        let fixed: Vec<bool> = bound.iter().map(|value| *value != Value::Unbound).collect();
        let left_open = args.iter().any(|(_, value, _)| *value == Value::Unbound);
        for (keyword, value, at) in args {
            let index = match keyword {
                Some(keyword) => match params.iter().position(|p| self.defs.param(*p).name == keyword) {
                    Some(index) => index,
                    // `mut=` of the pointer types names the mutability inside their origin.
                    None if keyword == "mut" => continue,
                    None => {
                        self.report(
                            Diagnostic::error("E0504", at, format!("`{name}` has no parameter `{keyword}`"))
                                .at(self.defs.strukt(id).ast.name.span, "declared here"),
                        );
                        return Node::Error;
                    }
                },
                None => {
                    while params.get(position).is_some_and(|p| self.defs.param(*p).infer_only)
                        || fixed.get(position) == Some(&true)
                    {
                        position += 1;
                    }
                    if Some(position) != variadic {
                        position += 1;
                        position - 1
                    } else {
                        position
                    }
                }
            };
            if index >= params.len() {
                self.report(
                    Diagnostic::error("E0504", at, format!("`{name}` takes {} parameters", params.len()))
                        .label("this one is too many")
                        .at(self.defs.strukt(id).ast.name.span, "declared here"),
                );
                return Node::Error;
            }
            if Some(index) == variadic {
                match &mut bound[index] {
                    Value::Pack(values) => match value {
                        Value::Pack(more) => values.extend(more),
                        one => values.push(one),
                    },
                    slot => {
                        *slot = match value {
                            Value::Pack(values) => Value::Pack(values),
                            one => Value::Pack(vec![one]),
                        }
                    }
                }
            } else {
                bound[index] = self.param_value(params[index], value);
            }
        }
        self.declare_struct_values(id, &params, &mut bound);
        // A parameter that could not be made out was reported.
        let is_unknown = |value: &Value| match value {
            Value::Type(ty) => ty.is_error(),
            value => *value == Value::Deferred && !self.symbolic,
        };
        if bound.iter().any(|value| match value {
            Value::Pack(values) => values.iter().any(is_unknown),
            value => is_unknown(value),
        }) {
            return Node::Type(Ty::error());
        }
        let open = params.iter().zip(&bound).any(|(p, v)| *v == Value::Unbound && !self.has_fallback(*p));
        if open || left_open {
            return Node::Generic(id, bound);
        }
        Node::Type(self.finish_generic(fx, id, bound, span))
    }

    /// A value as the argument of a parameter: a literal takes the parameter's type.
    fn param_value(&mut self, param: ParamId, value: Value) -> Value {
        if let Value::Type(ty) = &value
            && self.is_origin_param(param)
        {
            let _ = ty;
            return Value::Origin(Mutability::Any);
        }
        value
    }

    pub(super) fn has_fallback(&mut self, param: ParamId) -> bool {
        self.defs.param(param).default.is_some()
            || self.is_origin_param(param)
            || self.is_mutability_param(param)
            || self.defs.param(param).variadic
    }

    fn apply_alias(
        &mut self,
        fx: &mut Fx,
        id: ComptimeId,
        parent_args: Vec<Value>,
        args: Vec<(Option<Symbol>, Value, Span)>,
        span: Span,
    ) -> Ty {
        let node = self.apply_alias_node(fx, id, parent_args, args, span);
        match node {
            Node::Alias(..) => {
                let name = self.defs.comptime(id).name;
                self.report(Diagnostic::error("E0504", span, format!("`{name}` needs its parameters")));
                Ty::error()
            }
            node => self.node_to_type(fx, node, span),
        }
    }

    fn apply_alias_node(
        &mut self,
        fx: &mut Fx,
        id: ComptimeId,
        parent_args: Vec<Value>,
        args: Vec<(Option<Symbol>, Value, Span)>,
        span: Span,
    ) -> Node {
        let _ = fx;
        let params = self.defs.comptime(id).params.clone();
        let mut values = vec![Value::Unbound; params.len()];
        let mut position = 0;
        for (keyword, value, at) in args {
            let index = match keyword {
                Some(keyword) => params.iter().position(|p| self.defs.param(*p).name == keyword),
                None => {
                    position += 1;
                    Some(position - 1)
                }
            };
            match index.and_then(|i| values.get_mut(i)) {
                Some(slot) => *slot = value,
                None => {
                    let name = self.defs.comptime(id).name;
                    self.report(Diagnostic::error("E0504", at, format!("`{name}` has no such parameter")));
                    return Node::Error;
                }
            }
        }
        let mut env = Env::default();
        for (index, param) in params.iter().enumerate() {
            if values[index] == Value::Unbound {
                if let Some(value) = self.param_default(*param, &env) {
                    values[index] = value;
                } else if self.is_origin_param(*param) {
                    values[index] = Value::Origin(Mutability::Any);
                }
            }
            env.map.push((*param, values[index].clone()));
        }
        let mut full = parent_args;
        full.extend(values);
        self.comptime_value(id, full, span)
    }

    /// What a bare name means at this place.
    pub fn name(&mut self, fx: &mut Fx, name: Symbol, span: Span) -> Option<Node> {
        if let Some(binding) = fx.find(name).cloned() {
            return Some(self.binding_node(fx, binding, name, span));
        }
        if let Some(node) = self.param_by_name(fx, name, span) {
            return Some(node);
        }
        let entry = self.lookup_global(fx.module, name)?;
        Some(self.entry_node(entry, name, span))
    }

    fn binding_node(&mut self, fx: &mut Fx, binding: Binding, name: Symbol, span: Span) -> Node {
        match binding {
            // A variable of a literal's type: its value is known from the type.
            Binding::Local(id) => match fx.locals[id.0 as usize].ty.kind() {
                TyKind::StringLiteral(text) => super::expr::string_literal(*text, span),
                TyKind::IntLiteral(n) => {
                    Node::Value(constant(Value::Int(n.clone()), fx.locals[id.0 as usize].ty, span))
                }
                TyKind::FloatLiteral(exact) => super::expr::float_literal(exact.clone(), span),
                _ => Node::Place(fx.place(id, span)),
            },
            Binding::Node(Node::Value(mut value)) => {
                value.span = span;
                Node::Value(value)
            }
            Binding::Node(node) => node,
            Binding::Functions(ids) => Node::Functions(Box::new(Functions {
                ids,
                name,
                parent_args: Vec::new(),
                receiver: None,
                explicit: Vec::new(),
                is_abstract: false,
                span,
            })),
            Binding::Import(entry) => self.entry_node(entry, name, span),
            Binding::Captured(index) => self.captured(fx, index, span),
        }
    }

    pub fn entry_node(&mut self, entry: Entry, name: Symbol, span: Span) -> Node {
        match entry {
            Entry::Module(id) => Node::Module(id),
            Entry::Struct(id) => self.struct_node(id),
            Entry::Trait(id) => Node::Bound(vec![Bound::Trait(id)]),
            Entry::Functions(ids) => Node::Functions(Box::new(Functions {
                ids,
                name,
                parent_args: Vec::new(),
                receiver: None,
                explicit: Vec::new(),
                is_abstract: false,
                span,
            })),
            Entry::Comptime(id) => {
                if self.defs.comptime(id).params.is_empty() {
                    self.comptime_value(id, Vec::new(), span)
                } else {
                    Node::Alias(id, Vec::new())
                }
            }
            Entry::Import(_) | Entry::Deferred(_) | Entry::Error => Node::Error,
        }
    }

    fn struct_node(&mut self, id: StructId) -> Node {
        if self.defs.strukt(id).params.is_empty() {
            Node::Type(self.struct_ty(id, Vec::new()))
        } else {
            Node::Generic(id, Vec::new())
        }
    }

    /// The signature that a function type names.
    pub fn function_type(&mut self, fx: &mut Fx, ty: &ast::FunctionType) -> Signature {
        let mut args = Vec::new();
        for arg in &ty.args {
            let passing = passing_of(&arg.convention);
            args.push((passing, self.type_of_expr(fx, &arg.ty)));
        }
        let result = match &ty.result {
            Some(result) => self.type_of_expr(fx, &result.ty),
            None => Ty::none(),
        };
        let raises = match &ty.effects.raises {
            Some(ast::Raises { ty: Some(ty), .. }) => Some(self.type_of_expr(fx, ty)),
            Some(_) => Some(self.error_ty()),
            None => None,
        };
        Signature { args, result, raises, c: ty.effects.abi.as_deref() == Some("C") }
    }
}

/// How a convention passes its argument.
pub fn passing_of(convention: &ast::Convention) -> Passing {
    match convention {
        ast::Convention::Default | ast::Convention::Imm => Passing::Imm,
        ast::Convention::Mut => Passing::Mut,
        ast::Convention::Var | ast::Convention::Out => Passing::Var,
        ast::Convention::Deinit => Passing::Deinit,
        ast::Convention::Ref(_) => Passing::Ref,
    }
}

/// Whether the type of a parameter is `Origin`, `Origin[mut=…]` or the like.
fn is_origin_type(ty: &ast::Expr) -> bool {
    match &ty.kind {
        ast::ExprKind::Name(name) => {
            matches!(name.as_str(), "Origin" | "MutOrigin" | "ImmOrigin" | "ImmutOrigin" | "OriginSet" | "AddressSpace")
        }
        ast::ExprKind::Subscript(base, _) => is_origin_type(base),
        ast::ExprKind::Attribute(_, name) => matches!(name.symbol.as_str(), "Origin"),
        _ => false,
    }
}
