//! Definitions of the library that are parsed when somebody asks for their name.

use std::rc::Rc;

use grammar::ast::{self, StmtKind};
use grammar::{Span, Symbol};

use crate::cx::Cx;
use crate::definitions::{Entry, FunctionId, Methods, ModuleId, Parent, StructId, TraitId};

impl Cx<'_> {
    /// Enters a definition of a module's scope by its name alone.
    pub(super) fn defer(&mut self, module: ModuleId, span: Span) {
        let name = Symbol::new(grammar::deferred_name(&self.sources.file(span.file).text, span));
        let scope = &mut self.defs.modules[module.0 as usize].scope;
        match scope.get_mut(&name) {
            Some(Entry::Deferred(spans)) => Rc::make_mut(spans).push(span),
            _ => {
                scope.insert(name, Entry::Deferred(Rc::new(vec![span])));
            }
        }
    }

    /// Enters the definitions of a name, which were deferred.
    pub(super) fn enter_deferred(&mut self, module: ModuleId, name: Symbol, spans: &[Span]) -> Option<Entry> {
        self.defs.modules[module.0 as usize].scope.remove(&name);
        for span in spans {
            let stmts = self.parse_later(*span, grammar::parse_definition);
            self.collect_items(module, stmts);
        }
        self.defs.module(module).scope.get(&name).cloned()
    }

    /// The methods of a struct by name.
    pub fn struct_methods(&mut self, id: StructId, name: Symbol) -> Option<Rc<Vec<FunctionId>>> {
        if self.defs.strukt(id).methods.is_deferred(name) {
            let module = self.defs.strukt(id).module;
            let spans = self.defs.structs[id.0 as usize].methods.take_deferred(name);
            let found = self.enter_methods(module, Parent::Struct(id), &spans);
            self.defs.structs[id.0 as usize].methods.put_first(name, found);
        }
        self.defs.strukt(id).methods.known(name)
    }

    /// The methods of a trait by name, those that it refines not among them.
    pub fn trait_methods(&mut self, id: TraitId, name: Symbol) -> Option<Rc<Vec<FunctionId>>> {
        if self.defs.trait_(id).methods.is_deferred(name) {
            let module = self.defs.trait_(id).module;
            let spans = self.defs.traits[id.0 as usize].methods.take_deferred(name);
            let found = self.enter_methods(module, Parent::Trait(id), &spans);
            self.defs.traits[id.0 as usize].methods.put_first(name, found);
        }
        self.defs.trait_(id).methods.known(name)
    }

    fn enter_methods(&mut self, module: ModuleId, parent: Parent, spans: &[Span]) -> Vec<FunctionId> {
        let mut found = Vec::with_capacity(spans.len());
        for span in spans {
            for stmt in self.parse_later(*span, grammar::parse_definition) {
                if let StmtKind::Function(function) = stmt.kind {
                    found.push(self.add_function(module, parent, *function, stmt.span));
                }
            }
        }
        found
    }

    /// Enters all definitions and methods of the library modules that were read. For the library's own tests.
    pub fn enter_all_deferred(&mut self) {
        let mut index = 0;
        while index < self.defs.modules.len() {
            let module = ModuleId(index as u32);
            let names: Vec<Symbol> = self.defs.module(module).scope.keys().copied().collect();
            names.into_iter().for_each(|name| {
                self.lookup_member(module, name);
            });
            index += 1;
        }
        for index in 0..self.defs.structs.len() {
            let id = StructId(index as u32);
            let names: Vec<Symbol> = self.defs.strukt(id).methods.names().collect();
            names.into_iter().for_each(|name| {
                self.struct_methods(id, name);
            });
        }
        for index in 0..self.defs.traits.len() {
            let id = TraitId(index as u32);
            let names: Vec<Symbol> = self.defs.trait_(id).methods.names().collect();
            names.into_iter().for_each(|name| {
                self.trait_methods(id, name);
            });
        }
    }

    /// The name of a method that is deferred.
    pub(super) fn defer_method(&self, methods: &mut Methods, span: Span) -> Symbol {
        let name = Symbol::new(grammar::deferred_name(&self.sources.file(span.file).text, span));
        methods.defer(name, span);
        name
    }

    /// Parses a part of a file.
    pub fn parse_later(
        &mut self,
        span: Span,
        parse: fn(&str, Span, &mut grammar::Diagnostics) -> Vec<ast::Stmt>,
    ) -> Vec<ast::Stmt> {
        let start = std::time::Instant::now();
        let stmts = parse(&self.sources.file(span.file).text, span, &mut self.diagnostics);
        self.parsing.time += start.elapsed();
        self.parsing.later += 1;
        stmts
    }
}
