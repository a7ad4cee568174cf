//! Statements of the MIR as Rust statements, each behind the marker of its source line.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Lifetime;

use super::body::BodyCx;
use super::code::Code;
use super::declare::Plan;
use super::flow::{Frame, TryCall, diverges};
use super::locals::Storage;
use super::paths::label;
use super::places::Access;
use crate::mir::{Block, LocalId, Operand, Place, Projection, Rvalue, Stmt, StmtKind};

/// An `elif` chain longer than this is printed flat: rustc and the printer recurse into nested blocks.
const DEEPEST_CHAIN: usize = 12;

/// Where a statement stands.
struct Position<'p> {
    plan: &'p Plan,
    /// The statement declares what it initialises.
    declares: bool,
    /// The statement only hands its value on to a later one.
    folds: bool,
    /// Last in the function.
    tail: bool,
    /// The label behind the `elif` chain whose last part this is.
    chain: Option<&'p Lifetime>,
}

impl BodyCx<'_, '_> {
    /// The statements of a block inside of another statement.
    pub(super) fn nested(&mut self, block: &Block) -> TokenStream {
        self.last_line = None;
        let tokens = self.statements(block, None);
        self.last_line = None;
        tokens
    }

    fn statements(&mut self, block: &Block, chain: Option<&Lifetime>) -> TokenStream {
        let plan = Plan::new(block, &[], &self.locals, self.cx.sources);
        let mut tokens = TokenStream::new();
        for (i, statement) in block.iter().enumerate() {
            let chain = chain.filter(|_| i + 1 == block.len());
            let position =
                Position { plan: &plan, declares: plan.declares(i), folds: plan.folds(i), tail: false, chain };
            tokens.extend(self.statement(statement, &position));
        }
        tokens
    }

    /// The block of the function. `undeclared` are the locals without a `Declare`.
    pub(super) fn outermost(&mut self, block: &Block, undeclared: &[LocalId]) -> TokenStream {
        let plan = Plan::new(block, undeclared, &self.locals, self.cx.sources);
        let mut tokens = TokenStream::new();
        for &local in undeclared {
            tokens.extend(self.declare(local, &plan));
        }
        let assembled: Vec<(usize, LocalId)> = (self.locals.iter().zip(0..))
            .filter_map(|(local, i)| local.assemble_at.map(|at| (at, LocalId(i))))
            .collect();
        for (i, statement) in block.iter().enumerate() {
            for (_, local) in assembled.iter().filter(|(at, _)| *at == i) {
                tokens.extend(self.assemble(*local));
            }
            let tail = i + 1 == block.len();
            let position =
                Position { plan: &plan, declares: plan.declares(i), folds: plan.folds(i), tail, chain: None };
            tokens.extend(self.statement(statement, &position));
        }
        tokens
    }

    fn statement(&mut self, statement: &Stmt, position: &Position<'_>) -> TokenStream {
        self.span = statement.span;
        if let StmtKind::Declare(local) = &statement.kind {
            return self.declare(*local, position.plan);
        }
        if let (true, StmtKind::Init(place, value)) = (position.folds, &statement.kind) {
            let value = self.rvalue(value);
            self.folded.borrow_mut().insert(place.local, value);
            return TokenStream::new();
        }
        // What is destroyed on the way belongs to the line before.
        let marker = if matches!(statement.kind, StmtKind::Drop(_)) { None } else { self.mark() };
        let tokens = self.unmarked(statement, position);
        if tokens.is_empty() { tokens } else { quote!(#marker #tokens) }
    }

    fn unmarked(&mut self, statement: &Stmt, position: &Position<'_>) -> TokenStream {
        match &statement.kind {
            StmtKind::Declare(_) => TokenStream::new(),
            StmtKind::Init(place, value) => self.init(place, value, position.declares),
            StmtKind::Replace(place, value) => {
                let value = self.operand(value);
                let place = self.place(place).place();
                assign(place, value)
            }
            StmtKind::BindRef(local, place) => {
                let mutable = matches!(self.storage(*local), Some(Storage::Pointer { mutable: true }));
                let pointer = self.place(place).pointer(mutable).whole();
                self.bind(*local, pointer, position.declares)
            }
            StmtKind::Drop(place) => self.drop_place(place),
            StmtKind::If(condition, then, otherwise) => self.if_(condition, then, otherwise, position.chain),
            StmtKind::Loop(target, body) => {
                self.frames.push(Frame::Loop { label: *target, used: false });
                let body = self.nested(body);
                let used = matches!(self.frames.pop(), Some(Frame::Loop { used: true, .. }));
                let name = used.then(|| {
                    let name = label("loop", target.0 as usize);
                    quote!(#name:)
                });
                quote!(#name loop { #body })
            }
            StmtKind::Labelled(target, body) => {
                self.frames.push(Frame::Labelled { label: *target, used: false });
                let body = self.nested(body);
                let used = matches!(self.frames.pop(), Some(Frame::Labelled { used: true, .. }));
                let name = used.then(|| {
                    let name = label("block", target.0 as usize);
                    quote!(#name:)
                });
                quote!(#name { #body })
            }
            StmtKind::Break(target) => {
                let jump = self.break_(*target);
                quote!(#jump;)
            }
            StmtKind::Continue(target) => {
                let jump = self.continue_(*target);
                quote!(#jump;)
            }
            StmtKind::Return(value) => {
                let value = value.as_ref().and_then(|value| self.returned_value(value));
                self.return_(value, position.tail)
            }
            StmtKind::ReturnRef(place) => {
                let mutable = self.function.returns_ref != Some(false);
                let pointer = self.place(place).pointer(mutable).whole();
                self.return_(Some(pointer), position.tail)
            }
            StmtKind::Raise(error) => self.raise_statement(error),
            StmtKind::Try { body, error, handler } => match TryCall::of(&statement.kind) {
                Some(call) => self.try_call(&call, position.declares),
                None => self.try_(body, *error, handler),
            },
            StmtKind::OnFault { body, cleanup } => self.on_fault(body, cleanup),
        }
    }

    fn storage(&self, local: LocalId) -> Option<&Storage> {
        self.locals.get(local.0 as usize).map(|local| &local.storage)
    }

    /// A local comes into scope without a value.
    fn declare(&self, id: LocalId, plan: &Plan) -> TokenStream {
        let Some(local) = self.locals.get(id.0 as usize) else { return TokenStream::new() };
        if local.caught || plan.covers(id, None) {
            return TokenStream::new();
        }
        let name = &local.name;
        let ty = self.cx.ty(local.ty);
        match &local.storage {
            Storage::Unit => TokenStream::new(),
            Storage::Split(parts) => {
                let types = self.cx.parts(local.ty);
                let parts = parts.iter().zip(types).enumerate().filter(|(i, _)| !plan.covers(id, Some(*i)));
                let parts = parts.map(|(_, (part, ty))| {
                    let ty = self.cx.ty(ty);
                    quote!(let mut #part: #ty;)
                });
                quote!(#(#parts)*)
            }
            Storage::Slot => quote!(let mut #name = ::core::mem::MaybeUninit::<#ty>::uninit();),
            Storage::Pointer { .. } => quote!(let mut #name: *mut #ty;),
            Storage::Value | Storage::Reference { .. } | Storage::Manual | Storage::SplitPointers(_) => {
                let watched = self.watch(id);
                quote!(let mut #name: #ty; #watched)
            }
        }
    }

    /// From here on, a value that was built up in parts is one.
    fn assemble(&mut self, id: LocalId) -> TokenStream {
        let place = Place { local: id, projections: Vec::new(), ty: self.locals[id.0 as usize].ty };
        let value = self.take(&place).whole();
        self.locals[id.0 as usize].storage = Storage::Value;
        let watched = self.watch(id);
        let local = &self.locals[id.0 as usize];
        let name = &local.name;
        let ty = self.cx.ty(place.ty);
        quote!(let mut #name: #ty = #value; #watched)
    }

    pub(super) fn init(&mut self, place: &Place, value: &Rvalue, declares: bool) -> TokenStream {
        if place.projections.is_empty() {
            match self.storage(place.local) {
                Some(Storage::Unit) => return self.effect(value),
                Some(Storage::Pointer { .. }) if matches!(value, Rvalue::Call(call) if call.returns_ref) => {
                    let pointer = self.rvalue(value).whole();
                    return self.bind(place.local, pointer, declares);
                }
                Some(Storage::Value) if declares => {
                    let value = self.rvalue(value).whole();
                    let local = &self.locals[place.local.0 as usize];
                    let (name, ty) = (&local.name, self.cx.ty(local.ty));
                    let mutable = local.mutable.then(|| quote!(mut));
                    let watched = self.watch(place.local);
                    return quote!(let #mutable #name: #ty = #value; #watched);
                }
                Some(Storage::Slot) => {
                    let value = self.rvalue(value).whole();
                    let name = &self.locals[place.local.0 as usize].name;
                    return quote!(#name.write(#value););
                }
                _ => {}
            }
        }
        let value = self.rvalue(value);
        if let (true, Some(Storage::Split(parts)), Some(Projection::Field(part))) =
            (declares, self.storage(place.local), place.projections.first())
            && let Some(name) = parts.get(*part)
        {
            let (ty, value) = (self.cx.ty(place.ty), value.whole());
            return quote!(let mut #name: #ty = #value;);
        }
        let code = self.place(place);
        if code.access == Access::Owned || self.cx.is_trivial(place.ty) || self.cx.is_unit(place.ty) {
            return assign(code.place(), value);
        }
        let pointer = code.pointer(true).tokens;
        let closes = self.closes(place);
        quote!(unsafe { (#pointer).write(#value) }; #closes)
    }

    fn bind(&self, local: LocalId, pointer: TokenStream, declares: bool) -> TokenStream {
        let Some(local) = self.locals.get(local.0 as usize) else { return TokenStream::new() };
        let name = &local.name;
        if declares {
            let ty = self.cx.ty(local.ty);
            let mutable = local.rebound.then(|| quote!(mut));
            quote!(let #mutable #name: *mut #ty = #pointer;)
        } else {
            quote!(#name = #pointer;)
        }
    }

    /// Computes a value of which nothing is kept.
    fn effect(&mut self, value: &Rvalue) -> TokenStream {
        match value {
            Rvalue::Call(_) => {
                let value = self.rvalue(value).whole();
                quote!(#value;)
            }
            _ => TokenStream::new(),
        }
    }

    fn if_(&mut self, condition: &Operand, then: &Block, otherwise: &Block, chain: Option<&Lifetime>) -> TokenStream {
        let condition = self.operand(condition).whole();
        if let Some(done) = chain {
            let jump = (!diverges(then)).then(|| quote!(break #done;));
            let then = self.nested(then);
            self.last_line = None;
            let otherwise = self.statements(otherwise, chain);
            return quote!(if #condition { #then #jump } #otherwise);
        }
        if is_chain(otherwise, DEEPEST_CHAIN) {
            let done = label("done", self.number());
            let jump = (!diverges(then)).then(|| quote!(break #done;));
            let then = self.nested(then);
            let otherwise = self.statements(otherwise, Some(&done));
            self.last_line = None;
            return quote!(#done: { if #condition { #then #jump } #otherwise });
        }
        let then = self.nested(then);
        let otherwise = self.nested(otherwise);
        match (then.is_empty(), otherwise.is_empty()) {
            (_, true) => quote!(if #condition { #then }),
            (true, false) => quote!(if !#condition { #otherwise }),
            (false, false) => quote!(if #condition { #then } else { #otherwise }),
        }
    }

    /// The value of a `return`; `None` for `()`.
    fn returned_value(&self, value: &Operand) -> Option<TokenStream> {
        if self.cx.is_unit(self.operand_type(value)) {
            return None;
        }
        Some(self.operand(value).whole())
    }

    /// An error that leaves the function. That of a local is not a move: no move constructor runs.
    fn leaving(&self, value: &Operand) -> Code {
        match value {
            Operand::Move(place) if place.projections.is_empty() => self.take(place),
            value => self.operand(value),
        }
    }

    fn raise_statement(&mut self, error: &Operand) -> TokenStream {
        let ty = self.operand_type(error);
        let value = self.leaving(error).whole();
        let jump = match self.site_call(ty) {
            at if at.is_empty() => self.raise(value),
            at => self.raise(quote!(#value #at)),
        };
        quote!(#jump;)
    }
}

/// `place = value;`
fn assign(place: Code, value: Code) -> TokenStream {
    match (place.danger, value.danger) {
        (true, _) => quote!(unsafe { #place = #value };),
        (false, true) => quote!(#place = unsafe { #value };),
        (false, false) => quote!(#place = #value;),
    }
}

/// Whether the `else` part goes on with more than `limit` further conditions.
fn is_chain(otherwise: &[Stmt], limit: usize) -> bool {
    match otherwise.last().map(|last| &last.kind) {
        Some(StmtKind::If(_, _, next)) => limit == 0 || is_chain(next, limit - 1),
        _ => false,
    }
}
