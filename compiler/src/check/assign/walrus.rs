//! `name := value`, which writes a variable and is its value.

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashMap;

use crate::check::stmt::visit::{self, Visitor};
use crate::check::stmt::{errors, variable};
use crate::check::{Binding, Fx, Node, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LocalId, StmtKind as S};
use crate::types::{Ty, Value};

impl Cx<'_> {
    /// Writes the variable; the node is its place.
    pub fn walrus(&mut self, fx: &mut Fx, name: &ast::Name, value: &ast::Expr, span: Span) -> Node {
        let place = match self.name(fx, name.symbol, name.span) {
            Some(Node::Place(place)) => place,
            Some(Node::Error) => {
                self.expr(fx, value, None);
                return Node::Error;
            }
            Some(_) => {
                let text = name.symbol.to_string();
                self.report(errors::not_a_target(&text, name.span, "this is no variable"));
                return Node::Error;
            }
            None => {
                // Outside of a statement (a default value) there is nowhere to declare it.
                let text = name.symbol.to_string();
                self.report(errors::not_a_target(&text, name.span, "no variable of this name is declared"));
                self.expr(fx, value, None);
                return Node::Error;
            }
        };
        let fresh = match place.kind {
            hir::PlaceKind::Local(id) if fx.locals[id.0 as usize].ty.is_error() => Some(id),
            _ => None,
        };
        if !self.check_mutable(fx, &place, name.span) {
            return Node::Error;
        }
        let value = self.value(fx, value, if fresh.is_some() { None } else { Some(place.ty) });
        if value.ty.is_error() {
            return Node::Error;
        }
        let place = match fresh {
            Some(id) => {
                fx.locals[id.0 as usize].ty = value.ty;
                if self.warns(fx) {
                    let shown = self.show(value.ty);
                    let before = self.line_start(span);
                    self.report(errors::walrus_declaration(name.symbol, &shown, name.span, before));
                }
                fx.place(id, name.span)
            }
            None => place,
        };
        let write = stmt(S::Assign(place.clone(), value), span);
        let none = constant(Value::None, Ty::none(), span);
        let block = hir::Expr { kind: H::Block(vec![write], Box::new(none)), ty: Ty::none(), span };
        let (ty, mutable) = (place.ty, place.mutable);
        Node::Place(hir::Place { kind: hir::PlaceKind::After(Box::new(block), Box::new(place)), ty, mutable, span })
    }

    /// The empty span where the statement on a line starts, and its indentation; nothing where no other statement can
    /// go before it.
    fn line_start(&self, span: Span) -> Option<(Span, String)> {
        let text = &self.sources.file(span.file).text;
        let line = text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
        let indent: String = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let start = line + indent.len();
        let is_first =
            !["elif", "else", "case", "except", "finally"].iter().any(|word| text[start..].starts_with(word));
        let at = Span { start: start as u32, end: start as u32, ..span };
        is_first.then_some((at, indent))
    }

    /// Declares, in the current scope, the variables that `:=` in a statement's own expressions writes to without a
    /// declaration. Their types come with their values.
    pub(in crate::check) fn declare_walruses(&mut self, fx: &mut Fx, s: &ast::Stmt) -> Vec<LocalId> {
        let mut walk = Walruses { names: FxHashMap::default(), order: Vec::new(), depth: 0 };
        walk.header(s);
        let mut declared = Vec::new();
        for name in walk.order {
            if fx.find(name.symbol).is_none() {
                let id = fx.local(Some(name.symbol), Ty::error(), variable(), name.span);
                fx.bind(name.symbol, Binding::Local(id));
                declared.push(id);
            }
        }
        declared
    }
}

/// Collects the targets of `:=`, but for those inside of nested functions and comprehensions.
struct Walruses {
    names: FxHashMap<Symbol, Span>,
    order: Vec<ast::Name>,
    depth: usize,
}

impl Walruses {
    /// The expressions of a statement that are evaluated in the scope around it.
    fn header(&mut self, s: &ast::Stmt) {
        use ast::StmtKind as K;
        match &s.kind {
            K::If(if_) if !if_.comptime => if_.branches.iter().for_each(|(condition, _)| self.expr(condition)),
            K::While { condition, .. } => self.expr(condition),
            K::For(for_) => self.expr(&for_.iterable),
            K::With { items, .. } => items.iter().for_each(|item| self.expr(&item.value)),
            K::Match { subject, cases } => {
                self.expr(subject);
                cases.iter().flat_map(|case| &case.guard).for_each(|guard| self.expr(guard));
            }
            K::Expr(_)
            | K::Return(_)
            | K::Raise(_)
            | K::Var { .. }
            | K::Assign { .. }
            | K::AnnotatedAssign { .. }
            | K::AugAssign { .. }
            | K::Assert { comptime: false, .. } => visit::walk_stmt(self, s),
            _ => {}
        }
    }
}

impl Visitor for Walruses {
    fn walrus(&mut self, name: &ast::Name) {
        if self.depth == 0 && self.names.insert(name.symbol, name.span).is_none() {
            self.order.push(*name);
        }
    }

    fn open(&mut self) {
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
    }
}
