//! Calls: the path, the arguments by their conventions, and where an error goes.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::BodyCx;
use super::code::{Code, any_danger};
use super::locals::Storage;
use super::walk::{self, Usage, Visitor};
use crate::hir::External;
use crate::mir::{Arg, Call, Callee, LocalId, Operand, Place, Projection};
use crate::types::{Passing, Ty, TyKind};

impl BodyCx<'_, '_> {
    /// A call, with the way of its error.
    pub(super) fn call(&mut self, call: &Call) -> Code {
        let plain = self.plain_call(call);
        match call.raises {
            Some(error) => self.propagate(call, plain, error),
            None => plain,
        }
    }

    fn plain_call(&self, call: &Call) -> Code {
        if let Callee::External(external) = &call.callee {
            return self.external_call(*external, call);
        }
        let (callee, conventions) = self.callee(&call.callee);
        let untied = self.tied_args(&call.args);
        let args: Vec<Code> = call
            .args
            .iter()
            .enumerate()
            .map(|(i, arg)| match arg {
                // A value that a function of the program takes over stays where it is: that is no move yet. What is bound to
                // the runtime stores it.
                Arg::Value(Operand::Move(place)) if !matches!(call.callee, Callee::Rust { .. }) => {
                    self.convey(self.take(place), place.ty, conventions.get(i).copied().flatten())
                }
                _ => self.arg(arg, conventions.get(i).copied().flatten(), untied[i]),
            })
            .collect();
        let danger = callee.danger || any_danger(&args);
        Code::new(quote!(#callee(#(#args),*)), danger)
    }

    /// A call of a function of C, which is declared right there: the same name may be called with other types elsewhere.
    fn external_call(&self, external: External, call: &Call) -> Code {
        let mut params = Vec::new();
        let mut args = Vec::new();
        for arg in &call.args {
            let Arg::Value(value) = arg else {
                self.cx.problem(self.span, "a function of C takes values");
                continue;
            };
            let ty = self.cx.ty(self.operand_type(value));
            params.push(ty);
            args.push(self.operand(value));
        }
        let result = self.cx.result(call.result, false, None);
        let name = proc_macro2::Literal::string(external.name.as_str());
        let call = match external.late {
            true => quote!({
                let external: unsafe extern "C" fn(#(#params),*) #result =
                    ::core::mem::transmute(::py::raw::function(::rt::text::Span::literal(#name)));
                external(#(#args),*)
            }),
            false => quote!({
                #[allow(improper_ctypes, clashing_extern_declarations)]
                unsafe extern "C" {
                    #[link_name = #name]
                    fn external(#(_: #params),*) #result;
                }
                external(#(#args),*)
            }),
        };
        Code::new(call, true)
    }

    /// The callee, and the convention of each argument as far as it is known.
    fn callee(&self, callee: &Callee) -> (Code, Vec<Option<(Passing, Ty)>>) {
        match callee {
            Callee::Instance(id) => {
                let args =
                    self.cx.function(*id).map(|f| f.args.iter().map(|arg| Some((arg.passing, arg.ty))).collect());
                if args.is_none() {
                    self.cx.problem(self.span, "a call of a function that does not exist");
                }
                (Code::safe(self.cx.function_path(*id)), args.unwrap_or_default())
            }
            Callee::Rust { path, generics, passing } => {
                let path = self.cx.bound_path(*path, generics, self.span);
                (Code::safe(path), passing.iter().map(|passing| Some((*passing, Ty::error()))).collect())
            }
            Callee::Pointer(pointer) => {
                let args = match self.operand_type(pointer).kind() {
                    TyKind::FunctionPointer(signature) => signature.args.iter().map(|arg| Some(*arg)).collect(),
                    _ => Vec::new(),
                };
                (self.operand(pointer).map(callable), args)
            }
            Callee::Abstract { .. } | Callee::External(_) => {
                self.cx.problem(self.span, "a call of what has no path reached codegen");
                (Code::safe(quote!(::core::unreachable!)), Vec::new())
            }
        }
    }

    fn arg(&self, arg: &Arg, convention: Option<(Passing, Ty)>, untied: bool) -> Code {
        match arg {
            Arg::Value(value) => self.value_arg(value, convention),
            Arg::Reference { place, mutable } => self.reference_arg(place, *mutable, convention, untied),
            Arg::Variadic(values) => {
                let values: Vec<Code> = values.iter().map(|value| self.operand(value)).collect();
                Code::new(quote!(&[#(#values),*]), any_danger(&values))
            }
            Arg::Pack(places) => {
                let pointers: Vec<Code> = places.iter().map(|place| self.place(place).const_pointer()).collect();
                let danger = any_danger(&pointers);
                Code::new(super::paths::tuple(pointers.into_iter().map(|pointer| pointer.tokens)), danger)
            }
            Arg::Keywords(values) => {
                let names = values.iter().map(|(name, _)| name.as_str());
                let values: Vec<Code> = values.iter().map(|(_, value)| self.operand(value)).collect();
                Code::new(quote!(&[#((#names, #values)),*]), any_danger(&values))
            }
        }
    }

    fn value_arg(&self, operand: &Operand, convention: Option<(Passing, Ty)>) -> Code {
        self.convey(self.operand(operand), self.operand_type(operand), convention)
    }

    /// A value as an argument of a convention.
    fn convey(&self, value: Code, ty: Ty, convention: Option<(Passing, Ty)>) -> Code {
        match convention {
            Some((Passing::Imm, _)) if !self.cx.is_trivial(ty) => value.map(|value| quote!(&#value)),
            Some((Passing::Mut, _)) => value.map(|value| quote!(&mut #value)),
            Some((Passing::Ref, _)) => value.map(|value| quote!(::core::ptr::from_mut(&mut #value))),
            Some((Passing::Deinit, _)) if self.cx.has_destructor(ty) => {
                value.map(|value| quote!(::core::mem::ManuallyDrop::new(#value)))
            }
            _ => value,
        }
    }

    fn reference_arg(&self, place: &Place, mutable: bool, convention: Option<(Passing, Ty)>, untied: bool) -> Code {
        let code = self.place(place);
        let mutable = match convention {
            Some((Passing::Imm, _)) if self.cx.is_trivial(place.ty) => {
                return self.operand(&Operand::Copy(place.clone()));
            }
            Some((Passing::Ref, _)) => return code.pointer(mutable),
            Some((Passing::Imm, _)) => false,
            Some((Passing::Mut, _)) => true,
            Some((Passing::Var | Passing::Deinit, _)) => return self.operand(&Operand::Copy(place.clone())),
            None => mutable,
        };
        if untied { code.untied_reference(mutable) } else { code.reference(mutable) }
    }

    /// Which arguments are references that rustc would find in conflict with another argument of the same call, though the
    /// language allows it: `f(a, a.n)` with `a` mutable and `n` passed by value.
    fn tied_args(&self, args: &[Arg]) -> Vec<bool> {
        let used: Vec<Vec<(Place, Usage)>> = args.iter().map(uses).collect();
        (0..args.len())
            .map(|i| {
                let Arg::Reference { place, mutable } = &args[i] else { return false };
                if !self.is_tracked(place) {
                    return false;
                }
                used.iter().enumerate().any(|(j, others)| {
                    i != j
                        && others.iter().any(|(other, usage)| {
                            overlap(place, other)
                                && (*mutable || matches!(usage, Usage::Move | Usage::Address(true)))
                                && !(j < i && *usage == Usage::Copy)
                        })
                })
            })
            .collect()
    }

    /// Whether rustc's borrow checker watches borrows of the place: not behind a pointer.
    fn is_tracked(&self, place: &Place) -> bool {
        let storage = self.locals.get(place.local.0 as usize).map(|local| &local.storage);
        !matches!(
            storage,
            None | Some(Storage::Pointer { .. } | Storage::SplitPointers(_) | Storage::Slot | Storage::Unit)
        ) && !place.projections.contains(&Projection::Deref)
    }
}

/// The places that an argument uses.
fn uses(arg: &Arg) -> Vec<(Place, Usage)> {
    struct Uses(Vec<(Place, Usage)>);
    impl Visitor for Uses {
        fn place(&mut self, place: &Place, usage: Usage) {
            self.0.push((place.clone(), usage));
        }
        fn local(&mut self, _: LocalId) {}
    }
    let mut uses = Uses(Vec::new());
    walk::arg(arg, &mut uses);
    uses.0
}

/// Whether one place may lie in the other.
fn overlap(a: &Place, b: &Place) -> bool {
    a.local == b.local
        && a.projections
            .iter()
            .zip(&b.projections)
            .all(|(a, b)| !matches!((a, b), (Projection::Field(a), Projection::Field(b)) if a != b))
}

/// An expression in front of the parentheses of a call.
fn callable(pointer: TokenStream) -> TokenStream {
    if pointer.clone().into_iter().count() == 1 { pointer } else { quote!((#pointer)) }
}
