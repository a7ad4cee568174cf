//! Members: what `base.name` means for modules, types and values.

use grammar::{Diagnostic, Span, Symbol, ast};

use super::call::field_place;
use super::{CallArg, Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{ModuleId, StructId};
use crate::hir;
use crate::types::{DType, Ty, TyKind, Value};

impl Cx<'_> {
    /// `base.name`
    pub fn field(&mut self, fx: &mut Fx, base: Node, name: &ast::Name) -> Node {
        match base {
            Node::Module(id) => self.module_member(id, name),
            Node::Type(ty) => self.type_member(fx, ty, name),
            Node::Generic(id, args) => self.generic_member(fx, id, args, name),
            Node::Comptime(Value::Type(ty)) => self.type_member(fx, ty, name),
            Node::Value(_) | Node::Place(_) => self.value_member(fx, base, name),
            Node::Error => Node::Error,
            Node::Functions(functions) => {
                self.report(Diagnostic::error(
                    "E0402",
                    name.span,
                    format!("the function `{}` has no attribute `{}`", functions.name, name.symbol),
                ));
                Node::Error
            }
            Node::Alias(id, parent_args) => match self.alias_for_call(fx, id, parent_args, name.span) {
                Node::Error => Node::Error,
                other => self.field(fx, other, name),
            },
            // Of origins only the mutability is known, so that what lies inside has the same one.
            Node::Comptime(Value::Origin(_)) => base,
            // A pack whose elements the arguments decide.
            Node::Comptime(Value::Param(_) | Value::Deferred) => self.unknown(),
            Node::Bound(_) | Node::Comptime(_) | Node::Discard => {
                let what = self.shown_node(&base);
                self.report(Diagnostic::error(
                    "E0402",
                    name.span,
                    format!("a {what} has no attribute `{}`", name.symbol),
                ));
                Node::Error
            }
        }
    }

    fn module_member(&mut self, id: ModuleId, name: &ast::Name) -> Node {
        if let Some(entry) = self.lookup_member(id, name.symbol) {
            return self.entry_node(entry, name.symbol, name.span);
        }
        if let Some(module) = self.load_submodule(id, name.symbol) {
            return Node::Module(module);
        }
        let shown = self.defs.module(id).name.clone();
        // Its import was reported, or what stands there was not understood.
        if self.defs.module(id).broken || self.missing.contains(&format!("{shown}.{}", name.symbol)) {
            return Node::Error;
        }
        let similar = crate::similar::most_similar(name.symbol.as_str(), self.defs.module(id).scope.keys().copied());
        let mut diagnostic =
            Diagnostic::error("E0303", name.span, format!("module `{shown}` has no `{}`", name.symbol));
        if let Some(similar) = similar {
            diagnostic = diagnostic.help(format!("a similar name exists there: `{similar}`"));
        }
        self.report(diagnostic);
        Node::Error
    }

    /// `T.name`: compile-time members, methods without a receiver, and the parameters of `T`.
    pub fn type_member(&mut self, fx: &mut Fx, ty: Ty, name: &ast::Name) -> Node {
        if ty.is_error() {
            return Node::Error;
        }
        if self.is_lang(ty, "DType")
            && let Some(dtype) = DType::from_name(name.symbol.as_str())
        {
            return Node::Value(constant(Value::DType(dtype), ty, name.span));
        }
        if let TyKind::Param(param) = ty.kind() {
            // Inside a trait, its own parameter is `Self`.
            let bounds = self.bounds_of(*param);
            for bound in bounds.iter() {
                let super::Bound::Trait(id) = bound else { continue };
                for each in self.supertraits(*id).iter() {
                    if self.defs.trait_(*each).comptimes.contains_key(&name.symbol) {
                        return Node::Type(Ty::new(TyKind::Assoc(ty, name.symbol)));
                    }
                }
            }
        }
        if let TyKind::Assoc(..) = ty.kind() {
            return Node::Type(Ty::new(TyKind::Assoc(ty, name.symbol)));
        }
        if let Some((id, args)) = self.method_owner(ty) {
            if let Some(node) = self.struct_param(id, &args, name.symbol) {
                return node;
            }
            if let Some(node) = self.comptime_member(id, &args, ty, name) {
                return node;
            }
        }
        if let Some(found) = self.find_method(ty, name.symbol) {
            return Node::Functions(Box::new(Functions {
                ids: found.ids,
                name: name.symbol,
                parent_args: found.parent_args,
                receiver: None,
                explicit: Vec::new(),
                is_abstract: found.is_abstract,
                span: name.span,
            }));
        }
        if let Some(node) = self.static_attribute(fx, ty, name) {
            return node;
        }
        if self.is_owed(ty, name.symbol) {
            return Node::Error;
        }
        let shown = self.show(ty);
        let diagnostic = Diagnostic::error("E0402", name.span, format!("`{shown}` has no member `{}`", name.symbol));
        self.report_with_similar(diagnostic, ty, name.symbol);
        Node::Error
    }

    /// Types that answer any name: a static `__getattr__[name]()`.
    fn static_attribute(&mut self, fx: &mut Fx, ty: Ty, name: &ast::Name) -> Option<Node> {
        let found = self.find_method(ty, Symbol::new("__static_getattr__"))?;
        let mut functions = self.bound_method(found, "__static_getattr__", Node::Error, name.span);
        functions.receiver = None;
        let text = super::expr::string_literal(name.symbol, name.span);
        Some(self.call_functions(fx, functions, &[CallArg::positional(text, name.span)], None, name.span))
    }

    /// A parameter of a struct by name: `Self.T`, `x.size`.
    fn struct_param(&mut self, id: StructId, args: &[Value], name: Symbol) -> Option<Node> {
        let params = self.defs.strukt(id).params.clone();
        let index = params.iter().position(|p| self.defs.param(*p).name == name)?;
        let value = args.get(index)?.clone();
        Some(self.param_node(params[index], value))
    }

    /// A `comptime` member: of the struct itself, else the default of a trait.
    fn comptime_member(&mut self, id: StructId, args: &[Value], ty: Ty, name: &ast::Name) -> Option<Node> {
        if let Some(comptime) = self.defs.strukt(id).comptimes.get(&name.symbol).copied() {
            return Some(self.comptime_or_alias(comptime, args.to_vec(), name.span));
        }
        for trait_ in self.declared_traits(id, ty) {
            if let Some(comptime) = self.defs.trait_(trait_).comptimes.get(&name.symbol).copied()
                && self.defs.comptime(comptime).ast.value.is_some()
            {
                return Some(self.comptime_or_alias(comptime, vec![Value::Type(ty)], name.span));
            }
        }
        None
    }

    fn comptime_or_alias(&mut self, id: crate::definitions::ComptimeId, parent_args: Vec<Value>, span: Span) -> Node {
        if self.defs.comptime(id).params.is_empty() {
            self.comptime_value(id, parent_args, span)
        } else {
            Node::Alias(id, parent_args)
        }
    }

    fn generic_member(&mut self, fx: &mut Fx, id: StructId, args: Vec<Value>, name: &ast::Name) -> Node {
        let count = self.defs.strukt(id).params.len();
        let mut parent_args = args;
        parent_args.resize(count, Value::Unbound);
        if let Some(ids) = self.struct_methods(id, name.symbol) {
            return Node::Functions(Box::new(Functions {
                ids,
                name: name.symbol,
                parent_args,
                receiver: None,
                explicit: Vec::new(),
                is_abstract: false,
                span: name.span,
            }));
        }
        let ty = self.finish_generic(fx, id, parent_args, name.span);
        self.type_member(fx, ty, name)
    }

    /// `x.name` of a value: a field, a method, a parameter or compile-time member, or what `__getattr__` answers.
    fn value_member(&mut self, fx: &mut Fx, base: Node, name: &ast::Name) -> Node {
        let Some(ty) = base.ty() else { return Node::Error };
        if ty.is_error() {
            return Node::Error;
        }
        if matches!(ty.kind(), TyKind::Param(id) if self.defs.param(*id).variadic) {
            return self.unknown();
        }
        let fields = self.struct_fields(ty);
        if let Some(index) = fields.iter().position(|(n, _)| *n == name.symbol)
            && matches!(ty.kind(), TyKind::Struct(..))
        {
            let span = node_span(&base).map_or(name.span, |s| s.to(name.span));
            let place = self.to_place(fx, base, span);
            return Node::Place(field_place(&place, index, fields[index].1, span));
        }
        // What a text literal can do itself comes before what its default type can.
        if let (TyKind::StringLiteral(text), Some(literal)) = (ty.kind(), self.lang("StringLiteral"))
            && let Some(ids) = self.struct_methods(literal, name.symbol)
        {
            let span = node_span(&base).map_or(name.span, |s| s.to(name.span));
            let found = super::conform::Found { ids, parent_args: vec![Value::Str(*text)], is_abstract: false };
            return Node::Functions(Box::new(self.bound_method(found, name.symbol.as_str(), base, span)));
        }
        let base = self.materialize(fx, base);
        let Some(ty) = base.ty() else { return Node::Error };
        if let Some(found) = self.find_method(ty, name.symbol) {
            let span = node_span(&base).map_or(name.span, |s| s.to(name.span));
            return Node::Functions(Box::new(self.bound_method(found, name.symbol.as_str(), base, span)));
        }
        if let Some((id, args)) = self.method_owner(ty) {
            if let Some(node) = self.struct_param(id, &args, name.symbol) {
                return node;
            }
            if let Some(node) = self.comptime_member(id, &args, ty, name) {
                return node;
            }
        }
        if let Some(node) = self.pack_member(fx, &base, ty, name) {
            return node;
        }
        if self.has_method(ty, "__getattr__") {
            let span = node_span(&base).map_or(name.span, |s| s.to(name.span));
            let text = super::expr::string_literal(name.symbol, name.span);
            if let Some(node) = self.method(fx, base, "__getattr__", vec![text], span) {
                return node;
            }
            return Node::Error;
        }
        if self.is_owed(ty, name.symbol) {
            return Node::Error;
        }
        let shown = self.show(ty);
        let mut diagnostic =
            Diagnostic::error("E0402", name.span, format!("a `{shown}` has no attribute `{}`", name.symbol));
        if let Some(help) = self.renamed_member(ty, name.symbol) {
            let whole = node_span(&base).filter(|base| base.file == name.span.file && base.end < name.span.start);
            let object = whole.map(|base| self.sources.text(base).to_string());
            diagnostic = match (name.symbol.as_str(), whole, object) {
                ("size", Some(whole), Some(object)) => {
                    diagnostic.suggest(help, whole.to(name.span), format!("len({object})"))
                }
                ("msg", Some(whole), Some(object)) => {
                    diagnostic.suggest(help, whole.to(name.span), format!("String({object})"))
                }
                // With the parentheses that follow.
                ("__str__", Some(whole), Some(object)) => {
                    diagnostic.suggest(help, whole.to(name.span), format!("String({object}).copy"))
                }
                ("value", Some(whole), Some(object)) => diagnostic.suggest(help, whole.to(name.span), object),
                _ => diagnostic.help(help),
            };
        }
        self.report_with_similar(diagnostic, ty, name.symbol);
        Node::Error
    }

    /// `args.__len__()` of a variadic argument or pack.
    fn pack_member(&mut self, fx: &mut Fx, base: &Node, ty: Ty, name: &ast::Name) -> Option<Node> {
        match ty.kind() {
            TyKind::Pack(_) | TyKind::Variadic(_) => {}
            _ => return None,
        }
        let span = self.variadic_span(fx, base.clone(), name.span)?;
        let ty = span.ty()?;
        let found = self.find_method(ty, name.symbol)?;
        Some(Node::Functions(Box::new(self.bound_method(found, name.symbol.as_str(), span, name.span))))
    }

    /// `*args: T` as a `Span` of its elements; iteration and the like are written once, in the library.
    pub fn variadic_span(&mut self, fx: &mut Fx, node: Node, span: Span) -> Option<Node> {
        let ty = node.ty()?;
        let TyKind::Variadic(element) = ty.kind() else { return None };
        let place = self.to_place(fx, node, span);
        let pointer = self.pointer_to(*element);
        let int = self.int_ty();
        let read = |path: &str, result: Ty| {
            let value = hir::Expr { kind: hir::ExprKind::Copy(Box::new(place.clone())), ty, span };
            hir::Expr {
                kind: hir::ExprKind::Call(Box::new(hir::Call {
                    callee: hir::Callee::Rust {
                        path: Symbol::new(path),
                        generics: Vec::new(),
                        passing: vec![crate::types::Passing::Imm],
                    },
                    args: vec![hir::Arg::Value(value)],
                    raises: None,
                    result,
                    returns_ref: false,
                    borrows: Vec::new(),
                })),
                ty: result,
                span,
            }
        };
        let parts = vec![read("rt::mem::slice_pointer", pointer), read("rt::mem::slice_length", int)];
        let ty = self.lang_generic("Span", vec![Value::Type(*element), Value::Origin(crate::types::Mutability::Any)]);
        self.use_type(ty);
        Some(Node::Value(hir::Expr { kind: hir::ExprKind::Construct(parts), ty, span }))
    }

    /// `Pointer[T, _]`
    pub fn pointer_to(&mut self, ty: Ty) -> Ty {
        match self.lang("Pointer") {
            Some(id) => {
                let params = self.defs.strukt(id).params.clone();
                let args = params
                    .iter()
                    .enumerate()
                    .map(|(i, p)| {
                        if i == 0 || (!self.is_origin_param(*p) && !self.is_mutability_param(*p)) {
                            Value::Type(ty)
                        } else {
                            Value::Origin(crate::types::Mutability::Any)
                        }
                    })
                    .collect();
                Ty::new(TyKind::Struct(id, args))
            }
            None => Ty::error(),
        }
    }

    fn report_with_similar(&mut self, diagnostic: Diagnostic, ty: Ty, name: Symbol) {
        let mut names: Vec<Symbol> = self.struct_fields(ty).into_iter().map(|(n, _)| n).collect();
        let mut at = None;
        if let Some((id, _)) = self.method_owner(ty) {
            let def = self.defs.strukt(id);
            names.extend(def.methods.names().filter(|n| !n.as_str().starts_with("__")));
            if !self.defs.module(def.module).library {
                at = Some(def.ast.name.span);
            }
        }
        let mut diagnostic = diagnostic;
        if let Some(similar) = crate::similar::most_similar(name.as_str(), names.into_iter()) {
            diagnostic = diagnostic.help(format!("a similar name exists: `{similar}`"));
        }
        if let Some(at) = at {
            diagnostic = diagnostic.at(at, "declared here");
        }
        self.report(diagnostic);
    }

    /// What an older or Python name of a member is called now.
    fn renamed_member(&mut self, ty: Ty, name: Symbol) -> Option<String> {
        let sequence = ["List", "Array", "Span"].iter().any(|lang| self.is_lang(ty, lang));
        Some(match name.as_str() {
            "size" if sequence => "the number of elements is `len(…)`".to_string(),
            "value" if self.scalar_of(ty).is_some() => "a number is its own value".to_string(),
            "get" if matches!(ty.kind(), TyKind::Tuple(_)) => {
                "an element of a tuple is `t[0]`, in the place of `t.get[0]()`".to_string()
            }
            "msg" if self.is_lang(ty, "Error") => "the text of an error is `String(e)`".to_string(),
            "__str__" => "the text of a value is `String(x)`".to_string(),
            "append" if self.is_lang(ty, "Array") => {
                "an `Array` has a fixed length; declare a list: `var name: List[…] = […]`".to_string()
            }
            _ => return None,
        })
    }
}

fn node_span(node: &Node) -> Option<Span> {
    match node {
        Node::Value(value) => Some(value.span),
        Node::Place(place) => Some(place.span),
        _ => None,
    }
}
