//! Places in the evaluator: addresses, loads and stores.

use grammar::Span;

use super::{Address, Cell, Eval, Frame, Machine, Returned, Stop};
use crate::hir::{self, PlaceKind};
use crate::types::Value;

impl Machine<'_, '_> {
    pub(super) fn place(&mut self, frame: &mut Frame, place: &hir::Place) -> Eval<Address> {
        match &place.kind {
            PlaceKind::Local(id) => match frame.locals.get(&id.0) {
                Some(address) => Ok(address.clone()),
                None => {
                    let address = self.new_cell(None);
                    frame.locals.insert(id.0, address.clone());
                    Ok(address)
                }
            },
            PlaceKind::Field(base, index) => {
                let base_address = self.place(frame, base)?;
                // A closure's environment holds references as pointers.
                if let Ok(Cell::Closure(_, captures)) = self.load(&base_address, place.span)
                    && let Some(Cell::Pointer(address)) = captures.get(*index)
                {
                    return Ok(address.clone());
                }
                let mut address = base_address;
                address.path.push(*index);
                Ok(address)
            }
            PlaceKind::RefCall(call) => match self.call(frame, call, place.span)? {
                Returned::Place(address) => Ok(address),
                Returned::Value(cell) => Ok(self.new_cell(Some(cell))),
            },
            PlaceKind::Deref(pointer) => match self.expr(frame, pointer)? {
                Cell::Pointer(address) => Ok(address),
                _ => self.fail("a pointer is not known", place.span),
            },
            PlaceKind::Element(base, index) => {
                let base = self.place(frame, base)?;
                let index = match self.expr(frame, index)? {
                    Cell::Const(Value::Int(n)) => i64::try_from(&n).unwrap_or(-1),
                    _ => return self.fail("an index is not known", place.span),
                };
                match self.load(&base, place.span)? {
                    Cell::Slice(allocation, length) if index >= 0 && (index as usize) < length => {
                        Ok(Address::start(allocation).plus(index))
                    }
                    Cell::Pack(parts) if index >= 0 && (index as usize) < parts.len() => {
                        Ok(parts[index as usize].clone())
                    }
                    _ => self.fail("an index is out of bounds", place.span),
                }
            }
            PlaceKind::Temporary(value) => {
                let cell = self.expr(frame, value)?;
                Ok(self.new_cell(Some(cell)))
            }
            PlaceKind::After(first, place) => {
                self.expr(frame, first)?;
                self.place(frame, place)
            }
            PlaceKind::If(test, then, otherwise) => {
                let branch = if self.truth(frame, test)? { then } else { otherwise };
                self.place(frame, branch)
            }
        }
    }

    pub(super) fn load(&self, address: &Address, span: Span) -> Eval<Cell> {
        let cells = &self.memory[address.allocation];
        let cell = usize::try_from(address.index).ok().and_then(|i| cells.get(i));
        let Some(Some(mut cell)) = cell.map(Option::as_ref) else {
            return self.fail("memory is read that holds no value", span);
        };
        for index in &address.path {
            match cell {
                Cell::Parts(parts) | Cell::Closure(_, parts) if *index < parts.len() => cell = &parts[*index],
                // A number of one lane is its own field.
                Cell::Const(_) if *index == 0 => {}
                _ => return self.fail("a field is read that holds no value", span),
            }
        }
        Ok(cell.clone())
    }

    pub(super) fn store(&mut self, address: &Address, value: Cell, span: Span) -> Eval<()> {
        let cells = &mut self.memory[address.allocation];
        let Some(slot) = usize::try_from(address.index).ok().and_then(|i| cells.get_mut(i)) else {
            return Err(Stop::Fail("memory is written that does not exist".to_string(), span));
        };
        let Some((last, path)) = address.path.split_last() else {
            *slot = Some(value);
            return Ok(());
        };
        // The first field that is written makes the struct.
        let mut cell = slot.get_or_insert_with(|| Cell::Parts(Vec::new()));
        for index in path {
            cell = part(cell, *index);
        }
        *part(cell, *last) = value;
        Ok(())
    }
}

/// A part of a cell; missing ones are made, without a value yet.
fn part(cell: &mut Cell, index: usize) -> &mut Cell {
    if !matches!(cell, Cell::Parts(_)) {
        *cell = Cell::Parts(Vec::new());
    }
    match cell {
        Cell::Parts(parts) => {
            while parts.len() <= index {
                parts.push(Cell::Parts(Vec::new()));
            }
            &mut parts[index]
        }
        _ => unreachable!("made above"),
    }
}
