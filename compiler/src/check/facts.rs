//! Answers of the checker's tables to the passes behind it.

use std::cell::RefCell;

use grammar::{SourceMap, Symbol};
use rustc_hash::FxHashMap;

use crate::cx::Cx;
use crate::hir::InstanceId;
use crate::program::{Program, TypeFacts};
use crate::types::{Ty, TyKind};

/// The checker's tables as the later passes see them.
pub struct Facts<'a, 'f> {
    cx: RefCell<&'a mut Cx<'f>>,
    moves: FxHashMap<Ty, InstanceId>,
}

impl<'a, 'f> Facts<'a, 'f> {
    /// `program` is what the tables were taken from.
    pub fn new(cx: &'a mut Cx<'f>, program: &Program) -> Facts<'a, 'f> {
        let moves = program.structs.iter().filter_map(|s| Some((s.ty, s.move_?))).collect();
        Facts { cx: RefCell::new(cx), moves }
    }

    /// All files so far. To answer, the checker may have to read further ones.
    pub fn sources(&self) -> SourceMap {
        self.cx.borrow().sources.clone()
    }
}

impl TypeFacts for Facts<'_, '_> {
    fn is_trivial(&self, ty: Ty) -> bool {
        self.cx.borrow_mut().is_trivial_ty(ty)
    }

    fn is_copyable(&self, ty: Ty) -> bool {
        self.cx.borrow_mut().is_copyable_ty(ty)
    }

    fn is_implicitly_copyable(&self, ty: Ty) -> bool {
        self.cx.borrow_mut().is_implicitly_copyable_ty(ty)
    }

    fn has_destructor(&self, ty: Ty) -> bool {
        self.cx.borrow_mut().struct_info(ty).deinit.is_some()
    }

    fn move_constructor(&self, ty: Ty) -> Option<InstanceId> {
        self.moves.get(&ty).copied()
    }

    fn fields(&self, ty: Ty) -> Vec<(Symbol, Ty)> {
        self.cx.borrow_mut().struct_fields(ty)
    }

    fn is_deinitable(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Struct(..) | TyKind::Param(_) | TyKind::Assoc(..) | TyKind::Tuple(_) => {
                self.cx.borrow_mut().conforms(ty, "Deinitable")
            }
            _ => true,
        }
    }

    fn display(&self, ty: Ty) -> String {
        self.cx.borrow().show(ty)
    }
}
