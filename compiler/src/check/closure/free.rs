//! The names that a function mentions without declaring them.

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashSet;

use crate::check::stmt::visit::{self, Visitor};

/// The first mention of a name, and whether the function writes to it anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mention {
    pub name: Symbol,
    pub span: Span,
    pub written: bool,
}

/// In order of first mention.
pub(super) fn mentions(function: &ast::Function) -> Vec<Mention> {
    let mut free = Free { scopes: Vec::new(), found: Vec::new(), own: function.name.symbol };
    visit::walk_function(&mut free, function);
    free.found
}

struct Free {
    scopes: Vec<FxHashSet<Symbol>>,
    found: Vec<Mention>,
    /// The function's own name, which it may call.
    own: Symbol,
}

impl Free {
    fn mention(&mut self, name: Symbol, span: Span, written: bool) {
        // The capture list itself is no mention, and neither are the types of the arguments.
        if self.scopes.is_empty() || name == self.own || self.scopes.iter().any(|scope| scope.contains(&name)) {
            return;
        }
        match self.found.iter_mut().find(|mention| mention.name == name) {
            Some(mention) => mention.written |= written,
            None => self.found.push(Mention { name, span, written }),
        }
    }
}

impl Visitor for Free {
    fn expr(&mut self, expr: &ast::Expr) {
        if let ast::ExprKind::Name(name) = expr.kind {
            self.mention(name, expr.span, false);
        }
        visit::walk_expr(self, expr);
    }

    fn target(&mut self, target: &ast::Expr) {
        if let Some((name, span)) = root(target) {
            self.mention(name, span, true);
        }
        visit::walk_target(self, target);
    }

    fn walrus(&mut self, name: &ast::Name) {
        self.mention(name.symbol, name.span, true);
    }

    fn capture(&mut self, capture: &ast::Capture) {
        // A function further inside needs what it captures from here.
        if self.scopes.len() > 1
            && let Some(name) = &capture.name
        {
            self.mention(name.symbol, name.span, matches!(capture.convention, ast::Convention::Mut));
        }
    }

    fn declare(&mut self, name: &ast::Name) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.symbol);
        }
    }

    fn open(&mut self) {
        self.scopes.push(FxHashSet::default());
    }

    fn close(&mut self) {
        self.scopes.pop();
    }
}

/// The variable that a target is, or is a part of.
fn root(target: &ast::Expr) -> Option<(Symbol, Span)> {
    match &target.kind {
        ast::ExprKind::Name(name) => Some((*name, target.span)),
        ast::ExprKind::Paren(inner) | ast::ExprKind::Attribute(inner, _) | ast::ExprKind::Subscript(inner, _) => {
            root(inner)
        }
        _ => None,
    }
}
