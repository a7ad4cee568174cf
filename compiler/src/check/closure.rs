//! Functions within functions: capture lists, lambdas, and what a captured name means inside.
//!
//! A nested function is entered into the table of definitions with a `Frame`: the scopes around it, with the variables
//! of the enclosing function turned into `Binding::Captured`. One that captures nothing is a function like any other.
//! One that captures gets a `ClosureInfo`; its value is the environment, and its body gets the environment as its first
//! local (`enter_closure`). Which names a body captures is found in its text, before it is checked.

mod capture;
mod errors;
mod free;
mod parameter;

use std::rc::Rc;

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashMap;

use self::capture::Plan;
use super::{Binding, CallArg, Env, Functions, Fx, Node, constant, stmt};
use crate::cx::Cx;
use crate::definitions::{FunctionId, Parent};
use crate::hir::{self, CaptureValue, ExprKind as H, LocalId, LocalKind, StmtKind as S};
use crate::program;
use crate::types::{ClosureId, Passing, Signature, Ty, TyKind, Value};

/// The surroundings of a nested function or of a `comptime` name with parameters.
#[derive(Clone, Debug)]
pub struct Frame {
    pub env: Env,
    /// The scopes around it and, last, one for its own arguments.
    pub scopes: Vec<FxHashMap<Symbol, Binding>>,
    pub self_ty: Option<Ty>,
    /// What the `Binding::Captured` of `scopes` stand for.
    pub variables: Vec<Variable>,
    pub closure: Option<ClosureId>,
    /// The function around it is only looked at for mistakes; so is this one.
    pub symbolic: bool,
}

/// A variable of an enclosing function.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: Symbol,
    pub ty: Ty,
    pub mutable: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A nested function that captures.
#[derive(Clone, Debug)]
pub struct ClosureInfo {
    pub name: Symbol,
    pub function: FunctionId,
    /// Index into `Tables::frames`.
    pub frame: u32,
    /// In the order of the environment's fields.
    pub captures: Vec<Captured>,
    pub copyable: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Captured {
    /// Index into `Frame::variables`.
    pub variable: usize,
    pub name: Symbol,
    pub ty: Ty,
    /// `Some(mutable)`: a pointer to the variable. `None`: a value of its own.
    pub by_reference: Option<bool>,
    /// The entry of the capture list.
    pub span: Span,
}

/// What the body of a closure reaches its captures through.
#[derive(Clone, Debug)]
pub struct Capturing {
    pub closure: ClosureId,
    pub environment: LocalId,
}

/// What a nested function turned out to be.
enum Made {
    Function(FunctionId),
    Closure(ClosureId, Vec<CaptureValue>),
}

impl Cx<'_> {
    /// A nested `def`.
    pub(super) fn nested_function(
        &mut self,
        fx: &mut Fx,
        function: &ast::Function,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let name = function.name;
        let overloads = match fx.scopes.last().and_then(|scope| scope.get(&name.symbol)) {
            Some(Binding::Functions(ids)) => Some(ids.clone()),
            _ => {
                self.check_redeclared(fx, &name);
                None
            }
        };
        match self.make_function(fx, function, span, None) {
            Made::Function(id) => {
                let mut ids = overloads.map(|ids| ids.to_vec()).unwrap_or_default();
                ids.push(id);
                fx.bind(name.symbol, Binding::Functions(Rc::new(ids)));
            }
            Made::Closure(id, values) => {
                let ty = Ty::new(TyKind::Closure(id));
                let local = fx.local(Some(name.symbol), ty, LocalKind::Var { mutable: true }, name.span);
                fx.bind(name.symbol, Binding::Local(local));
                let value = hir::Expr { kind: H::Closure(id, values), ty, span: name.span };
                out.push(stmt(S::Let(local, value), function.header));
            }
        }
    }

    /// A lambda: a function without a name. What it mentions is captured by immutable reference unless it says otherwise.
    pub fn lambda(&mut self, fx: &mut Fx, lambda: &ast::Lambda, expected: Option<Ty>, span: Span) -> Node {
        let _ = expected;
        let body_span = lambda.body.span;
        // Without `->` the result is `None`, and the value of the body is thrown away.
        let body = match lambda.result {
            Some(_) => ast::StmtKind::Return(Some(lambda.body.clone())),
            None => {
                let discard = ast::Expr { kind: ast::ExprKind::Underscore, span: body_span };
                ast::StmtKind::Assign { targets: vec![discard], value: lambda.body.clone() }
            }
        };
        let symbol = Symbol::new("lambda");
        let word = Span { end: span.start + "lambda".len() as u32, ..span };
        let function = ast::Function {
            decorators: Vec::new(),
            name: ast::Name { symbol, span: word },
            params: Vec::new(),
            args: lambda.args.clone(),
            effects: lambda.effects.clone(),
            captures: lambda.captures.clone(),
            result: lambda.result.clone(),
            constraint: None,
            docstring: None,
            body: ast::Block { body: vec![ast::Stmt { kind: body, span: body_span }], span: body_span },
            header: Span { end: body_span.start, ..span },
        };
        match self.make_function(fx, &function, span, Some(ast::Convention::Imm)) {
            Made::Function(id) => Node::Functions(Box::new(Functions {
                ids: Rc::new(vec![id]),
                name: symbol,
                parent_args: Vec::new(),
                receiver: None,
                explicit: Vec::new(),
                is_abstract: false,
                span,
            })),
            Made::Closure(id, values) => {
                let ty = Ty::new(TyKind::Closure(id));
                Node::Value(hir::Expr { kind: H::Closure(id, values), ty, span })
            }
        }
    }

    fn make_function(
        &mut self,
        fx: &mut Fx,
        function: &ast::Function,
        span: Span,
        default: Option<ast::Convention>,
    ) -> Made {
        let is_lambda = default.is_some();
        let plan = self.capture_plan(fx, function, default);
        let (mut frame, index) = self.frame(fx);
        for name in &plan.refused {
            // Reported: the body's uses of it are not reported again.
            frame
                .scopes
                .iter_mut()
                .filter_map(|scope| scope.get_mut(name))
                .for_each(|b| *b = Binding::Node(Node::Error));
        }
        let id = self.add_function(fx.module, Parent::Local(index), function.clone(), span);
        let own_scope = frame.scopes.len() - 1;
        if plan.entries.is_empty() {
            if !is_lambda {
                frame.scopes[own_scope].insert(function.name.symbol, Binding::Functions(Rc::new(vec![id])));
                frame.scopes.push(FxHashMap::default());
            }
            self.tables.frames[index as usize] = Rc::new(frame);
            self.check_nested(id, span);
            return Made::Function(id);
        }
        let (closure, values) = self.make_closure(fx, function, plan, &mut frame, index, id);
        self.tables.frames[index as usize] = Rc::new(frame);
        self.check_nested(id, span);
        Made::Closure(closure, values)
    }

    /// The environment's fields, and the values that they get here.
    fn make_closure(
        &mut self,
        fx: &mut Fx,
        function: &ast::Function,
        plan: Plan,
        frame: &mut Frame,
        index: u32,
        id: FunctionId,
    ) -> (ClosureId, Vec<CaptureValue>) {
        let closure = ClosureId(self.tables.closures.len() as u32);
        let (mut captures, mut values) = (Vec::new(), Vec::new());
        let mut copyable = true;
        for entry in plan.entries {
            let Some(variable) = frame.variable(entry.name) else { continue };
            let Some(Node::Place(place)) = self.name(fx, entry.name, entry.span) else { continue };
            let ty = place.ty;
            let by_reference = match entry.convention {
                ast::Convention::Mut => Some(true),
                ast::Convention::Ref(_) => Some(place.mutable),
                ast::Convention::Var => None,
                _ => Some(false),
            };
            self.use_type(ty);
            if by_reference.is_some() {
                let pointer = self.pointer_to(ty);
                self.use_type(pointer);
            }
            copyable &= by_reference.is_some() || self.is_implicitly_copyable_ty(ty);
            values.push(match (by_reference, entry.transfer) {
                (Some(_), _) => CaptureValue::Reference(place),
                (None, true) => CaptureValue::Value(super::stmt::moved(place)),
                (None, false) => CaptureValue::Value(self.owned(fx, Node::Place(place), entry.span)),
            });
            captures.push(Captured { variable, name: entry.name, ty, by_reference, span: entry.span });
        }
        frame.closure = Some(closure);
        let fields = captures
            .iter()
            .map(|c| program::CaptureField { name: c.name, ty: c.ty, by_reference: c.by_reference })
            .collect();
        self.tables.closures.push(ClosureInfo {
            name: function.name.symbol,
            function: id,
            frame: index,
            captures,
            copyable,
            span: function.header,
        });
        self.tables.program.closures.push(program::ClosureInstance {
            id: closure,
            name: function.name.symbol,
            captures: fields,
            function: hir::InstanceId(u32::MAX),
            span: function.header,
        });
        (closure, values)
    }

    /// Sees to it that the body is checked, even if nobody calls it.
    fn check_nested(&mut self, id: FunctionId, span: Span) {
        if !self.all_params(id).is_empty() {
            // Its instances are made by calls. In a generic definition it is one itself, checked with what is around it.
            if self.is_nested_in_symbolic(id) {
                let args = self.symbolic_args(id);
                self.instance(id, &args, span);
            }
            return;
        }
        let instance = self.instance(id, &[], span);
        if let Parent::Local(frame) = self.defs.function(id).parent
            && let Some(closure) = self.tables.frames[frame as usize].closure
            && let Some(entry) = self.tables.program.closures.get_mut(closure.0 as usize)
        {
            entry.function = instance;
        }
    }

    /// A frame for a definition that stands here, without captures.
    pub(super) fn add_frame(&mut self, fx: &mut Fx) -> u32 {
        let (frame, index) = self.frame(fx);
        self.tables.frames[index as usize] = Rc::new(frame);
        index
    }

    /// The scopes around a definition as they look from inside of it, and the frame's place in the table.
    fn frame(&mut self, fx: &mut Fx) -> (Frame, u32) {
        let mut variables = Vec::new();
        let mut scopes = Vec::with_capacity(fx.scopes.len() + 1);
        for scope in fx.scopes.clone() {
            let mut inner = FxHashMap::default();
            for (name, binding) in scope {
                let place = match &binding {
                    Binding::Local(id) => Some(fx.place(*id, fx.locals[id.0 as usize].span)),
                    Binding::Captured(index) => match self.captured(fx, *index, Span::default()) {
                        Node::Place(place) => Some(place),
                        _ => None,
                    },
                    Binding::Node(Node::Place(place)) => Some(place.clone()),
                    _ => {
                        inner.insert(name, binding);
                        continue;
                    }
                };
                let meaning = match place.filter(|place| !place.ty.is_error()) {
                    Some(place) => {
                        variables.push(Variable { name, ty: place.ty, mutable: place.mutable, span: place.span });
                        Binding::Captured(variables.len() - 1)
                    }
                    None => Binding::Node(Node::Error),
                };
                inner.insert(name, meaning);
            }
            scopes.push(inner);
        }
        scopes.push(FxHashMap::default());
        let frame =
            Frame { env: fx.env.clone(), scopes, self_ty: fx.self_ty, variables, closure: None, symbolic: fx.symbolic };
        // Its place is taken before the definition is entered, which names it.
        let index = self.tables.frames.len() as u32;
        self.tables.frames.push(Rc::new(frame.clone()));
        (frame, index)
    }

    /// Makes the environment the first local of a closure's body, and its own name mean it. To be called before the
    /// arguments are declared; tells the local.
    pub fn enter_closure(&mut self, fx: &mut Fx, function: FunctionId) -> Option<LocalId> {
        let closure = self.closure_of(function)?;
        let info = &self.tables.closures[closure.0 as usize];
        let (name, span) = (info.name, info.span);
        let environment = fx.local(None, Ty::new(TyKind::Closure(closure)), LocalKind::Arg(Passing::Imm), span);
        fx.closure = Some(Capturing { closure, environment });
        fx.bind(name, Binding::Local(environment));
        Some(environment)
    }

    /// The closure whose body a function is, if it captures.
    pub fn closure_of(&self, function: FunctionId) -> Option<ClosureId> {
        match self.defs.function(function).parent {
            Parent::Local(frame) => self.tables.frames.get(frame as usize)?.closure,
            _ => None,
        }
    }

    /// A closure's function with the environment as its receiver: what is called, or given parameters.
    pub fn closure_functions(&mut self, id: ClosureId, closure: Node, span: Span) -> Functions {
        let info = &self.tables.closures[id.0 as usize];
        Functions {
            ids: Rc::new(vec![info.function]),
            name: info.name,
            parent_args: Vec::new(),
            receiver: Some(closure),
            explicit: Vec::new(),
            is_abstract: false,
            span,
        }
    }

    pub fn call_closure(
        &mut self,
        fx: &mut Fx,
        id: ClosureId,
        closure: Node,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Node {
        let functions = self.closure_functions(id, closure, span);
        self.call_functions(fx, functions, args, None, span)
    }

    /// The environment as the first argument of an instance.
    pub fn closure_arg(&self, function: FunctionId) -> Option<program::InstanceArg> {
        let ty = Ty::new(TyKind::Closure(self.closure_of(function)?));
        let name = Symbol::new("environment");
        Some(program::InstanceArg { name, ty, passing: Passing::Imm, kind: program::ArgKind::Plain })
    }

    /// A call of a closure's function, with the environment as its first argument.
    pub fn with_environment(
        &mut self,
        fx: &mut Fx,
        mut call: hir::Call,
        functions: &Functions,
        span: Span,
    ) -> hir::Call {
        let is_closure = functions.ids.iter().any(|id| self.closure_of(*id).is_some());
        if let Some(receiver) = functions.receiver.clone().filter(|_| is_closure) {
            let place = self.to_place(fx, receiver, span);
            call.args.insert(0, hir::Arg::Reference { place, mutable: false });
            call.borrows.iter_mut().for_each(|index| *index += 1);
            if call.returns_ref || self.may_borrow(call.result) {
                call.borrows.insert(0, 0);
            }
        }
        call
    }

    /// What a name of an enclosing function means here.
    pub fn captured(&mut self, fx: &mut Fx, index: usize, span: Span) -> Node {
        let Parent::Local(frame) = fx.parent else { return Node::Error };
        let frame = self.tables.frames[frame as usize].clone();
        let Some(variable) = frame.variables.get(index) else { return Node::Error };
        let Some(Capturing { closure, environment }) = fx.closure.clone() else {
            if fx.comptime > 0 {
                // Only its type can matter.
                return Node::Value(constant(Value::Deferred, variable.ty, span));
            }
            if span != Span::default() {
                self.report(errors::not_here(variable.name, span, variable.span));
            }
            return Node::Error;
        };
        let info = &self.tables.closures[closure.0 as usize];
        let Some(position) = info.captures.iter().position(|c| c.variable == index) else { return Node::Error };
        let capture = info.captures[position].clone();
        let base = hir::Place {
            kind: hir::PlaceKind::Local(environment),
            ty: Ty::new(TyKind::Closure(closure)),
            mutable: false,
            span,
        };
        let Some(mutable) = capture.by_reference else {
            return Node::Place(super::call::field_place(&base, position, capture.ty, span));
        };
        let pointer = self.pointer_to(capture.ty);
        let field = super::call::field_place(&base, position, pointer, span);
        let read = hir::Expr { kind: H::Copy(Box::new(field)), ty: pointer, span };
        Node::Place(hir::Place { kind: hir::PlaceKind::Deref(Box::new(read)), ty: capture.ty, mutable, span })
    }

    /// The fields of a closure's environment: captured references are pointers.
    pub fn closure_fields(&mut self, id: ClosureId) -> Vec<(Symbol, Ty)> {
        let captures = self.tables.closures[id.0 as usize].captures.clone();
        captures
            .into_iter()
            .map(|c| (c.name, if c.by_reference.is_some() { self.pointer_to(c.ty) } else { c.ty }))
            .collect()
    }

    pub fn closure_is_copyable(&self, id: ClosureId) -> bool {
        self.tables.closures[id.0 as usize].copyable
    }

    /// The type of calls of a closure: its environment is no argument of it.
    pub fn closure_signature(&mut self, id: ClosureId) -> Signature {
        let function = self.tables.closures[id.0 as usize].function;
        let args = self.identity_args(function);
        let sig = self.signature(function, &args);
        Signature {
            args: sig.args.iter().map(|arg| (arg.passing, arg.ty)).collect(),
            result: sig.result,
            raises: sig.raises,
            c: false,
        }
    }

    /// Where a captured variable that may not change was captured, and what to write instead.
    pub(super) fn captured_words(&self, fx: &Fx, place: &hir::Place) -> (Option<(Span, String)>, Vec<String>) {
        let index = capture_index(place);
        let capture = fx
            .closure
            .as_ref()
            .and_then(|c| self.tables.closures.get(c.closure.0 as usize))
            .and_then(|info| info.captures.get(index?));
        match capture {
            Some(capture) => {
                let name = capture.name;
                let words = match capture.by_reference {
                    Some(_) => format!("`{name}` is captured by immutable reference"),
                    None => format!("`{name}` is a copy of its own, which does not change"),
                };
                (Some((capture.span, words)), vec![format!("capture it as `mut {name}` to change the outer variable")])
            }
            None => (None, Vec::new()),
        }
    }
}

impl Frame {
    /// The innermost variable of a name.
    fn variable(&self, name: Symbol) -> Option<usize> {
        self.scopes.iter().rev().find_map(|scope| scope.get(&name)).and_then(|binding| match binding {
            Binding::Captured(index) => Some(*index),
            _ => None,
        })
    }
}

/// The field of the environment that a place starts with.
fn capture_index(place: &hir::Place) -> Option<usize> {
    match &place.kind {
        hir::PlaceKind::Field(base, index) => match base.kind {
            hir::PlaceKind::Local(_) => Some(*index),
            _ => capture_index(base),
        },
        hir::PlaceKind::Deref(pointer) => match &pointer.kind {
            H::Copy(inner) => capture_index(inner),
            _ => None,
        },
        _ => None,
    }
}
