"""Values on the heap with one owner."""


struct OwnedPointer[T: Movable](Movable):
    """A value that goes with its owner."""

    var _pointer: Pointer[Self.T, MutAnyOrigin]

    def __init__(out self, var value: Self.T):
        """The value."""
        self._pointer = alloc[Self.T](1)
        self._pointer.write(value^)

    def __init__(out self, *, copy_value: Self.T) where conforms_to(Self.T, Copyable):
        """A copy of a value."""
        self._pointer = alloc[Self.T](1)
        self._pointer.write(copy_value.copy())

    def __deinit__(deinit self):
        self._pointer.unsafe_deinit_pointee()
        self._pointer.unsafe_free()

    def __getitem__(ref self) -> ref [self] Self.T:
        """The value."""
        return self._pointer[]

    def unsafe_ptr(self) -> Pointer[Self.T, MutAnyOrigin]:
        """The address of the value."""
        return self._pointer

    def into_inner(deinit self) -> Self.T:
        """The value itself."""
        var value = self._pointer.unsafe_take_pointee()
        self._pointer.unsafe_free()
        return value^

    def take(deinit self) -> Self.T:
        """The value itself."""
        var value = self._pointer.unsafe_take_pointee()
        self._pointer.unsafe_free()
        return value^
