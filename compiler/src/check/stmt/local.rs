//! Names that stand for definitions inside a function: imports and `comptime` names.

use grammar::{Span, ast};

use crate::check::{Binding, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{Entry, Import, ModuleId, Parent};
use crate::types::Value;

impl Cx<'_> {
    /// `import a.b`, which binds `a`, and `import a.b as c`.
    pub(super) fn local_import(&mut self, fx: &mut Fx, modules: &[ast::ImportModule]) {
        for module in modules {
            let count = module.path.names.len();
            match &module.alias {
                Some(alias) => {
                    let found = self.load_path(fx.module, &module.path, count);
                    let entry = found.map_or(Entry::Error, Entry::Module);
                    fx.bind(alias.symbol, Binding::Import(entry));
                }
                None => {
                    let Some(first) = module.path.names.first() else { continue };
                    let mut parent = None;
                    for depth in 1..=count {
                        let Some(id) = self.load_path(fx.module, &module.path, depth) else {
                            parent = None;
                            break;
                        };
                        match parent {
                            None => fx.bind(first.symbol, Binding::Import(Entry::Module(id))),
                            Some(parent) => {
                                let name = module.path.names[depth - 1].symbol;
                                let ModuleId(parent) = parent;
                                self.defs.modules[parent as usize].submodules.insert(name, id);
                            }
                        }
                        parent = Some(id);
                    }
                    if parent.is_none() {
                        fx.bind(first.symbol, Binding::Import(Entry::Error));
                    }
                }
            }
        }
    }

    pub(super) fn local_from_import(&mut self, fx: &mut Fx, import: &ast::FromImport, span: Span) {
        let Some(names) = &import.names else {
            let count = import.path.names.len();
            let Some(module) = self.load_path(fx.module, &import.path, count) else { return };
            let public: Vec<_> =
                self.defs.module(module).scope.keys().copied().filter(|name| !name.as_str().starts_with('_')).collect();
            for name in public {
                if let Some(entry) = self.lookup_member(module, name) {
                    fx.bind(name, Binding::Import(entry));
                }
            }
            return;
        };
        for each in names {
            let wanted = Import { path: import.path.clone(), name: Some(each.name), span };
            let entry = self.resolve_import(fx.module, &wanted);
            let name = each.alias.unwrap_or(each.name);
            fx.bind(name.symbol, Binding::Import(entry));
        }
    }

    /// `comptime N = value` and `comptime F[T: …] = …` in a function.
    pub(super) fn local_comptime(&mut self, fx: &mut Fx, def: &ast::ComptimeDef) {
        self.check_redeclared(fx, &def.name);
        let Some(value) = &def.value else {
            // Reported when the file was parsed.
            fx.bind(def.name.symbol, Binding::Node(Node::Error));
            return;
        };
        if !def.params.is_empty() {
            let frame = self.add_frame(fx);
            let id = self.add_local_comptime(fx.module, Parent::Local(frame), def.clone());
            fx.bind(def.name.symbol, Binding::Node(Node::Alias(id, Vec::new())));
            return;
        }
        let expected = def.ty.as_ref().and_then(|ty| self.value_type_annotation(fx, ty));
        fx.comptime += 1;
        let node = match expected {
            Some(ty) => Node::Value(self.value(fx, value, Some(ty))),
            None => self.expr(fx, value, None),
        };
        fx.comptime -= 1;
        let node = match node {
            Node::Value(_) | Node::Place(_) => match node.ty() {
                Some(ty) if ty.is_error() => Node::Error,
                Some(ty) => {
                    let value = self.node_to_comptime(fx, node, value.span);
                    // A literal stays one: it takes the type that its uses ask for.
                    if ty.is_literal() || value == Value::Deferred {
                        Node::Value(constant(value, ty, def.name.span))
                    } else {
                        self.comptime_node(fx, value, def.name.span)
                    }
                }
                None => Node::Error,
            },
            other => other,
        };
        fx.bind(def.name.symbol, Binding::Node(node));
    }

    /// The type after the `:` of a `comptime` name; nothing if a trait stands there, which asks for a type.
    fn value_type_annotation(&mut self, fx: &mut Fx, ty: &ast::Expr) -> Option<crate::types::Ty> {
        fx.comptime += 1;
        let node = self.expr(fx, ty, None);
        fx.comptime -= 1;
        match node {
            Node::Bound(_) | Node::Error => None,
            node => Some(self.node_to_type(fx, node, ty.span)).filter(|ty| !ty.is_error()),
        }
    }
}
