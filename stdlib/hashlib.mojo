"""An older name of `std.hash`."""

from std.hash import AHasher, Hashable, Hasher, default_comp_time_hasher, default_hasher, hash, hash_bytes
