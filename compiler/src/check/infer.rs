//! Inference: finds the arguments of parameters by matching a formal type against an actual one.

use crate::cx::Cx;
use crate::types::{Mutability, ParamId, Ty, TyKind, Value};

/// The parameters of a candidate and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Solution {
    pub params: Vec<ParamId>,
    pub values: Vec<Option<Value>>,
}

impl Solution {
    pub fn new(params: &[ParamId]) -> Solution {
        Solution { params: params.to_vec(), values: vec![None; params.len()] }
    }

    pub fn index(&self, id: ParamId) -> Option<usize> {
        self.params.iter().position(|p| *p == id)
    }

    pub fn get(&self, id: ParamId) -> Option<&Value> {
        self.index(id).and_then(|i| self.values[i].as_ref())
    }

    /// Binds a parameter; false if it is bound to something else already.
    fn bind(&mut self, index: usize, value: Value) -> bool {
        match &self.values[index] {
            None => {
                self.values[index] = Some(value);
                true
            }
            Some(Value::Origin(_)) => true,
            Some(old) => *old == value,
        }
    }
}

impl Cx<'_> {
    /// Matches `formal`, in which the parameters of `solution` stand for themselves, against `actual`.
    pub fn unify(&mut self, solution: &mut Solution, formal: Ty, actual: Ty) -> bool {
        if formal.is_error() || actual.is_error() {
            return true;
        }
        // A definition that calls itself gives its own parameters as arguments.
        if formal == actual && !crate::types::is_symbolic(formal) {
            return true;
        }
        match (formal.kind(), actual.kind()) {
            (TyKind::Param(id), _) => match solution.index(*id) {
                Some(index) => solution.bind(index, Value::Type(actual)),
                None => formal == actual,
            },
            (TyKind::Struct(a, formal_args), TyKind::Struct(b, actual_args)) if a == b => {
                formal_args.len() == actual_args.len()
                    && formal_args.iter().zip(actual_args).all(|(f, a)| self.unify_value(solution, f, a))
            }
            (TyKind::Struct(id, args), _) => {
                // Structs of the library that stand for built-in types.
                let built_in = match (self.defs.strukt(*id).name.as_str(), args.as_slice(), actual.kind()) {
                    ("StringLiteral", [arg], TyKind::StringLiteral(text)) => Some((arg, Value::Str(*text))),
                    ("IntLiteral", [arg], TyKind::IntLiteral(n)) => Some((arg, Value::Int(n.clone()))),
                    ("FloatLiteral", [arg], TyKind::FloatLiteral(exact)) => {
                        Some((arg, Value::Float(exact.to_f64().to_bits())))
                    }
                    ("Tuple", [arg], TyKind::Tuple(tys)) => {
                        Some((arg, Value::Pack(tys.iter().map(|ty| Value::Type(*ty)).collect())))
                    }
                    _ => None,
                };
                match built_in {
                    Some((arg, value)) => self.unify_value(solution, arg, &value),
                    None => false,
                }
            }
            (TyKind::Tuple(a), TyKind::Tuple(b)) | (TyKind::Pack(a), TyKind::Pack(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.unify(solution, *a, *b))
            }
            (TyKind::Variadic(a), TyKind::Variadic(b)) => self.unify(solution, *a, *b),
            (TyKind::FunctionPointer(wanted), _) => {
                let Some(own) = self.function_signature(actual) else { return false };
                self.unify_signature(solution, wanted, &own)
            }
            // Depends on what is not bound yet: decided when all parameters are.
            (TyKind::Assoc(..), _) => true,
            _ => formal == actual,
        }
    }

    /// Matches the parts of a function type.
    pub fn unify_signature(
        &mut self,
        solution: &mut Solution,
        wanted: &crate::types::Signature,
        own: &crate::types::Signature,
    ) -> bool {
        own.args.len() == wanted.args.len()
            && own.args.iter().zip(&wanted.args).all(|((_, own), (_, wanted))| self.unify(solution, *wanted, *own))
            && self.unify(solution, wanted.result, own.result)
            && (own.raises.is_none() || wanted.raises.is_some())
    }

    pub fn unify_value(&mut self, solution: &mut Solution, formal: &Value, actual: &Value) -> bool {
        match (formal, actual) {
            (Value::Type(formal), Value::Type(actual)) => self.unify(solution, *formal, *actual),
            (Value::Param(id), _) => match solution.index(*id) {
                Some(index) => solution.bind(index, actual.clone()),
                None => formal == actual,
            },
            _ if formal == actual && !crate::types::is_symbolic_value(formal) => true,
            (Value::Type(ty), other) => match ty.kind() {
                TyKind::Param(id) => match solution.index(*id) {
                    Some(index) => solution.bind(index, other.clone()),
                    None => false,
                },
                _ => false,
            },
            (Value::Origin(_), Value::Origin(_))
            | (Value::Deferred, _)
            | (_, Value::Deferred)
            | (Value::Unbound, _) => true,
            (Value::Pack(a), Value::Pack(b)) | (Value::Tuple(a), Value::Tuple(b)) => match a.as_slice() {
                // `*Ts` alone takes all of them.
                [one @ Value::Param(id)] if solution.index(*id).is_some() && self.defs.param(*id).variadic => {
                    self.unify_value(solution, one, actual)
                }
                _ => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.unify_value(solution, a, b)),
            },
            _ => formal == actual,
        }
    }

    /// Arguments for all parameters: what was found, else defaults, else any origin. `Err` names one that is not known.
    pub fn finish_solution(&mut self, solution: &mut Solution) -> Result<Vec<Value>, ParamId> {
        let mut env = super::Env::default();
        let mut all = Vec::with_capacity(solution.params.len());
        for index in 0..solution.params.len() {
            let id = solution.params[index];
            let value = match &solution.values[index] {
                Some(Value::Unbound) | None => {
                    if let Some(value) = self.default_of_param(id, &env) {
                        value
                    } else if self.is_origin_param(id) {
                        Value::Origin(Mutability::Any)
                    } else if self.defs.param(id).variadic {
                        Value::Pack(Vec::new())
                    } else if self.is_mutability_param(id)
                        || matches!(self.defs.param(id).implicit, Some(crate::definitions::ImplicitParam::Unbound))
                    {
                        // What nothing tells apart is an origin, which is erased.
                        Value::Origin(Mutability::Any)
                    } else {
                        return Err(id);
                    }
                }
                Some(Value::Param(p)) if !self.is_value_param(*p) => Value::Type(Ty::new(TyKind::Param(*p))),
                Some(value) => value.clone(),
            };
            env.map.push((id, value.clone()));
            solution.values[index] = Some(value.clone());
            all.push(value);
        }
        Ok(all)
    }

    /// `mut: Bool` before the `//` of a list with origins: which kind of reference; erased like origins themselves.
    pub fn is_mutability_param(&mut self, id: ParamId) -> bool {
        let info = self.defs.param(id);
        info.infer_only
            && matches!(&info.ty, Some(grammar::ast::Expr { kind: grammar::ast::ExprKind::Name(name), .. }) if *name == "Bool")
    }
}

impl Cx<'_> {
    /// A type with the parameters that are known replaced.
    pub fn substitute(&mut self, solution: &Solution, ty: Ty) -> Ty {
        if !crate::types::is_symbolic(ty) {
            return ty;
        }
        match ty.kind() {
            TyKind::Param(id) => match solution.get(*id) {
                Some(value) => self.value_as_type(value).unwrap_or(ty),
                None => ty,
            },
            TyKind::Struct(id, args) => {
                let args = args.iter().map(|arg| self.substitute_value(solution, arg)).collect();
                self.struct_ty(*id, args)
            }
            TyKind::Tuple(tys) => {
                let tys = tys.iter().map(|ty| self.substitute(solution, *ty)).collect();
                Ty::new(TyKind::Tuple(tys))
            }
            TyKind::Pack(tys) => {
                let tys = tys.iter().map(|ty| self.substitute(solution, *ty)).collect();
                Ty::new(TyKind::Pack(tys))
            }
            TyKind::Variadic(inner) => {
                let inner = self.substitute(solution, *inner);
                Ty::new(TyKind::Variadic(inner))
            }
            TyKind::FunctionPointer(signature) => {
                let mut signature = signature.clone();
                for (_, arg) in &mut signature.args {
                    *arg = self.substitute(solution, *arg);
                }
                signature.result = self.substitute(solution, signature.result);
                signature.raises = signature.raises.map(|ty| self.substitute(solution, ty));
                Ty::new(TyKind::FunctionPointer(signature))
            }
            _ => ty,
        }
    }

    fn substitute_value(&mut self, solution: &Solution, value: &Value) -> Value {
        match value {
            Value::Type(ty) => Value::Type(self.substitute(solution, *ty)),
            Value::Param(id) => solution.get(*id).cloned().unwrap_or_else(|| value.clone()),
            Value::Pack(values) => Value::Pack(values.iter().map(|v| self.substitute_value(solution, v)).collect()),
            other => other.clone(),
        }
    }
}
