//! Signatures: the types, conventions and effects of a function with its parameters bound.

use std::rc::Rc;

use grammar::{Diagnostic, Span, Symbol, ast};

use super::freedom::Freedom;
use super::type_expr::passing_of;
use super::{Env, Fx, Suite};
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind, Parent, StructId};
use crate::program::ArgKind;
use crate::types::{ParamId, Passing, Ty, TyKind, Value};

/// A function's type with its parameters bound. `out` is the result, not an argument.
#[derive(Clone, Debug)]
pub struct Sig {
    pub args: Vec<SigArg>,
    pub result: Ty,
    /// For `-> ref`: the names of the arguments that its origin mentions; empty if it names none.
    pub returns_ref: Option<Vec<Symbol>>,
    /// The names of the arguments that a view in the result points into; empty if its type does not say.
    pub points_into: Vec<Symbol>,
    /// How long a view in the result may be used.
    pub freedom: Freedom,
    pub raises: Option<Ty>,
    /// The name of the `out` argument.
    pub out: Option<Symbol>,
}

#[derive(Clone, Debug)]
pub struct SigArg {
    pub name: Symbol,
    pub ty: Ty,
    pub passing: Passing,
    pub kind: ArgKind,
    /// Index of the argument in the AST, where its default value stands.
    pub ast_index: usize,
    pub has_default: bool,
    pub keyword_only: bool,
    pub positional_only: bool,
    pub span: Span,
}

impl Cx<'_> {
    /// The parameters that the arguments of an instance bind: those of the struct or trait, then the function's own.
    pub fn all_params(&mut self, id: FunctionId) -> Rc<Vec<ParamId>> {
        if let Some(params) = self.tables.all_params.get(&id) {
            return params.clone();
        }
        self.close_argument_types(id);
        let function = self.defs.function(id);
        let mut params: Vec<ParamId> = match function.parent {
            Parent::Struct(id) => self.defs.strukt(id).params.to_vec(),
            Parent::Trait(id) => vec![self.defs.trait_(id).self_param],
            Parent::Module | Parent::Local(_) => Vec::new(),
        };
        params.extend(function.params.iter().copied());
        let params = Rc::new(params);
        self.tables.all_params.insert(id, params.clone());
        params
    }

    /// Each parameter bound to itself.
    pub fn identity_args(&mut self, id: FunctionId) -> Vec<Value> {
        self.all_params(id).iter().map(|p| self.identity_arg(*p)).collect()
    }

    /// A parameter bound to itself: as a type or as a value.
    pub fn identity_arg(&mut self, param: ParamId) -> Value {
        if self.defs.param(param).variadic || self.is_value_param(param) {
            Value::Param(param)
        } else {
            Value::Type(Ty::new(TyKind::Param(param)))
        }
    }

    /// The type of a struct with all parameters bound; some library structs stand for types that are built in.
    pub fn struct_ty(&mut self, id: StructId, args: Vec<Value>) -> Ty {
        if self.defs.module(self.defs.strukt(id).module).library {
            let built_in = match (self.defs.strukt(id).name.as_str(), args.as_slice()) {
                ("NoneType", _) => Some(TyKind::None),
                ("Never", _) => Some(TyKind::Never),
                ("Tuple", [Value::Pack(values)]) if values.iter().all(|v| self.value_as_type(v).is_some()) => {
                    Some(TyKind::Tuple(values.iter().filter_map(|v| self.value_as_type(v)).collect()))
                }
                ("StringLiteral", [Value::Str(text)]) => Some(TyKind::StringLiteral(*text)),
                ("IntLiteral", [Value::Int(n)]) => Some(TyKind::IntLiteral(n.clone())),
                ("FloatLiteral", [Value::Float(bits)]) => {
                    Some(TyKind::FloatLiteral(crate::exact::Exact::from_f64(f64::from_bits(*bits))))
                }
                _ => None,
            };
            if let Some(kind) = built_in {
                return Ty::new(kind);
            }
        }
        Ty::new(TyKind::Struct(id, args))
    }

    /// A type argument as a type: a type, or a type parameter bound to itself.
    pub fn value_as_type(&self, value: &Value) -> Option<Ty> {
        match value {
            Value::Type(ty) => Some(*ty),
            Value::Param(id) => Some(Ty::new(TyKind::Param(*id))),
            _ => None,
        }
    }

    /// What `Self` means in a function.
    pub fn self_ty(&mut self, id: FunctionId, args: &[Value]) -> Option<Ty> {
        match self.defs.function(id).parent {
            Parent::Struct(strukt) => {
                let count = self.defs.strukt(strukt).params.len();
                Some(self.struct_ty(strukt, args[..count.min(args.len())].to_vec()))
            }
            Parent::Trait(_) => args.first().and_then(|v| self.value_as_type(v)),
            Parent::Local(frame) => self.tables.frames[frame as usize].self_ty,
            Parent::Module => None,
        }
    }

    /// A context in which the expressions of a function's header mean what they say.
    pub fn header_fx(&mut self, id: FunctionId, args: &[Value]) -> Fx {
        let params = self.all_params(id);
        let (module, parent) = (self.defs.function(id).module, self.defs.function(id).parent);
        let mut env = Env::default();
        let mut scopes = None;
        if let Parent::Local(frame) = parent {
            let frame = self.tables.frames[frame as usize].clone();
            env = frame.env.clone();
            scopes = Some(frame.scopes.clone());
        }
        for (param, value) in params.iter().zip(args) {
            let value = match value {
                Value::Param(id) if !self.is_value_param(*id) => Value::Type(Ty::new(TyKind::Param(*id))),
                other => other.clone(),
            };
            env.map.push((*param, value));
        }
        let self_ty = self.self_ty(id, args);
        let mut fx = Fx::new(module, parent, env, self_ty);
        fx.function = Some(id);
        fx.user = !self.defs.module(module).library;
        if let Some(scopes) = scopes {
            fx.scopes = scopes;
        }
        fx
    }

    /// The signature of a function with its parameters bound to `args`.
    pub fn signature(&mut self, id: FunctionId, args: &[Value]) -> Rc<Sig> {
        if let Some(sig) = self.tables.signatures.get(id, args) {
            return sig.clone();
        }
        let sig = Rc::new(self.make_signature(id, args));
        self.tables.signatures.insert(id, args, sig.clone());
        sig
    }

    /// The signature of a function with each parameter bound to itself.
    pub fn generic_signature(&mut self, id: FunctionId) -> Rc<Sig> {
        if let Some(sig) = self.tables.generic_signatures.get(&id) {
            return sig.clone();
        }
        let args = self.identity_args(id);
        let sig = self.signature(id, &args);
        self.tables.generic_signatures.insert(id, sig.clone());
        sig
    }

    fn make_signature(&mut self, id: FunctionId, args: &[Value]) -> Sig {
        let mut fx = self.header_fx(id, args);
        let function = self.defs.function(id);
        let (ast, name, is_static, parent) = (function.ast.clone(), function.name, function.is_static, function.parent);
        let is_method = matches!(parent, Parent::Struct(_) | Parent::Trait(_)) && !is_static;
        let mut sig = Sig {
            args: Vec::new(),
            result: Ty::none(),
            returns_ref: None,
            points_into: Vec::new(),
            freedom: Freedom::Owned,
            raises: None,
            out: None,
        };
        let mut keyword_only = false;
        for (index, arg) in ast.args.iter().enumerate() {
            let implied_self = index == 0 && is_method;
            match &arg.kind {
                ast::ArgDefKind::Named { convention, name: arg_name, ty, default } => {
                    let ty = match ty {
                        Some(ty) => self.type_of_expr(&mut fx, ty),
                        None if implied_self => fx.self_ty.unwrap_or_else(Ty::error),
                        None => Ty::error(),
                    };
                    if matches!(convention, ast::Convention::Out) {
                        sig.result = ty;
                        sig.out = Some(arg_name.symbol);
                        continue;
                    }
                    self.bind_header_arg(&mut fx, arg_name.symbol, ty, arg.span);
                    sig.args.push(SigArg {
                        name: arg_name.symbol,
                        ty,
                        passing: passing_of(convention),
                        kind: ArgKind::Plain,
                        ast_index: index,
                        has_default: default.is_some(),
                        keyword_only,
                        positional_only: false,
                        span: arg.span,
                    });
                }
                ast::ArgDefKind::Variadic { name: arg_name, ty, pack, convention } => {
                    keyword_only = true;
                    let element = self.variadic_type(&mut fx, ty, *pack);
                    let kind = if *pack { ArgKind::Pack } else { ArgKind::Variadic };
                    self.bind_header_arg(&mut fx, arg_name.symbol, element, arg.span);
                    sig.args.push(SigArg {
                        name: arg_name.symbol,
                        ty: element,
                        passing: passing_of(convention),
                        kind,
                        ast_index: index,
                        has_default: false,
                        keyword_only: false,
                        positional_only: true,
                        span: arg.span,
                    });
                }
                ast::ArgDefKind::Keywords { name: arg_name, ty, .. } => {
                    let value = self.type_of_expr(&mut fx, ty);
                    let ty = self.lang_generic("StringDict", vec![Value::Type(value)]);
                    sig.args.push(SigArg {
                        name: arg_name.symbol,
                        ty,
                        passing: Passing::Var,
                        kind: ArgKind::Keywords,
                        ast_index: index,
                        has_default: false,
                        keyword_only: true,
                        positional_only: false,
                        span: arg.span,
                    });
                }
                ast::ArgDefKind::PositionalOnly => sig.args.iter_mut().for_each(|arg| arg.positional_only = true),
                ast::ArgDefKind::KeywordOnly => keyword_only = true,
            }
        }
        if let Some(raises) = &ast.effects.raises {
            sig.raises = Some(match &raises.ty {
                Some(ty) => self.type_of_expr(&mut fx, ty),
                None => self.error_ty(),
            });
        }
        match &ast.result {
            Some(result) if sig.out.is_none() => {
                sig.result = self.type_of_expr(&mut fx, &result.ty);
                sig.returns_ref = result.reference.as_ref().map(|origins| mentioned_names(origins));
                sig.points_into = owners_of_result(&result.ty, &ast.args);
                sig.freedom = self.freedom(&fx, &result.ty);
            }
            Some(result) => {
                self.report(Diagnostic::error(
                    "E0510",
                    result.ty.span,
                    format!("`{name}` has an `out` argument, which is its result: it takes no `->`"),
                ));
            }
            None => {}
        }
        // `__init__` makes its `out self`; the older `mut self` spelling of it means the same.
        if name == "__init__"
            && sig.out.is_none()
            && self.defs.function(id).kind != FunctionKind::Required
            && let (true, Some(first)) = (is_method, sig.args.first())
        {
            sig.result = first.ty;
            sig.out = Some(first.name);
            sig.args.remove(0);
        }
        sig
    }

    /// Types to the right may mention an argument: `type_of(x)`, `origin_of(self)`.
    fn bind_header_arg(&mut self, fx: &mut Fx, name: Symbol, ty: Ty, span: Span) {
        let local = fx.local(Some(name), ty, crate::hir::LocalKind::Arg(Passing::Imm), span);
        fx.bind(name, super::Binding::Local(local));
    }

    fn variadic_type(&mut self, fx: &mut Fx, ty: &ast::Expr, pack: bool) -> Ty {
        if !pack {
            let element = self.type_of_expr(fx, ty);
            return Ty::new(TyKind::Variadic(element));
        }
        match self.comptime_arg(fx, ty) {
            Value::Pack(values) => {
                let mut tys = Vec::new();
                for value in &values {
                    match self.value_as_type(value) {
                        Some(ty) => tys.push(ty),
                        None => return Ty::error(),
                    }
                }
                Ty::new(TyKind::Pack(tys))
            }
            Value::Param(id) => Ty::new(TyKind::Param(id)),
            Value::Type(ty) => ty,
            _ => Ty::error(),
        }
    }

    /// A function with its body, which is parsed now if it was left for later.
    pub fn body_of(&mut self, id: FunctionId) -> Rc<ast::Function> {
        let body = &self.defs.function(id).ast.body.body;
        if let [ast::Stmt { kind: ast::StmtKind::Deferred, span }] = body.as_slice() {
            let stmts = self.parse_later(*span, grammar::parse_body);
            Rc::make_mut(&mut self.defs.functions[id.0 as usize].ast).body.body = stmts;
        }
        self.defs.function(id).ast.clone()
    }

    /// Whether a function is written in the user's own files.
    pub fn is_user(&self, id: FunctionId) -> bool {
        !self.defs.module(self.defs.function(id).module).library
    }
}

/// The names that origin expressions mention: `self`, or `x` of `origin_of(x.field)`.
fn mentioned_names(origins: &[ast::Expr]) -> Vec<Symbol> {
    fn walk(expr: &ast::Expr, names: &mut Vec<Symbol>) {
        match &expr.kind {
            ast::ExprKind::Name(name) => names.push(*name),
            ast::ExprKind::Attribute(base, _) | ast::ExprKind::Paren(base) => walk(base, names),
            ast::ExprKind::Subscript(base, _) => walk(base, names),
            ast::ExprKind::Call(_, args) => args.iter().for_each(|arg| walk(&arg.value, names)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    origins.iter().for_each(|origin| walk(origin, &mut names));
    names
}

/// The arguments that the result's type names as what it points into: `x` of `origin_of(x)`, `self` of `Self` and
/// `Self.origin`, and the arguments whose types mention the same parameters.
fn owners_of_result(result: &ast::Expr, args: &[ast::ArgDef]) -> Vec<Symbol> {
    fn walk(expr: &ast::Expr, origins: &mut Vec<Symbol>, names: &mut Vec<Symbol>) {
        match &expr.kind {
            ast::ExprKind::Call(callee, args) => {
                if matches!(callee.kind, ast::ExprKind::Name(name) if name == "origin_of") {
                    args.iter().for_each(|arg| origins.extend(mentioned_names(std::slice::from_ref(&arg.value))));
                }
            }
            ast::ExprKind::Name(name) => names.push(*name),
            ast::ExprKind::SelfType => origins.push(Symbol::new("self")),
            ast::ExprKind::Attribute(base, _) | ast::ExprKind::Paren(base) => walk(base, origins, names),
            ast::ExprKind::Subscript(_, indices) => {
                for index in indices {
                    if let ast::IndexKind::Value(value) = &index.kind {
                        walk(value, origins, names);
                    }
                }
            }
            _ => {}
        }
    }
    let (mut origins, mut names) = (Vec::new(), Vec::new());
    walk(result, &mut origins, &mut names);
    for arg in args {
        let ast::ArgDefKind::Named { name, ty: Some(ty), .. } = &arg.kind else { continue };
        let (mut own_origins, mut own) = (Vec::new(), Vec::new());
        walk(ty, &mut own_origins, &mut own);
        if own.iter().any(|name| names.contains(name)) {
            origins.push(name.symbol);
        }
    }
    origins
}

/// Whether a suite is a placeholder: `...` alone.
pub fn is_placeholder(body: Suite<'_>) -> bool {
    matches!(body, [ast::Stmt { kind: ast::StmtKind::Expr(ast::Expr { kind: ast::ExprKind::Ellipsis, .. }), .. }])
}
