"""Special values of floating-point numbers."""

from std.math import isfinite, isinf, isnan, inf, nan


def neg_inf[dtype: DType]() -> Scalar[dtype]:
    """Negative infinity."""
    return Scalar[dtype].MIN


def max_finite[dtype: DType]() -> Scalar[dtype]:
    """The greatest finite value."""
    return Scalar[dtype].MAX_FINITE


def min_finite[dtype: DType]() -> Scalar[dtype]:
    """The least finite value."""
    return Scalar[dtype].MIN_FINITE


def max_or_inf[dtype: DType]() -> Scalar[dtype]:
    """The greatest value."""
    return Scalar[dtype].MAX


def min_or_neg_inf[dtype: DType]() -> Scalar[dtype]:
    """The least value."""
    return Scalar[dtype].MIN
