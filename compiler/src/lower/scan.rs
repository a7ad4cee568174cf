//! Looks through HIR before it is lowered: what may be changed behind a name's back, and what evaluating an expression does.

use rustc_hash::FxHashSet;

use super::Context;
use super::walk::{self, Item};
use crate::hir::{Arg, Body, Callee, CaptureValue, Expr, ExprKind, LocalId, Place, PlaceKind, StmtKind};
use crate::mir;

/// The local that a place lies in, if the way there goes through no address.
pub(super) fn root(place: &Place) -> Option<LocalId> {
    match &place.kind {
        PlaceKind::Local(local) => Some(*local),
        PlaceKind::Field(base, _) | PlaceKind::Element(base, _) => root(base),
        _ => None,
    }
}

/// What evaluating expressions does to the places around them.
pub(super) struct Effects<'a> {
    cx: &'a Context<'a>,
    /// Statements come out of it.
    pub statements: bool,
    /// Something is called that may write through addresses.
    pub calls: bool,
    /// Locals that are written, moved out of or passed to be written.
    pub changed: FxHashSet<LocalId>,
}

impl<'a> Effects<'a> {
    pub fn new(cx: &'a Context<'a>) -> Effects<'a> {
        Effects { cx, statements: false, calls: false, changed: FxHashSet::default() }
    }

    pub fn expr(&mut self, expr: &Expr) {
        walk::expr(expr, &mut |item| self.item(item));
    }

    pub fn arg(&mut self, arg: &Arg) {
        if let Arg::Reference { place, mutable: true } = arg {
            self.changed.extend(root(place));
        }
        walk::arg(arg, &mut |item| self.item(item));
    }

    fn item(&mut self, item: Item<'_>) {
        match item {
            Item::Stmt(stmt) => {
                self.statements = true;
                match &stmt.kind {
                    StmtKind::Let(local, _) | StmtKind::Declare(local) | StmtKind::BindRef(local, _) => {
                        self.changed.insert(*local);
                    }
                    StmtKind::Assign(place, _) => {
                        self.calls |= root(place).is_none();
                        self.changed.extend(root(place));
                    }
                    _ => {}
                }
            }
            Item::Expr(expr) => match &expr.kind {
                ExprKind::Move(place) => self.changed.extend(root(place)),
                ExprKind::Const(_)
                | ExprKind::Copy(_)
                | ExprKind::Function(_)
                | ExprKind::PythonEntry(_)
                | ExprKind::PythonClass(_) => {}
                _ => self.statements = true,
            },
            Item::Place(place) => {
                self.statements |= !matches!(place.kind, PlaceKind::Local(_) | PlaceKind::Field(..));
            }
            Item::Call(call) => {
                self.statements = true;
                // There are no global variables: what takes only plain values can change nothing.
                self.calls |= !call.args.iter().all(|arg| match arg {
                    Arg::Value(value) => self.cx.is_plain(value.ty),
                    Arg::Variadic(values) => values.iter().all(|value| self.cx.is_plain(value.ty)),
                    Arg::Reference { .. } | Arg::Pack(_) | Arg::Keywords(_) => false,
                }) || matches!(call.callee, Callee::Pointer(_));
                for arg in &call.args {
                    if let Arg::Reference { place, mutable: true } = arg {
                        self.changed.extend(root(place));
                    }
                }
            }
        }
    }
}

/// The locals whose address is kept beyond one call: bound by `ref`, captured, or passed to something that may return it.
pub(super) fn aliased(body: &Body) -> Vec<bool> {
    let mut aliased = vec![false; body.locals.len()];
    let mut mark = |place: &Place| {
        if let Some(mark) = root(place).and_then(|local| aliased.get_mut(local.0 as usize)) {
            *mark = true;
        }
    };
    walk::stmts(&body.block, &mut |item| match item {
        Item::Stmt(stmt) => {
            if let StmtKind::BindRef(_, place) = &stmt.kind {
                mark(place);
            }
        }
        Item::Expr(expr) => {
            if let ExprKind::Closure(_, captures) = &expr.kind {
                for capture in captures {
                    if let CaptureValue::Reference(place) = capture {
                        mark(place);
                    }
                }
            }
        }
        Item::Call(call) => {
            for index in &call.borrows {
                match call.args.get(*index) {
                    Some(Arg::Reference { place, .. }) => mark(place),
                    Some(Arg::Pack(places)) => places.iter().for_each(&mut mark),
                    _ => {}
                }
            }
        }
        Item::Place(_) => {}
    });
    aliased
}

/// The `mut` arguments that the body moves out of, wholly or in part.
pub(super) fn moved_args(body: &Body) -> Vec<LocalId> {
    let mut moved = Vec::new();
    walk::stmts(&body.block, &mut |item| {
        if let Item::Expr(expr) = item
            && let ExprKind::Move(place) = &expr.kind
            && let Some(local) = root(place)
            && let Some(info) = body.locals.get(local.0 as usize)
            && info.kind == crate::hir::LocalKind::Arg(crate::types::Passing::Mut)
            && !moved.contains(&local)
        {
            moved.push(local);
        }
    });
    moved
}

/// Whether computing an argument may raise an error of a type.
pub(super) fn raises(arg: &Arg, error: crate::types::Ty) -> bool {
    let mut raises = false;
    walk::arg(arg, &mut |item| match item {
        Item::Call(call) => raises |= call.raises == Some(error),
        Item::Stmt(stmt) => raises |= matches!(&stmt.kind, StmtKind::Raise(value) if value.ty == error),
        Item::Expr(_) | Item::Place(_) => {}
    });
    raises
}

/// Whether the body gives a local a value as a whole.
pub(super) fn assigns(body: &Body, local: LocalId) -> bool {
    let mut assigns = false;
    walk::stmts(&body.block, &mut |item| {
        if let Item::Stmt(stmt) = item {
            assigns |= match &stmt.kind {
                StmtKind::Assign(place, _) => matches!(place.kind, PlaceKind::Local(to) if to == local),
                StmtKind::Let(to, _) => *to == local,
                _ => false,
            };
        }
    });
    assigns
}

/// Whether what a function returns a reference to may lie behind an address that its arguments hold.
pub(super) fn returns_interior(cx: &Context<'_>, body: &Body) -> bool {
    let mut interior = false;
    walk::stmts(&body.block, &mut |item| {
        if let Item::Stmt(stmt) = item
            && let StmtKind::ReturnRef(place) = &stmt.kind
        {
            interior |= is_interior(cx, body, place);
        }
    });
    interior
}

fn is_interior(cx: &Context<'_>, body: &Body, place: &Place) -> bool {
    match &place.kind {
        // A local that names another place: which one is not followed.
        PlaceKind::Local(local) => {
            body.locals.get(local.0 as usize).is_none_or(|l| matches!(l.kind, crate::hir::LocalKind::Ref { .. }))
        }
        PlaceKind::Field(base, _) => is_interior(cx, body, base),
        PlaceKind::RefCall(call) => match &call.callee {
            Callee::Instance(id) => {
                cx.instance_returns_interior(*id)
                    || call.borrows.iter().any(|index| match call.args.get(*index) {
                        Some(Arg::Reference { place, .. }) => is_interior(cx, body, place),
                        _ => true,
                    })
            }
            _ => true,
        },
        PlaceKind::After(_, place) => is_interior(cx, body, place),
        PlaceKind::If(_, a, b) => is_interior(cx, body, a) || is_interior(cx, body, b),
        PlaceKind::Deref(_) | PlaceKind::Element(..) | PlaceKind::Temporary(_) => true,
    }
}

/// Whether a statement of the MIR reads a local, or what may point at it, other than by moving it away.
pub(super) fn reads(value: &mir::Rvalue, local: LocalId, is_pointer: &dyn Fn(LocalId) -> bool) -> bool {
    let mut reads = false;
    mir::visit::rvalue(value, &mut |place, usage| {
        let whole_move = usage == mir::visit::Usage::Move && place.projections.is_empty();
        reads |= (place.local == local && !whole_move) || (place.local != local && is_pointer(place.local));
    });
    reads
}
