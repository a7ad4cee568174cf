//! A small notation for HIR bodies, so that tests read as text.
//!
//! ```text
//! (var a: Noisy, mut n: Int) -> Noisy
//!   var b: Noisy = make()
//!   use(&b)
//!   return move a
//! ```
//!
//! The first line has the arguments and the result; `out self: T` as the last argument is the result's slot. Statements are
//! `var`, `ref`, `place = value`, `if`/`else`, `loop`, `block`, `break`, `continue`, `return`, `raise`, `try`/`except`/`else`/
//! `finally` and values. Values are `copy` (implicit), `dup` (asked for) and `move` of places, calls of the functions in `FUNCTIONS`, numbers and booleans,
//! `T{…}`, `not`, `(a and b)`, `(a or b)`, `(a if c else b)`. `&` and `&mut` pass a place; a value there is a temporary.

use std::collections::HashMap;

use grammar::{FileId, Span, Symbol};

use crate::definitions::StructId;
use crate::hir::*;
use crate::program::{ArgKind, FunctionInstance, Inline, InstanceArg, Program, StructInstance, TypeFacts};
use crate::types::{ClosureId, Mutability, Passing, Ty, TyKind, Value};

/// Name, arguments, result, whether it raises, whether it returns a reference.
const FUNCTIONS: &[(&str, &str, &str, bool, bool)] = &[
    ("make", "", "Noisy", false, false),
    ("name", "var n: Int", "Noisy", false, false),
    ("risky", "", "Noisy", true, false),
    ("use", "imm n: Noisy", "None", false, false),
    ("use2", "imm a: Noisy, imm b: Noisy", "None", false, false),
    ("eat", "var n: Noisy", "None", false, false),
    ("eat_risky", "var n: Noisy", "None", true, false),
    ("pass", "var n: Noisy", "Noisy", false, false),
    ("same", "imm n: Noisy", "Noisy", false, false),
    ("change", "mut n: Noisy", "None", false, false),
    ("length", "imm n: Noisy", "Int", false, false),
    ("work", "", "None", true, false),
    ("log", "", "None", false, false),
    ("test", "", "Bool", false, false),
    ("stop", "", "Never", false, false),
    ("error", "", "Error", false, false),
    ("show", "imm e: Error", "None", false, false),
    ("pair", "", "Pair", false, false),
    ("use_pair", "imm p: Pair", "None", false, false),
    ("list", "", "List", false, false),
    ("at", "ref l: List, var i: Int", "Noisy", false, true),
    ("append", "mut l: List, var n: Noisy", "None", false, false),
    ("size", "imm l: List", "Int", false, false),
    ("view", "imm l: List", "View", false, false),
    ("use_view", "imm v: View", "None", false, false),
    ("iter", "imm l: List", "Iter", false, false),
    ("next", "mut i: Iter", "Noisy", false, true),
    ("add", "var a: Int, var b: Int", "Int", false, false),
    ("mix", "mut a: Int, mut b: Int", "None", false, false),
    ("mix2", "mut a: Noisy, mut b: Noisy", "None", false, false),
    ("read_mix", "imm a: Noisy, mut b: Noisy", "None", false, false),
    ("bump", "mut a: Int", "Int", false, false),
    ("once", "", "Once", false, false),
    ("call", "imm f: Closure", "None", false, false),
];

pub(super) struct Types;

impl Types {
    pub fn find(name: &str) -> Ty {
        let args = |args: Vec<Value>, id| Ty::new(TyKind::Struct(StructId(id), args));
        match name {
            "None" => Ty::none(),
            "Never" => Ty::never(),
            "Int" => args(vec![], 0),
            "Bool" => args(vec![], 1),
            // Has a destructor that the user wrote.
            "Noisy" => args(vec![], 2),
            // Two of them.
            "Pair" => args(vec![], 3),
            // The same, with a destructor of its own.
            "Guard" => args(vec![], 4),
            "List" => args(vec![], 5),
            // Points at the elements of a list.
            "View" => args(vec![Value::Origin(Mutability::Imm)], 6),
            // Points at a list.
            "Iter" => args(vec![Value::Type(Types::find("List")), Value::Origin(Mutability::Imm)], 7),
            "Error" => args(vec![], 8),
            // Is not destroyed by itself.
            "Once" => args(vec![], 9),
            "Point" => args(vec![], 10),
            "Closure" => Ty::new(TyKind::Closure(ClosureId(0))),
            _ => panic!("no type {name}"),
        }
    }

    fn id(ty: Ty) -> u32 {
        ty.as_struct().map_or(u32::MAX, |(id, _)| id.0)
    }
}

impl TypeFacts for Types {
    fn is_trivial(&self, ty: Ty) -> bool {
        matches!(Types::id(ty), 0 | 1 | 6 | 7 | 10)
    }
    fn is_copyable(&self, ty: Ty) -> bool {
        !matches!(Types::id(ty), 3 | 4 | 9)
    }
    fn is_implicitly_copyable(&self, ty: Ty) -> bool {
        self.is_trivial(ty)
    }
    fn has_destructor(&self, ty: Ty) -> bool {
        matches!(Types::id(ty), 2 | 4 | 5)
    }
    fn move_constructor(&self, _: Ty) -> Option<InstanceId> {
        None
    }
    fn fields(&self, ty: Ty) -> Vec<(Symbol, Ty)> {
        let field = |name: &str, ty: &str| (Symbol::new(name), Types::find(ty));
        match Types::id(ty) {
            3 | 4 => vec![field("left", "Noisy"), field("right", "Noisy")],
            10 => vec![field("x", "Int"), field("y", "Int")],
            _ => Vec::new(),
        }
    }
    fn is_deinitable(&self, ty: Ty) -> bool {
        Types::id(ty) != 9
    }
    fn display(&self, ty: Ty) -> String {
        const NAMES: [&str; 11] =
            ["Int", "Bool", "Noisy", "Pair", "Guard", "List", "View", "Iter", "Error", "Once", "Point"];
        match ty.kind() {
            TyKind::None => "None".to_string(),
            TyKind::Never => "Never".to_string(),
            TyKind::Closure(_) => "Closure".to_string(),
            _ => NAMES.get(Types::id(ty) as usize).map_or("?", |name| name).to_string(),
        }
    }
}

/// A program of the functions above, and last the one of the text.
pub(super) fn program(text: &str) -> Program {
    let mut program = Program::default();
    for (name, args, result, raises, returns_ref) in FUNCTIONS {
        let args = split(args).iter().map(|arg| argument(arg)).collect();
        program.functions.push(function(name, args, Types::find(result), *raises, *returns_ref, None, Span::default()));
    }
    for name in ["Int", "Bool", "Noisy", "Pair", "Guard", "List", "View", "Iter", "Error", "Once", "Point"] {
        let ty = Types::find(name);
        let user = matches!(name, "Noisy" | "Guard");
        program.structs.push(StructInstance {
            ty,
            name: Symbol::new(name),
            display: name.to_string(),
            qualified: name.to_string(),
            fields: Types.fields(ty),
            rust: None,
            generics: Vec::new(),
            trivial: Types.is_trivial(ty),
            copyable: Types.is_copyable(ty),
            copy: None,
            move_: None,
            deinit: None,
            docstring: None,
            user,
            span: Span::default(),
        });
    }
    let mut parser = Parser::new(text);
    let header = parser.lines.remove(0).1;
    let (args, result) = header.split_once(')').expect("a header");
    let mut instance_args = Vec::new();
    for arg in split(args.trim_start_matches('(')) {
        let words: Vec<&str> = arg.splitn(2, ' ').collect();
        if words[0] == "out" {
            let (name, ty) = words[1].split_once(": ").expect("a type");
            parser.local(name, Types::find(ty), LocalKind::Out, parser.span_of(&arg));
            continue;
        }
        let arg_info = argument(&arg);
        parser.local(arg_info.name.as_str(), arg_info.ty, LocalKind::Arg(arg_info.passing), parser.span_of(&arg));
        instance_args.push(arg_info);
    }
    let result = result.trim().strip_prefix("->").map(str::trim).unwrap_or("None");
    let (returns_ref, result) = match result.strip_prefix("ref ") {
        Some(result) => (true, result),
        None => (false, result),
    };
    let out = parser.locals.iter().position(|local| local.kind == LocalKind::Out).map(|i| LocalId(i as u32));
    let block = parser.block(1);
    let body = Body {
        locals: parser.locals,
        arg_count: instance_args.len(),
        block,
        out,
        end: Span::new(FileId(0), text.len(), text.len()),
    };
    let result = Types::find(result);
    let span = Span::new(FileId(0), 0, text.len() + 1);
    program.functions.push(function("example", instance_args, result, true, returns_ref, Some(body), span));
    for (function, id) in program.functions.iter_mut().zip(0..) {
        function.id = InstanceId(id);
    }
    program
}

fn function(
    name: &str,
    args: Vec<InstanceArg>,
    result: Ty,
    raises: bool,
    returns_ref: bool,
    body: Option<Body>,
    span: Span,
) -> FunctionInstance {
    FunctionInstance {
        settled: false,
        id: InstanceId(0),
        name: name.to_string(),
        display: name.to_string(),
        args,
        result,
        returns_ref: returns_ref.then_some(true),
        may_dangle: false,
        raises: raises.then(|| Types::find("Error")),
        body,
        rust: None,
        generics: Vec::new(),
        docstring: None,
        inline: Inline::Default,
        user: true,
        generic: false,
        file: FileId(0),
        span,
    }
}

fn argument(text: &str) -> InstanceArg {
    let (how, rest) = text.split_once(' ').expect("a convention");
    let (name, ty) = rest.split_once(": ").expect("a type");
    let passing = match how {
        "imm" => Passing::Imm,
        "mut" => Passing::Mut,
        "var" => Passing::Var,
        "ref" => Passing::Ref,
        "deinit" => Passing::Deinit,
        _ => panic!("no convention {how}"),
    };
    InstanceArg { name: Symbol::new(name), ty: Types::find(ty), passing, kind: ArgKind::Plain }
}

/// The parts between commas that stand in no brackets.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..i].trim().to_string());
                start = i + 1;
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last.to_string());
    }
    parts
}

struct Parser {
    text: String,
    /// Indentation, text and byte offset of each line that is left.
    lines: Vec<(usize, String, usize)>,
    locals: Vec<Local>,
    names: HashMap<String, LocalId>,
    labels: Vec<LabelId>,
    next_label: u32,
    /// Where spans are searched from.
    cursor: usize,
}

impl Parser {
    fn new(text: &str) -> Parser {
        let mut offset = 0;
        let mut lines = Vec::new();
        for line in text.lines() {
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let indent = line.len() - line.trim_start().len();
                lines.push((indent / 2, trimmed.to_string(), offset + indent));
            }
            offset += line.len() + 1;
        }
        Parser {
            text: text.to_string(),
            lines,
            locals: Vec::new(),
            names: HashMap::new(),
            labels: Vec::new(),
            next_label: 0,
            cursor: 0,
        }
    }

    /// Where a part of the current line stands.
    fn span_of(&self, part: &str) -> Span {
        let from = self.cursor.min(self.text.len());
        let at = self.text[from..].find(part).map_or(from, |at| from + at);
        Span::new(FileId(0), at, at + part.len())
    }

    fn local(&mut self, name: &str, ty: Ty, kind: LocalKind, span: Span) -> LocalId {
        let id = LocalId(self.locals.len() as u32);
        let symbol = (!name.starts_with("__")).then(|| Symbol::new(name));
        self.locals.push(Local { name: symbol, ty, kind, span });
        self.names.insert(name.to_string(), id);
        id
    }

    fn label(&mut self) -> LabelId {
        self.next_label += 1;
        LabelId(self.next_label)
    }

    fn peek(&self, depth: usize, word: &str) -> bool {
        self.lines.first().is_some_and(|(indent, line, _)| *indent == depth && line.split(' ').next() == Some(word))
    }

    fn block(&mut self, depth: usize) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        while self.lines.first().is_some_and(|(indent, ..)| *indent == depth) {
            let (_, line, offset) = self.lines.remove(0);
            self.cursor = offset;
            let kind = self.stmt(&line, depth);
            stmts.push(Stmt { kind, span: Span::new(FileId(0), offset, offset + line.len()) });
        }
        stmts
    }

    fn stmt(&mut self, line: &str, depth: usize) -> StmtKind {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "var" => {
                let (left, value) = match rest.split_once(" = ") {
                    Some((left, value)) => (left, Some(self.expr(value))),
                    None => (rest, None),
                };
                let (name, ty) = left.split_once(": ").expect("a type");
                let span = self.span_of(name);
                let id = self.local(name, Types::find(ty), LocalKind::Var { mutable: true }, span);
                value.map_or(StmtKind::Declare(id), |value| StmtKind::Let(id, value))
            }
            "ref" => {
                let (name, place) = rest.split_once(" = ").expect("a place");
                let place = self.place(place);
                let span = self.span_of(name);
                let id = self.local(name, place.ty, LocalKind::Ref { mutable: true }, span);
                StmtKind::BindRef(id, place)
            }
            "if" => {
                let condition = self.expr(rest);
                let then = self.block(depth + 1);
                let mut otherwise = Vec::new();
                if self.peek(depth, "else") {
                    self.lines.remove(0);
                    otherwise = self.block(depth + 1);
                }
                StmtKind::If(condition, then, otherwise)
            }
            "loop" | "block" => {
                let label = self.label();
                self.labels.push(label);
                let body = self.block(depth + 1);
                self.labels.pop();
                if word == "loop" { StmtKind::Loop(label, body) } else { StmtKind::Labelled(label, body) }
            }
            "break" | "continue" => {
                // `break 1` leaves the block around the innermost one.
                let outer: usize = rest.parse().unwrap_or(0);
                let label = self.labels[self.labels.len() - 1 - outer];
                if word == "break" { StmtKind::Break(label) } else { StmtKind::Continue(label) }
            }
            "return" if rest.is_empty() => StmtKind::Return(None),
            "return" if rest.starts_with('&') => StmtKind::ReturnRef(self.place(&rest[1..])),
            "return" => StmtKind::Return(Some(self.expr(rest))),
            "raise" => StmtKind::Raise(self.expr(rest)),
            "try" => StmtKind::Try(Box::new(self.try_(depth))),
            _ => match line.split_once(" = ") {
                Some((place, value)) => {
                    let place = self.place(place);
                    StmtKind::Assign(place, self.expr(value))
                }
                None => StmtKind::Expr(self.expr(line)),
            },
        }
    }

    fn try_(&mut self, depth: usize) -> Try {
        let body = self.block(depth + 1);
        let mut except = None;
        if self.peek(depth, "except") {
            let (_, line, offset) = self.lines.remove(0);
            self.cursor = offset;
            let name = line.strip_prefix("except ").unwrap_or("__error");
            let span = self.span_of(name);
            let id = self.local(name, Types::find("Error"), LocalKind::Var { mutable: true }, span);
            except = Some((id, self.block(depth + 1)));
        }
        let part = |this: &mut Self, word: &str| {
            if !this.peek(depth, word) {
                return Vec::new();
            }
            this.lines.remove(0);
            this.block(depth + 1)
        };
        let otherwise = part(self, "else");
        let finally = part(self, "finally");
        Try { body, except, raises: Some(Types::find("Error")), otherwise, finally }
    }

    fn expr(&mut self, text: &str) -> Expr {
        let text = text.trim();
        let span = self.span_of(text);
        let make = |kind, ty| Expr { kind, ty, span };
        let bool_ty = Types::find("Bool");
        if let Ok(n) = text.parse::<i64>() {
            return make(ExprKind::Const(Value::int(n)), Types::find("Int"));
        }
        if text == "True" || text == "False" {
            return make(ExprKind::Const(Value::Bool(text == "True")), bool_ty);
        }
        if let Some(place) = text.strip_prefix("copy ") {
            // An implicit copy stands where its place does.
            let place = self.place(place);
            let (ty, span) = (place.ty, place.span);
            return Expr { kind: ExprKind::Copy(Box::new(place)), ty, span };
        }
        if let Some(place) = text.strip_prefix("dup ") {
            let place = self.place(place);
            let ty = place.ty;
            return make(ExprKind::Copy(Box::new(place)), ty);
        }
        if let Some(place) = text.strip_prefix("move ") {
            let place = self.place(place);
            let ty = place.ty;
            return make(ExprKind::Move(Box::new(place)), ty);
        }
        if let Some(value) = text.strip_prefix("not ") {
            let value = self.expr(value);
            return make(ExprKind::Not(Box::new(value)), bool_ty);
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            for (word, is_and) in [(" and ", true), (" or ", false)] {
                if let Some((a, b)) = inner.split_once(word) {
                    let (a, b) = (Box::new(self.expr(a)), Box::new(self.expr(b)));
                    return make(if is_and { ExprKind::And(a, b) } else { ExprKind::Or(a, b) }, bool_ty);
                }
            }
            if let Some((a, rest)) = inner.split_once(" if ") {
                let (condition, b) = rest.split_once(" else ").expect("an else");
                let (condition, a, b) = (self.expr(condition), self.expr(a), self.expr(b));
                let ty = a.ty;
                return make(ExprKind::If(Box::new(condition), Box::new(a), Box::new(b)), ty);
            }
            return self.expr(inner);
        }
        if let Some((ty, parts)) = text.strip_suffix('}').and_then(|t| t.split_once('{')) {
            if ty == "Closure" {
                let parts = split(parts);
                let captures = parts.iter().map(|part| match part.strip_prefix('&') {
                    Some(place) => CaptureValue::Reference(self.place(place)),
                    None => CaptureValue::Value(self.expr(part)),
                });
                let captures = captures.collect();
                return make(ExprKind::Closure(ClosureId(0), captures), Types::find(ty));
            }
            let parts = split(parts).iter().map(|part| self.expr(part)).collect();
            return make(ExprKind::Construct(parts), Types::find(ty));
        }
        let call = self.call(text);
        let ty = call.result;
        make(ExprKind::Call(Box::new(call)), ty)
    }

    fn call(&mut self, text: &str) -> Call {
        let (name, args) =
            text.strip_suffix(')').and_then(|t| t.split_once('(')).unwrap_or_else(|| panic!("no value: {text}"));
        let index = FUNCTIONS.iter().position(|f| f.0 == name).unwrap_or_else(|| panic!("no function {name}"));
        let (_, formals, result, raises, returns_ref) = FUNCTIONS[index];
        let formals: Vec<InstanceArg> = split(formals).iter().map(|arg| argument(arg)).collect();
        let args: Vec<Arg> = split(args)
            .iter()
            .map(|arg| match arg.strip_prefix('&') {
                Some(place) => {
                    let mutable = place.starts_with("mut ");
                    let place = place.strip_prefix("mut ").unwrap_or(place);
                    Arg::Reference { place: self.place(place), mutable }
                }
                None => Arg::Value(self.expr(arg)),
            })
            .collect();
        assert_eq!(args.len(), formals.len(), "{text}");
        let result = Types::find(result);
        let borrows = returns_ref || matches!(Types.display(result).as_str(), "View" | "Iter");
        Call {
            callee: Callee::Instance(InstanceId(index as u32)),
            args,
            raises: raises.then(|| Types::find("Error")),
            result,
            returns_ref,
            borrows: if borrows { vec![0] } else { Vec::new() },
        }
    }

    fn place(&mut self, text: &str) -> Place {
        let text = text.trim();
        let span = self.span_of(text);
        if let Some((base, field)) = text.rsplit_once('.').filter(|(_, f)| f.chars().all(char::is_alphanumeric)) {
            let base = self.place(base);
            let fields = Types.fields(base.ty);
            let index = fields
                .iter()
                .position(|(name, _)| name.as_str() == field)
                .unwrap_or_else(|| panic!("no field {field}"));
            let ty = fields[index].1;
            return Place { kind: PlaceKind::Field(Box::new(base), index), ty, mutable: true, span };
        }
        if let Some(id) = self.names.get(text) {
            let ty = self.locals[id.0 as usize].ty;
            return Place { kind: PlaceKind::Local(*id), ty, mutable: true, span };
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'))
            && let Some((a, rest)) = inner.split_once(" if ")
        {
            let (condition, b) = rest.split_once(" else ").expect("an else");
            let (condition, a, b) = (self.expr(condition), self.place(a), self.place(b));
            let ty = a.ty;
            return Place {
                kind: PlaceKind::If(Box::new(condition), Box::new(a), Box::new(b)),
                ty,
                mutable: true,
                span,
            };
        }
        let value = self.expr(text);
        let ty = value.ty;
        let kind = match value.kind {
            ExprKind::Call(call) if call.returns_ref => PlaceKind::RefCall(call),
            kind => PlaceKind::Temporary(Box::new(Expr { kind, ty, span })),
        };
        Place { kind, ty, mutable: true, span }
    }
}
