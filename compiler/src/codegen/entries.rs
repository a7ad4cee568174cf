//! The file `entries.rs`: what C calls. One `extern "C"` function and one record for each Python entry, one record for each
//! Python class, and the exported functions. What they do is the runtime's; here its helpers are chosen by kind and arity.

use std::ffi::CString;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::mangle::ident;
use crate::hir::{EntryKind, InstanceId, PythonEntry};
use crate::types::Ty;

pub(super) fn entries(cx: &Context<'_>) -> TokenStream {
    let entries: Vec<TokenStream> = cx.entries().iter().enumerate().map(|(number, it)| entry(cx, number, it)).collect();
    let classes: Vec<TokenStream> =
        cx.classes().iter().enumerate().map(|(number, ty)| class(cx, number, *ty)).collect();
    let exports = cx.program.exports.iter().map(|(id, name)| export(cx, *id, name.as_str()));
    quote!(#(#entries)* #(#classes)* #(#exports)*)
}

/// How CPython calls an entry: the flag, the helper, and what stands for the arguments.
struct Shape {
    /// The variant of `py::entry::Call`, and the suffix of the helper.
    variant: &'static str,
    helper: &'static str,
    /// The parameters of the C function.
    params: TokenStream,
    /// What the helper gets of them.
    passed: TokenStream,
}

impl Shape {
    fn of(entry: &PythonEntry, takes_keywords: bool) -> Shape {
        let object = quote!(*mut ::py::ffi::PyObject);
        let vector = quote!(slf: #object, args: *const #object, count: isize);
        match entry.kind {
            EntryKind::Init => Shape {
                variant: "Init",
                helper: "init",
                params: quote!(slf: #object, args: #object, kwargs: #object),
                passed: quote!(slf, args, kwargs),
            },
            EntryKind::PyFunction | EntryKind::PyMethod | EntryKind::PyStaticMethod if takes_keywords => Shape {
                variant: "ArgsKeywords",
                helper: "args_keywords",
                params: quote!(slf: #object, args: #object, kwargs: #object),
                passed: quote!(slf, args, kwargs),
            },
            EntryKind::PyFunction | EntryKind::PyMethod | EntryKind::PyStaticMethod => Shape {
                variant: "Args",
                helper: "args",
                // CPython passes keywords too; this form ignores them.
                params: quote!(slf: #object, args: #object, _kwargs: #object),
                passed: quote!(slf, args),
            },
            EntryKind::Function | EntryKind::Method | EntryKind::StaticMethod if entry.keywords => Shape {
                variant: "FastKeywords",
                helper: "fast_keywords",
                params: quote!(#vector, names: #object),
                passed: quote!(slf, args, count, names),
            },
            // What CPython's slots call has the slot's signature.
            EntryKind::Method if is_special(entry) && entry.args.is_empty() => Shape {
                variant: "NoArgs",
                helper: "no_args",
                params: quote!(slf: #object, unused: #object),
                passed: quote!(slf),
            },
            EntryKind::Method if is_special(entry) && entry.args.len() == 1 => Shape {
                variant: "One",
                helper: "one",
                params: quote!(slf: #object, arg: #object),
                passed: quote!(slf, arg),
            },
            // CPython calls these as fast as those that take one argument or none, and a wrong number of arguments is
            // reported with the names of the missing ones, which CPython does not know.
            EntryKind::Function | EntryKind::Method | EntryKind::StaticMethod => {
                Shape { variant: "Fast", helper: "fast", params: vector, passed: quote!(slf, args, count) }
            }
        }
    }
}

/// Whether the name that it is bound under is that of a special method.
fn is_special(entry: &PythonEntry) -> bool {
    entry.name.is_some_and(|name| name.as_str().starts_with("__") && name.as_str().ends_with("__"))
}

fn entry(cx: &Context<'_>, number: usize, entry: &PythonEntry) -> TokenStream {
    let record = ident(&format!("ENTRY_{number}"));
    let shim = ident(&format!("entry_{number}"));
    let Some(function) = cx.function(entry.function) else {
        cx.problem(grammar::Span::default(), "a Python entry of a function that does not exist");
        return TokenStream::new();
    };
    let is_vector = matches!(entry.kind, EntryKind::Function | EntryKind::Method | EntryKind::StaticMethod);
    let is_method = entry.kind == EntryKind::Method;
    let shape = Shape::of(entry, function.args.len() > 2);
    let params = match (is_vector, is_method) {
        (true, true) => 1 + entry.args.len() + usize::from(entry.keywords),
        (true, false) => entry.args.len() + usize::from(entry.keywords),
        (false, _) => function.args.len(),
    };
    if params != function.args.len() {
        cx.problem(function.span, format!("the entry of `{}` has other arguments than it", function.display));
        return TokenStream::new();
    }
    let names: Vec<Ident> = (0..params).map(|i| ident(&format!("a{i}"))).collect();
    // The pattern that the helper's arguments are taken with: receiver, positionals as an array, keywords.
    let pattern = match (is_vector, is_method) {
        (false, _) => quote!(#(#names),*),
        (true, _) => {
            let receiver = is_method.then(|| {
                let name = &names[0];
                match entry.receiver {
                    Some(ty) => {
                        let ty = cx.ty(ty);
                        quote!(#name: *mut #ty,)
                    }
                    None => quote!(#name: &::py::object::Object,),
                }
            });
            let positional = &names[usize::from(is_method)..usize::from(is_method) + entry.args.len()];
            let keywords = entry.keywords.then(|| {
                let name = &names[params - 1];
                quote!(, #name)
            });
            quote!(#receiver [#(#positional),*] #keywords)
        }
    };
    let path = cx.function_path(entry.function);
    let kind = match entry.kind {
        EntryKind::Init if function.raises.is_some() => "init_raising".to_owned(),
        EntryKind::Method => format!("method_{}", shape.helper),
        _ => shape.helper.to_owned(),
    };
    let (helper, variant) = (ident(&kind), ident(shape.variant));
    let (c_params, passed) = (&shape.params, &shape.passed);
    let result = match entry.kind {
        EntryKind::Init => quote!(::core::ffi::c_int),
        _ => quote!(*mut ::py::ffi::PyObject),
    };
    let bound = entry.name.map_or(function.name.rsplit('.').next().unwrap_or_default(), |name| name.as_str());
    let bound = c_string(bound);
    let source_name = entry.source_name.as_str();
    let args = entry.args.iter().map(|arg| arg.as_str());
    quote! {
        pub(crate) static #record: ::py::entry::EntryDef = ::py::entry::EntryDef {
            name: #bound,
            source_name: #source_name,
            args: &[#(#args),*],
            call: ::py::entry::Call::#variant(#shim),
        };
        unsafe extern "C" fn #shim(#c_params) -> #result {
            unsafe { ::py::entry::#helper(&#record, #passed, |#pattern| #path(#(#names),*)) }
        }
    }
}

fn class(cx: &Context<'_>, number: usize, ty: Ty) -> TokenStream {
    let record = ident(&format!("CLASS_{number}"));
    let name = cx.strukt(ty).map_or_else(|| cx.facts.display(ty), |instance| instance.qualified.clone());
    let rust = cx.ty(ty);
    let name = c_string(&name);
    quote! {
        pub(crate) static #record: ::py::class::Class = ::py::class::Class::new::<#rust>(#name);
    }
}

/// An exported function: `PyInit_…`, or a plain C function.
fn export(cx: &Context<'_>, id: InstanceId, name: &str) -> TokenStream {
    let Some(function) = cx.function(id) else { return TokenStream::new() };
    let symbol = Literal::string(name);
    let shim = ident(&super::mangle::sanitize(&format!("export_{name}")));
    let path = cx.function_path(id);
    if let Some(module) = name.strip_prefix("PyInit_").filter(|_| function.args.is_empty()) {
        let module = c_string(module);
        return quote! {
            #[unsafe(export_name = #symbol)]
            pub unsafe extern "C" fn #shim() -> *mut ::py::ffi::PyObject {
                unsafe { ::py::module::init(#module, crate::lines::FUNCTIONS, || #path()) }
            }
        };
    }
    let names: Vec<Ident> = (0..function.args.len()).map(|i| ident(&format!("a{i}"))).collect();
    let params = names.iter().zip(&function.args).map(|(name, arg)| {
        let ty = cx.passed(arg.passing, arg.ty);
        quote!(#name: #ty)
    });
    let result = cx.result(function.result, function.returns_ref.is_some(), None);
    quote! {
        #[unsafe(export_name = #symbol)]
        pub extern "C" fn #shim(#(#params),*) #result {
            ::rt::fault::c_entry(crate::lines::FUNCTIONS, || #path(#(#names),*))
        }
    }
}

fn c_string(text: &str) -> Literal {
    let bytes: Vec<u8> = text.bytes().filter(|byte| *byte != 0).collect();
    Literal::c_string(&CString::new(bytes).unwrap_or_default())
}
