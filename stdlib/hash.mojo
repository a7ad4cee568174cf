"""Hash values."""

from std.builtin.hashing import Hashable, Hasher, hash, __DefaultHasher

comptime default_hasher = __DefaultHasher
comptime default_comp_time_hasher = __DefaultHasher
comptime AHasher = __DefaultHasher


def hash_bytes(data: Span[Byte, _]) -> UInt64:
    """A number that equal runs of bytes share."""
    var hasher = __DefaultHasher()
    hasher._update_with_bytes(data)
    return hasher^.finish()
