//! The table of definitions: every module, struct, trait and function of the program, by id.

/// A struct definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StructId(pub u32);

/// A trait definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TraitId(pub u32);

/// A function or method definition: one overload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u32);

/// A source module or package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub u32);

use std::rc::Rc;

use grammar::{FileId, Span, Symbol, ast};
use rustc_hash::FxHashMap;

use crate::types::ParamId;

/// A compile-time name: `comptime N = …` in a module, struct or trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComptimeId(pub u32);

/// All definitions of a compilation, indexed by their ids.
#[derive(Debug, Default)]
pub struct Definitions {
    pub modules: Vec<Module>,
    pub structs: Vec<Struct>,
    pub traits: Vec<Trait>,
    pub functions: Vec<Function>,
    pub comptimes: Vec<Comptime>,
    pub params: Vec<Param>,
    /// What the body of an older lifecycle method calls its last argument.
    pub older_names: FxHashMap<FunctionId, Symbol>,
}

#[derive(Debug)]
pub struct Module {
    /// `std.python.bindings`; a root file has its stem.
    pub name: String,
    pub file: FileId,
    /// The folder that relative imports start from.
    pub folder: String,
    /// The folder of the root file that brought the module in: absolute imports are looked for there first.
    pub base: String,
    /// Mistakes were found when it was read: its definitions are known, but not looked at further.
    pub broken: bool,
    /// Modules that it imports, as far as that was looked at.
    pub imports: Vec<ModuleId>,
    /// Part of the standard library.
    pub library: bool,
    pub scope: FxHashMap<Symbol, Entry>,
    /// Modules imported with `*`.
    pub stars: Vec<Star>,
    /// What names turned out to mean that are not in the scope, but in a `*` import.
    pub found: FxHashMap<Symbol, Entry>,
    /// Submodules that an `import a.b` made reachable through this one.
    pub submodules: FxHashMap<Symbol, ModuleId>,
}

/// What a name of a module's scope means.
#[derive(Clone, Debug)]
pub enum Entry {
    Module(ModuleId),
    Struct(StructId),
    Trait(TraitId),
    /// All overloads.
    Functions(Rc<Vec<FunctionId>>),
    Comptime(ComptimeId),
    /// Resolved when it is first looked up, so that library modules are only read when needed.
    Import(Rc<Import>),
    /// Definitions of the library: parsed when they are first looked up.
    Deferred(Rc<Vec<Span>>),
    /// Could not be resolved; already reported.
    Error,
}

#[derive(Clone, Debug)]
pub struct Import {
    pub path: ast::ModulePath,
    /// The name in the module; `None` binds the module itself.
    pub name: Option<ast::Name>,
    pub span: Span,
}

/// `from path import *`
#[derive(Clone, Debug)]
pub struct Star {
    pub import: Rc<Import>,
    /// Read when a name is first looked for in it.
    pub target: Option<ModuleId>,
}

/// Where a definition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    Module,
    Struct(StructId),
    Trait(TraitId),
    /// A nested function: index into the checker's table of local scopes.
    Local(u32),
}

#[derive(Debug)]
pub struct Struct {
    pub name: Symbol,
    pub module: ModuleId,
    pub params: Rc<Vec<ParamId>>,
    pub ast: Rc<ast::Struct>,
    pub fields: Vec<Field>,
    pub methods: Methods,
    pub comptimes: FxHashMap<Symbol, ComptimeId>,
    /// The path in the runtime of a bound struct.
    pub rust: Option<Symbol>,
    pub fieldwise_init: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: ast::Name,
    pub ty: ast::Expr,
}

#[derive(Debug)]
pub struct Trait {
    pub name: Symbol,
    pub module: ModuleId,
    /// Stands for `Self`.
    pub self_param: ParamId,
    pub ast: Rc<ast::Trait>,
    pub methods: Methods,
    /// Method names in order of declaration.
    pub order: Vec<Symbol>,
    pub comptimes: FxHashMap<Symbol, ComptimeId>,
    pub span: Span,
}

#[derive(Debug)]
pub struct Function {
    pub name: Symbol,
    pub module: ModuleId,
    pub parent: Parent,
    pub params: Rc<Vec<ParamId>>,
    pub ast: Rc<ast::Function>,
    pub kind: FunctionKind,
    pub is_static: bool,
    pub implicit: bool,
    pub always_inline: Option<bool>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// Has a body.
    Source,
    /// `@rust("path")`
    Rust(Symbol),
    /// `@builtin("name")`
    Builtin(Symbol),
    /// The constructor that `@fieldwise_init` makes. The AST is the struct's; arguments are the fields.
    FieldwiseInit,
    /// A trait's method without a body.
    Required,
}

#[derive(Debug)]
pub struct Comptime {
    pub name: Symbol,
    pub module: ModuleId,
    pub parent: Parent,
    pub params: Rc<Vec<ParamId>>,
    pub ast: Rc<ast::ComptimeDef>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: Symbol,
    pub module: ModuleId,
    /// The type or bound as written; `None` for a trait's `Self` and for implicit parameters.
    pub ty: Option<ast::Expr>,
    pub default: Option<ast::Expr>,
    pub variadic: bool,
    pub infer_only: bool,
    pub keyword_only: bool,
    pub parent: Parent,
    pub implicit: Option<ImplicitParam>,
    pub span: Span,
}

/// Parameters that nobody wrote: of `Some[Trait]` and of unbound parameters in argument types.
#[derive(Clone, Debug)]
pub enum ImplicitParam {
    /// A trait's `Self`.
    SelfOf(TraitId),
    /// `Some[bound]`
    Some(ast::Expr),
    /// `_` or a left-out parameter of a type.
    Unbound,
}

/// The methods of a struct or trait, by name. Ask `Cx::struct_methods` and `Cx::trait_methods`, which parse what is needed.
#[derive(Clone, Debug, Default)]
pub struct Methods {
    known: FxHashMap<Symbol, Rc<Vec<FunctionId>>>,
    /// Of the library, those that nobody has asked for yet.
    deferred: FxHashMap<Symbol, Vec<Span>>,
}

impl Methods {
    pub fn contains(&self, name: Symbol) -> bool {
        self.known.contains_key(&name) || self.deferred.contains_key(&name)
    }

    pub fn names(&self) -> impl Iterator<Item = Symbol> + '_ {
        self.known.keys().chain(self.deferred.keys()).copied()
    }

    pub fn add(&mut self, name: Symbol, function: FunctionId) {
        Rc::make_mut(self.known.entry(name).or_default()).push(function);
    }

    pub fn defer(&mut self, name: Symbol, span: Span) {
        self.deferred.entry(name).or_default().push(span);
    }

    pub(crate) fn known(&self, name: Symbol) -> Option<Rc<Vec<FunctionId>>> {
        self.known.get(&name).cloned()
    }

    pub(crate) fn is_deferred(&self, name: Symbol) -> bool {
        self.deferred.contains_key(&name)
    }

    pub(crate) fn take_deferred(&mut self, name: Symbol) -> Vec<Span> {
        self.deferred.remove(&name).unwrap_or_default()
    }

    /// Enters what was deferred; made constructors stand behind written ones.
    pub(crate) fn put_first(&mut self, name: Symbol, mut functions: Vec<FunctionId>) {
        let known = Rc::make_mut(self.known.entry(name).or_default());
        functions.append(known);
        *known = functions;
    }
}

impl Definitions {
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0 as usize]
    }

    pub fn strukt(&self, id: StructId) -> &Struct {
        &self.structs[id.0 as usize]
    }

    pub fn trait_(&self, id: TraitId) -> &Trait {
        &self.traits[id.0 as usize]
    }

    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    pub fn comptime(&self, id: ComptimeId) -> &Comptime {
        &self.comptimes[id.0 as usize]
    }

    pub fn param(&self, id: ParamId) -> &Param {
        &self.params[id.0 as usize]
    }

    pub fn add_param(&mut self, param: Param) -> ParamId {
        self.params.push(param);
        ParamId(self.params.len() as u32 - 1)
    }
}
