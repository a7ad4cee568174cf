//! The operators, with Python's meaning: the operands' own methods decide.

use rt::error::Error;

use crate::exception::{alive, owned};
use crate::ffi;
use crate::object::Object;

macro_rules! binary {
    ($($name:ident => $function:ident),* $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($function), "`")]
            pub extern "C" fn $name(a: &Object, b: &Object) -> Result<Object, Error> {
                let (a, b) = (alive(a)?, alive(b)?);
                // SAFETY: the GIL is held; both are alive.
                owned(unsafe { ffi::$function(a, b) })
            }
        )*
    };
}

macro_rules! reflected {
    ($($name:ident => $plain:ident),* $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($plain), "` with the operands the other way round")]
            pub extern "C" fn $name(a: &Object, b: &Object) -> Result<Object, Error> {
                $plain(b, a)
            }
        )*
    };
}

macro_rules! in_place {
    ($($name:ident => $plain:ident),* $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($plain), "`, and the result takes the place of the left operand")]
            pub extern "C" fn $name(a: &mut Object, b: &Object) -> Result<(), Error> {
                *a = $plain(a, b)?;
                Ok(())
            }
        )*
    };
}

macro_rules! unary {
    ($($name:ident => $function:ident),* $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($function), "`")]
            pub extern "C" fn $name(a: &Object) -> Result<Object, Error> {
                // SAFETY: the GIL is held and the object is alive.
                owned(unsafe { ffi::$function(alive(a)?) })
            }
        )*
    };
}

macro_rules! compare {
    ($($name:ident => $operation:ident),* $(,)?) => {
        $(
            #[doc = concat!("A rich comparison: `", stringify!($operation), "`")]
            pub extern "C" fn $name(a: &Object, b: &Object) -> Result<Object, Error> {
                let (a, b) = (alive(a)?, alive(b)?);
                // SAFETY: the GIL is held; both are alive.
                owned(unsafe { ffi::PyObject_RichCompare(a, b, ffi::$operation) })
            }
        )*
    };
}

binary! {
    add => PyNumber_Add,
    sub => PyNumber_Subtract,
    mul => PyNumber_Multiply,
    matmul => PyNumber_MatrixMultiply,
    truediv => PyNumber_TrueDivide,
    floordiv => PyNumber_FloorDivide,
    modulo => PyNumber_Remainder,
    divmod => PyNumber_Divmod,
    and => PyNumber_And,
    or => PyNumber_Or,
    xor => PyNumber_Xor,
    lshift => PyNumber_Lshift,
    rshift => PyNumber_Rshift,
    in_add => PyNumber_InPlaceAdd,
    in_sub => PyNumber_InPlaceSubtract,
    in_mul => PyNumber_InPlaceMultiply,
    in_matmul => PyNumber_InPlaceMatrixMultiply,
    in_truediv => PyNumber_InPlaceTrueDivide,
    in_floordiv => PyNumber_InPlaceFloorDivide,
    in_modulo => PyNumber_InPlaceRemainder,
    in_and => PyNumber_InPlaceAnd,
    in_or => PyNumber_InPlaceOr,
    in_xor => PyNumber_InPlaceXor,
    in_lshift => PyNumber_InPlaceLshift,
    in_rshift => PyNumber_InPlaceRshift,
}

/// `a ** b`
pub extern "C" fn pow(a: &Object, b: &Object) -> Result<Object, Error> {
    let (a, b) = (alive(a)?, alive(b)?);
    // SAFETY: the GIL is held; all are alive.
    owned(unsafe { ffi::PyNumber_Power(a, b, ffi::Py_None()) })
}

/// `pow(a, b, modulus)`
pub extern "C" fn pow_modulo(a: &Object, b: &Object, modulus: &Object) -> Result<Object, Error> {
    let (a, b, modulus) = (alive(a)?, alive(b)?, alive(modulus)?);
    // SAFETY: the GIL is held; all are alive.
    owned(unsafe { ffi::PyNumber_Power(a, b, modulus) })
}

fn in_pow(a: &Object, b: &Object) -> Result<Object, Error> {
    let (a, b) = (alive(a)?, alive(b)?);
    // SAFETY: the GIL is held; all are alive.
    owned(unsafe { ffi::PyNumber_InPlacePower(a, b, ffi::Py_None()) })
}

reflected! {
    radd => add,
    rsub => sub,
    rmul => mul,
    rmatmul => matmul,
    rtruediv => truediv,
    rfloordiv => floordiv,
    rmodulo => modulo,
    rpow => pow,
    rand => and,
    ror => or,
    rxor => xor,
    rlshift => lshift,
    rrshift => rshift,
}

in_place! {
    iadd => in_add,
    isub => in_sub,
    imul => in_mul,
    imatmul => in_matmul,
    itruediv => in_truediv,
    ifloordiv => in_floordiv,
    imodulo => in_modulo,
    ipow => in_pow,
    iand => in_and,
    ior => in_or,
    ixor => in_xor,
    ilshift => in_lshift,
    irshift => in_rshift,
}

unary! {
    neg => PyNumber_Negative,
    pos => PyNumber_Positive,
    invert => PyNumber_Invert,
    abs => PyNumber_Absolute,
    int => PyNumber_Long,
    float => PyNumber_Float,
    str => PyObject_Str,
    repr => PyObject_Repr,
}

compare! {
    eq => Py_EQ,
    ne => Py_NE,
    lt => Py_LT,
    le => Py_LE,
    gt => Py_GT,
    ge => Py_GE,
}
