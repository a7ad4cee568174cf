//! `pick`, and what else takes several arguments.
use ::py::object::Object;
use ::rt::error::{At as _, Error};

pub fn pick(list: &Object, index: &Object) -> Result<Object, Error> {
    let index = ::py::convert::to_int(index)?;
    // the bounds
    ::rt::check::index(index, ::py::convert::length(list)?);
    ::py::access::item(list, &[::py::convert::from_number(index)]).at(1, 2)
}

pub fn keywords(a: &Object, kwargs: &Object) -> Result<Object, Error> {
    ::py::build::tuple_of(&[a.clone(), kwargs.clone()])
}

pub fn apply(f: &Object, x: &Object, y: &Object) -> Result<Object, Error> {
    ::py::call::call(f, &[x.clone()], &[("y", y.clone())]).at(1, 9)
}

pub fn method(o: &Object) -> Result<Object, Error> {
    let sep = ::py::convert::from_text(::rt::text::Span::literal(","))?;
    ::py::call::call_method(
        o,
        ::rt::text::Span::literal("split"),
        &[sep],
        &[("maxsplit", ::py::convert::from_number(1i64))],
    )
}

pub fn args(_: &Object, args: &Object) -> Result<Object, Error> {
    Ok(::py::convert::from_number(::py::convert::length(args)?))
}

pub fn args_kwargs(_: &Object, args: &Object, kwargs: &Object) -> Result<Object, Error> {
    ::py::build::tuple_of(&[args.clone(), ::py::convert::from_number(kwargs.is_null())])
}

pub fn total(values: &Object) -> Result<Object, Error> {
    let mut sum = ::py::convert::from_number(0i64);
    let mut iterator = ::py::iterate::iterate(values)?;
    while ::py::iterate::has_next(&mut iterator)? {
        let value = ::py::iterate::next(&mut iterator);
        ::py::operator::iadd(&mut sum, &value)?;
    }
    Ok(sum)
}
