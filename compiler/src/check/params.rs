//! Parameters: what their names mean, of which type they are, and whether they are types or values.

use grammar::{Diagnostic, Span, Symbol};

use super::{Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::Parent;
use crate::types::{ParamId, Ty, Value};

impl Cx<'_> {
    /// A parameter of the function or of what encloses it, by name.
    pub(super) fn param_by_name(&mut self, fx: &Fx, name: Symbol, span: Span) -> Option<Node> {
        let found = fx.env.map.iter().rev().find(|(p, _)| self.defs.param(*p).name == name);
        let (param, value) = found?.clone();
        if fx.user
            && !fx.bare_params
            && matches!(self.defs.param(param).parent, Parent::Struct(_))
            && self.is_struct_param(param)
        {
            self.report(
                Diagnostic::error(
                    "E0405",
                    span,
                    format!("the parameter `{name}` of the struct is written `Self.{name}` here"),
                )
                .suggest("say whose parameter it is", span.before(), "Self."),
            );
        }
        if let Some(node) = self.environment_node(fx, param, span) {
            return Some(node);
        }
        Some(self.param_node(param, value))
    }

    /// Whether a parameter is one of a struct itself, not of a method of it.
    fn is_struct_param(&self, param: ParamId) -> bool {
        match self.defs.param(param).parent {
            Parent::Struct(id) => self.defs.strukt(id).params.contains(&param),
            _ => false,
        }
    }

    pub fn param_node(&mut self, param: ParamId, value: Value) -> Node {
        match value {
            Value::Type(ty) => Node::Type(ty),
            Value::Int(_)
            | Value::Bool(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::DType(_)
            | Value::Aggregate(..) => {
                let span = self.defs.param(param).span;
                let ty = self.param_type(param, &value);
                Node::Value(constant(value, ty, span))
            }
            Value::Param(id) if self.is_value_param(id) => {
                let span = self.defs.param(param).span;
                let ty = self.param_type(param, &value);
                Node::Value(constant(value, ty, span))
            }
            Value::Function(id, args) => {
                let name = self.defs.function(id).name;
                Node::Functions(Box::new(Functions {
                    ids: std::rc::Rc::new(vec![id]),
                    name,
                    parent_args: args,
                    receiver: None,
                    explicit: Vec::new(),
                    is_abstract: false,
                    span: self.defs.param(param).span,
                }))
            }
            other => Node::Comptime(other),
        }
    }

    /// Whether a parameter is a value rather than a type: its declared type is no trait.
    pub fn is_value_param(&mut self, param: ParamId) -> bool {
        let info = self.defs.param(param);
        info.ty.is_some() && info.implicit.is_none() && self.bounds_of(param).is_empty()
    }

    /// The type of a value parameter.
    pub fn param_type(&mut self, param: ParamId, value: &Value) -> Ty {
        let info = self.defs.param(param).clone();
        match (&info.ty, value) {
            (_, Value::DType(_)) => self.lang_ty("DType"),
            (_, Value::Bool(_)) => self.bool_ty(),
            (_, Value::Aggregate(ty, _)) => *ty,
            (Some(ty), _) => {
                let mut inner = self.param_fx(param);
                let (ty, clean) = self.attempt(|cx| cx.type_of_expr(&mut inner, ty));
                let follows = clean && (ty.is_error() || crate::types::is_symbolic(ty));
                if follows { self.default_value_type(value) } else { ty }
            }
            (None, _) => self.default_value_type(value),
        }
    }

    fn default_value_type(&mut self, value: &Value) -> Ty {
        match value {
            Value::Int(_) => self.int_ty(),
            Value::Float(_) => self.scalar_ty(crate::types::DType::Float64),
            Value::Str(_) => self.lang_ty("StringSpan"),
            Value::Bool(_) => self.bool_ty(),
            Value::DType(_) => self.lang_ty("DType"),
            _ => Ty::error(),
        }
    }
}
