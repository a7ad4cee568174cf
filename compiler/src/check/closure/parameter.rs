//! Closures as arguments of parameters: `parallelize[work](n)`.
//!
//! The closure's type is the parameter's value; its environment is a value at run time. An instance takes the
//! environments of such parameters as arguments, before those that it declares and after its own.

use grammar::{Diagnostic, Span};

use crate::check::candidate::Match;
use crate::check::{Fx, Node};
use crate::cx::Cx;
use crate::definitions::FunctionId;
use crate::hir::{self, LocalKind};
use crate::program::{ArgKind, InstanceArg};
use crate::types::{ClosureId, ParamId, Passing, Ty, TyKind, Value};

impl Cx<'_> {
    /// The parameters of a function whose arguments are closures.
    fn closure_params(&mut self, id: FunctionId, values: &[Value]) -> Vec<(ParamId, ClosureId)> {
        if !values.iter().any(|value| matches!(value, Value::Closure(_))) {
            return Vec::new();
        }
        let params = self.all_params(id);
        let of = |(param, value): (&ParamId, &Value)| match value {
            Value::Closure(closure) => Some((*param, *closure)),
            _ => None,
        };
        params.iter().zip(values).filter_map(of).collect()
    }

    /// What an instance takes for them.
    pub fn environment_args(&mut self, id: FunctionId, values: &[Value]) -> Vec<InstanceArg> {
        let params = self.closure_params(id, values);
        let arg = |(param, closure): (ParamId, ClosureId)| InstanceArg {
            name: self.defs.param(param).name,
            ty: Ty::new(TyKind::Closure(closure)),
            passing: Passing::Imm,
            kind: ArgKind::Plain,
        };
        params.into_iter().map(arg).collect()
    }

    /// Declares them in the body of an instance; tells how many there are.
    pub fn enter_environments(&mut self, fx: &mut Fx, id: FunctionId, values: &[Value]) -> usize {
        let params = self.closure_params(id, values);
        for (param, closure) in &params {
            let (name, span) = (self.defs.param(*param).name, self.defs.param(*param).span);
            let ty = Ty::new(TyKind::Closure(*closure));
            let local = fx.local(Some(name), ty, LocalKind::Arg(Passing::Imm), span);
            fx.environments.push((*param, local));
        }
        params.len()
    }

    /// A call with the environments that the instance takes.
    pub fn with_environments(&mut self, fx: &mut Fx, mut call: hir::Call, found: &Match, span: Span) -> hir::Call {
        let params = self.closure_params(found.id, &found.values);
        let mut count = 0;
        for (_, closure) in params {
            let Some(place) = self.environment_of(fx, closure, span) else { continue };
            call.args.insert(count, hir::Arg::Reference { place, mutable: false });
            count += 1;
        }
        call.borrows.iter_mut().for_each(|index| *index += count);
        if count > 0 && (call.returns_ref || self.may_borrow(call.result)) {
            call.borrows.splice(0..0, 0..count);
        }
        call
    }

    /// Where the environment of a closure is in the function being checked. Reports when it is in one around it.
    fn environment_of(&mut self, fx: &Fx, closure: ClosureId, span: Span) -> Option<hir::Place> {
        let wanted = Ty::new(TyKind::Closure(closure));
        let local = fx.locals.iter().rposition(|local| local.ty == wanted);
        if let Some(local) = local {
            return Some(fx.place(hir::LocalId(local as u32), span));
        }
        let name = self.tables.closures[closure.0 as usize].name;
        self.report(
            Diagnostic::error(
                "E0573",
                span,
                format!("the closure `{name}` cannot be the argument of a parameter here"),
            )
            .label("it stands in a function around this one")
            .help(format!("pass `{name}` as an argument, or make a function here that calls it")),
        );
        None
    }

    /// The place of a parameter that stands for a closure.
    pub fn environment_node(&mut self, fx: &Fx, param: ParamId, span: Span) -> Option<Node> {
        let (_, local) = fx.environments.iter().find(|(of, _)| *of == param)?;
        Some(Node::Place(fx.place(*local, span)))
    }
}
