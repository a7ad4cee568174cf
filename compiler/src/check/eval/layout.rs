//! How many bytes a type takes, and its alignment, where the compiler knows both: `size_of` at compile time.

use grammar::Symbol;

use crate::cx::Cx;
use crate::types::{DType, Ty, TyKind, Value};

/// Bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub size: u64,
    pub align: u64,
}

impl Layout {
    fn of_number(dtype: DType) -> Option<Layout> {
        // The widest integers are two halves.
        let size = u64::from(dtype.bits() / 8);
        (size > 0).then_some(Layout { size, align: size.min(16) })
    }

    fn times(self, count: u64) -> Option<Layout> {
        Some(Layout { size: self.size.checked_mul(count)?, ..self })
    }

    /// The size of all fields one after the other, each at a multiple of its alignment.
    fn of_fields(fields: impl IntoIterator<Item = Layout>) -> Option<Layout> {
        let mut all = Layout { size: 0, align: 1 };
        for field in fields {
            all.size = all.size.checked_next_multiple_of(field.align)?.checked_add(field.size)?;
            all.align = all.align.max(field.align);
        }
        all.size = all.size.checked_next_multiple_of(all.align)?;
        Some(all)
    }
}

impl Cx<'_> {
    /// The layout of what the parameter of `size_of` and `align_of` is bound to.
    pub(super) fn layout_of(&mut self, generics: &[(Symbol, Value)]) -> Option<Layout> {
        match &generics.first()?.1 {
            Value::DType(dtype) => Layout::of_number(*dtype),
            value => {
                let ty = self.value_as_type(value)?;
                self.layout(ty)
            }
        }
    }

    fn layout(&mut self, ty: Ty) -> Option<Layout> {
        match ty.kind() {
            TyKind::None => Some(Layout { size: 0, align: 1 }),
            // Rust orders the parts of a tuple so that no room is lost that need not be.
            TyKind::Tuple(tys) => {
                let mut parts = tys.iter().map(|ty| self.layout(*ty)).collect::<Option<Vec<Layout>>>()?;
                parts.sort_by_key(|part| std::cmp::Reverse(part.align));
                Layout::of_fields(parts)
            }
            TyKind::Struct(id, args) => {
                let path = self.defs.strukt(*id).rust.map(|path| path.as_str());
                match (path, args.as_slice()) {
                    (_, [Value::DType(dtype), lanes]) if self.is_lang(ty, "SIMD") => {
                        Layout::of_number(*dtype)?.times(u64::try_from(lanes.as_int()?).ok()?)
                    }
                    (_, [element, size]) if self.is_lang(ty, "Array") => {
                        let element = self.value_as_type(element)?;
                        let size = u64::try_from(size.as_int()?).ok()?;
                        self.layout(element)?.times(size)
                    }
                    _ if self.is_lang(ty, "Bool") => Some(Layout { size: 1, align: 1 }),
                    (Some(path), _) if path.starts_with("*mut ") => Some(Layout { size: 8, align: 8 }),
                    (Some(_), _) => None,
                    (None, _) => {
                        let fields = self.struct_fields(ty);
                        let parts = fields.iter().map(|(_, ty)| self.layout(*ty)).collect::<Option<Vec<Layout>>>()?;
                        Layout::of_fields(parts)
                    }
                }
            }
            TyKind::FunctionPointer(_) => Some(Layout { size: 8, align: 8 }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_aligned() {
        let byte = Layout { size: 1, align: 1 };
        let long = Layout { size: 8, align: 8 };
        assert_eq!(Layout::of_fields([byte, long, byte]), Some(Layout { size: 24, align: 8 }));
        assert_eq!(Layout::of_fields([]), Some(Layout { size: 0, align: 1 }));
        assert_eq!(Layout::of_number(DType::Float32), Some(Layout { size: 4, align: 4 }));
    }
}
