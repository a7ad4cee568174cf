//! Answers of the checker's tables to the passes behind it.

use std::cell::RefCell;

use grammar::Symbol;

use crate::cx::Cx;
use crate::hir::InstanceId;
use crate::program::TypeFacts;
use crate::types::{Ty, TyKind};

/// The checker's tables as the later passes see them.
pub struct Facts<'a, 'f>(RefCell<&'a mut Cx<'f>>);

impl<'a, 'f> Facts<'a, 'f> {
    pub fn new(cx: &'a mut Cx<'f>) -> Facts<'a, 'f> {
        Facts(RefCell::new(cx))
    }
}

impl TypeFacts for Facts<'_, '_> {
    fn is_trivial(&self, ty: Ty) -> bool {
        self.0.borrow_mut().is_trivial_ty(ty)
    }

    fn is_copyable(&self, ty: Ty) -> bool {
        self.0.borrow_mut().is_copyable_ty(ty)
    }

    fn is_implicitly_copyable(&self, ty: Ty) -> bool {
        self.0.borrow_mut().is_implicitly_copyable_ty(ty)
    }

    fn has_destructor(&self, ty: Ty) -> bool {
        self.0.borrow_mut().struct_info(ty).deinit.is_some()
    }

    fn move_constructor(&self, ty: Ty) -> Option<InstanceId> {
        let mut cx = self.0.borrow_mut();
        let index = *cx.tables.struct_order.get(&ty)?;
        let _ = &mut cx;
        cx.tables.program.structs.get(index).and_then(|s| s.move_)
    }

    fn fields(&self, ty: Ty) -> Vec<(Symbol, Ty)> {
        self.0.borrow_mut().struct_fields(ty)
    }

    fn is_deinitable(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::Struct(..) => self.0.borrow_mut().conforms(ty, "Deinitable"),
            _ => true,
        }
    }

    fn display(&self, ty: Ty) -> String {
        self.0.borrow().show(ty)
    }
}
