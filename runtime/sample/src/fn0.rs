//! `factorial`
use ::py::object::Object;
use ::rt::error::{At as _, Error};

pub fn factorial(n: &Object) -> Result<Object, Error> {
    // a line of the file, for the table
    let n = ::py::convert::to_int(n).at(0, 2)?;
    let mut product = 1i64;
    for i in 2..=n {
        product = product.wrapping_mul(i);
    }
    if n < 0 {
        // another line
        ::rt::check::abort(::rt::text::Span::literal("negative"));
    }
    Ok(::py::convert::from_number(product))
}

pub fn same(x: &Object) -> Object {
    x.clone()
}

pub fn nothing() {}

pub fn fail(x: &Object) -> Result<(), Error> {
    Err(Error::new(::py::convert::to_text(x)?).at(0, 5)).at(1, 4)
}

pub fn truth(x: &Object) -> Object {
    ::py::convert::from_number(::py::convert::is_true(x))
}

pub fn panics() {
    let empty: Vec<i64> = Vec::new();
    let index = std::hint::black_box(3);
    ::std::hint::black_box(empty[index]);
}
