//! How control leaves a block: `break`, `continue`, `return`, and errors on their way to a `try` or out of the function.
//!
//! A `try` is a labelled block whose value is the error:
//!
//! ```text
//! 'done_1: {
//!     let e: Error = 'try_1: { … match f(x) { Ok(value) => value, Err(error) => break 'try_1 error } …; break 'done_1; };
//!     …the handler…
//! }
//! ```
//!
//! A cleanup stands as a guard in front of the body whose faults run it: see `on_fault`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::Lifetime;

use super::body::BodyCx;
use super::code::Code;
use super::locals::Storage;
use super::paths::label;
use crate::mir::{Block, Call, LabelId, LocalId, Place, Rvalue, Stmt, StmtKind};
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
        used: bool,
    },
    /// The one call of a `try` whose handler only jumps: the jump.
    Jump(TokenStream),
    /// A cleanup, a function of its own: every way out ends it.
    Cleanup,
}

impl BodyCx<'_, '_> {
    /// The jump to the end of a loop or labelled block.
    pub(super) fn break_(&mut self, target: LabelId) -> TokenStream {
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Cleanup => return quote!(return),
                Frame::Loop { label: name, used } if *name == target => {
                    *used = true;
                    let name = label("loop", target.0 as usize);
                    return quote!(break #name);
                }
                Frame::Labelled { label: name, used } if *name == target => {
                    *used = true;
                    let name = label("block", target.0 as usize);
                    return quote!(break #name);
                }
                _ => {}
            }
        }
        self.cx.problem(self.span, "a break of a label that does not stand around it");
        quote!(::core::unreachable!())
    }

    /// The jump to the start of a loop.
    pub(super) fn continue_(&mut self, target: LabelId) -> TokenStream {
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Cleanup => return quote!(return),
                Frame::Loop { label: name, used } if *name == target => {
                    *used = true;
                    let name = label("loop", target.0 as usize);
                    return quote!(continue #name);
                }
                _ => {}
            }
        }
        self.cx.problem(self.span, "a continue of a loop that does not stand around it");
        quote!(::core::unreachable!())
    }

    fn in_cleanup(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Frame::Cleanup))
    }

    /// Leaves the function with a value; `None` for `()` and for the value of the `out` local.
    pub(super) fn return_(&mut self, value: Option<TokenStream>, tail: bool) -> TokenStream {
        if self.in_cleanup() {
            return quote!(return;);
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
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Cleanup => return quote!(return drop(#error)),
                Frame::Jump(jump) => return jump.clone(),
                Frame::Try { label, used } => {
                    *used = true;
                    // A path behind a label would read as a labelled expression: `'try_1: :…`.
                    let is_path = matches!(error.clone().into_iter().next(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
                    return if is_path { quote!(break #label (#error)) } else { quote!(break #label #error) };
                }
                _ => {}
            }
        }
        if self.function.raises.is_none() {
            self.cx.problem(self.span, "an error leaves a function that does not raise");
        }
        quote!(return Err(#error))
    }

    /// The value of a call that may raise.
    pub(super) fn propagate(&mut self, call: &Call, plain: Code, error: Ty) -> Code {
        let at = self.site_call(error);
        let leaves = self.frames.iter().all(|frame| matches!(frame, Frame::Loop { .. } | Frame::Labelled { .. }));
        let tokens = if leaves {
            if self.function.raises.is_none() {
                self.cx.problem(self.span, "an error leaves a function that does not raise");
            }
            quote!(#plain #at?)
        } else {
            let drops: TokenStream = call.cleanup.iter().map(|place| self.drop_place(place)).collect();
            let exit = self.raise(quote!(error));
            let exit = if drops.is_empty() { exit } else { quote!({ #drops #exit }) };
            let error = if matches!(self.frames.last(), Some(Frame::Jump(_))) { quote!(_) } else { quote!(error) };
            quote!(match #plain #at { Ok(value) => value, Err(#error) => #exit })
        };
        let never = call.result.is_never() && !call.returns_ref;
        Code::new(if never { quote!(match #tokens {}) } else { tokens }, plain.danger)
    }

    /// `place = match f() { Ok(value) => value, Err(_) => break };`: a `try` around one call, whose handler only jumps.
    pub(super) fn try_call(&mut self, call: &TryCall<'_>, declares: bool) -> TokenStream {
        let jump = match call.jump {
            StmtKind::Continue(label) => self.continue_(*label),
            StmtKind::Break(label) => self.break_(*label),
            _ => return TokenStream::new(),
        };
        self.frames.push(Frame::Jump(jump));
        let tokens = self.init(call.place, call.value, declares);
        self.frames.pop();
        tokens
    }

    pub(super) fn try_(&mut self, body: &Block, error: Option<(LocalId, Ty)>, handler: &Block) -> TokenStream {
        let Some((local, ty)) = error else {
            // Nothing in the body can raise.
            let tokens = self.nested(body);
            return quote!({ #tokens });
        };
        let number = self.number();
        let name = label("try", number);
        self.frames.push(Frame::Try { label: name.clone(), used: false });
        let tokens = self.nested(body);
        if !matches!(self.frames.pop(), Some(Frame::Try { used: true, .. })) {
            return quote!({ #tokens });
        }
        let binding = match self.locals.get(local.0 as usize) {
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
}

/// A `try` around the one call that makes a value, whose handler only jumps: what a `for` makes of its iterator's end.
pub(super) struct TryCall<'s> {
    pub place: &'s Place,
    pub value: &'s Rvalue,
    jump: &'s StmtKind,
}

impl TryCall<'_> {
    pub(super) fn of(statement: &StmtKind) -> Option<TryCall<'_>> {
        let StmtKind::Try { body, error: Some(_), handler } = statement else { return None };
        let ([body], [handler]) = (body.as_slice(), handler.as_slice()) else { return None };
        let StmtKind::Init(place, value @ Rvalue::Call(_)) = &body.kind else { return None };
        let jumps = matches!(handler.kind, StmtKind::Break(_) | StmtKind::Continue(_));
        jumps.then_some(TryCall { place, value, jump: &handler.kind })
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
        StmtKind::OnFault { body, .. } => diverges(body),
        StmtKind::Init(_, Rvalue::Call(call)) => call.result.is_never() && !call.returns_ref,
        _ => false,
    })
}

/// Whether a `Break` of the label stands in the block.
fn breaks(block: &[Stmt], target: LabelId) -> bool {
    block.iter().any(|statement| match &statement.kind {
        StmtKind::Break(label) => *label == target,
        StmtKind::If(_, a, b) | StmtKind::Try { body: a, handler: b, .. } => breaks(a, target) || breaks(b, target),
        StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) | StmtKind::OnFault { body, .. } => breaks(body, target),
        _ => false,
    })
}
