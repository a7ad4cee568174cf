//! The arguments of value parameters as values of the types that the parameters are declared with.

use grammar::Span;

use super::Fx;
use crate::cx::Cx;
use crate::definitions::{FunctionId, StructId};
use crate::types::{DType, ParamId, Ty, TyKind, Value};

impl Cx<'_> {
    /// The arguments of a function's parameters, converted as a call converts its arguments.
    pub(super) fn declared_values(&mut self, id: FunctionId, params: &[ParamId], mut values: Vec<Value>) -> Vec<Value> {
        let mut header: Option<Fx> = None;
        for (index, param) in params.iter().enumerate() {
            if !may_convert(&values[index]) || !self.is_value_param(*param) {
                continue;
            }
            let fx = header.get_or_insert_with(|| {
                let mut fx = self.header_fx(id, &values);
                fx.bare_params = true;
                fx
            });
            values[index] = self.declared_value(fx, *param, values[index].clone());
        }
        values
    }

    /// The same for the parameters of a struct, as far as they are bound.
    pub(super) fn declare_struct_values(&mut self, id: StructId, params: &[ParamId], values: &mut [Value]) {
        let mut header: Option<Fx> = None;
        for index in 0..params.len().min(values.len()) {
            if !may_convert(&values[index]) || !self.is_value_param(params[index]) {
                continue;
            }
            let fx = header.get_or_insert_with(|| self.struct_fx(id, values, Ty::error()));
            values[index] = self.declared_value(fx, params[index], values[index].clone());
        }
    }

    fn declared_value(&mut self, fx: &mut Fx, param: ParamId, value: Value) -> Value {
        let Some(declared) = self.defs.param(param).ty.clone() else { return value };
        let (ty, clean) = self.attempt(|cx| cx.type_of_expr(fx, &declared));
        if !clean || ty.is_error() || crate::types::is_symbolic(ty) {
            return value;
        }
        match value {
            // `*xs: Int`
            Value::Pack(values) => {
                Value::Pack(values.into_iter().map(|value| self.value_as(fx, value, ty, declared.span)).collect())
            }
            value => self.value_as(fx, value, ty, declared.span),
        }
    }

    /// A compile-time value as one of a type; itself where no conversion leads there.
    fn value_as(&mut self, fx: &mut Fx, value: Value, ty: Ty, span: Span) -> Value {
        if let Some(dtype) = self.scalar_of(ty) {
            return match &value {
                Value::Int(n) if dtype.is_float() => {
                    let bits = super::coerce::big_to_f64(n).to_bits();
                    let exact = Value::Float(bits);
                    if dtype == DType::Float64 { exact } else { Value::Aggregate(ty, vec![exact]) }
                }
                _ => value,
            };
        }
        let own = match &value {
            Value::Aggregate(own, _) if *own == ty => true,
            Value::Str(_) => ["String", "StringSpan", "StringLiteral"].iter().any(|name| self.is_lang(ty, name)),
            Value::Bool(_) => self.is_lang(ty, "Bool"),
            _ => false,
        };
        if own || !matches!(ty.kind(), TyKind::Struct(..)) || crate::types::is_symbolic_value(&value) {
            return value;
        }
        if let Value::Aggregate(array, elements) = &value
            && self.is_lang(*array, "Array")
            && self.is_lang(ty, "List")
            && let Some(element) = super::literal::element_of(ty)
        {
            // A display, which takes its type from the parameter.
            let elements = elements.iter().map(|each| self.value_as(fx, each.clone(), element, span)).collect();
            return Value::Aggregate(ty, elements);
        }
        let (converted, clean) = self.attempt(|cx| {
            fx.comptime += 1;
            let node = cx.comptime_node(fx, value.clone(), span);
            let converted = cx.coerce(fx, node, ty, span);
            fx.comptime -= 1;
            match converted.ty == ty {
                true => cx.value_to_comptime(fx, converted),
                false => Value::Deferred,
            }
        });
        if clean && converted != Value::Deferred { converted } else { value }
    }
}

/// Whether a value might be converted: types, origins and functions are not.
fn may_convert(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Bool(_) | Value::None => true,
        Value::Tuple(_) | Value::Aggregate(..) => true,
        Value::Pack(values) => values.iter().any(may_convert),
        _ => false,
    }
}
