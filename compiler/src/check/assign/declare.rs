//! Declarations: `var`, `ref`, and assignments that declare because `var` was left out.

use grammar::{Span, Symbol, ast};

use super::{Source, tuple_items};
use crate::check::stmt::visit::{self, Visitor};
use crate::check::stmt::{errors, variable};
use crate::check::{Binding, Fx, Node, Suite, stmt};
use crate::cx::Cx;
use crate::hir::{self, LocalKind, StmtKind as S};
use crate::types::{Ty, TyKind};

impl Cx<'_> {
    #[allow(clippy::too_many_arguments)] // the parts of one statement
    pub(in crate::check) fn declaration(
        &mut self,
        fx: &mut Fx,
        binding: ast::Binding,
        pattern: &ast::Pattern,
        ty: Option<&ast::Expr>,
        value: Option<&ast::Expr>,
        rest: Suite<'_>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let declared = ty.map(|ty| (self.declared_type(fx, ty, value), ty.span));
        let Some(value) = value else {
            let ty = declared.map_or_else(Ty::error, |(ty, _)| ty);
            self.declare_empty(fx, pattern, ty, span, out);
            return;
        };
        if binding == ast::Binding::Ref {
            let node = self.place_expr(fx, value, declared.map(|(ty, _)| ty));
            if makes_a_value(value) && matches!(node, Node::Value(_)) && !node.is_error() {
                self.report(errors::ref_of_value(value.span, self.keyword("ref", span)));
                return self.declare_erroneous(fx, pattern);
            }
            self.declare_reference(fx, pattern, node, declared, value.span, out);
            return;
        }
        match &pattern.kind {
            ast::PatternKind::Name(name) => {
                let expected = declared.map(|(ty, _)| ty);
                let node = match self.display_use(fx, name.symbol, value, rest).filter(|_| declared.is_none()) {
                    Some((element, items)) => self.list_of(fx, element, items, value.span),
                    None => self.expr(fx, value, expected),
                };
                if expected.is_none()
                    && let Node::Place(place) = &node
                    && self.is_uncopied_reference(place, value)
                {
                    if self.warns(fx) {
                        let shown = self.show(place.ty);
                        let word = self.keyword("var", span);
                        self.report(errors::var_of_reference(&shown, value.span, word));
                    }
                    self.declare_reference(fx, pattern, node, None, value.span, out);
                    return;
                }
                let value = match expected {
                    Some(ty) => {
                        let value = self.coerce(fx, node, ty, value.span);
                        // A mistake in the value leaves the declared type standing.
                        hir::Expr { ty: if value.ty.is_error() { ty } else { value.ty }, ..value }
                    }
                    None => self.owned(fx, node, value.span),
                };
                if let TyKind::FunctionItem(..) = value.ty.kind() {
                    // There is nothing to store: the name means the function.
                    self.check_redeclared(fx, name);
                    let value = hir::Expr { span: name.span, ..value };
                    fx.bind(name.symbol, Binding::Node(Node::Value(value)));
                    return;
                }
                let id = self.declare(fx, name, value.ty, variable());
                out.push(stmt(S::Let(id, value), span));
            }
            _ => {
                let source = match declared {
                    Some((ty, _)) if !ty.is_error() => {
                        let node = Node::Value(self.value(fx, value, Some(ty)));
                        Source::Node(node, value.span)
                    }
                    _ => Source::Expr(value),
                };
                self.declare_pattern(fx, pattern, source, span, out);
            }
        }
    }

    /// `var x: T`
    fn declare_empty(&mut self, fx: &mut Fx, pattern: &ast::Pattern, ty: Ty, span: Span, out: &mut Vec<hir::Stmt>) {
        match &pattern.kind {
            ast::PatternKind::Name(name) => {
                let id = self.declare(fx, name, ty, variable());
                out.push(stmt(S::Declare(id), span));
            }
            ast::PatternKind::Discard => {}
            ast::PatternKind::Tuple(parts) => {
                let tys: Vec<Ty> = match ty.kind() {
                    TyKind::Tuple(tys) if tys.len() == parts.len() => tys.clone(),
                    TyKind::Tuple(tys) => {
                        self.report(errors::wrong_arity(tys.len(), parts.len(), pattern.span, span));
                        vec![Ty::error(); parts.len()]
                    }
                    // `var a, b: Int`: the type is that of each.
                    _ => vec![ty; parts.len()],
                };
                for (part, ty) in parts.iter().zip(tys) {
                    self.declare_empty(fx, part, ty, span, out);
                }
            }
        }
    }

    /// `var a, (b, c) = …`: all values first, then the names.
    pub(in crate::check) fn declare_pattern(
        &mut self,
        fx: &mut Fx,
        pattern: &ast::Pattern,
        source: Source<'_>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match &pattern.kind {
            ast::PatternKind::Discard => self.discard(fx, source, out),
            ast::PatternKind::Name(name) => {
                let value = self.source_value(fx, source, None);
                let id = self.declare(fx, name, value.ty, variable());
                out.push(stmt(S::Let(id, value), span));
            }
            ast::PatternKind::Tuple(parts) => match self.parts(fx, source, parts.len(), pattern.span, out) {
                Some(nodes) => {
                    for (part, (node, at)) in parts.iter().zip(nodes) {
                        self.declare_pattern(fx, part, Source::Node(node, at), span, out);
                    }
                }
                None => self.declare_erroneous(fx, pattern),
            },
        }
    }

    /// Names whose values could not be made out: known, so that their uses are not reported too.
    pub(in crate::check) fn declare_erroneous(&mut self, fx: &mut Fx, pattern: &ast::Pattern) {
        // A local without a type: the passes behind see that the body is not whole.
        fx.local(None, Ty::error(), LocalKind::Var { mutable: false }, pattern.span);
        match &pattern.kind {
            ast::PatternKind::Name(name) => fx.bind(name.symbol, Binding::Node(Node::Error)),
            ast::PatternKind::Discard => {}
            ast::PatternKind::Tuple(parts) => parts.iter().for_each(|part| self.declare_erroneous(fx, part)),
        }
    }

    /// `ref r = place`
    fn declare_reference(
        &mut self,
        fx: &mut Fx,
        pattern: &ast::Pattern,
        node: Node,
        declared: Option<(Ty, Span)>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        if node.is_error() {
            return self.declare_erroneous(fx, pattern);
        }
        let place = self.to_place(fx, node, span);
        if place.ty.is_error() {
            return self.declare_erroneous(fx, pattern);
        }
        if let Some((ty, at)) = declared
            && ty != place.ty
            && !ty.is_error()
        {
            let (found, wanted) = (self.show(place.ty), self.show(ty));
            self.report(errors::ref_type(&found, &wanted, span, at));
            return self.declare_erroneous(fx, pattern);
        }
        self.bind_place(fx, pattern, place, Mode::Reference, span, out);
    }

    /// Binds the names of a pattern to a place or to its parts.
    pub(in crate::check) fn bind_place(
        &mut self,
        fx: &mut Fx,
        pattern: &ast::Pattern,
        place: hir::Place,
        mode: Mode,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match &pattern.kind {
            ast::PatternKind::Discard => self.evaluate(fx, Node::Place(place), span, out),
            ast::PatternKind::Name(name) => match mode {
                Mode::Owned => {
                    let value = self.owned(fx, Node::Place(place), span);
                    let id = self.declare(fx, name, value.ty, variable());
                    out.push(stmt(S::Let(id, value), span));
                }
                // A small value is copied: nothing can change it under its name.
                Mode::Immutable if self.is_trivial_ty(place.ty) => {
                    let value = self.owned(fx, Node::Place(place), span);
                    let id = self.declare(fx, name, value.ty, LocalKind::Var { mutable: false });
                    out.push(stmt(S::Let(id, value), span));
                }
                Mode::Reference | Mode::Immutable => {
                    let mutable = place.mutable && mode == Mode::Reference;
                    if let hir::PlaceKind::Temporary(value) = place.kind {
                        // Nothing else owns the value: the name does.
                        let id = self.declare(fx, name, value.ty, LocalKind::Var { mutable });
                        out.push(stmt(S::Let(id, *value), span));
                        return;
                    }
                    let id = self.declare(fx, name, place.ty, LocalKind::Ref { mutable });
                    out.push(stmt(S::BindRef(id, place), span));
                }
            },
            ast::PatternKind::Tuple(parts) => {
                let place = self.stash(fx, Node::Place(place), span, out);
                let tys = match place.ty.kind() {
                    TyKind::Tuple(tys) if tys.len() == parts.len() => tys,
                    TyKind::Tuple(tys) => {
                        self.report(errors::wrong_arity(tys.len(), parts.len(), pattern.span, span));
                        return self.declare_erroneous(fx, pattern);
                    }
                    TyKind::Error => return self.declare_erroneous(fx, pattern),
                    _ => {
                        let shown = self.show(place.ty);
                        self.report(errors::not_a_tuple(&shown, parts.len(), span));
                        return self.declare_erroneous(fx, pattern);
                    }
                };
                for (index, (part, ty)) in parts.iter().zip(tys).enumerate() {
                    let field = crate::check::call::field_place(&place, index, *ty, span);
                    self.bind_place(fx, part, field, mode, span, out);
                }
            }
        }
    }

    /// A call that returns a reference to what is not copied silently: `var` in front of it can only mean `ref`.
    fn is_uncopied_reference(&mut self, place: &hir::Place, value: &ast::Expr) -> bool {
        matches!(value.kind, ast::ExprKind::Call(..))
            && matches!(place.kind, hir::PlaceKind::RefCall(_) | hir::PlaceKind::After(..))
            && !self.is_implicitly_copyable_ty(place.ty)
    }

    /// The word that a declaration starts with.
    fn keyword(&self, word: &str, span: Span) -> Option<Span> {
        self.sources.text(span).starts_with(word).then_some(Span { end: span.start + word.len() as u32, ..span })
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    pub(in crate::check) fn annotated_assignment(
        &mut self,
        fx: &mut Fx,
        target: &ast::Expr,
        ty: &ast::Expr,
        value: Option<&ast::Expr>,
        rest: Suite<'_>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let ast::ExprKind::Name(symbol) = target.kind else {
            let text = self.sources.text(target.span).to_string();
            self.report(errors::not_a_target(&text, target.span, "only a new variable takes a type"));
            return;
        };
        let name = ast::Name { symbol, span: target.span };
        if self.declared_here(fx, symbol).is_none() && self.warns(fx) {
            self.report(errors::implicit_declaration(symbol, target.span, Some(target.span.before())));
        }
        let pattern = ast::Pattern { kind: ast::PatternKind::Name(name), span: target.span };
        self.declaration(fx, ast::Binding::Var, &pattern, Some(ty), value, rest, span, out);
    }

    /// Whether an assignment to a name declares it, because nothing else does: older code leaves out `var`. Warns, with
    /// the edit if there is a place for it.
    pub(super) fn declares(
        &mut self,
        fx: &mut Fx,
        name: ast::Name,
        rest: Suite<'_>,
        span: Span,
        at: Option<Span>,
    ) -> bool {
        if self.is_known_variable(fx, name.symbol) {
            return false;
        }
        let end = rest.last().map_or(span, |last| last.span);
        if let Some(used) = self.escape(fx, name.symbol, span.to(end)) {
            self.report(errors::escapes_block(name.symbol, name.span, used));
            if let Some(scope) = fx.scopes.first_mut() {
                scope.insert(name.symbol, Binding::Node(Node::Error));
            }
        } else if self.warns(fx) {
            self.report(errors::implicit_declaration(name.symbol, name.span, at));
        }
        true
    }

    /// Declares the names that an assignment to several targets writes to without any declaration.
    pub(super) fn declare_undeclared(&mut self, fx: &mut Fx, targets: &[ast::Expr], rest: Suite<'_>, span: Span) {
        let mut names = Vec::new();
        targets.iter().for_each(|target| target_names(target, &mut names));
        let new: Vec<ast::Name> =
            names.iter().copied().filter(|name| !self.is_known_variable(fx, name.symbol)).collect();
        // `var` before a tuple declares all of its names.
        let whole = targets.len() == 1 && new.len() == names.len() && only_names(&targets[0]);
        for (index, name) in new.iter().enumerate() {
            let at = match (whole, index) {
                (true, 0) => Some(targets[0].span.before()),
                (true, _) => None,
                (false, _) => Some(name.span.before()).filter(|_| targets.len() > 1),
            };
            if whole && index > 0 {
                self.quiet += 1;
            }
            self.declares(fx, *name, rest, span, at);
            if whole && index > 0 {
                self.quiet -= 1;
            }
            // The assignment itself gives it its type.
            let id = fx.local(Some(name.symbol), Ty::error(), variable(), name.span);
            fx.bind(name.symbol, Binding::Local(id));
        }
    }

    /// Whether assigning to a name writes to something that exists: a variable, or what is reported as no variable.
    fn is_known_variable(&mut self, fx: &Fx, name: Symbol) -> bool {
        match fx.find(name) {
            Some(_) => true,
            None => {
                fx.env.map.iter().any(|(param, _)| self.defs.param(*param).name == name)
                    || self.is_defined_beside(fx, name)
            }
        }
    }

    /// Whether the user's file defines something of the name: assigning to it is no declaration of a variable.
    fn is_defined_beside(&self, fx: &Fx, name: Symbol) -> bool {
        use crate::definitions::Entry;
        matches!(
            self.defs.module(fx.module).scope.get(&name),
            Some(Entry::Struct(_) | Entry::Trait(_) | Entry::Functions(_) | Entry::Comptime(_))
        )
    }

    /// A use of a name outside of the block that declares it, behind it in the same function.
    fn escape(&mut self, fx: &Fx, name: Symbol, block: Span) -> Option<Span> {
        if self.lookup_global(fx.module, name).is_some() {
            return None;
        }
        let function = &self.defs.function(fx.function?).ast;
        let mut walk = Escape { name, block, scopes: vec![false], found: None };
        visit::walk_body(&mut walk, &function.body.body);
        walk.found
    }
}

/// Whether an expression computes something new, whatever its operands are.
fn makes_a_value(expr: &ast::Expr) -> bool {
    use ast::ExprKind as E;
    match &expr.kind {
        E::Paren(inner) => makes_a_value(inner),
        E::Int(_) | E::Float(_) | E::Str(_) | E::Template(_) | E::Bool(_) => true,
        E::List(_) | E::Set(_) | E::Dict(_) | E::Comprehension(_) => true,
        E::Unary(..) | E::Binary(..) | E::Not(_) | E::Compare(..) => true,
        _ => false,
    }
}

/// How names are bound to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Mode {
    /// `ref`: as mutable as the place.
    Reference,
    /// The default of loops and patterns.
    Immutable,
    /// `var`: a value of its own.
    Owned,
}

fn target_names(target: &ast::Expr, names: &mut Vec<ast::Name>) {
    match &target.kind {
        ast::ExprKind::Name(symbol) => names.push(ast::Name { symbol: *symbol, span: target.span }),
        ast::ExprKind::Paren(inner) => target_names(inner, names),
        ast::ExprKind::Tuple(parts) => parts.iter().for_each(|part| target_names(part, names)),
        _ => {}
    }
}

fn only_names(target: &ast::Expr) -> bool {
    match &target.kind {
        ast::ExprKind::Name(_) | ast::ExprKind::Underscore => true,
        ast::ExprKind::Tuple(_) => tuple_items(target).is_some_and(|parts| parts.iter().all(only_names)),
        _ => false,
    }
}

/// Looks for a read of a name that no declaration around it covers.
struct Escape {
    name: Symbol,
    /// Where the name is declared.
    block: Span,
    /// Whether each open scope declares it.
    scopes: Vec<bool>,
    found: Option<Span>,
}

impl Visitor for Escape {
    fn stmt(&mut self, stmt: &ast::Stmt) {
        if stmt.span.start >= self.block.start && stmt.span.end <= self.block.end {
            return;
        }
        visit::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &ast::Expr) {
        if expr.kind == ast::ExprKind::Name(self.name)
            && expr.span.start >= self.block.end
            && !self.scopes.contains(&true)
        {
            self.found.get_or_insert(expr.span);
        }
        visit::walk_expr(self, expr);
    }

    fn target(&mut self, target: &ast::Expr) {
        if target.kind == ast::ExprKind::Name(self.name) {
            if let Some(last) = self.scopes.last_mut() {
                *last = true;
            }
            return;
        }
        visit::walk_target(self, target);
    }

    fn declare(&mut self, name: &ast::Name) {
        if name.symbol == self.name
            && let Some(last) = self.scopes.last_mut()
        {
            *last = true;
        }
    }

    fn open(&mut self) {
        self.scopes.push(false);
    }

    fn close(&mut self) {
        self.scopes.pop();
    }
}
