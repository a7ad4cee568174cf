//! Traits: what a type conforms to, what a parameter is bound by, and where a method of a type is found.

use std::rc::Rc;

use grammar::{Symbol, ast};

use super::{Env, Fx, Node};
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind, ImplicitParam, Parent, StructId, TraitId};
use crate::types::{ParamId, Signature, Ty, TyKind, Value};

/// One part of what a parameter must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    Trait(TraitId),
    /// A function type that is not `thin`: any function or closure that fits.
    Function(Signature),
}

/// Methods found on a type by name.
#[derive(Clone, Debug)]
pub struct Found {
    pub ids: Rc<Vec<FunctionId>>,
    /// Arguments for the parameters of the struct or trait.
    pub parent_args: Vec<Value>,
    /// Only promised by a bound.
    pub is_abstract: bool,
}

impl Cx<'_> {
    /// The bounds of a type parameter; empty for a value parameter.
    pub fn bounds_of(&mut self, param: ParamId) -> Rc<Vec<Bound>> {
        if let Some(bounds) = self.tables.bounds.get(&param) {
            return bounds.clone();
        }
        self.tables.bounds.insert(param, Rc::new(Vec::new()));
        let info = self.defs.param(param).clone();
        let bounds = match (&info.implicit, &info.ty) {
            (Some(ImplicitParam::SelfOf(id)), _) => vec![Bound::Trait(*id)],
            (Some(ImplicitParam::Some(expr)), _) | (None, Some(expr)) => {
                let mut fx = self.param_fx(param);
                let (node, clean) = self.attempt(|cx| {
                    fx.comptime += 1;
                    cx.expr(&mut fx, expr, None)
                });
                self.tables.understood.insert(param, clean && !node.is_error());
                match node {
                    Node::Bound(bounds) => bounds,
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        };
        let bounds = Rc::new(bounds);
        self.tables.bounds.insert(param, bounds.clone());
        bounds
    }

    /// A context for the expression after a parameter's `:`; parameters before it in the same list stand for themselves.
    ///
    /// Only those that the expression mentions are looked at: what kind they are depends on their own bounds.
    pub fn param_fx(&mut self, param: ParamId) -> Fx {
        let info = self.defs.param(param);
        let (module, parent) = (info.module, info.parent);
        let bound = match (&info.implicit, &info.ty) {
            (Some(ImplicitParam::Some(expr)), _) | (None, Some(expr)) => Some(expr.span),
            _ => None,
        };
        let text = bound.map(|span| self.sources.text(span).to_string()).unwrap_or_default();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mut env = Env::default();
        let siblings: Vec<ParamId> = match parent {
            Parent::Struct(id) => self.defs.strukt(id).params.to_vec(),
            Parent::Trait(id) => vec![self.defs.trait_(id).self_param],
            _ => Vec::new(),
        };
        // Functions enter their parameters one after the other, so neighbours are found by their ids, the nearest last.
        let own: Vec<ParamId> = (param.0.saturating_sub(16)..param.0)
            .map(ParamId)
            .filter(|p| self.defs.param(*p).parent == parent && self.defs.param(*p).module == module)
            .collect();
        for id in siblings.into_iter().chain(own) {
            let name = self.defs.param(id).name;
            if id != param && words.contains(&name.as_str()) {
                let value = self.identity_arg(id);
                env.map.push((id, value));
            }
        }
        let self_ty = match parent {
            Parent::Struct(id) if words.contains(&"Self") => {
                let params = self.defs.strukt(id).params.clone();
                let args = params.iter().map(|p| self.identity_arg(*p)).collect();
                Some(self.struct_ty(id, args))
            }
            _ => None,
        };
        let mut fx = Fx::new(module, parent, env, self_ty);
        fx.bare_params = true;
        fx
    }

    /// A trait and everything it refines.
    pub fn supertraits(&mut self, id: TraitId) -> Rc<Vec<TraitId>> {
        if let Some(all) = self.tables.supertraits.get(&id) {
            return all.clone();
        }
        self.tables.supertraits.insert(id, Rc::new(vec![id]));
        let module = self.defs.trait_(id).module;
        let ast = self.defs.trait_(id).ast.clone();
        let self_param = self.defs.trait_(id).self_param;
        let mut all = vec![id];
        for base in &ast.bases {
            let env = Env { map: vec![(self_param, Value::Type(Ty::new(TyKind::Param(self_param))))] };
            let mut fx = Fx::new(module, Parent::Trait(id), env, None);
            fx.comptime = 1;
            match self.expr(&mut fx, base, None) {
                Node::Bound(bounds) => {
                    for bound in bounds {
                        if let Bound::Trait(base) = bound {
                            for each in self.supertraits(base).iter() {
                                if !all.contains(each) {
                                    all.push(*each);
                                }
                            }
                        }
                    }
                }
                _ => {
                    self.tables.unclear.insert(id);
                }
            }
        }
        let all = Rc::new(all);
        self.tables.supertraits.insert(id, all.clone());
        all
    }

    pub fn conforms(&mut self, ty: Ty, name: &'static str) -> bool {
        match self.lang_trait(name) {
            Some(id) => self.conforms_id(ty, id),
            None => false,
        }
    }

    pub fn conforms_id(&mut self, ty: Ty, id: TraitId) -> bool {
        if let Some(known) = self.tables.conforms.get(&(ty, id)) {
            return *known;
        }
        // A question that comes back to itself is answered by the rest of the type: `List[Node]` in `Node`.
        self.tables.conforms.insert((ty, id), true);
        let result = self.compute_conforms(ty, id);
        self.tables.conforms.insert((ty, id), result);
        result
    }

    fn compute_conforms(&mut self, ty: Ty, id: TraitId) -> bool {
        let name = self.defs.trait_(id).name;
        let library = self.defs.module(self.defs.trait_(id).module).library;
        if library && name == "AnyType" {
            return true;
        }
        match ty.kind() {
            TyKind::Error | TyKind::Never => true,
            TyKind::Param(param) => {
                let bounds = self.bounds_of(*param);
                bounds.iter().any(|b| match b {
                    Bound::Trait(t) => self.supertraits(*t).contains(&id),
                    Bound::Function(_) => library && matches!(name.as_str(), "Movable" | "Deinitable" | "AnyFunction"),
                }) || (library && name == "Deinitable" && self.ends_silently(*param))
            }
            TyKind::Assoc(base, member) if library && name == "Deinitable" => self.member_ends_silently(*base, *member),
            TyKind::Assoc(..) => true,
            TyKind::Struct(strukt, args) => self.struct_conforms(*strukt, args, ty, id),
            TyKind::Tuple(tys)
                if matches!(name.as_str(), "TrivialRegisterPassable" | "RegisterPassable" | "Deinitable") =>
            {
                library && tys.iter().all(|ty| self.conforms_id(*ty, id))
            }
            TyKind::Tuple(tys) => {
                let Some(strukt) = self.lang("Tuple") else { return false };
                let pack = Value::Pack(tys.iter().map(|ty| Value::Type(*ty)).collect());
                match Ty::new(TyKind::Struct(strukt, vec![pack])).kind() {
                    TyKind::Struct(_, args) => self.struct_conforms(strukt, args, ty, id),
                    _ => false,
                }
            }
            TyKind::FunctionItem(..) | TyKind::FunctionPointer(_) => {
                library
                    && matches!(
                        name.as_str(),
                        "AnyFunction"
                            | "Copyable"
                            | "ImplicitlyCopyable"
                            | "Movable"
                            | "Deinitable"
                            | "RegisterPassable"
                            | "TrivialRegisterPassable"
                    )
            }
            TyKind::Closure(closure) => match name.as_str() {
                "AnyFunction" | "Movable" | "Deinitable" => library,
                "Copyable" | "ImplicitlyCopyable" => library && self.closure_is_copyable(*closure),
                _ => false,
            },
            TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) | TyKind::StringLiteral(_) => {
                let default = self.default_type(ty);
                self.conforms_id(default, id)
            }
            TyKind::None => match self.lang("NoneType") {
                Some(strukt) => self.struct_conforms(strukt, &[], ty, id),
                None => false,
            },
            TyKind::Pack(_) | TyKind::Variadic(_) => library && matches!(name.as_str(), "Sized" | "Copyable"),
        }
    }

    /// Whether values of a parameter can be destroyed though no bound says so: packs and what is not understood are not
    /// looked at.
    fn ends_silently(&mut self, param: ParamId) -> bool {
        let info = self.defs.param(param);
        let trait_self = match info.implicit {
            Some(ImplicitParam::SelfOf(id)) => Some(id),
            _ => None,
        };
        if info.variadic || info.ty.is_none() && info.implicit.is_none() {
            return true;
        }
        if let Some(id) = trait_self {
            return self.defs.module(self.defs.trait_(id).module).library;
        }
        if self.has_unclear_bound(param) || self.defs.module(self.defs.param(param).module).library {
            return true;
        }
        self.bounds_of(param).iter().any(|bound| matches!(bound, Bound::Function(_)))
    }

    /// The same for a compile-time member that a trait of the user's declares with a bound.
    fn member_ends_silently(&mut self, base: Ty, member: Symbol) -> bool {
        let TyKind::Param(param) = base.kind() else { return true };
        let Some(deinitable) = self.lang_trait("Deinitable") else { return true };
        let bounds = self.bounds_of(*param);
        for bound in bounds.iter() {
            let Bound::Trait(id) = bound else { continue };
            for each in self.supertraits(*id).iter() {
                let def = self.defs.trait_(*each);
                let (module, self_param) = (def.module, def.self_param);
                let Some(comptime) = def.comptimes.get(&member).copied() else { continue };
                let Some(written) = self.defs.comptime(comptime).ast.ty.clone() else { return true };
                if self.defs.module(module).library {
                    return true;
                }
                let env = Env { map: vec![(self_param, Value::Type(base))] };
                let mut fx = Fx::new(module, Parent::Trait(*each), env, Some(base));
                fx.comptime = 1;
                let (node, clean) = self.attempt(|cx| cx.expr(&mut fx, &written, None));
                let (Node::Bound(bounds), true) = (node, clean) else { return true };
                return bounds.iter().any(|bound| match bound {
                    Bound::Trait(id) => self.supertraits(*id).contains(&deinitable),
                    Bound::Function(_) => true,
                });
            }
        }
        true
    }

    fn struct_conforms(&mut self, strukt: StructId, args: &'static [Value], ty: Ty, id: TraitId) -> bool {
        let def = self.defs.strukt(strukt);
        let (ast, module) = (def.ast.clone(), def.module);
        let name = self.defs.trait_(id).name;
        let library = self.defs.module(self.defs.trait_(id).module).library;
        let mut denied = false;
        for conformance in &ast.conformances {
            let mut fx = self.struct_fx(strukt, args, ty);
            fx.module = module;
            fx.comptime = 1;
            let Node::Bound(bounds) = self.expr(&mut fx, &conformance.trait_, None) else { continue };
            let mut matches = false;
            for bound in &bounds {
                if let Bound::Trait(t) = bound {
                    matches |= self.supertraits(*t).contains(&id);
                }
            }
            if !matches {
                continue;
            }
            if conformance.negative {
                denied = true;
                continue;
            }
            let holds = match &conformance.constraint {
                Some(condition) => self.comptime_condition(&mut fx, condition).unwrap_or(true),
                None => true,
            };
            if holds {
                return true;
            }
        }
        if denied || !library {
            return false;
        }
        match name.as_str() {
            // What a container of the library holds ends with it.
            "Deinitable" if self.defs.module(module).library => args.iter().all(|arg| match arg {
                Value::Type(held) => self.conforms_id(*held, id),
                Value::Pack(values) => values.iter().filter_map(Value::as_type).all(|held| self.conforms_id(held, id)),
                _ => true,
            }),
            "Deinitable" => true,
            // Moving is implied where the fields allow it.
            "Movable" => self.struct_fields(ty).into_iter().all(|(_, field)| self.conforms_id(field, id)),
            _ => false,
        }
    }

    /// A context inside a struct's header or body: its parameters bound, written bare or with `Self.`.
    pub fn struct_fx(&mut self, strukt: StructId, args: &[Value], ty: Ty) -> Fx {
        let def = self.defs.strukt(strukt);
        let env = Env { map: def.params.iter().copied().zip(args.iter().cloned()).collect() };
        let mut fx = Fx::new(def.module, Parent::Struct(strukt), env, Some(ty));
        fx.bare_params = true;
        fx
    }

    /// The first bound of a parameter that a type does not meet, as it is written.
    pub fn unmet_bound(&mut self, param: ParamId, arg: Ty, _owner: Ty) -> Option<String> {
        let bounds = self.bounds_of(param);
        for bound in bounds.iter() {
            match bound {
                Bound::Trait(id) => {
                    if !self.conforms_id(arg, *id) {
                        return Some(self.defs.trait_(*id).name.to_string());
                    }
                }
                Bound::Function(signature) => {
                    if !self.fits_function(arg, signature) {
                        let shown = Ty::new(TyKind::FunctionPointer(Box::new(signature.clone())));
                        return Some(self.show(shown));
                    }
                }
            }
        }
        None
    }

    /// The struct whose declarations hold the methods of a type, with its arguments.
    pub fn method_owner(&mut self, ty: Ty) -> Option<(StructId, Vec<Value>)> {
        match ty.kind() {
            TyKind::Struct(id, args) => Some((*id, args.clone())),
            TyKind::Tuple(tys) | TyKind::Pack(tys) => {
                let id = self.lang("Tuple")?;
                Some((id, vec![Value::Pack(tys.iter().map(|ty| Value::Type(*ty)).collect())]))
            }
            TyKind::None => Some((self.lang("NoneType")?, Vec::new())),
            TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) | TyKind::StringLiteral(_) => {
                let default = self.default_type(ty);
                self.method_owner(default)
            }
            _ => None,
        }
    }

    /// The methods of a type by name: its own, else the default of a trait that it conforms to.
    pub fn find_method(&mut self, ty: Ty, name: Symbol) -> Option<Found> {
        match ty.kind() {
            TyKind::Param(param) => {
                let bounds = self.bounds_of(*param);
                let mut all: Vec<FunctionId> = Vec::new();
                for bound in bounds.iter() {
                    let Bound::Trait(id) = bound else { continue };
                    for each in self.supertraits(*id).iter() {
                        if let Some(ids) = self.trait_methods(*each, name) {
                            all.extend(ids.iter().copied().filter(|id| !all.contains(id)).collect::<Vec<_>>());
                        }
                    }
                }
                (!all.is_empty()).then(|| Found {
                    ids: Rc::new(all),
                    parent_args: vec![Value::Type(ty)],
                    is_abstract: true,
                })
            }
            _ => {
                let (strukt, args) = self.method_owner(ty)?;
                if let Some(ids) = self.struct_methods(strukt, name) {
                    return Some(Found { ids, parent_args: args, is_abstract: false });
                }
                let owner = self.struct_ty(strukt, args.clone());
                self.trait_default(strukt, owner, name)
            }
        }
    }

    /// The default of a trait; that of a refining trait goes before those of the traits it refines.
    fn trait_default(&mut self, strukt: StructId, ty: Ty, name: Symbol) -> Option<Found> {
        let mut best: Option<(TraitId, Vec<FunctionId>)> = None;
        for id in self.declared_traits(strukt, ty) {
            let Some(ids) = self.trait_methods(id, name) else { continue };
            let defaults: Vec<FunctionId> =
                ids.iter().copied().filter(|f| self.defs.function(*f).kind != FunctionKind::Required).collect();
            if defaults.is_empty() || !self.conforms_id(ty, id) {
                continue;
            }
            let refines = match &best {
                Some((found, _)) => self.supertraits(id).contains(found),
                None => true,
            };
            if refines {
                best = Some((id, defaults));
            }
        }
        let (_, defaults) = best?;
        Some(Found { ids: Rc::new(defaults), parent_args: vec![Value::Type(ty)], is_abstract: false })
    }

    /// The traits that a struct lists, with what they refine; conditions are not looked at.
    pub fn declared_traits(&mut self, strukt: StructId, ty: Ty) -> Vec<TraitId> {
        let (ast, module) = (self.defs.strukt(strukt).ast.clone(), self.defs.strukt(strukt).module);
        let args = self.method_owner(ty).map(|(_, args)| args).unwrap_or_default();
        let mut all = Vec::new();
        for conformance in ast.conformances.iter().filter(|c| !c.negative) {
            let mut fx = self.struct_fx(strukt, &args, ty);
            fx.module = module;
            fx.comptime = 1;
            if let Node::Bound(bounds) = self.expr(&mut fx, &conformance.trait_, None) {
                for bound in bounds {
                    if let Bound::Trait(id) = bound {
                        for each in self.supertraits(id).iter() {
                            if !all.contains(each) {
                                all.push(*each);
                            }
                        }
                    }
                }
            }
        }
        all
    }

    pub fn has_method(&mut self, ty: Ty, name: &str) -> bool {
        self.find_method(ty, Symbol::new(name)).is_some()
    }

    /// Whether a function value can be used where a function type is asked for.
    pub fn fits_function(&mut self, ty: Ty, wanted: &Signature) -> bool {
        let Some(own) = self.function_signature(ty) else { return ty.is_error() };
        own.args.len() == wanted.args.len()
            && own.args.iter().zip(&wanted.args).all(|((_, a), (_, b))| crate::types::is_symbolic(*b) || a == b)
            && (crate::types::is_symbolic(wanted.result) || own.result == wanted.result)
            && (own.raises.is_none() || wanted.raises.is_some())
    }

    /// The signature behind a function item, pointer or closure type.
    pub fn function_signature(&mut self, ty: Ty) -> Option<Signature> {
        match ty.kind() {
            TyKind::FunctionPointer(signature) => Some((**signature).clone()),
            TyKind::FunctionItem(id, args) => {
                let sig = self.signature(*id, args);
                Some(Signature {
                    args: sig.args.iter().map(|a| (a.passing, a.ty)).collect(),
                    result: sig.result,
                    raises: sig.raises,
                    c: self.defs.function(*id).ast.effects.abi.as_deref() == Some("C"),
                })
            }
            TyKind::Closure(id) => Some(self.closure_signature(*id)),
            TyKind::Param(param) => {
                let bounds = self.bounds_of(*param);
                bounds.iter().find_map(|b| match b {
                    Bound::Function(signature) => Some(signature.clone()),
                    Bound::Trait(_) => None,
                })
            }
            _ => None,
        }
    }

    /// Evaluates a condition at compile time; `None` if it depends on what is not bound yet.
    pub fn comptime_condition(&mut self, fx: &mut Fx, condition: &ast::Expr) -> Option<bool> {
        fx.comptime += 1;
        let node = self.expr(fx, condition, None);
        // Anything with `__bool__` is a condition.
        let node = match node.ty() {
            Some(ty) if !ty.is_error() && !crate::types::is_symbolic(ty) && !self.is_lang(ty, "Bool") => {
                Node::Value(self.truth(fx, node, condition.span))
            }
            _ => node,
        };
        fx.comptime -= 1;
        match self.node_to_comptime(fx, node, condition.span) {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }
}
