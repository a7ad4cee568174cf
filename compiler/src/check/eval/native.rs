//! The runtime's functions at compile time: numbers, texts and memory.

use grammar::{Span, Symbol};

use super::{Address, Cell, Eval, Machine, Returned};
use crate::check::coerce::wrap;
use crate::check::comptime::fold_rust;
use crate::types::{Ty, TyKind, Value};

impl Machine<'_, '_> {
    pub(super) fn native(
        &mut self,
        path: &str,
        generics: &[(Symbol, Value)],
        args: &[Address],
        result: Ty,
        span: Span,
    ) -> Eval<Returned> {
        if let ("rt::array::pointer", [array]) = (path, args) {
            let mut first = array.clone();
            first.path.push(0);
            first.within = true;
            return Ok(Returned::Value(Cell::Pointer(first)));
        }
        if path.starts_with("rt::array::filled") || path.starts_with("rt::array::zeroed") {
            let size = generics.iter().find(|(name, _)| *name == "size").and_then(|(_, size)| size.as_int());
            let Some(size @ 0..=1_048_576) = size else {
                return self.fail("the size of an array is not known", span);
            };
            let cell = match path.starts_with("rt::array::filled") {
                true => self.load(&args[0], span)?,
                false => Cell::Const(Value::int(0)),
            };
            return Ok(Returned::Value(Cell::Parts(vec![cell; size as usize])));
        }
        let size_of = path.starts_with("rt::mem::size_of");
        if (size_of || path.starts_with("rt::mem::align_of"))
            && let Some(layout) = self.cx.layout_of(generics)
        {
            let bytes = if size_of { layout.size } else { layout.align };
            return Ok(Returned::Value(Cell::Const(Value::int(i64::try_from(bytes).unwrap_or(i64::MAX)))));
        }
        if let Some(name) = path.strip_prefix("rt::mem::") {
            return self.memory_function(name, args, span);
        }
        let mut cells = Vec::with_capacity(args.len());
        for address in args {
            cells.push(self.load(address, span)?);
        }
        let values: Option<Vec<Value>> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Const(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        if let Some(values) = values {
            let dtype = self.cx.scalar_of(result);
            if let Some(value) = fold_rust(path, &values, dtype) {
                let value = match (&value, dtype) {
                    (Value::Int(n), Some(dtype)) => Value::Int(wrap(n, dtype)),
                    _ => value,
                };
                return Ok(Returned::Value(Cell::Const(value)));
            }
            if let Some(value) = text_function(path, &values) {
                return Ok(Returned::Value(Cell::Const(value)));
            }
            if let (Some(Value::Str(text)), Some(more)) = (values.first(), values.get(1))
                && matches!(path, "rt::text::String::push")
                && let Value::Str(more) = more
            {
                let joined = Value::Str(Symbol::new(&format!("{text}{more}")));
                self.store(&args[0], Cell::Const(joined), span)?;
                return Ok(Returned::Value(Cell::Const(Value::None)));
            }
            if let (Some(Value::Str(text)), "rt::check::abort" | "rt::check::fault") = (values.last(), path) {
                return self.fail(format!("it aborts: {text}"), span);
            }
            if let ("rt::check::index", [Value::Int(index), Value::Int(len)]) = (path, values.as_slice()) {
                if *index < 0.into() || index >= len {
                    return self.fail(format!("the index {index} is out of bounds for a length of {len}"), span);
                }
                return Ok(Returned::Value(Cell::Const(Value::None)));
            }
        }
        let name = path.split("::<").next().unwrap_or(path).rsplit("::").next().unwrap_or(path);
        let _ = result.kind() == &TyKind::None;
        self.fail(format!("the runtime function `{name}` does not run at compile time"), span)
    }

    fn memory_function(&mut self, name: &str, args: &[Address], span: Span) -> Eval<Returned> {
        let name = name.split("::<").next().unwrap_or(name);
        let none = || Ok(Returned::Value(Cell::Const(Value::None)));
        let cell = |machine: &Self, index: usize| -> Eval<Cell> {
            match args.get(index) {
                Some(address) => machine.load(address, span),
                None => machine.fail("an argument is missing", span),
            }
        };
        let int = |machine: &Self, index: usize| -> Eval<i64> {
            match cell(machine, index)? {
                Cell::Const(Value::Int(n)) => Ok(i64::try_from(&n).unwrap_or(i64::MAX)),
                _ => machine.fail("a number is not known", span),
            }
        };
        let pointer = |machine: &Self, index: usize| -> Eval<Address> {
            match cell(machine, index)? {
                Cell::Pointer(address) => Ok(address),
                _ => machine.fail("a pointer is not known", span),
            }
        };
        let value = |cell: Cell| Ok(Returned::Value(cell));
        match name {
            "address" => value(Cell::Pointer(args[0].clone())),
            "bitcast" => value(cell(self, 0)?),
            "dangling" => {
                self.memory.push(Vec::new());
                value(Cell::Pointer(Address::start(self.memory.len() - 1)))
            }
            "allocate" | "alloc" => {
                let count = int(self, 0)?;
                if !(0..=1 << 20).contains(&count) {
                    return self.fail("it asks for too much memory", span);
                }
                self.memory.push(vec![None; count as usize]);
                value(Cell::Pointer(Address::start(self.memory.len() - 1)))
            }
            "reallocate" => {
                let old = pointer(self, 0)?;
                let (count, new) = (int(self, 1)?, int(self, 2)?);
                if !(0..=1 << 20).contains(&new) {
                    return self.fail("it asks for too much memory", span);
                }
                let mut cells: Vec<Option<Cell>> =
                    self.memory[old.allocation].iter().take(count.max(0) as usize).cloned().collect();
                cells.resize(new as usize, None);
                self.memory.push(cells);
                value(Cell::Pointer(Address::start(self.memory.len() - 1)))
            }
            "deallocate" | "free" | "destroy" => none(),
            "offset" => {
                let address = pointer(self, 0)?.plus(int(self, 1)?);
                value(Cell::Pointer(address))
            }
            "offset_from" => {
                let (a, b) = (pointer(self, 0)?, pointer(self, 1)?);
                value(Cell::Const(Value::int(a.steps() - b.steps())))
            }
            "write" => {
                let address = pointer(self, 0)?;
                let cell = cell(self, 1)?;
                self.store(&address, cell, span)?;
                none()
            }
            "take" => {
                let address = pointer(self, 0)?;
                value(self.load(&address, span)?)
            }
            "copy_trivial" => {
                let (to, from, count) = (pointer(self, 0)?, pointer(self, 1)?, int(self, 2)?);
                for i in 0..count {
                    let cell = self.load(&from.plus(i), span)?;
                    self.store(&to.plus(i), cell, span)?;
                }
                none()
            }
            "fill" => {
                let (to, cell, count) = (pointer(self, 0)?, cell(self, 1)?, int(self, 2)?);
                for i in 0..count {
                    self.store(&to.plus(i), cell.clone(), span)?;
                }
                none()
            }
            "swap" => {
                let (a, b) = (cell(self, 0)?, cell(self, 1)?);
                self.store(&args[0], b, span)?;
                self.store(&args[1], a, span)?;
                none()
            }
            "eq" | "ne" => {
                let equal = pointer(self, 0)? == pointer(self, 1)?;
                value(Cell::Const(Value::Bool(equal == (name == "eq"))))
            }
            "Room" | "NullableRoom" => value(Cell::Parts(Vec::new())),
            "Room::is_full" | "NullableRoom::is_full" => match cell(self, 0)? {
                Cell::Parts(parts) => value(Cell::Const(Value::Bool(!parts.is_empty()))),
                _ => self.fail("room for a value is not known", span),
            },
            "Room::fill" | "NullableRoom::fill" => {
                let filled = Cell::Parts(vec![cell(self, 1)?]);
                self.store(&args[0], filled, span)?;
                none()
            }
            "Room::take" | "NullableRoom::take" => match cell(self, 0)? {
                Cell::Parts(mut parts) if parts.len() == 1 => {
                    self.store(&args[0], Cell::Parts(Vec::new()), span)?;
                    value(parts.remove(0))
                }
                _ => self.fail("there is no value to take", span),
            },
            "room_pointer" | "nullable_room_pointer" => {
                let mut address = args[0].clone();
                address.path.push(0);
                value(Cell::Pointer(address))
            }
            "slice_pointer" => match cell(self, 0)? {
                Cell::Slice(allocation, _) => value(Cell::Pointer(Address::start(allocation))),
                _ => self.fail("a variadic argument is not known", span),
            },
            "slice_length" => match cell(self, 0)? {
                Cell::Slice(_, length) => value(Cell::Const(Value::int(length as i64))),
                _ => self.fail("a variadic argument is not known", span),
            },
            _ => self.fail(format!("the memory function `{name}` does not run at compile time"), span),
        }
    }
}

/// Functions of texts, whose constants are plain text.
fn text_function(path: &str, values: &[Value]) -> Option<Value> {
    let name = path.strip_prefix("rt::text::")?;
    let text = |i: usize| match values.get(i) {
        Some(Value::Str(text)) => Some(text.as_str()),
        _ => None,
    };
    Some(match name {
        "String::new" => Value::Str(Symbol::new("")),
        "String::with_capacity" => Value::Str(Symbol::new("")),
        "String::span" | "String::from_span" => Value::Str(Symbol::new(text(0)?)),
        "String::eq" | "eq" => Value::Bool(text(0)? == text(1)?),
        "String::ne" | "ne" => Value::Bool(text(0)? != text(1)?),
        "String::lt" | "lt" => Value::Bool(text(0)?.as_bytes() < text(1)?.as_bytes()),
        "byte_length" => Value::int(text(0)?.len() as i64),
        "concatenate" => Value::Str(Symbol::new(&format!("{}{}", text(0)?, text(1)?))),
        "upper" => Value::Str(Symbol::new(&text(0)?.to_uppercase())),
        "lower" => Value::Str(Symbol::new(&text(0)?.to_lowercase())),
        "starts_with" if values.len() == 2 => Value::Bool(text(0)?.starts_with(text(1)?)),
        "ends_with" if values.len() == 2 => Value::Bool(text(0)?.ends_with(text(1)?)),
        _ => return None,
    })
}
