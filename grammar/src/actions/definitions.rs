//! Actions for functions, structs, traits and their parts.

use super::{Builder, take_docstring};
use crate::ast::*;
use crate::diagnostic::Edit;
use crate::errors;
use crate::span::Span;
use crate::symbol::Symbol;

/// One effect of a function's header.
pub enum Effect {
    /// With the type that is raised.
    Raises(Option<Expr>),
    Thin,
    Capturing,
    Escaping,
    Abi(Symbol),
}

/// What effects belong to.
#[derive(Clone, Copy, PartialEq)]
pub enum Owner {
    Function,
    Lambda,
    Type,
}

/// The parts of a function's header.
pub struct Signature {
    pub name: Name,
    pub params: Vec<Param>,
    pub args: Vec<ArgDef>,
    pub effects: Effects,
    pub captures: Option<Captures>,
    pub result: Option<ResultType>,
    pub constraint: Option<Expr>,
}

/// A convention, with the older word that it was written with.
pub struct WrittenConvention {
    convention: Convention,
    old: Option<(usize, usize, &'static str)>,
}

impl From<Convention> for WrittenConvention {
    fn from(convention: Convention) -> WrittenConvention {
        WrittenConvention { convention, old: None }
    }
}

impl WrittenConvention {
    pub fn old(convention: Convention, l: usize, r: usize, word: &'static str) -> WrittenConvention {
        WrittenConvention { convention, old: Some((l, r, word)) }
    }
}

impl Builder<'_> {
    /// Gathers effects that were written at most once each. `at` is where more could be inserted.
    pub fn effects(&mut self, list: Vec<(Effect, Span)>, at: usize, owner: Owner) -> Effects {
        let mut effects = Effects { span: self.span(at, at), ..Effects::default() };
        for (effect, span) in list {
            let twice = match effect {
                Effect::Raises(ty) => effects.raises.replace(Raises { ty, span }).is_some(),
                Effect::Abi(text) => effects.abi.replace(text.as_str().to_string()).is_some(),
                Effect::Capturing => std::mem::replace(&mut effects.capturing, true),
                Effect::Thin => {
                    if owner != Owner::Type {
                        self.report(errors::effect_of_types(span, "thin"));
                    }
                    std::mem::replace(&mut effects.thin, true)
                }
                Effect::Escaping => {
                    self.report(errors::escaping(span));
                    std::mem::replace(&mut effects.escaping, true)
                }
            };
            if twice {
                self.report(errors::order(span, "this effect is written twice"));
            }
        }
        effects
    }

    /// A function without its body, which follows.
    pub fn function(&mut self, is_async: bool, header: Span, signature: Signature) -> Box<Function> {
        let Signature { name, params, args, mut effects, captures, result, constraint } = signature;
        effects.is_async = is_async;
        let (decorators, docstring, body) = (Vec::new(), None, self.no_block());
        Box::new(Function {
            decorators,
            name,
            params,
            args,
            effects,
            captures,
            result,
            constraint,
            docstring,
            body,
            header,
        })
    }

    /// A struct without its body, which follows.
    pub fn strukt(
        &self,
        name: Name,
        params: Vec<Param>,
        conformances: Vec<Conformance>,
        constraint: Option<Expr>,
    ) -> Box<Struct> {
        let (decorators, docstring, body) = (Vec::new(), None, self.no_block());
        Box::new(Struct { decorators, name, params, conformances, constraint, docstring, body })
    }

    /// A trait without its body, which follows.
    pub fn trait_(&self, name: Name, params: Vec<Param>, bases: Vec<Expr>) -> Box<Trait> {
        Box::new(Trait { decorators: Vec::new(), name, params, bases, docstring: None, body: self.no_block() })
    }

    fn no_block(&self) -> Block {
        self.block(Vec::new(), 0, 0)
    }

    /// `@parameter` on a function is today's `@__parameter`.
    pub fn decorate_function(&mut self, mut decorators: Vec<Decorator>, mut function: Box<Function>) -> StmtKind {
        for decorator in &mut decorators {
            if let ExprKind::Name(name) = &mut decorator.expr.kind
                && *name == "parameter"
            {
                *name = Symbol::new("__parameter");
                self.report(errors::old_spelling(decorator.span, "@parameter", decorator.expr.span, "__parameter"));
            }
        }
        function.decorators = decorators;
        StmtKind::Function(function)
    }

    /// `[n: Int where n > 0]` is an older place of the condition. `from..to` holds it with its word.
    pub fn param_where(&mut self, from: usize, condition: Expr, to: usize) {
        let span = self.span(from, to);
        self.pending_where.push((condition, span));
    }

    /// The condition of a definition, with those that stood inside its parameter list. `end` is where one may stand now.
    pub fn constraint(&mut self, written: Option<Expr>, end: Option<usize>) -> Option<Expr> {
        let mut all = written;
        for (condition, span) in std::mem::take(&mut self.pending_where) {
            let text = &self.text[condition.span.start as usize..condition.span.end as usize];
            let insert = match &all {
                None => format!(" where {text}"),
                Some(_) => format!(" and {text}"),
            };
            let edits = end.map(|end| {
                let at = self.span(end, end);
                vec![Edit { span: at, text: insert }, Edit { span, text: String::new() }]
            });
            self.report(errors::where_in_parameters(condition.span, edits));
            all = Some(match all {
                None => condition,
                Some(first) => {
                    let span = first.span;
                    Expr { kind: ExprKind::And(Box::new(first), Box::new(condition)), span }
                }
            });
        }
        all
    }

    /// A convention as written; an older word is reported.
    fn convention(&mut self, written: Option<WrittenConvention>, is_self: bool) -> Convention {
        let Some(WrittenConvention { convention, old }) = written else { return Convention::Default };
        let Some((l, r, word)) = old else { return convention };
        let (convention, new) = match convention {
            // What a constructor makes is its result.
            Convention::Mut if is_self && self.in_constructor(l) => (Convention::Out, "out"),
            Convention::Mut => (Convention::Mut, "mut"),
            Convention::Var => (Convention::Var, "var"),
            Convention::Imm => (Convention::Imm, "imm"),
            other => (other, ""),
        };
        self.old(l, r, word, new);
        convention
    }

    /// Whether the header that the text ends in before `at` is that of a constructor.
    fn in_constructor(&self, at: usize) -> bool {
        let header = self.text[..at].trim_end().strip_suffix('(').unwrap_or_default();
        let name = header.rsplit_once(['\n', ' ']).map_or(header, |(_, name)| name);
        name.starts_with("__init__")
    }

    pub fn arg_def(
        &mut self,
        written: Option<WrittenConvention>,
        name: Name,
        ty: Option<Expr>,
        default: Option<Expr>,
    ) -> ArgDefKind {
        let convention = self.convention(written, name.symbol == "self");
        ArgDefKind::Named { convention, name, ty, default }
    }

    pub fn variadic(&mut self, written: Option<WrittenConvention>, name: Name, ty: Option<(bool, Expr)>) -> ArgDefKind {
        let convention = self.convention(written, false);
        let (pack, ty) = ty.unwrap_or_else(|| (false, self.missing_type(name)));
        ArgDefKind::Variadic { convention, name, ty, pack }
    }

    pub fn keywords(
        &mut self,
        written: Option<WrittenConvention>,
        at: usize,
        name: Name,
        ty: Option<Expr>,
    ) -> ArgDefKind {
        let convention = match written {
            Some(written) => self.convention(Some(written), false),
            None => {
                let (stars, before) = (self.span(at, at + 2), self.span(at, at));
                self.report(errors::keywords_without_var(stars, before));
                Convention::Var
            }
        };
        if convention != Convention::Var {
            let span = self.span(at, at + 2);
            self.report(errors::misplaced(span, "keyword arguments", "are owned: write `var **`"));
        }
        let ty = ty.unwrap_or_else(|| self.missing_type(name));
        ArgDefKind::Keywords { convention, name, ty }
    }

    fn missing_type(&mut self, name: Name) -> Expr {
        self.report(errors::missing_type(name.span, "argument", name.symbol.as_str()));
        Expr { kind: ExprKind::Error, span: name.span.after() }
    }

    pub fn function_type_arg(
        &mut self,
        written: Option<WrittenConvention>,
        name: Option<Name>,
        variadic: bool,
        ty: Expr,
    ) -> FunctionTypeArg {
        FunctionTypeArg { convention: self.convention(written, false), name, ty, variadic }
    }
}

pub fn decorate_struct(decorators: Vec<Decorator>, mut strukt: Box<Struct>) -> StmtKind {
    strukt.decorators = decorators;
    StmtKind::Struct(strukt)
}

pub fn decorate_trait(decorators: Vec<Decorator>, mut trait_: Box<Trait>) -> StmtKind {
    trait_.decorators = decorators;
    StmtKind::Trait(trait_)
}

pub fn function_body(mut function: Box<Function>, mut body: Block) -> Box<Function> {
    function.docstring = take_docstring(&mut body.body);
    function.body = body;
    function
}

pub fn struct_body(mut strukt: Box<Struct>, mut body: Block) -> Box<Struct> {
    strukt.docstring = take_docstring(&mut body.body);
    strukt.body = body;
    strukt
}

pub fn trait_body(mut trait_: Box<Trait>, mut body: Block) -> Box<Trait> {
    trait_.docstring = take_docstring(&mut body.body);
    trait_.body = body;
    trait_
}

pub fn conformance(expr: Expr, constraint: Option<Expr>) -> Conformance {
    match expr.kind {
        ExprKind::Not(inner) => Conformance { negative: true, trait_: *inner, constraint },
        _ => Conformance { negative: false, trait_: expr, constraint },
    }
}
