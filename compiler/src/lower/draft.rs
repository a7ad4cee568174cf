//! A body on its way: its statements as the nodes of a graph, and the blocks that they stand in.
//!
//! Edges go from a node to a later one, except to the start of a loop, so that one pass in order sees most of what a
//! fixed point needs. A node with several ways out has nothing but `Nothing` nodes of their own behind it.

use grammar::Span;

use crate::hir;
use crate::mir::{LabelId, Local, LocalId, Rvalue, StmtKind};
use crate::types::Ty;

/// Index into `Draft::nodes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub u32);

impl NodeId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug)]
pub(crate) struct Draft {
    pub locals: Vec<Local>,
    pub arg_count: usize,
    pub out: Option<LocalId>,
    pub end: Span,
    pub nodes: Vec<Node>,
    pub tree: Vec<Tree>,
    /// What runs when a fault unwinds, inner ones first.
    pub guards: Vec<Guard>,
    /// Locals that are declared without a value somewhere.
    pub declared_empty: Vec<bool>,
    /// `mut` arguments that are moved out of somewhere: they must have a value again whenever the function is left.
    pub moved_args: Vec<LocalId>,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub kind: NodeKind,
    pub span: Span,
    /// Where the source mentions the locals of the statement.
    pub spans: Vec<(LocalId, Span)>,
    /// Where control goes: at most two ways, as behind a condition.
    pub next: [Option<NodeId>; 2],
    /// Where an error goes that the statement raises and this body catches.
    pub error: Option<NodeId>,
    pub store: Store,
    pub call: Option<CallInfo>,
    /// The node copies a value because the language says so, not because the source asks for a copy: if the original is not
    /// used any more, moving it does as well.
    pub implicit_copy: bool,
    /// The node writes a place whose old value, if there is one, stays until then.
    pub keeps_old: bool,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    /// The start: arguments have their values.
    Entry,
    Nothing,
    /// A local comes into scope without a value.
    Empty(LocalId),
    /// A handler starts: the local has the error.
    Catch(LocalId),
    /// The blocks inside of the statement are empty here; `Tree` has them.
    Stmt(StmtKind),
}

/// Who writes: what a message about an unused value goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// The compiler.
    Temp,
    /// `var x = value`
    Let,
    /// `x = value`
    Assign,
}

/// What the MIR does not keep of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallInfo {
    /// Indices of the arguments that the result points into.
    pub borrows: Vec<usize>,
    /// Where each argument stands.
    pub spans: Vec<Span>,
    /// The type of a called function pointer.
    pub pointer: Option<Ty>,
}

#[derive(Debug)]
pub(crate) enum Tree {
    Leaf(NodeId),
    If(NodeId, Vec<Tree>, Vec<Tree>),
    Loop(LabelId, Vec<Tree>, Span),
    Labelled(LabelId, Vec<Tree>, Span),
    Try {
        body: Vec<Tree>,
        error: (LocalId, Ty),
        handler: Vec<Tree>,
        span: Span,
    },
    /// Index into `Draft::guards`.
    Guarded {
        body: Vec<Tree>,
        cleanup: Vec<Tree>,
        guard: usize,
        span: Span,
    },
}

/// Statements that run if a fault unwinds out of others.
#[derive(Debug)]
pub(crate) struct Guard {
    /// The first node of the guarded statements, and the one behind their last.
    pub body: (NodeId, NodeId),
    /// The same for what runs.
    pub cleanup: (NodeId, NodeId),
    /// It can run: all that it uses is sure to be there.
    pub valid: bool,
}

impl Draft {
    pub fn new(locals: Vec<Local>, body: &hir::Body, moved_args: Vec<LocalId>) -> Draft {
        let count = locals.len();
        let mut draft = Draft {
            locals,
            arg_count: body.arg_count,
            out: body.out,
            end: body.end,
            nodes: Vec::new(),
            tree: Vec::new(),
            guards: Vec::new(),
            declared_empty: vec![false; count],
            moved_args,
        };
        draft.add(NodeKind::Entry, body.end);
        draft
    }

    pub fn entry(&self) -> NodeId {
        NodeId(0)
    }

    /// The node that is added next.
    pub fn next_node(&self) -> NodeId {
        NodeId(self.nodes.len() as u32)
    }

    pub fn add(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let id = self.next_node();
        self.nodes.push(Node {
            kind,
            span,
            spans: Vec::new(),
            next: [None; 2],
            error: None,
            store: Store::Temp,
            call: None,
            implicit_copy: false,
            keeps_old: false,
        });
        id
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub fn link(&mut self, from: NodeId, to: NodeId) {
        let next = &mut self.node_mut(from).next;
        match next {
            [None, _] => next[0] = Some(to),
            _ => next[1] = Some(to),
        }
    }

    pub fn is_moved_arg(&self, id: LocalId) -> bool {
        self.moved_args.contains(&id)
    }

    pub fn local(&self, id: LocalId) -> &Local {
        &self.locals[id.0 as usize]
    }
}

impl Node {
    pub fn stmt(&self) -> Option<&StmtKind> {
        match &self.kind {
            NodeKind::Stmt(stmt) => Some(stmt),
            _ => None,
        }
    }

    /// The call that the node makes.
    pub fn as_call(&self) -> Option<&crate::mir::Call> {
        match self.stmt()? {
            StmtKind::Init(_, Rvalue::Call(call)) => Some(call),
            _ => None,
        }
    }

    /// The type of the error that the node may raise, and whether control never passes it.
    pub fn call_ends(&self) -> (Option<Ty>, bool) {
        match self.as_call() {
            Some(call) => (call.raises, call.result.is_never() && !call.returns_ref),
            None => (None, false),
        }
    }

    /// Where the source mentions a local in this node.
    pub fn span_of(&self, local: LocalId) -> Span {
        self.spans.iter().find(|(mentioned, _)| *mentioned == local).map_or(self.span, |(_, span)| *span)
    }
}
