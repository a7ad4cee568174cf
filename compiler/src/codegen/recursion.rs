//! Which functions may come to call themselves: the cycles of the call graph. Such a function begins with a check of the stack.
//!
//! The graph's nodes are the functions, one node for every call through a pointer (it leads to every function whose address
//! is taken), and two for each struct: what destroying a value of it runs, and what copying it runs.

use rustc_hash::FxHashSet;

use super::context::Context;
use super::walk::{self, Usage, Visitor};
use crate::hir::InstanceId;
use crate::mir::{Arg, Body, Call, Callee, LocalId, Operand, Place, Rvalue, Stmt, StmtKind};
use crate::types::{Ty, TyKind, Value};

/// The functions on cycles.
pub(super) fn recursive(cx: &Context<'_>, bodies: &[Option<Body>]) -> FxHashSet<InstanceId> {
    let functions = cx.program.functions.len();
    let mut graph =
        Graph { cx, functions, edges: vec![Vec::new(); functions + 1 + 2 * cx.program.structs.len()], from: 0 };
    for (from, body) in bodies.iter().enumerate().take(functions) {
        graph.from = from;
        if let Some(body) = body {
            graph.block(&body.block);
        }
    }
    for (i, strukt) in cx.program.structs.iter().enumerate() {
        for (what, own) in [(Glue::Destroy, strukt.deinit), (Glue::Copy, strukt.copy)] {
            graph.from = graph.glue_node(i, what);
            graph.edges[graph.from].extend(own.map(|id| id.0 as usize));
            for part in cx.parts(strukt.ty) {
                graph.glue(part, what);
            }
            for (_, value) in &strukt.generics {
                graph.glue_of_value(value, what);
            }
        }
    }
    on_cycles(&graph.edges).into_iter().filter(|node| *node < functions).map(|node| InstanceId(node as u32)).collect()
}

/// What Rust runs for a value without that the MIR has a call.
#[derive(Clone, Copy)]
enum Glue {
    Destroy,
    Copy,
}

struct Graph<'c, 'a> {
    cx: &'c Context<'a>,
    functions: usize,
    edges: Vec<Vec<usize>>,
    /// The node whose edges are being noted.
    from: usize,
}

impl Graph<'_, '_> {
    fn glue_node(&self, strukt: usize, what: Glue) -> usize {
        self.functions + 1 + 2 * strukt + what as usize
    }

    fn to(&mut self, node: usize) {
        if node < self.edges.len() && !self.edges[self.from].contains(&node) {
            self.edges[self.from].push(node);
        }
    }

    fn glue(&mut self, ty: Ty, what: Glue) {
        if let Some(strukt) = self.cx.struct_index(ty) {
            return self.to(self.glue_node(strukt, what));
        }
        if matches!(ty.kind(), TyKind::Tuple(_) | TyKind::Closure(_)) {
            for part in self.cx.parts(ty) {
                self.glue(part, what);
            }
        }
    }

    fn glue_of_value(&mut self, value: &Value, what: Glue) {
        match value {
            Value::Type(ty) => self.glue(*ty, what),
            Value::Pack(values) | Value::Tuple(values) => values.iter().for_each(|it| self.glue_of_value(it, what)),
            _ => {}
        }
    }

    fn block(&mut self, block: &[Stmt]) {
        for statement in block {
            match &statement.kind {
                StmtKind::Init(_, value) => self.rvalue(value),
                StmtKind::Replace(_, value) | StmtKind::Raise(value) | StmtKind::Return(Some(value)) => {
                    self.operand(value)
                }
                StmtKind::If(condition, then, otherwise) => {
                    self.operand(condition);
                    self.block(then);
                    self.block(otherwise);
                    continue;
                }
                StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => {
                    self.block(body);
                    continue;
                }
                StmtKind::Try { body, handler: second, .. } | StmtKind::OnFault { body, cleanup: second } => {
                    self.block(body);
                    self.block(second);
                    continue;
                }
                StmtKind::Declare(_)
                | StmtKind::BindRef(..)
                | StmtKind::Drop(_)
                | StmtKind::Break(_)
                | StmtKind::Continue(_)
                | StmtKind::Return(None)
                | StmtKind::ReturnRef(_) => {}
            }
            walk::stmt(statement, self);
        }
    }

    fn rvalue(&mut self, value: &Rvalue) {
        match value {
            Rvalue::Use(value) | Rvalue::Rename(value) | Rvalue::Not(value) => self.operand(value),
            Rvalue::Call(call) => self.call(call),
            Rvalue::Construct(_, values) | Rvalue::Tuple(values) => values.iter().for_each(|it| self.operand(it)),
            Rvalue::Closure(..) | Rvalue::PythonEntry(_) | Rvalue::PythonClass(_) => {}
        }
    }

    fn call(&mut self, call: &Call) {
        match &call.callee {
            Callee::Instance(id) => {
                self.to(id.0 as usize);
                if let Some(function) = self.cx.function(*id).filter(|function| function.rust.is_some()) {
                    self.bound(&function.generics);
                }
            }
            Callee::Rust { generics, .. } => self.bound(generics),
            // What C is given may call back.
            Callee::Pointer(_) | Callee::External(_) => self.to(self.functions),
            Callee::Abstract { .. } => {}
        }
        for arg in &call.args {
            match arg {
                Arg::Value(value) => self.operand(value),
                Arg::Variadic(values) => values.iter().for_each(|it| self.operand(it)),
                Arg::Keywords(values) => values.iter().for_each(|(_, it)| self.operand(it)),
                Arg::Reference { .. } | Arg::Pack(_) => {}
            }
        }
    }

    /// A function of the runtime may destroy and copy values of the types that it is told of.
    fn bound(&mut self, generics: &[(grammar::Symbol, Value)]) {
        for (_, value) in generics {
            self.glue_of_value(value, Glue::Destroy);
            self.glue_of_value(value, Glue::Copy);
        }
    }

    fn operand(&mut self, operand: &Operand) {
        // A function item has no address: who calls it calls an instance.
        if let Operand::Function(id, ty) = operand
            && !matches!(ty.kind(), TyKind::FunctionItem(..))
        {
            let node = id.0 as usize;
            if !self.edges[self.functions].contains(&node) {
                self.edges[self.functions].push(node);
            }
        }
    }
}

impl Visitor for Graph<'_, '_> {
    fn place(&mut self, place: &Place, usage: Usage) {
        match usage {
            Usage::Copy => self.glue(place.ty, Glue::Copy),
            Usage::Drop | Usage::Replace => self.glue(place.ty, Glue::Destroy),
            Usage::Move | Usage::Init | Usage::Address(_) => {}
        }
    }

    fn local(&mut self, _: LocalId) {}
}

/// The nodes on cycles, after Tarjan, without recursion of our own.
fn on_cycles(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; edges.len()];
    let mut low = vec![NEW; edges.len()];
    let mut is_open = vec![false; edges.len()];
    let (mut open, mut found, mut count) = (Vec::new(), Vec::new(), 0);
    for root in 0..edges.len() {
        if order[root] != NEW {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                open.push(node);
                is_open[node] = true;
            }
            if let Some(&to) = edges[node].get(next) {
                path.push((node, next + 1));
                if order[to] == NEW {
                    path.push((to, 0));
                } else if is_open[to] {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            if let Some(&(above, _)) = path.last() {
                low[above] = low[above].min(low[node]);
            }
            if low[node] == order[node] {
                let start = open.iter().rposition(|it| *it == node).unwrap_or(0);
                let component = open.split_off(start);
                component.iter().for_each(|it| is_open[*it] = false);
                if component.len() > 1 || edges[node].contains(&node) {
                    found.extend(component);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::on_cycles;

    #[test]
    fn cycles_are_found() {
        // 0 → 1 ⇄ 2 → 3, 4 → 4, 5 → 6 → 7 → 5, 5 → 3
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4], vec![6, 3], vec![7], vec![5]];
        let mut found = on_cycles(&edges);
        found.sort_unstable();
        assert_eq!(found, [1, 2, 4, 5, 6, 7]);
    }
}
