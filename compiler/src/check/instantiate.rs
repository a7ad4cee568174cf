//! Instances: a function with its parameters bound, once per set of arguments; their bodies are checked from a worklist.

use grammar::{Diagnostic, FileId, Label, Span, Symbol, ast};

use super::strukt::DEEPEST;
use super::{Binding, Fx, stmt};
use crate::cx::Cx;
use crate::definitions::{FunctionId, FunctionKind, Parent};
use crate::hir::{self, InstanceId, LocalKind, StmtKind};
use crate::program::{FunctionInstance, Inline, InstanceArg, StructInstance};
use crate::types::{Ty, TyKind, Value, deepest_of};

/// Instances of one definition beyond which the recursion is taken for endless.
const MAX_INSTANCES: usize = 4000;

impl Cx<'_> {
    /// The instance of a function for its arguments; made and queued when it is new.
    pub fn instance(&mut self, id: FunctionId, args: &[Value], span: Span) -> InstanceId {
        if let Some(found) = self.tables.instances.get(id, args) {
            return *found;
        }
        // The types of the header come first: their own methods are instances too.
        let sig = self.signature(id, args);
        sig.args.iter().for_each(|arg| self.use_type(arg.ty));
        self.use_type(sig.result);
        sig.raises.into_iter().for_each(|ty| self.use_type(ty));
        if let Some(found) = self.tables.instances.get(id, args) {
            return *found;
        }
        let instance = InstanceId(self.tables.program.functions.len() as u32);
        self.tables.instances.insert(id, args, instance);
        self.tables.origins.push((id, args.to_vec()));
        self.tables.askers.insert(instance, (self.tables.checking, span));
        let meta = self.instance_meta(instance, id, args);
        let endless = {
            let count = self.tables.instance_counts.entry(id).or_default();
            *count += 1;
            // Instances whose arguments grow are endless long before.
            if deepest_of(args) > DEEPEST && *count < MAX_INSTANCES {
                *count = MAX_INSTANCES;
            }
            *count == MAX_INSTANCES
        };
        if endless {
            let name = meta.display.clone();
            let at = self.defs.function(id).ast.header;
            self.report(
                Diagnostic::error("E0574", span, format!("the instances of `{}` have no end", meta.name))
                    .at(at, "each instance asks for a further one")
                    .note(format!("the last one: `{}`", name.chars().take(200).collect::<String>())),
            );
        }
        let has_body = matches!(self.defs.function(id).kind, FunctionKind::Source);
        let over = self.tables.instance_counts.get(&id).is_some_and(|c| *c >= MAX_INSTANCES);
        // Entering a type may ask for further instances: by now this one has its place.
        let types: Vec<Ty> = meta.args.iter().map(|arg| arg.ty).chain([meta.result]).chain(meta.raises).collect();
        self.tables.program.functions.push(meta);
        types.into_iter().for_each(|ty| self.use_type(ty));
        // An argument that nobody knows after a mistake would only give further ones.
        let unknown = self.diagnostics.has_errors() && args.contains(&Value::Deferred);
        if has_body && !over && !unknown && !self.is_broken(id) {
            self.enqueue(instance, id);
        }
        instance
    }

    /// Sees to it that the body of a new instance is checked. What generic definitions ask for while they are checked for
    /// themselves is no part of the program; only functions nested in them are looked at.
    fn enqueue(&mut self, instance: InstanceId, id: FunctionId) {
        if !self.symbolic {
            self.tables.queue.push_back(instance);
        } else if self.is_nested_in_symbolic(id) && self.is_definition(instance, id) {
            self.tables.nested.push_back(instance);
        } else {
            self.tables.parked.insert(instance);
        }
    }

    fn instance_meta(&mut self, instance: InstanceId, id: FunctionId, args: &[Value]) -> FunctionInstance {
        let sig = self.signature(id, args);
        let settled = !self.is_user(id) && args.iter().all(|arg| self.is_settled_value(arg));
        let function = self.defs.function(id);
        let (ast, module, parent, kind, inline) =
            (function.ast.clone(), function.module, function.parent, function.kind, function.always_inline);
        let user = !self.defs.module(module).library;
        let generic = match parent {
            Parent::Local(frame) => !args.is_empty() || !self.tables.frames[frame as usize].env.map.is_empty(),
            _ => !args.is_empty(),
        } && !self.symbolic;
        let own = ast.name.symbol;
        let self_ty = self.self_ty(id, args);
        let name = match parent {
            Parent::Struct(strukt) => format!("{}.{own}", self.defs.strukt(strukt).name),
            Parent::Trait(trait_) => format!("{}.{own}", self.defs.trait_(trait_).name),
            Parent::Local(_) | Parent::Module => own.to_string(),
        };
        let own_params = self.defs.function(id).params.len();
        let shown: Vec<String> = args[args.len().saturating_sub(own_params)..]
            .iter()
            .filter(|v| !matches!(v, Value::Origin(_)) && !matches!(v, Value::Pack(values) if values.is_empty()))
            .map(|v| self.show_value(v, super::display::Style::Source))
            .collect();
        let base = match self_ty {
            Some(ty) if !matches!(parent, Parent::Local(_)) => format!("{}.{own}", self.show(ty)),
            _ => own.to_string(),
        };
        let display = if shown.is_empty() { base } else { format!("{base}[{}]", shown.join(", ")) };
        let params = self.all_params(id);
        let around = match parent {
            Parent::Local(frame) => self.tables.frames[frame as usize].env.map.clone(),
            _ => Vec::new(),
        };
        let generics = around.into_iter().chain(params.iter().copied().zip(args.iter().cloned()));
        let generics = generics.map(|(param, value)| (self.defs.param(param).name, value)).collect();
        FunctionInstance {
            id: instance,
            name,
            display,
            args: self
                .closure_arg(id)
                .into_iter()
                .chain(self.environment_args(id, args))
                .chain(sig.args.iter().map(|a| InstanceArg {
                    name: a.name,
                    ty: a.ty,
                    passing: a.passing,
                    kind: a.kind,
                }))
                .collect(),
            result: sig.result,
            returns_ref: sig.returns_ref.as_ref().map(|_| true),
            may_dangle: sig.freedom != super::freedom::Freedom::Owned,
            raises: sig.raises,
            body: None,
            rust: match kind {
                FunctionKind::Rust(path) => Some(path),
                _ => None,
            },
            generics,
            docstring: ast.docstring.clone(),
            inline: match inline {
                Some(true) => Inline::Always,
                Some(false) => Inline::Never,
                None => Inline::Default,
            },
            user,
            settled,
            generic,
            file: self.defs.module(module).file,
            span: self.defs.function(id).span,
        }
    }

    /// Whether the parameters of an instance stand for themselves.
    fn is_definition(&mut self, instance: InstanceId, id: FunctionId) -> bool {
        let args = self.symbolic_args(id);
        self.tables.origins[instance.0 as usize].1 == args
    }

    /// Whether the ownership of library code that is given an argument is the same as for the library's own arguments.
    fn is_settled_value(&mut self, value: &Value) -> bool {
        match value {
            Value::Type(ty) => self.is_settled_type(*ty),
            Value::Function(_, args) | Value::Tuple(args) | Value::Pack(args) => {
                args.iter().all(|value| self.is_settled_value(value))
            }
            Value::Aggregate(ty, values) => {
                self.is_settled_type(*ty) && values.iter().all(|value| self.is_settled_value(value))
            }
            Value::Closure(_) => false,
            _ => true,
        }
    }

    fn is_settled_type(&mut self, ty: Ty) -> bool {
        if let Some(known) = self.tables.settled.get(&ty) {
            return *known;
        }
        let settled = match ty.kind() {
            TyKind::Struct(id, args) => {
                args.iter().all(|arg| self.is_settled_value(arg))
                    && (self.defs.module(self.defs.strukt(*id).module).library || self.conforms(ty, "Deinitable"))
            }
            TyKind::FunctionItem(_, args) => args.iter().all(|arg| self.is_settled_value(arg)),
            TyKind::Tuple(tys) | TyKind::Pack(tys) => tys.iter().all(|ty| self.is_settled_type(*ty)),
            TyKind::Variadic(ty) => self.is_settled_type(*ty),
            TyKind::Closure(_) => false,
            _ => true,
        };
        self.tables.settled.insert(ty, settled);
        settled
    }

    /// Checks the bodies of all instances that are reached.
    pub fn drain_queue(&mut self) {
        while let Some(instance) = self.tables.queue.pop_front() {
            self.check_instance(instance);
        }
    }

    /// Checks the body of an instance now, because compile-time evaluation needs it.
    pub fn ensure_checked(&mut self, instance: InstanceId) {
        if let Some(position) = self.tables.queue.iter().position(|i| *i == instance) {
            self.tables.queue.remove(position);
            self.check_instance(instance);
        } else if self.tables.parked.remove(&instance) {
            let symbolic = std::mem::replace(&mut self.symbolic, false);
            self.check_instance(instance);
            self.symbolic = symbolic;
        }
    }

    fn check_instance(&mut self, instance: InstanceId) {
        let (id, args) = self.tables.origins[instance.0 as usize].clone();
        let mut fx = self.header_fx(id, &args);
        let outer = self.tables.checking.replace(instance);
        let body = self.check_body(&mut fx, id, &args);
        self.tables.checking = outer;
        self.tables.program.functions[instance.0 as usize].body = Some(body);
    }

    /// Checks the body of a function in a context that its header made.
    pub fn check_body(&mut self, fx: &mut Fx, id: FunctionId, args: &[Value]) -> hir::Body {
        let sig = self.signature(id, args);
        let sig = if fx.symbolic { self.known_sig(&sig) } else { sig };
        let ast = self.body_of(id);
        fx.effects = ast.effects.span;
        fx.raises = sig.raises;
        fx.result = sig.result;
        fx.returns_ref = sig.returns_ref.as_ref().map(|_| true);
        fx.scopes.push(Default::default());
        let environment = self.enter_closure(fx, id);
        let environments = self.enter_environments(fx, id, args);
        for arg in &sig.args {
            let local = fx.local(Some(arg.name), arg.ty, LocalKind::Arg(arg.passing), arg.span);
            fx.bind(arg.name, Binding::Local(local));
            if let Some(inside) = self.defs.older_names.get(&id).copied() {
                fx.bind(inside, Binding::Local(local));
            }
        }
        let arg_count = sig.args.len() + usize::from(environment.is_some()) + environments;
        if let Some(name) = sig.out {
            let span = ast.args.first().map_or(ast.name.span, |a| a.span);
            let local = fx.local(Some(name), sig.result, LocalKind::Out, span);
            fx.bind(name, Binding::Local(local));
            fx.out = Some(local);
        }
        let unknowns = self.unknowns;
        let mut block = self.block(fx, &ast.body.body);
        let end = ast.body.span.after();
        if falls_through(&block) {
            match fx.returns_ref {
                None if fx.out.is_some() || sig.result.is_none() => {
                    block.push(stmt(StmtKind::Return(None), end));
                }
                _ if sig.result.is_error() => {}
                // What was left out as unknown may return.
                _ if self.symbolic && self.unknowns > unknowns => {}
                _ if super::signature::is_placeholder(&ast.body.body) && !fx.user => {}
                _ => {
                    let shown = self.show(sig.result);
                    let at = ast.result.as_ref().map_or(ast.name.span, |r| r.ty.span);
                    let mut diagnostic = Diagnostic::error(
                        "E0701",
                        ast.name.span,
                        format!("`{}` must return `{shown}` on every path", ast.name.symbol),
                    )
                    .label("its end can be reached without `return`")
                    .at(at, "the result is declared here");
                    if let Some(last) = ast.body.body.last() {
                        diagnostic = diagnostic.at(last.span, "the body ends here");
                    }
                    self.report(diagnostic);
                }
            }
        }
        fx.scopes.pop();
        let locals = std::mem::take(&mut fx.locals);
        let body = hir::Body { locals, arg_count, block, out: fx.out, end };
        self.use_types_of(&body);
        body
    }

    /// Enters all types of a body into the program.
    pub fn use_types_of(&mut self, body: &hir::Body) {
        let mut all = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        hir::visit::types(body, &mut |ty| {
            if seen.insert(ty) {
                all.push(ty);
            }
        });
        all.into_iter().for_each(|ty| self.use_type(ty));
    }

    /// Enters a type into the program's list of structs, with everything that its values are made of.
    pub fn use_type(&mut self, ty: Ty) {
        if self.symbolic {
            return;
        }
        match ty.kind() {
            TyKind::Struct(..) => self.use_struct(ty),
            TyKind::Tuple(tys) | TyKind::Pack(tys) => tys.iter().for_each(|ty| self.use_type(*ty)),
            TyKind::Variadic(ty) => self.use_type(*ty),
            TyKind::FunctionPointer(signature) => {
                signature.args.iter().for_each(|(_, ty)| self.use_type(*ty));
                self.use_type(signature.result);
            }
            _ => {}
        }
    }

    pub fn use_struct(&mut self, ty: Ty) {
        let TyKind::Struct(id, args) = ty.kind() else { return };
        if self.symbolic || self.tables.struct_order.contains_key(&ty) || crate::types::is_symbolic(ty) {
            return;
        }
        self.tables.struct_order.insert(ty, usize::MAX);
        for arg in args {
            if let Value::Type(inner) = arg {
                self.use_type(*inner);
            }
        }
        let def = self.defs.strukt(*id);
        let (name, rust, module, span, docstring) =
            (def.name, def.rust, def.module, def.span, def.ast.docstring.clone());
        let params = def.params.clone();
        let info = self.struct_info(ty);
        for (_, field) in &info.fields {
            self.use_type(*field);
        }
        let trivial = self.is_trivial_ty(ty);
        let copyable = self.is_copyable_ty(ty);
        let method = |cx: &mut Self, id: Option<FunctionId>| id.map(|f| cx.instance(f, args, span));
        // A copy constructor may hang on a condition that the arguments do not meet: a list of what only moves.
        let copy = method(self, info.copy.filter(|_| copyable));
        let move_ = method(self, info.move_);
        let deinit = method(self, info.deinit);
        let generics = params.iter().map(|p| self.defs.param(*p).name).zip(args.iter().cloned()).collect();
        let instance = StructInstance {
            ty,
            name,
            display: self.show_ty(ty, super::display::Style::Plain),
            qualified: self.show_ty(ty, super::display::Style::Qualified),
            fields: if rust.is_some() { Vec::new() } else { info.fields.clone() },
            rust,
            generics,
            trivial,
            copyable,
            copy,
            move_,
            deinit,
            docstring,
            user: !self.defs.module(module).library,
            span,
        };
        self.tables.struct_order.insert(ty, self.tables.program.structs.len());
        self.tables.program.structs.push(instance);
    }
}

impl Cx<'_> {
    /// A mistake in an instance of the library is one of the arguments that it was asked for with: it is reported where the
    /// user asked, once. Nothing if there is an error already.
    pub(crate) fn at_the_users(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        if !self.is_library_file(diagnostic.span.file) {
            return Some(diagnostic);
        }
        let mut asker = self.tables.checking;
        while let Some((next, span)) = asker.and_then(|instance| self.tables.askers.get(&instance)) {
            if !self.is_library_file(span.file) {
                if self.diagnostics.errors().any(|error| error.span == *span) {
                    return None;
                }
                let at = std::mem::replace(&mut diagnostic.span, *span);
                let said = std::mem::replace(&mut diagnostic.label, "asked for here".to_string());
                let message = if said.is_empty() { "in the library".to_string() } else { said };
                diagnostic.labels.insert(0, Label { span: at, message });
                diagnostic.fixes.clear();
                return Some(diagnostic);
            }
            asker = *next;
        }
        Some(diagnostic)
    }

    fn is_library_file(&self, file: FileId) -> bool {
        self.defs.modules.iter().any(|module| module.file == file && module.library)
    }
}

/// Whether the end of a block can be reached. Behind a mistake nobody knows.
pub fn falls_through(block: &[hir::Stmt]) -> bool {
    block.iter().all(stmt_falls_through) && !block.last().is_some_and(is_mistake)
}

fn is_mistake(stmt: &hir::Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::Expr(value) if value.ty.is_error())
}

fn stmt_falls_through(stmt: &hir::Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Return(_)
        | StmtKind::ReturnRef(_)
        | StmtKind::Raise(_)
        | StmtKind::Break(_)
        | StmtKind::Continue(_) => false,
        StmtKind::Expr(value) => !value.ty.is_never(),
        StmtKind::Let(_, value) => !value.ty.is_never(),
        StmtKind::If(test, then, otherwise) => !test.ty.is_never() && (falls_through(then) || falls_through(otherwise)),
        StmtKind::Loop(label, body) => breaks_to(body, *label),
        StmtKind::Labelled(label, body) => falls_through(body) || breaks_to(body, *label),
        StmtKind::Block(body) => falls_through(body),
        StmtKind::Try(try_) => {
            let body = falls_through(&try_.body) && falls_through(&try_.otherwise);
            let handler = try_.except.as_ref().is_some_and(|(_, handler)| falls_through(handler));
            (body || handler) && falls_through(&try_.finally)
        }
        _ => true,
    }
}

/// Whether a statement that can be reached leaves the block of a label.
fn breaks_to(block: &[hir::Stmt], label: hir::LabelId) -> bool {
    for stmt in block {
        let found = match &stmt.kind {
            StmtKind::Break(target) => *target == label,
            StmtKind::If(_, then, otherwise) => breaks_to(then, label) || breaks_to(otherwise, label),
            StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) | StmtKind::Block(body) => breaks_to(body, label),
            StmtKind::Try(try_) => {
                breaks_to(&try_.body, label)
                    || breaks_to(&try_.otherwise, label)
                    || breaks_to(&try_.finally, label)
                    || try_.except.as_ref().is_some_and(|(_, handler)| breaks_to(handler, label))
            }
            _ => false,
        };
        if found {
            return true;
        }
        if !stmt_falls_through(stmt) {
            return false;
        }
    }
    false
}

/// The text between the quotes of `@export("name")`, or the function's own name.
pub fn export_name(function: &ast::Function) -> Option<Symbol> {
    function.decorators.iter().find_map(|decorator| match crate::resolve::decorator_name(&decorator.expr) {
        Some(("export", name)) => Some(name.map_or(function.name.symbol, Symbol::new)),
        _ => None,
    })
}
