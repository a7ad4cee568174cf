//! Calls of functions of C by their names: which types C has, and what becomes of a call.

use grammar::{Diagnostic, Span};

use super::call::{ArgNode, CallArg};
use super::candidate::{Match, Slot};
use super::{Fx, Node};
use crate::cx::Cx;
use crate::hir::{self, Callee, External};
use crate::types::{Ty, TyKind};

impl Cx<'_> {
    /// `external_call["name", Result](…)`. Its one argument is the pack of what C is given.
    pub(super) fn external_call(
        &mut self,
        fx: &mut Fx,
        external: External,
        found: &Match,
        args: &[CallArg<'_>],
        span: Span,
    ) -> Node {
        let result = found.sig.result;
        let given = match found.slots.first() {
            Some(Slot::Many(given)) => given.as_slice(),
            _ => &[],
        };
        let types = match found.sig.args.first().map(|formal| formal.ty.kind()) {
            Some(TyKind::Pack(types)) => types.as_slice(),
            _ => &[],
        };
        let mut values = Vec::new();
        let mut failed = false;
        for (index, ty) in given.iter().zip(types) {
            let arg = &args[*index];
            let node = match &arg.node {
                ArgNode::Node(node) => node.clone(),
                ArgNode::Pending(expr) => self.expr(fx, expr, Some(*ty)),
            };
            let value = self.coerce(fx, node, *ty, arg.span);
            if value.ty.is_error() {
                failed = true;
            } else if !self.is_c_type(value.ty) {
                failed = true;
                let shown = self.show(value.ty);
                self.report(
                    Diagnostic::error("E0538", arg.span, format!("C has no type for `{shown}`"))
                        .help("pass numbers, `Bool`, pointers, or structs of them")
                        .help("the bytes of a text are at `text.unsafe_ptr()`"),
                );
            }
            values.push(hir::Arg::Value(value));
        }
        if !result.is_error() && result != Ty::none() && !self.is_c_type(result) {
            failed = true;
            let shown = self.show(result);
            self.report(
                Diagnostic::error(
                    "E0538",
                    span,
                    format!("`{}` cannot return a `{shown}`: C has no type for it", external.name),
                )
                .help("name the type that the function has in C; `NoneType` if it returns nothing"),
            );
        }
        if failed {
            return Node::Error;
        }
        self.use_type(result);
        let call = hir::Call {
            callee: Callee::External(external),
            args: values,
            raises: None,
            result,
            returns_ref: false,
            borrows: Vec::new(),
        };
        self.call_result(fx, call, Vec::new(), span)
    }

    /// Whether values of a type have the form that C gives to a type of its own.
    fn is_c_type(&mut self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::FunctionPointer(_) => true,
            TyKind::Param(_) => true,
            TyKind::Struct(id, args) => {
                if self.is_lang(ty, "SIMD") {
                    return self.scalar_of(ty).is_some();
                }
                if self.is_lang(ty, "Optional") {
                    // A pointer that may be null; any other has a word more than its value.
                    let inner = args.iter().find_map(|arg| arg.as_type());
                    return inner.is_some_and(|inner| self.is_lang(inner, "Pointer"));
                }
                // What has a destructor belongs to the program.
                if self.struct_info(ty).deinit.is_some() {
                    return false;
                }
                if self.defs.strukt(*id).rust.is_some() {
                    // What the library binds to one word: addresses and truth values.
                    return self.is_trivial_ty(ty) && !args.iter().any(|arg| arg.as_int().is_some());
                }
                self.struct_fields(ty).iter().all(|(_, field)| self.is_c_type(*field))
            }
            _ => false,
        }
    }
}
