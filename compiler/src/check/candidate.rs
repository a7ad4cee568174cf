//! Candidates of overload resolution: whether a declaration takes the arguments of a call, and how well.

mod score;
mod solve;

use std::rc::Rc;

use grammar::{Fix, Span};

use super::call::CallArg;
use super::infer::Solution;
use super::signature::Sig;
use super::{Functions, Fx};
use crate::cx::Cx;
use crate::definitions::FunctionId;
use crate::program::ArgKind;
use crate::types::{ParamId, Passing, Ty, TyKind, Value};

/// Smaller is better, the first difference decides: implicit conversions, literals that are not taken as such, a variadic
/// that takes something, conventions, number of parameters, how little the declared types say, static, `@implicit`,
/// literals without their default type.
pub type Score = [u32; 9];

/// A declaration that takes the arguments.
#[derive(Clone, Debug)]
pub struct Match {
    pub id: FunctionId,
    /// Arguments of all its parameters.
    pub values: Vec<Value>,
    pub sig: Rc<Sig>,
    /// For each argument of the declaration, what it gets.
    pub slots: Vec<Slot>,
    pub score: Score,
    /// Its `where` holds for some arguments of the generic definition that is being checked, and not for others.
    pub depends: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    Receiver,
    Arg(usize),
    Default,
    /// Of a variadic, a pack or `**kwargs`.
    Many(Vec<usize>),
}

/// Why a declaration does not take the arguments. `{name}` in the text stands for the function's name.
#[derive(Clone, Debug)]
pub struct Mismatch {
    pub code: &'static str,
    pub text: String,
    pub span: Option<Span>,
    pub helps: Vec<String>,
    pub fixes: Vec<Fix>,
}

impl Mismatch {
    pub fn new(code: &'static str, span: Option<Span>, text: impl Into<String>) -> Mismatch {
        Mismatch { code, text: text.into(), span, helps: Vec::new(), fixes: Vec::new() }
    }

    /// Nobody is going to read why.
    pub fn unexplained() -> Mismatch {
        Mismatch::new("E0522", None, String::new())
    }

    pub fn help(mut self, help: impl Into<String>) -> Mismatch {
        self.helps.push(help.into());
        self
    }
}

impl Cx<'_> {
    pub fn match_candidate(
        &mut self,
        fx: &mut Fx,
        id: FunctionId,
        functions: &Functions,
        args: &[CallArg<'_>],
    ) -> Result<Match, Mismatch> {
        let params = self.all_params(id);
        let mut solution = Solution::new(&params);
        for (index, value) in functions.parent_args.iter().enumerate().take(params.len()) {
            if *value != Value::Unbound {
                solution.values[index] = Some(value.clone());
            }
        }
        self.bind_explicit(&mut solution, functions, id)?;
        let generic = self.generic_signature(id);
        // A closure takes its environment besides its arguments.
        let is_static = self.defs.function(id).is_static || self.closure_of(id).is_some();
        let receiver = functions.receiver.as_ref().filter(|_| !is_static);
        let slots = self.lay_out(&generic, receiver.is_some(), args)?;

        self.infer_from(fx, &mut solution, &generic, &slots, receiver, args);
        let values = self.finish_solution(&mut solution).map_err(|param| {
            let name = self.defs.param(param).name;
            if name.as_str().starts_with('$') {
                Mismatch::new("E0524", None, "a parameter of `{name}` cannot be inferred from the arguments")
            } else {
                Mismatch::new(
                    "E0524",
                    None,
                    format!("the parameter `{name}` of `{{name}}` cannot be inferred from the arguments"),
                )
                .help(format!("give it explicitly: `{{name}}[{name}=…]`").replace("{name}", functions.name.as_str()))
            }
        })?;
        let mut depends = false;
        if !functions.is_abstract {
            self.check_bounds(&params, &values)?;
            self.check_value_params(id, &params, &values)?;
            depends = self.check_where(id, &values)?;
        }
        let values = self.declared_values(id, &params, values);
        let takes_function = values.iter().any(|value| matches!(value, Value::Closure(_) | Value::Function(..)));
        let sig = match (params.is_empty(), takes_function) {
            (true, _) => generic.clone(),
            (false, false) => self.signature(id, &values),
            // A function for a parameter that stands for a type, as in `func: F`, is none.
            (false, true) => match self.attempt(|cx| cx.signature(id, &values)) {
                (sig, true) => sig,
                _ => return Err(Mismatch::new("E0504", None, "a parameter of `{name}` is a type, not a function")),
            },
        };
        let mut score = [0; 9];
        score[4] = params.len() as u32;
        // The library's overloads are told apart by how much their types say; those of a program are ambiguous.
        if !self.is_user(id) {
            score[5] = 1000 - generic.args.iter().map(|formal| specificity(formal.ty)).sum::<u32>().min(1000);
        }
        score[6] = u32::from(is_static);
        score[7] = u32::from(self.defs.function(id).implicit);
        for (slot, formal) in slots.iter().zip(&sig.args) {
            match slot {
                Slot::Receiver => {
                    if let Some(node) = receiver {
                        self.score_arg(fx, &mut score, formal.ty, formal.passing, node, functions.span, formal.name)?;
                    }
                }
                Slot::Arg(index) => {
                    let arg = &args[*index];
                    self.score_call_arg(fx, &mut score, formal.ty, formal.passing, arg, formal.name)?;
                }
                Slot::Default => {}
                Slot::Many(indices) => {
                    // An empty variadic counts as a conversion, so that the overload without one wins.
                    score[if indices.is_empty() { 0 } else { 2 }] += u32::from(formal.kind != ArgKind::Keywords);
                    for (n, index) in indices.iter().enumerate() {
                        let arg = &args[*index];
                        let ty = match (formal.kind, formal.ty.kind()) {
                            (ArgKind::Pack, TyKind::Pack(tys)) => tys.get(n).copied().unwrap_or_else(Ty::error),
                            (_, TyKind::Variadic(element)) => *element,
                            (ArgKind::Keywords, _) => self.keywords_value(formal.ty),
                            _ => Ty::error(),
                        };
                        let passing = if formal.kind == ArgKind::Pack { formal.passing } else { Passing::Imm };
                        self.score_call_arg(fx, &mut score, ty, passing, arg, formal.name)?;
                    }
                }
            }
        }
        Ok(Match { id, values, sig, slots, score, depends })
    }

    /// The value type of the dictionary that `**kwargs` is.
    pub fn keywords_value(&self, dict: Ty) -> Ty {
        match dict.as_struct() {
            Some((_, [Value::Type(value), ..])) => *value,
            _ => Ty::error(),
        }
    }

    /// Binds the parameters given in brackets.
    fn bind_explicit(
        &mut self,
        solution: &mut Solution,
        functions: &Functions,
        id: FunctionId,
    ) -> Result<(), Mismatch> {
        if functions.explicit.is_empty() {
            return Ok(());
        }
        let own = self.defs.function(id).params.clone();
        let first = solution.params.len() - own.len();
        let mut position = 0;
        for (keyword, value) in &functions.explicit {
            let index = match keyword {
                Some(name) => own.iter().position(|p| self.defs.param(*p).name == *name),
                None => {
                    while own.get(position).is_some_and(|p| {
                        let info = self.defs.param(*p);
                        info.infer_only || (info.keyword_only && !info.variadic)
                    }) {
                        position += 1;
                    }
                    own.get(position).map(|_| position)
                }
            };
            let Some(index) = index else {
                return Err(match keyword {
                    Some(name) => Mismatch::new("E0504", None, format!("`{{name}}` has no parameter `{name}`")),
                    None => {
                        let count = own.iter().filter(|p| !self.defs.param(**p).infer_only).count();
                        let parameters = if count == 1 { "parameter" } else { "parameters" };
                        Mismatch::new("E0504", None, format!("`{{name}}` takes {count} {parameters}, more are given"))
                    }
                });
            };
            if self.defs.param(own[index]).variadic {
                match &mut solution.values[first + index] {
                    Some(Value::Pack(values)) => values.push(value.clone()),
                    slot => *slot = Some(Value::Pack(vec![value.clone()])),
                }
                continue;
            }
            if keyword.is_none() {
                position += 1;
            }
            if *value != Value::Unbound {
                self.check_kind(own[index], value)?;
                let value = self.fit_param(own[index], value.clone());
                solution.values[first + index] = Some(value);
            }
        }
        Ok(())
    }

    /// A type where a value is asked for, or a value where a type is: `size_of[T]` is not `size_of[dtype]`.
    fn check_kind(&mut self, param: ParamId, value: &Value) -> Result<(), Mismatch> {
        if self.is_origin_param(param) {
            return Ok(());
        }
        let wants_value = self.is_value_param(param);
        if wants_value && self.tables.understood.get(&param) == Some(&false) {
            return Ok(());
        }
        let fits = match value {
            Value::Type(ty) if self.symbolic => !wants_value || self.is_hazy(*ty) || ty.is_error(),
            Value::Type(ty) => !wants_value || crate::types::is_symbolic(*ty) || ty.is_error(),
            Value::Param(id) if self.symbolic => wants_value || self.defs.param(*id).variadic,
            Value::DType(_) | Value::Int(_) | Value::Bool(_) | Value::Str(_) | Value::Float(_) => wants_value,
            _ => true,
        };
        if fits {
            return Ok(());
        }
        let name = self.defs.param(param).name;
        let kind = if wants_value { "value" } else { "type" };
        Err(Mismatch::new("E0504", None, format!("the parameter `{name}` of `{{name}}` is a {kind}")))
    }

    /// A value as the argument of a parameter: an origin argument is erased.
    pub fn fit_param(&mut self, param: ParamId, value: Value) -> Value {
        if self.is_origin_param(param) {
            return Value::Origin(crate::types::Mutability::Any);
        }
        value
    }

    /// Which argument goes where.
    fn lay_out(&mut self, sig: &Sig, has_receiver: bool, args: &[CallArg<'_>]) -> Result<Vec<Slot>, Mismatch> {
        let formals = &sig.args;
        let mut slots: Vec<Option<Slot>> = vec![None; formals.len()];
        let mut next = 0;
        if has_receiver {
            if formals.is_empty() {
                return Err(Mismatch::new("E0525", None, "`{name}` takes no `self`"));
            }
            slots[0] = Some(Slot::Receiver);
            next = 1;
        }
        let first = next;
        for (index, arg) in args.iter().enumerate() {
            match arg.keyword {
                None => {
                    while formals.get(next).is_some_and(|f| f.kind == ArgKind::Plain && slots[next].is_some()) {
                        next += 1;
                    }
                    match formals.get(next) {
                        Some(f) if matches!(f.kind, ArgKind::Variadic | ArgKind::Pack) => match &mut slots[next] {
                            Some(Slot::Many(indices)) => indices.push(index),
                            slot => *slot = Some(Slot::Many(vec![index])),
                        },
                        Some(f) if f.kind == ArgKind::Plain && !f.keyword_only => {
                            slots[next] = Some(Slot::Arg(index));
                            next += 1;
                        }
                        _ => {
                            if self.brief {
                                return Err(Mismatch::unexplained());
                            }
                            let most =
                                formals[first..].iter().filter(|f| f.kind == ArgKind::Plain && !f.keyword_only).count();
                            let given = args.iter().filter(|a| a.keyword.is_none()).count();
                            return Err(Mismatch::new(
                                "E0525",
                                Some(arg.span),
                                format!(
                                    "`{{name}}` takes {}, but {given} {} given",
                                    arguments(most),
                                    if given == 1 { "is" } else { "are" }
                                ),
                            ));
                        }
                    }
                }
                Some(name) => {
                    let found =
                        formals.iter().position(|f| f.kind == ArgKind::Plain && f.name == name && !f.positional_only);
                    match found {
                        Some(at) if slots[at].is_none() => slots[at] = Some(Slot::Arg(index)),
                        Some(_) => {
                            return Err(Mismatch::new(
                                "E0525",
                                Some(arg.span),
                                format!("the argument `{name}` is given twice"),
                            ));
                        }
                        None => match formals.iter().position(|f| f.kind == ArgKind::Keywords) {
                            Some(at) => match &mut slots[at] {
                                Some(Slot::Many(indices)) => indices.push(index),
                                slot => *slot = Some(Slot::Many(vec![index])),
                            },
                            None if self.brief => return Err(Mismatch::unexplained()),
                            None => {
                                let names = formals.iter().filter(|f| f.kind == ArgKind::Plain).map(|f| f.name);
                                let similar = crate::similar::most_similar(name.as_str(), names);
                                let mut mismatch = Mismatch::new(
                                    "E0526",
                                    Some(arg.span),
                                    format!("`{{name}}` has no argument `{name}`"),
                                );
                                if let Some(similar) = similar {
                                    mismatch = mismatch.help(format!("a similar name exists: `{similar}`"));
                                }
                                return Err(mismatch);
                            }
                        },
                    }
                }
            }
        }
        let mut out = Vec::with_capacity(formals.len());
        for (slot, formal) in slots.into_iter().zip(formals) {
            out.push(match slot {
                Some(slot) => slot,
                None if formal.has_default => Slot::Default,
                None if formal.kind != ArgKind::Plain => Slot::Many(Vec::new()),
                None if self.brief => return Err(Mismatch::unexplained()),
                None => {
                    let mut mismatch = Mismatch::new(
                        "E0525",
                        None,
                        format!("the call of `{{name}}` misses the argument `{}`", formal.name),
                    );
                    // `open(path)` of older sources reads.
                    if let ("mode", Some(last)) = (formal.name.as_str(), args.last()) {
                        mismatch.fixes.push(Fix {
                            message: "a file is opened to read, \"r\", or to write, \"w\"".to_string(),
                            edits: vec![grammar::Edit { span: last.span.after(), text: ", \"r\"".to_string() }],
                            certain: false,
                        });
                    }
                    return Err(mismatch);
                }
            });
        }
        Ok(out)
    }

    fn check_bounds(&mut self, params: &[ParamId], values: &[Value]) -> Result<(), Mismatch> {
        for (param, value) in params.iter().zip(values) {
            let all: Vec<Ty> = match value {
                Value::Type(ty) => vec![*ty],
                Value::Pack(values) => values.iter().filter_map(Value::as_type).collect(),
                Value::Function(id, args) => vec![Ty::new(TyKind::FunctionItem(*id, args.clone()))],
                Value::Closure(id) => vec![Ty::new(TyKind::Closure(*id))],
                _ => continue,
            };
            for ty in all {
                // Bounds that mention other parameters are decided by the body.
                if let Some(bound) = self.unmet_bound(*param, ty, ty) {
                    let shown = self.show(ty);
                    return Err(Mismatch::new(
                        "E0501",
                        None,
                        format!("`{shown}` does not conform to `{bound}`, which `{{name}}` asks for"),
                    ));
                }
            }
        }
        Ok(())
    }

    /// The values of parameters with a declared type are of that type.
    fn check_value_params(&mut self, id: FunctionId, params: &[ParamId], values: &[Value]) -> Result<(), Mismatch> {
        let mut header = None;
        for (param, value) in params.iter().zip(values) {
            if matches!(value, Value::Type(_) | Value::Origin(_) | Value::Deferred | Value::Unbound | Value::Param(_))
                || !self.is_value_param(*param)
            {
                continue;
            }
            let info = self.defs.param(*param).clone();
            let Some(declared) = &info.ty else { continue };
            let fx = header.get_or_insert_with(|| {
                let mut fx = self.header_fx(id, values);
                fx.bare_params = true;
                fx
            });
            let (ty, clean) = self.attempt(|cx| cx.type_of_expr(fx, declared));
            if !clean || ty.is_error() || self.fits_value(ty, value) {
                continue;
            }
            let (wanted, found) = (self.show(ty), self.shown_value(value));
            let text = format!("the parameter `{}` of `{{name}}` must be `{wanted}`, found `{found}`", info.name);
            return Err(Mismatch::new("E0510", None, text));
        }
        Ok(())
    }

    /// Whether a compile-time value can be of a type, as far as that is plain.
    fn fits_value(&mut self, ty: Ty, value: &Value) -> bool {
        match value {
            Value::Function(id, args) => match ty.kind() {
                TyKind::FunctionPointer(wanted) => {
                    self.fits_function(Ty::new(TyKind::FunctionItem(*id, args.clone())), wanted)
                }
                _ => true,
            },
            Value::Str(_) => self.scalar_of(ty).is_none(),
            Value::Int(_) | Value::Float(_) => !self.is_lang(ty, "Bool") && !self.is_text_type(ty),
            Value::Bool(_) => self.is_lang(ty, "Bool") || self.scalar_of(ty).is_none() && !self.is_text_type(ty),
            _ => true,
        }
    }

    fn is_text_type(&mut self, ty: Ty) -> bool {
        self.is_lang(ty, "String") || self.is_lang(ty, "StringSpan") || self.is_lang(ty, "StringLiteral")
    }

    /// A compile-time value as a message names what was found.
    fn shown_value(&mut self, value: &Value) -> String {
        match value {
            Value::Function(id, args) => {
                let item = Ty::new(TyKind::FunctionItem(*id, args.clone()));
                match self.function_signature(item) {
                    Some(signature) => self.show(Ty::new(TyKind::FunctionPointer(Box::new(signature)))),
                    None => "function".to_string(),
                }
            }
            value => self.show_value(value, super::display::Style::Source),
        }
    }

    /// Whether it depends on arguments that are not known if the condition holds.
    fn check_where(&mut self, id: FunctionId, values: &[Value]) -> Result<bool, Mismatch> {
        let ast = self.defs.function(id).ast.clone();
        let Some(condition) = &ast.constraint else { return Ok(false) };
        let mut fx = self.header_fx(id, values);
        fx.bare_params = true;
        match self.comptime_condition(&mut fx, condition) {
            Some(false) => {
                let text = self.sources.text(condition.span).split_whitespace().collect::<Vec<_>>().join(" ");
                Err(Mismatch::new("E0527", None, format!("`{{name}}` needs `{text}`, which does not hold here")))
            }
            condition => Ok(condition.is_none()),
        }
    }
}

/// The local that a place is part of.
pub fn root_local(place: &crate::hir::Place) -> Option<crate::hir::LocalId> {
    match &place.kind {
        crate::hir::PlaceKind::Local(id) => Some(*id),
        crate::hir::PlaceKind::Field(base, _) | crate::hir::PlaceKind::Element(base, _) => root_local(base),
        _ => None,
    }
}

/// How much a declared type says: the number of constructors in it. A bare parameter says nothing.
fn specificity(ty: Ty) -> u32 {
    match ty.kind() {
        TyKind::Param(_) | TyKind::Assoc(..) => 0,
        TyKind::Struct(_, args) => 1 + args.iter().filter_map(Value::as_type).map(specificity).sum::<u32>(),
        TyKind::Tuple(tys) | TyKind::Pack(tys) => 1 + tys.iter().map(|ty| specificity(*ty)).sum::<u32>(),
        TyKind::Variadic(ty) => specificity(*ty),
        _ => 1,
    }
}

fn arguments(count: usize) -> String {
    match count {
        0 => "no arguments".to_string(),
        1 => "1 argument".to_string(),
        n => format!("{n} arguments"),
    }
}
