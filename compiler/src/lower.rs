//! HIR to MIR: evaluation order made explicit, then every destruction.
//!
//! In: the body of one function instance. Out: its MIR, unless the body has mistakes. Two steps: this module's parts flatten
//! expressions into statements over locals and lay the control flow out as a graph (a `Draft`), `ownership` decides on the graph
//! what is initialised, moved and used last, reports the user's mistakes, and prints the draft with its destructions.
//! Assumes: types are right. Leaves to others: implicit copies (the checker writes them), overflow and bounds (the runtime).

mod call;
pub mod context;
pub(crate) mod draft;
mod exit;
mod guard;
mod place;
mod rename;
mod scan;
mod stmt;
mod value;
mod walk;

#[cfg(test)]
mod tests;

use grammar::{Diagnostics, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::hir::{self, InstanceId};
use crate::mir::{self, LabelId, LocalId, LocalKind, StmtKind};
use crate::ownership::{self, Outcome};
use crate::program::{FunctionInstance, Program, TypeFacts};
use crate::types::{Passing, Ty};

pub use context::Context;
use draft::{CallInfo, Draft, NodeId, NodeKind, Store, Tree};
use exit::Frame;

/// The MIR of an instance, or nothing if it has no body or mistakes in it.
///
/// Callers that lower many instances make one `Context` and use `lower_with`, which remembers what it learns about types.
pub fn lower(
    program: &Program,
    facts: &dyn TypeFacts,
    instance: InstanceId,
    diagnostics: &mut Diagnostics,
) -> Option<mir::Body> {
    lower_with(&Context::new(program, facts), instance, diagnostics)
}

/// What lowering a program leaves.
pub struct Lowered {
    /// Indexed by `InstanceId`; of instances that are not wanted, and where only mistakes are, nothing.
    pub bodies: Vec<Option<mir::Body>>,
    /// How many bodies were laid out as graphs, and how many nodes these had.
    pub drafts: usize,
    pub nodes: usize,
}

/// Looks at the instances that are wanted, for their mistakes alone or for their MIR.
pub fn lower_all(
    program: &Program,
    facts: &dyn TypeFacts,
    wanted: &dyn Fn(&FunctionInstance) -> bool,
    only_mistakes: bool,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let mut cx = Context::new(program, facts);
    cx.only_mistakes = true;
    // A mistake in a generic definition is one mistake: its instances are not looked at then.
    let clean: FxHashSet<Span> = program
        .symbolic
        .iter()
        .filter(|function| wanted(function))
        .filter(|function| matches!(lower_function(&cx, function, diagnostics), Outcome::Clean))
        .map(|function| function.span)
        .collect();
    let reached = program.reached.map_or(program.functions.len(), |(functions, ..)| functions);
    let mut bodies = Vec::with_capacity(program.functions.len());
    for (index, function) in program.functions.iter().enumerate() {
        cx.only_mistakes = only_mistakes || index >= reached;
        // Nor where it has none, and the arguments add nothing to it.
        let known = cx.only_mistakes
            && function.generic
            && clean.contains(&function.span)
            && function.generics.iter().all(|(_, value)| cx.is_plain_argument(value));
        let wanted = (index < reached || function.user) && !known && wanted(function);
        bodies.push(if wanted { body_of(lower_function(&cx, function, diagnostics)) } else { None });
    }
    Lowered { bodies, drafts: cx.drafts.get(), nodes: cx.nodes.get() }
}

pub fn lower_with(cx: &Context<'_>, instance: InstanceId, diagnostics: &mut Diagnostics) -> Option<mir::Body> {
    body_of(lower_function(cx, cx.program.functions.get(instance.0 as usize)?, diagnostics))
}

fn lower_function(cx: &Context<'_>, function: &FunctionInstance, diagnostics: &mut Diagnostics) -> Outcome {
    let Some(body) = &function.body else { return Outcome::Mistakes };
    if is_broken(function, body, diagnostics) {
        return Outcome::Mistakes;
    }
    let Some(draft) = draft(cx, function, body, diagnostics) else { return Outcome::Mistakes };
    cx.drafts.set(cx.drafts.get() + 1);
    cx.nodes.set(cx.nodes.get() + draft.nodes.len());
    ownership::finish(cx, function, draft, diagnostics)
}

fn body_of(outcome: Outcome) -> Option<mir::Body> {
    match outcome {
        Outcome::Body(body) => Some(body),
        Outcome::Mistakes | Outcome::Clean => None,
    }
}

/// Whether mistakes were found in the function before: what follows from them would be noise.
fn is_broken(function: &FunctionInstance, body: &hir::Body, diagnostics: &Diagnostics) -> bool {
    let within = |span: Span| {
        span.file == function.span.file && span.start >= function.span.start && span.end <= function.span.end
    };
    body.locals.iter().any(|local| local.ty.is_error()) || diagnostics.errors().any(|d| within(d.span))
}

/// Flattens a body. Nothing if a part of it could not be checked.
fn draft(
    cx: &Context<'_>,
    function: &FunctionInstance,
    body: &hir::Body,
    diagnostics: &mut Diagnostics,
) -> Option<Draft> {
    let mut found = Diagnostics::default();
    let mut lowerer = Lowerer::new(cx, function, body, &mut found);
    lowerer.body();
    let draft = (!lowerer.failed).then_some(lowerer.draft)?;
    diagnostics.extend(found);
    Some(draft)
}

pub(crate) struct Lowerer<'a, 'd> {
    cx: &'a Context<'a>,
    function: &'a FunctionInstance,
    body: &'a hir::Body,
    diagnostics: &'d mut Diagnostics,
    draft: Draft,
    /// The node that control comes from; `None` where it never comes.
    at: Option<NodeId>,
    /// The block that is being written.
    tree: Vec<Tree>,
    frames: Vec<Frame>,
    next_label: u32,
    /// Locals whose address outlives a call: other names may write to them.
    aliased: Vec<bool>,
    /// Where each local was last mentioned.
    mentions: FxHashMap<LocalId, Span>,
    /// What is known of the call that the next statement makes.
    call_info: Option<CallInfo>,
    /// The next statement makes a copy that nobody asked for.
    implicit_copy: bool,
    /// A part of the body is a mistake that was reported before.
    failed: bool,
}

impl<'a, 'd> Lowerer<'a, 'd> {
    fn new(
        cx: &'a Context<'a>,
        function: &'a FunctionInstance,
        body: &'a hir::Body,
        diagnostics: &'d mut Diagnostics,
    ) -> Lowerer<'a, 'd> {
        let locals = body.locals.iter().map(|local| mir::Local {
            name: local.name,
            ty: local.ty,
            kind: match local.kind {
                hir::LocalKind::Arg(passing) => LocalKind::Arg(passing),
                hir::LocalKind::Out => LocalKind::Out,
                hir::LocalKind::Var { mutable } => LocalKind::Var { mutable },
                hir::LocalKind::Ref { mutable } => LocalKind::Ref { mutable },
            },
            span: local.span,
        });
        let draft = Draft::new(locals.collect(), body, scan::moved_args(body));
        Lowerer {
            cx,
            function,
            body,
            diagnostics,
            at: Some(draft.entry()),
            draft,
            tree: Vec::new(),
            frames: Vec::new(),
            next_label: 0,
            aliased: scan::aliased(body),
            mentions: FxHashMap::default(),
            call_info: None,
            implicit_copy: false,
            failed: false,
        }
    }

    fn body(&mut self) {
        let entry = self.draft.entry();
        self.tree.push(Tree::Leaf(entry));
        let body = self.body;
        self.empty_result();
        self.stmts(&body.block);
        if self.at.is_some() {
            // A function of `None`, or one whose `out` is its result.
            self.return_none(body.end);
        }
        self.draft.tree = std::mem::take(&mut self.tree);
    }

    /// The result of a constructor whose struct has no fields is complete from the start.
    fn empty_result(&mut self) {
        let Some(out) = self.body.out else { return };
        let local = self.draft.local(out).clone();
        if self.cx.has_no_parts(local.ty) && !scan::assigns(self.body, out) {
            let to = mir::Place { local: out, projections: Vec::new(), ty: local.ty };
            self.emit(StmtKind::Init(to, mir::Rvalue::Construct(local.ty, Vec::new())), Store::Temp, local.span);
        }
    }

    /// Writes a block of its own.
    fn block(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Tree> {
        let outer = std::mem::take(&mut self.tree);
        write(self);
        std::mem::replace(&mut self.tree, outer)
    }

    /// A statement that control passes through. Nothing happens where control never comes.
    fn emit(&mut self, kind: StmtKind, store: Store, span: Span) -> Option<NodeId> {
        let info = self.call_info.take();
        let implicit_copy = std::mem::take(&mut self.implicit_copy);
        let from = self.at?;
        let mut spans = Vec::new();
        mir::visit::places(&kind, &mut |place, _| {
            if let Some(span) = self.mentions.get(&place.local) {
                spans.push((place.local, *span));
            }
        });
        let id = self.draft.add(NodeKind::Stmt(kind), span);
        self.draft.link(from, id);
        let node = self.draft.node_mut(id);
        node.spans = spans;
        node.store = store;
        node.call = info;
        node.implicit_copy = implicit_copy;
        let (raises, ends) = node.call_ends();
        if let Some(error) = raises {
            self.register_raise(id, error);
        }
        self.tree.push(Tree::Leaf(id));
        self.at = (!ends).then_some(id);
        Some(id)
    }

    /// A statement after which control goes elsewhere.
    fn emit_jump(&mut self, kind: StmtKind, span: Span) -> Option<NodeId> {
        let id = self.emit(kind, Store::Temp, span);
        self.at = None;
        id
    }

    /// A place where ways meet or part; nothing is done there.
    fn junction(&mut self, from: &[NodeId], span: Span) {
        if from.is_empty() {
            self.at = None;
            return;
        }
        let id = self.draft.add(NodeKind::Nothing, span);
        for node in from {
            self.draft.link(*node, id);
        }
        self.tree.push(Tree::Leaf(id));
        self.at = Some(id);
    }

    fn label(&mut self) -> LabelId {
        self.next_label += 1;
        LabelId(self.next_label - 1)
    }

    fn temp(&mut self, ty: Ty, span: Span) -> mir::Place {
        self.fresh(ty, LocalKind::Temp, span)
    }

    /// A temporary that names a place.
    fn ref_temp(&mut self, ty: Ty, mutable: bool, span: Span) -> mir::Place {
        self.fresh(ty, LocalKind::Ref { mutable }, span)
    }

    fn fresh(&mut self, ty: Ty, kind: LocalKind, span: Span) -> mir::Place {
        let local = LocalId(self.draft.locals.len() as u32);
        self.draft.locals.push(mir::Local { name: None, ty, kind, span });
        mir::Place { local, projections: Vec::new(), ty }
    }

    fn local_kind(&self, local: LocalId) -> LocalKind {
        self.draft.locals.get(local.0 as usize).map_or(LocalKind::Temp, |local| local.kind)
    }

    /// Whether the local holds its value itself, as against an address of it.
    fn owns(&self, local: LocalId) -> bool {
        match self.local_kind(local) {
            LocalKind::Arg(passing) => matches!(passing, Passing::Var | Passing::Deinit),
            LocalKind::Out | LocalKind::Var { .. } | LocalKind::Temp => true,
            LocalKind::Ref { .. } => false,
        }
    }

    fn is_trivial(&self, ty: Ty) -> bool {
        self.cx.info(ty).trivial
    }
}
