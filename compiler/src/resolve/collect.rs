//! Collects the definitions of a parsed module into the tables. Looks at no types.

use std::rc::Rc;

use grammar::ast::{self, ArgDefKind, ExprKind, IndexKind, ParamKind, PatternKind, StmtKind};
use grammar::{Diagnostic, Span, Symbol};
use rustc_hash::FxHashMap;

use super::load::NewModule;
use crate::cx::Cx;
use crate::definitions::*;
use crate::types::ParamId;

impl Cx<'_> {
    pub fn collect_module(&mut self, id: ModuleId, parsed: ast::Module) {
        self.collect_items(id, parsed.body);
    }

    pub(super) fn collect_items(&mut self, id: ModuleId, items: Vec<ast::Stmt>) {
        for stmt in items {
            match stmt.kind {
                StmtKind::Import(modules) => self.collect_import(id, modules, stmt.span),
                StmtKind::FromImport(import) => self.collect_from(id, import, stmt.span),
                StmtKind::Comptime(def) => {
                    let name = def.name;
                    let comptime = self.add_comptime(id, Parent::Module, *def, stmt.span);
                    self.define(id, name, Entry::Comptime(comptime));
                }
                StmtKind::Function(function) => {
                    let name = function.name;
                    let function = self.add_function(id, Parent::Module, *function, stmt.span);
                    self.define_function(id, name, function);
                }
                StmtKind::Struct(strukt) => self.collect_struct(id, *strukt, stmt.span),
                StmtKind::Trait(trait_) => self.collect_trait(id, *trait_, stmt.span),
                StmtKind::Deferred => self.defer(id, stmt.span),
                StmtKind::If(if_) if if_.comptime => self.module_conditions.push((id, if_)),
                // Statements that may not stand here were reported by the parser's validation.
                _ => {}
            }
        }
    }

    /// Takes the chosen branch of a `comptime if` at module level.
    pub fn collect_block(&mut self, id: ModuleId, block: ast::Block) {
        // New definitions go before what was found outside of the module, here and wherever it is imported.
        self.defs.modules.iter_mut().for_each(|module| module.found.clear());
        self.collect_items(id, block.body);
    }

    fn collect_import(&mut self, id: ModuleId, modules: Vec<ast::ImportModule>, span: Span) {
        for import in modules {
            match import.alias {
                Some(alias) => {
                    let entry = Entry::Import(Rc::new(Import { path: import.path, name: None, span }));
                    self.define(id, alias, entry);
                }
                None if import.path.names.len() == 1 => {
                    let name = import.path.names[0];
                    self.define(id, name, Entry::Import(Rc::new(Import { path: import.path, name: None, span })));
                }
                None => {
                    // `import a.b.c` binds `a`; the rest is reached through it.
                    let first = import.path.names[0];
                    let mut parent = None;
                    for count in 1..=import.path.names.len() {
                        let module = if first.symbol == "std" && count == 1 {
                            Some(self.std_root())
                        } else {
                            self.load_path(id, &import.path, count)
                        };
                        let Some(module) = module else { break };
                        match parent {
                            None => {
                                self.defs.modules[id.0 as usize].scope.insert(first.symbol, Entry::Module(module));
                            }
                            Some(ModuleId(parent)) => {
                                let name = import.path.names[count - 1].symbol;
                                self.defs.modules[parent as usize].submodules.insert(name, module);
                            }
                        }
                        parent = Some(module);
                    }
                }
            }
        }
    }

    /// The root of the standard library as a module without members of its own.
    pub fn std_root(&mut self) -> ModuleId {
        if let Some(id) = self.loaded.get("<std>") {
            return *id;
        }
        match self.try_library(&[]) {
            Some(id) => id,
            None => {
                let (key, name) = ("<std>".to_string(), "std".to_string());
                let (text, folder, base) = Default::default();
                self.add_module(NewModule { key, name, text, folder, base, library: true })
            }
        }
    }

    fn collect_from(&mut self, id: ModuleId, import: ast::FromImport, span: Span) {
        let Some(names) = import.names else {
            self.defs.modules[id.0 as usize]
                .stars
                .push(Star { import: Rc::new(Import { path: import.path, name: None, span }), target: None });
            return;
        };
        for name in names {
            let bound = name.alias.unwrap_or(name.name);
            let import = Import { path: import.path.clone(), name: Some(name.name), span };
            self.define(id, bound, Entry::Import(Rc::new(import)));
            if !self.defs.module(id).library {
                self.user_imports.push((id, bound.symbol));
            }
        }
    }

    fn define(&mut self, id: ModuleId, name: ast::Name, entry: Entry) {
        let module = &mut self.defs.modules[id.0 as usize];
        match module.scope.get(&name.symbol) {
            Some(Entry::Import(_)) if matches!(entry, Entry::Import(_)) => {}
            Some(_) => {
                let mut diagnostic =
                    Diagnostic::error("E0301", name.span, format!("`{}` is defined twice", name.symbol));
                if let Some(first) = self.name_spans.get(&(id, name.symbol)) {
                    diagnostic = diagnostic.at(*first, "the first definition");
                }
                self.report(diagnostic.help("give one of them another name"));
                return;
            }
            None => {}
        }
        module.scope.insert(name.symbol, entry);
        self.name_spans.insert((id, name.symbol), name.span);
    }

    fn define_function(&mut self, id: ModuleId, name: ast::Name, function: FunctionId) {
        let module = &mut self.defs.modules[id.0 as usize];
        if let Some(Entry::Functions(list)) = module.scope.get_mut(&name.symbol) {
            Rc::make_mut(list).push(function);
            return;
        }
        self.define(id, name, Entry::Functions(Rc::new(vec![function])));
    }

    fn add_comptime(&mut self, module: ModuleId, parent: Parent, mut def: ast::ComptimeDef, span: Span) -> ComptimeId {
        let params = self.add_params(module, parent, std::mem::take(&mut def.params));
        let name = def.name.symbol;
        self.defs.comptimes.push(Comptime { name, module, parent, params: Rc::new(params), ast: Rc::new(def), span });
        ComptimeId(self.defs.comptimes.len() as u32 - 1)
    }

    /// A `comptime` declaration inside a function.
    pub fn add_local_comptime(&mut self, module: ModuleId, parent: Parent, def: ast::ComptimeDef) -> ComptimeId {
        let span = def.name.span;
        self.add_comptime(module, parent, def, span)
    }

    /// Enters a function into the table: parameters, decorators, implicit parameters of its argument types.
    pub fn add_function(
        &mut self,
        module: ModuleId,
        parent: Parent,
        mut function: ast::Function,
        span: Span,
    ) -> FunctionId {
        let mut params = self.add_params(module, parent, std::mem::take(&mut function.params));
        for arg in &mut function.args {
            let ty = match &mut arg.kind {
                ArgDefKind::Named { ty: Some(ty), .. } => ty,
                ArgDefKind::Variadic { ty, .. } | ArgDefKind::Keywords { ty, .. } => ty,
                _ => continue,
            };
            self.add_implicit_params(module, parent, ty, &mut params);
        }
        let mut kind = FunctionKind::Source;
        let (mut is_static, mut implicit, mut always_inline) = (false, false, None);
        for decorator in &function.decorators {
            match decorator_name(&decorator.expr) {
                Some(("staticmethod", _)) => is_static = true,
                Some(("implicit", _)) => implicit = true,
                Some(("always_inline", _)) => always_inline = Some(true),
                Some(("no_inline", _)) => always_inline = Some(false),
                Some(("rust", Some(path))) => kind = FunctionKind::Rust(Symbol::new(path)),
                Some(("builtin", Some(name))) if self.defs.module(module).library => {
                    kind = FunctionKind::Builtin(Symbol::new(name));
                }
                Some((
                    "export" | "doc_hidden" | "deprecated" | "parameter" | "__parameter" | "__copy_capture"
                    | "always_compile" | "no_doc",
                    _,
                )) => {}
                _ => {
                    let text = self.sources.text(decorator.span).to_string();
                    self.report(
                        Diagnostic::error("E0307", decorator.span, format!("unknown decorator `{text}`")).help(
                            "functions know `@export`, `@staticmethod`, `@implicit`, `@always_inline`, `@no_inline`",
                        ),
                    );
                }
            }
        }
        if implicit && !self.defs.module(module).library && !takes_one_value(&function.args) {
            self.report(
                Diagnostic::error("E0307", function.name.span, "an `@implicit` constructor takes one value")
                    .help("give the other arguments default values, or leave `@implicit` away"),
            );
        }
        if kind == FunctionKind::Source && matches!(parent, Parent::Trait(_)) && is_ellipsis(&function.body) {
            kind = FunctionKind::Required;
        }
        // `__new__`-like methods without `self` are static by their decorator alone.
        let name = function.name.symbol;
        self.defs.functions.push(Function {
            name,
            module,
            parent,
            params: Rc::new(params),
            ast: Rc::new(function),
            kind,
            is_static,
            implicit,
            always_inline,
            span,
        });
        FunctionId(self.defs.functions.len() as u32 - 1)
    }

    pub fn add_params(&mut self, module: ModuleId, parent: Parent, params: Vec<ast::Param>) -> Vec<ParamId> {
        let infer_only_end = params.iter().position(|p| matches!(p.kind, ParamKind::InferOnly)).unwrap_or(0);
        let mut keyword_only = false;
        let mut ids = Vec::new();
        for (index, param) in params.into_iter().enumerate() {
            let infer_only = index < infer_only_end;
            let (name, ty, default, variadic) = match param.kind {
                ParamKind::Named { name, ty, default } => (name, ty, default, false),
                ParamKind::Variadic { name, ty } => (name, ty, None, true),
                ParamKind::KeywordOnly => {
                    keyword_only = true;
                    continue;
                }
                ParamKind::InferOnly | ParamKind::PositionalOnly => continue,
            };
            ids.push(self.defs.add_param(Param {
                name: name.symbol,
                module,
                ty,
                default,
                variadic,
                infer_only,
                keyword_only,
                parent,
                implicit: None,
                span: name.span,
            }));
            if variadic {
                keyword_only = true;
            }
        }
        ids
    }

    /// Turns `Some[Trait]` and `_` inside an argument's type into parameters of their own.
    fn add_implicit_params(&mut self, module: ModuleId, parent: Parent, ty: &mut ast::Expr, params: &mut Vec<ParamId>) {
        let span = ty.span;
        let implicit = match &mut ty.kind {
            ExprKind::Underscore => Some(ImplicitParam::Unbound),
            ExprKind::Subscript(base, args) => {
                let is_some = matches!(base.kind, ExprKind::Name(name) if name == "Some");
                match args.as_slice() {
                    [ast::Index { kind: IndexKind::Value(bound), keyword: None, .. }] if is_some => {
                        Some(ImplicitParam::Some(bound.clone()))
                    }
                    _ => {
                        for arg in args {
                            if let IndexKind::Value(value) = &mut arg.kind {
                                self.add_implicit_params(module, parent, value, params);
                            }
                        }
                        None
                    }
                }
            }
            ExprKind::Paren(inner) => {
                self.add_implicit_params(module, parent, inner, params);
                None
            }
            _ => None,
        };
        let Some(implicit) = implicit else { return };
        let name = Symbol::new(&format!("${}", self.defs.params.len()));
        let id = self.defs.add_param(Param {
            name,
            module,
            ty: None,
            default: None,
            variadic: false,
            infer_only: true,
            keyword_only: true,
            parent,
            implicit: Some(implicit),
            span,
        });
        params.push(id);
        ty.kind = ExprKind::Name(name);
    }

    fn collect_struct(&mut self, module: ModuleId, mut ast: ast::Struct, span: Span) {
        let id = StructId(self.defs.structs.len() as u32);
        let parent = Parent::Struct(id);
        let name = ast.name;
        let params = self.add_params(module, parent, std::mem::take(&mut ast.params));
        let body = std::mem::take(&mut ast.body.body);
        let (mut rust, mut fieldwise_init) = (None, false);
        self.older_decorators(&mut ast);
        for decorator in &ast.decorators {
            match decorator_name(&decorator.expr) {
                Some(("fieldwise_init", _)) => fieldwise_init = true,
                Some(("rust", Some(path))) => rust = Some(Symbol::new(path)),
                Some(("value", None)) => fieldwise_init = true,
                Some((
                    "doc_hidden" | "deprecated" | "explicit_destroy" | "no_doc" | "align" | "register_passable",
                    _,
                )) => {}
                _ => {
                    let text = self.sources.text(decorator.span).to_string();
                    self.report(
                        Diagnostic::error("E0307", decorator.span, format!("unknown decorator `{text}`"))
                            .help("structs know `@fieldwise_init`"),
                    );
                }
            }
        }
        self.defs.structs.push(Struct {
            name: name.symbol,
            module,
            params: Rc::new(params),
            ast: Rc::new(ast),
            fields: Vec::new(),
            methods: Methods::default(),
            comptimes: FxHashMap::default(),
            rust,
            fieldwise_init,
            span,
        });
        self.define(module, name, Entry::Struct(id));
        let (mut fields, mut methods, mut comptimes) = (Vec::<Field>::new(), Methods::default(), FxHashMap::default());
        for stmt in body {
            match stmt.kind {
                StmtKind::Var { pattern, ty: Some(ty), .. } => {
                    let PatternKind::Name(name) = pattern.kind else { continue };
                    if let Some(first) = fields.iter().find(|f| f.name.symbol == name.symbol) {
                        let first = first.name.span;
                        self.report(
                            Diagnostic::error(
                                "E0301",
                                name.span,
                                format!("the field `{}` is defined twice", name.symbol),
                            )
                            .at(first, "the first definition"),
                        );
                    }
                    // Both stay, for what makes values gives both.
                    fields.push(Field { name, ty });
                }
                StmtKind::Function(mut function) => {
                    let inside = self.older_lifecycle(&mut function, stmt.span);
                    let ast::Name { symbol: name, span: at } = function.name;
                    if let Some(first) = fields.iter().find(|field| field.name.symbol == name) {
                        let first = first.name.span;
                        self.report(
                            Diagnostic::error("E0301", at, format!("`{name}` is a field and a method"))
                                .at(first, "the field")
                                .help("give one of them another name"),
                        );
                    }
                    let function = self.add_function(module, parent, *function, stmt.span);
                    self.defs.older_names.extend(inside.map(|inside| (function, inside)));
                    methods.add(name, function);
                }
                StmtKind::Deferred => {
                    self.defer_method(&mut methods, stmt.span);
                }
                StmtKind::Comptime(def) => {
                    let name = def.name.symbol;
                    let comptime = self.add_comptime(module, parent, *def, stmt.span);
                    comptimes.insert(name, comptime);
                }
                _ => {}
            }
        }
        if fieldwise_init {
            let function = self.fieldwise_init(module, id, &fields);
            methods.add(Symbol::new("__init__"), function);
        }
        let strukt = &mut self.defs.structs[id.0 as usize];
        (strukt.fields, strukt.methods, strukt.comptimes) = (fields, methods, comptimes);
    }

    /// The function that stands for the constructor of `@fieldwise_init`: its arguments are the fields.
    fn fieldwise_init(&mut self, module: ModuleId, strukt: StructId, fields: &[Field]) -> FunctionId {
        let name = self.defs.strukt(strukt).ast.name;
        let named = |convention, name, ty| ast::ArgDef {
            kind: ArgDefKind::Named { convention, name, ty, default: None },
            span: name.span,
        };
        let self_name = ast::Name { symbol: Symbol::new("self"), span: name.span };
        let mut args = vec![named(ast::Convention::Out, self_name, None)];
        args.extend(fields.iter().map(|f| named(ast::Convention::Var, f.name, Some(f.ty.clone()))));
        let function = ast::Function {
            decorators: Vec::new(),
            name: ast::Name { symbol: Symbol::new("__init__"), span: name.span },
            params: Vec::new(),
            args,
            effects: ast::Effects { span: name.span, ..ast::Effects::default() },
            captures: None,
            result: None,
            constraint: None,
            docstring: None,
            body: ast::Block { body: Vec::new(), span: name.span },
            header: name.span,
        };
        let id = self.add_function(module, Parent::Struct(strukt), function, name.span);
        self.defs.functions[id.0 as usize].kind = FunctionKind::FieldwiseInit;
        id
    }

    fn collect_trait(&mut self, module: ModuleId, mut ast: ast::Trait, span: Span) {
        let id = TraitId(self.defs.traits.len() as u32);
        let parent = Parent::Trait(id);
        let name = ast.name;
        let body = std::mem::take(&mut ast.body.body);
        let self_param = self.defs.add_param(Param {
            name: Symbol::new("Self"),
            module,
            ty: None,
            default: None,
            variadic: false,
            infer_only: true,
            keyword_only: false,
            parent,
            implicit: Some(ImplicitParam::SelfOf(id)),
            span: name.span,
        });
        self.defs.traits.push(Trait {
            name: name.symbol,
            module,
            self_param,
            ast: Rc::new(ast),
            methods: Methods::default(),
            order: Vec::new(),
            comptimes: FxHashMap::default(),
            span,
        });
        self.define(module, name, Entry::Trait(id));
        let (mut methods, mut comptimes, mut order) = (Methods::default(), FxHashMap::default(), Vec::new());
        for stmt in body {
            match stmt.kind {
                StmtKind::Function(function) => {
                    let name = function.name.symbol;
                    let function = self.add_function(module, parent, *function, stmt.span);
                    methods.add(name, function);
                    if !order.contains(&name) {
                        order.push(name);
                    }
                }
                StmtKind::Deferred => {
                    let name = self.defer_method(&mut methods, stmt.span);
                    if !order.contains(&name) {
                        order.push(name);
                    }
                }
                StmtKind::Comptime(def) => {
                    let name = def.name.symbol;
                    let comptime = self.add_comptime(module, parent, *def, stmt.span);
                    comptimes.insert(name, comptime);
                }
                _ => {}
            }
        }
        let trait_ = &mut self.defs.traits[id.0 as usize];
        (trait_.methods, trait_.comptimes, trait_.order) = (methods, comptimes, order);
    }
}

/// `@name` or `@name("text")`: the name, and the text of the first argument.
pub fn decorator_name(expr: &ast::Expr) -> Option<(&'static str, Option<&str>)> {
    match &expr.kind {
        ExprKind::Name(name) => Some((name.as_str(), None)),
        ExprKind::Call(callee, args) => {
            let ExprKind::Name(name) = &callee.kind else { return None };
            let text = args.first().and_then(|arg| match &arg.value.kind {
                ExprKind::Str(text) => Some(text.as_str()),
                _ => None,
            });
            Some((name.as_str(), text))
        }
        _ => None,
    }
}

/// Whether a body is just `...`.
fn is_ellipsis(body: &ast::Block) -> bool {
    matches!(body.body.as_slice(), [ast::Stmt { kind: StmtKind::Expr(ast::Expr { kind: ExprKind::Ellipsis, .. }), .. }])
}

/// Whether a constructor can be called with one argument by position, besides `self`.
fn takes_one_value(args: &[ast::ArgDef]) -> bool {
    let mut keyword_only = false;
    let (mut values, mut required, mut required_by_name) = (0, 0, false);
    for arg in args.iter().skip(1) {
        match &arg.kind {
            ArgDefKind::Named { default, .. } if keyword_only => required_by_name |= default.is_none(),
            ArgDefKind::Named { default, .. } => {
                values += 1;
                required += usize::from(default.is_none());
            }
            ArgDefKind::Variadic { .. } => {
                values += 1;
                keyword_only = true;
            }
            ArgDefKind::KeywordOnly => keyword_only = true,
            ArgDefKind::PositionalOnly | ArgDefKind::Keywords { .. } => {}
        }
    }
    values > 0 && required <= 1 && !required_by_name
}
