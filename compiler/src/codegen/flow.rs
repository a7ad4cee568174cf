//! How control leaves a block: `break`, `continue`, `return` and errors, on their way out through `try` and `finally`.
//!
//! A `try` is a labelled block whose value is the error. A `finally` is a labelled block whose value says how the body was
//! left (an enum made for it, with just the ways there are), the statements of the `finally`, and a `match` that goes on:
//!
//! ```text
//! enum Exit_1 { End, Return(i64), Raise(Error) }
//! let exit_1 = 'exit_1: { …; break 'exit_1 Exit_1::Return(n); …; Exit_1::End };
//! …the statements of the `finally`…
//! match exit_1 { Exit_1::End => {} Exit_1::Return(value) => return value, Exit_1::Raise(error) => … }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Lifetime;

use super::body::BodyCx;
use super::code::Code;
use super::locals::Storage;
use super::mangle::ident;
use super::paths::label;
use crate::mir::{Block, LabelId, LocalId, Place, Rvalue, Stmt, StmtKind};
use crate::types::Ty;

/// What the statement being generated stands in, from the outside in.
pub(super) enum Frame {
    Loop {
        label: LabelId,
        used: bool,
    },
    Labelled {
        label: LabelId,
        used: bool,
    },
    /// The body of a `try`.
    Try {
        label: Lifetime,
        error: Ty,
        used: bool,
    },
    /// The body of a statement with `finally`.
    Finally {
        label: Lifetime,
        exits: Ident,
        used: Vec<Exit>,
    },
    /// A `finally` that runs because of a fault: every way out of it ends it.
    Fault,
}

/// A way out of the body of a `finally`, other than its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    Return,
    Raise,
    Break(LabelId),
    Continue(LabelId),
}

impl Exit {
    fn variant(self) -> Ident {
        match self {
            Exit::Return => ident("Return"),
            Exit::Raise => ident("Raise"),
            Exit::Break(label) => ident(&format!("Break{}", label.0)),
            Exit::Continue(label) => ident(&format!("Continue{}", label.0)),
        }
    }
}

impl BodyCx<'_, '_> {
    /// Leaves the nearest `finally`, if there is one inside of `outside`: notes the way, and jumps to its end.
    fn leave_finally(&mut self, from: usize, exit: Exit, value: Option<&TokenStream>) -> Option<TokenStream> {
        let mut frames = self.frames.get_mut(from..)?.iter_mut().rev();
        let (label, exits, used) = match frames.find(|frame| matches!(frame, Frame::Finally { .. } | Frame::Fault))? {
            Frame::Finally { label, exits, used } => (label, exits, used),
            _ => {
                return Some(match value {
                    Some(value) => quote!(return ::core::mem::drop(#value)),
                    None => quote!(return),
                });
            }
        };
        if !used.contains(&exit) {
            used.push(exit);
        }
        let variant = exit.variant();
        Some(match value {
            Some(value) => quote!(break #label #exits::#variant(#value)),
            None => quote!(break #label #exits::#variant),
        })
    }

    pub(super) fn break_(&mut self, target: LabelId) -> TokenStream {
        let Some(at) = self.frames.iter().rposition(
            |frame| matches!(frame, Frame::Loop { label, .. } | Frame::Labelled { label, .. } if *label == target),
        ) else {
            self.cx.problem(self.span, "a break of a label that does not stand around it");
            return quote!(::core::unreachable!());
        };
        if let Some(jump) = self.leave_finally(at, Exit::Break(target), None) {
            return jump;
        }
        match &mut self.frames[at] {
            Frame::Loop { used, .. } => {
                *used = true;
                let name = label("loop", target.0 as usize);
                quote!(break #name)
            }
            Frame::Labelled { used, .. } => {
                *used = true;
                let name = label("block", target.0 as usize);
                quote!(break #name)
            }
            Frame::Try { .. } | Frame::Finally { .. } | Frame::Fault => TokenStream::new(),
        }
    }

    pub(super) fn continue_(&mut self, target: LabelId) -> TokenStream {
        let Some(at) =
            self.frames.iter().rposition(|frame| matches!(frame, Frame::Loop { label, .. } if *label == target))
        else {
            self.cx.problem(self.span, "a continue of a loop that does not stand around it");
            return quote!(::core::unreachable!());
        };
        if let Some(jump) = self.leave_finally(at, Exit::Continue(target), None) {
            return jump;
        }
        if let Frame::Loop { used, .. } = &mut self.frames[at] {
            *used = true;
        }
        let name = label("loop", target.0 as usize);
        quote!(continue #name)
    }

    /// Leaves the function with a value; `None` for `()` and for the value of the `out` local.
    pub(super) fn return_(&mut self, value: Option<TokenStream>, tail: bool) -> TokenStream {
        if let Some(jump) = self.leave_finally(0, Exit::Return, value.as_ref()) {
            return quote!(#jump;);
        }
        let value = match (value, self.body.out) {
            (Some(value), _) => Some(value),
            (None, Some(out)) => {
                let place = Place { local: out, projections: Vec::new(), ty: self.function.result };
                (!self.cx.is_unit(place.ty)).then(|| self.take(&place).whole())
            }
            (None, None) => None,
        };
        let value = match (value, self.function.raises) {
            (Some(value), Some(_)) => quote!(Ok(#value)),
            (None, Some(_)) => quote!(Ok(())),
            (Some(value), None) => value,
            (None, None) => TokenStream::new(),
        };
        if tail { value } else { quote!(return #value;) }
    }

    /// Leaves with an error: to the nearest `try`, or out of the function.
    pub(super) fn raise(&mut self, error: TokenStream) -> TokenStream {
        let handler = self.frames.iter().rposition(|frame| matches!(frame, Frame::Try { .. }));
        if let Some(jump) = self.leave_finally(handler.map_or(0, |at| at + 1), Exit::Raise, Some(&error)) {
            return jump;
        }
        match handler.map(|at| &mut self.frames[at]) {
            Some(Frame::Try { label, used, .. }) => {
                *used = true;
                quote!(break #label #error)
            }
            _ => {
                if self.function.raises.is_none() {
                    self.cx.problem(self.span, "an error leaves a function that does not raise");
                }
                quote!(return Err(#error))
            }
        }
    }

    /// The value of a call that may raise.
    pub(super) fn propagate(&mut self, call: Code, error: Ty, never: bool) -> Code {
        let at = self.site_call(error);
        let direct = self.frames.iter().all(|frame| matches!(frame, Frame::Loop { .. } | Frame::Labelled { .. }));
        let danger = call.danger;
        let tokens = if direct {
            if self.function.raises.is_none() {
                self.cx.problem(self.span, "an error leaves a function that does not raise");
            }
            quote!(#call #at?)
        } else {
            let exit = self.raise(quote!(error));
            quote!(match #call #at { Ok(value) => value, Err(error) => #exit })
        };
        Code::new(if never { quote!(match #tokens {}) } else { tokens }, danger)
    }

    /// The error that a `raise` in this place raises.
    fn raised(&self) -> Option<Ty> {
        let handler = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Try { error, .. } => Some(*error),
            _ => None,
        });
        handler.or(self.function.raises)
    }

    pub(super) fn try_(&mut self, body: &Block, error: Option<(LocalId, Ty)>, handler: &Block) -> TokenStream {
        let number = self.number();
        let name = label("try", number);
        let Some(ty) = error.map(|(_, ty)| ty).or_else(|| self.raised()) else {
            // Nothing in the body can raise.
            return self.nested(body);
        };
        self.frames.push(Frame::Try { label: name.clone(), error: ty, used: false });
        let tokens = self.nested(body);
        let used = matches!(self.frames.pop(), Some(Frame::Try { used: true, .. }));
        if !used {
            return quote!({ #tokens });
        }
        let binding = match error.and_then(|(local, _)| self.locals.get(local.0 as usize)) {
            Some(local) if !matches!(local.storage, Storage::Unit) => {
                let name = &local.name;
                if local.mutable { quote!(mut #name) } else { quote!(#name) }
            }
            _ => quote!(_),
        };
        let handler = self.nested(handler);
        let ty = self.cx.ty(ty);
        let done = label("done", number);
        if diverges(body) {
            return quote!({ let #binding: #ty = #name: { #tokens }; #handler });
        }
        quote!(#done: { let #binding: #ty = #name: { #tokens break #done; }; #handler })
    }

    pub(super) fn finally(&mut self, body: &Block, finally: &Block) -> TokenStream {
        let number = self.number();
        let name = label("exit", number);
        let exits = ident(&format!("Exit_{number}"));
        let variable = ident(&format!("exit_{number}"));
        let (guard, disarm) = self.guard(number, body, finally).unzip();
        self.frames.push(Frame::Finally { label: name.clone(), exits: exits.clone(), used: Vec::new() });
        let tokens = self.nested(body);
        let used = match self.frames.pop() {
            Some(Frame::Finally { used, .. }) => used,
            _ => Vec::new(),
        };
        let finally = self.nested(finally);
        if used.is_empty() {
            return quote!(#guard { #tokens } #disarm #finally);
        }
        let ends = !diverges(body);
        let end = ends.then(|| quote!(#exits::End));
        let end_variant = ends.then(|| quote!(End,));
        let end_arm = ends.then(|| quote!(#exits::End => {}));
        let mut variants = Vec::new();
        let mut arms = Vec::new();
        for exit in used {
            let variant = exit.variant();
            let payload = match exit {
                Exit::Return if self.body.out.is_none() || self.function.returns_ref.is_some() => self.returned(),
                Exit::Raise => self.raised().map(|ty| self.cx.ty(ty)),
                _ => None,
            };
            let value = payload.is_some().then(|| quote!(value));
            let way = match exit {
                Exit::Return => self.return_(value.clone(), false),
                Exit::Raise => {
                    let jump = self.raise(quote!(value));
                    quote!(#jump;)
                }
                Exit::Break(label) => {
                    let jump = self.break_(label);
                    quote!(#jump;)
                }
                Exit::Continue(label) => {
                    let jump = self.continue_(label);
                    quote!(#jump;)
                }
            };
            match payload {
                Some(payload) => {
                    variants.push(quote!(#variant(#payload)));
                    arms.push(quote!(#exits::#variant(value) => { #way }));
                }
                None => {
                    variants.push(quote!(#variant));
                    arms.push(quote!(#exits::#variant => { #way }));
                }
            }
        }
        quote! {
            enum #exits { #end_variant #(#variants),* }
            #guard
            let #variable: #exits = #name: { #tokens #end };
            #disarm
            #finally
            match #variable { #end_arm #(#arms)* }
        }
    }

    /// The type of the value that a `return` carries; `None` for `()`.
    fn returned(&self) -> Option<TokenStream> {
        let ty = self.function.result;
        if self.function.returns_ref.is_some() {
            let place = self.cx.ty(ty);
            return Some(quote!(*mut #place));
        }
        (!self.cx.is_unit(ty) && !ty.is_never()).then(|| self.cx.ty(ty))
    }
}

/// Whether rustc sees that the end of the block is never reached. Errs on the side of `false`.
pub(super) fn diverges(block: &[Stmt]) -> bool {
    block.iter().any(|statement| match &statement.kind {
        StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Return(_)
        | StmtKind::ReturnRef(_)
        | StmtKind::Raise(_) => true,
        StmtKind::If(_, then, otherwise) => diverges(then) && diverges(otherwise),
        StmtKind::Loop(label, body) => !breaks(body, *label),
        StmtKind::Labelled(label, body) => diverges(body) && !breaks(body, *label),
        StmtKind::Try { body, handler, .. } => diverges(body) && diverges(handler),
        StmtKind::Finally { body, finally } => diverges(body) || diverges(finally),
        StmtKind::Init(_, Rvalue::Call(call)) => call.result.is_never() && !call.returns_ref,
        _ => false,
    })
}

/// Whether a `Break` of the label stands in the block.
fn breaks(block: &[Stmt], target: LabelId) -> bool {
    block.iter().any(|statement| match &statement.kind {
        StmtKind::Break(label) => *label == target,
        StmtKind::If(_, a, b)
        | StmtKind::Try { body: a, handler: b, .. }
        | StmtKind::Finally { body: a, finally: b } => breaks(a, target) || breaks(b, target),
        StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => breaks(body, target),
        _ => false,
    })
}
