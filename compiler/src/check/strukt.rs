//! What is known of a type as a whole: its fields, and how its values are copied, moved and destroyed.

use std::rc::Rc;

use grammar::Symbol;

use crate::cx::Cx;
use crate::definitions::{FunctionId, StructId};
use crate::types::{Ty, TyKind, Value};

#[derive(Clone, Debug, Default)]
pub struct StructInfo {
    pub fields: Vec<(Symbol, Ty)>,
    /// The user's copy constructor, move constructor and destructor.
    pub copy: Option<FunctionId>,
    pub move_: Option<FunctionId>,
    pub deinit: Option<FunctionId>,
}

impl Cx<'_> {
    /// The fields of a struct type in order of declaration; of a tuple, numbered. Other types have none.
    pub fn struct_fields(&mut self, ty: Ty) -> Vec<(Symbol, Ty)> {
        match ty.kind() {
            TyKind::Struct(..) => self.struct_info(ty).fields.clone(),
            TyKind::Tuple(tys) => tys.iter().enumerate().map(|(i, ty)| (Symbol::new(&i.to_string()), *ty)).collect(),
            TyKind::Closure(id) => self.closure_fields(*id),
            _ => Vec::new(),
        }
    }

    pub fn struct_info(&mut self, ty: Ty) -> Rc<StructInfo> {
        if let Some(info) = self.tables.structs.get(&ty) {
            return info.clone();
        }
        let TyKind::Struct(id, args) = ty.kind() else { return Rc::default() };
        // A struct that mentions itself through a pointer sees itself without fields meanwhile.
        self.tables.structs.insert(ty, Rc::default());
        let mut info = StructInfo::default();
        let fields = self.defs.strukt(*id).fields.clone();
        for field in &fields {
            let mut fx = self.struct_fx(*id, args, ty);
            fx.bare_params = false;
            fx.user = !self.defs.module(fx.module).library;
            let field_ty = self.type_of_expr(&mut fx, &field.ty);
            info.fields.push((field.name.symbol, field_ty));
        }
        info.copy = self.init_with_keyword(*id, "copy");
        info.move_ = self.init_with_keyword(*id, "move");
        info.deinit = ["__deinit__", "__del__"]
            .into_iter()
            .find_map(|name| self.struct_methods(*id, Symbol::new(name)).and_then(|ids| ids.first().copied()));
        let info = Rc::new(info);
        self.tables.structs.insert(ty, info.clone());
        info
    }

    /// The overload of `__init__` whose one argument is the keyword-only `name: Self`.
    fn init_with_keyword(&mut self, id: StructId, name: &str) -> Option<FunctionId> {
        let inits = self.struct_methods(id, Symbol::new("__init__"))?;
        inits.iter().copied().find(|f| {
            let args = &self.defs.function(*f).ast.args;
            let mut names = args.iter().filter_map(|arg| match &arg.kind {
                grammar::ast::ArgDefKind::Named { name, .. } => Some(name.symbol),
                _ => None,
            });
            names.next().is_some() && names.next().is_some_and(|n| n == name) && names.next().is_none()
        })
    }

    /// Copying is bitwise and nothing is to be destroyed.
    pub fn is_trivial_ty(&mut self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::None | TyKind::Never | TyKind::Error | TyKind::FunctionItem(..) | TyKind::FunctionPointer(_) => {
                true
            }
            TyKind::Tuple(tys) => tys.iter().all(|ty| self.is_trivial_ty(*ty)),
            TyKind::Struct(..) => self.conforms(ty, "TrivialRegisterPassable"),
            TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) | TyKind::StringLiteral(_) => true,
            TyKind::Pack(_) | TyKind::Variadic(_) => true,
            TyKind::Param(_) => self.conforms(ty, "TrivialRegisterPassable"),
            _ => false,
        }
    }

    pub fn is_implicitly_copyable_ty(&mut self, ty: Ty) -> bool {
        self.is_trivial_ty(ty) || self.conforms(ty, "ImplicitlyCopyable")
    }

    pub fn is_copyable_ty(&mut self, ty: Ty) -> bool {
        self.is_implicitly_copyable_ty(ty) || self.conforms(ty, "Copyable")
    }

    /// The type that a literal's value has where nothing asks for another.
    pub fn default_type(&mut self, ty: Ty) -> Ty {
        match ty.kind() {
            TyKind::IntLiteral(_) => self.int_ty(),
            TyKind::FloatLiteral(_) => self.scalar_ty(crate::types::DType::Float64),
            TyKind::StringLiteral(_) => self.string_ty(),
            _ => ty,
        }
    }

    /// Whether values of a type may point into storage of others: views and pointers with an origin.
    pub fn may_borrow(&mut self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Struct(_, args) => args.iter().any(|arg| match arg {
                Value::Origin(_) => true,
                Value::Type(ty) => self.may_borrow(*ty),
                _ => false,
            }),
            TyKind::Tuple(tys) => tys.iter().any(|ty| self.may_borrow(*ty)),
            TyKind::Closure(_) => true,
            _ => false,
        }
    }
}
