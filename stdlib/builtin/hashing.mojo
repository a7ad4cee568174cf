"""Hash values for dictionaries."""

from std.builtin.reflect import __field_count, __field_ref


trait Hasher:
    """What takes in the parts of a value and ends in a number."""

    def __init__(out self):
        """A hasher that has seen nothing."""
        ...

    def _update_with_bytes(mut self, data: Span[Byte, _]):
        """Takes in bytes."""
        ...

    def _update_with_text(mut self, text: String):
        """Takes in the bytes of a text."""
        self._update_with_bytes(text.as_bytes())

    def _update_with_simd[dtype: DType, size: Int](mut self, value: SIMD[dtype, size]):
        """Takes in numbers."""
        ...

    def update[T: Hashable](mut self, value: T):
        """Takes in a value."""
        value.__hash__(self)

    def finish(var self) -> UInt64:
        """The number."""
        ...


trait Hashable:
    """Types that can be keys; all fields count unless a struct says otherwise."""

    def __hash__[H: Hasher](self, mut hasher: H):
        """Gives the parts of the value to a hasher."""
        comptime for i in range(__field_count[Self]()):
            __field_ref[i](self).__hash__(hasher)


@rust("rt::hash::Hasher")
struct __DefaultHasher(Copyable, Hasher, Movable):
    """A fast hasher for keys that nobody chose to harm us."""

    @rust("rt::hash::Hasher::new")
    def __init__(out self):
        ...

    def _update_with_bytes(mut self, data: Span[Byte, _]):
        self.__bytes(data.unsafe_ptr(), len(data))

    @rust("rt::hash::Hasher::bytes")
    def __bytes(mut self, data: Pointer[Byte, _], length: Int):
        ...

    @rust("rt::hash::Hasher::text")
    def _update_with_text(mut self, text: String):
        ...

    @rust("rt::hash::Hasher::number")
    def _update_with_simd[dtype: DType, size: Int](mut self, value: SIMD[dtype, size]):
        ...

    @rust("rt::hash::Hasher::finish")
    def finish(var self) -> UInt64:
        ...


def hash[T: Hashable](value: T) -> UInt64:
    """A number that equal values share."""
    var hasher = __DefaultHasher()
    value.__hash__(hasher)
    return hasher^.finish()
