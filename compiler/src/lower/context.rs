//! What lowering and ownership ask about types and functions, remembered for a whole program.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use grammar::Symbol;
use rustc_hash::FxHashMap;

use super::scan;
use crate::hir::InstanceId;
use crate::mir::Callee;
use crate::program::{Program, StructInstance, TypeFacts};
use crate::types::{Passing, Ty, TyKind, Value};

pub struct Context<'a> {
    pub program: &'a Program,
    pub facts: &'a dyn TypeFacts,
    /// Bodies are looked at for mistakes; nobody wants their MIR.
    pub only_mistakes: bool,
    /// How many drafts there were so far, and how many nodes they had.
    pub drafts: Cell<usize>,
    pub nodes: Cell<usize>,
    structs: FxHashMap<Ty, &'a StructInstance>,
    infos: RefCell<FxHashMap<Ty, TypeInfo>>,
    fields: RefCell<FxHashMap<Ty, Fields>>,
    interior: RefCell<FxHashMap<InstanceId, bool>>,
    mentions: RefCell<FxHashMap<(Ty, Ty), bool>>,
}

type Fields = Rc<[(Symbol, Ty)]>;

#[derive(Clone, Copy, Debug, Default)]
pub struct TypeInfo {
    /// Copying is bitwise and nothing is to be destroyed.
    pub trivial: bool,
    /// Has a destructor of its own.
    pub destructor: bool,
    /// Destroying a value runs code of the user's.
    pub observable: bool,
    /// A value may point into something that it does not own.
    pub may_borrow: bool,
}

impl<'a> Context<'a> {
    pub fn new(program: &'a Program, facts: &'a dyn TypeFacts) -> Context<'a> {
        Context {
            program,
            facts,
            only_mistakes: false,
            drafts: Cell::new(0),
            nodes: Cell::new(0),
            structs: program.structs.iter().map(|s| (s.ty, s)).collect(),
            infos: RefCell::default(),
            fields: RefCell::default(),
            interior: RefCell::default(),
            mentions: RefCell::default(),
        }
    }

    pub fn info(&self, ty: Ty) -> TypeInfo {
        if let Some(info) = self.infos.borrow().get(&ty) {
            return *info;
        }
        let trivial = matches!(ty.kind(), TyKind::None | TyKind::Never | TyKind::Error | TyKind::FunctionItem(..))
            || ty.is_literal()
            || self.facts.is_trivial(ty);
        let mut info =
            TypeInfo { trivial, destructor: !trivial && self.facts.has_destructor(ty), ..TypeInfo::default() };
        // A struct may point at its own type: until it is known, it counts as one that is not observable.
        self.infos.borrow_mut().insert(ty, info);
        info.observable = !trivial && self.is_observable(ty, info.destructor);
        info.may_borrow = self.may_borrow(ty);
        self.infos.borrow_mut().insert(ty, info);
        info
    }

    fn is_observable(&self, ty: Ty, destructor: bool) -> bool {
        if destructor && self.structs.get(&ty).is_some_and(|s| s.user) {
            return true;
        }
        let in_args = match ty.kind() {
            TyKind::Struct(_, args) => args.iter().any(|arg| arg.as_type().is_some_and(|ty| self.info(ty).observable)),
            _ => false,
        };
        in_args || self.fields(ty).iter().any(|(_, ty)| self.info(*ty).observable)
    }

    /// The argument of a parameter that makes no difference to what may be done with the values of a generic body: a
    /// number, or a type whose values point at nothing and may be destroyed.
    pub fn is_plain_argument(&self, value: &Value) -> bool {
        match value {
            Value::Type(ty) => !self.info(*ty).may_borrow && self.facts.is_deinitable(*ty),
            Value::Int(_) | Value::Bool(_) | Value::Str(_) | Value::DType(_) | Value::Float(_) | Value::Origin(_) => {
                true
            }
            _ => false,
        }
    }

    /// A value through which nothing else can be reached: numbers and what is made of them.
    pub fn is_plain(&self, ty: Ty) -> bool {
        if !self.info(ty).trivial {
            return false;
        }
        match ty.kind() {
            TyKind::Struct(_, args) => {
                args.iter().all(|arg| !matches!(arg, Value::Type(_) | Value::Origin(_) | Value::Pack(_)))
                    && self.fields(ty).iter().all(|(_, ty)| self.is_plain(*ty))
            }
            TyKind::Tuple(tys) => tys.iter().all(|ty| self.is_plain(*ty)),
            TyKind::None | TyKind::Never | TyKind::FunctionItem(..) => true,
            _ => ty.is_literal(),
        }
    }

    fn may_borrow(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Struct(_, args) => args.iter().any(|arg| match arg {
                Value::Origin(_) => true,
                Value::Type(ty) => self.info(*ty).may_borrow,
                _ => false,
            }),
            TyKind::Tuple(tys) => tys.iter().any(|ty| self.info(*ty).may_borrow),
            TyKind::Closure(_) => true,
            _ => false,
        }
    }

    /// A struct of the language's own that has no fields.
    pub fn has_no_parts(&self, ty: Ty) -> bool {
        match self.structs.get(&ty) {
            Some(strukt) => strukt.rust.is_none() && strukt.fields.is_empty(),
            // Of a generic definition that is checked for itself.
            None => matches!(ty.kind(), TyKind::Struct(..)) && self.fields(ty).is_empty(),
        }
    }

    /// The fields of a struct, closure environment or tuple.
    pub fn fields(&self, ty: Ty) -> Fields {
        if let Some(fields) = self.fields.borrow().get(&ty) {
            return fields.clone();
        }
        let fields: Fields = match ty.kind() {
            TyKind::Struct(..) | TyKind::Tuple(_) | TyKind::Closure(_) => self.facts.fields(ty).into(),
            _ => Rc::new([]),
        };
        self.fields.borrow_mut().insert(ty, fields.clone());
        fields
    }

    /// How a callee takes its arguments, as far as that is known.
    pub fn passing(&self, callee: &Callee, index: usize, pointer: Option<Ty>) -> Option<Passing> {
        match callee {
            Callee::Instance(id) => self.program.functions.get(id.0 as usize)?.args.get(index).map(|arg| arg.passing),
            Callee::Rust { passing, .. } | Callee::Abstract { passing } => passing.get(index).copied(),
            Callee::Pointer(_) => match pointer?.kind() {
                TyKind::FunctionPointer(signature) => signature.args.get(index).map(|(passing, _)| *passing),
                _ => None,
            },
            Callee::External(_) => Some(Passing::Var),
        }
    }

    /// Whether the reference that a function returns may point at memory that its argument owns elsewhere, so that a change of
    /// the argument may move or free it. A reference to a field does not.
    pub fn returns_interior(&self, callee: &Callee) -> bool {
        match callee {
            Callee::Instance(id) => self.instance_returns_interior(*id),
            _ => true,
        }
    }

    pub fn instance_returns_interior(&self, id: InstanceId) -> bool {
        if let Some(known) = self.interior.borrow().get(&id) {
            return *known;
        }
        self.interior.borrow_mut().insert(id, true);
        let body = self.program.functions.get(id.0 as usize).and_then(|f| f.body.as_ref());
        let interior = body.is_none_or(|body| scan::returns_interior(self, body));
        self.interior.borrow_mut().insert(id, interior);
        interior
    }

    /// Whether a type is made of another: the type itself, an argument of it, or of one of its fields.
    pub fn is_made_of(&self, ty: Ty, part: Ty) -> bool {
        if ty == part {
            return true;
        }
        if let Some(known) = self.mentions.borrow().get(&(ty, part)) {
            return *known;
        }
        self.mentions.borrow_mut().insert((ty, part), false);
        let in_args = match ty.kind() {
            TyKind::Struct(_, args) => args.iter().any(|arg| arg.as_type().is_some_and(|ty| self.is_made_of(ty, part))),
            _ => false,
        };
        let found = in_args || self.fields(ty).iter().any(|(_, ty)| self.is_made_of(*ty, part));
        self.mentions.borrow_mut().insert((ty, part), found);
        found
    }
}
