//! What every part of code generation reads: the program's tables by type, the names of everything, and the lists that
//! grow while bodies are generated (Python entries and classes, source markers, failures).

use std::cell::RefCell;

use grammar::{SourceMap, Span, Symbol};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use rustc_hash::FxHashMap;

use super::Problem;
use super::files::{FileId, Files};
use super::mangle::{Names, ident};
use crate::hir::{InstanceId, PythonEntry};
use crate::program::{ClosureInstance, FunctionInstance, Program, StructInstance, TypeFacts};
use crate::types::{ClosureId, Ty, TyKind, Value};

pub(super) struct Context<'a> {
    pub program: &'a Program,
    pub facts: &'a dyn TypeFacts,
    pub sources: &'a SourceMap,
    /// Which file each function is in, and what it is called there.
    pub files: Files,
    /// Indexed by `InstanceId`; unique in the crate, so that a listing can leave the modules out.
    function_names: Vec<Ident>,
    structs: FxHashMap<Ty, usize>,
    struct_names: Vec<Ident>,
    field_names: Vec<Vec<Ident>>,
    closure_names: Vec<Ident>,
    capture_names: Vec<Vec<Ident>>,
    entries: RefCell<Interned<PythonEntry>>,
    classes: RefCell<Interned<Ty>>,
    markers: RefCell<Vec<Span>>,
    problems: RefCell<Vec<Problem>>,
}

/// Distinct values in order of first use.
struct Interned<T> {
    numbers: FxHashMap<T, usize>,
    values: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash> Interned<T> {
    fn new() -> Interned<T> {
        Interned { numbers: FxHashMap::default(), values: Vec::new() }
    }

    fn number(&mut self, value: &T) -> usize {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), self.values.len() - 1);
        self.values.len() - 1
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(program: &'a Program, facts: &'a dyn TypeFacts, sources: &'a SourceMap) -> Context<'a> {
        let mut types = Names::default();
        // As the user writes the type: `List[Int]`, not `List[SIMD[DType.int, 1]]`.
        let struct_names = program.structs.iter().map(|s| types.unique(&facts.display(s.ty))).collect();
        let closure_names =
            program.closures.iter().map(|closure| types.unique(&format!("{}_env", closure.name))).collect();
        let mut functions = Names::default();
        Context {
            program,
            facts,
            sources,
            files: Files::new(program),
            function_names: program.functions.iter().map(|f| functions.unique(&f.display)).collect(),
            structs: program.structs.iter().enumerate().map(|(i, s)| (s.ty, i)).collect(),
            struct_names,
            field_names: program.structs.iter().map(|s| unique(s.fields.iter().map(|(name, _)| *name))).collect(),
            closure_names,
            capture_names: program.closures.iter().map(|c| unique(c.captures.iter().map(|c| c.name))).collect(),
            entries: RefCell::new(Interned::new()),
            classes: RefCell::new(Interned::new()),
            markers: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// Notes that the program handed to codegen breaks its contract: an internal error.
    pub(super) fn problem(&self, span: Span, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem { span, message: message.into() });
    }

    pub(super) fn take_problems(&self) -> Vec<Problem> {
        self.problems.take()
    }

    /// The statement that marks the Rust behind it as made from `span`. `emit` replaces it.
    pub(super) fn marker(&self, span: Span) -> TokenStream {
        let mut markers = self.markers.borrow_mut();
        markers.push(span);
        let number = proc_macro2::Literal::usize_unsuffixed(markers.len() - 1);
        quote!(at!(#number);)
    }

    pub(super) fn markers(&self) -> Vec<Span> {
        self.markers.borrow().clone()
    }

    pub(super) fn function(&self, id: InstanceId) -> Option<&'a FunctionInstance> {
        self.program.functions.get(id.0 as usize)
    }

    /// The name of a function in its own file.
    pub(super) fn function_name(&self, id: InstanceId) -> Ident {
        self.function_names.get(id.0 as usize).cloned().unwrap_or_else(|| ident("missing"))
    }

    /// The absolute path of a function: `crate::fn3::factorial`, or what it is bound to.
    pub(super) fn function_path(&self, id: InstanceId) -> TokenStream {
        match self.function(id) {
            Some(FunctionInstance { rust: Some(path), generics, span, .. }) => self.bound_path(*path, generics, *span),
            _ => {
                let module = ident(self.files.module(self.file_of(id)));
                let name = self.function_name(id);
                quote!(crate::#module::#name)
            }
        }
    }

    pub(super) fn file_of(&self, id: InstanceId) -> FileId {
        self.files.file(id)
    }

    pub(super) fn strukt(&self, ty: Ty) -> Option<&'a StructInstance> {
        self.structs.get(&ty).map(|&i| &self.program.structs[i])
    }

    pub(super) fn struct_name(&self, index: usize) -> &Ident {
        &self.struct_names[index]
    }

    pub(super) fn struct_index(&self, ty: Ty) -> Option<usize> {
        self.structs.get(&ty).copied()
    }

    pub(super) fn closure(&self, id: ClosureId) -> Option<&'a ClosureInstance> {
        self.program.closures.get(id.0 as usize)
    }

    pub(super) fn closure_name(&self, id: ClosureId) -> Ident {
        self.closure_names.get(id.0 as usize).cloned().unwrap_or_else(|| ident("missing"))
    }

    /// The types of the parts of a struct, closure environment or tuple.
    pub(super) fn parts(&self, ty: Ty) -> Vec<Ty> {
        match ty.kind() {
            TyKind::Tuple(parts) => parts.clone(),
            TyKind::Closure(id) => {
                self.closure(*id).map(|c| c.captures.iter().map(|capture| capture.ty).collect()).unwrap_or_default()
            }
            _ => self.strukt(ty).map(|s| s.fields.iter().map(|(_, ty)| *ty).collect()).unwrap_or_default(),
        }
    }

    /// What stands behind the `.` for a part: a field's name or a tuple's index.
    pub(super) fn part_name(&self, ty: Ty, index: usize) -> Option<TokenStream> {
        match ty.kind() {
            TyKind::Tuple(parts) => {
                (index < parts.len()).then(|| proc_macro2::Literal::usize_unsuffixed(index).into_token_stream())
            }
            TyKind::Closure(id) => self.capture_names.get(id.0 as usize)?.get(index).map(ToTokens::to_token_stream),
            _ => self.field_names[self.struct_index(ty)?].get(index).map(ToTokens::to_token_stream),
        }
    }

    /// Whether fields of the type stand in `ManuallyDrop`: it has a destructor, which Rust's `Drop` runs.
    pub(super) fn has_destructor(&self, ty: Ty) -> bool {
        self.strukt(ty).is_some_and(|s| s.deinit.is_some())
    }

    /// `Copy` in Rust. Runs of arguments are references, and so copied as well; what is known at compile time is `()`.
    pub(super) fn is_trivial(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Variadic(_) | TyKind::Pack(_) | TyKind::None | TyKind::Never | TyKind::FunctionItem(..) => true,
            _ => ty.is_literal() || self.facts.is_trivial(ty),
        }
    }

    /// The language's `Error`, which keeps the sites that it passed.
    pub(super) fn is_error(&self, ty: Ty) -> bool {
        self.strukt(ty).is_some_and(|s| !s.user && s.name == "Error")
    }

    /// The static of a CPython entry.
    pub(super) fn entry(&self, entry: &PythonEntry) -> Ident {
        let number = self.entries.borrow_mut().number(entry);
        ident(&format!("ENTRY_{number}"))
    }

    pub(super) fn entries(&self) -> Vec<PythonEntry> {
        self.entries.borrow().values.clone()
    }

    /// The static of the Python class of a type.
    pub(super) fn class(&self, ty: Ty) -> Ident {
        let number = self.classes.borrow_mut().number(&ty);
        ident(&format!("CLASS_{number}"))
    }

    pub(super) fn classes(&self) -> Vec<Ty> {
        self.classes.borrow().values.clone()
    }

    /// Replaces each `{Name}` in the path of a bound item.
    pub(super) fn bound_path(&self, path: Symbol, generics: &[(Symbol, Value)], span: Span) -> TokenStream {
        super::paths::bound_path(self, path, generics, span)
    }
}

fn unique(names: impl Iterator<Item = Symbol>) -> Vec<Ident> {
    let mut taken = Names::default();
    names.map(|name| taken.unique(name.as_str())).collect()
}
