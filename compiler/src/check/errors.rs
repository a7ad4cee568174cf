//! Diagnostics of the checker that need more than a line, and the codes of the checker.

use grammar::{Diagnostic, Span, Symbol};

use super::Fx;
use crate::cx::Cx;
use crate::definitions::ImplicitParam;
use crate::types::TyKind;

impl Cx<'_> {
    /// A name that means nothing here, with what the user most likely meant.
    pub fn unknown_name(&mut self, fx: &mut Fx, name: Symbol, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::error("E0401", span, format!("unknown name `{name}`"));
        if std::mem::replace(&mut self.naming, true) {
            return diagnostic;
        }
        let member = fx.self_ty.and_then(|ty| self.has_member(ty, name).map(|m| (ty, m)));
        self.naming = false;
        if let Some((ty, member)) = member {
            let shown = self.show(ty);
            return diagnostic
                .help(format!("`{shown}` has a {member} of this name: write `self.{name}` or `Self.{name}`"));
        }
        let text = name.as_str();
        let python = match text {
            "str" => Some(("String", "`String(x)` makes a text of a value")),
            "int" => Some(("Int", "`Int(x)` converts to an integer")),
            "float" => Some(("Float64", "`Float64(x)` converts to a floating-point number")),
            "bool" => Some(("Bool", "`Bool(x)` is the truth of a value")),
            "object" | "PyObject" => Some(("PythonObject", "a Python object is a `PythonObject`")),
            "constrained" => {
                return diagnostic
                    .help("write `comptime assert condition, \"message\"` in the place of `constrained[…]()`");
            }
            "StringRef" => Some(("StringSpan", "a view of a text is a `StringSpan`")),
            "DynamicVector" => Some(("List", "lists are `List[T]`")),
            "list" => Some(("List", "lists are `List[T]`")),
            "dict" => Some(("Dict", "dictionaries are `Dict[K, V]`")),
            "tuple" => Some(("Tuple", "tuples are `Tuple[A, B]`")),
            _ => None,
        };
        if let Some((new, help)) = python {
            return diagnostic.suggest(help, span, new);
        }
        let help = match text {
            "sum" => Some("there is no `sum` in the prelude: `from std.algorithm import sum`, or add up in a loop"),
            "sorted" => Some(
                "there is no `sorted` in the prelude: `sort(list)` sorts in place; `from std.algorithm import sorted` copies",
            ),
            "isinstance" => Some("types are known at compile time: `conforms_to(T, Trait)`"),
            "true" => Some("write `True`"),
            "false" => Some("write `False`"),
            "null" | "nil" => Some("write `None`"),
            _ => None,
        };
        if let Some(help) = help {
            return diagnostic.help(help);
        }
        if let Some(module) = self.library_home(name) {
            return diagnostic.help(format!("the library has it: `from {module} import {name}`"));
        }
        let mut names: Vec<Symbol> = fx.scopes.iter().flat_map(|scope| scope.keys().copied()).collect();
        names.extend(fx.env.map.iter().map(|(p, _)| self.defs.param(*p).name));
        names.extend(self.defs.module(fx.module).scope.keys().copied());
        if let Some(prelude) = self.prelude {
            names.extend(self.defs.module(prelude).scope.keys().copied());
        }
        match crate::similar::most_similar(text, names.into_iter()) {
            Some(similar) => diagnostic.help(format!("a similar name exists: `{similar}`")),
            None => diagnostic,
        }
    }

    /// What a call that no overload takes is written today, if older sources write it so.
    pub fn older_call(
        &mut self,
        diagnostic: Diagnostic,
        functions: &super::Functions,
        args: &[super::CallArg<'_>],
        span: Span,
    ) -> Diagnostic {
        let text = |cx: &Self, span: Span| cx.sources.text(span).to_string();
        let of_library = functions.ids.first().is_some_and(|id| !self.is_user(*id));
        let first = args.first().map(|arg| (arg.span, self.arg_type(arg)));
        match (functions.name.as_str(), first) {
            ("len", Some((at, Some(ty))))
                if of_library && (self.is_lang(ty, "String") || self.is_lang(ty, "StringSpan")) =>
            {
                let new = format!("{}.byte_length()", text(self, at));
                diagnostic.suggest(
                    "the length of a text says what it counts: `byte_length()`, `count_codepoints()`",
                    span,
                    new,
                )
            }
            ("__init__", Some((at, _))) if of_library && args.iter().all(|arg| arg.keyword.is_none()) => {
                let list = functions.parent_args.len() == 1 && args.len() > 1;
                match list {
                    true => {
                        let elements = text(self, at.to(args[args.len() - 1].span));
                        diagnostic.suggest("the elements stand in a list display", span, format!("[{elements}]"))
                    }
                    false => diagnostic,
                }
            }
            _ => diagnostic,
        }
    }

    fn arg_type(&mut self, arg: &super::CallArg<'_>) -> Option<crate::types::Ty> {
        match &arg.node {
            super::call::ArgNode::Node(node) => node.ty().map(|ty| self.default_type(ty)),
            super::call::ArgNode::Pending(_) => None,
        }
    }

    fn has_member(&mut self, ty: crate::types::Ty, name: Symbol) -> Option<&'static str> {
        if self.struct_fields(ty).iter().any(|(field, _)| *field == name) {
            return Some("field");
        }
        // What traits add is not looked for: the unknown name may be one of the traits.
        let own = match ty.kind() {
            TyKind::Param(param) => match self.defs.param(*param).implicit {
                Some(ImplicitParam::SelfOf(id)) => self.defs.trait_(id).methods.contains(name),
                _ => false,
            },
            _ => self.method_owner(ty).is_some_and(|(id, _)| self.defs.strukt(id).methods.contains(name)),
        };
        own.then_some("method")
    }

    /// The library module that a well-known name is imported from.
    pub fn library_home(&mut self, name: Symbol) -> Option<&'static str> {
        const HOMES: &[(&str, &[&str])] = &[
            ("std.python", &["PythonObject", "Python", "ConvertibleFromPython", "ConvertibleToPython"]),
            ("std.python.bindings", &["PythonModuleBuilder", "PythonTypeBuilder"]),
            ("std.atomic", &["Atomic"]),
            ("std.os", &["abort", "getenv", "listdir"]),
            ("std.collections", &["Set", "Deque", "Counter", "LinkedList", "BitSet"]),
            ("std.memory", &["OwnedPointer", "ArcPointer", "alloc", "unsafe_memcpy", "memset", "memcpy"]),
            ("std.utils", &["Variant", "StaticTuple", "IndexList"]),
            (
                "std.math",
                &[
                    "sqrt",
                    "sin",
                    "cos",
                    "tan",
                    "exp",
                    "log",
                    "floor",
                    "ceil",
                    "factorial",
                    "gcd",
                    "pi",
                    "hypot",
                    "atan2",
                ],
            ),
            ("std.time", &["perf_counter", "perf_counter_ns", "sleep", "monotonic"]),
            ("std.random", &["random_float64", "random_si64", "shuffle", "seed", "randint"]),
            ("std.algorithm", &["vectorize", "parallelize"]),
            ("std.sys", &["argv", "exit", "size_of", "simd_width_of"]),
            ("std.testing", &["assert_equal", "assert_true", "assert_raises"]),
            ("std.pathlib", &["Path"]),
            ("std.atomic", &["Atomic"]),
        ];
        HOMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(module, _)| *module)
    }

    /// Resolves what the user's files import, so that a mistake in an unused import is reported.
    pub fn check_imports(&mut self) {
        // A module that is read for it imports others.
        while !self.user_imports.is_empty() {
            for (module, name) in std::mem::take(&mut self.user_imports) {
                // What cannot be resolved is reported there.
                if !self.defs.module(module).broken {
                    self.lookup_member(module, name);
                }
            }
        }
    }
}
