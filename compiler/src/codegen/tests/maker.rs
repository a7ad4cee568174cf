//! Builds small programs by hand: types, functions and their MIR.

use grammar::{FileId, SourceFile, SourceMap, Span, Symbol};

use crate::codegen::{Generated, Listing, Options, generate};
use crate::definitions::StructId;
use crate::hir::InstanceId;
use crate::mir::*;
use crate::program::*;
use crate::types::{ClosureId, DType, Passing, Ty, TyKind, Value};

pub(super) struct Maker {
    pub program: Program,
    pub bodies: Vec<Option<Body>>,
    pub sources: SourceMap,
    next_struct: u32,
}

/// Answers from the program's tables.
struct Tables<'p>(&'p Program);

impl Tables<'_> {
    fn strukt(&self, ty: Ty) -> Option<&StructInstance> {
        self.0.structs.iter().find(|s| s.ty == ty)
    }
}

impl TypeFacts for Tables<'_> {
    fn is_trivial(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Tuple(parts) => parts.iter().all(|part| self.is_trivial(*part)),
            TyKind::Struct(..) => self.strukt(ty).is_some_and(|s| s.trivial),
            TyKind::Closure(_) => false,
            _ => true,
        }
    }
    fn is_copyable(&self, ty: Ty) -> bool {
        self.strukt(ty).is_none_or(|s| s.copyable)
    }
    fn is_implicitly_copyable(&self, ty: Ty) -> bool {
        self.is_trivial(ty)
    }
    fn has_destructor(&self, ty: Ty) -> bool {
        self.strukt(ty).is_some_and(|s| s.deinit.is_some())
    }
    fn move_constructor(&self, ty: Ty) -> Option<InstanceId> {
        self.strukt(ty)?.move_
    }
    fn fields(&self, ty: Ty) -> Vec<(Symbol, Ty)> {
        self.strukt(ty).map(|s| s.fields.clone()).unwrap_or_default()
    }
    fn is_deinitable(&self, _: Ty) -> bool {
        true
    }
    fn display(&self, ty: Ty) -> String {
        self.strukt(ty).map_or_else(|| format!("{ty:?}"), |s| s.display.clone())
    }
}

impl Maker {
    pub(super) fn new(source: &str) -> Maker {
        let mut sources = SourceMap::default();
        sources.add(SourceFile::new("demo.mojo", source));
        Maker { program: Program::default(), bodies: Vec::new(), sources, next_struct: 0 }
    }

    pub(super) fn generate(&self) -> Generated {
        generate(
            &self.program,
            &self.bodies,
            &Tables(&self.program),
            &self.sources,
            &Options { listing: Some(Listing::All) },
        )
    }

    /// The listing of a program without problems.
    pub(super) fn listing(&self) -> String {
        let generated = self.generate();
        assert_eq!(generated.problems, []);
        generated.listing.unwrap_or_default()
    }

    /// The span of a line of the source.
    pub(super) fn line(&self, line: usize) -> Span {
        let file = self.sources.file(FileId(0));
        let start: usize = file.text.lines().take(line - 1).map(|l| l.len() + 1).sum();
        let indent = file.line_text(line).len() - file.line_text(line).trim_start().len();
        Span::new(FileId(0), start + indent, start + file.line_text(line).len())
    }

    fn instance(&mut self, name: &str, display: &str, args: Vec<Value>) -> StructInstance {
        self.next_struct += 1;
        StructInstance {
            ty: Ty::new(TyKind::Struct(StructId(self.next_struct), args)),
            name: Symbol::new(name),
            display: display.to_owned(),
            qualified: format!("demo.{display}"),
            fields: Vec::new(),
            rust: None,
            generics: Vec::new(),
            trivial: false,
            copyable: true,
            copy: None,
            move_: None,
            deinit: None,
            docstring: None,
            user: false,
            span: Span::default(),
        }
    }

    pub(super) fn bound(&mut self, name: &str, rust: &str, trivial: bool) -> Ty {
        if let Some(known) = self.program.structs.iter().find(|s| s.display == name) {
            return known.ty;
        }
        let mut instance = self.instance(name, name, Vec::new());
        instance.rust = Some(Symbol::new(rust));
        instance.trivial = trivial;
        let ty = instance.ty;
        self.program.structs.push(instance);
        ty
    }

    pub(super) fn simd(&mut self, dtype: DType, size: i64) -> Ty {
        let display = format!("SIMD[DType.{}, {size}]", dtype.name());
        if let Some(known) = self.program.structs.iter().find(|s| s.display == display) {
            return known.ty;
        }
        let values = vec![Value::DType(dtype), Value::int(size)];
        let mut instance = self.instance("SIMD", &display, values.clone());
        instance.rust = Some(Symbol::new("rt::simd::Simd<{dtype}, {size}>"));
        instance.generics = [Symbol::new("dtype"), Symbol::new("size")].into_iter().zip(values).collect();
        instance.trivial = true;
        let ty = instance.ty;
        self.program.structs.push(instance);
        ty
    }

    pub(super) fn int(&mut self) -> Ty {
        self.simd(DType::Int, 1)
    }

    pub(super) fn bool(&mut self) -> Ty {
        self.bound("Bool", "bool", true)
    }

    pub(super) fn string(&mut self) -> Ty {
        self.bound("String", "rt::text::String", false)
    }

    pub(super) fn error(&mut self) -> Ty {
        self.bound("Error", "rt::error::Error", false)
    }

    pub(super) fn pointer(&mut self, to: Ty) -> Ty {
        let mut instance = self.instance("Pointer", "Pointer[…]", vec![Value::Type(to)]);
        instance.rust = Some(Symbol::new("*mut {T}"));
        instance.generics = vec![(Symbol::new("T"), Value::Type(to))];
        instance.trivial = true;
        let ty = instance.ty;
        self.program.structs.push(instance);
        ty
    }

    pub(super) fn strukt(&mut self, name: &str, fields: &[(&str, Ty)]) -> Ty {
        let mut instance = self.instance(name, name, Vec::new());
        instance.fields = fields.iter().map(|(name, ty)| (Symbol::new(name), *ty)).collect();
        instance.user = true;
        instance.span = self.line(1);
        let ty = instance.ty;
        self.program.structs.push(instance);
        ty
    }

    pub(super) fn edit(&mut self, ty: Ty) -> &mut StructInstance {
        let at = self.program.structs.iter().position(|s| s.ty == ty).unwrap();
        &mut self.program.structs[at]
    }

    /// A function whose statements `build` makes.
    pub(super) fn function(
        &mut self,
        line: usize,
        name: &str,
        args: &[(&str, Ty, Passing)],
        result: Ty,
        build: impl FnOnce(&mut Fun<'_>),
    ) -> InstanceId {
        let id = self.declare(line, name, args, result);
        self.define(id, build);
        id
    }

    pub(super) fn declare(&mut self, line: usize, name: &str, args: &[(&str, Ty, Passing)], result: Ty) -> InstanceId {
        let id = InstanceId(self.program.functions.len() as u32);
        let span = self.line(line);
        self.program.functions.push(FunctionInstance {
            settled: false,
            id,
            name: name.to_owned(),
            display: name.to_owned(),
            args: args
                .iter()
                .map(|(name, ty, passing)| InstanceArg {
                    name: Symbol::new(name),
                    ty: *ty,
                    passing: *passing,
                    kind: ArgKind::Plain,
                })
                .collect(),
            result,
            returns_ref: None,
            may_dangle: false,
            raises: None,
            body: None,
            rust: None,
            generics: Vec::new(),
            docstring: None,
            inline: Inline::Default,
            user: true,
            generic: false,
            file: FileId(0),
            span,
        });
        self.bodies.push(None);
        id
    }

    pub(super) fn define(&mut self, id: InstanceId, build: impl FnOnce(&mut Fun<'_>)) {
        let args = &self.program.functions[id.0 as usize].args;
        let body = Body {
            locals: args
                .iter()
                .map(|arg| Local {
                    name: Some(arg.name),
                    ty: arg.ty,
                    kind: LocalKind::Arg(arg.passing),
                    span: Span::default(),
                })
                .collect(),
            arg_count: args.len(),
            out: None,
            block: Vec::new(),
            end: self.program.functions[id.0 as usize].span,
        };
        let mut fun = Fun { maker: self, id, body, blocks: vec![Vec::new()], line: 1 };
        build(&mut fun);
        let Fun { mut body, mut blocks, .. } = fun;
        body.block = blocks.pop().unwrap();
        self.bodies[id.0 as usize] = Some(body);
    }

    pub(super) fn raises(&mut self, id: InstanceId) {
        let error = self.error();
        self.program.functions[id.0 as usize].raises = Some(error);
    }

    pub(super) fn closure(&mut self, name: &str, captures: &[(&str, Ty, Option<bool>)], function: InstanceId) -> Ty {
        let id = ClosureId(self.program.closures.len() as u32);
        self.program.closures.push(ClosureInstance {
            id,
            name: Symbol::new(name),
            captures: captures
                .iter()
                .map(|(name, ty, by_reference)| CaptureField {
                    name: Symbol::new(name),
                    ty: *ty,
                    by_reference: *by_reference,
                })
                .collect(),
            function,
            span: self.line(1),
        });
        Ty::new(TyKind::Closure(id))
    }
}

/// A function in the making.
pub(super) struct Fun<'m> {
    pub maker: &'m mut Maker,
    pub id: InstanceId,
    pub body: Body,
    blocks: Vec<Block>,
    pub line: usize,
}

impl Fun<'_> {
    /// The following statements come from this line.
    pub(super) fn at(&mut self, line: usize) -> &mut Self {
        self.line = line;
        self
    }

    pub(super) fn push(&mut self, kind: StmtKind) -> &mut Self {
        let span = self.maker.line(self.line);
        self.blocks.last_mut().unwrap().push(Stmt { kind, span });
        self
    }

    pub(super) fn block(&mut self, build: impl FnOnce(&mut Self)) -> Block {
        self.blocks.push(Vec::new());
        build(self);
        self.blocks.pop().unwrap()
    }

    pub(super) fn arg(&self, index: u32) -> Place {
        Place { local: LocalId(index), projections: Vec::new(), ty: self.body.locals[index as usize].ty }
    }

    /// A local without a `Declare`.
    pub(super) fn local(&mut self, name: &str, ty: Ty, kind: LocalKind) -> Place {
        let name = (!name.is_empty()).then(|| Symbol::new(name));
        self.body.locals.push(Local { name, ty, kind, span: Span::default() });
        self.arg(self.body.locals.len() as u32 - 1)
    }

    pub(super) fn var(&mut self, name: &str, ty: Ty) -> Place {
        let place = self.local(name, ty, LocalKind::Var { mutable: true });
        self.push(StmtKind::Declare(place.local));
        place
    }

    pub(super) fn temp(&mut self, ty: Ty, value: Rvalue) -> Place {
        let place = self.local("", ty, LocalKind::Temp);
        self.push(StmtKind::Declare(place.local));
        self.init(&place, value);
        place
    }

    pub(super) fn out(&mut self, name: &str) -> Place {
        let ty = self.maker.program.functions[self.id.0 as usize].result;
        let place = self.local(name, ty, LocalKind::Out);
        self.body.out = Some(place.local);
        place
    }

    pub(super) fn init(&mut self, place: &Place, value: Rvalue) -> &mut Self {
        self.push(StmtKind::Init(place.clone(), value))
    }

    pub(super) fn int(&mut self, n: i64) -> Operand {
        Operand::Const(Value::int(n), self.maker.int())
    }

    pub(super) fn call(&mut self, id: InstanceId, args: Vec<Arg>) -> Rvalue {
        let function = &self.maker.program.functions[id.0 as usize];
        Rvalue::Call(Call {
            callee: Callee::Instance(id),
            args,
            raises: function.raises,
            result: function.result,
            returns_ref: function.returns_ref.is_some(),
            cleanup: Vec::new(),
        })
    }
}

/// A call of a runtime function whose arguments are trivial values.
pub(super) fn rust(path: &str, result: Ty, args: Vec<Operand>) -> Rvalue {
    rust_with(path, Passing::Imm, result, args)
}

/// A call of a runtime function whose arguments are all passed in one way.
pub(super) fn rust_with(path: &str, passing: Passing, result: Ty, args: Vec<Operand>) -> Rvalue {
    Rvalue::Call(Call {
        callee: Callee::Rust { path: Symbol::new(path), generics: Vec::new(), passing: vec![passing; args.len()] },
        args: args.into_iter().map(Arg::Value).collect(),
        raises: None,
        result,
        returns_ref: false,
        cleanup: Vec::new(),
    })
}

pub(super) fn copy(place: &Place) -> Operand {
    Operand::Copy(place.clone())
}

pub(super) fn take(place: &Place) -> Operand {
    Operand::Move(place.clone())
}

pub(super) fn borrow(place: &Place, mutable: bool) -> Arg {
    Arg::Reference { place: place.clone(), mutable }
}

pub(super) fn project(place: &Place, projection: Projection, ty: Ty) -> Place {
    let mut projections = place.projections.clone();
    projections.push(projection);
    Place { local: place.local, projections, ty }
}

pub(super) fn field(place: &Place, index: usize, ty: Ty) -> Place {
    project(place, Projection::Field(index), ty)
}
