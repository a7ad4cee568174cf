//! Types and values as text: as the user writes them in diagnostics, and as the language itself prints them.

use crate::cx::Cx;
use crate::types::{DType, Signature, Ty, TyKind, Value};

/// How much of a name is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Aliases of numbers: `Int`, `Float64`.
    Source,
    /// What the language prints: `SIMD[DType.int, 1]`, `Box[shapes.Point, 3 : SIMD[DType.int, 1]]`.
    Plain,
    /// The same with the module of the outermost struct too: `shapes.Point`.
    Qualified,
}

impl Cx<'_> {
    /// A type as the user writes it.
    pub fn show(&self, ty: Ty) -> String {
        self.show_ty(ty, Style::Source)
    }

    pub fn show_ty(&self, ty: Ty, style: Style) -> String {
        if !matches!(ty.kind(), TyKind::Struct(..) | TyKind::Tuple(_)) {
            return self.spell(ty, style);
        }
        // A deep type is shown with each of the types that it is made of.
        if let Some(known) = self.tables.shown.borrow().get(&(ty, style)) {
            return known.to_string();
        }
        let shown = self.spell(ty, style);
        self.tables.shown.borrow_mut().insert((ty, style), shown.as_str().into());
        shown
    }

    fn spell(&self, ty: Ty, style: Style) -> String {
        match ty.kind() {
            TyKind::Struct(id, args) => {
                let def = self.defs.strukt(*id);
                let library = self.defs.module(def.module).library;
                if style == Style::Source
                    && library
                    && def.name == "SIMD"
                    && let [Value::DType(dtype), Value::Int(width)] = args.as_slice()
                    && *width == 1.into()
                    && let Some(alias) = scalar_alias(*dtype)
                {
                    return alias.to_string();
                }
                let name = match style {
                    Style::Qualified if !library => format!("{}.{}", self.defs.module(def.module).name, def.name),
                    _ => def.name.to_string(),
                };
                // What stands between the brackets is named with its module, numbers with their type.
                let inner = if style == Style::Plain { Style::Qualified } else { style };
                let typed = style != Style::Source && !(library && def.name == "SIMD");
                let shown: Vec<String> = args
                    .iter()
                    .filter(|arg| !matches!(arg, Value::Origin(_)))
                    .map(|arg| match arg {
                        Value::Int(n) if typed => format!("{n} : SIMD[DType.int, 1]"),
                        Value::Float(bits) if typed => format!("{:?} : SIMD[DType.float64, 1]", f64::from_bits(*bits)),
                        arg => self.show_value(arg, inner),
                    })
                    .collect();
                if shown.is_empty() { name } else { format!("{name}[{}]", shown.join(", ")) }
            }
            TyKind::Tuple(tys) => format!("Tuple[{}]", self.show_list(tys, style)),
            TyKind::Pack(tys) => format!("*({})", self.show_list(tys, style)),
            TyKind::Variadic(ty) => format!("*{}", self.show_ty(*ty, style)),
            TyKind::None => if style == Style::Source { "None" } else { "NoneType" }.to_string(),
            TyKind::Never => "Never".to_string(),
            TyKind::Param(id) => self.defs.param(*id).name.to_string(),
            TyKind::Assoc(ty, name) => format!("{}.{name}", self.show_ty(*ty, style)),
            TyKind::FunctionItem(id, _) => format!("def {}", self.defs.function(*id).name),
            TyKind::Closure(_) => "closure".to_string(),
            TyKind::FunctionPointer(signature) => self.show_signature(signature, style),
            TyKind::IntLiteral(_) => "IntLiteral".to_string(),
            TyKind::FloatLiteral(_) => "FloatLiteral".to_string(),
            TyKind::StringLiteral(_) => "StringLiteral".to_string(),
            TyKind::Error => "?".to_string(),
        }
    }

    fn show_list(&self, tys: &[Ty], style: Style) -> String {
        tys.iter().map(|ty| self.show_ty(*ty, style)).collect::<Vec<_>>().join(", ")
    }

    fn show_signature(&self, signature: &Signature, style: Style) -> String {
        let args: Vec<Ty> = signature.args.iter().map(|(_, ty)| *ty).collect();
        let raises = if signature.raises.is_some() { " raises" } else { "" };
        let abi = if signature.c { " abi(\"C\")" } else { "" };
        format!("def({}){raises}{abi} -> {}", self.show_list(&args, style), self.show_ty(signature.result, style))
    }

    pub fn show_value(&self, value: &Value, style: Style) -> String {
        match value {
            Value::Type(ty) => self.show_ty(*ty, style),
            Value::Int(n) => n.to_string(),
            Value::Bool(b) => if *b { "True" } else { "False" }.to_string(),
            Value::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
            Value::Str(text) => format!("\"{text}\""),
            Value::DType(dtype) => format!("DType.{}", dtype.name()),
            Value::None => "None".to_string(),
            Value::Function(id, _) => self.defs.function(*id).name.to_string(),
            Value::Closure(_) => "closure".to_string(),
            Value::Tuple(values) => format!("({})", self.show_values(values, style)),
            Value::Aggregate(ty, values) => {
                format!("{}({})", self.show_ty(*ty, style), self.show_values(values, style))
            }
            Value::Pack(values) => self.show_values(values, style),
            Value::Origin(_) => "_".to_string(),
            Value::Param(id) => self.defs.param(*id).name.to_string(),
            Value::Unbound => "_".to_string(),
            Value::Deferred => "?".to_string(),
        }
    }

    fn show_values(&self, values: &[Value], style: Style) -> String {
        values.iter().map(|v| self.show_value(v, style)).collect::<Vec<_>>().join(", ")
    }
}

/// The name that the prelude gives a scalar type.
fn scalar_alias(dtype: DType) -> Option<&'static str> {
    Some(match dtype {
        DType::Int => "Int",
        DType::UInt => "UInt",
        DType::Int8 => "Int8",
        DType::Int16 => "Int16",
        DType::Int32 => "Int32",
        DType::Int64 => "Int64",
        DType::Int128 => "Int128",
        DType::Int256 => "Int256",
        DType::UInt8 => "UInt8",
        DType::UInt16 => "UInt16",
        DType::UInt32 => "UInt32",
        DType::UInt64 => "UInt64",
        DType::UInt128 => "UInt128",
        DType::UInt256 => "UInt256",
        DType::Float16 => "Float16",
        DType::BFloat16 => "BFloat16",
        DType::Float32 => "Float32",
        DType::Float64 => "Float64",
        DType::Bool | DType::Invalid => return None,
    })
}
