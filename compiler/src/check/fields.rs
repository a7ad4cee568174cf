//! What the fields of a struct must be: not the struct itself, copied where the struct is, and destroyed with it.

use grammar::{Diagnostic, Span, Symbol};

use super::{Bound, Node};
use crate::cx::Cx;
use crate::definitions::{StructId, TraitId};
use crate::types::{ParamId, Ty, TyKind, Value};

impl Cx<'_> {
    /// A struct that contains itself would be endless. Of several that contain each other the first is reported.
    pub(super) fn check_size(&mut self, id: StructId, ty: Ty) {
        for (index, (_, field_ty)) in self.struct_fields(ty).into_iter().enumerate() {
            let mut way = Vec::new();
            if !self.has_inside(field_ty, id, &mut way) || way.iter().any(|other| other.0 < id.0) {
                continue;
            }
            let (name, field) = (self.defs.strukt(id).name, self.defs.strukt(id).fields[index].name);
            let mut diagnostic = Diagnostic::error("E0309", field.span, format!("the struct `{name}` contains itself"));
            let users: Vec<StructId> =
                way.into_iter().filter(|other| !self.defs.module(self.defs.strukt(*other).module).library).collect();
            for other in users {
                let at = self.defs.strukt(other).ast.name.span;
                diagnostic = diagnostic.at(at, "by way of this one");
            }
            self.report(diagnostic.help("put it behind a pointer: a `List`, an `OwnedPointer`, an `ArcPointer`"));
            return;
        }
    }

    /// Whether values of a type have values of a struct in them. `way` are the structs between.
    fn has_inside(&mut self, ty: Ty, id: StructId, way: &mut Vec<StructId>) -> bool {
        let before = way.len();
        let parts: Vec<Ty> = match ty.kind() {
            TyKind::Struct(own, _) if *own == id => return true,
            TyKind::Struct(own, _) if way.contains(own) => return false,
            TyKind::Struct(own, args) => {
                way.push(*own);
                match self.defs.strukt(*own).rust {
                    // The runtime's types hold what they are made of, pointers excepted.
                    Some(path) if path.as_str().starts_with('*') => Vec::new(),
                    Some(_) => args.iter().filter_map(Value::as_type).collect(),
                    None => self.struct_fields(ty).into_iter().map(|(_, field)| field).collect(),
                }
            }
            TyKind::Tuple(tys) => tys.to_vec(),
            _ => return false,
        };
        if parts.into_iter().any(|part| self.has_inside(part, id, way)) {
            return true;
        }
        way.truncate(before);
        false
    }

    /// A struct is copied field by field, unless it says how; tells whether its fields can be.
    pub(super) fn check_copied_fields(&mut self, id: StructId, ty: Ty, trait_: TraitId, span: Span) -> bool {
        if self.struct_info(ty).copy.is_some() {
            return true;
        }
        let fields = self.struct_fields(ty);
        for (index, (_, field_ty)) in fields.into_iter().enumerate() {
            if self.conforms_id(field_ty, trait_) {
                continue;
            }
            let (name, wanted, shown) = (self.defs.strukt(id).name, self.defs.trait_(trait_).name, self.show(field_ty));
            let field = self.defs.strukt(id).fields[index].name;
            self.report(
                Diagnostic::error(
                    "E0505",
                    field.span,
                    format!("`{name}` cannot be `{wanted}`: its field `{}` is a `{shown}`, which is not", field.symbol),
                )
                .at(span, format!("`{wanted}` because of this"))
                .help("write how it is copied: `def __init__(out self, *, copy: Self)`"),
            );
            return false;
        }
        true
    }

    /// Reports fields whose values nobody could destroy: a struct ends its fields when it ends itself.
    pub(super) fn check_destroyed_fields(&mut self, id: StructId, ty: Ty) {
        let ast = self.defs.strukt(id).ast.clone();
        let Some(deinitable) = self.lang_trait("Deinitable") else { return };
        let mut says = false;
        for conformance in &ast.conformances {
            let args = self.method_owner(ty).map(|(_, args)| args).unwrap_or_default();
            let mut fx = self.struct_fx(id, &args, ty);
            fx.comptime = 1;
            let (node, _) = self.attempt(|cx| cx.expr(&mut fx, &conformance.trait_, None));
            if let Node::Bound(bounds) = node {
                says |= bounds.iter().any(|bound| match bound {
                    Bound::Trait(trait_) => self.supertraits(*trait_).contains(&deinitable),
                    Bound::Function(_) => false,
                });
            }
        }
        if says || self.struct_methods(id, Symbol::new("__deinit__")).is_some() {
            return;
        }
        for (index, (_, field)) in self.struct_fields(ty).into_iter().enumerate() {
            if field.is_error() || self.is_hazy(field) || self.conforms_id(field, deinitable) {
                continue;
            }
            let (shown, strukt) = (self.show(field), self.defs.strukt(id).name);
            let name = self.defs.strukt(id).fields[index].name;
            let mut diagnostic = Diagnostic::error(
                "E0505",
                name.span,
                format!("`{strukt}` cannot destroy its field `{}`: a `{shown}` is not `Deinitable`", name.symbol),
            );
            diagnostic = match param_in(field) {
                Some(param) => {
                    let param = self.defs.param(param);
                    diagnostic.at(param.span, "bounded here").help(format!(
                        "bound it: `{}: … & Deinitable`, or let the struct be `not Deinitable`",
                        param.name
                    ))
                }
                None => diagnostic.help("let the struct be `not Deinitable` too"),
            };
            self.report(diagnostic);
        }
    }
}

/// A type parameter that a type is made of.
fn param_in(ty: Ty) -> Option<ParamId> {
    match ty.kind() {
        TyKind::Param(id) => Some(*id),
        TyKind::Struct(_, args) => args.iter().filter_map(Value::as_type).find_map(param_in),
        TyKind::Tuple(tys) => tys.iter().copied().find_map(param_in),
        _ => None,
    }
}
