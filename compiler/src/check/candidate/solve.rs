//! Finds the parameters of a declaration from the arguments of a call.

use super::Slot;
use crate::check::call::{ArgNode, CallArg};
use crate::check::infer::Solution;
use crate::check::signature::Sig;
use crate::check::{Bound, Fx, Node};
use crate::cx::Cx;
use crate::program::ArgKind;
use crate::types::{Ty, TyKind, Value, is_symbolic};

impl Cx<'_> {
    /// Finds parameters from the arguments: typed ones first, then literals, then what depends on its context.
    pub(super) fn infer_from(
        &mut self,
        fx: &mut Fx,
        solution: &mut Solution,
        sig: &Sig,
        slots: &[Slot],
        receiver: Option<&Node>,
        args: &[CallArg<'_>],
    ) {
        if solution.values.iter().all(Option::is_some) {
            return;
        }
        let mut literals: Vec<(Ty, Ty)> = Vec::new();
        let mut pending: Vec<(Ty, usize)> = Vec::new();
        for (slot, formal) in slots.iter().zip(&sig.args) {
            match slot {
                Slot::Receiver => {
                    if let Some(ty) = receiver.and_then(Node::ty) {
                        self.infer_arg(fx, solution, formal.ty, ty, &mut literals);
                    }
                }
                Slot::Arg(index) => {
                    self.infer_call_arg(fx, solution, formal.ty, *index, args, &mut literals, &mut pending);
                }
                Slot::Many(indices) => match (formal.kind, formal.ty.kind()) {
                    (ArgKind::Pack, TyKind::Param(pack)) => {
                        let tys: Vec<Value> =
                            indices.iter().map(|i| Value::Type(self.arg_default_type(fx, &args[*i]))).collect();
                        if let Some(at) = solution.index(*pack)
                            && solution.values[at].is_none()
                        {
                            solution.values[at] = Some(Value::Pack(tys));
                        }
                    }
                    (ArgKind::Variadic, TyKind::Variadic(element)) => {
                        for index in indices {
                            self.infer_call_arg(fx, solution, *element, *index, args, &mut literals, &mut pending);
                        }
                    }
                    _ => {}
                },
                Slot::Default => {}
            }
        }
        for (formal, actual) in literals {
            let now = self.substitute(solution, formal);
            if is_symbolic(now) {
                let ty = self.default_type(actual);
                self.unify_loosely(fx, solution, now, ty);
            }
        }
        for (formal, index) in pending {
            let now = self.substitute(solution, formal);
            if !is_symbolic(now) {
                continue;
            }
            let ArgNode::Pending(expr) = args[index].node else { continue };
            let (node, clean) = self.attempt(|cx| cx.expr_like(fx, expr, now));
            if let (Some(ty), true) = (node.ty(), clean) {
                self.unify_loosely(fx, solution, now, ty);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn infer_call_arg(
        &mut self,
        fx: &mut Fx,
        solution: &mut Solution,
        formal: Ty,
        index: usize,
        args: &[CallArg<'_>],
        literals: &mut Vec<(Ty, Ty)>,
        pending: &mut Vec<(Ty, usize)>,
    ) {
        match &args[index].node {
            ArgNode::Node(node) => {
                if let Some(ty) = self.node_value_type(fx, node) {
                    self.infer_arg(fx, solution, formal, ty, literals);
                }
            }
            ArgNode::Pending(_) => pending.push((formal, index)),
        }
    }

    fn infer_arg(
        &mut self,
        fx: &mut Fx,
        solution: &mut Solution,
        formal: Ty,
        actual: Ty,
        literals: &mut Vec<(Ty, Ty)>,
    ) {
        if !is_symbolic(formal) {
            return;
        }
        // A literal's own type is only asked for by the library's literal structs.
        if actual.is_literal() && !self.is_literal_struct(formal) {
            literals.push((formal, actual));
            return;
        }
        let now = self.substitute(solution, formal);
        if is_symbolic(now) {
            self.unify_loosely(fx, solution, now, actual);
        }
    }

    fn is_literal_struct(&self, ty: Ty) -> bool {
        ty.as_struct().is_some_and(|(id, _)| {
            let def = self.defs.strukt(id);
            self.defs.module(def.module).library
                && matches!(def.name.as_str(), "StringLiteral" | "IntLiteral" | "FloatLiteral")
        })
    }

    /// Unifies, or finds the parameters of a struct through one of its implicit constructors.
    fn unify_loosely(&mut self, fx: &mut Fx, solution: &mut Solution, formal: Ty, actual: Ty) {
        let mut trial = solution.clone();
        if self.unify(&mut trial, formal, actual) {
            *solution = trial;
            self.unify_bounds(solution, formal, actual);
            return;
        }
        if let TyKind::Struct(id, args) = formal.kind() {
            let open: Vec<Value> = args
                .iter()
                .map(|arg| match arg {
                    Value::Param(_) | Value::Deferred => Value::Unbound,
                    Value::Type(ty) if is_symbolic(*ty) => Value::Unbound,
                    other => other.clone(),
                })
                .collect();
            if let Some(target) = self.implicit_target(fx, *id, open, actual) {
                let mut trial = solution.clone();
                if self.unify(&mut trial, formal, target) {
                    *solution = trial;
                }
            }
        }
    }

    /// A parameter with a function bound: the parts of the function type may hold further parameters.
    fn unify_bounds(&mut self, solution: &mut Solution, formal: Ty, actual: Ty) {
        let TyKind::Param(id) = formal.kind() else { return };
        let bounds = self.bounds_of(*id);
        for bound in bounds.iter() {
            if let Bound::Function(wanted) = bound
                && let Some(own) = self.function_signature(actual)
            {
                let mut trial = solution.clone();
                if self.unify_signature(&mut trial, wanted, &own) {
                    *solution = trial;
                }
            }
        }
    }

    /// The type that an argument has by itself.
    pub fn arg_default_type(&mut self, fx: &mut Fx, arg: &CallArg<'_>) -> Ty {
        match &arg.node {
            ArgNode::Node(node) => match self.node_value_type(fx, node) {
                Some(ty) => self.default_type(ty),
                None => Ty::error(),
            },
            ArgNode::Pending(expr) => {
                let (node, _) = self.attempt(|cx| cx.expr(fx, expr, None));
                match node.ty() {
                    Some(ty) => self.default_type(ty),
                    None => Ty::error(),
                }
            }
        }
    }

    /// The type of a node as a run-time value: a function has the type of its item.
    pub fn node_value_type(&mut self, fx: &mut Fx, node: &Node) -> Option<Ty> {
        match node {
            Node::Functions(functions) => {
                self.function_item(fx, functions).map(|(id, args)| Ty::new(TyKind::FunctionItem(id, args)))
            }
            _ => node.ty(),
        }
    }
}
