//! `Person`
use crate::types::{Counter, Person, Wide};
use ::py::object::Object;
use ::rt::error::{At as _, Error};

pub fn py_init(args: &Object, _kwargs: &Object) -> Result<Person, Error> {
    if ::py::convert::length(args)? != 2 {
        return Err(Error::new(::rt::text::String::literal("Person() takes exactly 2 arguments")).at(2, 4));
    }
    let item = |i: i64| ::py::access::item(args, &[::py::convert::from_number(i)]);
    let name = ::py::convert::to_text(&item(0)?)?;
    let age = ::py::convert::to_int(&item(1)?).at(2, 6)?;
    Ok(Person::new(name, age))
}

pub fn get_name(slf: *mut Person) -> Result<Object, Error> {
    let text = unsafe { (*slf).name.clone() };
    ::py::convert::from_text(text.span())
}

pub fn set_age(slf: &Object, age: &Object) -> Result<(), Error> {
    let person = ::py::class::downcast::<Person>(&crate::entries::CLASS_0, slf)?;
    unsafe { (*person).age = ::py::convert::to_int(age)? };
    Ok(())
}

pub fn add(slf: *mut Person, a: &Object, b: &Object) -> Result<Object, Error> {
    let age = unsafe { (*slf).age };
    ::py::operator::add(&::py::operator::add(a, b)?, &::py::convert::from_number(age))
}

pub fn write_repr(slf: *mut Person) -> Result<Object, Error> {
    let person = unsafe { &*slf };
    let text =
        ::rt::text::String::from_std(&format!("Person(name='{}', age=Int({}))", person.name.as_str(), person.age));
    ::py::convert::from_text(text.span())
}

pub fn write(slf: *mut Person) -> Result<Object, Error> {
    ::py::convert::from_text(unsafe { &(*slf).name }.span())
}

pub fn make(name: &Object, age: &Object) -> Result<Object, Error> {
    let person = Person::new(::py::convert::to_text(name)?, ::py::convert::to_int(age)?);
    ::py::class::alloc(&crate::entries::CLASS_0, person)
}

pub fn alive() -> Object {
    ::py::convert::from_number(crate::types::ALIVE.load(::std::sync::atomic::Ordering::Relaxed))
}

pub fn age_of(person: &Object) -> Result<Object, Error> {
    let person = ::py::class::downcast::<Person>(&crate::entries::CLASS_0, person)?;
    Ok(::py::convert::from_number(unsafe { (*person).age }))
}

pub fn count(slf: *mut Counter) -> Result<Object, Error> {
    Ok(::py::convert::from_number(unsafe { (*slf).count }))
}

pub fn wide(value: &Object) -> Result<Object, Error> {
    ::py::class::alloc(&crate::entries::CLASS_2, Wide { value: ::py::convert::to_int(value)? })
}

pub fn wide_text(slf: *mut Wide) -> Result<Object, Error> {
    assert!(slf.is_aligned());
    let text = ::rt::text::String::from_std(&format!("Wide({})", unsafe { (*slf).value }));
    ::py::convert::from_text(text.span())
}

pub fn unregistered() -> Result<Object, Error> {
    ::py::class::alloc(&crate::entries::CLASS_3, 5i64)
}

pub fn wide_init(args: &Object, _kwargs: &Object) -> Wide {
    Wide { value: ::py::convert::length(args).unwrap_or(0) }
}
