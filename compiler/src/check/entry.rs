//! CPython entries: the wrapper instance behind a function that is bound to Python, and its record.

use grammar::{Diagnostic, Span, Symbol};

use super::candidate::Match;
use super::{Binding, CallArg, Functions, Fx, Node, stmt};
use crate::cx::Cx;
use crate::definitions::FunctionId;
use crate::hir::{self, EntryKind, ExprKind as H, InstanceId, LocalKind, StmtKind};
use crate::program::{ArgKind, FunctionInstance, Inline, InstanceArg};
use crate::types::{Passing, Ty, Value};

impl Cx<'_> {
    /// `__python_entry[f, name, kind]()`
    pub fn python_entry(&mut self, fx: &mut Fx, found: &Match, span: Span) -> Node {
        let _ = fx;
        let params = self.all_params(found.id);
        let value = |cx: &Self, wanted: &str| {
            let index = params.iter().position(|p| cx.defs.param(*p).name == wanted)?;
            found.values.get(index).cloned()
        };
        let function = match value(self, "f") {
            Some(Value::Function(id, args)) => (id, args),
            Some(Value::Type(ty)) => match ty.kind() {
                crate::types::TyKind::FunctionItem(id, args) => (*id, args.clone()),
                _ => return self.not_bindable(span),
            },
            _ => return self.not_bindable(span),
        };
        let text = |value: Option<Value>| match value {
            Some(Value::Str(text)) => Some(text),
            Some(Value::Type(ty)) => match ty.kind() {
                crate::types::TyKind::StringLiteral(text) => Some(*text),
                _ => None,
            },
            _ => None,
        };
        let name = text(value(self, "name")).filter(|name| !name.as_str().is_empty());
        let kind = text(value(self, "kind")).and_then(|kind| EntryKind::from_name(kind.as_str()));
        let Some(kind) = kind else { return self.not_bindable(span) };
        let key = (function.0, function.1.clone(), kind);
        let entry = match self.tables.entries.get(&key) {
            Some(entry) => entry.clone(),
            None => {
                let Some(entry) = self.make_entry(function.0, &function.1, kind, span) else { return Node::Error };
                self.tables.entries.insert(key, entry.clone());
                entry
            }
        };
        let entry = hir::PythonEntry { name, ..entry };
        Node::Value(hir::Expr { kind: H::PythonEntry(Box::new(entry)), ty: found.sig.result, span })
    }

    fn not_bindable(&mut self, span: Span) -> Node {
        self.report(Diagnostic::error(
            "E0540",
            span,
            "only a function whose name is known here can be bound to Python",
        ));
        Node::Error
    }

    fn make_entry(&mut self, id: FunctionId, args: &[Value], kind: EntryKind, span: Span) -> Option<hir::PythonEntry> {
        let sig = self.signature(id, args);
        let object = self.python_object_ty();
        let source_name = self.qualified_name(id);
        let user_span = self.defs.function(id).ast.name.span;
        let is_method = matches!(kind, EntryKind::Method | EntryKind::PyMethod);
        let mut receiver = None;
        let mut names = Vec::new();
        let mut keywords = false;
        for (index, arg) in sig.args.iter().enumerate() {
            if index == 0 && kind == EntryKind::Method {
                if let Some(target) = self.pointer_target(arg.ty) {
                    receiver = Some(target);
                    continue;
                }
                if arg.ty == object {
                    continue;
                }
                if arg.passing != Passing::Var && arg.name == "self" {
                    // A method of the language's own kind: the receiver is the value inside of the object.
                    receiver = Some(arg.ty);
                    continue;
                }
                let shown = self.show(arg.ty);
                self.report(
                    Diagnostic::error(
                        "E0541",
                        arg.span,
                        format!("the receiver of a bound method cannot be a `{shown}`"),
                    )
                    .help("take `self`, `py_self: PythonObject`, or `self_ptr: Pointer[Self, MutAnyOrigin]`"),
                );
                return None;
            }
            let is_dict =
                arg.kind == ArgKind::Keywords || (self.is_lang(arg.ty, "StringDict") && index + 1 == sig.args.len());
            if is_dict {
                keywords = true;
                continue;
            }
            if arg.kind != ArgKind::Plain {
                self.report(
                    Diagnostic::error("E0542", arg.span, "a bound function takes no `*args` of the language")
                        .help("bind it with `def_py_function`: it receives the arguments as a tuple"),
                );
                return None;
            }
            if arg.has_default {
                self.report(
                    Diagnostic::warning(
                        "W0541",
                        arg.span,
                        format!("Python must always pass `{}`: defaults of bound functions are not used", arg.name),
                    )
                    .help("take `**kwargs`, or bind it with `def_py_function` and look at the length of the arguments"),
                );
            }
            names.push(arg.name);
        }
        if is_method && sig.args.is_empty() {
            self.report(
                Diagnostic::error("E0541", user_span, format!("`{source_name}` takes no receiver: it is no method"))
                    .help("bind it with `def_staticmethod`, or take `py_self: PythonObject`"),
            );
            return None;
        }
        if matches!(kind, EntryKind::PyFunction | EntryKind::PyMethod | EntryKind::PyStaticMethod) {
            let count = sig.args.len();
            if !(2..=3).contains(&count) {
                self.report(Diagnostic::error(
                    "E0542",
                    user_span,
                    format!("`{source_name}` must take (self, args) or (self, args, kwargs)"),
                ));
                return None;
            }
            keywords = count == 3;
        }
        let function = self.entry_wrapper(id, args, kind, receiver, span)?;
        Some(hir::PythonEntry { function, kind, name: None, source_name, args: names, receiver, keywords })
    }

    pub fn python_object_ty(&mut self) -> Ty {
        self.lang_ty("PythonObject")
    }

    fn pointer_target(&mut self, ty: Ty) -> Option<Ty> {
        if !self.is_lang(ty, "Pointer") {
            return None;
        }
        ty.as_struct().and_then(|(_, args)| args.iter().find_map(Value::as_type))
    }

    /// `Person.get_name`
    fn qualified_name(&self, id: FunctionId) -> Symbol {
        let function = self.defs.function(id);
        match function.parent {
            crate::definitions::Parent::Struct(strukt) => {
                Symbol::new(&format!("{}.{}", self.defs.strukt(strukt).name, function.ast.name.symbol))
            }
            _ => function.ast.name.symbol,
        }
    }

    /// The function itself where it takes and returns Python objects, else a wrapper that converts.
    fn entry_wrapper(
        &mut self,
        id: FunctionId,
        args: &[Value],
        kind: EntryKind,
        receiver: Option<Ty>,
        span: Span,
    ) -> Option<InstanceId> {
        let sig = self.signature(id, args);
        let object = self.python_object_ty();
        let error = self.error_ty();
        let plain = sig.args.iter().enumerate().all(|(index, arg)| {
            let is_receiver = index == 0 && receiver.is_some() && self.pointer_target(arg.ty).is_some();
            arg.kind == ArgKind::Plain && (is_receiver || (arg.ty == object && matches!(arg.passing, Passing::Imm)))
        });
        let result_fits = match kind {
            EntryKind::Init => true,
            _ => sig.result.is_none() || sig.result == object || sig.result.is_never(),
        };
        let raises_fits = sig.raises.is_none_or(|ty| ty == error);
        if plain && result_fits && raises_fits && sig.returns_ref.is_none() {
            return Some(self.instance(id, args, span));
        }
        self.make_wrapper(id, args, kind, receiver)
    }

    fn make_wrapper(
        &mut self,
        id: FunctionId,
        args: &[Value],
        kind: EntryKind,
        receiver: Option<Ty>,
    ) -> Option<InstanceId> {
        let sig = self.signature(id, args);
        let object = self.python_object_ty();
        let error = self.error_ty();
        let (module, parent) = (self.defs.function(id).module, self.defs.function(id).parent);
        let at = self.defs.function(id).ast.name.span;
        let mut fx = Fx::new(module, parent, super::Env::default(), None);
        fx.raises = Some(error);
        let mut meta_args = Vec::new();
        for (index, arg) in sig.args.iter().enumerate() {
            let ty = match receiver {
                Some(target) if index == 0 => self.pointer_to(target),
                _ => object,
            };
            meta_args.push(InstanceArg { name: arg.name, ty, passing: Passing::Imm, kind: ArgKind::Plain });
            let local = fx.local(Some(arg.name), ty, LocalKind::Arg(Passing::Imm), at);
            fx.bind(arg.name, Binding::Local(local));
        }
        let arg_count = fx.locals.len();
        let mut call_args = Vec::new();
        for (index, arg) in sig.args.iter().enumerate() {
            let place = fx.place(hir::LocalId(index as u32), at);
            let own = place.ty;
            let node = match receiver {
                Some(_) if index == 0 && own != arg.ty => {
                    let pointer = hir::Expr { kind: H::Copy(Box::new(place)), ty: own, span: at };
                    Node::Place(hir::Place {
                        kind: hir::PlaceKind::Deref(Box::new(pointer)),
                        ty: arg.ty,
                        mutable: true,
                        span: at,
                    })
                }
                _ if own == arg.ty && arg.passing != Passing::Mut => Node::Place(place),
                _ if own == arg.ty => {
                    let value = hir::Expr { kind: H::Copy(Box::new(place)), ty: own, span: at };
                    Node::Place(Self::temporary(value))
                }
                _ => {
                    let keyword = if self.is_lang(arg.ty, "StringDict") { "from_python" } else { "py" };
                    if !self.has_display_constructor(arg.ty, keyword) {
                        let shown = self.show(arg.ty);
                        self.report(
                            Diagnostic::error(
                                "E0543",
                                arg.span,
                                format!("a Python object does not convert to a `{shown}`"),
                            )
                            .help(format!(
                                "let `{shown}` conform to `ConvertibleFromPython`, or take a `PythonObject`"
                            )),
                        );
                        return None;
                    }
                    let value = CallArg {
                        keyword: Some(Symbol::new(keyword)),
                        node: super::ArgNode::Node(Node::Place(place)),
                        span: at,
                    };
                    self.construct(&mut fx, arg.ty, &[value], at)
                }
            };
            if node.is_error() {
                return None;
            }
            call_args.push(node);
        }
        let slots = (0..call_args.len()).map(super::candidate::Slot::Arg).collect();
        let functions = Functions {
            ids: std::rc::Rc::new(vec![id]),
            name: self.defs.function(id).name,
            parent_args: args.to_vec(),
            receiver: None,
            explicit: Vec::new(),
            is_abstract: false,
            span: at,
        };
        // `**kwargs` receives its dictionary whole.
        let mut plain_sig = (*sig).clone();
        plain_sig.args.iter_mut().for_each(|arg| arg.kind = ArgKind::Plain);
        let found =
            Match { id, values: args.to_vec(), sig: std::rc::Rc::new(plain_sig), slots, score: [0; 9], depends: false };
        let list: Vec<CallArg<'_>> = call_args.into_iter().map(|node| CallArg::positional(node, at)).collect();
        let result = self.emit_call(&mut fx, &functions, found, &list, None, at);
        if result.is_error() {
            return None;
        }
        let mut block = Vec::new();
        let result_ty = match kind {
            EntryKind::Init => sig.result,
            _ if sig.result.is_none() || sig.result.is_never() => sig.result,
            _ => object,
        };
        if result_ty.is_none() || result_ty.is_never() {
            let value = self.owned(&mut fx, result, at);
            block.push(stmt(StmtKind::Expr(value), at));
            block.push(stmt(StmtKind::Return(None), at));
        } else {
            let value = self.result_object(&mut fx, result, result_ty, at)?;
            block.push(stmt(StmtKind::Return(Some(value)), at));
        }
        let locals = std::mem::take(&mut fx.locals);
        let body = hir::Body { locals, arg_count, block, out: None, end: at };
        self.use_types_of(&body);
        self.use_type(result_ty);
        let instance = InstanceId(self.tables.program.functions.len() as u32);
        self.tables.origins.push((id, args.to_vec()));
        let name = self.qualified_name(id).to_string();
        self.tables.program.functions.push(FunctionInstance {
            settled: true,
            id: instance,
            display: format!("{name} from Python"),
            name,
            args: meta_args,
            result: result_ty,
            returns_ref: None,
            may_dangle: false,
            raises: Some(error),
            body: Some(body),
            rust: None,
            generics: Vec::new(),
            docstring: None,
            inline: Inline::Default,
            user: false,
            generic: false,
            file: self.defs.module(module).file,
            span: at,
        });
        Some(instance)
    }

    /// A result as a Python object: by an implicit conversion, or because its type is `ConvertibleToPython`.
    fn result_object(&mut self, fx: &mut Fx, node: Node, ty: Ty, at: Span) -> Option<hir::Expr> {
        if node.ty() == Some(ty) || self.conversion(fx, &node, ty).is_some() {
            return Some(self.coerce(fx, node, ty, at));
        }
        let own = self.natural_type(fx, &node);
        if !self.conforms(own, "ConvertibleToPython") {
            let shown = self.show(own);
            self.report(
                Diagnostic::error("E0543", at, format!("a `{shown}` does not convert to a Python object"))
                    .help(format!("return a `PythonObject`: wrap the value with `PythonObject(alloc=…)`, or let `{shown}` conform to `ConvertibleToPython`")),
            );
            return None;
        }
        let value = self.owned(fx, node, at);
        let node = self.construct(fx, ty, &[CallArg::positional(Node::Value(value), at)], at);
        (!node.is_error()).then(|| self.owned(fx, node, at))
    }
}
