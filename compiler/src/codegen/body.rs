//! One function: its signature, its locals, its block.

use std::cell::RefCell;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use grammar::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::code::Code;
use super::context::Context;
use super::flow::{Frame, diverges};
use super::holes::{self, Hole};
use super::locals::{self, LocalCode, Storage};
use super::{declare, mangle};
use crate::hir::InstanceId;
use crate::mir::{Block, Body, LocalId, StmtKind};
use crate::program::{FunctionInstance, Inline};
use crate::types::{Passing, Ty};

/// What the statements of one body share.
pub(super) struct BodyCx<'c, 'a> {
    pub cx: &'c Context<'a>,
    pub function: &'c FunctionInstance,
    pub body: &'c Body,
    pub locals: Vec<LocalCode>,
    pub holes: Vec<Hole>,
    pub frames: Vec<Frame>,
    /// The statement being generated.
    pub span: Span,
    /// The line of the last marker, while control falls through from there.
    pub last_line: Option<usize>,
    /// The function is one of the user's: errors note that they passed it.
    has_site: bool,
    uses_site: bool,
    numbers: usize,
    /// Values of temporaries that have no local: the next use takes them.
    pub folded: RefCell<FxHashMap<LocalId, Code>>,
    /// In a cleanup: the locals of the function that unwinds.
    pub borrowed: FxHashSet<LocalId>,
}

/// A function in Rust.
#[derive(Debug)]
pub(super) struct FunctionCode {
    pub tokens: TokenStream,
    /// It needs `SITE` and the trait `At`.
    pub uses_site: bool,
}

/// A function with a body is inlined across files if it has no more statements than this.
const SMALL_USER: usize = 16;
const SMALL_LIBRARY: usize = 60;

/// `is_recursive`: it may come to call itself, and checks the stack.
pub(super) fn function(
    cx: &Context<'_>,
    id: InstanceId,
    function: &FunctionInstance,
    body: &Body,
    is_recursive: bool,
) -> FunctionCode {
    let locals = locals::locals(cx, body);
    let mut body_cx = BodyCx {
        cx,
        function,
        body,
        holes: holes::holes(cx, body, &locals),
        locals,
        frames: Vec::new(),
        span: function.span,
        last_line: None,
        has_site: function.user && cx.files.site(id).is_some(),
        uses_site: false,
        numbers: 0,
        folded: RefCell::default(),
        borrowed: FxHashSet::default(),
    };
    let undeclared = declare::undeclared(&body_cx.locals, body.arg_count, &body.block);
    let params = body_cx.params();
    let check = is_recursive.then(|| quote!(::rt::stack::check();));
    let prologue = body_cx.prologue();
    let block = body_cx.outermost(&body.block, &undeclared);
    body_cx.span = body.end;
    let end = body_cx.end();
    let name = cx.function_name(id);
    let result = cx.result(function.result, function.returns_ref.is_some(), function.raises);
    let attributes = attributes(function, body);
    let marker = cx.marker(function.span);
    FunctionCode {
        tokens: quote! {
            #marker
            #attributes
            pub(crate) fn #name(#(#params),*) #result { #check #prologue #block #end }
        },
        uses_site: body_cx.uses_site,
    }
}

fn attributes(function: &FunctionInstance, body: &Body) -> TokenStream {
    let small = if function.user { SMALL_USER } else { SMALL_LIBRARY };
    let inline = match function.inline {
        Inline::Always => Some(quote!(#[inline(always)])),
        Inline::Never => Some(quote!(#[inline(never)])),
        Inline::Default if size(&body.block) <= small => Some(quote!(#[inline])),
        Inline::Default => None,
    };
    // A fault in the library is shown at the user's line.
    let track = (!function.user).then(|| quote!(#[track_caller]));
    quote!(#inline #track)
}

/// How many statements a block has, inner ones included.
fn size(block: &Block) -> usize {
    block
        .iter()
        .map(|statement| match &statement.kind {
            StmtKind::Declare(_) => 0,
            StmtKind::If(_, a, b)
            | StmtKind::Try { body: a, handler: b, .. }
            | StmtKind::OnFault { body: a, cleanup: b } => 1 + size(a) + size(b),
            StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => 1 + size(body),
            _ => 1,
        })
        .sum()
}

impl BodyCx<'_, '_> {
    fn params(&self) -> Vec<TokenStream> {
        if self.body.arg_count != self.function.args.len() {
            self.cx.problem(self.span, "a body with other arguments than its function");
        }
        let args = self.locals.iter().take(self.body.arg_count).zip(&self.function.args);
        args.map(|(local, arg)| {
            let name = &local.name;
            let ty = self.cx.passed(arg.passing, arg.ty);
            let by_value = matches!(local.storage, Storage::Value | Storage::Manual);
            let mutable = (by_value && local.mutable
                || matches!(local.storage, Storage::Manual)
                || matches!(local.storage, Storage::Split(_)))
            .then(|| quote!(mut));
            quote!(#mutable #name: #ty)
        })
        .collect()
    }

    /// Takes `deinit` arguments apart, and watches what is moved out of others.
    fn prologue(&self) -> TokenStream {
        let watched: TokenStream = (0..self.body.arg_count as u32).map(|i| self.watch(LocalId(i))).collect();
        let args = self.locals.iter().take(self.body.arg_count).zip(&self.body.locals);
        let apart: TokenStream = args
            .filter(|(_, local)| local.kind == crate::mir::LocalKind::Arg(Passing::Deinit))
            .filter_map(|(code, _)| match &code.storage {
                Storage::Split(parts) => Some(self.take_apart(&code.name, code.ty, parts)),
                _ => None,
            })
            .collect();
        quote!(#watched #apart)
    }

    fn take_apart(&self, name: &Ident, ty: Ty, parts: &[Ident]) -> TokenStream {
        let fields = parts.iter().zip(self.cx.parts(ty)).enumerate().map(|(i, (part, part_type))| {
            let field = self.cx.part_name(ty, i);
            let part_type = self.cx.ty(part_type);
            quote!(let mut #part: #part_type = unsafe { ::core::mem::ManuallyDrop::take(&mut #name.#field) };)
        });
        quote!(#(#fields)*)
    }

    /// What stands behind the last statement.
    fn end(&mut self) -> TokenStream {
        if self.body.block.last().is_some_and(|last| matches!(last.kind, StmtKind::Return(_) | StmtKind::ReturnRef(_)))
        {
            return TokenStream::new();
        }
        if diverges(&self.body.block) {
            return TokenStream::new();
        }
        let returns_value = self.function.returns_ref.is_some() || !self.cx.is_unit(self.function.result);
        if self.body.out.is_none() && returns_value {
            // The checker has seen that this is never reached; rustc has not.
            return quote!(::core::unreachable!());
        }
        self.return_(None, true)
    }

    /// A number that no other block of this body has.
    pub(super) fn number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    /// The marker of the current statement, if its line is another than that of the one before.
    pub(super) fn mark(&mut self) -> Option<TokenStream> {
        if self.span.file != self.function.file {
            return None;
        }
        let line = self.cx.sources.line(self.span);
        if self.last_line == Some(line) {
            return None;
        }
        self.last_line = Some(line);
        Some(self.cx.marker(self.span))
    }

    /// `.at(SITE, line)`: notes on an error, or on a result with one, that it passed the current statement.
    pub(super) fn site_call(&mut self, error: Ty) -> TokenStream {
        if !self.has_site || !self.cx.is_error(error) || self.span.file != self.function.file {
            return TokenStream::new();
        }
        self.uses_site = true;
        let start = self.cx.sources.line(self.function.span);
        let line = Literal::usize_unsuffixed(self.cx.sources.line(self.span).saturating_sub(start));
        let site = mangle::ident("SITE");
        quote!(.at(#site, #line))
    }
}
