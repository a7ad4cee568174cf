//! An implicit copy of a local that is not used any more is a move; of one that becomes another local it is no more than another
//! name.

use super::events::{EventKind, Events};
use super::flow::{Flow, has};
use super::paths::Paths;
use crate::lower::draft::{Draft, NodeId, NodeKind, Store};
use crate::mir::{LocalKind, Operand, Place, Rvalue, StmtKind};
use crate::types::Passing;

pub(super) fn copies(draft: &mut Draft, paths: &Paths, events: &mut Events, flow: &Flow) {
    for id in (0..draft.nodes.len() as u32).map(NodeId) {
        let node = draft.node(id);
        if !node.implicit_copy || !flow.reached[id.index()] {
            continue;
        }
        let Some(StmtKind::Init(to, Rvalue::Use(Operand::Copy(place)))) = node.stmt() else { continue };
        let local = place.local;
        let owned =
            matches!(draft.local(local).kind, LocalKind::Var { .. } | LocalKind::Temp | LocalKind::Arg(Passing::Var));
        let Some(range) = paths.local(local) else { continue };
        let whole = place.projections.is_empty() && to.local != local;
        if !owned || !whole || !range.clone().any(|bit| paths.bits[bit].droppable) {
            continue;
        }
        let live = flow.live_on_all_ways(draft, id);
        if range.clone().any(|bit| has(&live, bit) || !has(flow.init.row(id), bit)) {
            continue;
        }
        let (to, place) = (to.clone(), place.clone());
        let is_name = node.store != Store::Assign && to.projections.is_empty() && !is_returned(draft, id, &to);
        let moved = Operand::Move(place);
        let value = if is_name { Rvalue::Rename(moved) } else { Rvalue::Use(moved) };
        draft.node_mut(id).kind = NodeKind::Stmt(StmtKind::Init(to, value));
        for event in events.of_mut(id) {
            if event.local == local && event.kind == EventKind::Use {
                event.kind = EventKind::Move;
            }
        }
    }
}

/// Whether a node only makes the result of the function.
fn is_returned(draft: &Draft, id: NodeId, to: &Place) -> bool {
    if draft.local(to.local).kind == LocalKind::Out {
        return true;
    }
    let [Some(mut next), None] = draft.node(id).next else { return false };
    while let (NodeKind::Nothing, [Some(after), None]) = (&draft.node(next).kind, draft.node(next).next) {
        next = after;
    }
    matches!(draft.node(next).stmt(), Some(StmtKind::Return(Some(Operand::Move(place)))) if place == to)
}
