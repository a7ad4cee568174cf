//! Which temporaries need no local: `let t = f(x); return t;` is `return f(x);`.
//!
//! A temporary is folded into the statement behind it if that is its only use, the order of evaluation stays as it was
//! (nothing but constants and other folded temporaries is evaluated before it there), both are on one line of the source,
//! and rustc knows its type there: from the place where it lands or from what makes it. Many functions of the runtime are
//! generic in their arguments and result.

use grammar::SourceMap;
use rustc_hash::FxHashMap;

use super::locals::{LocalCode, Storage};
use crate::mir::{Arg, Callee, LocalId, Operand, Rvalue, Stmt, StmtKind};

/// Folded expressions nest no deeper.
const DEEPEST: usize = 3;

/// The numbers of the statements of a block whose value moves into a later one.
pub(super) fn folds(block: &[Stmt], locals: &[LocalCode], sources: &SourceMap) -> Vec<usize> {
    let mut folded = Vec::new();
    let mut depths: FxHashMap<LocalId, usize> = FxHashMap::default();
    // Temporaries whose statements stand directly before the current one, with those statements.
    let mut ready: Vec<(LocalId, usize)> = Vec::new();
    for (i, statement) in block.iter().enumerate() {
        if let StmtKind::Declare(_) = statement.kind {
            continue;
        }
        let mut depth = 0;
        if let Some((operands, lands)) = operands(statement) {
            let wanted: Vec<Option<LocalId>> = operands.into_iter().filter_map(needed).collect();
            let most = wanted.iter().take_while(|local| local.is_some()).count().min(ready.len());
            let fits = (1..=most).rev().find(|&count| {
                let last = &ready[ready.len() - count..];
                last.iter().zip(&wanted).all(|((local, at), wanted)| {
                    *wanted == Some(*local)
                        && sources.line(block[*at].span) == sources.line(statement.span)
                        && block[*at].span.file == statement.span.file
                        && depths.get(local).copied().unwrap_or(0) < DEEPEST
                        && (lands == Landing::Typed || locals[local.0 as usize].trivial && makes_type(&block[*at]))
                })
            });
            if let Some(count) = fits {
                for (local, at) in ready.drain(ready.len() - count..) {
                    depth = depth.max(1 + depths.get(&local).copied().unwrap_or(0));
                    folded.push(at);
                }
            }
        }
        match temporary(statement, locals) {
            Some(local) => {
                depths.insert(local, depth);
                ready.push((local, i));
            }
            None => ready.clear(),
        }
    }
    folded
}

/// The temporary that a statement makes, if it may be folded.
fn temporary(statement: &Stmt, locals: &[LocalCode]) -> Option<LocalId> {
    let StmtKind::Init(place, value) = &statement.kind else { return None };
    let local = locals.get(place.local.0 as usize)?;
    let plain = place.projections.is_empty() && matches!(local.storage, Storage::Value);
    let bound = matches!(value, Rvalue::Call(call) if call.returns_ref || call.result.is_never());
    (plain && local.foldable && !bound).then_some(place.local)
}

/// What rustc knows of the type of a value where it lands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Landing {
    Typed,
    /// An argument of a function that may be generic.
    Open,
}

/// Whether rustc knows the type of what the statement makes without looking further.
fn makes_type(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Init(_, Rvalue::Call(call)) => match &call.callee {
            Callee::Instance(_) => true,
            // Their results follow from their arguments.
            Callee::Rust { path, .. } => path.as_str().starts_with("rt::num::"),
            _ => false,
        },
        StmtKind::Init(_, Rvalue::Construct(..) | Rvalue::Not(_)) => true,
        _ => false,
    }
}

/// What a statement evaluates first, in order, as far as it may take folded values, and how it lands. `None` in the list is
/// something else.
fn operands(statement: &Stmt) -> Option<(Vec<Option<&Operand>>, Landing)> {
    let typed = |operands| Some((operands, Landing::Typed));
    match &statement.kind {
        StmtKind::Return(Some(value)) | StmtKind::Raise(value) | StmtKind::Replace(_, value) => {
            typed(vec![Some(value)])
        }
        StmtKind::If(condition, ..) => typed(vec![Some(condition)]),
        StmtKind::Init(place, value) if place.projections.is_empty() => match value {
            Rvalue::Use(value) | Rvalue::Rename(value) | Rvalue::Not(value) => typed(vec![Some(value)]),
            Rvalue::Construct(_, values) | Rvalue::Tuple(values) => typed(values.iter().map(Some).collect()),
            Rvalue::Call(call) => {
                let args = call.args.iter().map(by_value).collect();
                match call.callee {
                    Callee::Instance(_) => typed(args),
                    Callee::Rust { .. } => Some((args, Landing::Open)),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    }
}

fn by_value(arg: &Arg) -> Option<&Operand> {
    match arg {
        Arg::Value(value) => Some(value),
        _ => None,
    }
}

/// Constants need nothing (`None`); else the temporary that is used up, or `Some(None)` for anything else.
fn needed(operand: Option<&Operand>) -> Option<Option<LocalId>> {
    match operand {
        Some(Operand::Const(..) | Operand::Function(..)) => None,
        Some(Operand::Move(place) | Operand::Copy(place)) if place.projections.is_empty() => Some(Some(place.local)),
        _ => Some(None),
    }
}
