//! Structs as a whole: the types of their fields, and whether they have what their traits require.

use grammar::{Diagnostic, Span, Symbol};

use super::{Bound, Env, Fx, Node, Sig};
use crate::cx::Cx;
use crate::definitions::{ComptimeId, FunctionId, FunctionKind, Parent, StructId, TraitId};
use crate::program::ArgKind;
use crate::types::{Passing, Ty, TyKind, Value, is_symbolic};

impl Cx<'_> {
    /// Checks the declarations of a struct: its fields' types and the requirements of its traits. The parameters of a
    /// generic one stand for themselves.
    pub(super) fn check_struct(&mut self, id: StructId) {
        // What a requirement says may mention what the struct lacks.
        if self.tables.examined.contains(&id) {
            return;
        }
        self.tables.examined.push(id);
        self.check_declarations(id);
        self.tables.examined.pop();
    }

    fn check_declarations(&mut self, id: StructId) {
        let params = self.defs.strukt(id).params.clone();
        if !params.iter().all(|param| self.check_param(*param)) {
            return;
        }
        let args: Vec<Value> = params.iter().map(|param| self.symbolic_arg(*param)).collect();
        let ty = self.struct_ty(id, args.clone());
        self.struct_info(ty);
        self.check_size(id, ty);
        self.check_destroyed_fields(id, ty);
        let ast = self.defs.strukt(id).ast.clone();
        for conformance in ast.conformances.iter().filter(|c| !c.negative) {
            let mut fx = self.struct_fx(id, &args, ty);
            fx.comptime = 1;
            let bounds = match self.expr(&mut fx, &conformance.trait_, None) {
                Node::Bound(bounds) => bounds,
                Node::Error => continue,
                _ => {
                    let text = self.sources.text(conformance.trait_.span).to_string();
                    let at = conformance.trait_.span;
                    self.report(Diagnostic::error("E0502", at, format!("`{text}` is not a trait")));
                    continue;
                }
            };
            self.assuming(&mut fx, conformance.constraint.as_ref(), |cx, _| {
                for bound in bounds {
                    if let Bound::Trait(trait_) = bound {
                        cx.check_trait(id, ty, trait_, conformance.trait_.span);
                    }
                }
            });
        }
    }

    /// Whether it is due to another mistake that a type has nothing of this name: a trait that it lists requires it, and it is
    /// missing, or nobody knows what one of its traits is. Both are reported where the type is defined.
    pub(super) fn is_owed(&mut self, ty: Ty, name: Symbol) -> bool {
        if self.has_unknown_trait(ty) {
            return true;
        }
        let Some((id, _)) = self.method_owner(ty) else { return false };
        if self.defs.module(self.defs.strukt(id).module).library {
            return false;
        }
        let owed = self.declared_traits(id, ty).into_iter().any(|trait_| {
            self.trait_methods(trait_, name).is_some() || self.defs.trait_(trait_).comptimes.contains_key(&name)
        });
        if owed {
            self.check_struct(id);
        }
        owed
    }

    fn has_unknown_trait(&mut self, ty: Ty) -> bool {
        let (mut fx, bounds) = match ty.kind() {
            TyKind::Param(param) => match self.defs.param(*param).ty.clone() {
                Some(bound) => (self.param_fx(*param), vec![bound]),
                None => return false,
            },
            TyKind::Struct(id, args) => {
                let ast = self.defs.strukt(*id).ast.clone();
                let listed = ast.conformances.iter().filter(|c| !c.negative).map(|c| c.trait_.clone());
                (self.struct_fx(*id, args, ty), listed.collect())
            }
            _ => return false,
        };
        fx.comptime = 1;
        bounds.iter().any(|bound| match self.attempt(|cx| cx.expr(&mut fx, bound, None)).0 {
            Node::Bound(bounds) => bounds.iter().any(|bound| match bound {
                Bound::Trait(trait_) => self.has_unknown_base(*trait_),
                Bound::Function(_) => false,
            }),
            node => node.is_error(),
        })
    }

    fn has_unknown_base(&mut self, trait_: TraitId) -> bool {
        self.supertraits(trait_).iter().any(|each| {
            let def = self.defs.trait_(*each);
            if self.defs.module(def.module).library {
                return false;
            }
            let (ast, module) = (def.ast.clone(), def.module);
            let mut fx = Fx::new(module, Parent::Trait(*each), Env::default(), None);
            fx.comptime = 1;
            ast.bases.iter().any(|base| self.attempt(|cx| cx.expr(&mut fx, base, None)).0.is_error())
        })
    }

    /// What a struct lacks of a trait is one diagnostic: the first requirement, and the others as notes.
    fn check_trait(&mut self, id: StructId, ty: Ty, trait_: TraitId, span: Span) {
        let mut unmet = Vec::new();
        self.check_requirements(id, ty, trait_, span, &mut unmet);
        let mut unmet = unmet.into_iter();
        let Some(mut first) = unmet.next() else { return };
        for other in unmet {
            first = first.note(other.message);
            first.labels.extend(other.labels);
            first.notes.extend(other.notes);
        }
        self.report(first);
    }

    fn check_requirements(&mut self, id: StructId, ty: Ty, trait_: TraitId, span: Span, unmet: &mut Vec<Diagnostic>) {
        let mut copied = true;
        for each in self.supertraits(trait_).iter().copied().collect::<Vec<_>>() {
            let def = self.defs.trait_(each);
            let library = self.defs.module(def.module).library;
            let (name, order) = (def.name, def.order.clone());
            // What the language synthesises field by field.
            match name.as_str() {
                "Copyable" | "ImplicitlyCopyable" if library => {
                    copied = copied && self.check_copied_fields(id, ty, each, span);
                    continue;
                }
                "Movable" | "Deinitable" | "AnyType" if library => continue,
                _ => {}
            }
            for method in order {
                let all = self.trait_methods(each, method).unwrap_or_default();
                let required: Vec<_> =
                    all.iter().copied().filter(|f| self.defs.function(*f).kind == FunctionKind::Required).collect();
                let Some(first) = required.first().copied() else { continue };
                let Some(found) = self.find_method(ty, method) else {
                    unmet.push(self.unimplemented(id, method, each, first, span));
                    continue;
                };
                if !found.is_abstract {
                    for required in required {
                        unmet.extend(self.check_fits(id, ty, each, required, &found.ids, span));
                    }
                }
            }
            self.check_required_members(id, ty, each, span, unmet);
            self.check_member_types(id, ty, each, span, unmet);
        }
        self.check_conflicts(id, ty, trait_, span, unmet);
    }

    /// Reports a method that a struct takes from two traits, neither of which refines the other.
    fn check_conflicts(&mut self, id: StructId, ty: Ty, trait_: TraitId, span: Span, unmet: &mut Vec<Diagnostic>) {
        let provided = |cx: &mut Self, each: TraitId, method: Symbol| {
            let all = cx.trait_methods(each, method).unwrap_or_default();
            all.iter().copied().find(|f| cx.defs.function(*f).kind != FunctionKind::Required)
        };
        let declared = self.declared_traits(id, ty);
        for each in self.supertraits(trait_).iter().copied().collect::<Vec<_>>() {
            if self.defs.module(self.defs.trait_(each).module).library {
                continue;
            }
            for method in self.defs.trait_(each).order.clone() {
                if self.struct_methods(id, method).is_some() {
                    continue;
                }
                let Some(own) = provided(self, each, method) else { continue };
                for other in &declared {
                    let related = self.supertraits(*other).contains(&each) || self.supertraits(each).contains(other);
                    // The pair is reported at the trait that is listed last.
                    let later = declared.iter().position(|t| t == other) > declared.iter().position(|t| *t == each);
                    if related || later {
                        continue;
                    }
                    let Some(first) = provided(self, *other, method) else { continue };
                    let overridden = declared.iter().any(|t| {
                        let all = self.supertraits(*t);
                        t != other
                            && *t != each
                            && all.contains(other)
                            && all.contains(&each)
                            && provided(self, *t, method).is_some()
                    });
                    if overridden {
                        continue;
                    }
                    let (shown, a, b) =
                        (self.defs.strukt(id).name, self.defs.trait_(*other).name, self.defs.trait_(each).name);
                    let text = format!("`{shown}` has two defaults for `{method}`: those of `{a}` and `{b}`");
                    unmet.push(
                        Diagnostic::error("E0505", span, text)
                            .at(self.defs.function(first).ast.header, format!("the one of `{a}`"))
                            .at(self.defs.function(own).ast.header, format!("the one of `{b}`"))
                            .help(format!("write a `{method}` in `{shown}`")),
                    );
                }
            }
        }
    }

    fn unimplemented(
        &self,
        id: StructId,
        method: Symbol,
        trait_: TraitId,
        required: FunctionId,
        span: Span,
    ) -> Diagnostic {
        let (shown, name) = (self.defs.strukt(id).name, self.defs.trait_(trait_).name);
        let module = self.defs.module(self.defs.trait_(trait_).module);
        let text = format!("`{shown}` does not implement `{method}`, which `{name}` requires");
        let diagnostic = Diagnostic::error("E0505", span, text);
        match module.library {
            true => diagnostic.note(format!("`{name}` of `{}` declares `{}`", module.name, self.header_text(required))),
            false => diagnostic.at(self.defs.function(required).ast.header, "required here"),
        }
    }

    /// Reports the compile-time members that a trait leaves open and a struct does not give.
    fn check_required_members(
        &mut self,
        id: StructId,
        ty: Ty,
        trait_: TraitId,
        span: Span,
        unmet: &mut Vec<Diagnostic>,
    ) {
        let mut open: Vec<(Symbol, Span)> = Vec::new();
        for (name, comptime) in &self.defs.trait_(trait_).comptimes {
            let def = self.defs.comptime(*comptime);
            if def.ast.value.is_none() {
                open.push((*name, def.ast.name.span));
            }
        }
        open.sort_by_key(|(_, at)| *at);
        for (member, at) in open {
            let strukt = self.defs.strukt(id);
            let own = strukt.comptimes.contains_key(&member)
                || strukt.params.iter().any(|param| self.defs.param(*param).name == member);
            let given = own
                || self.declared_traits(id, ty).into_iter().any(|other| {
                    let other = self.defs.trait_(other).comptimes.get(&member).copied();
                    other.is_some_and(|other| self.defs.comptime(other).ast.value.is_some())
                });
            if given {
                continue;
            }
            let (shown, name) = (self.defs.strukt(id).name, self.defs.trait_(trait_).name);
            let library = self.defs.module(self.defs.trait_(trait_).module).library;
            let mut diagnostic = Diagnostic::error(
                "E0505",
                span,
                format!("`{shown}` does not implement `comptime {member}`, which `{name}` requires"),
            );
            if !library {
                diagnostic = diagnostic.at(at, "required here");
            }
            unmet.push(diagnostic);
        }
    }

    /// Reports a compile-time member that is of another type than a trait says.
    fn check_member_types(&mut self, id: StructId, ty: Ty, trait_: TraitId, span: Span, unmet: &mut Vec<Diagnostic>) {
        let mut members: Vec<ComptimeId> = self.defs.trait_(trait_).comptimes.values().copied().collect();
        members.sort_by_key(|member| self.defs.comptime(*member).span);
        for member in members {
            let def = self.defs.comptime(member);
            let (name, wanted, params) = (def.name, def.ast.ty.clone(), def.params.clone());
            let at = def.ast.name.span;
            let own = self.defs.strukt(id).comptimes.get(&name).map(|own| self.defs.comptime(*own).ast.clone());
            let (Some(own), Some(wanted), true) = (own, wanted, params.is_empty()) else { continue };
            if own.ty.is_some() || !own.params.is_empty() {
                continue;
            }
            let def = self.defs.trait_(trait_);
            let env = Env { map: vec![(def.self_param, Value::Type(ty))] };
            let mut fx = Fx::new(def.module, Parent::Trait(trait_), env, Some(ty));
            fx.comptime = 1;
            let (wanted, clean) = self.attempt(|cx| cx.expr(&mut fx, &wanted, None));
            if let (Node::Bound(bounds), true) = (&wanted, clean) {
                unmet.extend(
                    self.unmet_member(id, ty, trait_, &own.name, bounds, span).map(|d| d.at(at, "required here")),
                );
                continue;
            }
            let (Node::Type(wanted), true) = (wanted, clean) else { continue };
            let value = self.type_member(&mut fx, ty, &own.name);
            if value.is_error() || is_symbolic(wanted) || self.conversion(&mut fx, &value, wanted).is_some() {
                continue;
            }
            let (found, wanted) = (self.shown_node(&value), self.show(wanted));
            let trait_name = self.defs.trait_(trait_).name;
            let message = format!("`{name}` must be of type `{wanted}`, as `{trait_name}` requires, found `{found}`");
            unmet.push(Diagnostic::error("E0505", span, message).at(own.name.span, "this one").at(at, "required here"));
        }
    }

    /// The mistake of a compile-time member that is a type, if it does not conform as a trait says.
    fn unmet_member(
        &mut self,
        id: StructId,
        ty: Ty,
        trait_: TraitId,
        name: &grammar::ast::Name,
        bounds: &[Bound],
        span: Span,
    ) -> Option<Diagnostic> {
        let args = self.method_owner(ty).map(|(_, args)| args).unwrap_or_default();
        let mut fx = self.struct_fx(id, &args, ty);
        fx.comptime = 1;
        let (node, clean) = self.attempt(|cx| cx.type_member(&mut fx, ty, name));
        let (Node::Type(found), true) = (node, clean) else { return None };
        if found.is_error() || is_symbolic(found) {
            return None;
        }
        for bound in bounds {
            let Bound::Trait(wanted) = bound else { continue };
            if !self.conforms_id(found, *wanted) {
                let (shown, wanted) = (self.show(found), self.defs.trait_(*wanted).name);
                let (name, trait_name) = (name.symbol, self.defs.trait_(trait_).name);
                let text =
                    format!("`{name}` is `{shown}`, which does not conform to `{wanted}`, as `{trait_name}` requires");
                return Some(Diagnostic::error("E0505", span, text));
            }
        }
        None
    }

    /// The mistake of a requirement of which a struct has only the name.
    fn check_fits(
        &mut self,
        id: StructId,
        ty: Ty,
        trait_: TraitId,
        required: FunctionId,
        own: &[FunctionId],
        span: Span,
    ) -> Option<Diagnostic> {
        let mut why = None;
        for candidate in own {
            // A default stands for itself.
            if matches!(self.defs.function(*candidate).parent, Parent::Trait(_)) {
                return None;
            }
            match self.misfit(ty, required, *candidate) {
                None => return None,
                Some(text) => why = why.or(Some((*candidate, text))),
            }
        }
        let (candidate, text) = why?;
        let (shown, name, method) =
            (self.defs.strukt(id).name, self.defs.trait_(trait_).name, self.defs.function(required).name);
        let (header, own) = (self.defs.function(required).ast.header, self.defs.function(candidate).ast.header);
        Some(
            Diagnostic::error("E0505", span, format!("`{shown}.{method}` is not what `{name}` requires: {text}"))
                .at(own, "this method")
                .at(header, "required here"),
        )
    }

    /// How a method differs from a requirement, if it surely does.
    fn misfit(&mut self, ty: Ty, required: FunctionId, own: FunctionId) -> Option<String> {
        let (wanted, has) = (self.defs.function(required), self.defs.function(own));
        if wanted.is_static != has.is_static {
            return Some(if wanted.is_static { "it is static there" } else { "it is not static there" }.to_string());
        }
        if !wanted.params.is_empty() || !has.params.is_empty() || has.ast.constraint.is_some() {
            return None;
        }
        let args = self.method_owner(ty).map(|(_, args)| args).unwrap_or_default();
        let (wanted, has) = (self.signature(required, &[Value::Type(ty)]), self.signature(own, &args));
        if has.args.iter().any(|arg| arg.kind != ArgKind::Plain)
            || wanted.args.iter().any(|arg| arg.kind != ArgKind::Plain)
        {
            return None;
        }
        let needed = has.args.iter().filter(|arg| !arg.has_default).count();
        if wanted.args.len() < needed || wanted.args.len() > has.args.len() {
            return Some(format!("it takes {} there, {} here", count(&wanted), count(&has)));
        }
        if has.raises.is_some() && wanted.raises.is_none() {
            return Some("it does not raise there".to_string());
        }
        let differ = |cx: &mut Self, a: Ty, b: Ty| {
            let open = |ty: Ty| is_symbolic(ty) || ty.is_error() || ty.is_never();
            (!open(a) && !open(b) && a != b).then(|| (cx.show(a), cx.show(b)))
        };
        for (a, b) in wanted.args.iter().zip(&has.args) {
            if a.passing != b.passing && !stands_for(b.passing, a.passing) {
                let (there, here) = (convention(a.passing), convention(b.passing));
                return Some(format!("`{}` is {there} there, {here} here", b.name));
            }
            if let Some((there, here)) = differ(self, a.ty, b.ty) {
                return Some(format!("`{}` is a `{there}` there, a `{here}` here", b.name));
            }
        }
        let (there, here) = differ(self, wanted.result, has.result)?;
        Some(format!("its result is a `{there}` there, a `{here}` here"))
    }

    /// Checks the default values of a function's arguments, whether or not a call uses them.
    pub(super) fn check_defaults(&mut self, id: FunctionId, args: &[Value]) {
        let sig = self.signature(id, args);
        for arg in sig.args.iter().filter(|arg| arg.has_default) {
            let function = self.defs.function(id);
            let mut fx = Fx::new(function.module, function.parent, Env::default(), None);
            fx.symbolic = self.symbolic;
            // Where it may raise, the caller decides.
            fx.raises = Some(self.error_ty());
            let node = self.default_argument(&mut fx, id, args, arg.ast_index, arg.ty);
            let at = match &self.defs.function(id).ast.args[arg.ast_index].kind {
                grammar::ast::ArgDefKind::Named { default: Some(default), .. } => default.span,
                _ => arg.span,
            };
            self.coerce(&mut fx, node, arg.ty, at);
        }
    }
}

fn count(sig: &Sig) -> String {
    // The receiver counts among them.
    match sig.args.len() {
        1 => "1 argument".to_string(),
        n => format!("{n} arguments"),
    }
}

/// Whether an argument of one convention takes what callers pass for another.
fn stands_for(own: Passing, wanted: Passing) -> bool {
    match own {
        Passing::Imm | Passing::Ref => true,
        Passing::Mut => matches!(wanted, Passing::Var | Passing::Deinit),
        Passing::Var | Passing::Deinit => matches!(wanted, Passing::Var | Passing::Deinit),
    }
}

fn convention(passing: Passing) -> &'static str {
    match passing {
        Passing::Imm => "immutable",
        Passing::Mut => "`mut`",
        Passing::Var => "`var`",
        Passing::Ref => "`ref`",
        Passing::Deinit => "`deinit`",
    }
}
