//! Generic definitions checked for themselves: once, against the bounds of their parameters, whether or not somebody
//! uses them.
//!
//! Type parameters stand for themselves: opaque types that have what their bounds promise. Value parameters are values
//! that nobody knows. What only the arguments can decide (`Array[T, n + 1]`, `T.Element`, packs, overloads told apart by
//! a `where`) is *hazy*: a node of a hazy type is an erroneous node that was not reported, so that nothing is said about
//! what is made of it. A mistake that is reported here is one whatever the arguments are.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use grammar::{Diagnostics, Severity, Span, ast};

use super::{Bound, Node, Sig};
use crate::cx::Cx;
use crate::definitions::{Entry, FunctionId, FunctionKind, ImplicitParam, Parent};
use crate::hir::InstanceId;
use crate::program::{FunctionInstance, Inline, InstanceArg};
use crate::types::{Mutability, ParamId, Ty, TyKind, Value};

impl Cx<'_> {
    /// Checks every generic function and method of the user's, and the defaults of traits.
    pub(super) fn check_generic_definitions(&mut self) {
        // Nested functions are entered into the table while what is around them is checked.
        let mut index = 0;
        while index < self.defs.functions.len() {
            let id = FunctionId(index as u32);
            if self.is_user(id) && !self.is_broken(id) {
                self.check_generic(id);
            }
            index += 1;
        }
    }

    /// Checks one function, if it is generic and has a body.
    pub(super) fn check_generic(&mut self, id: FunctionId) {
        self.all_params(id);
        let function = self.defs.function(id);
        let is_generic = match function.parent {
            Parent::Struct(strukt) => !self.defs.strukt(strukt).params.is_empty() || !function.params.is_empty(),
            Parent::Trait(_) => true,
            Parent::Module => !function.params.is_empty(),
            // Those in generic definitions are checked with what is around them.
            Parent::Local(frame) => {
                let frame = &self.tables.frames[frame as usize];
                !function.params.is_empty() && !frame.symbolic && frame.env.map.is_empty()
            }
        };
        if !is_generic || function.kind != FunctionKind::Source {
            return;
        }
        let (span, ast) = (function.span, function.ast.clone());
        let params = self.all_params(id);
        if !params.iter().all(|param| self.check_param(*param)) {
            return;
        }
        let args = self.symbolic_args(id);
        let outer = std::mem::take(&mut self.diagnostics);
        self.symbolic = true;
        let unknowns = self.unknowns;
        let mut fx = self.header_fx(id, &args);
        fx.bare_params = true;
        let made = self.assuming(&mut fx, ast.constraint.as_ref(), |cx, _| cx.symbolic_bodies(id, &args));
        self.symbolic = false;
        let found = std::mem::replace(&mut self.diagnostics, outer);
        self.take_over(found, span, self.unknowns > unknowns);
        self.tables.program.symbolic.extend(made);
    }

    /// The body of a generic function, and those of the functions that are nested in it.
    fn symbolic_bodies(&mut self, id: FunctionId, args: &[Value]) -> Vec<FunctionInstance> {
        let mut fx = self.header_fx(id, args);
        fx.symbolic = true;
        let body = self.check_body(&mut fx, id, args);
        self.check_defaults(id, args);
        let mut all = vec![self.symbolic_instance(id, args, body)];
        while let Some(instance) = self.tables.nested.pop_front() {
            let (id, args) = self.tables.origins[instance.0 as usize].clone();
            let mut fx = self.header_fx(id, &args);
            fx.symbolic = true;
            let body = self.check_body(&mut fx, id, &args);
            let made = self.symbolic_instance(id, &args, body);
            all.push(made);
        }
        all
    }

    /// A checked body as the passes behind the checker look at it.
    fn symbolic_instance(&mut self, id: FunctionId, args: &[Value], body: crate::hir::Body) -> FunctionInstance {
        let sig = self.signature(id, args);
        let environment = self.closure_arg(id);
        let own = sig.args.iter().map(|a| InstanceArg { name: a.name, ty: a.ty, passing: a.passing, kind: a.kind });
        let function = self.defs.function(id);
        FunctionInstance {
            id: InstanceId(u32::MAX),
            name: function.name.to_string(),
            display: String::new(),
            args: environment.into_iter().chain(own).collect(),
            result: sig.result,
            returns_ref: sig.returns_ref.as_ref().map(|_| true),
            may_dangle: sig.freedom != super::freedom::Freedom::Owned,
            raises: sig.raises,
            body: Some(body),
            rust: None,
            generics: Vec::new(),
            docstring: None,
            inline: Inline::Default,
            user: !self.defs.module(function.module).library,
            settled: false,
            generic: false,
            file: self.defs.module(function.module).file,
            span: function.span,
        }
    }

    /// Whether the type or bound of a parameter is understood. Reports a name in it that means nothing.
    pub(super) fn check_param(&mut self, param: ParamId) -> bool {
        self.bounds_of(param);
        let understood = self.tables.understood.get(&param).copied().unwrap_or(true);
        if !self.tables.complained.insert(param) {
            return understood;
        }
        let info = self.defs.param(param).clone();
        let bound = match (&info.implicit, &info.ty) {
            (Some(ImplicitParam::Some(expr)), _) | (None, Some(expr)) => expr,
            _ => return understood,
        };
        let outer = std::mem::take(&mut self.diagnostics);
        let mut fx = self.param_fx(param);
        fx.comptime += 1;
        self.expr(&mut fx, bound, None);
        let found = std::mem::replace(&mut self.diagnostics, outer);
        // The parameters of a function type are no names yet.
        let mut words = self.sources.text(bound.span).split(|c: char| !c.is_alphanumeric() && c != '_');
        if !words.any(|word| word == "def") {
            let unknown = found
                .iter()
                .filter(|d| matches!(d.code, "E0401" | "E0303" | "W0302") && d.span.file == bound.span.file);
            unknown.for_each(|d| self.report(d.clone()));
        }
        understood
    }

    /// Reports what was found in a generic definition. What its instances gave is the same mistake again.
    fn take_over(&mut self, found: Diagnostics, span: Span, unknowns: bool) {
        let within = |at: Span| at.file == span.file && at.start >= span.start && at.end <= span.end;
        // What fails at compile time fails where it is reached, which the arguments decide.
        // A display may get its type from something that is not known.
        let computed = |code: &str| code.starts_with("E057") || unknowns && code == "E0533";
        let found: Vec<_> = found.iter().filter(|d| within(d.span) && !computed(d.code)).cloned().collect();
        if found.iter().any(|d| d.severity == Severity::Error) {
            self.diagnostics.retain(|d| d.severity != Severity::Error || !within(d.span));
        }
        found.into_iter().for_each(|d| self.diagnostics.report(d));
    }

    /// Arguments that stand for the parameters of a function; origins are erased as everywhere.
    pub(super) fn symbolic_args(&mut self, id: FunctionId) -> Vec<Value> {
        let params = self.all_params(id);
        let ast = self.defs.function(id).ast.clone();
        params
            .iter()
            .map(|param| {
                let unbound = matches!(self.defs.param(*param).implicit, Some(ImplicitParam::Unbound));
                if unbound && self.is_unbound_origin(*param, &ast) {
                    return Value::Origin(Mutability::Any);
                }
                self.symbolic_arg(*param)
            })
            .collect()
    }

    pub(super) fn symbolic_arg(&mut self, param: ParamId) -> Value {
        if self.is_origin_param(param) || self.is_mutability_param(param) {
            return Value::Origin(Mutability::Any);
        }
        self.identity_arg(param)
    }

    /// Whether the `_` that a parameter was made of stands where a struct takes an origin.
    fn is_unbound_origin(&mut self, param: ParamId, function: &ast::Function) -> bool {
        let (name, module) = (self.defs.param(param).name, self.defs.param(param).module);
        let mut found = None;
        for arg in &function.args {
            let ty = match &arg.kind {
                ast::ArgDefKind::Named { ty: Some(ty), .. } => ty,
                ast::ArgDefKind::Variadic { ty, .. } | ast::ArgDefKind::Keywords { ty, .. } => ty,
                _ => continue,
            };
            find_argument(ty, name, &mut found);
        }
        let Some((base, position, keyword)) = found else { return false };
        let Some(Entry::Struct(id)) = self.lookup_global(module, base) else { return false };
        let params = self.defs.strukt(id).params.clone();
        let target = match keyword {
            Some(keyword) => params.iter().copied().find(|p| self.defs.param(*p).name == keyword),
            None => params.iter().copied().filter(|p| !self.defs.param(*p).infer_only).nth(position),
        };
        target.is_some_and(|target| self.is_origin_param(target) || self.is_mutability_param(target))
    }

    /// Whether a function is nested in a generic definition that is checked for itself.
    pub(super) fn is_nested_in_symbolic(&self, id: FunctionId) -> bool {
        match self.defs.function(id).parent {
            Parent::Local(frame) => self.tables.frames.get(frame as usize).is_some_and(|frame| frame.symbolic),
            _ => false,
        }
    }

    /// Whether a call in a generic definition that is checked for itself has no instance behind it: its arguments are
    /// parameters. Nested functions have one, because their bodies are checked too.
    pub(super) fn stays_abstract(&self, id: FunctionId, values: &[Value]) -> bool {
        self.symbolic && values.iter().any(crate::types::is_symbolic_value) && !self.is_nested_in_symbolic(id)
    }

    /// Whether a type depends on arguments in a way that the check of a generic definition cannot follow.
    pub fn is_hazy(&mut self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Assoc(..) => true,
            TyKind::Param(id) => {
                let info = self.defs.param(*id);
                info.variadic || matches!(info.implicit, Some(ImplicitParam::Unbound)) || self.has_unclear_bound(*id)
            }
            TyKind::Struct(_, args) => args.iter().any(|arg| self.is_hazy_value(arg)),
            TyKind::FunctionItem(_, args) => {
                args.iter().any(|arg| matches!(arg, Value::Deferred) || self.is_hazy_value(arg))
            }
            TyKind::Tuple(tys) | TyKind::Pack(tys) => tys.iter().any(|ty| self.is_hazy(*ty)),
            TyKind::Variadic(ty) => self.is_hazy(*ty),
            TyKind::FunctionPointer(signature) => {
                signature.args.iter().any(|(_, ty)| self.is_hazy(*ty))
                    || self.is_hazy(signature.result)
                    || signature.raises.is_some_and(|ty| self.is_hazy(ty))
            }
            _ => false,
        }
    }

    /// Whether a mistake in a trait hides what a parameter has.
    pub(super) fn has_unclear_bound(&mut self, param: ParamId) -> bool {
        if self.tables.unclear.is_empty() {
            return false;
        }
        let bounds = self.bounds_of(param);
        bounds.iter().any(|bound| match bound {
            Bound::Trait(id) => self.supertraits(*id).iter().any(|each| self.tables.unclear.contains(each)),
            Bound::Function(_) => false,
        })
    }

    fn is_hazy_value(&mut self, value: &Value) -> bool {
        match value {
            Value::Type(ty) => self.is_hazy(*ty),
            Value::Deferred | Value::Unbound => true,
            Value::Param(id) => self.is_origin_param(*id),
            // The elements of a pack are not known one by one.
            Value::Pack(values) => values.iter().any(|value| match value {
                Value::Param(id) => self.defs.param(*id).variadic,
                other => self.is_hazy_value(other),
            }),
            Value::Tuple(values) => values.iter().any(|value| self.is_hazy_value(value)),
            Value::Aggregate(ty, values) => self.is_hazy(*ty) || values.iter().any(|value| self.is_hazy_value(value)),
            _ => false,
        }
    }

    /// A number whose element type is a parameter: a literal may be one.
    pub(super) fn has_open_dtype(&mut self, ty: Ty) -> bool {
        self.is_lang(ty, "SIMD") && crate::types::is_symbolic(ty)
    }

    /// A node of which nothing is known, and nothing is said.
    pub(super) fn unknown(&mut self) -> Node {
        self.unknowns += 1;
        Node::Error
    }

    /// A node of a generic body, without what is hazy.
    pub(super) fn known_node(&mut self, node: Node) -> Node {
        let hazy = match &node {
            Node::Value(value) => self.is_hazy(value.ty),
            Node::Place(place) => self.is_hazy(place.ty),
            Node::Type(ty) => self.is_hazy(*ty),
            Node::Comptime(Value::Param(_)) => true,
            Node::Comptime(value) => self.is_hazy_value(value),
            _ => false,
        };
        if hazy { self.unknown() } else { node }
    }

    pub(super) fn known_ty(&mut self, ty: Ty) -> Ty {
        if self.is_hazy(ty) {
            self.unknowns += 1;
            return Ty::error();
        }
        ty
    }

    /// A signature for the body behind it.
    pub(super) fn known_sig(&mut self, sig: &Sig) -> Rc<Sig> {
        let mut sig = sig.clone();
        for arg in &mut sig.args {
            arg.ty = self.known_ty(arg.ty);
        }
        sig.result = self.known_ty(sig.result);
        sig.raises = sig.raises.map(|ty| self.known_ty(ty));
        Rc::new(sig)
    }

    /// A parameter bound by a function type, as a value that can be called and passed on.
    pub(super) fn function_param(&mut self, node: Node, span: Span) -> Node {
        match node {
            Node::Type(ty) if self.symbolic => match ty.kind() {
                TyKind::Param(id) if self.function_signature(ty).is_some() => {
                    Node::Value(super::constant(Value::Param(*id), ty, span))
                }
                _ => Node::Type(ty),
            },
            other => other,
        }
    }
}

/// The struct's name, and the position or keyword, of the argument `name` in a type.
fn find_argument(
    ty: &ast::Expr,
    name: grammar::Symbol,
    found: &mut Option<(grammar::Symbol, usize, Option<grammar::Symbol>)>,
) {
    match &ty.kind {
        ast::ExprKind::Paren(inner) => find_argument(inner, name, found),
        ast::ExprKind::Subscript(base, indices) => {
            for (position, index) in indices.iter().enumerate() {
                let ast::IndexKind::Value(value) = &index.kind else { continue };
                match (&value.kind, &base.kind) {
                    (ast::ExprKind::Name(own), ast::ExprKind::Name(base)) if *own == name => {
                        *found = Some((*base, position, index.keyword.map(|k| k.symbol)));
                    }
                    _ => find_argument(value, name, found),
                }
            }
        }
        _ => {}
    }
}
