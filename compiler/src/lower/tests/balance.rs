//! Walks a body as Rust's move checker does: on every way each local has a value or has none, and no value is overwritten,
//! moved twice or left undestroyed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::mini::Types;
use crate::mir::visit::{self, Usage};
use crate::mir::*;
use crate::program::TypeFacts;
use crate::types::Passing;

/// The places that have a value: locals, and fields of those that are in parts.
type State = BTreeSet<(u32, Vec<usize>)>;

#[track_caller]
pub(super) fn check(body: &Body) {
    let mut walk = Walk { body, targets: HashMap::new(), handlers: Vec::new() };
    let mut state = State::new();
    for i in 0..body.arg_count as u32 {
        if matches!(body.locals[i as usize].kind, LocalKind::Arg(Passing::Var | Passing::Deinit)) {
            walk.give(&mut state, i, &[]);
        }
    }
    let end = walk.block(&body.block, Some(state));
    if let Some(end) = end {
        walk.left(&end);
    }
}

struct Walk<'b> {
    body: &'b Body,
    /// For each label that is around: the states that jump to its end, and the state at the start of a loop.
    targets: HashMap<LabelId, (Vec<State>, Option<State>)>,
    /// For each `Try` around, the states that go to its handler.
    handlers: Vec<Vec<State>>,
}

impl Walk<'_> {
    fn counts(&self, local: u32) -> bool {
        let info = &self.body.locals[local as usize];
        let owned =
            !matches!(info.kind, LocalKind::Ref { .. } | LocalKind::Arg(Passing::Imm | Passing::Mut | Passing::Ref));
        owned && !Types.is_trivial(info.ty) && !info.ty.is_none() && !info.ty.is_never()
    }

    fn give(&self, state: &mut State, local: u32, fields: &[usize]) {
        if self.counts(local) {
            for leaf in self.leaves(local, fields) {
                assert!(state.insert((local, leaf)), "t{local}{fields:?} is overwritten");
            }
        }
    }

    #[track_caller]
    fn take(&self, state: &mut State, local: u32, fields: &[usize]) {
        if self.counts(local) {
            for leaf in self.leaves(local, fields) {
                assert!(state.remove(&(local, leaf)), "t{local}{fields:?} has no value to take");
            }
        }
    }

    #[track_caller]
    fn need(&self, state: &State, local: u32, fields: &[usize]) {
        if self.counts(local) {
            for leaf in self.leaves(local, fields) {
                assert!(state.contains(&(local, leaf)), "t{local}{fields:?} has no value to use");
            }
        }
    }

    fn leaves(&self, local: u32, fields: &[usize]) -> Vec<Vec<usize>> {
        let parts = Types.fields(self.body.locals[local as usize].ty).len();
        match (parts, fields) {
            (0, _) => vec![Vec::new()],
            (_, [first, ..]) => vec![vec![*first]],
            (parts, []) => (0..parts).map(|i| vec![i]).collect(),
        }
    }

    #[track_caller]
    fn left(&self, state: &State) {
        let rest: BTreeMap<_, _> =
            state.iter().map(|(l, f)| (l, f)).filter(|(l, _)| Some(LocalId(**l)) != self.body.out).collect();
        assert!(rest.is_empty(), "left behind: {rest:?}");
    }

    #[track_caller]
    fn merge(&self, states: Vec<State>, what: &str) -> Option<State> {
        let mut states = states.into_iter();
        let first = states.next()?;
        for other in states {
            assert_eq!(first, other, "ways that meet at {what} differ");
        }
        Some(first)
    }

    #[track_caller]
    fn block(&mut self, block: &Block, mut state: Option<State>) -> Option<State> {
        for stmt in block {
            state = self.stmt(&stmt.kind, state?);
        }
        state
    }

    #[track_caller]
    fn stmt(&mut self, stmt: &StmtKind, mut state: State) -> Option<State> {
        let mut writes = Vec::new();
        visit::places(stmt, &mut |place, usage| {
            let fields: Vec<usize> = place
                .projections
                .iter()
                .filter_map(|p| if let Projection::Field(i) = p { Some(*i) } else { None })
                .collect();
            match usage {
                Usage::Move => self.take(&mut state, place.local.0, &fields),
                Usage::Init => writes.push((place.local.0, fields)),
                _ => self.need(&state, place.local.0, &fields),
            }
        });
        if let StmtKind::Init(_, Rvalue::Call(call)) = stmt {
            if call.raises.is_some() && !self.handlers.is_empty() {
                let mut caught = state.clone();
                for place in &call.cleanup {
                    let fields: Vec<usize> = place
                        .projections
                        .iter()
                        .filter_map(|p| if let Projection::Field(i) = p { Some(*i) } else { None })
                        .collect();
                    self.take(&mut caught, place.local.0, &fields);
                }
                self.handlers.last_mut().unwrap().push(caught);
            }
            if call.result.is_never() {
                return None;
            }
        }
        for (local, fields) in writes {
            if !Types.is_trivial(self.body.locals[local as usize].ty) {
                self.give(&mut state, local, &fields);
            }
        }
        match stmt {
            StmtKind::If(_, then, otherwise) => {
                let ways = [self.block(then, Some(state.clone())), self.block(otherwise, Some(state))];
                self.merge(ways.into_iter().flatten().collect(), "an if")
            }
            StmtKind::Loop(label, body) => {
                self.targets.insert(*label, (Vec::new(), Some(state.clone())));
                if let Some(end) = self.block(body, Some(state.clone())) {
                    assert_eq!(state, end, "a loop does not come back as it started");
                }
                let (ways, _) = self.targets.remove(label).unwrap();
                self.merge(ways, "the end of a loop")
            }
            StmtKind::Labelled(label, body) => {
                self.targets.insert(*label, (Vec::new(), None));
                let end = self.block(body, Some(state));
                let (mut ways, _) = self.targets.remove(label).unwrap();
                ways.extend(end);
                self.merge(ways, "the end of a block")
            }
            StmtKind::Break(label) => {
                self.targets.get_mut(label).expect("a label").0.push(state);
                None
            }
            StmtKind::Continue(label) => {
                assert_eq!(
                    self.targets[label].1.as_ref(),
                    Some(&state),
                    "a continue differs from the start of its loop"
                );
                None
            }
            StmtKind::Return(_) | StmtKind::ReturnRef(_) => {
                self.left(&state);
                None
            }
            StmtKind::Raise(_) => {
                match self.handlers.last_mut() {
                    Some(ways) => ways.push(state),
                    None => self.left(&state),
                }
                None
            }
            StmtKind::Try { body, error, handler } => {
                self.handlers.push(Vec::new());
                let end = self.block(body, Some(state));
                let ways = self.handlers.pop().unwrap();
                let mut caught = self.merge(ways, "a handler");
                if let (Some(caught), Some((local, _))) = (&mut caught, error) {
                    self.give(caught, local.0, &[]);
                }
                let handled = caught.and_then(|caught| self.block(handler, Some(caught)));
                self.merge(end.into_iter().chain(handled).collect(), "the end of a try")
            }
            StmtKind::OnFault { body, .. } => self.block(body, Some(state)),
            _ => Some(state),
        }
    }
}
