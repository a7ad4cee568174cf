"""Odds and ends."""

from std.utils.variant import Variant
from std.utils.index import Index, IndexList, StaticTuple
from std.utils.numerics import inf, isfinite, isinf, isnan, max_finite, min_finite, nan, neg_inf
